//! A section of the page: head and content. In a frame of little height it is folded, and opens where it
//! stands; links to what is inside open it too.

use yew::prelude::*;

use crate::state::State;

/// The section named `id`; its head is the body of that name.
pub fn section(state: &State, id: &str, class: &str, is_hidden: bool, content: Html) -> Html {
    let head = Html::from_html_unchecked(state.outline.body(id));
    let labelled_by = format!("{id}-title");
    if state.outline.is_compact {
        html! {
            <details class={format!("{class} fold")} id={id.to_owned()} key={id} hidden={is_hidden}>
                <summary>{head}</summary>
                {content}
            </details>
        }
    } else {
        html! {
            <section class={class.to_owned()} id={id.to_owned()} key={id} aria-labelledby={labelled_by} hidden={is_hidden}>
                <header class="section__head">{head}</header>
                {content}
            </section>
        }
    }
}
