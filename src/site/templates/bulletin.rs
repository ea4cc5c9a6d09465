//! A leaf for a parish bulletin: one page of half Letter size or A5, black on white, for the copier.
//! Everything on it is told in full on the page.

use qrcode::QrCode;
use qrcode::render::svg;
use yew::prelude::*;

use super::masthead::translation;
use crate::content::case::Id;
use crate::content::text::Sentence;
use crate::model::markup::plain;
use crate::site::context::Doc;
use crate::site::page_kind::Kind;

/// The leaf. Where the site is known it leads there, in words and as a code that telephones read.
pub fn bulletin(doc: Doc<'_>) -> Html {
    let Doc { case, text, ui, .. } = doc;
    let words = &ui.bulletin;
    let chosen = &case.bulletin;
    html! {
        <main>
            <p class="hint">{&ui.take_away.print_bulletin_text}</p>
            <div class="leaf">
                <p class="kicker">{&text.kicker}</p>
                <h1>{&text.title}</h1>
                <p class="leaf__notice"><b>{plain(&text.notice.text)}</b></p>
                <h2>{&words.happened}</h2>
                <p>{told(&text.summary)}</p>
                <p><b>{&text.outcome.lead}</b>{" "}{told(&text.outcome.sentences)}</p>
                <h2>{&words.days}</h2>
                <dl class="leaf__days">{ for chosen.days.iter().map(|id| day(doc, id)) }</dl>
                <h2>{&words.words}</h2>
                <dl class="leaf__words">{ for chosen.words.iter().map(|id| word(doc, id)) }</dl>
                <h2>{&words.not_decided}</h2>
                { for chosen.not_decided.iter().filter_map(|id| text.events.get(id)).map(|event| html! { <p>{told(&event.did_not)}</p> }) }
                <footer class="leaf__foot">
                    { doc.site.map(|site| way(doc, site)) }
                    <p>{&ui.page.not_advice}{" "}{ui.page.as_of.replace("{date}", &ui.dates.dated(case.as_of))}</p>
                    {translation(doc, Kind::Bulletin)}
                </footer>
            </div>
        </main>
    }
}

fn told(sentences: &[Sentence]) -> String {
    let all: Vec<_> = sentences
        .iter()
        .map(|sentence| plain(&sentence.text))
        .collect();
    all.join(" ")
}

fn day(doc: Doc<'_>, id: &Id) -> Html {
    let event = doc.case.events.iter().find(|event| event.id == *id);
    let (Some(event), Some(told)) = (event, doc.text.events.get(id)) else {
        return html! {};
    };
    html! { <><dt>{doc.ui.dates.when(event.when).date}</dt><dd>{&told.headline}</dd></> }
}

fn word(doc: Doc<'_>, id: &Id) -> Html {
    let Some(told) = doc.text.steps.get(id) else {
        return html! {};
    };
    html! { <><dt>{&told.title}</dt><dd>{plain(&told.answer.text)}</dd></> }
}

/// The way to the page: a code and the address in letters.
fn way(doc: Doc<'_>, site: &str) -> Html {
    let address = Kind::Main.address(doc, site);
    let code = QrCode::new(&address).map(|code| {
        code.render::<svg::Color<'_>>()
            .min_dimensions(80, 80)
            .quiet_zone(false)
            .build()
    });
    // Inside HTML no XML declaration may stand.
    let code = code
        .ok()
        .and_then(|svg| Some(svg[svg.find("<svg")?..].to_owned()));
    html! {
        <>
            { code.map(|svg| html! { <div class="leaf__code" aria-hidden="true">{Html::from_html_unchecked(svg.into())}</div> }) }
            <p>{&doc.ui.bulletin.more}<br /><a href={address.clone()}><bdi>{address}</bdi></a></p>
        </>
    }
}
