//! The chart: the days of the month, with an icon for each actor, and a band if removals were paused.
//! On the static page a day links to its first event; on the hydrated page every day is a button.
//!
//! - Wide: all days in one row. Narrow: a calendar with seven columns.
//! - The chart is one tab stop. Arrow keys, Home and End choose another day, in reading direction.

use yew::prelude::*;

use crate::client::dom;
use crate::client::fragments::prerendered;
use crate::client::state::{Action, State};

/// Renders the chart around its prerendered days, and handles clicks and keys on them.
pub fn chart(state: &UseReducerHandle<State>, days: &AttrValue) -> Html {
    let choose_day = {
        let state = state.clone();
        move |day| state.dispatch(Action::ChooseDay(day))
    };
    let onclick = {
        let (choose_day, is_hydrated) = (choose_day.clone(), state.is_hydrated);
        Callback::from(move |event: MouseEvent| {
            if let Some(day) = dom::day_at(&event).filter(|_| is_hydrated) {
                event.prevent_default();
                choose_day(day);
            }
        })
    };
    let onkeydown = {
        let state = state.clone();
        Callback::from(move |event: KeyboardEvent| {
            let moved =
                dom::day_key(&event).and_then(|key| key.from(state.day, state.page_data.month));
            let next = moved
                .or_else(|| dom::activated_day(&event))
                .filter(|_| state.is_hydrated);
            if let Some(next) = next {
                event.prevent_default();
                choose_day(next);
                dom::focus_day(next);
            }
        })
    };
    html! { <div class="chart" role="group" aria-labelledby="chart-title" {onclick} {onkeydown}>{prerendered(days)}</div> }
}
