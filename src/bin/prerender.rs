//! Validates `static/data` and writes the pages of all languages, the scripts, the print style sheet and the exported
//! files.
//!
//! Trunk runs it as a hook: each page is inserted into the HTML that Trunk built in `TRUNK_STAGING_DIR`.
//!
//! Environment variables: `CASE_TIMELINE_DATA` is the path of another data folder, `CASE_TIMELINE_SITE` is the address of
//! the published site.

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::ExitCode;
use std::sync::{Arc, Mutex, PoisonError};
use std::{env, fs};

use case_timeline::content;
use case_timeline::content::case::Case;
use case_timeline::content::validate::Library;
use case_timeline::site::context::PageContext;
use case_timeline::site::document;
use case_timeline::site::exports::{EXPORTS, data, oembed, sitemap};
use case_timeline::site::minify::{script, style};
use case_timeline::site::page_kind::PageKind;
#[cfg(feature = "images")]
use case_timeline::site::preview_image;
use rayon::prelude::*;

/// The scripts of the built folder, which are not part of the app, and the files of `static` that each consists of.
const SCRIPTS: [(&str, &[&str]); 7] = [
    ("listen-button.js", &["listen-button.js"]),
    ("listen.js", &["listen.js"]),
    ("frame-check.js", &["frame-check.js"]),
    ("copy.js", &["copy.js"]),
    ("embed.js", &["embed.js"]),
    ("embed-chooser.js", &["contrast.js", "embed-chooser.js"]),
    ("frame.js", &["contrast.js", "frame.js"]),
];

/// The script that contains [`TRANSLATIONS`].
const EMBED_SCRIPT: &str = "embed.js";

/// The placeholder for the codes of all languages but the original.
const TRANSLATIONS: &str = "TRANSLATIONS";

/// What precedes the file name of the JavaScript glue in the shell; see `pattern_preload` in `Trunk.toml`.
const BEFORE_GLUE: &str = "rel=\"modulepreload\" href=\"./";

fn main() -> ExitCode {
    match write() {
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

/// Writes all files, and returns a summary.
fn write() -> Result<String, String> {
    let folder = env::var_os("TRUNK_STAGING_DIR").map(PathBuf::from).ok_or(
        "TRUNK_STAGING_DIR is not set: the prerenderer is called by trunk; run `cargo xtask build`",
    )?;
    let site = env::var("CASE_TIMELINE_SITE").ok();
    let library = content::load().map_err(|report| format!("{report}; no page was written."))?;
    let shell = read(&folder.join("index.html"))?;
    write_scripts(&folder, &shell, &library)?;
    fs::create_dir_all(folder.join("data")).map_err(|error| format!("data: {error}"))?;
    let contexts: Vec<_> =
        PageContext::all(&library.case, &library.languages, site.as_deref()).collect();
    let pages: Vec<_> = contexts
        .iter()
        .flat_map(|context| PageKind::all(&library.case).map(move |kind| (*context, kind)))
        .collect();
    pages
        .par_iter()
        .try_for_each(|(context, kind)| write_page(*context, *kind, &folder, &shell))?;
    contexts.par_iter().try_for_each(|context| {
        write_exports(*context, &folder).map_err(|error| error.to_string())
    })?;
    write_file(&folder.join(data::SCHEMA_FILE), &data::schema())?;
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

/// Writes the minified scripts, and minifies the JavaScript glue of the WebAssembly module in place.
///
/// # Errors
/// Returns an error if a script cannot be read or parsed, or lacks its placeholder.
fn write_scripts(folder: &Path, shell: &str, library: &Library) -> Result<(), String> {
    let minify = |name: &str, code: &str| {
        script::minify(code)
            .map_err(|diagnostic| format!("{name} cannot be read; correct it:\n{diagnostic}"))
    };
    let translations = library.case.languages.get(1..).unwrap_or_default();
    for (name, parts) in SCRIPTS {
        let parts: Result<Vec<_>, _> = parts
            .iter()
            .map(|part| read(&Path::new("static").join(part)))
            .collect();
        let mut code = parts?.concat();
        if name == EMBED_SCRIPT {
            code = filled(name, &code, TRANSLATIONS, &translations.join("|"))?;
        }
        write_file(&folder.join(name), &minify(name, &code)?)?;
    }
    let glue = shell
        .split_once(BEFORE_GLUE)
        .and_then(|(_, after)| after.split('"').next())
        .ok_or_else(|| missing_placeholder("index.html", BEFORE_GLUE))?;
    let path = folder.join(glue);
    write_file(&path, &minify(glue, &read(&path)?)?)
}

/// Replaces a placeholder in a script.
fn filled(name: &str, code: &str, placeholder: &str, value: &str) -> Result<String, String> {
    if code.contains(placeholder) {
        Ok(code.replace(placeholder, value))
    } else {
        Err(missing_placeholder(name, placeholder))
    }
}

fn missing_placeholder(file: &str, placeholder: &str) -> String {
    format!(
        "{file}: the placeholder {placeholder} is missing; write it where the prerenderer is to insert its value"
    )
}

/// Returns the minified style sheet of a page. It is cached, because thousands of pages share a few style sheets.
fn styles(context: PageContext<'_>, kind: PageKind<'_>) -> Result<Arc<str>, String> {
    static CACHE: Mutex<BTreeMap<Vec<&str>, Arc<str>>> = Mutex::new(BTreeMap::new());
    let direction = (context.strings.direction == "rtl").then_some("rtl");
    let parts: Vec<_> = kind.styles().into_iter().chain(direction).collect();
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

/// Writes the exported files of one language and its preview images.
fn write_exports(
    context: PageContext<'_>,
    folder: &Path,
) -> Result<(), Box<dyn std::error::Error>> {
    for export in EXPORTS {
        write_file(
            &folder.join((export.file)(context)),
            &(export.content)(context)?,
        )?;
    }
    #[cfg(feature = "images")]
    {
        for kind in preview_image::kinds(context) {
            let file = preview_image::file(context, kind);
            let png =
                preview_image::png(context, kind).map_err(|error| format!("{file}: {error}"))?;
            fs::write(folder.join(&file), png).map_err(|error| format!("{file}: {error}"))?;
        }
    }
    Ok(())
}

fn write_file(path: &Path, content: &str) -> Result<(), String> {
    fs::write(path, content).map_err(|error| format!("{}: {error}", path.display()))
}

fn read(path: &Path) -> Result<String, String> {
    fs::read_to_string(path).map_err(|error| format!("{}: {error}", path.display()))
}
