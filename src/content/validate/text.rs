//! Do a language's words fit the case: each record told, each sentence sourced, each mark whole?

use std::collections::{BTreeMap, BTreeSet};

use super::{At, Fault};
use crate::content::case::{Case, Id, Kind, Status, key};
use crate::content::strings::Ui;
use crate::content::text::{Quote, Sentence, Text};
use crate::model::markup::{self, Broken, Span};
use crate::model::plurals;

/// The summary is read in sixty seconds.
const SUMMARY_WORDS: usize = 105;
/// What may be quoted of one text in one place.
const QUOTE_WORDS: usize = 40;

struct Words<'a> {
    file: At<'a>,
    is_original: bool,
    case: &'a Case,
    broken: &'a BTreeSet<String>,
    anchors: BTreeSet<&'a str>,
    faults: &'a mut Vec<Fault>,
}

/// Finds the faults of a text.
pub(super) fn check_text(
    file: &str,
    code: &str,
    case: &Case,
    text: &Text,
    broken: &BTreeSet<String>,
    faults: &mut Vec<Fault>,
) {
    let anchors = case.anchors().collect();
    let mut words = Words {
        file: At::file(file),
        is_original: case.languages.first().is_none_or(|first| first == code),
        case,
        broken,
        anchors,
        faults,
    };
    if text.language != code {
        words.faults.push(words.file.field("language").fault(
            format!("\"{}\" is not the language of this file", text.language),
            format!("write \"{code}\""),
        ));
    }
    words.keys(text);
    words.sentences(text);
    words.labels(text);
    words.outcomes(text);
    let count: usize = text
        .summary
        .iter()
        .map(|sentence| markup::plain(&sentence.text).split_whitespace().count())
        .sum();
    if count > SUMMARY_WORDS {
        words.faults.push(words.file.field("summary").fault(
            format!("it has {count} words"),
            format!("use at most {SUMMARY_WORDS}"),
        ));
    }
}

/// Finds where a translation tells more, less or on other grounds than the original, sentence by
/// sentence.
pub(super) fn check_translation(
    file: &str,
    original: &Text,
    text: &Text,
    broken: &BTreeSet<String>,
    faults: &mut Vec<Fault>,
) {
    let (expected, found) = (grounds(original), grounds(text));
    // A record that is missing or broken as a whole has a fault of its own.
    let told = |grounds: &Grounds<'_>| -> BTreeSet<String> {
        grounds
            .keys()
            .map(|(record, _)| (*record).to_owned())
            .collect()
    };
    let (in_original, in_text) = (told(&expected), told(&found));
    let known = |(record, _): &(&str, String)| {
        !broken.contains(*record) && in_original.contains(*record) && in_text.contains(*record)
    };
    let mut fault = |(record, field): &(&str, String), wrong: &str, remedy: String| {
        let at = At::file(file).field(field);
        let at = if record.is_empty() {
            at
        } else {
            at.record(record)
        };
        faults.push(at.fault(wrong, remedy));
    };
    for (place, (sources, marks)) in expected.iter().filter(|(place, _)| known(place)) {
        match found.get(place) {
            None => fault(
                place,
                "the original says something here",
                format!("translate it from text.{}.json", original.language),
            ),
            Some((other, _)) if other != sources => fault(
                place,
                "it rests on other sources than the original",
                format!("write {sources:?}"),
            ),
            Some((_, other)) if other != marks => fault(
                place,
                "it marks other terms than the original",
                format!("mark {marks:?}"),
            ),
            Some(_) => {}
        }
    }
    for place in found.keys().filter(|place| known(place)) {
        if !expected.contains_key(place) {
            fault(
                place,
                "the original says nothing here",
                "remove it".to_owned(),
            );
        }
    }
}

/// What each sentence rests on: its sources, and the terms it marks.
type Grounds<'a> = BTreeMap<(&'a str, String), (Vec<&'a Id>, BTreeSet<&'a str>)>;

fn grounds(text: &Text) -> Grounds<'_> {
    let mut grounds = Grounds::new();
    for (record, field, sentence) in text.sentences() {
        let of = (sentence.sources.iter().collect(), marked(&sentence.text));
        grounds.insert((record.unwrap_or_default(), field), of);
    }
    for (record, field, quote) in text.quotes() {
        let of = (quote.sources.iter().collect(), marked(&quote.from));
        grounds.insert((record.unwrap_or_default(), field), of);
    }
    grounds
}

fn marked(words: &str) -> BTreeSet<&str> {
    let id = |span| match span {
        Span::Marked { id, .. } => Some(id),
        Span::Phone { number, .. } => Some(number),
        _ => None,
    };
    markup::spans(words)
        .into_iter()
        .flatten()
        .filter_map(id)
        .collect()
}

