//! The app: its components are rendered when pages are built, and hydrated in the browser.
//!
//! [`app`] is the root component, [`state`] what the reader chose (pure), [`page_data`] what the app knows of a page,
//! [`fragments`] the static HTML that it adopts, [`components`] everything that changes. Only [`dom`] calls the browser.

pub mod app;
pub mod components;
pub mod dom;
pub mod fragments;
pub mod page_data;
pub mod state;
