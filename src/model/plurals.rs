//! Plural forms of messages, selected by the rules of Unicode (CLDR, "Language Plural Rules").
//!
//! The build applies the rules with `icu_plurals`, the browser with `Intl.PluralRules`, so that the app does not contain
//! them.

#[cfg_attr(target_arch = "wasm32", path = "plurals/intl.rs")]
#[cfg_attr(not(target_arch = "wasm32"), path = "plurals/icu.rs")]
mod rules;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

#[cfg(not(target_arch = "wasm32"))]
pub use rules::categories;
pub use rules::category;

/// A message in the plural forms of its language. English has `one` and `other`, Arabic has all six.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields, default)]
#[expect(missing_docs, reason = "the fields are the categories of CLDR")]
pub struct PluralForms {
    pub zero: String,
    pub one: String,
    pub two: String,
    pub few: String,
    pub many: String,
    pub other: String,
}

/// The plural categories, in the order of the fields of [`PluralForms`].
pub const CATEGORIES: [&str; 6] = ["zero", "one", "two", "few", "many", "other"];

impl PluralForms {
    /// Returns all forms with their categories. A form that the language does not have is empty.
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

    /// Returns the form of a category; `other` if the category is not known or has no form.
    pub fn of(&self, category: Option<&str>) -> &str {
        let forms = self.by_category();
        let mut forms = forms.into_iter();
        forms
            .find(|(name, form)| category == Some(*name) && !form.is_empty())
            .map_or(&self.other, |(_, form)| form)
    }
}
