//! The whole document around the components: bodies of records, head, outline, spliced into the shell
//! that Trunk has built (`index.html` with the program's hashed names).

pub mod export;
mod head;
pub mod oembed;
pub mod picture;
pub mod plain;
pub mod script;
pub mod sitemap;
mod structured;
pub mod style;

use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use yew::prelude::*;

use crate::app::{App, AppProps};
use crate::browser::OUTLINE_ID;
use crate::case::Case;
use crate::outline::{EVENTS, FAQ, Outline, QUESTIONS, REFERENCE, STRIP};
use crate::views::{
    Doc, bulletin, card, controls, embedding, entries, event, list, masthead, step, strip, table,
    take_away, timeline,
};

/// A shell that lacks one of the places to fill.
#[derive(Debug, PartialEq, Eq)]
pub struct NoPlace(pub &'static str);

impl std::fmt::Display for NoPlace {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "index.html: no place for {0}; it must contain <!--{0}--> once",
            self.0
        )
    }
}

/// Which page of the built folder.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind<'a> {
    /// The page itself.
    Main,
    /// The widget without the page around it, its sections folded.
    Embed,
    /// One event or one step, without the program.
    Card(&'a str),
    /// What a reader can print, share, cite and download.
    TakeAway,
    /// One leaf for a parish bulletin.
    Bulletin,
    /// The page in one file that needs no other.
    SingleFile,
    /// For those who embed: ways to do it, with a chooser.
    Embedding,
    /// For those who embed: what their frame may do.
    Check,
}

impl<'a> Kind<'a> {
    /// All pages of a language: those of the whole case, and a card for each event and each step.
    pub fn all(case: &'a Case) -> impl Iterator<Item = Self> {
        let events = case.events.iter().map(|event| event.id.as_str());
        let steps = case.steps.iter().map(|step| step.id.as_str());
        let whole = [
            Self::Main,
            Self::Embed,
            Self::TakeAway,
            Self::Bulletin,
            Self::SingleFile,
            Self::Embedding,
            Self::Check,
        ];
        whole.into_iter().chain(events.chain(steps).map(Self::Card))
    }

    /// The page's file in the built folder; languages after the original add their code.
    pub fn file(self, doc: Doc<'_>) -> String {
        let name = match self {
            Self::Main => "index".to_owned(),
            Self::Embed => "embed".to_owned(),
            Self::Card(id) => format!("card-{id}"),
            Self::TakeAway => "take-away".to_owned(),
            Self::Bulletin => "bulletin".to_owned(),
            // It leaves the folder, so its name says what it is.
            Self::SingleFile => return format!("{}.{}.html", doc.case.name, doc.text.language),
            Self::Embedding => "embedding".to_owned(),
            Self::Check => "check".to_owned(),
        };
        match doc.code() {
            Some(code) => format!("{name}.{code}.html"),
            None => format!("{name}.html"),
        }
    }

    /// The page's address; the original's main page is the folder itself.
    pub fn address(self, doc: Doc<'_>, site: &str) -> String {
        match (self, doc.code()) {
            (Self::Main, None) => site.to_owned(),
            _ => format!("{site}{}", self.file(doc)),
        }
    }

    /// Whether it is what readers came for, as a whole or in part: such pages can be pasted into others,
    /// have a picture for previews, and styles of their own on paper.
    pub fn tells_the_case(self) -> bool {
        matches!(self, Self::Main | Self::Embed | Self::Card(_))
    }

    /// Whether it is read where its neighbours in the folder are not.
    pub fn is_alone(self) -> bool {
        matches!(self, Self::Bulletin | Self::SingleFile)
    }

    /// Whether it is made to be shown inside other pages, in their looks.
    fn is_for_frames(self) -> bool {
        matches!(self, Self::Embed | Self::Card(_) | Self::Check)
    }

    /// Whether it needs no program.
    fn is_plain(self) -> bool {
        !matches!(self, Self::Main | Self::Embed)
    }

