//! `cargo xtask verify ADDRESS`: reads a published copy as browsers and embedding sites do, follows every
//! link inside it, and says what is wrong and what to do.
//!
//! [`answer`] fetches, [`links`] reads pages, [`rules`] knows what each answer must be. Nothing here
//! needs the sources the copy was built from.

mod answer;
pub(crate) mod links;
mod rules;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Mutex;
use std::thread;

use answer::Answer;
use links::Page;

use crate::Failure;
use crate::arguments::{Arguments, Usage, switch};

/// Something wrong: what it is and what to do. The files it was found in are collected beside it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(crate) struct Finding {
    wrong: String,
    remedy: &'static str,
}

impl Finding {
    fn new(wrong: impl Into<String>, remedy: &'static str) -> Self {
        Self {
            wrong: wrong.into(),
            remedy,
        }
    }
}

/// What was found, with the files.
type Found = BTreeMap<Finding, BTreeSet<String>>;

/// Pages and files that nothing needs to link to.
const STARTS: [&str; 7] = [
    "",
    "embed.html",
    "embedding.html",
    "check.html",
    "take-away.html",
    "embed.js",
    "frame.js",
];

/// How many requests are under way at once: quick, and no burden to any host.
const AT_ONCE: usize = 6;

pub(crate) const USAGE: Usage = Usage {
    command: "verify",
    about: "read a published copy: headers, types, links, oEmbed; what is wrong, what to do",
    required: &["ADDRESS"],
    optional: &[],
    options: &[switch(
        "--plain-host",
        "of a host that lets nobody set headers",
    )],
};

/// `cargo xtask verify`.
///
/// # Errors
/// What is wrong with the published copy.
pub(crate) fn verify(arguments: &Arguments) -> Result<(), Failure> {
    let address = arguments.operand(0).unwrap_or_default();
    if !(address.starts_with("https://") || address.starts_with("http://"))
        || !address.ends_with('/')
    {
        let expected = "must begin with https:// and end with a slash";
        return Err(USAGE.value_error("ADDRESS", address, expected).into());
    }
    let has_own_headers = !arguments.has("--plain-host");
    answer::curl()?;
    let mut copy = Copy {
        address: address.to_owned(),
        has_own_headers,
        answers: BTreeMap::new(),
        pages: BTreeMap::new(),
        found: Found::new(),
    };
    copy.read();
    copy.look();
    let files = copy.answers.len();
    let links: usize = copy.pages.values().map(|page| page.links.len()).sum();
    println!(
        "{address}: {files} files, {} pages, {links} links read",
        copy.pages.len()
    );
    if let Some(built_for) = copy.built_for().filter(|site| *site != copy.address) {
        println!("The pages were built for {built_for}");
    }
    if copy.found.is_empty() {
        println!("Nothing is wrong.");
        return Ok(());
    }
    Err(Failure::Work(format!(
        "{} kind(s) of fault\n{}",
        copy.found.len(),
        told(&copy.found)
    )))
}

/// A published copy, as far as it was read.
struct Copy {
    address: String,
    /// Whether the host can be told which headers to send.
    has_own_headers: bool,
    /// By name inside the folder; the folder itself is "".
    answers: BTreeMap<String, Answer>,
    pages: BTreeMap<String, Page>,
    found: Found,
}

impl Copy {
    fn add(&mut self, file: &str, finding: Finding) {
        let name = if file.is_empty() {
            "(the folder itself)"
        } else {
            file
        };
        self.found
            .entry(finding)
            .or_default()
            .insert(name.to_owned());
    }

    /// Fetches everything that can be reached.
    fn read(&mut self) {
        let mut next: BTreeSet<String> = STARTS.into_iter().map(str::to_owned).collect();
        while !next.is_empty() {
            let answers = fetched(&self.address, std::mem::take(&mut next), &[]);
            for (name, answer) in answers {
                if answer.is_page() {
                    let page = Page::new(&name, &answer.text());
                    let bases = [Some(self.address.clone()), self.built_for()];
                    let bases: Vec<_> = bases
                        .into_iter()
                        .flatten()
                        .chain(page.site.clone())
                        .collect();
                    next.extend(page.files(&bases));
                    // Search engines ask for it by its name; a folder without an address has none.
                    next.extend(page.site.as_ref().map(|_| "sitemap.xml".to_owned()));
                    self.pages.insert(name.clone(), page);
                }
                self.answers.insert(name, answer);
            }
            next.retain(|name| !self.answers.contains_key(name));
        }
    }

    /// The address that the pages were built for, if they name one.
    fn built_for(&self) -> Option<String> {
        self.pages.get("").and_then(|page| page.site.clone())
    }

    fn look(&mut self) {
        let answers = std::mem::take(&mut self.answers);
        for (name, answer) in &answers {
            for finding in rules::answer(name, answer, self.has_own_headers) {
                self.add(name, finding);
            }
        }
        self.answers = answers;
        if self.pages.is_empty() {
            self.add(
                "",
                Finding::new(
                    "there is no page",
                    "check the address: it is that of the folder, with a slash at its end",
                ),
            );
            return;
        }
        self.look_at_host();
        self.look_at_links();
        self.look_at_compression();
        self.look_at_oembed();
    }

