//! The state of the app, its actions and its reducer, and the URL query that carries the state to the same page in
//! another language. Pure: the same state and action always give the same next state, without access to the browser.
//! [`crate::client::app`] owns the state and passes its parts to the components.

use std::rc::Rc;

use chrono::NaiveDate;
use yew::Reducible;

use crate::client::page_data::PageData;
use crate::client::ptr_eq::PtrEq;
use crate::client::search::SearchResult;
use crate::model::Id;
use crate::model::day;

/// The state of the app: the reader's choices.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The data of the page.
    pub page_data: PtrEq<PageData>,
    /// Whether the page is hydrated.
    pub is_hydrated: bool,
    /// The day whose status is shown.
    pub day: NaiveDate,
    /// Whether the reader has chosen a day.
    pub has_chosen: bool,
    /// The actors whose events are shown, as indices into [`PageData::actors`]; empty means all.
    pub actors: Vec<usize>,
    /// Whether the newest event is first.
    pub newest_first: bool,
    /// The search and its results.
    pub search: Search,
    /// The latest request to scroll.
    pub scroll_request: Option<ScrollRequest>,
}

/// A search. What matches is not hidden on the page: the results are a list of links.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Search {
    /// The query, as typed.
    pub query: String,
    /// All results.
    pub results: Rc<[SearchResult]>,
    /// Whether the list of results is open.
    pub is_open: bool,
    /// Whether all results are shown, or the first [`FIRST_RESULTS`].
    pub shows_all: bool,
    /// The record of the chosen result, in which the words of the query are highlighted.
    pub highlighted: Option<Id>,
}

/// The number of results that are shown at first.
pub const FIRST_RESULTS: usize = 20;

impl Search {
    /// Returns the results that are shown.
    pub fn shown(&self) -> &[SearchResult] {
        let count = if self.shows_all {
            self.results.len()
        } else {
            self.results.len().min(FIRST_RESULTS)
        };
        &self.results[..count]
    }
}

/// A request to scroll. An equal request has another serial number, so that it scrolls again.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ScrollRequest {
    /// Where to scroll.
    pub target: ScrollTarget,
    /// The number of the request.
    pub serial: u32,
}

/// Where a [`ScrollRequest`] scrolls.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ScrollTarget {
    /// To the top of a record, by its id.
    Record(Id),
    /// As little as necessary to see the status of the day that was just chosen.
    Status,
}

/// The part of the state that a link to the same page in another language carries, as a URL query.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct UrlState {
    /// The chosen day.
    pub day: Option<NaiveDate>,
    /// The ids of the actors whose events are shown.
    pub actors: Vec<Id>,
    /// Whether the newest event is first.
    pub newest_first: bool,
}

/// The query parameters by which an embedding page sets the appearance. A change of language preserves them.
const APPEARANCE_PARAMETERS: [&str; 5] = ["theme", "accent", "heading", "background", "ground"];

impl UrlState {
    /// Serializes the state as a query, because the app stores nothing: the appearance parameters of the `current` query,
    /// then the state. Parameters that embedding pages have added to the URL are dropped.
    pub fn query(&self, current: &str) -> String {
        let appearance = pairs(current).filter(|(name, _)| APPEARANCE_PARAMETERS.contains(name));
        let mut parts: Vec<_> = appearance
            .map(|(name, value)| format!("{name}={value}"))
            .collect();
        if let Some(day) = self.day {
            parts.push(format!("day={day}"));
        }
        if !self.actors.is_empty() {
            parts.push(format!("by={}", self.actors.join(".")));
        }
        if self.newest_first {
            parts.push("order=newest".to_owned());
        }
        if parts.is_empty() {
            String::new()
        } else {
            format!("?{}", parts.join("&"))
        }
    }

    /// Parses the output of [`UrlState::query`]. Other parameters and invalid values are ignored.
    pub fn from_query(query: &str) -> Self {
        let mut url_state = Self::default();
        for (name, value) in pairs(query) {
            match name {
                "day" => url_state.day = day::parse(value),
                "by" => url_state.actors = value.split('.').map(str::to_owned).collect(),
                "order" => url_state.newest_first = value == "newest",
                _ => {}
            }
        }
        url_state
    }
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    let query = query.trim_start_matches('?');
    query.split('&').filter_map(|pair| pair.split_once('='))
}

