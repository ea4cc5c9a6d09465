//! The only code that touches the browser.
//!
//! Everything here may fail in somebody's browser, so everything returns an `Option`, a `Result` or
//! simply does nothing: no missing feature, closed clipboard or odd address may stop the page. Nothing
//! here runs while a component renders; it runs in effects and in answers to what a reader does.

mod records;
mod search;

use chrono::{Days, NaiveDate};
use gloo::events::{EventListener, EventListenerOptions};
use gloo::timers::callback::Timeout;
use gloo::utils::{document, window};
use js_sys::{Function, Promise, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Event, HtmlElement, HtmlInputElement, KeyboardEvent, MouseEvent, Node};
use web_sys::{ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};
use yew::NodeRef;

#[cfg(target_arch = "wasm32")]
use crate::client::page_data::PAGE_DATA_ID;
use crate::client::page_data::PageData;
use crate::client::state::{Kept, day};
use crate::model::Id;
use crate::model::when::Month;
pub use records::follow;
pub use search::PageText;

/// The attribute of a page that the program has been taken off, or never took over; `boot.js` sets it, too.
const GIVEN_UP: &str = "data-still";

/// The page's data; none where it is missing, damaged, or that of another page: then the page stays static.
#[cfg(target_arch = "wasm32")]
pub fn page_data() -> Option<PageData> {
    let json = document().get_element_by_id(PAGE_DATA_ID)?.text_content()?;
    let value = js_sys::JSON::parse(&json).ok()?;
    let data: PageData = serde_wasm_bindgen::from_value(value).ok()?;
    data.checked()
}

/// Whether the data is that of this page: the same events and steps in the same order.
pub fn is_of_this_page(page_data: &PageData) -> bool {
    let found = all(&document(), ".event, .step");
    let steps = page_data.steps.iter().map(|step| &step.id);
    let expected = page_data.events().map(|event| &event.id).chain(steps);
    found.iter().map(Element::id).eq(expected.cloned())
}

/// The elements below a node, a document or an element, that a selector finds.
fn all(within: &Node, selector: &str) -> Vec<Element> {
    let found = match within.dyn_ref::<Element>() {
        Some(element) => element.query_selector_all(selector),
        None => document().query_selector_all(selector),
    };
    let Ok(found) = found else {
        return Vec::new();
    };
    // A selector finds nothing but elements.
    (0..found.length())
        .filter_map(|place| Some(found.get(place)?.unchecked_into()))
        .collect()
}

/// The element that the program takes over.
pub fn root() -> Option<Element> {
    document().get_element_by_id("app")
}

/// Takes away the `font` elements into which a browser's own translation has put every text, and which the
/// program does not know; the translated texts stay. To be called right before a part is taken over: a
/// translation may come at any moment until then.
pub fn unwrap_translation(part: &Element) {
    for font in all(part, "font") {
        let Some(around) = font.parent_node() else {
            continue;
        };
        while let Some(child) = font.first_child() {
            if around.insert_before(&child, Some(&font)).is_err() {
                return;
            }
        }
        let _ = around.remove_child(&font);
    }
}

/// Calls back whenever something in the page is clicked; dropping the listener ends it.
#[must_use = "listening stops when the listener is dropped"]
pub fn on_click(told: impl Fn(&MouseEvent) + 'static) -> Option<EventListener> {
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(
        &root()?.into(),
        "click",
        options,
        move |clicked| {
            if let Some(clicked) = clicked.dyn_ref::<MouseEvent>() {
                told(clicked);
            }
        },
    ))
}

/// Says, to styles and to tests, that the page answers.
pub fn mark_live() {
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute("data-live", "");
    }
    if let Some(performance) = window().performance() {
        let _ = performance.mark("live");
    }
}

/// The record that the address asks for.
pub fn hash() -> Option<String> {
    let hash = window().location().hash().ok()?;
    let id = hash.strip_prefix('#')?;
    document().get_element_by_id(id).map(|_| id.to_owned())
}

/// Calls back whenever the address asks for another record; dropping the listener ends it.
#[must_use = "listening stops when the listener is dropped"]
pub fn on_hash_change(show: impl Fn(String) + 'static) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| {
        if let Some(id) = hash() {
            show(id);
        }
    })
}

