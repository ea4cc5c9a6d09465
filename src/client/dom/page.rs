//! The page before and after hydration: the element to hydrate, the page data and its comparison with the
//! document, and the marks on the `html` element.

use gloo::utils::{document, window};
use web_sys::Element;

use super::{all, json};
use crate::client::page_data::{Layout, PAGE_DATA_ID, PageData};

/// The attribute of the `html` element while the page is the static fallback. `loader.js` sets it, too.
const STATIC: &str = "data-static";

/// Reads the page data from the document; `None` if it is missing or invalid, and then the page stays static.
pub fn page_data() -> Option<PageData> {
    let json = super::element(PAGE_DATA_ID)?.text_content()?;
    json::parse::<PageData>(&json)?.validated()
}

/// Returns whether the document has the same days and, unless it is the chart card, the same events and steps, in the
/// same order.
pub fn matches_document(page_data: &PageData) -> bool {
    let days = all(&document(), ".day__button").into_iter();
    let days = days.map(|day| day.get_attribute("data-day").unwrap_or_default());
    let found = all(&document(), ".event, .step");
    let steps = page_data.steps.iter().map(|step| &step.id);
    let expected = page_data.events().map(|event| &event.id).chain(steps);
    days.eq(page_data.month.days().map(|day| day.to_string()))
        && (page_data.layout == Layout::Chart
            || found.iter().map(Element::id).eq(expected.cloned()))
}

/// Returns the element to hydrate.
pub fn root() -> Option<Element> {
    super::element("app")
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

/// Marks the page as hydrated: with the attribute `data-live` for styles, and a performance mark for tests.
pub fn mark_hydrated() {
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute("data-live", "");
    }
    if let Some(performance) = window().performance() {
        let _ = performance.mark("live");
    }
}

/// Marks the page as the static fallback. Styles then give no space to what only the app can use.
pub fn fall_back() {
    if let Some(html) = document().document_element() {
        let _ = html.set_attribute(STATIC, "");
    }
}

/// Returns whether the page is the static fallback.
pub(super) fn is_static() -> bool {
    let html = document().document_element();
    html.is_some_and(|html| html.has_attribute(STATIC))
}
