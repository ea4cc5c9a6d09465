//! Audits licenses, sources, bans and known vulnerabilities of third-party code: the crates of the app and its build
//! (`deny.toml`), the crates of the tools that write shipped bytes (`xtask/tools/deny.toml`), and the npm packages of
//! tests and benchmark.

use std::fs;
use std::path::{Path, PathBuf};

use serde_json::Value;

use crate::arguments::{Arguments, Usage};
use crate::files::{copy_file, copy_files, paths};
use crate::run::{command, run, step};
use crate::{Failure, root, tools};

/// Crates that are audited together.
struct Audit {
    name: &'static str,
    manifest: PathBuf,
    /// The configuration of cargo-deny.
    config: &'static str,
    features: &'static str,
}

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
/// What was found, or a tool that could not be installed. A list of vulnerabilities that cannot be reached is no
/// error: it is reported at the end.
pub(crate) fn audit(_: &Arguments) -> Result<(), Failure> {
    let mut skipped = Vec::new();
    tools::cargo_deny()?;
    let audits = audits()?;
    let mut checks = vec!["check", "licenses", "sources", "bans"];
    let title = "Fetching the list of known vulnerabilities";
    if step(title, "the crates are compared with it", fetch_advisories)? {
        checks.push("advisories");
    } else {
        skipped.push("known vulnerabilities of the crates: their list is at github.com".to_owned());
    }
    for audit in audits {
        let title = format!("Auditing {}", audit.name);
        step(&title, &checks[1..].join(", "), || audit.deny(&checks))?;
    }
    for folder in tools::NPM_FOLDERS {
        let title = format!("Auditing the npm packages of {folder}");
        match step(&title, "known vulnerabilities", || {
            vulnerabilities(&root().join(folder))
        })? {
            Some(0) => {}
            Some(count) => {
                return Err(Failure::Work(format!(
                    "{folder}: {count} known vulnerabilities; `npm audit` in that folder lists them"
                )));
            }
            None => skipped.push(format!(
                "known vulnerabilities of the npm packages of {folder}: the registry does not report them"
            )),
        }
    }
    for message in skipped {
        println!("\n!!! NOT AUDITED: {message}");
    }
    Ok(())
}

fn audits() -> Result<[Audit; 3], String> {
    let tools = "xtask/tools/deny.toml";
    Ok([
        Audit {
            name: "the crates of the app and its build",
            manifest: root().join("Cargo.toml"),
            config: "deny.toml",
            features: "--all-features",
        },
        Audit {
            name: "the crates of wasm-bindgen",
            manifest: root().join("xtask/tools/Cargo.toml"),
            config: tools,
            features: "--all-features",
        },
        Audit {
            name: "the crates of trunk",
            manifest: trunk_with_our_lock_file()?,
            config: tools,
            features: "--no-default-features",
        },
    ])
}

impl Audit {
    fn deny(&self, checks: &[&str]) -> Result<(), String> {
        let mut deny = command("cargo-deny", &["--workspace", self.features]);
        deny.arg("--manifest-path").arg(&self.manifest);
        deny.arg("--config").arg(root().join(self.config));
        run(deny.args(checks))
    }
}

/// The manifest of a copy of trunk's source that has our lock file. `cargo metadata`, which audits read, leaves out
/// a dependency without a library, and everything that it depends on.
fn trunk_with_our_lock_file() -> Result<PathBuf, String> {
    let ours = root().join("xtask/tools");
    let lock = ours.join("Cargo.lock");
    run(command("cargo", &["fetch", "--locked", "--manifest-path"]).arg(ours.join("Cargo.toml")))?;
    let name = format!("trunk-{}", tools::locked_version(&lock, "trunk")?);
    let sources = tools::home_of("CARGO_HOME", ".cargo")?.join("registry/src");
    let message = |error: std::io::Error| format!("{}: {error}", sources.display());
    let source = fs::read_dir(&sources)
        .map_err(message)?
        .flatten()
        .map(|registry| registry.path().join(&name))
        .find(|source| source.is_dir())
        .ok_or_else(|| format!("{}: no {name}", sources.display()))?;

    let folder = root().join("target/audit").join(&name);
    copy_files(&source, &folder, &paths(&source)?)?;
    copy_file(&lock, &folder.join("Cargo.lock"))?;
    let manifest = folder.join("Cargo.toml");
    let text = fs::read_to_string(source.join("Cargo.toml")).map_err(message)?;
    // A workspace of its own: it lies inside that of the app.
    fs::write(&manifest, text + "\n[workspace]\n").map_err(message)?;
    Ok(manifest)
}

/// Fetches the list of known vulnerabilities; returns whether it can be reached.
fn fetch_advisories() -> Result<bool, String> {
    Ok(run(&mut command("cargo-deny", &["fetch", "db"])).is_ok())
}

/// The number of known vulnerabilities of the packages that a folder's lock file names; `None` if the registry
/// does not report them.
fn vulnerabilities(folder: &Path) -> Result<Option<u64>, String> {
    let output = tools::npm(&["audit", "--json"])
        .current_dir(folder)
        .output()
        .map_err(|error| format!("npm could not be started: {error}"))?;
    let report: Option<Value> = serde_json::from_slice(&output.stdout).ok();
    Ok(report.and_then(|report| report.pointer("/metadata/vulnerabilities/total")?.as_u64()))
}
