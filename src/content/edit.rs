//! Changes the data of a case for editors: imports events, and exports and imports translations. The build reads none
//! of it; `bin/data.rs` runs it.
//!
//! - [`json`]: changes JSON files in place, so that a difference shows what was changed and nothing else.
//! - [`html`]: the words of HTML.
//! - [`timelinejs`]: reads the slides of a TimelineJS timeline.
//! - [`import`]: adds them to a case as events.
//! - [`translations`]: the texts of a language as a spreadsheet.

pub mod html;
pub mod import;
pub mod json;
pub mod timelinejs;
pub mod translations;
