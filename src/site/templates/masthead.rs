//! The heads of the page's parts: title and summary, contents, the strip's legend, section heads, foot.

use yew::prelude::*;

use super::icon::mark;
use super::prose::{self, paragraph};
use crate::content::case::Actor;
use crate::site::context::Doc;
use crate::site::page_data::{FAQ, cited_text, cited_texts};
use crate::site::page_kind::Kind;

/// Title, what holds today, the story in sixty seconds, what became of it, the questions that readers bring,
/// and on the page itself the contents.
pub fn masthead(doc: Doc<'_>, kind: Kind<'_>) -> Html {
    let Doc { case, text, ui, .. } = doc;
    let link =
        |id: &str, name: &str| html! { <li><a href={format!("#{id}")}>{name.to_owned()}</a></li> };
    let page = &ui.page;
    html! {
        <>
            <a class="skip" href="#main">{&page.skip}</a>
            {languages(doc, kind)}
            <div class="masthead__text">
                <p class="kicker">{&text.kicker}</p>
                <h1>{&text.title}</h1>
                {notice(doc)}
                { (kind != Kind::Embed).then(|| translation(doc, kind)) }
                <div class="lede">{paragraph(&cited_texts(&text.summary, case))}</div>
                {outcome(doc)}
                { (kind != Kind::Embed).then(|| note(doc)) }
            </div>
            { (kind != Kind::Embed).then(|| html! {
            <nav class="contents" aria-label={page.contents.clone()}>
                <ul>
                    { (!case.faq.is_empty()).then(|| link(FAQ, &page.faq)) }
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

/// As of when it is true, and that it is no advice. In an embed it stands below the strip, as does [`translation`]:
/// in a frame the story and the strip are to be reached with little scrolling.
pub fn note(doc: Doc<'_>) -> Html {
    let Doc { case, ui, .. } = doc;
    let as_of = ui.page.as_of.replace("{date}", &ui.dates.dated(case.as_of));
    let as_of = match &case.verification {
        Some(id) => html! { <a href={format!("#{id}")}>{as_of}</a> },
        None => html! { {as_of} },
    };
    html! { <p class="masthead__note">{as_of}{" "}{&ui.page.not_advice}</p> }
}

/// The same page in the other languages, each named in itself; nothing where there is one.
pub fn languages(doc: Doc<'_>, kind: Kind<'_>) -> Html {
    let link = |other: Doc<'_>| {
        let (code, dir) = (&other.ui.language, &other.ui.direction);
        if other.ui.language == doc.ui.language {
            return html! { <li><span aria-current="true">{&other.ui.name}</span></li> };
        }
        let href = kind.file(other);
        html! { <li><a {href} hreflang={code.clone()} lang={code.clone()} dir={dir.clone()}>{&other.ui.name}</a></li> }
    };
    if doc.languages.len() < 2 || kind.is_alone() {
        return html! {};
    }
    html! {
        <nav class="languages" aria-label={doc.ui.page.languages.clone()}>
            <ul>{ for doc.in_all().map(link) }</ul>
        </nav>
    }
}

/// That this is a translation, whose words count, and how to report a mistake. The leaf for paper has no room
/// for the last; its address leads to it.
pub fn translation(doc: Doc<'_>, kind: Kind<'_>) -> Html {
    let Some(original) = doc.translated_from() else {
        return html! {};
    };
    let (code, name) = (&original.ui.language, &original.ui.name);
    // Links of a card lead to the whole page in any case.
    let page = match kind {
        Kind::Main | Kind::Embed | Kind::SingleFile | Kind::Card(_) => Some(String::new()),
        Kind::TakeAway | Kind::Embedding | Kind::Check => Some(Kind::Main.file(doc)),
        Kind::Bulletin => None,
    };
    let report = page.and_then(|page| {
        let id = doc.case.reporting.as_ref()?;
        Some((format!("{page}#{id}"), &doc.text.about.get(id)?.title))
    });
    html! {
        <p class="translation">
            {&doc.ui.page.translation}{" "}
            { if kind.is_alone() {
                html! { <bdi lang={code.clone()}>{name}</bdi> }
            } else {
                html! { <a href={kind.file(original)} hreflang={code.clone()} lang={code.clone()}><bdi>{name}</bdi></a> }
            } }{"."}
            { report.map(|(address, title)| html! { <>{" "}<a href={address}>{title}</a>{"."}</> }) }
        </p>
    }
}

/// What holds today, below the title of everything that can be read alone, with the way to help.
pub fn notice(doc: Doc<'_>) -> Html {
    let Doc { case, text, ui, .. } = doc;
    html! {
        <p class="notice">
            <strong>{prose::cited(&cited_text(&text.notice, case))}</strong>{" "}
            <a href="#help">{&ui.page.notice_link}</a>
        </p>
    }
}

/// What became of it all, with the way to read on.
pub fn outcome(doc: Doc<'_>) -> Html {
    let Doc { case, text, ui, .. } = doc;
    let last = case
        .chapters
        .last()
        .map_or("", |chapter| chapter.id.as_str());
    html! {
        <div class="outcome">
            <p>
                <strong>{&text.outcome.lead}</strong>{" "}
                { for cited_texts(&text.outcome.sentences, case).iter().map(|sentence| html! { <>{prose::cited(sentence)}{" "}</> }) }
                <a href={format!("#{last}")}>{&ui.page.what_happened_later}</a>
            </p>
        </div>
    }
}

/// A section's heading with a line of introduction. In an embed it is the summary of a fold, which is the heading alone.
pub fn head(kind: Kind<'_>, id: &str, title: &str, intro: &str) -> Html {
    let intro = if kind == Kind::Embed { "" } else { intro };
    html! {
        <>
            <h2 id={format!("{id}-title")}>{title.to_owned()}</h2>
            { (!intro.is_empty()).then(|| html! { <p class="section__intro">{prose::words(intro)}</p> }) }
        </>
    }
}

/// The head of a chapter of the timeline.
pub fn chapter_head(doc: Doc<'_>, id: &str) -> Html {
    let Some(chapter) = doc.text.chapters.get(id) else {
        return html! {};
    };
    let intro = cited_texts(&chapter.intro, doc.case);
    html! {
        <>
            <h3 id={format!("{id}-title")}>{&chapter.title}</h3>
            <p class="chapter__span">{&chapter.span}</p>
            { (!intro.is_empty()).then(|| html! { <div class="chapter__intro">{paragraph(&intro)}</div> }) }
        </>
    }
}

/// What the strip's marks and bands mean.
pub fn legend(doc: Doc<'_>) -> Html {
    let Doc { case, text, ui, .. } = doc;
    let actor = |actor: &Actor| html! { <li>{mark(actor.mark)}{text.actors.get(&actor.id)}</li> };
    html! {
        <ul class="legend">
            { for case.actors.iter().filter(|actor| acts_in_month(doc, actor)).map(actor) }
            <li><i class="band band--some" aria-hidden="true" />{&ui.live.paused_some}</li>
            <li><i class="band band--all" aria-hidden="true" />{&ui.live.paused_all}</li>
        </ul>
    }
}

/// What readers are told where the program does not come; nothing where it is not meant to.
pub fn still(doc: Doc<'_>, kind: Kind<'_>) -> Html {
    if kind.is_alone() {
        return html! {};
    }
    html! { <p class="still-only">{&doc.ui.page.still}</p> }
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

/// Who publishes the page, as a sentence of its own; nothing where that is not said.
pub fn published(doc: Doc<'_>) -> Html {
    let Some(publisher) = &doc.case.publisher else {
        return html! {};
    };
    let name = prose::in_original(doc, &publisher.name);
    let name = match &publisher.url {
        Some(url) => html! { <a href={url.clone()}>{name}</a> },
        None => name,
    };
    let (before, after) = prose::around(&doc.ui.page.published_by, "{name}");
    html! { <>{before.to_owned()}{name}{after.to_owned()}{" "}</> }
}

/// The foot of the page.
pub fn footer(doc: Doc<'_>, kind: Kind<'_>) -> Html {
    let page = &doc.ui.page;
    let published = published(doc);
    if kind.is_alone() {
        return html! { <p>{published}{&page.not_advice}{" "}{ doc.site.map(|site| html! { <a href={site.to_owned()}>{site.to_owned()}</a> }) }</p> };
    }
    let link = |kind: Kind<'_>, name: &str| html! { <>{" · "}<a href={kind.file(doc)} target="_blank" rel="noopener">{name.to_owned()}</a></> };
    html! { <p>{published}{&page.not_advice}{" "}<a href="#main">{&page.to_top}</a>{link(Kind::TakeAway, &page.take_away)}{link(Kind::Embedding, &page.embed_this)}</p> }
}

/// An actor's icon, name and number of events.
pub fn actor(doc: Doc<'_>, actor: &Actor) -> Html {
    let count = doc
        .case
        .events
        .iter()
        .filter(|event| event.by.contains(&actor.id))
        .count();
    html! { <>{mark(actor.mark)}{" "}{doc.text.actors.get(&actor.id)}{" "}<span class="controls__number">{count}</span></> }
}
