//! The sentences of one language: `text.<code>.json` deserializes into [`Text`].
//!
//! Records carry the ids of [`super::case`]. Every sentence names its sources; marks in it are read by
//! [`crate::model::markup`].

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::content::case::Id;

/// Everything in `text.<code>.json`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Text {
    /// Where an editor finds the schema of this file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The language, as a BCP 47 code.
    pub language: String,
    /// The page's title.
    pub title: String,
    /// The line above the title: where and when.
    pub kicker: String,
    /// The page in one sentence, for search engines and previews.
    pub description: String,
    /// What holds today, in one sentence. It stands below every title, so that a page that somebody was
    /// sent does not look current.
    pub notice: Sentence,
    /// The story in sixty seconds: at most 105 words.
    pub summary: Vec<Sentence>,
    /// What became of it all.
    pub outcome: Outcome,
    /// Names of the sides.
    pub actors: BTreeMap<Id, String>,
    /// Heads of the timeline's parts.
    pub chapters: BTreeMap<Id, ChapterText>,
    /// The events told.
    pub events: BTreeMap<Id, EventText>,
    /// The questions that readers bring, and their answers.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub faq: BTreeMap<Id, FaqText>,
    /// What the standing panel asks.
    pub questions: BTreeMap<Id, String>,
    /// What it answers.
    pub periods: BTreeMap<Id, Answer>,
    /// The legal steps explained.
    pub steps: BTreeMap<Id, StepText>,
    /// What is often said, and what is so.
    pub misreadings: BTreeMap<Id, Misreading>,
    /// Who is who.
    pub people: BTreeMap<Id, PersonText>,
    /// The glossary.
    pub terms: BTreeMap<Id, Term>,
    /// Pages that help.
    pub help: BTreeMap<Id, HelpText>,
    /// About the page.
    pub about: BTreeMap<Id, AboutText>,
    /// What was put right: what stood there, and what stands there now.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub corrections: BTreeMap<Id, String>,
}

/// Where a sentence stands: its record, if it has one, and its field.
type Place<'a> = (Option<&'a str>, String);

impl Text {
    /// All sentences that need a source, with their places.
    pub fn sentences(&self) -> impl Iterator<Item = (Option<&str>, String, &Sentence)> {
        let notice = std::iter::once(((None, "notice".to_owned()), &self.notice));
        let summary = listed(None, "summary", &self.summary);
        let outcome = listed(None, "outcome.sentences", &self.outcome.sentences);
        let chapters = self
            .chapters
            .iter()
            .flat_map(|(id, told)| listed(Some(id), "intro", &told.intro));
        let events = self.events.iter().flat_map(|(id, told)| {
            told.parts()
                .into_iter()
                .flat_map(|(field, sentences)| listed(Some(id), field, sentences))
        });
        let outcomes = self.events.iter().filter_map(|(id, event)| {
            let outcome = event.outcome.as_ref()?;
            Some(((Some(id.as_str()), "outcome".to_owned()), outcome))
        });
        let faq = self
            .faq
            .iter()
            .flat_map(|(id, faq)| listed(Some(id), "answer", &faq.answer));
        let periods = self
            .periods
            .iter()
            .flat_map(|(id, told)| listed(Some(id), "because", &told.because));
        let answers = self
            .steps
            .iter()
            .map(|(id, told)| ((Some(id.as_str()), "answer".to_owned()), &told.answer));
        let steps = self.steps.iter().flat_map(|(id, told)| {
            told.parts()
                .into_iter()
                .flat_map(|(field, sentences)| listed(Some(id), field, sentences))
        });
        let misreadings = self
            .misreadings
            .iter()
            .flat_map(|(id, told)| listed(Some(id), "so", &told.so));
        let people = self
            .people
            .iter()
            .flat_map(|(id, told)| listed(Some(id), "about", &told.about));
        let terms = self
            .terms
            .iter()
            .flat_map(|(id, told)| listed(Some(id), "meaning", &told.meaning));
        let help = self
            .help
            .iter()
            .flat_map(|(id, told)| listed(Some(id), "purpose", &told.purpose));
        let all = notice
            .chain(summary)
            .chain(outcome)
            .chain(chapters)
            .chain(outcomes)
            .chain(events)
            .chain(faq)
            .chain(periods)
            .chain(answers)
            .chain(steps);
        let all = all
            .chain(misreadings)
            .chain(people)
            .chain(terms)
            .chain(help);
        all.map(|((record, field), sentence)| (record, field, sentence))
    }

    /// All quotations with their places.
    pub fn quotes(&self) -> impl Iterator<Item = (Option<&str>, String, &Quote)> {
        self.events.iter().flat_map(|(id, told)| {
            told.quotes
                .iter()
                .enumerate()
                .map(move |(place, quote)| (Some(id.as_str()), format!("quotes[{place}]"), quote))
        })
    }

