//! The whole document around the components: head, app and page data, put into the shell that Trunk has built
//! (`index.html` with the hashed names of the app).

use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use yew::prelude::*;

use super::context::Doc;
use super::exports::structured_data;
use super::fragments::fragments;
use super::head;
use super::page_data::page_data;
use super::page_kind::Kind;
use super::templates::{bulletin, card, embedding, take_away};
use crate::client::app::{App, AppProps};
use crate::client::page_data::PAGE_DATA_ID;

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
    let props = app_props(doc, kind);
    let json = props.page_data.to_script();
    let shell = fill(&shell, "app", &render_app(props))?;
    // Who reads comes first: machines find theirs behind the text.
    let structured = match kind {
        Kind::Main => format!(
            "\n<script type=\"application/ld+json\">{}</script>",
            structured_data::data(doc)
        ),
        _ => String::new(),
    };
    let paper = render(head::paper());
    let data = format!(
        "<script type=\"application/json\" id=\"{PAGE_DATA_ID}\">{json}</script>{structured}\n{paper}"
    );
    fill(&shell, "page-data", &data)
}

fn fill(shell: &str, place: &'static str, with: &str) -> Result<String, NoPlace> {
    let (before, after) = shell
        .split_once(&format!("<!--{place}-->"))
        .ok_or(NoPlace(place))?;
    Ok(format!("{before}{with}{after}"))
}

/// What the app of a page is made from, with all fragments.
pub fn app_props(doc: Doc<'_>, kind: Kind<'_>) -> AppProps {
    AppProps {
        page_data: Rc::new(page_data(doc, kind)),
        fragments: Rc::new(fragments(doc, kind)),
    }
}

/// The page's components as plain HTML: nothing will hydrate them.
fn whole(doc: Doc<'_>, kind: Kind<'_>) -> Html {
    let AppProps {
        page_data,
        fragments,
    } = app_props(doc, kind);
    html! { <div id="app"><App {page_data} {fragments} /></div> }
}

/// The page's components as hydratable HTML.
pub fn render_app(props: AppProps) -> String {
    ready(yew::LocalServerRenderer::<App>::with_props(props).render())
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
