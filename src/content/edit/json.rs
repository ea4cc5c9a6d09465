//! Changes JSON files in place. Everything else stays as it is, byte for byte: order, line breaks, indentation.

use std::ops::Range;

/// A value in the text of a JSON file.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// Where the value is in the text, in bytes.
    pub span: Range<usize>,
    /// What it contains.
    pub content: Content,
}

/// What a value contains.
#[derive(Clone, Debug, PartialEq)]
pub enum Content {
    /// The fields, in their order.
    Object(Vec<(String, Node)>),
    /// The items.
    Array(Vec<Node>),
    /// A string.
    String(String),
    /// A number, true, false or null.
    Other,
}

/// A step from a value to one inside it.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Step {
    /// The field with this name.
    Field(String),
    /// The item at this index.
    Index(usize),
}

/// Writes a path as editors read it: `events.arrests.sentences[0].text`.
pub fn dotted(path: &[Step]) -> String {
    let mut text = String::new();
    for step in path {
        match step {
            Step::Field(name) if text.is_empty() => text.push_str(name),
            Step::Field(name) => text.extend([".", name]),
            Step::Index(index) => text.push_str(&format!("[{index}]")),
        }
    }
    text
}

/// Parses the text of a JSON file.
///
/// # Errors
/// Returns the position and the reason of a syntax error.
pub fn parse(text: &str) -> Result<Node, String> {
    // The parser below expects valid JSON.
    serde_json::from_str::<serde_json::Value>(text).map_err(|error| error.to_string())?;
    Parser { text, at: 0 }
        .value()
        .ok_or_else(|| "not JSON as expected".to_owned())
}

/// Parses valid JSON.
struct Parser<'a> {
    text: &'a str,
    at: usize,
}

impl Parser<'_> {
    /// Returns the next byte that is no space, without passing it.
    fn peek(&mut self) -> Option<u8> {
        let remaining = self.text[self.at..].trim_ascii_start();
        self.at = self.text.len() - remaining.len();
        remaining.bytes().next()
    }

    fn value(&mut self) -> Option<Node> {
        let first = self.peek()?;
        let start = self.at;
        let content = match first {
            b'{' => Content::Object(self.items(b'}', |parser| {
                let name = parser.string()?;
                parser.peek()?;
                parser.at += 1;
                Some((name, parser.value()?))
            })?),
            b'[' => Content::Array(self.items(b']', Self::value)?),
            b'"' => Content::String(self.string()?),
            _ => {
                let remaining = &self.text[start..];
                let end = remaining.find([',', '}', ']', ' ', '\n', '\r', '\t']);
                self.at += end.unwrap_or(remaining.len());
                Content::Other
            }
        };
        Some(Node {
            span: start..self.at,
            content,
        })
    }

    /// Parses what is between brackets, separated by commas.
    fn items<T>(&mut self, closing: u8, item: impl Fn(&mut Self) -> Option<T>) -> Option<Vec<T>> {
        let mut items = Vec::new();
        self.at += 1;
        while self.peek()? != closing {
            if self.peek()? == b',' {
                self.at += 1;
            }
            items.push(item(self)?);
        }
        self.at += 1;
        Some(items)
    }

    fn string(&mut self) -> Option<String> {
        self.peek()?;
        let start = self.at;
        let mut is_escaped = false;
        let length = self.text[start + 1..].bytes().position(|byte| {
            let ends = byte == b'"' && !is_escaped;
            is_escaped = byte == b'\\' && !is_escaped;
            ends
        })?;
        self.at = start + length + 2;
        serde_json::from_str(&self.text[start..self.at]).ok()
    }
}

impl Node {
    /// Returns the field of an object.
    pub fn field(&self, name: &str) -> Option<&Self> {
        match &self.content {
            Content::Object(fields) => fields
                .iter()
                .find(|(known, _)| known == name)
                .map(|(_, node)| node),
            _ => None,
        }
    }

    /// Returns the value at the end of a path.
    pub fn at(&self, path: &[Step]) -> Option<&Self> {
        path.iter().try_fold(self, |node, step| match step {
            Step::Field(name) => node.field(name),
            Step::Index(index) => node.items().get(*index),
        })
    }

    /// Returns the items of an array; empty if it is none.
    pub fn items(&self) -> &[Self] {
        match &self.content {
            Content::Array(items) => items,
            _ => &[],
        }
    }

