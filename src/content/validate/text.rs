//! Validates the texts of one language: each record has a text, each sentence has sources, each order of a court has an
//! outcome, and the inline markup is well formed.

use std::collections::{BTreeMap, BTreeSet};

use super::{Diagnostic, Location};
use crate::content::case::{Case, Id};
use crate::content::text::{Quote, Sentence, Text};
use crate::model::markup::{self, MarkupError, Span};
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
pub(super) fn validate(
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

impl TextValidator<'_> {
    /// Reports records without a text, and texts without a record.
    fn keys(&mut self, text: &Text) {
        let case = self.case;
        let pairs = [
            ("faq", ids(&case.faq, |faq| &faq.id), keys(&text.faq)),
            (
                "actors",
                ids(&case.actors, |actor| &actor.id),
                keys(&text.actors),
            ),
            (
                "chapters",
                ids(&case.chapters, |chapter| &chapter.id),
                keys(&text.chapters),
            ),
            (
                "events",
                ids(&case.events, |event| &event.id),
                keys(&text.events),
            ),
            (
                "questions",
                ids(&case.questions, |question| &question.id),
                keys(&text.questions),
            ),
            (
                "periods",
                ids(&case.periods, |period| &period.id),
                keys(&text.periods),
            ),
            (
                "offices",
                ids(&case.offices, |office| &office.id),
                keys(&text.offices),
            ),
            (
                "steps",
                ids(&case.steps, |step| &step.id),
                keys(&text.steps),
            ),
            (
                "misreadings",
                ids(&case.misreadings, |id| id),
                keys(&text.misreadings),
            ),
            (
                "people",
                ids(&case.people, |person| &person.id),
                keys(&text.people),
            ),
            ("terms", ids(&case.terms, |id| id), keys(&text.terms)),
            ("help", ids(&case.help, |help| &help.id), keys(&text.help)),
            ("about", ids(&case.about, |id| id), keys(&text.about)),
            (
                "corrections",
                ids(&case.corrections, |correction| &correction.id),
                keys(&text.corrections),
            ),
            (
                "chart.bars",
                case.questions
                    .iter()
                    .filter(|question| question.bar)
                    .map(|question| &question.id)
                    .collect(),
                keys(&text.chart.bars),
            ),
        ];
        for (part, records, texts) in pairs {
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
            Err(MarkupError::Reference) => {
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
        let has_step = |id: &str| {
            let mut periods = self.case.periods.iter();
            periods.any(|period| period.id == id && period.step.is_some())
        };
        let page = page
            .into_iter()
            .map(|(field, label)| (None, field, label.as_str()));
        let answers = labels("answer", &text.periods, |period| &period.answer);
        let labels = page
            .chain(labels("actors", &text.actors, |name| name))
            .chain(labels("questions", &text.questions, |question| question))
            .chain(labels("chart.bars", &text.chart.bars, |name| name))
            .chain(labels("title", &text.chapters, |chapter| &chapter.title))
            .chain(labels("span", &text.chapters, |chapter| &chapter.span))
            .chain(labels("headline", &text.events, |event| &event.headline))
            .chain(labels("question", &text.faq, |faq| &faq.question))
            .chain(labels("offices.name", &text.offices, |office| &office.name))
            .chain(labels("title", &text.steps, |step| &step.title))
            .chain(labels("claim", &text.misreadings, |misreading| {
                &misreading.claim
            }))
            .chain(labels("name", &text.people, |person| &person.name))
            .chain(labels("role", &text.people, |person| &person.role))
            .chain(labels("name", &text.terms, |term| &term.name))
            .chain(labels("name", &text.help, |help| &help.name))
            .chain(labels("title", &text.about, |about| &about.title))
            .chain(labels("corrections", &text.corrections, |correction| {
                correction
            }))
            .chain(answers.filter(|(id, ..)| !id.is_some_and(has_step)));
        let is_empty = |(.., label): &(_, _, &str)| label.trim().is_empty();
        let empty: Vec<_> = labels.filter(is_empty).collect();
        for (record, field, _) in empty {
            let diagnostic = self.at(record, field).diagnostic("it is empty", "write it");
            self.diagnostics.push(diagnostic);
        }
    }
}

/// The ids of records.
fn ids<'a, T>(records: &'a [T], id: impl Fn(&'a T) -> &'a Id) -> Vec<&'a Id> {
    records.iter().map(id).collect()
}

/// The ids of texts.
fn keys<T>(texts: &BTreeMap<Id, T>) -> BTreeSet<&Id> {
    texts.keys().collect()
}

/// The record, the field and the content of a field of all texts.
fn labels<'a, T>(
    field: &'static str,
    texts: &'a BTreeMap<Id, T>,
    label: impl Fn(&'a T) -> &'a String,
) -> impl Iterator<Item = (Option<&'a str>, &'static str, &'a str)> {
    texts
        .iter()
        .map(move |(id, text)| (Some(id.as_str()), field, label(text).as_str()))
}

/// Returns the texts between double quotation marks.
fn quotations(text: &str) -> impl Iterator<Item = &str> {
    text.split('“')
        .skip(1)
        .filter_map(|quotation| quotation.split('”').next())
}
