//! Compares a translation with the original, sentence by sentence.

use std::collections::{BTreeMap, BTreeSet};

use super::{Diagnostic, Location};
use crate::content::case::Id;
use crate::content::text::Text;
use crate::model::markup::{self, Span};

/// Compares a translation with the original: it must have the same sentences, each with the same sources and marked
/// terms.
pub(super) fn validate(
    file: &str,
    original: &Text,
    text: &Text,
    invalid_ids: &BTreeSet<String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let (expected, found) = (references(original), references(text));
    // A record that is missing or invalid has a diagnostic of its own.
    let record_ids = |references: &References<'_>| -> BTreeSet<String> {
        references
            .keys()
            .map(|(record, _)| (*record).to_owned())
            .collect()
    };
    let (in_original, in_text) = (record_ids(&expected), record_ids(&found));
    let known = |(record, _): &(&str, String)| {
        !invalid_ids.contains(*record) && in_original.contains(*record) && in_text.contains(*record)
    };
    let mut diagnostic = |(record, field): &(&str, String), message: &str, remedy: String| {
        let at = Location::file(file).field(field);
        let at = if record.is_empty() {
            at
        } else {
            at.record(record)
        };
        diagnostics.push(at.diagnostic(message, remedy));
    };
    for (location, (sources, terms)) in expected.iter().filter(|(location, _)| known(location)) {
        match found.get(location) {
            None => diagnostic(
                location,
                "the original says something here",
                format!("translate it from text.{}.json", original.language),
            ),
            Some((other, _)) if other != sources => diagnostic(
                location,
                "it rests on other sources than the original",
                format!("write {sources:?}"),
            ),
            Some((_, other)) if other != terms => diagnostic(
                location,
                "it marks other terms than the original",
                format!("mark {terms:?}"),
            ),
            Some(_) => {}
        }
    }
    for location in found.keys().filter(|location| known(location)) {
        if !expected.contains_key(location) {
            diagnostic(
                location,
                "the original says nothing here",
                "remove it".to_owned(),
            );
        }
    }
}

/// The sources and the marked terms of each sentence, by record and field.
type References<'a> = BTreeMap<(&'a str, String), (Vec<&'a Id>, BTreeSet<&'a str>)>;

fn references(text: &Text) -> References<'_> {
    let mut references = References::new();
    for (record, field, sentence) in text.sentences() {
        let value = (sentence.sources.iter().collect(), marked(&sentence.text));
        references.insert((record.unwrap_or_default(), field), value);
    }
    for (record, field, quote) in text.quotes() {
        let value = (quote.sources.iter().collect(), marked(&quote.from));
        references.insert((record.unwrap_or_default(), field), value);
    }
    references
}

/// Returns the ids of the marked terms and the telephone numbers in a sentence.
fn marked(sentence: &str) -> BTreeSet<&str> {
    let id = |span| match span {
        Span::Reference { id, .. } => Some(id),
        Span::Phone { number, .. } => Some(number),
        _ => None,
    };
    markup::spans(sentence)
        .into_iter()
        .flatten()
        .filter_map(id)
        .collect()
}
