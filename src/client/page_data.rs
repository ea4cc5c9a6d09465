//! What the app knows of a page: ids, days, titles, and the answers of the status panel.
//!
//! The page is complete without the app, so its sentences are not sent a second time: the app adopts them as they are in
//! the document ([`super::fragments`]). The build writes the data into a `<script type="application/json">` block
//! ([`PageData::to_script`]); the browser reads it before it hydrates, and where it is missing, damaged or of another
//! version the page stays static.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::Id;
use crate::model::dates::DateWords;
use crate::model::strings::{CountedWords, LiveWords};
use crate::model::when::Month;

/// The id of the block that carries the data.
pub const PAGE_DATA_ID: &str = "page-data";
/// The version of the format. The app and its pages are published together, but a browser may have stored a page.
pub const VERSION: u32 = 1;

/// What the app knows of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageData {
    /// [`VERSION`].
    pub version: u32,
    /// The language, as a BCP 47 code.
    pub language: String,
    /// Whether the sections are folded, for a frame of little height.
    pub is_embed: bool,
    /// The strings of the components.
    pub words: LiveWords,
    /// Messages with a number in them.
    pub counted: CountedWords,
    /// Names and patterns of dates.
    pub dates: DateWords,
    /// The month of the chart.
    pub month: Month,
    /// The first and the last day of which it is known what held.
    pub known: [NaiveDate; 2],
    /// The day that is chosen when the page opens.
    pub opening_day: NaiveDate,
    /// The ids of the actors.
    pub actors: Vec<Id>,
    /// The parts of the timeline.
    pub chapters: Vec<ChapterData>,
    /// What the panel asks of a day.
    pub questions: Vec<String>,
    /// The days on which an answer changed, in order.
    pub changes: Vec<StatusChange>,
    /// The answers.
    pub answers: Vec<AnswerData>,
    /// What became of the orders that say so.
    pub outcomes: Vec<CitedText>,
    /// The legal steps, in order.
    pub steps: Vec<StepData>,
    /// The sections that are lists of records.
    pub lists: Vec<ListData>,
}

/// A part of the timeline and its events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChapterData {
    /// Its anchor.
    pub id: Id,
    /// Its events, in order.
    pub events: Vec<EventData>,
}

/// How many events one list has. A longer chapter has several, and the browser skips each while it is far from the
/// screen: it looks at everything that it skips in every frame, and should not find thousands of single events there.
pub const EVENTS_A_LIST: usize = 50;

/// What is known of what held on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knowledge {
    /// The day lies before the first of which it is known.
    Earlier,
    /// It is known.
    Known,
    /// Nothing has changed since the last change that is known; that was so on the day of the last check.
    AsLastChecked,
    /// The day lies behind the last check.
    Later,
}

/// An event without its sentences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventData {
    /// Its anchor.
    pub id: Id,
    /// Its headline.
    pub headline: String,
    /// The first and the last day that it is shown under, where days are known.
    pub days: Option<[NaiveDate; 2]>,
    /// Who acted, as indices into [`PageData::actors`].
    pub by: Vec<usize>,
}

impl EventData {
    /// Whether it is shown under this day.
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.days
            .is_some_and(|[first, last]| first <= day && day <= last)
    }
}

/// The answers from a day on, until the next change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusChange {
    /// The day.
    pub from: NaiveDate,
    /// One answer for each question, as indices into [`PageData::answers`].
    pub answers: Vec<usize>,
}

/// An answer of the panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerData {
    /// In a few words; empty where the answer is a step.
    pub answer: String,
    /// Why.
    pub because: Vec<CitedText>,
    /// The legal step that is the answer, as an index into [`PageData::steps`].
    pub step: Option<usize>,
    /// What became of the event with which it began, as an index into [`PageData::outcomes`].
    pub outcome: Option<usize>,
}

/// A sentence and its sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedText {
    /// Text with inline markup, see [`crate::model::markup`].
    pub text: String,
    /// Id and number of each source, in the order of the list.
    pub sources: Vec<(Id, usize)>,
}

