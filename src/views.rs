//! The components, one a file.
//!
//! Live, under [`crate::app::App`], rendered at build time and taken over in the browser: [`strip`],
//! [`standing`], [`controls`], [`timeline`], [`path`], [`list`],
//! [`link`], [`section`], [`explain`].
//! Bodies, rendered at build time only and adopted as they stand: [`masthead`], [`event`], [`step`],
//! [`table`], [`entries`], [`card`], [`embedding`]. Both use [`prose`] and [`mark`].

pub mod card;
pub mod controls;
pub mod embedding;
pub mod entries;
pub mod event;
pub mod explain;
pub mod link;
pub mod list;
pub mod mark;
pub mod masthead;
pub mod path;
pub mod prose;
pub mod section;
pub mod standing;
pub mod step;
pub mod strip;
pub mod table;
pub mod timeline;

use crate::case::Case;
use crate::text::{Text, Ui};

/// What the bodies are rendered from: a case in one language.
#[derive(Clone, Copy)]
#[expect(missing_docs, reason = "the names are the meaning")]
pub struct Doc<'a> {
    pub case: &'a Case,
    pub text: &'a Text,
    pub ui: &'a Ui,
}