    /// What styles and scripts call it.
    fn name(self) -> &'static str {
        match self {
            Self::Main => "main",
            Self::Embed => "embed",
            Self::Card(_) => "card",
            Self::TakeAway => "take-away",
            Self::Bulletin => "bulletin",
            Self::SingleFile => "main",
            Self::Embedding => "embedding",
            Self::Check => "check",
        }
    }

    /// The parts of the style sheet it needs, in the order in which they apply.
    pub fn styles(self) -> &'static [&'static str] {
        match self {
            Self::Main => &[
                "base", "masthead", "strip", "standing", "controls", "timeline", "steps", "lists",
                "explain",
            ],
            Self::SingleFile => &[
                "base", "masthead", "strip", "standing", "controls", "timeline", "steps", "lists",
                "explain", "print",
            ],
            Self::Bulletin => &["base", "bulletin"],
            Self::Embed => &[
                "base", "masthead", "strip", "standing", "controls", "timeline", "steps", "lists",
                "explain", "embed",
            ],
            Self::Card(_) => &["base", "masthead", "timeline", "steps", "lists", "embed"],
            Self::TakeAway | Self::Embedding | Self::Check => &["base", "masthead", "embedding"],
        }
    }
}

/// The shell of a page that needs no program.
const PLAIN_SHELL: &str = "<!doctype html>\n<!--language--><html>\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<!--head-->\n</head>\n\
    <body>\n<!--app-->\n</body>\n</html>\n";

/// Writes one page.
///
/// `shell` is what Trunk built, with the program's names; cards have a shell of their own. `styles` are
/// the page's styles, which are put into it so that nothing else has to arrive before it can be read.
///
/// # Errors
/// The shell has no place for one of the parts.
pub fn page(doc: Doc<'_>, kind: Kind<'_>, shell: &str, styles: &str) -> Result<String, NoPlace> {
    let language = format!(
        "<html lang=\"{}\" dir=\"{}\" data-page=\"{}\"{}>",
        doc.text.language,
        doc.ui.direction,
        kind.name(),
        // What waits for the program takes no space where none will come.
        if kind == Kind::SingleFile {
            " data-still"
        } else {
            ""
        }
    );
    let shell = if kind.is_plain() { PLAIN_SHELL } else { shell };
    let shell = shell.replacen("<html>", "", 1);
    let shell = fill(&shell, "language", &language)?;
    let shell = fill(&shell, "head", &head::head(doc, kind, styles))?;
    let plain = match kind {
        Kind::Card(id) => Some(card::card(doc, id)),
        Kind::TakeAway => Some(take_away::take_away(doc)),
        Kind::Embedding => Some(embedding::embedding(doc)),
        Kind::Check => Some(embedding::check(doc)),
        Kind::Bulletin => Some(bulletin::bulletin(doc)),
        Kind::SingleFile => Some(whole(doc, kind)),
        Kind::Main | Kind::Embed => None,
    };
    if let Some(html) = plain {
        let html = render(html);
        // The edition for paper: many browsers print nothing of what is folded, and no script is here to
        // unfold it. In texts this sign is escaped.
        let html = if kind == Kind::SingleFile {
            html.replace("<details ", "<details open ")
        } else {
            html
        };
        return fill(&shell, "app", &html);
    }
    let outline = outline(doc, kind);
    let written = outline.written();
    let shell = fill(&shell, "app", &render_app(Rc::new(outline)))?;
    // Who reads comes first: machines find theirs behind the text.
    let structured = match kind {
        Kind::Main => format!(
            "\n<script type=\"application/ld+json\">{}</script>",
            structured::data(doc)
        ),
        _ => String::new(),
    };
    let paper = render(head::paper());
    let data = format!(
        "<script type=\"text/plain\" id=\"{OUTLINE_ID}\">{written}</script>{structured}\n{paper}"
    );
    fill(&shell, "outline", &data)
}

fn fill(shell: &str, place: &'static str, with: &str) -> Result<String, NoPlace> {
    let (before, after) = shell
        .split_once(&format!("<!--{place}-->"))
        .ok_or(NoPlace(place))?;
    Ok(format!("{before}{with}{after}"))
}

/// The outline of a page with all its bodies.
pub fn outline(doc: Doc<'_>, kind: Kind<'_>) -> Outline {
    let mut outline = Outline::new(doc.case, doc.text, doc.ui);
    outline.is_compact = kind == Kind::Embed;
    // The program reads the order from the page.
    if let Some(words) = outline.lists.iter_mut().find(|list| list.id == "words") {
        words.records = doc.terms();
    }
    outline.bodies = bodies(doc, kind);
    // Those of all days and records stand in four more.
    let records = [
        (QUESTIONS, list::faq(&outline)),
        (STRIP, strip::days(&outline)),
        (EVENTS, timeline::timeline(&outline)),
        (REFERENCE, list::reference(&outline)),
    ];
    let records = records.map(|(name, html)| (name.to_owned(), render(html).into()));
    outline.bodies.extend(records);
    outline
        .bodies
        .sort_by(|(one, _), (other, _)| one.cmp(other));
    outline
}

