//! The rendered pages: links, anchors, headings, language, content security policy, and no third-party resources.

use std::collections::BTreeSet;
use std::fs;

use case_timeline::content::case::Publisher;
use case_timeline::content::strings::{Strings, Way};
use case_timeline::content::validate::Library;
use case_timeline::model::markup::plain;
use case_timeline::site::context::PageContext;
use case_timeline::site::document::page;
use case_timeline::site::exports::oembed;
use case_timeline::site::page_kind::PageKind;
use case_timeline::site::preview_image as picture;
use case_timeline::site::templates::event;
use case_timeline::site::version::version;
use chrono::Datelike;

use super::{first_order, published, read, small, small_files};

const SHELL: &str = include_str!("../../index.html");
const STYLES: &str = ".a{color:red}";

fn main_page(library: &Library, site: Option<&str>) -> String {
    page(original(library, site), PageKind::Main, SHELL, STYLES)
        .expect("index.html has all placeholders")
}

fn original<'a>(library: &'a Library, site: Option<&'a str>) -> PageContext<'a> {
    contexts(library, site).next().expect("a first language")
}

fn contexts<'a>(
    library: &'a Library,
    site: Option<&'a str>,
) -> impl Iterator<Item = PageContext<'a>> {
    PageContext::all(&library.case, &library.languages, site)
}

/// The values of an attribute, in document order.
fn values<'a>(html: &'a str, attribute: &str) -> Vec<&'a str> {
    let opening = format!(" {attribute}=\"");
    html.split(&opening)
        .skip(1)
        .filter_map(|tail| tail.split('"').next())
        .collect()
}

#[test]
fn every_internal_link_has_a_target() {
    for library in [published(), small()] {
        let html = main_page(&library, None);
        let ids: BTreeSet<_> = values(&html, "id").into_iter().collect();
        for target in values(&html, "href")
            .iter()
            .filter_map(|href| href.strip_prefix('#'))
        {
            assert!(ids.contains(target), "#{target} has no target");
        }
    }
}

/// A case need not have records of every kind.
#[test]
fn a_section_without_records_is_left_out_with_the_links_to_it() {
    let sections = [
        "faq",
        "case-map",
        "steps",
        "misreadings",
        "people",
        "glossary",
        "help",
    ];
    let mut library = small();
    let full = main_page(&library, None);
    for id in sections {
        assert!(values(&full, "id").contains(&id), "{id}");
    }
    let case = &mut library.case;
    case.faq.clear();
    case.steps.clear();
    case.offices.clear();
    case.misreadings.clear();
    case.people.clear();
    case.terms.clear();
    case.help.clear();
    case.explained_by.clear();
    case.lawyers = None;
    for event in &mut case.events {
        event.steps.clear();
    }
    case.periods.retain(|period| period.step.is_none());
    case.questions.retain(|question| question.removal);

    let page = main_page(&library, None);

    for id in sections {
        assert!(!values(&page, "id").contains(&id), "{id}");
        let link = format!("#{id}");
        assert!(!values(&page, "href").contains(&&*link), "{id}");
    }
}

#[test]
fn no_anchor_is_duplicated() {
    let html = main_page(&published(), None);
    let mut seen = BTreeSet::new();
    for id in values(&html, "id") {
        assert!(seen.insert(id), "{id} is duplicated");
    }
}

/// `PAGE_IDS=overwrite cargo test --features release --test native ids_of_the_page` writes them.
#[test]
fn the_ids_of_the_page_itself_are_reserved() {
    let path = "src/content/validate/page_ids.txt";
    let library = small();
    let html = main_page(&library, None);
    let records: BTreeSet<_> = library.case.anchors().collect();
    let chapter_titles: BTreeSet<_> = library
        .case
        .chapters
        .iter()
        .map(|chapter| format!("{}-title", chapter.id))
        .collect();
    let own: BTreeSet<_> = values(&html, "id")
        .into_iter()
        .filter(|id| !records.contains(id) && !chapter_titles.contains(*id))
        .collect();
    assert!(own.contains("search") && own.contains("timeline-title") && own.contains("app"));
    let current: String = own.iter().map(|id| format!("{id}\n")).collect();
    if std::env::var("PAGE_IDS").is_ok_and(|value| value == "overwrite") {
        fs::write(path, &current).expect("the folder exists");
    }
    assert_eq!(
        fs::read_to_string(path).unwrap_or_default(),
        current,
        "{path} is not current; run with PAGE_IDS=overwrite"
    );
}

