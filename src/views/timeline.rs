//! The timeline: chapters of events. What a choice changes in it is done by [`crate::browser::follow`].

use yew::prelude::*;

use crate::outline::{ChapterOutline, EVENTS_A_LIST, EventOutline, Outline};

/// All chapters, the oldest first.
pub fn timeline(outline: &Outline) -> Html {
    html! {
        <div class="timeline__chapters">
            { for outline.chapters.iter().map(|shown| chapter(outline, shown)) }
        </div>
    }
}

fn chapter(outline: &Outline, chapter: &ChapterOutline) -> Html {
    let is_long = chapter.events.len() > EVENTS_A_LIST;
    html! {
        <section class="chapter" id={chapter.id.clone()}
            aria-labelledby={format!("{}-title", chapter.id)} hidden={chapter.events.is_empty()}>
            <header class="chapter__head">{Html::from_html_unchecked(outline.body(&chapter.id))}</header>
            { for chapter.events.chunks(EVENTS_A_LIST).map(|told| events(outline, told, is_long)) }
        </section>
    }
}

fn events(outline: &Outline, events: &[EventOutline], is_part: bool) -> Html {
    let class = classes!(
        "chapter__events",
        is_part.then_some("chapter__events--part")
    );
    html! { <ol {class}>{ for events.iter().map(|told| event(outline, told)) }</ol> }
}

fn event(outline: &Outline, event: &EventOutline) -> Html {
    let is_today = event.is_on(outline.opening_day);
    let class = classes!(
        "event",
        event.core.then_some("event--core"),
        is_today.then_some("event--chosen")
    );
    html! {
        <li><article {class} id={event.id.clone()}>{Html::from_html_unchecked(outline.body(&event.id))}</article></li>
    }
}
