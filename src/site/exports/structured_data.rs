//! Structured data for search engines: JSON-LD in the words of schema.org. The article with its dated
//! parts, the glossary as a set of defined terms, and what the article cites; then the questions that readers
//! bring with their answers, word for word as they stand in the page.

use serde_json::{Value, json};

use super::data::LICENSE;
use crate::content::case::{Faq, When};
use crate::model::markup::plain;
use crate::site::context::Doc;
use crate::site::page_kind::Kind;
use crate::site::preview_image;

/// The content of the page's `application/ld+json` block.
pub fn data(doc: Doc<'_>) -> String {
    let Doc { case, text, .. } = doc;
    // Addresses of parts are relative to the page that carries this.
    let anchor = |id: &str| format!("#{id}");
    let part = |event: &crate::content::case::Event| {
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
    let citation = |source: &crate::content::case::Source| Value::from(source.url.as_str());
    let mut article = json!({
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
        article["image"] = json!(format!("{site}{}", preview_image::file(doc)));
    }
    if let Some(publisher) = &case.publisher {
        article["publisher"] = json!({
            "@type": "Organization",
            "name": publisher.name,
            "url": publisher.url,
            "email": publisher.email,
        });
    }
    let parts: Vec<_> = std::iter::once(article).chain(faq(doc)).collect();
    // In a script element only `<` could end the block or open a comment.
    json!({ "@context": "https://schema.org", "@graph": parts })
        .to_string()
        .replace('<', "\\u003c")
}

/// The questions that readers bring, where the case has any.
fn faq(doc: Doc<'_>) -> Option<Value> {
    let question = |asked: &Faq| {
        let faq_text = doc.text.faq.get(&asked.id)?;
        let answer: Vec<_> = faq_text
            .answer
            .iter()
            .map(|part| plain(&part.text))
            .collect();
        Some(json!({
            "@type": "Question",
            "@id": format!("#{}", asked.id),
            "name": faq_text.question,
            "acceptedAnswer": { "@type": "Answer", "text": answer.join(" ") },
        }))
    };
    let questions: Vec<_> = doc.case.faq.iter().filter_map(question).collect();
    (!questions.is_empty()).then(
        || json!({ "@type": "FAQPage", "inLanguage": doc.text.language, "mainEntity": questions }),
    )
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
