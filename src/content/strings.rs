//! The strings of the interface in one language: `ui.<code>.json` deserializes into [`Strings`].
//!
//! They name no case, and serve any other. Where a case needs words of its own, its texts have them (`interface`).

use std::collections::BTreeMap;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use crate::model::dates::DateStrings;
use crate::model::strings::{ClientStrings, PluralStrings};

/// Everything in `ui.<code>.json`.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Strings {
    /// The path of this file's JSON Schema, for editors that validate while typing.
    #[serde(rename = "$schema")]
    pub schema: String,
    /// The language, as a BCP 47 code.
    pub language: String,
    /// The name of the language, in that language.
    pub name: String,
    /// `ltr` or `rtl`.
    pub direction: String,
    /// Language and territory in the format of the Open Graph protocol: `en_US`.
    pub locale: String,
    /// Articles that sorting skips at the beginning of a name, with the space that follows, if any: `the `.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub articles: Vec<String>,
    /// Names and patterns for dates.
    pub dates: DateStrings,
    /// The strings that the app needs in the browser.
    pub client: ClientStrings,
    /// Messages with plural forms.
    pub plurals: PluralStrings,
    /// The strings that only prerendered pages contain.
    pub page: PageStrings,
    /// The names of the claim statuses, by `case::ClaimStatus`.
    pub status: BTreeMap<String, String>,
    /// The names of the kinds of source, by `case::SourceKind`.
    pub kinds: BTreeMap<String, String>,
    /// The strings of the controls that read aloud.
    pub listen: ListenStrings,
    /// The strings of the page with links, citations and downloads.
    pub take_away: TakeAwayStrings,
    /// The strings that the pages made for paper share.
    pub paper: PaperStrings,
    /// The strings of the parish bulletin page.
    pub bulletin: BulletinStrings,
    /// The strings of the page where editors choose what to embed.
    pub embed_chooser: EmbedChooserStrings,
    /// The strings of the page that shows what a frame may do.
    pub frame_check: FrameCheckStrings,
}

crate::model::strings::string_fields! {
    /// The strings that only prerendered pages contain.
    PageStrings {
        skip, skip_to_help, summary_sources, static_notice, contents, not_advice, as_of, chart, uncertain_day, table_title, table_day,
        faq, faq_intro, faq_more, timeline, timeline_intro, did_not, not_meant, how_sure, belongs_to, quoted, as_quoted, comma,
        steps, steps_intro, map, map_intro, step_office, step_office_own, step_what, step_here, step_does_not, step_decides, step_next, step_misunderstood, step_law,
        step_more, misreadings, claim, correction, people, people_intro, terms, terms_intro,
        help, help_intro, sources, sources_intro, http_only, undated, about, what_happened_later, to_top, embed_this, notice_link, whole_page, card_sources,
        languages, translation, quote_translated, take_away, share_or_embed, published_by, report_to,
    }
}

crate::model::strings::string_fields! {
    /// The strings of the controls that read aloud.
    ListenStrings { listen, summary, reading, pause, resume, next, stop }
}

crate::model::strings::string_fields! {
    /// The strings of the page with links, citations and downloads. Citations are patterns: `{title}`, `{date}`,
    /// `{address}` and `{publisher}` are replaced; the part in `[ ]` is omitted if the case names no publisher. In the
    /// notice to paste (`announcement`), `{help}` is the address of the help section.
    TakeAwayStrings {
        intro, share, share_text, share_link, share_button, link_copy, copied, copy_by_hand,
        announcement, announcement_text, announcement_page, announcement_help, announcement_copy, announcement_copy_rich, copied_as_text,
        cite, cite_text, cite_copy, chicago, chicago_pattern, bluebook, bluebook_pattern, plain, plain_pattern,
        print, print_whole, print_whole_text, print_short, print_short_text,
        print_bulletin, print_bulletin_text, print_poster, print_poster_text,
        download, download_text, file, file_text, plain_text, plain_text_text,
        json, json_text, csv, csv_text, timelinejs, timelinejs_text, schema, schema_text,
    }
}

