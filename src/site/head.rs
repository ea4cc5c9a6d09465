//! The head of a page: content security policy, metadata, styles, and scripts.

use std::sync::LazyLock;

use base64::Engine;
use sha2::{Digest, Sha256};
use yew::prelude::*;

use super::document::render;
use super::minify::script;
use super::page_kind::PageKind;
use super::palette::DARK_STYLES;
use super::preview_image;
use super::version;
use crate::model::markup::plain;
use crate::site::context::PageContext;
use crate::site::templates::entries;

/// The script for pages in frames: it sends their height to the embedding page, and applies the appearance that the
/// embedding page requests.
const FRAME: &str = concat!(
    include_str!("../../static/contrast.js"),
    include_str!("../../static/frame.js")
);
/// The loader of the app; it also opens collapsed parts for printing, and has the buttons that read aloud.
const LOADER: &str = concat!(
    include_str!("../../static/unfold.js"),
    include_str!("../../static/listen-button.js"),
    include_str!("../../static/loader.js")
);
/// The script that opens collapsed parts for printing.
const UNFOLD: &str = include_str!("../../static/unfold.js");
/// The script of the print button.
const PRINT: &str = include_str!("../../static/print.js");

/// The title of a page that is not the whole timeline.
fn own_title(context: PageContext<'_>, kind: PageKind<'_>) -> Option<String> {
    let strings = context.strings;
    let title = match kind {
        PageKind::Card(id) => return entries::name(context, id),
        PageKind::ChartCard => &strings.page.chart,
        PageKind::ShortEdition => &strings.take_away.print_short,
        PageKind::Bulletin => &strings.take_away.print_bulletin,
        PageKind::Poster => &strings.take_away.print_poster,
        PageKind::TakeAway => &strings.page.take_away,
        PageKind::EmbedChooser => &strings.embed_chooser.title,
        PageKind::FrameCheck => &strings.frame_check.title,
        PageKind::Main | PageKind::Embed | PageKind::SingleFile => return None,
    };
    Some(title.clone())
}

/// The part of `<head>` that depends on the case, the page, the language or the styles. `styles` are minified already.
pub(super) fn head(context: PageContext<'_>, kind: PageKind<'_>, styles: &str) -> String {
    let (text, site) = (context.text, context.site);
    let title = match own_title(context, kind) {
        Some(own) => format!("{own} – {}", text.title),
        None => text.title.clone(),
    };
    let description = description(context, kind);
    // Search engines should list the main page instead of its parts and variants.
    let canonical_kind = match kind {
        PageKind::Embed | PageKind::Card(_) | PageKind::ChartCard | PageKind::SingleFile => {
            PageKind::Main
        }
        kind => kind,
    };
    let canonical = site.map(
        |site| html! { <link rel="canonical" href={canonical_kind.address(context, site)} /> },
    );
    // `hreflang` needs absolute addresses, and each language must also list itself.
    let alternates = site.filter(|_| kind == canonical_kind && context.languages.len() > 1);
    let alternates = alternates.map(|site| {
        let alternate = |other: PageContext<'_>| {
            let code = other.strings.language.clone();
            html! { <link rel="alternate" hreflang={code} href={kind.address(other, site)} /> }
        };
        html! { { for context.in_all().map(alternate) } }
    });
    let oembed = site.filter(|_| kind.shows_the_case()).map(|site| {
        let href = format!("{site}{}", super::exports::oembed::file(context, kind));
        html! { <link rel="alternate" type="application/json+oembed" href={href} /> }
    });
    // Previews need an absolute address.
    let picture = site.filter(|_| kind.shows_the_case()).map(|site| {
        html! {
            <>
                <meta property="og:image" content={format!("{site}{}", preview_image::file(context, kind))} />
                <meta property="og:image:alt" content={preview_image::alternative_text(context, kind)} />
                <meta name="twitter:card" content="summary_large_image" />
            </>
        }
    });
    let target = kind.is_for_embedding().then_some("_blank");
    let base = kind
        .links_to_main()
        .then(|| html! { <base href={PageKind::Main.file(context)} {target} /> });
    let metas = html! {
        <>
            <meta http-equiv="Content-Security-Policy" content={policy(kind, styles)} />
            { oembed }
            <title>{&title}</title>
            { (kind == PageKind::FrameCheck).then(|| html! { <meta name="generator" content={version::generator(context)} /> }) }
            <meta name="description" content={description.clone()} />
            <meta property="og:type" content="article" />
            <meta property="og:title" content={title.clone()} />
            <meta property="og:description" content={description} />
            <meta property="og:locale" content={context.strings.locale.clone()} />
            { picture }
            { canonical }
            { alternates }
            { (kind != PageKind::SingleFile).then(|| html! { <link rel="icon" href="icon.svg" /> }) }
            { matches!(kind, PageKind::EmbedChooser | PageKind::TakeAway).then(|| html! { <script src="frame.js" defer=true></script> }) }
            { matches!(kind, PageKind::Card(_)).then(|| html! { <script src="listen-button.js" defer=true></script> }) }
            { matches!(kind, PageKind::Card(_)).then(|| html! { <link rel="stylesheet" media="print" href="print.css" /> }) }
            { base }
            { matches!(kind, PageKind::EmbedChooser).then(|| html! { <script src="embed-chooser.js" defer=true></script> }) }
            { matches!(kind, PageKind::EmbedChooser | PageKind::TakeAway).then(|| html! { <script src="copy.js" defer=true></script> }) }
            { matches!(kind, PageKind::FrameCheck).then(|| html! { <script src="frame-check.js" defer=true></script> }) }
        </>
    };
    let inline_script =
        inline(kind).map_or_else(String::new, |script| format!("<script>{script}</script>"));
    // The policy has the hashes of these bytes, so they must not be escaped.
    format!(
        "{}<style>{styles}</style><style id=\"dark-theme\" media=\"(prefers-color-scheme: dark)\">{}</style>{inline_script}",
        render(metas),
        *DARK_STYLES
    )
}

