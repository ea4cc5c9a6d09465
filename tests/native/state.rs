//! What follows from a reader's choice, without any browser.

use std::rc::Rc;

use case_timeline::browser::DayKey;
use case_timeline::case::Case;
use case_timeline::outline::{Knowledge, Outline};
use case_timeline::state::{self, Action, Kept, State};
use chrono::NaiveDate;
use yew::Reducible;

use super::published;

fn opened() -> Rc<State> {
    let library = published();
    let (text, ui) = &library.languages[0];
    Rc::new(State::new(Rc::new(Outline::new(&library.case, text, ui))))
}

fn day(written: &str) -> NaiveDate {
    written.parse().expect("a day")
}

fn shown(state: &State) -> Vec<&str> {
    state
        .outline
        .events()
        .filter(|event| !state.hides(event))
        .map(|event| event.id.as_str())
        .collect()
}

#[test]
fn the_outline_survives_its_way_through_the_page() {
    let outline = opened().outline.clone();

    let written = outline.written();
    let read = Outline::read(&written, &*outline).expect("what was written can be read");

    assert_eq!(read.written(), written);
    assert_eq!(
        read.answers, outline.answers,
        "with the ids of their sources"
    );
    assert_eq!(read.outcomes, outline.outcomes);
    assert_eq!(read.days.len(), 30);
    assert_eq!(read.standing(day("2017-06-22")).count(), 5);
}

#[test]
fn what_html_would_take_for_its_own_comes_through_the_page() {
    let mut outline = (*opened().outline).clone();
    outline.words.clear = "</script><!--&lt; &amp;\t&\n".into();

    let written = outline.written();

    assert!(!written.contains('<'));
    let read = Outline::read(&written, &outline).expect("what was written can be read");
    assert_eq!(
        read.words.clear, "</script><!--&lt; &amp; & ",
        "a line break is a space"
    );
}

#[test]
fn a_damaged_outline_is_none() {
    let written = opened().outline.written();
    let line = written
        .trim_end_matches("\nend")
        .rfind('\n')
        .expect("lines");
    for damaged in [
        "",
        "end",
        "null",
        "{\"days\": 1}",
        &written[..written.len() / 2],
        &written[..line],
        &written.replace("736", "-999999999"),
    ] {
        assert!(
            Outline::read(damaged, &*opened().outline).is_none(),
            "{}",
            damaged.chars().take(40).collect::<String>()
        );
    }
}

#[test]
fn choosing_an_event_chooses_its_day() {
    let case = published().case;
    let mut state = opened();
    for event in &case.events {
        let before = state.day;
        state = state.reduce(Action::Show(event.id.clone()));
        // A month is no day, and leaves the one that was chosen.
        let expected = event.when.days().map_or(before, |[first, _]| first);
        assert_eq!(state.day, expected, "{}", event.id);
    }

    let state = state.reduce(Action::ChooseDay(day("2030-01-01")));
    assert_eq!(
        state.day,
        day("2030-01-01"),
        "no other day is shown for the one that was chosen"
    );
}

#[test]
fn a_day_has_answers_from_the_first_known_to_the_last_check() {
    let outline = opened().outline.clone();
    let [first, last] = outline.known;
    let changed = outline.standings.last().expect("a change").0;
    let next = |day: NaiveDate| day.succ_opt().expect("a day");
    let before = first.pred_opt().expect("a day");

    for (day, expected) in [
        (before, Knowledge::Earlier),
        (first, Knowledge::Known),
        (changed, Knowledge::Known),
        (next(changed), Knowledge::AsLastChecked),
        (last, Knowledge::AsLastChecked),
        (next(last), Knowledge::Later),
    ] {
        assert_eq!(outline.knowledge(day), expected, "{day}");
        let answers = match expected {
            Knowledge::Earlier | Knowledge::Later => 0,
            Knowledge::Known | Knowledge::AsLastChecked => outline.questions.len(),
        };
        assert_eq!(outline.standing(day).count(), answers, "{day}");
    }
}

/// The ids of the events of an actor.
fn events_of(case: &Case, actor: &str) -> Vec<String> {
    let events = case.events.iter();
    events
        .filter(|event| event.by.iter().any(|by| by == actor))
        .map(|event| event.id.clone())
        .collect()
}

