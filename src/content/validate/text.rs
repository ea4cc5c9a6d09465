//! Validates the files of one language: each record has a text, each sentence has sources, each order of a court has an
//! outcome, the inline markup is well formed, translations match the original, and the interface strings are complete.

use std::collections::{BTreeMap, BTreeSet};

use super::{Diagnostic, Location};
use crate::content::announcement;
use crate::content::case::{Case, ClaimStatus, Id, SourceKind, key};
use crate::content::strings::Strings;
use crate::content::text::{Quote, Sentence, Text};
use crate::model::markup::{self, MarkupError, Span};
use crate::model::plurals;
use crate::model::status::{self, Question};

/// The maximum length of the summary, which can then be read in sixty seconds.
const SUMMARY_WORDS: usize = 105;
/// The maximum length of a quotation in the original language.
const QUOTE_WORDS: usize = 40;

struct TextValidator<'a> {
    file: Location<'a>,
    is_original: bool,
    case: &'a Case,
    invalid_ids: &'a BTreeSet<String>,
    anchors: BTreeSet<&'a str>,
    diagnostics: &'a mut Vec<Diagnostic>,
}

/// Validates a text against the case.
pub(super) fn validate_text(
    file: &str,
    code: &str,
    case: &Case,
    text: &Text,
    invalid_ids: &BTreeSet<String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let anchors = case.anchors().collect();
    let mut validator = TextValidator {
        file: Location::file(file),
        is_original: case.languages.first().is_none_or(|first| first == code),
        case,
        invalid_ids,
        anchors,
        diagnostics,
    };
    if text.language != code {
        validator
            .diagnostics
            .push(validator.file.field("language").diagnostic(
                format!("\"{}\" is not the language of this file", text.language),
                format!("write \"{code}\""),
            ));
    }
    validator.keys(text);
    validator.sentences(text);
    validator.labels(text);
    validator.outcomes(text);
    validator.periods(text);
    validator.spoken(text);
    let count: usize = text
        .summary
        .iter()
        .map(|sentence| markup::plain(&sentence.text).split_whitespace().count())
        .sum();
    if count > SUMMARY_WORDS {
        validator
            .diagnostics
            .push(validator.file.field("summary").diagnostic(
                format!("it has {count} words"),
                format!("use at most {SUMMARY_WORDS}"),
            ));
    }
}

