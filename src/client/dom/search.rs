//! Full-text search. The index is built from the document, so that the text is sent only once and the search covers all
//! of it. Matches are highlighted with the CSS Custom Highlight API, which does not change the document; in a browser
//! without it, the search works without highlights.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use gloo::utils::{document, window};
use js_sys::{Function, JsString, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node, StaticRange, StaticRangeInit};

use crate::model::Id;

/// The name of the highlight in the style sheet.
const HIGHLIGHT_NAME: &str = "found";
/// `NodeFilter.SHOW_TEXT` of the DOM standard.
const SHOW_TEXT: u32 = 4;
/// The number of bytes of folded text that one task searches for ranges to highlight.
const BATCH_BYTES: usize = 40_000;

/// The search index: the folded text of every record of the page.
pub struct SearchIndex {
    /// Sorted by id.
    records: Rc<[RecordText]>,
    /// The number of the latest search. Highlighting of an earlier search stops.
    latest_search: Rc<Cell<u32>>,
}

struct RecordText {
    id: Id,
    element: Element,
    folded: String,
    /// The origins of the folded text; computed when a match is highlighted.
    source: OnceCell<TextSource>,
}

/// Maps the folded text of a record to the text nodes that it comes from.
#[derive(Default)]
struct TextSource {
    nodes: Vec<Node>,
    /// The origin of each byte of the folded text.
    origins: Vec<Origin>,
}

/// A character in a text node: the index of the node, and start and end in UTF-16 code units.
#[derive(Clone, Copy)]
struct Origin {
    node: u32,
    start: u32,
    end: u32,
}

impl SearchIndex {
    /// Builds the index of the records `ids` from the document.
    pub fn build<'a>(ids: impl Iterator<Item = &'a Id>) -> Self {
        let record = |id: &Id| {
            let element = document().get_element_by_id(id)?;
            let mut folded = String::new();
            for character in element.text_content()?.chars() {
                fold(character, &mut folded);
            }
            Some(RecordText {
                id: id.clone(),
                element,
                folded,
                source: OnceCell::new(),
            })
        };
        let mut records: Vec<_> = ids.filter_map(record).collect();
        records.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        Self {
            records: records.into(),
            latest_search: Rc::default(),
        }
    }

    /// Returns the records that contain every term of the query, sorted by id; `None` if the query is blank. Highlights
    /// the terms in the document, in batches.
    pub fn find(&self, query: &str) -> Option<Rc<[Id]>> {
        let mut folded = String::new();
        for character in query.chars() {
            fold(character, &mut folded);
        }
        let terms: Vec<_> = folded.split_whitespace().map(str::to_owned).collect();
        let matches = |index: &usize| {
            let text = &self.records[*index].folded;
            terms.iter().all(|term| text.contains(term))
        };
        let found: Vec<_> = (0..self.records.len())
            .filter(|_| !terms.is_empty())
            .filter(matches)
            .collect();
        let ids = found.iter().map(|index| self.records[*index].id.clone());
        let ids = (!terms.is_empty()).then(|| ids.collect());
        self.latest_search
            .set(self.latest_search.get().wrapping_add(1));
        HighlightTask {
            search: self.latest_search.get(),
            latest_search: self.latest_search.clone(),
            records: self.records.clone(),
            found,
            terms,
            highlight: Highlight::register(),
            pending: Vec::new(),
            highlighted: 0,
        }
        .run();
        ids
    }
}

/// The highlighting of the matches of one search.
struct HighlightTask {
    /// The number of the search.
    search: u32,
    latest_search: Rc<Cell<u32>>,
    records: Rc<[RecordText]>,
    /// The indices of the matching records that have not been highlighted yet.
    found: Vec<usize>,
    terms: Vec<String>,
    /// `None` in a browser without the API.
    highlight: Option<Highlight>,
    /// Ranges that have not been added to the highlight yet.
    pending: Vec<StaticRange>,
    /// The number of ranges in the highlight.
    highlighted: usize,
}

impl HighlightTask {
    /// Finds the ranges of one batch of records, and schedules the next batch, unless another search has begun. Whenever
    /// ranges are added, the next paint examines all ranges again; therefore ranges are added only when their number
    /// has doubled, and at the end.
    fn run(mut self) {
        if self.latest_search.get() != self.search {
            return;
        }
        let mut bytes = 0;
        let batch = self.found.iter().take_while(|index| {
            let has_room = bytes < BATCH_BYTES;
            bytes += self.records[**index].folded.len();
            has_room
        });
        let remaining = self.found.split_off(batch.count());
        for index in &self.found {
            for range in self.records[*index].ranges(&self.terms) {
                super::open_around(&range.start_container());
                self.pending.push(range);
            }
        }
        if remaining.is_empty() || self.pending.len() > self.highlighted {
            self.highlighted += self.pending.len();
            for range in self.pending.drain(..) {
                if let Some(highlight) = &self.highlight {
                    highlight.add(&range);
                }
            }
        }
        if !remaining.is_empty() {
            self.found = remaining;
            super::after_ms(0, move || self.run());
        }
    }
}

