//! Data exports: the case as JSON with its schema, and the events as CSV and for TimelineJS.
//! [`crate::site::templates::take_away`] links to them; [`super::text`] writes the case as plain text.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::content::case::{Event, Id, Source, When, key};
use crate::content::text::{EventText, Outcome, Sentence};
use crate::model::markup::plain;
use crate::site::context::PageContext;

/// The file of the JSON schema, which is the same for every language.
pub const SCHEMA_FILE: &str = "data/case.schema.json";
/// The license of the texts.
pub const LICENSE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// The file of [`json`].
pub fn json_file(context: PageContext<'_>) -> String {
    format!("data/case.{}.json", context.text.language)
}

/// The file of [`csv`].
pub fn csv_file(context: PageContext<'_>) -> String {
    format!("data/events.{}.csv", context.text.language)
}

/// The file of [`timelinejs`].
pub fn timelinejs_file(context: PageContext<'_>) -> String {
    format!("data/timelinejs.{}.json", context.text.language)
}

/// A record that has no facts but its id.
#[derive(Serialize, JsonSchema)]
struct IdOnly {
    id: Id,
}

/// A record that has no text but its name.
#[derive(Serialize, JsonSchema)]
struct Named {
    name: String,
}

/// The text of a correction.
#[derive(Serialize, JsonSchema)]
struct CorrectionText {
    text: String,
}

/// The case in one language, facts and texts joined, with the schema of the result.
#[derive(Default)]
struct Joined {
    value: Map<String, Value>,
    properties: Map<String, Value>,
    generator: SchemaGenerator,
}

impl Joined {
    /// Adds a field.
    fn field<T: Serialize + JsonSchema>(&mut self, name: &str, value: &T) {
        self.value.insert(
            name.to_owned(),
            serde_json::to_value(value).unwrap_or_default(),
        );
        let schema = self.generator.subschema_for::<T>();
        self.properties.insert(name.to_owned(), schema.into());
    }

    /// Adds a list of records, each of which joins its facts (`F`) with its text (`T`).
    fn list<F, T>(&mut self, name: &str, records: impl Iterator<Item = (F, T)>)
    where
        F: Serialize + JsonSchema,
        T: Serialize + JsonSchema,
    {
        let join = |(facts, text): (F, T)| {
            let mut joined = object(serde_json::to_value(facts).unwrap_or_default());
            joined.extend(object(serde_json::to_value(text).unwrap_or_default()));
            Value::Object(joined)
        };
        self.value
            .insert(name.to_owned(), records.map(join).collect());
        let parts = [
            F::json_schema(&mut self.generator),
            T::json_schema(&mut self.generator),
        ];
        let mut properties = Map::new();
        let mut required = Vec::new();
        for part in parts {
            let mut part = object(part.into());
            properties.extend(part.remove("properties").map(object).unwrap_or_default());
            if let Some(Value::Array(names)) = part.remove("required") {
                required.extend(names);
            }
        }
        let record = json!({
            "type": "object",
            "properties": properties,
            "required": required,
            "additionalProperties": false,
        });
        self.properties
            .insert(name.to_owned(), json!({ "type": "array", "items": record }));
    }
}

/// The fields of a JSON object. Empty for any other value.
fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// Records with their texts, in the order of the records. Records without text are left out.
fn with_texts<'a, F, T>(
    records: &'a [F],
    id: impl Fn(&F) -> &Id + 'a,
    texts: &'a BTreeMap<Id, T>,
) -> impl Iterator<Item = (&'a F, &'a T)> {
    let with_text = move |record: &'a F| Some((record, texts.get(id(record))?));
    records.iter().filter_map(with_text)
}

fn ids_only(ids: &[Id]) -> Vec<IdOnly> {
    ids.iter().cloned().map(|id| IdOnly { id }).collect()
}

fn named(names: &BTreeMap<Id, String>) -> BTreeMap<Id, Named> {
    let named = |(id, name): (&Id, &String)| (id.clone(), Named { name: name.clone() });
    names.iter().map(named).collect()
}

