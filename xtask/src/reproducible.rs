//! The same commit gives the same bytes, wherever it is built: two clones in folders of different length,
//! each with a cache of its own, compared file by file.

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use crate::root;
use crate::run::{command, output, run, step};

/// `cargo xtask reproducible`.
///
/// # Errors
/// A build failed, or a file differs.
pub(crate) fn reproducible() -> Result<(), String> {
    let commit =
        output(&mut command("git", &["rev-parse", "HEAD"])).ok_or("this is no git clone")?;
    let top = std::env::temp_dir().join(format!("case-timeline-{}", std::process::id()));
    let folders = [
        top.join("one"),
        top.join("another/folder with a longer name"),
    ];
    let compared = built_twice(&folders, &commit);
    let _ = fs::remove_dir_all(&top);
    let files = compared?;
    println!("{files} files of commit {commit} are the same, byte by byte, from two folders");
    Ok(())
}

fn built_twice(folders: &[PathBuf; 2], commit: &str) -> Result<usize, String> {
    let mut releases = Vec::new();
    for folder in folders {
        step(&format!("building {}", folder.display()), || {
            clone_and_build(folder, commit)
        })?;
        releases.push(read(&folder.join("dist"))?);
    }
    let [one, other] = &releases[..] else {
        return Err("there are not two builds".to_owned());
    };
    let names: std::collections::BTreeSet<_> = one.keys().chain(other.keys()).collect();
    let different: Vec<_> = names
        .iter()
        .filter(|name| one.get(**name) != other.get(**name))
        .map(|name| name.as_str())
        .collect();
    if one.is_empty() || !different.is_empty() {
        return Err(format!(
            "{} file(s) differ: {}",
            different.len(),
            different.join(", ")
        ));
    }
    Ok(one.len())
}

fn clone_and_build(folder: &Path, commit: &str) -> Result<(), String> {
    let to = folder.to_string_lossy();
    run(&mut command(
        "git",
        &[
            "clone",
            "--quiet",
            "--no-hardlinks",
            &root().to_string_lossy(),
            &to,
        ],
    ))?;
    run(command("git", &["checkout", "--quiet", "--detach", commit]).current_dir(folder))?;
    run(command(
        "cargo",
        &["xtask", "build", "--site", "https://example.org/june/"],
    )
    .current_dir(folder)
    // Nothing is shared between the two but the toolchain and the crates.
    .env_remove("CARGO_TARGET_DIR"))
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
