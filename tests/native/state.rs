//! The state of the app after each action, without a browser.

use std::rc::Rc;

use case_timeline::client::dom::DayKey;
use case_timeline::client::page_data::{Knowledge, PageData};
use case_timeline::client::ptr_eq::PtrEq;
use case_timeline::client::search::SearchResult;
use case_timeline::client::state::{Action, FIRST_RESULTS, ScrollTarget, State, UrlState};
use case_timeline::content::case::Case;
use case_timeline::model::day::{self, DayRange};
use case_timeline::site::context::PageContext;
use case_timeline::site::page_data::page_data;
use case_timeline::site::page_kind::PageKind;
use chrono::NaiveDate;
use yew::Reducible;

use super::published;

/// The data of the main page in the original language.
fn data() -> PageData {
    let library = published();
    let mut all = PageContext::all(&library.case, &library.languages, None);
    page_data(all.next().expect("a first language"), PageKind::Main)
}

fn initial_state() -> Rc<State> {
    Rc::new(State::new(PtrEq::new(data())))
}

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn visible_events(state: &State) -> Vec<&str> {
    state
        .page_data
        .events()
        .filter(|event| !event.is_hidden(&state.actors))
        .map(|event| event.id.as_str())
        .collect()
}

#[test]
fn page_data_round_trips_through_the_page() {
    let data = data();

    let read = PageData::from_script(&data.to_script()).expect("written page data can be read");

    assert_eq!(read, data);
}

#[test]
fn page_data_cannot_close_or_open_an_element() {
    for text in ["</script>", "<!--", "<script>", "]]>", "&lt;"] {
        let mut data = data();
        data.strings.clear = text.into();

        let json = data.to_script();

        assert!(!json.contains('<'), "{text}");
        let read = PageData::from_script(&json).expect("written page data can be read");
        assert_eq!(read.strings.clear, text);
    }
}

#[test]
fn page_data_that_is_damaged_or_of_another_page_is_none() {
    let json = data().to_script();
    let json_with = |change: &dyn Fn(&mut serde_json::Value)| {
        let mut value = serde_json::from_str(&json).expect("JSON");
        change(&mut value);
        value.to_string()
    };
    for (name, damaged) in [
        ("nothing", String::new()),
        ("null", "null".to_owned()),
        ("another object", "{\"days\": 1}".to_owned()),
        ("truncated", json[..json.len() / 2].to_owned()),
        (
            "another version",
            json_with(&|data| data["version"] = 0.into()),
        ),
        (
            "a missing field",
            json_with(&|data| {
                data.as_object_mut().expect("an object").remove("steps");
            }),
        ),
        (
            "a number as text",
            json_with(&|data| data["known"] = "2017".into()),
        ),
        (
            "a day that does not exist",
            json_with(&|data| data["opening_day"] = "2017-02-30".into()),
        ),
        (
            "an actor that does not exist",
            json_with(&|data| data["chapters"][0]["events"][0]["by"] = vec![99].into()),
        ),
        (
            "an answer that does not exist",
            json_with(&|data| data["changes"][0]["answers"][0] = 9_999.into()),
        ),
        (
            "a step that does not exist",
            json_with(&|data| data["answers"][0]["step"] = 9_999.into()),
        ),
        (
            "the last known day before the first",
            json_with(&|data| data["known"]["last"] = "1900-01-01".into()),
        ),
    ] {
        assert!(PageData::from_script(&damaged).is_none(), "{name}");
    }
}

#[test]
fn choosing_an_event_chooses_its_day() {
    let case = published().case;
    let mut state = initial_state();
    for event in &case.events {
        let before = state.day;
        state = state.reduce(Action::Reveal(event.id.clone()));
        // An event dated by month alone does not change the chosen day.
        let expected = event.when.days().map_or(before, |days| days.first);
        assert_eq!(state.day, expected, "{}", event.id);
    }

    let state = state.reduce(Action::ChooseDay(day("2030-01-01")));
    assert_eq!(
        state.day,
        day("2030-01-01"),
        "a day without data can be chosen"
    );
}

#[test]
fn a_day_has_answers_from_the_first_known_to_the_last_check() {
    let data = data();
    let DayRange { first, last } = data.known;
    let changed = data.changes.last().expect("a change").from;
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
        assert_eq!(data.knowledge(day), expected, "{day}");
        let answers = match expected {
            Knowledge::Earlier | Knowledge::Later => 0,
            Knowledge::Known | Knowledge::AsLastChecked => data.questions.len(),
        };
        assert_eq!(data.status(day).count(), answers, "{day}");
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
    let state = initial_state();
    let all = visible_events(&state).len();
    let [first, second] = [0, 1].map(|index| events_of(&case, &case.actors[index].id));

    let state = state.reduce(Action::ToggleActor(0));
    assert_eq!(visible_events(&state), first);

    let state = state.reduce(Action::ToggleActor(1));
    for id in first.iter().chain(&second) {
        assert!(visible_events(&state).contains(&id.as_str()), "{id}");
    }

    let state = state
        .reduce(Action::ToggleActor(0))
        .reduce(Action::ToggleActor(1));
    assert_eq!(visible_events(&state).len(), all);
}

#[test]
fn revealing_an_event_clears_the_filter_that_hides_it() {
    let case = published().case;
    let others = events_of(&case, &case.actors[1].id);
    let of_first = events_of(&case, &case.actors[0].id);
    let hidden = others
        .iter()
        .find(|id| !of_first.contains(id))
        .expect("actors differ");
    let state = initial_state().reduce(Action::ToggleActor(0));
    assert!(!visible_events(&state).contains(&hidden.as_str()));

    let state = state.reduce(Action::Reveal(hidden.clone()));

    assert!(visible_events(&state).contains(&hidden.as_str()));
}

