//! The icon of an actor. The actor's name is always beside it, or in hidden text.

use yew::prelude::*;

use crate::content::case::Icon;

fn class(icon: Icon) -> &'static str {
    match icon {
        Icon::Triangle => "icon icon--triangle",
        Icon::Square => "icon icon--square",
        Icon::Circle => "icon icon--circle",
        Icon::Cross => "icon icon--cross",
        Icon::Diamond => "icon icon--diamond",
        Icon::Half => "icon icon--half",
        Icon::Star => "icon icon--star",
    }
}

/// The icon, hidden from screen readers.
pub fn icon(icon: Icon) -> Html {
    html! { <i class={class(icon)} aria-hidden="true" /> }
}

/// The icon of an event whose day is uncertain, hidden from screen readers.
pub fn hollow_icon(icon: Icon) -> Html {
    html! { <i class={classes!(class(icon), "icon--hollow")} aria-hidden="true" /> }
}
