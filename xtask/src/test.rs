//! Everything that must hold, in the order in which it fails fastest. The runners print their own
//! closing lines.

use crate::arguments::{Arguments, Usage};
use crate::build::Purpose;
use crate::reproducible::{self, SITE};
use crate::run::{command, run, step};
use crate::serve;
use crate::{Failure, build, root, tools};

pub(crate) const USAGE: Usage = Usage {
    command: "test",
    about: "everything that must hold: format, lints, tests, budgets, real browsers",
    required: &[],
    optional: &[],
    options: &[],
};

/// `cargo xtask test`.
///
/// # Errors
/// The first step that failed.
pub(crate) fn test(_: &Arguments) -> Result<(), Failure> {
    tools::for_building(Purpose::Release)?;
    tools::for_browser_tests()?;
    let mut skipped = tools::other_engines();
    skipped.extend(tools::web_servers());
    let fonts = tools::fonts();
    let has_fonts = fonts.is_ok();
    skipped.extend(fonts.err());
    tell_skipped(&skipped);

    step("formatting", || cargo(&["fmt", "--all", "--check"]))?;
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
        let wasm = [
            "--target",
            "wasm32-unknown-unknown",
            "--features",
            "hydrate,ssr",
        ];
        cargo(
            &[
                &["clippy"],
                &wasm[..],
                &[
                    "--lib", "--bin", "app", "--test", "web", "--", "-D", "warnings",
                ],
            ]
            .concat(),
        )
    })?;
    step("native tests", || {
        cargo(&["test", "--workspace", "--features", "release"])
    })?;
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
    })?;
    build::pages(Purpose::Release, Some(SITE))?;
    build::for_hosts()?;
    step("browser tests on the built folder", || {
        let address = serve::start(build::dist(), 4300)?;
        let files = test_files(has_fonts)?;
        let files: Vec<_> = files.iter().map(String::as_str).collect();
        run(command(
            "node",
            // A browser that no longer answers fails its test; it does not hold up all the others for ever. The time is that
            // of a whole file, and a slow machine takes five minutes for one of them.
            &[
                &["--test", "--test-reporter=spec", "--test-timeout=1800000"],
                &files[..],
            ]
            .concat(),
        )
        .env("CASE_TIMELINE_ADDRESS", format!("http://{address}/"))
        .env("CASE_TIMELINE_XTASK", this_program()?)
        .env("CASE_TIMELINE_DIST", build::dist()))
    })?;
    reproducible::same_elsewhere()?;
    println!("\nEverything holds.");
    tell_skipped(&skipped);
    Ok(())
}

/// Says what could not be tried, at the start and again at the end, where it is read.
fn tell_skipped(skipped: &[String]) {
    for left_out in skipped {
        println!("\n!!! NOT TESTED: {left_out}");
    }
}

/// The browser tests; Node's versions disagree about what a folder means. How many sheets the page takes
/// is known for certain fonts only.
fn test_files(has_fonts: bool) -> Result<Vec<String>, String> {
    let entries = std::fs::read_dir(root().join("tests/e2e"))
        .map_err(|error| format!("tests/e2e: {error}"))?;
    let names = entries
        .flatten()
        .map(|entry| entry.file_name().to_string_lossy().into_owned());
    let mut files: Vec<_> = names
        .filter(|name| name.ends_with(".test.mjs"))
        .filter(|name| has_fonts || name != "paper.test.mjs")
        .map(|name| format!("tests/e2e/{name}"))
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
