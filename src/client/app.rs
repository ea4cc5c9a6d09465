//! The root component and its effects.
//!
//! [`App`] owns the [`State`] and passes its parts to the components; [`hydrate`] hydrates it in the browser. Its hooks
//! mark the page as hydrated, restore the state from the URL, scroll to records, restore the focus when events are
//! reordered, and handle clicks on links in prerendered fragments: links to other languages, which get the state and the
//! record that is being read, and links to the current hash.

use yew::prelude::*;

use crate::client::components::chart::Chart;
use crate::client::components::controls::{ControlsProps, controls};
use crate::client::components::prerendered::prerendered;
use crate::client::components::search_box::SearchBox;
use crate::client::components::section::section;
use crate::client::components::share_popover::SharePopover;
use crate::client::components::status_panel::status_panel;
use crate::client::components::steps::steps;
use crate::client::components::term_popover::TermPopover;
use crate::client::components::timeline::Timeline;
use crate::client::dom::{self, ClickedLink};
use crate::client::fragments::Fragments;
use crate::client::page_data::{Layout, PageData};
use crate::client::ptr_eq::PtrEq;
use crate::client::state::{Action, ScrollTarget, State};

/// The properties of [`App`].
#[derive(PartialEq, Properties)]
pub struct AppProps {
    /// The data of the page.
    pub page_data: PtrEq<PageData>,
    /// The prerendered HTML; empty in the browser, where hydration reuses the nodes of the document.
    pub fragments: PtrEq<Fragments>,
}

/// The root component.
#[component]
pub fn App(props: &AppProps) -> Html {
    let AppProps {
        page_data,
        fragments,
    } = props;
    let state = use_reducer_eq(|| State::new(page_data.clone()));

    let on_reorder = use_reordering(&state);
    use_hydration(&state, &on_reorder);
    use_link_clicks(&state);
    use_effect_with(state.scroll_request.clone(), |request| {
        match request.as_ref().map(|request| &request.target) {
            Some(ScrollTarget::Record(id)) => dom::reveal(id),
            Some(ScrollTarget::Status) => dom::scroll_to_status(),
            None => {}
        }
    });

    let dispatcher = state.dispatcher();
    // The same callbacks in every render, so that a component with the same props is not rendered again.
    let on_action = use_callback((), move |action, ()| dispatcher.dispatch(action));
    let on_choose = use_callback(on_action.clone(), |day, on_action| {
        on_action.emit(Action::ChooseDay(day));
    });
    let on_move = use_callback(on_action.clone(), |day, on_action| {
        on_action.emit(Action::ChooseFocusedDay(day));
    });
    let day = state.day;
    let chart = html! {
        <Chart key="chart" page_data={page_data.clone()} fragments={fragments.clone()} is_hydrated={state.is_hydrated}
            {day} on_choose={on_choose.clone()} {on_move} />
    };
    let panel = status_panel(page_data, day, state.has_chosen, &on_choose);
    if page_data.layout == Layout::Chart {
        return chart_card(page_data, fragments, chart, panel);
    }
    let controls_props = ControlsProps {
        page_data,
        fragments,
        actors: &state.actors,
        newest_first: state.newest_first,
        on_toggle_actor: on_action.reform(Action::ToggleActor),
        on_reorder,
        on_clear: on_action.reform(|()| Action::ClearFilter),
    };
    let timeline = html! {
        <>
            {controls(&controls_props)}
            <Timeline page_data={page_data.clone()} fragments={fragments.clone()} {day} actors={state.actors.clone()}
                newest_first={state.newest_first} />
        </>
    };
    let timeline_head = prerendered(&fragments.timeline_head);

    html! {
        <div class="page">
            <header class="masthead" key="masthead">{prerendered(&fragments.masthead)}</header>
            <main id="main" key="main">
                <div class="questions" key="questions">{prerendered(&fragments.questions)}</div>
                <SearchBox key="search" page_data={page_data.clone()} search={state.search.clone()} on_action={on_action.clone()} />
                <div class="story" key="story">
                    <div class="chart-head" id="chart" key="head">{prerendered(&fragments.chart_head)}</div>
                    <p class="chart__hint app-only" key="hint">{&page_data.strings.choose_day}</p>
                    {chart}
                    <div class="story__columns" key="columns">
                        {panel}
                        <div class="chart__key" key="key">{prerendered(&fragments.chart_key)}</div>
                        {section(page_data.is_embed(), "timeline", "timeline", timeline_head, timeline)}
                    </div>
                </div>
                { (!page_data.steps.is_empty()).then(|| steps(page_data, fragments, day)) }
                <div class="reference" key="reference">{prerendered(&fragments.reference)}</div>
            </main>
            <footer class="footer" key="footer">{prerendered(&fragments.footer)}</footer>
            <TermPopover key="term" page_data={page_data.clone()} />
            <SharePopover key="share" page_data={page_data.clone()} />
        </div>
    }
}

