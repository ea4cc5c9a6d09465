//! `cargo xtask test`: runs all formatting checks, lints and tests, the fastest to fail first. [`node`] runs the tests
//! in JavaScript, [`trunk`] calls trunk without the settings of `cargo xtask build`.

mod node;
mod trunk;

use std::path::Path;

use crate::arguments::{Arguments, Usage, did_you_mean, option, switch};
use crate::build::Purpose;
use crate::data::{self, DATA_OPTION, data};
use crate::reproducible::{self, SITE};
use crate::run::{command, run, step};
use crate::{Failure, build, root, tools};
use node::TestFile;

/// The suites in the order in which they run, the fastest to fail first.
const SUITES: [&str; 10] = [
    "format",
    "lints",
    "native",
    "wasm",
    "artifacts",
    "browser",
    "edited-data",
    "new-case",
    "trunk",
    "reproducible",
];

pub(crate) const USAGE: Usage = Usage {
    command: "test",
    about: "run all formatting checks, lints and tests, also in real browsers",
    required: &[],
    optional: &[],
    options: &[
        DATA_OPTION,
        switch(
            "--all",
            "for a release: also builds twice and compares; a missing tool is a failure",
        ),
        switch(
            "--no-install",
            "install no system packages; report missing ones",
        ),
        option(
            "--only",
            "NAMES",
            "suites (format, lints, native, wasm, artifacts, browser, edited-data, new-case, trunk, reproducible) or files of artifacts and browser, with commas",
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
        tools::disable_installing();
    }
    let all_files = node::files()?;
    let only: Vec<_> = arguments
        .value("--only")
        .into_iter()
        .flat_map(|only| only.split(','))
        .collect();
    let is_known =
        |name: &str| SUITES.contains(&name) || all_files.iter().any(|file| file.name() == name);
    if let Some(name) = only.iter().find(|name| !is_known(name)) {
        let known = SUITES
            .into_iter()
            .chain(all_files.iter().map(TestFile::name));
        let expected = format!("no such suite or file{}", did_you_mean(name, known));
        return Err(USAGE.value_error("--only", name, &expected).into());
    }
    if let Some(data) = data(&USAGE, arguments)? {
        if arguments.has("--all") {
            let expected = "cannot be combined with --all, which is for the published case";
            return Err(USAGE
                .value_error("--data", &data.display().to_string(), expected)
                .into());
        }
        other_case(&data, &all_files, &only)?;
        println!("\nAll tests of this case passed.");
        return Ok(());
    }
    let runs = |suite: &str| only.is_empty() || only.contains(&suite);
    let files: Vec<_> = all_files
        .iter()
        .filter(|file| runs(file.suite()) || runs(file.name()))
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
        tools::for_building()?;
        tools::for_browser_tests()?;
        wasm_tests()?;
    }
    let mut missing = Vec::new();
    if !files.is_empty() {
        tools::for_building()?;
        tools::for_browser_tests()?;
        missing = node_tests(&files, is_whole)?;
    }
    let is_whole_run = is_whole && only.is_empty();
    suites_of_releases(&all_files, |suite| is_whole_run || only.contains(&suite))?;
    if is_whole_run {
        reproducible::compare_with_other_environment()?;
    } else if only.contains(&"reproducible") {
        reproducible::reproducible(&Arguments::default())?;
    }
    println!("\nAll suites passed.");
    report_missing(&missing);
    Ok(())
}

/// Runs the suites that only a whole run includes, but for the reproducible build.
fn suites_of_releases(files: &[TestFile], runs: impl Fn(&str) -> bool) -> Result<(), Failure> {
    if runs("edited-data") {
        tools::for_building()?;
        tools::for_browser_tests()?;
        edited_data(files)?;
    }
    if runs("new-case") {
        new_case(files)?;
    }
    if runs("trunk") {
        tools::for_building()?;
        trunk::test()?;
    }
    Ok(())
}