#[test]
fn a_record_with_an_id_of_the_page_itself_is_reported() {
    let library = small();
    let html = main_page(&library, None);
    let records: BTreeSet<_> = library.case.anchors().collect();
    let source = format!("\"{}\"", library.case.sources[0].id);
    let ids = values(&html, "id").into_iter();
    for id in ids.filter(|id| !records.contains(id)) {
        let mut files = small_files();
        for file in files.values_mut() {
            *file = file.replace(&source, &format!("\"{id}\""));
        }
        let diagnostics = read(&files).err().unwrap_or_default();
        let is_reported = diagnostics.iter().any(|diagnostic| {
            diagnostic.record.as_deref() == Some(id)
                && diagnostic.message == "the page itself uses this id"
        });
        assert!(is_reported, "{id} is not reserved: {diagnostics:?}");
    }
}

#[test]
fn every_record_is_an_anchor() {
    let library = published();
    let html = main_page(&library, None);
    let ids: BTreeSet<_> = values(&html, "id").into_iter().collect();
    for id in library.case.anchors() {
        assert!(ids.contains(id), "{id} is missing");
    }
}

#[test]
fn headings_go_down_one_level_at_a_time() {
    let html = main_page(&published(), None);
    let levels: Vec<u8> = html
        .match_indices("<h")
        .filter_map(|(at, _)| html.as_bytes().get(at + 2).copied())
        .filter(u8::is_ascii_digit)
        .map(|digit| digit - b'0')
        .collect();

    assert_eq!(levels.iter().filter(|level| **level == 1).count(), 1);
    assert_eq!(levels[0], 1);
    for pair in levels.windows(2) {
        assert!(pair[1] <= pair[0] + 1, "h{} follows h{}", pair[1], pair[0]);
    }
}

#[test]
fn the_page_declares_its_language_and_direction() {
    let html = main_page(&published(), None);
    assert!(html.contains("<html lang=\"en\" dir=\"ltr\" data-page=\"main\">"));
}

#[test]
fn the_canonical_link_is_present_when_the_address_is_known() {
    let library = small();
    assert!(
        main_page(&library, Some("https://example.org/june/"))
            .contains("<link rel=\"canonical\" href=\"https://example.org/june/\">")
    );
    assert!(!main_page(&library, None).contains("canonical"));
}

#[test]
fn inline_styles_and_scripts_are_those_that_the_policy_allows() {
    let html = main_page(&published(), None);
    assert!(values(&html, "style").is_empty());
    assert!(!html.contains(" onclick=") && !html.contains("javascript:"));
    assert_eq!(html.matches("<style>").count(), 1);
    // The hash of the styles, computed with another tool:
    // printf '.a{color:red}:root{--chart-rows:2}' | openssl dgst -sha256 -binary | base64
    let html = main_page(&small(), None);
    assert!(
        html.contains("sha256-toC5N1+ydY9H0nlHLZ8jj3wFn8G+AxUSSck78lJqDQA="),
        "{}",
        html.split("sha256-")
            .nth(1)
            .unwrap_or_default()
            .chars()
            .take(50)
            .collect::<String>()
    );
    assert!(html.contains("default-src 'none'") || html.contains("default-src &#x27;none&#x27;"));
}

#[test]
fn markup_in_text_is_escaped() {
    let mut library = small();
    library.languages[0].0.title = "<script>alert(1)</script>\"'&".to_owned();
    if let Some(event_text) = library.languages[0].0.events.get_mut("notice") {
        event_text.headline = "</script><img src=x onerror=alert(1)>".to_owned();
    }

    let html = main_page(&library, None);

    assert!(!html.contains("<script>alert") && !html.contains("<img"));
    assert_eq!(
        html.matches("</script>").count(),
        SHELL.matches("</script>").count() + 3,
        "the frame script, the structured data and the page data"
    );
}

