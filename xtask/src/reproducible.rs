//! Tests that the build is reproducible: builds the same files in a second environment, which differs in everything
//! that a build can depend on by mistake, and compares the two folders byte by byte.
//!
//! What differs: the path of the project (its length, and a space), the home directory, cargo's home, the time zone,
//! and the order in which the files were created, which is the order in which some file systems list them. What is
//! the same: the toolchain, the registry settings with the downloaded crates, and the cache of tools.
//!
//! It is our own code because it only builds twice and compares bytes; reprotest, the usual tool, is made for Debian
//! and other Linux systems.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use crate::arguments::{Arguments, Usage};
use crate::build::Purpose;
use crate::files::{copy_file, copy_files, create, paths};
use crate::run::{command, run, step};
use crate::{Failure, build, root, tools};

/// The address that a folder is built for when it is tested: without one, some files are not written.
pub(crate) const SITE: &str = "https://example.org/june/";

/// Fourteen hours before UTC (POSIX writes it with a minus), so that for most of the day the date differs, too.
const TIME_ZONE: &str = "<+14>-14";

/// The files of cargo's home that say where crates come from.
const REGISTRY_SETTINGS: [&str; 4] = ["config.toml", "config", "credentials.toml", "credentials"];

/// The folders of cargo's home with the index of crates and with what is downloaded. Cargo unpacks the downloads again.
const DOWNLOADS: [&str; 2] = ["registry/index", "registry/cache"];

pub(crate) const USAGE: Usage = Usage {
    command: "reproducible",
    about: "build twice, here and in another environment, and compare byte by byte",
    required: &[],
    optional: &[],
    options: &[],
};

/// `cargo xtask reproducible`.
///
/// # Errors
/// A build failed, or a file differs.
pub(crate) fn reproducible(_: &Arguments) -> Result<(), Failure> {
    tools::for_building()?;
    build::pages(Purpose::Release, Some(SITE))?;
    build::server_files()?;
    Ok(compare_with_other_environment()?)
}

/// Builds the same files in another environment, and compares them with the release folder, which was built for
/// [`SITE`].
///
/// # Errors
/// The build failed, or a file differs.
pub(crate) fn compare_with_other_environment() -> Result<(), String> {
    let here = read(&build::dist())?;
    let purpose =
        "the bytes must not depend on the machine; everything is compiled again, for some minutes";
    let there = step("Building in another environment", purpose, || {
        let other = OtherEnvironment::new()?;
        other.build()?;
        read(&other.project().join("dist"))
    })?;
    let different = different(&here, &there);
    if here.is_empty() || !different.is_empty() {
        return Err(format!(
            "{} file(s) differ: {}\nOnly files that git tracks are built in the other environment: `git add` new ones.",
            different.len(),
            different.join(", ")
        ));
    }
    println!("{} files are the same in both builds", here.len());
    Ok(())
}

/// Another environment: a folder beside the project, not one for temporary files, which may be in memory and too
/// small. Removed with the value.
struct OtherEnvironment {
    folder: PathBuf,
}

impl OtherEnvironment {
    /// # Errors
    /// The folder cannot be written, or git or cargo's home cannot be read.
    fn new() -> Result<Self, String> {
        let folder = beside(&root(), std::process::id());
        let other = Self { folder };
        let files = tracked_files()?;
        // The files of the project were copied or checked out in the order of their names.
        copy_files(&root(), &other.project(), files.iter().rev())?;
        create(&other.home())?;
        create(&other.cargo_home())?;
        let from = tools::home_of("CARGO_HOME", ".cargo")?;
        for name in REGISTRY_SETTINGS {
            if from.join(name).is_file() {
                copy_file(&from.join(name), &other.cargo_home().join(name))?;
            }
        }
        for name in DOWNLOADS {
            let (from, to) = (from.join(name), other.cargo_home().join(name));
            copy_files(&from, &to, &paths(&from)?)?;
        }
        Ok(other)
    }

    /// Its name contains a space, as does that of cargo's home.
    fn project(&self) -> PathBuf {
        self.folder.join("another folder")
    }

    fn home(&self) -> PathBuf {
        self.folder.join("home")
    }

    fn cargo_home(&self) -> PathBuf {
        self.folder.join("cargo home")
    }

