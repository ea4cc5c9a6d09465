//! The head of a page: title, description, content policy, styles, and for frames the script that tells
//! their height.

use std::sync::LazyLock;

use base64::Engine;
use sha2::{Digest, Sha256};
use yew::prelude::*;

use super::document::render;
use super::minify::script;
use super::page_kind::Kind;
use super::preview_image;
use crate::model::markup::plain;
use crate::site::context::Doc;
use crate::site::templates::entries;

/// Tells a host the height, see there.
const FRAME: &str = include_str!("../../static/frame.js");
const UNFOLD: &str = include_str!("../../static/unfold.js");

/// Everything inside `<head>` that depends on the case, the page, the language or the styles, which are small already.
pub(super) fn head(doc: Doc<'_>, kind: Kind<'_>, styles: &str) -> String {
    let (text, site) = (doc.text, doc.site);
    let name = match kind {
        Kind::Card(id) => entries::name(doc, id).map(|name| format!("{name} – {}", text.title)),
        Kind::Bulletin => Some(format!("{} – {}", doc.ui.bulletin.title, text.title)),
        Kind::TakeAway => Some(format!("{} – {}", doc.ui.page.take_away, text.title)),
        Kind::Embedding => Some(format!("{} – {}", doc.ui.embedding.title, text.title)),
        Kind::Check => Some(format!("{} – {}", doc.ui.check.title, text.title)),
        _ => None,
    };
    let title = name.unwrap_or_else(|| text.title.clone());
    let description = description(doc, kind);
    // Search engines should lead from the parts to the whole page.
    let whole = match kind {
        Kind::Embed | Kind::Card(_) | Kind::SingleFile => Kind::Main,
        kind => kind,
    };
    let canonical =
        site.map(|site| html! { <link rel="canonical" href={whole.address(doc, site)} /> });
    // `hreflang` asks for whole addresses, and for each language to name itself, too.
    let alternates = site.filter(|_| kind == whole && doc.languages.len() > 1);
    let alternates = alternates.map(|site| {
        let alternate = |other: Doc<'_>| {
            let code = other.ui.language.clone();
            html! { <link rel="alternate" hreflang={code} href={kind.address(other, site)} /> }
        };
        html! { { for doc.in_all().map(alternate) } }
    });
    let oembed = site.filter(|_| kind.tells_the_case()).map(|site| {
        let href = format!("{site}{}", super::exports::oembed::file(doc, kind));
        html! { <link rel="alternate" type="application/json+oembed" href={href} /> }
    });
    // Previews ask for a whole address.
    let picture = site.filter(|_| kind.tells_the_case()).map(|site| {
        html! {
            <>
                <meta property="og:image" content={format!("{site}{}", preview_image::file(doc))} />
                <meta property="og:image:alt" content={preview_image::words(doc)} />
                <meta name="twitter:card" content="summary_large_image" />
            </>
        }
    });
    let base = matches!(kind, Kind::Card(_))
        .then(|| html! { <base href={Kind::Main.file(doc)} target="_blank" /> });
    let metas = html! {
        <>
            <meta http-equiv="Content-Security-Policy" content={policy(kind, styles)} />
            { oembed }
            <title>{&title}</title>
            <meta name="description" content={description.clone()} />
            <meta property="og:type" content="article" />
            <meta property="og:title" content={title.clone()} />
            <meta property="og:description" content={description} />
            <meta property="og:locale" content={doc.ui.locale.clone()} />
            { picture }
            { canonical }
            { alternates }
            { (kind != Kind::SingleFile).then(|| html! { <link rel="icon" href="icon.svg" /> }) }
            { (!kind.is_alone() && !kind.is_for_frames()).then(|| html! { <script src="frame.js" defer=true></script> }) }
            { matches!(kind, Kind::Card(_)).then(paper) }
            { base }
            { matches!(kind, Kind::Embedding).then(|| html! { <script src="embedding.js" defer=true></script> }) }
            { matches!(kind, Kind::Embedding | Kind::TakeAway).then(|| html! { <script src="copy.js" defer=true></script> }) }
            { matches!(kind, Kind::Check).then(|| html! { <script src="check.js" defer=true></script> }) }
        </>
    };
    let frame =
        inline(kind).map_or_else(String::new, |script| format!("<script>{script}</script>"));
    // The policy speaks of these very bytes, so nothing may be escaped here.
    format!("{}<style>{styles}</style>{frame}", render(metas))
}

/// The page in a sentence, for search engines and previews. Who is sent the card of an order reads there what
/// became of it.
fn description(doc: Doc<'_>, kind: Kind<'_>) -> String {
    let outcome = match kind {
        Kind::Card(id) => doc
            .text
            .events
            .get(id)
            .and_then(|event_text| event_text.outcome.as_ref()),
        _ => None,
    };
    outcome.map_or_else(
        || doc.text.description.clone(),
        |outcome| format!("{} {}", plain(&outcome.text), plain(&doc.text.notice.text)),
    )
}

/// The styles for paper. A page with a program asks for them at its end: nothing on the screen needs them.
pub(super) fn paper() -> Html {
    html! { <link rel="stylesheet" media="print" href="print.css" /> }
}

/// The script inside a page that is made for frames: it has its looks before anything is drawn, and asks for no second
/// file to have them. A card, which has no other script, is unfolded for paper by it, too.
fn inline(kind: Kind<'_>) -> Option<&'static str> {
    fn small(script: &str) -> String {
        script::minify(script).unwrap_or_else(|fault| panic!("a script for frames: {fault}"))
    }
    static FRAMED: LazyLock<String> = LazyLock::new(|| small(FRAME));
    static CARD: LazyLock<String> = LazyLock::new(|| small(&format!("{FRAME}{UNFOLD}")));
    match kind {
        Kind::Card(_) => Some(&CARD),
        _ if kind.is_for_frames() => Some(&FRAMED),
        _ => None,
    }
}

/// Only what the page needs, and nothing from another host.
///
/// `frame-ancestors` is missing on purpose: browsers ignore it here, and being embedded is the point.
/// Trusted Types: no script, and no HTML from a string, is ever made in the browser. The program
/// adopts raw HTML as it stands in the document, and Yew writes none anew.
fn policy(kind: Kind<'_>, styles: &str) -> String {
    let hash = |inside: &str| {
        let digest = Sha256::digest(inside);
        format!(
            "'sha256-{}'",
            base64::engine::general_purpose::STANDARD.encode(digest)
        )
    };
    let own = inline(kind).map_or_else(
        || "'self'".to_owned(),
        |script| format!("'self' {}", hash(script)),
    );
    // A card's links lead to the page; it has no program, but graders of pages ask for robots.txt from inside it.
    let (script, connect, base, frame) = match kind {
        Kind::Card(_) => (own, "'self'", "'self'", "'none'"),
        Kind::Embedding => (own, "'none'", "'none'", "'self'"),
        Kind::TakeAway => (own, "'none'", "'none'", "'none'"),
        Kind::Bulletin | Kind::SingleFile => ("'none'".to_owned(), "'none'", "'none'", "'none'"),
        Kind::Main | Kind::Embed | Kind::Check => (
            format!("{own} 'wasm-unsafe-eval'"),
            "'self'",
            "'none'",
            "'none'",
        ),
    };
    let style = hash(styles);
    format!(
        "default-src 'none'; script-src {script}; style-src 'self' {style}; connect-src {connect}; \
         img-src 'self'; frame-src {frame}; base-uri {base}; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'"
    )
}
