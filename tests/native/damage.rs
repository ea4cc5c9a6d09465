//! Random damage to sound data is found; damage that leaves the data sound makes pages.

use case_timeline::site::context::PageContext;
use case_timeline::site::document;
use case_timeline::site::page_kind::PageKind;
use proptest::prelude::*;
use serde_json::Value;

use super::{read, small_files};

/// All pointers of a value.
pub(crate) fn pointers(value: &Value, at: &str, found: &mut Vec<String>) {
    found.push(at.to_owned());
    match value {
        Value::Array(parts) => parts
            .iter()
            .enumerate()
            .for_each(|(index, part)| pointers(part, &format!("{at}/{index}"), found)),
        Value::Object(parts) => parts
            .iter()
            .for_each(|(key, part)| pointers(part, &format!("{at}/{key}"), found)),
        _ => {}
    }
}

/// Values that are wrong wherever they are put: no field of any file may hold them.
fn wrong() -> impl Strategy<Value = Value> {
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
    fn a_wrong_value_anywhere_is_found(file in 0_usize..5, index in any::<prop::sample::Index>(), value in wrong()) {
        let mut files = small_files();
        let name = files.keys().nth(file).cloned().unwrap_or_default();
        let mut json: Value = serde_json::from_str(&files[&name]).expect("the fixture is JSON");
        let mut all = Vec::new();
        pointers(&json, "", &mut all);
        let at = index.get(&all);
        *json.pointer_mut(at).expect("the pointer was found there") = value;
        files.insert(name.clone(), json.to_string());

        let diagnostics = read(&files).err().unwrap_or_default();

        prop_assert!(diagnostics.iter().any(|diagnostic| diagnostic.file == name), "{name}{at}: {diagnostics:?}");
    }

    #[test]
    fn a_file_cut_short_is_found(file in 0_usize..5, end in any::<prop::sample::Index>()) {
        let mut files = small_files();
        let name = files.keys().nth(file).cloned().unwrap_or_default();
        // Without its last brace no file is complete, wherever it ends.
        let complete = files[&name].trim_end().trim_end_matches('}');
        let letters: Vec<char> = complete.chars().collect();
        let cut: String = letters[..end.index(letters.len())].iter().collect();
        files.insert(name.clone(), cut);

        let diagnostics = read(&files).err().unwrap_or_default();

        prop_assert!(diagnostics.iter().any(|diagnostic| diagnostic.file == name), "{name}: {diagnostics:?}");
    }

    #[test]
    fn a_file_with_junk_in_it_is_found_or_still_makes_pages(
        file in 0_usize..5, from in any::<prop::sample::Index>(), length in 1_usize..40, junk in "\\PC{0,20}",
    ) {
        let mut files = small_files();
        let name = files.keys().nth(file).cloned().unwrap_or_default();
        let letters: Vec<char> = files[&name].chars().collect();
        let start = from.index(letters.len());
        let remaining = letters.iter().skip(start + length);
        let damaged: String = letters[..start].iter().copied().chain(junk.chars()).chain(remaining.copied()).collect();
        files.insert(name.clone(), damaged);

        match read(&files) {
            // An id that was changed is missing in the files that use it.
            Err(diagnostics) => prop_assert!(!diagnostics.is_empty(), "{name}: refused without a reason"),
            Ok(library) => {
                for context in PageContext::all(&library.case, &library.languages, None) {
                    let props = document::app_props(context, PageKind::Main);
                    prop_assert!(!document::render_app(props).is_empty());
                }
            }
        }
    }
}
