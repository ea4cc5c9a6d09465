//! The announcement that others paste into a bulletin, a newsletter or a website: the case in three sentences, the
//! address, where help is, and that it is no legal advice. Most of its words are those of the interface; the limit is for
//! all.

use crate::content::case::Case;
use crate::content::strings::Strings;
use crate::content::text::Text;
use crate::model::markup::plain;

/// The maximum length in words. Each of the two addresses counts as one.
pub const MAX_WORDS: usize = 60;

/// The paragraphs as plain text, first that of the three sentences. `{address}` and `{help}` stand for the addresses of
/// the main page and of its help section. A case without help has no paragraph on it.
pub fn paragraphs(case: &Case, text: &Text, strings: &Strings) -> Vec<String> {
    let labels = &strings.take_away;
    let sentences = text.brief.iter().map(|sentence| plain(&sentence.text));
    let help = (!case.help.is_empty()).then(|| labels.announcement_help.clone());
    let mut paragraphs = vec![
        sentences.collect::<Vec<_>>().join(" "),
        labels.announcement_page.replace("{title}", &text.title),
    ];
    paragraphs.extend(help);
    paragraphs.push(strings.page.not_advice.clone());
    paragraphs
}

/// The number of words in each paragraph.
pub fn word_counts(case: &Case, text: &Text, strings: &Strings) -> Vec<usize> {
    let paragraphs = paragraphs(case, text, strings);
    let count = |paragraph: &String| paragraph.split_whitespace().count();
    paragraphs.iter().map(count).collect()
}
