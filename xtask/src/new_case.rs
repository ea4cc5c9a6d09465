//! `cargo xtask new-case`: writes the smallest complete case, from which an editor makes another.
//!
//! Its files are `xtask/templates/case`, which the native tests validate, and the schemas and the English strings of
//! the interface, which serve any case.

use std::fs;
use std::path::{Path, PathBuf};

use crate::arguments::{Arguments, Usage};
use crate::files::copy_file;
use crate::{Failure, root};

pub(crate) const USAGE: Usage = Usage {
    command: "new-case",
    about: "write the smallest complete case into a new folder, to tell another story",
    required: &["FOLDER"],
    optional: &[],
    options: &[],
};

/// The files of a new case, and where they are in this project.
const FILES: [(&str, &str); 7] = [
    ("README.md", "xtask/templates/case/README.md"),
    ("case.json", "xtask/templates/case/case.json"),
    ("text.en.json", "xtask/templates/case/text.en.json"),
    ("ui.en.json", "static/data/ui.en.json"),
    (
        "schema/case.schema.json",
        "static/data/schema/case.schema.json",
    ),
    (
        "schema/text.schema.json",
        "static/data/schema/text.schema.json",
    ),
    ("schema/ui.schema.json", "static/data/schema/ui.schema.json"),
];

/// `cargo xtask new-case`.
///
/// # Errors
/// The folder exists and is not empty, or cannot be written.
pub(crate) fn new_case(arguments: &Arguments) -> Result<(), Failure> {
    let folder = Path::new(arguments.operand(0).unwrap_or_default());
    write(folder)?;
    let name = folder.display();
    println!(
        "{name} is a complete case, an invented one that shows every kind of record. Read {name}/README.md, then:\n\
         \x20 cargo xtask serve --data {name} --watch    look at the page while you replace the example\n\
         \x20 cargo xtask check --data {name}            see what is missing or wrong"
    );
    Ok(())
}

/// Writes the files of a new case.
///
/// # Errors
/// The folder exists and is not empty, or cannot be written.
pub(crate) fn write(folder: &Path) -> Result<(), String> {
    let is_used = match fs::read_dir(folder) {
        Ok(mut entries) => entries.next().is_some(),
        Err(_) => folder.exists(),
    };
    if is_used {
        return Err(format!(
            "{}: this exists and is not an empty folder; name a new one",
            folder.display()
        ));
    }
    for (name, source) in FILES {
        let source: PathBuf = root().join(source);
        copy_file(&source, &folder.join(name))?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temp_folder::TempFolder;

    #[test]
    fn a_new_case_has_all_files_and_the_schemas_they_name() {
        let temp = TempFolder::new();
        let folder = temp.path().join("new/case");

        write(&folder).expect("the folder is writable");

        for file in ["case", "text.en", "ui.en"] {
            let json = fs::read_to_string(folder.join(format!("{file}.json"))).expect("a file");
            let json: serde_json::Value = serde_json::from_str(&json).expect("JSON");
            let schema = json["$schema"].as_str().expect("a path");
            assert!(folder.join(schema).is_file(), "{file}: {schema}");
        }
        assert!(folder.join("README.md").is_file());
    }

    #[test]
    fn a_folder_that_is_not_empty_is_left_as_it_is() {
        let folder = TempFolder::new();
        write(folder.path()).expect("the folder is empty");
        folder.write("case.json", "mine");

        let message = write(folder.path()).expect_err("refused");

        assert!(
            message.starts_with(&folder.path().display().to_string()),
            "{message}"
        );
        assert_eq!(folder.read("case.json"), b"mine");
    }
}
