//! Who else's code is in here: licences, sources, bans and known weaknesses of the crates (`deny.toml`), known
//! weaknesses of the packages that tests and benchmark use.

use std::path::Path;

use serde_json::Value;

use crate::arguments::{Arguments, Usage};
use crate::run::{command, run, step};
use crate::{Failure, root, tools};

pub(crate) const USAGE: Usage = Usage {
    command: "audit",
    about: "licenses, sources and known vulnerabilities of everything that is used",
    required: &[],
    optional: &[],
    options: &[],
};

/// `cargo xtask audit`.
///
/// # Errors
/// What was found, or a tool could not be had. A list of weaknesses that cannot be reached is no error: it is
/// said at the end.
pub(crate) fn audit(_: &Arguments) -> Result<(), Failure> {
    let mut skipped = Vec::new();
    tools::cargo_deny()?;
    step("licences, sources and bans of the crates", || {
        deny(&["check", "licenses", "sources", "bans"])
    })?;
    if deny(&["fetch", "db"]).is_ok() {
        step("known weaknesses of the crates", || {
            deny(&["check", "advisories"])
        })?;
    } else {
        skipped.push("known weaknesses of the crates: their list is at github.com".to_owned());
    }
    for folder in tools::PACKAGES {
        let name = format!("known weaknesses of the packages in {folder}");
        match step(&name, || weaknesses(&root().join(folder)))? {
            Some(0) => {}
            Some(count) => {
                return Err(Failure::Work(format!(
                    "{name}: {count}; `npm audit` in that folder tells which"
                )));
            }
            None => skipped.push(format!("{name}: the registry does not answer that")),
        }
    }
    for left_out in skipped {
        println!("\n!!! NOT CHECKED: {left_out}");
    }
    Ok(())
}

fn deny(arguments: &[&str]) -> Result<(), String> {
    run(&mut command(
        "cargo-deny",
        &[&["--all-features", "--workspace"], arguments].concat(),
    ))
}

/// How many weaknesses are known of the packages that a folder's lock file names; nothing where the registry
/// does not say.
fn weaknesses(folder: &Path) -> Result<Option<u64>, String> {
    let answer = command("npm", &["audit", "--json"])
        .current_dir(folder)
        .output()
        .map_err(|error| format!("npm could not be started: {error}"))?;
    let told: Option<Value> = serde_json::from_slice(&answer.stdout).ok();
    Ok(told.and_then(|told| told.pointer("/metadata/vulnerabilities/total")?.as_u64()))
}
