//! Tests the properties of `tests/native` with new random values for the requested time. A failure names its seed,
//! which reproduces it.

use std::time::{Duration, Instant, SystemTime};

use crate::Failure;
use crate::arguments::{Arguments, Usage, option};
use crate::run::{command, run, step};

/// The number of cases for each property in a round. Some render whole pages, so a round takes a minute or two.
const CASES: &str = "100";

pub(crate) const USAGE: Usage = Usage {
    command: "fuzz",
    about: "test with random invalid input, more than `test` does",
    required: &[],
    optional: &[],
    options: &[option("--minutes", "N", "how long (2)")],
};

/// `cargo xtask fuzz`.
///
/// # Errors
/// A property failed; the seed that shows it is named.
pub(crate) fn fuzz(arguments: &Arguments) -> Result<(), Failure> {
    let minutes = arguments.parsed::<u16>(&USAGE, "--minutes", "not a number of minutes")?;
    let end = Instant::now() + Duration::from_secs(60 * u64::from(minutes.unwrap_or(2)));
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    let mut seed = since.map_or(1, |since| since.as_secs());
    let mut rounds = 0;
    while rounds == 0 || Instant::now() < end {
        let step_name = format!("Round {} with seed {seed}", rounds + 1);
        let purpose = format!("{CASES} random cases for each property");
        step(&step_name, &purpose, || {
            let mut test = command("cargo", &["test", "--features", "release"]);
            test.args(["--test", "native", "--", "hostile::", "damage::"])
                .env("PROPTEST_CASES", CASES)
                .env("PROPTEST_RNG_SEED", seed.to_string());
            run(&mut test).map_err(|error| {
                format!("{error}\nto reproduce: PROPTEST_CASES={CASES} PROPTEST_RNG_SEED={seed} cargo test --features release --test native -- hostile:: damage::")
            })
        })?;
        rounds += 1;
        seed += 1;
    }
    println!(
        "\n{rounds} round(s) of {CASES} cases for each property; the last seed was {}",
        seed - 1
    );
    Ok(())
}