#[test]
fn a_shell_without_a_placeholder_is_rejected() {
    let library = small();
    let shell = SHELL.replace("<!--app-->", "");

    let error = page(original(&library, None), PageKind::Main, &shell, STYLES)
        .err()
        .map(|error| error.to_string());

    assert_eq!(
        error.as_deref(),
        Some("index.html: the placeholder <!--app--> is missing; write it once")
    );
}

#[test]
fn rendering_is_deterministic() {
    let library = published();
    assert_eq!(main_page(&library, None), main_page(&library, None));
}

#[test]
fn a_card_has_one_event_or_step_and_links_to_the_page() {
    let library = published();
    let context = original(&library, None);

    for id in [first_order(&library), &library.case.steps[0].id] {
        let html =
            page(context, PageKind::Card(id), SHELL, STYLES).expect("a card has its own shell");
        assert_eq!(
            values(&html, "id")
                .iter()
                .filter(|other| **other == id)
                .count(),
            1,
            "{id}"
        );
        assert_eq!(html.matches("<article").count(), 1);
        assert_eq!(html.matches("<h1").count(), 1);
        assert!(
            html.contains("<base href=\"index.html\" target=\"_blank\">"),
            "links open the page"
        );
        assert!(
            !html.contains("type=\"module\"") && !html.contains("application/json\""),
            "without the app"
        );
    }
}

#[test]
fn the_notice_follows_the_title_of_every_page_about_the_case() {
    let library = published();
    let order = first_order(&library);
    for context in contexts(&library, None) {
        let notice = plain(&context.text.notice.text);
        for kind in [
            PageKind::Main,
            PageKind::Embed,
            PageKind::Bulletin,
            PageKind::SingleFile,
            PageKind::Card(order),
        ] {
            let html = page(context, kind, SHELL, STYLES).expect("index.html has all placeholders");
            let body = html.split("<body").nth(1).expect("a body");
            let at = body.find(&*notice).unwrap_or_else(|| panic!("{kind:?}"));
            for later in [
                &context.text.summary[0],
                &context.text.events[order].sentences[0],
            ] {
                let first_words = later.text.split("[[").next().unwrap_or_default().trim();
                let position = body.find(first_words).filter(|_| !first_words.is_empty());
                assert!(
                    position.is_none_or(|position| at < position),
                    "{kind:?}: {first_words}"
                );
            }
        }
        let text = case_timeline::site::exports::text::text(context).expect("plain text");
        assert!(
            text.lines()
                .skip(2)
                .take(4)
                .any(|line| line.starts_with(&notice))
        );
    }
}

#[test]
fn the_outcome_of_an_order_precedes_its_text() {
    let library = published();
    let case = &library.case;
    for context in contexts(&library, None) {
        for event in case.events.iter().filter(|event| case.needs_outcome(event)) {
            let outcome = context.text.events[&event.id].outcome.as_ref();
            let outcome = outcome.expect("validated: an order has an outcome");
            let html =
                page(context, PageKind::Card(&event.id), SHELL, STYLES).expect("a card's shell");
            let at = html
                .find("class=\"event__outcome\"")
                .expect("the outcome is present");
            let title = html.find("class=\"event__title\"").expect("a title");
            assert!(title < at, "{}", event.id);
            let preview = format!(
                "{} {}",
                plain(&outcome.text),
                plain(&context.text.notice.text)
            );
            assert!(
                html.matches(&escaped(&preview)).count() >= 2,
                "{}: expected the preview {preview}",
                event.id
            );
        }
    }
}

fn escaped(words: &str) -> String {
    words
        .replace('&', "&amp;")
        .replace('\'', "&#x27;")
        .replace('"', "&quot;")
}

#[test]
fn each_event_shows_its_year() {
    let library = published();
    for context in contexts(&library, None) {
        let html =
            page(context, PageKind::Main, SHELL, STYLES).expect("index.html has all placeholders");
        let dates: Vec<_> = html.split("class=\"event__date\"").skip(1).collect();
        assert_eq!(dates.len(), library.case.events.len());
        for (date, event) in dates.into_iter().zip(&library.case.events) {
            let date = date.split("</a>").next().unwrap_or_default();
            let year = event.when.first().year().to_string();
            assert!(
                date.rsplit(['>', '<']).any(|words| words.contains(&year)),
                "{}: {date}",
                event.id
            );
        }
    }
}

