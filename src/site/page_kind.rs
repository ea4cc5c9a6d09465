//! The kinds of page: their file names, their styles, and what each contains.

use super::context::Doc;
use crate::content::case::Case;

/// Which page of the built folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// The page itself.
    Main,
    /// The widget without the page around it, its sections folded.
    Embed,
    /// One event or one step, without the program.
    Card(&'a str),
    /// What a reader can print, share, cite and download.
    TakeAway,
    /// One leaf for a parish bulletin.
    Bulletin,
    /// The page in one file that needs no other.
    SingleFile,
    /// For those who embed: ways to do it, with a chooser.
    Embedding,
    /// For those who embed: what their frame may do.
    Check,
}

impl<'a> Kind<'a> {
    /// All pages of a language: those of the whole case, and a card for each event and each step.
    pub fn all(case: &'a Case) -> impl Iterator<Item = Self> {
        let events = case.events.iter().map(|event| event.id.as_str());
        let steps = case.steps.iter().map(|step| step.id.as_str());
        let whole = [
            Self::Main,
            Self::Embed,
            Self::TakeAway,
            Self::Bulletin,
            Self::SingleFile,
            Self::Embedding,
            Self::Check,
        ];
        whole.into_iter().chain(events.chain(steps).map(Self::Card))
    }

    /// The page's file in the built folder; languages after the original add their code.
    pub fn file(self, doc: Doc<'_>) -> String {
        let name = match self {
            Self::Main => "index".to_owned(),
            Self::Embed => "embed".to_owned(),
            Self::Card(id) => format!("card-{id}"),
            Self::TakeAway => "take-away".to_owned(),
            Self::Bulletin => "bulletin".to_owned(),
            // It leaves the folder, so its name says what it is.
            Self::SingleFile => return format!("{}.{}.html", doc.case.name, doc.text.language),
            Self::Embedding => "embedding".to_owned(),
            Self::Check => "check".to_owned(),
        };
        match doc.code() {
            Some(code) => format!("{name}.{code}.html"),
            None => format!("{name}.html"),
        }
    }

    /// The page's address; the original's main page is the folder itself.
    pub fn address(self, doc: Doc<'_>, site: &str) -> String {
        match (self, doc.code()) {
            (Self::Main, None) => site.to_owned(),
            _ => format!("{site}{}", self.file(doc)),
        }
    }

    /// Whether it is what readers came for, as a whole or in part: such pages can be pasted into others,
    /// have a picture for previews, and styles of their own on paper.
    pub fn tells_the_case(self) -> bool {
        matches!(self, Self::Main | Self::Embed | Self::Card(_))
    }

    /// Whether it is read where its neighbours in the folder are not.
    pub fn is_alone(self) -> bool {
        matches!(self, Self::Bulletin | Self::SingleFile)
    }

    /// Whether it is made to be shown inside other pages, in their looks.
    pub fn is_for_frames(self) -> bool {
        matches!(self, Self::Embed | Self::Card(_) | Self::Check)
    }

    /// Whether it needs no program.
    pub fn is_plain(self) -> bool {
        !matches!(self, Self::Main | Self::Embed)
    }

    /// What styles and scripts call it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Embed => "embed",
            Self::Card(_) => "card",
            Self::TakeAway => "take-away",
            Self::Bulletin => "bulletin",
            Self::SingleFile => "main",
            Self::Embedding => "embedding",
            Self::Check => "check",
        }
    }

    /// The parts of the style sheet it needs, in the order in which they apply.
    pub fn styles(self) -> &'static [&'static str] {
        match self {
            Self::Main => &[
                "base", "masthead", "strip", "standing", "controls", "timeline", "steps", "lists",
                "explain",
            ],
            Self::SingleFile => &[
                "base", "masthead", "strip", "standing", "controls", "timeline", "steps", "lists",
                "explain", "print",
            ],
            Self::Bulletin => &["base", "bulletin"],
            Self::Embed => &[
                "base", "masthead", "strip", "standing", "controls", "timeline", "steps", "lists",
                "explain", "embed",
            ],
            Self::Card(_) => &["base", "masthead", "timeline", "steps", "lists", "embed"],
            Self::TakeAway | Self::Embedding | Self::Check => &["base", "masthead", "embedding"],
        }
    }
}
