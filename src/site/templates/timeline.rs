//! The timeline: chapters of events, as on the day on which the page opens. [`crate::client::dom`] applies what a reader
//! chooses to it.

use yew::prelude::*;

use super::entries::named_record_link;
use super::event::event;
use super::masthead::chapter_head;
use crate::client::page_data::EVENTS_A_LIST;
use crate::content::case::{Chapter, Event};
use crate::site::context::Doc;
use crate::site::page_data::events_of;

/// All chapters, the oldest first.
pub fn timeline(doc: Doc<'_>) -> Html {
    html! {
        <div class="timeline__chapters">
            { for doc.case.chapters.iter().map(|shown| chapter(doc, shown)) }
        </div>
    }
}

fn chapter(doc: Doc<'_>, chapter: &Chapter) -> Html {
    let all: Vec<_> = events_of(chapter, doc.case).collect();
    let class = classes!(
        "chapter__events",
        (all.len() > EVENTS_A_LIST).then_some("chapter__events--part")
    );
    let list = |events: &[&Event]| {
        html! { <ol class={class.clone()}>{ for events.iter().map(|shown| article(doc, shown)) }</ol> }
    };
    html! {
        <section class="chapter" id={chapter.id.clone()}
            aria-labelledby={format!("{}-title", chapter.id)} hidden={all.is_empty()}>
            <header class="chapter__head">{chapter_head(doc, &chapter.id)}</header>
            { for all.chunks(EVENTS_A_LIST).map(list) }
        </section>
    }
}

fn article(doc: Doc<'_>, shown: &Event) -> Html {
    let opening_day = doc.case.opening_day;
    let is_chosen = shown
        .when
        .days()
        .is_some_and(|[first, last]| first <= opening_day && opening_day <= last);
    let class = classes!(
        "event",
        shown.core.then_some("event--core"),
        is_chosen.then_some("event--chosen")
    );
    let link = named_record_link(doc, &shown.id, &doc.text.events[&shown.id].headline);
    html! { <li><article {class} id={shown.id.clone()}>{event(doc, shown, 4)}{link}</article></li> }
}
