//! Access to the browser: events, focus, URL, clipboard, popover, and in submodules search and the prerendered records.
//!
//! Any browser API may be missing or fail, so the functions return an `Option` or do nothing: no missing feature, refused
//! clipboard or invalid hash may stop the app. Nothing here runs while a component renders, only in effects, event
//! handlers and timers.

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

use crate::client::page_data::PageData;
use crate::client::state::{UrlState, day};
use crate::model::Id;
use crate::model::when::Month;
pub use records::apply;
pub use search::SearchIndex;

/// The attribute of the `html` element while the page is the static fallback. `loader.js` sets it, too.
const STATIC: &str = "data-static";

/// Reads the page data from the document; `None` if it is missing or invalid, and then the page stays static.
#[cfg(target_arch = "wasm32")]
pub fn page_data() -> Option<PageData> {
    let json = document()
        .get_element_by_id(crate::client::page_data::PAGE_DATA_ID)?
        .text_content()?;
    let value = js_sys::JSON::parse(&json).ok()?;
    let data: PageData = serde_wasm_bindgen::from_value(value).ok()?;
    data.checked()
}

/// Returns whether the data belongs to this page: the document has the same events and steps in the same order.
pub fn is_of_this_page(page_data: &PageData) -> bool {
    let found = all(&document(), ".event, .step");
    let steps = page_data.steps.iter().map(|step| &step.id);
    let expected = page_data.events().map(|event| &event.id).chain(steps);
    found.iter().map(Element::id).eq(expected.cloned())
}

/// The elements that match `selector` below `within`, an element or the document.
fn all(within: &Node, selector: &str) -> Vec<Element> {
    let found = match within.dyn_ref::<Element>() {
        Some(element) => element.query_selector_all(selector),
        None => document().query_selector_all(selector),
    };
    let Ok(found) = found else {
        return Vec::new();
    };
    // A selector matches elements only.
    (0..found.length())
        .filter_map(|index| Some(found.get(index)?.unchecked_into()))
        .collect()
}

/// Returns the element to hydrate.
pub fn root() -> Option<Element> {
    document().get_element_by_id("app")
}

/// Replaces the `font` elements that browser translation inserts with their children, because hydration fails on
/// elements that the components do not have. The translated texts remain. Call it directly before hydration: the
/// browser may translate the page at any time until then.
pub fn unwrap_translation(root: &Element) {
    for font in all(root, "font") {
        let Some(parent) = font.parent_node() else {
            continue;
        };
        while let Some(child) = font.first_child() {
            if parent.insert_before(&child, Some(&font)).is_err() {
                return;
            }
        }
        let _ = parent.remove_child(&font);
    }
}

/// Calls `callback` on every click in the app, until the listener is dropped.
#[must_use = "listening stops when the listener is dropped"]
pub fn on_click(callback: impl Fn(&MouseEvent) + 'static) -> Option<EventListener> {
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(
        &root()?.into(),
        "click",
        options,
        move |event| {
            if let Some(event) = event.dyn_ref::<MouseEvent>() {
                callback(event);
            }
        },
    ))
}

/// Marks the page as hydrated: with the attribute `data-live` for styles, and a performance mark for tests.
pub fn mark_hydrated() {
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute("data-live", "");
    }
    if let Some(performance) = window().performance() {
        let _ = performance.mark("live");
    }
}

/// Returns the id in the hash of the URL; `None` if no element has it.
pub fn hash() -> Option<String> {
    let hash = window().location().hash().ok()?;
    let id = hash.strip_prefix('#')?;
    document().get_element_by_id(id).map(|_| id.to_owned())
}

/// Calls `reveal` with the id in the hash on every `hashchange`, until the listener is dropped.
#[must_use = "listening stops when the listener is dropped"]
pub fn on_hash_change(reveal: impl Fn(String) + 'static) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| {
        if let Some(id) = hash() {
            reveal(id);
        }
    })
}

/// Scrolls to a record, and opens the `details` elements around it and its own.
fn reveal(id: &str) {
    let Some(record) = document().get_element_by_id(id) else {
        return;
    };
    open_around(&record);
    if record.tag_name() == "DETAILS" {
        let _ = record.set_attribute("open", "");
    }
    if let Ok(Some(details)) = record.query_selector(":scope > details") {
        let _ = details.set_attribute("open", "");
    }
    // In a frame, `scrollIntoView` would also scroll the embedding page; there, embed.js scrolls.
    if window().parent().ok().flatten() != Some(window()) {
        window().scroll_by_with_x_and_y(0.0, record.get_bounding_client_rect().top());
        return;
    }
    let options = ScrollIntoViewOptions::new();
    options.set_behavior(ScrollBehavior::Instant);
    options.set_block(ScrollLogicalPosition::Start);
    record.scroll_into_view_with_scroll_into_view_options(&options);
}

