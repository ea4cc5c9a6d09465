//! Builds the page data of the app from the case, and numbers the sources of sentences.

use chrono::NaiveDate;

use super::context::PageContext;
use super::page_kind::PageKind;
use crate::client::page_data::{
    AnswerData, ChapterData, CitedText, EventData, FAQ, HELP, Layout, ListData, PageData,
    PauseChangeData, SOURCES, StatusChange, StepData, VERSION,
};
use crate::content::case::{Case, Chapter, Event, Id, Office, Period, Question, Step};
use crate::content::text::{Sentence, Text};
use crate::model::status;

/// The page data of a page.
pub fn page_data(context: PageContext<'_>, kind: PageKind<'_>) -> PageData {
    let PageContext {
        case,
        text,
        strings,
        ..
    } = context;
    let page = &strings.page;
    let step = |step: &Step| StepData {
        id: step.id.clone(),
        title: text.steps[&step.id].title.clone(),
        is_own_case: step.own_case,
    };
    PageData {
        version: VERSION,
        language: text.language.clone(),
        layout: match kind {
            PageKind::Embed => Layout::Embed,
            PageKind::ChartCard => Layout::Chart,
            _ => Layout::Page,
        },
        strings: strings.client.clone(),
        plurals: strings.plurals.clone(),
        dates: strings.dates.clone(),
        month: case.month,
        known: case.known(),
        opening_day: case.opening_day,
        actors: case.actors.iter().map(|actor| actor.id.clone()).collect(),
        timeline_title: page.timeline.clone(),
        chapters: case
            .chapters
            .iter()
            .map(|chapter| chapter_data(chapter, case, text))
            .collect(),
        questions: case
            .questions
            .iter()
            .map(|question| text.questions[&question.id].clone())
            .collect(),
        changes: changes(case),
        answers: case
            .periods
            .iter()
            .map(|period| answer_data(period, case, text))
            .collect(),
        outcomes: outcomes(case, text)
            .map(|(_, outcome)| cited_text(outcome, case))
            .collect(),
        steps_title: page.steps.clone(),
        steps: case.steps.iter().map(step).collect(),
        offices: case
            .offices
            .iter()
            .map(|office| steps_of(office, case))
            .collect(),
        // The chart card has no records.
        lists: if kind == PageKind::ChartCard {
            Vec::new()
        } else {
            lists(context)
        },
    }
}

/// The sections that are lists of records, without those that have none.
fn lists(context: PageContext<'_>) -> Vec<ListData> {
    let PageContext { case, strings, .. } = context;
    let page = &strings.page;
    let list = |id: &str, title: &str, records: Vec<Id>| ListData {
        id: id.to_owned(),
        title: title.to_owned(),
        records,
    };
    let lists = vec![
        list(
            FAQ,
            &page.faq,
            case.faq.iter().map(|faq| faq.id.clone()).collect(),
        ),
        list("misreadings", &page.misreadings, case.misreadings.clone()),
        list(
            "people",
            &page.people,
            case.people.iter().map(|person| person.id.clone()).collect(),
        ),
        list("glossary", &page.terms, context.terms()),
        list(
            HELP,
            &page.help,
            case.help.iter().map(|help| help.id.clone()).collect(),
        ),
        list(
            SOURCES,
            &page.sources,
            case.sources
                .iter()
                .map(|source| source.id.clone())
                .collect(),
        ),
        list("about", &page.about, case.about.clone()),
    ];
    let has_records = |list: &ListData| !list.records.is_empty();
    lists.into_iter().filter(has_records).collect()
}

/// A sentence with the numbers of its sources.
pub fn cited_text(sentence: &Sentence, case: &Case) -> CitedText {
    CitedText {
        text: sentence.text.clone(),
        sources: numbered(&sentence.sources, case),
    }
}

/// Sentences with the numbers of their sources.
pub fn cited_texts(sentences: &[Sentence], case: &Case) -> Vec<CitedText> {
    sentences
        .iter()
        .map(|sentence| cited_text(sentence, case))
        .collect()
}

/// Sources with their numbers, sorted by number.
pub fn numbered(sources: &[Id], case: &Case) -> Vec<(Id, usize)> {
    let number = |id: &Id| case.source_number(id).map(|number| (id.clone(), number));
    let mut sources: Vec<_> = sources.iter().filter_map(number).collect();
    sources.sort_by_key(|(_, number)| *number);
    sources
}

/// The steps that were decided in an office, as indices into the steps of the case.
fn steps_of(office: &Office, case: &Case) -> Vec<usize> {
    let steps = case.steps.iter().enumerate();
    steps
        .filter(|(_, step)| step.office == office.id)
        .map(|(index, _)| index)
        .collect()
}

fn chapter_data(chapter: &Chapter, case: &Case, text: &Text) -> ChapterData {
    let event = |event: &Event| EventData {
        id: event.id.clone(),
        headline: text.events[&event.id].headline.clone(),
        days: event.when.days(),
        by: case
            .actors
            .iter()
            .enumerate()
            .filter(|(_, actor)| event.by.contains(&actor.id))
            .map(|(index, _)| index)
            .collect(),
        is_core: event.core,
    };
    let events: Vec<_> = events_of(chapter, case).collect();
    let pause_change = |(day, _): (NaiveDate, &Period)| PauseChangeData {
        day,
        before: events
            .iter()
            .position(|event| event.when.first() >= day)
            .unwrap_or(events.len()),
    };
    ChapterData {
        id: chapter.id.clone(),
        pause_changes: pause_changes_of(chapter, case).map(pause_change).collect(),
        events: events.iter().copied().map(event).collect(),
    }
}

/// The changes of the pause of removals in the time of a chapter, each with its period.
pub fn pause_changes_of<'a>(
    chapter: &'a Chapter,
    case: &'a Case,
) -> impl Iterator<Item = (NaiveDate, &'a Period)> {
    status::pause_changes(&case.questions, &case.periods, case.known())
        .into_iter()
        .filter(|(day, _)| {
            case.chapter_on(*day)
                .is_some_and(|found| found.id == chapter.id)
        })
}

/// The events of a chapter.
pub fn events_of<'a>(chapter: &'a Chapter, case: &'a Case) -> impl Iterator<Item = &'a Event> {
    case.events.iter().filter(|event| {
        case.chapter_of(event)
            .is_some_and(|found| found.id == chapter.id)
    })
}

fn answer_data(period: &Period, case: &Case, text: &Text) -> AnswerData {
    let answer = &text.periods[&period.id];
    AnswerData {
        answer: answer.answer.clone(),
        because: cited_texts(&answer.because, case),
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

/// The outcomes of events, with the ids of the events, in the order of the events.
fn outcomes<'a>(case: &'a Case, text: &'a Text) -> impl Iterator<Item = (&'a Id, &'a Sentence)> {
    case.events.iter().filter_map(|event| {
        let outcome = text.events.get(&event.id)?.outcome.as_ref()?;
        Some((&event.id, outcome))
    })
}

/// The days on which an answer changed, with the answers that hold from then on, as indices into the periods.
fn changes(case: &Case) -> Vec<StatusChange> {
    let index = |question: &Question, day| {
        let period = status::answer(&case.periods, &question.id, day)?;
        case.periods.iter().position(|other| other.id == period.id)
    };
    status::changes(&case.periods, case.known())
        .into_iter()
        .map(|from| StatusChange {
            from,
            answers: case
                .questions
                .iter()
                .filter_map(|question| index(question, from))
                .collect(),
        })
        .collect()
}
