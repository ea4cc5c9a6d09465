//! The legal steps: the case map, and the explanations of the steps. The step of the chosen day is highlighted in both,
//! and the case map has its date.

use chrono::NaiveDate;
use yew::prelude::*;

use super::case_map::case_map;
use super::prerendered::prerendered;
use super::section::section;
use crate::client::fragments::{Fragments, fragment};
use crate::client::page_data::{PageData, StepData};

/// The section of the legal steps; `day` is the chosen day.
pub fn steps(page_data: &PageData, fragments: &Fragments, day: NaiveDate) -> Html {
    let current = page_data.step_on(day);
    let article = |(index, step): (usize, &StepData)| {
        let class = classes!("step", (current == Some(index)).then_some("step--now"));
        html! {
            <li key={step.id.clone()}>
                <article key="step" {class} id={step.id.clone()}>{prerendered(&fragment(&fragments.steps, index))}</article>
            </li>
        }
    };
    let content = html! {
        <>
            {case_map(page_data, fragments, day)}
            <ol class="steps">{ for page_data.steps.iter().enumerate().map(article) }</ol>
        </>
    };
    section(
        page_data.is_embed(),
        "steps",
        "section section--steps",
        prerendered(&fragments.steps_head),
        content,
    )
}
