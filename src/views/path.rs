//! The road through the legal steps: a path whose "now" follows the chosen day, and the steps
//! themselves.

use yew::prelude::*;

use crate::case::standing;
use crate::outline::StepOutline;
use crate::state::State;

/// What the path shows.
#[derive(PartialEq, Properties)]
pub struct PathProps {
    /// The reader's choices.
    pub state: UseReducerHandle<State>,
}

/// The steps as a path of links.
#[component]
pub fn Path(props: &PathProps) -> Html {
    let state = &props.state;
    let outline = &state.outline;
    let now = standing::step(&outline.periods, state.day);
    let stop = |step: &StepOutline| {
        let is_now = now == Some(step.id.as_str());
        html! {
            <li class={classes!("path__stop", is_now.then_some("path__stop--now"))} key={step.id.clone()}>
                <a href={format!("#{}", step.id)} aria-current={is_now.then_some("step")}>{&step.title}</a>
                { is_now.then(|| html! { <span class="path__now">{outline.words.path_now.replace("{date}", &outline.dates.dated(state.day))}</span> }) }
            </li>
        }
    };
    html! {
        <nav class="path" aria-label={outline.words.path_label.clone()}>
            <ol>{ for outline.steps.iter().map(stop) }</ol>
        </nav>
    }
}

/// The steps explained.
#[component]
pub fn Steps(props: &PathProps) -> Html {
    let state = &props.state;
    let now = standing::step(&state.outline.periods, state.day);
    let step = |step: &StepOutline| {
        let is_now = now == Some(step.id.as_str());
        html! {
            <li key={step.id.clone()} hidden={state.is_unfound(&step.id)}>
                <article class={classes!("step", is_now.then_some("step--now"))} id={step.id.clone()} aria-labelledby={format!("{}-title", step.id)}>
                    {Html::from_html_unchecked(state.outline.body(&step.id))}
                </article>
            </li>
        }
    };
    html! { <ol class="steps">{ for state.outline.steps.iter().map(step) }</ol> }
}
