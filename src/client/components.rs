//! The components, one per file. Most have a style sheet of the same name in `static/style`.

pub mod case_map;
pub mod changing_text;
pub mod chart;
pub mod controls;
pub mod prerendered;
pub mod prose;
pub mod search_box;
pub mod section;
pub mod share_popover;
pub mod status_panel;
pub mod steps;
pub mod term_popover;
pub mod timeline;
