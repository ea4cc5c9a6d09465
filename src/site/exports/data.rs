//! What the built folder gives away: the case as JSON with its schema, the events as CSV and for
//! TimelineJS. The page of things to take away ([`crate::site::templates::take_away`]) says what each is for;
//! [`super::plain`] writes the page as plain text.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use schemars::{JsonSchema, SchemaGenerator};
use serde::Serialize;
use serde_json::{Map, Value, json};

use crate::content::case::{Event, Id, Source, When, key};
use crate::content::text::{EventText, Outcome, Sentence};
use crate::model::markup::plain;
use crate::site::context::Doc;

/// The schema of the JSON, the same for every language.
pub const SCHEMA_FILE: &str = "data/case.schema.json";
/// How the texts may be used.
pub const LICENSE: &str = "https://creativecommons.org/licenses/by/4.0/";

/// The whole case in one language.
pub fn json_file(doc: Doc<'_>) -> String {
    format!("data/case.{}.json", doc.text.language)
}

/// The events as a table.
pub fn csv_file(doc: Doc<'_>) -> String {
    format!("data/events.{}.csv", doc.text.language)
}

/// The events as TimelineJS reads them.
pub fn timelinejs_file(doc: Doc<'_>) -> String {
    format!("data/timelinejs.{}.json", doc.text.language)
}

/// A record of which only the id is the same in every language.
#[derive(Serialize, JsonSchema)]
struct Known {
    id: Id,
}

/// A record of which no more is said than its name.
#[derive(Serialize, JsonSchema)]
struct Named {
    name: String,
}

/// A correction as the log tells it.
#[derive(Serialize, JsonSchema)]
struct Logged {
    text: String,
}

/// The case in one language as it is written, together with the schema of it.
#[derive(Default)]
struct Joined {
    value: Map<String, Value>,
    properties: Map<String, Value>,
    generator: SchemaGenerator,
}

impl Joined {
    fn field<T: Serialize + JsonSchema>(&mut self, name: &str, value: &T) {
        self.value.insert(
            name.to_owned(),
            serde_json::to_value(value).unwrap_or_default(),
        );
        let schema = self.generator.subschema_for::<T>();
        self.properties.insert(name.to_owned(), schema.into());
    }

    /// A list of records, each of which joins what is true in every language with its words.
    fn list<F, W>(&mut self, name: &str, records: impl Iterator<Item = (F, W)>)
    where
        F: Serialize + JsonSchema,
        W: Serialize + JsonSchema,
    {
        let join = |(fact, words): (F, W)| {
            let mut joined = object(serde_json::to_value(fact).unwrap_or_default());
            joined.extend(object(serde_json::to_value(words).unwrap_or_default()));
            Value::Object(joined)
        };
        self.value
            .insert(name.to_owned(), records.map(join).collect());
        let parts = [
            F::json_schema(&mut self.generator),
            W::json_schema(&mut self.generator),
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

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(fields) => fields,
        _ => Map::new(),
    }
}

/// Records with their words, in the records' order.
fn told<'a, F, W>(
    records: &'a [F],
    id: impl Fn(&F) -> &Id + 'a,
    words: &'a BTreeMap<Id, W>,
) -> impl Iterator<Item = (&'a F, &'a W)> {
    let record = move |record: &'a F| Some((record, words.get(id(record))?));
    records.iter().filter_map(record)
}

fn known(ids: &[Id]) -> Vec<Known> {
    ids.iter().cloned().map(|id| Known { id }).collect()
}

fn named(names: &BTreeMap<Id, String>) -> BTreeMap<Id, Named> {
    let named = |(id, name): (&Id, &String)| (id.clone(), Named { name: name.clone() });
    names.iter().map(named).collect()
}

fn joined(doc: Doc<'_>) -> Joined {
    let Doc { case, text, .. } = doc;
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
    joined.list("faq", told(&case.faq, |asked| &asked.id, &text.faq));
    joined.list(
        "actors",
        told(&case.actors, |actor| &actor.id, &named(&text.actors)),
    );
    joined.list(
        "chapters",
        told(&case.chapters, |chapter| &chapter.id, &text.chapters),
    );
    joined.list(
        "events",
        told(&case.events, |event| &event.id, &text.events),
    );
    joined.list(
        "questions",
        told(&case.questions, |asked| &asked.id, &named(&text.questions)),
    );
    joined.list(
        "periods",
        told(&case.periods, |period| &period.id, &text.periods),
    );
    joined.list("steps", told(&case.steps, |step| &step.id, &text.steps));
    joined.list(
        "misreadings",
        told(
            &known(&case.misreadings),
            |known| &known.id,
            &text.misreadings,
        ),
    );
    joined.list(
        "people",
        told(&case.people, |person| &person.id, &text.people),
    );
    joined.list(
        "terms",
        told(&known(&doc.terms()), |known| &known.id, &text.terms),
    );
    joined.list("help", told(&case.help, |help| &help.id, &text.help));
    joined.list(
        "about",
        told(&known(&case.about), |known| &known.id, &text.about),
    );
    let logged = |(id, text): (&Id, &String)| (id.clone(), Logged { text: text.clone() });
    let log = text.corrections.iter().map(logged).collect();
    joined.list(
        "corrections",
        told(&case.corrections, |told| &told.id, &log),
    );
    joined.field::<Vec<Source>>("sources", &case.sources);
    joined
}

