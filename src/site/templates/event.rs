//! An event: date, actors, claim status, outcome, sentences, quotations, and what the event did not do.

use chrono::NaiveDate;
use yew::prelude::*;

use super::icon::icon;
use super::listen;
use super::prose::{self, paragraph};
use crate::client::page_data::CitedText;
use crate::content::case::{ClaimStatus, Event, Id, Period, Source, SourceKind, key};
use crate::content::strings::Strings;
use crate::content::text::Quote;
use crate::model::status::{self, Pause};
use crate::site::context::PageContext;
use crate::site::page_data::{cited_text, cited_texts, numbered};
use crate::site::page_kind::PageKind;

/// The content of the event's `<article>`. `level` is the level of its heading, 1 to 6.
pub fn event(context: PageContext<'_>, kind: PageKind<'_>, event: &Event, level: u8) -> Html {
    let event_text = &context.text.events[&event.id];
    let page = &context.strings.page;
    let notes = cited_texts(&event_text.notes, context.case);
    html! {
        <>
            {date(context, event)}
            <div class="event__text">
                {listen::button(context, kind, &event_text.headline)}
                {tag(context, event)}
                <@{format!("h{level}")} class="event__title">{&event_text.headline}</@>
                { for event_text.outcome.iter().map(|outcome| html! {
                    <p class="event__outcome"><b>{&context.strings.client.outcome}</b>{" "}{prose::cited(&cited_text(outcome, context.case))}</p>
                }) }
                {paragraph(&cited_texts(&event_text.sentences, context.case))}
                { for event_text.quotes.iter().enumerate().map(|(index, found)| quote(context, found, original(context, &event.id, index))) }
                {aside("not", not_label(context, event), &cited_texts(&event_text.did_not, context.case))}
                { (!notes.is_empty()).then(|| html! {
                    <details class="notes"><summary>{&page.how_sure}</summary>{paragraph(&notes)}</details>
                }) }
                {steps(context, event)}
            </div>
        </>
    }
}

/// The part of the timeline's line beside an event, with the icon of the actor that the event names first.
pub fn line_of(context: PageContext<'_>, event: &Event) -> Html {
    let actors = &context.case.actors;
    let actor = event
        .by
        .first()
        .and_then(|id| actors.iter().find(|actor| actor.id == *id));
    let node = actor.map(|actor| html! { <span class="line__node">{icon(actor.icon)}</span> });
    line(context, event.when.first(), node)
}

/// A part of the line, drawn as removals were paused on a day.
fn line(context: PageContext<'_>, day: NaiveDate, node: Option<Html>) -> Html {
    let case = context.case;
    let class = match status::pause(&case.questions, &case.periods, day) {
        Pause::None => "line",
        Pause::Some => "line line--some",
        Pause::All => "line line--all",
    };
    html! { <span {class} aria-hidden="true">{ for node }</span> }
}

/// A change of the pause of removals: the day, and what held from then on.
pub fn pause_change(context: PageContext<'_>, day: NaiveDate, period: &Period) -> Html {
    let words = &context.text.periods[&period.id].line;
    html! {
        <>
            <time class="pause-change__date" datetime={day.to_string()}>{context.strings.dates.dated(day)}</time>
            {line(context, day, None)}
            <p class="pause-change__words">{words.clone()}</p>
        </>
    }
}

/// The date, as exactly as it is known, as a link to the event itself.
fn date(context: PageContext<'_>, event: &Event) -> Html {
    let formatted = context.strings.dates.when(event.when);
    let date = match formatted.machine {
        Some(machine) => html! { <time datetime={machine}>{formatted.date}</time> },
        None => html! { <span>{formatted.date}</span> },
    };
    html! {
        <a class="event__date" href={format!("#{}", event.id)}>
            { formatted.weekday.map(|weekday| html! { <><small>{weekday}</small>{" "}</> }) }{date}
        </a>
    }
}

