//! A record's own link, to keep or pass on. The program adds it: it copies the address, and where the
//! clipboard is closed the link itself puts the address into the address bar. There is one for each record,
//! so it is as little as it can be: making them is most of what the page does when it wakes.

use yew::prelude::*;

use crate::state::State;

/// The link of a record, once the program lives; `name` is what the record is called, if that is known.
pub fn record_link(state: &State, id: &str, name: Option<&str>) -> Html {
    if !state.is_live {
        return html! {};
    }
    let words = &state.outline.words;
    let label = match name {
        Some(name) => words.link_to.replace("{name}", name),
        None => words.link_to_entry.clone(),
    };
    html! {
        <a class="record-link" href={format!("#{id}")}><span class="vh">{label}</span></a>
    }
}