    /// Returns the text of a string.
    pub fn as_str(&self) -> Option<&str> {
        match &self.content {
            Content::String(text) => Some(text),
            _ => None,
        }
    }

    /// Returns all strings inside the value with their paths, in their order.
    pub fn strings(&self) -> Vec<(Vec<Step>, &str)> {
        fn collect<'a>(
            node: &'a Node,
            path: &mut Vec<Step>,
            found: &mut Vec<(Vec<Step>, &'a str)>,
        ) {
            match &node.content {
                Content::Object(fields) => {
                    for (name, field) in fields {
                        path.push(Step::Field(name.clone()));
                        collect(field, path, found);
                        path.pop();
                    }
                }
                Content::Array(items) => {
                    for (index, item) in items.iter().enumerate() {
                        path.push(Step::Index(index));
                        collect(item, path, found);
                        path.pop();
                    }
                }
                Content::String(text) => found.push((path.clone(), text)),
                Content::Other => {}
            }
        }
        let mut found = Vec::new();
        collect(self, &mut Vec::new(), &mut found);
        found
    }
}

/// Changes of a text, each the replacement of a range by another text.
#[derive(Debug, Default)]
pub struct Changes(Vec<(Range<usize>, String)>);

impl Changes {
    /// Replaces a value by other JSON.
    pub fn replace(&mut self, node: &Node, json: String) {
        self.0.push((node.span.clone(), json));
    }

    /// Inserts items into an array or object before the item at an index, or at its end. `spans` are those of the items
    /// that it has; an item of an object is a name with its value.
    fn insert(
        &mut self,
        text: &str,
        parent: &Node,
        spans: &[Range<usize>],
        index: usize,
        items: &[String],
    ) {
        if items.is_empty() {
            return;
        }
        let separator = match spans.first() {
            Some(first) => format!(",\n{}", indent(text, first.start)),
            None => format!(",\n{}  ", indent(text, parent.span.start)),
        };
        let joined = items.join(&separator);
        let change = match (spans.get(index), spans.last()) {
            (Some(next), _) => (next.start..next.start, joined + &separator),
            (None, Some(last)) => (last.end..last.end, separator + &joined),
            (None, None) => {
                let outer = indent(text, parent.span.start);
                let brackets = &text[parent.span.clone()];
                let [open, close] = [&brackets[..1], &brackets[brackets.len() - 1..]];
                let json = format!("{open}{}{joined}\n{outer}{close}", &separator[1..]);
                (parent.span.clone(), json)
            }
        };
        self.0.push(change);
    }

    /// Inserts items into an array before the item at an index, or at its end.
    pub fn insert_items(&mut self, text: &str, array: &Node, index: usize, items: &[String]) {
        let spans: Vec<_> = array.items().iter().map(|item| item.span.clone()).collect();
        self.insert(text, array, &spans, index, items);
    }

    /// Adds fields, each `"name": value`, at the end of an object.
    pub fn append_fields(&mut self, text: &str, object: &Node, fields: &[String]) {
        let Content::Object(known) = &object.content else {
            return;
        };
        let span = |(name, node): &(String, Node)| {
            // Nothing but a colon and spaces is between the name and the value.
            let start = text[..node.span.start].rfind(&string(name));
            start.unwrap_or(node.span.start)..node.span.end
        };
        let spans: Vec<_> = known.iter().map(span).collect();
        self.insert(text, object, &spans, spans.len(), fields);
    }

    /// Returns the text with all changes.
    pub fn apply(mut self, text: &str) -> String {
        // Stable, so that insertions at the same position keep their order.
        self.0.sort_by_key(|(range, _)| range.start);
        let mut changed = String::with_capacity(text.len());
        let mut at = 0;
        for (range, replacement) in &self.0 {
            changed.push_str(&text[at..range.start]);
            changed.push_str(replacement);
            at = range.end;
        }
        changed + &text[at..]
    }
}

/// Returns the spaces at the beginning of the line that a position is in.
pub fn indent(text: &str, position: usize) -> &str {
    let line = &text[..position];
    let line = &text[line.rfind('\n').map_or(0, |end| end + 1)..];
    let length = line.len() - line.trim_start_matches(' ').len();
    &line[..length]
}

/// Returns a text as a JSON string.
pub fn string(text: &str) -> String {
    serde_json::Value::from(text).to_string()
}
