//! The short edition: a few sheets in large print, for a table in the church hall. It leaves out the numbers of sources;
//! the main page, whose address it has, names them for every sentence.

use yew::prelude::*;

use super::masthead::translation;
use super::paper::{address, controls, help_site, joined};
use super::{office, status_table};
use crate::content::case::{Event, Faq, Help, Id, Office};
use crate::model::markup::plain;
use crate::site::context::PageContext;
use crate::site::page_kind::PageKind;

/// The content of the short edition. `chart` is the rendered chart.
pub fn short_edition(context: PageContext<'_>, chart: Html) -> Html {
    let PageContext {
        case,
        text,
        strings,
        ..
    } = context;
    let page = &strings.page;
    let core = case.events.iter().filter(|event| event.core);
    html! {
        <main>
            {controls(context, PageKind::ShortEdition, &strings.take_away.print_short_text, html! {})}
            <div class="short">
                <p class="kicker">{&text.kicker}</p>
                <h1>{&text.title}</h1>
                <p class="short__notice"><b>{plain(&text.notice.text)}</b></p>
                <p>{joined(&text.summary)}</p>
                <p><b>{&text.outcome.lead}</b>{" "}{joined(&text.outcome.sentences)}</p>
                { (!case.faq.is_empty()).then(|| html! { <h2>{&page.faq}</h2> }) }
                { for case.faq.iter().map(|found| faq(context, found)) }
                { (!case.short_edition.steps.is_empty()).then(|| html! { <h2>{&strings.paper.steps}</h2> }) }
                <dl>{ for case.short_edition.steps.iter().map(|id| step(context, id)) }</dl>
                <h2 id="chart-title">{&page.chart}</h2>
                <p>{plain(&text.chart.summary.text)}</p>
                {chart}
                {status_table::of_month(context)}
                <h2>{&page.timeline}</h2>
                <dl>{ for core.map(|found| event(context, found)) }</dl>
                { (!case.offices.is_empty()).then(|| html! { <h2>{&page.map}</h2> }) }
                <dl>{ for case.offices.iter().map(|found| lane(context, found)) }</dl>
                { (!case.help.is_empty()).then(|| html! { <h2>{&page.help}</h2> }) }
                <dl>{ for case.help.iter().map(|found| help(context, found)) }</dl>
                <footer class="short__foot">
                    { context.site.map(|site| address(context, site)) }
                    <p>{&page.not_advice}{" "}{page.as_of.replace("{date}", &strings.dates.dated(case.as_of))}</p>
                    {translation(context, PageKind::ShortEdition)}
                </footer>
            </div>
        </main>
    }
}

/// The title and the short answer of a legal step.
fn step(context: PageContext<'_>, id: &Id) -> Html {
    let Some(step_text) = context.text.steps.get(id) else {
        return html! {};
    };
    html! { <><dt>{&step_text.title}</dt><dd>{plain(&step_text.answer.text)}</dd></> }
}

fn faq(context: PageContext<'_>, faq: &Faq) -> Html {
    let faq_text = &context.text.faq[&faq.id];
    html! { <div class="short__faq"><h3>{&faq_text.question}</h3><p>{joined(&faq_text.answer)}</p></div> }
}

/// The date, the headline and the outcome of an event.
fn event(context: PageContext<'_>, event: &Event) -> Html {
    let event_text = &context.text.events[&event.id];
    let outcome = event_text
        .outcome
        .iter()
        .map(|outcome| html! { <>{" "}{plain(&outcome.text)}</> });
    html! {
        <>
            <dt>{context.strings.dates.when(event.when).date}</dt>
            <dd><b>{&event_text.headline}{"."}</b>{ for outcome }</dd>
        </>
    }
}

/// An office: what it can and cannot do, and its steps.
fn lane(context: PageContext<'_>, found: &Office) -> Html {
    let office_text = &context.text.offices[&found.id];
    html! {
        <>
            <dt>{&office_text.name}</dt>
            <dd>{plain(&office_text.about.text)}{" "}<i>{office::step_titles(context, found).join("; ")}</i></dd>
        </>
    }
}

fn help(context: PageContext<'_>, help: &Help) -> Html {
    let help_text = &context.text.help[&help.id];
    html! {
        <>
            <dt>{&help_text.name}</dt>
            <dd>{joined(&help_text.purpose)}{" "}{help_site(help)}</dd>
        </>
    }
}
