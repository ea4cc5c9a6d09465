//! Draws the images for link previews. That of the case: kicker, title, the chart of the month with the icons of actors
//! and the band of paused removals, and the outcome. That of an order: its date, its headline, and what became of it.
//!
//! The image is built as SVG and rendered by `resvg` with the fonts in `static/picture`, never with system fonts, so
//! that the same case gives the same bytes everywhere. The colors are read from `base.css`.

mod lettering;
mod month;
mod pixels;

use std::fmt;

use super::{Order, SIZE, order};
use crate::model::markup::plain;
use crate::site::context::PageContext;
use crate::site::page_kind::PageKind;
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

/// The image of a page as a PNG file.
///
/// # Errors
/// Returns [`DrawError::Letters`] if no font has a letter, and [`DrawError::Drawing`] if rendering or encoding fails.
pub fn png(context: PageContext<'_>, kind: PageKind<'_>) -> Result<Vec<u8>, DrawError> {
    let content = match order(context, kind) {
        Some(order) => of_order(context, order)?,
        None => of_case(context)?,
    };
    pixels::encode(&pixels::pixels(&svg(&content))?)
}

fn is_rtl(context: PageContext<'_>) -> bool {
    context.strings.direction == "rtl"
}

/// A color of the light theme.
fn color(name: &str) -> &'static str {
    palette::color(Theme::Light, name)
}

/// The document around the content of an image.
fn svg(content: &str) -> String {
    let [width, height] = SIZE;
    format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\">\
         <rect width=\"{width}\" height=\"{height}\" fill=\"{}\"/>\
         <rect x=\"{MARGIN}\" y=\"56\" width=\"{INNER}\" height=\"6\" fill=\"{}\"/>{content}</svg>",
        color("paper"),
        color("ink"),
    )
}

/// The content of the image of an order of a court.
fn of_order(context: PageContext<'_>, order: Order<'_>) -> Result<String, DrawError> {
    let types = Types::of(context);
    let date = context.strings.dates.when(order.event.when).date;
    let kicker = format!("{date} · {}", context.text.title).to_uppercase();
    let title = Type {
        size: 68.0,
        ..types.title
    };
    let lead = Type {
        size: types.lead.size * 0.85,
        ..types.lead
    };
    let outcome = plain(&order.outcome.text);
    let label = &context.strings.client.outcome;
    Ok([
        line(context, fitted(types.kicker, &kicker)?, 116.0, &kicker),
        paragraph(context, title, 192.0, &order.text.headline, 3)?,
        line(context, fitted(types.kicker, label)?, 432.0, label),
        paragraph(context, lead, 486.0, &outcome, 3)?,
    ]
    .concat())
}

/// Text in as many lines as it needs, up to `most`, from the baseline of the first. It is set smaller if it does not fit.
fn paragraph(
    context: PageContext<'_>,
    set: Type,
    first: f32,
    text: &str,
    most: usize,
) -> Result<String, DrawError> {
    let mut lines = Vec::new();
    let mut fitting = set;
    for count in 1..=most {
        lines = balanced(text, count);
        fitting = set;
        for text in &lines {
            fitting = fitted(fitting, text)?;
        }
        if fitting.size >= set.size {
            break;
        }
    }
    let baseline = |number: usize| first + number as f32 * fitting.size * 1.2;
    let lines = lines.iter().enumerate();
    Ok(lines
        .map(|(number, text)| line(context, fitting, baseline(number), text))
        .collect())
}

/// Breaks text into `count` lines of about the same number of letters.
fn balanced(text: &str, count: usize) -> Vec<String> {
    let most = text.chars().count().div_ceil(count);
    let mut lines = vec![String::new()];
    for word in text.split(' ') {
        let is_last = lines.len() == count;
        let current = lines.last_mut().filter(|line| {
            let length = line.chars().count();
            line.is_empty() || is_last || length + word.chars().count() / 2 <= most
        });
        match current {
            Some(line) if line.is_empty() => line.push_str(word),
            Some(line) => {
                line.push(' ');
                line.push_str(word);
            }
            None => lines.push(word.to_owned()),
        }
    }
    lines
}

/// The content of the image of the case.
fn of_case(context: PageContext<'_>) -> Result<String, DrawError> {
    let (text, types) = (context.text, Types::of(context));
    let kicker = text.kicker.to_uppercase();
    let mut svg = line(context, fitted(types.kicker, &kicker)?, 116.0, &kicker);
    svg += &title(context, types.title)?;
    svg += &month::chart(context);
    let lead = &text.outcome.lead;
    svg += &line(context, fitted(types.lead, lead)?, 562.0, lead);
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
