//! Draws the image for link previews: kicker, title, the chart of the month with the icons of actors and the band of
//! paused removals, and the outcome.
//!
//! The image is built as SVG and rendered by `resvg` with the fonts in `static/picture`, never with system fonts, so
//! that the same case gives the same bytes everywhere. The colors are read from `base.css`.

mod lettering;
mod month;
mod pixels;

use std::fmt;

use super::SIZE;
use crate::site::context::PageContext;
use crate::site::palette::{self, Theme};
use lettering::{Type, Types, fitted, line};

const MARGIN: f32 = 60.0;
const INNER: f32 = SIZE[0] as f32 - 2.0 * MARGIN;

/// A title that does not fit into one line at this size, in pixels, is set in two lines if that makes it larger. It is
/// also the largest size in two lines.
const TITLE_LEAST: f32 = 84.0;

/// The error when an image cannot be drawn.
#[derive(Debug, PartialEq, Eq)]
pub enum DrawError {
    /// No font in `static/picture` has these letters.
    Letters(String),
    /// The message of `resvg` or `png`.
    Drawing(String),
}

impl fmt::Display for DrawError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Letters(letters) => write!(
                f,
                "no font in static/picture has {letters:?}; its README.md says how the fonts are made"
            ),
            Self::Drawing(message) => f.write_str(message),
        }
    }
}

/// The image as a PNG file.
///
/// # Errors
/// Returns [`DrawError::Letters`] if no font has a letter, and [`DrawError::Drawing`] if rendering or encoding fails.
pub fn png(context: PageContext<'_>) -> Result<Vec<u8>, DrawError> {
    pixels::encode(&pixels::pixels(&svg(context)?)?)
}

fn is_rtl(context: PageContext<'_>) -> bool {
    context.strings.direction == "rtl"
}

/// A color of the light theme.
fn color(name: &str) -> &'static str {
    palette::color(Theme::Light, name)
}

fn svg(context: PageContext<'_>) -> Result<String, DrawError> {
    let (text, types) = (context.text, Types::of(context));
    let [width, height] = SIZE;
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\
         <rect x=\"{MARGIN}\" y=\"56\" width=\"{INNER}\" height=\"6\" fill=\"{}\"/>",
        color("paper"),
        color("ink"),
    );
    let kicker = text.kicker.to_uppercase();
    svg += &line(context, fitted(types.kicker, &kicker)?, 116.0, &kicker);
    svg += &title(context, types.title)?;
    svg += &month::chart(context);
    let lead = &text.outcome.lead;
    svg += &line(context, fitted(types.lead, lead)?, 562.0, lead);
    svg += "</svg>";
    Ok(svg)
}

/// The title as large as it fits, in one line or in two.
fn title(context: PageContext<'_>, set: Type) -> Result<String, DrawError> {
    let title = &context.text.title;
    let one = fitted(set, title)?;
    if one.size >= TITLE_LEAST {
        return Ok(line(context, one, 250.0, title));
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
        .map(|(number, text)| line(context, set, baseline(number), text))
        .collect())
}

/// Wraps an error of `resvg` or `png`.
fn drawing(error: impl fmt::Display) -> DrawError {
    DrawError::Drawing(error.to_string())
}
