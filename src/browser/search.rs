//! Search over everything readers see. The text is read from the document itself, so that nothing is
//! carried twice and nothing can be shown that is not searched. Matches are marked with the CSS
//! Custom Highlight API, which leaves the document as it is; where a browser lacks it, records that
//! match are shown all the same.

use std::rc::Rc;

use gloo::utils::{document, window};
use js_sys::{Function, JsString, Reflect};
use wasm_bindgen::prelude::*;
use web_sys::{Element, Node, StaticRange, StaticRangeInit};

use crate::case::Id;

/// The name under which the style sheet finds the marked matches.
const HIGHLIGHT: &str = "found";
/// `NodeFilter.SHOW_TEXT` of the DOM standard.
const SHOW_TEXT: u32 = 4;

/// The text of every record of the page, folded for searching.
pub struct PageText {
    records: Vec<RecordText>,
}

struct RecordText {
    id: Id,
    nodes: Vec<Node>,
    folded: String,
    /// For each byte of `folded`: the node it comes from, and where in it the letter begins and ends.
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
            document()
                .get_element_by_id(id)
                .map(|element| RecordText::read(id, &element))
        };
        let mut records: Vec<_> = ids.filter_map(record).collect();
        records.sort_unstable_by(|one, other| one.id.cmp(&other.id));
        Self { records }
    }

    /// The records that contain every word of the query, in order of their ids, or `None` where it
    /// has no words. Marks the words in the document.
    pub fn find(&self, query: &str) -> Option<Rc<[Id]>> {
        let folded: String = query.chars().flat_map(fold).collect();
        let words: Vec<_> = folded.split_whitespace().collect();
        let matches = |record: &&RecordText| words.iter().all(|word| record.folded.contains(word));
        let found: Vec<_> = self
            .records
            .iter()
            .filter(|_| !words.is_empty())
            .filter(matches)
            .collect();
        let ranges: Vec<_> = found
            .iter()
            .flat_map(|record| record.ranges(&words))
            .collect();
        for range in &ranges {
            super::open_around(&range.start_container());
        }
        // A browser without the API shows the matching records unmarked.
        let _ = mark(&ranges);
        (!words.is_empty()).then(|| found.into_iter().map(|record| record.id.clone()).collect())
    }
}

impl RecordText {
    fn read(id: &Id, element: &Element) -> Self {
        let mut text = Self {
            id: id.clone(),
            nodes: Vec::new(),
            folded: String::new(),
            origins: Vec::new(),
        };
        if let Ok(walker) = document().create_tree_walker_with_what_to_show(element, SHOW_TEXT) {
            while let Ok(Some(node)) = walker.next_node() {
                text.push(node);
            }
        }
        text
    }

    fn push(&mut self, node: Node) {
        let words = node.node_value().unwrap_or_default();
        let place = self.nodes.len() as u32;
        let mut offset = 0;
        for letter in words.chars() {
            let start = offset;
            offset += letter.len_utf16() as u32;
            for folded in fold(letter) {
                self.folded.push(folded);
                self.origins.resize(
                    self.folded.len(),
                    Origin {
                        node: place,
                        start,
                        end: offset,
                    },
                );
            }
        }
        self.nodes.push(node);
    }

    /// Where the words stand in the document.
    fn ranges(&self, words: &[&str]) -> Vec<StaticRange> {
        let places = words
            .iter()
            .flat_map(|word| self.folded.match_indices(word));
        places
            .filter_map(|(start, found)| self.range(start, start + found.len()))
            .collect()
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

/// A letter without case and accents; typographic quotes and dashes as they are typed.
fn fold(letter: char) -> Vec<char> {
    match letter {
        'a'..='z' | '0'..='9' => vec![letter],
        '’' | '‘' => vec!['\''],
        '“' | '”' => vec!['"'],
        '–' | '—' => vec!['-'],
        letter if letter.is_ascii() => vec![letter.to_ascii_lowercase()],
        letter if letter.is_whitespace() => vec![' '],
        letter => decompose(letter).flat_map(char::to_lowercase).collect(),
    }
}

/// The letter without its combining marks; the browser has the tables for that. Letters of Arabic that
/// people write one for the other become one.
fn decompose(letter: char) -> impl Iterator<Item = char> {
    let decomposed = String::from(JsString::from(letter.to_string()).normalize("NFD"));
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

/// Marks pieces of the document, or nothing at all.
fn mark(ranges: &[StaticRange]) -> Result<(), JsValue> {
    let css = Reflect::get(&window(), &"CSS".into())?;
    let registry = Reflect::get(&css, &"highlights".into())?;
    let set: Function = Reflect::get(&registry, &"set".into())?.dyn_into()?;
    let highlight: Function = Reflect::get(&window(), &"Highlight".into())?.dyn_into()?;
    let marked = Reflect::construct(&highlight, &js_sys::Array::new())?;
    let add: Function = Reflect::get(&marked, &"add".into())?.dyn_into()?;
    for range in ranges {
        add.call1(&marked, range)?;
    }
    set.call2(&registry, &HIGHLIGHT.into(), &marked)?;
    Ok(())
}
