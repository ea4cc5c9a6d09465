//! The words of the interface, reusable for any case.

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::dates::DateWords;
use crate::model::strings::{CountedWords, LiveWords};

/// Everything in `ui.<code>.json`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Ui {
    /// Where an editor finds the schema of this file.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The language, as a BCP 47 code.
    pub language: String,
    /// The language's name in itself.
    pub name: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// Language and territory as the Open Graph protocol writes them: `en_US`.
    pub locale: String,
    /// Articles that a word may begin with and is not looked up by: `the `, with its space where it has one.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<String>,
    /// Names and patterns of dates.
    pub dates: DateWords,
    /// Words that the program needs in the browser.
    pub live: LiveWords,
    /// Messages that count.
    pub counted: CountedWords,
    /// Words that stand in the page only.
    pub page: PageWords,
    /// Names of the claim statuses, by `case::Status`.
    pub status: BTreeMap<String, String>,
    /// Names of the kinds of source, by `case::Kind`.
    pub kinds: BTreeMap<String, String>,
    /// Words of the page of things to take away.
    pub take_away: TakeAwayWords,
    /// Words of the leaf for a parish bulletin.
    pub bulletin: BulletinWords,
    /// Words of the page for those who embed.
    pub embedding: EmbeddingWords,
    /// Words of the page that shows what a frame may do.
    pub check: CheckWords,
}

crate::model::strings::words! {
    /// What stands in the page only.
    PageWords {
        skip, still, contents, not_advice, as_of, june, table_title, table_day,
        faq, faq_intro, faq_more, timeline, timeline_intro, did_not, not_meant, how_sure, belongs_to, quoted, as_quoted, comma,
        steps, steps_intro, step_what, step_here, step_does_not, step_decides, step_next, step_misunderstood, step_law,
        step_more, misreadings, said, so, people, people_intro, terms, terms_intro,
        help, help_intro, sources, sources_intro, http_only, undated, about, what_happened_later, to_top, embed_this, notice_link, whole_page, card_sources,
        languages, translation, quote_translated, take_away, published_by, report_to,
    }
}

crate::model::strings::words! {
    /// The page of things to take away. The citations are patterns: `{title}`, `{date}`, `{address}` and
    /// `{publisher}` are filled in; what stands in `[ ]` is left out where no publisher is named.
    TakeAwayWords {
        intro, share, share_text, share_link, share_button, link_copy, copied, copy_by_hand,
        cite, cite_text, cite_copy, chicago, chicago_pattern, bluebook, bluebook_pattern, plain, plain_pattern,
        print, print_whole, print_whole_text, print_bulletin, print_bulletin_text,
        download, download_text, file, file_text, plain_text, plain_text_text,
        json, json_text, csv, csv_text, timelinejs, timelinejs_text, schema, schema_text,
    }
}

crate::model::strings::words! {
    /// The leaf for a parish bulletin.
    BulletinWords { title, happened, days, words, not_decided, more }
}

/// A way to embed: `{address}`, `{folder}`, `{plain}`, `{whole}`, `{title}`, `{height}` and `{attributes}` are filled in.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names are the meaning")]
pub struct Recipe {
    pub id: String,
    pub name: String,
    pub when: String,
    /// Its lines.
    pub code: Vec<String>,
}

/// A kind of site, and where to paste what.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "the names are the meaning")]
pub struct HostWords {
    pub name: String,
    pub steps: String,
}

/// The page for those who embed.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each field is named after what it labels")]
pub struct EmbeddingWords {
    pub title: String,
    pub intro: String,
    pub choose: String,
    pub what: String,
    pub all: String,
    pub events: String,
    pub steps: String,
    pub language: String,
    pub theme: String,
    pub theme_auto: String,
    pub theme_light: String,
    pub theme_dark: String,
    pub accent: String,
    pub pick: String,
    pub accent_refused: String,
    pub ground: String,
    pub ground_hint: String,
    pub heading: String,
    pub height: String,
    pub preview: String,
    pub recipes: String,
    pub copy: String,
    pub copied: String,
    pub copy_by_hand: String,
    pub read_more: String,
    pub no_site: String,
    pub hosts: String,
    pub policy: String,
    pub policy_text: String,
    pub privacy: String,
    pub check: String,
    pub check_text: String,
    pub policy_code: String,
    pub privacy_text: String,
    pub recipe_list: Vec<Recipe>,
    pub host_list: Vec<HostWords>,
}

crate::model::strings::words! {
    /// The page that shows what a frame may do.
    CheckWords {
        title, intro, fact, found, remedy, framed, framed_yes, framed_no, host, host_none, host_remedy, width, width_remedy, height, shown, shown_remedy, scripts, scripts_blocked, scripts_remedy, sandbox, sandbox_hidden, sandbox_none, sandbox_remedy, untried, try_it, allowed, refused, unknown, origin, origin_none, origin_remedy, wasm, wasm_yes, wasm_no, wasm_remedy, files, files_yes, files_no, files_remedy, popups, popups_yes, popups_no, popups_remedy, escape, escape_remedy, printing, printing_yes, printing_no, printing_remedy, downloads, downloads_remedy, clipboard, clipboard_yes, clipboard_no, clipboard_remedy,
    }
}
