//! The masthead, the headings of sections and chapters, the footer, and the notices that
//! several pages share: languages, translation, outcome, publisher.

use yew::prelude::*;

use super::icon::icon;
use super::listen;
use super::prose::{self, paragraph};
use crate::client::page_data::CitedText;
use crate::client::page_data::{FAQ, HELP, SOURCES};
use crate::content::case::Actor;
use crate::site::context::PageContext;
use crate::site::page_data::{cited_text, cited_texts};
use crate::site::page_kind::PageKind;

/// The masthead: skip links, languages, title, the notice of what holds today, summary, and outcome. Outside an embed also
/// the date of the last check, the translation notice, and the contents.
pub fn masthead(context: PageContext<'_>, kind: PageKind<'_>) -> Html {
    let PageContext {
        case,
        text,
        strings,
        ..
    } = context;
    let link =
        |id: &str, name: &str| html! { <li><a href={format!("#{id}")}>{name.to_owned()}</a></li> };
    let page = &strings.page;
    html! {
        <>
            <a class="skip" href="#main">{&page.skip}</a>
            { (!case.help.is_empty()).then(|| html! { <a class="skip" href="#help">{&page.skip_to_help}</a> }) }
            <div class="masthead__top">{languages(context, kind)}{share_link(context, kind)}</div>
            <div class="masthead__text">
                <p class="kicker">{&text.kicker}</p>
                <h1>{&text.title}</h1>
                { (kind != PageKind::Embed).then(|| note(context)) }
                {notice(context)}
                { (kind != PageKind::Embed).then(|| translation(context, kind)) }
                {summary(context, kind)}
                { (kind != PageKind::Embed).then(|| summary_sources(context)) }
                {outcome(context)}
            </div>
            { (kind != PageKind::Embed).then(|| html! {
            <nav class="contents" aria-label={page.contents.clone()}>
                <ul>
                    { (!case.faq.is_empty()).then(|| link(FAQ, &page.faq)) }
                    {link("chart", &page.chart)}
                    {link("timeline", &page.timeline)}
                    { (!case.steps.is_empty()).then(|| link("case-map", &page.map)) }
                    { (!case.steps.is_empty()).then(|| link("steps", &page.steps)) }
                    { (!case.misreadings.is_empty()).then(|| link("misreadings", &page.misreadings)) }
                    { (!case.people.is_empty()).then(|| link("people", &page.people)) }
                    { (!case.terms.is_empty()).then(|| link("glossary", &page.terms)) }
                    { (!case.help.is_empty()).then(|| link(HELP, &page.help)) }
                    { (!case.sources.is_empty()).then(|| link(SOURCES, &page.sources)) }
                    { (!case.about.is_empty()).then(|| link("about", &page.about)) }
                </ul>
            </nav>
            }) }
        </>
    }
}

/// The summary, without the numbers of its sources: there would be one after every few words that a newcomer reads first.
fn summary(context: PageContext<'_>, kind: PageKind<'_>) -> Html {
    let sentences = cited_texts(&context.text.summary, context.case);
    let words = |(index, sentence): (usize, &CitedText)| {
        html! { <>{if index > 0 { " " } else { "" }}{prose::inline(&sentence.text)}</> }
    };
    let listen = listen::button(context, kind, &context.strings.listen.summary);
    html! { <div class="lede"><p>{ for sentences.iter().enumerate().map(words) }</p>{listen}</div> }
}

/// The numbers of the summary's sources, sentence by sentence. In an embed they follow the chart.
pub fn summary_sources(context: PageContext<'_>) -> Html {
    let sentences = cited_texts(&context.text.summary, context.case);
    let sources = |(index, sentence): (usize, &CitedText)| {
        html! { <>{if index > 0 { " · " } else { " " }}{prose::numbers(&sentence.sources)}</> }
    };
    html! { <p class="summary-sources">{&context.strings.page.summary_sources}{ for sentences.iter().enumerate().map(sources) }</p> }
}

