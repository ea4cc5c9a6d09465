//! The root of the page. [`App`] keeps the reader's choices, shows the strip, the standing and the controls, and does
//! in the browser what follows from a choice. The records, above all the events, stand in the document as they were
//! written; [`dom::follow`] lets them follow the choices.

use std::rc::Rc;

use yew::prelude::*;

use crate::client::components::chart::strip;
use crate::client::components::controls::Controls;
use crate::client::components::section::section;
use crate::client::components::status_panel::standing;
use crate::client::components::term_popover::explain;
use crate::client::dom::{self, Clicked};
use crate::client::fragments::{Fragments, prerendered};
use crate::client::page_data::PageData;
use crate::client::state::{Action, Notice, State};

/// What the page is made from.
#[derive(PartialEq, Properties)]
pub struct AppProps {
    /// What the app knows of the page.
    pub page_data: Rc<PageData>,
    /// The static HTML around which it is rendered; empty in the browser.
    pub fragments: Rc<Fragments>,
}

/// The page.
#[component]
pub fn App(props: &AppProps) -> Html {
    let AppProps {
        page_data,
        fragments,
    } = props;
    let state = use_reducer(|| State::new(page_data.clone()));

    use_waking(&state);
    let on_search = use_search(&state);
    use_links(&state);
    use_records(&state);

    let controls_and_events = html! {
        <>
            <Controls state={state.clone()} fragments={fragments.clone()} {on_search} />
            {prerendered(&fragments.timeline)}
        </>
    };
    let head = prerendered(&fragments.timeline_head);
    let timeline = section(
        page_data.is_embed,
        "timeline",
        "timeline",
        head,
        controls_and_events,
    );

    html! {
        <div class="page">
            <header class="masthead">{prerendered(&fragments.masthead)}</header>
            <main id="main">
                {prerendered(&fragments.questions)}
                <div class="story">
                    <div class="june" id="june">{prerendered(&fragments.chart_head)}</div>
                    <p class="june__choose live-only">{&page_data.words.choose_day}</p>
                    {strip(&state, &fragments.chart_days)}
                    <div class="june__key">{prerendered(&fragments.chart_key)}</div>
                    <div class="story__columns">
                        {standing(&state)}
                        {timeline}
                    </div>
                </div>
                {prerendered(&fragments.reference)}
            </main>
            <footer class="footer">{prerendered(&fragments.footer)}</footer>
            {explain(&page_data.words)}
            <p class="toast" role="status">{ for notice(&state).map(|message| html! { <span key={message.clone()}>{message}</span> }) }</p>
        </div>
    }
}

/// Hydrates the page.
#[cfg(target_arch = "wasm32")]
pub fn hydrate(root: web_sys::Element, page_data: PageData) -> yew::AppHandle<App> {
    dom::unwrap_translation(&root);
    let props = AppProps {
        page_data: Rc::new(page_data),
        fragments: Rc::default(),
    };
    yew::Renderer::with_root_and_props(root, props).hydrate()
}

/// Once the page is taken over: wakes the controls, and shows what the address asks for, now and
/// whenever it changes.
#[hook]
fn use_waking(state: &UseReducerHandle<State>) {
    let dispatcher = state.dispatcher();
    let keep = dispatcher.clone();
    use_effect_with((), move |()| {
        dispatcher.dispatch(Action::Live);
        dom::mark_live();
        let show = move |id: String| dispatcher.dispatch(Action::Show(id));
        if let Some(id) = dom::hash() {
            show(id);
        }
        keep.dispatch(Action::Keep(dom::kept()));
        let listener = dom::on_hash_change(show);
        move || drop(listener)
    });
}

/// Lets the records, which stand in the document as they were written, follow the choices.
#[hook]
fn use_records(state: &UseReducerHandle<State>) {
    let shown = use_mut_ref(|| State::new(state.page_data.clone()));
    use_effect_with((**state).clone(), move |now| {
        dom::follow(&shown.borrow(), now);
        *shown.borrow_mut() = now.clone();
    });
}

/// Searches the document as it stands. Its text is read once, when a reader is about to type.
#[hook]
fn use_search(state: &UseReducerHandle<State>) -> Callback<String> {
    let pages = use_mut_ref(|| None::<dom::PageText>);
    let dispatcher = state.dispatcher();
    let page_data = state.page_data.clone();
    let read = move || dom::PageText::read(page_data.records());
    {
        let (pages, read) = (pages.clone(), read.clone());
        use_effect_with((), move |()| {
            let listener = dom::on_focus("search", move || {
                let (pages, read) = (pages.clone(), read.clone());
                // Once the field has been drawn with the focus in it.
                dom::later(50, move || {
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
        let listener = dom::on_click(move |clicked| on_click(&state, clicked));
        move || drop(listener)
    });
}

fn on_click(state: &UseReducerHandle<State>, clicked: &MouseEvent) {
    match dom::clicked(clicked) {
        Some(Clicked::Term(term)) if dom::explain(&term) => clicked.prevent_default(),
        Some(Clicked::RecordLink(address)) => {
            let dispatcher = state.dispatcher();
            dom::copy(&address, move |is_copied| {
                let notice = if is_copied {
                    Notice::LinkCopied
                } else {
                    Notice::LinkInAddress
                };
                dispatcher.dispatch(Action::Notify(Some(notice)));
                let dispatcher = dispatcher.clone();
                dom::later(4_000, move || dispatcher.dispatch(Action::Notify(None)));
            });
        }
        Some(Clicked::Language(link)) => {
            dom::keep(&link, &state.kept(), state.page_data.records());
        }
        // The address is what it was, so no change of it will tell: show the record again.
        Some(Clicked::SameAddress(id)) => {
            state.dispatch(Action::Show(id));
        }
        _ => {}
    }
}

fn notice(state: &State) -> Option<String> {
    let words = &state.page_data.words;
    state.notice.map(|notice| match notice {
        Notice::LinkCopied => words.link_copied.clone(),
        Notice::LinkInAddress => words.link_in_address.clone(),
    })
}
