//! Sentences with inline markup and references to their sources.

use yew::prelude::*;

use crate::client::page_data::CitedText;
use crate::model::markup::{self, Span};

/// Renders inline markup: terms are links to their explanation. Invalid markup is rendered as plain text.
pub fn inline(sentence: &str) -> Html {
    let spans = markup::spans(sentence).unwrap_or_else(|_| vec![Span::Text(sentence)]);
    spans.into_iter().map(span).collect()
}

fn span(span: Span<'_>) -> Html {
    match span {
        Span::Text(text) => html! { {text} },
        Span::Title(text) => html! { <cite>{text}</cite> },
        Span::Reference { id, text } => {
            html! { <a class="term" href={format!("#{id}")}>{text}</a> }
        }
        Span::Phone { number, text } => {
            html! { <a class="phone" href={format!("tel:{number}")}>{text}</a> }
        }
    }
}

/// Renders a sentence and the numbers of its sources.
pub fn cited(sentence: &CitedText) -> Html {
    html! { <>{inline(&sentence.text)}{numbers(&sentence.sources)}</> }
}

/// Renders sentences as one paragraph.
pub fn paragraph(sentences: &[CitedText]) -> Html {
    let separated = |(index, sentence): (usize, &CitedText)| {
        html! { <>{if index > 0 { " " } else { "" }}{cited(sentence)}</> }
    };
    html! { <p>{ for sentences.iter().enumerate().map(separated) }</p> }
}

/// Renders the numbers of sources, as links to the list of sources. The role `doc-noteref` (DPUB-ARIA) makes a screen
/// reader announce the number as a reference to a note.
pub fn numbers(sources: &[(String, usize)]) -> Html {
    if sources.is_empty() {
        return html! {};
    }
    let number = |(id, number): &(String, usize)| {
        html! { <a role="doc-noteref" href={format!("#{id}")}>{*number}</a> }
    };
    // The word joiner keeps the numbers on the line of the sentence's last word.
    html! { <sup>{"\u{2060}"}{ for sources.iter().map(number) }</sup> }
}
