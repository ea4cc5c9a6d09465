//! What the reader chose. Pure: the same state and action always give the same next state, and no
//! browser is asked. [`crate::client::app`] keeps the state and does what follows from it in the browser.

use std::rc::Rc;

use chrono::NaiveDate;
use yew::Reducible;

use crate::client::page_data::{EventData, PageData};
use crate::model::Id;

/// What the reader chose.
#[derive(Clone, Debug, PartialEq)]
pub struct State {
    /// What can be chosen from.
    pub page_data: Rc<PageData>,
    /// Whether the program has taken the page over.
    pub is_live: bool,
    /// The day whose standing is shown.
    pub day: NaiveDate,
    /// Whether the reader has chosen a day.
    pub has_chosen: bool,
    /// The actors whose events are shown, as places in the page_data; empty means all.
    pub actors: Vec<usize>,
    /// Whether the newest event stands first.
    pub newest_first: bool,
    /// What is searched for, as typed.
    pub query: String,
    /// The records in which it was found, in order of their ids; none while nothing is searched for.
    pub found: Option<Rc<[Id]>>,
    /// The record the reader was led to last.
    pub led_to: Option<Id>,
    /// How many times the reader was led to a record: to the same again is a change, too.
    pub times_led: u32,
    /// What the reader is told for a moment.
    pub notice: Option<Notice>,
}

/// What the same page in another language goes on with.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Kept {
    /// The day that was chosen.
    pub day: Option<NaiveDate>,
    /// The actors whose events were shown, by id.
    pub actors: Vec<Id>,
    /// Whether the newest event stood first.
    pub newest_first: bool,
}

/// What an embedding page may have asked for; it stays when the language changes.
const LOOKS: [&str; 4] = ["theme", "accent", "heading", "ground"];

impl Kept {
    /// The query of the address that leads there, since nothing is stored: what is kept, and the looks
    /// of the query `before`. What hosts have added to the address is not passed on.
    pub fn query(&self, before: &str) -> String {
        let looks = pairs(before).filter(|(name, _)| LOOKS.contains(name));
        let mut parts: Vec<_> = looks
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

    /// Reads what [`Kept::query`] wrote; anything else is as if it were not there.
    pub fn from_query(query: &str) -> Self {
        let mut kept = Self::default();
        for (name, value) in pairs(query) {
            match name {
                "day" => kept.day = day(value),
                "by" => kept.actors = value.split('.').map(str::to_owned).collect(),
                "order" => kept.newest_first = value == "newest",
                _ => {}
            }
        }
        kept
    }
}

/// A day as a date field writes it: `2017-06-22`.
pub fn day(written: &str) -> Option<NaiveDate> {
    let mut parts = written.split('-').map(str::parse::<u32>);
    let mut next = || parts.next()?.ok();
    NaiveDate::from_ymd_opt(i32::try_from(next()?).ok()?, next()?, next()?)
}

fn pairs(query: &str) -> impl Iterator<Item = (&str, &str)> {
    let query = query.trim_start_matches('?');
    query.split('&').filter_map(|pair| pair.split_once('='))
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
    /// Lead the reader to a record: what hides it is put aside, and the day of an event is chosen.
    Show(Id),
    /// Show an actor's events, or no longer.
    ToggleActor(usize),
    /// Turn the order of events round.
    NewestFirst(bool),
    /// Search; `None` where there is nothing to search for.
    Search(String, Option<Rc<[Id]>>),
    /// Go on with what was chosen in another language.
    Keep(Kept),
    /// Put search and filter aside.
    Clear,
    /// Tell the reader something, or stop telling.
    Notify(Option<Notice>),
}

impl State {
    /// The page as it opens.
    pub fn new(page_data: Rc<PageData>) -> Self {
        Self {
            is_live: false,
            day: page_data.opening_day,
            has_chosen: false,
            page_data,
            actors: Vec::new(),
            newest_first: false,
            query: String::new(),
            found: None,
            led_to: None,
            times_led: 0,
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
    pub fn hides(&self, event: &EventData) -> bool {
        let by_chosen =
            self.actors.is_empty() || event.by.iter().any(|by| self.actors.contains(by));
        !by_chosen || self.is_unfound(&event.id)
    }

    /// How many entries are shown and how many there are: events, or all records while searching.
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
                let others = self.page_data.records().skip(events.count());
                (
                    shown_events + others.filter(|id| !self.is_unfound(id)).count(),
                    all,
                )
            }
        }
    }

    /// What the same page in another language should go on with.
    pub fn kept(&self) -> Kept {
        let actor = |place: &usize| self.page_data.actors.get(*place).cloned();
        Kept {
            day: self.has_chosen.then_some(self.day),
            actors: self.actors.iter().filter_map(actor).collect(),
            newest_first: self.newest_first,
        }
    }

    fn choose(&mut self, day: NaiveDate) {
        self.day = day;
        self.has_chosen = true;
    }

    fn show(&mut self, id: Id) {
        let event = self
            .page_data
            .events()
            .find(|event| event.id == id)
            .cloned();
        if self.is_unfound(&id) {
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
        self.led_to = Some(id);
        self.times_led += 1;
    }
}

impl Reducible for State {
    type Action = Action;

    fn reduce(self: Rc<Self>, action: Action) -> Rc<Self> {
        // The same state is not rendered again.
        if action == Action::Keep(Kept::default()) {
            return self;
        }
        let mut next = (*self).clone();
        match action {
            Action::Live => next.is_live = true,
            Action::ChooseDay(day) => next.choose(day),
            Action::Show(id) => next.show(id),
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
            Action::Keep(kept) => {
                if let Some(day) = kept.day {
                    next.choose(day);
                }
                let actors = next.page_data.actors.iter().zip(0..);
                next.actors = actors
                    .filter(|(id, _)| kept.actors.contains(id))
                    .map(|(_, place)| place)
                    .collect();
                next.newest_first = kept.newest_first;
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
