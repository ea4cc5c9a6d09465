//! `cargo xtask bench`: builds the release folder, times that, and runs `bench/bench.mjs`, which measures the
//! folder side by side with other timelines and writes the report.

use std::fs::File;
use std::num::NonZeroU16;
use std::path::PathBuf;
use std::time::{Instant, SystemTime};

use crate::arguments::{Arguments, Usage, UsageError, did_you_mean, option, switch};
use crate::build::{Purpose, pages, server_files};
use crate::run::{command, run, step};
use crate::{Failure, root, tools};

/// What can be measured: values of `--only`.
const PARTS: [&str; 4] = ["page", "scale", "build", "lighthouse"];
/// The pages that are compared: values of `--contenders`, and the ids in `bench/options.mjs`.
const CONTENDERS: [&str; 5] = ["index", "embed", "timelinejs", "vis", "chrono"];

pub(crate) const USAGE: Usage = Usage {
    command: "bench",
    about: "measure the page side by side with other timelines",
    required: &[],
    optional: &[],
    options: &[
        switch("--quick", "two runs of each"),
        option("--runs", "N", "runs of each page (7)"),
        option("--size-runs", "N", "runs of each generated size (3)"),
        option(
            "--only",
            "PARTS",
            "page,scale,build,lighthouse: some of these, separated by commas",
        ),
        option(
            "--contenders",
            "PAGES",
            "index,embed,timelinejs,vis,chrono: some of these, separated by commas",
        ),
    ],
};

/// `cargo xtask bench`.
///
/// # Errors
/// An option has an unknown value, a build failed, a tool is missing, or a target was missed.
pub(crate) fn bench(arguments: &Arguments) -> Result<(), Failure> {
    for name in ["--runs", "--size-runs"] {
        arguments.parsed::<NonZeroU16>(&USAGE, name, "not a number of runs")?;
    }
    let parts = list(arguments, "--only", &PARTS)?;
    list(arguments, "--contenders", &CONTENDERS)?;
    tools::for_building()?;
    tools::for_browser_tests()?;
    tools::node_packages("bench")?;
    // Builds the folder that is measured, and warms the cache for the builds that are timed.
    pages(Purpose::Release, None)?;
    run(&mut command(
        "cargo",
        &[
            "build",
            "--locked",
            "--features",
            "release",
            "--bin",
            "prerender",
        ],
    ))?;
    if parts.contains(&"build") {
        time_builds()?;
    }
    Ok(step(
        "Measuring in Chromium",
        "the report is made from it",
        || {
            let mut node = command("node", &["bench/bench.mjs"]);
            node.args(arguments.options())
                .env("CASE_TIMELINE_ROOT", root())
                .env("CASE_TIMELINE_PRERENDERER", prerenderer());
            run(&mut node)
                .map_err(|_| "a target was missed, or it could not be measured".to_owned())
        },
    )?)
}

/// The values of an option, separated by commas; all allowed values if the option is absent.
fn list<'a>(
    arguments: &'a Arguments,
    name: &str,
    allowed: &[&'static str],
) -> Result<Vec<&'a str>, UsageError> {
    let values: Vec<_> = arguments
        .value(name)
        .map_or_else(|| allowed.to_vec(), |values| values.split(',').collect());
    match values.iter().find(|value| !allowed.contains(value)) {
        Some(unknown) => {
            let hint = did_you_mean(unknown, allowed.iter().copied());
            Err(USAGE.value_error(name, unknown, &format!("unknown value{hint}")))
        }
        None => Ok(values),
    }
}

/// Times a release build with all dependencies compiled, and a build after a change of content only. Writes the
/// milliseconds into `target/bench/build.json`.
fn time_builds() -> Result<(), String> {
    let after_touching = |file: &str, build: fn() -> Result<(), String>| {
        touch(file)?;
        let start = Instant::now();
        build()?;
        Ok::<_, String>(start.elapsed().as_millis())
    };
    let release = after_touching("src/lib.rs", || {
        pages(Purpose::Release, None).and_then(|()| server_files())
    })?;
    // What `serve --watch` does before the page can be loaded again.
    let content = after_touching("static/data/case.json", || pages(Purpose::Release, None))?;
    let json = format!("{{ \"release\": {release}, \"content\": {content} }}\n");
    let folder = root().join("target/bench");
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(folder.join("build.json"), json))
        .map_err(|error| format!("{}: {error}", folder.display()))
}

/// Sets the modification time of a file to now.
fn touch(file: &str) -> Result<(), String> {
    File::options()
        .append(true)
        .open(root().join(file))
        .and_then(|file| file.set_modified(SystemTime::now()))
        .map_err(|error| format!("{file}: {error}"))
}

/// Where cargo writes the prerenderer, which Trunk calls too.
fn prerenderer() -> PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |folder| root().join(folder));
    target
        .join("debug")
        .join(format!("prerender{}", std::env::consts::EXE_SUFFIX))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn parse(options: &[&str]) -> Arguments {
        let options = options.iter().map(Into::into);
        let arguments = USAGE.parse(options).expect("no usage error");
        arguments.expect("help is not requested")
    }

    #[test]
    fn an_absent_list_has_all_values() {
        let parts = list(&parse(&[]), "--only", &PARTS).map(|parts| parts.len());
        assert_eq!(parts, Ok(PARTS.len()));
    }

    #[test]
    fn an_unknown_value_in_a_list_is_rejected_by_name() {
        let arguments = parse(&["--contenders", "index,timelinej"]);
        let UsageError(message) =
            list(&arguments, "--contenders", &CONTENDERS).expect_err("a misspelled page");
        assert!(message.contains("--contenders timelinej"), "{message}");
        assert!(message.contains("timelinejs"), "{message}");
    }

    #[test]
    fn the_pages_to_compare_are_those_that_the_benchmark_knows() {
        let options =
            std::fs::read_to_string(root().join("bench/options.mjs")).expect("bench/options.mjs");
        for id in CONTENDERS {
            assert!(options.contains(&format!("\n  {id}: ")), "{id}");
        }
    }
}
