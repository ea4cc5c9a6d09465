//! The text of the document, for the search index and for sharing: the text is sent only once, and on a translated page
//! the search is in the reader's language.

use chrono::NaiveDate;
use gloo::utils::document;
use js_sys::JsString;
use wasm_bindgen::JsCast;
use web_sys::{Element, Node};

use super::element;
use crate::client::page_data::{AnswerData, FAQ, ListData, PageData, SOURCES};
use crate::client::search::{Entry, Language, SearchIndex};
use crate::model::Id;
use crate::model::markup::plain;

/// The title of a record.
pub(super) const TITLE: &str = ".event__title, .name, .misreading__claim, .source__title";
/// What is not content: references to sources, links of records, labels, and controls. The entry has its title already.
const OMITTED: &str = "sup, .record-link, summary, dt, .label, .vh, .tag, .listen, .event__date, .event__steps, .more, \
    .source__number";
/// Where a sentence ends, besides at references to sources.
const BLOCKS: &str = "p, li, dd, div, blockquote, figcaption";

/// Builds the search index of the document, in the order of the page.
pub fn index(page_data: &PageData) -> SearchIndex {
    let language = Language {
        code: page_data.language.clone(),
        decompose,
    };
    let (first, others): (Vec<_>, Vec<_>) = page_data.lists.iter().partition(|list| list.id == FAQ);
    let list = |list: &&ListData| {
        let explains = list.id != SOURCES;
        let entries = list.records.iter();
        let entries = entries.filter_map(move |id| entry(&list.title, id, explains));
        entries.collect::<Vec<_>>()
    };
    let mut entries: Vec<_> = first.iter().flat_map(list).collect();
    entries.extend(answers(page_data));
    let events = page_data.events();
    entries.extend(events.filter_map(|event| entry(&page_data.timeline_title, &event.id, false)));
    let steps = page_data.steps.iter();
    entries.extend(steps.filter_map(|step| entry(&page_data.steps_title, &step.id, true)));
    entries.extend(others.iter().flat_map(list));
    SearchIndex::new(language, entries)
}

/// The answers of the status panel, each with the first day on which it held; the newest first, so that what holds today
/// is not below what held once.
fn answers(page_data: &PageData) -> Vec<Entry> {
    let mut seen = Vec::new();
    let mut by_change = Vec::new();
    for change in &page_data.changes {
        let questions = page_data.questions.iter().zip(&change.answers);
        let (new, answers): (Vec<_>, Vec<_>) = questions
            .filter(|(_, index)| !seen.contains(*index))
            .filter_map(|(question, index)| {
                let answer = page_data.answers.get(*index)?;
                Some((
                    *index,
                    answer_entry(page_data, question, answer, change.from),
                ))
            })
            .unzip();
        seen.extend(new);
        by_change.push(answers);
    }
    by_change.into_iter().rev().flatten().collect()
}

fn answer_entry(
    page_data: &PageData,
    question: &str,
    answer: &AnswerData,
    day: NaiveDate,
) -> Entry {
    let date = page_data.dates.dated(day);
    let because = answer.because.iter().map(|cited| plain(&cited.text));
    let short = format!("{}.", page_data.short_answer(answer));
    Entry {
        id: "status".to_owned(),
        day: Some(day),
        kind: format!("{} {date}", page_data.strings.status_on),
        date: Some(date),
        title: question.to_owned(),
        sentences: std::iter::once(short).chain(because).collect(),
        explains: true,
    }
}

/// The entry of a record; `None` if the document does not have it.
fn entry(kind: &str, id: &Id, explains: bool) -> Option<Entry> {
    let record = element(id)?;
    let text = |selector: &str| {
        let found = record.query_selector(selector).ok()??;
        found.text_content()
    };
    let mut sentences = Sentences::default();
    sentences.read(&record);
    sentences.end();
    let date = text("time");
    Some(Entry {
        id: id.clone(),
        kind: match &date {
            Some(date) => format!("{kind} · {date}"),
            None => kind.to_owned(),
        },
        date,
        title: text(TITLE).unwrap_or_default(),
        sentences: sentences.sentences,
        explains,
        ..Entry::default()
    })
}

/// Returns the text of an element, without references to sources.
pub(super) fn text_of(element: &Element) -> String {
    let mut sentences = Sentences::default();
    sentences.read(element);
    sentences.end();
    sentences.sentences.join(" ")
}

/// The sentences of a record. In the document, references to sources end them.
#[derive(Default)]
struct Sentences {
    sentences: Vec<String>,
    current: String,
}

impl Sentences {
    fn read(&mut self, node: &Node) {
        let children = node.child_nodes();
        for child in (0..children.length()).filter_map(|index| children.get(index)) {
            let Some(element) = child.dyn_ref::<Element>() else {
                self.current += &child.node_value().unwrap_or_default();
                continue;
            };
            let is = |selector: &str| element.matches(selector).unwrap_or_default();
            if is(OMITTED) || is(TITLE) {
                self.end();
            } else if is(BLOCKS) {
                self.end();
                self.read(element);
                self.end();
            } else {
                self.read(element);
            }
        }
    }

    fn end(&mut self) {
        let sentence = std::mem::take(&mut self.current);
        let sentence = sentence.trim();
        if !sentence.is_empty() {
            self.sentences.push(sentence.to_owned());
        }
    }
}

/// Returns a word in Unicode normalization form D and lower case.
fn decompose(word: &str) -> String {
    let decomposed = JsString::from(word).normalize("NFD");
    String::from(decomposed.to_lower_case())
}

/// The text nodes below an element, in order.
pub(super) fn text_nodes(element: &Element) -> Vec<Node> {
    /// `NodeFilter.SHOW_TEXT` of the DOM standard.
    const SHOW_TEXT: u32 = 4;
    let mut nodes = Vec::new();
    if let Ok(walker) = document().create_tree_walker_with_what_to_show(element, SHOW_TEXT) {
        while let Ok(Some(node)) = walker.next_node() {
            nodes.push(node);
        }
    }
    nodes
}
