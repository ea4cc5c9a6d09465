//! The main page as plain text, for newsletters and bulletins. It follows the order of the page; the numbers of sources
//! are in brackets.

use std::fmt::{self, Write};

use crate::content::case::{Event, key};
use crate::content::text::Sentence;
use crate::model::markup::plain;
use crate::site::context::PageContext;
use crate::site::page_data::numbered;
use crate::site::page_kind::PageKind;
use crate::site::templates::{chart, entries, event, office, step};

/// The file name. Translations add their language code.
pub fn file(context: PageContext<'_>) -> String {
    PageKind::Main.file(context).replace(".html", ".txt")
}

/// The main page as plain text.
///
/// # Errors
/// Fails only if writing to memory fails.
pub fn text(context: PageContext<'_>) -> Result<String, fmt::Error> {
    let mut out = String::new();
    let to = &mut out;
    write_head(to, context)?;
    write_faq(to, context)?;
    write_chart(to, context)?;
    write_timeline(to, context)?;
    write_map(to, context)?;
    write_steps(to, context)?;
    write_misreadings(to, context)?;
    write_people(to, context)?;
    write_terms(to, context)?;
    write_help(to, context)?;
    write_sources(to, context)?;
    write_about(to, context)?;
    Ok(out)
}

/// Writes the title, what holds today, the summary and the address.
fn write_head(to: &mut String, context: PageContext<'_>) -> fmt::Result {
    let PageContext {
        case,
        text,
        strings,
        ..
    } = context;
    let page = &strings.page;
    writeln!(to, "{}\n{}\n", text.title, underline(&text.title, '='))?;
    if let Some(original) = context.translated_from() {
        writeln!(to, "{} {}.\n", page.translation, original.strings.name)?;
    }
    let notice = with_numbers(context, std::slice::from_ref(&text.notice));
    if case.help.is_empty() {
        writeln!(to, "{notice}\n")?;
    } else {
        writeln!(to, "{notice} {}.\n", page.help)?;
    }
    writeln!(to, "{}\n", with_numbers(context, &text.summary))?;
    let outcome = with_numbers(context, &text.outcome.sentences);
    writeln!(to, "{} {outcome}\n", text.outcome.lead)?;
    let as_of = page
        .as_of
        .replace("{date}", &strings.dates.dated(case.as_of));
    writeln!(to, "{as_of} {}", page.not_advice)?;
    if let Some(site) = context.site {
        writeln!(to, "{}", PageKind::Main.address(context, site))?;
    }
    Ok(())
}

/// Writes the readers' questions, each with the records to read next.
fn write_faq(to: &mut String, context: PageContext<'_>) -> fmt::Result {
    let case = context.case;
    let page = &context.strings.page;
    if !case.faq.is_empty() {
        write_heading(to, &page.faq)?;
    }
    for faq in &case.faq {
        let faq_text = &context.text.faq[&faq.id];
        let answer = with_numbers(context, &faq_text.answer);
        writeln!(to, "\n{}\n{answer}", faq_text.question)?;
        let lawyers = case.lawyers.as_ref().filter(|_| faq.own_case);
        let more = [Some(&faq.more), lawyers].into_iter().flatten();
        let more: Vec<_> = more.filter_map(|id| entries::name(context, id)).collect();
        writeln!(to, "{} {}", page.faq_more, more.join("; "))?;
    }
    Ok(())
}

/// Writes what the chart shows: its summary, and for each bar what held on which days.
fn write_chart(to: &mut String, context: PageContext<'_>) -> fmt::Result {
    let chart_text = &context.text.chart;
    write_heading(to, &context.strings.page.chart)?;
    let summary = with_numbers(context, std::slice::from_ref(&chart_text.summary));
    writeln!(to, "\n{summary}\n")?;
    let questions = context
        .case
        .questions
        .iter()
        .filter(|question| question.bar);
    for (index, question) in questions.enumerate() {
        if index == 0 {
            writeln!(to, "{}", chart_text.bars_title)?;
        }
        let bars = chart::bars_of(context, question);
        let words: Vec<_> = bars
            .iter()
            .filter_map(|bar| Some(format!("{}: {}", bar.dates(context), bar.words?)))
            .collect();
        writeln!(
            to,
            "- {}: {}",
            chart_text.bars[&question.id],
            words.join("; ")
        )?;
    }
    Ok(())
}

