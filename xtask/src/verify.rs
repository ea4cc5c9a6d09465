//! `cargo xtask verify ADDRESS` fetches a published site as browsers and embedding pages do, follows every link
//! inside it, and reports errors with what to do.
//!
//! [`response`] fetches, [`links`] reads pages, [`rules`] has the requirements. Nothing here needs the sources that
//! the site was built from.

pub(crate) mod links;
mod response;
mod rules;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::thread;

use links::Page;
use response::Response;

use crate::Failure;
use crate::arguments::{Arguments, Usage, switch};
use crate::compress::{CODINGS, MIN_LENGTH};
use crate::headers::is_compressible;

/// An error of the published site. The files that have it are collected beside it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Diagnostic {
    message: String,
    /// What to do about it.
    remedy: String,
}

impl Diagnostic {
    fn new(message: impl Into<String>, remedy: impl Into<String>) -> Self {
        Self {
            message: message.into(),
            remedy: remedy.into(),
        }
    }
}

/// The errors, each with the names of its files.
type Diagnostics = BTreeMap<Diagnostic, BTreeSet<String>>;

/// Pages and files that are fetched even if nothing links to them.
const ENTRY_POINTS: [&str; 7] = [
    "",
    "embed.html",
    "embed-chooser.html",
    "frame-check.html",
    "take-away.html",
    "embed.js",
    "frame.js",
];

/// The number of parallel requests, small enough not to burden the server.
const PARALLEL_REQUESTS: usize = 6;

pub(crate) const USAGE: Usage = Usage {
    command: "verify",
    about: "fetch a published site and report errors in its headers, types, links and oEmbed",
    required: &["ADDRESS"],
    optional: &[],
    options: &[switch(
        "--no-custom-headers",
        "the server lets you set no headers, as GitHub Pages does",
    )],
};

/// `cargo xtask verify`.
///
/// # Errors
/// The published site has errors.
pub(crate) fn verify(arguments: &Arguments) -> Result<(), Failure> {
    let address = arguments.operand(0).unwrap_or_default();
    if !(address.starts_with("https://") || address.starts_with("http://"))
        || !address.ends_with('/')
    {
        let expected = "must begin with https:// and end with a slash";
        return Err(USAGE.value_error("ADDRESS", address, expected).into());
    }
    response::require_curl()?;
    let mut site = PublishedSite {
        address: address.to_owned(),
        has_custom_headers: !arguments.has("--no-custom-headers"),
        responses: BTreeMap::new(),
        pages: BTreeMap::new(),
        diagnostics: Diagnostics::new(),
    };
    site.fetch();
    site.diagnose();
    let files = site.responses.len();
    let links: usize = site.pages.values().map(|page| page.links.len()).sum();
    println!(
        "{address}: {files} files, {} pages, {links} links",
        site.pages.len()
    );
    println!(
        "Version: {}",
        site.version()
            .unwrap_or("unknown, because the pages do not name it")
    );
    if let Some(built_for) = site.built_for().filter(|built_for| *built_for != address) {
        println!("The pages were built for {built_for}");
    }
    if site.diagnostics.is_empty() {
        println!("No errors found.");
        return Ok(());
    }
    Err(Failure::Work(format!(
        "{} error(s)\n{}",
        site.diagnostics.len(),
        report(&site.diagnostics)
    )))
}

/// The part of a published site that can be reached by links.
struct PublishedSite {
    address: String,
    has_custom_headers: bool,
    /// By name inside the folder; the folder itself is "".
    responses: BTreeMap<String, Response>,
    pages: BTreeMap<String, Page>,
    diagnostics: Diagnostics,
}

impl PublishedSite {
    fn add(&mut self, file: &str, diagnostic: Diagnostic) {
        let name = if file.is_empty() {
            "(the folder itself)"
        } else {
            file
        };
        self.diagnostics
            .entry(diagnostic)
            .or_default()
            .insert(name.to_owned());
    }