/// Checks the formatting of Rust, and the formatting and lints of scripts and styles, which Biome combines.
fn format() -> Result<(), String> {
    step("Formatting of Rust", "as rustfmt writes it", || {
        cargo(&["fmt", "--all", "--check"])
    })?;
    tools::node_packages("tests")?;
    let purpose = "as Biome writes and permits them";
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
        "clippy on everything except WebAssembly",
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
    write_pages_for_hydration()?;
    step("Lints, WebAssembly", "clippy on the app", || {
        cargo(&[
            "clippy",
            "--target",
            "wasm32-unknown-unknown",
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

/// Writes the pages that `tests/wasm` includes; without them it does not compile.
fn write_pages_for_hydration() -> Result<(), String> {
    let purpose = "the pages that the WebAssembly tests hydrate, as the build writes them";
    step("Writing pages", purpose, || {
        cargo(&[
            "test",
            "--features",
            "release",
            "--test",
            "native",
            "hydration",
        ])
    })
}

fn wasm_tests() -> Result<(), String> {
    write_pages_for_hydration()?;
    step(
        "WebAssembly tests in Chromium",
        "hydration and the DOM",
        || {
            let mut tests = command(
                "cargo",
                &[
                    "test",
                    "--target",
                    "wasm32-unknown-unknown",
                    "--test",
                    "wasm",
                ],
            );
            // Firefox's driver may be in the path too; these tests are Chromium's.
            run(tests
                .env("CHROMEDRIVER", chromedriver()?)
                .env("WASM_BINDGEN_TEST_TIMEOUT", "120"))
        },
    )
}

/// Builds the release folder and runs test files of [`node::SUITES`] on it; returns what could not be tested.
///
/// # Errors
/// A test failed; where everything must be tested, also something that is missing.
fn node_tests(files: &[&TestFile], is_whole: bool) -> Result<Vec<String>, String> {
    let mut missing = tools::other_engines();
    missing.extend(tools::web_servers());
    if is_whole {
        missing.extend(tools::wordpress().err());
    }
    let fonts = tools::fonts();
    let has_fonts = fonts.is_ok();
    missing.extend(fonts.err());
    if is_whole && !missing.is_empty() {
        return Err(format!(
            "--all and CI need everything; missing:\n{}",
            missing.join("\n")
        ));
    }
    report_missing(&missing);
    build::pages(Purpose::Release, Some(SITE))?;
    build::server_files()?;
    // The expected number of printed sheets depends on the fonts.
    let files: Vec<_> = files
        .iter()
        .copied()
        .filter(|file| has_fonts || file.name() != "print")
        .collect();
    let purpose = "what readers, embedding pages and servers get, with and without browsers";
    step("Tests of the built folder", purpose, || {
        node::run(&files, &build::dist(), None, is_whole)
    })?;
    Ok(missing)
}

/// Runs the suites that depend on the content on edited data: one more record of every kind, and one event less. A test
/// that depends on a record or a count would fail after a valid edit.
///
/// # Errors
/// A test failed.
fn edited_data(files: &[TestFile]) -> Result<(), String> {
    let data = root().join("target/edited-data");
    let folder = root().join("target/edited-dist");
    step(
        "Editing a copy of the data",
        "one more record of each kind, and one event less",
        || run(command("node", &["tests/fixtures/edited-data.mjs"]).arg(&data)),
    )?;
    step(
        "Native tests on the edited data",
        "tests must not depend on single records",
        || {
            let mut tests = command(
                "cargo",
                &["test", "--features", "release", "--test", "native"],
            );
            run(tests.env(data::VARIABLE, &data))
        },
    )?;
    // The tests of servers need the folder of the published case, and the grades measure sentences, which are
    // duplicates here.
    let files: Vec<_> = files
        .iter()
        .filter(|file| file.suite() == "artifacts" && !["servers", "grades"].contains(&file.name()))
        .chain(
            files
                .iter()
                .filter(|file| file.name() == "filter-and-links"),
        )
        .collect();
    build_and_test(&data, &folder, &files)
}

/// The files of artifacts that test the published case only: its records, its style, or its server configurations.
const PUBLISHED_CASE_ONLY: [&str; 4] = ["grades", "languages", "servers", "verify"];

/// Validates the data of another case, builds it and tests what is built: the files that `only` names, or, without
/// names, the tests that any case must pass.
///
/// # Errors
/// The data has errors, a test failed, or a suite is named that is about the published case.
fn other_case(data: &Path, files: &[TestFile], only: &[&str]) -> Result<(), Failure> {
    if let Some(suite) = only.iter().find(|name| SUITES.contains(name)) {
        let expected = "with --data, name files of artifacts and browser";
        return Err(USAGE.value_error("--only", suite, expected).into());
    }
    let is_for_any = |file: &TestFile| {
        file.suite() == "artifacts" && !PUBLISHED_CASE_ONLY.contains(&file.name())
    };
    let files: Vec<_> = files
        .iter()
        .filter(|file| {
            if only.is_empty() {
                is_for_any(file)
            } else {
                only.contains(&file.name())
            }
        })
        .collect();
    step(
        "Validating the data",
        "the same as cargo xtask check",
        || data::validate(Some(data)),
    )?;
    tools::for_building()?;
    tools::for_browser_tests()?;
    Ok(build_and_test(
        data,
        &root().join("target/other-dist"),
        &files,
    )?)
}

/// Writes a new case as an editor does, and runs the tests on it that any case must pass.
///
/// # Errors
/// It has errors, or a test failed.
fn new_case(files: &[TestFile]) -> Result<(), Failure> {
    let folder = root().join("target/new-case");
    step(
        "Writing a new case",
        "editors begin another case with it",
        || {
            if folder.exists() {
                std::fs::remove_dir_all(&folder)
                    .map_err(|error| format!("{}: {error}", folder.display()))?;
            }
            crate::new_case::write(&folder)
        },
    )?;
    other_case(&folder, files, &[])
}

/// Builds a folder from the data of another case, and runs test files on it.
///
/// # Errors
/// The data has errors, or a test failed.
fn build_and_test(data: &Path, folder: &Path, files: &[&TestFile]) -> Result<(), String> {
    build::pages_into(folder, Some(data), Purpose::Release, Some(SITE))?;
    step(
        "Tests of the built folder",
        "the pages, files and data of this case",
        || node::run(files, folder, Some(data), false),
    )
}

/// Reports what could not be tested. Called at the start and again at the end, where it is seen.
fn report_missing(missing: &[String]) {
    for left_out in missing {
        println!("\n!!! NOT TESTED: {left_out}");
    }
}

fn cargo(arguments: &[&str]) -> Result<(), String> {
    run(&mut command("cargo", arguments))
}

fn chromedriver() -> Result<std::path::PathBuf, String> {
    tools::find("chromedriver").ok_or_else(|| {
        "chromedriver is not in PATH; cargo xtask packages prints the package to install".to_owned()
    })
}
