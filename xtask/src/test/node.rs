//! The tests in JavaScript, which Node runs on a built folder: `tests/artifacts` without a browser, `tests/browser` with.

use std::fs;
use std::path::Path;

use crate::run::{self, command};
use crate::{data, root, serve};

/// The suites, each in the folder of its name under `tests`.
const SUITES: [&str; 2] = ["artifacts", "browser"];
/// The number of files that run in parallel. Most of them wait for a browser of their own.
const CONCURRENCY: &str = "--test-concurrency=2";
/// The time limit for a file in milliseconds, so that a browser that hangs fails its file and does not stop the run.
/// A slow machine takes five minutes for one of them.
const TIME_LIMIT: &str = "--test-timeout=1800000";

/// A file of tests that Node runs.
pub(super) struct TestFile {
    suite: &'static str,
    /// `tests/SUITE/NAME.test.mjs`
    path: String,
}

impl TestFile {
    const ENDING: &str = ".test.mjs";

    /// One of [`SUITES`].
    pub(super) fn suite(&self) -> &str {
        self.suite
    }

    /// `NAME`
    pub(super) fn name(&self) -> &str {
        let file = self.path.rsplit('/').next().unwrap_or_default();
        file.trim_end_matches(Self::ENDING)
    }
}

/// The files of all suites; Node's versions disagree about what a folder means.
///
/// # Errors
/// A folder cannot be read.
pub(super) fn files() -> Result<Vec<TestFile>, String> {
    let mut files = Vec::new();
    for suite in SUITES {
        let folder = format!("tests/{suite}");
        let entries =
            fs::read_dir(root().join(&folder)).map_err(|error| format!("{folder}: {error}"))?;
        let names = entries
            .flatten()
            .map(|entry| entry.file_name().to_string_lossy().into_owned())
            .filter(|name| name.ends_with(TestFile::ENDING));
        files.extend(names.map(|name| TestFile {
            suite,
            path: format!("{folder}/{name}"),
        }));
    }
    files.sort_by(|one, other| one.path.cmp(&other.path));
    Ok(files)
}

/// Runs test files on a built folder, which is served with the production headers. `data` is the folder it was built
/// from, if that is not the published case; `is_whole` adds the tests that only a release needs.
///
/// # Errors
/// A test failed, or Node could not be started.
pub(super) fn run(
    files: &[&TestFile],
    folder: &Path,
    data: Option<&Path>,
    is_whole: bool,
) -> Result<(), String> {
    let address = serve::start(folder.to_owned())?;
    // Tests of the commands run this executable.
    let xtask = std::env::current_exe().map_err(|error| error.to_string())?;
    let mut node = command(
        "node",
        &["--test", "--test-reporter=spec", TIME_LIMIT, CONCURRENCY],
    );
    node.args(files.iter().map(|file| &file.path))
        .env("CASE_TIMELINE_ADDRESS", format!("http://{address}/"))
        .env("CASE_TIMELINE_ALL", if is_whole { "1" } else { "0" })
        .env("CASE_TIMELINE_XTASK", xtask)
        .env("CASE_TIMELINE_DIST", folder);
    if let Some(data) = data {
        node.env(data::VARIABLE, data);
    }
    run::run(&mut node)
}
