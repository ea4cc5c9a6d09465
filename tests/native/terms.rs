//! Every legal term is marked, and so explained, at its first use in each record.

use std::collections::{BTreeMap, BTreeSet};

use case_timeline::content::text::Sentence;
use case_timeline::model::markup::{Span, spans};

use super::published;

/// The forms under which terms and steps occur in English.
fn forms() -> Vec<(String, String)> {
    let forms: BTreeMap<String, Vec<String>> =
        serde_json::from_str(include_str!("../fixtures/forms.en.json"))
            .expect("the forms are JSON");
    let mut forms: Vec<_> = forms
        .into_iter()
        .flat_map(|(id, forms)| {
            forms
                .into_iter()
                .map(move |form| (form.to_lowercase(), id.clone()))
        })
        .collect();
    // Longer forms first, so that "final order of removal" is not taken for "removal".
    forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    forms
}

/// The terms used without a mark before any mark of theirs.
fn unmarked(own: &str, sentences: &[&Sentence], forms: &[(String, String)]) -> Vec<String> {
    let mut explained = BTreeSet::from([own.to_owned()]);
    let mut found = Vec::new();
    for sentence in sentences {
        for span in spans(&sentence.text).expect("checked already") {
            match span {
                Span::Marked { id, .. } => {
                    explained.insert(id.to_owned());
                }
                Span::Phone { .. } => {}
                Span::Words(words) | Span::Title(words) => {
                    let mut words = unquoted(words).to_lowercase();
                    for (form, id) in forms {
                        if let Some(rest) = without(&words, form) {
                            words = rest;
                            if explained.insert(id.clone()) {
                                found.push(format!("{own}: “{form}” in “{}”", sentence.text));
                            }
                        }
                    }
                }
            }
        }
    }
    found
}

/// The words outside quotation marks: what is quoted stands as it was said, without marks.
fn unquoted(words: &str) -> String {
    words
        .split('“')
        .enumerate()
        .map(|(place, part)| {
            if place == 0 {
                part
            } else {
                part.split_once('”').map_or("", |(_, after)| after)
            }
        })
        .collect()
}

/// The words without a form that stands there as whole words.
fn without(words: &str, form: &str) -> Option<String> {
    let is_edge = |letter: Option<char>| {
        letter.is_none_or(|letter| !letter.is_alphanumeric() && letter != '-')
    };
    let whole = words.match_indices(form).any(|(start, _)| {
        is_edge(words[..start].chars().next_back())
            && is_edge(words[start + form.len()..].chars().next())
    });
    whole.then(|| words.replace(form, " "))
}

#[test]
fn terms_are_marked_at_their_first_use_in_each_record() {
    let library = published();
    let (text, _) = &library.languages[0];
    let forms = forms();
    let mut records: BTreeMap<String, Vec<&Sentence>> = BTreeMap::new();
    for (record, field, sentence) in text.sentences() {
        // The glossary is the explanation; the pages that help are one short section, in their own order. The
        // notice stands above everything, with a link to help instead of links to explanations.
        let is_glossary = record
            .is_some_and(|id| text.terms.contains_key(id) || text.help.contains_key(id))
            || field == "notice";
        if !is_glossary {
            let place = record.map_or_else(
                || {
                    field
                        .split(['[', '.'])
                        .next()
                        .unwrap_or_default()
                        .to_owned()
                },
                str::to_owned,
            );
            records.entry(place).or_default().push(sentence);
        }
    }

    let help = library
        .case
        .help
        .iter()
        .filter_map(|help| text.help.get(&help.id));
    records.insert(
        "help".to_owned(),
        help.flat_map(|told| &told.purpose).collect(),
    );

    let found: Vec<_> = records
        .iter()
        .flat_map(|(own, sentences)| unmarked(own, sentences, &forms))
        .collect();

    assert!(found.is_empty(), "mark these: {found:#?}");
}

#[test]
fn a_form_is_found_as_whole_words_only() {
    assert!(without("the stay ended", "stay").is_some());
    assert!(without("they stayed", "stay").is_none());
    assert!(without("a stay-at-home", "stay").is_none());
}
