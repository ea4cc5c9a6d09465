//! Sentences with their marked terms and their sources.

use yew::prelude::*;

use crate::client::page_data::CitedText;
use crate::model::markup::{self, Span};

/// The words of a sentence, its marked terms as links to their explanation.
pub fn words(sentence: &str) -> Html {
    let spans = markup::spans(sentence).unwrap_or_else(|_| vec![Span::Words(sentence)]);
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
pub fn cited(sentence: &CitedText) -> Html {
    html! { <>{words(&sentence.text)}{numbers(&sentence.sources)}</> }
}

/// Sentences in one paragraph.
pub fn paragraph(sentences: &[CitedText]) -> Html {
    let spaced = |(place, sentence): (usize, &CitedText)| {
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
