//! Prerendered HTML whose nodes hydration reuses.

use yew::prelude::*;

/// Renders a fragment whose nodes hydration reuses, and never changes them. `html` is the fragment; empty in the browser.
///
/// Yew 0.23.0 hydrates raw HTML without comparing it: it keeps whatever the document has between two comments. It
/// creates the nodes again if a fragment is mounted a second time, and they are empty, because fragments are empty in
/// the browser. Therefore a fragment
///
/// - is the only child of an element that has a key, so that reordering its siblings moves it;
/// - has only elements at its top level, no text: browsers merge adjacent text nodes;
/// - never changes its parent: neither the tag nor the key of an element above it changes after hydration;
/// - is never mounted after hydration: elements are hidden with `hidden`, not left out.
///
/// A breach empties an element, or fails under the page's content security policy, which forbids creating HTML from
/// text; the loader then restores the static page. Cargo.toml pins Yew, because all this is internal to it.
pub fn prerendered(html: &AttrValue) -> Html {
    Html::from_html_unchecked(html.clone())
}
