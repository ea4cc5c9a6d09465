//! Validates `static/data` and writes the pages of all languages, the scripts, the print style sheet and the exported
//! files.
//!
//! Trunk runs it as a hook: each page is inserted into the HTML that Trunk built in `TRUNK_STAGING_DIR`. With `--check`
//! (`cargo xtask check`), it validates the data only.
//!
//! Environment variables: `CASE_TIMELINE_DATA` is the path of another data folder, `CASE_TIMELINE_SITE` is the address of
//! the published site.

use std::collections::BTreeMap;
use std::num::NonZero;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::{env, fs, thread};

use case_timeline::content::case::Case;
use case_timeline::content::validate;
use case_timeline::site::context::PageContext;
use case_timeline::site::document;
use case_timeline::site::exports::{data as exports, oembed, sitemap, text};
use case_timeline::site::minify::{script, style};
use case_timeline::site::page_kind::PageKind;
#[cfg(feature = "images")]
use case_timeline::site::preview_image;

/// The scripts in `static` that are copied to the built folder. They are not part of the app.
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
        Ok(summary) => {
            println!("{summary}");
            ExitCode::SUCCESS
        }
        Err(error) => {
            eprintln!("{error}");
            ExitCode::FAILURE
        }
    }
}

/// Returns the path of the data folder. `CASE_TIMELINE_DATA` selects the data of another case.
fn data_folder() -> PathBuf {
    env::var_os("CASE_TIMELINE_DATA").map_or_else(|| PathBuf::from("static/data"), PathBuf::from)
}

/// Validates the data without writing pages, and returns a summary.
fn check_only() -> Result<String, String> {
    let library = load()?;
    let case = &library.case;
    Ok(format!(
        "{} is valid: {} events, {} legal steps, {} sources, {} language(s).",
        data_folder().display(),
        case.events.len(),
        case.steps.len(),
        case.sources.len(),
        library.languages.len()
    ))
}

/// Loads and validates the data.
fn load() -> Result<validate::Library, String> {
    let folder = data_folder();
    validate::load(&folder).map_err(|diagnostics| {
        let lines: Vec<_> = diagnostics.iter().map(ToString::to_string).collect();
        format!(
            "{}\n{} error(s) in {}; no page was written.",
            lines.join("\n"),
            diagnostics.len(),
            folder.display()
        )
    })
}

/// Writes all files, and returns a summary.
fn write() -> Result<String, String> {
    let folder = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or(
        "TRUNK_STAGING_DIR is not set: the prerenderer is called by trunk; run `cargo xtask build`",
    )?;
    let site = env::var("CASE_TIMELINE_SITE").ok();
    let library = load()?;
    let shell = read(&folder.join("index.html"))?;
    write_scripts(&folder, &shell, &library)?;
    fs::create_dir_all(folder.join("data")).map_err(|error| format!("data: {error}"))?;
    let contexts: Vec<_> =
        PageContext::all(&library.case, &library.languages, site.as_deref()).collect();
    let pages: Vec<_> = contexts
        .iter()
        .flat_map(|context| PageKind::all(&library.case).map(move |kind| (*context, kind)))
        .collect();
    on_all_cores(&pages, |(context, kind)| {
        write_page(*context, *kind, &folder, &shell)
    })?;
    on_all_cores(&contexts, |context| {
        write_exports(*context, &folder).map_err(|error| error.to_string())
    })?;
    if let Some(context) = contexts.first() {
        write_file(
            &folder.join(exports::SCHEMA_FILE),
            &exports::schema(*context),
        )?;
    }
    if let Some(site) = &site {
        write_file(
            &folder.join(sitemap::FILE),
            &sitemap::sitemap(&contexts, site),
        )?;
    }
    let print_style = read(Path::new("static/style/print.css"))?;
    write_file(&folder.join("print.css"), &style::minify(&print_style))?;
    Ok(format!(
        "prerendered {} pages{}",
        pages.len(),
        omissions(&library.case, site.as_deref())
    ))
}

/// Returns a note for each optional part that the pages lack, with the reason.
fn omissions(case: &Case, site: Option<&str>) -> String {
    let mut omissions = String::new();
    if site.is_none() {
        omissions += "\nwithout --site there is no canonical link, no oEmbed, no sitemap, no QR code and no address of the picture";
    }
    match &case.publisher {
        None => {
            omissions += "\nwithout \"publisher\" in case.json no page says who publishes it, not in the footer, the citations or the structured data, and there is no address for mistakes";
        }
        Some(publisher) if publisher.email.is_none() => {
            omissions += "\nwithout \"email\" of the publisher in case.json there is no address for mistakes";
        }
        Some(_) => {}
    }
    omissions
}

