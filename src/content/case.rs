//! The data of the case that is the same in every language: dates, actors, periods, laws, sources.
//!
//! `static/data/case.json` deserializes into [`Case`]. Records in [`crate::content::text`] have the same ids. The types
//! for dates are defined in [`crate::model::when`], those for questions and periods in [`crate::model::status`].

use std::collections::BTreeMap;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use crate::model::Id;
use crate::model::day::DayRange;
use crate::model::is_false;
pub use crate::model::status::{Period, Question};
pub use crate::model::when::{Month, PartialDate, When, Year};

/// Everything in `case.json`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// The path of this file's JSON Schema, for editors that validate while typing.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The BCP 47 codes of the languages, the original first. Each needs `text.<code>.json` and `ui.<code>.json`.
    pub languages: Vec<String>,
    /// A short ASCII name of the case, for the names of files that readers download.
    pub name: Id,
    /// The month that the chart shows day by day.
    pub month: Month,
    /// The first day with a known status; `as_of` is the last.
    pub known_from: NaiveDate,
    /// The day that is selected when the page opens.
    pub opening_day: NaiveDate,
    /// The day on which the content was last compared with its sources.
    pub as_of: NaiveDate,
    /// The chapters of the timeline, in chronological order.
    pub chapters: Vec<Chapter>,
    /// The actors, to which events and people belong.
    pub actors: Vec<Actor>,
    /// The events, in chronological order.
    pub events: Vec<Event>,
    /// The frequently asked questions, in the order in which the page lists them.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faq: Vec<Faq>,
    /// The questions that the status panel answers for a day.
    pub questions: Vec<Question>,
    /// The answers to these questions, each with the days on which it held.
    pub periods: Vec<Period>,
    /// The offices that decide, in the order of the case map.
    pub offices: Vec<Office>,
    /// The legal steps, in procedural order from removal order to appeal.
    pub steps: Vec<Step>,
    /// The common misreadings that the page corrects.
    pub misreadings: Vec<Id>,
    /// The people and bodies.
    pub people: Vec<Person>,
    /// The terms of the glossary, in alphabetical order of the original language.
    pub terms: Vec<Id>,
    /// For a term that a legal step explains at length: the id of the step, by the id of the term.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub explained_by: BTreeMap<Id, Id>,
    /// Pages elsewhere that help people with a case of their own.
    pub help: Vec<Help>,
    /// The paragraphs about the page itself.
    pub about: Vec<Id>,
    /// The help record that lists lawyers. Answers about a reader's own case end with a link to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lawyers: Option<Id>,
    /// The paragraph that says which sources were read and which were not; the date `as_of` links to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verification: Option<Id>,
    /// The publisher of the page, if it is named.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Publisher>,
    /// The paragraph that says how to report a mistake. Translations link to it, and corrections are listed below it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporting: Option<Id>,
    /// The corrections since publication, newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// The records in the insert for parish bulletins.
    pub bulletin: Bulletin,
    /// The records that the short edition has besides those that it always has.
    pub short_edition: ShortEdition,
    /// The sources. The number of a source on the page is its position in this list, counted from 1.
    pub sources: Vec<Source>,
}

impl Case {
    /// Returns the chapter of an event: that of its earliest day.
    pub fn chapter_of(&self, event: &Event) -> Option<&Chapter> {
        self.chapter_on(event.when.first())
    }

    /// Returns the chapter of a day: the first that does not end before it.
    pub fn chapter_on(&self, day: NaiveDate) -> Option<&Chapter> {
        self.chapters
            .iter()
            .find(|chapter| chapter.until.is_none_or(|until| day <= until))
    }

    /// Returns the days with a known status.
    pub fn known(&self) -> DayRange {
        DayRange {
            first: self.known_from,
            last: self.as_of,
        }
    }

    /// Returns whether an event needs an outcome: it is an order of a court, and a reader who sees the order alone could
    /// believe that it is in force.
    pub fn needs_outcome(&self, event: &Event) -> bool {
        let is_order = matches!(
            event.status,
            ClaimStatus::Ordered | ClaimStatus::LaterReversed
        );
        let is_court = |id: &Id| {
            let actor = self.actors.iter().find(|actor| actor.id == *id);
            actor.is_some_and(|actor| actor.court)
        };
        is_order && event.by.iter().any(is_court)
    }

    /// Returns the ids of all records that are anchors of the page.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        let chapters = self.chapters.iter().map(|chapter| &chapter.id);
        let events = self.events.iter().map(|event| &event.id);
        let faq = self.faq.iter().map(|faq| &faq.id);
        let steps = self.steps.iter().map(|step| &step.id);
        let people = self.people.iter().map(|person| &person.id);
        let help = self.help.iter().map(|help| &help.id);
        let sources = self.sources.iter().map(|source| &source.id);
        let corrections = self.corrections.iter().map(|correction| &correction.id);
        let plain = [&self.misreadings, &self.terms, &self.about]
            .into_iter()
            .flatten();
        let all = chapters
            .chain(events)
            .chain(faq)
            .chain(steps)
            .chain(people)
            .chain(help)
            .chain(sources)
            .chain(corrections)
            .chain(plain);
        all.map(String::as_str)
    }

    /// Returns the steps that were decided in an office, in order.
    pub fn steps_of<'a>(&'a self, office: &'a Office) -> impl Iterator<Item = &'a Step> {
        self.steps.iter().filter(|step| step.office == office.id)
    }

    /// Returns the source with an id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// Returns the number under which a source is cited, counted from 1.
    pub fn source_number(&self, id: &str) -> Option<usize> {
        self.sources
            .iter()
            .position(|source| source.id == id)
            .map(|index| index + 1)
    }
}