/// Brings a record into view, and opens what encloses it and what it consists of.
fn show(id: &str) {
    let Some(record) = document().get_element_by_id(id) else {
        return;
    };
    open_around(&record);
    if record.tag_name() == "DETAILS" {
        let _ = record.set_attribute("open", "");
    }
    if let Ok(Some(own)) = record.query_selector(":scope > details") {
        let _ = own.set_attribute("open", "");
    }
    // A frame scrolls itself only: the host is a place of its own, and embed.js does it there.
    if window().parent().ok().flatten() != Some(window()) {
        window().scroll_by_with_x_and_y(0.0, record.get_bounding_client_rect().top());
        return;
    }
    let options = ScrollIntoViewOptions::new();
    options.set_behavior(ScrollBehavior::Instant);
    options.set_block(ScrollLogicalPosition::Start);
    record.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Opens what a piece of the document is folded into.
fn open_around(node: &Node) {
    let mut enclosing = node
        .parent_element()
        .and_then(|parent| parent.closest("details").ok().flatten());
    while let Some(details) = enclosing {
        let _ = details.set_attribute("open", "");
        enclosing = details
            .parent_element()
            .and_then(|parent| parent.closest("details").ok().flatten());
    }
}

/// Opens or closes all details of the page.
pub fn open_all(open: bool) {
    for details in all(&document(), "main details") {
        let _ = details.toggle_attribute_with_force("open", open);
    }
}

/// Does something after some milliseconds, unless the program has been taken off the page by then.
pub fn later(milliseconds: u32, then: impl FnOnce() + 'static) {
    let then = move || {
        if !is_given_up() {
            then();
        }
    };
    Timeout::new(milliseconds, then).forget();
}

/// Whether the program has been taken off the page.
fn is_given_up() -> bool {
    let html = document().document_element();
    html.is_some_and(|html| html.has_attribute(GIVEN_UP))
}

/// What was typed or chosen in the field an event comes from.
pub fn value(event: &Event) -> Option<String> {
    Some(event.target()?.dyn_into::<HtmlInputElement>().ok()?.value())
}

/// Replaces what stands in a field.
pub fn set_value(field: &NodeRef, value: &str) {
    if let Some(field) = field.cast::<HtmlInputElement>() {
        field.set_value(value);
    }
}

/// Moves the focus.
pub fn focus(field: &NodeRef) {
    if let Some(field) = field.cast::<HtmlElement>() {
        let _ = field.focus();
    }
}

/// Calls back when a field gets the focus; dropping the listener ends it.
#[must_use = "listening stops when the listener is dropped"]
pub fn on_focus(id: &str, told: impl Fn() + 'static) -> Option<EventListener> {
    let field = document().get_element_by_id(id)?;
    Some(EventListener::new(&field, "focus", move |_| told()))
}

/// Moves the focus to a day of the strip.
pub fn focus_day(day: NaiveDate) {
    let face = document()
        .query_selector(&format!(".strip [data-day='{day}']"))
        .ok()
        .flatten();
    if let Some(face) = face.and_then(|face| face.dyn_into::<HtmlElement>().ok()) {
        let _ = face.focus();
    }
}

/// A key that chooses another day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKey {
    /// The day before.
    Before,
    /// The day after.
    After,
    /// A week before.
    WeekBefore,
    /// A week after.
    WeekAfter,
    /// The month's first day.
    First,
    /// The month's last day.
    Last,
}

impl DayKey {
    /// The day it leads to within the month; none beyond its ends.
    pub fn from(self, day: NaiveDate, month: Month) -> Option<NaiveDate> {
        let (first, last) = (month.first_day(), month.last_day());
        let within = day.max(first).min(last);
        let next = match self {
            Self::Before => within.checked_sub_days(Days::new(1)),
            Self::After => within.checked_add_days(Days::new(1)),
            Self::WeekBefore => within.checked_sub_days(Days::new(7)),
            Self::WeekAfter => within.checked_add_days(Days::new(7)),
            Self::First => Some(first),
            Self::Last => Some(last),
        };
        next.filter(|next| (first..=last).contains(next))
    }
}

