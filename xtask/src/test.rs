//! Everything that must hold, in the order in which it fails fastest. The runners print their own
//! closing lines.

use crate::arguments::{Arguments, Usage, did_you_mean, option, switch};
use crate::build::Purpose;
use crate::reproducible::{self, SITE};
use crate::run::{command, run, step};
use crate::serve;
use crate::{Failure, build, root, tools};

/// The suites, in the order in which they fail fastest.
const SUITES: [&str; 7] = [
    "format",
    "lints",
    "native",
    "wasm",
    "artifacts",
    "browser",
    "reproducible",
];

/// The suites that Node runs on the built folder, each in the folder of its name under `tests`. Their files can be
/// requested one by one.
const NODE_SUITES: [&str; 2] = ["artifacts", "browser"];

/// How many files of browser tests run in parallel: each has its own browser and spends most of its time waiting.
const TEST_CONCURRENCY: &str = "--test-concurrency=2";

pub(crate) const USAGE: Usage = Usage {
    command: "test",
    about: "check everything that must hold: format, lints, tests, budgets, real browsers",
    required: &[],
    optional: &[],
    options: &[
        switch(
            "--all",
            "for a release: builds twice and compares; what is missing is a failure",
        ),
        switch(
            "--no-install",
            "install no packages of the system; say what is missing instead",
        ),
        option(
            "--only",
            "NAMES",
            "suites (format, lints, native, wasm, artifacts, browser, reproducible) or files of artifacts and browser, with commas",
        ),
    ],
};

/// `cargo xtask test`.
///
/// # Errors
/// The first step that failed; with `--all`, or where `CI` is set, also a tool that is missing.
pub(crate) fn test(arguments: &Arguments) -> Result<(), Failure> {
    let is_whole = arguments.has("--all") || std::env::var_os("CI").is_some();
    if arguments.has("--no-install") {
        tools::forbid_installing();
    }
    let files = test_files()?;
    let only: Vec<_> = arguments
        .value("--only")
        .into_iter()
        .flat_map(|only| only.split(','))
        .collect();
    let is_known =
        |name: &str| SUITES.contains(&name) || files.iter().any(|file| file.name() == name);
    if let Some(name) = only.iter().find(|name| !is_known(name)) {
        let known = SUITES.into_iter().chain(files.iter().map(TestFile::name));
        let expected = format!("no such suite or file{}", did_you_mean(name, known));
        return Err(USAGE.value_error("--only", name, &expected).into());
    }
    let runs = |suite: &str| only.is_empty() || only.contains(&suite);
    let files: Vec<_> = files
        .iter()
        .filter(|file| runs(file.suite) || runs(file.name()))
        .collect();

    if runs("format") {
        format()?;
    }
    if runs("lints") {
        lints()?;
    }
    if runs("native") {
        step(
            "Native tests",
            "the content, the data model and the pages",
            || cargo(&["test", "--workspace", "--features", "release"]),
        )?;
    }
    if runs("wasm") {
        tools::for_building(Purpose::Release)?;
        tools::for_browser_tests()?;
        wasm_tests()?;
    }
    let mut missing = Vec::new();
    if !files.is_empty() {
        tools::for_building(Purpose::Release)?;
        tools::for_browser_tests()?;
        missing = node_tests(&files, is_whole)?;
    }
    if only.contains(&"reproducible") {
        reproducible::reproducible(&Arguments::default())?;
    } else if is_whole && only.is_empty() {
        reproducible::same_elsewhere()?;
    }
    println!("\nEverything holds.");
    report_missing(&missing);
    Ok(())
}

/// Formatting of Rust; formatting and lints of scripts and styles, which Biome does in one.
fn format() -> Result<(), String> {
    step("Formatting of Rust", "rustfmt decides how it looks", || {
        cargo(&["fmt", "--all", "--check"])
    })?;
    tools::node_packages("tests")?;
    let purpose = "Biome decides how they look, and finds mistakes";
    step(
        "Formatting and lints of scripts and styles",
        purpose,
        || {
            let biome = "tests/node_modules/@biomejs/biome/bin/biome";
            run(&mut command(
                "node",
                &[biome, "check", "--error-on-warnings"],
            ))
        },
    )
}

