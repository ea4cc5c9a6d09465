//! Data exports: the case as JSON with its schema, and the events as CSV and for TimelineJS.
//! [`crate::site::templates::take_away`] links to them; [`super::text`] writes the case as plain text.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike, NaiveDate};
use schemars::JsonSchema;
use schemars::generate::SchemaSettings;
use serde::Serialize;
use serde_json::{Value, json};
use yew::prelude::*;

use crate::content::case::{
    Actor, Chapter, Correction, Event, Faq, Help, Id, Period, Person, Question, Source, Step, When,
    key,
};
use crate::content::spreadsheet;
use crate::content::text::{
    AboutText, Answer, ChapterText, EventText, FaqText, HelpText, Misreading, Outcome, PersonText,
    Sentence, StepText, Term,
};
use crate::model::markup::plain;
use crate::model::when::{PartialDate, Year};
use crate::site::context::PageContext;
use crate::site::document::{escape, render};

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

/// The case in one language, with the facts and the text of each record joined.
#[derive(Serialize, JsonSchema)]
#[schemars(deny_unknown_fields)]
struct CaseExport<'a> {
    #[serde(rename = "$schema")]
    schema: &'a str,
    language: &'a str,
    title: &'a str,
    description: &'a str,
    as_of: NaiveDate,
    license: &'a str,
    notice: &'a Sentence,
    summary: &'a [Sentence],
    outcome: &'a Outcome,
    faq: Vec<Record<&'a Faq, &'a FaqText>>,
    actors: Vec<Record<&'a Actor, Name<'a>>>,
    chapters: Vec<Record<&'a Chapter, &'a ChapterText>>,
    events: Vec<Record<&'a Event, &'a EventText>>,
    questions: Vec<Record<&'a Question, Name<'a>>>,
    periods: Vec<Record<&'a Period, &'a Answer>>,
    steps: Vec<Record<&'a Step, &'a StepText>>,
    misreadings: Vec<Record<IdOnly<'a>, &'a Misreading>>,
    people: Vec<Record<&'a Person, &'a PersonText>>,
    terms: Vec<Record<IdOnly<'a>, &'a Term>>,
    help: Vec<Record<&'a Help, &'a HelpText>>,
    about: Vec<Record<IdOnly<'a>, &'a AboutText>>,
    corrections: Vec<Record<&'a Correction, CorrectionText<'a>>>,
    sources: &'a [Source],
}

/// The facts and the text of a record, as one object.
#[derive(Serialize, JsonSchema)]
struct Record<F, T> {
    #[serde(flatten)]
    facts: F,
    #[serde(flatten)]
    text: T,
}

/// The facts of a record that has none but its id.
#[derive(Serialize, JsonSchema)]
struct IdOnly<'a> {
    id: &'a str,
}

/// The text of a record that has none but its name.
#[derive(Serialize, JsonSchema)]
struct Name<'a> {
    name: &'a str,
}

/// The text of a correction.
#[derive(Serialize, JsonSchema)]
struct CorrectionText<'a> {
    text: &'a str,
}

/// Joins records with their texts, in the order of the records.
fn records<'a, R, T>(
    records: &'a [R],
    texts: &'a BTreeMap<Id, T>,
    id: impl Fn(&R) -> &Id,
) -> Vec<Record<&'a R, &'a T>> {
    let joined = |facts| Record {
        facts,
        text: &texts[id(facts)],
    };
    records.iter().map(joined).collect()
}

/// Joins records with their names, in the order of the records.
fn named<'a, R>(
    records: &'a [R],
    names: &'a BTreeMap<Id, String>,
    id: impl Fn(&R) -> &Id,
) -> Vec<Record<&'a R, Name<'a>>> {
    let joined = |facts| Record {
        facts,
        text: Name {
            name: &names[id(facts)],
        },
    };
    records.iter().map(joined).collect()
}

/// Joins ids with their texts, in the order of the ids.
fn ids<'a, T>(ids: &'a [Id], texts: &'a BTreeMap<Id, T>) -> Vec<Record<IdOnly<'a>, &'a T>> {
    let joined = |id: &'a Id| Record {
        facts: IdOnly { id },
        text: &texts[id],
    };
    ids.iter().map(joined).collect()
}

