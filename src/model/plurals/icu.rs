//! Plural rules when pages are built.

use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};

use super::CATEGORIES;

/// Returns the plural categories of a language, in the order of [`CATEGORIES`]; empty if `language` is not a valid code.
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

/// Returns the plural category of a number in a language, by `icu_plurals`; `None` if `language` is not a valid code.
pub fn category(language: &str, number: usize) -> Option<String> {
    Some(name(rules(language)?.category_for(number)).to_owned())
}

fn rules(language: &str) -> Option<PluralRules> {
    let locale: icu_locale_core::Locale = language.parse().ok()?;
    PluralRules::try_new(locale.into(), PluralRulesOptions::default()).ok()
}

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
