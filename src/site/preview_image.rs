//! The image for link previews in messengers and social networks. The module `draw` draws it if the feature `images` is
//! on; development builds do without.

#[cfg(feature = "images")]
mod draw;

use crate::site::context::PageContext;
#[cfg(feature = "images")]
pub use draw::{DrawError, png};

/// Width and height in pixels, as link previews expect them.
pub const SIZE: [u32; 2] = [1200, 630];

/// The file of the image in the built folder.
pub fn file(context: PageContext<'_>) -> String {
    format!("picture.{}.png", context.text.language)
}

/// The alternative text of the image, for screen-reader users.
pub fn alternative_text(context: PageContext<'_>) -> String {
    let PageContext { text, strings, .. } = context;
    format!(
        "{}. {}. {}",
        text.title, strings.page.chart, text.outcome.lead
    )
}
