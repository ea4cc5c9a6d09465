//! Finds the tools that the commands need and installs missing ones: the wasm target, the tools that build the app, and
//! for the tests Node's packages, browsers with their drivers, web servers and fonts.
//!
//! [`cargo`] builds tools, [`node`] installs packages of npm, [`requirements`] is the table of system packages,
//! [`debian`] installs them, [`system`] has the locations of programs and the names of packages for each system.

mod cargo;
mod debian;
mod node;
mod requirements;
mod system;

use std::env;
use std::fs;
use std::path::{Path, PathBuf};

use crate::arguments::{Arguments, Usage};
use crate::run::{command, output, run, step};
use crate::{Failure, paths};

pub(crate) use cargo::{cache, home_of};
pub(crate) use debian::disable_installing;
pub(crate) use node::{npm, packages as node_packages};
use requirements::{Missing, Requirement};
use system::{Family, System};

const TARGET: &str = "wasm32-unknown-unknown";
/// Firefox's driver, which Debian does not have.
const GECKODRIVER: &str = "0.37.1";
const CARGO_DENY: &str = "0.20.2";
/// The folders with packages of npm.
pub(crate) const NPM_FOLDERS: [&str; 2] = ["tests", "bench"];

pub(crate) const PACKAGES: Usage = Usage {
    command: "packages",
    about: "print the system packages that the tests need and that are not installed",
    required: &[],
    optional: &[],
    options: &[],
};

/// `cargo xtask packages`: one line, as `apt-get install` takes it. Node is not among them: the package of many
/// systems is too old.
///
/// # Errors
/// None.
pub(crate) fn packages(_: &Arguments) -> Result<(), Failure> {
    let missing = requirements::missing(&System::current(), |_| true);
    println!("{}", missing.packages.join(" "));
    Ok(())
}

/// Makes sure that pages can be built: installs what is missing, puts the tools into the path, and writes
/// `.cargo/paths.toml`.
///
/// # Errors
/// Names what is missing and how to get it.
pub(crate) fn for_building() -> Result<(), String> {
    wasm_target()?;
    // Trunk runs without the network, so that it fetches no tools of its own; cargo below it has none either.
    run(&mut command("cargo", &["fetch", "--locked"]))?;
    paths::write()?;
    add_to_path(cargo::build_tools()?)
}

/// Makes sure that dependencies can be audited.
///
/// # Errors
/// Names what is missing and how to get it.
pub(crate) fn cargo_deny() -> Result<(), String> {
    let purpose = "it audits the crates; once for all clones, 3 to 6 minutes on two cores";
    cargo::installed("cargo-deny", CARGO_DENY, purpose)?.map_or(Ok(()), add_to_path)
}

/// Puts a folder in front of the path.
fn add_to_path(folder: PathBuf) -> Result<(), String> {
    let path = env::var_os("PATH").unwrap_or_default();
    let joined = env::join_paths(std::iter::once(folder).chain(env::split_paths(&path)))
        .map_err(|error| error.to_string())?;
    // SAFETY: no other thread runs yet.
    unsafe { env::set_var("PATH", joined) };
    Ok(())
}

fn wasm_target() -> Result<(), String> {
    let has_target = |list: String| list.lines().any(|line| line == TARGET);
    if output(&mut command("rustup", &["target", "list", "--installed"])).is_some_and(has_target) {
        return Ok(());
    }
    step(
        "Adding the WebAssembly target to the Rust toolchain",
        "the app is compiled for it",
        || run(&mut command("rustup", &["target", "add", TARGET])),
    )
    .map_err(|error| format!("{error}\nrustup is needed to add the target {TARGET}"))
}

/// The version of a package in a lock file of cargo.
///
/// # Errors
/// The file cannot be read, or does not have the package.
pub(crate) fn locked_version(lock: &Path, package: &str) -> Result<String, String> {
    let text = fs::read_to_string(lock).map_err(|error| format!("{}: {error}", lock.display()))?;
    let name = format!("name = \"{package}\"");
    let mut lines = text.lines().skip_while(|line| *line != name).skip(1);
    let version = lines
        .next()
        .and_then(|line| line.strip_prefix("version = \"")?.strip_suffix('"'));
    version
        .map(str::to_owned)
        .ok_or_else(|| format!("{}: no package {package}", lock.display()))
}

/// Makes sure that the browser tests can run.
///
/// # Errors
/// Names what is missing and how to get it.
pub(crate) fn for_browser_tests() -> Result<(), String> {
    node::require(&System::current())?;
    provide(Requirement::Chromium)?;
    node_packages("tests")
}

/// Makes Firefox and WebKitGTK available where that is possible, and returns what is missing otherwise: the tests
/// run without them, and report it.
pub(crate) fn other_engines() -> Vec<String> {
    let firefox = provide(Requirement::Firefox).and_then(|()| {
        let purpose = "it drives Firefox; once for all clones, a minute on two cores";
        cargo::installed("geckodriver", GECKODRIVER, purpose)?.map_or(Ok(()), add_to_path)
    });
    let engines = [firefox, provide(Requirement::WebKitGtk)];
    engines.into_iter().filter_map(Result::err).collect()
}

/// Makes the web servers available for which `publish/` has configurations, and returns what is missing.
pub(crate) fn web_servers() -> Vec<String> {
    let servers = [Requirement::Nginx, Requirement::Apache, Requirement::Caddy].map(provide);
    servers.into_iter().filter_map(Result::err).collect()
}

/// Makes WordPress available, in which a release is embedded.
///
/// # Errors
/// It is missing and cannot be installed.
pub(crate) fn wordpress() -> Result<(), String> {
    provide(Requirement::WordPress)
}

/// Makes the fonts available that the expected number of printed sheets depends on.
///
/// # Errors
/// They are missing and cannot be installed.
pub(crate) fn fonts() -> Result<(), String> {
    provide(Requirement::Fonts)
}

/// Installs the missing parts of a requirement, where that is possible.
///
/// # Errors
/// A part is missing; names what is not tested without it, and how to get it.
fn provide(requirement: Requirement) -> Result<(), String> {
    let system = System::current();
    let missing = || requirements::missing(&system, |other| other == requirement);
    let Missing { is_any, packages } = missing();
    if !is_any {
        return Ok(());
    }
    let is_debian = matches!(system.family, Family::Debian | Family::Ubuntu);
    if is_debian && !packages.is_empty() && debian::can_install() {
        debian::install(&packages, &format!("for {}", requirement.purpose()))?;
        if !missing().is_any {
            return Ok(());
        }
    }
    Err(format!(
        "{}: {}",
        requirement.purpose(),
        system.install_hint(&packages)
    ))
}

/// Finds a program that is installed.
pub(crate) fn find(program: &str) -> Option<PathBuf> {
    System::current().find(&[program])
}
