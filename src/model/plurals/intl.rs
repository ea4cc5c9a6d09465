//! Plural rules in the browser.

use wasm_bindgen::prelude::*;

// js-sys has `Intl.PluralRules`, but its constructor throws where a browser lacks it; this one returns the error.
#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = Intl)]
    type PluralRules;

    #[wasm_bindgen(catch, constructor, js_namespace = Intl)]
    fn new(language: &str) -> Result<PluralRules, JsValue>;

    #[wasm_bindgen(method)]
    fn select(this: &PluralRules, number: f64) -> String;
}

/// Returns the plural category of a number in a language, by `Intl.PluralRules`; `None` if the browser lacks it.
pub fn category(language: &str, number: usize) -> Option<String> {
    Some(PluralRules::new(language).ok()?.select(number as f64))
}
