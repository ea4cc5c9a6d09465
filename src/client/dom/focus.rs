//! Focus, and the keys that move it: over the days of the chart and over the results of a search.

use chrono::{Days, NaiveDate};
use gloo::events::EventListener;
use gloo::utils::document;
use wasm_bindgen::JsCast;
use web_sys::{Element, FocusOptions, HtmlElement, KeyboardEvent};

use super::{all, element, is_right_to_left};
use crate::model::when::Month;

/// A key that chooses a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKey {
    /// The day that has the focus.
    Activate,
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
    /// Returns the day that the key moves to from `day`, or from the day of the month that is nearest to it; `None` if
    /// the target is outside the month.
    pub fn target(self, day: NaiveDate, month: Month) -> Option<NaiveDate> {
        let range = month.range();
        let start = range.nearest(day);
        let target = match self {
            Self::Activate => Some(start),
            Self::Before => start.checked_sub_days(Days::new(1)),
            Self::After => start.checked_add_days(Days::new(1)),
            Self::WeekBefore => start.checked_sub_days(Days::new(7)),
            Self::WeekAfter => start.checked_add_days(Days::new(7)),
            Self::First => Some(range.first),
            Self::Last => Some(range.last),
        };
        target.filter(|target| range.contains(*target))
    }
}

fn has_modifier(event: &KeyboardEvent) -> bool {
    event.ctrl_key() || event.alt_key() || event.meta_key() || event.shift_key()
}

/// Returns the day key of an event without modifier keys. Left and right follow the reading direction.
pub fn day_key(event: &KeyboardEvent) -> Option<DayKey> {
    if has_modifier(event) {
        return None;
    }
    match (event.key().as_str(), is_right_to_left()) {
        ("Enter" | " ", _) => Some(DayKey::Activate),
        ("ArrowLeft", false) | ("ArrowRight", true) => Some(DayKey::Before),
        ("ArrowRight", false) | ("ArrowLeft", true) => Some(DayKey::After),
        ("ArrowUp", _) => Some(DayKey::WeekBefore),
        ("ArrowDown", _) => Some(DayKey::WeekAfter),
        ("Home", _) => Some(DayKey::First),
        ("End", _) => Some(DayKey::Last),
        _ => None,
    }
}

/// Focuses a day of the chart.
pub fn focus_day(day: NaiveDate) {
    let found = document().query_selector(&format!(".chart [data-day='{day}']"));
    focus(found.ok().flatten());
}

/// A key in the search field or on a result.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ResultKey {
    /// Close the list of results.
    Close,
    /// Move the focus by so many results.
    Move(isize),
}

/// Returns the result key of an event without modifier keys.
pub fn result_key(event: &KeyboardEvent) -> Option<ResultKey> {
    if has_modifier(event) {
        return None;
    }
    match event.key().as_str() {
        "Escape" => Some(ResultKey::Close),
        "ArrowDown" => Some(ResultKey::Move(1)),
        "ArrowUp" => Some(ResultKey::Move(-1)),
        _ => None,
    }
}

/// Focuses the search field.
pub fn focus_search_field() {
    focus(element("search"));
}

/// Calls `callback` when the search field gets the focus, until the listener is dropped.
#[must_use = "listening stops when the listener is dropped"]
pub fn on_search_focus(callback: impl Fn() + 'static) -> Option<EventListener> {
    let field = element("search")?;
    Some(EventListener::new(&field, "focus", move |_| callback()))
}

/// Moves the focus by `step` results. The search field precedes the first result.
pub fn focus_result(step: isize) {
    let Some(field) = element("search") else {
        return;
    };
    let results = all(
        &document(),
        ".search-results a, .search-results button:not([hidden])",
    );
    let stops: Vec<_> = std::iter::once(field).chain(results).collect();
    let focused = document().active_element();
    let index = stops.iter().position(|stop| Some(stop) == focused.as_ref());
    let next = index.unwrap_or(0).saturating_add_signed(step);
    focus(stops.get(next).cloned());
}

fn focus(found: Option<Element>) {
    if let Some(found) = found.and_then(|found| found.dyn_into::<HtmlElement>().ok()) {
        let _ = found.focus();
    }
}

/// Returns the element that has the focus; `None` if it is the body.
pub fn focused_element() -> Option<HtmlElement> {
    let focused = document().active_element()?;
    let focused = focused.dyn_into::<HtmlElement>().ok()?;
    (focused.tag_name() != "BODY").then_some(focused)
}

/// Focuses an element without scrolling to it, unless another element has got the focus.
pub fn restore_focus(element: &HtmlElement) {
    if focused_element().is_none() {
        let options = FocusOptions::new();
        options.set_prevent_scroll(true);
        let _ = element.focus_with_options(&options);
    }
}
