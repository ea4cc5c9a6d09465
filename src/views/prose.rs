//! Sentences with their marked terms and their sources.

use yew::prelude::*;

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
    }
}

/// A sentence and the numbers of its sources.
pub fn cited(sentence: &Cited, label: &str) -> Html {
    html! { <>{words(&sentence.0)}{numbers(&sentence.1, label)}</> }
}

/// Sentences in one paragraph.
pub fn paragraph(sentences: &[Cited], label: &str) -> Html {
    let spaced = |(place, sentence): (usize, &Cited)| {
        html! { <>{if place > 0 { " " } else { "" }}{cited(sentence, label)}</> }
    };
    html! { <p>{ for sentences.iter().enumerate().map(spaced) }</p> }
}

/// The numbers of sources, as links to the list; `label` is how a number is read out, with `{number}`.
pub fn numbers(sources: &[(String, usize)], label: &str) -> Html {
    if sources.is_empty() {
        return html! {};
    }
    let number = |(id, number): &(String, usize)| {
        let label = label.replace("{number}", &number.to_string());
        html! { <a href={format!("#{id}")} aria-label={label}>{*number}</a> }
    };
    html! { <sup class="cite">{ for sources.iter().map(number) }</sup> }
}
