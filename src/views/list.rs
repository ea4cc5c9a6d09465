//! What stands below the story: the legal steps, and the sections that are lists of records, misreadings, people, words,
//! help, sources, about.

use yew::prelude::*;

use super::path::steps;
use super::section::section;
use crate::case::Id;
use crate::outline::{ListOutline, Outline};

/// All of it.
pub fn reference(outline: &Outline) -> Html {
    let lists = outline.lists.iter().map(|shown| list(outline, shown));
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
