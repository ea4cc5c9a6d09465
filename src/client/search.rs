//! Full-text search over the records of the page. Pure: [`super::dom::document_text`] reads the entries from the
//! document, [`super::components::search_box`] shows the results.
//!
//! A query matches the beginnings of words, and other forms of the same word: case and accents are ignored, and
//! [`words`] removes common endings. A result is an entry that contains every word of the query but the most common of
//! the language. If there is none, the results are the entries whose matching words have the greatest total weight;
//! rarer words weigh more. Thus a whole question finds something, too.

mod words;

use std::ops::Range;
use std::rc::Rc;

use chrono::NaiveDate;

use crate::model::Id;

/// A searchable entry: a record of the page, or an answer of the status panel.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Entry {
    /// The anchor that the result links to.
    pub id: Id,
    /// The day that the result chooses: that of an answer of the status panel.
    pub day: Option<NaiveDate>,
    /// What the entry is, with its date if it has one.
    pub kind: String,
    /// The date in words. A query can match it like the title.
    pub date: Option<String>,
    /// The title.
    pub title: String,
    /// The sentences.
    pub sentences: Vec<String>,
    /// Whether the entry explains something or says where to find help, unlike an event or a source.
    pub explains: bool,
}

/// A result of a search.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SearchResult {
    /// The anchor that the result links to.
    pub id: Id,
    /// The day that the result chooses.
    pub day: Option<NaiveDate>,
    /// What the entry is, with its date if it has one.
    pub kind: String,
    /// The title.
    pub title: Vec<Part>,
    /// The sentence with the match; the first sentence if the match is in the title.
    pub sentence: Vec<Part>,
}

/// A part of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Part {
    /// The text.
    pub text: String,
    /// Whether it matches the query.
    pub is_match: bool,
}

/// How the words of a language are compared.
#[derive(Clone)]
pub struct Language {
    /// The language, as a BCP 47 code.
    pub code: String,
    /// Returns a word in Unicode normalization form D and lower case. The browser and ICU have the tables for that.
    pub decompose: fn(&str) -> String,
}

/// A word of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// The word without case, accents and variants of letters.
    folded: String,
    /// What other forms of the word have in common with it.
    stem: String,
}

/// The words of a query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Query {
    terms: Vec<Word>,
}

/// The maximum number of words of a query, one bit of a `u32` each; more are ignored.
const MAX_TERMS: usize = u32::BITS as usize;

impl Language {
    /// Returns the words of a text, each with its range in bytes.
    pub fn words(&self, text: &str) -> Vec<(Range<usize>, Word)> {
        let mut words = Vec::new();
        let mut start = None;
        let characters = text.char_indices();
        for (index, character) in characters.chain([(text.len(), ' ')]) {
            match (is_part_of_word(character), start) {
                (true, None) => start = Some(index),
                (false, Some(first)) => {
                    words.push((first..index, self.word(&text[first..index])));
                    start = None;
                }
                _ => {}
            }
        }
        words
    }

    fn word(&self, word: &str) -> Word {
        let folded: String = if word.is_ascii() {
            word.to_ascii_lowercase()
        } else {
            let decomposed = (self.decompose)(word);
            decomposed.chars().filter_map(fold).collect()
        };
        let stem = words::stem(&self.code, &folded);
        Word { folded, stem }
    }

    /// Returns the query of a text that a reader typed.
    pub fn query(&self, text: &str) -> Query {
        let words = self.words(text).into_iter();
        let is_stop_word = |word: &Word| words::is_stop_word(&self.code, &word.folded);
        let (stop_words, mut terms): (Vec<_>, Vec<_>) =
            words.map(|(_, word)| word).partition(is_stop_word);
        if terms.is_empty() {
            terms = stop_words;
        }
        terms.truncate(MAX_TERMS);
        Query { terms }
    }
}

impl Word {
    /// Returns whether the word of a text matches a word of a query: it begins with it, or is another form of it.
    fn matches(&self, term: &Self) -> bool {
        self.folded.starts_with(&term.folded)
            || self.stem.starts_with(&term.folded)
            || self.stem == term.stem
    }
}

impl Query {
    /// Returns whether the query has no words.
    pub fn is_empty(&self) -> bool {
        self.terms.is_empty()
    }

    /// Returns whether a word matches a word of the query.
    pub fn matches(&self, word: &Word) -> bool {
        self.terms.iter().any(|term| word.matches(term))
    }

    /// The words of the query that words match, one bit each.
    fn matched(&self, words: &[(Range<usize>, Word)]) -> u32 {
        let terms = self.terms.iter().enumerate();
        let bits = terms.filter(|(_, term)| words.iter().any(|(_, word)| word.matches(term)));
        bits.fold(0, |matched, (index, _)| matched | 1 << index)
    }

    /// All words of the query, one bit each.
    fn all(&self) -> u32 {
        (0..self.terms.len()).fold(0, |all, index| all | 1 << index)
    }

    /// Splits a text into parts that match the query, and the parts between them.
    fn parts(&self, text: &str, words: &[(Range<usize>, Word)]) -> Vec<Part> {
        let mut parts = Vec::new();
        let mut push = |range: Range<usize>, is_match| {
            if !range.is_empty() {
                let text = text[range].to_owned();
                parts.push(Part { text, is_match });
            }
        };
        let mut end = 0;
        for (range, _) in words.iter().filter(|(_, word)| self.matches(word)) {
            push(end..range.start, false);
            push(range.clone(), true);
            end = range.end;
        }
        push(end..text.len(), false);
        parts
    }
}

/// A text with its words.
struct IndexedText {
    text: String,
    words: Vec<(Range<usize>, Word)>,
}

