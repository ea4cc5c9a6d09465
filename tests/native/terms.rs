//! Every legal term has inline markup, which links to its explanation, at its first use in each record.

use std::collections::{BTreeMap, BTreeSet};

use case_timeline::content::text::Sentence;
use case_timeline::model::markup::{Span, spans};

use super::published;

/// The forms in which terms and steps occur in English, each with its id.
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
    // Longer forms first, so that "final order of removal" does not match "removal".
    forms.sort_by_key(|(form, _)| std::cmp::Reverse(form.len()));
    forms
}

/// The terms that occur before their first markup in the record `own`.
fn unmarked(own: &str, sentences: &[&Sentence], forms: &[(String, String)]) -> Vec<String> {
    let mut explained = BTreeSet::from([own.to_owned()]);
    let mut found = Vec::new();
    for sentence in sentences {
        for span in spans(&sentence.text).expect("the markup was validated") {
            match span {
                Span::Reference { id, .. } => {
                    explained.insert(id.to_owned());
                }
                Span::Phone { .. } => {}
                Span::Text(words) | Span::Title(words) => {
                    let mut words = unquoted(words).to_lowercase();
                    for (form, id) in forms {
                        if let Some(remainder) = without(&words, form) {
                            words = remainder;
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

/// The text outside quotation marks. Quotations are verbatim, without markup.
fn unquoted(words: &str) -> String {
    words
        .split('“')
        .enumerate()
        .map(|(index, part)| {
            if index == 0 {
                part
            } else {
                part.split_once('”').map_or("", |(_, after)| after)
            }
        })
        .collect()
}

/// The text without a form, if the form occurs in it as whole words.
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
        // The glossary is the explanation itself. The help records are tested below as one section, in the order of
        // the page. The notice precedes everything, and links to help instead of explanations; the brief is printed.
        let is_exempt = record
            .is_some_and(|id| text.terms.contains_key(id) || text.help.contains_key(id))
            || field == "notice"
            || field.starts_with("brief[");
        if !is_exempt {
            let group = record.map_or_else(
                || {
                    field
                        .split(['[', '.'])
                        .next()
                        .unwrap_or_default()
                        .to_owned()
                },
                str::to_owned,
            );
            records.entry(group).or_default().push(sentence);
        }
    }

    let help = library
        .case
        .help
        .iter()
        .filter_map(|help| text.help.get(&help.id));
    records.insert(
        "help".to_owned(),
        help.flat_map(|help_text| &help_text.purpose).collect(),
    );

    let found: Vec<_> = records
        .iter()
        .flat_map(|(own, sentences)| unmarked(own, sentences, &forms))
        .collect();

    assert!(found.is_empty(), "terms without markup: {found:#?}");
}

#[test]
fn a_form_matches_whole_words_only() {
    assert!(without("the stay ended", "stay").is_some());
    assert!(without("they stayed", "stay").is_none());
    assert!(without("a stay-at-home", "stay").is_none());
}
