//! Malicious input: in the files of a case, in the page data, and in an address. It is rejected with a diagnostic or
//! rendered as plain text; nothing panics or hangs, and no text becomes markup. The random values are the same in each
//! run; `cargo xtask fuzz` uses others.

use std::collections::BTreeMap;
use std::env;
use std::rc::Rc;
use std::sync::OnceLock;

use case_timeline::client::app::AppProps;
use case_timeline::client::page_data::PageData;
use case_timeline::client::ptr_eq::PtrEq;
use case_timeline::client::state::{Action, State, UrlState};
use case_timeline::content::validate::Library;
use case_timeline::model::day;
use case_timeline::model::markup;
use case_timeline::site::context::PageContext;
use case_timeline::site::document;
use case_timeline::site::exports::{data as export, text as plain};
use case_timeline::site::page_data::page_data;
use case_timeline::site::page_kind::PageKind;
use proptest::prelude::*;
use proptest::test_runner::RngSeed;
use serde_json::Value;
use yew::Reducible;

use super::damage::pointers;
use super::{read, small, small_files};

const SHELL: &str = include_str!("../../index.html");

/// The same values in each run, unless `PROPTEST_CASES` or `PROPTEST_RNG_SEED` is set.
pub(crate) fn config(cases: u32) -> ProptestConfig {
    let mut config = ProptestConfig {
        failure_persistence: None,
        // Rendering a page is slow, and a failing value need not be minimal.
        max_shrink_iters: 16,
        ..ProptestConfig::default()
    };
    if env::var_os("PROPTEST_CASES").is_none() {
        config.cases = cases;
    }
    if env::var_os("PROPTEST_RNG_SEED").is_none() {
        config.rng_seed = RngSeed::Fixed(2017);
    }
    config
}

const ATTACKS: [&str; 16] = [
    "<script>alert(1)</script>",
    "</script><script>alert(1)</script>",
    "</style><script>alert(1)</script>",
    "\"><img src=x onerror=alert(1)>",
    "' onclick='alert(1)",
    "\" autofocus onfocus=\"alert(1)",
    "<!--",
    "--><b>",
    "]]><b>",
    "<svg/onload=alert(1)>",
    "javascript:alert(1)",
    "&lt;script&gt;",
    "&#x3c;script&#x3e;",
    "\\u003cscript\\u003e",
    "<!--head--><!--app--><!--page-data-->",
    "${alert(1)}{{alert(1)}}",
];

fn attack() -> impl Strategy<Value = String> {
    prop_oneof![
        prop::sample::select(&ATTACKS[..]).prop_map(str::to_owned),
        // Printable characters, many of them significant in markup. The asterisks and brackets of inline markup are
        // replaced; `inline_markup_is_complete_or_rejected` tests them.
        "[<>\"'&=/a-z\\PC -]{1,40}".prop_map(|text| text.replace(['*', '[', ']', '|'], "<")),
    ]
}

/// The markup of a page without its text: each tag with the names of its attributes.
fn skeleton(html: &str) -> Vec<String> {
    let mut found = Vec::new();
    let mut remainder = html;
    while let Some((_, after)) = remainder.split_once('<') {
        let mut quoted = false;
        let end = after.find(|letter: char| {
            quoted ^= letter == '"';
            letter == '>' && !quoted
        });
        let (tag, after) = after.split_at(end.unwrap_or(after.len()));
        let names = tag.split('"').step_by(2);
        found.push(names.collect::<Vec<_>>().join(""));
        remainder = after;
    }
    found
}

/// The rendered pages of a case by file name.
fn pages(library: &Library) -> BTreeMap<String, String> {
    let mut pages = BTreeMap::new();
    // The cards of two events are enough to test that cards escape text.
    let is_skipped = |kind: &PageKind<'_>| match kind {
        PageKind::Card(id) => {
            library
                .case
                .events
                .iter()
                .skip(2)
                .any(|event| event.id == *id)
                || library.case.steps.iter().any(|step| step.id == *id)
        }
        _ => false,
    };
    let kinds: Vec<_> = PageKind::all(&library.case)
        .filter(|kind| !is_skipped(kind))
        .collect();
    for context in PageContext::all(
        &library.case,
        &library.languages,
        Some("https://example.org/"),
    ) {
        for kind in &kinds {
            let html = document::page(context, *kind, SHELL, ".a{}")
                .expect("index.html has all placeholders");
            pages.insert(kind.file(context), html);
        }
    }
    pages
}

