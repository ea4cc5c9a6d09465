//! Importing TimelineJS timelines: dates as exactly as they are given, gaps that the validation reports, nothing lost
//! without a word.

use case_timeline::content::case::{Case, When};
use case_timeline::content::edit::import::{self, Files, Import};
use case_timeline::content::edit::json::{self, Changes};
use case_timeline::content::edit::timelinejs;
use case_timeline::content::text::Text;
use case_timeline::site::context::PageContext;
use case_timeline::site::exports::data;
use serde_json::{Value, json};

use super::{published, read, small_files};

/// The columns of TimelineJS's template (<https://timeline.knightlab.com/docs/using-spreadsheets.html>).
const HEADER: &str = "Year,Month,Day,Time,End Year,End Month,End Day,End Time,Display Date,Headline,Text,Media,Media Credit,Media Caption,Media Thumbnail,Alt Text,Type,Group,Background";

fn csv(rows: &[&str]) -> String {
    format!("{HEADER}\r\n{}\r\n", rows.join("\r\n"))
}

/// Imports a timeline into the small case, and returns its files after that.
fn imported(timeline: &str) -> Import {
    let timeline = timelinejs::read(timeline.as_bytes()).expect("the timeline has no errors");
    let files = small_files();
    let files = Files {
        code: "en",
        case: &files["case.json"],
        text: &files["text.en.json"],
        strings: &files["ui.en.json"],
    };
    import::import(files, &timeline).expect("the files of the case are JSON")
}

fn errors(timeline: &str) -> Vec<String> {
    let errors = timelinejs::read(timeline.as_bytes()).expect_err("the timeline has errors");
    errors.iter().map(ToString::to_string).collect()
}

/// The event with an id, and its text.
fn event(import: &Import, id: &str) -> (Value, Value) {
    let case: Value = serde_json::from_str(&import.case).expect("JSON");
    let text: Value = serde_json::from_str(&import.text).expect("JSON");
    let events = case["events"].as_array().expect("a list");
    let event = events.iter().find(|event| event["id"] == id);
    (
        event.expect("the event").clone(),
        text["events"][id].clone(),
    )
}

#[test]
fn dates_are_as_exact_as_the_timeline() {
    let import = imported(&csv(&[
        "2019,,,,,,,,,A year,Text,,,,,,,,",
        "2019,5,,,,,,,,A month,Text,,,,,,,,",
        "2019,5,4,,,,,,,A day,Text,,,,,,,,",
        "2019,5,4,,2019,5,6,,,Some days,Text,,,,,,,,",
        "2019,5,,,2019,7,,,,Some months,Text,,,,,,,,",
        "\"1,914\",,,,1918,,,,,Some years,Text,,,,,,,,",
        "2019,5,4,,2019,,,,,To some day of the year,Text,,,,,,,,",
        "2019,5,4,,2019,5,4,,,The same day twice,Text,,,,,,,,",
    ]));

    for (id, when) in [
        ("a-year", json!({"year": "2019"})),
        ("a-month", json!({"month": "2019-05"})),
        ("a-day", json!({"on": "2019-05-04"})),
        ("some-days", json!({"during": ["2019-05-04", "2019-05-06"]})),
        ("some-months", json!({"during": ["2019-05", "2019-07"]})),
        ("some-years", json!({"during": ["1914", "1918"]})),
        (
            "to-some-day-of-the-year",
            json!({"during": ["2019-05-04", "2019"]}),
        ),
        ("the-same-day-twice", json!({"on": "2019-05-04"})),
    ] {
        assert_eq!(event(&import, id).0["when"], when, "{id}");
    }
}

#[test]
fn json_and_csv_give_the_same_events() {
    let from_csv = imported(&csv(&[
        "2020,2,7,,,,,,,\"A <b>bold</b> notice\",\"<p>It said “no”.</p><p>Nobody came.</p>\",,,,,,,Town,",
    ]));
    let from_json = imported(
        &json!({"events": [{
            "start_date": {"year": "2020", "month": 2, "day": "7"},
            "text": {"headline": "A <b>bold</b> notice", "text": "<p>It said “no”.</p><p>Nobody came.</p>"},
            "group": "Town",
        }]})
        .to_string(),
    );

    assert_eq!(from_csv.case, from_json.case);
    assert_eq!(from_csv.text, from_json.text);
    let (facts, text) = event(&from_csv, "a-bold-notice");
    // The group is the name of an actor of the case.
    assert_eq!(facts["by"], json!(["town"]));
    assert_eq!(text["headline"], "A bold notice");
    let sentences = text["sentences"].as_array().expect("a list");
    let sentences: Vec<_> = sentences.iter().map(|sentence| &sentence["text"]).collect();
    assert_eq!(sentences, ["It said “no”.", "Nobody came."]);
}

