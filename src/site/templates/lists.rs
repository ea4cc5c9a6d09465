//! The sections that are lists of records: readers' questions, which precede the chart and the timeline, and the
//! reference sections that follow the legal steps: misreadings, people, terms, help, sources, and about the page.

use yew::prelude::*;

use super::entries;
use super::masthead::head;
use crate::client::components::section::section;
use crate::client::page_data::{FAQ, HELP, SOURCES};
use crate::site::context::PageContext;
use crate::site::page_kind::PageKind;

/// The section of readers' questions.
pub fn faq(context: PageContext<'_>, kind: PageKind<'_>) -> Html {
    let page = &context.strings.page;
    let records = context.case.faq.iter();
    let records = records.map(|faq| (faq.id.as_str(), entries::faq(context, faq)));
    list(context, kind, FAQ, [&page.faq, &page.faq_intro], records)
}

/// The reference sections, which follow the legal steps.
pub fn reference(context: PageContext<'_>, kind: PageKind<'_>) -> Html {
    let PageContext { case, strings, .. } = context;
    let page = &strings.page;
    let misreadings = case.misreadings.iter();
    let misreadings = misreadings.map(|id| (id.as_str(), entries::misreading(context, id)));
    let people = case.people.iter();
    let people = people.map(|person| (person.id.as_str(), entries::person(context, person)));
    let terms = context.terms();
    let terms = terms
        .iter()
        .map(|id| (id.as_str(), entries::term(context, id)));
    let help = case.help.iter();
    let help = help.map(|help| (help.id.as_str(), entries::help(context, help)));
    let sources = case.sources.iter().zip(1..);
    let sources = sources
        .map(|(source, number)| (source.id.as_str(), entries::source(context, number, source)));
    let about = case.about.iter();
    let about = about.map(|id| (id.as_str(), entries::about(context, id)));
    html! {
        <>
            {list(context, kind, "misreadings", [&page.misreadings, ""], misreadings)}
            {list(context, kind, "people", [&page.people, &page.people_intro], people)}
            {list(context, kind, "glossary", [&page.terms, &page.terms_intro], terms)}
            {list(context, kind, HELP, [&page.help, &page.help_intro], help)}
            {list(context, kind, SOURCES, [&page.sources, &page.sources_intro], sources)}
            {list(context, kind, "about", [&page.about, ""], about)}
        </>
    }
}

/// A section with its heading and its records; empty if there are none.
fn list<'a>(
    context: PageContext<'_>,
    kind: PageKind<'_>,
    id: &str,
    [title, intro]: [&str; 2],
    records: impl Iterator<Item = (&'a str, Html)>,
) -> Html {
    let mut records = records.peekable();
    if records.peek().is_none() {
        return html! {};
    }
    let label = &context.strings.client.link_to_entry;
    let record = |(id, html): (&str, Html)| {
        html! { <li class="record" id={id.to_owned()}>{html}{entries::record_link(id, label)}</li> }
    };
    let class = format!("section section--{id}");
    let records = html! { <ol class="records">{ for records.map(record) }</ol> };
    section(
        kind == PageKind::Embed,
        id,
        &class,
        head(kind, id, title, intro),
        records,
    )
}