/// The whole case in one language.
pub fn json(doc: Doc<'_>) -> String {
    written(&Value::Object(joined(doc).value))
}

/// The schema of [`json`].
pub fn schema(doc: Doc<'_>) -> String {
    let Joined {
        properties,
        mut generator,
        ..
    } = joined(doc);
    let required: Vec<_> = properties.keys().cloned().collect();
    written(&json!({
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "title": "A case in one language",
        "type": "object",
        "properties": properties,
        "required": required,
        "additionalProperties": false,
        "$defs": generator.take_definitions(true),
    }))
}

fn written(value: &Value) -> String {
    format!("{value:#}\n")
}

/// The events as a table, one row each, for a spreadsheet. The mark at its beginning tells Excel that
/// it is UTF-8; no cell is a formula.
///
/// # Errors
/// None that writing into memory has.
pub fn csv(doc: Doc<'_>) -> Result<String, csv::Error> {
    let Doc { case, text, ui, .. } = doc;
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
        let Some(told) = text.events.get(&event.id) else {
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
            ui.dates.when(event.when).date,
            list(by.map(String::as_str)),
            ui.status
                .get(&key(event.status))
                .cloned()
                .unwrap_or_default(),
            told.headline.clone(),
            sentences(told.outcome.as_slice()),
            sentences(&told.sentences),
            sentences(&told.did_not),
            list(steps.map(|step| step.title.as_str())),
            list(
                sources(doc, told)
                    .into_iter()
                    .map(|source| source.url.as_str()),
            ),
        ];
        table.write_record(row.map(cell))?;
    }
    let bytes = table.into_inner().map_err(|error| error.into_error())?;
    Ok(format!("\u{feff}{}", String::from_utf8_lossy(&bytes)))
}

/// Words as a cell shows them. Spreadsheets compute what begins with one of these signs; an apostrophe
/// before it says that it is text (OWASP, "CSV Injection").
fn cell(words: String) -> String {
    if words.starts_with(['=', '+', '-', '@', '\t', '\r', '\n']) {
        format!("'{words}")
    } else {
        words
    }
}

fn list<'a>(parts: impl Iterator<Item = &'a str>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}

fn sentences(told: &[Sentence]) -> String {
    let all: Vec<_> = told.iter().map(|sentence| plain(&sentence.text)).collect();
    all.join(" ")
}

/// The sources of an event, in the order of their numbers.
fn sources<'a>(doc: Doc<'a>, told: &EventText) -> Vec<&'a Source> {
    let cited: BTreeSet<_> = told
        .outcome
        .iter()
        .chain(&told.sentences)
        .chain(&told.did_not)
        .flat_map(|sentence| &sentence.sources)
        .collect();
    let is_cited = |source: &&Source| cited.contains(&source.id);
    doc.case.sources.iter().filter(is_cited).collect()
}

/// The events as TimelineJS 3 reads them ("JSON data", timeline.knightlab.com/docs/json-format.html).
/// What is less than a day is given as exactly as it is known, and always in words.
pub fn timelinejs(doc: Doc<'_>) -> String {
    let Doc { case, text, ui, .. } = doc;
    let slide = |event: &Event| {
        let told = text.events.get(&event.id)?;
        let by = event.by.first().and_then(|id| text.actors.get(id));
        let mut slide = json!({
            "unique_id": event.id,
            "display_date": ui.dates.when(event.when).date,
            "group": by,
            "text": { "headline": escaped(&told.headline), "text": paragraphs(doc, told) },
        });
        let [first, last] = days(event.when);
        slide["start_date"] = first;
        if let Some(last) = last.as_object().filter(|last| !last.is_empty()) {
            slide["end_date"] = json!(last);
        }
        Some(slide)
    };
    let slides: Vec<_> = case.events.iter().filter_map(slide).collect();
    written(&json!({
        "title": { "text": { "headline": escaped(&text.title), "text": format!("<p>{}</p><p>{}</p>", escaped(&plain(&text.notice.text)), escaped(&sentences(&text.summary))) } },
        "events": slides,
    }))
}

/// The first and the last day as TimelineJS writes them; empty where there is none.
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

fn paragraphs(doc: Doc<'_>, told: &EventText) -> String {
    let cited = sources(doc, told);
    let links = cited.iter().map(|source| {
        let (url, title) = (escaped(&source.url), escaped(&source.title));
        format!("<a href=\"{url}\">{title}</a>")
    });
    let mut html = String::new();
    if let Some(outcome) = &told.outcome {
        let label = escaped(&doc.ui.live.outcome);
        html += &format!("<p>{label} {}</p>", escaped(&plain(&outcome.text)));
    }
    html += &format!("<p>{}</p>", escaped(&sentences(&told.sentences)));
    if !told.did_not.is_empty() {
        let label = escaped(&doc.ui.page.did_not);
        html += &format!("<p>{label} {}</p>", escaped(&sentences(&told.did_not)));
    }
    let label = escaped(&doc.ui.page.sources);
    html + &format!("<p>{label}: {}</p>", links.collect::<Vec<_>>().join("; "))
}

fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
}
