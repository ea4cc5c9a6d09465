//! Calendar days: parsing them, and ranges of them. [`super::when`] has dates that are less exact, and [`super::dates`]
//! formats both.

use chrono::{Days, NaiveDate};
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize};

/// Parses a day in the format of ISO 8601 and of date fields: `2017-06-22`.
///
/// chrono's parser supports every format, and would add 5 kB to the compressed app.
pub fn parse(value: &str) -> Option<NaiveDate> {
    let mut parts = value.splitn(3, '-').map(str::parse::<u32>);
    let mut next = || parts.next()?.ok();
    NaiveDate::from_ymd_opt(i32::try_from(next()?).ok()?, next()?, next()?)
}

/// Deserializes a day with [`parse`].
pub fn deserialize<'de, D: Deserializer<'de>>(deserializer: D) -> Result<NaiveDate, D::Error> {
    let value = String::deserialize(deserializer)?;
    parse(&value).ok_or_else(|| D::Error::custom(format_args!("not a day: {value}")))
}

/// Returns the day after a day, or the same day at the end of the calendar.
pub fn next(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}

/// The days from `first` to `last`, inclusive.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DayRange {
    /// The first day.
    #[serde(deserialize_with = "deserialize")]
    pub first: NaiveDate,
    /// The last day.
    #[serde(deserialize_with = "deserialize")]
    pub last: NaiveDate,
}

impl DayRange {
    /// Returns whether a day is in the range.
    pub fn contains(self, day: NaiveDate) -> bool {
        self.first <= day && day <= self.last
    }

    /// Returns a day in the range, or the day of the range that is nearest to it.
    pub fn nearest(self, day: NaiveDate) -> NaiveDate {
        day.clamp(self.first, self.last)
    }

    /// Returns whether the ranges have a day in common.
    pub fn overlaps(self, other: Self) -> bool {
        self.first <= other.last && other.first <= self.last
    }
}
