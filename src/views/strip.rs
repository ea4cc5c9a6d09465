//! The strip: the month day by day, a mark for each side that acted, and a band where removals were
//! paused. Without the program a day links to its first event; with it any day can be chosen.
//!
//! - Wide: one row of all days. Narrow: the month's calendar, seven columns.
//! - One stop of the Tab key; arrow keys, Home and End choose another day, in reading direction.

use chrono::{Datelike, NaiveDate};
use yew::prelude::*;

#[cfg(feature = "prerender")]
use super::Doc;
#[cfg(feature = "prerender")]
use super::mark::mark;
use crate::browser;
#[cfg(feature = "prerender")]
use crate::case::standing::Pause;
#[cfg(feature = "prerender")]
use crate::outline;
use crate::outline::{Outline, STRIP};
use crate::state::{Action, State};

/// The month day by day: what a reader does there, around [`days`].
pub fn strip(state: &UseReducerHandle<State>) -> Html {
    let choose = {
        let state = state.clone();
        move |day| state.dispatch(Action::ChooseDay(day))
    };
    let onclick = {
        let (choose, is_live) = (choose.clone(), state.is_live);
        Callback::from(move |clicked: MouseEvent| {
            if let Some(day) = browser::day_at(&clicked).filter(|_| is_live) {
                clicked.prevent_default();
                choose(day);
            }
        })
    };
    let onkeydown = {
        let state = state.clone();
        Callback::from(move |pressed: KeyboardEvent| {
            let moved =
                browser::day_key(&pressed).and_then(|key| key.from(state.day, &state.outline.days));
            let next = moved
                .or_else(|| browser::pressed_day(&pressed))
                .filter(|_| state.is_live);
            if let Some(next) = next {
                pressed.prevent_default();
                choose(next);
                browser::focus_day(next);
            }
        })
    };
    let days = Html::from_html_unchecked(state.outline.body(STRIP));
    html! { <div class="strip" role="group" aria-labelledby="june-title" {onclick} {onkeydown}>{days}</div> }
}

/// The days as they are written: each a link to its first event, or plain text where it has none. Once the program
/// lives, the same element is a button that chooses the day; [`browser::follow`] makes it one.
pub fn days(outline: &Outline) -> Html {
    let offset = outline
        .days
        .first()
        .map_or(0, |day| day.weekday().num_days_from_sunday());
    html! {
        <>
            <div class="strip__heads" aria-hidden="true">{Html::from_html_unchecked(outline.body("strip-heads"))}</div>
            <ol class={format!("strip__days strip__days--from-{offset}")}>
                { for outline.days.iter().map(|shown| day(outline, *shown)) }
            </ol>
        </>
    }
}

fn day(outline: &Outline, day: NaiveDate) -> Html {
    let is_chosen = outline.opening_day == day;
    let data_day = day.to_string();
    let face = Html::from_html_unchecked(outline.body(&format!("day-{day}")));
    let inner = match outline.events_on(day).next() {
        Some(event) => html! {
            <a class="day__face" data-day={data_day} href={format!("#{}", event.id)}>{face}</a>
        },
        None => html! { <span class="day__face" data-day={data_day}>{face}</span> },
    };
    html! { <li class={classes!("day", is_chosen.then_some("day--chosen"))}>{inner}</li> }
}

/// The heads of the calendar's columns.
#[cfg(feature = "prerender")]
pub fn heads(doc: Doc<'_>) -> Html {
    doc.ui
        .dates
        .weekdays_short
        .iter()
        .map(|head| html! { <span>{head}</span> })
        .collect()
}

/// What stands in a day's place: weekday, number, marks, band, and all of it in words for those who
/// listen.
#[cfg(feature = "prerender")]
pub fn face(doc: Doc<'_>, day: NaiveDate) -> Html {
    let Doc { case, text, ui, .. } = doc;
    let weekday = ui
        .dates
        .weekdays_short
        .get(day.weekday().num_days_from_sunday() as usize);
    let is_on = |event: &&crate::case::Event| {
        event
            .when
            .days()
            .is_some_and(|[first, last]| first <= day && day <= last)
    };
    let events: Vec<_> = case.events.iter().filter(is_on).collect();
    let acts =
        |actor: &&crate::case::Actor| events.iter().any(|event| event.by.contains(&actor.id));
    let (band, paused) = match outline::pause(case, day) {
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
