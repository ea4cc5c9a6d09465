//! What the reader chose. Pure: the same state and action always give the same next state, and no
//! browser is asked. [`crate::app`] keeps the state and does what follows from it in the browser.

use std::rc::Rc;

use chrono::NaiveDate;
use yew::Reducible;

use crate::case::Id;
use crate::outline::{EventOutline, Outline};

/// What the reader chose.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What can be chosen from.
    pub outline: Rc<Outline>,
    /// Whether the program has taken the page over.
    pub is_live: bool,
    /// The day whose standing is shown.
    pub day: NaiveDate,
    /// Whether the reader has chosen a day.
    pub has_chosen: bool,
    /// The actors whose events are shown, as places in the outline; empty means all.
    pub actors: Vec<usize>,
    /// Whether the newest event stands first.
    pub newest_first: bool,
    /// What is searched for, as typed.
    pub query: String,
    /// The records in which it was found, in order of their ids; none while nothing is searched for.
    pub found: Option<Rc<[Id]>>,
    /// What the reader is told for a moment.
    pub notice: Option<Notice>,
}

/// A short message about what just happened.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Notice {
    /// A link is in the clipboard.
    LinkCopied,
    /// The clipboard is closed to the page; the address bar has the link.
    LinkInAddress,
}

/// What a reader can do.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// The program has taken over.
    Live,
    /// Ask how things stood on a day.
    ChooseDay(NaiveDate),
    /// Show a record: what hides it is put aside, and the day of an event is chosen.
    Show(Id),
    /// Show an actor's events, or no longer.
    ToggleActor(usize),
    /// Turn the order of events round.
    NewestFirst(bool),
    /// Search; `None` where there is nothing to search for.
    Search(String, Option<Rc<[Id]>>),
    /// Put search and filter aside.
    Clear,
    /// Tell the reader something, or stop telling.
    Notify(Option<Notice>),
}

impl State {
    /// The page as it opens.
    pub fn new(outline: Rc<Outline>) -> Self {
        Self {
            is_live: false,
            day: outline.opening_day,
            has_chosen: false,
            outline,
            actors: Vec::new(),
            newest_first: false,
            query: String::new(),
            found: None,
            notice: None,
        }
    }

    /// Whether a search leaves a record out.
    pub fn is_unfound(&self, id: &str) -> bool {
        self.found.as_ref().is_some_and(|found| {
            found
                .binary_search_by(|other| other.as_str().cmp(id))
                .is_err()
        })
    }

    /// Whether search or filter leave an event out.
    pub fn hides(&self, event: &EventOutline) -> bool {
        let by_chosen =
            self.actors.is_empty() || event.by.iter().any(|by| self.actors.contains(by));
        !by_chosen || self.is_unfound(&event.id)
    }

    /// How many entries are shown and how many there are: events, or all records while searching.
    pub fn count(&self) -> (usize, usize) {
        let events = self.outline.events();
        let shown_events = self
            .outline
            .events()
            .filter(|event| !self.hides(event))
            .count();
        match &self.found {
            None => (shown_events, events.count()),
            Some(_) => {
                let all = self.outline.records().count();
                let others = self.outline.records().skip(events.count());
                (
                    shown_events + others.filter(|id| !self.is_unfound(id)).count(),
                    all,
                )
            }
        }
    }

    fn choose(&mut self, day: NaiveDate) {
        let [first, last] = self.outline.known;
        self.day = day.clamp(first, last);
        self.has_chosen = true;
    }

    fn show(&mut self, id: &str) {
        let event = self.outline.events().find(|event| event.id == id).cloned();
        if self.is_unfound(id) {
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
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        let mut next = (*self).clone();
        match action {
            Action::Live => next.is_live = true,
            Action::ChooseDay(day) => next.choose(day),
            Action::Show(id) => next.show(&id),
            Action::ToggleActor(place) => {
                let before = next.actors.len();
                next.actors.retain(|other| *other != place);
                if next.actors.len() == before {
                    next.actors.push(place);
                }
            }
            Action::NewestFirst(newest_first) => next.newest_first = newest_first,
            Action::Search(query, found) => {
                next.query = query;
                next.found = found;
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
