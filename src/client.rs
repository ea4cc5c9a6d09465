//! The app: its components are rendered when pages are built, and hydrated in the browser.
//!
//! - [`app`]: the root component, and the effects that connect state, URL and document.
//! - [`state`]: the reader's choices, and the URL query that carries them to another language. Pure.
//! - [`page_data`]: the data that the build writes into each page.
//! - [`fragments`]: prerendered HTML whose nodes hydration reuses.
//! - [`ptr_eq`]: how components share and compare both.
//! - [`components`]: the parts of the page that change: chart, status panel, timeline, legal steps, controls, search,
//!   and the popovers that explain a term and share a record.
//! - [`search`]: the search index. Pure.
//! - [`dom`]: access to the browser, except `Event.preventDefault` and the plural categories of `model::plurals`.

pub mod app;
pub mod components;
pub mod dom;
pub mod fragments;
pub mod page_data;
pub mod ptr_eq;
pub mod search;
pub mod state;
