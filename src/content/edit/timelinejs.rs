//! Reads the slides of a TimelineJS timeline, from its JSON
//! (<https://timeline.knightlab.com/docs/json-format.html>) or from its spreadsheet as CSV
//! (<https://timeline.knightlab.com/docs/using-spreadsheets.html>).

use std::fmt;

use serde_json::Value;

use crate::content::case::{Month, PartialDate, Year};
use crate::content::spreadsheet::{Row, Table};

/// A timeline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Timeline {
    /// The slides that have a date.
    pub slides: Vec<Slide>,
    /// What is no event: the title and the eras, in words.
    pub left_out: Vec<String>,
}

/// A slide.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Slide {
    /// Where it is in the file: "slide 3" or "row 5".
    pub location: String,
    /// The id that the timeline gives it.
    pub id: String,
    /// The headline, as HTML.
    pub headline: String,
    /// The text, as HTML.
    pub text: String,
    /// The first or only date.
    pub start: Option<PartialDate>,
    /// The last date, if it is a period.
    pub end: Option<PartialDate>,
    /// The date in words, which TimelineJS shows instead of the date.
    pub display_date: String,
    /// The name of the group.
    pub group: String,
    /// What an event cannot hold, each with its name: "media https://…".
    pub left_out: Vec<String>,
}

/// An error in a timeline: where, which field, what is wrong and what to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SlideError {
    location: String,
    field: String,
    message: String,
}

impl fmt::Display for SlideError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for part in [&self.location, &self.field]
            .into_iter()
            .filter(|part| !part.is_empty())
        {
            write!(f, "{part}: ")?;
        }
        f.write_str(&self.message)
    }
}

/// Returns an error about a whole file.
fn file_error(message: impl Into<String>) -> Vec<SlideError> {
    vec![SlideError {
        location: String::new(),
        field: String::new(),
        message: message.into(),
    }]
}

/// Reads a timeline.
///
/// # Errors
/// Returns all errors of the file.
pub fn read(bytes: &[u8]) -> Result<Timeline, Vec<SlideError>> {
    let text = String::from_utf8_lossy(bytes);
    let text = text.trim_start_matches('\u{feff}').trim_start();
    if text.starts_with(['{', '[']) {
        read_json(text)
    } else {
        read_csv(bytes)
    }
}

/// The parts of a date, as they are written.
#[derive(Clone, Debug, Default)]
struct DateParts {
    year: String,
    month: String,
    day: String,
    /// The names of the parts for error messages.
    names: [String; 3],
}

impl DateParts {
    /// Returns the date, as exactly as it is given; `None` if there is none.
    fn date(&self) -> Result<Option<PartialDate>, (String, String)> {
        let [year_name, month_name, day_name] = &self.names;
        let number = |name: &String, text: &str, [least, most]: [i64; 2], what: &str| {
            // TimelineJS accepts "1,815".
            let digits: String = text.chars().filter(|c| !matches!(c, ',' | ' ')).collect();
            let number = digits.parse::<i64>().ok();
            number
                .filter(|number| (least..=most).contains(number))
                .ok_or_else(|| {
                    (
                        name.clone(),
                        format!("\"{text}\" is not a {what}; write {least} to {most}"),
                    )
                })
        };
        if self.year.is_empty() {
            return match [&self.month, &self.day].iter().any(|part| !part.is_empty()) {
                true => Err((
                    year_name.clone(),
                    "a month or day without a year; add the year".to_owned(),
                )),
                false => Ok(None),
            };
        }
        let year = number(
            year_name,
            &self.year,
            [1, 9999],
            "year that a case can tell",
        )?;
        let invalid = |error: String| (year_name.clone(), error);
        if self.month.is_empty() {
            if !self.day.is_empty() {
                return Err((
                    day_name.clone(),
                    "a day without a month; add the month".to_owned(),
                ));
            }
            let year = Year::try_from(format!("{year:04}")).map_err(invalid)?;
            return Ok(Some(PartialDate::Year(year)));
        }
        let month = number(month_name, &self.month, [1, 12], "month")?;
        if self.day.is_empty() {
            let month = Month::try_from(format!("{year:04}-{month:02}")).map_err(invalid)?;
            return Ok(Some(PartialDate::Month(month)));
        }
        let day = number(day_name, &self.day, [1, 31], "day")?;
        let day = format!("{year:04}-{month:02}-{day:02}")
            .parse()
            .map_err(|_| {
                (
                    day_name.clone(),
                    format!("{year}-{month}-{day} is not a day of the calendar; correct it"),
                )
            })?;
        Ok(Some(PartialDate::Day(day)))
    }
}

