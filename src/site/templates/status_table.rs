//! The status of the case without the app: a table with one row for each day on which an answer changed.

use chrono::NaiveDate;
use yew::prelude::*;

use crate::content::case::Question;
use crate::model::status;
use crate::site::context::PageContext;

/// The table, inside a `<details>`.
pub fn table(context: PageContext<'_>) -> Html {
    let PageContext { case, strings, .. } = context;
    let days = status::changes(&case.periods, case.known());
    html! {
        <details class="days">
            <summary>{&strings.page.table_title}</summary>
            <div class="days__scroll" tabindex="0" role="region" aria-label={strings.page.table_title.clone()}>
                {of_days(context, days)}
            </div>
        </details>
    }
}

/// The table of the chart's month alone.
pub fn of_month(context: PageContext<'_>) -> Html {
    let month = context.case.month;
    let mut days = status::changes(&context.case.periods, context.case.known());
    days.retain(|day| month.first_day() <= *day && *day <= month.last_day());
    of_days(context, days)
}

fn of_days(context: PageContext<'_>, days: Vec<NaiveDate>) -> Html {
    let question = |question: &Question| html! { <th scope="col">{&context.text.questions[&question.id]}</th> };
    html! {
        <table>
            <thead><tr><th scope="col">{&context.strings.page.table_day}</th>{ for context.case.questions.iter().map(question) }</tr></thead>
            <tbody>{ for days.into_iter().map(|day| row(context, day)) }</tbody>
        </table>
    }
}

/// The row of a day. Its date links to the event with which a period began, if there is one.
fn row(context: PageContext<'_>, day: NaiveDate) -> Html {
    let PageContext {
        case,
        text,
        strings,
        ..
    } = context;
    let cell = |question: &Question| {
        let period = status::answer(&case.periods, &question.id, day);
        let is_new = period.is_some_and(|period| period.from == day);
        let answer = period.map(|period| match &period.step {
            Some(step) => text
                .steps
                .get(step)
                .map(|step_text| step_text.title.clone()),
            None => text
                .periods
                .get(&period.id)
                .map(|period_text| period_text.answer.clone()),
        });
        let label = text.questions.get(&question.id).cloned();
        html! { <td class={is_new.then_some("days__new")} data-label={label}>{answer.flatten()}</td> }
    };
    let started = case
        .periods
        .iter()
        .find(|period| period.from == day && period.event.is_some());
    let date = html! { <time datetime={day.to_string()}>{strings.dates.dated(day)}</time> };
    let date = match started.and_then(|period| period.event.as_ref()) {
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
