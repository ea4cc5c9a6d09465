//! Eleven Days in June: a timeline of a court case that explains every legal step.
//!
//! The map of the house; arrows go one way, from top to bottom:
//!
//! - [`case`]: what is true in every language (dates, periods, links between records, sources) and
//!   what follows from it, such as how things stood on a day. No HTML, no browser.
//! - [`text`]: one language's sentences, dates in words, marks inside sentences.
//! - `check` (build only): reads `static/data` and finds every fault in it.
//! - [`outline`]: the little that the program needs to know of a page: ids, dates, answers.
//! - [`state`]: what the reader chose, as a pure reducer.
//! - [`app`] and [`views`]: the components. Those under [`app::App`] are rendered at build time and
//!   taken over in the browser; the bodies of records are rendered at build time only and adopted by
//!   the program as they stand.
//! - [`browser`]: the only code that touches the browser.
//! - `page` (build only): the whole document around the components.
//!
//! `bin/prerender.rs` writes the pages, `bin/app.rs` takes them over.

pub mod app;
pub mod browser;
pub mod case;
#[cfg(not(target_arch = "wasm32"))]
pub mod check;
pub mod outline;
#[cfg(feature = "prerender")]
pub mod page;
pub mod state;
pub mod text;
pub mod views;
