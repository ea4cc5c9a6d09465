//! What a query finds, in three languages. The browser gives the index its entries and the tables of Unicode; here they
//! come from the test and from ICU.

use case_timeline::client::search::{Entry, Language, Part, SearchIndex, SearchResult};
use icu_normalizer::DecomposingNormalizerBorrowed;

fn language(code: &str) -> Language {
    Language {
        code: code.to_owned(),
        decompose: |word| {
            DecomposingNormalizerBorrowed::new_nfd()
                .normalize(&word.to_lowercase())
                .into_owned()
        },
    }
}

fn entry(id: &str, title: &str, sentences: &[&str]) -> Entry {
    Entry {
        id: id.to_owned(),
        title: title.to_owned(),
        sentences: sentences.iter().map(ToString::to_string).collect(),
        explains: true,
        ..Entry::default()
    }
}

fn index(code: &str, entries: &[Entry]) -> SearchIndex {
    SearchIndex::new(language(code), entries.to_vec())
}

fn find(index: &SearchIndex, query: &str) -> Vec<SearchResult> {
    index.find(&index.query(query)).to_vec()
}

fn ids(index: &SearchIndex, query: &str) -> Vec<String> {
    find(index, query)
        .into_iter()
        .map(|result| result.id)
        .collect()
}

/// A text with its matches in brackets.
fn marked(parts: &[Part]) -> String {
    let part = |part: &Part| {
        if part.is_match {
            format!("[{}]", part.text)
        } else {
            part.text.clone()
        }
    };
    parts.iter().map(part).collect()
}

#[test]
fn case_accents_and_variants_of_letters_are_ignored() {
    let english = index(
        "en",
        &[
            entry("one", "", &["Bishop Cantú said “it’s over” – twice"]),
            entry("two", "", &["Elsewhere"]),
        ],
    );
    assert_eq!(ids(&english, "CANTU"), ["one"]);
    assert_eq!(ids(&english, "twice bishop"), ["one"]);
    assert_eq!(ids(&english, "else"), ["two"]);
    assert_eq!(ids(&english, "nowhere"), [""; 0]);
    assert_eq!(ids(&english, "   "), [""; 0]);
    assert_eq!(ids(&english, "“ ” – !"), [""; 0]);

    let arabic = index(
        "ar",
        &[entry("one", "", &["المحكمةُ الفيدراليّة في ٢٢ حزيران"])],
    );
    for query in ["محكمه", "المحكمة", "والمحكمة", "الفيدرالية", "22", "٢٢"]
    {
        assert_eq!(ids(&arabic, query), ["one"], "{query}");
    }
}

#[test]
fn other_forms_of_a_word_are_found() {
    for (code, text, queries) in [
        (
            "en",
            "They could be deported.",
            &["deport", "deportation", "deporting", "deportations"][..],
        ),
        ("en", "A motion to reopen.", &["motions", "reopened"]),
        (
            "es",
            "Los podían deportar.",
            &["deportación", "deportados", "deportarlos"],
        ),
        ("ar", "لا يوقف ذلك ترحيلهم", &["ترحيل", "الترحيل"]),
    ] {
        let index = index(code, &[entry("one", "", &[text])]);
        for query in queries {
            assert_eq!(ids(&index, query), ["one"], "{query}");
        }
    }
}

#[test]
fn the_sentence_with_the_match_is_shown_and_marked() {
    let index = index(
        "en",
        &[entry(
            "one",
            "The stay",
            &[
                "Nothing here.",
                "A stay ends.",
                "Stays of removal are stays.",
            ],
        )],
    );

    let results = find(&index, "stay removal");
    assert_eq!(marked(&results[0].title), "The [stay]");
    assert_eq!(
        marked(&results[0].sentence),
        "[Stays] of [removal] are [stays]."
    );

    let in_title_only = find(&index, "the");
    assert_eq!(marked(&in_title_only[0].sentence), "Nothing here.");
}

#[test]
fn titles_count_more_than_sentences_and_explanations_more_than_reports() {
    let report = |id: &str, title: &str| Entry {
        explains: false,
        ..entry(id, title, &[])
    };
    let entries = [
        entry("in-text", "Anything", &["A lawyer helps."]),
        report("event", "Lawyers go to court"),
        entry("help", "Free lawyers", &[]),
        entry("other", "Court", &[]),
    ];
    assert_eq!(
        ids(&index("en", &entries), "lawyer"),
        ["help", "event", "in-text"]
    );
}

#[test]
fn a_question_is_searched_for_its_rarest_words() {
    let entries = [
        entry("deported", "Can people be deported?", &[]),
        entry("today", "What holds today", &["They are here now."]),
        entry(
            "appeal",
            "The appeal",
            &["Nobody was deported during the appeal."],
        ),
    ];
    let index = index("en", &entries);
    assert_eq!(
        ids(&index, "can they be deported now"),
        ["deported", "appeal"]
    );
    // No entry has both words: each of them is in fewer entries than "deported".
    assert_eq!(ids(&index, "deported today"), ["today"]);
    // Stop words alone are searched for.
    assert_eq!(ids(&index, "they"), ["today"]);
}

#[test]
fn a_date_is_found_like_a_title() {
    let event = Entry {
        date: Some("June 22, 2017".to_owned()),
        ..entry("stay", "The judge pauses removals", &["For 14 days."])
    };
    let other = entry("other", "Another event", &["It was after June 22."]);
    let index = index("en", &[other, event]);

    let results = find(&index, "june 22");
    assert_eq!(results[0].id, "stay");
}

#[test]
fn a_query_of_any_length_and_of_any_characters_is_searched() {
    let index = index("en", &[entry("one", "One", &["A sentence."])]);
    let long = "word ".repeat(10_000);
    for query in [
        long.as_str(),
        "\u{0}",
        "\u{202e}abc",
        "👩‍👩‍👧",
        "\u{301}",
        "[[a|b]]",
        "ﷺ",
    ] {
        find(&index, query);
    }
}
