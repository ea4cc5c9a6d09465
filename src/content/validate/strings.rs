//! Validates the interface strings of a language, and replaces those that a case words in its own way.

use serde_json::Value;

use super::{Diagnostic, Location};
use crate::content::announcement;
use crate::content::case::{Case, ClaimStatus, SourceKind, key};
use crate::content::strings::Strings;
use crate::content::text::Text;
use crate::model::plurals;

/// Replaces the strings that the text rewords, and reports those that do not exist or are empty.
pub(super) fn reword(
    text_file: &str,
    strings_file: &str,
    text: &Text,
    strings: &mut Strings,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut value = serde_json::to_value(&*strings).expect("checked: every key is a string");
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
    *strings = serde_json::from_value(value).expect("checked: strings replaced strings");
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

/// Validates the length of the announcement. It has the sentences of the text and strings of the interface.
pub(super) fn validate_announcement(
    file: &str,
    case: &Case,
    text: &Text,
    strings: &Strings,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let counts = announcement::word_counts(case, text, strings);
    let sentences = counts.first().copied().unwrap_or_default();
    let others: usize = counts.iter().skip(1).sum();
    let limit = announcement::MAX_WORDS;
    if sentences + others > limit {
        diagnostics.push(Location::file(file).field("brief").diagnostic(
            format!(
                "the announcement on the page of things to take away has {} words: {sentences} here, and {others} of the title and the interface",
                sentences + others
            ),
            format!(
                "write at most {} words here; the announcement may have {limit}",
                limit.saturating_sub(others)
            ),
        ));
    }
}

/// Validates the interface strings of a language.
pub(super) fn validate(
    file: &str,
    code: &str,
    strings: &Strings,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let at = Location::file(file);
    if strings.language != code {
        diagnostics.push(at.field("language").diagnostic(
            format!("\"{}\" is not the language of this file", strings.language),
            format!("write \"{code}\""),
        ));
    }
    if !matches!(strings.direction.as_str(), "ltr" | "rtl") {
        diagnostics.push(at.field("direction").diagnostic(
            format!("\"{}\" is not a direction", strings.direction),
            "write \"ltr\" or \"rtl\"",
        ));
    }
    for (field, names, count) in [
        ("dates.months", &strings.dates.months, 12),
        ("dates.weekdays", &strings.dates.weekdays, 7),
        ("dates.weekdays_short", &strings.dates.weekdays_short, 7),
    ] {
        if names.len() != count {
            diagnostics.push(at.field(field).diagnostic(
                format!("it has {} names", names.len()),
                format!("write {count}"),
            ));
        }
    }
    if !matches!(strings.dates.months_also.len(), 0 | 12) {
        diagnostics.push(at.field("dates.months_also").diagnostic(
            format!("it has {} names", strings.dates.months_also.len()),
            "write 12, or leave it out",
        ));
    }
    plurals(at, code, strings, diagnostics);
    let statuses = [
        ClaimStatus::Happened,
        ClaimStatus::Counted,
        ClaimStatus::Said,
        ClaimStatus::Filed,
        ClaimStatus::Argued,
        ClaimStatus::Ordered,
        ClaimStatus::LaterReversed,
    ];
    let kinds = [
        SourceKind::Court,
        SourceKind::Law,
        SourceKind::Government,
        SourceKind::Counsel,
        SourceKind::News,
        SourceKind::Church,
        SourceKind::Academic,
        SourceKind::Secondary,
    ];
    let expected = [
        ("status", &strings.status, statuses.map(key).to_vec()),
        ("kinds", &strings.kinds, kinds.map(key).to_vec()),
    ];
    for (field, names, keys) in expected {
        for missing in keys.iter().filter(|key| !names.contains_key(*key)) {
            diagnostics.push(
                at.field(field)
                    .diagnostic(format!("\"{missing}\" has no name"), "add it"),
            );
        }
        for surplus in names.keys().filter(|key| !keys.contains(key)) {
            diagnostics.push(at.field(field).diagnostic(
                format!("\"{surplus}\" is not known"),
                "correct or remove it",
            ));
        }
    }
}

/// Validates that each message has exactly the plural forms of its language (CLDR).
fn plurals(at: Location<'_>, code: &str, strings: &Strings, diagnostics: &mut Vec<Diagnostic>) {
    let needed = plurals::categories(code);
    for (message, forms) in strings.plurals.by_name() {
        let field = format!("plurals.{message}");
        for (name, form) in forms.by_category() {
            let is_needed = needed.contains(&name);
            if is_needed == form.is_empty() {
                let (message, remedy) = if is_needed {
                    (format!("the form \"{name}\" is missing"), "add it")
                } else {
                    (
                        format!("the language has no form \"{name}\""),
                        "remove it; CLDR names the forms of each language",
                    )
                };
                diagnostics.push(at.field(&field).diagnostic(message, remedy));
            }
        }
    }
}