/// A published correction of the page.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// The id, which is also the anchor on the page.
    pub id: Id,
    /// The day on which the correction was published.
    pub on: NaiveDate,
}

/// The contents of the insert for parish bulletins: ids of records that the timeline shows in full.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bulletin {
    /// Events that are listed by date and headline.
    pub days: Vec<Id>,
}

/// The contents of the short edition: ids of records that the page shows in full.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ShortEdition {
    /// Legal steps that are listed by name and answer.
    pub steps: Vec<Id>,
}

/// A chapter of the timeline.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// The id, which is also the anchor on the page.
    pub id: Id,
    /// The last day of the chapter; absent in the last chapter.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// A side of the case: a court, the government, a church.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// The id, to which events and people refer.
    pub id: Id,
    /// The icon beside the name.
    pub icon: Icon,
    /// Whether the actor is a court. Each order of a court needs an outcome.
    #[serde(default, skip_serializing_if = "is_false")]
    pub court: bool,
}

/// A frequently asked question; its wording and answer are in the texts.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Faq {
    /// The id, which is also the anchor on the page.
    pub id: Id,
    /// The id of the record that has more information.
    pub more: Id,
    /// Whether the question is about a reader's own case. The answer then ends with a link to the list of lawyers.
    #[serde(default, skip_serializing_if = "is_false")]
    pub own_case: bool,
}

/// The publisher, who is responsible for the page.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publisher {
    /// The name, in its own language.
    pub name: String,
    /// The address of the publisher's site (https).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// The email address for reports of mistakes.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// The shape of an actor's icon, which tells actors apart without color.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum Icon {
    Triangle,
    Square,
    Circle,
    Cross,
    Diamond,
    Half,
    Star,
}

/// Something that happened, without its text.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// The id, which is also the anchor on the page.
    pub id: Id,
    /// When it happened, as exactly as that is known.
    pub when: When,
    /// Those who acted, as ids of actors.
    pub by: Vec<Id>,
    /// The kind of claim that the event makes.
    pub status: ClaimStatus,
    /// Whether the event is essential to understanding the case.
    #[serde(default, skip_serializing_if = "is_false")]
    pub core: bool,
    /// The ids of the legal steps that the event belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Id>,
    /// The ids of the people and bodies that took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Id>,
}

/// The kind of claim that an event makes. It tells acts, statements, filings and decisions apart.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum ClaimStatus {
    /// Something was done.
    Happened,
    /// Somebody published a figure.
    Counted,
    /// Somebody made a statement.
    Said,
    /// A document was filed with a court or an agency.
    Filed,
    /// Both sides argued before a court.
    Argued,
    /// A court or an authority decided, and no higher court set the decision aside.
    Ordered,
    /// A court decided, and a higher court set the decision aside.
    LaterReversed,
}

/// An office that decides legal steps: an agency, a court, a governor.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Office {
    /// The id, to which steps refer.
    pub id: Id,
}

/// A legal step that the case took or could have taken.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// The id, which is also the anchor on the page.
    pub id: Id,
    /// The id of the office where it was decided in this case.
    pub office: Id,
    /// Whether it was for each person's own case, not for the case of the group.
    #[serde(default, skip_serializing_if = "is_false")]
    pub own_case: bool,
    /// The ids of the sources of its law: statutes, regulations, rules, leading cases.
    pub law: Vec<Id>,
}

/// A person, office or body that had a part in the case.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// The id, which is also the anchor on the page.
    pub id: Id,
    /// The id of the actor that the person or body belongs to.
    pub actor: Id,
}

/// A page elsewhere that helps people with a case of their own.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Help {
    /// The id, which is also the anchor on the page.
    pub id: Id,
    /// The address of the page (https).
    pub url: String,
}

/// A source that sentences cite.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// The id, which is also the anchor on the page.
    pub id: Id,
    /// The kind of the source, by who speaks in it.
    pub kind: SourceKind,
    /// The title, in the language of the source.
    pub title: String,
    /// The publisher, or the site of the copy that was read.
    pub publisher: String,
    /// The date of publication, if it is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<When>,
    /// The address: https, unless `http_only` is set.
    pub url: String,
    /// Whether the address is only served without encryption.
    #[serde(default, skip_serializing_if = "is_false")]
    pub http_only: bool,
}

/// The kind of a source, by who speaks in it.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum SourceKind {
    /// An order, an opinion or a filing in a court's record.
    Court,
    /// A statute, a regulation, a rule or a leading case.
    Law,
    /// An agency, the White House, a member of Congress.
    Government,
    /// Lawyers for one side of the case.
    Counsel,
    /// A newspaper, a station, a news agency.
    News,
    /// A church or one of its bodies.
    Church,
    /// A university or a law school.
    Academic,
    /// A summary, an encyclopedia, a blog: a source that reports other sources.
    Secondary,
}

/// Returns the name of a variant in the data files, such as `later-reversed`.
///
/// # Panics
/// Panics if the variant has fields.
pub fn key(variant: impl Serialize) -> String {
    match serde_json::to_value(variant) {
        Ok(serde_json::Value::String(name)) => name,
        other => panic!("not a variant without fields: {other:?}"),
    }
}
