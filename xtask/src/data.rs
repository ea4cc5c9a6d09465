//! The data of a case: `cargo xtask check`, and `--data FOLDER` for the data folder of another case.
//!
//! The prerenderer, the tests and the binary `data` take the folder from the environment variable [`VARIABLE`].

use std::path::{Path, PathBuf};
use std::process::Command;

use crate::Failure;
use crate::arguments::{Arguments, Opt, Usage, UsageError, option};
use crate::run::{command, run};

/// The environment variable with the path of the data folder.
pub(crate) const VARIABLE: &str = "CASE_TIMELINE_DATA";

/// The file by which a data folder is recognized.
const CASE: &str = "case.json";

pub(crate) const DATA_OPTION: Opt = option(
    "--data",
    "FOLDER",
    "the data of another case, as new-case writes it (static/data)",
);

pub(crate) const CHECK: Usage = Usage {
    command: "check",
    about: "check the content alone, in seconds",
    required: &[],
    optional: &[],
    options: &[DATA_OPTION],
};

/// `cargo xtask check`.
///
/// # Errors
/// The data has errors, which the binary `data` has printed.
pub(crate) fn check(arguments: &Arguments) -> Result<(), Failure> {
    Ok(validate(data(&CHECK, arguments)?.as_deref())?)
}

/// Validates the data of another case, or of the published one.
///
/// # Errors
/// The data has errors, which the binary `data` has printed.
pub(crate) fn validate(folder: Option<&Path>) -> Result<(), String> {
    run(binary(folder).arg("check")).map_err(|error| {
        format!("the data was not validated, or has errors ({error}); the messages above say which")
    })
}

/// The binary `data`, which validates the data of another case, or of the published one, and changes it. It is compiled
/// without the app and without Yew, in half the time.
pub(crate) fn binary(folder: Option<&Path>) -> Command {
    let mut binary = command(
        "cargo",
        &[
            "run",
            "--locked",
            "--no-default-features",
            "--features",
            "data",
            "--bin",
            "data",
            "--",
        ],
    );
    if let Some(folder) = folder {
        binary.env(VARIABLE, folder);
    }
    binary
}

/// The value of [`DATA_OPTION`] as an absolute path, because commands run in the top folder of the project.
///
/// # Errors
/// There is no such folder, or it contains no case.
pub(crate) fn data(usage: &Usage, arguments: &Arguments) -> Result<Option<PathBuf>, UsageError> {
    let Some(value) = arguments.value(DATA_OPTION.name) else {
        return Ok(None);
    };
    let error = |expected: &str| usage.value_error(DATA_OPTION.name, value, expected);
    let folder = Path::new(value)
        .canonicalize()
        .ok()
        .filter(|folder| folder.is_dir())
        .ok_or_else(|| error("there is no such folder; cargo xtask new-case writes one"))?;
    if folder.join(CASE).is_file() {
        Ok(Some(folder))
    } else {
        Err(error(
            "this folder has no case.json; name the folder that contains it",
        ))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temp_folder::TempFolder;

    const USAGE: Usage = Usage {
        command: "check",
        about: "Checks.",
        required: &[],
        optional: &[],
        options: &[DATA_OPTION],
    };

    fn found(value: &Path) -> Result<Option<PathBuf>, String> {
        let arguments = ["--data".into(), value.into()];
        let arguments = USAGE.parse(arguments).expect("acceptable");
        data(&USAGE, &arguments.expect("no help is requested"))
            .map_err(|UsageError(message)| message)
    }

    #[test]
    fn a_folder_with_a_case_is_accepted() {
        let folder = TempFolder::new();
        folder.write("case.json", "{}");

        let expected = folder.path().canonicalize().expect("the folder exists");
        assert_eq!(found(folder.path()), Ok(Some(expected)));
        assert_eq!(data(&USAGE, &Arguments::default()), Ok(None));
    }

    #[test]
    fn any_other_folder_is_refused_by_name() {
        let folder = TempFolder::new();
        folder.write("notes.txt", "");
        let missing = folder.path().join("missing");
        let file = folder.path().join("notes.txt");

        for (path, reason) in [
            (missing.as_path(), "there is no such folder"),
            (&file, "there is no such folder"),
            (folder.path(), "this folder has no case.json"),
        ] {
            let message = found(path).expect_err("refused");
            let expected = format!("check: --data {}: {reason}", path.display());
            assert!(message.starts_with(&expected), "{message}");
            assert_eq!(message.lines().count(), 1, "{message}");
        }
    }
}
