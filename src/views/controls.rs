//! What the reader can do with the page: search it, filter and turn the timeline, open everything.
//!
//! The controls are in the page from the start, so that nothing moves when they wake, and invisible
//! until the program lives; where no script can run they take no space.

use yew::prelude::*;

use super::mark::mark;
use crate::browser;
use crate::outline::ActorOutline;
use crate::state::{Action, State};

/// What the controls show.
#[derive(PartialEq, Properties)]
pub struct ControlsProps {
    /// The reader's choices.
    pub state: UseReducerHandle<State>,
    /// Searches the page for what was typed.
    pub on_search: Callback<String>,
}

/// Search, filter, order, open all.
#[component]
pub fn Controls(props: &ControlsProps) -> Html {
    let state = &props.state;
    let words = &state.outline.words;
    let field = use_node_ref();
    let oninput = props.on_search.reform(|typed: InputEvent| browser::value(&typed).unwrap_or_default());
    let clear = {
        let (state, field, on_search) = (state.clone(), field.clone(), props.on_search.clone());
        Callback::from(move |_: MouseEvent| {
            browser::set_value(&field, "");
            browser::focus(&field);
            on_search.emit(String::new());
            state.dispatch(Action::Clear);
        })
    };
    // A form, so that the Enter key and search keyboards behave; it is never sent.
    let onsubmit = Callback::from(|sent: SubmitEvent| sent.prevent_default());
    let is_narrowed = state.found.is_some() || !state.actors.is_empty();
    html! {
        <form class="controls live-only" role="search" aria-label={words.controls_label.clone()} {onsubmit}>
            <p class="controls__search">
                <label for="search">{&words.search}</label>
                <input id="search" ref={field} type="search" autocomplete="off" spellcheck="false" {oninput} />
            </p>
            <fieldset class="controls__actors">
                <legend>{&words.who_acted}</legend>
                { for state.outline.actors.iter().map(|actor| actor_box(state, actor)) }
            </fieldset>
            <p class="controls__row">
                <Order state={state.clone()} />
                <button type="button" onclick={|_| browser::open_all(true)}>{&words.open_all}</button>
                <button type="button" onclick={|_| browser::open_all(false)}>{&words.close_all}</button>
            </p>
            <p class="controls__count">
                <span role="status">{count(state)}</span>
                <button type="button" class="controls__clear" hidden={!is_narrowed} onclick={clear}>{&words.clear}</button>
            </p>
        </form>
    }
}

fn actor_box(state: &UseReducerHandle<State>, actor: &ActorOutline) -> Html {
    let count = state.outline.events().filter(|event| event.by.contains(&actor.id)).count();
    let onchange = {
        let (state, id) = (state.clone(), actor.id.clone());
        Callback::from(move |_: Event| state.dispatch(Action::ToggleActor(id.clone())))
    };
    html! {
        <label class="controls__actor" key={actor.id.clone()}>
            <input type="checkbox" checked={state.actors.contains(&actor.id)} {onchange} />
            {mark(actor.mark)}<span>{&actor.name}</span><span class="controls__number">{count}</span>
        </label>
    }
}

#[derive(PartialEq, Properties)]
struct OrderProps {
    state: UseReducerHandle<State>,
}

/// A switch rather than a list of two: the button says what pressing it does.
#[component]
fn Order(props: &OrderProps) -> Html {
    let state = &props.state;
    let words = &state.outline.words;
    let turn = {
        let (state, next) = (state.clone(), !state.newest_first);
        Callback::from(move |_: MouseEvent| state.dispatch(Action::NewestFirst(next)))
    };
    let label = if state.newest_first { &words.oldest_first } else { &words.newest_first };
    html! { <button type="button" class="controls__order" onclick={turn}>{label}</button> }
}

fn count(state: &State) -> String {
    let words = &state.outline.words;
    let (shown, all) = state.count();
    let pattern = match (shown, &state.found) {
        (0, _) => &words.shown_none,
        (_, Some(_)) => &words.found_some,
        (shown, None) if shown == all => &words.shown_all,
        (_, None) => &words.shown_some,
    };
    pattern
        .replace("{shown}", &shown.to_string())
        .replace("{all}", &all.to_string())
        .replace("{query}", state.query.trim())
}