impl Slide {
    /// Sets the dates, and reports those that are missing, wrong or reversed.
    fn set_dates(&mut self, [start, end]: [DateParts; 2], errors: &mut Vec<SlideError>) {
        let mut error = |field: String, message: String| {
            errors.push(SlideError {
                location: format!("{} \"{}\"", self.location, self.headline),
                field,
                message,
            });
        };
        let names = [start.names[0].clone(), end.names[0].clone()];
        let mut read = |parts: DateParts| {
            parts.date().unwrap_or_else(|(field, message)| {
                error(field, message);
                None
            })
        };
        let has_start = !start.year.is_empty() || !start.month.is_empty() || !start.day.is_empty();
        [self.start, self.end] = [start, end].map(&mut read);
        let [first_name, last_name] = names;
        match (self.start, self.end) {
            (None, _) if !has_start => {
                error(
                    first_name,
                    "the date is missing; every event needs a year".to_owned(),
                );
            }
            (Some(start), Some(end)) if start == end => self.end = None,
            (Some(start), Some(end)) if start.first_day() > end.last_day() => {
                error(
                    last_name,
                    format!("{end} is before {start}; put the earlier date first"),
                );
            }
            _ => {}
        }
    }

    /// Notes what an event cannot hold.
    fn leave_out(&mut self, name: &str, value: &str) {
        let value = value.trim();
        if !value.is_empty() {
            self.left_out.push(format!("{name} {value}"));
        }
    }
}

/// Returns a string, or a number as a string; empty if there is neither.
fn text(value: &Value) -> String {
    match value {
        Value::String(text) => text.trim().to_owned(),
        Value::Number(number) => number.to_string(),
        _ => String::new(),
    }
}

fn read_json(json: &str) -> Result<Timeline, Vec<SlideError>> {
    let root: Value = serde_json::from_str(json)
        .map_err(|error| file_error(format!("not JSON ({error}); correct it there")))?;
    if root
        .get("timeline")
        .is_some_and(|timeline| timeline.get("date").is_some())
    {
        return Err(file_error(
            "this is the format of TimelineJS before version 3 (\"timeline\", \"date\"); copy the events into TimelineJS's present spreadsheet, and import that as CSV",
        ));
    }
    if root["scale"] == "cosmological" {
        return Err(file_error(
            "its \"scale\" is cosmological, and a case tells the years 1 to 9999",
        ));
    }
    let Some(events) = root["events"].as_array() else {
        return Err(file_error(
            "there is no list \"events\"; this is not the JSON of a TimelineJS timeline",
        ));
    };
    let mut timeline = Timeline::default();
    if let Some(title) = root.get("title").filter(|title| title.is_object()) {
        timeline.left_out.push(not_an_event(
            "the title slide",
            &text(&title["text"]["headline"]),
            &text(&title["text"]["text"]),
        ));
    }
    for era in root["eras"].as_array().into_iter().flatten() {
        let years = [&era["start_date"]["year"], &era["end_date"]["year"]].map(text);
        timeline.left_out.push(not_an_event(
            "the era",
            &text(&era["text"]["headline"]),
            &years.join(" to "),
        ));
    }
    let mut errors = Vec::new();
    for (index, event) in events.iter().enumerate() {
        let location = format!("slide {}", index + 1);
        if event.is_object() {
            timeline
                .slides
                .push(json_slide(location, event, &mut errors));
        } else {
            errors.push(SlideError {
                location,
                field: String::new(),
                message: "not a slide; write fields with their names, in { }".to_owned(),
            });
        }
    }
    if errors.is_empty() {
        Ok(timeline)
    } else {
        Err(errors)
    }
}

/// Returns the words for a part of a timeline that becomes no event.
fn not_an_event(kind: &str, headline: &str, text: &str) -> String {
    let text = super::html::read(text).line();
    let headline = super::html::read(headline).line();
    format!("{kind} \"{headline}\": {text}")
}

