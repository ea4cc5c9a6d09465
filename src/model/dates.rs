//! Dates in words, from one table of names and patterns for each language, so that the build and the
//! browser write the same and the program carries no formatting machinery.

use chrono::{Datelike, NaiveDate};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::when::{Month, When};

/// Names and patterns of dates; `{month}`, `{day}`, `{year}`, `{weekday}` are filled in.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DateWords {
    /// Twelve names, January first.
    pub months: Vec<String>,
    /// Twelve other names that readers may know them by, where a language has two; for `{month_also}`.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub months_also: Vec<String>,
    /// Seven names, Sunday first.
    pub weekdays: Vec<String>,
    /// Seven names of a letter or two, Sunday first.
    pub weekdays_short: Vec<String>,
    /// A day with weekday and year.
    pub full: String,
    /// A day without year.
    pub short: String,
    /// A day with year.
    pub dated: String,
    /// The second day of two in one month, with the year of both.
    pub day_alone_dated: String,
    /// A month with year.
    pub month_dated: String,
    /// `{first}` or `{second}`: one of two days.
    pub either: String,
    /// `{first}` to `{second}`: over these days.
    pub during: String,
    /// `{date}` or earlier.
    pub by: String,
    /// From `{date}` on.
    pub since: String,
}

/// A date as an event shows it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DateInWords {
    /// The weekday, where the day is known.
    pub weekday: Option<String>,
    /// The date itself: "June 11, 2017", "June 19 or 20, 2017", "by June 23, 2017".
    pub date: String,
    /// The value for `<time datetime>`, where one day or one month is known.
    pub machine: Option<String>,
}

impl DateWords {
    /// The day with its weekday and year: "Thursday, June 22, 2017".
    pub fn full(&self, day: NaiveDate) -> String {
        self.fill(&self.full, day)
    }

    /// The day without its year: "June 22".
    pub fn short(&self, day: NaiveDate) -> String {
        self.fill(&self.short, day)
    }

    /// The day with its year: "June 22, 2017".
    pub fn dated(&self, day: NaiveDate) -> String {
        self.fill(&self.dated, day)
    }

    /// The name of the weekday.
    pub fn weekday(&self, day: NaiveDate) -> &str {
        name(&self.weekdays, day.weekday().num_days_from_sunday())
    }

    /// A date as exactly as it is known, with its year: who lands on one event sees no other date.
    pub fn when(&self, when: When) -> DateInWords {
        let month = |month: Month| self.fill(&self.month_dated, month.first_day());
        let either = |pattern: &str, first: NaiveDate, last: NaiveDate| {
            let is_same_year = first.year() == last.year();
            let second = if is_same_year && first.month() == last.month() {
                self.fill(&self.day_alone_dated, last)
            } else {
                self.dated(last)
            };
            // One year is enough for both.
            let first = if is_same_year {
                self.short(first)
            } else {
                self.dated(first)
            };
            pattern
                .replace("{first}", &first)
                .replace("{second}", &second)
        };
        let (date, machine) = match when {
            When::On(on) => (self.dated(on), Some(on.to_string())),
            When::Between(first, last) => (either(&self.either, first, last), None),
            When::During(first, last) => (either(&self.during, first, last), None),
            When::By(by) => (self.by.replace("{date}", &self.dated(by)), None),
            When::Month(in_month) => (month(in_month), Some(in_month.to_string())),
            When::Since(from) => (self.since.replace("{date}", &month(from)), None),
        };
        let weekday = matches!(when, When::On(_)).then(|| self.weekday(when.first()).to_owned());
        DateInWords {
            weekday,
            date,
            machine,
        }
    }

    fn fill(&self, pattern: &str, day: NaiveDate) -> String {
        pattern
            .replace("{weekday}", self.weekday(day))
            .replace("{month}", name(&self.months, day.month0()))
            .replace("{month_also}", name(&self.months_also, day.month0()))
            .replace("{day}", &day.day().to_string())
            .replace("{year}", &day.year().to_string())
    }
}

/// A name from a table that validation has found complete.
fn name(table: &[String], place: u32) -> &str {
    table.get(place as usize).map_or("", String::as_str)
}
