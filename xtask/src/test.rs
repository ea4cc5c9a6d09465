//! Everything that must hold, in the order in which it fails fastest. The runners print their own
//! closing lines.

use crate::arguments::{Arguments, Usage, did_you_mean, option, switch};
use crate::build::Purpose;
use crate::reproducible::{self, SITE};
use crate::run::{command, run, step};
use crate::serve;
use crate::{Failure, build, root, tools};

/// The parts of a run, in the order in which they fail fastest. Browser tests can be named by file, too.
const SUITES: [&str; 6] = [
    "format",
    "lints",
    "native",
    "wasm",
    "browser",
    "reproducible",
];

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
            "format, lints, native, wasm, browser, reproducible or files of tests/e2e, with commas",
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
    if let Some(name) = only.iter().find(|name| !is_known(name, &files)) {
        let known = SUITES.into_iter().chain(files.iter().map(String::as_str));
        let expected = format!("no such suite or file{}", did_you_mean(name, known));
        return Err(USAGE.value_error("--only", name, &expected).into());
    }
    let runs = |suite: &str| only.is_empty() || only.contains(&suite);
    let files: Vec<_> = files
        .into_iter()
        .filter(|file| runs("browser") || runs(file))
        .collect();

    if runs("format") {
        step("formatting", || cargo(&["fmt", "--all", "--check"]))?;
    }
    if runs("lints") {
        lints()?;
    }
    if runs("native") {
        step("native tests", || {
            cargo(&["test", "--workspace", "--features", "release"])
        })?;
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
        missing = browser_tests(files, is_whole)?;
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

/// Whether a name is that of a suite or of a file of browser tests.
fn is_known(name: &str, files: &[String]) -> bool {
    SUITES.contains(&name) || files.iter().any(|file| file == name)
}

fn lints() -> Result<(), String> {
    step("lints, native", || {
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
    })?;
    step("lints, WebAssembly", || {
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
            "web",
            "--",
            "-D",
            "warnings",
        ])
    })
}

fn wasm_tests() -> Result<(), String> {
    step("WebAssembly tests in Chromium", || {
        let mut tests = command(
            "cargo",
            &[
                "test",
                "--target",
                "wasm32-unknown-unknown",
                "--features",
                "hydrate,ssr",
                "--test",
                "web",
            ],
        );
        // Firefox's driver may be in the path too; these tests are Chromium's.
        run(tests
            .env("CHROMEDRIVER", driver()?)
            .env("WASM_BINDGEN_TEST_TIMEOUT", "120"))
    })
}

/// Builds the release folder and runs files of browser tests on it; returns what could not be tested.
///
/// # Errors
/// A test failed; where everything must be tested, also something that is missing.
fn browser_tests(files: Vec<String>, is_whole: bool) -> Result<Vec<String>, String> {
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
    step("browser tests on the built folder", || {
        let address = serve::start(build::dist(), 4300)?;
        let files = files
            .iter()
            // How many sheets the page takes is known for certain fonts only.
            .filter(|name| has_fonts || *name != "paper")
            .map(|name| format!("tests/e2e/{name}.test.mjs"));
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
            .env("CASE_TIMELINE_XTASK", this_program()?)
            .env("CASE_TIMELINE_DIST", build::dist()))
    })?;
    Ok(missing)
}

/// Says what could not be tested, at the start and again at the end, where it is read.
fn report_missing(missing: &[String]) {
    for left_out in missing {
        println!("\n!!! NOT TESTED: {left_out}");
    }
}

/// The names of the files of browser tests; Node's versions disagree about what a folder means.
fn test_files() -> Result<Vec<String>, String> {
    let entries = std::fs::read_dir(root().join("tests/e2e"))
        .map_err(|error| format!("tests/e2e: {error}"))?;
    let names = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut files: Vec<_> = names
        .filter_map(|name| Some(name.strip_suffix(".test.mjs")?.to_owned()))
        .collect();
    files.sort();
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
    let path = std::env::var_os("PATH").unwrap_or_default();
    let found = std::env::split_paths(&path)
        .map(|folder| folder.join("chromedriver"))
        .find(|driver| driver.is_file());
    found.ok_or_else(|| format!("chromedriver is not in the path ({})", root().display()))
}