/// Opens the `details` elements that enclose a node.
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

/// Opens or closes all `details` elements of the page.
pub fn open_all(open: bool) {
    for details in all(&document(), "main details") {
        let _ = details.toggle_attribute_with_force("open", open);
    }
}

/// Calls `callback` after some milliseconds, unless the page is the static fallback by then.
pub fn after_ms(milliseconds: u32, callback: impl FnOnce() + 'static) {
    let callback = move || {
        if !is_static() {
            callback();
        }
    };
    Timeout::new(milliseconds, callback).forget();
}

/// Whether the page is the static fallback.
fn is_static() -> bool {
    let html = document().document_element();
    html.is_some_and(|html| html.has_attribute(STATIC))
}

/// Returns the value of the field that is the target of an event.
pub fn value(event: &Event) -> Option<String> {
    Some(event.target()?.dyn_into::<HtmlInputElement>().ok()?.value())
}

/// Sets the value of a field.
pub fn set_value(field: &NodeRef, value: &str) {
    if let Some(field) = field.cast::<HtmlInputElement>() {
        field.set_value(value);
    }
}

/// Focuses a field.
pub fn focus(field: &NodeRef) {
    if let Some(field) = field.cast::<HtmlElement>() {
        let _ = field.focus();
    }
}

/// Calls `callback` when the field `id` gets the focus, until the listener is dropped.
#[must_use = "listening stops when the listener is dropped"]
pub fn on_focus(id: &str, callback: impl Fn() + 'static) -> Option<EventListener> {
    let field = document().get_element_by_id(id)?;
    Some(EventListener::new(&field, "focus", move |_| callback()))
}

/// Focuses a day button of the chart.
pub fn focus_day(day: NaiveDate) {
    let button = document()
        .query_selector(&format!(".chart [data-day='{day}']"))
        .ok()
        .flatten();
    if let Some(button) = button.and_then(|button| button.dyn_into::<HtmlElement>().ok()) {
        let _ = button.focus();
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
    /// Returns the day that the key moves to from `day`; `None` if it is outside the month.
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

/// Returns the day key of an event without modifier keys. Left and right follow the reading direction.
pub fn day_key(event: &KeyboardEvent) -> Option<DayKey> {
    if event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key() {
        return None;
    }
    match (event.key().as_str(), is_right_to_left()) {
        ("ArrowLeft", false) | ("ArrowRight", true) => Some(DayKey::Before),
        ("ArrowRight", false) | ("ArrowLeft", true) => Some(DayKey::After),
        ("ArrowUp", _) => Some(DayKey::WeekBefore),
        ("ArrowDown", _) => Some(DayKey::WeekAfter),
        ("Home", _) => Some(DayKey::First),
        ("End", _) => Some(DayKey::Last),
        _ => None,
    }
}

/// Returns the day of the chart that Enter or the space bar activates.
pub fn activated_day(event: &KeyboardEvent) -> Option<NaiveDate> {
    let is_activation = matches!(event.key().as_str(), "Enter" | " ");
    day_at(event).filter(|_| is_activation)
}

/// Returns the day of the chart that is the target of an event.
pub fn day_at(event: &Event) -> Option<NaiveDate> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    day(&target
        .closest("[data-day]")
        .ok()??
        .get_attribute("data-day")?)
}

/// A clicked link that the app handles.
#[derive(Clone, Debug, PartialEq)]
pub enum ClickedLink {
    /// A term that the popover can explain.
    Term(Element),
    /// A link of a record to itself; its absolute URL.
    RecordLink(String),
    /// A link to the current hash; the id in it.
    CurrentHash(String),
    /// A link to the same page in another language.
    Language(Element),
}

/// Returns the clicked link, if the app handles it; `None` for clicks that open a new tab or window.
pub fn clicked_link(event: &MouseEvent) -> Option<ClickedLink> {
    if event.button() != 0
        || event.ctrl_key()
        || event.meta_key()
        || event.shift_key()
        || event.alt_key()
    {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    if let Some(link) = target.closest(".languages a").ok()? {
        return Some(ClickedLink::Language(link));
    }
    let link = target.closest("a[href^='#']").ok()??;
    let hash = link.get_attribute("href")?;
    let classes = link.class_list();
    let location = window().location();
    if classes.contains("term") {
        Some(ClickedLink::Term(link))
    } else if classes.contains("record-link") {
        let url = location.href().ok()?;
        let page = url.split('#').next().unwrap_or_default();
        Some(ClickedLink::RecordLink(format!("{page}{hash}")))
    } else if location.hash().ok()? == hash {
        Some(ClickedLink::CurrentHash(
            hash.trim_start_matches('#').to_owned(),
        ))
    } else {
        None
    }
}

/// Adds the state and the record that is being read to a link to another language.
pub fn update_language_link<'a>(
    link: &Element,
    url_state: &UrlState,
    records: impl Iterator<Item = &'a Id>,
) {
    let href = link.get_attribute("href").unwrap_or_default();
    let page = href.split(['?', '#']).next().unwrap_or_default();
    let hash = current_record(records).map_or_else(String::new, |id| format!("#{id}"));
    let _ = link.set_attribute(
        "href",
        &format!("{page}{}{hash}", url_state.query(&search())),
    );
}

/// Returns the state in the query of the URL.
pub fn url_state() -> UrlState {
    UrlState::from_query(&search())
}

fn search() -> String {
    window().location().search().unwrap_or_default()
}

/// The record that is being read: the lowest visible record whose top is in the upper third of the window or above it.
fn current_record<'a>(records: impl Iterator<Item = &'a Id>) -> Option<&'a str> {
    let line = window().inner_height().ok()?.as_f64()? / 3.0;
    let (mut found, mut lowest) = (None, f64::MIN);
    for id in records {
        let Some(record) = document().get_element_by_id(id) else {
            continue;
        };
        let rect = record.get_bounding_client_rect();
        let top = rect.top();
        if top > lowest && top < line && rect.bottom() > 0.0 && rect.height() > 0.0 {
            (found, lowest) = (Some(id.as_str()), top);
        }
    }
    found
}

