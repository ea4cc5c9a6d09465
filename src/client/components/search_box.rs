//! The search field and the list of results. The page below stays as it is.
//!
//! The list is announced with the number of results. Arrow keys move through it, Escape closes it, and the field keeps
//! what was typed. The index is built from the document when the field first gets the focus.

use std::cell::{Cell, OnceCell};
use std::rc::Rc;

use chrono::NaiveDate;
use yew::prelude::*;

use super::changing_text::changing_text;
use crate::client::dom::{self, ResultKey, document_text};
use crate::client::page_data::{FAQ, HELP, PageData};
use crate::client::ptr_eq::PtrEq;
use crate::client::search::{Part, SearchIndex, SearchResult};
use crate::client::state::{Action, Search};
use crate::model::Id;
use crate::model::plurals::category;

/// How long the index waits after the field has got the focus, in milliseconds, so that the browser paints first.
const INDEX_DELAY_MS: u32 = 50;

/// The properties of [`SearchBox`].
#[derive(PartialEq, Properties)]
pub struct SearchBoxProps {
    /// The data of the page.
    pub page_data: PtrEq<PageData>,
    /// The search and its results.
    pub search: Search,
    /// Changes the search, or chooses the day of a result.
    pub on_action: Callback<Action>,
}

/// The search field and its results.
#[component]
pub fn SearchBox(props: &SearchBoxProps) -> Html {
    let SearchBoxProps {
        page_data, search, ..
    } = props;
    let index = use_index(page_data);
    let oninput = {
        let (index, page_data) = (index.clone(), page_data.clone());
        let on_action = props.on_action.clone();
        Callback::from(move |event: InputEvent| {
            let text = dom::value(&event).unwrap_or_default();
            let index = index.get_or_init(|| document_text::index(&page_data));
            let results = index.find(&index.query(&text));
            on_action.emit(Action::Search(text, results));
        })
    };
    let highlighted = search
        .highlighted
        .clone()
        .map(|id| (id, search.query.clone()));
    use_effect_with(highlighted, move |highlighted| {
        let record = highlighted.as_ref().zip(index.get());
        dom::highlight(record.map(|((id, query), index)| (id.as_str(), index, index.query(query))));
    });
    let onkeydown = {
        let (on_action, is_open) = (props.on_action.clone(), search.is_open);
        Callback::from(move |event: KeyboardEvent| match dom::result_key(&event) {
            Some(ResultKey::Close) => {
                event.prevent_default();
                on_action.emit(Action::OpenResults(false));
                dom::focus_search_field();
            }
            Some(ResultKey::Move(step)) if is_open => {
                event.prevent_default();
                dom::focus_result(step);
            }
            Some(ResultKey::Move(_)) => on_action.emit(Action::OpenResults(true)),
            None => {}
        })
    };
    let strings = &page_data.strings;
    html! {
        <div class="search app-only" role="search" {onkeydown}>
            <label for="search">{&strings.search}</label>
            <input id="search" type="search" autocomplete="off" spellcheck="false" aria-describedby="search-count" {oninput} />
            <p class="search__count" id="search-count" role="status">{changing_text(&count(page_data, search))}</p>
            <div class="search-results" hidden={!search.is_open}>{results(props)}</div>
        </div>
    }
}

/// Returns the cell of the search index, which is filled shortly after the search field first gets the focus.
#[hook]
fn use_index(page_data: &PtrEq<PageData>) -> Rc<OnceCell<SearchIndex>> {
    let index = use_memo((), |()| OnceCell::new());
    let (cell, page_data) = (index.clone(), page_data.clone());
    // Not `onfocus`: Yew would then handle the focus of every element of the page.
    use_effect_with((), move |()| {
        let pending = Cell::new(None);
        let listener = dom::on_search_focus(move || {
            let (cell, page_data) = (cell.clone(), page_data.clone());
            pending.set(Some(dom::after_ms(INDEX_DELAY_MS, move || {
                cell.get_or_init(|| document_text::index(&page_data));
            })));
        });
        move || drop(listener)
    });
    index
}

/// The number of results, as a sentence; empty without a query.
fn count(page_data: &PageData, search: &Search) -> String {
    let count = search.results.len();
    if search.query.trim().is_empty() {
        return String::new();
    }
    if count == 0 {
        return page_data.strings.no_results.clone();
    }
    let category = category(&page_data.language, count);
    let form = page_data.plurals.results.of(category.as_deref());
    form.replace("{count}", &count.to_string())
}

/// The list of results, with a button for those that are not shown yet. If nothing matches, links to where to find help
/// and to the questions.
fn results(props: &SearchBoxProps) -> Html {
    let SearchBoxProps {
        page_data, search, ..
    } = props;
    if search.results.is_empty() {
        let link = |id: &str| {
            let list = page_data.lists.iter().find(|list| list.id == id)?;
            Some(
                html! { <li key={list.id.clone()}><a href={format!("#{}", list.id)}>{&list.title}</a></li> },
            )
        };
        return html! { <ul class="search-results__instead" key="instead">{ for [HELP, FAQ].into_iter().filter_map(link) }</ul> };
    }
    let shown = search.shown();
    let remaining = search.results.len() - shown.len();
    let onclick = props
        .on_action
        .reform(|_: MouseEvent| Action::ShowAllResults);
    let more = page_data
        .strings
        .all_results
        .replace("{all}", &search.results.len().to_string());
    // The key contains the query, because the text of a result changes with it (see `changing_text`).
    let results = shown
        .iter()
        .enumerate()
        .map(|(index, found)| result(props, format!("{index} {}", search.query), found));
    html! {
        <div key="results">
            <ol>{ for results }</ol>
            <button type="button" hidden={remaining == 0} {onclick}>{changing_text(&more)}</button>
        </div>
    }
}

fn result(props: &SearchBoxProps, key: String, result: &SearchResult) -> Html {
    let onclick = {
        let on_action = props.on_action.clone();
        let (id, day): (Id, Option<NaiveDate>) = (result.id.clone(), result.day);
        Callback::from(move |_: MouseEvent| {
            if let Some(day) = day {
                on_action.emit(Action::ChooseDay(day));
            }
            on_action.emit(Action::Highlight(id.clone()));
        })
    };
    html! {
        <li {key}>
            <a href={format!("#{}", result.id)} {onclick}>
                <span class="search-results__kind">{&result.kind}</span>
                <span class="search-results__title">{parts(&result.title)}</span>
                <span class="search-results__sentence">{parts(&result.sentence)}</span>
            </a>
        </li>
    }
}

/// A text with its matches marked.
fn parts(parts: &[Part]) -> Html {
    let part = |part: &Part| {
        if part.is_match {
            html! { <mark>{&part.text}</mark> }
        } else {
            html! { {&part.text} }
        }
    };
    parts.iter().map(part).collect()
}
