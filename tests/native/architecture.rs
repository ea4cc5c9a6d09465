//! The architecture in `src/lib.rs`: dependencies between modules go one way, and little code depends on the target.

use std::fs;
use std::path::{Path, PathBuf};

/// Each module with the modules that it must not import.
const FORBIDDEN: [(&str, &[&str]); 3] = [
    ("model", &["content", "client", "site"]),
    ("content", &["client", "site"]),
    ("client", &["content", "site"]),
];

fn sources(folder: &Path) -> Vec<PathBuf> {
    let entries = fs::read_dir(folder).expect("the folder exists");
    let paths = entries.map(|entry| entry.expect("an entry").path());
    paths
        .flat_map(|path| {
            if path.is_dir() {
                sources(&path)
            } else {
                vec![path]
            }
        })
        .collect()
}

#[test]
fn imports_go_one_way() {
    for path in sources(Path::new("src")) {
        let source = fs::read_to_string(&path).expect("a source file");
        for (module, forbidden) in FORBIDDEN {
            let is_in_module = path.starts_with(format!("src/{module}"))
                || path == Path::new(&format!("src/{module}.rs"));
            if !is_in_module {
                continue;
            }
            for other in forbidden {
                let import = format!("crate::{other}");
                let line = source
                    .lines()
                    .find(|line| line.contains(&import) && !line.trim_start().starts_with("//"));
                assert!(line.is_none(), "{}: {line:?}", path.display());
            }
        }
    }
}

#[test]
fn little_code_depends_on_the_target() {
    let count: usize = sources(Path::new("src"))
        .iter()
        .filter(|path| !path.ends_with("lib.rs"))
        .map(|path| {
            let source = fs::read_to_string(path).expect("a source file");
            source.matches("target_arch").count()
        })
        .sum();
    assert!(count <= 10, "{count} occurrences of target_arch");
}

#[test]
fn only_the_dom_module_calls_web_apis() {
    // Components name the events that they handle, and `app.rs` the element that it hydrates.
    let permitted = ["web_sys::Element"];
    for path in sources(Path::new("src")) {
        let is_dom = path == Path::new("src/client/dom.rs") || path.starts_with("src/client/dom");
        if is_dom {
            continue;
        }
        let source = fs::read_to_string(&path).expect("a source file");
        let code = permitted
            .iter()
            .fold(source, |code, name| code.replace(name, ""));
        for crate_name in ["web_sys", "js_sys", "gloo", "wasm_bindgen_futures"] {
            let line = code
                .lines()
                .find(|line| line.contains(crate_name) && !line.trim_start().starts_with("//"));
            assert!(line.is_none(), "{}: {line:?}", path.display());
        }
    }
}
