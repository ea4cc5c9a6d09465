//! Writes the files of a language from its texts, in place: a file whose texts are the same stays as it is.

use std::collections::BTreeMap;

use super::entries::{EQUALS, Entry, File, Kind, MONTHS_ALSO, SEPARATOR, SPOKEN};
use super::{LanguageFiles, Parsed};
use crate::content::edit::json::{Changes, Node, Step, indent, string};

/// Returns the files of a language. They are made from its present files, or, if these have another structure than the
/// original, from those of the original.
pub(super) fn files(
    code: &str,
    entries: &[Entry],
    found: &BTreeMap<String, String>,
    original: (&LanguageFiles, &Parsed),
    present: Option<(&LanguageFiles, &Parsed)>,
) -> LanguageFiles {
    let of = |file: File| entries.iter().filter(move |entry| entry.file == file);
    let has_structure =
        |other: &Node, own: &Node, file: File| skeleton(own, of(file)) == skeleton(other, of(file));
    let text = match present {
        Some((files, parsed)) if has_structure(&original.1.text, &parsed.text, File::Text) => {
            (&files.text, &parsed.text)
        }
        _ => (&original.0.text, &original.1.text),
    };
    let strings = match present {
        Some((files, parsed))
            if has_structure(&original.1.strings, &parsed.strings, File::Strings) =>
        {
            (&files.strings, &parsed.strings)
        }
        _ => (&original.0.strings, &original.1.strings),
    };
    LanguageFiles {
        text: with_texts(code, text, of(File::Text), found),
        strings: with_texts(code, strings, of(File::Strings), found),
    }
}

/// Returns all strings of a file with their paths, in a fixed order, those that are translated as empty strings.
fn skeleton<'a>(
    root: &Node,
    entries: impl Iterator<Item = &'a Entry>,
) -> BTreeMap<Vec<Step>, String> {
    let mut strings: BTreeMap<_, _> = root
        .strings()
        .into_iter()
        .filter(|(path, _)| {
            let is = |step: &Step, name: &str| *step == Step::Field(name.to_owned());
            let varies = ["articles", "plurals", SPOKEN, "language", "$schema"];
            !varies.iter().any(|name| is(&path[0], name))
                && !path.get(1).is_some_and(|step| is(step, MONTHS_ALSO))
        })
        .map(|(path, text)| (path, text.to_owned()))
        .collect();
    for entry in entries.filter(|entry| entry.kind == Kind::Plain) {
        if let Some(text) = strings.get_mut(&entry.path) {
            text.clear();
        }
    }
    strings
}

/// Returns a file with its texts replaced.
fn with_texts<'a>(
    code: &str,
    (text, root): (&String, &Node),
    entries: impl Iterator<Item = &'a Entry>,
    found: &BTreeMap<String, String>,
) -> String {
    let mut changes = Changes::default();
    let mut set = |node: Option<&Node>, value: &str| {
        if let Some(node) = node.filter(|node| node.as_str() != Some(value)) {
            changes.replace(node, string(value));
        }
    };
    set(root.field("language"), code);
    let entries: Vec<_> = entries.collect();
    for entry in entries.iter().filter(|entry| entry.kind == Kind::Plain) {
        set(root.at(&entry.path), &found[&entry.id]);
    }
    let mut forms: BTreeMap<&[Step], Vec<(&Step, &str)>> = BTreeMap::new();
    for entry in entries.iter().filter(|entry| entry.kind == Kind::Plural) {
        let [message @ .., category] = &entry.path[..] else {
            continue;
        };
        forms
            .entry(message)
            .or_default()
            .push((category, &found[&entry.id]));
    }
    for (message, forms) in forms {
        plural(text, root.at(message), &forms, &mut changes);
    }
    let of_kind = |kind: Kind| entries.iter().filter(move |entry| entry.kind == kind);
    for entry in of_kind(Kind::Articles) {
        let articles: Vec<_> = found[&entry.id]
            .split(SEPARATOR)
            .filter(|article| !article.is_empty())
            .collect();
        list(text, root, "articles", "locale", &articles, &mut changes);
    }
    for entry in of_kind(Kind::Spoken) {
        let pairs: Vec<_> = found[&entry.id]
            .split(SEPARATOR)
            .filter_map(|pair| pair.split_once(EQUALS))
            .collect();
        spoken(text, root, &pairs, &mut changes);
    }
    let months: Vec<_> = of_kind(Kind::MonthAlso)
        .map(|entry| found[&entry.id].as_str())
        .collect();
    let months = if months.iter().all(|month| month.is_empty()) {
        Vec::new()
    } else {
        months
    };
    if let Some(dates) = root.field("dates") {
        list(text, dates, MONTHS_ALSO, "months", &months, &mut changes);
    }
    changes.apply(text)
}