fn lints() -> Result<(), String> {
    if tools::find("actionlint").is_some() {
        let purpose = "actionlint on .github/workflows; CI requires it";
        step("Lints, workflows", purpose, || {
            run(&mut command("actionlint", &[]))
        })?;
    }
    step(
        "Lints, native",
        "clippy on everything but the browser's side",
        || {
            cargo(&[
                "clippy",
                "--workspace",
                "--all-targets",
                "--features",
                "release",
                "--",
                "-D",
                "warnings",
            ])
        },
    )?;
    step("Lints, WebAssembly", "clippy on the browser's side", || {
        cargo(&[
            "clippy",
            "--target",
            "wasm32-unknown-unknown",
            "--features",
            "hydrate,ssr",
            "--lib",
            "--bin",
            "app",
            "--test",
            "wasm",
            "--",
            "-D",
            "warnings",
        ])
    })
}

fn wasm_tests() -> Result<(), String> {
    step(
        "WebAssembly tests in Chromium",
        "hydration and the browser calls",
        || {
            let mut tests = command(
                "cargo",
                &[
                    "test",
                    "--target",
                    "wasm32-unknown-unknown",
                    "--features",
                    "hydrate,ssr",
                    "--test",
                    "wasm",
                ],
            );
            // Firefox's driver may be in the path too; these tests are Chromium's.
            run(tests
                .env("CHROMEDRIVER", driver()?)
                .env("WASM_BINDGEN_TEST_TIMEOUT", "120"))
        },
    )
}

/// Builds the release folder and runs test files of [`NODE_SUITES`] on it; returns what could not be tested.
///
/// # Errors
/// A test failed; where everything must be tested, also something that is missing.
fn node_tests(files: &[&TestFile], is_whole: bool) -> Result<Vec<String>, String> {
    let mut missing = tools::other_engines();
    missing.extend(tools::web_servers());
    let fonts = tools::fonts();
    let has_fonts = fonts.is_ok();
    missing.extend(fonts.err());
    if is_whole && !missing.is_empty() {
        return Err(format!(
            "everything is to be tested, and this is missing:\n{}",
            missing.join("\n")
        ));
    }
    report_missing(&missing);
    build::pages(Purpose::Release, Some(SITE))?;
    build::for_hosts()?;
    step(
        "Tests of the built folder",
        "what readers, embedding pages and servers get, with and without browsers",
        || {
            let address = serve::start(build::dist())?;
            let files = files
                .iter()
                // How many sheets the page takes is known for certain fonts only.
                .filter(|file| has_fonts || file.name() != "print")
                .map(|file| &file.path);
            let mut node = command(
                "node",
                // A browser that no longer answers fails its test; it does not hold up all the others for ever. The
                // time is that of a whole file, and a slow machine takes five minutes for one of them.
                &[
                    "--test",
                    "--test-reporter=spec",
                    "--test-timeout=1800000",
                    TEST_CONCURRENCY,
                ],
            );
            run(node
                .args(files)
                .env("CASE_TIMELINE_ADDRESS", format!("http://{address}/"))
                .env("CASE_TIMELINE_ALL", if is_whole { "1" } else { "0" })
                .env("CASE_TIMELINE_XTASK", this_program()?)
                .env("CASE_TIMELINE_DIST", build::dist()))
        },
    )?;
    Ok(missing)
}

/// Says what could not be tested, at the start and again at the end, where it is read.
fn report_missing(missing: &[String]) {
    for left_out in missing {
        println!("\n!!! NOT TESTED: {left_out}");
    }
}

/// A file of tests that Node runs.
struct TestFile {
    /// One of [`NODE_SUITES`].
    suite: &'static str,
    /// `tests/SUITE/NAME.test.mjs`
    path: String,
}

impl TestFile {
    const ENDING: &str = ".test.mjs";

    fn name(&self) -> &str {
        let file = self.path.rsplit('/').next().unwrap_or_default();
        file.trim_end_matches(Self::ENDING)
    }
}

/// The files of [`NODE_SUITES`]; Node's versions disagree about what a folder means.
fn test_files() -> Result<Vec<TestFile>, String> {
    let mut files = Vec::new();
    for suite in NODE_SUITES {
        let folder = format!("tests/{suite}");
        let entries = std::fs::read_dir(root().join(&folder))
            .map_err(|error| format!("{folder}: {error}"))?;
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

fn cargo(arguments: &[&str]) -> Result<(), String> {
    run(&mut command("cargo", arguments))
}

/// For tests of what this very program does.
fn this_program() -> Result<std::path::PathBuf, String> {
    std::env::current_exe().map_err(|error| error.to_string())
}

fn driver() -> Result<std::path::PathBuf, String> {
    tools::find("chromedriver")
        .ok_or_else(|| format!("chromedriver is not in the path ({})", root().display()))
}
