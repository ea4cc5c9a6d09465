//! Times the builds, then measures the built folder side by side with what newsrooms use instead. The
//! measuring itself is in `bench`; this sets up what it needs.

use std::fs::File;
use std::time::{Instant, SystemTime};

use crate::arguments::{Arguments, Usage, did_you_mean, option, switch};
use crate::build::{Purpose, for_hosts, pages};
use crate::run::{command, run, step};
use crate::{Failure, root, tools};

/// What can be measured.
const PARTS: [&str; 4] = ["page", "scale", "build", "lighthouse"];

pub(crate) const USAGE: Usage = Usage {
    command: "bench",
    about: "measure the page side by side with what newsrooms use instead",
    required: &[],
    optional: &[],
    options: &[
        switch("--quick", "two runs of each"),
        option("--runs", "N", "runs of each page (7)"),
        option("--size-runs", "N", "runs of each generated size (3)"),
        option(
            "--only",
            "PARTS",
            "page,scale,build,lighthouse: some of these, with commas",
        ),
        option("--contenders", "NAMES", "the pages to compare, with commas"),
    ],
};

/// `cargo xtask bench`.
///
/// # Errors
/// A build failed, a tool is missing, or a target was missed.
pub(crate) fn bench(arguments: &Arguments) -> Result<(), Failure> {
    for name in ["--runs", "--size-runs"] {
        arguments.parsed::<std::num::NonZeroU16>(&USAGE, name, "not a number of runs")?;
    }
    let only: Vec<_> = arguments
        .value("--only")
        .map_or_else(|| PARTS.to_vec(), |only| only.split(',').collect());
    if let Some(part) = only.iter().find(|part| !PARTS.contains(part)) {
        let expected = format!("no such part{}", did_you_mean(part, PARTS.into_iter()));
        return Err(USAGE.value_error("--only", part, &expected).into());
    }
    tools::for_building(Purpose::Release)?;
    tools::for_browser_tests()?;
    tools::node_packages("bench")?;
    // What is warm for the builds that are timed, and what is measured.
    pages(Purpose::Release, None)?;
    let prerenderer = ["--locked", "--features", "release", "--bin", "prerender"];
    run(&mut command(
        "cargo",
        &[&["build", "--quiet"], &prerenderer[..]].concat(),
    ))?;
    if only.contains(&"build") {
        time_builds()?;
    }
    Ok(step("measuring, in Chromium", || {
        let mut node = command("node", &["bench/bench.mjs"]);
        node.args(arguments.options())
            .env("CASE_TIMELINE_ROOT", root())
            .env("CASE_TIMELINE_PRERENDERER", prerenderer_path());
        run(&mut node).map_err(|_| "a target was missed, or it could not be measured".to_owned())
    })?)
}

/// A release build with all dependencies compiled, and a build after a change of content only.
fn time_builds() -> Result<(), String> {
    let after_touching = |file: &str, work: fn() -> Result<(), String>| {
        touch(file)?;
        let start = Instant::now();
        work()?;
        Ok::<_, String>(start.elapsed().as_millis())
    };
    let program = after_touching("src/lib.rs", || {
        pages(Purpose::Release, None).and_then(|()| for_hosts())
    })?;
    // What `serve --watch` does before the page can be loaded again.
    let content = after_touching("static/data/case.json", || pages(Purpose::Release, None))?;
    let json = format!("{{ \"release\": {program}, \"content\": {content} }}\n");
    let folder = root().join("target/bench");
    std::fs::create_dir_all(&folder)
        .and_then(|()| std::fs::write(folder.join("build.json"), json))
        .map_err(|error| format!("{}: {error}", folder.display()))
}

/// Makes a file look changed, without changing it.
fn touch(file: &str) -> Result<(), String> {
    File::options()
        .append(true)
        .open(root().join(file))
        .and_then(|file| file.set_modified(SystemTime::now()))
        .map_err(|error| format!("{file}: {error}"))
}

/// Where cargo has put the prerenderer that Trunk calls too.
fn prerenderer_path() -> std::path::PathBuf {
    let target = std::env::var_os("CARGO_TARGET_DIR")
        .map_or_else(|| root().join("target"), |folder| root().join(folder));
    target
        .join("debug")
        .join(format!("prerender{}", std::env::consts::EXE_SUFFIX))
}
