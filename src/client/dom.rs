//! Access to the browser: events, focus and keys, the page and its data, links and the URL, `details`, the clipboard and
//! sharing, popovers, the text of the document, and highlights. Components call nothing of web-sys themselves but
//! `Event.preventDefault`.
//!
//! Any browser API may be missing or fail, so the functions return an `Option` or do nothing: no missing feature, refused
//! clipboard or invalid hash may stop the app. Nothing here runs while a component renders, only in effects, event
//! handlers and timers.
//!
//! Once the page is hydrated, this module changes only what components do not render: whether `details` elements and
//! popovers are open, the position of popovers, the scroll position, the focus, and highlights, which change no node.
//! Before, [`unwrap_translation`] removes the `font` elements of browser translation.

mod clipboard;
pub mod document_text;
mod explanation;
mod focus;
mod highlight;
mod json;
mod navigation;
mod page;
pub mod popover;
mod share;

use gloo::timers::callback::Timeout;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, Event, HtmlInputElement, Node};

pub use clipboard::copy;
pub use explanation::{Explanation, explanation};
pub use focus::{
    DayKey, ResultKey, day_key, focus_day, focus_result, focus_search_field, focused_element,
    on_search_focus, restore_focus, result_key,
};
pub use highlight::highlight;
pub use navigation::{
    ClickedLink, clicked_link, hash, on_click, on_hash_change, open_all, open_language, reveal,
    scroll_to_status, url_state,
};
pub use page::{fall_back, mark_hydrated, matches_document, page_data, root, unwrap_translation};
pub use share::{Shared, share, shared};

/// Calls `callback` after some milliseconds, unless the timer is dropped before, or the page is the static fallback by
/// then.
#[must_use = "the timer is cancelled when it is dropped"]
pub fn after_ms(milliseconds: u32, callback: impl FnOnce() + 'static) -> Timeout {
    Timeout::new(milliseconds, move || {
        if !page::is_static() {
            callback();
        }
    })
}

/// Returns the value of the field that is the target of an event.
pub fn value(event: &Event) -> Option<String> {
    Some(event.target()?.dyn_into::<HtmlInputElement>().ok()?.value())
}

/// The element with an id.
fn element(id: &str) -> Option<Element> {
    document().get_element_by_id(id)
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

fn is_right_to_left() -> bool {
    document()
        .document_element()
        .and_then(|html| html.get_attribute("dir"))
        .as_deref()
        == Some("rtl")
}
