//! Node and its packages.

use std::fs;
use std::process::Command;

use super::system::System;
use crate::root;
use crate::run::{command, output, run, step};

/// The oldest major version that the tests run on.
const NODE: u32 = 20;

/// Makes sure that Node is there.
///
/// # Errors
/// It is missing or too old; the message says how to get it.
pub(crate) fn require(system: &System) -> Result<(), String> {
    let version = output(&mut command("node", &["--version"]));
    if version.as_deref().and_then(major) >= Some(NODE) {
        return Ok(());
    }
    Err(format!(
        "the browser tests need Node {NODE} or newer (found: {}): {}",
        version.as_deref().unwrap_or("none"),
        system.node_hint()
    ))
}

/// The major version in what `node --version` prints: "v20.20.2".
fn major(version: &str) -> Option<u32> {
    version.strip_prefix('v')?.split('.').next()?.parse().ok()
}

/// npm with its arguments. On Windows it can only be started by its full name, `npm.cmd`.
pub(crate) fn npm(arguments: &[&str]) -> Command {
    let program = System::current().find(&["npm"]);
    let program = program.unwrap_or_else(|| "npm".into());
    command(&program.to_string_lossy(), arguments)
}

/// Installs the packages that a folder's lock file names.
///
/// # Errors
/// npm failed, or the lock file cannot be read.
pub(crate) fn packages(folder: &str) -> Result<(), String> {
    let title = format!("Installing the npm packages of {folder}");
    let folder = root().join(folder);
    let lock = fs::read_to_string(folder.join("package-lock.json"))
        .map_err(|error| format!("package-lock.json: {error}"))?;
    let stamp = folder.join("node_modules/.installed-from");
    if fs::read_to_string(&stamp).is_ok_and(|installed| installed == lock) {
        return Ok(());
    }
    step(
        &title,
        "they drive the browsers and check what is built",
        || {
            let mut npm = npm(&["ci", "--no-audit", "--no-fund", "--loglevel=error"]);
            run(npm.current_dir(&folder))?;
            fs::write(&stamp, &lock).map_err(|error| error.to_string())
        },
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_major_version_is_read_from_what_node_prints() {
        assert_eq!(major("v20.20.2"), Some(20));
        assert_eq!(major("v9.1.0"), Some(9));
        assert_eq!(major("none"), None);
    }
}
