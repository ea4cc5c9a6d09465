//! Validates `case.json`: ids, links between records, dates, periods, sources and contacts.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{Diagnostic, Location};
use crate::content::case::{Case, Id, Period, When};
use crate::content::text::Text;
use crate::model::day::{self, DayRange};
use crate::model::status;

const FILE: Location<'static> = Location::file("case.json");

/// Validates the case.
///
/// `texts` are all texts of the case, or `None` if one of them is invalid; unused sources are then not reported.
/// `invalid_ids` are the ids of records that shape validation rejected; links to them are not reported.
pub(super) fn validate(
    case: &Case,
    texts: Option<&[&Text]>,
    invalid_ids: &BTreeSet<String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    ids(case, diagnostics);
    links(case, invalid_ids, diagnostics);
    acts(case, diagnostics);
    dates(case, diagnostics);
    for question in &case.questions {
        answers(case, &question.id, invalid_ids, diagnostics);
    }
    sources(case, texts, invalid_ids, diagnostics);
    contacts(case, diagnostics);
}

/// Validates the list of lawyers and the publisher, to whom readers can turn.
fn contacts(case: &Case, diagnostics: &mut Vec<Diagnostic>) {
    if case.lawyers.is_none() {
        for faq in case.faq.iter().filter(|faq| faq.own_case) {
            diagnostics.push(FILE.record(&faq.id).field("own_case").diagnostic(
                "the answer must end with the list of lawyers, and there is none",
                "name the help record that lists lawyers in \"lawyers\"",
            ));
        }
    }
    let Some(publisher) = &case.publisher else {
        return;
    };
    if publisher.name.trim().is_empty() {
        let at = FILE.field("publisher.name");
        diagnostics.push(at.diagnostic(
            "it is empty",
            "write who publishes the page, or leave out \"publisher\"",
        ));
    }
    if let Some(url) = publisher
        .url
        .iter()
        .find(|url| !url.starts_with("https://"))
    {
        diagnostics.push(FILE.field("publisher.url").diagnostic(
            format!("\"{url}\" is not an https address"),
            "begin it with https://, or leave it out",
        ));
    }
    if let Some(email) = publisher.email.iter().find(|email| !is_email(email)) {
        diagnostics.push(FILE.field("publisher.email").diagnostic(
            format!("\"{email}\" is not an email address"),
            "write it as name@example.org, or leave it out",
        ));
    }
}

/// Returns whether an email address needs no percent-encoding in a `mailto:` link (RFC 6068). It accepts letters,
/// digits and `._+-` only.
fn is_email(email: &str) -> bool {
    let is_plain = |letter: char| letter.is_ascii_alphanumeric() || "._+-".contains(letter);
    let is_name = |part: &str| !part.is_empty() && part.chars().all(is_plain);
    email.split_once('@').is_some_and(|(name, host)| {
        is_name(name)
            && is_name(host)
            && host.split('.').count() > 1
            && host.split('.').all(|part| !part.is_empty())
    })
}

/// The ids of the page's own elements, one on each line. A test compares them with a rendered page.
const PAGE_IDS: &str = include_str!("page_ids.txt");

/// Returns whether the page itself uses an id: for one of its own elements, or for the heading of a chapter.
fn is_id_of_page(case: &Case, id: &str) -> bool {
    let chapter = id.strip_suffix("-title");
    PAGE_IDS.lines().any(|own| own == id)
        || case
            .chapters
            .iter()
            .any(|other| chapter == Some(&*other.id))
}

