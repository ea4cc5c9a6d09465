//! Reads `static/data` and finds every fault in it, all at once. No page is written from a case with a
//! fault.
//!
//! Three readings, each on what the one before left whole: [`shape`] (is it JSON, has it the right
//! fields), [`facts`] (does `case.json` hold together), [`text`] (do the texts fit it). A fault names
//! file, record and field, says what is wrong and what to do.

mod diagnostic;
mod facts;
mod shape;
mod text;

use std::collections::BTreeSet;
use std::fs;
use std::path::Path;

use serde_json::Value;

use crate::content::bidi;
use crate::content::case::Case;
use crate::content::strings::Ui;
use crate::content::text::Text;
use diagnostic::At;
pub use diagnostic::Fault;

/// Names that the page itself uses as anchors.
pub const PAGE_ANCHORS: [&str; 20] = [
    "about",
    "app",
    "explain",
    "explain-body",
    "explain-more",
    "explain-title",
    "faq",
    "help",
    "june",
    "main",
    "misreadings",
    "other-day",
    "page-data",
    "people",
    "search",
    "sources",
    "standing",
    "steps",
    "timeline",
    "words",
];

/// A case in all its languages, found sound.
#[derive(Clone, Debug, PartialEq)]
pub struct Library {
    /// What is true in every language.
    pub case: Case,
    /// The words, the original language first.
    pub languages: Vec<(Text, Ui)>,
}

/// Loads a case from a folder.
///
/// # Errors
/// All faults of all files.
pub fn load(folder: &Path) -> Result<Library, Vec<Fault>> {
    read(|file| fs::read_to_string(folder.join(file)).map_err(|error| error.to_string()))
}

/// Loads a case from files by name.
///
/// # Errors
/// All faults of all files.
pub fn read(file: impl Fn(&str) -> Result<String, String>) -> Result<Library, Vec<Fault>> {
    let mut faults = Vec::new();
    let case = part::<Case>("case.json", &file, &mut faults);
    let codes = languages(&case.raw);
    let texts: Vec<_> = codes
        .iter()
        .map(|code| {
            let text = part::<Text>(&format!("text.{code}.json"), &file, &mut faults);
            let ui = part::<Ui>(&format!("ui.{code}.json"), &file, &mut faults);
            (code, text, ui)
        })
        .collect();

    // What a broken record is called is known even where the record is not: no fault for naming it.
    let broken: BTreeSet<String> = case
        .broken
        .iter()
        .chain(texts.iter().flat_map(|(_, text, _)| &text.broken))
        .cloned()
        .collect();
    if let Some(case) = &case.sound {
        let all: Option<Vec<_>> = texts
            .iter()
            .map(|(_, text, _)| text.sound.as_ref())
            .collect();
        facts::check(case, all.as_deref(), &broken, &mut faults);
    }
    let original = texts.first().and_then(|(_, text, _)| text.sound.as_ref());
    for (code, text, ui) in &texts {
        if let (Some(original), Some(sound)) = (original, &text.sound)
            && original.language != **code
        {
            text::check_translation(&text.file, original, sound, &broken, &mut faults);
        }
        if let (Some(case), Some(sound)) = (&case.sound, &text.sound) {
            text::check_text(&text.file, code, case, sound, &broken, &mut faults);
        }
        if let Some(sound) = &ui.sound {
            text::check_ui(&ui.file, code, sound, &mut faults);
        }
    }
    if !faults.is_empty() {
        return Err(faults);
    }
    let languages: Option<Vec<_>> = texts
        .into_iter()
        .map(|(_, text, ui)| {
            let (text, ui) = (text.sound?, ui.sound?);
            let is_rtl = ui.direction == "rtl";
            Some(if is_rtl {
                (bidi::isolated(text), bidi::isolated(ui))
            } else {
                (text, ui)
            })
        })
        .collect();
    match (case.sound, languages) {
        (Some(case), Some(languages)) => Ok(Library { case, languages }),
        _ => Err(vec![At::file("case.json").fault(
            "cannot be read",
            "report this: no other fault was found",
        )]),
    }
}

/// A file, as far as it could be read.
struct Part<T> {
    file: String,
    raw: Value,
    /// Its content without the records that have faults of shape.
    sound: Option<T>,
    /// The ids of those records.
    broken: BTreeSet<String>,
}

fn part<T: shape::Shape>(
    file: &str,
    read: impl Fn(&str) -> Result<String, String>,
    faults: &mut Vec<Fault>,
) -> Part<T> {
    let none = || Part {
        file: file.to_owned(),
        raw: Value::Null,
        sound: None,
        broken: BTreeSet::new(),
    };
    let raw = match read(file) {
        Ok(json) => shape::parse(file, &json),
        Err(error) => Err(At::file(file).fault(
            format!("cannot be read ({error})"),
            "every language of case.json needs its text and ui file",
        )),
    };
    let raw = match raw {
        Ok(raw) => raw,
        Err(fault) => {
            faults.push(fault);
            return none();
        }
    };
    let (own, whole, broken) = shape::faults::<T>(file, &raw);
    let sound = serde_json::from_value(whole);
    if let (Err(error), true) = (&sound, own.is_empty()) {
        faults.push(At::file(file).fault(error.to_string(), "write it as the schema says"));
    }
    faults.extend(own);
    Part {
        file: file.to_owned(),
        raw,
        sound: sound.ok(),
        broken,
    }
}

fn languages(case: &Value) -> Vec<String> {
    let named = case.get("languages").and_then(Value::as_array);
    let codes: Vec<_> = named
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

/// The JSON Schema of a data file: `case`, `text` or `ui`.
pub fn schema(name: &str) -> Option<String> {
    let schema = match name {
        "case" => shape::schema::<Case>(),
        "text" => shape::schema::<Text>(),
        "ui" => shape::schema::<Ui>(),
        _ => return None,
    };
    serde_json::to_string_pretty(&schema)
        .ok()
        .map(|json| json + "\n")
}
