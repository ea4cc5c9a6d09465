//! The records of the page (events, legal steps, lists) and the days of the strip. They stand in the document as they
//! were written, and are no components: a case may have thousands of them, and taking each over, or comparing each at
//! every choice, would keep a reader waiting. What a choice hides, marks or turns round in them is done here, where
//! something changes.

use std::cell::RefCell;

use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, HtmlElement};

use super::{is_given_up, later, show};
use crate::client::page_data::{ChapterData, EVENTS_A_LIST, EventData};
use crate::client::state::State;
use crate::model::Id;

/// What can be chosen in the strip.
const FACES: &str = ".strip [data-day]";
/// How many items are shown or put in their place before anything is drawn: more than a screen holds.
const ITEMS_AT_FIRST: usize = 100;
/// How many then in one task.
const ITEMS_AT_ONCE: usize = 1_000;
/// Milliseconds before each such task: the browser draws what it has in between.
const A_FRAME: u32 = 20;

/// Events, each with the list it belongs to, in their order, and the item behind which the first of them comes.
type ToPut = (Option<Element>, Vec<(Element, Id)>);

thread_local! {
    /// The records whose items are still to be shown.
    static TO_SHOW: RefCell<Vec<Id>> = const { RefCell::new(Vec::new()) };
    /// The events that are still to be put in their places.
    static TO_PUT: RefCell<ToPut> = const { RefCell::new((None, Vec::new())) };
}

/// Brings records and days from one state of the reader's choices to the next, and then the reader to the record that
/// was asked for, unless the program has been taken off the page.
pub fn follow(before: &State, now: &State) {
    if is_given_up() {
        return;
    }
    if before.found != now.found || before.actors != now.actors {
        hide(before, now);
    }
    if before.day != now.day || before.is_live != now.is_live {
        mark_days(before, now);
    }
    if before.day != now.day {
        mark_events(before, now);
        mark_step(before, now);
    }
    if before.newest_first != now.newest_first {
        turn(now);
    }
    // Only now does everything stand where it will: how long the program takes to come here differs from phone to phone.
    if before.times_led != now.times_led
        && let Some(id) = &now.led_to
    {
        show_some(usize::MAX);
        put_some(usize::MAX);
        show(id);
    }
}

/// Hides what the choices hide, and shows what they no longer do, in the order in which it stands in the page: the first
/// at once, the others in tasks of their own, since that takes longer (Firefox and Safari prepare also what rests).
fn hide(before: &State, now: &State) {
    // What still waits, before it is forgotten.
    show_some(usize::MAX);
    let page_data = &now.page_data;
    let mut to_show = Vec::new();
    let mut change = |id: &Id, hid: bool, hides: bool| {
        if hides && !hid {
            set_hidden(item(id), true);
        } else if hid && !hides {
            to_show.push(id.clone());
        }
    };
    for chapter in in_order(now) {
        for (list, events) in lists(chapter, now) {
            for event in &events {
                change(&event.id, before.hides(event), now.hides(event));
            }
            tell_shown(&list, &events, now);
        }
        let is_empty = chapter.events.iter().all(|event| now.hides(event));
        set_hidden(element(&chapter.id), is_empty);
    }
    let mut hide_section = |section: &str, records: &mut dyn Iterator<Item = &Id>| {
        let mut is_empty = true;
        for id in records {
            let hides = now.is_unfound(id);
            is_empty &= hides;
            change(id, before.is_unfound(id), hides);
        }
        set_hidden(element(section), is_empty);
    };
    hide_section("steps", &mut page_data.steps.iter().map(|step| &step.id));
    for list in &page_data.lists {
        hide_section(&list.id, &mut list.records.iter());
    }
    TO_SHOW.replace(to_show);
    show_some(ITEMS_AT_FIRST);
}

fn show_some(number: usize) {
    if is_given_up() {
        return;
    }
    let mut some = TO_SHOW.take();
    let rest = some.split_off(some.len().min(number));
    for id in some {
        set_hidden(item(&id), false);
    }
    if !rest.is_empty() {
        TO_SHOW.replace(rest);
        later(A_FRAME, || show_some(ITEMS_AT_ONCE));
    }
}

/// Makes the days of the strip buttons, and presses the one that is chosen.
fn mark_days(before: &State, now: &State) {
    if !before.is_live {
        for face in all(FACES) {
            let _ = face.set_attribute("role", "button");
            press(&face, false);
            let _ = face.set_attribute("tabindex", "-1");
        }
    }
    let days = [(before.day, false), (now.day, true)];
    for (day, is_chosen) in days {
        if let Some(face) = first(&format!(".strip [data-day='{day}']")) {
            press(&face, is_chosen);
        }
    }
    // One day is always in the Tab order, also when a day outside the month is chosen.
    for old in all(".strip [tabindex='0']") {
        let _ = old.set_attribute("tabindex", "-1");
    }
    let stop = first(".day--chosen > *").or_else(|| first(FACES));
    if let Some(stop) = stop {
        let _ = stop.set_attribute("tabindex", "0");
    }
}

