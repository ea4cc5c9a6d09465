//! What the build and the browser share. Pure: nothing here reads a file, a clock or the document.

pub mod dates;
pub mod markup;
pub mod plurals;
pub mod status;
pub mod strings;
pub mod when;

/// The id of a record: lower-case words joined by hyphens, unique over the whole page, because it is also the record's
/// anchor (`#first-stay`).
pub type Id = String;

// serde's `skip_serializing_if` passes a reference.
#[expect(clippy::trivially_copy_pass_by_ref)]
pub(crate) fn is_false(value: &bool) -> bool {
    !*value
}
