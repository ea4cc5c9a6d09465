//! Writes `dist/`.

use std::path::Path;

use crate::arguments::{Arguments, Opt, Usage, UsageError, option};
use crate::compress::compress;
use crate::data::{self, DATA_OPTION, data};
use crate::previous::PreviousRelease;
use crate::run::{command, run, step};
use crate::{Failure, headers, root, sbom, tools};

/// The arguments of cargo that run the prerenderer for a [`Purpose::Preview`].
const PREVIEW_PRERENDERER: &str = "run --locked --features prerender --bin prerender";

/// The address that the folder will have.
pub(crate) const SITE_OPTION: Opt = option(
    "--site",
    "ADDRESS",
    "where the folder will be published: https://example.org/june/",
);

pub(crate) const BUILD: Usage = Usage {
    command: "build",
    about: "write the release folder dist/",
    required: &[],
    optional: &[],
    options: &[
        DATA_OPTION,
        SITE_OPTION,
        option(
            "--previous",
            "FOLDER",
            "the release folder that is published now, whose app open pages still request",
        ),
    ],
};

/// The value of [`SITE_OPTION`].
///
/// # Errors
/// It is not the address of a folder.
pub(crate) fn site<'a>(
    usage: &Usage,
    arguments: &'a Arguments,
) -> Result<Option<&'a str>, UsageError> {
    let site = arguments.value("--site");
    match site.filter(|site| !site.starts_with("https://") || !site.ends_with('/')) {
        Some(site) => Err(usage.value_error(
            "--site",
            site,
            "must begin with https:// and end with a slash",
        )),
        None => Ok(site),
    }
}

/// `cargo xtask build`.
///
/// # Errors
/// What trunk, the compiler or the validation reported.
pub(crate) fn build(arguments: &Arguments) -> Result<(), Failure> {
    let site = site(&BUILD, arguments)?;
    let data = data(&BUILD, arguments)?;
    // Read before the build, which may empty this very folder.
    let previous = arguments
        .value("--previous")
        .map(|folder| PreviousRelease::read(Path::new(folder)))
        .transpose()?;
    tools::for_building()?;
    pages_into(&dist(), data.as_deref(), Purpose::Release, site)?;
    if let Some(previous) = previous {
        let count = previous.write(&dist())?;
        println!("{count} file(s) of the previous release are retained");
    }
    server_files()?;
    println!("\nThe release folder is dist/.");
    Ok(())
}

/// Writes what only servers read: the rules for response headers, and precompressed files. They are part of each
/// release; `serve` does not need them.
///
/// # Errors
/// A file cannot be read or written.
pub(crate) fn server_files() -> Result<(), String> {
    let why = "servers send the precompressed files as they are";
    step("Compressing", why, || {
        let message = |error: std::io::Error| format!("{}: {error}", dist().display());
        let entries = std::fs::read_dir(dist()).map_err(message)?.flatten();
        let mut names: Vec<_> = entries
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .collect();
        names.sort();
        let rules = headers::headers_file(names.iter().map(String::as_str));
        std::fs::write(dist().join(headers::HEADERS_FILE), rules).map_err(message)?;
        compress(&dist())
    })
}

/// The purpose of a build.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(crate) enum Purpose {
    /// For development: the app is not optimized, scripts are not minified, and there is no
    /// preview image. Everything else is the same.
    Preview,
    /// To be published.
    Release,
}

/// Builds `dist/` from the published case; `site` is the address it will be published under.
///
/// # Errors
/// What trunk, the compiler or the validation reported.
pub(crate) fn pages(purpose: Purpose, site: Option<&str>) -> Result<(), String> {
    pages_into(&dist(), None, purpose, site)
}

/// Builds a folder like `dist/` from the data of another folder, or from the published case.
///
/// # Errors
/// What trunk, the compiler or the validation reported.
pub(crate) fn pages_into(
    folder: &Path,
    data: Option<&Path>,
    purpose: Purpose,
    site: Option<&str>,
) -> Result<(), String> {
    let why = "trunk compiles the app and runs the prerenderer; the first time it takes minutes";
    step("Building the pages and the app", why, || {
        let mut trunk = command("trunk", &["build", "--offline", "--log", "warn", "--dist"]);
        trunk.arg(folder);
        if let Some(data) = data {
            trunk.env(data::VARIABLE, data);
        }
        match purpose {
            Purpose::Release => trunk.arg("--release"),
            // The hook of `Trunk.toml` is this alias. Without `--release` the app is compiled with the profile of the
            // prerenderer and of `xtask`, so all three share the procedural macros.
            Purpose::Preview => trunk.env("CARGO_ALIAS_PRERENDER", PREVIEW_PRERENDERER),
        };
        // Trunk parses NO_COLOR as true or false and rejects the usual 1.
        trunk.env_remove("NO_COLOR");
        match site {
            Some(site) => trunk.env("CASE_TIMELINE_SITE", site),
            None => trunk.env_remove("CASE_TIMELINE_SITE"),
        };
        run(&mut trunk)?;
        sbom::write(&folder.join(sbom::FILE))
    })
}

/// The release folder.
pub(crate) fn dist() -> std::path::PathBuf {
    root().join("dist")
}
