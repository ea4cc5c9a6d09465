//! The shape that stands for an actor. It never stands alone: its name is beside it, or is read out.

use yew::prelude::*;

use crate::content::case::Mark;

fn class(mark: Mark) -> &'static str {
    match mark {
        Mark::Triangle => "mark mark--triangle",
        Mark::Square => "mark mark--square",
        Mark::Circle => "mark mark--circle",
        Mark::Cross => "mark mark--cross",
        Mark::Diamond => "mark mark--diamond",
        Mark::Half => "mark mark--half",
        Mark::Star => "mark mark--star",
    }
}

/// The shape, hidden from readers who listen.
pub fn mark(mark: Mark) -> Html {
    html! { <i class={class(mark)} aria-hidden="true" /> }
}
