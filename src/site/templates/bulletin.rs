//! The printable bulletin: one page of half Letter size or A5, black on white, for a photocopier. The main page has
//! everything on it in full.

use qrcode::QrCode;
use qrcode::render::svg;
use yew::prelude::*;

use super::masthead::translation;
use crate::content::case::Id;
use crate::content::text::Sentence;
use crate::model::markup::plain;
use crate::site::context::PageContext;
use crate::site::page_kind::PageKind;

/// The content of the bulletin. If the address of the site is known, the bulletin shows it as text and as a QR code.
pub fn bulletin(context: PageContext<'_>) -> Html {
    let PageContext {
        case,
        text,
        strings,
        ..
    } = context;
    let labels = &strings.bulletin;
    let selection = &case.bulletin;
    html! {
        <main>
            <p class="hint">{&strings.take_away.print_bulletin_text}</p>
            <div class="bulletin">
                <p class="kicker">{&text.kicker}</p>
                <h1>{&text.title}</h1>
                <p class="bulletin__notice"><b>{plain(&text.notice.text)}</b></p>
                <h2>{&labels.happened}</h2>
                <p>{joined(&text.summary)}</p>
                <p><b>{&text.outcome.lead}</b>{" "}{joined(&text.outcome.sentences)}</p>
                <h2>{&labels.days}</h2>
                <dl class="bulletin__days">{ for selection.days.iter().map(|id| day(context, id)) }</dl>
                <h2>{&labels.steps}</h2>
                <dl class="bulletin__steps">{ for selection.steps.iter().map(|id| step(context, id)) }</dl>
                <h2>{&labels.not_decided}</h2>
                { for selection.not_decided.iter().filter_map(|id| text.events.get(id)).map(|event_text| html! { <p>{joined(&event_text.did_not)}</p> }) }
                <footer class="bulletin__foot">
                    { context.site.map(|site| address(context, site)) }
                    <p>{&strings.page.not_advice}{" "}{strings.page.as_of.replace("{date}", &strings.dates.dated(case.as_of))}</p>
                    {translation(context, PageKind::Bulletin)}
                </footer>
            </div>
        </main>
    }
}

/// Sentences as plain text, separated by spaces.
pub(super) fn joined(sentences: &[Sentence]) -> String {
    let texts: Vec<_> = sentences
        .iter()
        .map(|sentence| plain(&sentence.text))
        .collect();
    texts.join(" ")
}

/// The date and the headline of an event.
fn day(context: PageContext<'_>, id: &Id) -> Html {
    let event = context.case.events.iter().find(|event| event.id == *id);
    let (Some(event), Some(event_text)) = (event, context.text.events.get(id)) else {
        return html! {};
    };
    html! { <><dt>{context.strings.dates.when(event.when).date}</dt><dd>{&event_text.headline}</dd></> }
}

/// The title and the short answer of a legal step.
pub(super) fn step(context: PageContext<'_>, id: &Id) -> Html {
    let Some(step_text) = context.text.steps.get(id) else {
        return html! {};
    };
    html! { <><dt>{&step_text.title}</dt><dd>{plain(&step_text.answer.text)}</dd></> }
}

/// The address of the main page, as a QR code and as text.
pub(super) fn address(context: PageContext<'_>, site: &str) -> Html {
    let address = PageKind::Main.address(context, site);
    let code = QrCode::new(&address).map(|code| {
        code.render::<svg::Color<'_>>()
            .min_dimensions(80, 80)
            .quiet_zone(false)
            .build()
    });
    // An XML declaration is not allowed inside HTML.
    let code = code
        .ok()
        .and_then(|svg| Some(svg[svg.find("<svg")?..].to_owned()));
    html! {
        <>
            { code.map(|svg| html! { <div class="bulletin__code" aria-hidden="true">{Html::from_html_unchecked(svg.into())}</div> }) }
            <p>{&context.strings.bulletin.more}<br /><a href={address.clone()}><bdi>{address}</bdi></a></p>
        </>
    }
}