/// Validates the ids, the name of the case and the language codes.
fn ids(case: &Case, diagnostics: &mut Vec<Diagnostic>) {
    let mut seen = BTreeSet::new();
    for id in case.anchors() {
        let at = FILE.record(id).field("id");
        if !seen.insert(id) {
            diagnostics.push(at.diagnostic(
                "another record has this id",
                "choose another; ids are anchors of one page",
            ));
        }
        if is_id_of_page(case, id) {
            diagnostics.push(at.diagnostic(
                "the page itself uses this id",
                "choose another; ids are anchors of one page",
            ));
        }
        if id.is_empty()
            || !id
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        {
            diagnostics
                .push(at.diagnostic("not an id", "use lower-case letters, digits and hyphens"));
        }
    }
    for (name, ids) in [
        (
            "actors",
            case.actors
                .iter()
                .map(|actor| &actor.id)
                .collect::<Vec<_>>(),
        ),
        (
            "offices",
            case.offices.iter().map(|office| &office.id).collect(),
        ),
        (
            "questions",
            case.questions.iter().map(|question| &question.id).collect(),
        ),
        (
            "periods",
            case.periods.iter().map(|period| &period.id).collect(),
        ),
    ] {
        let mut seen = BTreeSet::new();
        for id in ids.into_iter().filter(|id| !seen.insert(*id)) {
            diagnostics.push(
                FILE.record(id)
                    .field("id")
                    .diagnostic(format!("this id stands twice in {name}"), "choose another"),
            );
        }
    }
    // The name and the language codes become parts of file names. They must not contain a path.
    let is_file_name = |name: &str| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if !is_file_name(&case.name) {
        diagnostics.push(FILE.field("name").diagnostic(
            format!("\"{}\" is no name for a file", case.name),
            "use lower-case letters, digits and hyphens",
        ));
    }
    for code in &case.languages {
        if !is_file_name(&code.to_ascii_lowercase()) {
            diagnostics.push(FILE.field("languages").diagnostic(
                format!("\"{code}\" is not the code of a language"),
                "write a code such as \"en\" or \"pt-BR\"",
            ));
        }
    }
    if case.languages.is_empty() {
        diagnostics.push(FILE.field("languages").diagnostic(
            "no language",
            "name at least the original language, such as \"en\"",
        ));
    }
}

/// Validates that the ids that records refer to exist.
fn links(case: &Case, invalid_ids: &BTreeSet<String>, diagnostics: &mut Vec<Diagnostic>) {
    let mut link = |record: &str, field: &str, kind: &str, id: &str, exists: bool| {
        if !exists && !invalid_ids.contains(id) {
            let remedy = format!("correct the id or add the {kind}");
            let at = FILE.field(field);
            let at = if record.is_empty() {
                at
            } else {
                at.record(record)
            };
            diagnostics.push(at.diagnostic(format!("there is no {kind} \"{id}\""), remedy));
        }
    };
    let is_step = |id: &Id| case.steps.iter().any(|step| step.id == *id);
    let is_actor = |id: &Id| case.actors.iter().any(|actor| actor.id == *id);
    let is_event = |id: &Id| case.events.iter().any(|event| event.id == *id);
    for id in &case.bulletin.days {
        link("", "bulletin.days", "event", id, is_event(id));
    }
    for id in &case.short_edition.steps {
        link("", "short_edition.steps", "step", id, is_step(id));
    }
    for (term, step) in &case.explained_by {
        link("", "explained_by", "term", term, case.terms.contains(term));
        link(term, "explained_by", "step", step, is_step(step));
    }
    if let Some(id) = &case.reporting {
        link("", "reporting", "paragraph", id, case.about.contains(id));
    }
    if let Some(id) = &case.verification {
        link("", "verification", "paragraph", id, case.about.contains(id));
    }
    if let Some(id) = &case.lawyers {
        let is_help = case.help.iter().any(|help| help.id == *id);
        link("", "lawyers", "help record", id, is_help);
    }
    let anchors: BTreeSet<_> = case.anchors().collect();
    for faq in &case.faq {
        let is_record = anchors.contains(faq.more.as_str());
        link(&faq.id, "more", "record", &faq.more, is_record);
    }
    for event in &case.events {
        event
            .by
            .iter()
            .for_each(|id| link(&event.id, "by", "actor", id, is_actor(id)));
        event
            .steps
            .iter()
            .for_each(|id| link(&event.id, "steps", "step", id, is_step(id)));
    }
    for period in &case.periods {
        for id in &period.questions {
            link(
                &period.id,
                "questions",
                "question",
                id,
                case.questions.iter().any(|question| question.id == *id),
            );
        }
        period
            .step
            .iter()
            .for_each(|id| link(&period.id, "step", "step", id, is_step(id)));
        if let Some(id) = &period.event {
            link(&period.id, "event", "event", id, is_event(id));
        }
    }
    for step in &case.steps {
        let is_office = case.offices.iter().any(|office| office.id == step.office);
        link(&step.id, "office", "office", &step.office, is_office);
        step.law.iter().for_each(|id| {
            link(
                &step.id,
                "law",
                "source",
                id,
                case.source_number(id).is_some(),
            )
        });
    }
    for person in &case.people {
        link(
            &person.id,
            "actor",
            "actor",
            &person.actor,
            is_actor(&person.actor),
        );
    }
}

