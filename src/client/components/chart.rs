//! The chart: who acted on which day of the month, and what held. On the static page a day links to its first event; on
//! the hydrated page every day is a button.
//!
//! - Wide: a column for each day, a row for each actor, and bars below. Narrow: a calendar with seven columns.
//! - The chart is one tab stop. Arrow keys, Home and End choose another day, in reading direction.

use chrono::{Datelike, NaiveDate};
use yew::prelude::*;

use super::prerendered::prerendered;
use crate::client::dom::{self, DayKey};
use crate::client::fragments::{Fragments, fragment};
use crate::client::page_data::PageData;
use crate::client::ptr_eq::PtrEq;

/// The properties of [`Chart`].
#[derive(PartialEq, Properties)]
pub struct ChartProps {
    /// The data of the page.
    pub page_data: PtrEq<PageData>,
    /// The prerendered HTML.
    pub fragments: PtrEq<Fragments>,
    /// Whether days are buttons.
    pub is_hydrated: bool,
    /// The chosen day.
    pub day: NaiveDate,
    /// Chooses a day.
    pub on_choose: Callback<NaiveDate>,
    /// Chooses the day to which the focus moves.
    pub on_move: Callback<NaiveDate>,
}

/// The days of the month.
#[component]
pub fn Chart(props: &ChartProps) -> Html {
    let ChartProps {
        page_data,
        fragments,
        day: chosen,
        ..
    } = props;
    let month = page_data.month;
    let offset = month.first_day().weekday().num_days_from_sunday();
    // One day is always in the tab order: the one at which the keys start.
    let tab_stop = month.range().nearest(*chosen);
    html! {
        <div class="chart" role="group" aria-labelledby="chart-title">
            <div class="chart__rows" key="actors">{prerendered(&fragments.chart_actors)}</div>
            <div class="chart__heads" key="heads" aria-hidden="true">{prerendered(&fragments.weekdays)}</div>
            <ol class={format!("chart__days chart__days--from-{offset}")} key="days">
                { for month.days().enumerate().map(|(index, day)| cell(props, index, day, day == tab_stop)) }
            </ol>
            <div class="chart__bars" key="bars">{prerendered(&fragments.chart_bars)}</div>
        </div>
    }
}

/// A day: a link to its first event, or text if it has none; once the page is hydrated, a button.
fn cell(props: &ChartProps, index: usize, day: NaiveDate, is_tab_stop: bool) -> Html {
    let ChartProps {
        page_data,
        fragments,
        is_hydrated,
        day: chosen,
        on_choose,
        on_move,
    } = props;
    let is_chosen = day == *chosen;
    let onclick = on_choose.reform(move |event: MouseEvent| {
        event.prevent_default();
        day
    });
    let onkeydown = {
        let (on_choose, on_move) = (on_choose.clone(), on_move.clone());
        let (chosen, month) = (*chosen, page_data.month);
        Callback::from(move |event: KeyboardEvent| match dom::day_key(&event) {
            Some(DayKey::Activate) => {
                event.prevent_default();
                on_choose.emit(day);
            }
            Some(key) => {
                if let Some(next) = key.target(chosen, month) {
                    event.prevent_default();
                    on_move.emit(next);
                    dom::focus_day(next);
                }
            }
            None => {}
        })
    };
    let role = is_hydrated.then_some("button");
    let pressed = is_hydrated.then(|| is_chosen.to_string());
    let tabindex = is_hydrated.then_some(if is_tab_stop { "0" } else { "-1" });
    let content = prerendered(&fragment(&fragments.days, index));
    let button = match page_data.events_on(day).next() {
        Some(event) => html! {
            <a key="button" class="day__button" data-day={day.to_string()} href={format!("#{}", event.id)}
                {role} aria-pressed={pressed} {tabindex} {onclick} {onkeydown}>{content}</a>
        },
        None => html! {
            <span key="button" class="day__button" data-day={day.to_string()}
                {role} aria-pressed={pressed} {tabindex} {onclick} {onkeydown}>{content}</span>
        },
    };
    let is_weekend = day.weekday().number_from_monday() > 5;
    let class = classes!(
        "day",
        is_weekend.then_some("day--weekend"),
        is_chosen.then_some("day--chosen")
    );
    html! { <li key={index} {class}>{button}</li> }
}
