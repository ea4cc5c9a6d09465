//! The road through the legal steps: a path whose "now" follows the chosen day, and the steps
//! themselves. What a choice changes in them is done by [`crate::browser::follow`].

use yew::prelude::*;

use super::section::section;
use crate::outline::{Outline, StepOutline};

/// The section of the legal steps, as on the day on which the page opens.
pub fn steps(outline: &Outline) -> Html {
    let now = outline.step_on(outline.opening_day);
    let stop = |(place, step): (usize, &StepOutline)| {
        let is_now = now == Some(place);
        html! {
            <li class={classes!("path__stop", is_now.then_some("path__stop--now"))}>
                <i class="path__dot" aria-hidden="true" />
                <a href={format!("#{}", step.id)} aria-current={is_now.then_some("step")}>{&step.title}</a>
                { is_now.then(|| html! { <span class="path__now">{outline.now_on(outline.opening_day)}</span> }) }
            </li>
        }
    };
    let step = |(place, step): (usize, &StepOutline)| {
        let is_now = now == Some(place);
        html! {
            <li>
                <article class={classes!("step", is_now.then_some("step--now"))} id={step.id.clone()}>
                    {Html::from_html_unchecked(outline.body(&step.id))}
                </article>
            </li>
        }
    };
    let content = html! {
        <>
            <nav class="path" aria-label={outline.words.path_label.clone()}>
                <ol>{ for outline.steps.iter().enumerate().map(stop) }</ol>
            </nav>
            <ol class="steps">{ for outline.steps.iter().enumerate().map(step) }</ol>
        </>
    };
    section(outline, "steps", "section section--steps", content)
}