impl RecordText {
    /// The ranges of all matches of the terms in the document.
    fn ranges(&self, terms: &[String]) -> Vec<StaticRange> {
        let source = self.source.get_or_init(|| TextSource::of(&self.element));
        let matches = terms
            .iter()
            .flat_map(|term| self.folded.match_indices(term));
        matches
            .filter_map(|(start, text)| source.range(start, start + text.len()))
            .collect()
    }
}

impl TextSource {
    fn of(element: &Element) -> Self {
        let mut source = Self::default();
        if let Ok(walker) = document().create_tree_walker_with_what_to_show(element, SHOW_TEXT) {
            while let Ok(Some(node)) = walker.next_node() {
                source.push(node);
            }
        }
        source
    }

    fn push(&mut self, node: Node) {
        let text = node.node_value().unwrap_or_default();
        let index = self.nodes.len() as u32;
        let mut offset = 0;
        let mut folded = String::new();
        for character in text.chars() {
            let start = offset;
            offset += character.len_utf16() as u32;
            folded.clear();
            fold(character, &mut folded);
            let origin = Origin {
                node: index,
                start,
                end: offset,
            };
            self.origins.extend(folded.bytes().map(|_| origin));
        }
        self.nodes.push(node);
    }

    /// Returns the range of a part of the folded text, given in bytes. The range is static, because the browser updates
    /// live ranges on every change of the document: with thousands of them, reversing the order takes seconds.
    fn range(&self, start: usize, end: usize) -> Option<StaticRange> {
        let (first, last) = (
            self.origins.get(start)?,
            self.origins.get(end.checked_sub(1)?)?,
        );
        let end_node = self.nodes.get(last.node as usize)?;
        let start_node = self.nodes.get(first.node as usize)?;
        StaticRange::new(&StaticRangeInit::new(
            end_node,
            last.end,
            start_node,
            first.start,
        ))
        .ok()
    }
}

/// Appends a character to `folded`, without case and accents. Typographic quotes and dashes become ASCII.
fn fold(character: char, folded: &mut String) {
    match character {
        'a'..='z' | '0'..='9' => folded.push(character),
        '’' | '‘' => folded.push('\''),
        '“' | '”' => folded.push('"'),
        '–' | '—' => folded.push('-'),
        other if other.is_ascii() => folded.push(other.to_ascii_lowercase()),
        other if other.is_whitespace() => folded.push(' '),
        // Arabic letters that have no decomposition.
        'ء' | 'ا'..='ي' => folded.extend(fold_part(character)),
        other => folded.extend(decompose(other)),
    }
}

/// Decomposes a character (NFD), lowercases it and folds each part. The browser has the Unicode tables for that.
fn decompose(character: char) -> impl Iterator<Item = char> {
    let decomposed = JsString::from(character.to_string()).normalize("NFD");
    let decomposed = String::from(decomposed.to_lower_case());
    let parts: Vec<_> = decomposed.chars().filter_map(fold_part).collect();
    parts.into_iter()
}

/// Removes combining accents, Arabic vowel signs, combining hamza, tatweel and bidi isolates; unifies Arabic letters that
/// are written interchangeably, and converts Arabic-Indic digits to ASCII.
fn fold_part(part: char) -> Option<char> {
    match part {
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{655}' | '\u{670}' | '\u{640}' => None,
        '\u{2066}'..='\u{2069}' => None,
        'ى' | 'ی' => Some('ي'),
        'ة' => Some('ه'),
        'ٱ' => Some('ا'),
        'گ' | 'ک' => Some('ك'),
        // Digits of many Arabic keyboards.
        '٠'..='٩' => char::from_digit(u32::from(part) - u32::from('٠'), 10),
        other => Some(other),
    }
}

/// A `Highlight` of the CSS Custom Highlight API, and its `add` method.
struct Highlight(JsValue, Function);

impl Highlight {
    /// Registers an empty highlight, which replaces that of the previous search; `None` in a browser without the API.
    fn register() -> Option<Self> {
        let css = Reflect::get(&window(), &"CSS".into()).ok()?;
        let registry = Reflect::get(&css, &"highlights".into()).ok()?;
        let function = |object: &JsValue, name: &str| -> Option<Function> {
            Reflect::get(object, &name.into()).ok()?.dyn_into().ok()
        };
        let set = function(&registry, "set")?;
        let constructor = function(&window(), "Highlight")?;
        let highlight = Reflect::construct(&constructor, &js_sys::Array::new()).ok()?;
        let add = function(&highlight, "add")?;
        set.call2(&registry, &HIGHLIGHT_NAME.into(), &highlight)
            .ok()?;
        Some(Self(highlight, add))
    }

    fn add(&self, range: &StaticRange) {
        let _ = self.1.call1(&self.0, range);
    }
}
