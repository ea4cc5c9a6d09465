//! Adds the slides of a timeline to a case as events.
//!
//! A timeline has no word for who acted, for the kind of claim and for the sources of a sentence. The events lack them,
//! and the validation reports each, until an editor has filled it in.

use std::collections::BTreeSet;

use icu_normalizer::DecomposingNormalizerBorrowed;
use serde_json::Value;

use super::html::{self, Paragraph};
use super::json::{self, Changes, Node, Step};
use super::timelinejs::{Slide, Timeline};
use crate::content::case::{PartialDate, When};
use crate::model::dates::DateStrings;

/// The maximum length of an id that is made from a headline; further words are omitted. The first word may be longer.
const ID_LENGTH: usize = 40;

/// The files of a case that an import reads, as text.
#[derive(Clone, Copy, Debug)]
pub struct Files<'a> {
    /// The code of the original language.
    pub code: &'a str,
    /// `case.json`
    pub case: &'a str,
    /// `text.<code>.json` of the original language.
    pub text: &'a str,
    /// `ui.<code>.json` of the original language.
    pub strings: &'a str,
}

/// The result of an import.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Import {
    /// `case.json` with the events.
    pub case: String,
    /// `text.<code>.json` with their texts.
    pub text: String,
    /// The ids of the events that were added, in the order of the timeline.
    pub added: Vec<String>,
    /// Slides that are already there, and texts to look at, in words.
    pub notes: Vec<String>,
    /// What was left out, in words.
    pub left_out: Vec<String>,
}

/// The words by which an export of ours marks parts of an event.
struct Labels {
    outcome: String,
    did_not: String,
    sources: String,
}

/// An event that is added.
struct NewEvent {
    id: String,
    /// The id that the timeline gives it; empty if it gives none.
    given_id: String,
    when: When,
    by: Option<String>,
    headline: String,
    outcome: Option<String>,
    sentences: Vec<String>,
    did_not: Vec<String>,
}

/// Adds the slides of a timeline to a case.
///
/// # Errors
/// Returns what is wrong with the files of the case.
pub fn import(files: Files<'_>, timeline: &Timeline) -> Result<Import, String> {
    let parse = |file: &str, json| json::parse(json).map_err(|error| format!("{file}: {error}"));
    let case = parse("case.json", files.case)?;
    let [text_file, strings_file] =
        ["text", "ui"].map(|kind| format!("{kind}.{}.json", files.code));
    let text = parse(&text_file, files.text)?;
    let strings: Value =
        serde_json::from_str(files.strings).map_err(|error| format!("{strings_file}: {error}"))?;
    let dates: DateStrings = serde_json::from_value(strings["dates"].clone())
        .map_err(|error| format!("{strings_file}: dates: {error}"))?;
    let label = |path: &str| {
        strings
            .pointer(path)
            .and_then(Value::as_str)
            .unwrap_or_default()
            .to_owned()
    };
    let labels = Labels {
        outcome: label("/client/outcome"),
        did_not: label("/page/did_not"),
        sources: label("/page/sources") + ":",
    };
    let events = case
        .field("events")
        .ok_or("case.json: the field \"events\" is missing")?;
    let texts = text
        .field("events")
        .ok_or_else(|| format!("{text_file}: the field \"events\" is missing"))?;
    let known = known_events(files.case, events, texts);
    let mut ids = record_ids(&case);
    let mut new: Vec<NewEvent> = Vec::new();
    let mut result = Import {
        case: String::new(),
        text: String::new(),
        added: Vec::new(),
        notes: Vec::new(),
        left_out: timeline.left_out.clone(),
    };
    for slide in &timeline.slides {
        let headline = html::read(&slide.headline).line();
        let Some(when) = when(slide, &dates) else {
            continue;
        };
        let name = format!("{} \"{headline}\"", slide.location);
        let wanted = wanted_id(slide, &headline, when);
        let mut event = NewEvent {
            id: wanted,
            given_id: slide.id.clone(),
            when,
            by: actor(&slide.group, &case, &text),
            headline,
            outcome: None,
            sentences: Vec::new(),
            did_not: Vec::new(),
        };
        let mut left_out = slide.left_out.clone();
        event.read_text(&slide.text, &labels, &mut left_out);
        let same = known.iter().find(|known| event.is_known_as(known));
        let same = same.map(|known| &known.id).or_else(|| {
            let same = new.iter().find(|other| event.is_same_as(other));
            same.map(|other| &other.id)
        });
        if let Some(id) = same {
            result
                .notes
                .push(format!("{name} is already there as \"{id}\""));
            continue;
        }
        event.id = unique(event.id, &mut ids);
        if event.has_markup() {
            result.notes.push(format!(
                "{name}: its text has [[ or *, which are inline markup here; correct the sentences of \"{}\"",
                event.id
            ));
        }
        if event.by.is_none() && !slide.group.is_empty() {
            left_out.push(format!(
                "group \"{}\", which is no actor of the case",
                slide.group
            ));
        }
        if !slide.display_date.is_empty() && slide.display_date != dates.when(when).date {
            left_out.push(format!("the date in words \"{}\"", slide.display_date));
        }
        result
            .left_out
            .extend(left_out.into_iter().map(|part| format!("{name}: {part}")));
        result.added.push(event.id.clone());
        new.push(event);
    }
    result.case = with_events(files.case, events, &known, &new);
    result.text = with_texts(files.text, texts, &new);
    Ok(result)
}

