//! Popovers: opening and closing them, and their position beside the link that opens them. What they contain is in
//! [`super::explanation`] and [`super::share`].

use gloo::events::EventListener;
use gloo::utils::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement};

use super::{element, is_right_to_left, navigation};

/// Opens the popover `id` and calls `callback` with its content when the reader clicks on a link for which `content`
/// returns some, until the listener is dropped. If the browser does not support popovers, it follows the link.
#[must_use = "listening stops when the listener is dropped"]
pub fn on_click<T>(
    id: &'static str,
    content: impl Fn(&Element) -> Option<T> + 'static,
    callback: impl Fn(T) + 'static,
) -> Option<EventListener> {
    navigation::on_click(move |event| {
        if !navigation::is_plain_click(event) {
            return;
        }
        let target = event.target().and_then(|target| target.dyn_into().ok());
        let Some(content) = target.and_then(|target| content(&target)) else {
            return;
        };
        if open(id).is_some() {
            event.prevent_default();
            callback(content);
        }
    })
}

/// Calls `callback` whenever the hash of the URL changes, until the listener is dropped.
#[must_use = "listening stops when the listener is dropped"]
pub fn on_navigation(callback: impl Fn() + 'static) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| callback())
}

fn popover(id: &str) -> Option<HtmlElement> {
    element(id)?.dyn_into().ok()
}

/// Opens a popover, which is empty until its content is rendered. Returns `None` if the browser does not support
/// popovers.
fn open(id: &str) -> Option<()> {
    let popover = popover(id)?;
    if popover.matches(":popover-open").ok()? {
        return Some(());
    }
    popover.show_popover().ok()
}

/// Positions a popover beside the link that opened it, once it has its content, and moves the focus into it. When it
/// closes, the browser returns the focus to the link.
pub fn position_and_focus(id: &str, link: &Element) {
    if let Some(popover) = popover(id) {
        // A link inside the popover is gone with the content that it was in, and the popover stays where it is.
        if link.is_connected() {
            position(&popover, link);
        }
        let _ = popover.focus();
    }
}

/// Closes a popover.
pub fn close(id: &str) {
    if let Some(popover) = popover(id) {
        // An error if it is not open.
        let _ = popover.hide_popover();
    }
}

/// Positions a popover below a link, or above it if it fits only there or has more room, aligned with the start of
/// the link. It must be next to the link, because a frame may be much taller than the screen. If there is little room
/// above and below, as on a phone held sideways or in large text, it covers the link.
fn position(popover: &HtmlElement, link: &Element) {
    const GAP: f64 = 8.0;
    /// The height in which a few lines and the buttons can be read.
    const LEAST: f64 = 240.0;
    let size = |side: Result<JsValue, JsValue>| {
        side.ok().and_then(|side| side.as_f64()).unwrap_or_default()
    };
    let (width, height) = (size(window().inner_width()), size(window().inner_height()));
    let style = popover.style();
    // Whole pixels: formatting other numbers would add to the size of the app.
    let set = |name: &str, value: f64| {
        let _ = style.set_property(name, &format!("{}px", value as i32));
    };
    // Measures the height without a limit.
    let _ = style.remove_property("--room");
    let (link, natural) = (
        link.get_bounding_client_rect(),
        popover.get_bounding_client_rect(),
    );
    let start = if is_right_to_left() {
        link.right() - natural.width()
    } else {
        link.left()
    };
    set("--x", start.min(width - natural.width() - GAP).max(GAP));
    let (above, below) = (link.top() - 2.0 * GAP, height - link.bottom() - 2.0 * GAP);
    let needed = natural.height().min(LEAST);
    if natural.height() <= below || (below >= above && below >= needed) {
        set("--y", link.bottom() + GAP);
        set("--room", below);
    } else if above >= needed {
        set("--y", link.top() - GAP - natural.height().min(above));
        set("--room", above);
    } else {
        set("--y", GAP);
        set("--room", height - 2.0 * GAP);
    }
}
