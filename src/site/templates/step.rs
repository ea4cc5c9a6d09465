//! A legal step: the answer in one line, and behind it everything one might ask.

use yew::prelude::*;

use super::prose::{cited, in_original, paragraph};
use crate::content::case::{Id, Step};
use crate::content::text::{Sentence, StepText};
use crate::site::context::Doc;
use crate::site::page_data::{cited_text, cited_texts};

/// The step's article, without its frame; `level` is that of its heading, 1 to 6.
pub fn step(doc: Doc<'_>, step: &Step, level: u8) -> Html {
    let Some(told) = doc.text.steps.get(&step.id) else {
        return html! {};
    };
    let page = &doc.ui.page;
    let part = |(label, sentences): (&str, &[Sentence])| {
        html! { <><dt>{label.to_owned()}</dt><dd>{paragraph(&cited_texts(sentences, doc.case))}</dd></> }
    };
    html! {
        <>
            <@{format!("h{level}")} class="step__title name">{&told.title}</@>
            <div class="step__answer meaning"><p>{cited(&cited_text(&told.answer, doc.case))}</p></div>
            <details class="step__more">
                <summary>{&page.step_more}<span class="vh">{": "}{&told.title}</span></summary>
                <dl>{ for parts(doc, told).into_iter().map(part) }<dt>{&page.step_law}</dt><dd><ul class="step__law">{ for step.law.iter().map(|id| law(doc, id)) }</ul></dd></dl>
            </details>
        </>
    }
}

/// What is said of a step beyond its answer, each part with its label.
pub fn parts<'a>(doc: Doc<'a>, told: &'a StepText) -> [(&'a str, &'a [Sentence]); 6] {
    let page = &doc.ui.page;
    [
        (&page.step_what, &told.what),
        (&page.step_here, &told.here),
        (&page.step_does_not, &told.does_not),
        (&page.step_decides, &told.decides),
        (&page.step_next, &told.next),
        (&page.step_misunderstood, &told.misunderstood),
    ]
}

fn law(doc: Doc<'_>, id: &Id) -> Html {
    let source = doc.case.source(id);
    html! { { for source.map(|source| html! { <li><a href={source.url.clone()}>{in_original(doc, &source.title)}</a></li> }) } }
}