    fn build(&self) -> Result<(), String> {
        let cache = tools::cache()?;
        let cache = cache.parent().unwrap_or(&cache);
        let mut build = command("cargo", &["xtask", "build", "--site", SITE]);
        run(build
            .current_dir(self.project())
            .env("HOME", self.home())
            .env("CARGO_HOME", self.cargo_home())
            .env("TZ", TIME_ZONE)
            .env("RUSTUP_HOME", tools::home_of("RUSTUP_HOME", ".rustup")?)
            .env("XDG_CACHE_HOME", cache)
            .env_remove("CARGO_TARGET_DIR"))
    }
}

impl Drop for OtherEnvironment {
    fn drop(&mut self) {
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A folder beside the project, with a longer name; `id` makes it unique to a run.
fn beside(project: &Path, id: u32) -> PathBuf {
    let name = project.file_name().unwrap_or_default().to_string_lossy();
    project.with_file_name(format!("{name}-built-again-{id}"))
}

/// The files that git tracks, by their paths in the project, in the order of names. What was changed and is not
/// committed counts as it is now; a file that was deleted is left out.
fn tracked_files() -> Result<Vec<PathBuf>, String> {
    let listing = command("git", &["ls-files", "-z"])
        .output()
        .map_err(|error| format!("git could not be started: {error}"))?;
    if !listing.status.success() {
        let message = String::from_utf8_lossy(&listing.stderr);
        return Err(format!("git ls-files: {}", message.trim()));
    }
    let names = listed(&listing.stdout);
    Ok(names.filter(|name| root().join(name).is_file()).collect())
}

/// The names in what `git ls-files -z` prints, each of which ends with a zero byte.
fn listed(listing: &[u8]) -> impl Iterator<Item = PathBuf> {
    listing
        .split(|byte| *byte == 0)
        .filter(|name| !name.is_empty())
        .map(|name| PathBuf::from(&*String::from_utf8_lossy(name)))
}

/// The names of the files whose bytes differ, and of those that only one of two folders has.
fn different<'a>(
    one: &'a BTreeMap<PathBuf, Vec<u8>>,
    other: &'a BTreeMap<PathBuf, Vec<u8>>,
) -> Vec<String> {
    let names: BTreeSet<_> = one.keys().chain(other.keys()).collect();
    names
        .into_iter()
        .filter(|name| one.get(*name) != other.get(*name))
        .map(|name| name.display().to_string())
        .collect()
}

/// Every file of a folder, by its path inside it.
fn read(folder: &Path) -> Result<BTreeMap<PathBuf, Vec<u8>>, String> {
    let content = |name: PathBuf| {
        let path = folder.join(&name);
        let content = fs::read(&path).map_err(|error| format!("{}: {error}", path.display()))?;
        Ok((name, content))
    };
    paths(folder)?.into_iter().map(content).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_other_folder_is_beside_the_project_and_has_a_longer_path() {
        let project = Path::new("/home/a/case-timeline");
        let folder = beside(project, 7);

        assert_eq!(folder.parent(), project.parent());
        assert!(folder.as_os_str().len() > project.as_os_str().len());
        assert_ne!(folder, beside(project, 8));
    }

    #[test]
    fn names_in_a_listing_of_git_may_have_spaces_and_line_breaks() {
        let names: Vec<_> = listed(b"a b\0folder/c\nd\0").collect();
        assert_eq!(names, [Path::new("a b"), Path::new("folder/c\nd")]);
    }

    #[test]
    fn changed_added_and_missing_files_differ() {
        let folder = |files: &[(&str, &str)]| {
            let file = |(name, content): &(&str, &str)| (PathBuf::from(*name), (*content).into());
            files.iter().map(file).collect::<BTreeMap<_, Vec<u8>>>()
        };
        let one = folder(&[("changed", "1"), ("missing", ""), ("same", "")]);
        let other = folder(&[("added", ""), ("changed", "2"), ("same", "")]);

        assert_eq!(different(&one, &other), ["added", "changed", "missing"]);
        assert!(different(&one, &one).is_empty());
    }

    #[test]
    fn only_tracked_files_are_copied() {
        // A source archive is not a git repository.
        if !root().join(".git").exists() {
            return;
        }
        let files = tracked_files().expect("a clone");
        assert!(files.contains(&PathBuf::from("Cargo.lock")));
        assert!(!files.iter().any(|file| file.starts_with("target")));
    }
}
