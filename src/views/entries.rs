//! The entries of the lists: misreadings, people, words, help, sources, paragraphs about the page.

use yew::prelude::*;

use super::Doc;
use super::prose::{self, paragraph};
use crate::case::{Correction, Help, Person, Source, key};
use crate::outline::Cited;

/// Something often said, and what is so.
pub fn misreading(doc: Doc<'_>, id: &str) -> Html {
    let Some(told) = doc.text.misreadings.get(id) else {
        return html! {};
    };
    let page = &doc.ui.page;
    html! {
        <>
            <p class="misread__said"><span class="label">{&page.said}</span>{" "}{&told.said}</p>
            <div class="misread__so"><span class="label">{&page.so}</span>{" "}{paragraph(&Cited::all(&told.so, doc.case))}</div>
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
            <div class="meaning"><p class="role">{prose::words(&told.role)}</p>{paragraph(&Cited::all(&told.about, doc.case))}</div>
        </>
    }
}

/// A word of the glossary.
pub fn term(doc: Doc<'_>, id: &str) -> Html {
    let Some(told) = doc.text.terms.get(id) else {
        return html! {};
    };
    html! {
        <><h3 class="name">{prose::words(&told.name)}</h3><div class="meaning">{paragraph(&Cited::all(&told.meaning, doc.case))}</div></>
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
            <div class="meaning">{paragraph(&Cited::all(&told.purpose, doc.case))}</div>
            <p class="address">{bare(&help.url)}</p>
        </>
    }
}

/// A source: number, title, publisher, date, kind, address.
pub fn source(doc: Doc<'_>, number: usize, source: &Source) -> Html {
    let page = &doc.ui.page;
    let date = match source.date {
        // No year is left out here: a source stands alone.
        Some(when) => doc.ui.dates.when(when, 0).date,
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
        <><h3 class="name">{&told.title}</h3>{ for told.paragraphs.iter().map(|words| html! { <p>{prose::words(words)}</p> }) }{corrections(doc, id)}</>
    }
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