/// The page's components as plain HTML: nothing will take them over.
fn whole(doc: Doc<'_>, kind: Kind<'_>) -> Html {
    let outline = Rc::new(outline(doc, kind));
    html! { <div id="app"><App {outline} /></div> }
}

/// The page's components as hydratable HTML.
pub fn render_app(outline: Rc<Outline>) -> String {
    ready(yew::LocalServerRenderer::<App>::with_props(AppProps { outline }).render())
}

fn bodies(doc: Doc<'_>, kind: Kind<'_>) -> Vec<(String, AttrValue)> {
    let Doc { case, ui, .. } = doc;
    let is_compact = kind == Kind::Embed;
    let page = &ui.page;
    // A fold's summary is its heading alone.
    let head = |id: &str, title: &str, intro: &str| {
        (
            id.to_owned(),
            masthead::head(id, title, if is_compact { "" } else { intro }),
        )
    };
    let owned = |id: &String, html: Html| (id.clone(), html);
    let mut bodies = vec![
        ("masthead".to_owned(), masthead::masthead(doc, kind)),
        head(FAQ, &page.faq, &page.faq_intro),
        head("june", &page.june, ""),
        ("strip-heads".to_owned(), strip::heads(doc)),
        (
            "june-key".to_owned(),
            html! {
                <>
                    {masthead::legend(doc)}
                    {table::table(doc)}
                    { is_compact.then(|| html! { <>{masthead::note(doc)}{masthead::translation(doc, kind)}</> }) }
                    {masthead::still(doc, kind)}
                </>
            },
        ),
        head("timeline", &page.timeline, &page.timeline_intro),
        head("steps", &page.steps, &page.steps_intro),
        head("misreadings", &page.misreadings, ""),
        head("people", &page.people, &page.people_intro),
        head("words", &page.terms, &page.terms_intro),
        head("help", &page.help, &page.help_intro),
        head("sources", &page.sources, &page.sources_intro),
        head("about", &page.about, ""),
        ("footer".to_owned(), masthead::footer(doc, kind)),
    ];
    bodies.extend(
        case.month
            .days()
            .map(|day| (format!("day-{day}"), strip::face(doc, day))),
    );
    bodies.extend(
        case.actors
            .iter()
            .map(|actor| (format!("actor-{}", actor.id), controls::actor(doc, actor))),
    );
    bodies.extend(
        case.chapters
            .iter()
            .map(|chapter| owned(&chapter.id, masthead::chapter(doc, &chapter.id))),
    );
    bodies.extend(
        case.events
            .iter()
            .map(|told| owned(&told.id, event::event(doc, told, 4))),
    );
    bodies.extend(
        case.faq
            .iter()
            .map(|asked| owned(&asked.id, entries::faq(doc, asked))),
    );
    bodies.extend(
        case.steps
            .iter()
            .map(|told| owned(&told.id, step::step(doc, told, 3))),
    );
    bodies.extend(
        case.misreadings
            .iter()
            .map(|id| owned(id, entries::misreading(doc, id))),
    );
    bodies.extend(
        case.people
            .iter()
            .map(|person| owned(&person.id, entries::person(doc, person))),
    );
    bodies.extend(
        case.terms
            .iter()
            .map(|id| owned(id, entries::term(doc, id))),
    );
    bodies.extend(
        case.help
            .iter()
            .map(|help| owned(&help.id, entries::help(doc, help))),
    );
    let numbered = case.sources.iter().zip(1..);
    bodies.extend(
        numbered.map(|(source, number)| owned(&source.id, entries::source(doc, number, source))),
    );
    bodies.extend(
        case.about
            .iter()
            .map(|id| owned(id, entries::about(doc, id))),
    );
    bodies.sort_by(|(one, _), (other, _)| one.cmp(other));
    bodies
        .into_iter()
        .map(|(id, html)| (id, render(html).into()))
        .collect()
}

/// Plain HTML, without hydration marks.
pub fn render(html: Html) -> String {
    let props = BodyProps { html };
    ready(
        yew::LocalServerRenderer::<Body>::with_props(props)
            .hydratable(false)
            .render(),
    )
}

#[derive(PartialEq, Properties)]
struct BodyProps {
    html: Html,
}

#[component]
fn Body(props: &BodyProps) -> Html {
    props.html.clone()
}

/// The value of a future that waits for nothing: outside a browser Yew renders at the first poll, and
/// no component of ours suspends.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("a component waits for something at build time"),
    }
}
