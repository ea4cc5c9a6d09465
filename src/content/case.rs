//! The case: what is true in every language. Dates, who acted, what stood when, which law, which source.
//!
//! `static/data/case.json` deserializes into [`Case`]; the sentences stand in [`crate::content::text`] under
//! the same ids. Nothing here knows HTML or a browser, and nothing knows *this* case. How dates are
//! held is in [`crate::model::when`], how a day is answered in [`crate::model::status`].

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

pub use crate::model::Id;
use crate::model::is_false;
pub use crate::model::status::{Period, Question};
pub use crate::model::when::{Month, When};

/// Everything in `case.json`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Case {
    /// Where an editor finds the schema of this file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The languages the case is told in, the first being the original; `text.<code>.json` and
    /// `ui.<code>.json` exist for each.
    pub languages: Vec<String>,
    /// A short name in ASCII, for the names of files that leave the folder.
    pub name: Id,
    /// The month that the strip shows day by day.
    pub month: Month,
    /// The first day of which it is known how things stood; the last is [`Case::as_of`].
    pub known_from: NaiveDate,
    /// The day that is chosen when the page opens.
    pub opening_day: NaiveDate,
    /// The day on which the content was last compared with its sources.
    pub as_of: NaiveDate,
    /// The parts of the timeline, in order.
    pub chapters: Vec<Chapter>,
    /// Who acts in the story.
    pub actors: Vec<Actor>,
    /// What happened, in the order in which it is told.
    pub events: Vec<Event>,
    /// The questions that a worried reader brings, in the order in which they are answered.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub faq: Vec<Faq>,
    /// What the standing panel asks of a day.
    pub questions: Vec<Question>,
    /// The answers, each for as long as it held.
    pub periods: Vec<Period>,
    /// The legal steps, in the order of the road from removal order to appeal.
    pub steps: Vec<Step>,
    /// Corrections of what is often said.
    pub misreadings: Vec<Id>,
    /// Persons and bodies.
    pub people: Vec<Person>,
    /// The words of the glossary, in alphabetical order of the original language.
    pub terms: Vec<Id>,
    /// Official and helpful pages.
    pub help: Vec<Help>,
    /// The paragraphs about the page itself.
    pub about: Vec<Id>,
    /// The help record that lists lawyers. Answers about a reader's own case end with it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub lawyers: Option<Id>,
    /// The paragraph that says what was read and what was not; the date of the last check links to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verification: Option<Id>,
    /// Who publishes the page, if that is to be said.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub publisher: Option<Publisher>,
    /// The paragraph that says how to report a mistake; translations point to it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub reporting: Option<Id>,
    /// What was put right since it was published, the newest first.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub corrections: Vec<Correction>,
    /// What the leaf for a bulletin shows.
    pub bulletin: Bulletin,
    /// The sources; a source's number on the page is its place in this list.
    pub sources: Vec<Source>,
}

impl Case {
    /// The chapter an event is told in: the first one that its earliest day does not lie behind.
    pub fn chapter_of(&self, event: &Event) -> Option<&Chapter> {
        let day = event.when.first();
        self.chapters
            .iter()
            .find(|chapter| chapter.until.is_none_or(|until| day <= until))
    }

    /// The first and the last day of which it is known how things stood.
    pub fn known(&self) -> [NaiveDate; 2] {
        [self.known_from, self.as_of]
    }

    /// Whether an event must say what became of it: a court ordered it, and somebody who reads of
    /// the order alone could take it to be in force.
    pub fn needs_outcome(&self, event: &Event) -> bool {
        let is_order = matches!(event.status, Status::Ordered | Status::LaterReversed);
        let is_court = |id: &Id| {
            let actor = self.actors.iter().find(|actor| actor.id == *id);
            actor.is_some_and(|actor| actor.court)
        };
        is_order && event.by.iter().any(is_court)
    }

    /// The ids of all records that are anchors of the page.
    pub fn anchors(&self) -> impl Iterator<Item = &str> {
        let chapters = self.chapters.iter().map(|chapter| &chapter.id);
        let events = self.events.iter().map(|event| &event.id);
        let faq = self.faq.iter().map(|asked| &asked.id);
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

    /// The source with an id.
    pub fn source(&self, id: &str) -> Option<&Source> {
        self.sources.iter().find(|source| source.id == id)
    }

    /// The number under which a source is cited, counted from 1.
    pub fn source_number(&self, id: &str) -> Option<usize> {
        self.sources
            .iter()
            .position(|source| source.id == id)
            .map(|place| place + 1)
    }
}

/// Something that was wrong and is right now.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Correction {
    /// Its anchor.
    pub id: Id,
    /// The day on which it was published.
    pub on: NaiveDate,
}

