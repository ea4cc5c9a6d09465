//! Plural rules in the browser.

use js_sys::Intl::PluralRules;
use js_sys::{Array, Object};

/// Returns the plural category of a number in a language, by `Intl.PluralRules`.
pub fn category(language: &str, number: usize) -> Option<String> {
    let rules = PluralRules::new(&Array::of1(&language.into()), &Object::new());
    rules.select(number as f64).as_string()
}
