//! The explanation of a term, which a popover shows.

use web_sys::{Element, Node};

use super::element;

/// The explanation of a term.
#[derive(Clone, Debug, PartialEq)]
pub struct Explanation {
    /// The name of the record that explains the term.
    pub title: String,
    /// The link to the record.
    pub href: String,
    /// A copy of the record's explanation.
    pub meaning: Node,
    /// The link that was clicked.
    pub term: Element,
}

/// Returns the explanation of the term that contains a clicked element; `None` if it is not in a term, or the document
/// does not explain the term.
pub fn explanation(target: &Element) -> Option<Explanation> {
    let term = target.closest("a.term[href^='#']").ok()??;
    let hash = term.get_attribute("href")?;
    let record = element(hash.strip_prefix('#')?)?;
    let name = record.query_selector(".name").ok()??;
    let meaning = record.query_selector(".meaning").ok()??;
    let meaning = meaning.clone_node_with_deep(true).ok()?;
    let longer = record.query_selector("a.longer").ok()?;
    Some(Explanation {
        title: name.text_content()?,
        href: longer
            .and_then(|link| link.get_attribute("href"))
            .unwrap_or(hash),
        meaning,
        term,
    })
}
