//! The case and its texts: `static/data`, read and validated.
//!
//! [`case`] is what is true in every language, [`text`] the sentences of one, [`strings`] the interface in one.
//! [`validate`] loads them and reports every error at once. [`bidi`] isolates left-to-right words in right-to-left
//! texts, [`collation`] sorts lists as readers of a language look words up.

pub mod bidi;
pub mod case;
pub mod collation;
pub mod strings;
pub mod text;
pub mod validate;
