//! How things stood on a day: each question has one answer, taken from the period that covers the
//! day. Nothing is written per day; change a period and every day follows.
//!
//! Pure, and the same in the build and in the browser. The words of the answers are in
//! `text.<code>.json`, under the period's id.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Id;
use super::when::next_day;

/// Something that can be asked of any day.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// Named by periods.
    pub id: Id,
    /// Whether it asks if people could be removed; the strip draws a band where the answer is no.
    #[serde(default, skip_serializing_if = "crate::model::is_false")]
    pub removal: bool,
}

/// An answer and the days on which it held.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// Names its words.
    pub id: Id,
    /// The questions it answers.
    pub questions: Vec<Id>,
    /// The first day.
    pub from: NaiveDate,
    /// The last day, included; without it the answer holds to the end of what is known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// The answer in its shortest form, where the question can be answered so.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// The legal step the case was at, where the question asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Id>,
    /// The event with which it began, where there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Id>,
}

impl Period {
    /// Whether it answers a question on a day.
    pub fn answers(&self, question: &str, day: NaiveDate) -> bool {
        self.from <= day
            && self.until.is_none_or(|until| day <= until)
            && self.questions.iter().any(|id| id == question)
    }
}

/// The shortest answer.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum Verdict {
    Yes,
    No,
    InPart,
}

/// How far removals were paused on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pause {
    /// For nobody.
    None,
    /// For some of the groups asked about.
    Some,
    /// For all of them.
    All,
}

/// The period that answers a question on a day: the latest of those that cover it.
pub fn answer<'a>(periods: &'a [Period], question: &str, day: NaiveDate) -> Option<&'a Period> {
    periods
        .iter()
        .filter(|period| period.answers(question, day))
        .max_by_key(|period| period.from)
}

/// How far removals were paused on a day.
pub fn pause(questions: &[Question], periods: &[Period], day: NaiveDate) -> Pause {
    let mut removal = questions
        .iter()
        .filter(|question| question.removal)
        .peekable();
    if removal.peek().is_none() {
        return Pause::None;
    }
    let paused = |question: &Question| {
        answer(periods, &question.id, day).and_then(|period| period.verdict) == Some(Verdict::No)
    };
    let (no, other): (Vec<_>, Vec<_>) = removal.partition(|question| paused(question));
    match (no.is_empty(), other.is_empty()) {
        (true, _) => Pause::None,
        (false, false) => Pause::Some,
        (false, true) => Pause::All,
    }
}

/// The days, within what is known, on which an answer began.
pub fn changes(periods: &[Period], known: [NaiveDate; 2]) -> Vec<NaiveDate> {
    let ends = periods
        .iter()
        .filter_map(|period| period.until)
        .map(next_day);
    let days: BTreeSet<_> = periods
        .iter()
        .map(|period| period.from)
        .chain(ends)
        .collect();
    days.into_iter()
        .filter(|day| known[0] <= *day && *day <= known[1])
        .collect()
}
