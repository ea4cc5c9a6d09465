//! Writes the pages: checks `static/data`, renders every language and splices it into the shell that
//! Trunk has built. Trunk calls it as a hook; `cargo xtask check` calls it with `--check`. The variable
//! `CASE_TIMELINE_DATA` names another data folder.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::{env, fs, thread};

use case_timeline::content::case::Case;
use case_timeline::content::validate;
use case_timeline::site::context::Doc;
use case_timeline::site::exports::{data as exports, oembed, sitemap, text};
use case_timeline::site::minify::{script, style};
use case_timeline::site::page_kind::Kind;
use case_timeline::site::{document, preview_image};

/// The scripts of the built folder that are not part of the program.
const SCRIPTS: [&str; 6] = [
    "boot.js",
    "check.js",
    "copy.js",
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

/// Where the case stands; another case can be told without touching this one.
fn data() -> PathBuf {
    env::var_os("CASE_TIMELINE_DATA").map_or_else(|| PathBuf::from("static/data"), PathBuf::from)
}

fn check_only() -> Result<String, String> {
    let library = load()?;
    let case = &library.case;
    Ok(format!(
        "{} is sound: {} events, {} legal steps, {} sources, {} language(s).",
        data().display(),
        case.events.len(),
        case.steps.len(),
        case.sources.len(),
        library.languages.len()
    ))
}

fn load() -> Result<validate::Library, String> {
    let folder = data();
    validate::load(&folder).map_err(|faults| {
        let lines: Vec<_> = faults.iter().map(ToString::to_string).collect();
        format!(
            "{}\n{} fault(s) in {}; no page was written.",
            lines.join("\n"),
            faults.len(),
            folder.display()
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
    write_scripts(&folder, &shell, &library)?;
    fs::create_dir_all(folder.join("data")).map_err(|error| format!("data: {error}"))?;
    let docs: Vec<_> = Doc::all(&library.case, &library.languages, site.as_deref()).collect();
    let all: Vec<_> = docs
        .iter()
        .flat_map(|doc| Kind::all(&library.case).map(move |kind| (*doc, kind)))
        .collect();
    let pages = all.len();
    on_all_cores(&all, |(doc, kind)| write_page(*doc, *kind, &folder, &shell))?;
    on_all_cores(&docs, |doc| {
        give_away(*doc, &folder).map_err(|error| error.to_string())
    })?;
    if let Some(doc) = docs.first() {
        write_file(&folder.join(exports::SCHEMA_FILE), &exports::schema(*doc))?;
    }
    if let Some(site) = &site {
        write_file(&folder.join(sitemap::FILE), &sitemap::sitemap(&docs, site))?;
    }
    let paper = read(Path::new("static/style/print.css"))?;
    write_file(&folder.join("print.css"), &style::minify(&paper))?;
    Ok(format!(
        "prerendered {pages} pages{}",
        left_out(&library.case, site.as_deref())
    ))
}

/// What the pages do without, and why.
fn left_out(case: &Case, site: Option<&str>) -> String {
    let mut left_out = String::new();
    if site.is_none() {
        left_out += "\nwithout --site there is no canonical link, no oEmbed, no sitemap, no QR code and no address of the picture";
    }
    match &case.publisher {
        None => {
            left_out += "\nwithout \"publisher\" in case.json no page says who publishes it, not in the footer, the citations or the structured data, and there is no address for mistakes";
        }
        Some(publisher) if publisher.email.is_none() => {
            left_out += "\nwithout \"email\" of the publisher in case.json there is no address for mistakes";
        }
        Some(_) => {}
    }
    left_out
}

/// Writes the scripts, and makes the glue between the program and the browser small in its place.
fn write_scripts(folder: &Path, shell: &str, library: &validate::Library) -> Result<(), String> {
    let small = |name: &str, code: &str| {
        script::minify(code).map_err(|fault| format!("{name} cannot be read; mend it:\n{fault}"))
    };
    let [_, translations @ ..] = &library.case.languages[..] else {
        return Err("case.json names no language".to_owned());
    };
    for name in SCRIPTS {
        let source = |name: &str| read(&Path::new("static").join(name));
        let mut code = source(name)?.replace("TRANSLATIONS", &translations.join("|"));
        if name == "boot.js" {
            code.insert_str(0, &source("unfold.js")?);
        }
        write_file(&folder.join(name), &small(name, &code)?)?;
    }
    let glue = shell
        .split_once("data-js=\"./")
        .and_then(|(_, rest)| rest.split_once('"'));
    // What trunk has not been at has none.
    if let Some((glue, _)) = glue {
        let path = folder.join(glue);
        write_file(&path, &small(glue, &read(&path)?)?)?;
    }
    Ok(())
}

/// The styles of a page, small. There are as many sets as kinds of pages, and thousands of pages.
fn styles(doc: Doc<'_>, kind: Kind<'_>) -> Result<Arc<str>, String> {
    static READY: Mutex<BTreeMap<Vec<&str>, Arc<str>>> = Mutex::new(BTreeMap::new());
    let direction = (doc.ui.direction == "rtl").then_some("rtl");
    let parts: Vec<_> = kind.styles().iter().copied().chain(direction).collect();
    let mut ready = READY.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(styles) = ready.get(&parts) {
        return Ok(styles.clone());
    }
    let all: Result<Vec<_>, String> = parts
        .iter()
        .map(|part| read(&Path::new("static/style").join(format!("{part}.css"))))
        .collect();
    let styles: Arc<str> = style::minify(&all?.join("\n")).into();
    ready.insert(parts, styles.clone());
    Ok(styles)
}

/// Writes one page, and its oEmbed where it has an address.
fn write_page(doc: Doc<'_>, kind: Kind<'_>, folder: &Path, shell: &str) -> Result<(), String> {
    let page = document::page(doc, kind, shell, &styles(doc, kind)?);
    write_file(
        &folder.join(kind.file(doc)),
        &page.map_err(|fault| fault.to_string())?,
    )?;
    if let (Some(site), true) = (doc.site, kind.tells_the_case()) {
        write_file(
            &folder.join(oembed::file(doc, kind)),
            &oembed::answer(doc, kind, site),
        )?;
    }
    Ok(())
}

/// Does the same to each of many, as many at once as there are cores. Whoever is free takes the next: a
/// whole page is the work of a thousand cards.
fn on_all_cores<T: Sync>(
    all: &[T],
    work: impl Fn(&T) -> Result<(), String> + Sync,
) -> Result<(), String> {
    let next = AtomicUsize::new(0);
    let take = || {
        while let Some(one) = all.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(one)?;
        }
        Ok(())
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(take)).collect();
        workers.into_iter().try_for_each(|worker| {
            worker
                .join()
                .unwrap_or_else(|_| Err("a page panicked".to_owned()))
        })
    })
}

/// The files of one language that others may use, and the picture that they show of it.
fn give_away(doc: Doc<'_>, folder: &Path) -> Result<(), Box<dyn std::error::Error>> {
    let files = [
        (exports::json_file(doc), exports::json(doc)),
        (exports::csv_file(doc), exports::csv(doc)?),
        (exports::timelinejs_file(doc), exports::timelinejs(doc)),
        (text::file(doc), text::text(doc)?),
    ];
    for (file, content) in files {
        write_file(&folder.join(file), &content)?;
    }
    #[cfg(feature = "images")]
    {
        let drawn = preview_image::file(doc);
        let png = preview_image::png(doc).map_err(|error| format!("{drawn}: {error}"))?;
        fs::write(folder.join(&drawn), png).map_err(|error| format!("{drawn}: {error}"))?;
    }
    Ok(())
}

fn write_file(path: &Path, content: &str) -> Result<(), String> {
    fs::write(path, content).map_err(|error| format!("{}: {error}", path.display()))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
