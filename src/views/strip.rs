//! The strip: the month day by day, a mark for each side that acted, and a band where removals were
//! paused. Without the program each day links to its events; with it a day can be chosen.
//!
//! - Wide: one row of all days. Narrow: the month's calendar, seven columns.
//! - One stop of the Tab key; arrow keys, Home and End choose another day, in reading direction.

use chrono::{Datelike, NaiveDate};
use yew::prelude::*;

use super::mark::mark;
use crate::browser;
use crate::case::standing::{Pause, pause};
use crate::outline::{EventOutline, Outline};
use crate::state::{Action, State};

/// What the strip shows.
#[derive(PartialEq, Properties)]
pub struct StripProps {
    /// The reader's choices.
    pub state: UseReducerHandle<State>,
}

/// The month day by day.
#[component]
pub fn Strip(props: &StripProps) -> Html {
    let state = &props.state;
    let outline = &state.outline;
    let month = outline.month;
    let offset = month.first_day().weekday().num_days_from_sunday();
    let heads = outline.dates.weekdays_short.iter();

    let choose = {
        let state = state.clone();
        Callback::from(move |day| state.dispatch(Action::ChooseDay(day)))
    };
    let onkeydown = {
        let (choose, day) = (choose.clone(), state.day);
        Callback::from(move |pressed: KeyboardEvent| {
            if let Some(next) = browser::day_key(&pressed).and_then(|key| key.from(day, month)) {
                pressed.prevent_default();
                choose.emit(next);
                browser::focus_day(next);
            }
        })
    };

    html! {
        <div class="strip">
            <div class="strip__heads" aria-hidden="true">
                { for heads.map(|head| html! { <span>{head}</span> }) }
            </div>
            <ol class={format!("strip__days strip__days--from-{offset}")} aria-label={outline.words.strip_label.clone()} {onkeydown}>
                { for month.days().map(|day| html! { <Day key={day.to_string()} {day} state={state.clone()} on_choose={choose.clone()} /> }) }
            </ol>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct DayProps {
    day: NaiveDate,
    state: UseReducerHandle<State>,
    on_choose: Callback<NaiveDate>,
}

#[component]
fn Day(props: &DayProps) -> Html {
    let DayProps { day, state, on_choose } = props;
    let day = *day;
    let outline = &state.outline;
    let is_chosen = state.day == day;
    let data_day = day.to_string();
    let face = face(outline, day);
    // One day of the strip is always in the Tab order, also when a day of another month is chosen.
    let chosen_is_elsewhere = !outline.month.days().any(|other| other == state.day);
    let is_stop = is_chosen || (chosen_is_elsewhere && day.day() == 1);

    let inner = if state.is_live {
        let on_choose = on_choose.reform(move |_: MouseEvent| day);
        html! {
            <button type="button" class="day__face" data-day={data_day} onclick={on_choose}
                aria-pressed={is_chosen.to_string()} tabindex={if is_stop { "0" } else { "-1" }}>{face}</button>
        }
    } else if let Some(event) = outline.events_on(day).next() {
        html! { <a class="day__face" data-day={data_day} href={format!("#{}", event.id)}>{face}</a> }
    } else {
        html! { <span class="day__face" data-day={data_day}>{face}</span> }
    };
    html! { <li class={day_class(outline, day, is_chosen)}>{inner}</li> }
}

fn day_class(outline: &Outline, day: NaiveDate, is_chosen: bool) -> Classes {
    let pause = pause(&outline.questions, &outline.periods, day);
    classes!(
        "day",
        (day.weekday().num_days_from_monday() >= 5).then_some("day--weekend"),
        (pause == Pause::Some).then_some("day--paused-some"),
        (pause == Pause::All).then_some("day--paused-all"),
        is_chosen.then_some("day--chosen"),
    )
}

fn face(outline: &Outline, day: NaiveDate) -> Html {
    let short = outline.dates.weekdays_short.get(day.weekday().num_days_from_sunday() as usize);
    let acted = |event: &EventOutline| event.by.clone();
    let by: Vec<_> = outline.events_on(day).flat_map(acted).collect();
    let marks = outline.actors.iter().filter(|actor| by.contains(&actor.id));
    html! {
        <>
            <span class="day__weekday" aria-hidden="true">{short}</span>
            <span class="day__number" aria-hidden="true">{day.day()}</span>
            <span class="day__marks">{ for marks.map(|actor| mark(actor.mark)) }</span>
            <span class="vh">{spoken(outline, day)}</span>
        </>
    }
}

/// The day as it is read out: date, whether removals were paused, what happened.
fn spoken(outline: &Outline, day: NaiveDate) -> String {
    let words = &outline.words;
    let pause = match pause(&outline.questions, &outline.periods, day) {
        Pause::None => None,
        Pause::Some => Some(words.paused_some.as_str()),
        Pause::All => Some(words.paused_all.as_str()),
    };
    let headlines = outline.events_on(day).map(|event| event.headline.as_str());
    let date = outline.dates.short(day);
    let parts: Vec<_> = [date.as_str()].into_iter().chain(pause).chain(headlines).collect();
    parts.join(". ")
}
