//! Latin words inside a text that runs from right to left: names, case numbers, citations of laws.
//!
//! Unmarked, the Unicode bidirectional algorithm takes `8 U.S.C. 1252(g)` apart inside Arabic. Each such
//! run is put between the isolates of UAX #9 (U+2066, U+2069). Marks of HTML would do the same, but
//! titles, labels, the data files and the program's own texts have no place for marks.

use serde::Serialize;
use serde::de::DeserializeOwned;
use serde_json::Value;

/// First strong isolate: what is inside says its direction itself.
const OPEN_ANY: char = '\u{2068}';
/// Left-to-right isolate.
const OPEN: char = '\u{2066}';
/// Pop directional isolate.
const CLOSE: char = '\u{2069}';
/// Fields that hold ids and codes, not words.
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

/// Places that are filled with what may run either way.
const FOREIGN: [&str; 8] = [
    "#{asked}",
    "#{nearest}",
    "{address}",
    "{email}",
    "{name}",
    "{origin}",
    "{publisher}",
    "{query}",
];

/// A text, or the words of the interface, with all Latin runs isolated.
pub fn isolated<T: Serialize + DeserializeOwned>(words: T) -> T {
    let Ok(mut value) = serde_json::to_value(&words) else {
        return words;
    };
    isolate_all(&mut value);
    serde_json::from_value(value).unwrap_or(words)
}

fn isolate_all(value: &mut Value) {
    match value {
        Value::String(words) => *words = isolate(words),
        Value::Array(parts) => parts.iter_mut().for_each(isolate_all),
        Value::Object(fields) => fields
            .iter_mut()
            .filter(|(name, _)| !CODES.contains(&name.as_str()))
            .for_each(|(_, field)| isolate_all(field)),
        _ => {}
    }
}

/// Isolates each Latin run of a sentence; ids in `[[id|words]]` stay as they are.
pub fn isolate(sentence: &str) -> String {
    let mut isolated = String::new();
    let mut rest = sentence;
    while let Some((before, mark)) = rest.split_once("[[") {
        let (id, words) = mark.split_once('|').unwrap_or(("", mark));
        isolated += &runs(before);
        isolated += "[[";
        isolated += id;
        isolated.push('|');
        let (words, after) = words.split_once("]]").unwrap_or((words, ""));
        isolated += &runs(words);
        isolated += "]]";
        rest = after;
    }
    isolated += &runs(rest);
    FOREIGN.iter().fold(isolated, |words, place| {
        words.replace(place, &format!("{OPEN_ANY}{place}{CLOSE}"))
    })
}

fn runs(words: &str) -> String {
    let mut isolated = String::new();
    let mut rest = words;
    while let Some(first) = rest.find(|letter| letter == '{' || is_core(letter)) {
        // The hyphens of a command's option belong to it.
        let is_option = rest[..first].ends_with("--");
        let (before, from) = rest.split_at(if is_option { first - 2 } else { first });
        if let Some(end) = from.find('}').filter(|_| from.starts_with('{')) {
            // What will be filled in is not known here.
            isolated += before;
            isolated += &from[..=end];
            rest = &from[end + 1..];
            continue;
        }
        // A brace that nothing closes is no run; it is passed over.
        let (run, after) = from.split_at(run_length(from).max(1));
        isolated += before;
        if needs_isolation(run) {
            isolated.push(OPEN);
            isolated += run;
            isolated.push(CLOSE);
        } else {
            isolated += run;
        }
        rest = after;
    }
    isolated + rest
}

/// How far a run reaches: to its last letter or digit, or to a bracket or a quotation mark that closes one inside it.
fn run_length(from: &str) -> usize {
    let (mut length, mut open, mut is_value) = (0, 0_u32, false);
    for (place, letter) in from.char_indices() {
        match letter {
            letter if is_core(letter) => length = place + letter.len_utf8(),
            '(' => open += 1,
            ')' if open > 0 => {
                open -= 1;
                length = place + 1;
            }
            // An attribute and its value.
            '=' if from[place..].starts_with("=\"") => {}
            '"' if is_value => {
                is_value = false;
                length = place + 1;
            }
            '"' if from[..place].ends_with('=') => is_value = true,
            ' ' | '\u{a0}' | '.' | '-' | '–' | ':' | '/' | '&' | '\'' | '’' | '§' | '_' | ',' =>
                {}
            _ => break,
        }
    }
    length
}

fn is_core(letter: char) -> bool {
    // Latin letters with their accents, and the digits that go with them.
    letter.is_ascii_alphanumeric() || matches!(letter, '\u{c0}'..='\u{24f}')
}

/// A plain number runs the right way by itself.
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
    fn citations_numbers_of_cases_and_names_are_isolated() {
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
            // This went on for ever once.
            ("{ بلا نهاية ICE", "{ بلا نهاية ‹ICE›"),
        ] {
            assert_eq!(visible(&isolate(plain)), isolated);
        }
    }

    #[test]
    fn plain_numbers_and_ids_stay_as_they_are() {
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
