//! The road through the legal steps: a path whose "now" follows the chosen day, and the steps
//! themselves.

use yew::prelude::*;

use super::link::record_link;
use crate::outline::StepOutline;
use crate::state::State;

/// The steps as a path of links.
pub fn path(state: &State) -> Html {
    let outline = &state.outline;
    let now = outline.step_on(state.day);
    let stop = |(place, step): (usize, &StepOutline)| {
        let is_now = now == Some(place);
        html! {
            <li class={classes!("path__stop", is_now.then_some("path__stop--now"))} key={step.id.clone()}>
                <i class="path__dot" aria-hidden="true" />
                <a href={format!("#{}", step.id)} aria-current={is_now.then_some("step")}>{&step.title}</a>
                { is_now.then(|| html! { <span class="path__now" key={state.day.to_string()}>{outline.words.path_now.replace("{date}", &outline.dates.dated(state.day))}</span> }) }
            </li>
        }
    };
    html! {
        <nav class="path" aria-label={outline.words.path_label.clone()}>
            <ol>{ for outline.steps.iter().enumerate().map(stop) }</ol>
        </nav>
    }
}

/// The steps explained.
pub fn steps(state: &State) -> Html {
    let now = state.outline.step_on(state.day);
    let step = |(place, step): (usize, &StepOutline)| {
        let is_now = now == Some(place);
        html! {
            <li key={step.id.clone()} hidden={state.is_unfound(&step.id)}>
                <article class={classes!("step", is_now.then_some("step--now"))} id={step.id.clone()}>
                    {Html::from_html_unchecked(state.outline.body(&step.id))}
                    {record_link(state, &step.id, Some(&step.title))}
                </article>
            </li>
        }
    };
    html! { <ol class="steps">{ for state.outline.steps.iter().enumerate().map(step) }</ol> }
}