/// Writes the chapters of the timeline and their events.
fn write_timeline(to: &mut String, context: PageContext<'_>) -> fmt::Result {
    let case = context.case;
    write_heading(to, &context.strings.page.timeline)?;
    for chapter in &case.chapters {
        let chapter_text = &context.text.chapters[&chapter.id];
        writeln!(to, "\n{} ({})", chapter_text.title, chapter_text.span)?;
        writeln!(to, "{}\n", underline(&chapter_text.title, '-'))?;
        if !chapter_text.intro.is_empty() {
            writeln!(to, "{}\n", with_numbers(context, &chapter_text.intro))?;
        }
        let is_in_chapter = |event: &&Event| {
            case.chapter_of(event)
                .is_some_and(|found| found.id == chapter.id)
        };
        for event in case.events.iter().filter(is_in_chapter) {
            write_event(to, context, event)?;
        }
    }
    Ok(())
}

fn write_event(to: &mut String, context: PageContext<'_>, event: &Event) -> fmt::Result {
    let page = &context.strings.page;
    let event_text = &context.text.events[&event.id];
    let date = context.strings.dates.when(event.when).date;
    let status = &context.strings.status[&key(event.status)];
    writeln!(to, "{date} ({status}): {}", event_text.headline)?;
    if let Some(outcome) = &event_text.outcome {
        let outcome = with_numbers(context, std::slice::from_ref(outcome));
        writeln!(to, "{} {outcome}", context.strings.client.outcome)?;
    }
    writeln!(to, "{}", with_numbers(context, &event_text.sentences))?;
    for quote in &event_text.quotes {
        let quoted = context.strings.page.quoted.replace("{quote}", &quote.quote);
        let sources = numbers(&numbered(&quote.sources, context.case));
        let quoted_by = event::quoted_by(context, quote).map_or_else(String::new, |source| {
            page.comma.clone() + &page.as_quoted.replace("{publisher}", &source.publisher)
        });
        writeln!(to, "{quoted} {}{quoted_by}{sources}", plain(&quote.from))?;
    }
    if !event_text.did_not.is_empty() {
        let label = event::not_label(context, event);
        writeln!(to, "{label} {}", with_numbers(context, &event_text.did_not))?;
    }
    if !event_text.notes.is_empty() {
        writeln!(
            to,
            "{} {}",
            context.strings.page.how_sure,
            with_numbers(context, &event_text.notes)
        )?;
    }
    writeln!(to)
}

/// Writes the case map: each office, and its steps.
fn write_map(to: &mut String, context: PageContext<'_>) -> fmt::Result {
    let PageContext {
        case,
        text,
        strings,
        ..
    } = context;
    if !case.offices.is_empty() {
        write_heading(to, &strings.page.map)?;
    }
    for office in &case.offices {
        let office_text = &text.offices[&office.id];
        let about = with_numbers(context, std::slice::from_ref(&office_text.about));
        let steps = office::step_titles(context, office);
        writeln!(
            to,
            "\n{}\n{about}\n- {}",
            office_text.name,
            steps.join("\n- ")
        )?;
    }
    Ok(())
}

/// Writes the legal steps, with the parts of each explanation.
fn write_steps(to: &mut String, context: PageContext<'_>) -> fmt::Result {
    if !context.case.steps.is_empty() {
        write_heading(to, &context.strings.page.steps)?;
    }
    for step in &context.case.steps {
        let step_text = &context.text.steps[&step.id];
        let answer = with_numbers(context, std::slice::from_ref(&step_text.answer));
        let office = office::of_step(context, step);
        writeln!(to, "\n{}\n{office}\n{answer}", step_text.title)?;
        for (label, sentences) in step::parts(context, step_text) {
            writeln!(to, "{label}: {}", with_numbers(context, sentences))?;
        }
    }
    Ok(())
}