crate::model::strings::string_fields! {
    /// The strings that the pages made for paper share.
    PaperStrings { print, more, blank, blank_hint, steps }
}

crate::model::strings::string_fields! {
    /// The strings of the parish bulletin page.
    BulletinStrings { happened, days, size, half_letter, a5, landscape }
}

/// Code or an address that editors paste. `site::templates::recipes` has its text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Recipe {
    /// A frame, and the script that sets its height.
    Script,
    /// The custom element, and the script that defines it.
    Element,
    /// A frame of fixed height.
    Frame,
    /// The address that sites with oEmbed replace with a frame.
    Address,
    /// The address for a link.
    Link,
    /// The script that AMP needs for its element.
    AmpScript,
    /// AMP's element.
    Amp,
    /// The container of Pym, and its script.
    Pym,
}

/// What the editor of another site does next. Replaced in `text` and `see` are `{title}`, the title of what is embedded,
/// and `{box}`, the height of a box that contains it, in pixels.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct EmbedStep {
    /// What to do.
    pub text: String,
    /// What to copy.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub code: Option<Recipe>,
    /// What the editor then sees.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub see: Option<String>,
}

/// A way to embed.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Way {
    /// What distinguishes it from the platform's other ways.
    pub name: String,
    /// What to do.
    pub steps: Vec<EmbedStep>,
    /// What to know, or what to do if it does not work.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

impl Way {
    /// What is copied in its steps.
    pub fn codes(&self) -> impl Iterator<Item = Recipe> {
        self.steps.iter().filter_map(|step| step.code)
    }
}

/// A platform for websites, and the ways to embed there.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Platform {
    /// The hash of the page that selects the platform.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What to read before the steps.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub intro: Option<String>,
    /// The ways, the best first. A way whose code does not work on the published copy is omitted.
    pub ways: Vec<Way>,
}

/// The strings of the page where editors choose what to embed.
#[derive(Clone, Debug, PartialEq, Deserialize, Serialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[expect(missing_docs, reason = "each field is named after what it labels")]
pub struct EmbedChooserStrings {
    pub title: String,
    pub intro: String,
    pub platform: String,
    /// The question for the content.
    pub what: String,
    pub content: String,
    pub all: String,
    pub events: String,
    pub steps: String,
    pub language: String,
    pub appearance: String,
    pub appearance_fixed: String,
    pub theme: String,
    pub theme_auto: String,
    pub theme_light: String,
    pub theme_dark: String,
    pub accent: String,
    pub pick: String,
    pub accent_refused: String,
    pub background: String,
    pub background_hint: String,
    pub heading: String,
    pub height: String,
    pub preview: String,
    pub how: String,
    pub unanswered: String,
    /// What has been chosen, `{choice}`.
    pub chosen: String,
    pub change: String,
    pub see: String,
    pub copy: String,
    pub copied: String,
    pub copy_by_hand: String,
    pub read_more: String,
    pub no_site: String,
    pub policy: String,
    pub policy_text: String,
    pub privacy: String,
    pub check: String,
    pub check_text: String,
    pub policy_code: String,
    pub privacy_text: String,
    pub platforms: Vec<Platform>,
    /// The way that works on every platform.
    pub link: Way,
}

crate::model::strings::string_fields! {
    /// The strings of the page that shows what a frame may do. `{version}` in `version` is that of the published copy.
    FrameCheckStrings {
        title, intro, version, fact, found, remedy, framed, framed_yes, framed_no, host, host_none, host_remedy, width, width_remedy, height, shown, shown_remedy, scripts, scripts_blocked, scripts_remedy, sandbox, sandbox_hidden, sandbox_none, sandbox_remedy, untried, try_it, allowed, refused, unknown, origin, origin_none, origin_remedy, wasm, wasm_yes, wasm_no, wasm_remedy, files, files_yes, files_no, files_remedy, popups, popups_yes, popups_no, popups_remedy, escape, escape_remedy, printing, printing_yes, printing_no, printing_remedy, downloads, downloads_remedy, clipboard, clipboard_yes, clipboard_no, clipboard_remedy,
    }
}