fn joined(context: PageContext<'_>) -> Joined {
    let PageContext { case, text, .. } = context;
    let mut joined = Joined::default();
    let schema = SCHEMA_FILE.trim_start_matches("data/");
    joined.field("$schema", &schema);
    joined.field("language", &text.language);
    joined.field("title", &text.title);
    joined.field("description", &text.description);
    joined.field("as_of", &case.as_of);
    joined.field("license", &LICENSE);
    joined.field::<Sentence>("notice", &text.notice);
    joined.field::<Vec<Sentence>>("summary", &text.summary);
    joined.field::<Outcome>("outcome", &text.outcome);
    joined.list("faq", with_texts(&case.faq, |faq| &faq.id, &text.faq));
    joined.list(
        "actors",
        with_texts(&case.actors, |actor| &actor.id, &named(&text.actors)),
    );
    joined.list(
        "chapters",
        with_texts(&case.chapters, |chapter| &chapter.id, &text.chapters),
    );
    joined.list(
        "events",
        with_texts(&case.events, |event| &event.id, &text.events),
    );
    joined.list(
        "questions",
        with_texts(
            &case.questions,
            |question| &question.id,
            &named(&text.questions),
        ),
    );
    joined.list(
        "periods",
        with_texts(&case.periods, |period| &period.id, &text.periods),
    );
    joined.list(
        "steps",
        with_texts(&case.steps, |step| &step.id, &text.steps),
    );
    joined.list(
        "misreadings",
        with_texts(
            &ids_only(&case.misreadings),
            |record| &record.id,
            &text.misreadings,
        ),
    );
    joined.list(
        "people",
        with_texts(&case.people, |person| &person.id, &text.people),
    );
    joined.list(
        "terms",
        with_texts(
            &ids_only(&context.terms()),
            |record| &record.id,
            &text.terms,
        ),
    );
    joined.list("help", with_texts(&case.help, |help| &help.id, &text.help));
    joined.list(
        "about",
        with_texts(&ids_only(&case.about), |record| &record.id, &text.about),
    );
    let correction_text =
        |(id, text): (&Id, &String)| (id.clone(), CorrectionText { text: text.clone() });
    let correction_texts = text.corrections.iter().map(correction_text).collect();
    joined.list(
        "corrections",
        with_texts(
            &case.corrections,
            |correction| &correction.id,
            &correction_texts,
        ),
    );
    joined.field::<Vec<Source>>("sources", &case.sources);
    joined
}

/// The case in one language as JSON, with the facts and texts of each record joined.
pub fn json(context: PageContext<'_>) -> String {
    to_pretty_json(&Value::Object(joined(context).value))
}

/// The JSON schema of [`json`].
pub fn schema(context: PageContext<'_>) -> String {
    let Joined {
        properties,
        mut generator,
        ..
    } = joined(context);
    let required: Vec<_> = properties.keys().cloned().collect();
    to_pretty_json(&json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A case in one language",
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
        "$defs": generator.take_definitions(true),
    }))
}

/// Indented JSON with a final line break.
fn to_pretty_json(value: &Value) -> String {
    format!("{value:#}\n")
}

/// The events as CSV for spreadsheets, one row each. It begins with a byte order mark, by which Excel recognizes
/// UTF-8. No cell is interpreted as a formula.
///
/// # Errors
/// Fails only if writing to memory fails.
pub fn csv(context: PageContext<'_>) -> Result<String, csv::Error> {
    let PageContext {
        case,
        text,
        strings,
        ..
    } = context;
    let mut table = csv::Writer::from_writer(Vec::new());
    table.write_record([
        "id",
        "first_day",
        "last_day",
        "date",
        "by",
        "status",
        "headline",
        "outcome",
        "text",
        "did_not",
        "steps",
        "sources",
    ])?;
    for event in &case.events {
        let Some(event_text) = text.events.get(&event.id) else {
            continue;
        };
        let [first, last] = event
            .when
            .days()
            .map_or_else(Default::default, |days| days.map(|day| day.to_string()));
        let by = event.by.iter().filter_map(|id| text.actors.get(id));
        let steps = event.steps.iter().filter_map(|id| text.steps.get(id));
        let row = [
            event.id.clone(),
            first,
            last,
            strings.dates.when(event.when).date,
            list(by.map(String::as_str)),
            strings
                .status
                .get(&key(event.status))
                .cloned()
                .unwrap_or_default(),
            event_text.headline.clone(),
            sentences(event_text.outcome.as_slice()),
            sentences(&event_text.sentences),
            sentences(&event_text.did_not),
            list(steps.map(|step| step.title.as_str())),
            list(
                sources(context, event_text)
                    .into_iter()
                    .map(|source| source.url.as_str()),
            ),
        ];
        table.write_record(row.map(cell))?;
    }
    let bytes = table.into_inner().map_err(|error| error.into_error())?;
    Ok(format!("\u{feff}{}", String::from_utf8_lossy(&bytes)))
}

