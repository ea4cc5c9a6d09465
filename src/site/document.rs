//! Whole documents: head, app and page data, inserted into the shell that Trunk builds (`index.html` with the hashed
//! file names of the app). Pages without the app have a shell of their own. [`render`] renders any template.

use std::task::{Context, Poll, Waker};

use yew::prelude::*;

use super::context::PageContext;
use super::exports::structured_data;
use super::fragments::{chart_fragments, fragments};
use super::head;
use super::page_data::page_data;
use super::page_kind::PageKind;
use super::templates::{
    bulletin, card, chart, embed_chooser, frame_check, listen, poster, short_edition, take_away,
};
use crate::client::app::{App, AppProps};
use crate::client::components::chart::Chart;
use crate::client::page_data::PAGE_DATA_ID;
use crate::client::ptr_eq::PtrEq;

/// The error for a shell that lacks a placeholder, which is named by the field.
#[derive(Debug, PartialEq, Eq)]
pub struct MissingPlaceholder(pub &'static str);

impl std::fmt::Display for MissingPlaceholder {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        write!(
            f,
            "index.html: the placeholder <!--{0}--> is missing; write it once",
            self.0
        )
    }
}

/// The shell of a page without the app.
const PLAIN_SHELL: &str = "<!doctype html>\n<!--language--><html>\n<head>\n<meta charset=\"utf-8\">\n\
    <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<!--head-->\n</head>\n\
    <body>\n<!--app-->\n</body>\n</html>\n";

/// Renders one page.
///
/// `shell` is the `index.html` that Trunk built; pages without the app do not use it. `styles` are the minified styles
/// of the page, which are inlined so that the page can be displayed without another request.
///
/// # Errors
/// Returns [`MissingPlaceholder`] if the shell lacks the placeholder of one of the parts.
pub fn page(
    context: PageContext<'_>,
    kind: PageKind<'_>,
    shell: &str,
    styles: &str,
) -> Result<String, MissingPlaceholder> {
    let language = format!(
        "<html lang=\"{}\" dir=\"{}\" data-page=\"{}\"{}>",
        context.text.language,
        context.strings.direction,
        kind.name(),
        // Elements that need the app take no space: this file has no app.
        if kind == PageKind::SingleFile {
            " data-static"
        } else {
            ""
        }
    );
    let shell = if kind.has_app() { shell } else { PLAIN_SHELL };
    // The placeholder of the language becomes the tag, with its attributes.
    let shell = shell.replacen("<html>", "", 1);
    let shell = fill(&shell, "language", &language)?;
    let styles = if kind.has_chart() {
        styles.to_owned() + &chart::custom_properties(context)
    } else {
        styles.to_owned()
    };
    let shell = fill(&shell, "head", &head::head(context, kind, &styles))?;
    if let Some(html) = static_page(context, kind) {
        let html = render(html);
        // Many browsers do not print the content of a closed `<details>`, and this file has no script to open it. Text
        // cannot match, because `<` is escaped in it.
        let html = if kind == PageKind::SingleFile {
            html.replace("<details ", "<details open ")
        } else {
            html
        };
        return fill(&shell, "app", &html);
    }
    let props = app_props(context, kind);
    let json = props.page_data.to_script();
    let shell = fill(&shell, "app", &render_app(props))?;
    // Structured data follows the text, so that it does not delay readers.
    let structured = match kind {
        PageKind::Main => format!(
            "\n<script type=\"application/ld+json\">{}</script>",
            structured_data::data(context)
        ),
        _ => String::new(),
    };
    let listen_bar = render(listen::bar(context, kind));
    let end_of_body = format!(
        "{listen_bar}<script type=\"application/json\" id=\"{PAGE_DATA_ID}\">{json}</script>{structured}"
    );
    let shell = fill(&shell, "page-data", &end_of_body)?;
    fill(&shell, "loader", head::loader())
}

/// The body of a page without the app; `None` if the page has the app.
fn static_page(context: PageContext<'_>, kind: PageKind<'_>) -> Option<Html> {
    match kind {
        PageKind::Card(id) => Some(card::card(context, id)),
        PageKind::TakeAway => Some(take_away::take_away(context)),
        PageKind::EmbedChooser => Some(embed_chooser::embed_chooser(context)),
        PageKind::FrameCheck => Some(frame_check::frame_check(context)),
        PageKind::ShortEdition => Some(short_edition::short_edition(
            context,
            static_chart(context, kind),
        )),
        PageKind::Bulletin => Some(bulletin::bulletin(context)),
        PageKind::Poster => Some(poster::poster(context, static_chart(context, kind))),
        PageKind::SingleFile => Some(static_app(context, kind)),
        PageKind::Main | PageKind::Embed | PageKind::ChartCard => None,
    }
}

/// Replaces the first `<!--placeholder-->` of a shell with `content`.
fn fill(
    shell: &str,
    placeholder: &'static str,
    content: &str,
) -> Result<String, MissingPlaceholder> {
    let (before, after) = shell
        .split_once(&format!("<!--{placeholder}-->"))
        .ok_or(MissingPlaceholder(placeholder))?;
    Ok(format!("{before}{content}{after}"))
}

/// The props of the app of a page, with all fragments.
pub fn app_props(context: PageContext<'_>, kind: PageKind<'_>) -> AppProps {
    AppProps {
        page_data: PtrEq::new(page_data(context, kind)),
        fragments: PtrEq::new(fragments(context, kind)),
    }
}

/// The app as static HTML, which is not hydrated.
fn static_app(context: PageContext<'_>, kind: PageKind<'_>) -> Html {
    let AppProps {
        page_data,
        fragments,
    } = app_props(context, kind);
    html! { <div id="app"><App {page_data} {fragments} /></div> }
}

/// The chart as static HTML.
fn static_chart(context: PageContext<'_>, kind: PageKind<'_>) -> Html {
    let page_data = PtrEq::new(page_data(context, kind));
    let fragments = PtrEq::new(chart_fragments(context, kind));
    let day = page_data.opening_day;
    html! { <Chart {page_data} {fragments} is_hydrated=false {day} on_choose={Callback::noop()} on_move={Callback::noop()} /> }
}

/// Renders the app as HTML that the browser hydrates.
pub fn render_app(props: AppProps) -> String {
    ready(yew::LocalServerRenderer::<App>::with_props(props).render())
}

/// Escapes text for HTML or XML, as the content of an element.
pub fn escape(text: &str) -> String {
    render(html! { {text.to_owned()} })
}

/// Renders HTML without the comments that hydration needs.
pub fn render(html: Html) -> String {
    let props = StaticHtmlProps { html };
    ready(
        yew::LocalServerRenderer::<StaticHtml>::with_props(props)
            .hydratable(false)
            .render(),
    )
}

#[derive(PartialEq, Properties)]
struct StaticHtmlProps {
    html: Html,
}

#[component]
fn StaticHtml(props: &StaticHtmlProps) -> Html {
    props.html.clone()
}

/// Returns the value of a future that is ready at the first poll. Rendering is: no component of this crate suspends.
fn ready<T>(future: impl Future<Output = T>) -> T {
    match std::pin::pin!(future).poll(&mut Context::from_waker(Waker::noop())) {
        Poll::Ready(value) => value,
        Poll::Pending => unreachable!("a component waits for something at build time"),
    }
}
