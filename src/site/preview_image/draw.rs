//! The picture that previews in messengers and social networks show: kicker, title, the month day by day
//! with the marks of those who acted and the band where removals were paused, and what became of it.
//!
//! Written as SVG and drawn by `resvg` with the fonts of `static/picture`, never with those of the
//! machine, so that the same case gives the same bytes everywhere. Colors are those of `base.css`.

mod lettering;
mod month;
mod pixels;

use std::fmt;

use super::SIZE;
use crate::site::context::Doc;
use lettering::{Type, Types, fitted, line};

const MARGIN: f32 = 60.0;
const INNER: f32 = SIZE[0] as f32 - 2.0 * MARGIN;

/// A title that would have to be smaller takes two lines.
const TITLE_LEAST: f32 = 84.0;

const STYLES: &str = include_str!("../../../static/style/base.css");

/// Why a picture cannot be drawn.
#[derive(Debug, PartialEq, Eq)]
pub enum Trouble {
    /// No font of ours has these letters.
    Letters(String),
    /// What `resvg` or `png` said.
    Drawing(String),
}

impl fmt::Display for Trouble {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Letters(letters) => write!(
                f,
                "no font in static/picture has {letters:?}; its README.md says how the fonts are made"
            ),
            Self::Drawing(said) => f.write_str(said),
        }
    }
}

/// The picture as a PNG file.
///
/// # Errors
/// A letter is in no font of ours.
pub fn png(doc: Doc<'_>) -> Result<Vec<u8>, Trouble> {
    pixels::encode(&pixels::pixels(&svg(doc)?)?)
}

fn is_rtl(doc: Doc<'_>) -> bool {
    doc.ui.direction == "rtl"
}

/// A color of the page in its light form, which the style sheet names first.
fn color(name: &str) -> &'static str {
    STYLES
        .split_once(&format!("--{name}: "))
        .and_then(|(_, rest)| rest.split_once(';'))
        .map_or("black", |(color, _)| color)
}

fn svg(doc: Doc<'_>) -> Result<String, Trouble> {
    let (text, types) = (doc.text, Types::of(doc));
    let [width, height] = SIZE;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\
         <rect x=\"{MARGIN}\" y=\"56\" width=\"{INNER}\" height=\"6\" fill=\"{}\"/>",
        color("paper"),
        color("ink"),
    );
    let kicker = text.kicker.to_uppercase();
    svg += &line(doc, fitted(types.kicker, &kicker)?, 116.0, &kicker);
    svg += &title(doc, types.title)?;
    svg += &month::strip(doc);
    let lead = &text.outcome.lead;
    svg += &line(doc, fitted(types.lead, lead)?, 562.0, lead);
    svg += "</svg>";
    Ok(svg)
}

/// The title as large as fits: in one line, or in two where one would be small.
fn title(doc: Doc<'_>, set: Type) -> Result<String, Trouble> {
    let title = &doc.text.title;
    let one = fitted(set, title)?;
    if one.size >= TITLE_LEAST {
        return Ok(line(doc, one, 250.0, title));
    }
    let mut best = (one, vec![title.as_str()]);
    for (at, _) in title.match_indices(' ') {
        let lines = [&title[..at], &title[at + 1..]];
        let most = Type {
            size: TITLE_LEAST,
            ..set
        };
        let both = fitted(fitted(most, lines[0])?, lines[1])?;
        if both.size > best.0.size {
            best = (both, lines.to_vec());
        }
    }
    let (set, lines) = best;
    let last = lines.len() - 1;
    let baseline = |number| 270.0 - (last - number) as f32 * set.size * 1.1;
    let lines = lines.iter().enumerate();
    Ok(lines
        .map(|(number, words)| line(doc, set, baseline(number), words))
        .collect())
}

fn drawing(said: impl fmt::Display) -> Trouble {
    Trouble::Drawing(said.to_string())
}
