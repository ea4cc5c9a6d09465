//! Updates the prerendered records (events, legal steps, lists) and the day buttons of the chart.
//!
//! They are not components: a case may have thousands of records, and hydrating all of them, or comparing all of them
//! on every render, would be slow. This module changes only the elements that differ between two states: it hides,
//! highlights and reorders them.

use std::cell::RefCell;

use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{after_ms, is_static, reveal};
use crate::client::page_data::{ChapterData, EVENTS_A_LIST, EventData};
use crate::client::state::State;
use crate::model::Id;

/// The selector of the day buttons of the chart.
const DAY_BUTTONS: &str = ".chart [data-day]";
/// The number of items shown or moved before the next paint: more than a screen holds.
const FIRST_BATCH: usize = 100;
/// The number of items in each later batch.
const BATCH: usize = 1_000;
/// The delay before each later batch, in milliseconds: long enough for the browser to paint.
const BATCH_DELAY: u32 = 20;

/// The item after which the first event is inserted, and the events in their new order, each with its list.
type PendingMoves = (Option<Element>, Vec<(Element, Id)>);

thread_local! {
    /// The records whose items have not been shown yet.
    static PENDING_SHOWN: RefCell<Vec<Id>> = const { RefCell::new(Vec::new()) };
    /// The events that have not been moved yet.
    static PENDING_MOVES: RefCell<PendingMoves> = const { RefCell::new((None, Vec::new())) };
}

/// Applies the differences between two states to records and day buttons, then reveals the requested record. Does nothing
/// if the page is the static fallback.
pub fn apply(before: &State, now: &State) {
    if is_static() {
        return;
    }
    if before.found != now.found || before.actors != now.actors {
        update_hidden(before, now);
    }
    if before.day != now.day || before.is_hydrated != now.is_hydrated {
        update_days(before, now);
    }
    if before.day != now.day {
        update_events(before, now);
        update_step(before, now);
    }
    if before.newest_first != now.newest_first {
        reorder(now);
    }
    // Last, when all elements are in their final positions.
    if before.scroll_requests != now.scroll_requests
        && let Some(id) = &now.scroll_target
    {
        show_batch(usize::MAX);
        move_batch(usize::MAX);
        reveal(id);
    }
}

/// Hides and shows items and sections. Items are shown in page order, in batches, because showing is slow: Firefox and
/// Safari prepare also what is skipped by `content-visibility`.
fn update_hidden(before: &State, now: &State) {
    // The items of an earlier change that are still pending.
    show_batch(usize::MAX);
    let page_data = &now.page_data;
    let mut shown = Vec::new();
    let mut update = |id: &Id, was_hidden: bool, is_hidden: bool| {
        if is_hidden && !was_hidden {
            set_hidden(item(id), true);
        } else if was_hidden && !is_hidden {
            shown.push(id.clone());
        }
    };
    for chapter in ordered_chapters(now) {
        for (list, events) in lists(chapter, now) {
            for event in &events {
                update(&event.id, before.hides(event), now.hides(event));
            }
            set_shown_count(&list, &events, now);
        }
        let is_empty = chapter.events.iter().all(|event| now.hides(event));
        set_hidden(element(&chapter.id), is_empty);
    }
    let mut hide_section = |section: &str, records: &mut dyn Iterator<Item = &Id>| {
        let mut is_empty = true;
        for id in records {
            let is_hidden = now.is_unmatched(id);
            is_empty &= is_hidden;
            update(id, before.is_unmatched(id), is_hidden);
        }
        set_hidden(element(section), is_empty);
    };
    hide_section("steps", &mut page_data.steps.iter().map(|step| &step.id));
    for list in &page_data.lists {
        hide_section(&list.id, &mut list.records.iter());
    }
    PENDING_SHOWN.replace(shown);
    show_batch(FIRST_BATCH);
}

/// Shows the next pending items, and schedules the next batch.
fn show_batch(size: usize) {
    if is_static() {
        return;
    }
    let mut batch = PENDING_SHOWN.take();
    let remaining = batch.split_off(batch.len().min(size));
    for id in batch {
        set_hidden(item(&id), false);
    }
    if !remaining.is_empty() {
        PENDING_SHOWN.replace(remaining);
        after_ms(BATCH_DELAY, || show_batch(BATCH));
    }
}

/// Gives the days of the chart the role of toggle buttons on hydration, and sets the pressed one.
fn update_days(before: &State, now: &State) {
    if !before.is_hydrated {
        for button in all(DAY_BUTTONS) {
            let _ = button.set_attribute("role", "button");
            set_pressed(&button, false);
            let _ = button.set_attribute("tabindex", "-1");
        }
    }
    let days = [(before.day, false), (now.day, true)];
    for (day, is_chosen) in days {
        if let Some(button) = first(&format!(".chart [data-day='{day}']")) {
            set_pressed(&button, is_chosen);
        }
    }
    // One day is always in the tab order, even if the chosen day is outside the month.
    for button in all(".chart [tabindex='0']") {
        let _ = button.set_attribute("tabindex", "-1");
    }
    let tab_stop = first(".day--chosen > *").or_else(|| first(DAY_BUTTONS));
    if let Some(button) = tab_stop {
        let _ = button.set_attribute("tabindex", "0");
    }
}

fn set_pressed(button: &Element, is_pressed: bool) {
    let value = if is_pressed { "true" } else { "false" };
    let _ = button.set_attribute("aria-pressed", value);
    set_class(button.parent_element(), "day--chosen", is_pressed);
}

