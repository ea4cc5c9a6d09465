//! Renders the pages of the small case that `tests/wasm` hydrates into `target/hydration`, as the build does.
//! `cargo xtask test` runs this before the WebAssembly tests.

use std::fs;
use std::path::Path;

use case_timeline::site::context::PageContext;
use case_timeline::site::document::{app_props, render_app};
use case_timeline::site::page_kind::PageKind;

use super::small;

#[test]
fn pages_for_hydration_are_written() {
    let folder = Path::new("target/hydration");
    fs::create_dir_all(folder).expect("target is writable");
    let library = small();
    let context = PageContext::all(&library.case, &library.languages, None)
        .next()
        .expect("a first language");
    for (name, kind) in [("main", PageKind::Main), ("embed", PageKind::Embed)] {
        let props = app_props(context, kind);
        let json = props.page_data.to_script();
        let html = render_app(props);
        assert!(html.contains("class=\"event"), "{name}");
        fs::write(folder.join(format!("{name}.html")), html).expect("target is writable");
        fs::write(folder.join(format!("{name}.json")), json).expect("target is writable");
    }
}
