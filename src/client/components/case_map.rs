//! The case map: who decides what. A lane for each office, in it the legal steps that were decided there in this case. The
//! step that the case had reached on the chosen day has its date.

use chrono::NaiveDate;
use yew::prelude::*;

use super::prerendered::prerendered;
use crate::client::fragments::{Fragments, fragment};
use crate::client::page_data::{PageData, StepData};

/// The map; `day` is the chosen day.
pub fn case_map(page_data: &PageData, fragments: &Fragments, day: NaiveDate) -> Html {
    let current = page_data.step_on(day);
    let indexed_stop = |index: &usize| {
        let now = (current == Some(*index)).then(|| page_data.current_step_label(day));
        let step = page_data.steps.get(*index);
        html! { { for step.map(|step| stop(page_data, step, now)) } }
    };
    let lane = |(index, steps): (usize, &Vec<usize>)| {
        html! {
            <li key={index} class="lane">
                <div key="head" class="lane__head">{prerendered(&fragment(&fragments.offices, index))}</div>
                <ol key="steps" class="lane__steps">{ for steps.iter().map(indexed_stop) }</ol>
            </li>
        }
    };
    html! {
        <nav class="case-map" id="case-map" aria-labelledby="case-map-title">
            <div key="head" class="case-map__head">{prerendered(&fragments.map_head)}</div>
            <ol key="lanes">{ for page_data.offices.iter().enumerate().map(lane) }</ol>
        </nav>
    }
}

/// A step of a lane; `now` is the label of the step of the chosen day.
fn stop(page_data: &PageData, step: &StepData, now: Option<String>) -> Html {
    let class = classes!(
        "stop",
        step.is_own_case.then_some("stop--own"),
        now.is_some().then_some("stop--now")
    );
    let aria_current = now.is_some().then_some("step");
    let own_case = step.is_own_case.then_some(&page_data.strings.own_case);
    html! {
        <li key={step.id.clone()} {class}>
            <a href={format!("#{}", step.id)} aria-current={aria_current}>{&step.title}</a>
            { for own_case.map(|label| html! { <small key="own">{label}</small> }) }
            { for now.map(|now| html! { <small key={now.clone()}>{now}</small> }) }
        </li>
    }
}
