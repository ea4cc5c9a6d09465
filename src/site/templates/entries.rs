//! The entries of the lists: questions of readers, misreadings, people, words, help, sources, paragraphs about the page.

use yew::prelude::*;

use super::masthead::published;
use super::prose::{self, paragraph};
use crate::content::case::{Correction, Faq, Help, Id, Person, Source, key};
use crate::model::markup::plain;
use crate::site::context::Doc;
use crate::site::page_data::cited_texts;

/// Something often said, and what is so.
pub fn misreading(doc: Doc<'_>, id: &str) -> Html {
    let Some(told) = doc.text.misreadings.get(id) else {
        return html! {};
    };
    let page = &doc.ui.page;
    html! {
        <>
            <p class="misread__said"><span class="label">{&page.said}</span>{" "}{&told.said}</p>
            <div class="misread__so"><span class="label">{&page.so}</span>{" "}{paragraph(&cited_texts(&told.so, doc.case))}</div>
        </>
    }
}

/// A person or body.
pub fn person(doc: Doc<'_>, person: &Person) -> Html {
    let Some(told) = doc.text.people.get(&person.id) else {
        return html! {};
    };
    html! {
        <>
            <h3 class="name">{&told.name}</h3>
            <div class="meaning"><p class="role">{prose::words(&told.role)}</p>{paragraph(&cited_texts(&told.about, doc.case))}</div>
        </>
    }
}

/// A question that a reader brings. An answer about a reader's own case ends with the list of lawyers.
pub fn faq(doc: Doc<'_>, asked: &Faq) -> Html {
    let Some(faq_text) = doc.text.faq.get(&asked.id) else {
        return html! {};
    };
    let more = name(doc, &asked.more).map(|name| (&asked.more, name));
    let lawyers = doc.case.lawyers.as_ref().filter(|_| asked.own_case);
    let lawyers = lawyers.and_then(|id| Some((id, name(doc, id)?)));
    let link = |(id, name): (&Id, String)| html! { <li><a href={format!("#{id}")}>{name}</a></li> };
    html! {
        <>
            <h3 class="name">{&faq_text.question}</h3>
            <div class="meaning">{paragraph(&cited_texts(&faq_text.answer, doc.case))}</div>
            <div class="more"><span>{&doc.ui.page.faq_more}</span><ul>{ for more.into_iter().chain(lawyers).map(link) }</ul></div>
        </>
    }
}

/// What a record is called, whichever it is. What people say wrongly is no name: read alone it would be taken for
/// what the page says.
pub fn name(doc: Doc<'_>, id: &str) -> Option<String> {
    let Doc { case, text, .. } = doc;
    let event = text.events.get(id).map(|event| &event.headline);
    let step = text.steps.get(id).map(|step| &step.title);
    let faq = text.faq.get(id).map(|faq| &faq.question);
    let misreading = text.misreadings.get(id).map(|_| &doc.ui.page.misreadings);
    let person = text.people.get(id).map(|person| &person.name);
    let term = text.terms.get(id).map(|term| &term.name);
    let help = text.help.get(id).map(|help| &help.name);
    let about = text.about.get(id).map(|about| &about.title);
    let chapter = text.chapters.get(id).map(|chapter| &chapter.title);
    let source = case.source(id);
    event
        .or(step)
        .or(faq)
        .or(misreading)
        .or(person)
        .or(term)
        .or(help)
        .or(about)
        .or(chapter)
        .or(source.map(|source| &source.title))
        .map(|name| plain(name))
}

/// A word of the glossary.
pub fn term(doc: Doc<'_>, id: &str) -> Html {
    let Some(told) = doc.text.terms.get(id) else {
        return html! {};
    };
    html! {
        <><h3 class="name">{prose::words(&told.name)}</h3><div class="meaning">{paragraph(&cited_texts(&told.meaning, doc.case))}</div></>
    }
}

/// A page that helps.
pub fn help(doc: Doc<'_>, help: &Help) -> Html {
    let Some(told) = doc.text.help.get(&help.id) else {
        return html! {};
    };
    html! {
        <>
            <h3 class="name"><a href={help.url.clone()}>{&told.name}</a></h3>
            <div class="meaning">{paragraph(&cited_texts(&told.purpose, doc.case))}</div>
            <p class="address">{bare(&help.url)}</p>
        </>
    }
}

/// A source: number, title, publisher, date, kind, address.
pub fn source(doc: Doc<'_>, number: usize, source: &Source) -> Html {
    let page = &doc.ui.page;
    let date = match source.date {
        // No year is left out here: a source stands alone.
        Some(when) => doc.ui.dates.when(when).date,
        None => page.undated.clone(),
    };
    html! {
        <>
            <span class="source__number">{number}</span>
            <p>
                <a href={source.url.clone()}>{prose::in_original(doc, &source.title)}</a>{" "}
                <span class="source__from">{prose::in_original(doc, &source.publisher)}{" · "}{date}{" · "}{doc.ui.kinds.get(&key(source.kind))}
                { source.http_only.then(|| html! { <>{" · "}{&page.http_only}</> }) }</span>
            </p>
        </>
    }
}

/// A paragraph about the page.
pub fn about(doc: Doc<'_>, id: &str) -> Html {
    let Some(told) = doc.text.about.get(id) else {
        return html! {};
    };
    html! {
        <><h3 class="name">{&told.title}</h3>{ for told.paragraphs.iter().map(|words| html! { <p>{prose::words(words)}</p> }) }{report_to(doc, id)}{corrections(doc, id)}</>
    }
}

/// Where mistakes can be reported, below the paragraph that says how.
fn report_to(doc: Doc<'_>, id: &str) -> Html {
    let email = doc
        .case
        .publisher
        .as_ref()
        .and_then(|publisher| publisher.email.as_ref());
    let Some(email) = email.filter(|_| doc.case.reporting.as_deref() == Some(id)) else {
        return html! {};
    };
    let (before, after) = prose::around(&doc.ui.page.report_to, "{email}");
    html! { <p>{published(doc)}{before.to_owned()}<a href={format!("mailto:{email}")}><bdi>{email}</bdi></a>{after.to_owned()}</p> }
}

/// What was put right, below the paragraph that says how to report a mistake.
fn corrections(doc: Doc<'_>, id: &str) -> Html {
    let Doc { case, text, ui, .. } = doc;
    if case.corrections.is_empty() || case.reporting.as_deref() != Some(id) {
        return html! {};
    }
    let entry = |correction: &Correction| {
        let (id, on) = (correction.id.clone(), correction.on);
        let told = text.corrections.get(&id).map(|words| prose::words(words));
        html! { <li {id}><time datetime={on.to_string()}>{ui.dates.dated(on)}</time>{": "}{told}</li> }
    };
    html! { <ul class="corrections">{ for case.corrections.iter().map(entry) }</ul> }
}

/// An address as people read it out.
fn bare(url: &str) -> &str {
    url.trim_start_matches("https://")
        .trim_start_matches("www.")
        .trim_end_matches('/')
}

/// A record's own link, to keep or to pass on. It works without script; the app copies its address on a click.
pub fn record_link(id: &str, label: &str) -> Html {
    html! { <a class="record-link" href={format!("#{id}")} aria-label={label.to_owned()}></a> }
}

/// The own link of a record that has a name.
pub fn named_record_link(doc: Doc<'_>, id: &str, name: &str) -> Html {
    record_link(id, &doc.ui.live.link_to.replace("{name}", name))
}
