//! What pages are rendered from: a case in one of its languages.

use crate::content::case::{Case, Id};
use crate::content::collation;
use crate::content::strings::Ui;
use crate::content::text::Text;

/// A case in one of its languages.
#[derive(Clone, Copy)]
pub struct Doc<'a> {
    /// What is true in every language.
    pub case: &'a Case,
    /// The sentences.
    pub text: &'a Text,
    /// The words of the interface.
    pub ui: &'a Ui,
    /// All languages, the original first.
    pub languages: &'a [(Text, Ui)],
    /// The address the folder is published under, with a closing slash, where it is known.
    pub site: Option<&'a str>,
}

impl<'a> Doc<'a> {
    /// The case in each of its languages, the original first.
    pub fn all(
        case: &'a Case,
        languages: &'a [(Text, Ui)],
        site: Option<&'a str>,
    ) -> impl Iterator<Item = Self> {
        languages.iter().map(move |(text, ui)| Self {
            case,
            text,
            ui,
            languages,
            site,
        })
    }

    /// The words of the glossary, in the order in which this language's readers look them up.
    pub fn terms(self) -> Vec<Id> {
        let name = |id: &Id| {
            let told = self.text.terms.get(id);
            told.map(|told| told.name.clone()).unwrap_or_default()
        };
        let mut terms = self.case.terms.clone();
        collation::sort(&self.text.language, &self.ui.articles, &mut terms, name);
        terms
    }

    /// The language in which the case was written first, and whose words count.
    pub fn original(self) -> Option<Self> {
        self.in_all().next()
    }

    /// The same in every language, the original first.
    pub fn in_all(self) -> impl Iterator<Item = Self> {
        Self::all(self.case, self.languages, self.site)
    }

    /// The original of a translation; none for the original itself.
    pub fn translated_from(self) -> Option<Self> {
        self.original()
            .filter(|original| original.text.language != self.text.language)
    }

    /// The code that the names of this language's pages carry; the original's carry none.
    pub fn code(self) -> Option<&'a str> {
        self.translated_from().map(|_| self.text.language.as_str())
    }
}
