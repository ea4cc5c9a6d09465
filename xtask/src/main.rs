//! `cargo xtask`: the commands of the project. A command installs the tools that it needs.
//!
//! [`tools`] finds or installs what is needed, [`build`] writes `dist/`, [`serve`] serves it, [`test`] runs every
//! test and lint, [`bench`] measures. For editors: [`new_case`] begins another case, [`edit`] imports events and
//! translations. For publishers: [`verify`] inspects a published site, [`headers`] is the
//! table of response headers, [`previous`] retains the files that open pages of the previous release still request.
//! What each command accepts is declared beside it; [`arguments`] rejects everything else.

mod arguments;
mod audit;
mod bench;
mod build;
mod compress;
mod data;
mod edit;
mod files;
mod fuzz;
mod headers;
mod new_case;
mod paths;
mod previous;
mod reproducible;
mod run;
mod sbom;
mod serve;
#[cfg(test)]
mod temp_folder;
mod test;
mod tools;
mod verify;

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::ExitCode;

use arguments::{Arguments, Usage, UsageError, did_you_mean};

/// Why a command failed.
#[derive(Debug)]
enum Failure {
    /// The command line cannot be carried out.
    Usage(UsageError),
    /// The work failed.
    Work(String),
}

impl From<UsageError> for Failure {
    fn from(error: UsageError) -> Self {
        Self::Usage(error)
    }
}

impl From<String> for Failure {
    fn from(message: String) -> Self {
        Self::Work(message)
    }
}

/// Runs a command.
type Run = fn(&Arguments) -> Result<(), Failure>;

/// The commands, in the order in which the help text lists them.
const COMMANDS: [(&Usage, Run); 14] = [
    (&serve::USAGE, serve::serve),
    (&build::BUILD, build::build),
    (&data::CHECK, data::check),
    (&new_case::USAGE, new_case::new_case),
    (&edit::IMPORT, edit::import),
    (&edit::TRANSLATIONS, edit::translations),
    (&test::USAGE, test::test),
    (&tools::PACKAGES, tools::packages),
    (&bench::USAGE, bench::bench),
    (&verify::USAGE, verify::verify),
    (&previous::USAGE, previous::retain),
    (&fuzz::USAGE, fuzz::fuzz),
    (&audit::USAGE, audit::audit),
    (&reproducible::USAGE, reproducible::reproducible),
];

fn main() -> ExitCode {
    match dispatch(std::env::args_os().skip(1).collect()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(Failure::Usage(UsageError(message))) => {
            eprintln!("xtask: {message}");
            ExitCode::from(2)
        }
        Err(Failure::Work(message)) => {
            eprintln!("xtask: {message}");
            ExitCode::FAILURE
        }
    }
}

fn dispatch(mut arguments: Vec<OsString>) -> Result<(), Failure> {
    if arguments.is_empty() {
        print!("{}", help());
        return Ok(());
    }
    let command = arguments.remove(0);
    let command = command.to_string_lossy();
    if matches!(&*command, "help" | "--help" | "-h") {
        print!("{}", help());
        return Ok(());
    }
    let found = COMMANDS.iter().find(|(usage, _)| usage.command == command);
    let Some((usage, run)) = found else {
        let names = COMMANDS.iter().map(|(usage, _)| usage.command);
        let hint = did_you_mean(&command, names);
        let message = format!("unknown command \"{command}\"{hint} (see cargo xtask --help)");
        return Err(UsageError(message).into());
    };
    match usage.parse(arguments)? {
        Some(arguments) => run(&arguments),
        None => {
            print!("{}", usage.help());
            Ok(())
        }
    }
}

fn help() -> String {
    let mut help = "cargo xtask COMMAND\n\n".to_owned();
    for (usage, _) in COMMANDS {
        help += &format!("  {:14} {}\n", usage.command, usage.about);
    }
    help + "\nOptions of a command: cargo xtask COMMAND --help\n"
}

/// The top folder of the project, whatever the current directory is.
fn root() -> PathBuf {
    let here = PathBuf::from(env!("CARGO_MANIFEST_DIR"));
    here.parent().map_or_else(|| here.clone(), PathBuf::from)
}
