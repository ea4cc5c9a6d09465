//! Native tests: data, status, dates, words, and the page as it is written. `tests/wasm` checks what the browser
//! makes of it, `tests/artifacts` what the built folder holds, `tests/browser` what a reader does with it.

mod architecture;
mod damage;
mod data;
mod dates;
mod diagnostics;
mod exports;
mod hostile;
mod hydration;
mod order;
mod page;
mod picture;
mod standing;
mod state;
mod terms;

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::{env, fs};

use case_timeline::content::validate::{self, Diagnostic, Library};

/// The folder of the case that readers see. `CASE_TIMELINE_DATA` names another, as for the prerenderer.
fn data_folder() -> PathBuf {
    env::var_os("CASE_TIMELINE_DATA").map_or_else(|| "static/data".into(), PathBuf::from)
}

/// The case that readers see.
fn published() -> Library {
    validate::load(&data_folder()).expect("`cargo xtask check` says what is wrong with the data")
}

/// The first order of a court in a case.
fn first_order(library: &Library) -> &str {
    let (text, _) = &library.languages[0];
    let mut events = library.case.events.iter().map(|event| &*event.id);
    events
        .find(|id| text.events[*id].outcome.is_some())
        .expect("a court ordered something")
}

/// The files of the small case that shows every kind of record.
fn small_files() -> BTreeMap<String, String> {
    let read = |path: &str| fs::read_to_string(path).expect("the fixture exists");
    [
        ("case.json", "tests/fixtures/small/case.json"),
        ("text.en.json", "tests/fixtures/small/text.en.json"),
        ("text.ar.json", "tests/fixtures/small/text.ar.json"),
        ("ui.en.json", "static/data/ui.en.json"),
        ("ui.ar.json", "static/data/ui.ar.json"),
    ]
    .map(|(name, path)| (name.to_owned(), read(path)))
    .into()
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
    read(&small_files()).expect("the small case is sound")
}