    /// What is true of the host as a whole.
    fn look_at_host(&mut self) {
        let is_here = rules::is_loopback(&self.address);
        if self.address.starts_with("http://") && !is_here {
            self.add("", Finding::new("it is published without encryption", "serve it over https: pages that are encrypted may not embed it otherwise, and what readers look up is seen on the way"));
        }
        if self
            .built_for()
            .is_some_and(|site| site != self.address && !is_here)
        {
            self.add("", Finding::new("the pages were built for another address", "build them with --site and this very address: canonical links and oEmbed lead elsewhere"));
        }
        let missing = Answer::fetch(
            &format!("{}no-such-page-{}.html", self.address, std::process::id()),
            &[],
        );
        if missing.status != 404 {
            self.add(
                "",
                Finding::new(
                    format!(
                        "a page that does not exist is answered with {} instead of 404",
                        missing.status
                    ),
                    "switch off the rule that answers every address with one page",
                ),
            );
        }
        let hashed = Answer::fetch(&format!("{}app-0000000000000000.js", self.address), &[]);
        if rules::is_kept(&hashed) {
            self.add("", Finding::new("a hashed file that is missing may be kept as missing (Cache-Control of the answer 404)", "say how long files may be kept for those that are there only: a reader who comes while a release is being copied would never get the program"));
        }
        if let Some(index) = self.answers.get("")
            && let Some(finding) = rules::revalidation(&self.address, index)
        {
            self.add("", finding);
        }
    }

    fn look_at_links(&mut self) {
        let mut wrong = Vec::new();
        for (name, page) in &self.pages {
            for link in &page.links {
                let bases: Vec<_> = page.site.iter().chain([&self.address]).cloned().collect();
                let Some((file, anchor)) = links::inside(link, page, &bases) else {
                    continue;
                };
                let Some(answer) = self.answers.get(&file) else {
                    continue;
                };
                if answer.status != 200 {
                    wrong.push((
                        name.clone(),
                        Finding::new(
                            format!("a link to {file} leads to an answer {}", answer.status),
                            "publish the whole folder, as one build wrote it",
                        ),
                    ));
                } else if let (Some(anchor), Some(target)) = (anchor, self.pages.get(&file))
                    && !target.ids.contains(&anchor)
                {
                    wrong.push((
                        name.clone(),
                        Finding::new(
                            format!("a link to {file}#{anchor} leads nowhere on that page"),
                            "publish the whole folder, as one build wrote it",
                        ),
                    ));
                }
            }
        }
        for (name, finding) in wrong {
            self.add(&name, finding);
        }
    }

    /// One file of each kind as a browser asks for it; and whether what is sent compressed is the same file:
    /// a host that sends a copy from its disk may send one of an older release.
    fn look_at_compression(&mut self) {
        let packable = |(name, answer): &(&String, &Answer)| {
            answer.status == 200
                && answer.body.len() > 1400
                && crate::headers::is_compressible(name)
        };
        let names: BTreeSet<String> = self
            .answers
            .iter()
            .filter(packable)
            .map(|(name, _)| name.clone())
            .collect();
        let mut kinds = BTreeMap::new();
        for name in &names {
            let kind = name.rsplit('.').next().unwrap_or_default();
            kinds.entry(kind).or_insert(name);
        }
        let mut wrong = Vec::new();
        for name in kinds.into_values() {
            let packed = Answer::fetch(
                &format!("{}{name}", self.address),
                &["Accept-Encoding: br, gzip"],
            );
            let found = rules::compression(&packed).into_iter();
            wrong.extend(found.map(|finding| (name.clone(), finding)));
        }
        for (coding, _) in crate::compress::CODINGS {
            let asking = format!("Accept-Encoding: {coding}");
            for (name, packed) in fetched(&self.address, names.clone(), &[&asking]) {
                let found = rules::unpacked(&packed, &self.answers[&name]);
                wrong.extend(found.map(|finding| (name, finding)));
            }
        }
        for (name, finding) in wrong {
            self.add(&name, finding);
        }
    }

    fn look_at_oembed(&mut self) {
        let mut wrong = Vec::new();
        for (name, page) in &self.pages {
            let Some(link) = &page.oembed else { continue };
            let bases: Vec<_> = page.site.iter().chain([&self.address]).cloned().collect();
            let file = links::inside(link, page, &bases).map(|(file, _)| file);
            let Some((file, answer)) =
                file.and_then(|file| self.answers.get(&file).map(|answer| (file, answer)))
            else {
                wrong.push((
                    name.clone(),
                    Finding::new(
                        "its oEmbed link leads out of the folder",
                        "build with --site and the address of this folder",
                    ),
                ));
                continue;
            };
            if answer.status == 200 {
                let site = page.site.as_deref().unwrap_or(&self.address);
                wrong.extend(rules::oembed(&answer.text(), site).map(|finding| (file, finding)));
            }
        }
        for (name, finding) in wrong {
            self.add(&name, finding);
        }
    }
}

/// Fetches some files of a folder, several at once.
fn fetched(address: &str, names: BTreeSet<String>, headers: &[&str]) -> BTreeMap<String, Answer> {
    let left = Mutex::new(names.into_iter());
    let answers = Mutex::new(BTreeMap::new());
    thread::scope(|scope| {
        for _ in 0..AT_ONCE {
            scope.spawn(|| {
                let next = || left.lock().ok().and_then(|mut left| left.next());
                while let Some(name) = next() {
                    let answer = Answer::fetch(&format!("{address}{name}"), headers);
                    if let Ok(mut answers) = answers.lock() {
                        answers.insert(name, answer);
                    }
                }
            });
        }
    });
    answers.into_inner().unwrap_or_default()
}

/// The faults as lines: what, what to do, where.
fn told(found: &Found) -> String {
    let mut lines = Vec::new();
    for (finding, files) in found {
        let mut shown: Vec<_> = files.iter().take(3).map(String::as_str).collect();
        let more = files.len().saturating_sub(3);
        let rest = format!("and {more} more");
        if more > 0 {
            shown.push(&rest);
        }
        lines.push(format!(
            "- {}\n    what to do: {}\n    where: {}",
            finding.wrong,
            finding.remedy,
            shown.join(", ")
        ));
    }
    lines.join("\n")
}