/// Returns the ids of all records.
fn record_ids(case: &Node) -> BTreeSet<String> {
    let is_id = |path: &[Step]| match path {
        [.., Step::Field(name)] => name == "id",
        [Step::Field(part), Step::Index(_)] => ["misreadings", "terms", "about"].contains(&&**part),
        _ => false,
    };
    let strings = case.strings().into_iter();
    strings
        .filter(|(path, _)| is_id(path))
        .map(|(_, id)| id.to_owned())
        .collect()
}

/// An event of the case.
struct KnownEvent {
    id: String,
    /// `None` if it is missing or wrong.
    when: Option<When>,
    headline: String,
    sentence: Option<String>,
}

/// Returns the events of the case. It may have errors, such as those that an earlier import left open.
fn known_events(case: &str, events: &Node, texts: &Node) -> Vec<KnownEvent> {
    let known = |event: &Node| {
        let id = event.field("id").and_then(Node::as_str).unwrap_or_default();
        let when = event.field("when").and_then(|when| {
            let json = &case[when.span.clone()];
            serde_json::from_str(json).ok()
        });
        let text = texts.field(id);
        let headline = text.and_then(|text| text.field("headline")?.as_str());
        let sentence = text.and_then(|text| {
            let first = text.field("sentences")?.items().first()?;
            first.field("text")?.as_str()
        });
        KnownEvent {
            id: id.to_owned(),
            when,
            headline: headline.unwrap_or_default().to_owned(),
            sentence: sentence.map(str::to_owned),
        }
    };
    events.items().iter().map(known).collect()
}

/// Returns when a slide happened, as exactly as the timeline says. TimelineJS has no word for "by a day", "on one of
/// these days" and "since": our export puts them into the date in words, by which they are recognized.
fn when(slide: &Slide, dates: &DateStrings) -> Option<When> {
    let candidates = match (slide.start?, slide.end) {
        (PartialDate::Day(day), None) => vec![When::On(day), When::By(day)],
        (PartialDate::Month(month), None) => vec![When::Month(month), When::Since(month)],
        (PartialDate::Year(year), None) => vec![When::Year(year)],
        (first @ PartialDate::Day(from), Some(last @ PartialDate::Day(until))) => {
            vec![When::During(first, last), When::Between(from, until)]
        }
        (first, Some(last)) => vec![When::During(first, last)],
    };
    let in_words = candidates
        .iter()
        .find(|when| dates.when(**when).date == slide.display_date);
    in_words.or(candidates.first()).copied()
}

/// Returns the id of the actor with a name.
fn actor(name: &str, case: &Node, text: &Node) -> Option<String> {
    let actors = case.field("actors")?.items().iter();
    let mut ids = actors.filter_map(|actor| actor.field("id")?.as_str());
    let names = text.field("actors")?;
    let named = |id: &&str| names.field(id).and_then(Node::as_str) == Some(name);
    ids.find(named).map(str::to_owned)
}

