//! The legal steps: a path that highlights the step of the chosen day, and the steps themselves.

use chrono::NaiveDate;
use yew::prelude::*;

use super::prerendered::prerendered;
use super::section::section;
use crate::client::fragments::{Fragments, fragment};
use crate::client::page_data::PageData;

/// The section of the legal steps; `day` is the chosen day.
pub fn steps(page_data: &PageData, fragments: &Fragments, day: NaiveDate) -> Html {
    let current = page_data.step_on(day);
    let link = |(index, step): (usize, &crate::client::page_data::StepData)| {
        let is_current = current == Some(index);
        let now = is_current.then(|| page_data.now_on(day));
        html! {
            <li key={step.id.clone()} class={classes!("path__stop", is_current.then_some("path__stop--now"))}>
                <i class="path__dot" aria-hidden="true" />
                <a href={format!("#{}", step.id)} aria-current={is_current.then_some("step")}>{&step.title}</a>
                { for now.map(|now| html! { <span key={now.clone()} class="path__now">{now}</span> }) }
            </li>
        }
    };
    let article = |(index, step): (usize, &crate::client::page_data::StepData)| {
        let class = classes!("step", (current == Some(index)).then_some("step--now"));
        html! {
            <li key={step.id.clone()}>
                <article key="step" {class} id={step.id.clone()}>{prerendered(&fragment(&fragments.steps, index))}</article>
            </li>
        }
    };
    let steps = || page_data.steps.iter().enumerate();
    let content = html! {
        <>
            <nav class="path" aria-label={page_data.strings.path_label.clone()}>
                <ol>{ for steps().map(link) }</ol>
            </nav>
            <ol class="steps">{ for steps().map(article) }</ol>
        </>
    };
    section(
        page_data.is_embed,
        "steps",
        "section section--steps",
        prerendered(&fragments.steps_head),
        content,
    )
}
