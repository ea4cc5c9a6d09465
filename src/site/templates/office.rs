//! The offices that decide: the static content of the case map. [`crate::client::components::case_map`] renders the lanes
//! around it.

use yew::prelude::*;

use super::prose;
use crate::content::case::{Office, Step};
use crate::site::context::PageContext;
use crate::site::page_data::cited_text;

/// The heading of the case map, and how to read it.
pub fn map_head(context: PageContext<'_>) -> Html {
    let page = &context.strings.page;
    html! {
        <>
            <h3 id="case-map-title">{&page.map}</h3>
            <p class="section__intro">{&page.map_intro}</p>
        </>
    }
}

/// The head of a lane: the name of the office, and what it can and cannot do.
pub fn office(context: PageContext<'_>, office: &Office) -> Html {
    let office_text = &context.text.offices[&office.id];
    html! {
        <>
            <h4>{&office_text.name}</h4>
            <p>{prose::cited(&cited_text(&office_text.about, context.case))}</p>
        </>
    }
}

/// The titles of the steps that were decided in an office; at the end, as one, those for each person's own case.
pub fn step_titles(context: PageContext<'_>, office: &Office) -> Vec<String> {
    let (own, shared): (Vec<_>, Vec<_>) = context
        .case
        .steps_of(office)
        .partition(|step| step.own_case);
    let title = |step: &Step| context.text.steps[&step.id].title.clone();
    let own: Vec<_> = own.into_iter().map(title).collect();
    let own = (!own.is_empty())
        .then(|| format!("{}: {}", context.strings.client.own_case, own.join("; ")));
    shared.into_iter().map(title).chain(own).collect()
}

/// Where a step was decided in this case, or is decided in each person's own case.
pub fn of_step(context: PageContext<'_>, step: &Step) -> String {
    let name = &context.text.offices[&step.office].name;
    let page = &context.strings.page;
    let pattern = if step.own_case {
        &page.step_office_own
    } else {
        &page.step_office
    };
    pattern.replace("{office}", name)
}
