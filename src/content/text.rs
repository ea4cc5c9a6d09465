//! The sentences of one language: `text.<code>.json` deserializes into [`Text`].
//!
//! Records have the ids of [`super::case`]. Every sentence names its sources. [`crate::model::markup`] parses the
//! inline markup of sentences.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::content::case::Id;

/// Everything in `text.<code>.json`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// The path of this file's JSON Schema, for editors that validate while typing.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The language, as a BCP 47 code.
    pub language: String,
    /// The page's title.
    pub title: String,
    /// The line above the title: place and time of the case.
    pub kicker: String,
    /// The page in one sentence, for search engines and previews.
    pub description: String,
    /// The present state of the case, in one sentence. It is shown below every title, so that readers of a shared
    /// link do not take past events for current ones.
    pub notice: Sentence,
    /// The case in three sentences, for the poster and for the notice that others paste: what happened, what was
    /// decided, and what holds today.
    pub brief: [Sentence; 3],
    /// The summary, which can be read in sixty seconds: at most 105 words.
    pub summary: Vec<Sentence>,
    /// How the case ended.
    pub outcome: Outcome,
    /// Strings of the interface that this case words in its own way, by their names in `ui.<code>.json`, such as
    /// `page.chart`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub interface: BTreeMap<String, String>,
    /// The names of the actors.
    pub actors: BTreeMap<Id, String>,
    /// The titles and introductions of the chapters.
    pub chapters: BTreeMap<Id, ChapterText>,
    /// The texts of the events.
    pub events: BTreeMap<Id, EventText>,
    /// The frequently asked questions and their answers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub faq: BTreeMap<Id, FaqText>,
    /// The words of the chart.
    pub chart: ChartText,
    /// The questions of the status panel.
    pub questions: BTreeMap<Id, String>,
    /// The answers of the status panel, by period.
    pub periods: BTreeMap<Id, Answer>,
    /// The offices that decide.
    pub offices: BTreeMap<Id, OfficeText>,
    /// The explanations of the legal steps.
    pub steps: BTreeMap<Id, StepText>,
    /// Common misreadings and their corrections.
    pub misreadings: BTreeMap<Id, Misreading>,
    /// The people and bodies.
    pub people: BTreeMap<Id, PersonText>,
    /// The glossary.
    pub terms: BTreeMap<Id, Term>,
    /// Pages elsewhere that help people with a case of their own.
    pub help: BTreeMap<Id, HelpText>,
    /// The paragraphs about the page itself.
    pub about: BTreeMap<Id, AboutText>,
    /// Corrections: what the page said before, and what it says now.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub corrections: BTreeMap<Id, String>,
    /// How abbreviations in the texts are read aloud, by abbreviation: `"v.": "versus"`.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub spoken: BTreeMap<String, String>,
}

/// The location of a sentence: the id of its record, if it has one, and the path of its field.
type SentenceLocation<'a> = (Option<&'a str>, String);

