//! Every fault of `tests/fixtures/faults.json` is found in an otherwise sound case, and told with its
//! place and its remedy.

use serde::Deserialize;
use serde_json::Value;

use super::{read, small_files};

#[derive(Deserialize)]
struct Case {
    name: String,
    file: String,
    /// JSON pointer of what is changed.
    at: String,
    /// What is put there; null removes it.
    put: Value,
    /// How the fault's line begins.
    says: String,
}

fn cases() -> Vec<Case> {
    serde_json::from_str(include_str!("../fixtures/faults.json"))
        .expect("the list of faults is JSON")
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

#[test]
fn the_small_case_is_sound() {
    assert!(read(&small_files()).is_ok());
}

#[test]
fn every_fault_is_found_and_told() {
    for case in cases() {
        let mut files = small_files();
        let file = files.get_mut(&case.file).expect("a file of the fixture");
        let mut json: Value = serde_json::from_str(file).expect("the fixture is JSON");
        put(&mut json, &case.at, case.put);
        *file = json.to_string();

        let lines: Vec<_> = read(&files)
            .err()
            .unwrap_or_default()
            .iter()
            .map(ToString::to_string)
            .collect();

        assert!(
            lines.iter().any(|line| line.starts_with(&case.says)),
            "{}\nexpected {}\nfound    {lines:#?}",
            case.name,
            case.says
        );
    }
}

#[test]
fn what_is_not_json_is_told_with_line_and_column() {
    let mut files = small_files();
    files.insert(
        "case.json".to_owned(),
        "{\n  \"month\": \"2020-02\"\n  \"known\": 1\n}".to_owned(),
    );

    let faults = read(&files).err().unwrap_or_default();

    assert_eq!(
        faults[0].to_string(),
        "case.json: line 3, column 3: not JSON as expected (expected `,` or `}`); look there, and just before it, for a missing comma, quotation mark or bracket"
    );
}

#[test]
fn a_record_told_twice_is_told_with_line_and_column() {
    let mut files = small_files();
    files.insert(
        "text.en.json".to_owned(),
        "{\"events\": {\"notice\": {},\n\"notice\": {}}}".to_owned(),
    );

    let faults = read(&files).err().unwrap_or_default();

    assert!(
        faults[0].to_string().contains(
            "line 2, column 8: not JSON as expected (\"notice\" stands here twice); keep one"
        ),
        "{}",
        faults[0]
    );
}

#[test]
fn a_missing_file_is_named() {
    let mut files = small_files();
    files.remove("text.en.json");

    let faults = read(&files).err().unwrap_or_default();

    assert_eq!(
        faults[0].to_string(),
        "text.en.json: cannot be read (no such file); every language of case.json needs its text and ui file"
    );
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
        .map(|fault| {
            format!(
                "{} {} {}",
                fault.file,
                fault.record.unwrap_or_default(),
                fault.field.unwrap_or_default()
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
        "a broken record causes no other fault: {places:#?}"
    );
}
