//! What a published copy tells about itself: the version of the package, which content it has, and when that content was
//! last checked. The frame check shows it, and `cargo xtask verify` prints it.

use sha2::{Digest, Sha256};

use super::context::PageContext;
use super::exports::data;

/// The name and version of the package, and eight hexadecimal digits that differ between copies with different content.
pub fn version(context: PageContext<'_>) -> String {
    let mut digest = Sha256::new();
    for language in context.in_all() {
        digest.update(data::json(language));
    }
    let content: String = digest.finalize()[..4]
        .iter()
        .map(|byte| format!("{byte:02x}"))
        .collect();
    format!(
        "{} {}, content {content}",
        env!("CARGO_PKG_NAME"),
        env!("CARGO_PKG_VERSION")
    )
}

/// The value of `<meta name="generator">`: the version, and the date of the last check.
pub fn generator(context: PageContext<'_>) -> String {
    format!("{}, last checked {}", version(context), context.case.as_of)
}
