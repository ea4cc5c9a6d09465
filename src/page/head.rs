//! The head of a page: title, description, content policy, styles.

use base64::Engine;
use sha2::{Digest, Sha256};
use yew::prelude::*;

use super::{Kind, render};
use crate::views::{Doc, card};

/// Everything inside `<head>` that depends on the case, the page, the language or the styles.
pub(super) fn head(doc: Doc<'_>, kind: Kind<'_>, styles: &str, site: Option<&str>) -> String {
    let styles = compact(styles);
    let text = doc.text;
    let name = match kind {
        Kind::Card(id) => card::name(doc, id).map(|name| format!("{name} – {}", text.title)),
        Kind::Embedding => Some(format!("{} – {}", doc.ui.embedding.title, text.title)),
        Kind::Check => Some(format!("{} – {}", doc.ui.check.title, text.title)),
        _ => None,
    };
    let title = name.unwrap_or_else(|| text.title.clone());
    // Search engines should lead to the whole page.
    let is_part = kind != Kind::Main;
    let canonical = site.map(|site| html! { <link rel="canonical" href={site.to_owned()} /> });
    let oembed = site.filter(|_| kind.has_oembed()).map(|site| {
        let href = format!("{site}{}", super::oembed::file(kind));
        html! { <link rel="alternate" type="application/json+oembed" href={href} title={title.clone()} /> }
    });
    let base =
        matches!(kind, Kind::Card(_)).then(|| html! { <base href="index.html" target="_blank" /> });
    let metas = html! {
        <>
            <meta http-equiv="Content-Security-Policy" content={policy(kind, &styles)} />
            { oembed }
            <title>{&title}</title>
            <meta name="description" content={text.description.clone()} />
            { is_part.then(|| html! { <meta name="robots" content="noindex" /> }) }
            <meta name="color-scheme" content="light dark" />
            <meta property="og:type" content="article" />
            <meta property="og:title" content={title.clone()} />
            <meta property="og:description" content={text.description.clone()} />
            { canonical }
            <link rel="icon" type="image/svg+xml" href="icon.svg" />
            <script src="frame.js"></script>
            { base }
            { matches!(kind, Kind::Embedding).then(|| html! { <script src="embedding.js" defer=true></script> }) }
            { matches!(kind, Kind::Check).then(|| html! { <script src="check.js" defer=true></script> }) }
        </>
    };
    // The policy speaks of these very bytes, so nothing may be escaped here.
    format!("{}<style>{styles}</style>", render(metas))
}

/// Only what the page needs, and nothing from another host.
///
/// `frame-ancestors` is missing on purpose: browsers ignore it here, and being embedded is the point.
fn policy(kind: Kind<'_>, styles: &str) -> String {
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(styles));
    // A card's links lead to the page; it has no program.
    let (script, connect, base, frame) = match kind {
        Kind::Card(_) => ("'self'", "'none'", "'self'", "'none'"),
        Kind::Embedding => ("'self'", "'none'", "'none'", "'self'"),
        _ => ("'self' 'wasm-unsafe-eval'", "'self'", "'none'", "'none'"),
    };
    format!(
        "default-src 'none'; script-src {script}; style-src 'sha256-{hash}'; connect-src {connect}; \
         img-src 'self'; frame-src {frame}; base-uri {base}; form-action 'none'"
    )
}

/// Styles without comments and indentation. Brotli does the rest.
fn compact(styles: &str) -> String {
    let mut rest = styles;
    let mut kept = String::new();
    while let Some((before, comment)) = rest.split_once("/*") {
        kept.push_str(before);
        rest = comment.split_once("*/").map_or("", |(_, after)| after);
    }
    kept.push_str(rest);
    kept.lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect::<Vec<_>>()
        .join("\n")
}
