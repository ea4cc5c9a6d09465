//! Scripts and styles as they are published.

pub mod script;
pub mod style;
