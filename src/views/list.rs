//! The sections that are lists of records: the questions that readers bring, which stand above the story, and below it,
//! with the legal steps, misreadings, people, words, help, sources, about.

use yew::prelude::*;

use super::path::steps;
use super::section::section;
use crate::case::Id;
use crate::outline::{FAQ, ListOutline, Outline};

/// The questions that readers bring; nothing where the case has none.
pub fn faq(outline: &Outline) -> Html {
    let asked = outline.lists.iter().find(|list| list.id == FAQ);
    html! { { for asked.map(|shown| list(outline, shown)) } }
}

/// What stands below the story.
pub fn reference(outline: &Outline) -> Html {
    let lists = outline.lists.iter().filter(|list| list.id != FAQ);
    let lists = lists.map(|shown| list(outline, shown));
    html! { <>{steps(outline)}{ for lists }</> }
}

/// A section: its head and its records.
fn list(outline: &Outline, list: &ListOutline) -> Html {
    let record = |id: &Id| {
        html! { <li class="record" id={id.clone()}>{Html::from_html_unchecked(outline.body(id))}</li> }
    };
    let class = format!("section section--{}", list.id);
    let records = html! { <ol class="records">{ for list.records.iter().map(record) }</ol> };
    section(outline, &list.id, &class, records)
}
