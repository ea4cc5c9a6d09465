//! A section of the page: head and content. In a frame of little height it is folded, and opens where it
//! stands; links to what is inside open it too.

use yew::prelude::*;

/// The section named `id`, with its head; in an embed it is folded.
pub fn section(is_embed: bool, id: &str, class: &str, head: Html, content: Html) -> Html {
    let labelled_by = format!("{id}-title");
    if is_embed {
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