    /// Fetches every file that can be reached.
    fn fetch(&mut self) {
        let mut next: BTreeSet<String> = ENTRY_POINTS.into_iter().map(str::to_owned).collect();
        while !next.is_empty() {
            let responses = fetch_all(&self.address, std::mem::take(&mut next), &[]);
            for (name, response) in responses {
                if response.is_page() {
                    let page = Page::new(&name, &response.text());
                    let bases = [Some(self.address.clone()), self.built_for()];
                    let bases: Vec<_> = bases
                        .into_iter()
                        .flatten()
                        .chain(page.site.clone())
                        .collect();
                    next.extend(page.files(&bases));
                    // Search engines request it by its name; a folder that was built without an address has none.
                    next.extend(page.site.as_ref().map(|_| "sitemap.xml".to_owned()));
                    self.pages.insert(name.clone(), page);
                }
                self.responses.insert(name, response);
            }
            next.retain(|name| !self.responses.contains_key(name));
        }
    }

    /// The address that the pages were built for, if they name one.
    fn built_for(&self) -> Option<String> {
        self.pages.get("").and_then(|page| page.site.clone())
    }

    /// The version of the copy and the date of its last check, if the pages name them.
    fn version(&self) -> Option<&str> {
        self.pages
            .values()
            .find_map(|page| page.generator.as_deref())
    }

    /// Collects all errors.
    fn diagnose(&mut self) {
        let responses = std::mem::take(&mut self.responses);
        for (name, response) in &responses {
            for diagnostic in rules::response(name, response, self.has_custom_headers) {
                self.add(name, diagnostic);
            }
        }
        self.responses = responses;
        if self.pages.is_empty() {
            let message = "there is no page";
            let remedy =
                "check the address: it must be that of the folder, with a slash at the end";
            self.add("", Diagnostic::new(message, remedy));
            return;
        }
        self.diagnose_server();
        self.diagnose_links();
        self.diagnose_compression();
        self.diagnose_oembed();
    }

    /// Collects the errors that concern the whole server.
    fn diagnose_server(&mut self) {
        let is_local = rules::is_loopback(&self.address);
        if self.address.starts_with("http://") && !is_local {
            let message = "it is published without encryption";
            let remedy = "serve it over https: encrypted pages cannot embed it otherwise, \
                 and the network sees what readers look up";
            self.add("", Diagnostic::new(message, remedy));
        }
        if self
            .built_for()
            .is_some_and(|built_for| built_for != self.address && !is_local)
        {
            let message = "the pages were built for another address";
            let remedy = "build with --site and this address: \
                 canonical links and oEmbed point to the other address";
            self.add("", Diagnostic::new(message, remedy));
        }
        let missing = Response::fetch(
            &format!("{}no-such-page-{}.html", self.address, std::process::id()),
            &[],
        );
        if missing.status != 404 {
            self.add(
                "",
                Diagnostic::new(
                    format!("a missing page returns {} instead of 404", missing.status),
                    "turn off the rule that sends one page for every address",
                ),
            );
        }
        let missing = Response::fetch(&format!("{}app-0000000000000000.js", self.address), &[]);
        if rules::is_immutable(&missing) {
            let message = "a missing hashed file has the cache lifetime of a hashed file";
            let remedy = "set cache lifetimes only for files that exist: the browser of a reader \
                 who comes while a release is being copied would store the 404 instead of the app";
            self.add("", Diagnostic::new(message, remedy));
        }
        if let Some(index) = self.responses.get("")
            && let Some(diagnostic) = rules::revalidation(&self.address, index)
        {
            self.add("", diagnostic);
        }
    }

    fn diagnose_links(&mut self) {
        let mut diagnostics = Vec::new();
        for (name, page) in &self.pages {
            for link in &page.links {
                let bases: Vec<_> = page.site.iter().chain([&self.address]).cloned().collect();
                let Some((file, anchor)) = links::inside(link, page, &bases) else {
                    continue;
                };
                let Some(response) = self.responses.get(&file) else {
                    continue;
                };
                let message = if response.status != 200 {
                    format!("a link to {file} returns {}", response.status)
                } else if let (Some(anchor), Some(target)) = (anchor, self.pages.get(&file))
                    && !target.ids.contains(&anchor)
                {
                    format!("a link to {file}#{anchor} has no target on that page")
                } else {
                    continue;
                };
                let diagnostic = Diagnostic::new(message, rules::COMPLETE_FOLDER);
                diagnostics.push((name.clone(), diagnostic));
            }
        }
        for (name, diagnostic) in diagnostics {
            self.add(&name, diagnostic);
        }
    }

