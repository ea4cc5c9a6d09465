//! Whole pages, and the files beside them.
//!
//! [`page_kind`] says which pages there are, [`context`] what they are rendered from. [`document`] puts a page together
//! from [`templates`], [`head`] and [`page_data`]; [`exports`] are the files for others to use, [`preview_image`] what
//! previews show, [`minify`] how scripts and styles are published.

pub mod context;
pub mod document;
pub mod exports;
pub mod fragments;
mod head;
pub mod minify;
pub mod page_data;
pub mod page_kind;
pub mod preview_image;
pub mod templates;
