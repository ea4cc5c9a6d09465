//! Highlights the words of a query in a record, with the CSS Custom Highlight API, which does not change the document.
//! A browser without it shows no highlights.

use wasm_bindgen::prelude::*;
use web_sys::{StaticRange, StaticRangeInit};

use super::document_text::text_nodes;
use super::element;
use crate::client::search::{Query, SearchIndex};

/// The name of the highlight in the style sheet.
const NAME: &str = "found";

// Not in the stable part of web-sys. `highlights` is `None` in a browser without the API.
#[wasm_bindgen]
extern "C" {
    type HighlightRegistry;
    #[wasm_bindgen(thread_local_v2, js_namespace = CSS, js_name = highlights)]
    static HIGHLIGHTS: Option<HighlightRegistry>;
    #[wasm_bindgen(method)]
    fn set(this: &HighlightRegistry, name: &str, highlight: &Highlight) -> HighlightRegistry;

    type Highlight;
    #[wasm_bindgen(constructor)]
    fn new() -> Highlight;
    #[wasm_bindgen(method)]
    fn add(this: &Highlight, range: &StaticRange) -> Highlight;
}

/// Highlights the words of a query in the record with an id, instead of those of an earlier query; nothing for `None`.
pub fn highlight(record: Option<(&str, &SearchIndex, Query)>) {
    HIGHLIGHTS.with(|highlights| {
        let Some(highlights) = highlights else {
            return;
        };
        let highlight = Highlight::new();
        for range in record
            .into_iter()
            .flat_map(|(id, index, query)| ranges(id, index, &query))
        {
            highlight.add(&range);
        }
        highlights.set(NAME, &highlight);
    });
}

/// The ranges of the words of a query in a record. They are static, because the browser would update live ranges on every
/// change of the document.
fn ranges(id: &str, index: &SearchIndex, query: &Query) -> Vec<StaticRange> {
    let nodes = element(id)
        .map(|record| text_nodes(&record))
        .unwrap_or_default();
    let mut ranges = Vec::new();
    for node in nodes {
        let text = node.node_value().unwrap_or_default();
        let utf16 = |end: usize| text[..end].encode_utf16().count() as u32;
        for range in index.matches(query, &text) {
            let init = StaticRangeInit::new(&node, utf16(range.end), &node, utf16(range.start));
            ranges.extend(StaticRange::new(&init));
        }
    }
    ranges
}