/// Returns the id of an event: that of the timeline if it can be one, otherwise made from its headline, or from its date.
fn wanted_id(slide: &Slide, headline: &str, when: When) -> String {
    let is_id = |id: &str| !id.is_empty() && slug(id) == id;
    if is_id(&slide.id) {
        return slide.id.clone();
    }
    let mut id = String::new();
    for word in slug(headline).split('-').filter(|word| !word.is_empty()) {
        if !id.is_empty() && id.len() + word.len() >= ID_LENGTH {
            break;
        }
        let separator = if id.is_empty() { "" } else { "-" };
        id.extend([separator, word]);
    }
    if id.is_empty() {
        format!("event-{}", when.first())
    } else {
        id
    }
}

/// Returns a text in lower-case letters without accents, digits and hyphens.
fn slug(text: &str) -> String {
    let plain = DecomposingNormalizerBorrowed::new_nfd()
        .normalize(text)
        .to_lowercase();
    let mut slug = String::new();
    for letter in plain.chars() {
        match letter {
            'a'..='z' | '0'..='9' => slug.push(letter),
            // Combining marks and apostrophes are inside words.
            '\u{300}'..='\u{36f}' | '\'' | '’' => {}
            _ if slug.ends_with('-') => {}
            _ => slug.push('-'),
        }
    }
    slug.trim_matches('-').to_owned()
}

/// Returns an id that no record has, and notes it.
fn unique(wanted: String, ids: &mut BTreeSet<String>) -> String {
    let mut id = wanted.clone();
    let mut number = 2;
    while !ids.insert(id.clone()) {
        id = format!("{wanted}-{number}");
        number += 1;
    }
    id
}

impl NewEvent {
    /// Takes the paragraphs of a slide. Those that an export of ours marks become the parts of the event they were.
    fn read_text(&mut self, text: &str, labels: &Labels, left_out: &mut Vec<String>) {
        let words = html::read(text);
        for Paragraph { text, links } in words.paragraphs {
            let labeled = |label: &str| {
                let remaining = text.strip_prefix(label).filter(|_| label.len() > 1);
                remaining.map(|remaining| remaining.trim().to_owned())
            };
            let addresses: Vec<_> = links
                .iter()
                .map(|link| format!("\"{}\" {}", link.text, link.address))
                .collect();
            if let Some(sources) = labeled(&labels.sources) {
                let parts: Vec<_> = std::iter::once(sources).chain(addresses).collect();
                left_out.push(format!(
                    "the sources of the whole event: {}",
                    parts.join("; ")
                ));
                continue;
            }
            left_out.extend(addresses.into_iter().map(|link| format!("link {link}")));
            if let Some(outcome) = labeled(&labels.outcome) {
                self.outcome = Some(outcome);
            } else if let Some(did_not) = labeled(&labels.did_not) {
                self.did_not.push(did_not);
            } else if !text.is_empty() {
                self.sentences.push(text);
            }
        }
        left_out.extend(words.left_out);
        if words.is_formatted {
            left_out.push("formatting, such as bold".to_owned());
        }
    }

    /// Returns whether an event of the case is this one: on the same date, with the same headline, or with the id that
    /// is made from it. Without a headline, the first sentence decides.
    fn is_known_as(&self, known: &KnownEvent) -> bool {
        let is_named = if self.headline.is_empty() {
            known.headline.is_empty() && self.sentences.first() == known.sentence.as_ref()
        } else {
            known.headline == self.headline || known.id == self.id
        };
        known.when == Some(self.when) && is_named
    }

    /// Returns whether another slide of the timeline is the same event.
    fn is_same_as(&self, other: &Self) -> bool {
        self.when == other.when
            && self.given_id == other.given_id
            && self.headline == other.headline
            && self.sentences.first() == other.sentences.first()
    }

