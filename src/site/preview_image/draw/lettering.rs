//! How words are set: fonts, sizes, direction, and the search for letters that no font has.

use std::sync::{Arc, LazyLock};

use resvg::usvg::{self, Node, Options, Tree, fontdb};

use super::{INNER, MARGIN, Trouble, color, drawing, is_rtl};
use crate::site::context::Doc;

const FONTS: [&[u8]; 6] = [
    include_bytes!("../../../../static/picture/NotoSerifDisplay-Bold.ttf"),
    include_bytes!("../../../../static/picture/NotoSerif-Regular.ttf"),
    include_bytes!("../../../../static/picture/NotoSans-Bold.ttf"),
    include_bytes!("../../../../static/picture/NotoSans-Regular.ttf"),
    include_bytes!("../../../../static/picture/NotoNaskhArabic-Bold.ttf"),
    include_bytes!("../../../../static/picture/NotoNaskhArabic-Regular.ttf"),
];

static DATABASE: LazyLock<Arc<fontdb::Database>> = LazyLock::new(|| {
    let mut database = fontdb::Database::new();
    for font in FONTS {
        database.load_font_data(font.to_vec());
    }
    Arc::new(database)
});

/// One way of setting type.
#[derive(Clone, Copy)]
pub(super) struct Type {
    pub(super) family: &'static str,
    pub(super) weight: u16,
    /// As large as it may be; what does not fit is set smaller.
    pub(super) size: f32,
    /// Between the letters, as a part of the size.
    pub(super) spacing: f32,
    pub(super) color: &'static str,
}

/// The kinds of type of a picture. Naskh serves for all of them; it is set larger, because its letters are
/// smaller, and is never spaced, which would tear them apart.
pub(super) struct Types {
    pub(super) kicker: Type,
    pub(super) title: Type,
    pub(super) lead: Type,
}

impl Types {
    pub(super) fn of(doc: Doc<'_>) -> Self {
        let ([sans, display, serif], [small, middle], spacing) = if is_rtl(doc) {
            (["Noto Naskh Arabic"; 3], [32.0, 52.0], 0.0)
        } else {
            let latin = ["Noto Sans", "Noto Serif Display", "Noto Serif"];
            (latin, [28.0, 46.0], 0.06)
        };
        let set = |family, weight, size, color| Type {
            family,
            weight,
            size,
            spacing: 0.0,
            color,
        };
        Self {
            kicker: Type {
                spacing,
                ..set(sans, 700, small, color("soft"))
            },
            title: set(display, 700, 120.0, color("ink")),
            lead: set(serif, 400, middle, color("accent")),
        }
    }
}

/// A line of text from the edge at which reading begins.
pub(super) fn line(doc: Doc<'_>, set: Type, baseline: f32, words: &str) -> String {
    // usvg takes every text for one from left to right; the isolate (U+2067) says otherwise, or the full
    // stop would stand on the wrong side.
    let (x, anchor, open, close) = if is_rtl(doc) {
        (MARGIN + INNER, "end", "\u{2067}", "\u{2069}")
    } else {
        (MARGIN, "start", "", "")
    };
    let words = format!("{open}{}{close}", escape(words));
    element(set, x, baseline, anchor, &words)
}

/// A text element; `words` are escaped already.
pub(super) fn element(set: Type, x: f32, baseline: f32, anchor: &str, words: &str) -> String {
    let Type {
        family,
        weight,
        size,
        spacing,
        color,
    } = set;
    format!(
        "<text x=\"{x}\" y=\"{baseline}\" text-anchor=\"{anchor}\" font-family=\"{family}\" font-weight=\"{weight}\" \
         font-size=\"{size}\" letter-spacing=\"{}\" fill=\"{color}\">{words}</text>",
        spacing * size
    )
}

/// The type as large as these words can have it in one line.
pub(super) fn fitted(set: Type, words: &str) -> Result<Type, Trouble> {
    let line = element(set, 0.0, 0.0, "start", &escape(words));
    let tree = tree(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">{line}</svg>"
    ))?;
    // A text of which no letter has a shape is left out by usvg.
    if tree.root().children().is_empty() && !words.is_empty() {
        return Err(Trouble::Letters(words.to_owned()));
    }
    let width = tree.root().bounding_box().width();
    let size = set.size * (INNER / width.max(1.0)).min(1.0);
    Ok(Type { size, ..set })
}

fn escape(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
}

/// What is to be drawn, if our fonts have all its letters.
pub(super) fn tree(svg: &str) -> Result<Tree, Trouble> {
    let options = Options {
        fontdb: DATABASE.clone(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(drawing)?;
    let missing = missing(tree.root());
    if missing.is_empty() {
        Ok(tree)
    } else {
        Err(Trouble::Letters(missing))
    }
}

/// The letters for which no font had a shape: glyph 0 is the empty box.
fn missing(group: &usvg::Group) -> String {
    let in_node = |node: &Node| match node {
        Node::Group(group) => missing(group),
        Node::Text(text) => text
            .layouted()
            .iter()
            .flat_map(|span| &span.positioned_glyphs)
            .filter(|glyph| glyph.id.0 == 0)
            .map(|glyph| glyph.text.as_str())
            .collect(),
        _ => String::new(),
    };
    group.children().iter().map(in_node).collect()
}
