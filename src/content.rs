//! The case and its texts, read from `static/data` and validated.
//!
//! - [`case`]: the data that is the same in every language (`case.json`).
//! - [`text`]: the sentences of one language (`text.<code>.json`).
//! - [`strings`]: the strings of the interface in one language (`ui.<code>.json`).
//! - [`announcement`]: the announcement that others paste into a bulletin or a newsletter.
//! - [`validate`]: loads the files and reports all errors together.
//! - [`bidi`]: isolates left-to-right runs in right-to-left texts.
//! - [`collation`]: sorts lists in the alphabetical order of a language.
//! - [`spreadsheet`]: CSV as spreadsheets read and write it.
//! - [`edit`]: changes the data for editors: imports events, and exports and imports translations.

pub mod announcement;
pub mod bidi;
pub mod case;
pub mod collation;
#[cfg(feature = "data")]
pub mod edit;
pub mod spreadsheet;
pub mod strings;
pub mod text;
pub mod validate;

use std::path::PathBuf;

use validate::Library;

/// Returns the path of the data folder. The environment variable `CASE_TIMELINE_DATA` selects the data of another case.
pub fn data_folder() -> PathBuf {
    std::env::var_os("CASE_TIMELINE_DATA")
        .map_or_else(|| PathBuf::from("static/data"), PathBuf::from)
}

/// Loads the case of the data folder.
///
/// # Errors
/// Returns a report for the editor: the diagnostics, each on a line, and their number.
pub fn load() -> Result<Library, String> {
    let folder = data_folder();
    validate::load(&folder).map_err(|diagnostics| {
        let count = diagnostics.len();
        let folder = folder.display();
        format!(
            "{}\n{count} error(s) in {folder}",
            validate::by_record(&diagnostics)
        )
    })
}