    /// Returns whether its text has characters that are inline markup here.
    fn has_markup(&self) -> bool {
        let mut sentences = self
            .outcome
            .iter()
            .chain(&self.sentences)
            .chain(&self.did_not);
        sentences.any(|text| text.contains("[[") || text.contains('*'))
    }

    /// Returns the event as an item of `case.json`.
    fn facts(&self) -> String {
        let when = serde_json::to_value(self.when).expect("checked: every key is a string");
        let by = self
            .by
            .as_ref()
            .map(|id| format!(", \"by\": [{}]", json::string(id)));
        format!(
            "{{\"id\": {}, \"when\": {}{}}}",
            json::string(&self.id),
            spaced(&when),
            by.unwrap_or_default()
        )
    }

    /// Returns the text of the event as a field of `text.<code>.json`, indented for `indent`.
    fn text(&self, indent: &str) -> String {
        let sentence =
            |text: &String| format!("{{\"text\": {}, \"sources\": []}}", json::string(text));
        let list = |name: &str, texts: &[String]| {
            if texts.is_empty() {
                return format!("\"{name}\": []");
            }
            let items: Vec<_> = texts.iter().map(sentence).collect();
            let separator = format!(",\n{indent}    ");
            let items = items.join(&separator);
            format!("\"{name}\": [\n{indent}    {items}\n{indent}  ]")
        };
        let outcome = self
            .outcome
            .as_ref()
            .map(|text| format!("\"outcome\": {}", sentence(text)));
        let did_not = (!self.did_not.is_empty()).then(|| list("did_not", &self.did_not));
        let fields: Vec<_> = [
            Some(format!("\"headline\": {}", json::string(&self.headline))),
            outcome,
            Some(list("sentences", &self.sentences)),
            did_not,
        ]
        .into_iter()
        .flatten()
        .collect();
        let separator = format!(",\n{indent}  ");
        format!(
            "{}: {{\n{indent}  {}\n{indent}}}",
            json::string(&self.id),
            fields.join(&separator)
        )
    }
}

/// Returns JSON on one line, with spaces as editors write it.
fn spaced(value: &Value) -> String {
    match value {
        Value::Array(items) => {
            let items: Vec<_> = items.iter().map(spaced).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Object(fields) => {
            let fields: Vec<_> = fields
                .iter()
                .map(|(name, value)| format!("{}: {}", json::string(name), spaced(value)))
                .collect();
            format!("{{{}}}", fields.join(", "))
        }
        other => other.to_string(),
    }
}

/// Inserts events into `case.json`, each before the first that happened later.
fn with_events(case: &str, events: &Node, known: &[KnownEvent], new: &[NewEvent]) -> String {
    let mut sorted: Vec<_> = new.iter().collect();
    // Stable: the timeline may tell the events of a day in their order.
    sorted.sort_by_key(|event| event.when.first());
    let mut changes = Changes::default();
    for index in 0..=known.len() {
        let index_of = |event: &NewEvent| {
            let later = known.iter().position(|known| {
                known
                    .when
                    .is_some_and(|when| when.first() > event.when.first())
            });
            later.unwrap_or(known.len())
        };
        let here = sorted.iter().filter(|event| index_of(event) == index);
        let items: Vec<_> = here.map(|event| event.facts()).collect();
        changes.insert_items(case, events, index, &items);
    }
    changes.apply(case)
}

/// Adds the texts of events to `text.<code>.json`.
fn with_texts(text: &str, texts: &Node, new: &[NewEvent]) -> String {
    let indent = format!("{}  ", json::indent(text, texts.span.start));
    let fields: Vec<_> = new.iter().map(|event| event.text(&indent)).collect();
    let mut changes = Changes::default();
    changes.append_fields(text, texts, &fields);
    changes.apply(text)
}

/// Returns the code of the original language of a case.
pub fn original_language(case: &str) -> Result<String, String> {
    let case = json::parse(case).map_err(|error| format!("case.json: {error}"))?;
    let first = [Step::Field("languages".to_owned()), Step::Index(0)];
    let code = case.at(&first).and_then(Node::as_str);
    code.map(str::to_owned)
        .ok_or_else(|| "case.json: \"languages\" names no language".to_owned())
}
