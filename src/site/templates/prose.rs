//! Sentences with their sources, text in the original language, and patterns with a placeholder.

use yew::prelude::*;

pub use crate::client::components::prose::{cited, inline, numbers, paragraph};
use crate::site::context::PageContext;

/// Text in the original language, such as the title of a source. In translations it is a `<bdi>` with a `lang`
/// attribute, so that it does not change the order of the text beside it.
pub fn in_original(context: PageContext<'_>, text: &str) -> Html {
    match context.translated_from() {
        Some(original) => {
            html! { <bdi lang={original.strings.language.clone()}>{text.to_owned()}</bdi> }
        }
        None => html! { {text.to_owned()} },
    }
}

/// The parts of a pattern before and after a placeholder. If the placeholder is missing, the first part is the pattern,
/// and the second is empty.
pub fn around<'a>(pattern: &'a str, placeholder: &str) -> (&'a str, &'a str) {
    pattern.split_once(placeholder).unwrap_or((pattern, ""))
}
