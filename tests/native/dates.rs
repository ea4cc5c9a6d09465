//! Formatted dates are as precise as the data.

use case_timeline::content::case::{Month, PartialDate, When, Year};
use chrono::NaiveDate;

use super::published;

fn day(text: &str) -> NaiveDate {
    text.parse().expect("a day")
}

fn month(text: &str) -> Month {
    text.to_owned().try_into().expect("a month")
}

fn year(text: &str) -> Year {
    text.to_owned().try_into().expect("a year")
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
        formatted(When::During(
            PartialDate::Day(day("2017-06-11")),
            PartialDate::Day(day("2017-06-12"))
        )),
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

#[test]
fn a_year_only_date_is_not_shown_as_a_day_or_a_month() {
    let when = When::Year(year("2017"));

    assert_eq!(formatted(when), (None, "2017".into(), Some("2017".into())));
    assert_eq!(when.days(), None);
    assert_eq!(
        [when.first(), when.last()],
        [day("2017-01-01"), day("2017-12-31")]
    );
}

#[test]
fn a_period_is_as_exact_as_its_ends() {
    let [may, june] = ["2017-05", "2017-06"].map(|text| PartialDate::Month(month(text)));
    let [first, last] = ["1914", "1918"].map(|text| PartialDate::Year(year(text)));
    let years = When::During(first, last);

    assert_eq!(formatted(years), (None, "1914–1918".into(), None));
    assert_eq!(
        formatted(When::During(may, june)),
        (None, "May 2017 – June 2017".into(), None)
    );
    assert_eq!(
        formatted(When::During(may, PartialDate::Day(day("2017-06-11")))),
        (None, "May 2017 – June 11, 2017".into(), None)
    );
    assert_eq!(years.days(), None);
    assert_eq!(
        [years.first(), years.last()],
        [day("1914-01-01"), day("1918-12-31")]
    );
}

#[test]
fn dates_are_read_and_written_as_exactly_as_they_are_given() {
    for json in [
        r#"{"year":"0602"}"#,
        r#"{"during":["1914","1918"]}"#,
        r#"{"during":["2017-03","2017-06-11"]}"#,
    ] {
        let when: When = serde_json::from_str(json).expect("a date");
        assert_eq!(serde_json::to_string(&when).expect("JSON"), json);
    }
    for json in [
        r#"{"year":"17"}"#,
        r#"{"year":"0000"}"#,
        r#"{"during":["2017-13","2018"]}"#,
    ] {
        assert!(serde_json::from_str::<When>(json).is_err(), "{json}");
    }
}
