//! WebAssembly tests in a real browser: hydration does not change the page, and the app responds to input.
//! `tests/native/hydration.rs` builds the pages from a small case.

#![cfg(target_arch = "wasm32")]

use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use case_timeline::client::app::{App, hydrate};
use case_timeline::client::dom::{self, document_text};
use case_timeline::client::page_data::{PAGE_DATA_ID, PageData};
use gloo::utils::{document, window};
use serde_json::{Value, json};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement, HtmlInputElement};
use yew::platform::time::sleep;

wasm_bindgen_test_configure!(run_in_browser);

/// A prerendered page: the HTML of the app, and the page data as JSON.
type Page = (&'static str, &'static str);

const MAIN: Page = (
    include_str!("../../target/hydration/main.html"),
    include_str!("../../target/hydration/main.json"),
);
const EMBED: Page = (
    include_str!("../../target/hydration/embed.html"),
    include_str!("../../target/hydration/embed.json"),
);

fn data((_, json): Page) -> PageData {
    PageData::from_script(json).expect("the page data is valid")
}

/// An element in the document that is removed at the end of a test.
struct Root(Element);

impl Root {
    fn new(html: &str) -> Self {
        let root = document().create_element("div").expect("a div");
        root.set_inner_html(html);
        document()
            .body()
            .expect("a body")
            .append_child(&root)
            .expect("room for a div");
        Self(root)
    }

    fn html(&self) -> String {
        self.0.inner_html()
    }

    fn find(&self, selector: &str) -> HtmlElement {
        let found = self.0.query_selector(selector).expect("a selector");
        found
            .unwrap_or_else(|| panic!("{selector} is not there"))
            .unchecked_into()
    }

    fn count(&self, selector: &str) -> u32 {
        self.0
            .query_selector_all(selector)
            .expect("a selector")
            .length()
    }

    fn elements(&self, selector: &str) -> Vec<Element> {
        let found = self.0.query_selector_all(selector).expect("a selector");
        (0..found.length())
            .filter_map(|index| Some(found.get(index)?.unchecked_into()))
            .collect()
    }

    fn ids(&self, selector: &str) -> Vec<String> {
        self.elements(selector).iter().map(Element::id).collect()
    }

    fn type_into(&self, selector: &str, text: &str) {
        let field: HtmlInputElement = self.find(selector).unchecked_into();
        field.set_value(text);
        let options = web_sys::EventInit::new();
        options.set_bubbles(true);
        let event = web_sys::Event::new_with_event_init_dict("input", &options).expect("an event");
        field.dispatch_event(&event).expect("no handler throws");
    }
}

impl Drop for Root {
    fn drop(&mut self) {
        self.0.remove();
        let _ = window().location().set_hash("");
    }
}

/// The HTML as the browser serializes it, without the comments that mark component boundaries for hydration.
fn without_comments(html: &str) -> String {
    let mut html = Root::new(html).html();
    while let (Some(start), Some(end)) = (html.find("<!--"), html.find("-->")) {
        html.replace_range(start..end + 3, "");
    }
    html
}

/// Waits until all pending renders are done. Yew continues long renders in timer tasks, and awaiting `flush` alone would
/// wake itself in a loop before any timer fires.
async fn rendered() {
    let mut context = Context::from_waker(Waker::noop());
    while pin!(yew::scheduler::flush())
        .poll(&mut context)
        .is_pending()
    {
        sleep(Duration::ZERO).await;
    }
}

/// Hydrates a page.
async fn hydrated(page: Page) -> (Root, yew::AppHandle<App>) {
    let root = Root::new(page.0);
    root.0.set_id("app");
    let app = hydrate(root.0.clone(), data(page));
    rendered().await;
    (root, app)
}

/// The HTML without the attributes that the app adds to the days directly after hydration.
fn as_prerendered(root: &Root) -> String {
    for name in ["role", "aria-pressed", "tabindex"] {
        let days = root
            .0
            .query_selector_all(".chart [data-day]")
            .expect("a selector");
        for day in (0..days.length()).filter_map(|index| days.get(index)) {
            let _ = day.unchecked_into::<Element>().remove_attribute(name);
        }
    }
    root.html()
}

/// Panics if the strings differ, with the text around the first difference.
fn assert_same(found: &str, expected: &str) {
    let length = found
        .bytes()
        .zip(expected.bytes())
        .take_while(|(one, other)| one == other)
        .count();
    let around = |html: &str| {
        let bytes = &html.as_bytes()[length.saturating_sub(80)..(length + 160).min(html.len())];
        String::from_utf8_lossy(bytes).into_owned()
    };
    assert!(
        found == expected,
        "found:    {}\nexpected: {}",
        around(found),
        around(expected)
    );
}

