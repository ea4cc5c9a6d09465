//! What the pages made for paper share: what is above the sheets on screen, and on the sheets the address, the QR code
//! and where to find help.

use qrcode::QrCode;
use qrcode::render::svg;
use yew::prelude::*;

use super::masthead::languages;
use crate::content::case::Help;
use crate::content::text::Sentence;
use crate::model::markup::plain;
use crate::site::context::PageContext;
use crate::site::page_kind::PageKind;

/// Above the sheets, on screen only: languages, the ways back, what is printed on how many sheets, `options` to choose
/// from, and the print button, which needs the script. If the site is unknown, it says that the sheet has a blank for
/// the address; the short edition has none.
pub(super) fn controls(
    context: PageContext<'_>,
    kind: PageKind<'_>,
    sheets: &str,
    options: Html,
) -> Html {
    let labels = &context.strings.paper;
    let has_blank = context.site.is_none() && kind != PageKind::ShortEdition;
    let back = |kind: PageKind<'_>, name: &str| html! { <p><a href={kind.file(context)}>{name.to_owned()}</a></p> };
    html! {
        <div class="paper__controls">
            {languages(context, kind)}
            {back(PageKind::Main, &context.text.title)}
            {back(PageKind::TakeAway, &context.strings.page.take_away)}
            <p>{sheets.to_owned()}</p>
            { has_blank.then(|| html! { <p>{&labels.blank_hint}</p> }) }
            {options}
            <p><button type="button" data-print="" hidden=true>{&labels.print}</button></p>
        </div>
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
            { code.map(|svg| html! { <div class="paper__code" aria-hidden="true">{Html::from_html_unchecked(svg.into())}</div> }) }
            <p>{&context.strings.paper.more}<br /><a href={address.clone()}><bdi>{address}</bdi></a></p>
        </>
    }
}

/// [`address`], or a labeled blank for the address if the site is unknown.
pub(super) fn address_or_blank(context: PageContext<'_>) -> Html {
    context.site.map_or_else(
        || html! { <p class="paper__blank">{&context.strings.paper.blank}</p> },
        |site| address(context, site),
    )
}

/// The line on help: the record that lists lawyers, otherwise the first. Empty if there is none.
pub(super) fn help_line(context: PageContext<'_>) -> Html {
    let PageContext {
        case,
        text,
        strings,
        ..
    } = context;
    let is_lawyers = |help: &&Help| case.lawyers.as_ref() == Some(&help.id);
    let Some(help) = case.help.iter().find(is_lawyers).or(case.help.first()) else {
        return html! {};
    };
    html! {
        <p class="paper__help">
            <b>{&strings.page.help}{": "}</b>{&text.help[&help.id].name}{": "}{help_site(help)}
        </p>
    }
}

/// The address of a help record as it is written on paper, without its scheme.
pub(super) fn help_site(help: &Help) -> Html {
    let site = help
        .url
        .trim_start_matches("https://")
        .trim_end_matches('/');
    html! { <bdi class="paper__address">{site.to_owned()}</bdi> }
}