/// The day key that was pressed alone. Left and right follow the direction of reading.
pub fn day_key(pressed: &KeyboardEvent) -> Option<DayKey> {
    if pressed.ctrl_key() || pressed.alt_key() || pressed.meta_key() || pressed.shift_key() {
        return None;
    }
    match (pressed.key().as_str(), is_right_to_left()) {
        ("ArrowLeft", false) | ("ArrowRight", true) => Some(DayKey::Before),
        ("ArrowRight", false) | ("ArrowLeft", true) => Some(DayKey::After),
        ("ArrowUp", _) => Some(DayKey::WeekBefore),
        ("ArrowDown", _) => Some(DayKey::WeekAfter),
        ("Home", _) => Some(DayKey::First),
        ("End", _) => Some(DayKey::Last),
        _ => None,
    }
}

/// The day of the strip that Enter or the space bar was pressed on.
pub fn pressed_day(pressed: &KeyboardEvent) -> Option<NaiveDate> {
    let is_press = matches!(pressed.key().as_str(), "Enter" | " ");
    day_at(pressed).filter(|_| is_press)
}

/// The day of the strip on which something happened.
pub fn day_at(event: &Event) -> Option<NaiveDate> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    day(&target
        .closest("[data-day]")
        .ok()??
        .get_attribute("data-day")?)
}

/// A link inside a body that the program has something to add to.
#[derive(Clone, Debug, PartialEq)]
pub enum Clicked {
    /// A term that can be explained where it stands.
    Term(Element),
    /// A record's own link; its whole address.
    RecordLink(String),
    /// A link to what the address names already; its record.
    SameAddress(String),
    /// A link to the same page in another language.
    Language(Element),
}

/// Finds the link that was clicked. Clicks that ask for a new tab or window are left alone.
pub fn clicked(event: &MouseEvent) -> Option<Clicked> {
    if event.button() != 0
        || event.ctrl_key()
        || event.meta_key()
        || event.shift_key()
        || event.alt_key()
    {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    if let Some(other) = target.closest(".languages a").ok()? {
        return Some(Clicked::Language(other));
    }
    let link = target.closest("a[href^='#']").ok()??;
    let hash = link.get_attribute("href")?;
    let classes = link.class_list();
    let location = window().location();
    if classes.contains("term") {
        Some(Clicked::Term(link))
    } else if classes.contains("record-link") {
        let address = location.href().ok()?;
        let page = address.split('#').next().unwrap_or_default();
        Some(Clicked::RecordLink(format!("{page}{hash}")))
    } else if location.hash().ok()? == hash {
        Some(Clicked::SameAddress(
            hash.trim_start_matches('#').to_owned(),
        ))
    } else {
        None
    }
}

/// Lets a link to another language lead to the same record and the same choices.
pub fn keep<'a>(link: &Element, kept: &Kept, records: impl Iterator<Item = &'a Id>) {
    let href = link.get_attribute("href").unwrap_or_default();
    let page = href.split(['?', '#']).next().unwrap_or_default();
    let place = reading(records).map_or_else(String::new, |id| format!("#{id}"));
    let _ = link.set_attribute("href", &format!("{page}{}{place}", kept.query(&search())));
}

/// What was kept from the page in another language.
pub fn kept() -> Kept {
    Kept::from_query(&search())
}

fn search() -> String {
    window().location().search().unwrap_or_default()
}

/// The record that is being read: of those that begin in the upper third of the window or above it,
/// the lowest. None while all records begin further down.
fn reading<'a>(records: impl Iterator<Item = &'a Id>) -> Option<&'a str> {
    let line = window().inner_height().ok()?.as_f64()? / 3.0;
    let (mut found, mut lowest) = (None, f64::MIN);
    for id in records {
        let Some(record) = document().get_element_by_id(id) else {
            continue;
        };
        let place = record.get_bounding_client_rect();
        let top = place.top();
        if top > lowest && top < line && place.bottom() > 0.0 && place.height() > 0.0 {
            (found, lowest) = (Some(id.as_str()), top);
        }
    }
    found
}

