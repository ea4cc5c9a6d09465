//! The head of a page: title, description, content policy, styles.

use base64::Engine;
use sha2::{Digest, Sha256};
use yew::prelude::*;

use super::render;
use crate::views::Doc;

/// Everything inside `<head>` that depends on the case, the language or the styles.
pub(super) fn head(doc: Doc<'_>, styles: &str, site: Option<&str>) -> String {
    let styles = compact(styles);
    let text = doc.text;
    let canonical = site.map(|site| html! { <link rel="canonical" href={site.to_owned()} /> });
    let metas = html! {
        <>
            <meta http-equiv="Content-Security-Policy" content={policy(&styles)} />
            <title>{&text.title}</title>
            <meta name="description" content={text.description.clone()} />
            <meta name="color-scheme" content="light dark" />
            <meta property="og:type" content="article" />
            <meta property="og:title" content={text.title.clone()} />
            <meta property="og:description" content={text.description.clone()} />
            { canonical }
            <link rel="icon" type="image/svg+xml" href="icon.svg" />
        </>
    };
    // The policy speaks of these very bytes, so nothing may be escaped here.
    format!("{}<style>{styles}</style>", render(metas))
}

/// Only what the page needs, and nothing from another host.
///
/// `frame-ancestors` is missing on purpose: browsers ignore it here, and being embedded is the point.
fn policy(styles: &str) -> String {
    let hash = base64::engine::general_purpose::STANDARD.encode(Sha256::digest(styles));
    format!(
        "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'sha256-{hash}'; \
         connect-src 'self'; img-src 'self'; base-uri 'none'; form-action 'none'"
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
