//! `cargo xtask`: sets up what is missing, then does the work.
//!
//! `tools` finds or installs what is needed, `build` writes `dist/`, `serve` serves it, `test` runs every
//! check, `bench` measures. Each says what it does and why, and does nothing twice.

mod bench;
mod build;
mod run;
mod serve;
mod test;
mod tools;

use std::path::PathBuf;
use std::process::ExitCode;

const HELP: &str = "\
cargo xtask COMMAND

  serve [--port N] [--watch] [--site ADDRESS]
                     build the pages and serve them on this machine
  build [--site ADDRESS]
                     write the release folder dist/; ADDRESS is where it will be published
  check              check static/data only, in seconds
  test               everything that must hold: format, lints, tests, budgets, a real browser
  bench [--quick] [--runs N] [--size-runs N] [--only page,scale,build,lighthouse]
                     measure it side by side with what newsrooms use instead
";

fn main() -> ExitCode {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let done = match arguments.first().map(String::as_str) {
        Some("serve") => serve::serve(&arguments[1..]),
        Some("build") => build::build(&arguments[1..]),
        Some("check") => build::check(),
        Some("test") => test::test(),
        Some("bench") => bench::bench(&arguments[1..]),
        Some("help" | "--help" | "-h") | None => {
            print!("{HELP}");
            Ok(())
        }
        Some(other) => Err(format!("no command \"{other}\"\n\n{HELP}")),
    };
    match done {
        Ok(()) => ExitCode::SUCCESS,
        Err(trouble) => {
            eprintln!("xtask: {trouble}");
            ExitCode::FAILURE
        }
    }
}

/// The project's top folder, wherever the command is called.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or_else(|| here.clone(), PathBuf::from)
}

/// The value after a flag.
fn value_of<'a>(flag: &str, arguments: &'a [String]) -> Option<&'a str> {
    let place = arguments.iter().position(|argument| argument == flag)?;
    arguments.get(place + 1).map(String::as_str)
}
