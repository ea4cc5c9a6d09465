//! WebAssembly tests in a real browser: hydration does not change the page, and the app responds to input.
//! `tests/native/hydration.rs` builds the pages from a small case.

#![cfg(target_arch = "wasm32")]

use std::pin::pin;
use std::task::{Context, Waker};
use std::time::Duration;

use case_timeline::client::app::{App, hydrate};
use case_timeline::client::dom::{self, SearchIndex};
use case_timeline::client::page_data::{PAGE_DATA_ID, PageData};
use gloo::utils::{document, window};
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

    fn ids(&self, selector: &str) -> Vec<String> {
        let found = self.0.query_selector_all(selector).expect("a selector");
        (0..found.length())
            .filter_map(|index| found.get(index))
            .map(|node| node.unchecked_into::<Element>().id())
            .collect()
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

#[wasm_bindgen_test]
async fn reversing_the_order_moves_the_very_same_events() {
    let (root, app) = hydrated(MAIN).await;
    let ids = root.ids(".event");
    let first = root.find(".event");

    root.find(".controls__order").click();
    rendered().await;

    let reversed: Vec<_> = ids.into_iter().rev().collect();
    assert_eq!(root.ids(".event"), reversed);
    assert!(
        root.find(&format!("#{}", first.id()))
            .is_same_node(Some(&first))
    );
    app.destroy();
}

#[wasm_bindgen_test]
async fn a_search_hides_other_events_and_clearing_it_shows_them() {
    let (root, app) = hydrated(MAIN).await;
    let all = root.count(".event");
    let shown = || root.count("li:not([hidden]) > .event");

    root.type_into("#search", "zebra");
    rendered().await;
    assert_eq!(shown(), 0);

    root.type_into("#search", "");
    rendered().await;
    assert_eq!(shown(), all);
    app.destroy();
}

#[wasm_bindgen_test]
fn search_folds_case_accents_and_typographic_punctuation() {
    let root = Root::new(
        "<p id=\"one\">Bishop Cantú said “it’s over” – twice</p><p id=\"two\">Elsewhere</p>",
    );
    let ids = ["two".to_owned(), "one".to_owned()];
    let index = SearchIndex::build(ids.iter());
    let found = |query: &str| index.find(query).map(|found| found.join(" "));

    assert_eq!(found("CANTU").as_deref(), Some("one"));
    assert_eq!(found("it's \"it").as_deref(), Some("one"));
    assert_eq!(found("twice bishop").as_deref(), Some("one"));
    assert_eq!(found("e").as_deref(), Some("one two"));
    assert_eq!(found("nowhere").as_deref(), Some(""));
    assert_eq!(found("   "), None);
    drop(root);
}

#[wasm_bindgen_test]
fn an_invalid_hash_names_no_record() {
    for hash in ["#%E0%A4%A", "#<script>", "#no-such-record", "#"] {
        window().location().set_hash(hash).expect("a hash");
        assert_eq!(dom::hash(), None, "{hash}");
    }
    window().location().set_hash("").expect("a hash");
}

#[wasm_bindgen_test]
fn missing_or_invalid_page_data_is_none() {
    assert!(dom::page_data().is_none(), "missing");
    let block = Root::new("");
    block.0.set_id(PAGE_DATA_ID);
    for json in ["", "null", "{\"days\": 1}", &MAIN.1[..MAIN.1.len() / 2]] {
        block.0.set_text_content(Some(json));
        assert!(dom::page_data().is_none(), "{json}");
    }
}
