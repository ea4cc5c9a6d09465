//! Formatted dates are as precise as the data.

use case_timeline::content::case::{Month, When};
use chrono::NaiveDate;

use super::published;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn month(text: &str) -> Month {
    text.to_owned().try_into().expect("a month")
}

fn formatted(when: When) -> (Option<String>, String, Option<String>) {
    let library = published();
    let date = library.languages[0].1.dates.when(when);
    (date.weekday, date.date, date.machine)
}

#[test]
fn a_day_has_its_weekday() {
    assert_eq!(
        formatted(When::On(day("2017-06-11"))),
        (
            Some("Sunday".into()),
            "June 11, 2017".into(),
            Some("2017-06-11".into())
        )
    );
    assert_eq!(
        formatted(When::On(day("2018-12-20"))),
        (
            Some("Thursday".into()),
            "December 20, 2018".into(),
            Some("2018-12-20".into())
        )
    );
}

#[test]
fn a_month_only_date_is_not_shown_as_a_day() {
    assert_eq!(
        formatted(When::Month(month("2017-03"))),
        (None, "March 2017".into(), Some("2017-03".into()))
    );
    assert_eq!(
        formatted(When::Since(month("2017-05"))),
        (None, "since May 2017".into(), None)
    );
    assert_eq!(When::Month(month("2017-03")).days(), None);
}

#[test]
fn one_of_two_days_is_not_shown_as_one_day() {
    assert_eq!(
        formatted(When::Between(day("2017-06-19"), day("2017-06-20"))),
        (None, "June 19 or 20, 2017".into(), None)
    );
    assert_eq!(
        formatted(When::Between(day("2017-06-30"), day("2017-07-01"))),
        (None, "June 30 or July 1, 2017".into(), None)
    );
    assert_eq!(
        formatted(When::During(day("2017-06-11"), day("2017-06-12"))),
        (None, "June 11–12, 2017".into(), None)
    );
    assert_eq!(
        formatted(When::By(day("2017-06-23"))),
        (None, "by June 23, 2017".into(), None)
    );
}

#[test]
fn a_month_has_all_its_days() {
    assert_eq!(month("2017-06").days().count(), 30);
    assert_eq!(month("2020-02").last_day(), day("2020-02-29"));
    assert_eq!(month("2019-12").last_day(), day("2019-12-31"));
    assert!(Month::try_from("2017-13".to_owned()).is_err());
}
