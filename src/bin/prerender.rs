//! Writes the pages: checks `static/data`, renders every language and splices it into the shell that
//! Trunk has built. Trunk calls it as a hook; `cargo xtask check` calls it with `--check`.

use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::{env, fs};

use case_timeline::case::Case;
use case_timeline::check;
use case_timeline::page::{self, Kind, oembed};
use case_timeline::views::Doc;

/// The scripts of the built folder that are not part of the program.
const SCRIPTS: [&str; 5] = [
    "boot.js",
    "check.js",
    "embed.js",
    "embedding.js",
    "frame.js",
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
    let mut pages = 0;
    for (place, (text, ui)) in library.languages.iter().enumerate() {
        let doc = Doc {
            case: &library.case,
            text,
            ui,
        };
        let code = (place > 0).then_some(text.language.as_str());
        for kind in kinds(&library.case) {
            let styles: Result<Vec<_>, _> = kind
                .styles()
                .iter()
                .map(|part| read(&Path::new("static/style").join(format!("{part}.css"))))
                .collect();
            let page = page::page(doc, kind, &shell, &styles?.join("\n"), site.as_deref());
            write_file(
                &folder.join(kind.file(code)),
                &page.map_err(|fault| fault.to_string())?,
            )?;
            if let (Some(site), true) = (&site, kind.has_oembed()) {
                write_file(
                    &folder.join(oembed::file(kind)),
                    &oembed::answer(doc, kind, site),
                )?;
            }
            pages += 1;
        }
    }
    for script in SCRIPTS {
        write_file(
            &folder.join(script),
            &without_comments(&read(&Path::new("static").join(script))?),
        )?;
    }
    let left_out = if site.is_some() {
        ""
    } else {
        "; without --site there is no canonical link and no oEmbed"
    };
    Ok(format!("prerendered {pages} pages{left_out}"))
}

/// The page, the embed, and a card for each event and each step.
fn kinds(case: &Case) -> Vec<Kind<'_>> {
    let events = case.events.iter().map(|event| event.id.as_str());
    let steps = case.steps.iter().map(|step| step.id.as_str());
    [Kind::Main, Kind::Embed, Kind::Embedding, Kind::Check]
        .into_iter()
        .chain(events.chain(steps).map(Kind::Card))
        .collect()
}

/// A script without the lines that are comments only, and without indentation: both are for those who
/// read it here.
fn without_comments(script: &str) -> String {
    let lines = script
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty() && !line.starts_with("//"));
    lines.collect::<Vec<_>>().join("\n") + "\n"
}

fn write_file(path: &Path, content: &str) -> Result<(), String> {
    fs::write(path, content).map_err(|error| format!("{}: {error}", path.display()))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