#[test]
fn an_equal_request_is_a_change() {
    let id = &published().case.events[0].id;
    let state = initial_state().reduce(Action::Reveal(id.clone()));
    let request = state.scroll_request.clone().expect("a request");
    assert_eq!(request.target, ScrollTarget::Record(id.clone()));
    let again = Rc::clone(&state).reduce(Action::Reveal(id.clone()));
    assert_ne!(again.scroll_request, Some(request));
}

/// Results of a search.
fn results(count: usize) -> Rc<[SearchResult]> {
    let result = |index: usize| SearchResult {
        id: format!("record-{index}"),
        day: None,
        kind: String::new(),
        title: Vec::new(),
        sentence: Vec::new(),
    };
    (0..count).map(result).collect()
}

#[test]
fn the_first_results_are_shown_and_the_others_on_request() {
    let all = FIRST_RESULTS + 5;
    let state = initial_state().reduce(Action::Search("x".into(), results(all)));
    assert!(state.search.is_open);
    assert_eq!(state.search.shown().len(), FIRST_RESULTS);

    let state = state.reduce(Action::ShowAllResults);
    assert_eq!(state.search.shown().len(), all);

    let state = state.reduce(Action::Search("xy".into(), results(all)));
    assert_eq!(
        state.search.shown().len(),
        FIRST_RESULTS,
        "of another search"
    );
}

#[test]
fn closing_the_results_keeps_the_query_and_hides_nothing() {
    let state = initial_state().reduce(Action::Search("x".into(), results(0)));
    let all = state.page_data.events().count();
    assert_eq!(visible_events(&state).len(), all);

    let state = state.reduce(Action::OpenResults(false));
    assert!(!state.search.is_open);
    assert_eq!(state.search.query, "x");

    let state = state.reduce(Action::OpenResults(true));
    assert!(state.search.is_open);

    let state = state.reduce(Action::Search(" ".into(), results(0)));
    assert!(!state.search.is_open);
    assert!(
        !state.reduce(Action::OpenResults(true)).search.is_open,
        "nothing to show"
    );
}

#[test]
fn a_filter_in_the_url_does_not_hide_the_record_in_the_hash() {
    let state = initial_state();
    let first = state.page_data.events().next().expect("an event").clone();
    let others: Vec<_> = (0..state.page_data.actors.len())
        .filter(|actor| !first.by.contains(actor))
        .map(|actor| state.page_data.actors[actor].clone())
        .collect();
    let url_state = UrlState {
        actors: others,
        ..UrlState::default()
    };

    let filtered = state
        .clone()
        .reduce(Action::RestoreUrlState(url_state.clone()));
    assert!(first.is_hidden(&filtered.actors), "without a hash");

    let state = state.reduce(Action::Reveal(first.id.clone()));
    let state = state.reduce(Action::RestoreUrlState(url_state));
    assert!(visible_events(&state).contains(&first.id.as_str()));
}

#[test]
fn keys_move_within_the_month_only() {
    let month = published().case.month;
    let from = |key: DayKey, text| key.target(day(text), month).map(|day| day.to_string());

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
        "from outside the month, keys start at its nearest day"
    );
}

#[test]
fn only_a_day_of_the_calendar_is_parsed() {
    assert!(day::parse("2017-06-22").is_some());
    for invalid in [
        "",
        "2017-06",
        "2017-06-31",
        "22.6.2017",
        "-5-1-1",
        "99999999999-01-01",
    ] {
        assert!(day::parse(invalid).is_none(), "{invalid}");
    }
}

#[test]
fn the_url_state_is_retained_in_the_address_of_another_language() {
    let state = initial_state()
        .reduce(Action::ChooseDay(day("2017-06-24")))
        .reduce(Action::ToggleActor(3))
        .reduce(Action::NewestFirst(true));

    let query = state
        .url_state()
        .query("?theme=dark&parentUrl=https%3A%2F%2Fexample.org&day=2017-01-01");
    let restored = initial_state().reduce(Action::RestoreUrlState(UrlState::from_query(&query)));

    let actor = &published().case.actors[3].id;
    assert_eq!(
        query,
        format!("?theme=dark&day=2017-06-24&by={actor}&order=newest")
    );
    assert_eq!(restored.day, day("2017-06-24"));
    assert_eq!(restored.actors, [3]);
    assert!(restored.newest_first);
}

#[test]
fn an_invalid_query_restores_nothing() {
    for invalid in [
        "",
        "?",
        "?day=2017-02-30&by=nobody..&order=up",
        "?day&by&order",
        "?%FF=&&=",
    ] {
        let state = initial_state().reduce(Action::RestoreUrlState(UrlState::from_query(invalid)));
        assert!(
            !state.has_chosen && state.actors.is_empty() && !state.newest_first,
            "{invalid}"
        );
    }
}

#[test]
fn a_chosen_day_scrolls_to_its_status_unless_it_has_the_focus() {
    let day = published().case.as_of;
    let chosen = initial_state().reduce(Action::ChooseDay(day));
    let request = chosen.scroll_request.as_ref().expect("a request");
    assert_eq!((chosen.day, &request.target), (day, &ScrollTarget::Status));

    let focused = initial_state().reduce(Action::ChooseFocusedDay(day));
    assert_eq!((focused.day, &focused.scroll_request), (day, &None));
}
