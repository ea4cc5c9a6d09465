//! The root component and its effects.
//!
//! [`App`] owns the [`State`] and renders the chart, the status panel and the controls around the prerendered fragments.
//! Its hooks hydrate, restore the state from the URL, search the document, and handle clicks on links: terms, record
//! links (copied to the clipboard) and languages. Events, steps and lists are not components; [`dom::apply`] updates
//! them when the state changes.

use std::rc::Rc;

use yew::prelude::*;

use crate::client::components::chart::chart;
use crate::client::components::controls::Controls;
use crate::client::components::section::section;
use crate::client::components::status_panel::status_panel;
use crate::client::components::term_popover::term_popover;
use crate::client::dom::{self, ClickedLink};
use crate::client::fragments::{Fragments, prerendered};
use crate::client::page_data::PageData;
use crate::client::state::{Action, Notice, State};

/// The properties of [`App`].
#[derive(PartialEq, Properties)]
pub struct AppProps {
    /// The data of the page.
    pub page_data: Rc<PageData>,
    /// The prerendered HTML; empty in the browser, where hydration adopts the nodes of the document.
    pub fragments: Rc<Fragments>,
}

/// The root component.
#[component]
pub fn App(props: &AppProps) -> Html {
    let AppProps {
        page_data,
        fragments,
    } = props;
    let state = use_reducer(|| State::new(page_data.clone()));

    use_hydration(&state);
    let on_search = use_search(&state);
    use_link_clicks(&state);
    use_record_updates(&state);

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
                    <div class="chart-head" id="chart">{prerendered(&fragments.chart_head)}</div>
                    <p class="chart__hint app-only">{&page_data.strings.choose_day}</p>
                    {chart(&state, &fragments.chart_days)}
                    <div class="chart__key">{prerendered(&fragments.chart_key)}</div>
                    <div class="story__columns">
                        {status_panel(&state)}
                        {timeline}
                    </div>
                </div>
                {prerendered(&fragments.reference)}
            </main>
            <footer class="footer">{prerendered(&fragments.footer)}</footer>
            {term_popover(&page_data.strings)}
            <p class="toast" role="status">{ for notice_message(&state).map(|message| html! { <span key={message.clone()}>{message}</span> }) }</p>
        </div>
    }
}

/// Hydrates `root`, the element that contains the prerendered app.
#[cfg(target_arch = "wasm32")]
pub fn hydrate(root: web_sys::Element, page_data: PageData) -> yew::AppHandle<App> {
    dom::unwrap_translation(&root);
    let props = AppProps {
        page_data: Rc::new(page_data),
        fragments: Rc::default(),
    };
    yew::Renderer::with_root_and_props(root, props).hydrate()
}

/// Runs once after hydration: enables the controls, restores the state from the URL, and reveals the record that the
/// hash names, then and on every `hashchange`.
#[hook]
fn use_hydration(state: &UseReducerHandle<State>) {
    let dispatcher = state.dispatcher();
    let restore_dispatcher = dispatcher.clone();
    use_effect_with((), move |()| {
        dispatcher.dispatch(Action::Hydrated);
        dom::mark_hydrated();
        let reveal = move |id: String| dispatcher.dispatch(Action::Reveal(id));
        if let Some(id) = dom::hash() {
            reveal(id);
        }
        restore_dispatcher.dispatch(Action::RestoreUrlState(dom::url_state()));
        let listener = dom::on_hash_change(reveal);
        move || drop(listener)
    });
}

/// Applies each new state to the records, which are prerendered and not components.
#[hook]
fn use_record_updates(state: &UseReducerHandle<State>) {
    let applied = use_mut_ref(|| State::new(state.page_data.clone()));
    use_effect_with((**state).clone(), move |now| {
        dom::apply(&applied.borrow(), now);
        *applied.borrow_mut() = now.clone();
    });
}

/// Returns the callback that searches the page. The index is built once, when the search field first gets the focus.
#[hook]
fn use_search(state: &UseReducerHandle<State>) -> Callback<String> {
    let index = use_mut_ref(|| None::<dom::SearchIndex>);
    let dispatcher = state.dispatcher();
    let page_data = state.page_data.clone();
    let build = move || dom::SearchIndex::build(page_data.records());
    {
        let (index, build) = (index.clone(), build.clone());
        use_effect_with((), move |()| {
            let listener = dom::on_focus("search", move || {
                let (index, build) = (index.clone(), build.clone());
                // After the browser has painted the focused field.
                dom::after_ms(50, move || {
                    index.borrow_mut().get_or_insert_with(build);
                });
            });
            move || drop(listener)
        });
    }
    Callback::from(move |query: String| {
        let found = index.borrow_mut().get_or_insert_with(&build).find(&query);
        dispatcher.dispatch(Action::Search(query, found));
    })
}

/// Handles clicks on links, in components and in prerendered fragments.
#[hook]
fn use_link_clicks(state: &UseReducerHandle<State>) {
    use_effect_with(state.clone(), |state| {
        let state = state.clone();
        let listener = dom::on_click(move |event| on_click(&state, event));
        move || drop(listener)
    });
}

fn on_click(state: &UseReducerHandle<State>, event: &MouseEvent) {
    match dom::clicked_link(event) {
        Some(ClickedLink::Term(term)) if dom::open_popover(&term) => event.prevent_default(),
        Some(ClickedLink::RecordLink(url)) => {
            let dispatcher = state.dispatcher();
            dom::copy(&url, move |is_copied| {
                let notice = if is_copied {
                    Notice::LinkCopied
                } else {
                    Notice::LinkInAddress
                };
                dispatcher.dispatch(Action::Notify(Some(notice)));
                let dispatcher = dispatcher.clone();
                dom::after_ms(4_000, move || dispatcher.dispatch(Action::Notify(None)));
            });
        }
        Some(ClickedLink::Language(link)) => {
            dom::update_language_link(&link, &state.url_state(), state.page_data.records());
        }
        // The hash does not change, so no `hashchange` event will reveal the record.
        Some(ClickedLink::CurrentHash(id)) => {
            state.dispatch(Action::Reveal(id));
        }
        _ => {}
    }
}

fn notice_message(state: &State) -> Option<String> {
    let strings = &state.page_data.strings;
    state.notice.map(|notice| match notice {
        Notice::LinkCopied => strings.link_copied.clone(),
        Notice::LinkInAddress => strings.link_in_address.clone(),
    })
}
