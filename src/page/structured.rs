//! Structured data for search engines: JSON-LD in the words of schema.org. The article with its dated
//! parts, the glossary as a set of defined terms, and what the article cites. It names and points; the
//! words themselves stand in the page beside it.

use serde_json::{Value, json};

use super::export::LICENSE;
use super::{Kind, picture};
use crate::case::When;
use crate::text::rich::plain;
use crate::views::Doc;

/// The content of the page's `application/ld+json` block.
pub(super) fn data(doc: Doc<'_>) -> String {
    let Doc { case, text, .. } = doc;
    // Addresses of parts are relative to the page that carries this.
    let anchor = |id: &str| format!("#{id}");
    let part = |event: &crate::case::Event| {
        let told = text.events.get(&event.id)?;
        Some(json!({
            "@type": "CreativeWork",
            "@id": anchor(&event.id),
            "name": told.headline,
            "temporalCoverage": interval(event.when),
        }))
    };
    let term = |id: &String| {
        let term = text.terms.get(id)?;
        Some(json!({ "@type": "DefinedTerm", "@id": anchor(id), "name": plain(&term.name) }))
    };
    let citation = |source: &crate::case::Source| Value::from(source.url.as_str());
    let mut article = json!({
        "@context": "https://schema.org",
        "@type": "Article",
        "headline": text.title,
        "inLanguage": text.language,
        "dateModified": case.as_of,
        "license": LICENSE,
        "hasPart": case.events.iter().filter_map(part).collect::<Vec<_>>(),
        "mentions": {
            "@type": "DefinedTermSet",
            "name": doc.ui.page.terms,
            "hasDefinedTerm": doc.terms().iter().filter_map(term).collect::<Vec<_>>(),
        },
        "citation": case.sources.iter().map(citation).collect::<Vec<_>>(),
    });
    if let Some(site) = doc.site {
        article["url"] = json!(Kind::Main.address(doc, site));
        article["image"] = json!(format!("{site}{}", picture::file(doc)));
    }
    // In a script element only `<` could end the block or open a comment.
    article.to_string().replace('<', "\\u003c")
}

/// A day, a month or a span, as ISO 8601 writes them.
fn interval(when: When) -> String {
    match when {
        When::On(day) | When::By(day) => day.to_string(),
        When::Between(first, last) | When::During(first, last) => format!("{first}/{last}"),
        When::Month(month) => month.to_string(),
        When::Since(month) => format!("{month}/.."),
    }
}
