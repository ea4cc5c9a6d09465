//! Exports of the case for reuse: data files, plain text, structured data, the sitemap, and oEmbed responses.
//!
//! [`EXPORTS`] lists the files that the page for sharing offers; the prerenderer writes them.

pub mod data;
pub mod oembed;
pub mod sitemap;
pub mod structured_data;
pub mod text;

use std::error::Error;

use super::context::PageContext;
use crate::content::strings::TakeAwayStrings;

/// A file in which others can use the case, one for each language.
pub struct Export {
    /// The path in the built folder.
    pub file: fn(PageContext<'_>) -> String,
    /// Returns the content.
    pub content: fn(PageContext<'_>) -> Result<String, Box<dyn Error>>,
    /// The name of the file for readers, and what it is for.
    pub label: fn(&TakeAwayStrings) -> [&str; 2],
}

/// All exports, in the order in which the page for sharing lists them.
pub const EXPORTS: &[Export] = &[
    Export {
        file: text::file,
        content: |context| Ok(text::text(context)?),
        label: |strings| [&strings.plain_text, &strings.plain_text_text],
    },
    Export {
        file: data::json_file,
        content: |context| Ok(data::json(context)),
        label: |strings| [&strings.json, &strings.json_text],
    },
    Export {
        file: data::csv_file,
        content: |context| Ok(data::csv(context)?),
        label: |strings| [&strings.csv, &strings.csv_text],
    },
    Export {
        file: data::timelinejs_file,
        content: |context| Ok(data::timelinejs(context)),
        label: |strings| [&strings.timelinejs, &strings.timelinejs_text],
    },
];
