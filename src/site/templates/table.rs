//! The standing without the program: a table with one row for each day on which something changed.

use chrono::NaiveDate;
use yew::prelude::*;

use crate::content::case::Question;
use crate::model::status;
use crate::site::context::Doc;

/// The table in its own disclosure.
pub fn table(doc: Doc<'_>) -> Html {
    let Doc { case, text, ui, .. } = doc;
    let days = status::changes(&case.periods, case.known());
    let question =
        |question: &Question| html! { <th scope="col">{text.questions.get(&question.id)}</th> };
    html! {
        <details class="days">
            <summary>{&ui.page.table_title}</summary>
            <div class="days__scroll" tabindex="0" role="region" aria-label={ui.page.table_title.clone()}>
                <table>
                    <thead><tr><th scope="col">{&ui.page.table_day}</th>{ for case.questions.iter().map(question) }</tr></thead>
                    <tbody>{ for days.into_iter().map(|day| row(doc, day)) }</tbody>
                </table>
            </div>
        </details>
    }
}

fn row(doc: Doc<'_>, day: NaiveDate) -> Html {
    let Doc { case, text, ui, .. } = doc;
    let cell = |question: &Question| {
        let period = status::answer(&case.periods, &question.id, day);
        let is_new = period.is_some_and(|period| period.from == day);
        let answer = period.map(|period| match &period.step {
            Some(step) => text.steps.get(step).map(|told| told.title.clone()),
            None => text
                .periods
                .get(&period.id)
                .map(|words| words.answer.clone()),
        });
        let label = text.questions.get(&question.id).cloned();
        html! { <td class={is_new.then_some("days__new")} data-label={label}>{answer.flatten()}</td> }
    };
    let began = case
        .periods
        .iter()
        .find(|period| period.from == day && period.event.is_some());
    let date = html! { <time datetime={day.to_string()}>{ui.dates.dated(day)}</time> };
    let date = match began.and_then(|period| period.event.as_ref()) {
        Some(event) => html! { <a href={format!("#{event}")}>{date}</a> },
        None => date,
    };
    html! {
        <tr>
            <th scope="row">{date}</th>
            { for case.questions.iter().map(cell) }
        </tr>
    }
}
