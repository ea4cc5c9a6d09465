//! The little that the program needs to know of a page.
//!
//! The page is complete without the program, so the program does not carry its sentences a second
//! time: it gets ids, days, names and the answers of the standing panel, and adopts everything else
//! as it stands in the document ([`Outline::body`]). The build writes the outline into the page
//! ([`Outline::written`]); the browser reads it back before it hydrates.
//!
//! What is written is for this program alone and made small, as is what reads it: a reader of JSON would be a
//! twelfth of the program. The case for others to use is in the built folder under `data/`.

use chrono::{Datelike, NaiveDate};
use yew::AttrValue;

use crate::case::standing::{self, Pause};
use crate::case::{Case, Chapter, Event, Id, Period, Question};
use crate::text::{CountedWords, DateWords, LiveWords, Sentence, Text, Ui};

/// The body that holds the days of the strip.
pub const STRIP: &str = "all days";
/// The body that holds all events, chapter by chapter. No id has a space in it.
pub const EVENTS: &str = "all events";
/// The body that holds the legal steps and the lists.
pub const REFERENCE: &str = "all below";

/// The body that holds the questions that readers bring.
pub const QUESTIONS: &str = "all questions";
/// The section of the questions that readers bring.
pub const FAQ: &str = "faq";

/// The last row of a written outline: what was cut off does not have it.
const END: &str = "end";

/// The list whose order numbers the sources.
const SOURCES: &str = "sources";

/// What the program knows of a page.
#[derive(Clone, Debug)]
#[expect(missing_docs, reason = "most fields repeat those of `Case` and `Ui`")]
pub struct Outline {
    /// The language, as a BCP 47 code.
    pub language: String,
    pub words: LiveWords,
    pub counted: CountedWords,
    pub dates: DateWords,
    /// The days of the strip.
    pub days: Vec<NaiveDate>,
    pub known: [NaiveDate; 2],
    pub opening_day: NaiveDate,
    pub actors: Vec<Id>,
    pub chapters: Vec<ChapterOutline>,
    /// What the panel asks, in words.
    pub questions: Vec<String>,
    /// The days on which an answer changed, and the answers from then on, as places in `answers`.
    pub standings: Vec<(NaiveDate, Vec<usize>)>,
    pub answers: Vec<AnswerOutline>,
    /// What became of the events that say so, in their order.
    pub outcomes: Vec<Cited>,
    pub steps: Vec<StepOutline>,
    pub lists: Vec<ListOutline>,
    /// Whether the sections are folded, for a frame of little height.
    pub is_compact: bool,
    /// The parts of the document that only the build renders, in order of their names; empty in the
    /// browser, where they stand in the page already.
    pub bodies: Vec<(String, AttrValue)>,
}

// Made once a page and never changed: being the same one is being equal, and no render compares text.
impl PartialEq for Outline {
    fn eq(&self, other: &Self) -> bool {
        std::ptr::eq(self, other)
    }
}

/// A part of the timeline and its events.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields repeat those of `Chapter`")]
pub struct ChapterOutline {
    pub id: Id,
    pub events: Vec<EventOutline>,
}

/// How many events stand in one list. A longer chapter has several, and each rests while it is far from the screen: the
/// browser looks at whatever rests in every frame, and should not find thousands of single events there.
pub const EVENTS_A_LIST: usize = 50;

/// What is known of how things stood on a day.
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
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields repeat those of `Event`")]
pub struct EventOutline {
    pub id: Id,
    pub headline: String,
    /// The first and last day it is told under, where days are known.
    pub days: Option<[NaiveDate; 2]>,
    /// Places in [`Outline::actors`].
    pub by: Vec<usize>,
    pub core: bool,
}

impl EventOutline {
    /// Whether it is told under this day.
    pub fn is_on(&self, day: NaiveDate) -> bool {
        self.days
            .is_some_and(|[first, last]| first <= day && day <= last)
    }
}