/// The small case, read once.
fn small_once() -> &'static Library {
    static SMALL: OnceLock<Library> = OnceLock::new();
    SMALL.get_or_init(small)
}

/// The markup of each page of the small case, unmodified.
fn unmodified_pages() -> &'static BTreeMap<String, Vec<String>> {
    static PAGES: OnceLock<BTreeMap<String, Vec<String>>> = OnceLock::new();
    PAGES.get_or_init(|| {
        let pages = pages(small_once());
        pages
            .into_iter()
            .map(|(file, html)| (file, skeleton(&html)))
            .collect()
    })
}

/// The pointers to all strings in a file.
fn texts(json: &Value) -> Vec<String> {
    let mut all = Vec::new();
    pointers(json, "", &mut all);
    all.retain(|pointer| json.pointer(pointer).is_some_and(Value::is_string));
    all
}

/// The data of the main page of the small case.
fn page_data_once() -> &'static PageData {
    static DATA: OnceLock<PageData> = OnceLock::new();
    DATA.get_or_init(|| {
        let library = small_once();
        let mut all = PageContext::all(&library.case, &library.languages, None);
        page_data(all.next().expect("a first language"), PageKind::Main)
    })
}

proptest! {
    #![proptest_config(config(24))]

    #[test]
    fn text_never_becomes_markup(file in 0_usize..5, index in any::<prop::sample::Index>(), attack in attack()) {
        let mut files = small_files();
        let name = files.keys().nth(file).cloned().unwrap_or_default();
        let mut json: Value = serde_json::from_str(&files[&name]).expect("the fixture is JSON");
        let pointer = index.get(&texts(&json)).clone();
        let text = json.pointer_mut(&pointer).expect("the pointer was found there");
        *text = format!("{}{attack}", text.as_str().unwrap_or_default()).into();
        files.insert(name.clone(), json.to_string());

        let library = match read(&files) {
            Ok(library) => library,
            Err(diagnostics) => {
                prop_assert!(diagnostics.iter().all(|diagnostic| !diagnostic.message.is_empty() && !diagnostic.remedy.is_empty()));
                return Ok(());
            }
        };

        let unmodified = unmodified_pages();
        for (file, html) in pages(&library) {
            prop_assert_eq!(&skeleton(&html), &unmodified[&file], "{}{}: {:?} in {}", name, pointer, attack, file);
        }
        for context in PageContext::all(&library.case, &library.languages, None) {
            prop_assert!(serde_json::from_str::<Value>(&export::json(context)).is_ok());
            prop_assert!(serde_json::from_str::<Value>(&export::timelinejs(context)).is_ok());
            prop_assert!(export::csv(context).is_ok() && plain::text(context).is_ok());
        }
    }

    #[test]
    fn a_link_is_https_or_is_rejected(address in prop_oneof![
        prop::sample::select(&["javascript:alert(1)", "JaVaScRiPt:alert(1)", " javascript:alert(1)", "java\tscript:alert(1)", "data:text/html,<script>alert(1)</script>", "vbscript:x", "//evil.example", "https:evil", "https://a\" onclick=\"alert(1)", "http://a.example", "file:///etc/passwd", "https://a\u{202e}b"][..]).prop_map(str::to_owned),
        "\\PC{0,30}",
    ], list in prop::sample::select(&["sources", "help"][..])) {
        let mut files = small_files();
        let mut json: Value = serde_json::from_str(&files["case.json"]).expect("the fixture is JSON");
        json[list][0]["url"] = address.clone().into();
        files.insert("case.json".to_owned(), json.to_string());

        match read(&files) {
            Err(diagnostics) => prop_assert!(diagnostics.iter().any(|diagnostic| diagnostic.field.as_deref() == Some("url")), "{diagnostics:?}"),
            Ok(library) => {
                prop_assert!(address.starts_with("https://"), "{address}");
                let unmodified = unmodified_pages();
                for (file, html) in pages(&library) {
                    prop_assert_eq!(&skeleton(&html), &unmodified[&file], "{}", address);
                }
            }
        }
    }
}