/// The page for a frame that shows the chart and the status panel alone.
fn chart_card(page_data: &PageData, fragments: &Fragments, chart: Html, panel: Html) -> Html {
    html! {
        <div class="page">
            <main id="main" key="main">
                <div key="notice">{prerendered(&fragments.masthead)}</div>
                <div class="story" key="story">
                    <div class="chart-head" id="chart" key="head">{prerendered(&fragments.chart_head)}</div>
                    <p class="chart__hint app-only" key="hint">{&page_data.strings.choose_day}</p>
                    {chart}
                    {panel}
                    <div class="chart__key" key="key">{prerendered(&fragments.chart_key)}</div>
                </div>
            </main>
            <footer class="footer" key="footer">{prerendered(&fragments.footer)}</footer>
        </div>
    }
}

/// Hydrates `root`, the element that contains the prerendered app.
#[cfg(target_arch = "wasm32")]
pub fn hydrate(root: web_sys::Element, page_data: PageData) -> yew::AppHandle<App> {
    dom::unwrap_translation(&root);
    let props = AppProps {
        page_data: PtrEq::new(page_data),
        fragments: PtrEq::default(),
    };
    yew::Renderer::with_root_and_props(root, props).hydrate()
}

/// Runs once after hydration: enables the controls, restores the state from the URL, and reveals the record that the
/// hash names, then and on every `hashchange`.
#[hook]
fn use_hydration(state: &UseReducerHandle<State>, on_reorder: &Callback<bool>) {
    let (dispatcher, on_reorder) = (state.dispatcher(), on_reorder.clone());
    use_effect_with((), move |()| {
        dispatcher.dispatch(Action::Hydrated);
        dom::mark_hydrated();
        let url_state = dom::url_state();
        let reveal = {
            let dispatcher = dispatcher.clone();
            move |id: String| dispatcher.dispatch(Action::Reveal(id))
        };
        if let Some(id) = dom::hash() {
            reveal(id);
        }
        // `RestoreUrlState` sets the order, too, but does not restore the focus.
        if url_state.newest_first {
            on_reorder.emit(true);
        }
        // Last: the chosen day of the URL takes precedence over the day of the event that the hash names.
        dispatcher.dispatch(Action::RestoreUrlState(url_state));
        let listener = dom::on_hash_change(reveal);
        move || drop(listener)
    });
}

/// Returns the callback that sets the order of events. An element that is moved loses the focus, which is given back to
/// it afterwards.
#[hook]
fn use_reordering(state: &UseReducerHandle<State>) -> Callback<bool> {
    let focused = use_mut_ref(|| None);
    {
        let focused = focused.clone();
        use_effect_with(state.newest_first, move |_| {
            if let Some(element) = focused.take() {
                dom::restore_focus(&element);
            }
        });
    }
    let dispatcher = state.dispatcher();
    Callback::from(move |newest_first| {
        *focused.borrow_mut() = dom::focused_element();
        dispatcher.dispatch(Action::NewestFirst(newest_first));
    })
}

/// Handles clicks on links in prerendered fragments.
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
        Some(ClickedLink::Language(href)) => {
            dom::open_language(&href, &state.url_state(), state.page_data.records());
            // Last: if the app fails before, the browser follows the link.
            event.prevent_default();
        }
        // The hash does not change, so no `hashchange` event will reveal the record.
        Some(ClickedLink::CurrentHash(id)) => {
            state.dispatch(Action::Reveal(id));
        }
        None => {}
    }
}
