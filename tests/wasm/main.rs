//! WebAssembly tests in a real browser: taking a page over leaves it as it was, for every view, and the
//! program answers to what a reader does. Bodies are stand-ins here: the program adopts whatever stands
//! in the page.

#![cfg(target_arch = "wasm32")]

use std::pin::pin;
use std::rc::Rc;
use std::task::{Context, Waker};
use std::time::Duration;

use case_timeline::app::{App, AppProps, take_over};
use case_timeline::browser::{self, PageText};
use case_timeline::case::Case;
use case_timeline::outline::{EVENTS, Outline, REFERENCE, STRIP};
use case_timeline::state::State;
use case_timeline::text::{Text, Ui};
use case_timeline::views;
use gloo::utils::{document, window};
use wasm_bindgen::JsCast;
use wasm_bindgen_test::{wasm_bindgen_test, wasm_bindgen_test_configure};
use web_sys::{Element, HtmlElement};
use yew::platform::time::sleep;
use yew::prelude::*;

wasm_bindgen_test_configure!(run_in_browser);

/// The published outline, with stand-ins for bodies.
fn outline() -> Rc<Outline> {
    outline_of(false)
}

fn outline_of(is_compact: bool) -> Rc<Outline> {
    let case: Case =
        serde_json::from_str(include_str!("../../static/data/case.json")).expect("sound");
    let text: Text =
        serde_json::from_str(include_str!("../../static/data/text.en.json")).expect("sound");
    let ui: Ui = serde_json::from_str(include_str!("../../static/data/ui.en.json")).expect("sound");
    let mut outline = Outline::new(&case, &text, &ui);
    outline.is_compact = is_compact;
    let parts = [
        "masthead",
        "june",
        "june-key",
        "strip-heads",
        "timeline",
        "steps",
        "footer",
    ]
    .map(str::to_owned);
    let sections = outline.lists.iter().map(|list| list.id.clone());
    let chapters = outline.chapters.iter().map(|chapter| chapter.id.clone());
    let days = outline.days.iter().map(|day| format!("day-{day}"));
    let actors = outline.actors.iter().map(|actor| format!("actor-{actor}"));
    let names: Vec<String> = parts
        .into_iter()
        .chain(sections)
        .chain(chapters)
        .chain(days)
        .chain(actors)
        .chain(outline.records().cloned())
        .collect();
    let mut bodies: Vec<_> = names
        .into_iter()
        .map(|name| (name.clone(), stand_in(&name).into()))
        .collect();
    bodies.sort();
    outline.bodies = bodies;
    Rc::new(outline)
}

/// With the records in their lists, as the build renders them.
async fn with_records(outline: Rc<Outline>) -> Rc<Outline> {
    let views: [(&str, Written); 3] = [
        (STRIP, views::strip::days),
        (EVENTS, views::timeline::timeline),
        (REFERENCE, views::list::reference),
    ];
    let mut whole = (*outline).clone();
    for (name, view) in views {
        let props = WrittenProps {
            outline: outline.clone(),
            view,
        };
        let html = yew::LocalServerRenderer::<AsWritten>::with_props(props)
            .hydratable(false)
            .render()
            .await;
        whole.bodies.push((name.to_owned(), html.into()));
    }
    whole.bodies.sort();
    Rc::new(whole)
}

/// A view that is not taken over.
type Written = fn(&Outline) -> Html;

#[derive(Properties)]
struct WrittenProps {
    outline: Rc<Outline>,
    view: Written,
}

// Functions cannot be compared; these props never change.
impl PartialEq for WrittenProps {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

#[component]
fn AsWritten(props: &WrittenProps) -> Html {
    (props.view)(&props.outline)
}

fn stand_in(name: &str) -> String {
    if name.starts_with("day-") {
        // A day is a link itself, and the parser would take links apart that stand in each other.
        return format!("<b>{name}</b>");
    }
    format!(
        "<b class=\"name\">{name}</b> <span class=\"meaning\">Café of <a class=\"term\" href=\"#stay\">{name}</a></span>"
    )
}

/// The outline as the browser gets it: without bodies.
fn carried(outline: &Outline) -> Rc<Outline> {
    Rc::new(Outline::read(&outline.written(), outline).expect("what was written can be read"))
}

/// A root in the document that is removed at the end of a test.
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
}

impl Drop for Root {
    fn drop(&mut self) {
        self.0.remove();
        let _ = window().location().set_hash("");
    }
}

/// HTML as the document gives it back, without hydration marks.
fn without_comments(html: &str) -> String {
    let root = Root::new(html);
    let mut rest = root.html();
    while let (Some(start), Some(end)) = (rest.find("<!--"), rest.find("-->")) {
        rest.replace_range(start..end + 3, "");
    }
    rest
}

/// One view alone, without the effects of the page.
#[derive(Properties)]
struct AloneProps {
    outline: Rc<Outline>,
    view: fn(&UseReducerHandle<State>) -> Html,
}

// Functions cannot be compared; these props never change.
impl PartialEq for AloneProps {
    fn eq(&self, _: &Self) -> bool {
        true
    }
}