#[test]
fn the_validation_reports_what_a_timeline_does_not_say() {
    let import = imported(&csv(&["2020,2,7,,,,,,,The vote,They voted.,,,,,,,,"]));
    let mut files = small_files();
    files.insert("case.json".to_owned(), import.case);
    files.insert("text.en.json".to_owned(), import.text);

    let diagnostics = read(&files).expect_err("the event has gaps");

    let lines: Vec<_> = diagnostics
        .iter()
        .filter(|diagnostic| diagnostic.file != "text.ar.json")
        .map(ToString::to_string)
        .collect();
    let expected = [
        "case.json: record \"the-vote\": the field \"by\" is missing; add it: those who acted",
        "case.json: record \"the-vote\": the field \"status\" is missing; add it: the kind of claim",
        "text.en.json: record \"the-vote\": field \"sentences[0].sources\": the sentence has no source",
    ];
    assert_eq!(lines.len(), expected.len(), "{lines:#?}");
    for start in expected {
        assert!(
            lines.iter().any(|line| line.starts_with(start)),
            "{start}\n{lines:#?}"
        );
    }
}

#[test]
fn what_an_event_cannot_hold_is_reported() {
    let import = imported(&csv(&[
        ",,,,,,,,,The title,Its text,,,,,,title,,",
        "2019,,,,2020,,,,,An era,,,,,,,era,,",
        "2020,2,7,12:30,,,,,early February,The vote,\"See <a href=\"\"https://example.org/v\"\">the list</a>.<img src=\"\"a.png\"\"> <i>Now</i>\",https://example.org/a.jpg,A. Author,A hall,t.jpg,People,,Council,#fff",
    ]));

    assert_eq!(
        import.left_out,
        [
            "the title slide \"The title\": Its text",
            "the era \"An era\": 2019 to 2020",
            "row 4 \"The vote\": Time 12:30",
            "row 4 \"The vote\": Media https://example.org/a.jpg",
            "row 4 \"The vote\": Media Credit A. Author",
            "row 4 \"The vote\": Media Caption A hall",
            "row 4 \"The vote\": Media Thumbnail t.jpg",
            "row 4 \"The vote\": Alt Text People",
            "row 4 \"The vote\": Background #fff",
            "row 4 \"The vote\": link \"the list\" https://example.org/v",
            "row 4 \"The vote\": img a.png",
            "row 4 \"The vote\": formatting, such as bold",
            "row 4 \"The vote\": group \"Council\", which is no actor of the case",
            "row 4 \"The vote\": the date in words \"early February\"",
        ]
    );
}

#[test]
fn characters_that_are_marks_here_are_reported() {
    let import = imported(&csv(&["2020,,,,,,,,,The vote,A *star*.,,,,,,,,"]));

    assert_eq!(import.notes.len(), 1, "{:?}", import.notes);
    assert!(import.notes[0].starts_with("row 2 \"The vote\": its text has [[ or *"));
}

#[test]
fn ids_are_made_from_headlines_and_are_unique() {
    let import = imported(&csv(&[
        "2020,2,7,,,,,,,The court’s “Décision”,One.,,,,,,,,",
        "2020,2,8,,,,,,,The court’s “Décision”,Two.,,,,,,,,",
        "2020,2,9,,,,,,,Permit,The glossary has this id.,,,,,,,,",
        "2020,2,9,,,,,,,قرار,No letter of it can be in an id.,,,,,,,,",
        "2020,2,10,,,,,,,A headline that is much longer than any id ought to be by a good measure,Six.,,,,,,,,",
    ]));

    assert_eq!(
        import.added,
        [
            "the-courts-decision",
            "the-courts-decision-2",
            "permit-2",
            "event-2020-02-09",
            "a-headline-that-is-much-longer-than-any",
        ]
    );
}