    /// The ids of all sources that a sentence or a quotation rests on.
    pub fn cited(&self) -> impl Iterator<Item = &Id> {
        let sentences = self
            .sentences()
            .flat_map(|(_, _, sentence)| &sentence.sources);
        sentences.chain(self.quotes().flat_map(|(_, _, quote)| &quote.sources))
    }
}

impl EventText {
    /// Its sentences by field.
    fn parts(&self) -> [(&'static str, &Vec<Sentence>); 3] {
        [
            ("sentences", &self.sentences),
            ("did_not", &self.did_not),
            ("notes", &self.notes),
        ]
    }

    /// The ids of the sources that it rests on.
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
    /// Its sentences by field, without the answer.
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

    /// The ids of the sources that it rests on.
    pub fn cited(&self) -> impl Iterator<Item = &Id> {
        let sentences = self.parts().into_iter().flat_map(|(_, part)| part);
        std::iter::once(&self.answer)
            .chain(sentences)
            .flat_map(|sentence| &sentence.sources)
    }
}

fn listed<'a>(
    record: Option<&'a String>,
    field: &'static str,
    sentences: &'a [Sentence],
) -> impl Iterator<Item = (Place<'a>, &'a Sentence)> {
    let record = record.map(String::as_str);
    sentences
        .iter()
        .enumerate()
        .map(move |(place, sentence)| ((record, format!("{field}[{place}]")), sentence))
}

/// One sentence, or two closely joined ones, and what they rest on.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Sentence {
    /// Plain text with [`rich`] marks.
    pub text: String,
    /// Ids of sources, at least one.
    pub sources: Vec<Id>,
}

/// A quotation, word for word, at most 40 words.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Quote {
    /// The words, without the outer quotation marks.
    pub quote: String,
    /// The person or body that said it, where it is one of the people.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub speaker: Option<Id>,
    /// The paper or occasion it comes from.
    pub from: String,
    /// Ids of sources, at least one.
    pub sources: Vec<Id>,
}

/// What became of it all.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outcome {
    /// Its first words.
    pub lead: String,
    /// The rest.
    pub sentences: Vec<Sentence>,
}

/// The head of a part of the timeline.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ChapterText {
    /// Its heading.
    pub title: String,
    /// The time it covers, in words.
    pub span: String,
    /// What to know before reading it.
    pub intro: Vec<Sentence>,
}

/// An event told.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EventText {
    /// Its headline.
    pub headline: String,
    /// What became of it, above everything else in the record: "Set aside December 20, 2018." Each order of
    /// a court has one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub outcome: Option<Sentence>,
    /// What happened.
    pub sentences: Vec<Sentence>,
    /// Whose words help.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub quotes: Vec<Quote>,
    /// What it did not do.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub did_not: Vec<Sentence>,
    /// How sure it is, and where sources disagree.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub notes: Vec<Sentence>,
}

/// A question that a reader brings.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct FaqText {
    /// The question, in a reader's words.
    pub question: String,
    /// The answer, in one or two sentences.
    pub answer: Vec<Sentence>,
}

/// How a question is answered for a time.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Answer {
    /// In a few words; where the answer is a legal step, its title is the answer.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub answer: String,
    /// Why that is the answer.
    pub because: Vec<Sentence>,
}

/// A legal step explained.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct StepText {
    /// Its name.
    pub title: String,
    /// The answer in one line.
    pub answer: Sentence,
    /// What it is.
    pub what: Vec<Sentence>,
    /// What happened in this case.
    pub here: Vec<Sentence>,
    /// What it does not do.
    pub does_not: Vec<Sentence>,
    /// Who decides.
    pub decides: Vec<Sentence>,
    /// What usually comes next.
    pub next: Vec<Sentence>,
    /// What is often misunderstood.
    pub misunderstood: Vec<Sentence>,
}

/// Something often said, and what is so.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Misreading {
    /// What is said.
    pub said: String,
    /// What is so.
    pub so: Vec<Sentence>,
}

/// A person or body.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PersonText {
    /// The full name.
    pub name: String,
    /// The office held at the time.
    pub role: String,
    /// The part in the story.
    pub about: Vec<Sentence>,
}

/// A word of the glossary.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Term {
    /// The word.
    pub name: String,
    /// What it means here.
    pub meaning: Vec<Sentence>,
}

/// A page that helps.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HelpText {
    /// What it is.
    pub name: String,
    /// What one can do there, and what to bear in mind.
    pub purpose: Vec<Sentence>,
}

/// A paragraph about the page itself; it needs no source.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct AboutText {
    /// Its heading.
    pub title: String,
    /// Plain text with [`rich`] marks.
    pub paragraphs: Vec<String>,
}
