//! The notice that others paste into a bulletin, a newsletter or a website: the case in three sentences, the address,
//! where help is, and that it is no legal advice. Most of its words are those of the interface; the limit is for all.

use crate::content::strings::Strings;
use crate::content::text::Text;
use crate::model::markup::plain;

/// The maximum length in words. Each of the two addresses counts as one.
pub const MAX_WORDS: usize = 60;

/// The paragraphs as plain text. `{address}` and `{help}` stand for the addresses of the main page and of its help
/// section.
pub fn paragraphs(text: &Text, strings: &Strings) -> [String; 4] {
    let labels = &strings.take_away;
    let sentences = text.brief.iter().map(|sentence| plain(&sentence.text));
    [
        sentences.collect::<Vec<_>>().join(" "),
        labels.announcement_page.replace("{title}", &text.title),
        labels.announcement_help.clone(),
        strings.page.not_advice.clone(),
    ]
}

/// The number of words in each paragraph.
pub fn words(text: &Text, strings: &Strings) -> [usize; 4] {
    paragraphs(text, strings).map(|paragraph| paragraph.split_whitespace().count())
}