#[test]
fn importing_twice_changes_nothing() {
    let timeline = csv(&[
        "2020,2,7,,,,,,,The vote,They voted.,,,,,,,,",
        "2020,2,7,,,,,,,,Without a headline.,,,,,,,,",
        "2020,2,7,,,,,,,,Another without a headline.,,,,,,,,",
    ]);
    let first = imported(&timeline);
    let strings = &small_files()["ui.en.json"];
    let files = Files {
        code: "en",
        case: &first.case,
        text: &first.text,
        strings,
    };
    let timeline = timelinejs::read(timeline.as_bytes()).expect("a timeline");

    let second = import::import(files, &timeline).expect("the files are JSON");

    assert_eq!(first.added.len(), 3);
    assert_eq!(second.added, [""; 0]);
    assert_eq!((&second.case, &second.text), (&first.case, &first.text));
    assert_eq!(
        second.notes[0],
        "row 2 \"The vote\" is already there as \"the-vote\""
    );
    assert_eq!(second.notes.len(), 3);
}

#[test]
fn an_import_only_adds_lines() {
    let files = small_files();
    let import = imported(&csv(&[
        "2021,,,,,,,,,Last,L.,,,,,,,,",
        "2020,2,7,,,,,,,Middle,M.,,,,,,,,",
        "2019,,,,,,,,,First,F.,,,,,,,,",
    ]));

    for (before, after) in [
        (&files["case.json"], &import.case),
        (&files["text.en.json"], &import.text),
    ] {
        // The last item of a list gets a comma.
        let lines = |text: &str| {
            let lines = text
                .lines()
                .map(|line| line.trim_end_matches(',').to_owned());
            lines.collect::<Vec<_>>()
        };
        let after = lines(after);
        let mut rest = after.iter();
        for line in lines(before) {
            assert!(rest.any(|other| *other == line), "{line}");
        }
    }
    let case: Value = serde_json::from_str(&import.case).expect("JSON");
    let events = case["events"].as_array().expect("a list");
    let ids: Vec<_> = events
        .iter()
        .filter_map(|event| event["id"].as_str())
        .collect();
    assert_eq!(
        ids,
        [
            "first", "notice", "closing", "middle", "pause", "opening", "last"
        ]
    );
}

#[test]
fn errors_name_the_row_and_the_column() {
    let found = errors(&csv(&[
        "2020,13,,,,,,,,A,T,,,,,,,,",
        "2020,2,30,,,,,,,B,T,,,,,,,,",
        "2020,,5,,,,,,,C,T,,,,,,,,",
        ",,,,,,,,,D,T,,,,,,,,",
        "-44,3,15,,,,,,,E,T,,,,,,,,",
        "2020,,,,2019,,,,,F,T,,,,,,,,",
        "2020,,,,,3,,,,G,T,,,,,,,,",
        "soon,,,,,,,,,H,T,,,,,,,,",
    ]));

    assert_eq!(
        found,
        [
            "row 2 \"A\": \"Month\": \"13\" is not a month; write 1 to 12",
            "row 3 \"B\": \"Day\": 2020-2-30 is not a day of the calendar; correct it",
            "row 4 \"C\": \"Day\": a day without a month; add the month",
            "row 5 \"D\": \"Year\": the date is missing; every event needs a year",
            "row 6 \"E\": \"Year\": \"-44\" is not a year that a case can tell; write 1 to 9999",
            "row 7 \"F\": \"End Year\": 2019 is before 2020; put the earlier date first",
            "row 8 \"G\": \"End Year\": a month or day without a year; add the year",
            "row 9 \"H\": \"Year\": \"soon\" is not a year that a case can tell; write 1 to 9999",
        ]
    );
}

#[test]
fn errors_name_the_slide_and_the_field() {
    let timeline = json!({"events": [
        {"start_date": {"year": 2020, "month": 0}, "text": {"headline": "A"}},
        {"text": {"headline": "B"}},
        "slide",
    ]});

    assert_eq!(
        errors(&timeline.to_string()),
        [
            "slide 1 \"A\": start_date.month: \"0\" is not a month; write 1 to 12",
            "slide 2 \"B\": start_date.year: the date is missing; every event needs a year",
            "slide 3: not a slide; write fields with their names, in { }",
        ]
    );
}

