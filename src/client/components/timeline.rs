//! The timeline: chapters of events, of which a filter hides some, in either order. Between them stand the changes of the
//! pause of removals, which the line beside the events shows.

use chrono::NaiveDate;
use yew::prelude::*;

use super::prerendered::prerendered;
use crate::client::fragments::{ChapterFragments, Fragments, fragment};
use crate::client::page_data::{ChapterData, EventData, PageData, PauseChangeData};
use crate::client::ptr_eq::PtrEq;

/// The properties of [`Timeline`].
#[derive(PartialEq, Properties)]
pub struct TimelineProps {
    /// The data of the page.
    pub page_data: PtrEq<PageData>,
    /// The prerendered HTML.
    pub fragments: PtrEq<Fragments>,
    /// The chosen day, whose events are highlighted.
    pub day: NaiveDate,
    /// The actors whose events are shown, as indices into [`PageData::actors`]; empty means all.
    pub actors: Vec<usize>,
    /// Whether the newest event is first.
    pub newest_first: bool,
}

/// The chapters, and in each its events, in the chosen order.
#[component]
pub fn Timeline(props: &TimelineProps) -> Html {
    let TimelineProps {
        page_data,
        fragments,
        newest_first,
        ..
    } = props;
    let chapters = page_data.chapters.iter().enumerate().map(|(index, data)| {
        let empty = ChapterFragments::default();
        chapter(props, data, fragments.chapters.get(index).unwrap_or(&empty))
    });
    html! { <div class="timeline__chapters">{ordered(chapters, *newest_first)}</div> }
}

/// Reverses a list of elements if the newest is to be first. The order of the document is the order on screen.
fn ordered(elements: impl DoubleEndedIterator<Item = Html>, newest_first: bool) -> Html {
    if newest_first {
        elements.rev().collect()
    } else {
        elements.collect()
    }
}

/// A chapter; hidden if the filter hides all its events, unless the pause of removals changes in it.
fn chapter(props: &TimelineProps, chapter: &ChapterData, fragments: &ChapterFragments) -> Html {
    let is_hidden = chapter.pause_changes.is_empty()
        && chapter
            .events
            .iter()
            .all(|event| event.is_hidden(&props.actors));
    let changes_before = |index: usize| {
        let changes = chapter.pause_changes.iter().enumerate();
        changes
            .filter(move |(_, change)| change.before == index)
            .map(|(number, change)| {
                pause_change(change, fragment(&fragments.pause_changes, number))
            })
    };
    let events = chapter.events.iter().enumerate().flat_map(|(index, data)| {
        changes_before(index).chain([event(props, data, fragment(&fragments.events, index))])
    });
    let items: Vec<_> = events.chain(changes_before(chapter.events.len())).collect();
    html! {
        <section key={chapter.id.clone()} class="chapter" id={chapter.id.clone()}
            aria-labelledby={format!("{}-title", chapter.id)} hidden={is_hidden}>
            <header class="chapter__head" key="head">{prerendered(&fragments.head)}</header>
            <ol class="chapter__events" key="events">{ordered(items.into_iter(), props.newest_first)}</ol>
        </section>
    }
}

/// A change of the pause of removals. No filter hides it: it says what held around the events that are shown.
fn pause_change(change: &PauseChangeData, content: AttrValue) -> Html {
    html! {
        <li key={change.day.to_string()}>
            <div key="change" class="pause-change">{prerendered(&content)}</div>
        </li>
    }
}

fn event(props: &TimelineProps, event: &EventData, content: AttrValue) -> Html {
    let class = classes!(
        "event",
        event.is_core.then_some("event--core"),
        event.is_on(props.day).then_some("event--chosen")
    );
    html! {
        <li key={event.id.clone()} hidden={event.is_hidden(&props.actors)}>
            <article key="event" {class} id={event.id.clone()}>{prerendered(&content)}</article>
        </li>
    }
}
