//! A legal step: a short answer, and the details in a disclosure.

use yew::prelude::*;

use super::listen;
use super::office;
use super::prose::{cited, in_original, paragraph};
use crate::content::case::{Id, Step};
use crate::content::text::{Sentence, StepText};
use crate::site::context::PageContext;
use crate::site::page_data::{cited_text, cited_texts};
use crate::site::page_kind::PageKind;

/// The content of the step's `<article>`. `level` is the level of its heading, 1 to 6.
pub fn step(context: PageContext<'_>, kind: PageKind<'_>, step: &Step, level: u8) -> Html {
    let step_text = &context.text.steps[&step.id];
    let page = &context.strings.page;
    let part = |(label, sentences): (&str, &[Sentence])| {
        html! { <><dt>{label.to_owned()}</dt><dd>{paragraph(&cited_texts(sentences, context.case))}</dd></> }
    };
    html! {
        <>
            {listen::button(context, kind, &step_text.title)}
            <@{format!("h{level}")} class="step__title name">{&step_text.title}</@>
            <p class="step__office">{office::of_step(context, step)}</p>
            <div class="step__answer meaning"><p>{cited(&cited_text(&step_text.answer, context.case))}</p></div>
            <details class="step__more">
                <summary>{&page.step_more}<span class="vh">{": "}{&step_text.title}</span></summary>
                <dl>{ for parts(context, step_text).into_iter().map(part) }<dt>{&page.step_law}</dt><dd><ul class="step__law">{ for step.law.iter().map(|id| law(context, id)) }</ul></dd></dl>
            </details>
        </>
    }
}

/// The details of a step: the label and the sentences of each part.
pub fn parts<'a>(
    context: PageContext<'a>,
    step_text: &'a StepText,
) -> [(&'a str, &'a [Sentence]); 6] {
    let page = &context.strings.page;
    [
        (&page.step_what, &step_text.what),
        (&page.step_here, &step_text.here),
        (&page.step_does_not, &step_text.does_not),
        (&page.step_decides, &step_text.decides),
        (&page.step_next, &step_text.next),
        (&page.step_misunderstood, &step_text.misunderstood),
    ]
}

/// A list item with a link to a source of law. Empty if no source has this id.
fn law(context: PageContext<'_>, id: &Id) -> Html {
    let source = context.case.source(id);
    html! { { for source.map(|source| html! { <li><a href={source.url.clone()}>{in_original(context, &source.title)}</a></li> }) } }
}