/// The date of the last check, and that the page is not legal advice. In an embed it follows the chart, as does
/// [`translation`], so that readers reach the chart with little scrolling.
pub fn note(context: PageContext<'_>) -> Html {
    let PageContext { case, strings, .. } = context;
    let as_of = strings
        .page
        .as_of
        .replace("{date}", &strings.dates.dated(case.as_of));
    let as_of = match &case.verification {
        Some(id) => html! { <a href={format!("#{id}")}>{as_of}</a> },
        None => html! { {as_of} },
    };
    html! { <p class="masthead__note">{as_of}{" "}{&strings.page.not_advice}</p> }
}

/// The link to share or embed the page: to the page with all ways to do so, and with the app to a popover. In an embed it
/// names the main page, which is then shared. Empty on self-contained pages.
fn share_link(context: PageContext<'_>, kind: PageKind<'_>) -> Html {
    if kind.is_self_contained() {
        return html! {};
    }
    let main = (kind == PageKind::Embed).then(|| PageKind::Main.file(context));
    let target = main.is_some().then_some("_blank");
    html! { <a class="share-link" href={PageKind::TakeAway.file(context)} data-main={main} {target}>{&context.strings.page.share_or_embed}</a> }
}

/// Links to the page in the other languages, each named in that language. Empty if there is only one language, and in
/// the single file, which is read without the others.
pub fn languages(context: PageContext<'_>, kind: PageKind<'_>) -> Html {
    let link = |other: PageContext<'_>| {
        let (code, dir) = (&other.strings.language, &other.strings.direction);
        if other.strings.language == context.strings.language {
            return html! { <li><span aria-current="true">{&other.strings.name}</span></li> };
        }
        let href = kind.file(other);
        html! { <li><a {href} hreflang={code.clone()} lang={code.clone()} dir={dir.clone()}>{&other.strings.name}</a></li> }
    };
    if context.languages.len() < 2 || kind == PageKind::SingleFile {
        return html! {};
    }
    html! {
        <nav class="languages" aria-label={context.strings.page.languages.clone()}>
            <ul>{ for context.in_all().map(link) }</ul>
        </nav>
    }
}

/// The notice that this page is a translation, with links to the original and to how to report a mistake. Empty for the
/// original. Pages for paper do not have the second link.
pub fn translation(context: PageContext<'_>, kind: PageKind<'_>) -> Html {
    let Some(original) = context.translated_from() else {
        return html! {};
    };
    let (code, name) = (&original.strings.language, &original.strings.name);
    // A card has a `<base>`, so its links open the main page.
    let page = match kind {
        PageKind::Main
        | PageKind::Embed
        | PageKind::SingleFile
        | PageKind::Card(_)
        | PageKind::ChartCard => Some(String::new()),
        PageKind::TakeAway | PageKind::EmbedChooser | PageKind::FrameCheck => {
            Some(PageKind::Main.file(context))
        }
        PageKind::ShortEdition | PageKind::Bulletin | PageKind::Poster => None,
    };
    let report = page.and_then(|page| {
        let id = context.case.reporting.as_ref()?;
        Some((format!("{page}#{id}"), &context.text.about.get(id)?.title))
    });
    html! {
        <p class="translation">
            {&context.strings.page.translation}{" "}
            { if kind.is_self_contained() {
                html! { <bdi lang={code.clone()}>{name}</bdi> }
            } else {
                html! { <a href={kind.file(original)} hreflang={code.clone()} lang={code.clone()}><bdi>{name}</bdi></a> }
            } }{"."}
            { report.map(|(address, title)| html! { <>{" "}<a href={address}>{title}</a>{"."}</> }) }
        </p>
    }
}

/// The notice of what holds today, with a link to help.
pub fn notice(context: PageContext<'_>) -> Html {
    let PageContext {
        case,
        text,
        strings,
        ..
    } = context;
    html! {
        <p class="notice">
            <strong>{prose::cited(&cited_text(&text.notice, case))}</strong>
            { (!case.help.is_empty()).then(|| html! { <>{" "}<a href="#help">{&strings.page.notice_link}</a></> }) }
        </p>
    }
}

