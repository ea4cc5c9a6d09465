//! How things stood on the chosen day: five questions, each answered from the dated periods, with what
//! became of it, and the events of the day. It says so where nothing is known of a day. Without the program it
//! shows the opening day; `table` has all the others.

use chrono::NaiveDate;
use yew::prelude::*;

use super::prose;
use crate::client::dom;
use crate::client::page_data::{AnswerData, Knowledge, PageData};
use crate::client::state::{Action, State, day};

/// The panel beside the timeline.
pub fn standing(state: &UseReducerHandle<State>) -> Html {
    let page_data = &state.page_data;
    let words = &page_data.words;
    let day = state.day;
    // Where the browser translates the page, it puts other nodes in the place of texts. Elements with a
    // key of their own for each day are made anew, and so nothing of the day before is left.
    let key = day.to_string();
    let mut events = page_data.events_on(day).peekable();
    let lead = if events.peek().is_some() {
        &words.events_then
    } else {
        &words.no_events_then
    };
    html! {
        <section id="standing" class="standing" data-day={key.clone()} aria-labelledby="standing-day" tabindex="0">
            <p class="vh" role="status"><span key={key.clone()}>{spoken(state)}</span></p>
            <h2 class="standing__day" id="standing-day" key={key.clone()}>
                <span class="kicker">{&words.standing_on}{" "}</span>{page_data.dates.full(day)}
            </h2>
            {other_day(state)}
            { for knowledge(page_data, day).map(|message| html! { <p class="standing__known" key={key.clone()}>{message}</p> }) }
            <dl key={key.clone()}>{answers(page_data, day)}</dl>
            <p class="standing__events" {key}>{lead}</p>
            <ul class="standing__list">
                { for events.map(|event| html! {
                    <li key={event.id.clone()}><a href={format!("#{}", event.id)}>{&event.headline}</a></li>
                }) }
            </ul>
        </section>
    }
}

/// What listeners hear when they have chosen a day: the day, then each question with its answer.
fn spoken(state: &State) -> String {
    let page_data = &state.page_data;
    if !state.has_chosen {
        return String::new();
    }
    let pair = |(question, found): (&String, &AnswerData)| {
        let step = found.step.and_then(|place| page_data.steps.get(place));
        let short = step.map_or(found.answer.as_str(), |step| step.title.as_str());
        format!("{question} {short}.")
    };
    let pairs = page_data
        .questions
        .iter()
        .zip(page_data.status(state.day))
        .map(pair);
    let day = std::iter::once(page_data.dates.full(state.day) + ".");
    let known = knowledge(page_data, state.day);
    day.chain(known).chain(pairs).collect::<Vec<_>>().join(" ")
}

/// The sentence on how much is known of a day; none between the first known day and the last change.
fn knowledge(page_data: &PageData, day: NaiveDate) -> Option<String> {
    let words = &page_data.words;
    let [first, last] = page_data.known.map(|day| page_data.dates.dated(day));
    match page_data.knowledge(day) {
        Knowledge::Earlier => Some(words.not_known_earlier.replace("{date}", &first)),
        Knowledge::Known => None,
        Knowledge::AsLastChecked => Some(words.as_last_checked.replace("{date}", &last)),
        Knowledge::Later => Some(words.not_known_later.replace("{date}", &last)),
    }
}

/// The answers to all questions. The outcome of an order stands once, with the first answer that the order gave.
fn answers(page_data: &PageData, day: NaiveDate) -> Html {
    let mut shown = Vec::new();
    let pairs = page_data.questions.iter().zip(page_data.status(day));
    pairs
        .map(|(question, found)| {
            let outcome = found.outcome.filter(|outcome| !shown.contains(outcome));
            shown.extend(outcome);
            answer(page_data, question, found, outcome)
        })
        .collect()
}

fn answer(
    page_data: &PageData,
    question: &str,
    found: &AnswerData,
    outcome: Option<usize>,
) -> Html {
    let outcome = outcome.and_then(|index| page_data.outcomes.get(index));
    let short = match found.step.and_then(|place| page_data.steps.get(place)) {
        Some(step) => html! { <a href={format!("#{}", step.id)}>{&step.title}</a> },
        None => html! { {&found.answer} },
    };
    html! {
        <div class="standing__pair">
            <dt>{question.to_owned()}</dt>
            <dd>
                <strong>{short}</strong>{prose::paragraph(&found.because)}
                { for outcome.map(|outcome| html! {
                    <p class="standing__outcome"><b>{&page_data.words.outcome}</b>{" "}{prose::cited(outcome)}</p>
                }) }
            </dd>
        </div>
    }
}

/// A field for any day, also outside the strip's month; it proposes those that are known. It is in the page from the
/// start, so that nothing moves when it wakes, and invisible until it works.
fn other_day(state: &UseReducerHandle<State>) -> Html {
    let page_data = &state.page_data;
    let [first, last] = page_data.known;
    let onchange = {
        let state = state.clone();
        Callback::from(move |changed: Event| {
            if let Some(day) = dom::value(&changed).and_then(|value| day(&value)) {
                state.dispatch(Action::ChooseDay(day));
            }
        })
    };
    html! {
        <p class="standing__other live-only">
            <label for="other-day">{&page_data.words.other_day}</label>{" "}
            <input id="other-day" type="date" min={first.to_string()} max={last.to_string()} {onchange} />
        </p>
    }
}
