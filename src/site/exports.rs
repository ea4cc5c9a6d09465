//! Exports of the case for reuse: data files, plain text, structured data, the sitemap, and oEmbed responses.

pub mod data;
pub mod oembed;
pub mod sitemap;
pub mod structured_data;
pub mod text;
