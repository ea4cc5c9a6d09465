//! An event: when, who, what kind of claim, what became of it, what happened, whose words help, what it did
//! not do.

use yew::prelude::*;

use super::icon::mark;
use super::prose::{self, paragraph};
use crate::client::page_data::CitedText;
use crate::content::case::{Event, Id, Kind, Source, Status, key};
use crate::content::strings::Ui;
use crate::content::text::Quote;
use crate::site::context::Doc;
use crate::site::page_data::{cited_text, cited_texts, numbered};

/// The event's article, without its frame; `level` is that of its heading, 1 to 6.
pub fn event(doc: Doc<'_>, event: &Event, level: u8) -> Html {
    let Some(told) = doc.text.events.get(&event.id) else {
        return html! {};
    };
    let page = &doc.ui.page;
    let notes = cited_texts(&told.notes, doc.case);
    html! {
        <>
            {date(doc, event)}
            <div class="event__told">
                {tag(doc, event)}
                <@{format!("h{level}")} class="event__title">{&told.headline}</@>
                { for told.outcome.iter().map(|outcome| html! {
                    <p class="event__outcome"><b>{&doc.ui.live.outcome}</b>{" "}{prose::cited(&cited_text(outcome, doc.case))}</p>
                }) }
                {paragraph(&cited_texts(&told.sentences, doc.case))}
                { for told.quotes.iter().enumerate().map(|(place, said)| quote(doc, said, original(doc, &event.id, place))) }
                {aside("not", not_label(doc, event), &cited_texts(&told.did_not, doc.case))}
                { (!notes.is_empty()).then(|| html! {
                    <details class="sure"><summary>{&page.how_sure}</summary>{paragraph(&notes)}</details>
                }) }
                {steps(doc, event)}
            </div>
        </>
    }
}

/// The date as exactly as it is known, as a link to the event itself.
fn date(doc: Doc<'_>, event: &Event) -> Html {
    let words = doc.ui.dates.when(event.when);
    let date = match words.machine {
        Some(machine) => html! { <time datetime={machine}>{words.date}</time> },
        None => html! { <span>{words.date}</span> },
    };
    html! {
        <a class="event__date" href={format!("#{}", event.id)}>
            { words.weekday.map(|weekday| html! { <><small>{weekday}</small>{" "}</> }) }{date}
        </a>
    }
}

fn tag(doc: Doc<'_>, event: &Event) -> Html {
    let actors = doc
        .case
        .actors
        .iter()
        .filter(|actor| event.by.contains(&actor.id));
    let actor = |actor: &crate::content::case::Actor| {
        html! { <span class="tag__actor">{mark(actor.mark)}<b>{doc.text.actors.get(&actor.id)}</b>{" "}</span> }
    };
    html! {
        <p class="tag">{ for actors.map(actor) }<span class="tag__status">{doc.ui.status.get(&key(event.status))}</span></p>
    }
}

fn steps(doc: Doc<'_>, event: &Event) -> Html {
    let link = |id: &Id| {
        let title = doc.text.steps.get(id).map(|step| step.title.clone());
        html! { <li><a href={format!("#{id}")}>{title}</a></li> }
    };
    if event.steps.is_empty() {
        return html! {};
    }
    html! { <div class="belongs"><span>{&doc.ui.page.belongs_to}</span><ul>{ for event.steps.iter().map(link) }</ul></div> }
}

/// What the sentences about what an event did not do are called. A figure or a statement does nothing;
/// it can only be misunderstood.
pub fn not_label<'a>(doc: Doc<'a>, event: &Event) -> &'a str {
    match event.status {
        Status::Counted | Status::Said => &doc.ui.page.not_meant,
        _ => &doc.ui.page.did_not,
    }
}

/// The very words of a quotation that a translation translates, and their language.
fn original<'a>(doc: Doc<'a>, event: &str, place: usize) -> Option<(&'a Ui, &'a Quote)> {
    let original = doc.translated_from()?;
    let told = original.text.events.get(event)?;
    Some((original.ui, told.quotes.get(place)?))
}

/// Words that somebody said or wrote, always with who and where; a translated one with its `original`.
fn quote(doc: Doc<'_>, quote: &Quote, original: Option<(&Ui, &Quote)>) -> Html {
    let speaker = quote
        .speaker
        .as_ref()
        .and_then(|id| Some((id, doc.text.people.get(id)?)));
    html! {
        <figure class="quote">
            <blockquote><p>{doc.ui.page.quoted.replace("{quote}", &quote.quote)}</p></blockquote>
            <figcaption>
                { speaker.map(|(id, person)| html! { <><a class="term" href={format!("#{id}")}>{&person.name}</a>{&doc.ui.page.comma}</> }) }
                {prose::words(&quote.from)}{as_quoted(doc, quote)}{prose::numbers(&numbered(&quote.sources, doc.case))}
            { original.map(|(ui, said)| html! {
                <details class="sure">
                    <summary>{&doc.ui.page.quote_translated}</summary>
                    <p lang={ui.language.clone()} dir={ui.direction.clone()}>{ui.page.quoted.replace("{quote}", &said.quote)}</p>
                </details>
            }) }
            </figcaption>
        </figure>
    }
}

/// Who quotes the words, where they were read in a report of others only.
fn as_quoted(doc: Doc<'_>, quote: &Quote) -> Html {
    let Some(source) = quoted_by(doc, quote) else {
        return html! {};
    };
    let (before, after) = prose::around(&doc.ui.page.as_quoted, "{publisher}");
    html! { <>{&doc.ui.page.comma}{before.to_owned()}{prose::in_original(doc, &source.publisher)}{after.to_owned()}</> }
}

/// The report that a quotation was read in; none where one of its sources is what it comes from.
pub fn quoted_by<'a>(doc: Doc<'a>, quote: &Quote) -> Option<&'a Source> {
    let mut sources = quote.sources.iter().filter_map(|id| doc.case.source(id));
    let first = sources.next()?;
    let is_report = |source: &Source| matches!(source.kind, Kind::News | Kind::Secondary);
    (is_report(first) && sources.all(is_report)).then_some(first)
}

/// Sentences set apart under a label; nothing where there are none.
pub fn aside(class: &'static str, label: &str, sentences: &[CitedText]) -> Html {
    if sentences.is_empty() {
        return html! {};
    }
    html! { <div class={class}><b>{label.to_owned()}</b>{" "}{paragraph(sentences)}</div> }
}
