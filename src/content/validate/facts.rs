//! Does `case.json` hold together: ids, dates, periods, links between records, sources?

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use super::{At, Fault, PAGE_ANCHORS};
use crate::content::case::{Case, Id, Period, When};
use crate::content::text::Text;
use crate::model::status;
use crate::model::when::next_day;

const FILE: At<'static> = At::file("case.json");

/// Finds the faults of the case. `texts` are all its texts, if they could be read: only with all of
/// them is it known which sources are used.
pub(super) fn check(
    case: &Case,
    texts: Option<&[&Text]>,
    broken: &BTreeSet<String>,
    faults: &mut Vec<Fault>,
) {
    ids(case, faults);
    links(case, broken, faults);
    dates(case, faults);
    for question in &case.questions {
        answers(case, &question.id, broken, faults);
    }
    sources(case, texts, broken, faults);
    people_to_ask(case, faults);
}

/// Who answers readers: lawyers for their own case, the publisher for the page.
fn people_to_ask(case: &Case, faults: &mut Vec<Fault>) {
    if case.lawyers.is_none() {
        for asked in case.faq.iter().filter(|asked| asked.own_case) {
            faults.push(FILE.record(&asked.id).field("own_case").fault(
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
        faults.push(at.fault(
            "it is empty",
            "write who publishes the page, or leave out \"publisher\"",
        ));
    }
    if let Some(url) = publisher
        .url
        .iter()
        .find(|url| !url.starts_with("https://"))
    {
        faults.push(FILE.field("publisher.url").fault(
            format!("\"{url}\" is not an https address"),
            "begin it with https://, or leave it out",
        ));
    }
    if let Some(email) = publisher.email.iter().find(|email| !is_email(email)) {
        faults.push(FILE.field("publisher.email").fault(
            format!("\"{email}\" is not an email address"),
            "write it as name@example.org, or leave it out",
        ));
    }
}

/// Whether an address has the form that a `mailto:` link takes as it stands: the common characters of RFC 6068
/// only, since anything else would have to be percent-encoded.
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

fn ids(case: &Case, faults: &mut Vec<Fault>) {
    let mut seen: BTreeSet<&str> = PAGE_ANCHORS.into_iter().collect();
    for id in case.anchors() {
        let at = FILE.record(id).field("id");
        if !seen.insert(id) {
            faults.push(at.fault(
                "this id is taken by another record or by the page",
                "choose another; ids are anchors of one page",
            ));
        }
        if id.is_empty()
            || !id
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
        {
            faults.push(at.fault("not an id", "use lower-case letters, digits and hyphens"));
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
            faults.push(
                FILE.record(id)
                    .field("id")
                    .fault(format!("this id stands twice in {name}"), "choose another"),
            );
        }
    }
    // Both become names of files, so neither may lead out of the folder.
    let is_name = |name: &str| {
        !name.is_empty()
            && name
                .bytes()
                .all(|byte| byte.is_ascii_lowercase() || byte.is_ascii_digit() || byte == b'-')
    };
    if !is_name(&case.name) {
        faults.push(FILE.field("name").fault(
            format!("\"{}\" is no name for a file", case.name),
            "use lower-case letters, digits and hyphens",
        ));
    }
    for code in &case.languages {
        if !is_name(&code.to_ascii_lowercase()) {
            faults.push(FILE.field("languages").fault(
                format!("\"{code}\" is not the code of a language"),
                "write a code such as \"en\" or \"pt-BR\"",
            ));
        }
    }
    if case.languages.is_empty() {
        faults.push(FILE.field("languages").fault(
            "no language",
            "name at least the original language, such as \"en\"",
        ));
    }
}

fn links(case: &Case, broken: &BTreeSet<String>, faults: &mut Vec<Fault>) {
    let mut link = |record: &str, field: &str, kind: &str, id: &str, exists: bool| {
        if !exists && !broken.contains(id) {
            let remedy = format!("correct the id or add the {kind}");
            let at = FILE.field(field);
            let at = if record.is_empty() {
                at
            } else {
                at.record(record)
            };
            faults.push(at.fault(format!("there is no {kind} \"{id}\""), remedy));
        }
    };
    let is_step = |id: &Id| case.steps.iter().any(|step| step.id == *id);
    let is_actor = |id: &Id| case.actors.iter().any(|actor| actor.id == *id);
    let is_event = |id: &Id| case.events.iter().any(|event| event.id == *id);
    for (field, ids) in [
        ("bulletin.days", &case.bulletin.days),
        ("bulletin.not_decided", &case.bulletin.not_decided),
    ] {
        ids.iter()
            .for_each(|id| link("", field, "event", id, is_event(id)));
    }
    for id in &case.bulletin.words {
        link("", "bulletin.words", "step", id, is_step(id));
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
    for asked in &case.faq {
        let is_record = anchors.contains(asked.more.as_str());
        link(&asked.id, "more", "record", &asked.more, is_record);
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

fn dates(case: &Case, faults: &mut Vec<Fault>) {
    for event in &case.events {
        let (When::Between(first, last) | When::During(first, last)) = event.when else {
            continue;
        };
        if first >= last {
            faults.push(FILE.record(&event.id).field("when").fault(
                "the first day lies behind the last, or is the same",
                "put the earlier day first; write one day as \"on\"",
            ));
        }
    }
    for told in case.corrections.iter().filter(|told| told.on > case.as_of) {
        faults.push(FILE.record(&told.id).field("on").fault(
            format!("the correction lies behind \"as_of\", {}", case.as_of),
            "move \"as_of\" on to the day of the correction",
        ));
    }
    for pair in case.corrections.windows(2) {
        let [newer, older] = pair else { continue };
        if newer.on < older.on {
            faults.push(FILE.record(&older.id).field("on").fault(
                format!("it is newer than \"{}\" before it", newer.id),
                "put the newest correction first",
            ));
        }
    }
    if let (Some(told), None) = (case.corrections.first(), &case.reporting) {
        faults.push(FILE.record(&told.id).fault(
            "no paragraph shows the corrections",
            "name the paragraph that says how to report a mistake in \"reporting\"",
        ));
    }
    for pair in case.events.windows(2) {
        let [before, after] = pair else { continue };
        if before.when.first() > after.when.last() {
            let wrong = format!("it is told after \"{}\", which happened later", before.id);
            faults.push(
                FILE.record(&after.id)
                    .field("when")
                    .fault(wrong, "put the events in the order in which they happened"),
            );
        }
    }
    for pair in case.chapters.windows(2) {
        let [before, after] = pair else { continue };
        if before.until.is_none() || after.until.is_some_and(|until| Some(until) <= before.until) {
            faults.push(FILE.record(&before.id).field("until").fault(
                "the next chapter does not end later",
                "let each chapter end before the next; only the last has no end",
            ));
        }
    }
    if case.known_from > case.as_of {
        faults.push(FILE.field("known_from").fault(
            format!("it lies behind \"as_of\", {}", case.as_of),
            "write the first day of which it is known how things stood",
        ));
    }
    let [first, last] = case.known();
    if case.opening_day < first || last < case.opening_day {
        faults.push(FILE.field("opening_day").fault(
            "the page would open on a day of which nothing is known",
            "choose a day between \"known_from\" and \"as_of\"",
        ));
    }
    for event in case.events.iter().filter(|event| event.when.first() > last) {
        faults.push(FILE.record(&event.id).field("when").fault(
            format!("it lies behind \"as_of\", {last}"),
            "move \"as_of\" on to the day on which the sources were read",
        ));
    }
    for period in &case.periods {
        if period.until.is_some_and(|until| until < period.from) {
            faults.push(FILE.record(&period.id).field("until").fault(
                "it ends before it begins",
                "\"until\" is its last day, included",
            ));
        }
    }
}

/// Each day must have an answer, and no day two that contradict each other.
fn answers(case: &Case, question: &str, broken: &BTreeSet<String>, faults: &mut Vec<Fault>) {
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
            let wrong = format!(
                "on {} it contradicts \"{}\" about \"{question}\"",
                other.from, one.id
            );
            faults.push(FILE.record(&other.id).field("from").fault(
                wrong,
                "let the earlier period end the day before, or give both the same verdict",
            ));
        }
    }
    // A period that could not be read may be the answer that is missing.
    let is_broken = broken
        .iter()
        .any(|id| case.periods.iter().all(|period| period.id != *id));
    let unanswered = unanswered_day(case, question).filter(|_| !is_broken);
    if let Some(day) = unanswered {
        faults.push(FILE.field("periods").fault(
            format!("nothing answers \"{question}\" on {day}"),
            "add a period, or let one last longer",
        ));
    }
}

fn unanswered_day(case: &Case, question: &str) -> Option<NaiveDate> {
    let [first, last] = case.known();
    let ends = case
        .periods
        .iter()
        .filter_map(|period| period.until)
        .map(next_day);
    let begins = std::iter::once(first).chain(ends);
    let mut days: Vec<_> = begins.filter(|day| first <= *day && *day <= last).collect();
    days.sort_unstable();
    days.into_iter()
        .find(|day| status::answer(&case.periods, question, *day).is_none())
}

fn sources(
    case: &Case,
    texts: Option<&[&Text]>,
    broken: &BTreeSet<String>,
    faults: &mut Vec<Fault>,
) {
    for source in &case.sources {
        let at = FILE.record(&source.id).field("url");
        match (
            source.url.starts_with("https://"),
            source.url.starts_with("http://"),
            source.http_only,
        ) {
            (true, _, false) | (_, true, true) => {}
            (_, true, false) => faults.push(at.fault(
                "the address is not https",
                "use https, or set \"http_only\": true if only http exists",
            )),
            (true, _, true) => faults.push(at.fault(
                "an https address is marked \"http_only\"",
                "remove the mark",
            )),
            _ => faults.push(at.fault("not an address of the web", "begin it with https://")),
        }
    }
    for help in case
        .help
        .iter()
        .filter(|help| !help.url.starts_with("https://"))
    {
        faults.push(
            FILE.record(&help.id)
                .field("url")
                .fault("the address is not https", "begin it with https://"),
        );
    }
    let Some(texts) = texts.filter(|_| broken.is_empty()) else {
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
        faults.push(
            FILE.record(id)
                .fault("no sentence rests on this source", "cite it or remove it"),
        );
    }
}
