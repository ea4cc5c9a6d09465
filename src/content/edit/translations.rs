//! The texts of a language as a spreadsheet: one row for each, with its id, the original and the translation.
//!
//! A row keeps the original from which it was translated. Where the original has changed since, the next export puts
//! the former wording into the column [`FORMER`], until the translator clears it.

mod entries;
mod write;

use std::collections::BTreeMap;

use serde_json::Value;

use super::json::{self, Node};
use crate::content::spreadsheet::{self, Row, Table};
use crate::content::validate::{self, Diagnostic};
use entries::{EQUALS, Entry, File, Kind, SEPARATOR, entries, values};

/// The column with the id of a text.
const ID: &str = "id";
/// The column with the original as it was when the sheet was written.
const ORIGINAL: &str = "original";
/// The column with the translation.
const TRANSLATION: &str = "translation";
/// The column with the original as it stood when the text was translated, if it has changed since.
const FORMER: &str = "translated from";

/// The maximum number of lines in a list of errors.
const LISTED: usize = 50;

/// The texts and strings of one language, as the contents of their files.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct LanguageFiles {
    /// `text.<code>.json`
    pub text: String,
    /// `ui.<code>.json`
    pub strings: String,
}

/// An exported sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The sheet as CSV.
    pub csv: String,
    /// The number of texts.
    pub texts: usize,
    /// The number of texts without a translation.
    pub missing: usize,
    /// The number of texts whose original has changed since they were translated.
    pub changed: usize,
}

/// An imported sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Imported {
    /// The files of the language.
    pub files: LanguageFiles,
    /// The number of texts.
    pub texts: usize,
    /// The ids of the texts whose translation differs from the one before.
    pub changed: Vec<String>,
    /// Rows to look at again: the original has changed, or the text does not exist any more.
    pub notes: Vec<String>,
}

/// The parsed files of a language.
struct Parsed {
    text: Node,
    strings: Node,
}

impl Parsed {
    fn new(code: &str, files: &LanguageFiles) -> Result<Self, String> {
        let parse = |kind: &str, json: &str| {
            json::parse(json).map_err(|error| format!("{kind}.{code}.json: {error}"))
        };
        Ok(Self {
            text: parse("text", &files.text)?,
            strings: parse("ui", &files.strings)?,
        })
    }
}

/// Writes the sheet of a language. `translation` are its files, if it has any; `earlier` is an earlier sheet, by which
/// it is known from which wording a text was translated.
///
/// # Errors
/// Returns what is wrong with the files or the earlier sheet: it may have translations that were never imported.
pub fn export(
    [original_code, translation_code]: [&str; 2],
    original: &LanguageFiles,
    translation: Option<&LanguageFiles>,
    earlier: Option<&[u8]>,
) -> Result<Sheet, String> {
    let original = Parsed::new(original_code, original)?;
    let translation = translation
        .map(|files| Parsed::new(translation_code, files))
        .transpose()?;
    let entries = entries(translation_code, &original);
    let present = translation.map_or_else(BTreeMap::new, |files| values(&entries, &files));
    let earlier = earlier.map(sheet).transpose()?;
    let earlier = earlier.as_ref().map(|table| Rows::new(table, &entries));
    let mut conflicts = Vec::new();
    let mut sheet = Sheet {
        csv: String::new(),
        texts: entries.len(),
        missing: 0,
        changed: 0,
    };
    let rows: Vec<_> = entries
        .iter()
        .map(|entry| {
            let row = earlier.as_ref().and_then(|rows| rows.of(entry));
            let in_sheet = row.map_or("", |row| row.translation);
            let translation = match present.get(&entry.id) {
                Some(translation) if !translation.is_empty() => {
                    if !in_sheet.is_empty() && in_sheet != translation {
                        conflicts
                            .extend(row.map(|row| format!("row {} ({})", row.number, entry.id)));
                    }
                    translation.clone()
                }
                _ => in_sheet.to_owned(),
            };
            let former = row
                .map(|row| {
                    if row.former.is_empty() {
                        row.original
                    } else {
                        row.former
                    }
                })
                .filter(|former| *former != entry.original && !translation.is_empty());
            sheet.missing += usize::from(translation.trim().is_empty() && !entry.is_optional);
            sheet.changed += usize::from(former.is_some());
            [
                entry.id.clone(),
                entry.original.clone(),
                translation,
                former.unwrap_or_default().to_owned(),
            ]
        })
        .collect();
    if !conflicts.is_empty() {
        return Err(format!(
            "it has translations that text.{translation_code}.json and ui.{translation_code}.json do not have; import it first, or write to another file:\n{}",
            listed(&conflicts)
        ));
    }
    sheet.csv = spreadsheet::write(&[ID, ORIGINAL, TRANSLATION, FORMER], rows)
        .map_err(|error| error.to_string())?;
    Ok(sheet)
}