proptest! {
    #![proptest_config(config(120))]

    #[test]
    fn damaged_page_data_is_none_or_can_be_rendered(index in any::<prop::sample::Index>(), value in prop_oneof![
        any::<i64>().prop_map(Value::from),
        (0_i32..50).prop_map(Value::from),
        "\\PC{0,20}".prop_map(Value::from),
        "[0-9]{4}-[0-9]{2}-[0-9]{2}".prop_map(Value::from),
        Just(Value::Null),
        Just(serde_json::json!([])),
        Just(serde_json::json!({})),
        Just(Value::from("<script>")),
    ], days in prop::collection::vec("\\PC{0,12}|[0-9]{1,12}-[0-9]{1,12}-[0-9]{1,12}", 3), hash in "\\PC{0,20}") {
        let mut json: Value = serde_json::from_str(&page_data_once().to_script()).expect("JSON");
        let mut all = Vec::new();
        pointers(&json, "", &mut all);
        let pointer: &String = index.get(&all);
        *json.pointer_mut(pointer).expect("the pointer was found there") = value;

        let Some(data) = PageData::from_script(&json.to_string()) else { return Ok(()) };

        let page_data = PtrEq::new(data);
        let mut state = Rc::new(State::new(page_data.clone()));
        let chosen = days.iter().filter_map(|written| day::parse(written)).map(Action::ChooseDay);
        let actions = [Action::Hydrated, Action::Reveal(hash.clone()), Action::ToggleActor(0), Action::ToggleActor(usize::MAX), Action::Search(hash.clone(), Rc::default()), Action::Highlight(hash), Action::NewestFirst(true)];
        for action in actions.into_iter().chain(chosen) {
            state = state.reduce(action);
            page_data.status(state.day).count();
            page_data.step_on(state.day);
        }
        let props = AppProps { page_data, fragments: PtrEq::default() };
        prop_assert!(!document::render_app(props).is_empty());
    }

    #[test]
    fn text_that_is_not_page_data_is_none(junk in "\\PC{0,200}|[\t\n 0-9\\[\\]{}\",:]{0,200}") {
        prop_assert!(PageData::from_script(&junk).is_none());
    }

    #[test]
    fn an_address_without_a_record_changes_nothing(id in "\\PC{0,60}") {
        let library = small_once();
        prop_assume!(!library.case.anchors().any(|anchor| anchor == id));
        let state = Rc::new(State::new(PtrEq::new(page_data_once().clone())));

        let after = Rc::new((*state).clone()).reduce(Action::Reveal(id));

        prop_assert_eq!(after.day, state.day);
        prop_assert_eq!(&after.actors, &state.actors);
    }

    #[test]
    fn an_invalid_query_is_ignored_and_a_valid_one_round_trips(query in "\\PC{0,60}|[?&=%.day by order newest 0-9-]{0,60}|\\?day=(2020-02-(0[1-9]|3[0-9])|\\PC{0,12})&by=[a-z.%]{0,20}&order=(newest|\\PC{0,8})") {
        let library = small_once();
        let state = Rc::new(State::new(PtrEq::new(page_data_once().clone())));
        let url_state = UrlState::from_query(&query);

        let after = Rc::new((*state).clone()).reduce(Action::RestoreUrlState(url_state));

        prop_assert!(after.actors.iter().all(|&index| index < library.case.actors.len()));
        // The query written for the next address parses to the same state.
        let again = state.reduce(Action::RestoreUrlState(UrlState::from_query(&after.url_state().query(""))));
        prop_assert_eq!((again.day, &again.actors, again.newest_first), (after.day, &after.actors, after.newest_first));
    }

    #[test]
    fn a_parsed_day_has_a_hyphen(written in "\\PC{0,30}|-?[0-9]{1,15}-[0-9]{1,15}-[0-9]{1,15}") {
        if let Some(day) = day::parse(&written) {
            prop_assert!(written.contains('-'), "{}", day);
        }
    }

    #[test]
    fn inline_markup_is_complete_or_rejected(sentence in "[\\[\\]|*a-z ]{0,60}|\\PC{0,60}") {
        for span in markup::spans(&sentence).unwrap_or_default() {
            let words = span.text();
            prop_assert!(!words.contains("[[") && !words.contains("]]"), "{:?}", span);
        }
        markup::plain(&sentence);
    }
}

/// The diagnostics of the small case with one file replaced.
fn diagnostics(file: &str, content: String) -> Vec<String> {
    let mut files = small_files();
    files.insert(file.to_owned(), content);
    let diagnostics = read(&files).err().unwrap_or_default();
    diagnostics.iter().map(ToString::to_string).collect()
}

/// Enough that an algorithm of quadratic complexity would time out.
const MANY: usize = 100_000;