/// The text of an element without its tags and without source numbers.
fn text_of(html: &str) -> String {
    let mut text = String::new();
    let mut remainder = html;
    while let Some((before, tag)) = remainder.split_once('<') {
        text += before;
        let tag = match tag.starts_with("sup>") {
            true => tag.split_once("</sup").map_or("", |(_, after)| after),
            false => tag,
        };
        remainder = tag.split_once('>').map_or("", |(_, after)| after);
    }
    let text = text + remainder;
    text.replace("&#x27;", "'")
        .replace("&quot;", "\"")
        .replace("&amp;", "&")
}

#[test]
fn structured_data_has_the_questions_and_answers_of_the_page() {
    let library = published();
    for context in contexts(&library, None) {
        let html =
            page(context, PageKind::Main, SHELL, STYLES).expect("index.html has all placeholders");
        let data = html
            .split("<script type=\"application/ld+json\">")
            .nth(1)
            .and_then(|tail| tail.split("</script>").next())
            .expect("structured data");
        let data: serde_json::Value = serde_json::from_str(data).expect("JSON");
        let parts = data["@graph"].as_array().expect("parts");
        let faq = parts.iter().find(|part| part["@type"] == "FAQPage");
        let questions = faq.and_then(|faq| faq["mainEntity"].as_array());
        let questions = questions.expect("the case has questions");
        assert_eq!(questions.len(), library.case.faq.len());
        for (question, record) in questions.iter().zip(&library.case.faq) {
            let html = html
                .split(&format!("id=\"{}\"", record.id))
                .nth(1)
                .expect("it is on the page");
            let name = html.split("class=\"name\">").nth(1).expect("a heading");
            let name = name.split("</h3>").next().unwrap_or_default();
            let answer = html.split("class=\"meaning\">").nth(1).expect("an answer");
            let answer = answer.split("</div>").next().unwrap_or_default();
            assert_eq!(question["name"].as_str(), Some(&*text_of(name)));
            assert_eq!(
                question["acceptedAnswer"]["text"].as_str(),
                Some(&*text_of(answer))
            );
        }
    }
}

#[test]
fn an_answer_about_the_case_of_a_reader_ends_with_the_list_of_lawyers() {
    let library = published();
    let html = main_page(&library, None);
    let lawyers = library.case.lawyers.as_deref().expect("a list of lawyers");
    for question in &library.case.faq {
        let record = html
            .split(&format!("id=\"{}\"", question.id))
            .nth(1)
            .and_then(|tail| tail.split("</li></ul>").next())
            .expect("it is on the page");
        let links = values(record, "href");
        let expected = if question.own_case {
            lawyers
        } else {
            &question.more
        };
        assert_eq!(
            links.last().and_then(|link| link.strip_prefix('#')),
            Some(expected),
            "{}",
            question.id
        );
    }
}

#[test]
fn the_publisher_is_named_in_footer_contact_metadata_and_citations() {
    let mut library = small();
    library.case.publisher = Some(Publisher {
        name: "The Market Gazette".to_owned(),
        url: Some("https://gazette.example/".to_owned()),
        email: Some("corrections@gazette.example".to_owned()),
    });
    let context = original(&library, None);
    let html = main_page(&library, None);
    let (_, footer) = html.split_once("<footer").expect("a footer");

    assert!(footer.contains("<a href=\"https://gazette.example/\">The Market Gazette</a>"));
    assert!(html.contains("href=\"mailto:corrections@gazette.example\""));
    assert!(html.contains("\"publisher\":{\"@type\":\"Organization\""));
    let card = page(context, PageKind::Card("pause"), SHELL, STYLES).expect("a card's shell");
    assert!(card.contains("The Market Gazette"));
    let take_away = page(context, PageKind::TakeAway, SHELL, STYLES).expect("a shell");
    assert!(
        take_away.matches("The Market Gazette").count() >= 3,
        "each citation"
    );

    library.case.publisher = None;
    let take_away =
        page(original(&library, None), PageKind::TakeAway, SHELL, STYLES).expect("a shell");
    assert!(!take_away.contains("{publisher}") && !take_away.contains(['[', ']']));
    assert!(!main_page(&library, None).contains("mailto:"));
}