/// Compares a translation with the original: it must have the same sentences, each with the same sources and marked
/// terms.
pub(super) fn validate_translation(
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

impl TextValidator<'_> {
    /// Reports records without a text, and texts without a record.
    fn keys(&mut self, text: &Text) {
        let case = self.case;
        fn ids<T>(map: &BTreeMap<Id, T>) -> BTreeSet<&Id> {
            map.keys().collect()
        }
        let pairs: [(&str, Vec<&Id>, BTreeSet<&Id>); 12] = [
            (
                "faq",
                case.faq.iter().map(|faq| &faq.id).collect(),
                ids(&text.faq),
            ),
            (
                "actors",
                case.actors.iter().map(|actor| &actor.id).collect(),
                ids(&text.actors),
            ),
            (
                "chapters",
                case.chapters.iter().map(|chapter| &chapter.id).collect(),
                ids(&text.chapters),
            ),
            (
                "events",
                case.events.iter().map(|event| &event.id).collect(),
                ids(&text.events),
            ),
            (
                "questions",
                case.questions.iter().map(|question| &question.id).collect(),
                ids(&text.questions),
            ),
            (
                "periods",
                case.periods.iter().map(|period| &period.id).collect(),
                ids(&text.periods),
            ),
            (
                "offices",
                case.offices.iter().map(|office| &office.id).collect(),
                ids(&text.offices),
            ),
            (
                "steps",
                case.steps.iter().map(|step| &step.id).collect(),
                ids(&text.steps),
            ),
            (
                "misreadings",
                case.misreadings.iter().collect(),
                ids(&text.misreadings),
            ),
            (
                "people",
                case.people.iter().map(|person| &person.id).collect(),
                ids(&text.people),
            ),
            ("terms", case.terms.iter().collect(), ids(&text.terms)),
            (
                "help",
                case.help.iter().map(|help| &help.id).collect(),
                ids(&text.help),
            ),
        ];
        let bars = (
            "chart.bars",
            case.questions
                .iter()
                .filter(|question| question.bar)
                .map(|question| &question.id)
                .collect(),
            ids(&text.chart.bars),
        );
        let about = ("about", case.about.iter().collect(), ids(&text.about));
        let corrections = (
            "corrections",
            case.corrections
                .iter()
                .map(|correction| &correction.id)
                .collect(),
            ids(&text.corrections),
        );
        for (part, records, texts) in pairs.into_iter().chain([bars, about, corrections]) {
            let (has_record, has_text): (BTreeSet<_>, BTreeSet<_>) =
                (records.iter().collect(), texts.iter().collect());
            for id in records
                .iter()
                .filter(|id| !has_text.contains(id) && !self.invalid_ids.contains(id.as_str()))
            {
                self.diagnostics.push(self.file.record(id).diagnostic(
                    format!("the record has no text in \"{part}\""),
                    "add its text, or remove it from case.json",
                ));
            }
            for id in texts
                .iter()
                .filter(|id| !has_record.contains(id) && !self.invalid_ids.contains(id.as_str()))
            {
                self.diagnostics.push(self.file.record(id).diagnostic(
                    format!("the text in \"{part}\" belongs to no record"),
                    "add the record to case.json, or remove the text",
                ));
            }
        }
    }

    /// Reports orders of a court without an outcome, and events and frequently asked questions without a text.
    fn outcomes(&mut self, text: &Text) {
        let case = self.case;
        for event in case.events.iter().filter(|event| case.needs_outcome(event)) {
            let event_text = text.events.get(&event.id);
            if event_text.is_some_and(|event_text| event_text.outcome.is_none()) {
                self.diagnostics.push(self.file.record(&event.id).field("outcome").diagnostic(
                    "a court ordered this, and nothing says what became of it",
                    "write in one sentence whether it ended, was set aside or still stands, with the day",
                ));
            }
        }
        for (id, _) in text
            .events
            .iter()
            .filter(|(_, event_text)| event_text.sentences.is_empty())
        {
            let at = self.file.record(id).field("sentences");
            self.diagnostics.push(at.diagnostic(
                "nothing says what happened",
                "write one to three short sentences",
            ));
        }
        for (id, _) in text
            .faq
            .iter()
            .filter(|(_, faq_text)| faq_text.answer.is_empty())
        {
            self.diagnostics.push(
                self.file
                    .record(id)
                    .field("answer")
                    .diagnostic("the question has no answer", "write one or two sentences"),
            );
        }
    }

    /// Reports periods that lack the words in the chart's bar or on the timeline's line, or have words that are not shown.
    fn periods(&mut self, text: &Text) {
        let case = self.case;
        let month = [case.month.first_day(), case.month.last_day()];
        let changes = status::pause_changes(&case.questions, &case.periods, case.known());
        for period in &case.periods {
            let Some(answer) = text.periods.get(&period.id) else {
                continue;
            };
            let has_bar =
                |question: &Question| question.bar && period.questions.contains(&question.id);
            let is_in_bar = case.questions.iter().any(has_bar)
                && period.from <= month[1]
                && period.until.is_none_or(|until| month[0] <= until);
            let is_change = changes.iter().any(|(_, change)| change.id == period.id);
            let at = self.file.record(&period.id);
            let has_words = |words: &Option<String>| {
                words.as_ref().is_some_and(|words| !words.trim().is_empty())
            };
            let found = [
                (is_in_bar && period.verdict.is_some() && !has_words(&answer.bar)).then(|| {
                    at.field("bar").diagnostic(
                        "the chart has a bar without words",
                        "write what held, in a few words",
                    )
                }),
                (!is_in_bar && answer.bar.is_some()).then(|| {
                    at.field("bar").diagnostic(
                        "the chart draws no bar for it",
                        "remove it, or set \"bar\": true for its question",
                    )
                }),
                (is_change && !has_words(&answer.line)).then(|| {
                    at.field("line").diagnostic(
                        "the pause changes here, and the timeline's line has no words for it",
                        "write what holds from this day on, in a few words",
                    )
                }),
                (!is_change && answer.line.is_some()).then(|| {
                    at.field("line")
                        .diagnostic("the pause does not change here", "remove it")
                }),
            ];
            self.diagnostics.extend(found.into_iter().flatten());
        }
    }

    fn sentences(&mut self, text: &Text) {
        for (record, field, sentence) in text.sentences() {
            self.sentence(record, &field, sentence);
        }
        for (record, field, quote) in text.quotes() {
            self.quote(record, &field, quote);
        }
        for (id, correction) in &text.corrections {
            self.markup(Some(id), "corrections", correction);
        }
        for (id, about) in &text.about {
            for (index, paragraph) in about.paragraphs.iter().enumerate() {
                self.markup(Some(id), &format!("paragraphs[{index}]"), paragraph);
            }
        }
    }

    fn at<'b>(&self, record: Option<&'b str>, field: &'b str) -> Location<'b>
    where
        Self: 'b,
    {
        let at = self.file.field(field);
        record.map_or(at, |record| at.record(record))
    }

    fn sentence(&mut self, record: Option<&str>, field: &str, sentence: &Sentence) {
        self.markup(record, &format!("{field}.text"), &sentence.text);
        self.sources(record, &format!("{field}.sources"), &sentence.sources);
        let is_original = self.is_original;
        for quotation in quotations(&sentence.text).filter(|_| is_original) {
            self.quotation(record, &format!("{field}.text"), quotation);
        }
    }

    fn quote(&mut self, record: Option<&str>, field: &str, quote: &Quote) {
        // Translations of a quotation may be longer than the quotation.
        if self.is_original {
            self.quotation(record, &format!("{field}.quote"), &quote.quote);
        }
        self.markup(record, &format!("{field}.from"), &quote.from);
        self.sources(record, &format!("{field}.sources"), &quote.sources);
        let speaker = quote
            .speaker
            .iter()
            .find(|id| !self.case.people.iter().any(|person| person.id == **id));
        if let Some(id) = speaker.filter(|id| !self.invalid_ids.contains(id.as_str())) {
            let field = format!("{field}.speaker");
            let diagnostic = self.at(record, &field).diagnostic(
                format!("there is no person \"{id}\""),
                "correct the id or add the person",
            );
            self.diagnostics.push(diagnostic);
        }
    }

    /// Validates the length of a quotation.
    fn quotation(&mut self, record: Option<&str>, field: &str, quotation: &str) {
        let count = quotation.split_whitespace().count();
        if count > QUOTE_WORDS {
            let diagnostic = self.at(record, field).diagnostic(
                format!("the quotation has {count} words"),
                format!("quote at most {QUOTE_WORDS}, word for word"),
            );
            self.diagnostics.push(diagnostic);
        }
    }

    fn sources(&mut self, record: Option<&str>, field: &str, sources: &[Id]) {
        let at = self.at(record, field);
        let mut found = Vec::new();
        if sources.is_empty() {
            found.push(at.diagnostic(
                "the sentence has no source",
                "name at least one source it rests on",
            ));
        }
        for id in sources.iter().filter(|id| {
            self.case.source_number(id).is_none() && !self.invalid_ids.contains(id.as_str())
        }) {
            found.push(at.diagnostic(
                format!("there is no source \"{id}\""),
                "correct the id or add the source to case.json",
            ));
        }
        self.diagnostics.extend(found);
    }

    /// Validates that a sentence is not empty, and its inline markup.
    fn markup(&mut self, record: Option<&str>, field: &str, text: &str) {
        let at = self.at(record, field);
        let diagnostic = match markup::spans(text) {
            _ if text.trim().is_empty() => {
                Some(at.diagnostic("the sentence is empty", "write it or remove it"))
            }
            Ok(spans) => {
                let unknown = spans.iter().find_map(|span| match span {
                    Span::Reference { id, .. }
                        if !self.anchors.contains(id) && !self.invalid_ids.contains(*id) =>
                    {
                        Some(*id)
                    }
                    _ => None,
                });
                unknown.map(|id| {
                    at.diagnostic(
                        format!("the marked term \"{id}\" does not exist"),
                        "mark the id of a term, step, person or event",
                    )
                })
            }
            Err(MarkupError::Brackets) => {
                Some(at.diagnostic("[[ and ]] do not pair up", "write [[id|words]]"))
            }
            Err(MarkupError::Empty) => {
                Some(at.diagnostic("a mark lacks its id or its words", "write [[id|words]]"))
            }
            Err(MarkupError::Phone) => Some(at.diagnostic(
                "the telephone number cannot be dialed",
                "write [[tel:+1NUMBER|number]], with the country's code and digits alone",
            )),
            Err(MarkupError::Star) => {
                Some(at.diagnostic("a * has no partner", "write *title of a case*"))
            }
        };
        self.diagnostics.extend(diagnostic);
    }

    /// Reports abbreviations that no text contains that is read aloud, and those without words.
    fn spoken(&mut self, text: &Text) {
        let sentences = text.sentences().map(|(_, _, sentence)| &sentence.text);
        let quotes = text.quotes().map(|(_, _, quote)| &quote.quote);
        let events = text.events.values().map(|event| &event.headline);
        let steps = text.steps.values().map(|step| &step.title);
        let page = [&text.title, &text.kicker, &text.outcome.lead];
        let read: Vec<_> = sentences
            .chain(quotes)
            .chain(events)
            .chain(steps)
            .chain(page)
            .map(|text| text.replace('\u{a0}', " "))
            .collect();
        for (abbreviation, words) in &text.spoken {
            let (message, remedy) = if words.trim().is_empty() {
                ("it is empty", "write the words that are read aloud")
            } else if read.iter().any(|text| text.contains(abbreviation)) {
                continue;
            } else {
                (
                    "no text that is read aloud contains this abbreviation",
                    "remove it, or write it as it is in the texts",
                )
            };
            let field = format!("spoken.{abbreviation}");
            self.diagnostics
                .push(self.file.field(&field).diagnostic(message, remedy));
        }
    }

    /// Reports empty names, titles and headlines.
    fn labels(&mut self, text: &Text) {
        let page = [
            ("title", &text.title),
            ("kicker", &text.kicker),
            ("description", &text.description),
            ("outcome.lead", &text.outcome.lead),
            ("chart.bars_title", &text.chart.bars_title),
        ];
        let mut labels: Vec<(Option<&str>, &str, &str)> = page
            .into_iter()
            .map(|(field, label)| (None, field, label.as_str()))
            .collect();
        labels.extend(
            text.actors
                .iter()
                .map(|(id, name)| (Some(id.as_str()), "actors", name.as_str())),
        );
        labels.extend(
            text.questions
                .iter()
                .map(|(id, question)| (Some(id.as_str()), "questions", question.as_str())),
        );
        labels.extend(
            text.chart
                .bars
                .iter()
                .map(|(id, name)| (Some(id.as_str()), "chart.bars", name.as_str())),
        );
        labels.extend(text.chapters.iter().flat_map(|(id, chapter)| {
            [
                (Some(id.as_str()), "title", chapter.title.as_str()),
                (Some(id), "span", &chapter.span),
            ]
        }));
        labels.extend(
            text.events
                .iter()
                .map(|(id, event)| (Some(id.as_str()), "headline", event.headline.as_str())),
        );
        labels.extend(
            text.faq
                .iter()
                .map(|(id, faq)| (Some(id.as_str()), "question", faq.question.as_str())),
        );
        labels.extend(
            text.offices
                .iter()
                .map(|(id, office)| (Some(id.as_str()), "offices.name", office.name.as_str())),
        );
        labels.extend(
            text.steps
                .iter()
                .map(|(id, step)| (Some(id.as_str()), "title", step.title.as_str())),
        );
        labels.extend(
            text.misreadings
                .iter()
                .map(|(id, misreading)| (Some(id.as_str()), "claim", misreading.claim.as_str())),
        );
        labels.extend(text.people.iter().flat_map(|(id, person)| {
            [
                (Some(id.as_str()), "name", person.name.as_str()),
                (Some(id), "role", &person.role),
            ]
        }));
        labels.extend(
            text.terms
                .iter()
                .map(|(id, term)| (Some(id.as_str()), "name", term.name.as_str())),
        );
        labels.extend(
            text.help
                .iter()
                .map(|(id, help)| (Some(id.as_str()), "name", help.name.as_str())),
        );
        labels.extend(
            text.about
                .iter()
                .map(|(id, about)| (Some(id.as_str()), "title", about.title.as_str())),
        );
        labels.extend(
            text.corrections
                .iter()
                .map(|(id, correction)| (Some(id.as_str()), "corrections", correction.as_str())),
        );
        let has_step = |id: &str| {
            self.case
                .periods
                .iter()
                .any(|period| period.id == id && period.step.is_some())
        };
        labels.extend(
            text.periods
                .iter()
                .filter(|(id, _)| !has_step(id))
                .map(|(id, period)| (Some(id.as_str()), "answer", period.answer.as_str())),
        );
        for (record, field, _) in labels
            .into_iter()
            .filter(|(.., label)| label.trim().is_empty())
        {
            let diagnostic = self.at(record, field).diagnostic("it is empty", "write it");
            self.diagnostics.push(diagnostic);
        }
    }
}