struct IndexedEntry {
    entry: Entry,
    date: IndexedText,
    title: IndexedText,
    sentences: Vec<IndexedText>,
}

/// The search index.
pub struct SearchIndex {
    language: Language,
    /// In the order of the page.
    entries: Vec<IndexedEntry>,
}

/// The words of a query that an entry matches, one bit each.
struct EntryMatches {
    in_title: u32,
    in_sentences: Vec<u32>,
    anywhere: u32,
}

impl SearchIndex {
    /// Builds the index of entries, which are in the order of the page.
    pub fn new(language: Language, entries: Vec<Entry>) -> Self {
        let indexed = |text: &str| IndexedText {
            text: text.to_owned(),
            words: language.words(text),
        };
        let entries = entries.into_iter().map(|entry| IndexedEntry {
            date: indexed(entry.date.as_deref().unwrap_or_default()),
            title: indexed(&entry.title),
            sentences: entry.sentences.iter().map(|text| indexed(text)).collect(),
            entry,
        });
        let entries = entries.collect();
        Self { language, entries }
    }

    /// Returns the query of a text that a reader typed.
    pub fn query(&self, text: &str) -> Query {
        self.language.query(text)
    }

    /// Returns the ranges of the words of a text that match a query, in bytes.
    pub fn matches(&self, query: &Query, text: &str) -> Vec<Range<usize>> {
        let words = self.language.words(text).into_iter();
        let matching = words.filter(|(_, word)| query.matches(word));
        matching.map(|(range, _)| range).collect()
    }

    /// Returns the results of a query. Entries whose title matches come first, and among them those that explain
    /// something; otherwise the results are in the order of the page.
    pub fn find(&self, query: &Query) -> Rc<[SearchResult]> {
        if query.is_empty() {
            return Rc::default();
        }
        let matches: Vec<_> = self
            .entries
            .iter()
            .map(|entry| entry.matches(query))
            .collect();
        let weights = self.weights(query, &matches);
        let weight = |matched: u32| -> u32 {
            let terms = weights.iter().enumerate();
            terms
                .filter(|(index, _)| matched & (1 << index) != 0)
                .map(|(_, weight)| weight)
                .sum()
        };
        let best = matches.iter().map(|entry| weight(entry.anywhere)).max();
        let found = self
            .entries
            .iter()
            .zip(&matches)
            .filter(|(_, entry)| entry.anywhere != 0 && Some(weight(entry.anywhere)) == best);
        let all = query.all();
        let (in_title, in_text): (Vec<_>, Vec<_>) =
            found.partition(|(_, entry)| entry.in_title == all);
        let (explanations, reports): (Vec<_>, Vec<_>) = in_title
            .into_iter()
            .partition(|(indexed, _)| indexed.entry.explains);
        let found = explanations.into_iter().chain(reports).chain(in_text);
        let results = found.map(|(indexed, entry)| {
            let sentences = indexed.sentences.iter().zip(&entry.in_sentences);
            // The first of the sentences that match best.
            let sentence = sentences
                .rev()
                .max_by_key(|(_, matched)| weight(**matched))
                .map(|(sentence, _)| query.parts(&sentence.text, &sentence.words));
            SearchResult {
                id: indexed.entry.id.clone(),
                day: indexed.entry.day,
                kind: indexed.entry.kind.clone(),
                title: query.parts(&indexed.title.text, &indexed.title.words),
                sentence: sentence.unwrap_or_default(),
            }
        });
        results.collect()
    }

    /// The weight of each word of a query: one, and one more each time that the word is in half as many entries. A word
    /// that is in no entry has none.
    fn weights(&self, query: &Query, matches: &[EntryMatches]) -> Vec<u32> {
        let weight = |index: usize| {
            let has_term = |entry: &&EntryMatches| entry.anywhere & (1 << index) != 0;
            let count = matches.iter().filter(has_term).count();
            let ratio = self.entries.len().checked_div(count);
            ratio.map_or(0, |ratio| ratio.ilog2() + 1)
        };
        (0..query.terms.len()).map(weight).collect()
    }
}

impl IndexedEntry {
    fn matches(&self, query: &Query) -> EntryMatches {
        let in_title = query.matched(&self.title.words) | query.matched(&self.date.words);
        let sentences = self.sentences.iter();
        let in_sentences: Vec<_> = sentences
            .map(|sentence| query.matched(&sentence.words))
            .collect();
        let anywhere = in_sentences
            .iter()
            .fold(in_title, |all, matched| all | matched);
        EntryMatches {
            in_title,
            in_sentences,
            anywhere,
        }
    }
}

/// Returns whether a character is part of a word: a letter, a digit, a combining accent, an Arabic vowel sign or
/// tatweel.
fn is_part_of_word(character: char) -> bool {
    character.is_alphanumeric() || is_ignorable(character)
}

/// Returns whether comparisons ignore a character: a combining accent, an Arabic vowel sign, a combining hamza or
/// tatweel.
fn is_ignorable(character: char) -> bool {
    matches!(character, '\u{300}'..='\u{36f}' | '\u{640}' | '\u{64b}'..='\u{65f}' | '\u{670}')
}

/// Removes ignorable characters, unifies Arabic letters that are written interchangeably, and converts Arabic-Indic
/// digits to ASCII.
fn fold(character: char) -> Option<char> {
    match character {
        _ if is_ignorable(character) => None,
        'ى' | 'ی' => Some('ي'),
        'ة' => Some('ه'),
        'ٱ' => Some('ا'),
        'گ' | 'ک' => Some('ك'),
        // Digits of many Arabic keyboards.
        '٠'..='٩' => char::from_digit(u32::from(character) - u32::from('٠'), 10),
        other => Some(other),
    }
}