/// Writes what is often misread, each claim with its correction.
fn write_misreadings(to: &mut String, context: PageContext<'_>) -> fmt::Result {
    let page = &context.strings.page;
    let misreadings = &context.case.misreadings;
    if !misreadings.is_empty() {
        write_heading(to, &page.misreadings)?;
    }
    for id in misreadings {
        let misreading_text = &context.text.misreadings[id];
        let correction = with_numbers(context, &misreading_text.correction);
        writeln!(to, "\n{}: {}", page.claim, misreading_text.claim)?;
        writeln!(to, "{}: {correction}", page.correction)?;
    }
    Ok(())
}

fn write_people(to: &mut String, context: PageContext<'_>) -> fmt::Result {
    if !context.case.people.is_empty() {
        write_heading(to, &context.strings.page.people)?;
    }
    for person in &context.case.people {
        let person_text = &context.text.people[&person.id];
        let (name, role) = (&person_text.name, plain(&person_text.role));
        let about = with_numbers(context, &person_text.about);
        writeln!(to, "\n{name}, {role}: {about}")?;
    }
    Ok(())
}

fn write_terms(to: &mut String, context: PageContext<'_>) -> fmt::Result {
    let terms = context.terms();
    if !terms.is_empty() {
        write_heading(to, &context.strings.page.terms)?;
    }
    for id in &terms {
        let term_text = &context.text.terms[id];
        let meaning = with_numbers(context, &term_text.meaning);
        writeln!(to, "\n{}: {meaning}", plain(&term_text.name))?;
    }
    Ok(())
}

fn write_help(to: &mut String, context: PageContext<'_>) -> fmt::Result {
    if !context.case.help.is_empty() {
        write_heading(to, &context.strings.page.help)?;
    }
    for help in &context.case.help {
        let help_text = &context.text.help[&help.id];
        let purpose = with_numbers(context, &help_text.purpose);
        writeln!(to, "\n{}: {purpose}\n{}", help_text.name, help.url)?;
    }
    Ok(())
}

fn write_sources(to: &mut String, context: PageContext<'_>) -> fmt::Result {
    let strings = context.strings;
    write_heading(to, &strings.page.sources)?;
    for (source, number) in context.case.sources.iter().zip(1..) {
        let date = source.date.map(|when| strings.dates.when(when).date);
        let date = date.as_ref().unwrap_or(&strings.page.undated);
        writeln!(
            to,
            "\n[{number}] {}. {}, {date}.\n{}",
            source.title, source.publisher, source.url
        )?;
    }
    Ok(())
}

/// Writes the section on the page itself, and the corrections.
fn write_about(to: &mut String, context: PageContext<'_>) -> fmt::Result {
    let PageContext {
        case,
        text,
        strings,
        ..
    } = context;
    write_heading(to, &strings.page.about)?;
    for id in &case.about {
        let about_text = &text.about[id];
        let paragraphs = about_text.paragraphs.iter();
        let paragraphs: Vec<_> = paragraphs.map(|paragraph| plain(paragraph)).collect();
        writeln!(to, "\n{}\n{}", about_text.title, paragraphs.join("\n"))?;
    }
    for correction in &case.corrections {
        let date = strings.dates.dated(correction.on);
        let words = plain(&text.corrections[&correction.id]);
        writeln!(to, "\n{date}: {words}")?;
    }
    Ok(())
}

/// Writes the heading of a section.
fn write_heading(to: &mut String, title: &str) -> fmt::Result {
    writeln!(to, "\n\n{title}\n{}", underline(title, '='))
}

/// A line of `character`, as long as the title.
fn underline(title: &str, character: char) -> String {
    title.chars().map(|_| character).collect()
}

/// Sentences as plain text, each followed by the numbers of its sources.
fn with_numbers(context: PageContext<'_>, sentences: &[Sentence]) -> String {
    let sentence = |sentence: &Sentence| {
        let sources = numbers(&numbered(&sentence.sources, context.case));
        plain(&sentence.text) + &sources
    };
    sentences.iter().map(sentence).collect::<Vec<_>>().join(" ")
}

/// The numbers of sources, in brackets.
fn numbers(sources: &[(String, usize)]) -> String {
    let numbers: Vec<_> = sources
        .iter()
        .map(|(_, number)| number.to_string())
        .collect();
    format!(" [{}]", numbers.join(", "))
}