fn case_with(change: impl FnOnce(&mut Value)) -> String {
    let mut json: Value =
        serde_json::from_str(&small_files()["case.json"]).expect("the fixture is JSON");
    change(&mut json);
    json.to_string()
}

#[test]
fn unlimited_nesting_is_rejected() {
    for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
        let deep = format!("{}1{}", open.repeat(200_000), close.repeat(200_000));
        for content in [
            deep.clone(),
            case_with(|case| case["events"] = Value::Null).replacen("null", &deep, 1),
        ] {
            let lines = diagnostics("case.json", content);
            assert!(
                lines[0].contains("not JSON as expected (recursion limit exceeded)"),
                "{}",
                lines[0]
            );
        }
    }
}

#[test]
fn a_hundred_thousand_unknown_ids_are_each_reported() {
    let unknown = case_with(|case| {
        case["terms"] = (0..MANY)
            .map(|number| Value::from(format!("term-{number}")))
            .collect();
    });
    let lines = diagnostics("case.json", unknown);
    assert!(lines.len() >= MANY, "{}", lines.len());
    assert!(lines.iter().any(|line| line == "text.en.json: record \"term-99999\": the record has no text in \"terms\"; add its text, or remove it from case.json"));
}

#[test]
fn a_hundred_thousand_incomplete_records_are_each_reported() {
    let incomplete = case_with(|case| {
        case["events"] = (0..MANY)
            .map(|number| serde_json::json!({ "id": format!("event-{number}") }))
            .collect();
    });
    assert!(diagnostics("case.json", incomplete).len() >= MANY);
}

#[test]
fn a_record_repeated_a_hundred_thousand_times_is_reported() {
    let repeated = case_with(|case| {
        let event = case["events"][0].clone();
        case["events"] = std::iter::repeat_n(event, MANY).collect();
    });
    let lines = diagnostics("case.json", repeated);
    assert!(
        lines
            .iter()
            .any(|line| line.contains("another record has this id")),
        "{}",
        lines[0]
    );
}

#[test]
fn ten_megabytes_of_text_are_escaped() {
    let mut files = small_files();
    let mut json: Value =
        serde_json::from_str(&files["text.en.json"]).expect("the fixture is JSON");
    let long = "<b onclick=alert(1)>".repeat(500_000);
    json["about"]["scope"]["paragraphs"][0] = long.into();
    files.insert("text.en.json".to_owned(), json.to_string());
    assert!(files["text.en.json"].len() > 10_000_000);

    let library = read(&files).expect("long text is valid");
    let context = PageContext::all(&library.case, &library.languages, None)
        .next()
        .expect("a first language");
    let html = document::page(context, PageKind::Main, SHELL, ".a{}")
        .expect("index.html has all placeholders");
    assert!(html.len() > 10_000_000);
    assert!(!html.contains("<b onclick"));
}

#[test]
fn every_invisible_or_bidi_control_character_is_rejected() {
    let hidden = [
        '\u{0}',
        '\u{7}',
        '\u{1b}',
        '\u{85}',
        '\u{61c}',
        '\u{200b}',
        '\u{200e}',
        '\u{200f}',
        '\u{2028}',
        '\u{2029}',
        '\u{202a}',
        '\u{202d}',
        '\u{202e}',
        '\u{2060}',
        '\u{2066}',
        '\u{2069}',
        '\u{feff}',
        '\u{e0041}',
    ];
    for letter in hidden {
        let lines = diagnostics(
            "case.json",
            case_with(|case| case["sources"][0]["title"] = format!("A{letter}B").into()),
        );
        let expected = format!("contains the invisible character U+{:04X}", letter as u32);
        assert!(
            lines.iter().any(|line| line.contains(&expected)),
            "{expected}: {lines:?}"
        );
    }
}

#[test]
fn a_day_outside_the_range_of_validation_is_rejected() {
    for (field, day) in [
        ("known_from", "0001-01-01"),
        ("known_from", "-0001-01-01"),
        ("known_from", "9999-12-31"),
        ("as_of", "+262142-12-31"),
    ] {
        let lines = diagnostics("case.json", case_with(|case| case[field] = day.into()));
        assert!(!lines.is_empty(), "{field} {day}");
    }
}

#[test]
fn the_last_day_in_the_range_of_validation_is_accepted() {
    let lines = diagnostics(
        "case.json",
        case_with(|case| case["as_of"] = "9999-12-31".into()),
    );
    assert_eq!(lines, Vec::<String>::new());
}