/// Highlights the events of the chosen day.
fn update_events(before: &State, now: &State) {
    for event in now.page_data.events() {
        let is_chosen = event.is_on(now.day);
        if is_chosen != event.is_on(before.day) {
            set_class(element(&event.id), "event--chosen", is_chosen);
        }
    }
}

/// Moves the label of the current step along the path. The label is a new element: browser translation replaces text
/// nodes, so a change of the old text would be invisible.
fn update_step(before: &State, now: &State) {
    let page_data = &now.page_data;
    let step = |state: &State| page_data.steps.get(page_data.step_on(state.day)?);
    let path_link = |id: &str| first(&format!(".path [href='#{id}']"));
    for label in all(".path__now") {
        label.remove();
    }
    if let Some(old) = step(before) {
        set_class(element(&old.id), "step--now", false);
        if let Some(link) = path_link(&old.id) {
            let _ = link.remove_attribute("aria-current");
            set_class(link.parent_element(), "path__stop--now", false);
        }
    }
    if let Some(new) = step(now) {
        set_class(element(&new.id), "step--now", true);
        if let Some(link) = path_link(&new.id) {
            let _ = link.set_attribute("aria-current", "step");
            set_class(link.parent_element(), "path__stop--now", true);
            if let Ok(label) = document().create_element("span") {
                label.set_class_name("path__now");
                label.set_text_content(Some(&page_data.now_on(now.day)));
                let _ = link.after_with_node_1(&label);
            }
        }
    }
}

/// Moves chapters and events into the chosen order. The order of the document is the order on screen.
fn reorder(now: &State) {
    let chapters = ordered_chapters(now);
    reorder_chapters(&chapters);
    let mut moves = Vec::new();
    for (list, events) in chapters.iter().flat_map(|chapter| lists(chapter, now)) {
        set_shown_count(&list, &events, now);
        moves.extend(events.iter().map(|event| (list.clone(), event.id.clone())));
    }
    // These are all events, so moves that are still pending can be dropped.
    PENDING_MOVES.replace((None, moves));
    move_batch(FIRST_BATCH);
}

/// The chapters, in the chosen order.
fn ordered_chapters(now: &State) -> Vec<&ChapterData> {
    let mut chapters: Vec<_> = now.page_data.chapters.iter().collect();
    if now.newest_first {
        chapters.reverse();
    }
    chapters
}

/// The lists of a chapter, each with its events in the chosen order.
fn lists<'a>(chapter: &'a ChapterData, now: &State) -> Vec<(Element, Vec<&'a EventData>)> {
    let mut events: Vec<_> = chapter.events.iter().collect();
    if now.newest_first {
        events.reverse();
    }
    let lists = element(&chapter.id).map(|chapter| super::all(&chapter, ".chapter__events"));
    let events = events.chunks(EVENTS_A_LIST).map(<[_]>::to_vec);
    lists.unwrap_or_default().into_iter().zip(events).collect()
}

/// Sets the number of shown events on a list, for its estimated height while `content-visibility` skips it.
fn set_shown_count(list: &Element, events: &[&EventData], now: &State) {
    let shown = events.iter().filter(|event| !now.hides(event)).count();
    if let Some(list) = list.dyn_ref::<HtmlElement>() {
        let _ = list.style().set_property("--shown", &shown.to_string());
    }
}

/// Moves the chapters into order around the one with the most events, which is the slowest to move and stays.
fn reorder_chapters(order: &[&ChapterData]) {
    let longest = (0..order.len()).max_by_key(|index| order[*index].events.len());
    let Some((longest, fixed)) =
        longest.and_then(|index| Some((index, element(&order[index].id)?)))
    else {
        return;
    };
    for chapter in &order[..longest] {
        if let Some(chapter) = element(&chapter.id) {
            let _ = fixed.before_with_node_1(&chapter);
        }
    }
    for chapter in order[longest + 1..].iter().rev() {
        if let Some(chapter) = element(&chapter.id) {
            let _ = fixed.after_with_node_1(&chapter);
        }
    }
}

/// Moves the next pending events to their positions in their lists, and schedules the next batch.
fn move_batch(size: usize) {
    if is_static() {
        return;
    }
    let (mut previous, mut batch) = PENDING_MOVES.take();
    let remaining = batch.split_off(batch.len().min(size));
    for (list, id) in batch {
        let Some(item) = item(&id) else {
            continue;
        };
        let previous_in_list =
            previous.filter(|previous| previous.parent_element().as_ref() == Some(&list));
        let at_position = match &previous_in_list {
            Some(previous) => previous.next_element_sibling(),
            None => list.first_element_child(),
        };
        if at_position.as_ref() != Some(&item) {
            let _ = list.insert_before(&item, at_position.as_deref());
        }
        previous = Some(item);
    }
    if !remaining.is_empty() {
        PENDING_MOVES.replace((previous, remaining));
        after_ms(BATCH_DELAY, || move_batch(BATCH));
    }
}

fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// The list item that a record is or is inside of.
fn item(id: &str) -> Option<Element> {
    element(id)?.closest("li").ok()?
}

fn first(selector: &str) -> Option<Element> {
    document().query_selector(selector).ok().flatten()
}

fn all(selector: &str) -> Vec<Element> {
    super::all(&document(), selector)
}

fn set_hidden(element: Option<Element>, is_hidden: bool) {
    if let Some(element) = element {
        let _ = element.toggle_attribute_with_force("hidden", is_hidden);
    }
}

fn set_class(element: Option<Element>, class: &str, has: bool) {
    if let Some(element) = element {
        let _ = element.class_list().toggle_with_force(class, has);
    }
}
