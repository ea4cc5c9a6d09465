//! A card: one event or one step, small, for an article that needs no more. Complete without the
//! program; its links lead to the whole page. It begins with what holds today.

use std::collections::BTreeSet;

use yew::prelude::*;

use super::event::event;
use super::masthead::{languages, notice, outcome, published, translation};
use super::prose;
use super::step::step;
use crate::content::text::{EventText, StepText};
use crate::site::context::Doc;
use crate::site::page_data::numbered;
use crate::site::page_kind::Kind;

/// The card of an event or a step; nothing for any other id.
pub fn card(doc: Doc<'_>, id: &str) -> Html {
    let page = &doc.ui.page;
    let told = doc.case.events.iter().find(|told| told.id == id);
    let (class, record) = match (told, doc.case.steps.iter().find(|step| step.id == id)) {
        (Some(told), _) => ("event event--core", event(doc, told, 1)),
        (_, Some(explained)) => ("step", step(doc, explained, 1)),
        _ => return html! {},
    };
    let has_outcome = doc
        .text
        .events
        .get(id)
        .is_some_and(|event_text| event_text.outcome.is_some());
    html! {
        <div class="page">
            <main>
                {notice(doc)}
                <article {class} id={id.to_owned()}>{record}</article>
                {sources(doc, id)}
            </main>
            <footer class="footer">
                {translation(doc, Kind::Card(id))}
                // An order says above its text what became of it; anything else says it of the whole here.
                { (!has_outcome).then(|| outcome(doc)) }
                <p>{published(doc)}{&page.not_advice}{" "}<a href={format!("#{id}")}>{page.whole_page.replace("{title}", &doc.text.title)}</a></p>
                {languages(doc, Kind::Card(id))}
            </footer>
        </div>
    }
}

/// The sources that the card rests on, with the numbers they have on the page.
fn sources(doc: Doc<'_>, id: &str) -> Html {
    let event = doc.text.events.get(id).map(EventText::cited);
    let step = doc.text.steps.get(id).map(StepText::cited);
    let cited: BTreeSet<_> = event
        .into_iter()
        .flatten()
        .chain(step.into_iter().flatten())
        .cloned()
        .collect();
    let cited: Vec<_> = cited.into_iter().collect();
    let entry = |(id, number): (String, usize)| {
        let source = doc.case.source(&id)?;
        Some(html! {
            <li><span class="source__number">{number}</span>{" "}<a href={source.url.clone()}>{prose::in_original(doc, &source.title)}</a>{", "}{prose::in_original(doc, &source.publisher)}</li>
        })
    };
    let entries = numbered(&cited, doc.case).into_iter().filter_map(entry);
    html! {
        <details class="card__sources">
            <summary>{&doc.ui.page.card_sources}</summary>
            <ul>{ for entries }</ul>
        </details>
    }
}
