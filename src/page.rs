//! The whole document around the components: bodies of records, head, outline, spliced into the shell
//! that Trunk has built (`index.html` with the program's hashed names).

mod head;

use std::rc::Rc;
use std::task::{Context, Poll, Waker};

use yew::prelude::*;

use crate::app::{App, AppProps};
use crate::browser::OUTLINE_ID;
use crate::outline::Outline;
use crate::views::{Doc, controls, entries, event, masthead, step, strip, table};

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

/// Writes one page.
///
/// `styles` is the whole style sheet, which is put into the page so that nothing else has to arrive
/// before it can be read. `site` is the address it will be published under, with a closing slash.
///
/// # Errors
/// The shell has no place for one of the parts.
pub fn page(
    doc: Doc<'_>,
    shell: &str,
    styles: &str,
    site: Option<&str>,
) -> Result<String, NoPlace> {
    let outline = outline(doc);
    let json = outline.to_json().unwrap_or_default();
    // In a script element only `<` could end the block or open a comment.
    let json = json.replace('<', "\\u003c");
    let app = render_app(Rc::new(outline));
    let language = format!(
        "<html lang=\"{}\" dir=\"{}\">",
        doc.text.language, doc.ui.direction
    );
    let shell = shell.replacen("<html>", "", 1);
    let shell = fill(&shell, "language", &language)?;
    let shell = fill(&shell, "head", &head::head(doc, styles, site))?;
    let shell = fill(&shell, "app", &app)?;
    fill(
        &shell,
        "outline",
        &format!("<script type=\"application/json\" id=\"{OUTLINE_ID}\">{json}</script>"),
    )
}

fn fill(shell: &str, place: &'static str, with: &str) -> Result<String, NoPlace> {
    let (before, after) = shell
        .split_once(&format!("<!--{place}-->"))
        .ok_or(NoPlace(place))?;
    Ok(format!("{before}{with}{after}"))
}

/// The outline of a page with all its bodies.
pub fn outline(doc: Doc<'_>) -> Outline {
    let mut outline = Outline::new(doc.case, doc.text, doc.ui);
    outline.bodies = bodies(doc);
    outline
}

/// The page's components as hydratable HTML.
pub fn render_app(outline: Rc<Outline>) -> String {
    ready(yew::LocalServerRenderer::<App>::with_props(AppProps { outline }).render())
}

fn bodies(doc: Doc<'_>) -> Vec<(String, AttrValue)> {
    let Doc { case, ui, .. } = doc;
    let page = &ui.page;
    let head =
        |id: &str, title: &str, intro: &str| (id.to_owned(), masthead::head(id, title, intro));
    let owned = |id: &String, html: Html| (id.clone(), html);
    let mut bodies = vec![
        ("masthead".to_owned(), masthead::masthead(doc)),
        head("june", &page.june, &page.june_intro),
        ("strip-heads".to_owned(), strip::heads(doc)),
        (
            "june-foot".to_owned(),
            html! { <>{masthead::legend(doc)}{table::table(doc)}</> },
        ),
        head("timeline", &page.timeline, &page.timeline_intro),
        head("steps", &page.steps, &page.steps_intro),
        head("misreadings", &page.misreadings, &page.misreadings_intro),
        head("people", &page.people, &page.people_intro),
        head("words", &page.terms, &page.terms_intro),
        head("help", &page.help, &page.help_intro),
        head("sources", &page.sources, &page.sources_intro),
        head("about", &page.about, ""),
        ("footer".to_owned(), masthead::footer(doc)),
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
            .map(|told| owned(&told.id, event::event(doc, told))),
    );
    bodies.extend(
        case.steps
            .iter()
            .map(|told| owned(&told.id, step::step(doc, told))),
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
