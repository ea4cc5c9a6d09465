//! The state of the app, its actions and its reducer. Pure: the same state and action always give the same next state,
//! without access to the browser. [`crate::client::app`] owns the state and applies it to the document.

use std::rc::Rc;

use chrono::NaiveDate;
use yew::Reducible;

use crate::client::page_data::{EventData, PageData};
use crate::model::Id;

/// The state of the app: the reader's choices.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// The data of the page.
    pub page_data: Rc<PageData>,
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
    /// The search query, as typed.
    pub query: String,
    /// The records that match the query, sorted by id; `None` without a search.
    pub found: Option<Rc<[Id]>>,
    /// The record that was revealed last.
    pub scroll_target: Option<Id>,
    /// The number of requests to reveal a record. A second request for the same record changes only this number.
    pub scroll_requests: u32,
    /// The notice that is shown for a few seconds.
    pub notice: Option<Notice>,
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
                "day" => url_state.day = day(value),
                "by" => url_state.actors = value.split('.').map(str::to_owned).collect(),
                "order" => url_state.newest_first = value == "newest",
                _ => {}
            }
        }
        url_state
    }
}

/// Parses a day in the format of a date field: `2017-06-22`.
pub fn day(value: &str) -> Option<NaiveDate> {
    let mut parts = value.split('-').map(str::parse::<u32>);
    let mut next = || parts.next()?.ok();
    NaiveDate::from_ymd_opt(i32::try_from(next()?).ok()?, next()?, next()?)
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    let query = query.trim_start_matches('?');
    query.split('&').filter_map(|pair| pair.split_once('='))
}

/// A short message on the result of an action.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A link was copied to the clipboard.
    LinkCopied,
    /// The page may not write to the clipboard; the address bar shows the link.
    LinkInAddress,
}

/// An action on the state.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The page is hydrated.
    Hydrated,
    /// Choose a day.
    ChooseDay(NaiveDate),
    /// Scroll to a record. Clears the search or filter that hides it, and chooses the day of an event.
    Reveal(Id),
    /// Add an actor to the filter, or remove it; an index into [`PageData::actors`].
    ToggleActor(usize),
    /// Set the order of events: newest first, or oldest first.
    NewestFirst(bool),
    /// Set the query and the records that match it, sorted by id; `None` if the query is blank.
    Search(String, Option<Rc<[Id]>>),
    /// Restore the state from the URL.
    RestoreUrlState(UrlState),
    /// Clear search and filter.
    Clear,
    /// Show a notice, or hide it.
    Notify(Option<Notice>),
}

impl State {
    /// Creates the initial state of a page.
    pub fn new(page_data: Rc<PageData>) -> Self {
        Self {
            is_hydrated: false,
            day: page_data.opening_day,
            has_chosen: false,
            page_data,
            actors: Vec::new(),
            newest_first: false,
            query: String::new(),
            found: None,
            scroll_target: None,
            scroll_requests: 0,
            notice: None,
        }
    }

    /// Returns whether there is a search that the record does not match.
    pub fn is_unmatched(&self, id: &str) -> bool {
        self.found.as_ref().is_some_and(|found| {
            found
                .binary_search_by(|other| other.as_str().cmp(id))
                .is_err()
        })
    }

    /// Returns whether search or filter hide an event.
    pub fn hides(&self, event: &EventData) -> bool {
        let is_by_chosen_actor =
            self.actors.is_empty() || event.by.iter().any(|by| self.actors.contains(by));
        !is_by_chosen_actor || self.is_unmatched(&event.id)
    }

    /// Returns the number of shown entries and of all entries: events, or all records during a search.
    pub fn count(&self) -> (usize, usize) {
        let events = self.page_data.events();
        let shown_events = self
            .page_data
            .events()
            .filter(|event| !self.hides(event))
            .count();
        match &self.found {
            None => (shown_events, events.count()),
            Some(_) => {
                let all = self.page_data.records().count();
                let other_records = self.page_data.records().skip(events.count());
                (
                    shown_events + other_records.filter(|id| !self.is_unmatched(id)).count(),
                    all,
                )
            }
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
        let event = self
            .page_data
            .events()
            .find(|event| event.id == id)
            .cloned();
        if self.is_unmatched(&id) {
            self.query.clear();
            self.found = None;
        }
        if let Some(event) = event {
            if self.hides(&event) {
                self.actors.clear();
            }
            if let Some([first, _]) = event.days {
                self.choose(first);
            }
        }
        self.scroll_target = Some(id);
        self.scroll_requests += 1;
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        // Returning the same `Rc` avoids a render.
        if action == Action::RestoreUrlState(UrlState::default()) {
            return self;
        }
        let mut next = (*self).clone();
        match action {
            Action::Hydrated => next.is_hydrated = true,
            Action::ChooseDay(day) => next.choose(day),
            Action::Reveal(id) => next.reveal(id),
            Action::ToggleActor(index) => {
                let before = next.actors.len();
                next.actors.retain(|other| *other != index);
                if next.actors.len() == before {
                    next.actors.push(index);
                }
            }
            Action::NewestFirst(newest_first) => next.newest_first = newest_first,
            Action::Search(query, found) => {
                next.query = query;
                next.found = found;
            }
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
            }
            Action::Clear => {
                next.query.clear();
                next.found = None;
                next.actors.clear();
            }
            Action::Notify(notice) => next.notice = notice,
        }
        Rc::new(next)
    }
}
