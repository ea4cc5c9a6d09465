//! Search over everything readers see. The text is read from the document itself, so that nothing is
//! carried twice and nothing can be shown that is not searched. Matches are marked with the CSS
//! Custom Highlight API, which leaves the document as it is; where a browser lacks it, records that
//! match are shown all the same.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use gloo::utils::{document, window};
use js_sys::{Function, JsString, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node, StaticRange, StaticRangeInit};

use crate::model::Id;

/// The name under which the style sheet finds the marked matches.
const HIGHLIGHT: &str = "found";
/// `NodeFilter.SHOW_TEXT` of the DOM standard.
const SHOW_TEXT: u32 = 4;
/// How many letters of text are searched for places to mark in one task.
const AT_ONCE: usize = 40_000;

/// The text of every record of the page, folded for searching.
pub struct PageText {
    records: Rc<[RecordText]>,
    /// Which search is the last: the marking of those before it ends.
    search: Rc<Cell<u32>>,
}

struct RecordText {
    id: Id,
    element: Element,
    folded: String,
    /// Where the letters stand; found out when something is to be marked.
    letters: OnceCell<Letters>,
}

/// Where in the document the folded letters of a record come from.
#[derive(Default)]
struct Letters {
    nodes: Vec<Node>,
    /// For each byte: the node it comes from, and where in it the letter begins and ends.
    origins: Vec<Origin>,
}

#[derive(Clone, Copy)]
struct Origin {
    node: u32,
    start: u32,
    end: u32,
}

impl PageText {
    /// Reads the records from the document.
    pub fn read<'a>(ids: impl Iterator<Item = &'a Id>) -> Self {
        let record = |id: &Id| {
            let element = document().get_element_by_id(id)?;
            let mut folded = String::new();
            for letter in element.text_content()?.chars() {
                fold(letter, &mut folded);
            }
            Some(RecordText {
                id: id.clone(),
                element,
                folded,
                letters: OnceCell::new(),
            })
        };
        let mut records: Vec<_> = ids.filter_map(record).collect();
        records.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        Self {
            records: records.into(),
            search: Rc::default(),
        }
    }

    /// The records that contain every word of the query, in order of their ids, or `None` where it
    /// has no words. Marks the words in the document, the first of them at once.
    pub fn find(&self, query: &str) -> Option<Rc<[Id]>> {
        let mut folded = String::new();
        for letter in query.chars() {
            fold(letter, &mut folded);
        }
        let words: Vec<_> = folded.split_whitespace().map(str::to_owned).collect();
        let matches = |place: &usize| {
            let text = &self.records[*place].folded;
            words.iter().all(|word| text.contains(word))
        };
        let found: Vec<_> = (0..self.records.len())
            .filter(|_| !words.is_empty())
            .filter(matches)
            .collect();
        let ids = found.iter().map(|place| self.records[*place].id.clone());
        let ids = (!words.is_empty()).then(|| ids.collect());
        self.search.set(self.search.get().wrapping_add(1));
        Marking {
            number: self.search.get(),
            search: self.search.clone(),
            records: self.records.clone(),
            found,
            words,
            marks: Marks::new(),
            ready: Vec::new(),
            marked: 0,
        }
        .go_on();
        ids
    }
}

/// The marking of what one search has found.
struct Marking {
    number: u32,
    search: Rc<Cell<u32>>,
    records: Rc<[RecordText]>,
    /// Places of records.
    found: Vec<usize>,
    words: Vec<String>,
    /// A browser without the API shows the matching records unmarked.
    marks: Option<Marks>,
    /// Matches that are not marked yet.
    ready: Vec<StaticRange>,
    /// How many are.
    marked: usize,
}

impl Marking {
    /// Finds out where some matches stand, and the rest in tasks of their own, unless another search has begun by
    /// then. With every mark more the browser looks at all marks again when it paints, so they are marked when
    /// they are as many as there are already.
    fn go_on(mut self) {
        if self.search.get() != self.number {
            return;
        }
        let mut letters = 0;
        let some = self.found.iter().take_while(|place| {
            let goes_on = letters < AT_ONCE;
            letters += self.records[**place].folded.len();
            goes_on
        });
        let rest = self.found.split_off(some.count());
        for place in &self.found {
            for range in self.records[*place].ranges(&self.words) {
                super::open_around(&range.start_container());
                self.ready.push(range);
            }
        }
        if rest.is_empty() || self.ready.len() > self.marked {
            self.marked += self.ready.len();
            for range in self.ready.drain(..) {
                if let Some(marks) = &self.marks {
                    marks.add(&range);
                }
            }
        }
        if !rest.is_empty() {
            self.found = rest;
            super::later(0, move || self.go_on());
        }
    }
}

