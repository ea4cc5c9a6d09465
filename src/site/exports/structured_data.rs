//! Structured data for search engines, as JSON-LD with the vocabulary of <https://schema.org>: the article with its
//! dated parts, the glossary as a set of defined terms, and the citations; then readers' questions with the answers
//! that the page has.

use serde_json::{Value, json};

use super::data::LICENSE;
use crate::content::case::{Faq, When};
use crate::model::markup::plain;
use crate::site::context::PageContext;
use crate::site::page_kind::PageKind;
use crate::site::preview_image;

/// The content of the page's `<script type="application/ld+json">`.
pub fn data(context: PageContext<'_>) -> String {
    let PageContext { case, text, .. } = context;
    // Ids of parts are relative to the address of the page.
    let anchor = |id: &str| format!("#{id}");
    let part = |event: &crate::content::case::Event| {
        let event_text = text.events.get(&event.id)?;
        Some(json!({
            "@type": "CreativeWork",
            "@id": anchor(&event.id),
            "name": event_text.headline,
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
            "name": context.strings.page.terms,
            "hasDefinedTerm": context.terms().iter().filter_map(term).collect::<Vec<_>>(),
        },
        "citation": case.sources.iter().map(citation).collect::<Vec<_>>(),
    });
    if let Some(site) = context.site {
        article["url"] = json!(PageKind::Main.address(context, site));
        article["image"] = json!(format!(
            "{site}{}",
            preview_image::file(context, PageKind::Main)
        ));
    }
    if let Some(publisher) = &case.publisher {
        article["publisher"] = json!({
            "@type": "Organization",
            "name": publisher.name,
            "url": publisher.url,
            "email": publisher.email,
        });
    }
    let parts: Vec<_> = std::iter::once(article).chain(faq(context)).collect();
    // `<` could end the script element or open a comment inside it.
    json!({ "@context": "https://schema.org", "@graph": parts })
        .to_string()
        .replace('<', "\\u003c")
}

/// Readers' questions and their answers. `None` if the case has no questions.
fn faq(context: PageContext<'_>) -> Option<Value> {
    let question = |faq: &Faq| {
        let faq_text = context.text.faq.get(&faq.id)?;
        let answer: Vec<_> = faq_text
            .answer
            .iter()
            .map(|sentence| plain(&sentence.text))
            .collect();
        Some(json!({
            "@type": "Question",
            "@id": format!("#{}", faq.id),
            "name": faq_text.question,
            "acceptedAnswer": { "@type": "Answer", "text": answer.join(" ") },
        }))
    };
    let questions: Vec<_> = context.case.faq.iter().filter_map(question).collect();
    (!questions.is_empty()).then(
        || json!({ "@type": "FAQPage", "inLanguage": context.text.language, "mainEntity": questions }),
    )
}

/// A day, month, year or interval in the format of ISO 8601.
fn interval(when: When) -> String {
    match when {
        When::On(day) | When::By(day) => day.to_string(),
        When::Between(first, last) => format!("{first}/{last}"),
        When::During(first, last) => format!("{first}/{last}"),
        When::Year(year) => year.to_string(),
        When::Month(month) => month.to_string(),
        When::Since(month) => format!("{month}/.."),
    }
}