/// The actors with their icons, and the claim status.
fn tag(context: PageContext<'_>, event: &Event) -> Html {
    let actors = context
        .case
        .actors
        .iter()
        .filter(|actor| event.by.contains(&actor.id));
    let actor = |actor: &crate::content::case::Actor| {
        html! { <span class="tag__actor">{icon(actor.icon)}<b>{context.text.actors.get(&actor.id)}</b>{" "}</span> }
    };
    html! {
        <p class="tag">{ for actors.map(actor) }<span class="tag__status">{context.strings.status.get(&key(event.status))}</span></p>
    }
}

/// Links to the legal steps that the event belongs to. Empty if there are none.
fn steps(context: PageContext<'_>, event: &Event) -> Html {
    let link = |id: &Id| {
        let title = context.text.steps.get(id).map(|step| step.title.clone());
        html! { <li><a href={format!("#{id}")}>{title}</a></li> }
    };
    if event.steps.is_empty() {
        return html! {};
    }
    html! { <div class="event__steps"><span>{&context.strings.page.belongs_to}</span><ul>{ for event.steps.iter().map(link) }</ul></div> }
}

/// The label of the sentences on what an event did not do. For a figure or a statement it is the label of what is not
/// meant, because neither does anything.
pub fn not_label<'a>(context: PageContext<'a>, event: &Event) -> &'a str {
    match event.status {
        ClaimStatus::Counted | ClaimStatus::Said => &context.strings.page.not_meant,
        _ => &context.strings.page.did_not,
    }
}

/// The original of a translated quotation, with the strings of its language. `None` on pages in the original language.
fn original<'a>(
    context: PageContext<'a>,
    event: &str,
    index: usize,
) -> Option<(&'a Strings, &'a Quote)> {
    let original = context.translated_from()?;
    let event_text = original.text.events.get(event)?;
    Some((original.strings, event_text.quotes.get(index)?))
}

/// A quotation with its speaker and its source. A translated quotation comes with its `original`.
fn quote(context: PageContext<'_>, quote: &Quote, original: Option<(&Strings, &Quote)>) -> Html {
    let speaker = quote
        .speaker
        .as_ref()
        .and_then(|id| Some((id, context.text.people.get(id)?)));
    html! {
        <figure class="quote">
            <blockquote><p>{context.strings.page.quoted.replace("{quote}", &quote.quote)}</p></blockquote>
            <figcaption>
                { speaker.map(|(id, person)| html! { <><a class="term" href={format!("#{id}")}>{&person.name}</a>{&context.strings.page.comma}</> }) }
                {prose::inline(&quote.from)}{as_quoted(context, quote)}{prose::numbers(&numbered(&quote.sources, context.case))}
            { original.map(|(strings, original)| html! {
                <details class="notes">
                    <summary>{&context.strings.page.quote_translated}</summary>
                    <p lang={strings.language.clone()} dir={strings.direction.clone()}>{strings.page.quoted.replace("{quote}", &original.quote)}</p>
                </details>
            }) }
            </figcaption>
        </figure>
    }
}

/// The publisher of the report that a quotation is taken from. Empty if a source of the quotation is its origin.
fn as_quoted(context: PageContext<'_>, quote: &Quote) -> Html {
    let Some(source) = quoted_by(context, quote) else {
        return html! {};
    };
    let (before, after) = prose::around(&context.strings.page.as_quoted, "{publisher}");
    html! { <>{&context.strings.page.comma}{before.to_owned()}{prose::in_original(context, &source.publisher)}{after.to_owned()}</> }
}

/// The report that a quotation is taken from: its first source, if all its sources are news or secondary sources.
pub fn quoted_by<'a>(context: PageContext<'a>, quote: &Quote) -> Option<&'a Source> {
    let mut sources = quote
        .sources
        .iter()
        .filter_map(|id| context.case.source(id));
    let first = sources.next()?;
    let is_report =
        |source: &Source| matches!(source.kind, SourceKind::News | SourceKind::Secondary);
    (is_report(first) && sources.all(is_report)).then_some(first)
}

/// Labeled sentences in a `<div>`. Empty if there are no sentences.
pub fn aside(class: &'static str, label: &str, sentences: &[CitedText]) -> Html {
    if sentences.is_empty() {
        return html! {};
    }
    html! { <div class={class}><b>{label.to_owned()}</b>{" "}{paragraph(sentences)}</div> }
}