/// Reads a sheet, and returns the files of the language. `file` returns the content of a data file of the case by its
/// name, with which the new files are validated.
///
/// # Errors
/// Returns what is missing or wrong, each with its row.
pub fn import(
    [original_code, translation_code]: [&str; 2],
    original: &LanguageFiles,
    translation: Option<&LanguageFiles>,
    sheet_bytes: &[u8],
    file: impl Fn(&str) -> Result<String, String>,
) -> Result<Imported, String> {
    let parsed = Parsed::new(original_code, original)?;
    let present = translation
        .map(|files| Parsed::new(translation_code, files))
        .transpose()?;
    let entries = entries(translation_code, &parsed);
    let before = present
        .as_ref()
        .map_or_else(BTreeMap::new, |files| values(&entries, files));
    let table = sheet(sheet_bytes)?;
    let rows = Rows::new(&table, &entries);
    let mut errors = rows.duplicates.clone();
    let mut notes = rows.unknown.clone();
    let mut found = BTreeMap::new();
    for entry in &entries {
        let row = rows.of(entry);
        let translation = match row {
            Some(row) => row.translation,
            // A sheet may have a part of the rows only.
            None => before.get(&entry.id).map_or("", String::as_str),
        };
        if translation.trim().is_empty() && !entry.is_optional {
            let location = row.map_or_else(
                || format!("no row for {}", entry.id),
                |row| format!("row {} ({})", row.number, entry.id),
            );
            errors.push(format!(
                "{location}: the translation is missing; the original is \"{}\"",
                entry.original
            ));
        }
        if let Some(row) = row.filter(|row| !row.translation.is_empty()) {
            let former = if row.former.is_empty() {
                row.original
            } else {
                row.former
            };
            if former != entry.original {
                notes.push(format!(
                    "row {} ({}): the original has changed since it was translated: it was \"{former}\", and is \"{}\"; look at the translation again",
                    row.number, entry.id, entry.original
                ));
            }
        }
        let is_pair = |pair: &str| pair.is_empty() || pair.contains(EQUALS);
        if let Some(row) = row.filter(|_| entry.kind == Kind::Spoken)
            && !translation.split(SEPARATOR).all(is_pair)
        {
            errors.push(format!(
                "row {} ({}): an abbreviation has no words; write each as \"v.=versus\", with | between them",
                row.number, entry.id
            ));
        }
        found.insert(entry.id.clone(), translation.to_owned());
    }
    if !errors.is_empty() {
        return Err(listed(&errors));
    }
    let files = write::files(
        translation_code,
        &entries,
        &found,
        (original, &parsed),
        translation.zip(present.as_ref()),
    );
    let diagnostics = diagnostics(translation_code, &files, file);
    if !diagnostics.is_empty() {
        let lines: Vec<_> = diagnostics
            .iter()
            .map(|diagnostic| with_row(diagnostic, &entries, &rows))
            .collect();
        return Err(listed(&lines));
    }
    let is_new =
        |entry: &&Entry| before.get(&entry.id).map_or("", String::as_str) != found[&entry.id];
    Ok(Imported {
        files,
        texts: entries.len(),
        changed: entries
            .iter()
            .filter(is_new)
            .map(|entry| entry.id.clone())
            .collect(),
        notes,
    })
}

/// Returns the first lines of a list, and the number of the others.
fn listed(lines: &[String]) -> String {
    let first = lines
        .iter()
        .take(LISTED)
        .cloned()
        .collect::<Vec<_>>()
        .join("\n");
    match lines.len().saturating_sub(LISTED) {
        0 => first,
        others => format!("{first}\nand {others} more"),
    }
}

/// Reads a sheet.
fn sheet(bytes: &[u8]) -> Result<Table, String> {
    let table = Table::read(bytes)?;
    let missing: Vec<_> = [ID, ORIGINAL, TRANSLATION]
        .into_iter()
        .filter(|name| !table.has(name))
        .collect();
    if missing.is_empty() {
        Ok(table)
    } else {
        Err(format!(
            "the first row has no column \"{}\"; leave it as the export wrote it",
            missing.join("\" and no column \"")
        ))
    }
}

/// A row of a sheet.
#[derive(Clone, Copy)]
struct SheetRow<'a> {
    number: usize,
    original: &'a str,
    translation: &'a str,
    former: &'a str,
}

/// The rows of a sheet by the ids of the texts that they are for.
struct Rows<'a> {
    by_id: BTreeMap<String, SheetRow<'a>>,
    duplicates: Vec<String>,
    /// Rows of texts that do not exist.
    unknown: Vec<String>,
}

