//! The little that the program needs to know of a page.
//!
//! The page is complete without the program, so the program does not carry its sentences a second
//! time: it gets ids, days, names and the answers of the standing panel, and adopts everything else
//! as it stands in the document ([`Outline::body`]). The build writes the outline into the page as
//! JSON; the browser reads it back before it hydrates.

use std::collections::BTreeMap;

use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use yew::AttrValue;

use crate::case::{Case, Id, Mark, Month, Period, Question};
use crate::text::{DateWords, LiveWords, Sentence, Text, Ui};

/// What the program knows of a page.
#[derive(Clone, Debug, Deserialize, Serialize)]
#[expect(missing_docs, reason = "the fields repeat those of `Case` and `Ui`")]
pub struct Outline {
    pub words: LiveWords,
    pub dates: DateWords,
    pub month: Month,
    pub known: [NaiveDate; 2],
    pub opening_day: NaiveDate,
    pub actors: Vec<ActorOutline>,
    pub chapters: Vec<ChapterOutline>,
    pub questions: Vec<Question>,
    pub asked: BTreeMap<Id, String>,
    pub periods: Vec<Period>,
    pub answers: BTreeMap<Id, AnswerOutline>,
    pub steps: Vec<StepOutline>,
    pub lists: Vec<ListOutline>,
    /// The parts of the document that only the build renders, by name; empty in the browser, where
    /// they stand in the page already.
    #[serde(skip)]
    pub bodies: BTreeMap<String, AttrValue>,
}

// Made once a page and never changed: being the same one is being equal, and no render compares text.
impl PartialEq for Outline {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// An actor and its name.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[expect(missing_docs, reason = "the fields repeat those of `Actor`")]
pub struct ActorOutline {
    pub id: Id,
    pub name: String,
    pub mark: Mark,
}

/// A part of the timeline and its events.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[expect(missing_docs, reason = "the fields repeat those of `Chapter`")]
pub struct ChapterOutline {
    pub id: Id,
    pub events: Vec<EventOutline>,
}

/// An event without its sentences.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[expect(missing_docs, reason = "the fields repeat those of `Event`")]
pub struct EventOutline {
    pub id: Id,
    pub headline: String,
    /// The first and last day it is told under, where days are known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub days: Option<(NaiveDate, NaiveDate)>,
    pub by: Vec<Id>,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub core: bool,
}

impl EventOutline {
    /// Whether it is told under this day.
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.days.is_some_and(|(first, last)| first <= day && day <= last)
    }
}

/// The words of a period.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[expect(missing_docs, reason = "the fields repeat those of `Answer`")]
pub struct AnswerOutline {
    pub answer: String,
    pub because: Vec<Cited>,
}

/// A sentence and its sources with their numbers.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct Cited {
    /// Plain text with marks, see [`crate::text::rich`].
    pub text: String,
    /// Id and number of each source.
    pub sources: Vec<(Id, usize)>,
}

impl Cited {
    /// Numbers the sources of a sentence.
    pub fn new(sentence: &Sentence, case: &Case) -> Self {
        let numbered = |id: &Id| case.source_number(id).map(|number| (id.clone(), number));
        let mut sources: Vec<_> = sentence.sources.iter().filter_map(numbered).collect();
        sources.sort_by_key(|(_, number)| *number);
        Self { text: sentence.text.clone(), sources }
    }

    /// Numbers the sources of several sentences.
    pub fn all(sentences: &[Sentence], case: &Case) -> Vec<Self> {
        sentences.iter().map(|sentence| Self::new(sentence, case)).collect()
    }
}

/// A legal step and its name.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
#[expect(missing_docs, reason = "the fields repeat those of `Step`")]
pub struct StepOutline {
    pub id: Id,
    pub title: String,
}

/// A section of the page that is a list of records.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize)]
pub struct ListOutline {
    /// The section's anchor.
    pub id: Id,
    /// Its records, in order.
    pub records: Vec<Id>,
}

impl Outline {
    /// The outline of a case in one language, still without bodies.
    pub fn new(case: &Case, text: &Text, ui: &Ui) -> Self {
        let event = |event: &crate::case::Event| EventOutline {
            id: event.id.clone(),
            headline: text.events.get(&event.id).map(|told| told.headline.clone()).unwrap_or_default(),
            days: event.when.days(),
            by: event.by.clone(),
            core: event.core,
        };
        let in_chapter = |chapter: &crate::case::Chapter| ChapterOutline {
            id: chapter.id.clone(),
            events: case
                .events
                .iter()
                .filter(|event| case.chapter_of(event).is_some_and(|found| found.id == chapter.id))
                .map(event)
                .collect(),
        };
        let answer = |(id, words): (&Id, &crate::text::Answer)| {
            let because = Cited::all(&words.because, case);
            (id.clone(), AnswerOutline { answer: words.answer.clone(), because })
        };
        let list = |id: &str, records: Vec<Id>| ListOutline { id: id.to_owned(), records };
        Self {
            words: ui.live.clone(),
            dates: ui.dates.clone(),
            month: case.month,
            known: case.known,
            opening_day: case.opening_day,
            actors: case
                .actors
                .iter()
                .map(|actor| ActorOutline {
                    id: actor.id.clone(),
                    name: text.actors.get(&actor.id).cloned().unwrap_or_default(),
                    mark: actor.mark,
                })
                .collect(),
            chapters: case.chapters.iter().map(in_chapter).collect(),
            questions: case.questions.clone(),
            asked: text.questions.clone(),
            periods: case.periods.clone(),
            answers: text.periods.iter().map(answer).collect(),
            steps: case
                .steps
                .iter()
                .map(|step| StepOutline {
                    id: step.id.clone(),
                    title: text.steps.get(&step.id).map(|told| told.title.clone()).unwrap_or_default(),
                })
                .collect(),
            lists: vec![
                list("misreadings", case.misreadings.clone()),
                list("people", case.people.iter().map(|person| person.id.clone()).collect()),
                list("words", case.terms.clone()),
                list("help", case.help.iter().map(|help| help.id.clone()).collect()),
                list("sources", case.sources.iter().map(|source| source.id.clone()).collect()),
                list("about", case.about.clone()),
            ],
            bodies: BTreeMap::new(),
        }
    }

    /// All events, in the order told.
    pub fn events(&self) -> impl Iterator<Item = &EventOutline> {
        self.chapters.iter().flat_map(|chapter| &chapter.events)
    }

    /// The events told under a day.
    pub fn events_on(&self, day: NaiveDate) -> impl Iterator<Item = &EventOutline> {
        self.events().filter(move |event| event.is_on(day))
    }

    /// The ids of all records that a search can find.
    pub fn records(&self) -> impl Iterator<Item = &Id> {
        let events = self.events().map(|event| &event.id);
        let steps = self.steps.iter().map(|step| &step.id);
        events.chain(steps).chain(self.lists.iter().flat_map(|list| &list.records))
    }

    /// The name of a step.
    pub fn step(&self, id: &str) -> Option<&StepOutline> {
        self.steps.iter().find(|step| step.id == id)
    }

    /// A part of the document that only the build renders; empty in the browser.
    pub fn body(&self, name: &str) -> AttrValue {
        self.bodies.get(name).cloned().unwrap_or_default()
    }
}