/// Returns the texts between double quotation marks.
fn quotations(text: &str) -> impl Iterator<Item = &str> {
    text.split('“')
        .skip(1)
        .filter_map(|quotation| quotation.split('”').next())
}

/// Validates the length of the announcement. It has the sentences of the text and strings of the interface.
pub(super) fn validate_announcement(
    file: &str,
    case: &Case,
    text: &Text,
    strings: &Strings,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let counts = announcement::word_counts(case, text, strings);
    let sentences = counts.first().copied().unwrap_or_default();
    let others: usize = counts.iter().skip(1).sum();
    let limit = announcement::MAX_WORDS;
    if sentences + others > limit {
        diagnostics.push(Location::file(file).field("brief").diagnostic(
            format!(
                "the announcement on the page of things to take away has {} words: {sentences} here, and {others} of the title and the interface",
                sentences + others
            ),
            format!(
                "write at most {} words here; the announcement may have {limit}",
                limit.saturating_sub(others)
            ),
        ));
    }
}

/// Validates the interface strings of a language.
pub(super) fn validate_strings(
    file: &str,
    code: &str,
    strings: &Strings,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let at = Location::file(file);
    if strings.language != code {
        diagnostics.push(at.field("language").diagnostic(
            format!("\"{}\" is not the language of this file", strings.language),
            format!("write \"{code}\""),
        ));
    }
    if !matches!(strings.direction.as_str(), "ltr" | "rtl") {
        diagnostics.push(at.field("direction").diagnostic(
            format!("\"{}\" is not a direction", strings.direction),
            "write \"ltr\" or \"rtl\"",
        ));
    }
    for (field, names, count) in [
        ("dates.months", &strings.dates.months, 12),
        ("dates.weekdays", &strings.dates.weekdays, 7),
        ("dates.weekdays_short", &strings.dates.weekdays_short, 7),
    ] {
        if names.len() != count {
            diagnostics.push(at.field(field).diagnostic(
                format!("it has {} names", names.len()),
                format!("write {count}"),
            ));
        }
    }
    if !matches!(strings.dates.months_also.len(), 0 | 12) {
        diagnostics.push(at.field("dates.months_also").diagnostic(
            format!("it has {} names", strings.dates.months_also.len()),
            "write 12, or leave it out",
        ));
    }
    plurals(at, code, strings, diagnostics);
    let statuses = [
        ClaimStatus::Happened,
        ClaimStatus::Counted,
        ClaimStatus::Said,
        ClaimStatus::Filed,
        ClaimStatus::Argued,
        ClaimStatus::Ordered,
        ClaimStatus::LaterReversed,
    ];
    let kinds = [
        SourceKind::Court,
        SourceKind::Law,
        SourceKind::Government,
        SourceKind::Counsel,
        SourceKind::News,
        SourceKind::Church,
        SourceKind::Academic,
        SourceKind::Secondary,
    ];
    let expected = [
        ("status", &strings.status, statuses.map(key).to_vec()),
        ("kinds", &strings.kinds, kinds.map(key).to_vec()),
    ];
    for (field, names, keys) in expected {
        for missing in keys.iter().filter(|key| !names.contains_key(*key)) {
            diagnostics.push(
                at.field(field)
                    .diagnostic(format!("\"{missing}\" has no name"), "add it"),
            );
        }
        for surplus in names.keys().filter(|key| !keys.contains(key)) {
            diagnostics.push(at.field(field).diagnostic(
                format!("\"{surplus}\" is not known"),
                "correct or remove it",
            ));
        }
    }
}

/// Validates that each message has exactly the plural forms of its language (CLDR).
fn plurals(at: Location<'_>, code: &str, strings: &Strings, diagnostics: &mut Vec<Diagnostic>) {
    let needed = plurals::categories(code);
    for (message, forms) in strings.plurals.by_name() {
        let field = format!("plurals.{message}");
        for (name, form) in forms.by_category() {
            let is_needed = needed.contains(&name);
            if is_needed == form.is_empty() {
                let (message, remedy) = if is_needed {
                    (format!("the form \"{name}\" is missing"), "add it")
                } else {
                    (
                        format!("the language has no form \"{name}\""),
                        "remove it; CLDR names the forms of each language",
                    )
                };
                diagnostics.push(at.field(&field).diagnostic(message, remedy));
            }
        }
    }
}
