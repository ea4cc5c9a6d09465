//! The picture that previews in messengers and social networks show. [`draw`] draws it, where the feature
//! `images` is on: pages that are only looked at while they are being changed do without.

#[cfg(feature = "images")]
mod draw;

use crate::site::context::Doc;
#[cfg(feature = "images")]
pub use draw::{Trouble, png};

/// The size that previews ask for.
pub const SIZE: [u32; 2] = [1200, 630];

/// The picture's file in the built folder.
pub fn file(doc: Doc<'_>) -> String {
    format!("picture.{}.png", doc.text.language)
}

/// The picture in words, for those who listen.
pub fn words(doc: Doc<'_>) -> String {
    let Doc { text, ui, .. } = doc;
    format!("{}. {}. {}", text.title, ui.page.june, text.outcome.lead)
}
