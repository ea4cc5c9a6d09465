//! The sections that are lists of records: misreadings, people, words, help, sources, about.

use yew::prelude::*;

use super::link::record_link;
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
    html! {
        <section class={format!("section section--{}", list.id)} id={list.id.clone()} key={list.id.clone()} aria-labelledby={format!("{}-title", list.id)} hidden={is_empty}>
            <header class="section__head">{Html::from_html_unchecked(state.outline.body(&list.id))}</header>
            <ol class="records">{ for list.records.iter().map(record) }</ol>
        </section>
    }
}