/// Validates that each event says who acted.
fn acts(case: &Case, diagnostics: &mut Vec<Diagnostic>) {
    let example = case.actors.first().map_or_else(
        || "add an actor to \"actors\", and write its id".to_owned(),
        |actor| format!("write the id of an actor, such as \"{}\"", actor.id),
    );
    for event in case.events.iter().filter(|event| event.by.is_empty()) {
        let at = FILE.record(&event.id).field("by");
        diagnostics.push(at.diagnostic("it does not say who acted", example.clone()));
    }
}

/// Validates the dates and the chronological order of events, chapters and corrections.
fn dates(case: &Case, diagnostics: &mut Vec<Diagnostic>) {
    for event in &case.events {
        let is_reversed = match event.when {
            When::Between(first, last) => first >= last,
            When::During(first, last) => first == last || first.first_day() > last.last_day(),
            _ => continue,
        };
        if is_reversed {
            diagnostics.push(FILE.record(&event.id).field("when").diagnostic(
                "the first date lies behind the last, or is the same",
                "put the earlier date first; write a single day as \"on\", a month as \"month\", a year as \"year\"",
            ));
        }
    }
    for correction in case
        .corrections
        .iter()
        .filter(|correction| correction.on > case.as_of)
    {
        diagnostics.push(FILE.record(&correction.id).field("on").diagnostic(
            format!("the correction lies behind \"as_of\", {}", case.as_of),
            "move \"as_of\" on to the day of the correction",
        ));
    }
    for pair in case.corrections.windows(2) {
        let [newer, older] = pair else { continue };
        if newer.on < older.on {
            diagnostics.push(FILE.record(&older.id).field("on").diagnostic(
                format!("it is newer than \"{}\" before it", newer.id),
                "put the newest correction first",
            ));
        }
    }
    if let (Some(correction), None) = (case.corrections.first(), &case.reporting) {
        diagnostics.push(FILE.record(&correction.id).diagnostic(
            "no paragraph shows the corrections",
            "name the paragraph that says how to report a mistake in \"reporting\"",
        ));
    }
    for pair in case.events.windows(2) {
        let [before, after] = pair else { continue };
        if before.when.first() > after.when.last() {
            let message = format!("it is listed after \"{}\", which happened later", before.id);
            diagnostics.push(FILE.record(&after.id).field("when").diagnostic(
                message,
                "put the events in the order in which they happened",
            ));
        }
    }
    for pair in case.chapters.windows(2) {
        let [before, after] = pair else { continue };
        if before.until.is_none() || after.until.is_some_and(|until| Some(until) <= before.until) {
            diagnostics.push(FILE.record(&before.id).field("until").diagnostic(
                "the next chapter does not end later",
                "let each chapter end before the next; only the last has no end",
            ));
        }
    }
    if case.known_from > case.as_of {
        diagnostics.push(FILE.field("known_from").diagnostic(
            format!("it lies behind \"as_of\", {}", case.as_of),
            "write the first day of which it is known how things stood",
        ));
    }
    let DayRange { first, last } = case.known();
    if case.opening_day < first || last < case.opening_day {
        diagnostics.push(FILE.field("opening_day").diagnostic(
            "the page would open on a day of which nothing is known",
            "choose a day between \"known_from\" and \"as_of\"",
        ));
    }
    for event in case.events.iter().filter(|event| event.when.first() > last) {
        diagnostics.push(FILE.record(&event.id).field("when").diagnostic(
            format!("it lies behind \"as_of\", {last}"),
            "move \"as_of\" on to the day on which the sources were read",
        ));
    }
    for period in &case.periods {
        if period.until.is_some_and(|until| until < period.from) {
            diagnostics.push(FILE.record(&period.id).field("until").diagnostic(
                "it ends before it begins",
                "\"until\" is its last day, included",
            ));
        }
    }
}

