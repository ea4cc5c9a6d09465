//! The static HTML inside the app, rendered from [`super::templates`] into [`Fragments`].

use yew::prelude::*;

use super::context::PageContext;
use super::document::render;
use super::page_data::{cited_text, events_of, pause_changes_of};
use super::page_kind::PageKind;
use super::templates::entries::named_record_link;
use super::templates::{card, chart, event, lists, masthead, office, prose, status_table, step};
use crate::client::fragments::{ChapterFragments, Fragments};
use crate::content::case::{Chapter, Event, Step};

/// The fragments of a page with the app.
pub fn fragments(context: PageContext<'_>, kind: PageKind<'_>) -> Fragments {
    if kind == PageKind::ChartCard {
        return Fragments {
            masthead: fragment(kind, masthead::notice(context)),
            footer: fragment(kind, card::footer(context, kind, "chart", true)),
            ..chart_fragments(context, kind)
        };
    }
    let PageContext { case, strings, .. } = context;
    let page = &strings.page;
    let fragment = |html: Html| fragment(kind, html);
    let head =
        |id: &str, title: &str, intro: &str| fragment(masthead::head(kind, id, title, intro));
    Fragments {
        masthead: fragment(masthead::masthead(context, kind)),
        questions: fragment(lists::faq(context, kind)),
        timeline_head: head("timeline", &page.timeline, &page.timeline_intro),
        chapters: case
            .chapters
            .iter()
            .map(|found| chapter(context, kind, found))
            .collect(),
        actors: case
            .actors
            .iter()
            .map(|actor| fragment(masthead::actor(context, actor)))
            .collect(),
        steps_head: head("steps", &page.steps, &page.steps_intro),
        map_head: fragment(office::map_head(context)),
        offices: case
            .offices
            .iter()
            .map(|found| fragment(office::office(context, found)))
            .collect(),
        steps: case
            .steps
            .iter()
            .map(|found| step(context, kind, found))
            .collect(),
        reference: fragment(lists::reference(context, kind)),
        footer: fragment(masthead::footer(context, kind)),
        ..chart_fragments(context, kind)
    }
}

/// The fragments of the chart alone.
pub fn chart_fragments(context: PageContext<'_>, kind: PageKind<'_>) -> Fragments {
    let fragment = |html: Html| fragment(kind, html);
    Fragments {
        chart_head: fragment(chart_head(context, kind)),
        chart_actors: fragment(chart::actors(context)),
        chart_bars: fragment(chart::bars(context)),
        weekdays: fragment(chart::weekdays(context)),
        days: context
            .case
            .month
            .days()
            .map(|day| fragment(chart::day(context, day)))
            .collect(),
        chart_key: fragment(chart_key(context, kind)),
        ..Fragments::default()
    }
}

fn fragment(kind: PageKind<'_>, html: Html) -> AttrValue {
    let html = render(html);
    AttrValue::from(if kind == PageKind::Embed {
        outside_links_in_new_windows(&html)
    } else {
        html
    })
}

fn chapter(context: PageContext<'_>, kind: PageKind<'_>, chapter: &Chapter) -> ChapterFragments {
    let fragment = |html: Html| fragment(kind, html);
    let content = |found: &Event| {
        let headline = &context.text.events[&found.id].headline;
        fragment(html! {
            <>{event::event(context, kind, found, 4)}{event::line_of(context, found)}{named_record_link(context, &found.id, headline)}</>
        })
    };
    ChapterFragments {
        head: fragment(masthead::chapter_head(context, &chapter.id)),
        events: events_of(chapter, context.case).map(content).collect(),
        pause_changes: pause_changes_of(chapter, context.case)
            .map(|(day, period)| fragment(event::pause_change(context, day, period)))
            .collect(),
    }
}

fn step(context: PageContext<'_>, kind: PageKind<'_>, step: &Step) -> AttrValue {
    let title = &context.text.steps[&step.id].title;
    fragment(
        kind,
        html! {
            <>{step::step(context, kind, step, 3)}{named_record_link(context, &step.id, title)}</>
        },
    )
}

/// The heading of the chart, and in a sentence what it shows.
fn chart_head(context: PageContext<'_>, kind: PageKind<'_>) -> Html {
    let summary = cited_text(&context.text.chart.summary, context.case);
    html! {
        <>
            { if kind == PageKind::ChartCard {
                html! { <h1 id="chart-title">{&context.strings.page.chart}</h1> }
            } else {
                masthead::head(kind, "chart", &context.strings.page.chart, "")
            } }
            <p class="chart__summary">{prose::cited(&summary)}</p>
        </>
    }
}

/// The legend of the chart, the table of statuses, and the message of the static page. In an embed the notes of the
/// masthead come before the message.
fn chart_key(context: PageContext<'_>, kind: PageKind<'_>) -> Html {
    html! {
        <>
            {chart::legend(context)}
            {status_table::table(context)}
            { (kind == PageKind::Embed).then(|| html! { <>{masthead::summary_sources(context)}{masthead::note(context)}{masthead::translation(context, kind)}</> }) }
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
