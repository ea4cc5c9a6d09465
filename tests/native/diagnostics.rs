//! Reports the diagnostics in `tests/fixtures/diagnostics.json`: each entry makes one value of a valid case invalid,
//! and the diagnostic names its location and its remedy.

use std::fs;

use case_timeline::content::validate;
use serde::Deserialize;
use serde_json::Value;

use super::{read, small_files};

#[derive(Deserialize)]
struct Case {
    name: String,
    file: String,
    #[serde(flatten)]
    damage: Damage,
    /// The beginning of the diagnostic, as a line.
    expected: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Damage {
    Value {
        /// The JSON pointer of the value that is changed.
        pointer: String,
        /// The new value; null removes the field.
        value: Value,
    },
    Text {
        /// A text in the file, and its replacement.
        replace: [String; 2],
    },
    Rename {
        /// The id of a record in all files, and its replacement.
        rename: [String; 2],
    },
    /// The file is missing.
    Missing {},
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("../fixtures/diagnostics.json"))
        .expect("the list of diagnostics is JSON")
}

fn set(root: &mut Value, pointer: &str, value: Value) {
    let (parent, key) = pointer
        .rsplit_once('/')
        .expect("a pointer contains a slash");
    match root
        .pointer_mut(parent)
        .expect("the fixture has the parent of the pointer")
    {
        Value::Array(array) => {
            let index: usize = key.parse().expect("an index");
            if index == array.len() {
                array.push(value);
            } else {
                array[index] = value;
            }
        }
        Value::Object(object) => {
            if value.is_null() {
                object.remove(key);
            } else {
                object.insert(key.to_owned(), value);
            }
        }
        _ => panic!("{pointer}: its parent is neither an array nor an object"),
    }
}

/// The diagnostics of the fixture with the change of an entry.
fn found(case: &Case) -> Vec<validate::Diagnostic> {
    let mut files = small_files();
    if let Damage::Rename { rename: [from, to] } = &case.damage {
        for text in files.values_mut() {
            *text = text
                .replace(&format!("\"{from}\""), &format!("\"{to}\""))
                .replace(&format!("[[{from}|"), &format!("[[{to}|"));
        }
    }
    let text = files.remove(&case.file).expect("a file of the fixture");
    let damaged = match &case.damage {
        Damage::Value { pointer, value } => {
            let mut json: Value = serde_json::from_str(&text).expect("the fixture is JSON");
            set(&mut json, pointer, value.clone());
            Some(json.to_string())
        }
        Damage::Text {
            replace: [from, to],
        } => {
            assert!(text.contains(from), "{}: {from}", case.name);
            Some(text.replacen(from, to, 1))
        }
        Damage::Rename { .. } => Some(text),
        Damage::Missing {} => None,
    };
    files.extend(damaged.map(|text| (case.file.clone(), text)));
    read(&files).err().unwrap_or_default()
}

/// The table in CONTRIBUTING.md: the error, its message, and its remedy.
fn table() -> String {
    let mut lines = vec![
        "| error | message | what to do |".to_owned(),
        "|---|---|---|".to_owned(),
    ];
    for case in cases() {
        let diagnostics = found(&case);
        let found = diagnostics
            .iter()
            .find(|diagnostic| diagnostic.to_string().starts_with(&case.expected));
        let diagnostic = found.expect("`each_invalid_value_is_reported` passes");
        let location = [&diagnostic.record, &diagnostic.field]
            .into_iter()
            .flatten()
            .map(String::as_str);
        let location: Vec<_> = [diagnostic.file.as_str()]
            .into_iter()
            .chain(location)
            .collect();
        let cell = |text: &str| {
            text.replace('|', "\\|")
                .replace('<', "&lt;")
                .replace('*', "\\*")
        };
        lines.push(format!(
            "| {} | {}: {} | {} |",
            cell(&case.name),
            cell(&location.join(", ")),
            cell(&diagnostic.message),
            cell(&diagnostic.remedy)
        ));
    }
    lines.join("\n")
}

/// `DIAGNOSTICS=overwrite cargo test --features release --test native diagnostics` writes the table.
#[test]
fn the_table_of_diagnostics_is_current() {
    const OPENING: &str = "<!-- written by tests/native/diagnostics.rs; see there -->\n";
    const CLOSING: &str = "\n<!-- end -->";
    let path = "CONTRIBUTING.md";
    let text = fs::read_to_string(path).expect("CONTRIBUTING.md exists");
    let (before, remainder) = text
        .split_once(OPENING)
        .expect("the file contains the opening comment");
    let (old, after) = remainder
        .split_once(CLOSING)
        .expect("the closing comment follows the table");

    let current = table();

    if std::env::var("DIAGNOSTICS").is_ok_and(|value| value == "overwrite") {
        fs::write(path, format!("{before}{OPENING}{current}{CLOSING}{after}"))
            .expect("CONTRIBUTING.md is writable");
        return;
    }
    assert_eq!(
        old, current,
        "the table is not current; run with DIAGNOSTICS=overwrite"
    );
}

#[test]
fn the_small_case_is_valid() {
    read(&small_files()).expect("the small case is valid");
}

#[test]
fn each_invalid_value_is_reported() {
    for case in cases() {
        let lines: Vec<_> = found(&case).iter().map(ToString::to_string).collect();

        assert!(
            lines.iter().any(|line| line.starts_with(&case.expected)),
            "{}\nexpected {}\nfound    {lines:#?}",
            case.name,
            case.expected
        );
    }
}

#[test]
fn the_errors_of_all_files_are_reported_together() {
    let mut files = small_files();
    for (file, pointer, value) in [
        ("case.json", "/events/0/status", Value::from("dreamt")),
        (
            "case.json",
            "/sources/0/url",
            Value::from("ftp://example.org"),
        ),
        ("text.en.json", "/events/pause/headline", Value::from("")),
        ("text.en.json", "/steps/review/next", Value::from(1)),
        ("ui.en.json", "/direction", Value::from("up")),
    ] {
        let text = files.get_mut(file).expect("a file of the fixture");
        let mut json: Value = serde_json::from_str(text).expect("the fixture is JSON");
        set(&mut json, pointer, value);
        *text = json.to_string();
    }

    let locations: Vec<_> = read(&files)
        .err()
        .unwrap_or_default()
        .into_iter()
        .map(|diagnostic| {
            format!(
                "{} {} {}",
                diagnostic.file,
                diagnostic.record.unwrap_or_default(),
                diagnostic.field.unwrap_or_default()
            )
        })
        .collect();

    for expected in [
        "case.json notice status",
        "case.json order url",
        "text.en.json pause headline",
        "text.en.json review next",
        "ui.en.json  direction",
    ] {
        assert!(
            locations.iter().any(|location| location == expected),
            "{expected} in {locations:#?}"
        );
    }
    assert_eq!(
        locations.len(),
        5,
        "an invalid record causes no other diagnostic: {locations:#?}"
    );
}
