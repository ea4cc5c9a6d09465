//! The notice to paste: what it says, and how long it is.

use case_timeline::content::announcement;
use case_timeline::site::context::PageContext;
use case_timeline::site::document::{escape, page};
use case_timeline::site::page_kind::PageKind;

use super::{published, small};

const SITE: &str = "https://example.org/june/";

/// The text of the notice to paste, without elements.
fn announcement_text(context: PageContext<'_>) -> String {
    let html = page(context, PageKind::TakeAway, "", "").expect("a shell of its own");
    let (_, after) = html
        .split_once("id=\"announcement\"")
        .expect("the notice is on the page");
    let (notice, _) = after.split_once("</div>").expect("the notice ends");
    let mut text = String::new();
    for part in notice.split('<').skip(1) {
        let (_, words) = part.split_once('>').expect("an element ends");
        text += words;
        text.push(' ');
    }
    text.replace(['\u{2066}', '\u{2068}', '\u{2069}'], "")
}

#[test]
fn the_announcement_has_address_help_disclaimer_and_at_most_60_words() {
    for library in [published(), small()] {
        for context in PageContext::all(&library.case, &library.languages, Some(SITE)) {
            let text = announcement_text(context);
            let own = PageKind::Main.address(context, SITE);
            let words: Vec<_> = text.split_whitespace().collect();

            assert!(words.len() <= announcement::MAX_WORDS, "{text}");
            assert!(words.contains(&own.as_str()), "{text}");
            assert!(words.contains(&format!("{own}#help").as_str()), "{text}");
            let disclaimer = escape(&context.strings.page.not_advice);
            assert!(text.contains(&disclaimer), "{text}");
        }
    }
}

#[test]
fn the_limit_of_the_announcement_counts_every_word_of_it() {
    let library = published();
    for context in PageContext::all(&library.case, &library.languages, Some(SITE)) {
        let counted: usize = announcement::word_counts(context.case, context.text, context.strings)
            .iter()
            .sum();
        assert_eq!(
            announcement_text(context).split_whitespace().count(),
            counted
        );
    }
}