/// The description for search engines and previews, which says what holds today. For a card it is what became of the event,
/// or its first sentence, or the answer of the step, and the notice of what holds today.
fn description(context: PageContext<'_>, kind: PageKind<'_>) -> String {
    let text = context.text;
    let sentence = match kind {
        PageKind::Card(id) => {
            let event = text.events.get(id);
            let event = event.and_then(|event| event.outcome.as_ref().or(event.sentences.first()));
            event.or_else(|| text.steps.get(id).map(|step| &step.answer))
        }
        _ => None,
    };
    sentence.map_or_else(
        || text.description.clone(),
        |sentence| format!("{} {}", plain(&sentence.text), plain(&text.notice.text)),
    )
}

/// Minifies an inline script, which is checked into this repository and therefore valid.
fn minified(script: &str) -> String {
    script::minify(script).unwrap_or_else(|diagnostic| panic!("an inline script: {diagnostic}"))
}

/// The inline script at the end of pages with the app.
pub(super) fn loader() -> &'static str {
    static MINIFIED: LazyLock<String> = LazyLock::new(|| minified(LOADER));
    &MINIFIED
}

/// The inline script in the head of a page that has the app, or is made for frames or for paper. In a frame it sets the
/// appearance before the first paint, without another request. On a card, which has no loader, it also opens collapsed
/// parts for printing. A page for paper is read without the other files of the folder.
fn inline(kind: PageKind<'_>) -> Option<&'static str> {
    static FRAMED: LazyLock<String> = LazyLock::new(|| minified(FRAME));
    static CARD: LazyLock<String> = LazyLock::new(|| minified(&format!("{FRAME}{UNFOLD}")));
    static PAPER: LazyLock<String> = LazyLock::new(|| minified(PRINT));
    match kind {
        PageKind::Card(_) => Some(&CARD),
        _ if kind.has_app() || kind.is_for_embedding() => Some(&FRAMED),
        _ if kind.is_for_paper() => Some(&PAPER),
        _ => None,
    }
}

/// The content security policy: it allows what the page needs, and nothing from other origins.
///
/// It has no `frame-ancestors`: browsers ignore it in a `<meta>` element, and pages may be embedded anywhere. It
/// requires Trusted Types and allows no policy that creates them: nothing in the browser makes a script or HTML from a
/// string, and the app hydrates the raw HTML that is in the document.
fn policy(kind: PageKind<'_>, styles: &str) -> String {
    let hash = |content: &str| {
        let digest = Sha256::digest(content);
        format!(
            "'sha256-{}'",
            base64::engine::general_purpose::STANDARD.encode(digest)
        )
    };
    let loader = kind.has_app().then(loader);
    let hashes: Vec<_> = inline(kind).into_iter().chain(loader).map(hash).collect();
    let hashes = hashes.join(" ");
    let own_scripts = format!("'self' {hashes}").trim_end().to_owned();
    let no_file = if hashes.is_empty() {
        "'none'".to_owned()
    } else {
        hashes
    };
    // A card has a `<base>` for its links. It has no app, but auditing tools request robots.txt from inside the page.
    let (script, connect, base, frame) = match kind {
        PageKind::Card(_) => (own_scripts, "'self'", "'self'", "'none'"),
        PageKind::EmbedChooser => (own_scripts, "'none'", "'none'", "'self'"),
        PageKind::TakeAway => (own_scripts, "'none'", "'none'", "'none'"),
        PageKind::ShortEdition | PageKind::Poster => (no_file, "'none'", "'self'", "'none'"),
        PageKind::Bulletin | PageKind::SingleFile => (no_file, "'none'", "'none'", "'none'"),
        PageKind::Main | PageKind::Embed | PageKind::ChartCard | PageKind::FrameCheck => (
            format!("{own_scripts} 'wasm-unsafe-eval'"),
            "'self'",
            if kind.links_to_main() {
                "'self'"
            } else {
                "'none'"
            },
            "'none'",
        ),
    };
    let style = format!("{} {}", hash(styles), hash(&DARK_STYLES));
    format!(
        "default-src 'none'; script-src {script}; style-src 'self' {style}; connect-src {connect}; \
         img-src 'self'; frame-src {frame}; base-uri {base}; form-action 'none'; \
         require-trusted-types-for 'script'; trusted-types 'none'"
    )
}
