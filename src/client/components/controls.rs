//! The controls of the timeline: filter by actor, order of events, open and close all.
//!
//! The controls are prerendered, so that hydration does not shift the layout. They are invisible until the page is
//! hydrated, and take no space where scripts cannot run.

use yew::prelude::*;

use super::changing_text::changing_text;
use super::prerendered::prerendered;
use crate::client::dom;
use crate::client::fragments::{Fragments, fragment};
use crate::client::page_data::PageData;
use crate::model::plurals::category;

/// What the controls show, and what they do.
pub struct ControlsProps<'a> {
    /// The data of the page.
    pub page_data: &'a PageData,
    /// The prerendered HTML, for the labels of the actors.
    pub fragments: &'a Fragments,
    /// The actors whose events are shown, as indices into [`PageData::actors`]; empty means all.
    pub actors: &'a [usize],
    /// Whether the newest event is first.
    pub newest_first: bool,
    /// Adds an actor to the filter, or removes it.
    pub on_toggle_actor: Callback<usize>,
    /// Sets whether the newest event is first.
    pub on_reorder: Callback<bool>,
    /// Clears the filter.
    pub on_clear: Callback<()>,
}

/// The controls of the timeline.
pub fn controls(props: &ControlsProps<'_>) -> Html {
    let ControlsProps {
        page_data,
        actors,
        newest_first,
        ..
    } = props;
    let strings = &page_data.strings;
    let onclear = props.on_clear.reform(|_: MouseEvent| ());
    let onreverse = {
        let next = !newest_first;
        props.on_reorder.reform(move |_: MouseEvent| next)
    };
    // The label of the button is the order that it switches to.
    let order = if *newest_first {
        &strings.oldest_first
    } else {
        &strings.newest_first
    };
    html! {
        <div class="controls app-only" role="group" aria-label={strings.controls_label.clone()}>
            <fieldset class="controls__actors">
                <legend>{&strings.who_acted}</legend>
                { for (0..page_data.actors.len()).map(|index| actor(props, index)) }
            </fieldset>
            <p class="controls__count">
                <span role="status">{changing_text(&count(page_data, actors))}</span>
                <button type="button" class="controls__clear" hidden={actors.is_empty()} onclick={onclear}>{&strings.clear}</button>
            </p>
            <p class="controls__row">
                <button type="button" class="controls__order" onclick={onreverse}>{changing_text(order)}</button>
                <button type="button" onclick={|_| dom::open_all(true)}>{&strings.open_all}</button>
                <button type="button" onclick={|_| dom::open_all(false)}>{&strings.close_all}</button>
            </p>
        </div>
    }
}

fn actor(props: &ControlsProps<'_>, index: usize) -> Html {
    let onchange = props.on_toggle_actor.reform(move |_: Event| index);
    html! {
        <label class="controls__actor" key={index}>
            <input type="checkbox" checked={props.actors.contains(&index)} {onchange} />
            <span key="name">{prerendered(&fragment(&props.fragments.actors, index))}</span>
        </label>
    }
}

/// The number of events shown, as a sentence.
fn count(page_data: &PageData, actors: &[usize]) -> String {
    let all = page_data.events().count();
    let hidden = page_data.events().filter(|event| event.is_hidden(actors));
    let shown = all - hidden.count();
    let forms = match shown {
        0 => return page_data.strings.shown_none.clone(),
        shown if shown == all => &page_data.plurals.shown_all,
        _ => &page_data.plurals.shown_some,
    };
    forms
        .of(category(&page_data.language, shown).as_deref())
        .replace("{shown}", &shown.to_string())
        .replace("{all}", &all.to_string())
}