#[wasm_bindgen_test]
async fn hydration_does_not_change_the_page() {
    for page in [MAIN, EMBED] {
        let (root, app) = hydrated(page).await;

        assert_same(&as_prerendered(&root), &without_comments(page.0));
        app.destroy();
    }
}

#[wasm_bindgen_test]
async fn the_sections_of_an_embed_are_collapsed() {
    let (root, app) = hydrated(EMBED).await;

    assert!(root.count("details.fold") > 0);
    assert_eq!(root.count("details.fold[open]"), 0);
    app.destroy();
}

#[wasm_bindgen_test]
async fn hydration_sets_the_attribute_and_the_performance_mark() {
    let (root, app) = hydrated(MAIN).await;

    assert!(
        document()
            .document_element()
            .is_some_and(|html| html.has_attribute("data-live"))
    );
    assert_eq!(
        window()
            .performance()
            .map(|performance| performance.get_entries_by_name("live").length() > 0),
        Some(true)
    );
    assert_eq!(root.count(".chart [role=button]"), root.count(".day"));
    assert_eq!(
        root.count(".chart [tabindex='0']"),
        1,
        "the chart is one tab stop"
    );
    app.destroy();
}

#[wasm_bindgen_test]
async fn choosing_a_day_shows_its_status() {
    let (root, app) = hydrated(MAIN).await;

    root.find("[data-day='2020-02-04']").click();
    rendered().await;

    let panel = root.find("#status");
    assert_eq!(
        panel.get_attribute("data-day").as_deref(),
        Some("2020-02-04")
    );
    assert!(
        root.find("#status-day")
            .inner_text()
            .contains("February 4, 2020")
    );
    assert_eq!(root.ids(".event--chosen"), ["closing"]);
    let current = root.find("[aria-current=step]");
    assert_eq!(
        current.get_attribute("href").as_deref(),
        Some("#suspension")
    );
    app.destroy();
}

/// Asserts that the nodes that `selector` matched before are the very nodes that have the same ids now.
fn assert_same_nodes(root: &Root, before: &[Element]) {
    assert!(!before.is_empty());
    for node in before {
        let now = root.find(&format!("#{}", node.id()));
        assert!(
            now.is_same_node(Some(node)),
            "{} is another node",
            node.id()
        );
    }
}

#[wasm_bindgen_test]
async fn hydration_and_renders_keep_the_very_same_nodes() {
    let root = Root::new(MAIN.0);
    root.0.set_id("app");
    let selector = ".event, .event__text, .step, .record, .chapter, .masthead__text, main > :not(.story) details, .day__actors";
    let before = root.elements(selector);
    let details = root.find(".step details");
    details.set_attribute("open", "").expect("an attribute");

    let app = hydrate(root.0.clone(), data(MAIN));
    rendered().await;
    root.find("[data-day='2020-02-04']").click();
    rendered().await;
    root.find(".controls__actor input").click();
    rendered().await;
    root.find(".controls__order").click();
    rendered().await;

    let after = root.elements(selector);
    assert_eq!(after.len(), before.len());
    for node in &before {
        assert!(
            after.iter().any(|other| other.is_same_node(Some(node))),
            "{}",
            node.outer_html()
        );
    }
    assert!(root.find(".step details").is_same_node(Some(&details)));
    assert!(details.has_attribute("open"));
    app.destroy();
}

#[wasm_bindgen_test]
async fn reversing_the_order_moves_the_very_same_events_and_keeps_the_focus() {
    let (root, app) = hydrated(MAIN).await;
    let ids = root.ids(".event");
    let events = root.elements(".event");
    // An element that is moved loses the focus.
    let link = root.find(".event .event__date");
    link.focus().expect("a link");
    assert!(
        document()
            .active_element()
            .is_some_and(|focused| focused.is_same_node(Some(&link)))
    );

    root.find(".controls__order").click();
    rendered().await;

    let reversed: Vec<_> = ids.into_iter().rev().collect();
    assert_eq!(root.ids(".event"), reversed);
    assert_same_nodes(&root, &events);
    assert!(
        document()
            .active_element()
            .is_some_and(|focused| focused.is_same_node(Some(&link)))
    );
    app.destroy();
}

#[wasm_bindgen_test]
async fn a_search_lists_results_and_hides_nothing() {
    let (root, app) = hydrated(MAIN).await;
    let shown = || root.count("li:not([hidden]) > .event");
    let all = shown();

    root.type_into("#search", "market");
    rendered().await;
    assert!(root.count(".search-results li a") > 1);
    assert!(root.count(".search-results mark") > 1);
    assert_eq!(shown(), all);

    root.type_into("#search", "zebra");
    rendered().await;
    assert_eq!(root.count(".search-results mark"), 0);
    assert!(
        root.count(".search-results a") > 0,
        "links to help and questions"
    );

    root.type_into("#search", "");
    rendered().await;
    assert!(root.find(".search-results").has_attribute("hidden"));
    app.destroy();
}

