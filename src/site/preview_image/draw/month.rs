//! The chart of the month: the actors of each day, and the band of paused removals.

use chrono::{Datelike, NaiveDate};

use super::lettering::{Type, element};
use super::{INNER, MARGIN, color, is_rtl};
use crate::content::case::{Actor, Icon};
use crate::model::status::{self, Pause};
use crate::site::context::PageContext;

/// The y coordinate of the axis, in pixels; icons are above it.
const AXIS: f32 = 438.0;
/// The height of the band, in pixels.
const BAND: f32 = 14.0;

/// The chart as SVG: above each day the icons of its actors, and below them the axis, with a band on days on which
/// removals were paused.
pub(super) fn chart(context: PageContext<'_>) -> String {
    let case = context.case;
    let days: Vec<_> = case.month.days().collect();
    // Whole pixels, so that there is no visible gap between the bands of two days.
    let cell = (INNER / days.len() as f32).floor();
    let acted: Vec<_> = days.iter().map(|day| actors_on(context, *day)).collect();
    let highest = acted.iter().map(Vec::len).max().unwrap_or(0).max(1);
    let pitch = (120.0 / highest as f32).min(29.0);
    let mut chart = format!(
        "<rect x=\"{MARGIN}\" y=\"{AXIS}\" width=\"{INNER}\" height=\"2\" fill=\"{}\"/>",
        color("soft")
    );
    for (number, (day, actors)) in days.iter().zip(&acted).enumerate() {
        let from_start = cell * number as f32;
        let left = if is_rtl(context) {
            MARGIN + INNER - from_start - cell
        } else {
            MARGIN + from_start
        };
        for (height, actor) in actors.iter().enumerate() {
            let size = pitch * 0.8;
            let top = AXIS - 3.0 - pitch * (height + 1) as f32;
            chart += &icon(actor.icon, left + (cell - size) / 2.0, top, size);
        }
        chart += &band(
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
        chart += &element(set, left + cell / 2.0, AXIS + 42.0, "middle", &number);
    }
    chart
}

/// The actors of a day, as in the chart of the page.
fn actors_on(context: PageContext<'_>, day: NaiveDate) -> Vec<&Actor> {
    let all = context.case.events.iter();
    let events: Vec<_> = all.filter(|event| event.when.includes(day)).collect();
    let acts = |actor: &&Actor| events.iter().any(|event| event.by.contains(&actor.id));
    context.case.actors.iter().filter(acts).collect()
}

/// The band of one day: two lines if some removals were paused, filled if all were, empty if none was.
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

/// An icon, with the same shapes as in `base.css`, scaled from a square of 100 units.
fn icon(icon: Icon, left: f32, top: f32, size: f32) -> String {
    let (name, path) = match icon {
        Icon::Triangle => ("triangle", "M50 0 100 100H0Z"),
        Icon::Square => ("square", "M0 0H100V100H0Z"),
        Icon::Circle => ("circle", "M50 0A50 50 0 0 1 50 100A50 50 0 0 1 50 0Z"),
        Icon::Cross => ("cross", "M35 0H65V35H100V65H65V100H35V65H0V35H35Z"),
        Icon::Diamond => ("diamond", "M50 0 100 50 50 100 0 50Z"),
        Icon::Half => ("half", "M22 0H28A50 50 0 0 1 28 100H22Z"),
        Icon::Star => (
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
