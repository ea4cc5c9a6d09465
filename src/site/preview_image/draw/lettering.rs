//! Text in the image: fonts, sizes, direction, and the detection of letters that no font has.

use std::sync::{Arc, LazyLock};

use resvg::usvg::{self, Node, Options, Tree, fontdb};

use super::{DrawError, INNER, MARGIN, color, drawing, is_rtl};
use crate::site::context::PageContext;
use crate::site::document;

/// The family of right-to-left text.
const ARABIC: &str = "Noto Naskh Arabic";

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

/// A text style.
#[derive(Clone, Copy)]
pub(super) struct Type {
    pub(super) family: &'static str,
    pub(super) weight: u16,
    /// The font size in pixels. [`fitted`] reduces it for text that does not fit.
    pub(super) size: f32,
    /// The letter spacing, as a fraction of the size.
    pub(super) spacing: f32,
    pub(super) color: &'static str,
}

/// The text styles of the image. In right-to-left languages all of them use Noto Naskh Arabic, in larger sizes, because
/// its letters are smaller, and without letter spacing, which would separate joined letters.
pub(super) struct Types {
    pub(super) kicker: Type,
    pub(super) title: Type,
    pub(super) lead: Type,
}

impl Types {
    pub(super) fn of(context: PageContext<'_>) -> Self {
        let ([sans, display, serif], [small, middle], spacing) = if is_rtl(context) {
            ([ARABIC; 3], [32.0, 52.0], 0.0)
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

/// A line of text, aligned to the start edge.
pub(super) fn line(context: PageContext<'_>, set: Type, baseline: f32, text: &str) -> String {
    // usvg assumes left-to-right text. Without the right-to-left isolate (U+2067) the full stop would be on the wrong
    // side.
    let (x, anchor, open, close) = if is_rtl(context) {
        (MARGIN + INNER, "end", "\u{2067}", "\u{2069}")
    } else {
        (MARGIN, "start", "", "")
    };
    let content = format!("{open}{}{close}", content(set, text));
    element(set, x, baseline, anchor, &content)
}

/// The escaped text. Noto Naskh Arabic has no Latin letters and no parentheses, and resvg looks for them in other fonts
/// only if these shape the whole text into as many glyphs.
fn content(set: Type, text: &str) -> String {
    if set.family != ARABIC {
        return document::escape(text);
    }
    let is_latin = |letter: char| {
        letter.is_ascii_graphic() && !letter.is_ascii_digit() && !"!,.:".contains(letter)
    };
    let mut content = String::new();
    let mut remaining = text;
    while let Some(first) = remaining.chars().next() {
        let end = remaining.find(|letter| is_latin(letter) != is_latin(first));
        let (run, after) = remaining.split_at(end.unwrap_or(remaining.len()));
        let run = document::escape(run);
        if is_latin(first) {
            content += &format!("<tspan font-family=\"Noto Sans\">{run}</tspan>");
        } else {
            content += &run;
        }
        remaining = after;
    }
    content
}

/// A `<text>` element. `content` is escaped already.
pub(super) fn element(set: Type, x: f32, baseline: f32, anchor: &str, content: &str) -> String {
    let Type {
        family,
        weight,
        size,
        spacing,
        color,
    } = set;
    format!(
        "<text x=\"{x}\" y=\"{baseline}\" text-anchor=\"{anchor}\" font-family=\"{family}\" font-weight=\"{weight}\" \
         font-size=\"{size}\" letter-spacing=\"{}\" fill=\"{color}\">{content}</text>",
        spacing * size
    )
}

/// The style with the largest size, up to its own, at which the text fits into one line.
pub(super) fn fitted(set: Type, text: &str) -> Result<Type, DrawError> {
    let line = element(set, 0.0, 0.0, "start", &content(set, text));
    let tree = tree(&format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"9\" height=\"9\">{line}</svg>"
    ))?;
    // usvg leaves out text if no font has any of its letters.
    if tree.root().children().is_empty() && !text.is_empty() {
        return Err(DrawError::Letters(text.to_owned()));
    }
    let width = tree.root().bounding_box().width();
    let size = set.size * (INNER / width.max(1.0)).min(1.0);
    Ok(Type { size, ..set })
}

/// Parses an SVG. Fails if no font has one of its letters.
pub(super) fn tree(svg: &str) -> Result<Tree, DrawError> {
    let options = Options {
        fontdb: DATABASE.clone(),
        ..Options::default()
    };
    let tree = Tree::from_str(svg, &options).map_err(drawing)?;
    let missing = missing(tree.root());
    if missing.is_empty() {
        Ok(tree)
    } else {
        Err(DrawError::Letters(missing))
    }
}

/// The letters that no font has. Their glyph is 0, an empty box.
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
