//! The popover of terms: what it explains, and its position.

use gloo::events::{EventListener, EventListenerOptions};
use gloo::utils::window;
use wasm_bindgen::{JsCast, JsValue};
use web_sys::{Element, HtmlElement, MouseEvent, Node};

use super::{element, is_right_to_left, navigation, page};

/// The explanation of a term.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The name of the record that explains the term.
    pub title: String,
    /// The link to the record.
    pub href: String,
    /// A copy of the record's explanation.
    pub meaning: Node,
    /// The link that was clicked.
    term: Element,
}

/// Opens the popover and calls `callback` with the explanation when the reader clicks on a term, until the listener is
/// dropped. If there is no explanation, or the browser does not support popovers, the browser follows the link.
#[must_use = "listening stops when the listener is dropped"]
pub fn on_term_click(callback: impl Fn(Explanation) + 'static) -> Option<EventListener> {
    let options = EventListenerOptions::enable_prevent_default();
    let on_click = move |event: &web_sys::Event| {
        let event = event.dyn_ref::<MouseEvent>();
        let event = event.filter(|event| navigation::is_plain_click(event));
        let Some((event, explanation)) = event.and_then(|event| Some((event, explanation(event)?)))
        else {
            return;
        };
        if open().is_some() {
            event.prevent_default();
            callback(explanation);
        }
    };
    let root = page::root()?;
    Some(EventListener::new_with_options(
        &root, "click", options, on_click,
    ))
}

/// Calls `callback` whenever the hash of the URL changes, until the listener is dropped.
#[must_use = "listening stops when the listener is dropped"]
pub fn on_navigation(callback: impl Fn() + 'static) -> EventListener {
    EventListener::new(&window(), "hashchange", move |_| callback())
}

fn explanation(event: &MouseEvent) -> Option<Explanation> {
    let target = event.target()?.dyn_into::<Element>().ok()?;
    let term = target.closest("a.term[href^='#']").ok()??;
    let hash = term.get_attribute("href")?;
    let record = element(hash.strip_prefix('#')?)?;
    let name = record.query_selector(".name").ok()??;
    let meaning = record.query_selector(".meaning").ok()??;
    let meaning = meaning.clone_node_with_deep(true).ok()?;
    let longer = record.query_selector("a.longer").ok()?;
    Some(Explanation {
        title: name.text_content()?,
        href: longer
            .and_then(|link| link.get_attribute("href"))
            .unwrap_or(hash),
        meaning,
        term,
    })
}

fn popover() -> Option<HtmlElement> {
    element("term-popover")?.dyn_into().ok()
}

/// Opens the popover, which is empty until the explanation is rendered. Returns `None` if the browser does not support
/// popovers.
fn open() -> Option<()> {
    let popover = popover()?;
    if popover.matches(":popover-open").ok()? {
        return Some(());
    }
    popover.show_popover().ok()
}

/// Positions the popover, once it contains the explanation, and moves the focus into it. When it closes, the browser
/// returns the focus to the term.
pub fn show(explanation: &Explanation) {
    if let Some(popover) = popover() {
        // A term inside the popover is gone with the explanation that it was in, and the popover stays where it is.
        if explanation.term.is_connected() {
            position(&popover, &explanation.term);
        }
        let _ = popover.focus();
    }
}

/// Closes the popover.
pub fn close() {
    if let Some(popover) = popover() {
        // An error if it is not open.
        let _ = popover.hide_popover();
    }
}

/// Positions the popover below the term, or above it if it fits only there or has more room, aligned with the start of
/// the term. It must be next to the term, because a frame may be much taller than the screen. If there is little room
/// above and below, as on a phone held sideways or in large text, it covers the term.
fn position(popover: &HtmlElement, term: &Element) {
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
    let (term, natural) = (
        term.get_bounding_client_rect(),
        popover.get_bounding_client_rect(),
    );
    let start = if is_right_to_left() {
        term.right() - natural.width()
    } else {
        term.left()
    };
    set("--x", start.min(width - natural.width() - GAP).max(GAP));
    let (above, below) = (term.top() - 2.0 * GAP, height - term.bottom() - 2.0 * GAP);
    let needed = natural.height().min(LEAST);
    if natural.height() <= below || (below >= above && below >= needed) {
        set("--y", term.bottom() + GAP);
        set("--room", below);
    } else if above >= needed {
        set("--y", term.top() - GAP - natural.height().min(above));
        set("--room", above);
    } else {
        set("--y", GAP);
        set("--room", height - 2.0 * GAP);
    }
}