/// An answer of the panel.
#[derive(Clone, Debug, PartialEq)]
pub struct AnswerOutline {
    /// In a few words.
    pub answer: String,
    /// Why.
    pub because: Vec<Cited>,
    /// The legal step that is the answer, as a place in [`Outline::steps`].
    pub step: Option<usize>,
    /// What became of the event with which it began, as an index into [`Outline::outcomes`].
    pub outcome: Option<usize>,
}

/// A sentence and its sources with their numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Cited(
    /// Plain text with marks, see [`crate::text::rich`].
    pub String,
    /// Id and number of each source.
    pub Vec<(Id, usize)>,
);

impl Cited {
    /// Numbers the sources of a sentence.
    pub fn new(sentence: &Sentence, case: &Case) -> Self {
        Self(
            sentence.text.clone(),
            Self::numbered(&sentence.sources, case),
        )
    }

    /// Numbers the sources of several sentences.
    pub fn all(sentences: &[Sentence], case: &Case) -> Vec<Self> {
        sentences
            .iter()
            .map(|sentence| Self::new(sentence, case))
            .collect()
    }

    /// Sources with their numbers, in the order of the list.
    pub fn numbered(sources: &[Id], case: &Case) -> Vec<(Id, usize)> {
        let number = |id: &Id| case.source_number(id).map(|number| (id.clone(), number));
        let mut sources: Vec<_> = sources.iter().filter_map(number).collect();
        sources.sort_by_key(|(_, number)| *number);
        sources
    }
}

/// A legal step and its name.
#[derive(Clone, Debug, PartialEq)]
#[expect(missing_docs, reason = "the fields repeat those of `Step`")]
pub struct StepOutline {
    pub id: Id,
    pub title: String,
}

/// A section of the page that is a list of records.
#[derive(Clone, Debug, PartialEq)]
pub struct ListOutline {
    /// The section's anchor.
    pub id: Id,
    /// Its records, in order.
    pub records: Vec<Id>,
}

impl Outline {
    /// The outline of a case in one language, still without bodies.
    pub fn new(case: &Case, text: &Text, ui: &Ui) -> Self {
        let title = |id: &Id| {
            text.steps
                .get(id)
                .map(|told| told.title.clone())
                .unwrap_or_default()
        };
        let list = |id: &str, records: Vec<Id>| ListOutline {
            id: id.to_owned(),
            records,
        };
        let asked = |question: &Question| {
            text.questions
                .get(&question.id)
                .cloned()
                .unwrap_or_default()
        };
        Self {
            language: text.language.clone(),
            words: ui.live.clone(),
            counted: ui.counted.clone(),
            dates: ui.dates.clone(),
            days: case.month.days().collect(),
            known: case.known(),
            opening_day: case.opening_day,
            actors: case.actors.iter().map(|actor| actor.id.clone()).collect(),
            chapters: case
                .chapters
                .iter()
                .map(|chapter| Self::chapter(chapter, case, text))
                .collect(),
            questions: case.questions.iter().map(asked).collect(),
            standings: standings(case),
            answers: case
                .periods
                .iter()
                .map(|period| Self::answer(period, case, text))
                .collect(),
            outcomes: outcomes(case, text)
                .map(|(_, outcome)| Cited::new(outcome, case))
                .collect(),
            steps: case
                .steps
                .iter()
                .map(|step| StepOutline {
                    id: step.id.clone(),
                    title: title(&step.id),
                })
                .collect(),
            lists: vec![
                list(FAQ, case.faq.iter().map(|asked| asked.id.clone()).collect()),
                list("misreadings", case.misreadings.clone()),
                list(
                    "people",
                    case.people.iter().map(|person| person.id.clone()).collect(),
                ),
                list("words", case.terms.clone()),
                list(
                    "help",
                    case.help.iter().map(|help| help.id.clone()).collect(),
                ),
                list(
                    SOURCES,
                    case.sources
                        .iter()
                        .map(|source| source.id.clone())
                        .collect(),
                ),
                list("about", case.about.clone()),
            ],
            is_compact: false,
            bodies: Vec::new(),
        }
    }

