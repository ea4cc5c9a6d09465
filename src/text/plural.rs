//! Messages that count. Which form a number asks for is a rule of the language, and the rules are
//! Unicode's (CLDR, "Language Plural Rules"): at build time a library has them, in the browser
//! `Intl.PluralRules` does, so neither the program nor the data carries them.

#[cfg(not(target_arch = "wasm32"))]
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
#[cfg(not(target_arch = "wasm32"))]
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One message in the forms its language needs; English needs `one` and `other`, Arabic all six.
#[derive(Clone, Debug, Default, PartialEq, Deserialize, Serialize)]
#[cfg_attr(not(target_arch = "wasm32"), derive(JsonSchema))]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the fields are the categories of CLDR")]
pub struct Forms {
    #[serde(skip_serializing_if = "String::is_empty")]
    pub zero: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub one: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub two: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub few: String,
    #[serde(skip_serializing_if = "String::is_empty")]
    pub many: String,
    pub other: String,
}

/// The categories, in the order of the fields.
pub const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

impl Forms {
    /// The forms in the order of [`CATEGORIES`]; one that the language does not need is empty.
    pub fn to_list(&self) -> Vec<String> {
        let all = [
            &self.zero,
            &self.one,
            &self.two,
            &self.few,
            &self.many,
            &self.other,
        ];
        all.into_iter().cloned().collect()
    }

    /// The forms from such a list.
    pub fn from_list(list: Vec<String>) -> Self {
        let mut forms = list.into_iter();
        let mut next = || forms.next().unwrap_or_default();
        Self {
            zero: next(),
            one: next(),
            two: next(),
            few: next(),
            many: next(),
            other: next(),
        }
    }

    /// The form of a category; `other` where the language has no such form.
    pub fn of(&self, category: &str) -> &str {
        let forms = [&self.zero, &self.one, &self.two, &self.few, &self.many];
        let place = CATEGORIES.iter().position(|name| *name == category);
        let form = place.and_then(|place| forms.get(place));
        form.filter(|form| !form.is_empty()).unwrap_or(&&self.other)
    }
}

/// The categories that a language has; `other` alone where the rules do not know it.
#[cfg(not(target_arch = "wasm32"))]
pub fn categories(language: &str) -> Vec<&'static str> {
    let rules = rules(language);
    let mut found: Vec<_> = rules
        .iter()
        .flat_map(PluralRules::categories)
        .map(name)
        .collect();
    found.sort_by_key(|name| CATEGORIES.iter().position(|other| other == name));
    found
}

/// The category of a number in a language.
#[cfg(not(target_arch = "wasm32"))]
pub fn category(language: &str, number: usize) -> Option<String> {
    Some(name(rules(language)?.category_for(number)).to_owned())
}

#[cfg(not(target_arch = "wasm32"))]
fn rules(language: &str) -> Option<PluralRules> {
    let locale: icu_locale_core::Locale = language.parse().ok()?;
    PluralRules::try_new(locale.into(), PluralRulesOptions::default()).ok()
}

#[cfg(not(target_arch = "wasm32"))]
fn name(category: PluralCategory) -> &'static str {
    match category {
        PluralCategory::Zero => "zero",
        PluralCategory::One => "one",
        PluralCategory::Two => "two",
        PluralCategory::Few => "few",
        PluralCategory::Many => "many",
        PluralCategory::Other => "other",
    }
}