/// An action on the state.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The page is hydrated.
    Hydrated,
    /// Choose a day, and scroll to its status.
    ChooseDay(NaiveDate),
    /// Choose the day that has the focus. Does not scroll: the day would leave the window.
    ChooseFocusedDay(NaiveDate),
    /// Scroll to a record. Clears the filter that hides it, and chooses the day of an event.
    Reveal(Id),
    /// Add an actor to the filter, or remove it; an index into [`PageData::actors`].
    ToggleActor(usize),
    /// Set the order of events: newest first, or oldest first.
    NewestFirst(bool),
    /// Set the query and its results, and open the list of results; close it if the query is blank.
    Search(String, Rc<[SearchResult]>),
    /// Show all results.
    ShowAllResults,
    /// Open or close the list of results.
    OpenResults(bool),
    /// Highlight the words of the query in a record.
    Highlight(Id),
    /// Restore the state from the URL.
    RestoreUrlState(UrlState),
    /// Clear the filter.
    ClearFilter,
}

impl State {
    /// Creates the initial state of a page.
    pub fn new(page_data: PtrEq<PageData>) -> Self {
        Self {
            is_hydrated: false,
            day: page_data.opening_day,
            has_chosen: false,
            page_data,
            actors: Vec::new(),
            newest_first: false,
            search: Search::default(),
            scroll_request: None,
        }
    }

    /// Returns the state to restore on the same page in another language.
    pub fn url_state(&self) -> UrlState {
        let actor = |index: &usize| self.page_data.actors.get(*index).cloned();
        UrlState {
            day: self.has_chosen.then_some(self.day),
            actors: self.actors.iter().filter_map(actor).collect(),
            newest_first: self.newest_first,
        }
    }

    fn choose(&mut self, day: NaiveDate) {
        self.day = day;
        self.has_chosen = true;
    }

    fn reveal(&mut self, id: Id) {
        let page_data = self.page_data.clone();
        if let Some(event) = page_data.events().find(|event| event.id == id) {
            if event.is_hidden(&self.actors) {
                self.actors.clear();
            }
            if let Some(days) = event.days {
                self.choose(days.first);
            }
        }
        self.scroll_to(ScrollTarget::Record(id));
    }

    fn scroll_to(&mut self, target: ScrollTarget) {
        let serial = self
            .scroll_request
            .as_ref()
            .map_or(0, |last| last.serial + 1);
        self.scroll_request = Some(ScrollRequest { target, serial });
    }

    /// Returns whether the filter hides the record of the latest scroll request.
    fn hides_target(&self) -> bool {
        let Some(ScrollTarget::Record(id)) =
            self.scroll_request.as_ref().map(|request| &request.target)
        else {
            return false;
        };
        let mut events = self.page_data.events();
        events.any(|event| event.id == *id && event.is_hidden(&self.actors))
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::Hydrated => next.is_hydrated = true,
            Action::ChooseFocusedDay(day) => next.choose(day),
            Action::ChooseDay(day) => {
                next.choose(day);
                next.scroll_to(ScrollTarget::Status);
            }
            Action::Reveal(id) => next.reveal(id),
            Action::ToggleActor(index) => {
                let before = next.actors.len();
                next.actors.retain(|other| *other != index);
                if next.actors.len() == before {
                    next.actors.push(index);
                }
            }
            Action::NewestFirst(newest_first) => next.newest_first = newest_first,
            Action::Search(query, results) => {
                next.search = Search {
                    is_open: !query.trim().is_empty(),
                    query,
                    results,
                    ..Search::default()
                };
            }
            Action::ShowAllResults => next.search.shows_all = true,
            Action::OpenResults(is_open) => {
                next.search.is_open = is_open && !next.search.query.trim().is_empty();
            }
            Action::Highlight(id) => next.search.highlighted = Some(id),
            Action::RestoreUrlState(url_state) => {
                if let Some(day) = url_state.day {
                    next.choose(day);
                }
                let actors = next.page_data.actors.iter().zip(0..);
                next.actors = actors
                    .filter(|(id, _)| url_state.actors.contains(id))
                    .map(|(_, index)| index)
                    .collect();
                next.newest_first = url_state.newest_first;
                // The query of a copied address may have a filter that hides the record in its hash.
                if next.hides_target() {
                    next.actors.clear();
                }
            }
            Action::ClearFilter => next.actors.clear(),
        }
        Rc::new(next)
    }
}
