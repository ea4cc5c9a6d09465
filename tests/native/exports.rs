//! The exports are complete and follow their formats.

use case_timeline::model::markup;
use case_timeline::site::context::PageContext;
use case_timeline::site::document::page;
use case_timeline::site::exports::{data as export, text as plain};
use case_timeline::site::page_kind::PageKind;
use serde_json::Value;

use super::{first_order, published, small};

const SHELL: &str = include_str!("../../index.html");

#[test]
fn the_json_is_valid_under_its_schema_in_every_language() {
    for library in [published(), small()] {
        for context in PageContext::all(&library.case, &library.languages, None) {
            let schema: Value = serde_json::from_str(&export::schema()).expect("JSON");
            let json: Value = serde_json::from_str(&export::json(context)).expect("JSON");
            let validator = jsonschema::validator_for(&schema).expect("a schema");

            let errors: Vec<_> = validator
                .iter_errors(&json)
                .map(|error| error.to_string())
                .collect();

            assert_eq!(errors, Vec::<String>::new(), "{}", context.text.language);
            assert_eq!(
                json["events"].as_array().map(Vec::len),
                Some(library.case.events.len())
            );
            let mut without = json.clone();
            without["events"][0]["headline"] = Value::Null;
            assert!(
                !validator.is_valid(&without),
                "the schema requires a headline"
            );
        }
    }
}

#[test]
fn the_table_has_a_row_for_each_event() {
    let library = published();
    for context in PageContext::all(&library.case, &library.languages, None) {
        let table = export::csv(context).expect("written to memory");
        let table = table
            .strip_prefix('\u{feff}')
            .expect("the byte order mark that Excel needs");
        let mut rows = csv::Reader::from_reader(table.as_bytes());
        let column = |rows: &mut csv::Reader<&[u8]>, name: &str| {
            let names = rows.headers().expect("a first row");
            names
                .iter()
                .position(|other| other == name)
                .expect("a column")
        };
        let (sources, outcome) = (column(&mut rows, "sources"), column(&mut rows, "outcome"));
        let rows: Vec<_> = rows.records().map(|row| row.expect("a row")).collect();

        assert_eq!(rows.len(), library.case.events.len());
        let id = first_order(&library);
        let order = rows.iter().find(|row| &row[0] == id);
        let order = order.expect("every event has a row");
        let event = library.case.events.iter().find(|event| event.id == id);
        let when = event.expect("an event").when;
        assert_eq!(&order[1], when.first().to_string());
        assert_eq!(&order[2], when.last().to_string());
        assert!(order[sources].contains("https://"), "its sources");
        assert!(!order[outcome].is_empty(), "the outcome");
    }
}

#[test]
fn no_cell_of_the_table_is_a_formula() {
    let signs = ["=", "+", "-", "@", "\t", "\r", "\n"];
    for sign in signs {
        let mut library = small();
        let hostile = format!("{sign}HYPERLINK(\"https://example.org\")");
        for event_text in library.languages[0].0.events.values_mut() {
            event_text.headline.clone_from(&hostile);
        }
        let context = PageContext::all(&library.case, &library.languages, None).next();

        let table = export::csv(context.expect("a language")).expect("written to memory");

        let mut rows = csv::Reader::from_reader(table.as_bytes());
        for row in rows.records().map(|row| row.expect("a row")) {
            assert_eq!(row[6], format!("'{hostile}"));
        }
    }
    // The published data needs no such apostrophe.
    let library = published();
    for context in PageContext::all(&library.case, &library.languages, None) {
        let table = export::csv(context).expect("written to memory");
        let mut rows = csv::Reader::from_reader(table.as_bytes());
        for row in rows.records().map(|row| row.expect("a row")) {
            let escaped = row.iter().find(|cell| cell.starts_with('\''));
            assert_eq!(escaped, None);
        }
    }
}

#[test]
fn the_slides_have_dates_and_text() {
    let library = published();
    for context in PageContext::all(&library.case, &library.languages, None) {
        let slides: Value = serde_json::from_str(&export::timelinejs(context)).expect("JSON");
        let slides = slides["events"].as_array().expect("slides");

        assert_eq!(slides.len(), library.case.events.len());
        for slide in slides {
            assert!(slide["start_date"]["year"].is_i64(), "{slide}");
            assert!(slide["text"]["headline"].is_string(), "{slide}");
        }
    }
}

#[test]
fn the_plain_text_has_every_sentence_and_no_markup() {
    let library = published();
    for context in PageContext::all(&library.case, &library.languages, None) {
        let text = plain::text(context).expect("written to memory");

        assert!(!text.contains("[[") && !text.contains("]]") && !text.contains('<'));
        // The reasons in the status panel repeat the events, and are on the page only. The brief repeats the summary.
        let panel: Vec<_> = context.text.periods.values().collect();
        let of_panel = |sentence| panel.iter().any(|answer| answer.because.contains(sentence));
        for (.., sentence) in context.text.sentences() {
            let words = markup::plain(&sentence.text);
            let is_repeated = of_panel(sentence) || context.text.brief.contains(sentence);
            assert!(text.contains(&words) || is_repeated, "{words}");
        }
        for source in &library.case.sources {
            assert!(text.contains(&source.url), "{}", source.url);
        }
    }
}

#[test]
fn the_single_file_page_is_self_contained() {
    let library = published();
    for context in PageContext::all(&library.case, &library.languages, None) {
        let html = page(context, PageKind::SingleFile, SHELL, ".a { color: red; }")
            .expect("index.html has all placeholders");

        assert!(!html.contains("<script") && !html.contains("<link") && !html.contains(" src="));
        // It is printed complete, also by browsers that print no closed details.
        let details = html.matches("<details").count();
        assert!(details > library.case.steps.len());
        assert_eq!(html.matches("<details open ").count(), details);
        for href in html.split(" href=\"").skip(1) {
            assert!(
                ["#", "http", "tel:"]
                    .iter()
                    .any(|start| href.starts_with(start)),
                "{}",
                href.chars().take(60).collect::<String>()
            );
        }
        for id in library.case.anchors() {
            assert!(html.contains(&format!(" id=\"{id}\"")), "{id}");
        }
    }
}
