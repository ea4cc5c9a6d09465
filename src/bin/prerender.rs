//! Writes the pages: checks `static/data`, renders every language and splices it into the shell that
//! Trunk has built. Trunk calls it as a hook; `cargo xtask check` calls it with `--check`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use case_timeline::check;
use case_timeline::page;
use case_timeline::views::Doc;

/// The style sheet, in the order in which its parts apply.
const STYLES: [&str; 10] = [
    "base", "masthead", "strip", "standing", "controls", "timeline", "steps", "lists", "explain",
    "print",
];

fn main() -> ExitCode {
    let is_check = env::args().any(|argument| argument == "--check");
    match if is_check { check_only() } else { write() } {
        Ok(done) => {
            println!("{done}");
            ExitCode::SUCCESS
        }
        Err(trouble) => {
            eprintln!("{trouble}");
            ExitCode::FAILURE
        }
    }
}

fn check_only() -> Result<String, String> {
    let library = load()?;
    let case = &library.case;
    Ok(format!(
        "static/data is sound: {} events, {} legal steps, {} sources, {} language(s).",
        case.events.len(),
        case.steps.len(),
        case.sources.len(),
        library.languages.len()
    ))
}

fn load() -> Result<check::Library, String> {
    check::load(Path::new("static/data")).map_err(|faults| {
        let lines: Vec<_> = faults.iter().map(ToString::to_string).collect();
        format!(
            "{}\n{} fault(s) in static/data; no page was written.",
            lines.join("\n"),
            faults.len()
        )
    })
}

fn write() -> Result<String, String> {
    let folder = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or(
        "TRUNK_STAGING_DIR is not set: the prerenderer is called by trunk; run `cargo xtask build`",
    )?;
    let site = env::var("CASE_TIMELINE_SITE").ok();
    let library = load()?;
    let shell = read(&folder.join("index.html"))?;
    let styles: Result<Vec<_>, _> = STYLES
        .iter()
        .map(|part| read(&Path::new("static/style").join(format!("{part}.css"))))
        .collect();
    let styles = styles?.join("\n");

    for (place, (text, ui)) in library.languages.iter().enumerate() {
        let doc = Doc {
            case: &library.case,
            text,
            ui,
        };
        let page =
            page::page(doc, &shell, &styles, site.as_deref()).map_err(|fault| fault.to_string())?;
        let name = if place == 0 {
            "index.html".to_owned()
        } else {
            format!("index.{}.html", text.language)
        };
        let path = folder.join(&name);
        fs::write(&path, page).map_err(|error| format!("{}: {error}", path.display()))?;
    }
    Ok(format!("prerendered {} page(s)", library.languages.len()))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
