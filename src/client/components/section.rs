//! A section of the page: a heading and content. In an embed it is a closed `details` element; a link to a record inside
//! opens it.

use yew::prelude::*;

/// Renders the section `id` with its heading. In an embed it is collapsed.
pub fn section(is_embed: bool, id: &str, class: &str, head: Html, content: Html) -> Html {
    let labelled_by = format!("{id}-title");
    if is_embed {
        html! {
            <details class={format!("{class} fold")} id={id.to_owned()}>
                <summary key="head">{head}</summary>
                {content}
            </details>
        }
    } else {
        html! {
            <section class={class.to_owned()} id={id.to_owned()} aria-labelledby={labelled_by}>
                <header class="section__head" key="head">{head}</header>
                {content}
            </section>
        }
    }
}
