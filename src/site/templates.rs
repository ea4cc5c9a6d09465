//! Templates of static HTML. They are rendered when pages are built, never in the browser.

pub mod announcement;
pub mod bulletin;
pub mod card;
pub mod chart;
pub mod copy_button;
pub mod embed_chooser;
pub mod entries;
pub mod event;
pub mod frame_check;
pub mod icon;
pub mod listen;
pub mod lists;
pub mod masthead;
pub mod office;
pub mod paper;
pub mod poster;
pub mod prose;
mod recipes;
pub mod short_edition;
pub mod status_table;
pub mod step;
pub mod take_away;
