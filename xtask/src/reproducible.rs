//! The same commit gives the same bytes, wherever it is built: here, and in a clone in a folder of another
//! length with a cache of its own, compared file by file.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::Path;

use crate::run::{command, output, run, step};
use crate::{build, root};

const SITE: [&str; 2] = ["--site", "https://example.org/june/"];

/// `cargo xtask reproducible`.
///
/// # Errors
/// Something is not committed, a build failed, or a file differs.
pub(crate) fn reproducible() -> Result<(), String> {
    let commit =
        output(&mut command("git", &["rev-parse", "HEAD"])).ok_or("this is no git clone")?;
    let changed = output(&mut command("git", &["status", "--porcelain"])).unwrap_or_default();
    if !changed.is_empty() {
        return Err(format!(
            "a clone would not have what is not committed; commit it first:\n{changed}"
        ));
    }
    build::build(&SITE.map(str::to_owned))?;
    let here = read(&build::dist())?;
    let folder = std::env::temp_dir().join(format!(
        "a clone elsewhere/case-timeline-{}",
        std::process::id()
    ));
    let there = step("building a clone elsewhere", || {
        clone_and_build(&folder, &commit)
    });
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
        "{} files of commit {commit} are the same, byte by byte, from two folders",
        here.len()
    );
    Ok(())
}

fn clone_and_build(folder: &Path, commit: &str) -> Result<BTreeMap<String, Vec<u8>>, String> {
    let (from, to) = (root(), folder.to_string_lossy().into_owned());
    run(&mut command(
        "git",
        &[
            "clone",
            "--quiet",
            "--no-hardlinks",
            &from.to_string_lossy(),
            &to,
        ],
    ))?;
    run(command("git", &["checkout", "--quiet", "--detach", commit]).current_dir(folder))?;
    run(command("cargo", &[&["xtask", "build"], &SITE[..]].concat())
        .current_dir(folder)
        // Nothing is shared between the two but the toolchain and the crates.
        .env_remove("CARGO_TARGET_DIR"))?;
    read(&folder.join("dist"))
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