#[test]
fn a_quotation_from_a_report_names_the_publisher() {
    let library = published();
    let context = original(&library, None);
    let html = main_page(&library, None);
    let mut reports = 0;
    for (_, _, quote) in context.text.quotes() {
        let from = html.split(&*quote.quote).nth(1).unwrap_or_default();
        let from = from.split("</figcaption>").next().unwrap_or_default();
        if let Some(source) = event::quoted_by(context, quote) {
            reports += 1;
            let as_quoted = context
                .strings
                .page
                .as_quoted
                .replace("{publisher}", &source.publisher);
            assert!(from.contains(&escaped(&as_quoted)), "{as_quoted}: {from}");
        }
    }
    assert!(reports > 0 && reports < context.text.quotes().count());
}

#[test]
fn telephone_numbers_can_be_dialed() {
    assert!(
        main_page(&small(), None)
            .contains("<a href=\"tel:+13125550100\" class=\"phone\">312-555-0100</a>")
    );
}

#[test]
fn the_chooser_offers_the_pasted_address_only_if_the_pages_know_it() {
    let library = published();
    let chooser = |site: Option<&str>| {
        let pages = contexts(&library, site)
            .map(|context| page(context, PageKind::EmbedChooser, SHELL, STYLES).expect("a page"));
        let labels = library
            .languages
            .iter()
            .map(|(_, strings)| &strings.embed_chooser);
        pages.zip(labels).collect::<Vec<_>>()
    };
    for (html, labels) in chooser(None) {
        assert!(!values(&html, "data-recipe").contains(&"{plain}"));
        assert!(html.contains(&escaped(&labels.no_site)));
    }
    for (html, labels) in chooser(Some("https://example.org/june/")) {
        let code = html.find("data-recipe=\"{plain}\"").expect("the address");
        let other = html.find("&lt;iframe").expect("the code of a frame");
        assert!(code < other, "the first way of the first platform");
        assert!(!html.contains(&escaped(&labels.no_site)));
    }
}

#[test]
fn every_platform_has_a_way_on_every_copy_and_each_code_a_button() {
    let library = published();
    for site in [None, Some("https://example.org/june/")] {
        for context in contexts(&library, site) {
            let html = page(context, PageKind::EmbedChooser, SHELL, STYLES).expect("a page");
            for platform in &context.strings.embed_chooser.platforms {
                let id = format!(" id=\"{}\"", platform.id);
                let (_, details) = html.split_once(&id).expect("the platform");
                // The first heading of this level is its name, the next that of another platform.
                let details = details.split("<h3>").nth(1).expect("its name");
                assert!(details.contains("<div class=\"way\">"), "{}", platform.id);
            }
            let buttons: BTreeSet<_> = values(&html, "data-copy").into_iter().collect();
            for code in html.split("<code id=\"").skip(1) {
                let id = code.split('"').next().expect("an id");
                assert!(buttons.contains(id), "{id} cannot be copied");
            }
            let ids = values(&html, "id");
            assert_eq!(ids.iter().collect::<BTreeSet<_>>().len(), ids.len());
        }
    }
}

#[test]
fn the_chooser_has_the_same_platforms_and_codes_in_every_language() {
    let library = published();
    let shape = |strings: &Strings| {
        let labels = &strings.embed_chooser;
        let platforms = labels.platforms.iter().map(|platform| {
            let codes = |way: &Way| way.codes().collect::<Vec<_>>();
            (
                platform.id.clone(),
                platform.ways.iter().map(codes).collect::<Vec<_>>(),
            )
        });
        platforms.collect::<Vec<_>>()
    };
    let (_, original) = &library.languages[0];
    for (text, strings) in &library.languages {
        assert_eq!(shape(strings), shape(original), "{}", text.language);
    }
}

