//! What the app knows of a page: ids, days, titles, and the answers of the status panel.
//!
//! The document contains the sentences of the page, so the data does not repeat them: hydration reuses them
//! ([`super::fragments`]). The build writes the data into a `<script type="application/json">` block
//! ([`PageData::to_script`]). The app reads it before it hydrates the page; if the data is missing, invalid or of another
//! version, the page stays static.

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};

use crate::model::Id;
use crate::model::dates::DateStrings;
use crate::model::day::{self, DayRange};
use crate::model::strings::{ClientStrings, PluralStrings};
use crate::model::when::Month;

/// The id of the script element that contains the data.
pub const PAGE_DATA_ID: &str = "page-data";
/// The id of the list of readers' questions.
pub const FAQ: &str = "faq";
/// The id of the list of people and offices that help.
pub const HELP: &str = "help";
/// The id of the list of sources.
pub const SOURCES: &str = "sources";
/// The version of the format. The app and its pages are published together, but a browser may have cached an older page.
pub const VERSION: u32 = 5;

/// What the app knows of a page.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageData {
    /// [`VERSION`].
    pub version: u32,
    /// The language, as a BCP 47 code.
    pub language: String,
    /// What the page shows.
    pub layout: Layout,
    /// The strings of the components.
    pub strings: ClientStrings,
    /// Messages that contain a number, in their plural forms.
    pub plurals: PluralStrings,
    /// Month names and date patterns.
    pub dates: DateStrings,
    /// The month of the chart.
    pub month: Month,
    /// The days whose status is known.
    pub known: DayRange,
    /// The day that is chosen when the page opens.
    #[serde(deserialize_with = "day::deserialize")]
    pub opening_day: NaiveDate,
    /// The ids of the actors.
    pub actors: Vec<Id>,
    /// The heading of the timeline.
    pub timeline_title: String,
    /// The chapters of the timeline, in chronological order.
    pub chapters: Vec<ChapterData>,
    /// The questions of the status panel.
    pub questions: Vec<String>,
    /// The days on which an answer changed, in chronological order.
    pub changes: Vec<StatusChange>,
    /// All answers, each once.
    pub answers: Vec<AnswerData>,
    /// The outcomes of orders.
    pub outcomes: Vec<CitedText>,
    /// The heading of the legal steps.
    pub steps_title: String,
    /// The legal steps, in order.
    pub steps: Vec<StepData>,
    /// For each office of the case map, its steps, as indices into [`PageData::steps`].
    pub offices: Vec<Vec<usize>>,
    /// The sections that are lists of records.
    pub lists: Vec<ListData>,
}

/// What a page with the app shows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Layout {
    /// Everything.
    Page,
    /// Everything, with its sections folded, for a frame of little height.
    Embed,
    /// The chart and the status panel alone, for a frame.
    Chart,
}

/// A chapter of the timeline.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ChapterData {
    /// Its anchor.
    pub id: Id,
    /// Its events, in order.
    pub events: Vec<EventData>,
    /// The changes of the pause of removals in it, in order.
    pub pause_changes: Vec<PauseChangeData>,
}

/// A change of the pause of removals, which the line of the timeline shows between the events.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PauseChangeData {
    /// The day from which on it is different.
    #[serde(deserialize_with = "day::deserialize")]
    pub day: NaiveDate,
    /// The event that follows it, as an index into [`ChapterData::events`]; their number if none follows.
    pub before: usize,
}

/// How far the status of a day is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Knowledge {
    /// The day is before the first known day.
    Earlier,
    /// The status is known.
    Known,
    /// The day is after the last known change, and not after the last check, which found no further change.
    AsLastChecked,
    /// The day is after the last check.
    Later,
}

/// An event without its sentences.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EventData {
    /// Its anchor.
    pub id: Id,
    /// Its headline.
    pub headline: String,
    /// The days of the event; `None` if they are not known.
    pub days: Option<DayRange>,
    /// Who acted, as indices into [`PageData::actors`].
    pub by: Vec<usize>,
    /// Whether the event is essential to understanding the case.
    pub is_core: bool,
}

impl EventData {
    /// Returns whether the event is shown on `day`.
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.days.is_some_and(|days| days.contains(day))
    }

    /// Returns whether a filter hides the event: none of its actors is among `actors`. An empty filter hides nothing.
    pub fn is_hidden(&self, actors: &[usize]) -> bool {
        !actors.is_empty() && !self.by.iter().any(|by| actors.contains(by))
    }
}

/// The answers from a day until the next change.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StatusChange {
    /// The day.
    #[serde(deserialize_with = "day::deserialize")]
    pub from: NaiveDate,
    /// One answer for each question, as indices into [`PageData::answers`].
    pub answers: Vec<usize>,
}

/// An answer of the panel.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AnswerData {
    /// The short answer; empty if the answer is a step.
    pub answer: String,
    /// The reasons.
    pub because: Vec<CitedText>,
    /// The legal step that is the answer, as an index into [`PageData::steps`].
    pub step: Option<usize>,
    /// The outcome of the event that gave the answer, as an index into [`PageData::outcomes`].
    pub outcome: Option<usize>,
}