impl RecordText {
    /// Where the words stand in the document.
    fn ranges(&self, words: &[String]) -> Vec<StaticRange> {
        let letters = self.letters.get_or_init(|| Letters::of(&self.element));
        let places = words
            .iter()
            .flat_map(|word| self.folded.match_indices(word));
        places
            .filter_map(|(start, found)| letters.range(start, start + found.len()))
            .collect()
    }
}

impl Letters {
    fn of(element: &Element) -> Self {
        let mut letters = Self::default();
        if let Ok(walker) = document().create_tree_walker_with_what_to_show(element, SHOW_TEXT) {
            while let Ok(Some(node)) = walker.next_node() {
                letters.push(node);
            }
        }
        letters
    }

    fn push(&mut self, node: Node) {
        let words = node.node_value().unwrap_or_default();
        let place = self.nodes.len() as u32;
        let mut offset = 0;
        let mut folded = String::new();
        for letter in words.chars() {
            let start = offset;
            offset += letter.len_utf16() as u32;
            folded.clear();
            fold(letter, &mut folded);
            let origin = Origin {
                node: place,
                start,
                end: offset,
            };
            self.origins.extend(folded.bytes().map(|_| origin));
        }
        self.nodes.push(node);
    }

    /// A piece of the document. Static, because the browser keeps live ranges up to date with every
    /// change: thousands of them make turning the order round take seconds.
    fn range(&self, from: usize, to: usize) -> Option<StaticRange> {
        let (first, last) = (
            self.origins.get(from)?,
            self.origins.get(to.checked_sub(1)?)?,
        );
        let end = self.nodes.get(last.node as usize)?;
        let start = self.nodes.get(first.node as usize)?;
        StaticRange::new(&StaticRangeInit::new(end, last.end, start, first.start)).ok()
    }
}

/// Adds a letter without case and accents; typographic quotes and dashes as they are typed.
fn fold(letter: char, folded: &mut String) {
    match letter {
        'a'..='z' | '0'..='9' => folded.push(letter),
        '’' | '‘' => folded.push('\''),
        '“' | '”' => folded.push('"'),
        '–' | '—' => folded.push('-'),
        letter if letter.is_ascii() => folded.push(letter.to_ascii_lowercase()),
        letter if letter.is_whitespace() => folded.push(' '),
        // Arabic letters that are not put together from others.
        'ء' | 'ا'..='ي' => folded.extend(arabic(letter)),
        letter => folded.extend(decompose(letter)),
    }
}

/// The small letter without its combining marks; the browser has the tables for that. Letters of Arabic that
/// people write one for the other become one.
fn decompose(letter: char) -> impl Iterator<Item = char> {
    let decomposed = JsString::from(letter.to_string()).normalize("NFD");
    let decomposed = String::from(decomposed.to_lower_case());
    let parts: Vec<_> = decomposed.chars().filter_map(arabic).collect();
    parts.into_iter()
}

/// Drops accents, vowel signs, hamza on its bearer, the lengthening stroke and signs of direction.
fn arabic(part: char) -> Option<char> {
    match part {
        '\u{300}'..='\u{36f}' | '\u{64b}'..='\u{655}' | '\u{670}' | '\u{640}' => None,
        '\u{2066}'..='\u{2069}' => None,
        'ى' | 'ی' => Some('ي'),
        'ة' => Some('ه'),
        'ٱ' => Some('ا'),
        'گ' | 'ک' => Some('ك'),
        // Figures as many Arabic keyboards write them.
        '٠'..='٩' => char::from_digit(u32::from(part) - u32::from('٠'), 10),
        other => Some(other),
    }
}

/// What marks pieces of the document: a `Highlight`, and its `add`.
struct Marks(JsValue, Function);

impl Marks {
    /// Takes away the marks of the search before; none where the browser knows no such marks.
    fn new() -> Option<Self> {
        let css = Reflect::get(&window(), &"CSS".into()).ok()?;
        let registry = Reflect::get(&css, &"highlights".into()).ok()?;
        let function = |of: &JsValue, name: &str| -> Option<Function> {
            Reflect::get(of, &name.into()).ok()?.dyn_into().ok()
        };
        let set = function(&registry, "set")?;
        let highlight = function(&window(), "Highlight")?;
        let marked = Reflect::construct(&highlight, &js_sys::Array::new()).ok()?;
        let add = function(&marked, "add")?;
        set.call2(&registry, &HIGHLIGHT.into(), &marked).ok()?;
        Some(Self(marked, add))
    }

    fn add(&self, range: &StaticRange) {
        let _ = self.1.call1(&self.0, range);
    }
}