impl Text {
    /// Returns all sentences that need a source, each with the id of its record, if it has one, and the path of its
    /// field.
    pub fn sentences(&self) -> impl Iterator<Item = (Option<&str>, String, &Sentence)> {
        let notice = std::iter::once(((None, "notice".to_owned()), &self.notice));
        let brief = indexed(None, "brief", &self.brief);
        let summary = indexed(None, "summary", &self.summary);
        let outcome = indexed(None, "outcome.sentences", &self.outcome.sentences);
        let chart = std::iter::once(((None, "chart.summary".to_owned()), &self.chart.summary));
        let chapters = self
            .chapters
            .iter()
            .flat_map(|(id, chapter)| indexed(Some(id), "intro", &chapter.intro));
        let events = self.events.iter().flat_map(|(id, event)| {
            event
                .parts()
                .into_iter()
                .flat_map(|(field, sentences)| indexed(Some(id), field, sentences))
        });
        let outcomes = self.events.iter().filter_map(|(id, event)| {
            let outcome = event.outcome.as_ref()?;
            Some(((Some(id.as_str()), "outcome".to_owned()), outcome))
        });
        let faq = self
            .faq
            .iter()
            .flat_map(|(id, faq)| indexed(Some(id), "answer", &faq.answer));
        let periods = self
            .periods
            .iter()
            .flat_map(|(id, period)| indexed(Some(id), "because", &period.because));
        let offices = self.offices.iter().map(|(id, office)| {
            (
                (Some(id.as_str()), "offices.about".to_owned()),
                &office.about,
            )
        });
        let answers = self
            .steps
            .iter()
            .map(|(id, step)| ((Some(id.as_str()), "answer".to_owned()), &step.answer));
        let steps = self.steps.iter().flat_map(|(id, step)| {
            step.parts()
                .into_iter()
                .flat_map(|(field, sentences)| indexed(Some(id), field, sentences))
        });
        let misreadings = self
            .misreadings
            .iter()
            .flat_map(|(id, misreading)| indexed(Some(id), "correction", &misreading.correction));
        let people = self
            .people
            .iter()
            .flat_map(|(id, person)| indexed(Some(id), "about", &person.about));
        let terms = self
            .terms
            .iter()
            .flat_map(|(id, term)| indexed(Some(id), "meaning", &term.meaning));
        let help = self
            .help
            .iter()
            .flat_map(|(id, help)| indexed(Some(id), "purpose", &help.purpose));
        let all = notice
            .chain(brief)
            .chain(summary)
            .chain(outcome)
            .chain(chapters)
            .chain(chart)
            .chain(outcomes)
            .chain(events)
            .chain(faq)
            .chain(periods)
            .chain(offices)
            .chain(answers)
            .chain(steps);
        let all = all
            .chain(misreadings)
            .chain(people)
            .chain(terms)
            .chain(help);
        all.map(|((record, field), sentence)| (record, field, sentence))
    }

    /// Returns all quotations, each with the id of its event and the path of its field.
    pub fn quotes(&self) -> impl Iterator<Item = (Option<&str>, String, &Quote)> {
        self.events.iter().flat_map(|(id, event)| {
            event
                .quotes
                .iter()
                .enumerate()
                .map(move |(index, quote)| (Some(id.as_str()), format!("quotes[{index}]"), quote))
        })
    }

    /// Returns the ids of all sources that sentences and quotations cite; an id occurs once per citation.
    pub fn cited(&self) -> impl Iterator<Item = &Id> {
        let sentences = self
            .sentences()
            .flat_map(|(_, _, sentence)| &sentence.sources);
        sentences.chain(self.quotes().flat_map(|(_, _, quote)| &quote.sources))
    }
}

impl EventText {
    /// The sentences of the event by field, without the outcome.
    fn parts(&self) -> [(&'static str, &Vec<Sentence>); 3] {
        [
            ("sentences", &self.sentences),
            ("did_not", &self.did_not),
            ("notes", &self.notes),
        ]
    }

    /// Returns the ids of the sources that its sentences cite; an id occurs once per citation.
    pub fn cited(&self) -> impl Iterator<Item = &Id> {
        let sentences = self.parts().into_iter().flat_map(|(_, part)| part);
        let quotes = self.quotes.iter().flat_map(|quote| &quote.sources);
        self.outcome
            .iter()
            .chain(sentences)
            .flat_map(|sentence| &sentence.sources)
            .chain(quotes)
    }
}

impl StepText {
    /// The sentences of the step by field, without the answer.
    fn parts(&self) -> [(&'static str, &Vec<Sentence>); 6] {
        [
            ("what", &self.what),
            ("here", &self.here),
            ("does_not", &self.does_not),
            ("decides", &self.decides),
            ("next", &self.next),
            ("misunderstood", &self.misunderstood),
        ]
    }

    /// Returns the ids of the sources that its sentences cite; an id occurs once per citation.
    pub fn cited(&self) -> impl Iterator<Item = &Id> {
        let sentences = self.parts().into_iter().flat_map(|(_, part)| part);
        std::iter::once(&self.answer)
            .chain(sentences)
            .flat_map(|sentence| &sentence.sources)
    }
}

/// Pairs each sentence of a list with its location, such as `notes[0]`.
fn indexed<'a>(
    record: Option<&'a String>,
    field: &'static str,
    sentences: &'a [Sentence],
) -> impl Iterator<Item = (SentenceLocation<'a>, &'a Sentence)> {
    let record = record.map(String::as_str);
    sentences
        .iter()
        .enumerate()
        .map(move |(index, sentence)| ((record, format!("{field}[{index}]")), sentence))
}

/// A sentence, or two that belong together, and the sources that support it.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// Plain text with inline markup: `[[id|words]]`, `[[tel:+1…|number]]`, `*case title*`.
    pub text: String,
    /// The ids of the sources, at least one.
    pub sources: Vec<Id>,
}

