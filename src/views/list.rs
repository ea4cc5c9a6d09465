//! The sections that are lists of records: misreadings, people, words, help, sources, about.

use yew::prelude::*;

use crate::case::Id;
use crate::outline::ListOutline;
use crate::state::State;

/// What a section shows.
#[derive(PartialEq, Properties)]
pub struct ListProps {
    /// The reader's choices.
    pub state: UseReducerHandle<State>,
    /// Which of the outline's lists.
    pub list: ListOutline,
}

/// A section: its head and its records.
#[component]
pub fn List(props: &ListProps) -> Html {
    let ListProps { state, list } = props;
    let is_empty = list.records.iter().all(|id| state.is_unfound(id));
    let record = |id: &Id| {
        html! {
            <li class="record" id={id.clone()} key={id.clone()} hidden={state.is_unfound(id)}>
                {Html::from_html_unchecked(state.outline.body(id))}
            </li>
        }
    };
    html! {
        <section class={format!("section section--{}", list.id)} id={list.id.clone()} aria-labelledby={format!("{}-title", list.id)} hidden={is_empty}>
            <header class="section__head">{Html::from_html_unchecked(state.outline.body(&list.id))}</header>
            <ol class="records">{ for list.records.iter().map(record) }</ol>
        </section>
    }
}
