//! The timeline: chapters of events, rendered for the opening day. [`crate::client::dom`] applies the reader's filters
//! to it.

use yew::prelude::*;

use super::entries::named_record_link;
use super::event::event;
use super::masthead::chapter_head;
use crate::client::page_data::EVENTS_A_LIST;
use crate::content::case::{Chapter, Event};
use crate::site::context::PageContext;
use crate::site::page_data::events_of;

/// All chapters, oldest first.
pub fn timeline(context: PageContext<'_>) -> Html {
    html! {
        <div class="timeline__chapters">
            { for context.case.chapters.iter().map(|item| chapter(context, item)) }
        </div>
    }
}

/// A chapter. Its events are split into lists of [`EVENTS_A_LIST`].
fn chapter(context: PageContext<'_>, chapter: &Chapter) -> Html {
    let events: Vec<_> = events_of(chapter, context.case).collect();
    let class = classes!(
        "chapter__events",
        (events.len() > EVENTS_A_LIST).then_some("chapter__events--part")
    );
    let list = |events: &[&Event]| {
        html! { <ol class={class.clone()}>{ for events.iter().map(|item| article(context, item)) }</ol> }
    };
    html! {
        <section class="chapter" id={chapter.id.clone()}
            aria-labelledby={format!("{}-title", chapter.id)} hidden={events.is_empty()}>
            <header class="chapter__head">{chapter_head(context, &chapter.id)}</header>
            { for events.chunks(EVENTS_A_LIST).map(list) }
        </section>
    }
}

/// A list item with an event and the link to it.
fn article(context: PageContext<'_>, item: &Event) -> Html {
    let opening_day = context.case.opening_day;
    let is_chosen = item
        .when
        .days()
        .is_some_and(|[first, last]| first <= opening_day && opening_day <= last);
    let class = classes!(
        "event",
        item.core.then_some("event--core"),
        is_chosen.then_some("event--chosen")
    );
    let link = named_record_link(context, &item.id, &context.text.events[&item.id].headline);
    html! { <li><article {class} id={item.id.clone()}>{event(context, item, 4)}{link}</article></li> }
}