#[test]
fn pages_for_editors_link_to_the_story_in_their_language() {
    let library = published();
    for context in contexts(&library, None) {
        for kind in [PageKind::EmbedChooser, PageKind::FrameCheck] {
            let html = page(context, kind, SHELL, STYLES).expect("a page");
            let link = html.split("<p class=\"kicker\">").nth(1).expect("a kicker");
            let target = format!("href=\"{}\"", PageKind::Main.file(context));
            let (link, _) = link.split_once("</a>").expect("a link");
            assert!(link.contains(&target) && link.contains(&escaped(&context.text.title)));
        }
    }
}

#[test]
fn the_version_names_the_package_and_changes_with_the_content() {
    let version = |library: &Library| version(original(library, None));
    let library = published();
    let mut changed = library.clone();
    let (text, _) = changed.languages.last_mut().expect("a language");
    text.title.push('!');

    let check = page(
        original(&library, None),
        PageKind::FrameCheck,
        SHELL,
        STYLES,
    )
    .expect("a page");

    let own = version(&library);
    assert!(own.starts_with(concat!(
        "case-timeline ",
        env!("CARGO_PKG_VERSION"),
        ", content "
    )));
    assert_ne!(version(&changed), own);
    assert_eq!(
        check.matches(&own).count(),
        2,
        "in the metadata and in the text"
    );
    assert!(check.contains(&format!("last checked {}", library.case.as_of)));
}

#[test]
fn an_embed_is_collapsed_and_has_the_anchors_of_the_page() {
    let library = published();
    let context = original(&library, None);
    let html =
        page(context, PageKind::Embed, SHELL, STYLES).expect("index.html has all placeholders");
    let ids: BTreeSet<_> = values(&html, "id").into_iter().collect();

    for id in library.case.anchors() {
        assert!(ids.contains(id), "{id} is missing");
    }
    assert!(html.contains("<details id=\"timeline\" class=\"timeline fold\""));
}

#[test]
fn an_embed_opens_links_to_other_sites_in_a_new_window() {
    for mut library in [published(), small()] {
        library.case.publisher = Some(Publisher {
            name: "A clinic".to_owned(),
            url: Some("https://clinic.example/".to_owned()),
            email: Some("desk@clinic.example".to_owned()),
        });
        for context in contexts(&library, None) {
            let html = page(context, PageKind::Embed, SHELL, STYLES)
                .expect("index.html has all placeholders");
            let (mut outside, mut inside) = (0, 0);
            for tag in html.split("<a ").skip(1) {
                let tag = tag.split('>').next().unwrap_or_default();
                let href = values(&format!(" {tag}"), "href")[0].to_owned();
                let is_in_new_window = tag.contains("target=\"_blank\"");
                if href.contains("://") {
                    outside += 1;
                    assert!(
                        is_in_new_window && tag.contains("rel=\"noopener\""),
                        "{tag}"
                    );
                } else if href.starts_with('#') || href.starts_with("embed.") {
                    inside += 1;
                    assert!(!is_in_new_window, "{tag}");
                }
            }
            assert!(outside > library.case.sources.len());
            assert!(inside > library.case.anchors().count());

            // Outside a frame, the back button returns to the page.
            let html = page(context, PageKind::Main, SHELL, STYLES)
                .expect("index.html has all placeholders");
            assert!(!html.contains("<a target"));
        }
    }
}