impl Words<'_> {
    /// Records without text, and text without a record.
    fn keys(&mut self, text: &Text) {
        let case = self.case;
        fn told<T>(map: &BTreeMap<Id, T>) -> BTreeSet<&Id> {
            map.keys().collect()
        }
        let pairs: [(&str, Vec<&Id>, BTreeSet<&Id>); 11] = [
            (
                "faq",
                case.faq.iter().map(|asked| &asked.id).collect(),
                told(&text.faq),
            ),
            (
                "actors",
                case.actors.iter().map(|actor| &actor.id).collect(),
                told(&text.actors),
            ),
            (
                "chapters",
                case.chapters.iter().map(|chapter| &chapter.id).collect(),
                told(&text.chapters),
            ),
            (
                "events",
                case.events.iter().map(|event| &event.id).collect(),
                told(&text.events),
            ),
            (
                "questions",
                case.questions.iter().map(|question| &question.id).collect(),
                told(&text.questions),
            ),
            (
                "periods",
                case.periods.iter().map(|period| &period.id).collect(),
                told(&text.periods),
            ),
            (
                "steps",
                case.steps.iter().map(|step| &step.id).collect(),
                told(&text.steps),
            ),
            (
                "misreadings",
                case.misreadings.iter().collect(),
                told(&text.misreadings),
            ),
            (
                "people",
                case.people.iter().map(|person| &person.id).collect(),
                told(&text.people),
            ),
            ("terms", case.terms.iter().collect(), told(&text.terms)),
            (
                "help",
                case.help.iter().map(|help| &help.id).collect(),
                told(&text.help),
            ),
        ];
        let about = ("about", case.about.iter().collect(), told(&text.about));
        let corrections = (
            "corrections",
            case.corrections.iter().map(|told| &told.id).collect(),
            told(&text.corrections),
        );
        for (part, records, texts) in pairs.into_iter().chain([about, corrections]) {
            let (has_record, has_text): (BTreeSet<_>, BTreeSet<_>) =
                (records.iter().collect(), texts.iter().collect());
            for id in records
                .iter()
                .filter(|id| !has_text.contains(id) && !self.broken.contains(id.as_str()))
            {
                self.faults.push(self.file.record(id).fault(
                    format!("the record has no text in \"{part}\""),
                    "add its text, or remove it from case.json",
                ));
            }
            for id in texts
                .iter()
                .filter(|id| !has_record.contains(id) && !self.broken.contains(id.as_str()))
            {
                self.faults.push(self.file.record(id).fault(
                    format!("the text in \"{part}\" belongs to no record"),
                    "add the record to case.json, or remove the text",
                ));
            }
        }
    }

    /// Orders of a court that do not say what became of them, and questions without an answer.
    fn outcomes(&mut self, text: &Text) {
        let case = self.case;
        for event in case.events.iter().filter(|event| case.needs_outcome(event)) {
            let event_text = text.events.get(&event.id);
            if event_text.is_some_and(|event_text| event_text.outcome.is_none()) {
                self.faults.push(self.file.record(&event.id).field("outcome").fault(
                    "a court ordered this, and nothing says what became of it",
                    "write in one sentence whether it ended, was set aside or still stands, with the day",
                ));
            }
        }
        for (id, _) in text
            .faq
            .iter()
            .filter(|(_, faq_text)| faq_text.answer.is_empty())
        {
            self.faults.push(
                self.file
                    .record(id)
                    .field("answer")
                    .fault("the question has no answer", "write one or two sentences"),
            );
        }
    }

    fn sentences(&mut self, text: &Text) {
        for (record, field, sentence) in text.sentences() {
            self.sentence(record, &field, sentence);
        }
        for (record, field, quote) in text.quotes() {
            self.quote(record, &field, quote);
        }
        for (id, words) in &text.corrections {
            self.marks(Some(id), "corrections", words);
        }
        for (id, about) in &text.about {
            for (place, paragraph) in about.paragraphs.iter().enumerate() {
                self.marks(Some(id), &format!("paragraphs[{place}]"), paragraph);
            }
        }
    }

    fn at<'b>(&self, record: Option<&'b str>, field: &'b str) -> At<'b>
    where
        Self: 'b,
    {
        let at = self.file.field(field);
        record.map_or(at, |record| at.record(record))
    }

    fn sentence(&mut self, record: Option<&str>, field: &str, sentence: &Sentence) {
        self.marks(record, &format!("{field}.text"), &sentence.text);
        self.sources(record, &format!("{field}.sources"), &sentence.sources);
        let is_original = self.is_original;
        for quoted in quoted(&sentence.text).filter(|_| is_original) {
            self.quoted(record, &format!("{field}.text"), quoted);
        }
    }

    fn quote(&mut self, record: Option<&str>, field: &str, quote: &Quote) {
        // A translation may need more words for the same quotation.
        if self.is_original {
            self.quoted(record, &format!("{field}.quote"), &quote.quote);
        }
        self.marks(record, &format!("{field}.from"), &quote.from);
        self.sources(record, &format!("{field}.sources"), &quote.sources);
        let speaker = quote
            .speaker
            .iter()
            .find(|id| !self.case.people.iter().any(|person| person.id == **id));
        if let Some(id) = speaker.filter(|id| !self.broken.contains(id.as_str())) {
            let field = format!("{field}.speaker");
            let fault = self.at(record, &field).fault(
                format!("there is no person \"{id}\""),
                "correct the id or add the person",
            );
            self.faults.push(fault);
        }
    }

    fn quoted(&mut self, record: Option<&str>, field: &str, words: &str) {
        let count = words.split_whitespace().count();
        if count > QUOTE_WORDS {
            let fault = self.at(record, field).fault(
                format!("the quotation has {count} words"),
                format!("quote at most {QUOTE_WORDS}, word for word"),
            );
            self.faults.push(fault);
        }
    }

    fn sources(&mut self, record: Option<&str>, field: &str, sources: &[Id]) {
        let at = self.at(record, field);
        let mut found = Vec::new();
        if sources.is_empty() {
            found.push(at.fault(
                "the sentence has no source",
                "name at least one source it rests on",
            ));
        }
        for id in sources.iter().filter(|id| {
            self.case.source_number(id).is_none() && !self.broken.contains(id.as_str())
        }) {
            found.push(at.fault(
                format!("there is no source \"{id}\""),
                "correct the id or add the source to case.json",
            ));
        }
        self.faults.extend(found);
    }

    fn marks(&mut self, record: Option<&str>, field: &str, text: &str) {
        let at = self.at(record, field);
        let fault = match markup::spans(text) {
            _ if text.trim().is_empty() => {
                Some(at.fault("the sentence is empty", "write it or remove it"))
            }
            Ok(spans) => {
                let unknown = spans.iter().find_map(|span| match span {
                    Span::Marked { id, .. }
                        if !self.anchors.contains(id) && !self.broken.contains(*id) =>
                    {
                        Some(*id)
                    }
                    _ => None,
                });
                unknown.map(|id| {
                    at.fault(
                        format!("the marked term \"{id}\" does not exist"),
                        "mark the id of a term, step, person or event",
                    )
                })
            }
            Err(Broken::Brackets) => {
                Some(at.fault("[[ and ]] do not pair up", "write [[id|words]]"))
            }
            Err(Broken::Empty) => {
                Some(at.fault("a mark lacks its id or its words", "write [[id|words]]"))
            }
            Err(Broken::Phone) => Some(at.fault(
                "the telephone number cannot be dialed",
                "write [[tel:+1NUMBER|number]], with the country's code and digits alone",
            )),
            Err(Broken::Star) => Some(at.fault("a * has no partner", "write *title of a case*")),
        };
        self.faults.extend(fault);
    }

    /// Names, titles and headlines.
    fn labels(&mut self, text: &Text) {
        let page = [
            ("title", &text.title),
            ("kicker", &text.kicker),
            ("description", &text.description),
            ("outcome.lead", &text.outcome.lead),
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
                .map(|(id, asked)| (Some(id.as_str()), "questions", asked.as_str())),
        );
        labels.extend(text.chapters.iter().flat_map(|(id, told)| {
            [
                (Some(id.as_str()), "title", told.title.as_str()),
                (Some(id), "span", &told.span),
            ]
        }));
        labels.extend(
            text.events
                .iter()
                .map(|(id, told)| (Some(id.as_str()), "headline", told.headline.as_str())),
        );
        labels.extend(
            text.faq
                .iter()
                .map(|(id, faq)| (Some(id.as_str()), "question", faq.question.as_str())),
        );
        labels.extend(
            text.steps
                .iter()
                .map(|(id, told)| (Some(id.as_str()), "title", told.title.as_str())),
        );
        labels.extend(
            text.misreadings
                .iter()
                .map(|(id, told)| (Some(id.as_str()), "said", told.said.as_str())),
        );
        labels.extend(text.people.iter().flat_map(|(id, told)| {
            [
                (Some(id.as_str()), "name", told.name.as_str()),
                (Some(id), "role", &told.role),
            ]
        }));
        labels.extend(
            text.terms
                .iter()
                .map(|(id, told)| (Some(id.as_str()), "name", told.name.as_str())),
        );
        labels.extend(
            text.help
                .iter()
                .map(|(id, told)| (Some(id.as_str()), "name", told.name.as_str())),
        );
        labels.extend(
            text.about
                .iter()
                .map(|(id, told)| (Some(id.as_str()), "title", told.title.as_str())),
        );
        labels.extend(
            text.corrections
                .iter()
                .map(|(id, words)| (Some(id.as_str()), "corrections", words.as_str())),
        );
        let asks_step = |id: &str| {
            self.case
                .periods
                .iter()
                .any(|period| period.id == id && period.step.is_some())
        };
        labels.extend(
            text.periods
                .iter()
                .filter(|(id, _)| !asks_step(id))
                .map(|(id, told)| (Some(id.as_str()), "answer", told.answer.as_str())),
        );
        for (record, field, _) in labels
            .into_iter()
            .filter(|(.., label)| label.trim().is_empty())
        {
            let fault = self.at(record, field).fault("it is empty", "write it");
            self.faults.push(fault);
        }
    }
}

