//! Every diagnostic of `tests/fixtures/diagnostics.json` is found in an otherwise sound case, and told with its
//! place and its remedy.

use std::fs;

use case_timeline::content::validate;
use case_timeline::site::anchors;
use serde::Deserialize;
use serde_json::Value;

use super::{read, small_files};

#[derive(Deserialize)]
struct Case {
    name: String,
    file: String,
    #[serde(flatten)]
    damage: Damage,
    /// How the diagnostic's line begins.
    says: String,
}

#[derive(Deserialize)]
#[serde(untagged)]
enum Damage {
    Part {
        /// JSON pointer of what is changed.
        at: String,
        /// What is put there; null removes it.
        put: Value,
    },
    Text {
        /// What stands in the file, and what stands there instead.
        replace: [String; 2],
    },
    /// The file is not there.
    Rename {
        /// The id of a record in all files, and another.
        rename: [String; 2],
    },
    Missing {},
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("../fixtures/diagnostics.json"))
        .expect("the list of diagnostics is JSON")
}

fn put(root: &mut Value, pointer: &str, value: Value) {
    let (parent, key) = pointer.rsplit_once('/').expect("a pointer has a last step");
    match root
        .pointer_mut(parent)
        .expect("the fixture has that place")
    {
        Value::Array(array) => {
            let place: usize = key.parse().expect("a place in an array");
            if place == array.len() {
                array.push(value);
            } else {
                array[place] = value;
            }
        }
        Value::Object(object) => {
            if value.is_null() {
                object.remove(key);
            } else {
                object.insert(key.to_owned(), value);
            }
        }
        _ => panic!("{pointer} is not inside anything"),
    }
}

/// The diagnostics that a changed fixture has.
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
        Damage::Part { at, put: value } => {
            let mut json: Value = serde_json::from_str(&text).expect("the fixture is JSON");
            put(&mut json, at, value.clone());
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
    match read(&files) {
        Ok(library) => anchors::collisions(&library).expect("index.html has all placeholders"),
        Err(diagnostics) => diagnostics,
    }
}

/// The table of CONTRIBUTING.md: what happened, what the check says, what to do.
fn table() -> String {
    let mut lines = vec![
        "| what is wrong | the check says | what to do |".to_owned(),
        "|---|---|---|".to_owned(),
    ];
    for case in cases() {
        let diagnostics = found(&case);
        let told = diagnostics
            .iter()
            .find(|diagnostic| diagnostic.to_string().starts_with(&case.says));
        let told = told.expect("every_fault_is_found_and_told");
        let place = [&told.record, &told.field]
            .into_iter()
            .flatten()
            .map(String::as_str);
        let place: Vec<_> = [told.file.as_str()].into_iter().chain(place).collect();
        let cell = |text: &str| {
            text.replace('|', "\\|")
                .replace('<', "&lt;")
                .replace('*', "\\*")
        };
        lines.push(format!(
            "| {} | {}: {} | {} |",
            cell(&case.name),
            cell(&place.join(", ")),
            cell(&told.message),
            cell(&told.remedy)
        ));
    }
    lines.join("\n")
}

/// `DIAGNOSTICS=overwrite cargo test --features release --test native diagnostics` writes it again.
#[test]
fn the_table_of_faults_is_current() {
    const OPENING: &str = "<!-- written by tests/native/diagnostics.rs; see there -->\n";
    const CLOSING: &str = "\n<!-- end -->";
    let path = "CONTRIBUTING.md";
    let text = fs::read_to_string(path).expect("it is there");
    let (before, rest) = text
        .split_once(OPENING)
        .expect("it has a place for the table");
    let (old, after) = rest.split_once(CLOSING).expect("the table has an end");

    let current = table();

    if std::env::var("DIAGNOSTICS").is_ok_and(|wish| wish == "overwrite") {
        fs::write(path, format!("{before}{OPENING}{current}{CLOSING}{after}"))
            .expect("it can be written");
        return;
    }
    assert_eq!(
        old, current,
        "the table is not current; run with DIAGNOSTICS=overwrite"
    );
}

#[test]
fn the_small_case_is_sound() {
    assert!(read(&small_files()).is_ok());
}

#[test]
fn every_fault_is_found_and_told() {
    for case in cases() {
        let lines: Vec<_> = found(&case).iter().map(ToString::to_string).collect();

        assert!(
            lines.iter().any(|line| line.starts_with(&case.says)),
            "{}\nexpected {}\nfound    {lines:#?}",
            case.name,
            case.says
        );
    }
}

#[test]
fn all_faults_of_all_files_are_told_at_once() {
    let mut files = small_files();
    for (file, at, value) in [
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
        put(&mut json, at, value);
        *text = json.to_string();
    }

    let places: Vec<_> = read(&files)
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
            places.iter().any(|place| place == expected),
            "{expected} in {places:#?}"
        );
    }
    assert_eq!(
        places.len(),
        5,
        "a broken record causes no other diagnostic: {places:#?}"
    );
}