#[test]
fn an_oembed_response_has_what_embedding_pages_expect() {
    let library = published();
    let order = first_order(&library);
    let site = "https://example.org/june/";
    let context = original(&library, Some(site));

    for (kind, framed) in [
        (PageKind::Main, "embed.html"),
        (PageKind::Embed, "embed.html"),
        (PageKind::Card(order), &*format!("card-{order}.html")),
    ] {
        let answer: serde_json::Value =
            serde_json::from_str(&oembed::answer(context, kind, site)).expect("JSON");
        let html = answer["html"].as_str().unwrap_or_default();
        assert_eq!(
            (answer["version"].as_str(), answer["type"].as_str()),
            (Some("1.0"), Some("rich"))
        );
        assert!(answer["width"].is_u64() && answer["height"].is_u64());
        assert!(
            html.starts_with("<blockquote>") && html.ends_with("</iframe>"),
            "{html}"
        );
        assert!(html.contains(&format!("src=\"{site}{framed}\"")), "{html}");
        for attribute in html.split(' ').filter_map(|part| part.split_once("=\"")) {
            let permitted = ["href", "src", "width", "height", "frameborder", "title"];
            assert!(
                permitted.contains(&attribute.0),
                "WordPress drops {attribute:?}"
            );
        }
        let drawn = picture::SIZE.map(u64::from);
        assert_eq!(
            [&answer["thumbnail_width"], &answer["thumbnail_height"]].map(|side| side.as_u64()),
            drawn.map(Some)
        );
        assert_eq!(
            answer["thumbnail_url"].as_str(),
            Some(format!("{site}{}", picture::file(context, kind)).as_str())
        );
        let page = page(context, kind, SHELL, STYLES).expect("index.html has all placeholders");
        let link = format!(
            "<link rel=\"alternate\" type=\"application/json+oembed\" href=\"{site}{}\"",
            oembed::file(context, kind)
        );
        let at = page
            .find(&link)
            .expect("the page names its oEmbed response");
        assert!(
            at < 1_500 && at < page.find("<style>").unwrap_or(0),
            "early in the raw head"
        );
    }
}

#[test]
fn a_correction_is_logged_below_the_paragraph_on_reporting() {
    use case_timeline::content::case::Correction;

    let mut library = published();
    library.case.corrections.clear();
    let before = main_page(&library, None);
    assert!(
        !before.contains("class=\"corrections\""),
        "without corrections there is no log"
    );
    let on = library.case.as_of;
    let id = "count-put-right".to_owned();
    library.case.corrections = vec![Correction { id: id.clone(), on }];
    for (text, _) in &mut library.languages {
        let words = "An earlier version said 234 at [[hearing|the hearing]] <b>.".to_owned();
        text.corrections.insert(id.clone(), words);
    }

    let html = main_page(&library, None);

    let (_, log) = html
        .split_once("<ul class=\"corrections\">")
        .expect("there is a log");
    let (log, _) = log.split_once("</ul>").expect("the list is closed");
    assert!(
        log.starts_with(&format!(
            "<li id=\"count-put-right\"><time datetime=\"{on}\">"
        )),
        "{log}"
    );
    assert!(
        log.contains("href=\"#hearing\"") && log.contains("&lt;b&gt;"),
        "{log}"
    );
    let reporting = library
        .case
        .reporting
        .as_deref()
        .expect("the case names a paragraph");
    let heading = html
        .find(&format!("id=\"{reporting}\""))
        .expect("it is on the page");
    assert!(
        heading
            < html
                .find("class=\"corrections\"")
                .expect("the log was found before")
    );
    let plain =
        case_timeline::site::exports::text::text(original(&library, None)).expect("plain text");
    assert!(plain.contains(": An earlier version said 234 at the hearing <b>."));
}