/// A sentence and its sources.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CitedText {
    /// Text with inline markup, see [`crate::model::markup`].
    pub text: String,
    /// The id and number of each source, in the order of the list of sources.
    pub sources: Vec<(Id, usize)>,
}

/// A legal step and its title.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StepData {
    /// Its anchor.
    pub id: Id,
    /// Its title.
    pub title: String,
    /// Whether it was for each person's own case.
    pub is_own_case: bool,
}

/// A section of the page that is a list of records.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListData {
    /// The section's anchor.
    pub id: Id,
    /// The section's heading.
    pub title: String,
    /// Its records, in order.
    pub records: Vec<Id>,
}

impl PageData {
    /// Serializes the data as JSON for a script element. `<` is escaped, so that no text can open or close an element.
    pub fn to_script(&self) -> String {
        let json = serde_json::to_string(self).expect("checked: every key is a string");
        json.replace('<', "\\u003c")
    }

    /// Parses the output of [`PageData::to_script`]; `None` if it is invalid or of another version. For tests: in the
    /// browser, [`super::dom`] uses `JSON.parse`.
    pub fn from_script(json: &str) -> Option<Self> {
        serde_json::from_str::<Self>(json).ok()?.validated()
    }

    /// Returns the data if its version is [`VERSION`], its known days are in order, every index is in bounds, and each
    /// change answers every question. JSON of the right shape may be of another page.
    pub fn validated(self) -> Option<Self> {
        let is_answer = |answer: &AnswerData| {
            answer.step.is_none_or(|step| step < self.steps.len())
                && answer
                    .outcome
                    .is_none_or(|outcome| outcome < self.outcomes.len())
        };
        let is_chapter = |chapter: &ChapterData| {
            let mut actors = chapter.events.iter().flat_map(|event| &event.by);
            let mut changes = chapter.pause_changes.iter();
            actors.all(|actor| *actor < self.actors.len())
                && changes.all(|change| change.before <= chapter.events.len())
        };
        let is_change = |change: &StatusChange| {
            let mut answers = change.answers.iter();
            change.answers.len() == self.questions.len()
                && answers.all(|answer| *answer < self.answers.len())
        };
        let mut steps_of_offices = self.offices.iter().flatten();
        let is_valid = self.version == VERSION
            && self.known.first <= self.known.last
            && steps_of_offices.all(|step| *step < self.steps.len())
            && self.chapters.iter().all(is_chapter)
            && self.changes.iter().all(is_change)
            && self.answers.iter().all(is_answer);
        is_valid.then_some(self)
    }

    /// Iterates over all events, in order.
    pub fn events(&self) -> impl Iterator<Item = &EventData> {
        self.chapters.iter().flat_map(|chapter| &chapter.events)
    }

    /// Iterates over the events shown on `day`.
    pub fn events_on(&self, day: NaiveDate) -> impl Iterator<Item = &EventData> {
        self.events().filter(move |event| event.is_on(day))
    }

    /// Returns how far the status of `day` is known.
    pub fn knowledge(&self, day: NaiveDate) -> Knowledge {
        let is_after_changes = self.changes.last().is_some_and(|change| change.from < day);
        match day {
            day if day < self.known.first => Knowledge::Earlier,
            day if day > self.known.last => Knowledge::Later,
            _ if is_after_changes => Knowledge::AsLastChecked,
            _ => Knowledge::Known,
        }
    }

    /// Iterates over the answers on `day`, one for each question; empty if the status of that day is not known.
    pub fn status(&self, day: NaiveDate) -> impl Iterator<Item = &AnswerData> {
        let is_known = self.known.contains(day);
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

    /// Returns the answer in a few words: its own, or the title of the step that is the answer.
    pub fn short_answer<'a>(&'a self, answer: &'a AnswerData) -> &'a str {
        match answer.step.and_then(|index| self.steps.get(index)) {
            Some(step) => &step.title,
            None => &answer.answer,
        }
    }

    /// Returns the legal step of the case on `day`, as an index into `steps`.
    pub fn step_on(&self, day: NaiveDate) -> Option<usize> {
        self.status(day).find_map(|answer| answer.step)
    }

    /// Returns the label of the current step on the case map, with the date of `day`.
    pub fn current_step_label(&self, day: NaiveDate) -> String {
        self.strings
            .map_now
            .replace("{date}", &self.dates.dated(day))
    }

    /// Returns whether the sections of the page are folded.
    pub fn is_embed(&self) -> bool {
        self.layout == Layout::Embed
    }

    /// Iterates over the ids of all records: events, steps, then the records of the lists.
    pub fn records(&self) -> impl Iterator<Item = &Id> {
        let events = self.events().map(|event| &event.id);
        let steps = self.steps.iter().map(|step| &step.id);
        events
            .chain(steps)
            .chain(self.lists.iter().flat_map(|list| &list.records))
    }
}
