//! Replaces strings of the interface with those of a case.

use serde_json::Value;

use super::{Diagnostic, Location};
use crate::content::strings::Strings;
use crate::content::text::Text;

/// Replaces the strings that the text rewords, and reports those that do not exist or are empty.
pub(super) fn reword(
    text_file: &str,
    strings_file: &str,
    text: &Text,
    strings: &mut Strings,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut value = serde_json::to_value(&*strings).unwrap_or_default();
    for (name, words) in &text.interface {
        let field = format!("interface.{name}");
        let at = Location::file(text_file).field(&field);
        let pointer = format!("/{}", name.replace('.', "/"));
        match value.pointer_mut(&pointer) {
            Some(Value::String(_)) if words.trim().is_empty() => {
                diagnostics.push(at.diagnostic("it is empty", "write it or remove it"));
            }
            Some(string @ Value::String(_)) => *string = Value::from(words.as_str()),
            _ => diagnostics.push(at.diagnostic(
                format!("{strings_file} has no such string"),
                "name it as there, such as page.chart",
            )),
        }
    }
    if let Ok(reworded) = serde_json::from_value(value) {
        *strings = reworded;
    }
}

/// Reports where a translation rewords other strings than the original.
pub(super) fn validate_translation(
    file: &str,
    original: &Text,
    text: &Text,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut report = |name: &str, message: &str, remedy: &str| {
        let field = format!("interface.{name}");
        let at = Location::file(file).field(&field);
        diagnostics.push(at.diagnostic(message, remedy));
    };
    for name in original.interface.keys() {
        if !text.interface.contains_key(name) {
            report(
                name,
                "the original words this string in its own way",
                "translate it",
            );
        }
    }
    for name in text.interface.keys() {
        if !original.interface.contains_key(name) {
            report(
                name,
                "the original does not reword this string",
                "remove it",
            );
        }
    }
}
