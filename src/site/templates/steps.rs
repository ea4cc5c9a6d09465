//! The section of the legal steps: a path that highlights the current step, and the steps themselves. The page is
//! rendered with the step of the opening day; [`crate::client::dom`] moves the highlight to the step of the selected
//! day.

use yew::prelude::*;

use super::entries::named_record_link;
use super::masthead::head;
use super::step::step;
use crate::client::components::section::section;
use crate::content::case::Step;
use crate::model::status;
use crate::site::context::PageContext;
use crate::site::page_kind::PageKind;

/// The section of the legal steps, with the step of the opening day highlighted.
pub fn steps(context: PageContext<'_>, kind: PageKind<'_>) -> Html {
    let PageContext {
        case,
        text,
        strings,
        ..
    } = context;
    let opening_day = case.opening_day;
    let current = case.questions.iter().find_map(|question| {
        status::answer(&case.periods, &question.id, opening_day)?
            .step
            .as_ref()
    });
    let date = strings.dates.dated(opening_day);
    let now = strings.client.path_now.replace("{date}", &date);
    let stop = |step: &Step| {
        let is_current = current == Some(&step.id);
        html! {
            <li class={classes!("path__stop", is_current.then_some("path__stop--now"))}>
                <i class="path__dot" aria-hidden="true" />
                <a href={format!("#{}", step.id)} aria-current={is_current.then_some("step")}>{&text.steps[&step.id].title}</a>
                { is_current.then(|| html! { <span class="path__now">{&now}</span> }) }
            </li>
        }
    };
    let article = |found: &Step| {
        let class = classes!("step", (current == Some(&found.id)).then_some("step--now"));
        let link = named_record_link(context, &found.id, &text.steps[&found.id].title);
        html! { <li><article {class} id={found.id.clone()}>{step(context, found, 3)}{link}</article></li> }
    };
    let content = html! {
        <>
            <nav class="path" aria-label={strings.client.path_label.clone()}>
                <ol>{ for case.steps.iter().map(stop) }</ol>
            </nav>
            <ol class="steps">{ for case.steps.iter().map(article) }</ol>
        </>
    };
    let head = head(
        kind,
        "steps",
        &strings.page.steps,
        &strings.page.steps_intro,
    );
    section(
        kind == PageKind::Embed,
        "steps",
        "section section--steps",
        head,
        content,
    )
}
