//! How things stood on the chosen day: five questions, each answered from the dated periods, and the
//! events of the day. Without the program it shows the opening day; `table` has all the others.

use yew::prelude::*;

use super::prose;
use crate::browser;
use crate::outline::{AnswerOutline, Outline};
use crate::state::{Action, State, day};

/// The panel beside the timeline.
pub fn standing(state: &UseReducerHandle<State>) -> Html {
    let outline = &state.outline;
    let words = &outline.words;
    let day = state.day;
    // Where the browser translates the page, it puts other nodes in the place of texts. Elements with a
    // key of their own for each day are made anew, and so nothing of the day before is left.
    let key = day.to_string();
    let mut events = outline.events_on(day).peekable();
    let lead = if events.peek().is_some() {
        &words.events_then
    } else {
        &words.no_events_then
    };
    html! {
        <section id="standing" class="standing" data-day={key.clone()} aria-labelledby="standing-day" tabindex="0">
            <p class="vh" role="status"><span key={key.clone()}>{spoken(state)}</span></p>
            <h2 class="standing__day" id="standing-day" key={key.clone()}>
                <span class="kicker">{&words.standing_on}{" "}</span>{outline.dates.full(day)}
            </h2>
            {other_day(state)}
            <dl key={key.clone()}>
                { for outline.questions.iter().zip(outline.standing(day)).map(|(question, found)| answer(outline, question, found)) }
            </dl>
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
    let outline = &state.outline;
    if !state.has_chosen {
        return String::new();
    }
    let pair = |(question, found): (&String, &AnswerOutline)| {
        let step = found.step.and_then(|place| outline.steps.get(place));
        let short = step.map_or(found.answer.as_str(), |step| step.title.as_str());
        format!("{question} {short}.")
    };
    let pairs = outline
        .questions
        .iter()
        .zip(outline.standing(state.day))
        .map(pair);
    let day = std::iter::once(outline.dates.full(state.day) + ".");
    day.chain(pairs).collect::<Vec<_>>().join(" ")
}

fn answer(outline: &Outline, question: &str, found: &AnswerOutline) -> Html {
    let short = match found.step.and_then(|place| outline.steps.get(place)) {
        Some(step) => html! { <a href={format!("#{}", step.id)}>{&step.title}</a> },
        None => html! { {&found.answer} },
    };
    html! {
        <div class="standing__pair">
            <dt>{question.to_owned()}</dt>
            <dd><strong>{short}</strong>{prose::paragraph(&found.because)}</dd>
        </div>
    }
}

/// A field for any day that is known, also outside the strip's month. It is in the page from the
/// start, so that nothing moves when it wakes, and invisible until it works.
fn other_day(state: &UseReducerHandle<State>) -> Html {
    let outline = &state.outline;
    let [first, last] = outline.known;
    let onchange = {
        let state = state.clone();
        Callback::from(move |changed: Event| {
            if let Some(day) = browser::value(&changed).and_then(|value| day(&value)) {
                state.dispatch(Action::ChooseDay(day));
            }
        })
    };
    html! {
        <p class="standing__other live-only">
            <label for="other-day">{&outline.words.other_day}</label>{" "}
            <input id="other-day" type="date" min={first.to_string()} max={last.to_string()} {onchange} />
        </p>
    }
}
