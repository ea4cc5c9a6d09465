//! Dates as exactly as they are known. A month is never shown as a day, which would claim more than the sources say.
//!
//! [`super::dates`] formats them.

use std::fmt;

use chrono::{Datelike, Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::day::{self, DayRange};

/// The regular expression of a [`Year`] in the JSON schemas.
pub const YEAR_PATTERN: &str = "^[0-9]{4}$";
/// The regular expression of a [`Month`] in the JSON schemas.
pub const MONTH_PATTERN: &str = "^[0-9]{4}-(0[1-9]|1[0-2])$";

/// When something happened: a local calendar day, or a less exact date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// On this day.
    On(NaiveDate),
    /// On one unknown day from the first day to the second, inclusive.
    Between(NaiveDate, NaiveDate),
    /// From the first day, month or year to the second, inclusive.
    During(PartialDate, PartialDate),
    /// On this day or earlier.
    By(NaiveDate),
    /// In this month.
    Month(Month),
    /// In this year.
    Year(Year),
    /// From this month on.
    Since(Month),
}

impl When {
    /// Returns the earliest possible day; for `By`, the latest, because no earlier limit is known.
    pub fn first(self) -> NaiveDate {
        match self {
            Self::On(day) | Self::By(day) | Self::Between(day, _) => day,
            Self::During(first, _) => first.first_day(),
            Self::Month(month) | Self::Since(month) => month.first_day(),
            Self::Year(year) => year.first_day(),
        }
    }

    /// Returns the latest possible day; for `Since`, the first day of the month, because no later limit is known.
    pub fn last(self) -> NaiveDate {
        match self {
            Self::On(day) | Self::By(day) | Self::Between(_, day) => day,
            Self::During(_, last) => last.last_day(),
            Self::Month(month) => month.last_day(),
            Self::Year(year) => year.last_day(),
            Self::Since(month) => month.first_day(),
        }
    }

    /// Returns whether [`When::days`] contains a day.
    pub fn includes(self, day: NaiveDate) -> bool {
        self.days().is_some_and(|days| days.contains(day))
    }

    /// Returns the days on which the event is shown; `None` if an end is known to the month or year only. For `By` it is
    /// the latest day, because no earlier limit is known.
    pub fn days(self) -> Option<DayRange> {
        match self {
            Self::Month(_) | Self::Since(_) | Self::Year(_) => None,
            Self::During(PartialDate::Day(first), PartialDate::Day(last)) => {
                Some(DayRange { first, last })
            }
            Self::During(..) => None,
            Self::On(_) | Self::Between(..) | Self::By(_) => Some(DayRange {
                first: self.first(),
                last: self.last(),
            }),
        }
    }
}

/// The beginning or the end of a period, as exactly as it is known: `2017-06-11`, `2017-06` or `2017`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub enum PartialDate {
    /// A day.
    Day(NaiveDate),
    /// A month of a year.
    Month(Month),
    /// A year.
    Year(Year),
}

impl PartialDate {
    /// Returns the earliest possible day.
    pub fn first_day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Month(month) => month.first_day(),
            Self::Year(year) => year.first_day(),
        }
    }

    /// Returns the latest possible day.
    pub fn last_day(self) -> NaiveDate {
        match self {
            Self::Day(day) => day,
            Self::Month(month) => month.last_day(),
            Self::Year(year) => year.last_day(),
        }
    }
}

impl TryFrom<String> for PartialDate {
    type Error = String;

    fn try_from(value: String) -> Result<Self, String> {
        let day = day::parse(&value).map(Self::Day);
        day.or_else(|| Month::try_from(value.clone()).map(Self::Month).ok())
            .or_else(|| Year::try_from(value.clone()).map(Self::Year).ok())
            .ok_or_else(|| {
                format!("not a date: {value}; write it like 2017-03-05, 2017-03 or 2017")
            })
    }
}

impl From<PartialDate> for String {
    fn from(date: PartialDate) -> Self {
        date.to_string()
    }
}

impl JsonSchema for PartialDate {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "PartialDate".into()
    }

    fn json_schema(generator: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A day, a month or a year, in the format 2017-03-05, 2017-03 or 2017.",
            "anyOf": [
                { "type": "string", "format": "date" },
                generator.subschema_for::<Month>(),
                generator.subschema_for::<Year>(),
            ],
        })
    }
}

impl fmt::Display for PartialDate {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Day(day) => day.fmt(f),
            Self::Month(month) => month.fmt(f),
            Self::Year(year) => year.fmt(f),
        }
    }
}

/// A year from 1 to 9999, in the format `2017`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Year(Month);

impl Year {
    /// Returns the number of the year.
    pub fn number(self) -> i32 {
        self.0.year()
    }

    /// Returns January 1.
    pub fn first_day(self) -> NaiveDate {
        self.0.first_day()
    }

    /// Returns December 31.
    pub fn last_day(self) -> NaiveDate {
        let first = self.first_day();
        first
            .with_month(12)
            .map_or(first, |december| Month(december).last_day())
    }
}

impl TryFrom<String> for Year {
    type Error = String;

    fn try_from(value: String) -> Result<Self, String> {
        let is_year = value.len() == 4 && value.bytes().all(|byte| byte.is_ascii_digit());
        let january = is_year.then(|| Month::try_from(format!("{value}-01")).ok());
        let january = january.flatten().filter(|month| month.year() > 0);
        january
            .map(Self)
            .ok_or_else(|| format!("not a year: {value}; write it like 2017"))
    }
}

impl From<Year> for String {
    fn from(year: Year) -> Self {
        year.to_string()
    }
}

impl JsonSchema for Year {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Year".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A year, in the format 2017.",
            "type": "string",
            "pattern": YEAR_PATTERN,
        })
    }
}

impl fmt::Display for Year {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}", self.number())
    }
}

/// A month of a year, in the format `2017-03`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month(NaiveDate);

impl Month {
    /// Returns the year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// Returns the number of the month, from 1 to 12.
    pub fn number(self) -> u32 {
        self.0.month()
    }

    /// Returns the first day.
    pub fn first_day(self) -> NaiveDate {
        self.0
    }

    /// Returns the last day.
    pub fn last_day(self) -> NaiveDate {
        self.0
            .checked_add_months(Months::new(1))
            .and_then(|next| next.pred_opt())
            .unwrap_or(self.0)
    }

    /// Returns the range of its days.
    pub fn range(self) -> DayRange {
        DayRange {
            first: self.first_day(),
            last: self.last_day(),
        }
    }

    /// Returns all days, in order.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        let last = self.last_day();
        self.0.iter_days().take_while(move |day| *day <= last)
    }
}

impl TryFrom<String> for Month {
    type Error = String;

    fn try_from(value: String) -> Result<Self, String> {
        day::parse(&format!("{value}-01"))
            .map(Self)
            .ok_or_else(|| format!("not a month: {value}; write it like 2017-03"))
    }
}

impl From<Month> for String {
    fn from(month: Month) -> Self {
        month.to_string()
    }
}

impl JsonSchema for Month {
    fn schema_name() -> std::borrow::Cow<'static, str> {
        "Month".into()
    }

    fn json_schema(_: &mut schemars::SchemaGenerator) -> schemars::Schema {
        schemars::json_schema!({
            "description": "A month of a year, in the format 2017-03.",
            "type": "string",
            "pattern": MONTH_PATTERN,
        })
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}
