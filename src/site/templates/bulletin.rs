//! The printable bulletin insert: half Letter or A5, black on white, twice on a sheet to cut. The main page has
//! everything on it in full.

use yew::prelude::*;

use super::masthead::translation;
use super::paper::{address_or_blank, controls, help_line, joined};
use crate::content::case::Id;
use crate::model::markup::plain;
use crate::site::context::PageContext;
use crate::site::page_kind::PageKind;

/// The content of the page. On screen the second copy is hidden.
pub fn bulletin(context: PageContext<'_>) -> Html {
    let copy = copy(context);
    html! {
        <main>
            {controls(context, PageKind::Bulletin, &context.strings.take_away.print_bulletin_text, sizes(context))}
            <div class="bulletins">{copy.clone()}{copy}</div>
        </main>
    }
}

/// The choice of the paper, which styles apply without script.
fn sizes(context: PageContext<'_>) -> Html {
    let labels = &context.strings.bulletin;
    let size = |value: &str, label: &str, checked: bool| {
        html! { <label><input type="radio" name="size" value={value.to_owned()} {checked} />{" "}{label.to_owned()}</label> }
    };
    html! {
        <fieldset>
            <legend>{&labels.size}</legend>
            {size("half-letter", &labels.half_letter, true)}
            {size("a5", &labels.a5, false)}
            <p>{&labels.landscape}</p>
        </fieldset>
    }
}

/// One copy of the insert.
fn copy(context: PageContext<'_>) -> Html {
    let PageContext {
        case,
        text,
        strings,
        ..
    } = context;
    let labels = &strings.bulletin;
    html! {
        <div class="bulletin">
            <p class="kicker">{&text.kicker}</p>
            <h1>{&text.title}</h1>
            <p class="bulletin__notice"><b>{plain(&text.notice.text)}</b></p>
            <h2>{&labels.happened}</h2>
            <p>{joined(&text.summary)}</p>
            <p><b>{&text.outcome.lead}</b>{" "}{joined(&text.outcome.sentences)}</p>
            { (!case.bulletin.days.is_empty()).then(|| html! { <h2>{&labels.days}</h2> }) }
            <dl class="bulletin__days">{ for case.bulletin.days.iter().map(|id| day(context, id)) }</dl>
            <footer class="bulletin__foot">
                {address_or_blank(context)}
                {help_line(context)}
                <p>{&strings.page.not_advice}{" "}{strings.page.as_of.replace("{date}", &strings.dates.dated(case.as_of))}</p>
                {translation(context, PageKind::Bulletin)}
            </footer>
        </div>
    }
}

/// The date and the headline of an event.
fn day(context: PageContext<'_>, id: &Id) -> Html {
    let event = context.case.events.iter().find(|event| event.id == *id);
    let (Some(event), Some(event_text)) = (event, context.text.events.get(id)) else {
        return html! {};
    };
    html! { <div><dt>{context.strings.dates.when(event.when).date}</dt>{" "}<dd>{&event_text.headline}</dd></div> }
}
