//! A fault and the place it is at.

use std::fmt;

/// Something wrong in a data file: where it is, what it is and what to do.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the meaning")]
pub struct Fault {
    pub file: String,
    pub record: Option<String>,
    pub field: Option<String>,
    pub wrong: String,
    pub remedy: String,
}

impl fmt::Display for Fault {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file)?;
        if let Some(record) = &self.record {
            write!(f, "record \"{record}\": ")?;
        }
        if let Some(field) = &self.field {
            write!(f, "field \"{field}\": ")?;
        }
        write!(f, "{}; {}", self.wrong, self.remedy)
    }
}

/// A place in a data file.
#[derive(Clone, Copy, Debug)]
pub(super) struct At<'a> {
    file: &'a str,
    record: Option<&'a str>,
    field: Option<&'a str>,
}

impl<'a> At<'a> {
    /// The file as a whole.
    pub(super) const fn file(file: &'a str) -> Self {
        Self {
            file,
            record: None,
            field: None,
        }
    }

    /// A record of it.
    pub(super) fn record(self, id: &'a str) -> Self {
        Self {
            record: Some(id),
            ..self
        }
    }

    /// A field of the record, or of the file.
    pub(super) fn field(self, path: &'a str) -> Self {
        Self {
            field: Some(path),
            ..self
        }
    }

    /// A fault at this place.
    pub(super) fn fault(self, wrong: impl Into<String>, remedy: impl Into<String>) -> Fault {
        Fault {
            file: self.file.to_owned(),
            record: self.record.map(str::to_owned),
            field: self.field.map(str::to_owned),
            wrong: wrong.into(),
            remedy: remedy.into(),
        }
    }
}