/// Writes the forms of a message, if they differ.
fn plural(text: &str, node: Option<&Node>, forms: &[(&Step, &str)], changes: &mut Changes) {
    let Some(node) = node else { return };
    let present: Vec<_> = node.strings();
    let is_present = present.len() == forms.len()
        && forms.iter().all(|(category, form)| {
            let path = std::slice::from_ref(*category);
            node.at(path).and_then(Node::as_str) == Some(*form)
        });
    if is_present {
        return;
    }
    let outer = indent(text, node.span.start);
    let name = |step: &Step| match step {
        Step::Field(name) => string(name),
        Step::Index(index) => index.to_string(),
    };
    let lines: Vec<_> = forms
        .iter()
        .map(|(category, form)| format!("{outer}  {}: {}", name(category), string(form)))
        .collect();
    changes.replace(node, format!("{{\n{}\n{outer}}}", lines.join(",\n")));
}

/// Writes a list of strings, if it differs. If the object does not have it, it is added after another field.
fn list(text: &str, object: &Node, name: &str, after: &str, items: &[&str], changes: &mut Changes) {
    let node = object.field(name);
    let present: Vec<_> = node
        .map(Node::items)
        .unwrap_or_default()
        .iter()
        .filter_map(Node::as_str)
        .collect();
    if present == items {
        return;
    }
    let lines: Vec<_> = items.iter().map(|item| string(item)).collect();
    field(text, object, [name, after], ["[", "]"], &lines, changes);
}

/// Writes how abbreviations are read aloud, if it differs.
fn spoken(text: &str, root: &Node, pairs: &[(&str, &str)], changes: &mut Changes) {
    let present = root.field(SPOKEN).map(Node::strings).unwrap_or_default();
    let is_present = present.len() == pairs.len()
        && present.iter().zip(pairs).all(|((path, words), pair)| {
            path[0] == Step::Field(pair.0.to_owned()) && *words == pair.1
        });
    if is_present {
        return;
    }
    let line = |(written, words): &(&str, &str)| format!("{}: {}", string(written), string(words));
    let lines: Vec<_> = pairs.iter().map(line).collect();
    field(text, root, [SPOKEN, "about"], ["{", "}"], &lines, changes);
}

/// Writes a list or an object in lines. If the outer object does not have it, it is added after another field.
fn field(
    text: &str,
    object: &Node,
    [name, after]: [&str; 2],
    [open, close]: [&str; 2],
    lines: &[String],
    changes: &mut Changes,
) {
    let node = object.field(name);
    let Some(neighbor) = object.field(after) else {
        return;
    };
    let outer = indent(text, node.unwrap_or(neighbor).span.start);
    let lines: Vec<_> = lines
        .iter()
        .map(|line| format!("{outer}  {line}"))
        .collect();
    let json = if lines.is_empty() {
        format!("{open}{close}")
    } else {
        format!("{open}\n{}\n{outer}{close}", lines.join(",\n"))
    };
    match node {
        Some(node) => changes.replace(node, json),
        None => {
            let end = neighbor.span.end;
            let at = Node {
                span: end..end,
                ..neighbor.clone()
            };
            changes.replace(&at, format!(",\n{outer}{}: {json}", string(name)));
        }
    }
}
