//! Eleven Days in June: a timeline of a court case that explains every legal step.
//!
//! Modules are split by where they run. Imports go one way: [`model`] imports nothing of ours, `content` and [`client`]
//! import `model`, and `site` imports all three.
//!
//! - [`model`]: what the build and the browser share. Pure: dates as exactly as they are known, what held on a day,
//!   inline markup, plural forms, the strings of the app.
//! - `content` (build only): the case and its texts, read from `static/data` and validated, and changed for editors.
//! - [`client`]: the app. Its components are rendered when pages are built, and hydrated in the browser.
//! - `site` (build only): whole pages, and the files beside them.
//!
//! CONTRIBUTING.md lists where common changes begin. `bin/prerender.rs` writes the pages, `bin/app.rs` hydrates them,
//! `bin/data.rs` validates the data, and changes it for editors.

#[cfg(feature = "client")]
pub mod client;
#[cfg(not(target_arch = "wasm32"))]
pub mod content;
pub mod model;
#[cfg(feature = "prerender")]
pub mod site;
