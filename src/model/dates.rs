//! Formats dates with a table of names and patterns for each language.
//!
//! The build and the browser thus produce the same text, and the app needs no localization library.

use chrono::{Datelike, NaiveDate};

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::when::{Month, PartialDate, When};

/// Names and patterns for dates. The placeholders `{month}`, `{month_also}`, `{day}`, `{year}` and `{weekday}` are
/// replaced.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct DateStrings {
    /// The twelve names of the months, January first.
    pub months: Vec<String>,
    /// Twelve alternative names of the months, for `{month_also}`; empty if the language has none.
    #[serde(default)]
    pub months_also: Vec<String>,
    /// The seven names of the weekdays, Sunday first.
    pub weekdays: Vec<String>,
    /// Seven abbreviations of one or two letters, Sunday first.
    pub weekdays_short: Vec<String>,
    /// A day with weekday and year.
    pub full: String,
    /// A day without a year.
    pub short: String,
    /// A day with a year.
    pub dated: String,
    /// The second of two days in the same month, with the year.
    pub day_alone_dated: String,
    /// A month with a year.
    pub month_dated: String,
    /// `{first}` or `{second}`: on one of these days.
    pub either: String,
    /// `{first}` to `{second}`: during these days.
    pub during: String,
    /// `{date}` or earlier.
    pub by: String,
    /// From `{date}` on.
    pub since: String,
}

/// A formatted date of an event.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormattedDate {
    /// The weekday, if the day is known.
    pub weekday: Option<String>,
    /// The date itself: "June 11, 2017", "June 19 or 20, 2017", "by June 23, 2017".
    pub date: String,
    /// The value for `<time datetime>`, if one day, month or year is known: "2017-06-11", "2017-03", "2017".
    pub machine: Option<String>,
}

impl DateStrings {
    /// Returns a day with its weekday and year: "Thursday, June 22, 2017".
    pub fn full(&self, day: NaiveDate) -> String {
        self.fill(&self.full, day)
    }

    /// Returns a day without its year: "June 22".
    pub fn short(&self, day: NaiveDate) -> String {
        self.fill(&self.short, day)
    }

    /// Returns a day with its year: "June 22, 2017".
    pub fn dated(&self, day: NaiveDate) -> String {
        self.fill(&self.dated, day)
    }

    /// Returns the name of the weekday of a day.
    pub fn weekday(&self, day: NaiveDate) -> &str {
        name(&self.weekdays, day.weekday().num_days_from_sunday())
    }

    /// Formats a date as exactly as it is known. It has a year even in a list of one year, because a link can lead to a
    /// single event.
    pub fn when(&self, when: When) -> FormattedDate {
        let month = |month: Month| self.fill(&self.month_dated, month.first_day());
        let either = |pattern: &str, first: NaiveDate, last: NaiveDate| {
            let is_same_year = first.year() == last.year();
            let second = if is_same_year && first.month() == last.month() {
                self.fill(&self.day_alone_dated, last)
            } else {
                self.dated(last)
            };
            // If the years are equal, only the second day has one.
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
            When::During(PartialDate::Day(first), PartialDate::Day(last)) => {
                (either(&self.during, first, last), None)
            }
            When::During(first, last) => (self.interval(first, last), None),
            When::By(by) => (self.by.replace("{date}", &self.dated(by)), None),
            When::Month(in_month) => (month(in_month), Some(in_month.to_string())),
            When::Year(year) => (year.number().to_string(), Some(year.to_string())),
            When::Since(from) => (self.since.replace("{date}", &month(from)), None),
        };
        let weekday = matches!(when, When::On(_)).then(|| self.weekday(when.first()).to_owned());
        FormattedDate {
            weekday,
            date,
            machine,
        }
    }

    /// Formats a period of which at least one end is known to the month or the year only: "March 2017 – May 2018",
    /// "1914–1918". CLDR joins the ends with a dash in every language, with spaces around it where an end is more than
    /// one word.
    fn interval(&self, first: PartialDate, last: PartialDate) -> String {
        let end = |date| match date {
            PartialDate::Day(day) => self.dated(day),
            PartialDate::Month(month) => self.fill(&self.month_dated, month.first_day()),
            PartialDate::Year(year) => year.number().to_string(),
        };
        let are_years = matches!((first, last), (PartialDate::Year(_), PartialDate::Year(_)));
        [end(first), end(last)].join(if are_years { "–" } else { " – " })
    }

    /// Replaces the placeholders in a pattern.
    fn fill(&self, pattern: &str, day: NaiveDate) -> String {
        pattern
            .replace("{weekday}", self.weekday(day))
            .replace("{month}", name(&self.months, day.month0()))
            .replace("{month_also}", name(&self.months_also, day.month0()))
            .replace("{day}", &day.day().to_string())
            .replace("{year}", &day.year().to_string())
    }
}

/// Returns a name from a table; empty if the table lacks it, which validation rules out for required tables.
fn name(table: &[String], index: u32) -> &str {
    table.get(index as usize).map_or("", String::as_str)
}
