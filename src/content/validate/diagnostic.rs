//! Diagnostics, and the locations in data files that they point to.

use std::fmt;

/// An error in a data file: its location, a message and a remedy.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[expect(missing_docs, reason = "the names are the meaning")]
pub struct Diagnostic {
    pub file: String,
    pub record: Option<String>,
    pub field: Option<String>,
    pub message: String,
    pub remedy: String,
}

impl fmt::Display for Diagnostic {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}: ", self.file)?;
        if let Some(record) = &self.record {
            write!(f, "record \"{record}\": ")?;
        }
        if let Some(field) = &self.field {
            write!(f, "field \"{field}\": ")?;
        }
        write!(f, "{}; {}", self.message, self.remedy)
    }
}

/// A location in a data file: the file, a record or a field.
#[derive(Clone, Copy, Debug)]
pub(super) struct Location<'a> {
    file: &'a str,
    record: Option<&'a str>,
    field: Option<&'a str>,
}

impl<'a> Location<'a> {
    /// Returns the location of a whole file.
    pub(super) const fn file(file: &'a str) -> Self {
        Self {
            file,
            record: None,
            field: None,
        }
    }

    /// Returns the location of a record in the file.
    pub(super) fn record(self, id: &'a str) -> Self {
        Self {
            record: Some(id),
            ..self
        }
    }

    /// Returns the location of a field of the record, or of the file if no record is set.
    pub(super) fn field(self, path: &'a str) -> Self {
        Self {
            field: Some(path),
            ..self
        }
    }

    /// Returns a diagnostic at this location.
    pub(super) fn diagnostic(
        self,
        message: impl Into<String>,
        remedy: impl Into<String>,
    ) -> Diagnostic {
        Diagnostic {
            file: self.file.to_owned(),
            record: self.record.map(str::to_owned),
            field: self.field.map(str::to_owned),
            message: message.into(),
            remedy: remedy.into(),
        }
    }
}

/// Returns diagnostics as lines, those of a record together, whatever file they are in: an editor corrects one event
/// after the other.
pub fn by_record(diagnostics: &[Diagnostic]) -> String {
    let mut records: Vec<&Option<String>> = Vec::new();
    for diagnostic in diagnostics {
        if !records.contains(&&diagnostic.record) {
            records.push(&diagnostic.record);
        }
    }
    let of_record = |record: &Option<String>| {
        let lines = diagnostics
            .iter()
            .filter(|diagnostic| diagnostic.record == *record);
        lines.map(ToString::to_string).collect::<Vec<_>>()
    };
    let lines: Vec<_> = records.into_iter().flat_map(of_record).collect();
    lines.join("\n")
}
