//! The input of page rendering: a case in one of its languages, and its glossary in alphabetical order.

use crate::content::case::{Case, Id};
use crate::content::collation;
use crate::content::strings::Strings;
use crate::content::text::Text;

/// A case in one of its languages.
#[derive(Clone, Copy)]
pub struct PageContext<'a> {
    /// The facts, which are the same in every language.
    pub case: &'a Case,
    /// The texts of the case in this language.
    pub text: &'a Text,
    /// The strings of the interface in this language.
    pub strings: &'a Strings,
    /// The texts and strings of all languages, the original first.
    pub languages: &'a [(Text, Strings)],
    /// The address under which the folder is published, with a trailing slash, if it is known.
    pub site: Option<&'a str>,
}

impl<'a> PageContext<'a> {
    /// The case in each of its languages, the original first.
    pub fn all(
        case: &'a Case,
        languages: &'a [(Text, Strings)],
        site: Option<&'a str>,
    ) -> impl Iterator<Item = Self> {
        languages.iter().map(move |(text, strings)| Self {
            case,
            text,
            strings,
            languages,
            site,
        })
    }

    /// The ids of the glossary terms, in the alphabetical order of this language.
    pub fn terms(self) -> Vec<Id> {
        let name = |id: &Id| self.text.terms[id].name.clone();
        let mut terms = self.case.terms.clone();
        collation::sort(
            &self.text.language,
            &self.strings.articles,
            &mut terms,
            name,
        );
        terms
    }

    /// The case in its original language, which is authoritative. `None` if there are no languages.
    pub fn original(self) -> Option<Self> {
        self.in_all().next()
    }

    /// This case in each of its languages, the original first.
    pub fn in_all(self) -> impl Iterator<Item = Self> {
        Self::all(self.case, self.languages, self.site)
    }

    /// The original that this is a translation of. `None` for the original itself.
    pub fn translated_from(self) -> Option<Self> {
        self.original()
            .filter(|original| original.text.language != self.text.language)
    }

    /// The language code in the file names of this language's pages. `None` for the original.
    pub fn code(self) -> Option<&'a str> {
        self.translated_from().map(|_| self.text.language.as_str())
    }
}
