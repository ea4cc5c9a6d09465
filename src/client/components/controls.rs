//! What the reader can do with the page: search it, filter and turn the timeline, open everything.
//!
//! The controls are in the page from the start, so that nothing moves when they wake, and invisible
//! until the program lives; where no script can run they take no space.

use std::rc::Rc;

use yew::prelude::*;

use crate::client::dom;
use crate::client::fragments::{Fragments, prerendered};
use crate::client::state::{Action, State};
use crate::model::plurals::category;

/// What the controls show.
#[derive(PartialEq, Properties)]
pub struct ControlsProps {
    /// The reader's choices.
    pub state: UseReducerHandle<State>,
    /// The names of the actors.
    pub fragments: Rc<Fragments>,
    /// Searches the page for what was typed.
    pub on_search: Callback<String>,
}

/// Search, filter, order, open all.
#[component]
pub fn Controls(props: &ControlsProps) -> Html {
    let state = &props.state;
    let words = &state.page_data.words;
    let field = use_node_ref();
    let oninput = props
        .on_search
        .reform(|typed: InputEvent| dom::value(&typed).unwrap_or_default());
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
        <div class="controls live-only" role="search" aria-label={words.controls_label.clone()}>
            <p class="controls__search">
                <label for="search">{&words.search}</label>
                <input id="search" ref={field} type="search" autocomplete="off" spellcheck="false" {oninput} />
            </p>
            <p class="controls__count">
                <span role="status">{anew(count(state))}</span>
                <button type="button" class="controls__clear" hidden={!is_narrowed} onclick={clear}>{&words.clear}</button>
            </p>
            <fieldset class="controls__actors">
                <legend>{&words.who_acted}</legend>
                { for (0..state.page_data.actors.len()).map(|index| actor_box(state, index, &props.fragments)) }
            </fieldset>
            <p class="controls__row">
                {order(state)}
                <button type="button" onclick={|_| dom::open_all(true)}>{&words.open_all}</button>
                <button type="button" onclick={|_| dom::open_all(false)}>{&words.close_all}</button>
            </p>
        </div>
    }
}

fn actor_box(state: &UseReducerHandle<State>, index: usize, fragments: &Fragments) -> Html {
    let onchange = {
        let state = state.clone();
        Callback::from(move |_: Event| state.dispatch(Action::ToggleActor(index)))
    };
    let name = fragments.actors.get(index).cloned().unwrap_or_default();
    html! {
        <label class="controls__actor" key={index}>
            <input type="checkbox" checked={state.actors.contains(&index)} {onchange} />
            <span>{prerendered(&name)}</span>
        </label>
    }
}

/// A switch rather than a list of two: the button says what pressing it does.
fn order(state: &UseReducerHandle<State>) -> Html {
    let words = &state.page_data.words;
    let turn = {
        let (state, next) = (state.clone(), !state.newest_first);
        Callback::from(move |_: MouseEvent| state.dispatch(Action::NewestFirst(next)))
    };
    let label = if state.newest_first {
        &words.oldest_first
    } else {
        &words.newest_first
    };
    html! { <button type="button" class="controls__order" onclick={turn}>{anew(label.clone())}</button> }
}

/// A text in an element that is made anew when it changes: where the browser translates the page, the
/// text alone would change out of sight.
fn anew(text: String) -> Html {
    html! { <span key={text.clone()}>{text}</span> }
}

fn count(state: &State) -> String {
    let counted = &state.page_data.counted;
    let (shown, all) = state.count();
    let forms = match (shown, &state.found) {
        (0, _) => return state.page_data.words.shown_none.clone(),
        (_, Some(_)) => &counted.found_some,
        (shown, None) if shown == all => &counted.shown_all,
        (_, None) => &counted.shown_some,
    };
    let category = category(&state.page_data.language, shown);
    forms
        .of(category.as_deref().unwrap_or_default())
        .replace("{shown}", &shown.to_string())
        .replace("{all}", &all.to_string())
        .replace("{query}", state.query.trim())
}