/// A legal step and its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepData {
    /// Its anchor.
    pub id: Id,
    /// Its title.
    pub title: String,
}

/// A section of the page that is a list of records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListData {
    /// The section's anchor.
    pub id: Id,
    /// Its records, in order.
    pub records: Vec<Id>,
}

impl PageData {
    /// The data as JSON inside a script element: `<` is escaped, so that no text can end or open an element.
    pub fn to_script(&self) -> String {
        let json = serde_json::to_string(self).expect("checked: every key is a string");
        json.replace('<', "\\u003c")
    }

    /// Reads what [`PageData::to_script`] wrote, as the browser does ([`super::dom::page_data`]), with a parser for tests;
    /// none where it is damaged or of another version.
    pub fn from_script(json: &str) -> Option<Self> {
        serde_json::from_str::<Self>(json).ok()?.checked()
    }

    /// The data, if every index has what it points to and the version is this one.
    pub fn checked(self) -> Option<Self> {
        self.is_sound().then_some(self)
    }

    /// Whether every index has what it points to. JSON of the right shape may still be of another page.
    fn is_sound(&self) -> bool {
        let [first, last] = self.known;
        let has = |index: &usize, length: usize| *index < length;
        let is_answer = |answer: &AnswerData| {
            answer.step.is_none_or(|step| has(&step, self.steps.len()))
                && answer
                    .outcome
                    .is_none_or(|outcome| has(&outcome, self.outcomes.len()))
        };
        self.version == VERSION
            && first <= last
            && self
                .events()
                .all(|event| event.by.iter().all(|by| has(by, self.actors.len())))
            && self.changes.iter().all(|change| {
                change
                    .answers
                    .iter()
                    .all(|answer| has(answer, self.answers.len()))
            })
            && self.answers.iter().all(is_answer)
    }

    /// All events, in order.
    pub fn events(&self) -> impl Iterator<Item = &EventData> {
        self.chapters.iter().flat_map(|chapter| &chapter.events)
    }

    /// The events shown under a day.
    pub fn events_on(&self, day: NaiveDate) -> impl Iterator<Item = &EventData> {
        self.events().filter(move |event| event.is_on(day))
    }

    /// What is known of a day.
    pub fn knowledge(&self, day: NaiveDate) -> Knowledge {
        let [first, last] = self.known;
        let is_after_changes = self.changes.last().is_some_and(|change| change.from < day);
        match day {
            day if day < first => Knowledge::Earlier,
            day if day > last => Knowledge::Later,
            _ if is_after_changes => Knowledge::AsLastChecked,
            _ => Knowledge::Known,
        }
    }

    /// The answers that held on a day, one for each question; none on a day of which nothing is known.
    pub fn status(&self, day: NaiveDate) -> impl Iterator<Item = &AnswerData> {
        let [first, last] = self.known;
        let is_known = (first..=last).contains(&day);
        let change = self
            .changes
            .iter()
            .rev()
            .find(|change| is_known && change.from <= day);
        change
            .into_iter()
            .flat_map(|change| &change.answers)
            .filter_map(|index| self.answers.get(*index))
    }

    /// The legal step the case was at on a day, as an index into `steps`.
    pub fn step_on(&self, day: NaiveDate) -> Option<usize> {
        self.status(day).find_map(|answer| answer.step)
    }

    /// What stands beside the step of a day on the path.
    pub fn now_on(&self, day: NaiveDate) -> String {
        self.words
            .path_now
            .replace("{date}", &self.dates.dated(day))
    }

    /// The ids of all records that a search can find.
    pub fn records(&self) -> impl Iterator<Item = &Id> {
        let events = self.events().map(|event| &event.id);
        let steps = self.steps.iter().map(|step| &step.id);
        events
            .chain(steps)
            .chain(self.lists.iter().flat_map(|list| &list.records))
    }
}
