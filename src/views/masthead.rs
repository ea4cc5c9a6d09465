//! The heads of the page's parts: title and summary, contents, the strip's legend, section heads, foot.

use yew::prelude::*;

use super::Doc;
use super::mark::mark;
use super::prose::{self, paragraph};
use crate::case::Actor;
use crate::outline::Cited;

/// Title, the story in sixty seconds, what became of it, and on the page itself the contents.
pub fn masthead(doc: Doc<'_>, is_embed: bool) -> Html {
    let Doc { case, text, ui } = doc;
    let link =
        |id: &str, name: &str| html! { <li><a href={format!("#{id}")}>{name.to_owned()}</a></li> };
    let page = &ui.page;
    html! {
        <>
            <a class="skip" href="#main">{&page.skip}</a>
            <div class="masthead__text">
                <p class="kicker">{&text.kicker}</p>
                <h1>{&text.title}</h1>
                <div class="lede">{paragraph(&Cited::all(&text.summary, case), &doc.ui.live.source_number)}</div>
                {later(doc)}
                <p class="masthead__note">{page.as_of.replace("{date}", &ui.dates.dated(case.as_of))}{" "}{&page.not_advice}</p>
            </div>
            { (!is_embed).then(|| html! {
            <nav class="contents" aria-label={page.contents.clone()}>
                <ul>
                    {link("june", &page.june)}
                    {link("timeline", &page.timeline)}
                    {link("steps", &page.steps)}
                    {link("misreadings", &page.misreadings)}
                    {link("people", &page.people)}
                    {link("words", &page.terms)}
                    {link("help", &page.help)}
                    {link("sources", &page.sources)}
                    {link("about", &page.about)}
                </ul>
            </nav>
            }) }
        </>
    }
}

/// What became of it all, with the way to read on.
pub fn later(doc: Doc<'_>) -> Html {
    let Doc { case, text, ui } = doc;
    let last = case
        .chapters
        .last()
        .map_or("", |chapter| chapter.id.as_str());
    html! {
        <div class="later">
            <p>
                <strong>{&text.later.lead}</strong>{" "}
                { for Cited::all(&text.later.sentences, case).iter().map(|sentence| html! { <>{prose::cited(sentence, &doc.ui.live.source_number)}{" "}</> }) }
                <a href={format!("#{last}")}>{&ui.page.what_happened_later}</a>
            </p>
            <p><a href="#help">{&ui.page.help_link}</a></p>
        </div>
    }
}

/// A section's heading with a line of introduction.
pub fn head(id: &str, title: &str, intro: &str) -> Html {
    html! {
        <>
            <h2 id={format!("{id}-title")}>{title.to_owned()}</h2>
            { (!intro.is_empty()).then(|| html! { <p class="section__intro">{prose::words(intro)}</p> }) }
        </>
    }
}

/// The head of a chapter of the timeline.
pub fn chapter(doc: Doc<'_>, id: &str) -> Html {
    let Some(chapter) = doc.text.chapters.get(id) else {
        return html! {};
    };
    let intro = Cited::all(&chapter.intro, doc.case);
    html! {
        <>
            <h3 id={format!("{id}-title")}>{&chapter.title}</h3>
            <p class="chapter__span">{&chapter.span}</p>
            { (!intro.is_empty()).then(|| html! { <div class="chapter__intro">{paragraph(&intro, &doc.ui.live.source_number)}</div> }) }
        </>
    }
}

/// What the strip's marks and bands mean.
pub fn legend(doc: Doc<'_>) -> Html {
    let Doc { case, text, ui } = doc;
    let actor = |actor: &Actor| html! { <li>{mark(actor.mark)}{text.actors.get(&actor.id)}</li> };
    html! {
        <ul class="legend">
            { for case.actors.iter().filter(|actor| acts_in_month(doc, actor)).map(actor) }
            <li><i class="band band--some" aria-hidden="true" />{&ui.live.paused_some}</li>
            <li><i class="band band--all" aria-hidden="true" />{&ui.live.paused_all}</li>
        </ul>
    }
}

fn acts_in_month(doc: Doc<'_>, actor: &Actor) -> bool {
    let month = doc.case.month;
    doc.case.events.iter().any(|event| {
        let within = |[first, last]: [chrono::NaiveDate; 2]| {
            first <= month.last_day() && month.first_day() <= last
        };
        event.by.contains(&actor.id) && event.when.days().is_some_and(within)
    })
}

/// The foot of the page.
pub fn footer(doc: Doc<'_>) -> Html {
    let page = &doc.ui.page;
    html! { <p>{&page.not_advice}{" "}<a href="#main">{&page.to_top}</a>{" · "}<a href="embedding.html" target="_blank" rel="noopener">{&page.embed_this}</a></p> }
}