#[test]
fn filters_show_the_events_of_any_chosen_actor() {
    let case = published().case;
    let state = opened();
    let all = shown(&state).len();
    let [first, second] = [0, 1].map(|index| events_of(&case, &case.actors[index].id));

    let state = state.reduce(Action::ToggleActor(0));
    assert_eq!(shown(&state), first);

    let state = state.reduce(Action::ToggleActor(1));
    for id in first.iter().chain(&second) {
        assert!(shown(&state).contains(&id.as_str()), "{id}");
    }

    let state = state
        .reduce(Action::ToggleActor(0))
        .reduce(Action::ToggleActor(1));
    assert_eq!(shown(&state).len(), all);
}

#[test]
fn an_address_shows_its_record_whatever_hides_it() {
    let case = published().case;
    let others = events_of(&case, &case.actors[1].id);
    let of_first = events_of(&case, &case.actors[0].id);
    let hidden = others
        .iter()
        .find(|id| !of_first.contains(id))
        .expect("actors differ");
    let state = opened()
        .reduce(Action::ToggleActor(0))
        .reduce(Action::Search("x".into(), Some([hidden.clone()].into())));
    assert!(shown(&state).is_empty());

    let state = state.reduce(Action::Show(hidden.clone()));

    assert!(shown(&state).contains(&hidden.as_str()));
}

#[test]
fn to_go_to_the_same_record_again_is_a_change() {
    let id = &published().case.events[0].id;
    let state = opened().reduce(Action::Show(id.clone()));
    assert_eq!(state.led_to.as_deref(), Some(id.as_str()));

    let again = Rc::clone(&state).reduce(Action::Show(id.clone()));

    assert!(*again != *state);
}

#[test]
fn counts_are_of_events_or_while_searching_of_all_records() {
    let state = opened();
    let case = published().case;
    let events = case.events.len();
    assert_eq!(state.count(), (events, events));

    let mut found = [case.events[0].id.clone(), case.terms[0].clone()];
    found.sort();
    let state = state.reduce(Action::Search("x".into(), Some(found.into())));
    let (shown, all) = state.count();
    assert_eq!(shown, 2);
    assert_eq!(all, state.outline.records().count());
}

#[test]
fn keys_lead_to_days_of_the_month_only() {
    let days: Vec<_> = published().case.month.days().collect();
    let from = |key: DayKey, written| key.from(day(written), &days).map(|day| day.to_string());

    assert_eq!(
        from(DayKey::After, "2017-06-22").as_deref(),
        Some("2017-06-23")
    );
    assert_eq!(
        from(DayKey::WeekBefore, "2017-06-22").as_deref(),
        Some("2017-06-15")
    );
    assert_eq!(
        from(DayKey::First, "2017-06-22").as_deref(),
        Some("2017-06-01")
    );
    assert_eq!(
        from(DayKey::Last, "2017-06-22").as_deref(),
        Some("2017-06-30")
    );
    assert_eq!(from(DayKey::Before, "2017-06-01"), None);
    assert_eq!(from(DayKey::WeekAfter, "2017-06-28"), None);
    assert_eq!(
        from(DayKey::Before, "2018-12-20").as_deref(),
        Some("2017-06-29"),
        "from outside, the nearest day counts"
    );
}

#[test]
fn only_a_real_day_is_a_day() {
    assert!(state::day("2017-06-22").is_some());
    for odd in [
        "",
        "2017-06",
        "2017-06-31",
        "22.6.2017",
        "-5-1-1",
        "99999999999-01-01",
    ] {
        assert!(state::day(odd).is_none(), "{odd}");
    }
}

#[test]
fn what_was_chosen_stays_in_the_address_of_another_language() {
    let state = opened()
        .reduce(Action::ChooseDay(day("2017-06-24")))
        .reduce(Action::ToggleActor(3))
        .reduce(Action::NewestFirst(true));

    let query = state
        .kept()
        .query("?theme=dark&parentUrl=https%3A%2F%2Fexample.org&day=2017-01-01");
    let elsewhere = opened().reduce(Action::Keep(Kept::from_query(&query)));

    let actor = &published().case.actors[3].id;
    assert_eq!(
        query,
        format!("?theme=dark&day=2017-06-24&by={actor}&order=newest")
    );
    assert_eq!(elsewhere.day, day("2017-06-24"));
    assert_eq!(elsewhere.actors, [3]);
    assert!(elsewhere.newest_first);
}

#[test]
fn an_odd_query_keeps_nothing() {
    for odd in [
        "",
        "?",
        "?day=2017-02-30&by=nobody..&order=up",
        "?day&by&order",
        "?%FF=&&=",
    ] {
        let state = opened().reduce(Action::Keep(Kept::from_query(odd)));
        assert!(
            !state.has_chosen && state.actors.is_empty() && !state.newest_first,
            "{odd}"
        );
    }
}