#[test]
fn files_that_are_no_timeline_are_refused() {
    for (file, start) in [
        ("{\"events\": [", "not JSON (EOF"),
        ("[]", "there is no list \"events\""),
        ("{\"slides\": []}", "there is no list \"events\""),
        (
            "{\"timeline\": {\"date\": []}}",
            "this is the format of TimelineJS before version 3",
        ),
        (
            "{\"scale\": \"cosmological\", \"events\": []}",
            "its \"scale\" is cosmological",
        ),
        ("", "the file is empty"),
        ("name,date\n", "the first row has no column \"Year\""),
        (
            "Start Date,Headline\n",
            "this is the spreadsheet of TimelineJS before version 3",
        ),
    ] {
        let found = errors(file);
        assert!(found[0].starts_with(start), "{file}: {found:?}");
    }
    let latin = [HEADER.as_bytes(), b"\n2020,,,,,,,,,Caf\xe9\n"].concat();
    let found = timelinejs::read(&latin).expect_err("not UTF-8");
    assert!(found[0].to_string().contains("save it as \"CSV UTF-8\""));
}

/// Our own export, imported into the case without its events, gives the same events, as far as TimelineJS has words for
/// them: dates with their exactness, ids, headlines, outcomes.
#[test]
fn our_own_export_comes_back() {
    let library = published();
    let context = PageContext::all(&library.case, &library.languages, None);
    let context = context.into_iter().next().expect("the original language");
    let (text, strings) = &library.languages[0];
    let without_events = |value: &Value, empty: &str| {
        let source = serde_json::to_string_pretty(value).expect("JSON");
        let root = json::parse(&source).expect("JSON");
        let mut changes = Changes::default();
        changes.replace(root.field("events").expect("events"), empty.to_owned());
        changes.apply(&source)
    };
    let value = |value: serde_json::Result<Value>| value.expect("JSON");
    let case = without_events(&value(serde_json::to_value(&library.case)), "[]");
    let texts = without_events(&value(serde_json::to_value(text)), "{}");
    let strings = serde_json::to_string(strings).expect("JSON");
    let files = Files {
        code: "en",
        case: &case,
        text: &texts,
        strings: &strings,
    };
    let timeline = timelinejs::read(data::timelinejs(context).as_bytes()).expect("a timeline");

    let import = import::import(files, &timeline).expect("the files are JSON");

    assert_eq!(import.added.len(), library.case.events.len());
    let found: Value = serde_json::from_str(&import.case).expect("JSON");
    let found_texts: Value = serde_json::from_str(&import.text).expect("JSON");
    for event in &library.case.events {
        let events = found["events"].as_array().expect("a list");
        let facts = events.iter().find(|found| found["id"] == event.id.as_str());
        let facts = facts.unwrap_or_else(|| panic!("{} is missing", event.id));
        let when: When = serde_json::from_value(facts["when"].clone()).expect("a date");
        let (before, after) = (&text.events[&event.id], &found_texts["events"][&event.id]);

        assert_eq!(when, event.when, "{}", event.id);
        assert_eq!(facts["by"], json!([event.by[0]]), "{}", event.id);
        assert_eq!(after["headline"], before.headline.as_str(), "{}", event.id);
        assert_eq!(
            after["outcome"].is_object(),
            before.outcome.is_some(),
            "{}",
            event.id
        );
        assert_eq!(
            after["did_not"].is_array(),
            !before.did_not.is_empty(),
            "{}",
            event.id
        );
        let sentences: Vec<_> = before
            .sentences
            .iter()
            .map(|sentence| case_timeline::model::markup::plain(&sentence.text))
            .collect();
        assert_eq!(
            after["sentences"][0]["text"],
            sentences.join(" "),
            "{}",
            event.id
        );
    }
    // What is left out is the title, and the sources, which TimelineJS shows as links.
    let others: Vec<_> = import
        .left_out
        .iter()
        .filter(|part| {
            !part.contains("the sources of the whole event") && !part.starts_with("the title slide")
        })
        .collect();
    assert!(others.is_empty(), "{others:#?}");
    // The files are still those of a case.
    let _: Text = serde_json::from_str(&import.text).expect("a text");
    assert!(
        serde_json::from_str::<Case>(&import.case).is_err(),
        "the gaps are missing fields"
    );
}
