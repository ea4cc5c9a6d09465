//! The pages for paper: what each has with and without the address of the site.

use case_timeline::model::markup::plain;
use case_timeline::site::context::PageContext;
use case_timeline::site::document::{escape, page};
use case_timeline::site::page_kind::PageKind;

use super::published;

const SITE: &str = "https://example.org/june/";

fn html(context: PageContext<'_>, kind: PageKind<'_>) -> String {
    page(context, kind, "", "").expect("a shell of its own")
}

#[test]
fn an_insert_and_a_poster_have_the_address_of_the_site_or_a_labeled_blank() {
    let library = published();
    for kind in [PageKind::Bulletin, PageKind::Poster] {
        for context in PageContext::all(&library.case, &library.languages, Some(SITE)) {
            let html = html(context, kind);
            let own = PageKind::Main.address(context, SITE);
            assert!(html.contains("<svg") && html.contains(&format!("<bdi>{own}</bdi>")));
            assert!(!html.contains("paper__blank"));
        }
        for context in PageContext::all(&library.case, &library.languages, None) {
            let html = html(context, kind);
            let (blank, hint) = (
                &context.strings.paper.blank,
                &context.strings.paper.blank_hint,
            );
            assert!(
                !html.contains("<svg"),
                "without an address there is no QR code"
            );
            assert!(html.contains(&format!("<p class=\"paper__blank\">{blank}</p>")));
            assert!(html.contains(hint), "{hint}");
        }
    }
}

#[test]
fn every_page_for_paper_says_how_many_sheets_it_takes_and_the_take_away_page_says_the_same() {
    let library = published();
    for context in PageContext::all(&library.case, &library.languages, None) {
        let take_away = html(context, PageKind::TakeAway);
        let labels = &context.strings.take_away;
        for (kind, sheets) in [
            (PageKind::ShortEdition, &labels.print_short_text),
            (PageKind::Bulletin, &labels.print_bulletin_text),
            (PageKind::Poster, &labels.print_poster_text),
        ] {
            assert!(kind.is_for_paper());
            assert!(html(context, kind).contains(sheets.as_str()), "{sheets}");
            let row = format!("<a href=\"{}\">", kind.file(context));
            let (_, after) = take_away.split_once(&row).expect("a link to each page");
            assert!(
                after
                    .split("</dd>")
                    .next()
                    .is_some_and(|text| text.contains(sheets.as_str()))
            );
        }
    }
}

#[test]
fn every_page_for_paper_leads_back_to_the_story_in_its_language() {
    let library = published();
    for context in PageContext::all(&library.case, &library.languages, None) {
        for kind in PageKind::all(&library.case).filter(|kind| kind.is_for_paper()) {
            let html = html(context, kind);
            for back in [PageKind::Main, PageKind::TakeAway] {
                let link = format!("<p><a href=\"{}\">", back.file(context));
                assert!(html.contains(&link), "{}: {link}", kind.file(context));
            }
        }
    }
}

#[test]
fn the_line_on_help_names_the_list_of_lawyers() {
    let mut library = published();
    let help = library.case.help.clone();
    let line = |library: &case_timeline::content::validate::Library| {
        let context = PageContext::all(&library.case, &library.languages, None)
            .next()
            .expect("a first language");
        let html = html(context, PageKind::Poster);
        html.split_once("<p class=\"paper__help\">")
            .and_then(|(_, after)| Some(after.split_once("</p>")?.0.to_owned()))
    };
    let lawyers = library.case.lawyers.clone().expect("a list of lawyers");
    let site = |url: &str| {
        url.trim_start_matches("https://")
            .trim_end_matches('/')
            .to_owned()
    };
    let of_lawyers = help
        .iter()
        .find(|help| help.id == lawyers)
        .expect("checked");

    assert!(line(&library).is_some_and(|line| line.contains(&site(&of_lawyers.url))));

    library.case.lawyers = None;
    library.case.help.reverse();
    let first = library.case.help[0].url.clone();
    assert!(line(&library).is_some_and(|line| line.contains(&site(&first))));

    library.case.help.clear();
    assert_eq!(line(&library), None);
}

#[test]
fn the_poster_has_the_three_sentences_and_the_chart() {
    let library = published();
    for context in PageContext::all(&library.case, &library.languages, None) {
        let html = html(context, PageKind::Poster);
        for sentence in &context.text.brief {
            assert!(
                html.contains(&escape(&plain(&sentence.text))),
                "{}",
                sentence.text
            );
        }
        assert!(html.contains("class=\"chart\""));
        let days = html.matches("data-day=\"").count();
        assert_eq!(days, library.case.month.days().count());
    }
}