    /// Whether one file of each type is compressed for a browser, and whether every compressed response has the
    /// content of the uncompressed one: the precompressed files on the server may be those of an older release.
    fn diagnose_compression(&mut self) {
        let is_large = |(name, response): &(&String, &Response)| {
            response.status == 200 && response.body.len() >= MIN_LENGTH && is_compressible(name)
        };
        let large = self.responses.iter().filter(is_large);
        let names: BTreeSet<String> = large.map(|(name, _)| name.clone()).collect();
        let mut by_extension = BTreeMap::new();
        for name in &names {
            let extension = name.rsplit('.').next().unwrap_or_default();
            by_extension.entry(extension).or_insert(name);
        }
        let mut diagnostics = Vec::new();
        for name in by_extension.into_values() {
            let response = Response::fetch(
                &format!("{}{name}", self.address),
                &["Accept-Encoding: br, gzip"],
            );
            let found = rules::compression(&response);
            diagnostics.extend(found.map(|diagnostic| (name.clone(), diagnostic)));
        }
        for (coding, _) in CODINGS {
            let accept = format!("Accept-Encoding: {coding}");
            for (name, compressed) in fetch_all(&self.address, names.clone(), &[&accept]) {
                let found = rules::decompressed(&compressed, &self.responses[&name]);
                diagnostics.extend(found.map(|diagnostic| (name, diagnostic)));
            }
        }
        for (name, diagnostic) in diagnostics {
            self.add(&name, diagnostic);
        }
    }

    fn diagnose_oembed(&mut self) {
        let mut diagnostics = Vec::new();
        for (name, page) in &self.pages {
            let Some(link) = &page.oembed else { continue };
            let bases: Vec<_> = page.site.iter().chain([&self.address]).cloned().collect();
            let target = links::inside(link, page, &bases)
                .and_then(|(file, _)| Some((self.responses.get(&file)?, file)));
            let Some((response, file)) = target else {
                let diagnostic = Diagnostic::new(
                    "its oEmbed link points outside the folder",
                    "build with --site and the address of this folder",
                );
                diagnostics.push((name.clone(), diagnostic));
                continue;
            };
            if response.status == 200 {
                let site = page.site.as_deref().unwrap_or(&self.address);
                let found = rules::oembed(&response.text(), site);
                diagnostics.extend(found.map(|diagnostic| (file, diagnostic)));
            }
        }
        for (name, diagnostic) in diagnostics {
            self.add(&name, diagnostic);
        }
    }
}

/// Fetches files of a folder, several in parallel.
fn fetch_all(
    address: &str,
    names: BTreeSet<String>,
    headers: &[&str],
) -> BTreeMap<String, Response> {
    let queue = Mutex::new(names.into_iter());
    let responses = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for _ in 0..PARALLEL_REQUESTS {
            scope.spawn(|| {
                let next = || queue.lock().ok().and_then(|mut queue| queue.next());
                while let Some(name) = next() {
                    let response = Response::fetch(&format!("{address}{name}"), headers);
                    if let Ok(mut responses) = responses.lock() {
                        responses.insert(name, response);
                    }
                }
            });
        }
    });
    responses.into_inner().unwrap_or_default()
}

/// The errors as lines: the message, what to do, and up to three files that have the error.
fn report(diagnostics: &Diagnostics) -> String {
    let mut lines = Vec::new();
    for (diagnostic, files) in diagnostics {
        let mut listed: Vec<_> = files.iter().take(3).map(String::as_str).collect();
        let more = format!("and {} more", files.len().saturating_sub(3));
        if files.len() > 3 {
            listed.push(&more);
        }
        lines.push(format!(
            "- {}\n    what to do: {}\n    where: {}",
            diagnostic.message,
            diagnostic.remedy,
            listed.join(", ")
        ));
    }
    lines.join("\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_lists_three_files_and_counts_the_others() {
        let files = ["a", "b", "c", "d", "e"].map(str::to_owned).into();
        let diagnostic = Diagnostic::new("it returns 404", "publish it");

        let report = report(&Diagnostics::from([(diagnostic, files)]));

        assert_eq!(
            report,
            "- it returns 404\n    what to do: publish it\n    where: a, b, c, and 2 more"
        );
    }
}
