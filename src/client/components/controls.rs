//! The controls: search, filter by actor, order of events, open and close all.
//!
//! The controls are prerendered, so that hydration does not shift the layout. They are invisible until the page is
//! hydrated, and take no space where scripts cannot run.

use std::rc::Rc;

use yew::prelude::*;

use crate::client::dom;
use crate::client::fragments::{Fragments, prerendered};
use crate::client::state::{Action, State};
use crate::model::plurals::category;

/// The properties of [`Controls`].
#[derive(PartialEq, Properties)]
pub struct ControlsProps {
    /// The reader's choices.
    pub state: UseReducerHandle<State>,
    /// The prerendered HTML, for the labels of the actors.
    pub fragments: Rc<Fragments>,
    /// Searches the page for the text of the search field.
    pub on_search: Callback<String>,
}

/// The controls of the page.
#[component]
pub fn Controls(props: &ControlsProps) -> Html {
    let state = &props.state;
    let strings = &state.page_data.strings;
    let field = use_node_ref();
    let oninput = props
        .on_search
        .reform(|event: InputEvent| dom::value(&event).unwrap_or_default());
    let clear = {
        let (state, field, on_search) = (state.clone(), field.clone(), props.on_search.clone());
        Callback::from(move |_: MouseEvent| {
            dom::set_value(&field, "");
            dom::focus(&field);
            on_search.emit(String::new());
            state.dispatch(Action::Clear);
        })
    };
    let is_narrowed = state.found.is_some() || !state.actors.is_empty();
    html! {
        <div class="controls app-only" role="search" aria-label={strings.controls_label.clone()}>
            <p class="controls__search">
                <label for="search">{&strings.search}</label>
                <input id="search" ref={field} type="search" autocomplete="off" spellcheck="false" {oninput} />
            </p>
            <p class="controls__count">
                <span role="status">{keyed(count(state))}</span>
                <button type="button" class="controls__clear" hidden={!is_narrowed} onclick={clear}>{&strings.clear}</button>
            </p>
            <fieldset class="controls__actors">
                <legend>{&strings.who_acted}</legend>
                { for (0..state.page_data.actors.len()).map(|index| actor_box(state, index, &props.fragments)) }
            </fieldset>
            <p class="controls__row">
                {order_button(state)}
                <button type="button" onclick={|_| dom::open_all(true)}>{&strings.open_all}</button>
                <button type="button" onclick={|_| dom::open_all(false)}>{&strings.close_all}</button>
            </p>
        </div>
    }
}

fn actor_box(state: &UseReducerHandle<State>, index: usize, fragments: &Fragments) -> Html {
    let onchange = {
        let state = state.clone();
        Callback::from(move |_: Event| state.dispatch(Action::ToggleActor(index)))
    };
    // No fragments in the browser: hydration adopts the nodes of the document.
    let name = fragments.actors.get(index).cloned().unwrap_or_default();
    html! {
        <label class="controls__actor" key={index}>
            <input type="checkbox" checked={state.actors.contains(&index)} {onchange} />
            <span>{prerendered(&name)}</span>
        </label>
    }
}

/// The button that reverses the order of events. Its label is the order that it switches to.
fn order_button(state: &UseReducerHandle<State>) -> Html {
    let strings = &state.page_data.strings;
    let reverse = {
        let (state, next) = (state.clone(), !state.newest_first);
        Callback::from(move |_: MouseEvent| state.dispatch(Action::NewestFirst(next)))
    };
    let label = if state.newest_first {
        &strings.oldest_first
    } else {
        &strings.newest_first
    };
    html! { <button type="button" class="controls__order" onclick={reverse}>{keyed(label.clone())}</button> }
}

/// A text in an element that is replaced when the text changes. If only the text node changed, the change would be
/// invisible on a page that the browser has translated, because translation replaces text nodes.
fn keyed(text: String) -> Html {
    html! { <span key={text.clone()}>{text}</span> }
}

/// The number of entries shown, as a sentence.
fn count(state: &State) -> String {
    let plurals = &state.page_data.plurals;
    let (shown, all) = state.count();
    let forms = match (shown, &state.found) {
        (0, _) => return state.page_data.strings.shown_none.clone(),
        (_, Some(_)) => &plurals.found_some,
        (shown, None) if shown == all => &plurals.shown_all,
        (_, None) => &plurals.shown_some,
    };
    let category = category(&state.page_data.language, shown);
    forms
        .of(category.as_deref().unwrap_or_default())
        .replace("{shown}", &shown.to_string())
        .replace("{all}", &all.to_string())
        .replace("{query}", state.query.trim())
}
