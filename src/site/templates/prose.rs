//! Sentences with their sources, and words that stay in the language of the original.

use yew::prelude::*;

pub use crate::client::components::prose::{cited, numbers, paragraph, words};
use crate::site::context::Doc;

/// Words that stay in the original's language, such as the title of a source: marked so in translations,
/// and kept from changing places with what stands beside them.
pub fn in_original(doc: Doc<'_>, words: &str) -> Html {
    match doc.translated_from() {
        Some(original) => {
            html! { <bdi lang={original.ui.language.clone()}>{words.to_owned()}</bdi> }
        }
        None => html! { {words.to_owned()} },
    }
}

/// What stands before and after a placeholder of a pattern; all of it before where the placeholder is missing.
pub fn around<'a>(pattern: &'a str, placeholder: &str) -> (&'a str, &'a str) {
    pattern.split_once(placeholder).unwrap_or((pattern, ""))
}
