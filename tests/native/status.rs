//! The status on days worked out by hand from the sources. Each row is a day, whether people under the Detroit field
//! office and people elsewhere could be removed, and the step of the case.

use case_timeline::model::status;
use case_timeline::model::status::{Pause, Verdict, answer, changes};
use chrono::NaiveDate;

use super::published;

const YES: Verdict = Verdict::Yes;
const NO: Verdict = Verdict::No;
const IN_PART: Verdict = Verdict::InPart;

const BY_HAND: [(&str, Verdict, Verdict, &str); 28] = [
    // Final orders could be carried out; Iraq mostly refused to take people back.
    ("2017-01-01", YES, YES, "final-order-of-removal"),
    ("2017-03-05", YES, YES, "final-order-of-removal"),
    // The second executive order speaks of steps that Iraq had taken.
    ("2017-03-06", YES, YES, "travel-papers"),
    ("2017-04-19", YES, YES, "travel-papers"),
    ("2017-06-10", YES, YES, "travel-papers"),
    ("2017-06-11", YES, YES, "immigration-detention"),
    ("2017-06-14", YES, YES, "immigration-detention"),
    // Filing the petition paused nothing.
    ("2017-06-15", YES, YES, "habeas-corpus-petition"),
    ("2017-06-21", YES, YES, "habeas-corpus-petition"),
    // The first stay: the Detroit field office only.
    ("2017-06-22", NO, YES, "stay-of-removal"),
    ("2017-06-25", NO, YES, "stay-of-removal"),
    // The second: nationwide.
    ("2017-06-26", NO, NO, "stay-of-removal"),
    ("2017-07-05", NO, NO, "stay-of-removal"),
    ("2017-07-06", NO, NO, "stay-of-removal"),
    ("2017-07-10", NO, NO, "stay-of-removal"),
    // The ruling on jurisdiction added no pause; the stay of July 6 continued.
    ("2017-07-11", NO, NO, "jurisdiction"),
    ("2017-07-23", NO, NO, "jurisdiction"),
    ("2017-07-24", NO, NO, "preliminary-injunction"),
    ("2017-12-31", NO, NO, "preliminary-injunction"),
    ("2018-01-02", NO, NO, "preliminary-injunction"),
    ("2018-11-20", NO, NO, "preliminary-injunction"),
    ("2018-12-19", NO, NO, "preliminary-injunction"),
    // Set aside, but removals could resume only on April 9, 2019.
    ("2018-12-20", IN_PART, IN_PART, "appeal"),
    ("2019-04-08", IN_PART, IN_PART, "appeal"),
    ("2019-04-09", YES, YES, "appeal"),
    ("2024-07-30", YES, YES, "appeal"),
    // The settlement: about detention, and nothing known has changed since.
    ("2024-07-31", YES, YES, "class-action"),
    ("2026-11-28", YES, YES, "class-action"),
];

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

#[test]
fn the_status_is_as_worked_out_by_hand() {
    let library = published();
    let periods = &library.case.periods;
    let verdict = |question, day| answer(periods, question, day).and_then(|period| period.verdict);

    for (day_text, detroit, elsewhere, step) in BY_HAND {
        let day = day(day_text);
        assert_eq!(verdict("detroit", day), Some(detroit), "Detroit on {day}");
        assert_eq!(
            verdict("elsewhere", day),
            Some(elsewhere),
            "elsewhere on {day}"
        );
        assert_eq!(
            answer(periods, "step", day).and_then(|period| period.step.as_deref()),
            Some(step),
            "step on {day}"
        );
    }
}

/// No order of 2017 released anyone; the first order on release is of January 2, 2018.
#[test]
fn nobody_was_released_by_the_orders_of_2017() {
    let library = published();
    let release = |day_text| {
        answer(&library.case.periods, "release", day(day_text)).map(|period| period.from)
    };

    for day_text in [
        "2017-06-11",
        "2017-06-22",
        "2017-06-26",
        "2017-07-24",
        "2017-12-31",
        "2018-01-01",
    ] {
        assert_eq!(release(day_text), Some(day("2017-06-11")), "{day_text}");
    }
    assert_eq!(release("2018-01-02"), Some(day("2018-01-02")));
}

#[test]
fn each_ruling_changes_what_the_court_had_decided() {
    let library = published();
    let decided = |day_text| {
        answer(&library.case.periods, "decided", day(day_text))
            .map(|period| period.from.to_string())
    };

    for (day_text, since) in [
        ("2017-06-14", "2017-01-01"),
        ("2017-06-21", "2017-06-15"),
        ("2017-06-25", "2017-06-22"),
        ("2017-07-05", "2017-06-26"),
        ("2017-07-10", "2017-07-06"),
        ("2017-07-23", "2017-07-11"),
        ("2018-01-01", "2017-07-24"),
        ("2018-11-19", "2018-01-02"),
        ("2018-12-19", "2018-11-20"),
        ("2018-12-20", "2018-12-20"),
    ] {
        assert_eq!(decided(day_text).as_deref(), Some(since), "{day_text}");
    }
}

#[test]
fn the_band_begins_with_the_first_stay_and_widens_with_the_second() {
    let library = published();
    let bands: Vec<_> = library
        .case
        .month
        .days()
        .map(|day| status::pause(&library.case.questions, &library.case.periods, day))
        .collect();

    assert!(
        bands[..21].iter().all(|band| *band == Pause::None),
        "June 1 to 21"
    );
    assert!(
        bands[21..25].iter().all(|band| *band == Pause::Some),
        "June 22 to 25"
    );
    assert!(
        bands[25..].iter().all(|band| *band == Pause::All),
        "June 26 to 30"
    );
}

#[test]
fn the_pause_changes_with_each_stay_and_with_each_ruling_that_ended_it() {
    let library = published();
    let case = &library.case;
    let found: Vec<_> = status::pause_changes(&case.questions, &case.periods, case.known())
        .into_iter()
        .map(|(day, period)| (day.to_string(), period.id.as_str()))
        .collect();

    assert_eq!(
        found
            .iter()
            .map(|(day, id)| (day.as_str(), *id))
            .collect::<Vec<_>>(),
        [
            ("2017-06-22", "detroit-2017-06-22"),
            ("2017-06-26", "elsewhere-2017-06-26"),
            ("2018-12-20", "both-2018-12-20"),
            ("2019-04-09", "both-2019-04-09"),
        ]
    );
}

#[test]
fn the_table_has_a_row_for_each_day_on_which_something_changed() {
    let library = published();
    let days: Vec<_> = changes(&library.case.periods, library.case.known())
        .iter()
        .map(ToString::to_string)
        .collect();

    assert_eq!(
        days,
        [
            "2017-01-01",
            "2017-03-06",
            "2017-04-19",
            "2017-06-11",
            "2017-06-15",
            "2017-06-22",
            "2017-06-26",
            "2017-07-06",
            "2017-07-11",
            "2017-07-24",
            "2018-01-02",
            "2018-11-20",
            "2018-12-20",
            "2019-04-02",
            "2019-04-09",
            "2020-01-03",
            "2020-07-02",
            "2024-07-31",
        ]
    );
}
