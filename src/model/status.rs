//! The status of the case on a day: each question has one answer, from the period that covers the day. It decides, too,
//! on which days removals were paused for some or for all ([`pause`], [`pause_changes`]), which the chart, the line of
//! the timeline and the preview image show.
//!
//! The build and the browser compute it with the same functions. The texts of the answers are in `text.<code>.json`,
//! under the id of the period. A day outside the known days has none: `client::components::status_panel` says so.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Id;
use super::day::{self, DayRange};

/// A question that has an answer on each day.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Question {
    /// The id, to which periods refer.
    pub id: Id,
    /// Whether it asks if people could be removed. The answers show for whom removals were paused.
    #[serde(default, skip_serializing_if = "crate::model::is_false")]
    pub removal: bool,
    /// Whether the chart draws its answers as bars. The texts have the words in the bars.
    #[serde(default, skip_serializing_if = "crate::model::is_false")]
    pub bar: bool,
}

/// An answer, and the days on which it held.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Period {
    /// The id, under which the texts have the answer.
    pub id: Id,
    /// The ids of the questions that it answers.
    pub questions: Vec<Id>,
    /// The first day.
    pub from: NaiveDate,
    /// The last day, inclusive. If absent, the answer holds on all later days.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub until: Option<NaiveDate>,
    /// The answer as yes, no or in part, if the question has such an answer.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub verdict: Option<Verdict>,
    /// The id of the legal step that the case was at, if the question asks for it.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub step: Option<Id>,
    /// The id of the event that began the period, if there is one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub event: Option<Id>,
}

impl Period {
    /// Returns whether it answers a question on a day.
    pub fn answers(&self, question: &str, day: NaiveDate) -> bool {
        self.from <= day
            && self.until.is_none_or(|until| day <= until)
            && self.questions.iter().any(|id| id == question)
    }
}

/// An answer as yes, no or in part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[expect(missing_docs, reason = "the names are the meaning")]
pub enum Verdict {
    Yes,
    No,
    InPart,
}

/// For whom removals were paused on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pause {
    /// For nobody.
    None,
    /// For some of the groups that the questions are about, or in part.
    Some,
    /// For all of these groups.
    All,
}

/// Returns the period that answers a question on a day: of those that cover the day, the one that began last.
pub fn answer<'a>(periods: &'a [Period], question: &str, day: NaiveDate) -> Option<&'a Period> {
    periods
        .iter()
        .filter(|period| period.answers(question, day))
        .max_by_key(|period| period.from)
}

/// Returns for whom removals were paused on a day, from the answers to the questions about removal.
pub fn pause(questions: &[Question], periods: &[Period], day: NaiveDate) -> Pause {
    let verdict = |question: &Question| answer(periods, &question.id, day)?.verdict;
    let verdicts: Vec<_> = questions
        .iter()
        .filter(|question| question.removal)
        .map(verdict)
        .collect();
    let is_paused = |verdict: &Option<Verdict>| *verdict == Some(Verdict::No);
    let is_unpaused = |verdict: &Option<Verdict>| matches!(verdict, None | Some(Verdict::Yes));
    if verdicts.iter().all(is_unpaused) {
        Pause::None
    } else if verdicts.iter().all(is_paused) {
        Pause::All
    } else {
        Pause::Some
    }
}

/// Returns the days on which it changed for whom removals were paused, in order, each with the period that changed it:
/// the first whose verdict differs from that of the day before. `known` is the range of days with a known status.
pub fn pause_changes<'a>(
    questions: &[Question],
    periods: &'a [Period],
    known: DayRange,
) -> Vec<(NaiveDate, &'a Period)> {
    let changed = |day: NaiveDate| {
        let before = day.pred_opt().filter(|before| known.first <= *before)?;
        if pause(questions, periods, before) == pause(questions, periods, day) {
            return None;
        }
        let mut removal = questions.iter().filter(|question| question.removal);
        removal.find_map(|question| {
            let verdict = answer(periods, &question.id, before)?.verdict;
            answer(periods, &question.id, day).filter(|period| period.verdict != verdict)
        })
    };
    changes(periods, known)
        .into_iter()
        .filter_map(|day| Some((day, changed(day)?)))
        .collect()
}

/// Returns the days on which an answer began, and the days after one ended, in order. Only days in
/// `known` are returned.
pub fn changes(periods: &[Period], known: DayRange) -> Vec<NaiveDate> {
    let ends = periods
        .iter()
        .filter_map(|period| period.until)
        .map(day::next);
    let days: BTreeSet<_> = periods
        .iter()
        .map(|period| period.from)
        .chain(ends)
        .collect();
    days.into_iter()
        .filter(|day| known.contains(*day))
        .collect()
}
