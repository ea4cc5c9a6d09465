//! The status panel: the questions of the case, each with its answer on the chosen day and its outcome, and the events of
//! that day. The reasons for an answer are collapsed, so that all answers are visible beside the timeline. If nothing is
//! known of the day, the panel says so. The static page shows the opening day; the table of the chart has all other days.

use chrono::NaiveDate;
use yew::prelude::*;

use super::changing_text::changing_text;
use super::prose;
use crate::client::dom;
use crate::client::page_data::{AnswerData, CitedText, Knowledge, PageData, StepData};
use crate::model::day::{self, DayRange};

/// The panel beside the timeline. `has_chosen` is whether the reader has chosen the day.
pub fn status_panel(
    page_data: &PageData,
    day: NaiveDate,
    has_chosen: bool,
    on_choose: &Callback<NaiveDate>,
) -> Html {
    let strings = &page_data.strings;
    // Like `changing_text`, for whole elements: no text of the previous day remains on a translated page.
    let key = day.to_string();
    let mut events = page_data.events_on(day).peekable();
    let events_heading = if events.peek().is_some() {
        &strings.events_then
    } else {
        &strings.no_events_then
    };
    let announcement = if has_chosen {
        announcement(page_data, day)
    } else {
        String::new()
    };
    html! {
        <section id="status" class="status-panel" data-day={key.clone()} aria-labelledby="status-day" tabindex="0">
            <p class="vh" role="status">{changing_text(&announcement)}</p>
            <h2 class="status-panel__day" id="status-day" key={key.clone()}>
                <span class="kicker">{&strings.status_on}{" "}</span>{page_data.dates.full(day)}
            </h2>
            {day_field(page_data, on_choose)}
            { for unknown_status(page_data, day).map(|message| html! { <p class="status-panel__known" key={key.clone()}>{message}</p> }) }
            <dl key={key.clone()}>{answers(page_data, day)}</dl>
            <p class="status-panel__events" {key}>{events_heading}</p>
            <ul class="status-panel__list">
                { for events.map(|event| html! {
                    <li key={event.id.clone()}><a href={format!("#{}", event.id)}>{&event.headline}</a></li>
                }) }
            </ul>
        </section>
    }
}

/// The text that is announced to screen-reader users when they choose a day: the day, then each question with its answer.
fn announcement(page_data: &PageData, day: NaiveDate) -> String {
    let pair = |(question, data): (&String, &AnswerData)| {
        format!("{question} {}.", page_data.short_answer(data))
    };
    let pairs = page_data
        .questions
        .iter()
        .zip(page_data.status(day))
        .map(pair);
    let date = std::iter::once(page_data.dates.full(day) + ".");
    let limits = unknown_status(page_data, day);
    date.chain(limits)
        .chain(pairs)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The sentence on a day whose status is not known, or only as last checked; `None` from the first known day to the last
/// change.
fn unknown_status(page_data: &PageData, day: NaiveDate) -> Option<String> {
    let PageData { strings, known, .. } = page_data;
    let (message, day) = match page_data.knowledge(day) {
        Knowledge::Known => return None,
        Knowledge::Earlier => (&strings.not_known_earlier, known.first),
        Knowledge::AsLastChecked => (&strings.as_last_checked, known.last),
        Knowledge::Later => (&strings.not_known_later, known.last),
    };
    Some(message.replace("{date}", &page_data.dates.dated(day)))
}

/// The answers to all questions. An outcome is shown once, with the first answer that the order gave.
fn answers(page_data: &PageData, day: NaiveDate) -> Html {
    let mut shown = Vec::new();
    let pairs = page_data.questions.iter().zip(page_data.status(day));
    pairs
        .map(|(question, data)| {
            let outcome = data
                .outcome
                .and_then(|index| page_data.outcomes.get(index))
                .filter(|outcome| !shown.contains(outcome));
            shown.extend(outcome);
            answer(page_data, question, data, outcome)
        })
        .collect()
}

fn answer(
    page_data: &PageData,
    question: &str,
    data: &AnswerData,
    outcome: Option<&CitedText>,
) -> Html {
    let step = data.step.and_then(|index| page_data.steps.get(index));
    let link = |step: &StepData| {
        html! { <p><a href={format!("#{}", step.id)}>{&page_data.strings.explained_more}</a></p> }
    };
    html! {
        <div class="status-panel__pair">
            <dt>{question.to_owned()}</dt>
            <dd>
                <details class="status-panel__reasons">
                    <summary>{page_data.short_answer(data).to_owned()}</summary>
                    {prose::paragraph(&data.because)}{ for step.map(link) }
                </details>
                { for outcome.map(|outcome| html! {
                    <p class="status-panel__outcome"><b>{&page_data.strings.outcome}</b>{" "}{prose::cited(outcome)}</p>
                }) }
            </dd>
        </div>
    }
}

/// The date field for any day, also outside the month of the chart; its limits are the first and the last known day. It
/// is prerendered, so that hydration does not shift the layout, and invisible until the page is hydrated.
fn day_field(page_data: &PageData, on_choose: &Callback<NaiveDate>) -> Html {
    let DayRange { first, last } = page_data.known;
    let onchange = {
        let on_choose = on_choose.clone();
        Callback::from(move |event: Event| {
            if let Some(day) = dom::value(&event).and_then(|value| day::parse(&value)) {
                on_choose.emit(day);
            }
        })
    };
    html! {
        <p class="status-panel__other app-only">
            <label for="other-day">{&page_data.strings.other_day}</label>{" "}
            <input id="other-day" type="date" min={first.to_string()} max={last.to_string()} {onchange} />
        </p>
    }
}
