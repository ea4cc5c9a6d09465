//! The page as plain text, for newsletters and bulletins: what the page says, in its order, with the
//! sources' numbers in brackets.

use std::fmt::{self, Write};

use crate::content::text::Sentence;
use crate::model::markup::plain;
use crate::site::context::Doc;
use crate::site::page_data::numbered;
use crate::site::page_kind::Kind;
use crate::site::templates::{entries, event, step};

/// The page's file; languages after the first add their code.
pub fn file(doc: Doc<'_>) -> String {
    Kind::Main.file(doc).replace(".html", ".txt")
}

/// The page as plain text.
///
/// # Errors
/// None that writing into memory has.
pub fn text(doc: Doc<'_>) -> Result<String, fmt::Error> {
    let Doc { case, text, ui, .. } = doc;
    let page = &ui.page;
    let mut out = String::new();
    let to = &mut out;
    writeln!(to, "{}\n{}\n", text.title, underline(&text.title, '='))?;
    if let Some(original) = doc.translated_from() {
        writeln!(to, "{} {}.\n", page.translation, original.ui.name)?;
    }
    let notice = told(doc, std::slice::from_ref(&text.notice));
    writeln!(to, "{notice} {}.\n", page.help)?;
    writeln!(to, "{}\n", told(doc, &text.summary))?;
    let outcome = told(doc, &text.outcome.sentences);
    writeln!(to, "{} {outcome}\n", text.outcome.lead)?;
    let as_of = page.as_of.replace("{date}", &ui.dates.dated(case.as_of));
    writeln!(to, "{as_of} {}", page.not_advice)?;
    if let Some(site) = doc.site {
        writeln!(to, "{}", Kind::Main.address(doc, site))?;
    }

    if !case.faq.is_empty() {
        head(to, &page.faq)?;
    }
    for asked in &case.faq {
        let Some(words) = text.faq.get(&asked.id) else {
            continue;
        };
        writeln!(to, "\n{}\n{}", words.question, told(doc, &words.answer))?;
        let lawyers = case.lawyers.as_ref().filter(|_| asked.own_case);
        let more = [Some(&asked.more), lawyers].into_iter().flatten();
        let more: Vec<_> = more.filter_map(|id| entries::name(doc, id)).collect();
        writeln!(to, "{} {}", page.faq_more, more.join("; "))?;
    }
    head(to, &page.timeline)?;
    for chapter in &case.chapters {
        let Some(words) = text.chapters.get(&chapter.id) else {
            continue;
        };
        writeln!(to, "\n{} ({})", words.title, words.span)?;
        writeln!(to, "{}\n", underline(&words.title, '-'))?;
        if !words.intro.is_empty() {
            writeln!(to, "{}\n", told(doc, &words.intro))?;
        }
        let here = |event: &&crate::content::case::Event| {
            case.chapter_of(event)
                .is_some_and(|found| found.id == chapter.id)
        };
        for happened in case.events.iter().filter(here) {
            event_in(to, doc, happened)?;
        }
    }
    head(to, &page.steps)?;
    for step in &case.steps {
        let Some(words) = text.steps.get(&step.id) else {
            continue;
        };
        let answer = told(doc, std::slice::from_ref(&words.answer));
        writeln!(to, "\n{}\n{answer}", words.title)?;
        for (label, sentences) in step::parts(doc, words) {
            writeln!(to, "{label}: {}", told(doc, sentences))?;
        }
    }
    head(to, &page.misreadings)?;
    for words in case
        .misreadings
        .iter()
        .filter_map(|id| text.misreadings.get(id))
    {
        writeln!(to, "\n{}: {}", page.said, words.said)?;
        writeln!(to, "{}: {}", page.so, told(doc, &words.so))?;
    }
    head(to, &page.people)?;
    for words in case
        .people
        .iter()
        .filter_map(|person| text.people.get(&person.id))
    {
        writeln!(
            to,
            "\n{}, {}: {}",
            words.name,
            plain(&words.role),
            told(doc, &words.about)
        )?;
    }
    head(to, &page.terms)?;
    for words in doc.terms().iter().filter_map(|id| text.terms.get(id)) {
        writeln!(
            to,
            "\n{}: {}",
            plain(&words.name),
            told(doc, &words.meaning)
        )?;
    }
    head(to, &page.help)?;
    for help in &case.help {
        if let Some(words) = text.help.get(&help.id) {
            writeln!(
                to,
                "\n{}: {}\n{}",
                words.name,
                told(doc, &words.purpose),
                help.url
            )?;
        }
    }
    head(to, &page.sources)?;
    for (source, number) in case.sources.iter().zip(1..) {
        let date = source.date.map(|when| ui.dates.when(when).date);
        let date = date.as_ref().unwrap_or(&page.undated);
        writeln!(
            to,
            "\n[{number}] {}. {}, {date}.\n{}",
            source.title, source.publisher, source.url
        )?;
    }
    head(to, &page.about)?;
    for words in case.about.iter().filter_map(|id| text.about.get(id)) {
        let paragraphs: Vec<_> = words.paragraphs.iter().map(|words| plain(words)).collect();
        writeln!(to, "\n{}\n{}", words.title, paragraphs.join("\n"))?;
    }
    for correction in &case.corrections {
        let words = text.corrections.get(&correction.id);
        let words = words.map(|words| plain(words)).unwrap_or_default();
        writeln!(to, "\n{}: {words}", ui.dates.dated(correction.on))?;
    }
    Ok(out)
}

