//! Copying and listing files, with errors that name them.

use std::collections::BTreeSet;
use std::fs;
use std::path::{Path, PathBuf};

/// Copies files, by their paths inside a folder, in the order given.
///
/// # Errors
/// A file cannot be read or written.
pub(crate) fn copy_files<'a>(
    from: &Path,
    to: &Path,
    names: impl IntoIterator<Item = &'a PathBuf>,
) -> Result<(), String> {
    for name in names {
        copy_file(&from.join(name), &to.join(name))?;
    }
    Ok(())
}

/// Copies a file, and creates the folder it goes into.
///
/// # Errors
/// It cannot be read or written.
pub(crate) fn copy_file(from: &Path, to: &Path) -> Result<(), String> {
    if let Some(folder) = to.parent() {
        create(folder)?;
    }
    let copied = fs::copy(from, to).map(|_| ());
    copied.map_err(|error| format!("{}: {error}", to.display()))
}

/// Creates a folder and those it is in.
///
/// # Errors
/// It cannot be written.
pub(crate) fn create(folder: &Path) -> Result<(), String> {
    fs::create_dir_all(folder).map_err(|error| format!("{}: {error}", folder.display()))
}

/// The path of every file inside a folder; none where there is no such folder.
///
/// # Errors
/// It cannot be read.
pub(crate) fn paths(folder: &Path) -> Result<BTreeSet<PathBuf>, String> {
    fn walk(folder: &Path, top: &Path, found: &mut BTreeSet<PathBuf>) -> std::io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                walk(&path, top, found)?;
            } else {
                found.insert(path.strip_prefix(top).unwrap_or(&path).to_owned());
            }
        }
        Ok(())
    }
    let mut found = BTreeSet::new();
    if folder.exists() {
        walk(folder, folder, &mut found)
            .map_err(|error| format!("{}: {error}", folder.display()))?;
    }
    Ok(found)
}