/// A verbatim quotation of at most 40 words.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// The quoted text, without the outer quotation marks.
    pub quote: String,
    /// The id of the person or body that is quoted, if it is one of the people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<Id>,
    /// The document or occasion that the quotation is from.
    pub from: String,
    /// The ids of the sources, at least one.
    pub sources: Vec<Id>,
}

/// How the case ended.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// The emphasized beginning.
    pub lead: String,
    /// The sentences that follow.
    pub sentences: Vec<Sentence>,
}

/// The title and introduction of a chapter of the timeline.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChapterText {
    /// The heading.
    pub title: String,
    /// The period that the chapter covers, as text.
    pub span: String,
    /// What readers need to know before they read the chapter.
    pub intro: Vec<Sentence>,
}

/// The text of an event.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventText {
    /// The headline.
    pub headline: String,
    /// The outcome, shown first in the entry: "Set aside December 20, 2018." Required for each order of a court.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Sentence>,
    /// What happened.
    pub sentences: Vec<Sentence>,
    /// Quotations that support the event.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<Quote>,
    /// What the event did not do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub did_not: Vec<Sentence>,
    /// How certain the account is, and where sources disagree.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Sentence>,
}

/// A frequently asked question and its answer.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FaqText {
    /// The question, as a reader would ask it.
    pub question: String,
    /// The answer, in one or two sentences.
    pub answer: Vec<Sentence>,
}

/// The words of the chart.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChartText {
    /// What the chart shows, in one sentence.
    pub summary: Sentence,
    /// Whom the bars are about.
    pub bars_title: String,
    /// The names of the bars, by question, in a few words.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub bars: BTreeMap<Id, String>,
}

/// The answer of the status panel for a period.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// The answer in a few words; empty if the period has a legal step, whose title is then shown.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
    /// The words in the bar of the chart, if the question has a bar; without them nothing is drawn.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub bar: Option<String>,
    /// The words on the line of the timeline, if the pause of removals begins, ends or changes with the period.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub line: Option<String>,
    /// The reasons for the answer.
    pub because: Vec<Sentence>,
}

/// An office that decides.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct OfficeText {
    /// The name of the office.
    pub name: String,
    /// Whose office it is, and what it can and cannot do.
    pub about: Sentence,
}

/// The explanation of a legal step.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepText {
    /// The name of the step.
    pub title: String,
    /// The answer in one line.
    pub answer: Sentence,
    /// What the step is.
    pub what: Vec<Sentence>,
    /// What happened in this case.
    pub here: Vec<Sentence>,
    /// What the step does not do.
    pub does_not: Vec<Sentence>,
    /// Who decides.
    pub decides: Vec<Sentence>,
    /// What usually comes next.
    pub next: Vec<Sentence>,
    /// What is often misunderstood.
    pub misunderstood: Vec<Sentence>,
}

/// A common misreading and its correction.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Misreading {
    /// The misreading.
    pub claim: String,
    /// The correction.
    pub correction: Vec<Sentence>,
}

/// A person or body.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonText {
    /// The full name.
    pub name: String,
    /// The office held at the time.
    pub role: String,
    /// The part that the person or body had in the case.
    pub about: Vec<Sentence>,
}

/// An entry of the glossary.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The term.
    pub name: String,
    /// The meaning in this case.
    pub meaning: Vec<Sentence>,
}

/// A page elsewhere that helps people with a case of their own.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HelpText {
    /// The name of the page.
    pub name: String,
    /// What readers can do there, and what they have to know.
    pub purpose: Vec<Sentence>,
}

/// Paragraphs about the page itself, which need no source.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AboutText {
    /// The heading.
    pub title: String,
    /// Plain text with inline markup: `[[id|words]]`, `[[tel:+1…|number]]`, `*case title*`.
    pub paragraphs: Vec<String>,
}
