//! Whole pages, and the files beside them.
//!
//! [`page_kind`] lists the kinds of page with their file names, [`context`] holds what pages are rendered from.
//! [`document`] assembles a page from [`templates`], [`fragments`], [`head`] (metadata, content security policy) and
//! [`page_data`]. [`exports`] writes the files for reuse by others, [`preview_image`] draws the image for link previews
//! with the colors of [`palette`], and [`minify`] minifies scripts and styles.

pub mod context;
pub mod document;
pub mod exports;
pub mod fragments;
mod head;
pub mod minify;
pub mod page_data;
pub mod page_kind;
pub mod palette;
pub mod preview_image;
pub mod templates;
pub mod version;
