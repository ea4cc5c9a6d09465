//! The entries of the lists: readers' questions, misreadings, people, glossary terms, help, sources, and paragraphs
//! about the page. Also the names of records and the links to them.

use yew::prelude::*;

use super::masthead::published;
use super::prose::{self, paragraph};
use crate::content::case::{Correction, Faq, Help, Id, Person, Source, key};
use crate::model::markup::plain;
use crate::site::context::PageContext;
use crate::site::page_data::cited_texts;

/// A misreading: a claim that is often made, and the correction.
pub fn misreading(context: PageContext<'_>, id: &str) -> Html {
    let Some(misreading_text) = context.text.misreadings.get(id) else {
        return html! {};
    };
    let page = &context.strings.page;
    html! {
        <>
            <p class="misreading__claim"><span class="label">{&page.claim}<span class="vh">{":"}</span></span>{" "}{&misreading_text.claim}</p>
            <div class="misreading__answer"><span class="label">{&page.correction}</span>{" "}{paragraph(&cited_texts(&misreading_text.correction, context.case))}</div>
        </>
    }
}

/// A person or institution.
pub fn person(context: PageContext<'_>, person: &Person) -> Html {
    let person_text = &context.text.people[&person.id];
    html! {
        <>
            <h3 class="name">{&person_text.name}</h3>
            <div class="meaning"><p class="role">{prose::inline(&person_text.role)}</p>{paragraph(&cited_texts(&person_text.about, context.case))}</div>
        </>
    }
}

/// A reader's question and its answer, with links to read more. If the question is about the reader's own case, the
/// links include the list of lawyers.
pub fn faq(context: PageContext<'_>, faq: &Faq) -> Html {
    let faq_text = &context.text.faq[&faq.id];
    let more = name(context, &faq.more).map(|name| (&faq.more, name));
    let lawyers = context.case.lawyers.as_ref().filter(|_| faq.own_case);
    let lawyers = lawyers.and_then(|id| Some((id, name(context, id)?)));
    let link = |(id, name): (&Id, String)| html! { <li><a href={format!("#{id}")}>{name}</a></li> };
    html! {
        <>
            <h3 class="name">{&faq_text.question}</h3>
            <div class="meaning">{paragraph(&cited_texts(&faq_text.answer, context.case))}</div>
            <div class="more"><span>{&context.strings.page.faq_more}</span><ul>{ for more.into_iter().chain(lawyers).map(link) }</ul></div>
        </>
    }
}

/// The name of the record with this id, of any kind. The name of a misreading is the title of its section, because
/// the claim alone would read as a statement of the page.
pub fn name(context: PageContext<'_>, id: &str) -> Option<String> {
    let PageContext { case, text, .. } = context;
    let event = text.events.get(id).map(|event| &event.headline);
    let step = text.steps.get(id).map(|step| &step.title);
    let faq = text.faq.get(id).map(|faq| &faq.question);
    let misreading = text
        .misreadings
        .get(id)
        .map(|_| &context.strings.page.misreadings);
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

/// A glossary term and its meaning.
pub fn term(context: PageContext<'_>, id: &str) -> Html {
    let Some(term_text) = context.text.terms.get(id) else {
        return html! {};
    };
    let explained_by = context.case.explained_by.get(id);
    let longer = explained_by.map(|step| {
        let title = &context.text.steps[step].title;
        html! { <p class="more"><span>{&context.strings.page.belongs_to}</span>{" "}<a class="longer" href={format!("#{step}")}>{title}</a></p> }
    });
    html! {
        <><h3 class="name">{prose::inline(&term_text.name)}</h3><div class="meaning">{paragraph(&cited_texts(&term_text.meaning, context.case))}</div>{longer}</>
    }
}

/// A website or organization that offers help.
pub fn help(context: PageContext<'_>, help: &Help) -> Html {
    let help_text = &context.text.help[&help.id];
    html! {
        <>
            <h3 class="name"><a href={help.url.clone()}>{&help_text.name}</a></h3>
            <div class="meaning">{paragraph(&cited_texts(&help_text.purpose, context.case))}</div>
            <p class="address">{bare(&help.url)}</p>
        </>
    }
}

/// A source: number, title with link, publisher, date and kind.
pub fn source(context: PageContext<'_>, number: usize, source: &Source) -> Html {
    let page = &context.strings.page;
    let date = match source.date {
        // Always with the year: the date of a source has no context.
        Some(when) => context.strings.dates.when(when).date,
        None => page.undated.clone(),
    };
    html! {
        <>
            <span class="source__number">{number}</span>
            <p>
                <a class="source__title" href={source.url.clone()}>{prose::in_original(context, &source.title)}</a>{" "}
                <span class="source__from">{prose::in_original(context, &source.publisher)}{" · "}{date}{" · "}{context.strings.kinds.get(&key(source.kind))}
                { source.http_only.then(|| html! { <>{" · "}{&page.http_only}</> }) }</span>
            </p>
        </>
    }
}

/// An entry of the section about the page: its title and its paragraphs.
pub fn about(context: PageContext<'_>, id: &str) -> Html {
    let Some(about_text) = context.text.about.get(id) else {
        return html! {};
    };
    html! {
        <><h3 class="name">{&about_text.title}</h3>{ for about_text.paragraphs.iter().map(|paragraph| html! { <p>{prose::inline(paragraph)}</p> }) }{report_to(context, id)}{corrections(context, id)}</>
    }
}

/// The email address for reports of mistakes. Empty unless `id` is the entry on reporting.
fn report_to(context: PageContext<'_>, id: &str) -> Html {
    let email = context
        .case
        .publisher
        .as_ref()
        .and_then(|publisher| publisher.email.as_ref());
    let Some(email) = email.filter(|_| context.case.reporting.as_deref() == Some(id)) else {
        return html! {};
    };
    let (before, after) = prose::around(&context.strings.page.report_to, "{email}");
    html! { <p>{published(context)}{before.to_owned()}<a href={format!("mailto:{email}")}><bdi>{email}</bdi></a>{after.to_owned()}</p> }
}

/// The list of corrections. Empty unless `id` is the entry on reporting.
fn corrections(context: PageContext<'_>, id: &str) -> Html {
    let PageContext {
        case,
        text,
        strings,
        ..
    } = context;
    if case.corrections.is_empty() || case.reporting.as_deref() != Some(id) {
        return html! {};
    }
    let entry = |correction: &Correction| {
        let (id, on) = (correction.id.clone(), correction.on);
        let correction_text = text.corrections.get(&id).map(|text| prose::inline(text));
        html! { <li {id}><time datetime={on.to_string()}>{strings.dates.dated(on)}</time>{": "}{correction_text}</li> }
    };
    html! { <ul class="corrections">{ for case.corrections.iter().map(entry) }</ul> }
}

/// A URL without scheme, `www.` and trailing slash, as it is shown to readers.
fn bare(url: &str) -> &str {
    url.trim_start_matches("https://")
        .trim_start_matches("www.")
        .trim_end_matches('/')
}

/// A link to a record, to bookmark or share. It works without script; the app also copies its address on a click.
pub fn record_link(id: &str, label: &str) -> Html {
    html! { <a class="record-link" href={format!("#{id}")} aria-label={label.to_owned()}></a> }
}

/// A link to a record that has a name, which its label contains.
pub fn named_record_link(context: PageContext<'_>, id: &str, name: &str) -> Html {
    record_link(id, &context.strings.client.link_to.replace("{name}", name))
}
