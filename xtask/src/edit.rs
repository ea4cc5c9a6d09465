//! `cargo xtask import` and `cargo xtask translations`: run the binary `data`, which changes the data of a case.

use std::path::{Path, PathBuf};

use crate::Failure;
use crate::arguments::{Arguments, Usage, UsageError};
use crate::data::{self, DATA_OPTION, data};
use crate::run::{run, step};

pub(crate) const IMPORT: Usage = Usage {
    command: "import",
    about: "add the events of a TimelineJS timeline (its JSON, or its spreadsheet as CSV) to a case",
    required: &["FILE"],
    optional: &[],
    options: &[DATA_OPTION],
};

pub(crate) const TRANSLATIONS: Usage = Usage {
    command: "translations",
    about: "\"export LANG\" writes a spreadsheet to translate in, \"import LANG\" reads it back",
    required: &["export|import", "LANG"],
    optional: &["FILE"],
    options: &[DATA_OPTION],
};

/// `cargo xtask import`.
///
/// # Errors
/// The file cannot be read or has errors; no event is then written.
pub(crate) fn import(arguments: &Arguments) -> Result<(), Failure> {
    let data = data(&IMPORT, arguments)?;
    let file = absolute(Path::new(arguments.operand(0).unwrap_or_default()))?;
    let purpose = "adds its events to the case; the first time it compiles, which takes a minute";
    Ok(step("Importing the timeline", purpose, || {
        edit(&["import"], &file, data.as_deref())
    })?)
}

/// `cargo xtask translations`.
///
/// # Errors
/// The sheet cannot be read or written, or a translation is missing or wrong; no file is then changed.
pub(crate) fn translations(arguments: &Arguments) -> Result<(), Failure> {
    let data = data(&TRANSLATIONS, arguments)?;
    let [action, language] = [0, 1].map(|index| arguments.operand(index).unwrap_or_default());
    let (name, purpose) = match action {
        "export" => (
            "Writing the spreadsheet",
            "one row for each text, with its original and its translation",
        ),
        "import" => (
            "Reading the spreadsheet",
            "writes its translations into the files of the language",
        ),
        other => {
            let message = "write \"translations export LANG\" or \"translations import LANG\"";
            return Err(TRANSLATIONS.operand_error(other, message).into());
        }
    };
    let file = match arguments.operand(2) {
        Some(file) => absolute(Path::new(file))?,
        None => data
            .clone()
            .unwrap_or_else(|| crate::root().join("static/data"))
            .join(format!("translations.{language}.csv")),
    };
    Ok(step(name, purpose, || {
        edit(&[action, "--language", language], &file, data.as_deref())
    })?)
}

/// The path of a file for a program that runs in another folder.
fn absolute(file: &Path) -> Result<PathBuf, UsageError> {
    std::path::absolute(file).map_err(|error| UsageError(format!("{}: {error}", file.display())))
}

/// Runs the binary `data` on a file.
fn edit(arguments: &[&str], file: &Path, folder: Option<&Path>) -> Result<(), String> {
    run(data::binary(folder).args(arguments).arg(file))
        .map_err(|_| "nothing was changed; the reasons are named above".to_owned())
}
