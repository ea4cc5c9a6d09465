//! The same files give the same bytes, wherever they are built: here, and in a folder whose name has another length and
//! a space in it, with a cache of its own, compared file by file.
//!
//! It is our own code because it only builds twice and compares bytes; reprotest, the usual tool, is made for Debian
//! and other Linux systems.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::arguments::{Arguments, Usage};
use crate::build::Purpose;
use crate::run::{command, run, step};
use crate::{Failure, build, root, tools};

/// The address that a folder is built for when it is tested: with one it holds everything that is ever published.
pub(crate) const SITE: &str = "https://example.org/june/";
/// What a build makes, and what it does not read.
const LEFT: [&str; 4] = [".git", "target", "dist", "node_modules"];

pub(crate) const USAGE: Usage = Usage {
    command: "reproducible",
    about: "build these files here and in another folder, and compare, byte by byte",
    required: &[],
    optional: &[],
    options: &[],
};

/// `cargo xtask reproducible`.
///
/// # Errors
/// A build failed, or a file differs.
pub(crate) fn reproducible(_: &Arguments) -> Result<(), Failure> {
    tools::for_building(Purpose::Release)?;
    build::pages(Purpose::Release, Some(SITE))?;
    build::for_hosts()?;
    Ok(same_elsewhere()?)
}

/// Builds the same files elsewhere, and compares them with the release folder, which was built for [`SITE`].
///
/// # Errors
/// The build failed, or a file differs.
pub(crate) fn same_elsewhere() -> Result<(), String> {
    let here = read(&build::dist())?;
    let folder = std::env::temp_dir().join(format!(
        "another folder/case-timeline-{}",
        std::process::id()
    ));
    let there = step(
        "Building the same files in another folder",
        "the bytes must not depend on the folder",
        || {
            copy(&root(), &folder)?;
            run(command("cargo", &["xtask", "build", "--site", SITE])
                .current_dir(&folder)
                // Nothing is shared between the two but the toolchain and the crates.
                .env_remove("CARGO_TARGET_DIR"))?;
            read(&folder.join("dist"))
        },
    );
    let _ = fs::remove_dir_all(&folder);
    let there = there?;
    let names: BTreeSet<_> = here.keys().chain(there.keys()).collect();
    let different: Vec<_> = names
        .iter()
        .filter(|name| here.get(**name) != there.get(**name))
        .map(|name| name.as_str())
        .collect();
    if here.is_empty() || !different.is_empty() {
        return Err(format!(
            "{} file(s) differ: {}",
            different.len(),
            different.join(", ")
        ));
    }
    println!(
        "{} files are the same, byte by byte, from two folders",
        here.len()
    );
    Ok(())
}

fn copy(from: &Path, to: &Path) -> Result<(), String> {
    let told = |error: std::io::Error| format!("{}: {error}", from.display());
    fs::create_dir_all(to).map_err(told)?;
    for entry in fs::read_dir(from).map_err(told)? {
        let entry = entry.map_err(told)?;
        let (name, path) = (entry.file_name(), entry.path());
        if LEFT.iter().any(|left| name == *left) {
            continue;
        }
        if entry.file_type().map_err(told)?.is_dir() {
            copy(&path, &to.join(name))?;
        } else {
            fs::copy(&path, to.join(name)).map_err(told)?;
        }
    }
    Ok(())
}

/// Every file of a folder, by its name inside it.
fn read(folder: &Path) -> Result<BTreeMap<String, Vec<u8>>, String> {
    fn walk(
        folder: &Path,
        top: &Path,
        files: &mut BTreeMap<String, Vec<u8>>,
    ) -> std::io::Result<()> {
        for entry in fs::read_dir(folder)? {
            let path = entry?.path();
            if path.is_dir() {
                walk(&path, top, files)?;
            } else {
                let name = path
                    .strip_prefix(top)
                    .unwrap_or(&path)
                    .to_string_lossy()
                    .into_owned();
                files.insert(name, fs::read(&path)?);
            }
        }
        Ok(())
    }
    let mut files = BTreeMap::new();
    walk(folder, folder, &mut files).map_err(|error| format!("{}: {error}", folder.display()))?;
    Ok(files)
}
