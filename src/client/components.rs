//! The components, one per file. Most have a style sheet of the same name in `static/style`.

pub mod chart;
pub mod controls;
pub mod prose;
pub mod section;
pub mod status_panel;
pub mod term_popover;
