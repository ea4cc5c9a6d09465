//! Native tests: data, status, dates, terms, and the rendered pages. `tests/wasm` tests hydration in a browser,
//! `tests/artifacts` the built folder, `tests/browser` what readers do with it.

mod announcement;
mod architecture;
mod chart;
mod collation;
mod damage;
mod data;
mod dates;
mod diagnostics;
mod exports;
mod hostile;
mod hydration;
mod import;
mod page;
mod paper;
mod preview_image;
mod search;
mod state;
mod status;
mod terms;
mod translations;

use std::collections::BTreeMap;
use std::fs;

use case_timeline::content::data_folder;
use case_timeline::content::validate::{self, Diagnostic, Library};

/// The published case.
fn published() -> Library {
    validate::load(&data_folder())
        .expect("the data is valid; `cargo xtask check` reports its errors")
}

/// The id of the first event that has an outcome, which is an order of a court.
fn first_order(library: &Library) -> &str {
    let (text, _) = &library.languages[0];
    let mut events = library.case.events.iter().map(|event| &*event.id);
    events
        .find(|id| text.events[*id].outcome.is_some())
        .expect("the case has an order of a court")
}

/// The files of the small case, which has every kind of record, by name: those that `cargo xtask new-case` writes, and
/// a text in Arabic.
fn small_files() -> BTreeMap<String, String> {
    let read = |path: &str| fs::read_to_string(path).expect("the fixture exists");
    let mut files: BTreeMap<_, _> = [
        ("case.json", "xtask/templates/case/case.json"),
        ("text.en.json", "xtask/templates/case/text.en.json"),
        ("text.ar.json", "tests/fixtures/small/text.ar.json"),
        ("ui.en.json", "static/data/ui.en.json"),
        ("ui.ar.json", "static/data/ui.ar.json"),
    ]
    .map(|(name, path)| (name.to_owned(), read(path)))
    .into();
    let case = files["case.json"].replace(r#"["en"]"#, r#"["en", "ar"]"#);
    files.insert("case.json".to_owned(), case);
    files
}

fn read(files: &BTreeMap<String, String>) -> Result<Library, Vec<Diagnostic>> {
    validate::read(|name| {
        files
            .get(name)
            .cloned()
            .ok_or_else(|| "no such file".to_owned())
    })
}

fn small() -> Library {
    read(&small_files()).expect("the small case is valid")
}
