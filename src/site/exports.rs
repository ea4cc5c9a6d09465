//! The files for others to use: the case as data, the page as plain text, what search engines and embedding sites read.

pub mod data;
pub mod oembed;
pub mod sitemap;
pub mod structured_data;
pub mod text;
