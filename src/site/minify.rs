//! Minifies scripts and styles for publication.

pub mod script;
pub mod style;
