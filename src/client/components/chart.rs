//! The strip: the month day by day, a mark for each side that acted, and a band where removals were
//! paused. Without the program a day links to its first event; with it any day can be chosen.
//!
//! - Wide: one row of all days. Narrow: the month's calendar, seven columns.
//! - One stop of the Tab key; arrow keys, Home and End choose another day, in reading direction.

use yew::prelude::*;

use crate::client::dom;
use crate::client::fragments::prerendered;
use crate::client::state::{Action, State};

/// The month day by day: what a reader does there, around the prerendered days.
pub fn strip(state: &UseReducerHandle<State>, days: &AttrValue) -> Html {
    let choose = {
        let state = state.clone();
        move |day| state.dispatch(Action::ChooseDay(day))
    };
    let onclick = {
        let (choose, is_live) = (choose.clone(), state.is_live);
        Callback::from(move |clicked: MouseEvent| {
            if let Some(day) = dom::day_at(&clicked).filter(|_| is_live) {
                clicked.prevent_default();
                choose(day);
            }
        })
    };
    let onkeydown = {
        let state = state.clone();
        Callback::from(move |pressed: KeyboardEvent| {
            let moved =
                dom::day_key(&pressed).and_then(|key| key.from(state.day, state.page_data.month));
            let next = moved
                .or_else(|| dom::pressed_day(&pressed))
                .filter(|_| state.is_live);
            if let Some(next) = next {
                pressed.prevent_default();
                choose(next);
                dom::focus_day(next);
            }
        })
    };
    html! { <div class="strip" role="group" aria-labelledby="june-title" {onclick} {onkeydown}>{prerendered(days)}</div> }
}
