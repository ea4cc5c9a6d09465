//! The static HTML inside the app, rendered from [`super::templates`] into [`Fragments`].

use yew::prelude::*;

use super::context::PageContext;
use super::document::render;
use super::page_kind::PageKind;
use super::templates::{chart, lists, masthead, table, timeline};
use crate::client::fragments::Fragments;

/// The fragments of a page.
pub fn fragments(context: PageContext<'_>, kind: PageKind<'_>) -> Fragments {
    let page = &context.strings.page;
    let fragment = |html: Html| {
        let html = render(html);
        AttrValue::from(if kind == PageKind::Embed {
            outside_links_in_new_windows(&html)
        } else {
            html
        })
    };
    Fragments {
        masthead: fragment(masthead::masthead(context, kind)),
        questions: fragment(lists::faq(context, kind)),
        chart_head: fragment(masthead::head(kind, "chart", &page.chart, "")),
        chart_days: fragment(chart::days(context)),
        chart_key: fragment(chart_key(context, kind)),
        timeline_head: fragment(masthead::head(
            kind,
            "timeline",
            &page.timeline,
            &page.timeline_intro,
        )),
        timeline: fragment(timeline::timeline(context)),
        actors: context
            .case
            .actors
            .iter()
            .map(|actor| fragment(masthead::actor(context, actor)))
            .collect(),
        reference: fragment(lists::reference(context, kind)),
        footer: fragment(masthead::footer(context, kind)),
    }
}

/// The legend of the chart, the table of statuses, and the message of the static page. In an embed the notes of the
/// masthead come before the message.
fn chart_key(context: PageContext<'_>, kind: PageKind<'_>) -> Html {
    html! {
        <>
            {masthead::legend(context)}
            {table::table(context)}
            { (kind == PageKind::Embed).then(|| html! { <>{masthead::note(context)}{masthead::translation(context, kind)}</> }) }
            {masthead::static_notice(context, kind)}
        </>
    }
}

/// Adds `target="_blank"` to the links that lead to other sites. In a frame such a site would replace the timeline, if it
/// permits framing at all. Neither text nor attributes can match, because `<` or `"` is escaped in them.
fn outside_links_in_new_windows(html: &str) -> String {
    ["https://", "http://"]
        .iter()
        .fold(html.to_owned(), |html, scheme| {
            html.replace(
                &format!("<a href=\"{scheme}"),
                &format!("<a target=\"_blank\" rel=\"noopener\" href=\"{scheme}"),
            )
        })
}
