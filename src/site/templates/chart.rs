//! The month day by day: an icon for each side that acted, and a band where removals were paused. Without the app a day
//! links to its first event; [`crate::client::components::chart`] makes the days buttons.

use chrono::{Datelike, NaiveDate};
use yew::prelude::*;

use super::icon::mark;
use crate::model::status::{self, Pause};
use crate::site::context::Doc;

/// The days: each a link to its first event, or plain text where it has none. Once the app has hydrated the page, the
/// same element is a button that chooses the day.
pub fn days(doc: Doc<'_>) -> Html {
    let offset = doc.case.month.first_day().weekday().num_days_from_sunday();
    html! {
        <>
            <div class="strip__heads" aria-hidden="true">{heads(doc)}</div>
            <ol class={format!("strip__days strip__days--from-{offset}")}>
                { for doc.case.month.days().map(|shown| day(doc, shown)) }
            </ol>
        </>
    }
}

fn day(doc: Doc<'_>, day: NaiveDate) -> Html {
    let is_chosen = doc.case.opening_day == day;
    let data_day = day.to_string();
    let is_on = |event: &&crate::content::case::Event| {
        event
            .when
            .days()
            .is_some_and(|[first, last]| first <= day && day <= last)
    };
    let inner = match doc.case.events.iter().find(is_on) {
        Some(event) => html! {
            <a class="day__face" data-day={data_day} href={format!("#{}", event.id)}>{face(doc, day)}</a>
        },
        None => html! { <span class="day__face" data-day={data_day}>{face(doc, day)}</span> },
    };
    html! { <li class={classes!("day", is_chosen.then_some("day--chosen"))}>{inner}</li> }
}

/// The heads of the calendar's columns.
fn heads(doc: Doc<'_>) -> Html {
    doc.ui
        .dates
        .weekdays_short
        .iter()
        .map(|head| html! { <span>{head}</span> })
        .collect()
}

/// What stands in a day's place: weekday, number, marks, band, and all of it in words for those who
/// listen.
fn face(doc: Doc<'_>, day: NaiveDate) -> Html {
    let Doc { case, text, ui, .. } = doc;
    let weekday = ui
        .dates
        .weekdays_short
        .get(day.weekday().num_days_from_sunday() as usize);
    let is_on = |event: &&crate::content::case::Event| {
        event
            .when
            .days()
            .is_some_and(|[first, last]| first <= day && day <= last)
    };
    let events: Vec<_> = case.events.iter().filter(is_on).collect();
    let acts = |actor: &&crate::content::case::Actor| {
        events.iter().any(|event| event.by.contains(&actor.id))
    };
    let (band, paused) = match status::pause(&case.questions, &case.periods, day) {
        Pause::None => (None, None),
        Pause::Some => (
            Some("day__band band--some"),
            Some(ui.live.paused_some.clone()),
        ),
        Pause::All => (
            Some("day__band band--all"),
            Some(ui.live.paused_all.clone()),
        ),
    };
    let headlines = events
        .iter()
        .filter_map(|event| text.events.get(&event.id))
        .map(|told| told.headline.clone());
    let spoken: Vec<_> = std::iter::once(ui.dates.short(day))
        .chain(paused)
        .chain(headlines)
        .collect();
    html! {
        <>
            <span class="day__weekday" aria-hidden="true">{weekday}</span>
            <span class={classes!("day__number", events.is_empty().then_some("day__number--quiet"))} aria-hidden="true">{day.day()}</span>
            <span class="day__marks">{ for case.actors.iter().filter(acts).map(|actor| mark(actor.mark)) }</span>
            { for band.map(|band| html! { <i class={band} /> }) }
            <span class="vh">{spoken.join(". ")}</span>
        </>
    }
}
