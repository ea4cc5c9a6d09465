//! The static content of the chart: the actors at the heads of its rows, the days with an icon for each event, and the
//! bars that show what held. [`crate::client::components::chart`] renders the days around it.

use chrono::{Datelike, NaiveDate};
use yew::prelude::*;

use super::icon::{hollow_icon, icon};
use crate::content::case::{Actor, Event, Question, key};
use crate::model::status::{self, Pause, Verdict};
use crate::model::when::{PartialDate, When};
use crate::site::context::PageContext;

/// The actors of the rows: those that act in the chart's month.
fn actors_of_month(context: PageContext<'_>) -> impl Iterator<Item = &Actor> {
    let (case, month) = (context.case, context.case.month);
    let is_in_month = move |event: &&Event| {
        let days = event.when.days();
        days.is_some_and(|days| days.overlaps(month.range()))
    };
    case.actors.iter().filter(move |actor| {
        let mut events = case.events.iter().filter(is_in_month);
        events.any(|event| event.by.contains(&actor.id))
    })
}

/// The custom properties of the chart for style sheets: how many rows it has.
pub fn custom_properties(context: PageContext<'_>) -> String {
    let rows = actors_of_month(context).count();
    format!(":root{{--chart-rows:{rows}}}")
}

/// The heads of the rows; on narrow screens, the legend of the icons.
pub fn actors(context: PageContext<'_>) -> Html {
    let actor =
        |actor: &Actor| html! { <li>{icon(actor.icon)}{&context.text.actors[&actor.id]}</li> };
    html! {
        <>
            <p class="vh">{&context.strings.client.who_acted}</p>
            <ul class="chart__actors">{ for actors_of_month(context).map(actor) }</ul>
        </>
    }
}

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

/// The content of a day: weekday, number, for each row the icons of its events, a band if removals were paused, and the
/// same as hidden text for screen-reader users.
pub fn day(context: PageContext<'_>, day: NaiveDate) -> Html {
    let PageContext { case, strings, .. } = context;
    let weekday = &strings.dates.weekdays_short[day.weekday().num_days_from_sunday() as usize];
    let events: Vec<_> = case
        .events
        .iter()
        .filter(|event| event.when.includes(day))
        .collect();
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
    let hidden_text: Vec<_> = std::iter::once(strings.dates.short(day))
        .chain(paused)
        .chain(events.iter().map(|event| dated_headline(context, event)))
        .collect();
    let cell = |actor: &Actor| {
        let events = events.iter().filter(|event| event.by.contains(&actor.id));
        html! { <span class="day__actor">{ for events.map(|event| event_icon(actor, event)) }</span> }
    };
    html! {
        <>
            <span class="day__weekday" aria-hidden="true">{weekday}</span>
            <span class={classes!("day__number", events.is_empty().then_some("day__number--quiet"))} aria-hidden="true">{day.day()}</span>
            <span class="day__actors">{ for actors_of_month(context).map(cell) }</span>
            { for band.map(|band| html! { <i class={band} /> }) }
            <span class="vh">{hidden_text.join(". ")}</span>
        </>
    }
}

/// Whether an event may have happened on another day than the one on which the chart shows it.
fn is_uncertain(event: &Event) -> bool {
    matches!(event.when, When::Between(..) | When::By(_))
}

fn event_icon(actor: &Actor, event: &Event) -> Html {
    if is_uncertain(event) {
        hollow_icon(actor.icon)
    } else {
        icon(actor.icon)
    }
}

/// The headline of an event; with its date if the day is uncertain.
fn dated_headline(context: PageContext<'_>, event: &Event) -> String {
    let headline = context.text.events[&event.id].headline.clone();
    if is_uncertain(event) {
        let date = context.strings.dates.when(event.when).date;
        format!("{headline} ({date})")
    } else {
        headline
    }
}

/// The bars: one row for each question that has one, one cell for each answer, as wide as the days on which it held.
/// Empty if no question has a bar.
pub fn bars(context: PageContext<'_>) -> Html {
    let mut questions = context
        .case
        .questions
        .iter()
        .filter(|question| question.bar)
        .peekable();
    if questions.peek().is_none() {
        return html! {};
    }
    html! {
        <>
            <p class="bars__title" id="bars-title">{&context.text.chart.bars_title}</p>
            <table class="bars" aria-labelledby="bars-title">
                <tbody>{ for questions.map(|question| bar_row(context, question)) }</tbody>
            </table>
        </>
    }
}

/// Consecutive days with the same answer.
#[derive(Debug, PartialEq)]
pub struct Bar<'a> {
    first: NaiveDate,
    last: NaiveDate,
    /// What held on these days; without words nothing is drawn.
    pub words: Option<&'a str>,
    verdict: Option<Verdict>,
}

impl Bar<'_> {
    /// The days, in words.
    pub fn dates(&self, context: PageContext<'_>) -> String {
        let dates = &context.strings.dates;
        if self.first == self.last {
            dates.dated(self.first)
        } else {
            let [first, last] = [self.first, self.last].map(PartialDate::Day);
            dates.when(When::During(first, last)).date
        }
    }
}

/// The bars of a question in the chart's month. Periods with the same words are one bar.
pub fn bars_of<'a>(context: PageContext<'a>, question: &Question) -> Vec<Bar<'a>> {
    let mut bars: Vec<Bar<'_>> = Vec::new();
    for day in context.case.month.days() {
        let period = status::answer(&context.case.periods, &question.id, day);
        let words = period.and_then(|period| context.text.periods[&period.id].bar.as_deref());
        let verdict = period.and_then(|period| period.verdict);
        match bars.last_mut() {
            Some(bar) if bar.words == words && bar.verdict == verdict => bar.last = day,
            _ => bars.push(Bar {
                first: day,
                last: day,
                words,
                verdict,
            }),
        }
    }
    bars
}

fn bar_row(context: PageContext<'_>, question: &Question) -> Html {
    let cell = |bar: Bar<'_>| {
        let days = (bar.last - bar.first).num_days() + 1;
        let Some(words) = bar.words else {
            return html! { <td colspan={days.to_string()} /> };
        };
        let verdict = bar.verdict.map_or("none".to_owned(), key);
        let dates = bar.dates(context);
        html! {
            <td class={format!("bar bar--{verdict}")} colspan={days.to_string()}>
                <span class="bar__days">{dates}{":"}</span>{" "}<span class="bar__words">{words}</span>
            </td>
        }
    };
    html! {
        <tr>
            <th scope="row">{&context.text.chart.bars[&question.id]}</th>
            { for bars_of(context, question).into_iter().map(cell) }
        </tr>
    }
}

/// The legend of the bands below the days of the calendar, which wide charts have bars for, and of the hollow icons, if
/// there are any.
pub fn legend(context: PageContext<'_>) -> Html {
    let strings = &context.strings.client;
    let uncertain = context.case.events.iter().find(|event| {
        let month = context.case.month;
        is_uncertain(event) && month.days().any(|day| event.when.includes(day))
    });
    let actor = uncertain.and_then(|event| {
        let mut actors = context.case.actors.iter();
        actors.find(|actor| event.by.contains(&actor.id))
    });
    html! {
        <ul class="legend">
            { for actor.map(|actor| html! { <li class="legend__uncertain">{hollow_icon(actor.icon)}{&context.strings.page.uncertain_day}</li> }) }
            <li><i class="band band--some" aria-hidden="true" />{&strings.paused_some}</li>
            <li><i class="band band--all" aria-hidden="true" />{&strings.paused_all}</li>
        </ul>
    }
}
