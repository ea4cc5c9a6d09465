//! Runs other programs and shows their output.

use std::io::Write;
use std::process::{Command, Stdio};
use std::time::Instant;

/// Runs a step of a command: prints what it does and why, and at the end how long it took. The name is a phrase such
/// as "Compiling trunk"; the purpose says what the step is for and, if it can take long, how long.
///
/// # Errors
/// The step's own, after its name.
pub(crate) fn step<T>(
    name: &str,
    purpose: &str,
    work: impl FnOnce() -> Result<T, String>,
) -> Result<T, String> {
    println!("\n── {name}\n   {purpose}");
    let _ = std::io::stdout().flush();
    let start = Instant::now();
    let result = work().map_err(|error| format!("{name}: {error}"))?;
    println!("   {name}: done in {:.1} s", start.elapsed().as_secs_f32());
    Ok(result)
}

/// Runs a program to its end.
///
/// # Errors
/// It could not be started, or ended with a failure.
pub(crate) fn run(command: &mut Command) -> Result<(), String> {
    let name = command.get_program().to_string_lossy().into_owned();
    match command.stdin(Stdio::null()).status() {
        Ok(status) if status.success() => Ok(()),
        Ok(status) => Err(format!("{name} ended with {status}")),
        Err(error) => Err(format!("{name} could not be started: {error}")),
    }
}

/// The standard output of a program, if it runs and succeeds.
pub(crate) fn output(command: &mut Command) -> Option<String> {
    let output = command
        .stdin(Stdio::null())
        .stderr(Stdio::null())
        .output()
        .ok()?;
    output
        .status
        .success()
        .then(|| String::from_utf8_lossy(&output.stdout).trim().to_owned())
}

/// A program with its arguments.
pub(crate) fn command(program: &str, arguments: &[&str]) -> Command {
    let mut command = Command::new(program);
    command.args(arguments).current_dir(crate::root());
    command
}
