//! The strings of the app in one language.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::plurals::PluralForms;

/// Declares a struct whose fields are strings, each named after what it labels.
macro_rules! string_fields {
    ($(#[$doc:meta])* $name:ident { $($field:ident),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
        #[serde(deny_unknown_fields)]
        #[expect(missing_docs, reason = "each field is named after what it labels")]
        pub struct $name { $(pub $field: String),* }
    };
}
#[cfg(not(target_arch = "wasm32"))]
pub(crate) use string_fields;

string_fields! {
    /// The strings that the app needs in the browser: labels of controls, status texts, messages.
    ClientStrings {
        status_on, events_then, no_events_then, other_day, choose_day, as_last_checked, not_known_earlier, not_known_later, outcome,
        controls_label, search, who_acted, oldest_first, newest_first, open_all, close_all,
        shown_none, clear, no_results, all_results, map_now, own_case,
        explained_close, explained_more, link_to, link_to_entry, share, share_dialog, share_more, copy_link, copy_text, link_copied, text_copied, copy_by_hand, paused_some, paused_all,
    }
}

/// Messages with plural forms. `{shown}` selects the form, in `shown_all` it is `{all}`, and in `results` `{count}`.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct PluralStrings {
    /// The message that all `{all}` events are shown.
    pub shown_all: PluralForms,
    /// The message that `{shown}` of `{all}` events are shown.
    pub shown_some: PluralForms,
    /// The number of results of a search, `{count}`.
    pub results: PluralForms,
}

impl PluralStrings {
    /// Returns all messages with their names.
    pub fn by_name(&self) -> [(&'static str, &PluralForms); 3] {
        [
            ("shown_all", &self.shown_all),
            ("shown_some", &self.shown_some),
            ("results", &self.results),
        ]
    }
}
