//! The sections that are lists of records: misreadings, people, words, help, sources, about.

use yew::prelude::*;

use super::link::record_link;
use super::section::section;
use crate::case::Id;
use crate::outline::ListOutline;
use crate::state::State;

/// A section: its head and its records.
pub fn list(state: &State, list: &ListOutline) -> Html {
    let is_empty = list.records.iter().all(|id| state.is_unfound(id));
    let record = |id: &Id| {
        html! {
            <li class="record" id={id.clone()} key={id.clone()} hidden={state.is_unfound(id)}>
                {Html::from_html_unchecked(state.outline.body(id))}
                {record_link(state, id, None)}
            </li>
        }
    };
    let class = format!("section section--{}", list.id);
    let records = html! { <ol class="records">{ for list.records.iter().map(record) }</ol> };
    section(state, &list.id, &class, is_empty, records)
}
