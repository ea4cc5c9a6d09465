//! The texts that a language has: which they are, and their ids in the sheet.

use std::collections::BTreeMap;

use super::Parsed;
use crate::content::edit::json::{Node, Step, dotted};
use crate::model::plurals;

/// The beginning of the ids of strings.
const STRINGS: &str = "ui.";
/// What separates articles in their cell, and abbreviations in theirs.
pub(super) const SEPARATOR: &str = "|";
/// What separates an abbreviation from its words.
pub(super) const EQUALS: &str = "=";
/// How abbreviations are read aloud; a language has its own.
pub(super) const SPOKEN: &str = "spoken";
/// The names of the months in a second series, which not every language has.
pub(super) const MONTHS_ALSO: &str = "months_also";

/// A data file of a language.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum File {
    /// `text.<code>.json`
    Text,
    /// `ui.<code>.json`
    Strings,
}

/// What a text is in its file.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Kind {
    /// A string at the same path in every language.
    Plain,
    /// A plural form, which a language has or has not.
    Plural,
    /// The articles, a list whose length depends on the language.
    Articles,
    /// The abbreviations and how they are read aloud, which depend on the language.
    Spoken,
    /// The name of a month in a second series.
    MonthAlso,
}

/// A text to translate.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Entry {
    pub(super) id: String,
    pub(super) file: File,
    pub(super) kind: Kind,
    pub(super) path: Vec<Step>,
    pub(super) original: String,
    /// Whether it may stay empty.
    pub(super) is_optional: bool,
}

impl Entry {
    fn new(file: File, kind: Kind, path: Vec<Step>, original: &str) -> Self {
        let mut entry = Self {
            id: String::new(),
            file,
            kind,
            path,
            original: original.to_owned(),
            is_optional: original.is_empty()
                || matches!(kind, Kind::Articles | Kind::Spoken | Kind::MonthAlso),
        };
        let prefix = if file == File::Strings { STRINGS } else { "" };
        entry.id = format!("{prefix}{}", entry.field());
        entry
    }

    /// Returns its path in the file, as diagnostics write it.
    pub(super) fn field(&self) -> String {
        let field = dotted(&self.path);
        // A sentence is an object with its text and its sources.
        match (self.file, field.strip_suffix(".text")) {
            (File::Text, Some(sentence)) => sentence.to_owned(),
            _ => field,
        }
    }

    /// If it belongs to a record, returns the part of the file that the record is in, and the path inside the record.
    pub(super) fn in_record(&self, id: &str) -> Option<(String, String)> {
        let index = self
            .path
            .iter()
            .position(|step| *step == Step::Field(id.to_owned()))?;
        let own = Self {
            path: self.path[index + 1..].to_vec(),
            ..self.clone()
        };
        (index > 0).then(|| (dotted(&self.path[..index]), own.field()))
    }
}

/// Returns whether a string is the same in every language: the path of the schema, the code of the language, the id of
/// a source, a speaker, or a platform or a code to embed. A record may have the name of such a field.
fn is_untranslated(path: &[Step]) -> bool {
    let is = |index: usize, names: &[&str]| matches!(path.get(index), Some(Step::Field(name)) if names.contains(&name.as_str()));
    match path {
        [_] => is(0, &["$schema", "language"]),
        [.., Step::Field(_), Step::Index(_)] => is(path.len() - 2, &["sources"]),
        [.., Step::Index(_), Step::Field(_)] => is(path.len() - 1, &["speaker", "id", "code"]),
        _ => false,
    }
}

/// Returns the texts that a language has, in the order of the original's files.
pub(super) fn entries(code: &str, original: &Parsed) -> Vec<Entry> {
    let texts = original.text.strings().into_iter();
    let is_spoken = |path: &[Step]| path[0] == Step::Field(SPOKEN.to_owned());
    let texts = texts
        .filter(|(path, _)| !is_untranslated(path) && !is_spoken(path))
        .map(|(path, text)| Entry::new(File::Text, Kind::Plain, path, text));
    let mut entries: Vec<_> = texts.collect();
    let spoken = vec![Step::Field(SPOKEN.to_owned())];
    let joined = spoken_of(&original.text);
    entries.push(Entry::new(File::Text, Kind::Spoken, spoken, &joined));
    let categories = plurals::categories(code);
    let mut message = Vec::new();
    for (path, text) in original.strings.strings() {
        let first = &path[0];
        let is = |name: &str| *first == Step::Field(name.to_owned());
        let is_month_also =
            is("dates") && path.get(1) == Some(&Step::Field(MONTHS_ALSO.to_owned()));
        if is_untranslated(&path) || is_month_also || is("articles") {
            continue;
        }
        if is("plurals") {
            // One message after the other, each in the forms of the language.
            if message != path[..2] {
                message = path[..2].to_vec();
                let forms = original.strings.at(&message);
                for category in &categories {
                    let form = |name: &str| forms.and_then(|forms| forms.field(name)?.as_str());
                    let text = form(category).or_else(|| form("other")).unwrap_or_default();
                    let path = [&message[..], &[Step::Field((*category).to_owned())]].concat();
                    entries.push(Entry::new(File::Strings, Kind::Plural, path, text));
                }
            }
        } else {
            entries.push(Entry::new(File::Strings, Kind::Plain, path, text));
        }
    }
    let articles = vec![Step::Field("articles".to_owned())];
    let joined = articles_of(&original.strings);
    entries.push(Entry::new(File::Strings, Kind::Articles, articles, &joined));
    let also = original
        .strings
        .field("dates")
        .and_then(|dates| dates.field(MONTHS_ALSO));
    for index in 0..12 {
        let path = ["dates", MONTHS_ALSO].map(|name| Step::Field(name.to_owned()));
        let path = [&path[..], &[Step::Index(index)]].concat();
        let text = also.and_then(|also| also.items().get(index)?.as_str());
        entries.push(Entry::new(
            File::Strings,
            Kind::MonthAlso,
            path,
            text.unwrap_or_default(),
        ));
    }
    entries
}

/// Returns the articles of a language in one cell.
fn articles_of(strings: &Node) -> String {
    let articles = strings
        .field("articles")
        .map(Node::items)
        .unwrap_or_default();
    let articles: Vec<_> = articles.iter().filter_map(Node::as_str).collect();
    articles.join(SEPARATOR)
}

/// Returns how a language reads abbreviations aloud, in one cell.
fn spoken_of(text: &Node) -> String {
    let spoken = text.field(SPOKEN).map(Node::strings).unwrap_or_default();
    let pair = |(path, words): (Vec<Step>, &str)| match path.first() {
        Some(Step::Field(written)) => Some(format!("{written}{EQUALS}{words}")),
        _ => None,
    };
    let pairs: Vec<_> = spoken.into_iter().filter_map(pair).collect();
    pairs.join(SEPARATOR)
}

/// Returns the texts of a language by their ids.
pub(super) fn values(entries: &[Entry], files: &Parsed) -> BTreeMap<String, String> {
    let value = |entry: &Entry| {
        let root = match entry.file {
            File::Text => &files.text,
            File::Strings => &files.strings,
        };
        match entry.kind {
            Kind::Articles => Some(articles_of(root)),
            Kind::Spoken => Some(spoken_of(root)),
            _ => root.at(&entry.path)?.as_str().map(str::to_owned),
        }
    };
    entries
        .iter()
        .filter_map(|entry| Some((entry.id.clone(), value(entry)?)))
        .collect()
}