/// The case in one language as JSON.
pub fn json(context: PageContext<'_>) -> String {
    let PageContext { case, text, .. } = context;
    let terms = context.terms();
    let export = CaseExport {
        schema: SCHEMA_FILE.trim_start_matches("data/"),
        language: &text.language,
        title: &text.title,
        description: &text.description,
        as_of: case.as_of,
        license: LICENSE,
        notice: &text.notice,
        summary: &text.summary,
        outcome: &text.outcome,
        faq: records(&case.faq, &text.faq, |faq| &faq.id),
        actors: named(&case.actors, &text.actors, |actor| &actor.id),
        chapters: records(&case.chapters, &text.chapters, |chapter| &chapter.id),
        events: records(&case.events, &text.events, |event| &event.id),
        questions: named(&case.questions, &text.questions, |question| &question.id),
        periods: records(&case.periods, &text.periods, |period| &period.id),
        steps: records(&case.steps, &text.steps, |step| &step.id),
        misreadings: ids(&case.misreadings, &text.misreadings),
        people: records(&case.people, &text.people, |person| &person.id),
        terms: ids(&terms, &text.terms),
        help: records(&case.help, &text.help, |help| &help.id),
        about: ids(&case.about, &text.about),
        corrections: case
            .corrections
            .iter()
            .map(|facts| Record {
                facts,
                text: CorrectionText {
                    text: &text.corrections[&facts.id],
                },
            })
            .collect(),
        sources: &case.sources,
    };
    to_pretty_json(&export)
}

/// The JSON schema of [`json`].
pub fn schema() -> String {
    let generator = SchemaSettings::draft2020_12()
        .for_serialize()
        .into_generator();
    to_pretty_json(&generator.into_root_schema_for::<CaseExport<'_>>())
}

/// Indented JSON with a final line break.
fn to_pretty_json(value: &impl Serialize) -> String {
    let json = serde_json::to_string_pretty(value);
    json.expect("all keys are strings") + "\n"
}

/// The events as CSV for spreadsheets, one row each.
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
    let header = [
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
    ];
    let rows = case.events.iter().map(|event| {
        let event_text = &text.events[&event.id];
        let days = event.when.days();
        let [first, last] = days.map_or_else(Default::default, |days| {
            [days.first, days.last].map(|day| day.to_string())
        });
        let by = event.by.iter().filter_map(|id| text.actors.get(id));
        let steps = event.steps.iter().filter_map(|id| text.steps.get(id));
        [
            event.id.clone(),
            first,
            last,
            strings.dates.when(event.when).date,
            list(by.map(String::as_str)),
            strings.status[&key(event.status)].clone(),
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
        ]
    });
    spreadsheet::write(&header, rows)
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
            "text": { "headline": escape(&event_text.headline), "text": paragraphs(context, event_text) },
        });
        let [first, last] = days(event.when);
        slide["start_date"] = first;
        if let Some(last) = last.as_object().filter(|last| !last.is_empty()) {
            slide["end_date"] = json!(last);
        }
        Some(slide)
    };
    let introduction = render(html! {
        <><p>{plain(&text.notice.text)}</p><p>{sentences(&text.summary)}</p></>
    });
    let slides: Vec<_> = case.events.iter().filter_map(slide).collect();
    to_pretty_json(&json!({
        "title": { "text": { "headline": escape(&text.title), "text": introduction } },
        "events": slides,
    }))
}

/// The first and the last day in the format of TimelineJS. An empty object stands for a missing last day.
fn days(when: When) -> [Value; 2] {
    let day =
        |day: NaiveDate| json!({ "year": day.year(), "month": day.month(), "day": day.day() });
    let month = |day: NaiveDate| json!({ "year": day.year(), "month": day.month() });
    let year = |year: Year| json!({ "year": year.number() });
    match when {
        When::On(on) | When::By(on) => [day(on), json!({})],
        When::Between(first, last) => [day(first), day(last)],
        When::During(first, last) => [first, last].map(|date| match date {
            PartialDate::Day(on) => day(on),
            PartialDate::Month(in_month) => month(in_month.first_day()),
            PartialDate::Year(in_year) => year(in_year),
        }),
        When::Year(in_year) => [year(in_year), json!({})],
        When::Month(in_month) | When::Since(in_month) => [month(in_month.first_day()), json!({})],
    }
}

/// The text of an event as HTML: outcome, sentences, what the event did not do, and links to the sources.
fn paragraphs(context: PageContext<'_>, event_text: &EventText) -> String {
    let outcome = event_text.outcome.as_ref().map(|outcome| {
        html! { <p>{&context.strings.client.outcome}{" "}{plain(&outcome.text)}</p> }
    });
    let did_not = (!event_text.did_not.is_empty()).then(|| {
        html! { <p>{&context.strings.page.did_not}{" "}{sentences(&event_text.did_not)}</p> }
    });
    let links = sources(context, event_text).into_iter().enumerate().map(|(index, source)| {
        html! { <>{if index > 0 { "; " } else { "" }}<a href={source.url.clone()}>{&source.title}</a></> }
    });
    render(html! {
        <>
            {outcome}
            <p>{sentences(&event_text.sentences)}</p>
            {did_not}
            <p>{&context.strings.page.sources}{": "}{ for links }</p>
        </>
    })
}
