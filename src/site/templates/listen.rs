//! The controls that read parts of the page aloud. `static/listen-button.js` shows the buttons if the device has a voice
//! for the language of the page, and `static/listen.js` reads.

use yew::prelude::*;

use crate::site::context::PageContext;
use crate::site::page_kind::PageKind;

/// The button that reads a part of the page aloud; `name` is the name of the part. Empty on pages without scripts.
pub fn button(context: PageContext<'_>, kind: PageKind<'_>, name: &str) -> Html {
    if kind.is_self_contained() {
        return html! {};
    }
    html! {
        <button type="button" class="listen">{&context.strings.listen.listen}<span class="vh">{format!(": {name}")}</span></button>
    }
}

/// The bar with the controls while something is read, and the words for abbreviations, as JSON. It is outside the app.
/// Empty on pages without buttons.
pub fn bar(context: PageContext<'_>, kind: PageKind<'_>) -> Html {
    if !matches!(kind, PageKind::Main | PageKind::Embed | PageKind::Card(_)) {
        return html! {};
    }
    let strings = &context.strings.listen;
    let spoken = serde_json::json!(context.text.spoken).to_string();
    let button = |label: &str| html! { <button type="button">{label.to_owned()}</button> };
    html! {
        <div id="listen-bar" class="listen-bar" role="group" aria-label={strings.reading.clone()} data-spoken={spoken} hidden=true>
            {button(&strings.pause)}{button(&strings.resume)}{button(&strings.next)}{button(&strings.stop)}
        </div>
    }
}
