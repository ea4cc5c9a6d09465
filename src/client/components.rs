//! The components, one a file, each with its style in `static/style`.

pub mod chart;
pub mod controls;
pub mod prose;
pub mod section;
pub mod status_panel;
pub mod term_popover;
