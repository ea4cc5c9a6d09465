//! The root of the page. [`App`] keeps the reader's choices, shows the strip, the standing and the controls, and does
//! in the browser what follows from a choice. The records, above all the events, stand in the document as they were
//! written; [`browser::follow`] lets them follow the choices.

use std::rc::Rc;

#[cfg(feature = "hydrate")]
use web_sys::Element;
#[cfg(feature = "hydrate")]
use yew::AppHandle;
use yew::prelude::*;

use crate::browser::{self, Clicked};
use crate::outline::{EVENTS, Outline, QUESTIONS, REFERENCE};
use crate::state::{Action, Notice, State};
use crate::views::controls::Controls;
use crate::views::explain::explain;
use crate::views::section::section;
use crate::views::standing::standing;
use crate::views::strip::strip;

/// What the page is made from.
#[derive(PartialEq, Properties)]
pub struct AppProps {
    /// The page's outline; with bodies at build time, without them in the browser.
    pub outline: Rc<Outline>,
}

/// The page.
#[component]
pub fn App(props: &AppProps) -> Html {
    let outline = props.outline.clone();
    let state = use_reducer(|| State::new(outline.clone()));
    let body = |name: &str| Html::from_html_unchecked(outline.body(name));

    use_waking(&state);
    let on_search = use_search(&state);
    use_links(&state);
    use_records(&state);

    let controls_and_events =
        html! { <><Controls state={state.clone()} {on_search} />{body(EVENTS)}</> };
    let timeline = section(&outline, "timeline", "timeline", controls_and_events);

    html! {
        <div class="page">
            <header class="masthead">{body("masthead")}</header>
            <main id="main">
                {body(QUESTIONS)}
                <div class="story">
                    <div class="june" id="june">{body("june")}</div>
                    <p class="june__choose live-only">{&outline.words.choose_day}</p>
                    {strip(&state)}
                    <div class="june__key">{body("june-key")}</div>
                    <div class="story__columns">
                        {standing(&state)}
                        {timeline}
                    </div>
                </div>
                {body(REFERENCE)}
            </main>
            <footer class="footer">{body("footer")}</footer>
            {explain(&outline.words)}
            <p class="toast" role="status">{ for notice(&state).map(|message| html! { <span key={message.clone()}>{message}</span> }) }</p>
        </div>
    }
}

/// Takes the page over, as it was written.
#[cfg(feature = "hydrate")]
pub fn take_over(root: Element, outline: Rc<Outline>) -> AppHandle<App> {
    browser::unwrap_translation(&root);
    yew::Renderer::with_root_and_props(root, AppProps { outline }).hydrate()
}

/// Once the page is taken over: wakes the controls, and shows what the address asks for, now and
/// whenever it changes.
#[hook]
fn use_waking(state: &UseReducerHandle<State>) {
    let dispatcher = state.dispatcher();
    let outline = state.outline.clone();
    let keep = dispatcher.clone();
    use_effect_with((), move |()| {
        dispatcher.dispatch(Action::Live);
        browser::mark_live();
        browser::later(0, move || browser::add_links(&outline));
        let show = move |id: String| dispatcher.dispatch(Action::Show(id));
        if let Some(id) = browser::hash() {
            show(id);
        }
        keep.dispatch(Action::Keep(browser::kept()));
        let listener = browser::on_hash_change(show);
        move || drop(listener)
    });
}

/// Lets the records, which stand in the document as they were written, follow the choices.
#[hook]
fn use_records(state: &UseReducerHandle<State>) {
    let shown = use_mut_ref(|| State::new(state.outline.clone()));
    use_effect_with((**state).clone(), move |now| {
        browser::follow(&shown.borrow(), now);
        *shown.borrow_mut() = now.clone();
    });
}

/// Searches the document as it stands. Its text is read once, when a reader is about to type.
#[hook]
fn use_search(state: &UseReducerHandle<State>) -> Callback<String> {
    let pages = use_mut_ref(|| None::<browser::PageText>);
    let dispatcher = state.dispatcher();
    let outline = state.outline.clone();
    let read = move || browser::PageText::read(outline.records());
    {
        let (pages, read) = (pages.clone(), read.clone());
        use_effect_with((), move |()| {
            let listener = browser::on_focus("search", move || {
                let (pages, read) = (pages.clone(), read.clone());
                // Once the field has been drawn with the focus in it.
                browser::later(50, move || {
                    pages.borrow_mut().get_or_insert_with(read);
                });
            });
            move || drop(listener)
        });
    }
    Callback::from(move |query: String| {
        let found = pages.borrow_mut().get_or_insert_with(&read).find(&query);
        dispatcher.dispatch(Action::Search(query, found));
    })
}

/// Follows the links of all bodies.
#[hook]
fn use_links(state: &UseReducerHandle<State>) {
    use_effect_with(state.clone(), |state| {
        let state = state.clone();
        let listener = browser::on_click(move |clicked| on_click(&state, clicked));
        move || drop(listener)
    });
}

fn on_click(state: &UseReducerHandle<State>, clicked: &MouseEvent) {
    match browser::clicked(clicked) {
        Some(Clicked::Term(term)) if browser::explain(&term) => clicked.prevent_default(),
        Some(Clicked::RecordLink(address)) => {
            let dispatcher = state.dispatcher();
            browser::copy(&address, move |is_copied| {
                let notice = if is_copied {
                    Notice::LinkCopied
                } else {
                    Notice::LinkInAddress
                };
                dispatcher.dispatch(Action::Notify(Some(notice)));
                let dispatcher = dispatcher.clone();
                browser::later(4_000, move || dispatcher.dispatch(Action::Notify(None)));
            });
        }
        Some(Clicked::Language(link)) => {
            browser::keep(&link, &state.kept(), state.outline.records());
        }
        // The address is what it was, so no change of it will tell: show the record again.
        Some(Clicked::SameAddress(id)) => {
            state.dispatch(Action::Show(id));
        }
        _ => {}
    }
}

fn notice(state: &State) -> Option<String> {
    let words = &state.outline.words;
    state.notice.map(|notice| match notice {
        Notice::LinkCopied => words.link_copied.clone(),
        Notice::LinkInAddress => words.link_in_address.clone(),
    })
}