/// Explains a term where it stands. False where that is not possible: then the link should be followed.
pub fn explain(term: &Element) -> bool {
    fill_and_show(term).is_some()
}

fn fill_and_show(term: &Element) -> Option<()> {
    let popover = document()
        .get_element_by_id("explain")?
        .dyn_into::<HtmlElement>()
        .ok()?;
    let show: Function = Reflect::get(&popover, &"showPopover".into())
        .ok()?
        .dyn_into()
        .ok()?;
    let hash = term.get_attribute("href")?;
    let record = document().get_element_by_id(hash.strip_prefix('#')?)?;
    let name = record.query_selector(".name").ok()??;
    let meaning = record.query_selector(".meaning").ok()??;
    let body = document().get_element_by_id("explain-body")?;

    document()
        .get_element_by_id("explain-title")?
        .set_text_content(name.text_content().as_deref());
    document()
        .get_element_by_id("explain-more")?
        .set_attribute("href", &hash)
        .ok()?;
    body.set_text_content(None);
    let parts = meaning.child_nodes();
    for part in (0..parts.length()).filter_map(|place| parts.get(place)) {
        body.append_child(&part.clone_node_with_deep(true).ok()?)
            .ok()?;
    }
    // The popover is where the keyboard goes on; closing it gives the focus back to the term.
    popover.set_attribute("autofocus", "").ok()?;
    if !popover.matches(":popover-open").ok()? {
        show.call0(&popover).ok()?;
    }
    place(&popover, term);
    Some(())
}

/// Puts the popover under the term, or above it where it has room there only, never over it, and lets it begin where
/// the term does.
/// A frame may be much taller than the screen: only what stands by its term is seen there.
fn place(popover: &HtmlElement, term: &Element) {
    const GAP: f64 = 8.0;
    let size = |side: Result<JsValue, JsValue>| {
        side.ok().and_then(|side| side.as_f64()).unwrap_or_default()
    };
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let style = popover.style();
    let set = |name: &str, value: f64| {
        let _ = style.set_property(name, &format!("{}px", value as i32));
    };
    // As tall as it would be.
    let _ = style.remove_property("--room");
    let (at, own) = (
        term.get_bounding_client_rect(),
        popover.get_bounding_client_rect(),
    );
    let start = if is_right_to_left() {
        at.right() - own.width()
    } else {
        at.left()
    };
    set("--x", start.min(width - own.width() - GAP).max(GAP));
    let (above, below) = (at.top() - 2.0 * GAP, height - at.bottom() - 2.0 * GAP);
    if own.height() <= below || below >= above {
        set("--y", at.bottom() + GAP);
        set("--room", below);
    } else {
        set("--y", at.top() - GAP - own.height().min(above));
        set("--room", above);
    }
}

fn is_right_to_left() -> bool {
    document()
        .document_element()
        .and_then(|html| html.get_attribute("dir"))
        .as_deref()
        == Some("rtl")
}

/// Puts a text into the clipboard, and tells whether that was allowed.
pub fn copy(text: &str, told: impl Fn(bool) + Clone + 'static) {
    let Some(promise) = write_to_clipboard(text) else {
        later(0, move || told(false));
        return;
    };
    let refused = told.clone();
    let yes = Closure::once_into_js(move |_: JsValue| told(true));
    let no = Closure::once_into_js(move |_: JsValue| refused(false));
    let then = Reflect::get(&promise, &"then".into())
        .ok()
        .and_then(|then| then.dyn_into::<Function>().ok());
    if let Some(then) = then {
        let _ = then.call2(&promise, &yes, &no);
    }
}

fn write_to_clipboard(text: &str) -> Option<Promise> {
    let clipboard = Reflect::get(&window().navigator(), &"clipboard".into()).ok()?;
    let write: Function = Reflect::get(&clipboard, &"writeText".into())
        .ok()?
        .dyn_into()
        .ok()?;
    write.call1(&clipboard, &text.into()).ok()?.dyn_into().ok()
}

/// Says, to styles, that the page stays as it is: what waits for the program takes no space then.
pub fn give_up() {
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute(GIVEN_UP, "");
    }
}