    fn chapter(chapter: &Chapter, case: &Case, text: &Text) -> ChapterOutline {
        let event = |event: &Event| EventOutline {
            id: event.id.clone(),
            headline: text
                .events
                .get(&event.id)
                .map(|told| told.headline.clone())
                .unwrap_or_default(),
            days: event.when.days(),
            by: case
                .actors
                .iter()
                .zip(0..)
                .filter(|(actor, _)| event.by.contains(&actor.id))
                .map(|(_, place)| place)
                .collect(),
            core: event.core,
        };
        let told_here = |event: &&Event| {
            case.chapter_of(event)
                .is_some_and(|found| found.id == chapter.id)
        };
        ChapterOutline {
            id: chapter.id.clone(),
            events: case.events.iter().filter(told_here).map(event).collect(),
        }
    }

    fn answer(period: &Period, case: &Case, text: &Text) -> AnswerOutline {
        let words = text.periods.get(&period.id);
        AnswerOutline {
            answer: words.map(|words| words.answer.clone()).unwrap_or_default(),
            because: words
                .map(|words| Cited::all(&words.because, case))
                .unwrap_or_default(),
            step: period
                .step
                .as_ref()
                .and_then(|id| case.steps.iter().position(|step| step.id == *id)),
            outcome: period
                .event
                .as_ref()
                .and_then(|id| outcomes(case, text).position(|(event, _)| event == id)),
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

    /// What is known of a day.
    pub fn knowledge(&self, day: NaiveDate) -> Knowledge {
        let [first, last] = self.known;
        let is_after_changes = self.standings.last().is_some_and(|(from, _)| *from < day);
        match day {
            day if day < first => Knowledge::Earlier,
            day if day > last => Knowledge::Later,
            _ if is_after_changes => Knowledge::AsLastChecked,
            _ => Knowledge::Known,
        }
    }

    /// The answers that held on a day, one for each question; none on a day of which nothing is known.
    pub fn standing(&self, day: NaiveDate) -> impl Iterator<Item = &AnswerOutline> {
        let [first, last] = self.known;
        let is_known = (first..=last).contains(&day);
        let row = self
            .standings
            .iter()
            .rev()
            .find(|(from, _)| is_known && *from <= day);
        row.into_iter()
            .flat_map(|(_, places)| places)
            .filter_map(|place| self.answers.get(*place))
    }

    /// The legal step the case was at on a day, as a place in `steps`.
    pub fn step_on(&self, day: NaiveDate) -> Option<usize> {
        self.standing(day).find_map(|answer| answer.step)
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

    /// A part of the document that only the build renders; empty in the browser.
    pub fn body(&self, name: &str) -> AttrValue {
        let place = self
            .bodies
            .binary_search_by(|(other, _)| other.as_str().cmp(name));
        place
            .ok()
            .and_then(|place| self.bodies.get(place))
            .map(|(_, body)| body.clone())
            .unwrap_or_default()
    }
}

/// What became of the events that say so, in their order.
fn outcomes<'a>(case: &'a Case, text: &'a Text) -> impl Iterator<Item = (&'a Id, &'a Sentence)> {
    case.events.iter().filter_map(|event| {
        let outcome = text.events.get(&event.id)?.outcome.as_ref()?;
        Some((&event.id, outcome))
    })
}

fn standings(case: &Case) -> Vec<(NaiveDate, Vec<usize>)> {
    let place = |question: &Question, day| {
        let period = standing::answer(&case.periods, &question.id, day)?;
        case.periods.iter().position(|other| other.id == period.id)
    };
    let answers = |day| {
        case.questions
            .iter()
            .filter_map(|question| place(question, day))
            .collect()
    };
    standing::changes(&case.periods, case.known())
        .into_iter()
        .map(|day| (day, answers(day)))
        .collect()
}

/// How far removals were paused on a day; the strip is drawn with it at build time.
pub fn pause(case: &Case, day: NaiveDate) -> Pause {
    standing::pause(&case.questions, &case.periods, day)
}

/// A day as the page carries it: the number of days since the first day of which something is known;
/// that one is carried as the number of days since the beginning of the calendar.
type Day = i32;

/// What the document says already, so that the outline need not.
pub trait Said {
    /// The ids of a list's records, in order.
    fn records(&self, list: &str) -> Vec<Id>;
    /// The names of all events and then of all steps, in order.
    fn names(&self) -> Vec<String>;
}

/// An outline that is still whole says itself what is not written of it; where no document is at hand.
impl Said for Outline {
    fn records(&self, list: &str) -> Vec<Id> {
        let found = self.lists.iter().find(|found| found.id == list);
        found.map(|list| list.records.clone()).unwrap_or_default()
    }

    fn names(&self) -> Vec<String> {
        let events = self.events().map(|event| &event.headline);
        let steps = self.steps.iter().map(|step| &step.title);
        events.chain(steps).cloned().collect()
    }
}

impl Outline {
    /// The outline as the page carries it, without bodies and without what the document says already: a row on a
    /// line, with a tab between two of its values. Numbers that belong together are one value. First the page, then
    /// its words, ids, standings, events and outcomes, then a row for each answer, then [`END`]. What could end or open
    /// something in HTML is written as HTML writes it.
    pub fn written(&self) -> String {
        let [first_known, last_known] = self.known;
        let since = |day: &NaiveDate| day.num_days_from_ce() - first_known.num_days_from_ce();
        let days = [self.days.first(), self.days.last()].map(|day| day.map_or(0, since));
        let page = [
            days[0],
            days[1],
            first_known.num_days_from_ce(),
            since(&last_known),
            since(&self.opening_day),
            i32::from(self.is_compact),
        ];
        let standing = |(day, places): &(NaiveDate, Vec<usize>)| {
            format!("{} {}", since(day), joined(places.iter()))
        };
        let event = |(chapter, event): (usize, &EventOutline)| {
            let days: Vec<_> = event.days.iter().flatten().map(since).collect();
            [
                event.id.clone(),
                format!("{chapter} {}", u8::from(event.core)),
                joined(event.by.iter()),
                joined(days.iter()),
            ]
        };
        let events = self
            .chapters
            .iter()
            .enumerate()
            .flat_map(|(place, chapter)| chapter.events.iter().map(move |event| (place, event)));
        let cited = |Cited(text, sources): &Cited| {
            let numbers = joined(sources.iter().map(|(_, number)| number));
            [text.clone(), numbers]
        };
        let answer = |answer: &AnswerOutline| {
            [
                answer.answer.clone(),
                joined(answer.step.iter()),
                joined(answer.outcome.iter()),
            ]
            .into_iter()
            .chain(answer.because.iter().flat_map(cited))
            .collect()
        };
        let rows: Vec<Vec<String>> = [vec![self.language.clone(), joined(page.iter())]]
            .into_iter()
            .chain([self.words.to_list()])
            .chain(self.counted.to_lists())
            .chain(self.dates.to_lists())
            .chain([
                self.actors.clone(),
                self.questions.clone(),
                self.steps.iter().map(|step| step.id.clone()).collect(),
                self.lists.iter().map(|list| list.id.clone()).collect(),
                self.chapters
                    .iter()
                    .map(|chapter| chapter.id.clone())
                    .collect(),
                self.standings.iter().map(standing).collect(),
                events.flat_map(event).collect(),
                self.outcomes.iter().flat_map(cited).collect(),
            ])
            .chain(self.answers.iter().map(answer))
            .chain([vec![END.to_owned()]])
            .collect();
        let value = |value: &String| {
            let value = value.replace(['\t', '\n'], " ");
            value.replace('&', "&amp;").replace('<', "&lt;")
        };
        let row = |row: &Vec<String>| row.iter().map(value).collect::<Vec<_>>().join("\t");
        rows.iter().map(row).collect::<Vec<_>>().join("\n")
    }

    /// Reads what [`Outline::written`] wrote, and the rest from the document; none where it is damaged.
    pub fn read(written: &str, said: &impl Said) -> Option<Self> {
        let written = written.strip_suffix(END)?.strip_suffix('\n')?;
        let written = written.replace("&lt;", "<").replace("&amp;", "&");
        let row = |row: &str| match row {
            "" => Vec::new(),
            row => row.split('\t').map(str::to_owned).collect::<Vec<_>>(),
        };
        let rows = &mut written.split('\n').map(row);
        let page = rows.next()?;
        let [language, page] = &page[..] else {
            return None;
        };
        let [first, last, first_known, last_known, opening, is_compact] = numbers(page)[..] else {
            return None;
        };
        let day =
            |since: Day| NaiveDate::from_num_days_from_ce_opt(first_known.checked_add(since)?);
        let place = |number: Day| usize::try_from(number).unwrap_or_default();

        let words = LiveWords::from_list(rows.next()?);
        let counted = CountedWords::from_lists(rows);
        let dates = DateWords::from_lists(rows);
        let (actors, questions) = (rows.next()?, rows.next()?);
        let steps = rows.next()?;
        let mut lists = Vec::new();
        for id in rows.next()? {
            let records = said.records(&id);
            lists.push(ListOutline { id, records });
        }
        let mut chapters = Vec::new();
        for id in rows.next()? {
            let events = Vec::new();
            chapters.push(ChapterOutline { id, events });
        }
        let mut standings = Vec::new();
        for standing in rows.next()? {
            let mut numbers = numbers(&standing).into_iter();
            standings.push((day(numbers.next()?)?, numbers.map(place).collect()));
        }
        let mut names = said.names().into_iter();
        let mut name = || names.next().unwrap_or_default();
        for event in rows.next()?.chunks_exact(4) {
            let [id, kind, by, days] = event else {
                return None;
            };
            let [chapter, core] = numbers(kind)[..] else {
                return None;
            };
            let days = match numbers(days)[..] {
                [first, last] => Some([day(first)?, day(last)?]),
                _ => None,
            };
            chapters.get_mut(place(chapter))?.events.push(EventOutline {
                headline: name(),
                id: id.clone(),
                days,
                by: numbers(by).into_iter().map(place).collect(),
                core: core != 0,
            });
        }
        let step = |id| StepOutline { id, title: name() };
        let steps = steps.into_iter().map(step).collect();
        let sources = lists.iter().find(|list| list.id == SOURCES);
        let source = |number: Day| {
            let number = place(number);
            let id = sources?.records.get(number.checked_sub(1)?)?;
            Some((id.clone(), number))
        };
        let cited = |cited: &[String]| {
            let [text, sources] = cited else { return None };
            let sources = numbers(sources).into_iter().filter_map(source);
            Some(Cited(text.clone(), sources.collect()))
        };
        let outcomes = rows.next()?.chunks(2).filter_map(cited).collect();
        let mut answers = Vec::new();
        for row in rows {
            let [answer, step, outcome, because @ ..] = &row[..] else {
                return None;
            };
            answers.push(AnswerOutline {
                answer: answer.clone(),
                because: because.chunks(2).filter_map(cited).collect(),
                step: numbers(step).first().copied().map(place),
                outcome: numbers(outcome).first().copied().map(place),
            });
        }
        Some(Self {
            language: language.clone(),
            words,
            counted,
            dates,
            days: (first..=last).take(31).map(day).collect::<Option<_>>()?,
            known: Some([day(0)?, day(last_known)?]).filter(|[first, last]| first <= last)?,
            opening_day: day(opening)?,
            actors,
            chapters,
            questions,
            standings,
            answers,
            outcomes,
            steps,
            lists,
            is_compact: is_compact != 0,
            bodies: Vec::new(),
        })
    }
}

/// Numbers that belong together, as one string.
fn joined<'a>(numbers: impl Iterator<Item = &'a (impl ToString + 'a)>) -> String {
    numbers
        .map(ToString::to_string)
        .collect::<Vec<_>>()
        .join(" ")
}

/// The numbers of such a string; what is no number is left out.
fn numbers(joined: &str) -> Vec<Day> {
    let parts = joined.split(' ');
    parts.filter_map(|number| number.parse().ok()).collect()
}
