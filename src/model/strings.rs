//! The strings of the app: what its components say, in one language.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::plurals::Forms;

/// Declares a struct of strings, each named after what it labels.
macro_rules! words {
    ($(#[$doc:meta])* $name:ident { $($field:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[expect(missing_docs, reason = "each field is named after what it labels")]
        pub struct $name { $(pub $field: String),* }
    };
}
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use words;

words! {
    /// What the program needs in the browser: controls, answers, messages.
    LiveWords {
        standing_on, events_then, no_events_then, other_day, choose_day, as_last_checked, not_known_earlier, not_known_later, outcome,
        controls_label, search, who_acted, oldest_first, newest_first, open_all, close_all,
        shown_none, clear, path_label, path_now,
        explained_close, explained_more, link_to, link_to_entry, link_copied, link_in_address, paused_some, paused_all,
    }
}

/// Messages that count, by `{shown}`, except `shown_all` by `{all}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct CountedWords {
    /// All `{all}` events are shown.
    pub shown_all: Forms,
    /// `{shown}` of `{all}` events are shown.
    pub shown_some: Forms,
    /// `{shown}` of `{all}` entries match `{query}`.
    pub found_some: Forms,
}
