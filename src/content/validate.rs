//! Loads and validates `static/data`, and generates the JSON Schemas of its files.
//!
//! Validation has three passes, each of which skips the records that the previous one rejects: [`shape`] (JSON syntax,
//! fields and types), [`facts`] (dates, periods and links in `case.json`) and the files of each language against the
//! case: [`text`] (for example that each order of a court has an outcome), [`translation`] (the same sentences as the
//! original) and [`strings`] (the interface). It reports all errors together; no page is written from invalid data.
//! Loading also isolates left-to-right runs in right-to-left texts ([`bidi`]).

mod diagnostic;
mod facts;
mod shape;
mod strings;
mod text;
mod translation;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::content::bidi;
use crate::content::case::Case;
use crate::content::strings::Strings;
use crate::content::text::Text;
use diagnostic::Location;
pub use diagnostic::{Diagnostic, by_record};

/// A valid case in all its languages.
#[derive(Clone, Debug, PartialEq)]
pub struct Library {
    /// The data that is the same in every language.
    pub case: Case,
    /// The texts and interface strings, the original language first. Left-to-right runs in right-to-left texts are
    /// isolated.
    pub languages: Vec<(Text, Strings)>,
}

/// Loads a case from a folder.
///
/// # Errors
/// Returns the diagnostics of all files.
pub fn load(folder: &Path) -> Result<Library, Vec<Diagnostic>> {
    read(|file| fs::read_to_string(folder.join(file)).map_err(|error| error.to_string()))
}

/// Loads a case from a function that returns the content of a file by name.
///
/// # Errors
/// Returns the diagnostics of all files.
pub fn read(file: impl Fn(&str) -> Result<String, String>) -> Result<Library, Vec<Diagnostic>> {
    let mut diagnostics = Vec::new();
    let case = data_file::<Case>("case.json", &file, &mut diagnostics);
    let codes = language_codes(&case.raw);
    let mut texts: Vec<_> = codes
        .iter()
        .map(|code| {
            let text = data_file::<Text>(&format!("text.{code}.json"), &file, &mut diagnostics);
            let strings = data_file::<Strings>(&format!("ui.{code}.json"), &file, &mut diagnostics);
            (code, text, strings)
        })
        .collect();

    // The ids of invalid records are known. A link to one of them is no further error.
    let invalid_ids: BTreeSet<String> = case
        .invalid_ids
        .iter()
        .chain(texts.iter().flat_map(|(_, text, _)| &text.invalid_ids))
        .cloned()
        .collect();
    if let Some(case) = &case.valid {
        let all_texts: Option<Vec<_>> = texts
            .iter()
            .map(|(_, text, _)| text.valid.as_ref())
            .collect();
        facts::validate(case, all_texts.as_deref(), &invalid_ids, &mut diagnostics);
    }
    for (_, text, strings) in &mut texts {
        if let (Some(text_value), Some(valid)) = (&text.valid, &mut strings.valid) {
            strings::reword(
                &text.file,
                &strings.file,
                text_value,
                valid,
                &mut diagnostics,
            );
        }
    }
    let original = texts.first().and_then(|(_, text, _)| text.valid.as_ref());
    for (code, text, strings) in &texts {
        if let (Some(original), Some(translation)) = (original, &text.valid)
            && original.language != **code
        {
            strings::validate_translation(&text.file, original, translation, &mut diagnostics);
            translation::validate(
                &text.file,
                original,
                translation,
                &invalid_ids,
                &mut diagnostics,
            );
        }
        if let (Some(case), Some(valid_text)) = (&case.valid, &text.valid) {
            text::validate(
                &text.file,
                code,
                case,
                valid_text,
                &invalid_ids,
                &mut diagnostics,
            );
        }
        if let Some(valid_strings) = &strings.valid {
            strings::validate(&strings.file, code, valid_strings, &mut diagnostics);
        }
        if let (Some(case), Some(valid_text), Some(valid_strings)) =
            (&case.valid, &text.valid, &strings.valid)
        {
            strings::validate_announcement(
                &text.file,
                case,
                valid_text,
                valid_strings,
                &mut diagnostics,
            );
        }
    }
    if !diagnostics.is_empty() {
        return Err(diagnostics);
    }
    let languages: Option<Vec<_>> = texts
        .into_iter()
        .map(|(_, text, strings)| {
            let (text, strings) = (text.valid?, strings.valid?);
            let is_rtl = strings.direction == "rtl";
            Some(if is_rtl {
                (bidi::isolated(&text), bidi::isolated(&strings))
            } else {
                (text, strings)
            })
        })
        .collect();
    match (case.valid, languages) {
        (Some(case), Some(languages)) => Ok(Library { case, languages }),
        _ => Err(vec![Location::file("case.json").diagnostic(
            "cannot be read",
            "report this: no other error was found",
        )]),
    }
}

/// A data file and the result of its shape validation.
struct DataFile<T> {
    file: String,
    /// The content as JSON; null if it cannot be parsed.
    raw: Value,
    /// The content without the records of invalid shape; `None` if it does not deserialize even so.
    valid: Option<T>,
    /// The ids of the records of invalid shape.
    invalid_ids: BTreeSet<String>,
}

/// Reads and parses a file and validates its shape.
fn data_file<T: shape::Shape>(
    file: &str,
    read: impl Fn(&str) -> Result<String, String>,
    diagnostics: &mut Vec<Diagnostic>,
) -> DataFile<T> {
    let unreadable = || DataFile {
        file: file.to_owned(),
        raw: Value::Null,
        valid: None,
        invalid_ids: BTreeSet::new(),
    };
    let raw = match read(file) {
        Ok(json) => shape::parse(file, &json),
        Err(error) => Err(Location::file(file).diagnostic(
            format!("cannot be read ({error})"),
            "every language of case.json needs its text and ui file",
        )),
    };
    let raw = match raw {
        Ok(raw) => raw,
        Err(diagnostic) => {
            diagnostics.push(diagnostic);
            return unreadable();
        }
    };
    let (shape_diagnostics, valid_value, invalid_ids) = shape::validate::<T>(file, &raw);
    let valid = serde_json::from_value(valid_value);
    if let (Err(error), true) = (&valid, shape_diagnostics.is_empty()) {
        diagnostics.push(
            Location::file(file).diagnostic(error.to_string(), "write it as the schema says"),
        );
    }
    diagnostics.extend(shape_diagnostics);
    DataFile {
        file: file.to_owned(),
        raw,
        valid: valid.ok(),
        invalid_ids,
    }
}

/// Returns the language codes that `case.json` lists, even if it is otherwise invalid; `en` if it lists none.
fn language_codes(case: &Value) -> Vec<String> {
    let listed = case.get("languages").and_then(Value::as_array);
    let codes: Vec<_> = listed
        .into_iter()
        .flatten()
        .filter_map(Value::as_str)
        .map(str::to_owned)
        .collect();
    if codes.is_empty() {
        vec!["en".to_owned()]
    } else {
        codes
    }
}

/// Returns the JSON Schema of a kind of data file: `case`, `text` or `ui`.
pub fn schema(name: &str) -> Option<String> {
    let schema = match name {
        "case" => shape::schema::<Case>(),
        "text" => shape::schema::<Text>(),
        "ui" => shape::schema::<Strings>(),
        _ => return None,
    };
    serde_json::to_string_pretty(&schema)
        .ok()
        .map(|json| json + "\n")
}
