//! Runs trunk without the variables and options of `cargo xtask build`, and tests that it writes the app under the same
//! names, and that neither output contains a path of this machine.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use crate::build::{Purpose, pages_into};
use crate::run::{command, run, step};
use crate::{files, paths, root};

/// Builds the app both ways and compares.
///
/// # Errors
/// A build failed, the names differ, or a file contains a folder of this machine.
pub(super) fn test() -> Result<(), String> {
    let built = root().join("target/built-by-xtask");
    let by_hand = root().join("target/built-by-hand");
    pages_into(&built, None, Purpose::Release, None)?;
    let purpose = "trunk alone must write the same app; its names contain hashes of its content";
    step("Building by hand with trunk", purpose, || {
        let mut trunk = command("trunk", &["build", "--release", "--dist"]);
        run(without_our_variables(trunk.arg(&by_hand)))?;
        same_names(&app(&built)?, &app(&by_hand)?)
    })?;
    let purpose = "the app is the same on every machine, and readers learn nothing about this one";
    step(
        "Searching the app for folders of this machine",
        purpose,
        || no_folder_in(&built, &folders()?),
    )
}

/// Removes the variables that `cargo xtask` sets for builds, and those that cargo sets for a program that it runs.
fn without_our_variables(trunk: &mut Command) -> &mut Command {
    const PREFIXES: [&str; 4] = [
        "CASE_TIMELINE_",
        "CARGO_ALIAS_",
        "CARGO_MANIFEST_",
        "CARGO_PKG_",
    ];
    for (name, _) in env::vars_os() {
        let is_ours = |name: &str| PREFIXES.iter().any(|prefix| name.starts_with(prefix));
        if name.to_str().is_some_and(is_ours) {
            trunk.env_remove(name);
        }
    }
    // Trunk parses NO_COLOR as true or false and rejects the usual 1.
    trunk.env_remove("NO_COLOR")
}

/// The names of the files of the app in a folder, sorted.
fn app(folder: &Path) -> Result<Vec<PathBuf>, String> {
    let is_app = |name: &PathBuf| name.to_string_lossy().starts_with("app-");
    Ok(files::paths(folder)?.into_iter().filter(is_app).collect())
}

/// # Errors
/// The names differ, or there are none.
fn same_names(built: &[PathBuf], by_hand: &[PathBuf]) -> Result<(), String> {
    if !built.is_empty() && built == by_hand {
        return Ok(());
    }
    Err(format!(
        "cargo xtask build writes {built:?}, and trunk build --release {by_hand:?}"
    ))
}

/// The folders whose names must not be in the app.
fn folders() -> Result<Vec<PathBuf>, String> {
    let mut folders = paths::folders()?;
    folders.extend(env::home_dir());
    // The root directory, which is the home in some containers, is a prefix of any path.
    folders.retain(|folder| folder.parent().is_some());
    Ok(folders)
}

/// # Errors
/// The WebAssembly module or a script in `built` contains one of the folders; there is neither, or one cannot be read.
fn no_folder_in(built: &Path, folders: &[PathBuf]) -> Result<(), String> {
    let is_code = |name: &PathBuf| {
        name.extension()
            .is_some_and(|end| end == "wasm" || end == "js")
    };
    let files: Vec<_> = files::paths(built)?.into_iter().filter(is_code).collect();
    if files.is_empty() {
        return Err(format!(
            "{}: no WebAssembly module and no script",
            built.display()
        ));
    }
    for file in files {
        let path = built.join(&file);
        let content = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        if let Some(folder) = folders.iter().find(|folder| contains(&content, folder)) {
            return Err(format!("{} contains {}", file.display(), folder.display()));
        }
    }
    Ok(())
}

fn contains(content: &[u8], folder: &Path) -> bool {
    let folder = folder.as_os_str().as_encoded_bytes();
    content.windows(folder.len()).any(|bytes| bytes == folder)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::temp_folder::TempFolder;

    fn folder(files: &[(&str, &str)]) -> TempFolder {
        let folder = TempFolder::new();
        for (name, content) in files {
            folder.write(name, content);
        }
        folder
    }

    #[test]
    fn the_files_of_the_app_are_selected_by_name() {
        let folder = folder(&[("app-1.js", ""), ("app-1_bg.wasm", ""), ("frame.js", "")]);

        let names = app(folder.path()).expect("readable");
        assert_eq!(names, [Path::new("app-1.js"), Path::new("app-1_bg.wasm")]);
    }

    #[test]
    fn different_or_missing_names_are_errors() {
        let (one, two) = ([PathBuf::from("app-1.js")], [PathBuf::from("app-2.js")]);

        same_names(&one, &one).expect("they are the same");
        same_names(&one, &two).expect_err("they differ");
        same_names(&one, &[]).expect_err("one is missing");
        same_names(&[], &[]).expect_err("nothing was built");
    }

    #[test]
    fn a_path_of_this_machine_in_the_app_is_an_error() {
        let folders = [PathBuf::from("/home/a")];
        let check = |name: &str, content: &str| {
            no_folder_in(
                folder(&[("frame.js", ""), (name, content)]).path(),
                &folders,
            )
        };

        check("app_bg.wasm", "\0cargo/registry\0").expect("no folder");
        for name in ["app_bg.wasm", "app.js"] {
            let error = check(name, "\0/home/a/.cargo\0").expect_err("a folder");
            assert_eq!(error, format!("{name} contains /home/a"));
        }
    }

    #[test]
    fn a_folder_without_an_app_is_an_error() {
        no_folder_in(folder(&[("index.html", "")]).path(), &[]).expect_err("there is no app");
    }
}