#[component]
fn Alone(props: &AloneProps) -> Html {
    let outline = props.outline.clone();
    let state = use_reducer(move || State::new(outline));
    (props.view)(&state)
}

async fn stays_as_it_was(name: &str, view: fn(&UseReducerHandle<State>) -> Html) {
    let outline = outline();
    let props = AloneProps {
        outline: outline.clone(),
        view,
    };
    let html = yew::LocalServerRenderer::<Alone>::with_props(props)
        .render()
        .await;
    let root = Root::new(&html);

    let props = AloneProps {
        outline: carried(&outline),
        view,
    };
    let app = yew::Renderer::<Alone>::with_root_and_props(root.0.clone(), props).hydrate();
    rendered().await;

    assert!(html.len() > 100, "{name} renders something");
    assert_eq!(root.html(), without_comments(&html), "{name}");
    app.destroy();
}

#[wasm_bindgen_test]
async fn taking_over_leaves_every_view_as_it_was() {
    stays_as_it_was("strip", views::strip::strip).await;
    stays_as_it_was("standing", views::standing::standing).await;
    stays_as_it_was("controls", |state| html! { <views::controls::Controls state={state.clone()} on_search={Callback::noop()} /> }).await;
    stays_as_it_was("explain", |state| {
        views::explain::explain(&state.outline.words)
    })
    .await;
}

#[wasm_bindgen_test]
async fn an_embed_is_taken_over_folded_as_it_was() {
    let (root, app) = live_of(outline_of(true)).await;

    assert_eq!(root.count("details.fold"), 8);
    assert_eq!(root.count("details.fold[open]"), 0);
    assert_eq!(root.count(".fold .event"), 37);
    app.destroy();
}

/// Waits until nothing is left to be rendered. Where rendering takes long, Yew goes on in a timer's task, and its
/// `flush` alone would wake itself without end before any timer comes.
async fn rendered() {
    let mut context = Context::from_waker(Waker::noop());
    while pin!(yew::scheduler::flush())
        .poll(&mut context)
        .is_pending()
    {
        sleep(Duration::ZERO).await;
    }
}

/// The whole page, taken over.
async fn live() -> (Root, yew::AppHandle<App>) {
    live_of(outline()).await
}

async fn live_of(outline: Rc<Outline>) -> (Root, yew::AppHandle<App>) {
    let outline = with_records(outline).await;
    let props = AppProps {
        outline: outline.clone(),
    };
    let html = yew::LocalServerRenderer::<App>::with_props(props)
        .render()
        .await;
    let root = Root::new(&html);
    root.0.set_id("app");
    let app = take_over(root.0.clone(), carried(&outline));
    rendered().await;
    (root, app)
}

#[wasm_bindgen_test]
async fn the_page_says_that_it_lives() {
    let (root, app) = live().await;

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
    assert_eq!(root.count(".strip [role=button]"), 30);
    assert_eq!(
        root.count(".strip [tabindex='0']"),
        1,
        "one stop of the Tab key"
    );
    app.destroy();
}

#[wasm_bindgen_test]
async fn a_chosen_day_shows_how_things_stood() {
    let (root, app) = live().await;

    root.find("[data-day='2017-06-12']").click();
    rendered().await;

    assert_eq!(
        root.find("#standing").get_attribute("data-day").as_deref(),
        Some("2017-06-12")
    );
    assert!(
        root.find("#standing-day")
            .inner_text()
            .contains("June 12, 2017")
    );
    assert_eq!(
        root.count(".event--chosen"),
        3,
        "what is told under June 12"
    );
    assert_eq!(
        root.find("[aria-current=step]")
            .get_attribute("href")
            .as_deref(),
        Some("#immigration-detention")
    );
    app.destroy();
}

#[wasm_bindgen_test]
async fn turning_the_order_turns_the_document() {
    let (root, app) = live().await;
    let first = root.find(".event").id();

    root.find(".controls__order").click();
    rendered().await;

    let (turned, body) = (root.find(".event").id(), root.find(".event").inner_html());
    assert_ne!(first, turned);
    assert_eq!(turned, "settlement");
    assert!(
        body.starts_with(&stand_in("settlement")),
        "bodies move with their records: {body}"
    );
    app.destroy();
}

#[wasm_bindgen_test]
async fn a_long_chapter_stands_in_several_lists_and_turns_whole() {
    let (root, app) = live_of(with_a_long_chapter(&outline(), 530)).await;
    let ids = || ids(&root, ".event");
    let lists = || sizes(&root, LONG_LISTS);
    let sizes = lists();
    let written = ids();
    let turned: Vec<_> = written.iter().rev().cloned().collect();
    assert!(
        sizes.len() > 10 && sizes.iter().all(|size| *size <= 50),
        "{sizes:?}"
    );

    let order = root.find(".controls__order");
    order.click();
    rendered().await;
    assert_eq!(
        ids()[..30],
        turned[..30],
        "what is seen first is there at once"
    );
    come_true(|| ids() == turned).await;
    assert_eq!(lists(), sizes);

    order.click();
    rendered().await;
    order.click();
    rendered().await;
    come_true(|| ids() == turned).await;
    // Nothing of the turning back comes in later.
    sleep(Duration::from_millis(200)).await;
    assert_eq!(ids(), turned, "turned back before all was turned");
    assert_eq!(lists(), sizes);

    root.find(".controls__actor").click();
    rendered().await;
    for list in all(&root, LONG_LISTS) {
        let shown = count_in(&list, "li:not([hidden])").to_string();
        let told = list.style().get_property_value("--shown").ok();
        assert_eq!(told, Some(shown), "how high it is while it rests");
    }
    app.destroy();
}