/// What stands between double quotation marks.
fn quoted(text: &str) -> impl Iterator<Item = &str> {
    text.split('“')
        .skip(1)
        .filter_map(|rest| rest.split('”').next())
}

/// Finds the faults of the interface's words.
pub(super) fn check_ui(file: &str, code: &str, ui: &Ui, faults: &mut Vec<Fault>) {
    let at = At::file(file);
    if ui.language != code {
        faults.push(at.field("language").fault(
            format!("\"{}\" is not the language of this file", ui.language),
            format!("write \"{code}\""),
        ));
    }
    if !matches!(ui.direction.as_str(), "ltr" | "rtl") {
        faults.push(at.field("direction").fault(
            format!("\"{}\" is not a direction", ui.direction),
            "write \"ltr\" or \"rtl\"",
        ));
    }
    for (field, names, count) in [
        ("dates.months", &ui.dates.months, 12),
        ("dates.weekdays", &ui.dates.weekdays, 7),
        ("dates.weekdays_short", &ui.dates.weekdays_short, 7),
    ] {
        if names.len() != count {
            faults.push(at.field(field).fault(
                format!("it has {} names", names.len()),
                format!("write {count}"),
            ));
        }
    }
    if !matches!(ui.dates.months_also.len(), 0 | 12) {
        faults.push(at.field("dates.months_also").fault(
            format!("it has {} names", ui.dates.months_also.len()),
            "write 12, or leave it out",
        ));
    }
    counted(at, code, ui, faults);
    let statuses = [
        Status::Happened,
        Status::Counted,
        Status::Said,
        Status::Filed,
        Status::Argued,
        Status::Ordered,
        Status::LaterReversed,
    ];
    let kinds = [
        Kind::Court,
        Kind::Law,
        Kind::Government,
        Kind::Counsel,
        Kind::News,
        Kind::Church,
        Kind::Academic,
        Kind::Secondary,
    ];
    let expected = [
        ("status", &ui.status, statuses.map(key).to_vec()),
        ("kinds", &ui.kinds, kinds.map(key).to_vec()),
    ];
    for (field, names, keys) in expected {
        for missing in keys.iter().filter(|key| !names.contains_key(*key)) {
            faults.push(
                at.field(field)
                    .fault(format!("\"{missing}\" has no name"), "add it"),
            );
        }
        for surplus in names.keys().filter(|key| !keys.contains(key)) {
            faults.push(at.field(field).fault(
                format!("\"{surplus}\" is not known"),
                "correct or remove it",
            ));
        }
    }
}

/// Each message has the forms that its language needs (CLDR), and no other.
fn counted(at: At<'_>, code: &str, ui: &Ui, faults: &mut Vec<Fault>) {
    let needed = plurals::categories(code);
    let messages = [
        ("counted.shown_all", &ui.counted.shown_all),
        ("counted.shown_some", &ui.counted.shown_some),
        ("counted.found_some", &ui.counted.found_some),
    ];
    for (field, forms) in messages {
        for (name, form) in forms.by_category() {
            let is_needed = needed.contains(&name);
            if is_needed == form.is_empty() {
                let (wrong, remedy) = if is_needed {
                    (format!("the form \"{name}\" is missing"), "add it")
                } else {
                    (
                        format!("the language has no form \"{name}\""),
                        "remove it; CLDR names the forms of each language",
                    )
                };
                faults.push(at.field(field).fault(wrong, remedy));
            }
        }
    }
}