/// Makes a correction as CONTRIBUTING.md describes (sentence, log, date), then inspects every output.
#[test]
fn a_correction_in_the_data_appears_in_every_output() {
    use super::{read, small, small_files};

    let old = "The town said that the market would close.";
    let new = "The town said that the market would rest.";
    let log = "An earlier version said \u{201c}close\u{201d} in [[notice|the notice]].";
    let mut files = small_files();
    let mut change = |name: &str, change: &dyn Fn(&mut serde_json::Value)| {
        let mut json = serde_json::from_str(&files[name]).expect("JSON");
        change(&mut json);
        files.insert(name.to_owned(), json.to_string());
    };
    change("text.en.json", &|text| {
        let sentence = &mut text["events"]["notice"]["sentences"][0]["text"];
        assert_eq!(*sentence, old);
        *sentence = new.into();
        text["corrections"] = serde_json::json!({ "notice-said": log });
    });
    change("text.ar.json", &|text| {
        text["corrections"] = serde_json::json!({ "notice-said": "[[notice|x]]" });
    });
    change("case.json", &|case| {
        case["corrections"] = serde_json::json!([{ "id": "notice-said", "on": "2020-06-05" }]);
    });

    let diagnostics = read(&files).expect_err("the correction is later than as_of");
    assert!(
        diagnostics
            .iter()
            .any(|diagnostic| diagnostic.to_string().contains("\"as_of\"")),
        "{diagnostics:?}"
    );

    let mut case: serde_json::Value = serde_json::from_str(&files["case.json"]).expect("JSON");
    case["as_of"] = "2020-06-05".into();
    files.insert("case.json".to_owned(), case.to_string());
    let corrected = read(&files).expect("the data is valid");

    let [before, after] = [small(), corrected].map(|library| {
        let context = original(&library, Some("https://example.org/june/"));
        [
            main_page(&library, None),
            case_timeline::site::exports::text::text(context).expect("plain text"),
            case_timeline::site::exports::data::json(context),
            case_timeline::site::exports::sitemap::sitemap(&[context], "https://example.org/june/"),
        ]
    });
    for (index, (before, after)) in before.iter().zip(&after).enumerate() {
        let is_sitemap = index == 3;
        assert!(
            is_sitemap || (before.contains(old) && !after.contains(old)),
            "output {index}"
        );
        assert!(is_sitemap || after.contains(new), "output {index}");
    }
    let [html, plain, json, sitemap] = after;
    assert!(
        html.contains("June 5, 2020") && !before[0].contains("June 5, 2020"),
        "as of"
    );
    assert!(
        html.contains("<time datetime=\"2020-06-05\">"),
        "the log has the date of the correction"
    );
    assert!(html.contains("An earlier version said") && plain.contains("An earlier version said"));
    assert!(
        json.contains("\"as_of\":\"2020-06-05\"") || json.contains("\"as_of\": \"2020-06-05\"")
    );
    assert!(sitemap.contains("<lastmod>2020-06-05"));
    assert!(
        main_page(&small(), None) == before[0],
        "the output depends on the data alone"
    );
}

#[test]
fn each_page_declares_its_language_and_links_to_the_others() {
    let library = published();
    let order = first_order(&library);
    let site = "https://example.org/june/";
    for context in contexts(&library, Some(site)) {
        let code = context
            .code()
            .map(|code| format!(".{code}"))
            .unwrap_or_default();
        let answer = oembed::answer(context, PageKind::Card(order), site);
        assert!(answer.contains(&format!("{site}card-{order}{code}.html")));
        assert!(answer.contains(&context.text.title));
        assert_eq!(
            oembed::file(context, PageKind::Main),
            format!("index{code}.oembed.json")
        );

        let html =
            page(context, PageKind::Main, SHELL, STYLES).expect("index.html has all placeholders");
        for other in contexts(&library, Some(site)) {
            let link = format!(
                "<link rel=\"alternate\" hreflang=\"{}\" href=\"{}\">",
                other.text.language,
                PageKind::Main.address(other, site)
            );
            assert!(html.contains(&link), "{link}");
        }
        assert!(html.contains(&format!(
            "property=\"og:locale\" content=\"{}\"",
            context.strings.locale
        )));
        let own = PageKind::Main.address(context, site);
        assert!(html.contains(&format!("<link rel=\"canonical\" href=\"{own}\">")));
    }
}

#[test]
fn every_translated_page_is_labeled_and_links_to_error_reporting() {
    let library = published();
    let reporting = library.case.reporting.as_deref().expect("a paragraph");
    let all = contexts(&library, None)
        .skip(1)
        .flat_map(|context| PageKind::all(&library.case).map(move |kind| (context, kind)));
    for (context, kind) in all {
        let html = page(context, kind, SHELL, STYLES).expect("index.html has all placeholders");
        let file = kind.file(context);
        assert!(html.contains(&context.strings.page.translation), "{file}");
        let report = format!("#{reporting}\">{}</a>", context.text.about[reporting].title);
        // A link on paper cannot be followed; what is made for paper prints the address of the page.
        assert_eq!(html.contains(&report), !kind.is_for_paper(), "{file}");
    }
}
