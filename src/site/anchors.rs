//! Finds records whose id is also the id of an element of the page itself, such as a section or the search field.

use std::collections::BTreeMap;

use super::context::PageContext;
use super::document::{self, MissingPlaceholder};
use super::page_kind::PageKind;
use crate::content::validate::{Diagnostic, Library};

/// The shell of the page, whose elements have ids, too.
const SHELL: &str = include_str!("../../index.html");

/// Returns a diagnostic for each record whose id the page uses for another element.
///
/// The main page of the original is rendered and searched for ids that occur twice, so that no list of the page's own
/// ids is needed.
///
/// # Errors
/// Returns [`MissingPlaceholder`] if `index.html` lacks a placeholder.
pub fn collisions(library: &Library) -> Result<Vec<Diagnostic>, MissingPlaceholder> {
    let Library { case, languages } = library;
    let Some(original) = PageContext::all(case, languages, None).next() else {
        return Ok(Vec::new());
    };
    let html = document::page(original, PageKind::Main, SHELL, "")?;
    let mut counts = BTreeMap::<_, usize>::new();
    for id in ids(&html) {
        *counts.entry(id).or_default() += 1;
    }
    let taken = |id: &&str| counts.get(id).is_some_and(|count| *count > 1);
    let diagnostic = |id: &str| Diagnostic {
        file: "case.json".to_owned(),
        record: Some(id.to_owned()),
        field: Some("id".to_owned()),
        message: "the page itself uses this id".to_owned(),
        remedy: "choose another; ids are anchors of one page".to_owned(),
    };
    Ok(case.anchors().filter(taken).map(diagnostic).collect())
}

/// The ids of all elements. Text cannot match, because `<` is escaped in it.
fn ids(html: &str) -> impl Iterator<Item = &str> {
    let tags = html.split('<').filter_map(|tag| tag.split('>').next());
    tags.filter_map(|tag| tag.split_once(" id=\"")?.1.split('"').next())
}
