//! Isolates left-to-right runs in right-to-left text: names, case numbers, citations of laws.
//!
//! Without isolation, the Unicode bidirectional algorithm reorders the parts of `8 U.S.C. 1252(g)` inside Arabic text.
//! Each such run is therefore enclosed in the isolate characters of UAX #9 (U+2066 and U+2069). The `bdi` element of
//! HTML has the same effect, but titles, attributes, exported files and the strings of the app cannot contain elements.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// First strong isolate: the content determines its direction.
const OPEN_ANY: char = '\u{2068}';
/// Left-to-right isolate.
const OPEN: char = '\u{2066}';
/// Pop directional isolate.
const CLOSE: char = '\u{2069}';
/// Fields with ids and codes, which are not isolated.
const CODES: [&str; 9] = [
    "$schema",
    "code",
    "direction",
    "id",
    "language",
    "locale",
    "policy_code",
    "sources",
    "speaker",
];

/// Placeholders whose values can have either direction.
const PLACEHOLDERS: [&str; 9] = [
    "#{asked}",
    "#{nearest}",
    "{address}",
    "{email}",
    "{help}",
    "{name}",
    "{origin}",
    "{publisher}",
    "{query}",
];

/// Returns a text, or the strings of the interface, with all left-to-right runs isolated.
pub fn isolated<T: Serialize + DeserializeOwned>(text: &T) -> T {
    let mut value = serde_json::to_value(text).expect("checked: it was read from JSON");
    isolate_all(&mut value);
    serde_json::from_value(value).expect("checked: isolation changes nothing but strings")
}

fn isolate_all(value: &mut Value) {
    match value {
        Value::String(text) => *text = isolate(text),
        Value::Array(parts) => parts.iter_mut().for_each(isolate_all),
        Value::Object(fields) => fields
            .iter_mut()
            .filter(|(name, _)| !CODES.contains(&name.as_str()))
            .for_each(|(_, field)| isolate_all(field)),
        _ => {}
    }
}

/// Isolates each left-to-right run of a sentence. Ids in `[[id|words]]` do not change.
pub fn isolate(sentence: &str) -> String {
    let mut isolated = String::new();
    let mut remaining = sentence;
    while let Some((before, markup)) = remaining.split_once("[[") {
        let (id, label) = markup.split_once('|').unwrap_or(("", markup));
        isolated += &isolate_runs(before);
        isolated += "[[";
        isolated += id;
        isolated.push('|');
        let (label, after) = label.split_once("]]").unwrap_or((label, ""));
        isolated += &isolate_runs(label);
        isolated += "]]";
        remaining = after;
    }
    isolated += &isolate_runs(remaining);
    PLACEHOLDERS.iter().fold(isolated, |text, placeholder| {
        text.replace(placeholder, &format!("{OPEN_ANY}{placeholder}{CLOSE}"))
    })
}

/// Isolates each left-to-right run of a text without inline markup.
fn isolate_runs(text: &str) -> String {
    let mut isolated = String::new();
    let mut remaining = text;
    while let Some(first) = remaining.find(|letter| letter == '{' || is_core(letter)) {
        // The two hyphens before a command-line option are part of the run.
        let is_option = remaining[..first].ends_with("--");
        let (before, from) = remaining.split_at(if is_option { first - 2 } else { first });
        if let Some(end) = from.find('}').filter(|_| from.starts_with('{')) {
            // A placeholder; its value is not known here.
            isolated += before;
            isolated += &from[..=end];
            remaining = &from[end + 1..];
            continue;
        }
        // An unclosed brace is not a run. It is copied as a single character.
        let (run, after) = from.split_at(run_length(from).max(1));
        isolated += before;
        if needs_isolation(run) {
            isolated.push(OPEN);
            isolated += run;
            isolated.push(CLOSE);
        } else {
            isolated += run;
        }
        remaining = after;
    }
    isolated + remaining
}

/// Returns the length in bytes of the run at the beginning of a text. A run ends with a letter, a digit, or a bracket or
/// quotation mark that is opened inside the run.
fn run_length(from: &str) -> usize {
    let (mut length, mut open, mut is_value) = (0, 0_u32, false);
    for (index, letter) in from.char_indices() {
        match letter {
            letter if is_core(letter) => length = index + letter.len_utf8(),
            '(' => open += 1,
            ')' if open > 0 => {
                open -= 1;
                length = index + 1;
            }
            // An HTML attribute and its value.
            '=' if from[index..].starts_with("=\"") => {}
            '"' if is_value => {
                is_value = false;
                length = index + 1;
            }
            '"' if from[..index].ends_with('=') => is_value = true,
            ' ' | '\u{a0}' | '.' | '-' | '–' | ':' | '/' | '&' | '\'' | '’' | '§' | '_' | ',' =>
                {}
            _ => break,
        }
    }
    length
}

/// Returns whether a character is a digit or a Latin letter, with or without a diacritic.
fn is_core(letter: char) -> bool {
    letter.is_ascii_alphanumeric() || matches!(letter, '\u{c0}'..='\u{24f}')
}

/// Returns whether a run needs isolation. A plain number does not.
fn needs_isolation(run: &str) -> bool {
    run.contains(|letter| is_core(letter) && !letter.is_ascii_digit())
        || run.contains(['-', '–', '/', ':', ' '])
}

#[cfg(test)]
mod tests {
    use super::{CLOSE, OPEN, isolate};

    fn visible(isolated: &str) -> String {
        isolated.replace(OPEN, "‹").replace(CLOSE, "›")
    }

    #[test]
    fn citations_case_numbers_and_names_are_isolated() {
        for (plain, isolated) in [
            ("المادة 8 U.S.C. 1252(g) من", "المادة ‹8 U.S.C. 1252(g)› من"),
            ("القضية 2:17-cv-11910.", "القضية ‹2:17-cv-11910›."),
            ("الإدارة (ICE)، ثم", "الإدارة (‹ICE›)، ثم"),
            (
                "اتصلوا بالرقم 800-898-7180.",
                "اتصلوا بالرقم ‹800-898-7180›.",
            ),
            ("*Hamama v. Adducci*", "*‹Hamama v. Adducci›*"),
            ("Daniel N. DiNardo", "‹Daniel N. DiNardo›"),
            ("Joe S. Vásquez؛", "‹Joe S. Vásquez›؛"),
            (
                "إضافة allow=\"clipboard-write\" إلى",
                "إضافة ‹allow=\"clipboard-write\"› إلى",
            ),
            ("بالخيار --site.", "بالخيار ‹--site›."),
            // An unclosed brace once caused an endless loop.
            ("{ بلا نهاية ICE", "{ بلا نهاية ‹ICE›"),
        ] {
            assert_eq!(visible(&isolate(plain)), isolated);
        }
    }

    #[test]
    fn plain_numbers_and_ids_do_not_change() {
        for plain in [
            "أُلقي القبض على 114 شخصًا في 11 حزيران 2017.",
            "أوقف [[stay-of-removal|الترحيل]] مدة 14 يومًا.",
            "يظهر {shown} حدثًا من أصل {all}.",
            "",
        ] {
            assert_eq!(isolate(plain), plain);
        }
        assert_eq!(
            visible(&isolate("قالت [[ice|ICE]] إن")),
            "قالت [[ice|‹ICE›]] إن"
        );
    }
}
