//! Links, the URL, and scrolling to records and to the status panel. A link to another language gets the state as its
//! query, and the record that is being read as its hash.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::{document, window};
use wasm_bindgen::JsCast;
use web_sys::{Element, MouseEvent, ScrollBehavior, ScrollIntoViewOptions, ScrollLogicalPosition};

use super::{all, element, page};
use crate::client::state::UrlState;
use crate::model::Id;

/// Calls `callback` on every click in the app, until the listener is dropped.
#[must_use = "listening stops when the listener is dropped"]
pub fn on_click(callback: impl Fn(&MouseEvent) + 'static) -> Option<EventListener> {
    let options = EventListenerOptions::enable_prevent_default();
    Some(EventListener::new_with_options(
        &page::root()?.into(),
        "click",
        options,
        move |event| {
            if let Some(event) = event.dyn_ref::<MouseEvent>() {
                callback(event);
            }
        },
    ))
}

/// A clicked link that the app handles.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ClickedLink {
    /// A link to the current hash; the id in it.
    CurrentHash(String),
    /// A link to the same page in another language; its address.
    Language(String),
}

/// Returns the clicked link, if the app handles it; `None` for clicks that open a new tab or window.
pub fn clicked_link(event: &MouseEvent) -> Option<ClickedLink> {
    if !is_plain_click(event) {
        return None;
    }
    let target = event.target()?.dyn_into::<Element>().ok()?;
    if let Some(link) = target.closest(".languages a").ok()? {
        return Some(ClickedLink::Language(link.get_attribute("href")?));
    }
    let link = target.closest("a[href^='#']").ok()??;
    let hash = link.get_attribute("href")?;
    let location = window().location();
    if event.default_prevented() {
        None
    } else if location.hash().ok()? == hash {
        let id = hash.trim_start_matches('#');
        Some(ClickedLink::CurrentHash(id.to_owned()))
    } else {
        None
    }
}

/// Returns whether a click is of the main button, without modifier keys.
pub(super) fn is_plain_click(event: &MouseEvent) -> bool {
    event.button() == 0
        && !(event.ctrl_key() || event.meta_key() || event.shift_key() || event.alt_key())
}

/// Returns the id in the hash of the URL; `None` if no element has it.
pub fn hash() -> Option<String> {
    let hash = window().location().hash().ok()?;
    let id = hash.strip_prefix('#')?;
    element(id).map(|_| id.to_owned())
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

/// Returns the state in the query of the URL.
pub fn url_state() -> UrlState {
    UrlState::from_query(&query())
}

fn query() -> String {
    window().location().search().unwrap_or_default()
}

/// Follows a link to another language, with the state and the record that is being read.
pub fn open_language<'a>(href: &str, url_state: &UrlState, records: impl Iterator<Item = &'a Id>) {
    let query = url_state.query(&query());
    let hash = current_record(records).map_or_else(String::new, |id| format!("#{id}"));
    let _ = window().location().assign(&format!("{href}{query}{hash}"));
}

/// The record that is being read: the lowest visible record whose top is in the upper third of the window or above it.
fn current_record<'a>(records: impl Iterator<Item = &'a Id>) -> Option<&'a str> {
    let line = window().inner_height().ok()?.as_f64()? / 3.0;
    let (mut found, mut lowest) = (None, f64::MIN);
    for id in records {
        let Some(record) = element(id) else {
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

/// Scrolls to a record, and opens the `details` elements around it and its own.
pub fn reveal(id: &str) {
    let Some(record) = element(id) else {
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

/// Scrolls as little as necessary to see the status panel, from its heading if it is higher than the window. In a frame
/// the embedding page scrolls, too: the reader has just chosen a day there, and the panel may be below the screen.
pub fn scroll_to_status() {
    let options = ScrollIntoViewOptions::new();
    options.set_block(ScrollLogicalPosition::Nearest);
    if let Some(panel) = element("status") {
        panel.scroll_into_view_with_scroll_into_view_options(&options);
    }
}

/// Opens the `details` elements that enclose an element.
fn open_around(element: &Element) {
    let enclosing = |element: &Element| element.parent_element()?.closest("details").ok()?;
    let mut next = enclosing(element);
    while let Some(details) = next {
        let _ = details.set_attribute("open", "");
        next = enclosing(&details);
    }
}

/// Opens or closes all `details` elements of the page.
pub fn open_all(open: bool) {
    for details in all(&document(), "main details") {
        let _ = details.toggle_attribute_with_force("open", open);
    }
}
