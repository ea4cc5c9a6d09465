//! Messages that count. Which form a number asks for is a rule of the language, and the rules are
//! Unicode's (CLDR, "Language Plural Rules"): at build time a library has them, in the browser
//! `Intl.PluralRules` does, so neither the program nor the data carries them.

#[cfg(not(target_arch = "wasm32"))]
use icu_plurals::{PluralCategory, PluralRules, PluralRulesOptions};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// One message in the forms its language needs; English needs `one` and `other`, Arabic all six.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
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
    /// All forms by their categories; one that the language does not need is empty.
    pub fn by_category(&self) -> [(&'static str, &str); 6] {
        let forms = [
            &self.zero,
            &self.one,
            &self.two,
            &self.few,
            &self.many,
            &self.other,
        ];
        std::array::from_fn(|index| (CATEGORIES[index], forms[index].as_str()))
    }

    /// The form of a category; `other` where the language has no such form.
    pub fn of(&self, category: &str) -> &str {
        let forms = self.by_category();
        let mut forms = forms.into_iter();
        forms
            .find(|(name, form)| *name == category && !form.is_empty())
            .map_or(&self.other, |(_, form)| form)
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

/// The category of a number in a language, by the browser's rules.
#[cfg(target_arch = "wasm32")]
pub fn category(language: &str, number: usize) -> Option<String> {
    use js_sys::Intl::PluralRules;
    use js_sys::{Array, Object};

    let rules = PluralRules::new(&Array::of1(&language.into()), &Object::new());
    rules.select(number as f64).as_string()
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