fn press(face: &Element, is_chosen: bool) {
    let _ = face.set_attribute("aria-pressed", if is_chosen { "true" } else { "false" });
    set_class(face.parent_element(), "day--chosen", is_chosen);
}

fn mark_events(before: &State, now: &State) {
    for event in now.page_data.events() {
        let is_today = event.is_on(now.day);
        if is_today != event.is_on(before.day) {
            set_class(element(&event.id), "event--chosen", is_today);
        }
    }
}

/// Moves "now" along the path. Its words are put there anew: a page that the browser translates has other nodes in
/// the place of texts, and a text changed alone would change out of sight.
fn mark_step(before: &State, now: &State) {
    let page_data = &now.page_data;
    let step = |state: &State| page_data.steps.get(page_data.step_on(state.day)?);
    let stop = |id: &str| first(&format!(".path [href='#{id}']"));
    for told in all(".path__now") {
        told.remove();
    }
    if let Some(old) = step(before) {
        set_class(element(&old.id), "step--now", false);
        if let Some(link) = stop(&old.id) {
            let _ = link.remove_attribute("aria-current");
            set_class(link.parent_element(), "path__stop--now", false);
        }
    }
    if let Some(new) = step(now) {
        set_class(element(&new.id), "step--now", true);
        if let Some(link) = stop(&new.id) {
            let _ = link.set_attribute("aria-current", "step");
            set_class(link.parent_element(), "path__stop--now", true);
            if let Ok(told) = document().create_element("span") {
                told.set_class_name("path__now");
                told.set_text_content(Some(&page_data.now_on(now.day)));
                let _ = link.after_with_node_1(&told);
            }
        }
    }
}

/// Turns the order of chapters and events round. The order of the document is the order shown.
fn turn(now: &State) {
    let chapters = in_order(now);
    turn_chapters(&chapters);
    let mut places = Vec::new();
    for (list, events) in chapters.iter().flat_map(|chapter| lists(chapter, now)) {
        tell_shown(&list, &events, now);
        places.extend(events.iter().map(|event| (list.clone(), event.id.clone())));
    }
    // What an earlier turn has not put yet is among them.
    TO_PUT.replace((None, places));
    put_some(ITEMS_AT_FIRST);
}

/// The chapters, in the order the reader has chosen.
fn in_order(now: &State) -> Vec<&ChapterData> {
    let mut chapters: Vec<_> = now.page_data.chapters.iter().collect();
    if now.newest_first {
        chapters.reverse();
    }
    chapters
}

/// The lists of a chapter, each with the events that stand in it in the order the reader has chosen.
fn lists<'a>(chapter: &'a ChapterData, now: &State) -> Vec<(Element, Vec<&'a EventData>)> {
    let mut events: Vec<_> = chapter.events.iter().collect();
    if now.newest_first {
        events.reverse();
    }
    let lists = element(&chapter.id).map(|chapter| super::all(&chapter, ".chapter__events"));
    let events = events.chunks(EVENTS_A_LIST).map(<[_]>::to_vec);
    lists.unwrap_or_default().into_iter().zip(events).collect()
}

/// Tells a list how many of its events are shown, for its height while it rests.
fn tell_shown(list: &Element, events: &[&EventData], now: &State) {
    let shown = events.iter().filter(|event| !now.hides(event)).count();
    if let Some(list) = list.dyn_ref::<HtmlElement>() {
        let _ = list.style().set_property("--shown", &shown.to_string());
    }
}

/// Puts the chapters in their order, around the one with the most events: to move it would keep a reader waiting.
fn turn_chapters(order: &[&ChapterData]) {
    let longest = (0..order.len()).max_by_key(|place| order[*place].events.len());
    let Some((longest, resting)) = longest.and_then(|at| Some((at, element(&order[at].id)?)))
    else {
        return;
    };
    for chapter in &order[..longest] {
        if let Some(chapter) = element(&chapter.id) {
            let _ = resting.before_with_node_1(&chapter);
        }
    }
    for chapter in order[longest + 1..].iter().rev() {
        if let Some(chapter) = element(&chapter.id) {
            let _ = resting.after_with_node_1(&chapter);
        }
    }
}

/// Puts items behind each other in their lists: those that come to stand first at once, the others in tasks of their
/// own.
fn put_some(number: usize) {
    if is_given_up() {
        return;
    }
    let (mut before, mut places) = TO_PUT.take();
    let rest = places.split_off(places.len().min(number));
    for (list, id) in places {
        let Some(item) = item(&id) else {
            continue;
        };
        let before_it = before.filter(|before| before.parent_element().as_ref() == Some(&list));
        let place = match &before_it {
            Some(before) => before.next_element_sibling(),
            None => list.first_element_child(),
        };
        if place.as_ref() != Some(&item) {
            let _ = list.insert_before(&item, place.as_deref());
        }
        before = Some(item);
    }
    if !rest.is_empty() {
        TO_PUT.replace((before, rest));
        later(A_FRAME, || put_some(ITEMS_AT_ONCE));
    }
}

fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
}

/// The item of its list that a record is or stands in.
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
