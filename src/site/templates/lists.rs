//! The sections that are lists of records: the questions that readers bring, which come before the story, and after it,
//! with the legal steps, misreadings, people, words, help, sources, about.

use yew::prelude::*;

use super::entries;
use super::masthead::head;
use super::steps::steps;
use crate::client::components::section::section;
use crate::site::context::Doc;
use crate::site::page_data::FAQ;
use crate::site::page_kind::Kind;

/// The questions that readers bring; nothing where the case has none.
pub fn faq(doc: Doc<'_>, kind: Kind<'_>) -> Html {
    let page = &doc.ui.page;
    if doc.case.faq.is_empty() {
        return html! {};
    }
    let records = doc.case.faq.iter();
    let records = records.map(|faq| (faq.id.as_str(), entries::faq(doc, faq)));
    list(doc, kind, FAQ, [&page.faq, &page.faq_intro], records)
}

/// What comes after the story.
pub fn reference(doc: Doc<'_>, kind: Kind<'_>) -> Html {
    let Doc { case, ui, .. } = doc;
    let page = &ui.page;
    let misreadings = case.misreadings.iter();
    let misreadings = misreadings.map(|id| (id.as_str(), entries::misreading(doc, id)));
    let people = case.people.iter();
    let people = people.map(|person| (person.id.as_str(), entries::person(doc, person)));
    let terms = doc.terms();
    let words = terms.iter().map(|id| (id.as_str(), entries::term(doc, id)));
    let help = case.help.iter();
    let help = help.map(|help| (help.id.as_str(), entries::help(doc, help)));
    let sources = case.sources.iter().zip(1..);
    let sources =
        sources.map(|(source, number)| (source.id.as_str(), entries::source(doc, number, source)));
    let about = case.about.iter();
    let about = about.map(|id| (id.as_str(), entries::about(doc, id)));
    html! {
        <>
            {steps(doc, kind)}
            {list(doc, kind, "misreadings", [&page.misreadings, ""], misreadings)}
            {list(doc, kind, "people", [&page.people, &page.people_intro], people)}
            {list(doc, kind, "words", [&page.terms, &page.terms_intro], words)}
            {list(doc, kind, "help", [&page.help, &page.help_intro], help)}
            {list(doc, kind, "sources", [&page.sources, &page.sources_intro], sources)}
            {list(doc, kind, "about", [&page.about, ""], about)}
        </>
    }
}

/// A section: its head and its records.
fn list<'a>(
    doc: Doc<'_>,
    kind: Kind<'_>,
    id: &str,
    [title, intro]: [&str; 2],
    records: impl Iterator<Item = (&'a str, Html)>,
) -> Html {
    let label = &doc.ui.live.link_to_entry;
    let record = |(id, html): (&str, Html)| {
        html! { <li class="record" id={id.to_owned()}>{html}{entries::record_link(id, label)}</li> }
    };
    let class = format!("section section--{id}");
    let records = html! { <ol class="records">{ for records.map(record) }</ol> };
    section(
        kind == Kind::Embed,
        id,
        &class,
        head(kind, id, title, intro),
        records,
    )
}
