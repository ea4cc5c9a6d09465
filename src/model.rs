//! Types and functions that the build and the browser share. Nothing here reads files, the clock or the document.

pub mod dates;
pub mod day;
pub mod markup;
pub mod plurals;
pub mod status;
pub mod strings;
pub mod when;

/// The id of a record: lower-case letters, digits and hyphens, such as `first-stay`. Ids of most records are also
/// anchors of the page (`#first-stay`), and unique among them.
pub type Id = String;

// `skip_serializing_if` of serde passes a reference.
#[expect(clippy::trivially_copy_pass_by_ref)]
pub(crate) fn is_false(value: &bool) -> bool {
    !*value
}
