//! Sentences with their marked terms and their sources.

use yew::prelude::*;

#[cfg(feature = "prerender")]
use super::Doc;
use crate::outline::Cited;
use crate::text::rich::{self, Span};

/// The words of a sentence, its marked terms as links to their explanation.
pub fn words(sentence: &str) -> Html {
    let spans = rich::spans(sentence).unwrap_or_else(|_| vec![Span::Words(sentence)]);
    spans.into_iter().map(span).collect()
}

fn span(span: Span<'_>) -> Html {
    match span {
        Span::Words(words) => html! { {words} },
        Span::Title(words) => html! { <cite>{words}</cite> },
        Span::Marked { id, words } => {
            html! { <a class="term" href={format!("#{id}")}>{words}</a> }
        }
        Span::Phone { number, words } => {
            html! { <a class="phone" href={format!("tel:{number}")}>{words}</a> }
        }
    }
}

/// A sentence and the numbers of its sources.
pub fn cited(sentence: &Cited) -> Html {
    html! { <>{words(&sentence.0)}{numbers(&sentence.1)}</> }
}

/// Sentences in one paragraph.
pub fn paragraph(sentences: &[Cited]) -> Html {
    let spaced = |(place, sentence): (usize, &Cited)| {
        html! { <>{if place > 0 { " " } else { "" }}{cited(sentence)}</> }
    };
    html! { <p>{ for sentences.iter().enumerate().map(spaced) }</p> }
}

/// The numbers of sources, as links to the list. A number alone says little to those who listen; the
/// role (of the Digital Publishing module of WAI-ARIA) makes it a reference to a note in the language of
/// their screen reader.
pub fn numbers(sources: &[(String, usize)]) -> Html {
    if sources.is_empty() {
        return html! {};
    }
    let number = |(id, number): &(String, usize)| {
        html! { <a role="doc-noteref" href={format!("#{id}")}>{*number}</a> }
    };
    html! { <sup>{ for sources.iter().map(number) }</sup> }
}

/// Words that stay in the original's language, such as the title of a source: marked so in translations,
/// and kept from changing places with what stands beside them.
#[cfg(feature = "prerender")]
pub fn in_original(doc: Doc<'_>, words: &str) -> Html {
    match doc.translated_from() {
        Some(original) => {
            html! { <bdi lang={original.ui.language.clone()}>{words.to_owned()}</bdi> }
        }
        None => html! { {words.to_owned()} },
    }
}

/// What stands before and after a placeholder of a pattern; all of it before where the placeholder is missing.
#[cfg(feature = "prerender")]
pub fn around<'a>(pattern: &'a str, placeholder: &str) -> (&'a str, &'a str) {
    pattern.split_once(placeholder).unwrap_or((pattern, ""))
}
