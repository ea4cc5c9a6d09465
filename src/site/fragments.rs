//! The static HTML inside the app.

use yew::prelude::*;

use super::context::Doc;
use super::document::render;
use super::page_kind::Kind;
use super::templates::{chart, lists, masthead, table, timeline};
use crate::client::fragments::Fragments;

/// The fragments of a page.
pub fn fragments(doc: Doc<'_>, kind: Kind<'_>) -> Fragments {
    let page = &doc.ui.page;
    let fragment = |html: Html| AttrValue::from(render(html));
    Fragments {
        masthead: fragment(masthead::masthead(doc, kind)),
        questions: fragment(lists::faq(doc, kind)),
        chart_head: fragment(masthead::head(kind, "june", &page.june, "")),
        chart_days: fragment(chart::days(doc)),
        chart_key: fragment(chart_key(doc, kind)),
        timeline_head: fragment(masthead::head(
            kind,
            "timeline",
            &page.timeline,
            &page.timeline_intro,
        )),
        timeline: fragment(timeline::timeline(doc)),
        actors: doc
            .case
            .actors
            .iter()
            .map(|actor| fragment(masthead::actor(doc, actor)))
            .collect(),
        reference: fragment(lists::reference(doc, kind)),
        footer: fragment(masthead::footer(doc, kind)),
    }
}

/// What the chart's icons and bands mean, and its table. In an embed the notes of the masthead follow them.
fn chart_key(doc: Doc<'_>, kind: Kind<'_>) -> Html {
    html! {
        <>
            {masthead::legend(doc)}
            {table::table(doc)}
            { (kind == Kind::Embed).then(|| html! { <>{masthead::note(doc)}{masthead::translation(doc, kind)}</> }) }
            {masthead::still(doc, kind)}
        </>
    }
}
