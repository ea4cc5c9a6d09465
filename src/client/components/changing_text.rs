//! Text that changes after hydration.

use yew::prelude::*;

/// A text in an element that is replaced when the text changes. If only the text node changed, the change would be
/// invisible on a page that the browser has translated, because translation replaces text nodes.
pub fn changing_text(text: &str) -> Html {
    html! { <span key={text}>{text.to_owned()}</span> }
}
