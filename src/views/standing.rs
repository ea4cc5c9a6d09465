//! How things stood on the chosen day: five questions, each answered from the dated periods, and the
//! events of the day. Without the program it shows the opening day; `table` has all the others.

use chrono::NaiveDate;
use yew::prelude::*;

use super::prose;
use crate::browser;
use crate::case::Question;
use crate::case::standing;
use crate::outline::Outline;
use crate::state::{Action, State};

/// What the panel shows.
#[derive(PartialEq, Properties)]
pub struct StandingProps {
    /// The reader's choices.
    pub state: UseReducerHandle<State>,
}

/// The panel beside the timeline.
#[component]
pub fn Standing(props: &StandingProps) -> Html {
    let state = &props.state;
    let outline = &state.outline;
    let words = &outline.words;
    let day = state.day;
    let mut events = outline.events_on(day).peekable();
    let lead = if events.peek().is_some() { &words.events_then } else { &words.no_events_then };
    html! {
        <section id="standing" class="standing" data-day={day.to_string()} aria-labelledby="standing-day" tabindex="0">
            <div aria-live="polite">
                <h2 class="standing__day" id="standing-day">
                    <span class="kicker">{&words.standing_on}{" "}</span>{outline.dates.full(day)}
                </h2>
                <dl class="standing__answers">
                    { for outline.questions.iter().map(|question| answer(outline, question, day)) }
                </dl>
            </div>
            <p class="standing__events">{lead}</p>
            <ul class="standing__list">
                { for events.map(|event| html! {
                    <li key={event.id.clone()}><a href={format!("#{}", event.id)}>{&event.headline}</a></li>
                }) }
            </ul>
            <OtherDay state={state.clone()} />
        </section>
    }
}

fn answer(outline: &Outline, question: &Question, day: NaiveDate) -> Html {
    let Some(period) = standing::answer(&outline.periods, &question.id, day) else {
        return html! {};
    };
    let words = outline.answers.get(&period.id);
    let step = period.step.as_ref().and_then(|id| outline.step(id));
    let short = match step {
        Some(step) => html! { <a href={format!("#{}", step.id)}>{&step.title}</a> },
        None => html! { {words.map_or("", |words| words.answer.as_str())} },
    };
    html! {
        <div class="standing__pair" key={question.id.clone()}>
            <dt>{outline.asked.get(&question.id)}</dt>
            <dd><strong>{short}</strong>{ for words.map(|words| prose::paragraph(&words.because)) }</dd>
        </div>
    }
}

/// A field for any day that is known, also outside the strip's month. It is in the page from the
/// start, so that nothing moves when it wakes, and invisible until it works.
#[component]
fn OtherDay(props: &StandingProps) -> Html {
    let state = props.state.clone();
    let outline = state.outline.clone();
    let [first, last] = outline.known;
    let onchange = {
        let state = state.clone();
        Callback::from(move |changed: Event| {
            if let Some(day) = browser::value(&changed).and_then(|value| value.parse().ok()) {
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