/// What fits on one leaf: ids of records that are told in full on the page.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Bulletin {
    /// Events, by date and headline.
    pub days: Vec<Id>,
    /// Legal steps, by name and answer.
    pub words: Vec<Id>,
    /// Events, by what they did not do.
    pub not_decided: Vec<Id>,
}

/// A part of the timeline.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Chapter {
    /// Its anchor.
    pub id: Id,
    /// The last day it tells of; the last chapter has none.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
}

/// A side that acts in the story: a court, the government, a church.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Actor {
    /// Used by events and persons.
    pub id: Id,
    /// The shape that stands for it beside its name.
    pub mark: Mark,
    /// Whether it is a court. Each order of a court says what became of it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub court: bool,
}

/// A question that a reader brings, with its answer in the texts.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Faq {
    /// Its anchor.
    pub id: Id,
    /// The record that says more.
    pub more: Id,
    /// Whether it asks about a reader's own case: the answer then ends with the list of lawyers.
    #[serde(default, skip_serializing_if = "is_false")]
    pub own_case: bool,
}

/// Who publishes the page and answers for it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Publisher {
    /// The name, in its own language.
    pub name: String,
    /// The address of its site (https).
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub url: Option<String>,
    /// Where mistakes can be reported.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub email: Option<String>,
}

/// The shape of an actor's mark, so that no reader depends on colour.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum Mark {
    Triangle,
    Square,
    Circle,
    Cross,
    Diamond,
    Half,
    Star,
}

/// What is known of something that happened.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Event {
    /// Its anchor.
    pub id: Id,
    /// When it happened, as exactly as that is known.
    pub when: When,
    /// Who acted.
    pub by: Vec<Id>,
    /// What kind of claim the telling makes.
    pub status: Status,
    /// Whether the story cannot be told without it.
    #[serde(default, skip_serializing_if = "is_false")]
    pub core: bool,
    /// The legal steps it belongs to.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub steps: Vec<Id>,
    /// Persons and bodies that took part.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub people: Vec<Id>,
}

/// What kind of claim an event makes: what was done, said, asked or decided are different things.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Status {
    /// Something was done.
    Happened,
    /// Somebody published a figure.
    Counted,
    /// Somebody made a statement.
    Said,
    /// A paper was handed in at a court or an office.
    Filed,
    /// Both sides spoke before a court.
    Argued,
    /// A court or an authority decided, and the decision ran its course.
    Ordered,
    /// A court decided, and a higher court set that aside.
    LaterReversed,
}

/// A legal step of the road that the case took or might have taken.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Step {
    /// Its anchor.
    pub id: Id,
    /// The sources that are its law: statutes, regulations, rules, leading cases.
    pub law: Vec<Id>,
}

/// A person, office or body with a part in the story.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Person {
    /// Its anchor.
    pub id: Id,
    /// The side it belongs to.
    pub actor: Id,
}

/// A page elsewhere that helps people with a case of their own.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Help {
    /// Its anchor.
    pub id: Id,
    /// Its address (https).
    pub url: String,
}

/// Something that a sentence rests on.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Source {
    /// Its anchor.
    pub id: Id,
    /// Whose voice it is.
    pub kind: Kind,
    /// Its title, in its own language.
    pub title: String,
    /// Who published it, or where the copy stands that was read.
    pub publisher: String,
    /// When it was published, where that is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub date: Option<When>,
    /// Its address: https, unless `http_only` is set.
    pub url: String,
    /// Set where the address exists without encryption only.
    #[serde(default, skip_serializing_if = "is_false")]
    pub http_only: bool,
}

/// Whose voice a source is.
#[derive(
    Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema,
)]
#[serde(rename_all = "kebab-case")]
pub enum Kind {
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
    /// A summary, an encyclopedia, a blog: something that tells of other sources.
    Secondary,
}

/// The name of a variant as the data files write it.
pub fn key(variant: impl Serialize) -> String {
    serde_json::to_value(variant)
        .ok()
        .and_then(|value| value.as_str().map(str::to_owned))
        .unwrap_or_default()
}
