//! The chart, the line of the timeline and the case map, drawn from the data of another case.

use case_timeline::client::fragments::Fragments;
use case_timeline::site::context::PageContext;
use case_timeline::site::fragments::fragments;
use case_timeline::site::page_data::page_data;
use case_timeline::site::page_kind::PageKind;

use super::small;

fn small_fragments() -> Fragments {
    let library = small();
    let context = PageContext::all(&library.case, &library.languages, None)
        .next()
        .expect("the case has a language");
    fragments(context, PageKind::Main)
}

#[test]
fn another_case_draws_its_own_rows_and_bars() {
    let fragments = small_fragments();

    assert_eq!(fragments.chart_actors.matches("<li>").count(), 2);
    assert!(fragments.chart_actors.contains("Town") && fragments.chart_actors.contains("Court"));
    assert_eq!(fragments.days.len(), 29, "February 2020");
    let bars = &fragments.chart_bars;
    assert!(bars.contains("The market of the town"));
    let [before, pause] = ["colspan=\"9\"", "colspan=\"20\""].map(|span| {
        let cell = bars.split_once(span).expect("a bar of this length").1;
        cell.split("</td>").next().expect("the end of the cell")
    });
    assert!(before.contains("February 1–9, 2020:") && before.contains("closing not put off"));
    assert!(pause.contains("February 10–29, 2020:") && pause.contains("closing put off"));
}

#[test]
fn an_event_whose_day_is_uncertain_is_an_outline_and_says_so() {
    let fragments = small_fragments();
    for (day, is_hollow) in [(1, false), (2, true), (4, true), (5, false), (9, false)] {
        let content = &fragments.days[day];
        assert_eq!(content.contains("icon--hollow"), is_hollow, "{content}");
        assert_eq!(content.contains("(February 3 or 5, 2020)"), is_hollow);
    }
}

#[test]
fn an_event_of_two_actors_has_two_icons_and_is_announced_once() {
    let library = small();
    let headline = &library.languages[0].0.events["pause"].headline;
    let content = &small_fragments().days[9];

    assert_eq!(content.matches("class=\"icon ").count(), 2);
    assert_eq!(content.matches(headline.as_str()).count(), 1);
}

#[test]
fn a_change_of_the_pause_is_on_the_line_with_its_words() {
    let chapters = small_fragments().chapters;
    let changes: Vec<_> = chapters
        .iter()
        .map(|chapter| chapter.pause_changes.len())
        .collect();

    assert_eq!(changes, [0, 1, 1]);
    let change = &chapters[1].pause_changes[0];
    assert!(change.contains("datetime=\"2020-02-10\"") && change.contains("Closing put off"));
    assert!(change.contains("line--all"));
    assert!(chapters[1].events[1].contains("line--all"));
    assert!(!chapters[1].events[0].contains("line--all"));
}

#[test]
fn each_step_is_in_the_lane_of_its_office() {
    let library = small();
    let context = PageContext::all(&library.case, &library.languages, None)
        .next()
        .expect("the case has a language");
    let page_data = page_data(context, PageKind::Main);
    let fragments = small_fragments();

    assert_eq!(page_data.offices, [[0], [1]]);
    assert!(fragments.offices[0].contains("District court"));
    assert!(fragments.steps[0].contains("In this case: District court"));
    assert!(fragments.steps[1].contains("own case: Court of appeals"));
    assert!(!page_data.steps[0].is_own_case && page_data.steps[1].is_own_case);
}
