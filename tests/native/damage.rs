//! Random damage to valid data is reported; data that is valid after the damage renders.

use case_timeline::site::context::PageContext;
use case_timeline::site::document;
use case_timeline::site::page_kind::PageKind;
use proptest::prelude::*;
use serde_json::Value;

use super::{read, small_files};

/// Adds the JSON pointers of a value and of everything in it to `found`; `at` is the pointer of the value.
pub(crate) fn pointers(value: &Value, pointer: &str, found: &mut Vec<String>) {
    found.push(pointer.to_owned());
    match value {
        Value::Array(parts) => parts
            .iter()
            .enumerate()
            .for_each(|(index, part)| pointers(part, &format!("{pointer}/{index}"), found)),
        Value::Object(parts) => parts
            .iter()
            .for_each(|(key, part)| pointers(part, &format!("{pointer}/{key}"), found)),
        _ => {}
    }
}

/// Values that no field of any file may have.
fn invalid() -> impl Strategy<Value = Value> {
    prop_oneof![
        Just(Value::from(-1)),
        Just(Value::from(1.5)),
        Just(serde_json::json!({ "no": "such field" })),
        Just(serde_json::json!([[[]]])),
        Just(Value::from("\u{202e}")),
        Just(Value::from("\u{0}[[x|")),
    ]
}

proptest! {
    #![proptest_config(super::hostile::config(200))]

    #[test]
    fn an_invalid_value_anywhere_is_reported(file in 0_usize..5, index in any::<prop::sample::Index>(), value in invalid()) {
        let mut files = small_files();
        let name = files.keys().nth(file).cloned().unwrap_or_default();
        let mut json: Value = serde_json::from_str(&files[&name]).expect("the fixture is JSON");
        let mut all = Vec::new();
        pointers(&json, "", &mut all);
        let pointer: &String = index.get(&all);
        *json.pointer_mut(pointer).expect("the pointer was found there") = value;
        files.insert(name.clone(), json.to_string());

        let diagnostics = read(&files).err().unwrap_or_default();

        prop_assert!(diagnostics.iter().any(|diagnostic| diagnostic.file == name), "{name}{pointer}: {diagnostics:?}");
    }

    #[test]
    fn a_truncated_file_is_reported(file in 0_usize..5, end in any::<prop::sample::Index>()) {
        let mut files = small_files();
        let name = files.keys().nth(file).cloned().unwrap_or_default();
        // Without its last brace a file is incomplete at every length.
        let complete = files[&name].trim_end().trim_end_matches('}');
        let characters: Vec<char> = complete.chars().collect();
        let truncated: String = characters[..end.index(characters.len())].iter().collect();
        files.insert(name.clone(), truncated);

        let diagnostics = read(&files).err().unwrap_or_default();

        prop_assert!(diagnostics.iter().any(|diagnostic| diagnostic.file == name), "{name}: {diagnostics:?}");
    }

    #[test]
    fn a_file_with_junk_is_reported_or_renders(
        file in 0_usize..5, from in any::<prop::sample::Index>(), length in 1_usize..40, junk in "\\PC{0,20}",
    ) {
        let mut files = small_files();
        let name = files.keys().nth(file).cloned().unwrap_or_default();
        let characters: Vec<char> = files[&name].chars().collect();
        let start = from.index(characters.len());
        let remaining = characters.iter().skip(start + length);
        let damaged: String = characters[..start].iter().copied().chain(junk.chars()).chain(remaining.copied()).collect();
        files.insert(name.clone(), damaged);

        match read(&files) {
            // The diagnostic may be in another file: a changed id is missing in the files that refer to it.
            Err(diagnostics) => prop_assert!(!diagnostics.is_empty(), "{name}: rejected without a diagnostic"),
            Ok(library) => {
                for context in PageContext::all(&library.case, &library.languages, None) {
                    let props = document::app_props(context, PageKind::Main);
                    prop_assert!(!document::render_app(props).is_empty());
                }
            }
        }
    }
}