/// Writes the minified scripts, and minifies the JavaScript bindings of the WebAssembly module in place.
fn write_scripts(folder: &Path, shell: &str, library: &validate::Library) -> Result<(), String> {
    let minify = |name: &str, code: &str| {
        script::minify(code)
            .map_err(|diagnostic| format!("{name} cannot be read; correct it:\n{diagnostic}"))
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
        write_file(&folder.join(name), &minify(name, &code)?)?;
    }
    let bindings = shell
        .split_once("data-js=\"./")
        .and_then(|(_, after)| after.split_once('"'));
    // HTML that Trunk did not process names no bindings.
    if let Some((bindings, _)) = bindings {
        let path = folder.join(bindings);
        write_file(&path, &minify(bindings, &read(&path)?)?)?;
    }
    Ok(())
}

/// Returns the minified style sheet of a page. It is cached, because thousands of pages share a few style sheets.
fn styles(context: PageContext<'_>, kind: PageKind<'_>) -> Result<Arc<str>, String> {
    static CACHE: Mutex<BTreeMap<Vec<&str>, Arc<str>>> = Mutex::new(BTreeMap::new());
    let direction = (context.strings.direction == "rtl").then_some("rtl");
    let parts: Vec<_> = kind.styles().iter().copied().chain(direction).collect();
    let mut cache = CACHE.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(styles) = cache.get(&parts) {
        return Ok(styles.clone());
    }
    let sources: Result<Vec<_>, String> = parts
        .iter()
        .map(|part| read(&Path::new("static/style").join(format!("{part}.css"))))
        .collect();
    let styles: Arc<str> = style::minify(&sources?.join("\n")).into();
    cache.insert(parts, styles.clone());
    Ok(styles)
}

/// Writes a page. If the address of the site is known, also writes the oEmbed response of a page that shows the case.
fn write_page(
    context: PageContext<'_>,
    kind: PageKind<'_>,
    folder: &Path,
    shell: &str,
) -> Result<(), String> {
    let page = document::page(context, kind, shell, &styles(context, kind)?);
    write_file(
        &folder.join(kind.file(context)),
        &page.map_err(|diagnostic| diagnostic.to_string())?,
    )?;
    if let (Some(site), true) = (context.site, kind.shows_the_case()) {
        write_file(
            &folder.join(oembed::file(context, kind)),
            &oembed::answer(context, kind, site),
        )?;
    }
    Ok(())
}

/// Calls a function for each item, on one thread per core. A free thread takes the next item, because the cost of items
/// varies: a full page takes as long as a thousand cards.
///
/// # Errors
/// Returns an error of the function, or that a thread panicked.
fn on_all_cores<T: Sync>(
    items: &[T],
    work: impl Fn(&T) -> Result<(), String> + Sync,
) -> Result<(), String> {
    let next = AtomicUsize::new(0);
    let run = || {
        while let Some(item) = items.get(next.fetch_add(1, Ordering::Relaxed)) {
            work(item)?;
        }
        Ok(())
    };
    let cores = thread::available_parallelism().map_or(1, NonZero::get);
    thread::scope(|scope| {
        let workers: Vec<_> = (0..cores).map(|_| scope.spawn(run)).collect();
        workers.into_iter().try_for_each(|worker| {
            worker
                .join()
                .unwrap_or_else(|_| Err("a page panicked".to_owned()))
        })
    })
}

/// Writes the exported files of one language and its preview image.
fn write_exports(
    context: PageContext<'_>,
    folder: &Path,
) -> Result<(), Box<dyn std::error::Error>> {
    let files = [
        (exports::json_file(context), exports::json(context)),
        (exports::csv_file(context), exports::csv(context)?),
        (
            exports::timelinejs_file(context),
            exports::timelinejs(context),
        ),
        (text::file(context), text::text(context)?),
    ];
    for (file, content) in files {
        write_file(&folder.join(file), &content)?;
    }
    #[cfg(feature = "images")]
    {
        let file = preview_image::file(context);
        let png = preview_image::png(context).map_err(|error| format!("{file}: {error}"))?;
        fs::write(folder.join(&file), png).map_err(|error| format!("{file}: {error}"))?;
    }
    Ok(())
}

fn write_file(path: &Path, content: &str) -> Result<(), String> {
    fs::write(path, content).map_err(|error| format!("{}: {error}", path.display()))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