/// The outcome of the case, with a link to the last chapter.
pub fn outcome(context: PageContext<'_>) -> Html {
    let PageContext {
        case,
        text,
        strings,
        ..
    } = context;
    let last = case
        .chapters
        .last()
        .map_or("", |chapter| chapter.id.as_str());
    html! {
        <div class="outcome">
            <p>
                <strong>{&text.outcome.lead}</strong>{" "}
                { for cited_texts(&text.outcome.sentences, case).iter().map(|sentence| html! { <>{prose::cited(sentence)}{" "}</> }) }
                <a href={format!("#{last}")}>{&strings.page.what_happened_later}</a>
            </p>
        </div>
    }
}

/// The heading of a section with an introduction. In an embed it is inside a `<summary>`, and has no introduction.
pub fn head(kind: PageKind<'_>, id: &str, title: &str, intro: &str) -> Html {
    let intro = if kind == PageKind::Embed { "" } else { intro };
    html! {
        <>
            <h2 id={format!("{id}-title")}>{title.to_owned()}</h2>
            { (!intro.is_empty()).then(|| html! { <p class="section__intro">{prose::inline(intro)}</p> }) }
        </>
    }
}

/// The heading of a chapter of the timeline, with its time span and its introduction.
pub fn chapter_head(context: PageContext<'_>, id: &str) -> Html {
    let Some(chapter) = context.text.chapters.get(id) else {
        return html! {};
    };
    let intro = cited_texts(&chapter.intro, context.case);
    html! {
        <>
            <h3 id={format!("{id}-title")}>{&chapter.title}</h3>
            <p class="chapter__span">{&chapter.span}</p>
            { (!intro.is_empty()).then(|| html! { <div class="chapter__intro">{paragraph(&intro)}</div> }) }
        </>
    }
}

/// The message for readers of the static page, without the app. Empty on self-contained pages, which are meant to
/// be static.
pub fn static_notice(context: PageContext<'_>, kind: PageKind<'_>) -> Html {
    if kind.is_self_contained() {
        return html! {};
    }
    html! { <p class="static-only">{&context.strings.page.static_notice}</p> }
}

/// A sentence that names the publisher. Empty if the case names none.
pub fn published(context: PageContext<'_>) -> Html {
    let Some(publisher) = &context.case.publisher else {
        return html! {};
    };
    let name = prose::in_original(context, &publisher.name);
    let name = match &publisher.url {
        Some(url) => html! { <a href={url.clone()}>{name}</a> },
        None => name,
    };
    let (before, after) = prose::around(&context.strings.page.published_by, "{name}");
    html! { <>{before.to_owned()}{name}{after.to_owned()}{" "}</> }
}

/// The footer of the page.
pub fn footer(context: PageContext<'_>, kind: PageKind<'_>) -> Html {
    let page = &context.strings.page;
    let published = published(context);
    if kind.is_self_contained() {
        return html! { <p>{published}{&page.not_advice}{" "}{ context.site.map(|site| html! { <a href={site.to_owned()}>{site.to_owned()}</a> }) }</p> };
    }
    let link = |kind: PageKind<'_>, name: &str| html! { <>{" · "}<a href={kind.file(context)} target="_blank" rel="noopener">{name.to_owned()}</a></> };
    html! { <p>{published}{&page.not_advice}{" "}<a href="#main">{&page.to_top}</a>{link(PageKind::TakeAway, &page.take_away)}{link(PageKind::EmbedChooser, &page.embed_this)}</p> }
}

/// The icon of an actor, its name, and the number of its events.
pub fn actor(context: PageContext<'_>, actor: &Actor) -> Html {
    let count = context
        .case
        .events
        .iter()
        .filter(|event| event.by.contains(&actor.id))
        .count();
    html! { <span>{icon(actor.icon)}{" "}{context.text.actors.get(&actor.id)}{" "}<span class="controls__number">{count}</span></span> }
}
