//! Dates as exactly as they are known. A month never pretends to be a day.
//!
//! How they are put into words is in [`super::dates`].

use std::fmt;

use chrono::{Datelike, Days, Months, NaiveDate};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// When something happened: a local calendar day, or what is known instead of one.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum When {
    /// On this day.
    On(NaiveDate),
    /// On one of the days from the first to the second; which one is not known.
    Between(NaiveDate, NaiveDate),
    /// It went on from the first day to the second.
    During(NaiveDate, NaiveDate),
    /// On this day or earlier.
    By(NaiveDate),
    /// In this month.
    Month(Month),
    /// From this month on.
    Since(Month),
}

impl When {
    /// The earliest day it can have begun, where one is known; for `By` the day that bounds it.
    pub fn first(self) -> NaiveDate {
        match self {
            Self::On(day) | Self::By(day) | Self::Between(day, _) | Self::During(day, _) => day,
            Self::Month(month) | Self::Since(month) => month.first_day(),
        }
    }

    /// The latest day of it that is known.
    pub fn last(self) -> NaiveDate {
        match self {
            Self::On(day) | Self::By(day) | Self::Between(_, day) | Self::During(_, day) => day,
            Self::Month(month) => month.last_day(),
            Self::Since(month) => month.first_day(),
        }
    }

    /// The days it is told under: none where only a month is known.
    pub fn days(self) -> Option<[NaiveDate; 2]> {
        match self {
            Self::Month(_) | Self::Since(_) => None,
            _ => Some([self.first(), self.last()]),
        }
    }
}

/// A month of a year, written `2017-03`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct Month(NaiveDate);

impl Month {
    /// The year.
    pub fn year(self) -> i32 {
        self.0.year()
    }

    /// The month of the year, from 1.
    pub fn number(self) -> u32 {
        self.0.month()
    }

    /// Its first day.
    pub fn first_day(self) -> NaiveDate {
        self.0
    }

    /// Its last day.
    pub fn last_day(self) -> NaiveDate {
        self.0
            .checked_add_months(Months::new(1))
            .and_then(|next| next.pred_opt())
            .unwrap_or(self.0)
    }

    /// All its days, in order.
    pub fn days(self) -> impl Iterator<Item = NaiveDate> {
        let last = self.last_day();
        self.0.iter_days().take_while(move |day| *day <= last)
    }
}

impl TryFrom<String> for Month {
    type Error = String;

    fn try_from(written: String) -> Result<Self, String> {
        format!("{written}-01")
            .parse()
            .map(Self)
            .map_err(|_| format!("not a month: {written}; write it like 2017-03"))
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
            "description": "A month of a year, written 2017-03.",
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

/// The day after, or the same day at the end of the calendar.
pub fn next_day(day: NaiveDate) -> NaiveDate {
    day.checked_add_days(Days::new(1)).unwrap_or(day)
}
