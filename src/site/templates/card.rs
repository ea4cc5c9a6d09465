//! A card: a page with one event or one step, to embed in an article. It is complete without the app, begins with the
//! notice of what holds today, and links to the main page.

use std::collections::BTreeSet;

use yew::prelude::*;

use super::event::event;
use super::listen;
use super::masthead::{languages, notice, outcome, published, translation};
use super::prose;
use super::step::step;
use crate::content::text::{EventText, StepText};
use crate::site::context::PageContext;
use crate::site::page_data::numbered;
use crate::site::page_kind::PageKind;

/// The card of the event or step with this id. Returns empty HTML for any other id.
pub fn card(context: PageContext<'_>, id: &str) -> Html {
    let found_event = context.case.events.iter().find(|event| event.id == id);
    let found_step = context.case.steps.iter().find(|step| step.id == id);
    let (class, record) = match (found_event, found_step) {
        (Some(found), _) => (
            "event event--core",
            event(context, PageKind::Card(id), found, 1),
        ),
        (_, Some(found)) => ("step", step(context, PageKind::Card(id), found, 1)),
        _ => return html! {},
    };
    let has_outcome = context
        .text
        .events
        .get(id)
        .is_some_and(|event_text| event_text.outcome.is_some());
    html! {
        <div class="page">
            <main>
                {notice(context)}
                <article {class} id={id.to_owned()}>{record}</article>
                {sources(context, id)}
            </main>
            <footer class="footer">{footer(context, PageKind::Card(id), id, !has_outcome)}</footer>
            {listen::bar(context, PageKind::Card(id))}
        </div>
    }
}

/// The footer of a card, with a link to the record `id` of the main page. `shows_outcome` is whether it has the outcome of
/// the case; an event with an outcome of its own shows that above its text.
pub fn footer(context: PageContext<'_>, kind: PageKind<'_>, id: &str, shows_outcome: bool) -> Html {
    let page = &context.strings.page;
    html! {
        <>
            {translation(context, kind)}
            { shows_outcome.then(|| outcome(context)) }
            <p>{published(context)}{&page.not_advice}{" "}<a href={format!("#{id}")}>{page.whole_page.replace("{title}", &context.text.title)}</a>{" · "}<a href={PageKind::TakeAway.file(context)}>{&page.share_or_embed}</a></p>
            {languages(context, kind)}
        </>
    }
}

/// The sources that the card cites, with the numbers that they have on the main page.
fn sources(context: PageContext<'_>, id: &str) -> Html {
    let event = context.text.events.get(id).map(EventText::cited);
    let step = context.text.steps.get(id).map(StepText::cited);
    let cited: BTreeSet<_> = event
        .into_iter()
        .flatten()
        .chain(step.into_iter().flatten())
        .cloned()
        .collect();
    let cited: Vec<_> = cited.into_iter().collect();
    let entry = |(id, number): (String, usize)| {
        let source = context.case.source(&id)?;
        Some(html! {
            <li><span class="source__number">{number}</span>{" "}<a href={source.url.clone()}>{prose::in_original(context, &source.title)}</a>{", "}{prose::in_original(context, &source.publisher)}</li>
        })
    };
    let entries = numbered(&cited, context.case).into_iter().filter_map(entry);
    html! {
        <details class="card__sources">
            <summary>{&context.strings.page.card_sources}</summary>
            <ul>{ for entries }</ul>
        </details>
    }
}
