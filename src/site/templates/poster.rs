//! The printable poster: one sheet of Letter or A4 for a notice board, to be read from two meters.

use yew::prelude::*;

use super::chart::legend;
use super::masthead::translation;
use super::paper::{address_or_blank, controls, help_line};
use crate::content::text::Sentence;
use crate::model::markup::plain;
use crate::site::context::PageContext;
use crate::site::page_kind::PageKind;

/// The content of the poster. `chart` is the rendered chart.
pub fn poster(context: PageContext<'_>, chart: Html) -> Html {
    let PageContext {
        case,
        text,
        strings,
        ..
    } = context;
    // The last of the three says what holds today.
    let [_, _, today] = &text.brief;
    let sentence = |sentence: &Sentence| {
        let is_today = std::ptr::eq(sentence, today);
        html! { <p class={classes!("poster__sentence", is_today.then_some("poster__sentence--today"))}>{plain(&sentence.text)}</p> }
    };
    html! {
        <main>
            {controls(context, PageKind::Poster, &strings.take_away.print_poster_text, html! {})}
            <div class="poster">
                <p class="kicker">{&text.kicker}</p>
                <h1>{&text.title}</h1>
                { for text.brief.iter().map(sentence) }
                <h2 id="chart-title">{&strings.page.chart}</h2>
                {chart}
                {legend(context)}
                <footer class="poster__foot">
                    {address_or_blank(context)}
                    {help_line(context)}
                    <p class="poster__small">{&strings.page.not_advice}{" "}{strings.page.as_of.replace("{date}", &strings.dates.dated(case.as_of))}</p>
                    {translation(context, PageKind::Poster)}
                </footer>
            </div>
        </main>
    }
}
