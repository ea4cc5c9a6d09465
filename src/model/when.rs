//! Dates as exactly as they are known. A month is never shown as a day, which would claim more than the sources say.
//!
//! [`super::dates`] formats them.

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// When something happened: a local calendar day, or a less exact date.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// On this day.
    On(NaiveDate),
    /// On one unknown day from the first day to the second, inclusive.
    Between(NaiveDate, NaiveDate),
    /// From the first day to the second, inclusive.
    During(NaiveDate, NaiveDate),
    /// On this day or earlier.
    By(NaiveDate),
    /// In this month.
    Month(Month),
    /// From this month on.
    Since(Month),
}

impl When {
    /// Returns the earliest possible day; for `By`, the latest, because no earlier limit is known.
    pub fn first(self) -> NaiveDate {
        match self {
            Self::On(day) | Self::By(day) | Self::Between(day, _) | Self::During(day, _) => day,
            Self::Month(month) | Self::Since(month) => month.first_day(),
        }
    }

    /// Returns the latest possible day; for `Since`, the first day of the month, because no later limit is known.
    pub fn last(self) -> NaiveDate {
        match self {
            Self::On(day) | Self::By(day) | Self::Between(_, day) | Self::During(_, day) => day,
            Self::Month(month) => month.last_day(),
            Self::Since(month) => month.first_day(),
        }
    }

    /// Returns the first and the last possible day, or `None` if only a month is known.
    pub fn days(self) -> Option<[NaiveDate; 2]> {
        match self {
            Self::Month(_) | Self::Since(_) => None,
            _ => Some([self.first(), self.last()]),
        }
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

    /// Returns all days, in order.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        let last = self.last_day();
        self.0.iter_days().take_while(move |day| *day <= last)
    }
}

impl TryFrom<String> for Month {
    type Error = String;

    fn try_from(value: String) -> Result<Self, String> {
        format!("{value}-01")
            .parse()
            .map(Self)
            .map_err(|_| format!("not a month: {value}; write it like 2017-03"))
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
            "pattern": "^[0-9]{4}-(0[1-9]|1[0-2])$",
        })
    }
}

impl fmt::Display for Month {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:04}-{:02}", self.year(), self.number())
    }
}

/// Returns the day after a day, or the same day at the end of the calendar.
pub fn next_day(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}