impl<'a> Rows<'a> {
    /// Finds the text of each row: the one with its id, or, if its original stands at another index of the same list
    /// now, that one.
    fn new(table: &'a Table, entries: &[Entry]) -> Self {
        let originals: BTreeMap<_, _> = entries
            .iter()
            .map(|entry| (&*entry.id, &*entry.original))
            .collect();
        let read = |row: &'a Row| {
            let cell = |name| table.cell(row, name);
            let sheet_row = SheetRow {
                number: row.number,
                original: cell(ORIGINAL),
                translation: cell(TRANSLATION),
                former: cell(FORMER),
            };
            (cell(ID), sheet_row)
        };
        let mut rows = Self {
            by_id: BTreeMap::new(),
            duplicates: Vec::new(),
            unknown: Vec::new(),
        };
        let mut others = Vec::new();
        for (id, row) in table.rows.iter().map(read) {
            if id.is_empty() && row.translation.is_empty() {
                continue;
            }
            if originals.get(id) == Some(&row.original) {
                rows.add(id, row);
            } else {
                others.push((id, row));
            }
        }
        for (id, row) in others {
            let moved = entries.iter().find(|entry| {
                entry.original == row.original
                    && list_of(&entry.id) == list_of(id)
                    && !rows.by_id.contains_key(&entry.id)
            });
            match moved {
                Some(entry) => rows.add(&entry.id, row),
                None if originals.contains_key(id) => rows.add(id, row),
                None => rows.unknown.push(format!(
                    "row {} ({id}): the case has no such text any more; its translation is left out",
                    row.number
                )),
            }
        }
        rows
    }

    fn add(&mut self, id: &str, row: SheetRow<'a>) {
        if let Some(other) = self.by_id.get(id) {
            self.duplicates.push(format!(
                "row {}: row {} is for {id}, too; keep one of the two",
                row.number, other.number
            ));
        } else {
            self.by_id.insert(id.to_owned(), row);
        }
    }

    fn of(&self, entry: &Entry) -> Option<SheetRow<'a>> {
        self.by_id.get(&entry.id).copied()
    }
}

/// Returns the list that an id is in: `events.arrests.sentences` for `events.arrests.sentences[2]`; the id itself if it
/// is in none.
fn list_of(id: &str) -> &str {
    id.rsplit_once('[').map_or(id, |(list, _)| list)
}

/// Validates the case with the new files, and returns the diagnostics of these files.
fn diagnostics(
    code: &str,
    files: &LanguageFiles,
    file: impl Fn(&str) -> Result<String, String>,
) -> Vec<Diagnostic> {
    let names = [format!("text.{code}.json"), format!("ui.{code}.json")];
    let result = validate::read(|name| match name {
        "case.json" => file(name).map(|case| with_language(&case, code)),
        _ if name == names[0] => Ok(files.text.clone()),
        _ if name == names[1] => Ok(files.strings.clone()),
        _ => file(name),
    });
    let mut diagnostics = result.err().unwrap_or_default();
    diagnostics.retain(|diagnostic| names.contains(&diagnostic.file));
    diagnostics
}

/// Returns `case.json` with a language added, if it does not have it.
pub fn with_language(case: &str, code: &str) -> String {
    let languages = json::parse(case)
        .ok()
        .and_then(|root| root.field("languages").cloned());
    let Some(languages) = languages else {
        return case.to_owned();
    };
    if languages
        .items()
        .iter()
        .any(|item| item.as_str() == Some(code))
    {
        return case.to_owned();
    }
    let codes = languages
        .items()
        .iter()
        .filter_map(Node::as_str)
        .chain([code]);
    let codes: Vec<_> = codes.map(|code| Value::from(code).to_string()).collect();
    let mut changes = json::Changes::default();
    changes.replace(&languages, format!("[{}]", codes.join(", ")));
    changes.apply(case)
}

/// Returns a diagnostic as a line that begins with the row of the text it is about.
fn with_row(diagnostic: &Diagnostic, entries: &[Entry], rows: &Rows<'_>) -> String {
    let file = if diagnostic.file.starts_with("ui.") {
        File::Strings
    } else {
        File::Text
    };
    let field = diagnostic.field.as_deref().unwrap_or_default();
    let field = field.trim_end_matches(".text");
    // Some fields are named with the part of the file that their record is in.
    let is_about = |entry: &&Entry| match &diagnostic.record {
        Some(record) => {
            let (part, own) = entry.in_record(record).unwrap_or_default();
            own == field || format!("{part}.{own}") == field || part == field
        }
        None => entry.field() == field || entry.field().starts_with(&format!("{field}[")),
    };
    let in_file = || entries.iter().filter(|entry| entry.file == file);
    let entry = in_file().find(is_about).or_else(|| {
        let record = diagnostic.record.as_ref()?;
        in_file().find(|entry| entry.in_record(record).is_some())
    });
    let row = entry.and_then(|entry| Some((rows.of(entry)?, entry)));
    match row {
        Some((row, entry)) => format!("row {} ({}): {diagnostic}", row.number, entry.id),
        None => diagnostic.to_string(),
    }
}