fn json_slide(location: String, event: &Value, errors: &mut Vec<SlideError>) -> Slide {
    let mut slide = Slide {
        location,
        id: text(&event["unique_id"]),
        headline: text(&event["text"]["headline"]),
        text: text(&event["text"]["text"]),
        display_date: text(&event["display_date"]),
        group: text(&event["group"]),
        ..Slide::default()
    };
    let parts = ["start_date", "end_date"].map(|name| {
        let date = &event[name];
        DateParts {
            year: text(&date["year"]),
            month: text(&date["month"]),
            day: text(&date["day"]),
            names: ["year", "month", "day"].map(|part| format!("{name}.{part}")),
        }
    });
    slide.set_dates(parts, errors);
    for name in ["start_date", "end_date"] {
        let time = ["hour", "minute", "second", "millisecond"].map(|part| text(&event[name][part]));
        let time: Vec<_> = time.into_iter().filter(|part| !part.is_empty()).collect();
        slide.leave_out(&format!("the time of {name}"), &time.join(":"));
        for (part, value) in event[name].as_object().into_iter().flatten() {
            let is_known = [
                "year",
                "month",
                "day",
                "hour",
                "minute",
                "second",
                "millisecond",
            ]
            .contains(&&**part);
            if !is_known {
                slide.leave_out(&format!("{name}.{part}"), &text(value));
            }
        }
    }
    for (name, value) in event.as_object().into_iter().flatten() {
        match (name.as_str(), value) {
            (
                "unique_id" | "text" | "display_date" | "group" | "start_date" | "end_date"
                | "autolink",
                _,
            ) => {}
            ("media" | "background", Value::Object(parts)) => {
                for (part, value) in parts {
                    slide.leave_out(&format!("{name}.{part}"), &text(value));
                }
            }
            (_, Value::Object(_) | Value::Array(_) | Value::Bool(_)) => {
                slide.leave_out(name, &value.to_string())
            }
            _ => slide.leave_out(name, &text(value)),
        }
    }
    slide
}

/// The columns of TimelineJS's spreadsheet that become parts of an event.
const COLUMNS: [&str; 11] = [
    "Year",
    "Month",
    "Day",
    "End Year",
    "End Month",
    "End Day",
    "Display Date",
    "Headline",
    "Text",
    "Type",
    "Group",
];

fn read_csv(bytes: &[u8]) -> Result<Timeline, Vec<SlideError>> {
    let table = Table::read(bytes).map_err(file_error)?;
    if table.has("Start Date") {
        return Err(file_error(
            "this is the spreadsheet of TimelineJS before version 3 (\"Start Date\"); copy its rows into the present spreadsheet",
        ));
    }
    let missing: Vec<_> = ["Year", "Headline"]
        .into_iter()
        .filter(|name| !table.has(name))
        .collect();
    if !missing.is_empty() {
        return Err(file_error(format!(
            "the first row has no column \"{}\"; leave the names of TimelineJS's columns as they are",
            missing.join("\" and no column \"")
        )));
    }
    let mut timeline = Timeline::default();
    let mut errors = Vec::new();
    for row in &table.rows {
        let cell = |name: &str| table.cell(row, name).trim();
        if table.columns().all(|name| cell(name).is_empty()) {
            continue;
        }
        match cell("Type") {
            "title" => timeline.left_out.push(not_an_event(
                "the title slide",
                cell("Headline"),
                cell("Text"),
            )),
            "era" => {
                let years = [cell("Year"), cell("End Year")].join(" to ");
                timeline
                    .left_out
                    .push(not_an_event("the era", cell("Headline"), &years));
            }
            _ => timeline.slides.push(csv_slide(&table, row, &mut errors)),
        }
    }
    if errors.is_empty() {
        Ok(timeline)
    } else {
        Err(errors)
    }
}

fn csv_slide(table: &Table, row: &Row, errors: &mut Vec<SlideError>) -> Slide {
    let cell = |name: &str| table.cell(row, name).trim().to_owned();
    let mut slide = Slide {
        location: format!("row {}", row.number),
        headline: cell("Headline"),
        text: cell("Text"),
        display_date: cell("Display Date"),
        group: cell("Group"),
        ..Slide::default()
    };
    let parts = ["", "End "].map(|prefix| {
        let names = ["Year", "Month", "Day"].map(|part| format!("{prefix}{part}"));
        DateParts {
            year: cell(&names[0]),
            month: cell(&names[1]),
            day: cell(&names[2]),
            names: names.map(|name| format!("\"{name}\"")),
        }
    });
    slide.set_dates(parts, errors);
    slide.leave_out("Type", &cell("Type"));
    for name in table.columns().filter(|name| !COLUMNS.contains(name)) {
        slide.leave_out(name, table.cell(row, name));
    }
    slide
}