const LONG_LISTS: &str = "[id='2017'] .chapter__events";

/// With a second chapter that is called 2017 and has so many events more, of different actors.
fn with_a_long_chapter(outline: &Outline, more: usize) -> Rc<Outline> {
    let mut outline = outline.clone();
    outline.chapters[1].id = "2017".to_owned();
    outline
        .bodies
        .push(("2017".to_owned(), stand_in("2017").into()));
    let patterns: Vec<_> = outline.events().cloned().collect();
    for (number, pattern) in patterns.iter().cycle().take(more).enumerate() {
        let mut event = pattern.clone();
        event.id = format!("made-{number}");
        outline
            .bodies
            .push((event.id.clone(), stand_in(&event.id).into()));
        outline.chapters[1].events.push(event);
    }
    outline.bodies.sort();
    Rc::new(outline)
}

/// Waits for what the page does in tasks of its own, ten seconds at most.
async fn come_true(is_so: impl Fn() -> bool) {
    for _ in 0..500 {
        if is_so() {
            return;
        }
        sleep(Duration::from_millis(20)).await;
    }
    panic!("it did not come true");
}

fn all(root: &Root, selector: &str) -> Vec<HtmlElement> {
    let found = root.0.query_selector_all(selector).expect("a selector");
    let found = (0..found.length()).filter_map(|place| found.get(place));
    found.map(|element| element.unchecked_into()).collect()
}

fn ids(root: &Root, selector: &str) -> Vec<String> {
    all(root, selector)
        .iter()
        .map(|element| element.id())
        .collect()
}

fn sizes(root: &Root, selector: &str) -> Vec<u32> {
    let lists = all(root, selector);
    lists
        .iter()
        .map(|list| count_in(list, "li:has(> .event)"))
        .collect()
}

fn count_in(element: &Element, selector: &str) -> u32 {
    let found = element.query_selector_all(&format!(":scope > {selector}"));
    found.expect("a selector").length()
}

#[wasm_bindgen_test]
async fn search_hides_what_does_not_match_and_bodies_come_back() {
    let (root, app) = live().await;
    let field = root
        .find("#search")
        .unchecked_into::<web_sys::HtmlInputElement>();
    let type_in = |words: &str| {
        field.set_value(words);
        let options = web_sys::EventInit::new();
        options.set_bubbles(true);
        let event = web_sys::Event::new_with_event_init_dict("input", &options).expect("an event");
        field.dispatch_event(&event).expect("no handler throws");
    };

    type_in("CAFE charter-flight");
    rendered().await;
    assert_eq!(root.count("li:not([hidden]) > .event"), 1);

    type_in("");
    rendered().await;
    assert_eq!(root.count("li:not([hidden]) > .event"), 37);
    assert!(
        root.find("#charter-flight")
            .inner_html()
            .starts_with(&stand_in("charter-flight"))
    );
    app.destroy();
}

#[wasm_bindgen_test]
fn search_folds_case_accents_and_typographic_signs() {
    let root = Root::new(
        "<p id=\"one\">Bishop Cantú said “it’s over” – twice</p><p id=\"two\">Elsewhere</p>",
    );
    let ids = ["two".to_owned(), "one".to_owned()];
    let page = PageText::read(ids.iter());
    let found = |query: &str| page.find(query).map(|found| found.join(" "));

    assert_eq!(found("CANTU").as_deref(), Some("one"));
    assert_eq!(found("it's \"it").as_deref(), Some("one"));
    assert_eq!(found("twice bishop").as_deref(), Some("one"));
    assert_eq!(found("e").as_deref(), Some("one two"));
    assert_eq!(found("nowhere").as_deref(), Some(""));
    assert_eq!(found("   "), None);
    drop(root);
}

#[wasm_bindgen_test]
fn an_odd_address_asks_for_nothing() {
    for odd in ["#%E0%A4%A", "#<script>", "#no-such-record", "#"] {
        window().location().set_hash(odd).expect("a hash");
        assert_eq!(browser::hash(), None, "{odd}");
    }
    window().location().set_hash("").expect("a hash");
}

#[wasm_bindgen_test]
fn a_missing_or_damaged_outline_is_none() {
    assert!(browser::outline().is_none(), "missing");
    let block = Root::new("");
    block.0.set_id(browser::OUTLINE_ID);
    for damaged in ["", "end", "en\t1 2 3\nend", "{\"days\": 1}"] {
        block.0.set_text_content(Some(damaged));
        assert!(browser::outline().is_none(), "{damaged}");
    }
}
