//! Bad input of many more kinds than the tests try: the same properties, with new random values until the
//! time is over. A failure names its seed, and the seed brings it back.

use std::time::{Duration, Instant, SystemTime};

use crate::Failure;
use crate::arguments::{Arguments, Usage, option};
use crate::run::{command, run};

/// Of each property in a round; some write whole pages, so a round takes a minute or two.
const CASES: &str = "100";

pub(crate) const USAGE: Usage = Usage {
    command: "fuzz",
    about: "bad input of many more kinds than the tests try",
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
        let seed_of_round = seed.to_string();
        let mut test = command(
            "cargo",
            &[
                "test",
                "--quiet",
                "--features",
                "release",
                "--test",
                "site",
                "--",
                "hostile::",
                "damage::",
            ],
        );
        test.env("PROPTEST_CASES", CASES)
            .env("PROPTEST_RNG_SEED", &seed_of_round);
        run(&mut test).map_err(|error| {
            format!("{error}\nto see it again: PROPTEST_CASES={CASES} PROPTEST_RNG_SEED={seed_of_round} cargo test --features release --test native -- hostile:: damage::")
        })?;
        rounds += 1;
        seed += 1;
    }
    println!(
        "{rounds} round(s) of {CASES} cases for each property; the last seed was {}",
        seed - 1
    );
    Ok(())
}