/// The text of a cell. Spreadsheets interpret a cell as a formula if it begins with one of these characters; an
/// apostrophe before it prevents this (OWASP, "CSV Injection").
fn cell(text: String) -> String {
    if text.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{text}")
    } else {
        text
    }
}

/// The items of a list in one cell.
fn list<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}

/// Sentences as plain text, separated by spaces.
fn sentences(sentences: &[Sentence]) -> String {
    let texts: Vec<_> = sentences
        .iter()
        .map(|sentence| plain(&sentence.text))
        .collect();
    texts.join(" ")
}

/// The sources of an event's sentences, in the order of their numbers.
fn sources<'a>(context: PageContext<'a>, event_text: &EventText) -> Vec<&'a Source> {
    let cited: BTreeSet<_> = event_text
        .outcome
        .iter()
        .chain(&event_text.sentences)
        .chain(&event_text.did_not)
        .flat_map(|sentence| &sentence.sources)
        .collect();
    let is_cited = |source: &&Source| cited.contains(&source.id);
    context.case.sources.iter().filter(is_cited).collect()
}

/// The events in the JSON format of TimelineJS 3 (<https://timeline.knightlab.com/docs/json-format.html>). A date that
/// is not known to the day has only its known parts; its full form is in `display_date`.
pub fn timelinejs(context: PageContext<'_>) -> String {
    let PageContext {
        case,
        text,
        strings,
        ..
    } = context;
    let slide = |event: &Event| {
        let event_text = text.events.get(&event.id)?;
        let by = event.by.first().and_then(|id| text.actors.get(id));
        let mut slide = json!({
            "unique_id": event.id,
            "display_date": strings.dates.when(event.when).date,
            "group": by,
            "text": { "headline": escaped(&event_text.headline), "text": paragraphs(context, event_text) },
        });
        let [first, last] = days(event.when);
        slide["start_date"] = first;
        if let Some(last) = last.as_object().filter(|last| !last.is_empty()) {
            slide["end_date"] = json!(last);
        }
        Some(slide)
    };
    let slides: Vec<_> = case.events.iter().filter_map(slide).collect();
    to_pretty_json(&json!({
        "title": { "text": { "headline": escaped(&text.title), "text": format!("<p>{}</p><p>{}</p>", escaped(&plain(&text.notice.text)), escaped(&sentences(&text.summary))) } },
        "events": slides,
    }))
}

/// The first and the last day in the format of TimelineJS. An empty object stands for a missing last day.
fn days(when: When) -> [Value; 2] {
    let day =
        |day: NaiveDate| json!({ "year": day.year(), "month": day.month(), "day": day.day() });
    let month = |day: NaiveDate| json!({ "year": day.year(), "month": day.month() });
    match when {
        When::On(on) | When::By(on) => [day(on), json!({})],
        When::Between(first, last) | When::During(first, last) => [day(first), day(last)],
        When::Month(in_month) | When::Since(in_month) => [month(in_month.first_day()), json!({})],
    }
}

/// The text of an event as HTML: outcome, sentences, what the event did not do, and links to the sources.
fn paragraphs(context: PageContext<'_>, event_text: &EventText) -> String {
    let cited = sources(context, event_text);
    let links = cited.iter().map(|source| {
        let (url, title) = (escaped(&source.url), escaped(&source.title));
        format!("<a href=\"{url}\">{title}</a>")
    });
    let mut html = String::new();
    if let Some(outcome) = &event_text.outcome {
        let label = escaped(&context.strings.client.outcome);
        html += &format!("<p>{label} {}</p>", escaped(&plain(&outcome.text)));
    }
    html += &format!("<p>{}</p>", escaped(&sentences(&event_text.sentences)));
    if !event_text.did_not.is_empty() {
        let label = escaped(&context.strings.page.did_not);
        html += &format!(
            "<p>{label} {}</p>",
            escaped(&sentences(&event_text.did_not))
        );
    }
    let label = escaped(&context.strings.page.sources);
    html + &format!("<p>{label}: {}</p>", links.collect::<Vec<_>>().join("; "))
}

/// Text escaped for HTML.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
