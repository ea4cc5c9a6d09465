//! The timeline: chapters of events. The order of the document is the order shown; an event that is
//! filtered out is hidden, never removed, because its body exists in the document only.

use yew::prelude::*;

use super::link::record_link;
use crate::outline::{ChapterOutline, EventOutline};
use crate::state::State;

/// All chapters, in the order chosen.
pub fn timeline(state: &State) -> Html {
    let chapters = turned(state.outline.chapters.iter(), state.newest_first);
    html! {
        <div class="timeline__chapters">
            { for chapters.into_iter().map(|shown| chapter(state, shown)) }
        </div>
    }
}

fn chapter(state: &State, chapter: &ChapterOutline) -> Html {
    let events = turned(chapter.events.iter(), state.newest_first);
    let is_empty = chapter.events.iter().all(|event| state.hides(event));
    html! {
        <section class="chapter" id={chapter.id.clone()} key={chapter.id.clone()}
            aria-labelledby={format!("{}-title", chapter.id)} hidden={is_empty}>
            <header class="chapter__head">{Html::from_html_unchecked(state.outline.body(&chapter.id))}</header>
            <ol class="chapter__events">{ for events.into_iter().map(|told| event(state, told)) }</ol>
        </section>
    }
}

fn event(state: &State, event: &EventOutline) -> Html {
    let is_today = event.is_on(state.day);
    let class = classes!(
        "event",
        event.core.then_some("event--core"),
        is_today.then_some("event--chosen")
    );
    html! {
        <li key={event.id.clone()} hidden={state.hides(event)}>
            <article {class} id={event.id.clone()}>
                {Html::from_html_unchecked(state.outline.body(&event.id))}
                {record_link(state, &event.id, Some(&event.headline))}
            </article>
        </li>
    }
}

fn turned<'a, T>(order: impl DoubleEndedIterator<Item = &'a T>, is_turned: bool) -> Vec<&'a T> {
    if is_turned {
        order.rev().collect()
    } else {
        order.collect()
    }
}