fn event_in(to: &mut String, doc: Doc<'_>, event: &crate::content::case::Event) -> fmt::Result {
    let page = &doc.ui.page;
    let Some(words) = doc.text.events.get(&event.id) else {
        return Ok(());
    };
    let date = doc.ui.dates.when(event.when).date;
    let status = doc.ui.status.get(&crate::content::case::key(event.status));
    let status = status.map(String::as_str).unwrap_or_default();
    writeln!(to, "{date} ({status}): {}", words.headline)?;
    if let Some(outcome) = &words.outcome {
        let outcome = told(doc, std::slice::from_ref(outcome));
        writeln!(to, "{} {outcome}", doc.ui.live.outcome)?;
    }
    writeln!(to, "{}", told(doc, &words.sentences))?;
    for quote in &words.quotes {
        let quoted = doc.ui.page.quoted.replace("{quote}", &quote.quote);
        let sources = numbers(&numbered(&quote.sources, doc.case));
        let quoted_by = event::quoted_by(doc, quote).map_or_else(String::new, |source| {
            page.comma.clone() + &page.as_quoted.replace("{publisher}", &source.publisher)
        });
        writeln!(to, "{quoted} {}{quoted_by}{sources}", plain(&quote.from))?;
    }
    if !words.did_not.is_empty() {
        let label = event::not_label(doc, event);
        writeln!(to, "{label} {}", told(doc, &words.did_not))?;
    }
    if !words.notes.is_empty() {
        writeln!(to, "{} {}", doc.ui.page.how_sure, told(doc, &words.notes))?;
    }
    writeln!(to)
}

fn head(to: &mut String, title: &str) -> fmt::Result {
    writeln!(to, "\n\n{title}\n{}", underline(title, '='))
}

fn underline(title: &str, with: char) -> String {
    title.chars().map(|_| with).collect()
}

fn told(doc: Doc<'_>, sentences: &[Sentence]) -> String {
    let sentence = |sentence: &Sentence| {
        let sources = numbers(&numbered(&sentence.sources, doc.case));
        plain(&sentence.text) + &sources
    };
    sentences.iter().map(sentence).collect::<Vec<_>>().join(" ")
}

fn numbers(sources: &[(String, usize)]) -> String {
    let all: Vec<_> = sources
        .iter()
        .map(|(_, number)| number.to_string())
        .collect();
    format!(" [{}]", all.join(", "))
}