#[wasm_bindgen_test]
async fn the_index_has_the_sentences_of_the_document_and_nothing_else() {
    let (root, app) = hydrated(MAIN).await;
    let page_data = data(MAIN);
    let index = document_text::index(&page_data);
    let find = |query: &str| index.find(&index.query(query));

    let closing = root.find("#closing .event__title").inner_text();
    assert_eq!(
        find(&closing)
            .first()
            .map(|found| found.id.clone())
            .as_deref(),
        Some("closing")
    );
    // Names of links, labels of folds, and source numbers are no content.
    for omitted in [
        &page_data.strings.link_to_entry,
        &root.find(".step summary").inner_text(),
    ] {
        assert!(
            find(omitted).len() < page_data.records().count() / 2,
            "{omitted}"
        );
    }
    app.destroy();
}

#[wasm_bindgen_test]
fn an_invalid_hash_names_no_record() {
    for hash in ["#%E0%A4%A", "#<script>", "#no-such-record", "#"] {
        window().location().set_hash(hash).expect("a hash");
        assert_eq!(dom::hash(), None, "{hash}");
    }
    window().location().set_hash("").expect("a hash");
}

/// An element from which the page data is read.
fn page_data_block() -> Root {
    let block = Root::new("");
    block.0.set_id(PAGE_DATA_ID);
    block
}

/// Adds the JSON pointers of a value and of everything in it to `found`; `pointer` is the pointer of the value.
fn pointers(value: &Value, pointer: &str, found: &mut Vec<String>) {
    found.push(pointer.to_owned());
    match value {
        Value::Array(parts) => {
            for (index, part) in parts.iter().enumerate() {
                pointers(part, &format!("{pointer}/{index}"), found);
            }
        }
        Value::Object(parts) => {
            for (key, part) in parts {
                pointers(part, &format!("{pointer}/{key}"), found);
            }
        }
        _ => {}
    }
}

#[wasm_bindgen_test]
fn the_page_data_is_what_serde_json_reads() {
    let block = page_data_block();
    let valid: Value = serde_json::from_str(MAIN.1).expect("the page data is JSON");
    let mut found = Vec::new();
    pointers(&valid, "", &mut found);
    let wrong = json!([
        null, true, 0, 1, -1, 1.5, 4_294_967_296_u64, "", "page", "2017-06-01", [], [0], ["notice", 1, 2], {}, {"id": 1}
    ]);
    let wrong = wrong.as_array().expect("it is an array");
    let read = |value: &Value| {
        let json = value.to_string();
        block.0.set_text_content(Some(&json));
        (dom::page_data(), PageData::from_script(&json))
    };
    // In files of strings, fields with a default may be missing; page data has all fields.
    let is_same = |pointer: &str, read: &Option<PageData>, expected: &Option<PageData>| {
        let has_default = pointer.starts_with("/plurals") || pointer == "/dates/months_also";
        read == expected || (read.is_none() && has_default)
    };
    let mut valid_after = 0;
    for (index, pointer) in found.iter().enumerate() {
        // A part of the values at each location; over all locations of a type, each of them.
        for value in wrong.iter().skip(index % 3).step_by(3) {
            let mut changed = valid.clone();
            let location = changed.pointer_mut(pointer).expect("it was found there");
            // serde_json would read an array as the fields of an object.
            if location.is_object() && value.is_array() {
                continue;
            }
            *location = value.clone();
            let (read, expected) = read(&changed);
            valid_after += usize::from(read.is_some());
            assert!(is_same(pointer, &read, &expected), "{value} at {pointer}");
        }
        let (parent, key) = pointer.rsplit_once('/').unwrap_or_default();
        let mut shorter = valid.clone();
        if let Some(Value::Object(fields)) = shorter.pointer_mut(parent) {
            fields.remove(key);
            let (read, expected) = read(&shorter);
            assert!(is_same(pointer, &read, &expected), "without {pointer}");
        }
    }
    assert!(valid_after > 0, "a changed text is valid");

    block.0.set_text_content(Some(MAIN.1));
    assert_eq!(dom::page_data(), Some(data(MAIN)));
}

#[wasm_bindgen_test]
fn missing_or_invalid_page_data_is_none() {
    assert!(dom::page_data().is_none(), "missing");
    let block = page_data_block();
    for json in ["", "null", "{\"days\": 1}", &MAIN.1[..MAIN.1.len() / 2]] {
        block.0.set_text_content(Some(json));
        assert!(dom::page_data().is_none(), "{json}");
    }
}
