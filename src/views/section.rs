//! A section of the page: head and content. In a frame of little height it is folded, and opens where it
//! stands; links to what is inside open it too.

use yew::prelude::*;

use crate::outline::Outline;

/// The section named `id`; its head is the body of that name.
pub fn section(outline: &Outline, id: &str, class: &str, content: Html) -> Html {
    let head = Html::from_html_unchecked(outline.body(id));
    let labelled_by = format!("{id}-title");
    if outline.is_compact {
        html! {
            <details class={format!("{class} fold")} id={id.to_owned()}>
                <summary>{head}</summary>
                {content}
            </details>
        }
    } else {
        html! {
            <section class={class.to_owned()} id={id.to_owned()} aria-labelledby={labelled_by}>
                <header class="section__head">{head}</header>
                {content}
            </section>
        }
    }
}