/// Validates that a question has an answer on each day, and no contradictory answers on any.
fn answers(
    case: &Case,
    question: &str,
    invalid_ids: &BTreeSet<String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    let mut periods: Vec<&Period> = case
        .periods
        .iter()
        .filter(|period| period.questions.iter().any(|id| id == question))
        .collect();
    periods.sort_by_key(|period| period.from);
    for pair in periods.windows(2) {
        let [one, other] = pair else { continue };
        let overlaps = one.until.is_none_or(|until| other.from <= until);
        let agrees = one.verdict.is_some() && one.verdict == other.verdict;
        if overlaps && !agrees {
            let message = format!(
                "on {} it contradicts \"{}\" about \"{question}\"",
                other.from, one.id
            );
            diagnostics.push(FILE.record(&other.id).field("from").diagnostic(
                message,
                "let the earlier period end the day before, or give both the same verdict",
            ));
        }
    }
    // An invalid period may contain the missing answer.
    let may_be_invalid = invalid_ids
        .iter()
        .any(|id| case.periods.iter().all(|period| period.id != *id));
    let unanswered = unanswered_day(case, question).filter(|_| !may_be_invalid);
    if let Some(day) = unanswered {
        diagnostics.push(FILE.field("periods").diagnostic(
            format!("nothing answers \"{question}\" on {day}"),
            "add a period, or let one last longer",
        ));
    }
}

/// Returns the first day on which a question has no answer.
fn unanswered_day(case: &Case, question: &str) -> Option<NaiveDate> {
    let DayRange { first, last } = case.known();
    let ends = case
        .periods
        .iter()
        .filter_map(|period| period.until)
        .map(day::next);
    let begins = std::iter::once(first).chain(ends);
    let mut days: Vec<_> = begins.filter(|day| first <= *day && *day <= last).collect();
    days.sort_unstable();
    days.into_iter()
        .find(|day| status::answer(&case.periods, question, *day).is_none())
}

/// Validates the addresses of sources and help pages, and that each source is used.
fn sources(
    case: &Case,
    texts: Option<&[&Text]>,
    invalid_ids: &BTreeSet<String>,
    diagnostics: &mut Vec<Diagnostic>,
) {
    for source in &case.sources {
        let at = FILE.record(&source.id).field("url");
        match (
            source.url.starts_with("https://"),
            source.url.starts_with("http://"),
            source.http_only,
        ) {
            (true, _, false) | (_, true, true) => {}
            (_, true, false) => diagnostics.push(at.diagnostic(
                "the address is not https",
                "use https, or set \"http_only\": true if only http exists",
            )),
            (true, _, true) => diagnostics.push(at.diagnostic(
                "an https address is marked \"http_only\"",
                "remove the mark",
            )),
            _ => diagnostics
                .push(at.diagnostic("not an address of the web", "begin it with https://")),
        }
    }
    for help in case
        .help
        .iter()
        .filter(|help| !help.url.starts_with("https://"))
    {
        diagnostics.push(
            FILE.record(&help.id)
                .field("url")
                .diagnostic("the address is not https", "begin it with https://"),
        );
    }
    let Some(texts) = texts.filter(|_| invalid_ids.is_empty()) else {
        return;
    };
    let mut uses: BTreeMap<&str, usize> = case
        .sources
        .iter()
        .map(|source| (source.id.as_str(), 0))
        .collect();
    let cited = texts.iter().flat_map(|text| text.cited());
    for id in cited.chain(case.steps.iter().flat_map(|step| &step.law)) {
        uses.entry(id).and_modify(|count| *count += 1);
    }
    for (id, _) in uses.into_iter().filter(|(_, count)| *count == 0) {
        diagnostics.push(
            FILE.record(id)
                .diagnostic("no sentence rests on this source", "cite it or remove it"),
        );
    }
}