/// Opens the popover that explains a term. Returns `false` if that fails; then the browser should follow the link.
pub fn open_popover(term: &Element) -> bool {
    fill_and_open(term).is_some()
}

fn fill_and_open(term: &Element) -> Option<()> {
    let popover = document()
        .get_element_by_id("term-popover")?
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
    let body = document().get_element_by_id("term-popover-body")?;

    document()
        .get_element_by_id("term-popover-title")?
        .set_text_content(name.text_content().as_deref());
    document()
        .get_element_by_id("term-popover-more")?
        .set_attribute("href", &hash)
        .ok()?;
    body.set_text_content(None);
    let parts = meaning.child_nodes();
    for part in (0..parts.length()).filter_map(|index| parts.get(index)) {
        body.append_child(&part.clone_node_with_deep(true).ok()?)
            .ok()?;
    }
    // `autofocus` moves the focus into the popover; closing it returns the focus to the term.
    popover.set_attribute("autofocus", "").ok()?;
    if !popover.matches(":popover-open").ok()? {
        show.call0(&popover).ok()?;
    }
    position_popover(&popover, term);
    Some(())
}

/// Positions the popover below the term, or above it if it fits only there or has more room, aligned with the start of
/// the term. It must be next to the term, because a frame may be much taller than the screen.
fn position_popover(popover: &HtmlElement, term: &Element) {
    const GAP: f64 = 8.0;
    let size = |side: Result<JsValue, JsValue>| {
        side.ok().and_then(|side| side.as_f64()).unwrap_or_default()
    };
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let style = popover.style();
    let set = |name: &str, value: f64| {
        let _ = style.set_property(name, &format!("{}px", value as i32));
    };
    // Measures the height without a limit.
    let _ = style.remove_property("--room");
    let (term_rect, popover_rect) = (
        term.get_bounding_client_rect(),
        popover.get_bounding_client_rect(),
    );
    let start = if is_right_to_left() {
        term_rect.right() - popover_rect.width()
    } else {
        term_rect.left()
    };
    set(
        "--x",
        start.min(width - popover_rect.width() - GAP).max(GAP),
    );
    let (above, below) = (
        term_rect.top() - 2.0 * GAP,
        height - term_rect.bottom() - 2.0 * GAP,
    );
    if popover_rect.height() <= below || below >= above {
        set("--y", term_rect.bottom() + GAP);
        set("--room", below);
    } else {
        set(
            "--y",
            term_rect.top() - GAP - popover_rect.height().min(above),
        );
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

/// Writes a text to the clipboard, and calls `callback` with whether it succeeded.
pub fn copy(text: &str, callback: impl Fn(bool) + Clone + 'static) {
    let Some(promise) = write_to_clipboard(text) else {
        after_ms(0, move || callback(false));
        return;
    };
    let on_error = callback.clone();
    let fulfilled = Closure::once_into_js(move |_: JsValue| callback(true));
    let rejected = Closure::once_into_js(move |_: JsValue| on_error(false));
    let then = Reflect::get(&promise, &"then".into())
        .ok()
        .and_then(|then| then.dyn_into::<Function>().ok());
    if let Some(then) = then {
        let _ = then.call2(&promise, &fulfilled, &rejected);
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

/// Marks the page as the static fallback. Styles then give no space to what only the app can use.
pub fn fall_back() {
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute(STATIC, "");
    }
}
