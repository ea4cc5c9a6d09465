//! The content of the chart's days: an icon for each actor, and a band if removals were paused.
//! [`crate::client::components::chart`] renders the days around it.

use chrono::{Datelike, NaiveDate};
use yew::prelude::*;

use super::icon::icon;
use crate::model::status::{self, Pause};
use crate::site::context::PageContext;

/// The weekdays above the columns of the calendar.
pub fn weekdays(context: PageContext<'_>) -> Html {
    context
        .strings
        .dates
        .weekdays_short
        .iter()
        .map(|weekday| html! { <span>{weekday}</span> })
        .collect()
}

/// The content of a day: weekday, number, icons and band, and the same as hidden text for screen-reader users.
pub fn day(context: PageContext<'_>, day: NaiveDate) -> Html {
    let PageContext {
        case,
        text,
        strings,
        ..
    } = context;
    let weekday = strings
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
            Some(strings.client.paused_some.clone()),
        ),
        Pause::All => (
            Some("day__band band--all"),
            Some(strings.client.paused_all.clone()),
        ),
    };
    let headlines = events
        .iter()
        .filter_map(|event| text.events.get(&event.id))
        .map(|event_text| event_text.headline.clone());
    let hidden_text: Vec<_> = std::iter::once(strings.dates.short(day))
        .chain(paused)
        .chain(headlines)
        .collect();
    html! {
        <>
            <span class="day__weekday" aria-hidden="true">{weekday}</span>
            <span class={classes!("day__number", events.is_empty().then_some("day__number--quiet"))} aria-hidden="true">{day.day()}</span>
            <span class="day__icons">{ for case.actors.iter().filter(acts).map(|actor| icon(actor.icon)) }</span>
            { for band.map(|band| html! { <i class={band} /> }) }
            <span class="vh">{hidden_text.join(". ")}</span>
        </>
    }
}
