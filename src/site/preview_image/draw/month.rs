//! The month as a chart of the days' actors.

use chrono::{Datelike, NaiveDate};

use super::lettering::{Type, element};
use super::{INNER, MARGIN, color, is_rtl};
use crate::content::case::{Actor, Mark};
use crate::model::status::{self, Pause};
use crate::site::context::Doc;

/// Where the marks of the days stand.
const AXIS: f32 = 438.0;
const BAND: f32 = 14.0;

/// The month: the marks of those who acted stand above their day, and the axis is thick where
/// removals were paused.
pub(super) fn strip(doc: Doc<'_>) -> String {
    let case = doc.case;
    let days: Vec<_> = case.month.days().collect();
    // Whole pixels, so that no seam shows between two days.
    let cell = (INNER / days.len() as f32).floor();
    let acted: Vec<_> = days.iter().map(|day| actors_on(doc, *day)).collect();
    let highest = acted.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let pitch = (120.0 / highest as f32).min(29.0);
    let mut strip = format!(
        "<rect x=\"{MARGIN}\" y=\"{AXIS}\" width=\"{INNER}\" height=\"2\" fill=\"{}\"/>",
        color("soft")
    );
    for (number, (day, actors)) in days.iter().zip(&acted).enumerate() {
        let from_start = cell * number as f32;
        let left = if is_rtl(doc) {
            MARGIN + INNER - from_start - cell
        } else {
            MARGIN + from_start
        };
        for (height, actor) in actors.iter().enumerate() {
            let size = pitch * 0.8;
            let top = AXIS - 3.0 - pitch * (height + 1) as f32;
            strip += &mark(actor.mark, left + (cell - size) / 2.0, top, size);
        }
        strip += &band(
            status::pause(&case.questions, &case.periods, *day),
            left,
            cell,
        );
        let (weight, color) = if actors.is_empty() {
            (400, color("soft"))
        } else {
            (700, color("ink"))
        };
        let set = Type {
            family: "Noto Sans",
            weight,
            size: 22.0,
            spacing: 0.0,
            color,
        };
        let number = day.day().to_string();
        strip += &element(set, left + cell / 2.0, AXIS + 42.0, "middle", &number);
    }
    strip
}

/// Who acted on a day, as the page's strip shows it.
fn actors_on(doc: Doc<'_>, day: NaiveDate) -> Vec<&Actor> {
    let is_on = |event: &&crate::content::case::Event| {
        let days = event.when.days();
        days.is_some_and(|[first, last]| first <= day && day <= last)
    };
    let events: Vec<_> = doc.case.events.iter().filter(is_on).collect();
    let acts = |actor: &&Actor| events.iter().any(|event| event.by.contains(&actor.id));
    doc.case.actors.iter().filter(acts).collect()
}

/// The axis of one day: two lines where removals of some were paused, full where those of all were.
fn band(pause: Pause, left: f32, cell: f32) -> String {
    let color = color("square");
    let bar = |top: f32, height: f32| {
        format!(
            "<rect x=\"{left}\" y=\"{top}\" width=\"{cell}\" height=\"{height}\" fill=\"{color}\"/>"
        )
    };
    match pause {
        Pause::None => String::new(),
        Pause::Some => bar(AXIS, 4.0) + &bar(AXIS + BAND - 4.0, 4.0),
        Pause::All => bar(AXIS, BAND),
    }
}

/// The shapes of `base.css`, in a square of 100.
fn mark(mark: Mark, left: f32, top: f32, size: f32) -> String {
    let (name, path) = match mark {
        Mark::Triangle => ("triangle", "M50 0 100 100H0Z"),
        Mark::Square => ("square", "M0 0H100V100H0Z"),
        Mark::Circle => ("circle", "M50 0A50 50 0 0 1 50 100A50 50 0 0 1 50 0Z"),
        Mark::Cross => ("cross", "M35 0H65V35H100V65H65V100H35V65H0V35H35Z"),
        Mark::Diamond => ("diamond", "M50 0 100 50 50 100 0 50Z"),
        Mark::Half => ("half", "M22 0H28A50 50 0 0 1 28 100H22Z"),
        Mark::Star => (
            "star",
            "M50 0 62 36H100L69 58 81 95 50 72 19 95 31 58 0 36H38Z",
        ),
    };
    format!(
        "<path d=\"{path}\" fill=\"{}\" transform=\"translate({left} {top}) scale({})\"/>",
        color(name),
        size / 100.0
    )
}
