//! Is it JSON, and has it the fields that the types ask for? The schemas come from the types, so they
//! cannot disagree with the program; a validator finds all faults of a file at once.

use std::collections::BTreeSet;
use std::fmt;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{DeserializeOwned, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{At, Fault};

/// A type that a data file holds.
pub(super) trait Shape: DeserializeOwned + JsonSchema {}
impl<T: DeserializeOwned + JsonSchema> Shape for T {}

/// The schema of a data file.
pub(super) fn schema<T: JsonSchema>() -> Value {
    schemars::generate::SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value()
}

/// Reads a file as JSON.
///
/// # Errors
/// Where it stops being JSON, or says something twice.
pub(super) fn parse(file: &str, json: &str) -> Result<Value, Fault> {
    serde_json::from_str::<Once>(json)
        .map(|once| once.0)
        .map_err(|error| {
            let message = error.to_string();
            let wrong = message.split(" at line ").next().unwrap_or_default();
            let place = format!("line {}, column {}", error.line(), error.column());
            let remedy = if wrong.contains("twice") {
                "keep one of the two"
            } else {
                "look there, and just before it, for a missing comma, quotation mark or bracket"
            };
            At::file(file).fault(format!("{place}: not JSON as expected ({wrong})"), remedy)
        })
}

/// All faults of shape, the value without the records that have them, and the ids of those records.
pub(super) fn faults<T: Shape>(file: &str, value: &Value) -> (Vec<Fault>, Value, BTreeSet<String>) {
    let schema = schema::<T>();
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema);
    let mut found = Found {
        file,
        value,
        faults: Vec::new(),
        told: BTreeSet::new(),
        broken: Vec::new(),
    };
    match &validator {
        Ok(validator) => found.look(validator),
        Err(error) => found.faults.push(
            At::file(file).fault(error.to_string(), "report this: the schema itself is wrong"),
        ),
    }
    found.characters(value, "");
    let mut whole = value.clone();
    // From the back, so that places in arrays stay what they are.
    found.broken.sort();
    found.broken.dedup();
    let mut ids = BTreeSet::new();
    for (part, key) in found.broken.iter().rev() {
        ids.extend(record_id(value, part, key));
        match whole.get_mut(part) {
            Some(Value::Array(records)) => {
                key.parse::<usize>()
                    .ok()
                    .filter(|place| *place < records.len())
                    .map(|place| records.remove(place));
            }
            Some(Value::Object(records)) => {
                records.remove(key.as_str());
            }
            _ => {}
        }
    }
    (found.faults, whole, ids)
}

struct Found<'a> {
    file: &'a str,
    value: &'a Value,
    faults: Vec<Fault>,
    /// The same, to find each among very many.
    told: BTreeSet<Fault>,
    /// Part and key of records with faults, such as `events` and `00003`.
    broken: Vec<(String, String)>,
}

impl Found<'_> {
    fn look(&mut self, validator: &Validator) {
        let value = self.value;
        for error in validator.iter_errors(value) {
            for inner in innermost(&error) {
                let pointer = inner.instance_path().to_string();
                let (wrong, remedy) = told(inner);
                self.push(&pointer, wrong, remedy);
            }
        }
    }

    /// Characters that a reader cannot see, or that turn the direction of text round.
    fn characters(&mut self, value: &Value, pointer: &str) {
        match value {
            Value::String(text) => {
                if let Some(bad) = text.chars().find(|letter| is_hidden(*letter)) {
                    let wrong = format!("contains the invisible character U+{:04X}", bad as u32);
                    self.push(
                        pointer,
                        wrong,
                        "delete it; direction is set by mark-up, not by characters".to_owned(),
                    );
                }
            }
            Value::Array(parts) => {
                for (place, part) in parts.iter().enumerate() {
                    self.characters(part, &format!("{pointer}/{place}"));
                }
            }
            Value::Object(parts) => {
                for (key, part) in parts {
                    self.characters(part, &format!("{pointer}/{key}"));
                }
            }
            _ => {}
        }
    }

    fn push(&mut self, pointer: &str, wrong: String, remedy: String) {
        let (record, field) = place(self.value, pointer);
        let mut at = At::file(self.file);
        if let Some(record) = &record {
            at = at.record(record);
        }
        if !field.is_empty() {
            at = at.field(&field);
        }
        let fault = at.fault(wrong, remedy);
        if self.told.insert(fault.clone()) {
            self.faults.push(fault);
        }
        let mut steps = pointer.trim_start_matches('/').split('/');
        if let (Some(part), Some(key)) = (steps.next(), steps.next()) {
            // Padded, so that places sort as numbers do.
            let key = if self.value.get(part).is_some_and(Value::is_array) {
                format!("{key:0>9}")
            } else {
                key.to_owned()
            };
            self.broken.push((part.to_owned(), key));
        }
    }
}

fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{e0000}'..='\u{e007f}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}')
}

/// The id of a record by its part and key.
fn record_id(value: &Value, part: &str, key: &str) -> Option<String> {
    match value.get(part)? {
        Value::Array(records) => {
            let record = records.get(key.parse::<usize>().ok()?)?;
            Some(record.get("id").unwrap_or(record).as_str()?.to_owned())
        }
        _ => Some(key.to_owned()),
    }
}

/// Record and field of a JSON pointer: `/events/3/when/on` is field `when.on` of that event.
fn place(value: &Value, pointer: &str) -> (Option<String>, String) {
    let steps: Vec<_> = pointer.split('/').skip(1).collect();
    let is_record = |part: &str| {
        value.get(part).is_some_and(|part| match part {
            Value::Array(records) => records
                .first()
                .is_some_and(|record| record.get("id").is_some()),
            Value::Object(records) => records.values().any(Value::is_object),
            _ => false,
        })
    };
    match &steps[..] {
        [part, key, field @ ..] if is_record(part) => {
            let record = record_id(value, part, key)
                .unwrap_or_else(|| format!("{part}, number {}", number(key)));
            (Some(record), dotted(field))
        }
        field => (None, dotted(field)),
    }
}

fn number(key: &str) -> String {
    key.parse::<usize>()
        .map_or_else(|_| key.to_owned(), |place| (place + 1).to_string())
}

fn dotted(steps: &[&str]) -> String {
    let mut path = String::new();
    for step in steps {
        if step.bytes().all(|byte| byte.is_ascii_digit()) {
            path.push_str(&format!("[{step}]"));
        } else {
            path.push_str(if path.is_empty() { "" } else { "." });
            path.push_str(step);
        }
    }
    path
}

/// Where a value fits none of several forms: the faults inside the form that was meant, if any.
fn innermost<'a>(error: &'a ValidationError<'a>) -> Vec<&'a ValidationError<'a>> {
    let (ValidationErrorKind::OneOfNotValid { context } | ValidationErrorKind::AnyOf { context }) =
        error.kind()
    else {
        return vec![error];
    };
    let own = error.instance_path().to_string().len();
    let deeper: Vec<_> = context
        .iter()
        .flatten()
        .flat_map(innermost)
        .filter(|inner| inner.instance_path().to_string().len() > own)
        .collect();
    if deeper.is_empty() {
        vec![error]
    } else {
        deeper
    }
}

/// What is wrong and what to do, in an editor's words.
fn told(error: &ValidationError<'_>) -> (String, String) {
    let found = shown(error.instance());
    match error.kind() {
        ValidationErrorKind::Required { property } => (
            format!("the field {property} is missing"),
            "add it; the schema says what it holds".to_owned(),
        ),
        ValidationErrorKind::AdditionalProperties { unexpected } => (
            format!("unknown field {}", unexpected.join(", ")),
            "correct its name or remove it".to_owned(),
        ),
        ValidationErrorKind::Type { kind } => (
            format!("{found} has the wrong type"),
            format!("write {}", type_name(kind)),
        ),
        ValidationErrorKind::Format { format } if format == "date" => (
            format!("not a day of the calendar: {found}"),
            "write a real day as YYYY-MM-DD".to_owned(),
        ),
        ValidationErrorKind::Pattern { .. } => (
            format!("not a month: {found}"),
            "write it as YYYY-MM".to_owned(),
        ),
        ValidationErrorKind::Enum { .. } | ValidationErrorKind::Constant { .. } => {
            (format!("{found} is not known here"), choice(&known(error)))
        }
        ValidationErrorKind::MinItems { limit } => (
            format!("{found} has too few entries"),
            format!("write {limit} of them"),
        ),
        ValidationErrorKind::MaxItems { limit } => (
            format!("{found} has too many entries"),
            format!("write {limit} of them"),
        ),
        ValidationErrorKind::OneOfNotValid { .. } | ValidationErrorKind::AnyOf { .. } => {
            (format!("{found} is not known here"), choice(&known(error)))
        }
        _ => (error.to_string(), "write it as the schema says".to_owned()),
    }
}

/// What could stand in the place of a value that is not one of those known: values, or the names that tell apart the
/// forms of an object.
fn known(error: &ValidationError<'_>) -> Vec<String> {
    match error.kind() {
        ValidationErrorKind::Enum { options } => options
            .as_array()
            .map(|options| options.iter().map(Value::to_string).collect())
            .unwrap_or_default(),
        ValidationErrorKind::Constant { expected_value } => vec![expected_value.to_string()],
        ValidationErrorKind::Required { property } => vec![property.to_string()],
        ValidationErrorKind::OneOfNotValid { context } | ValidationErrorKind::AnyOf { context } => {
            context.iter().flatten().flat_map(known).collect()
        }
        _ => Vec::new(),
    }
}

fn choice(known: &[String]) -> String {
    match known {
        [] => "write it as the schema says".to_owned(),
        [one] => format!("write {one}"),
        several => format!("write one of {}", several.join(", ")),
    }
}

/// In an editor's words, not in those of JSON.
fn type_name(kind: &TypeKind) -> &'static str {
    let TypeKind::Single(single) = kind else {
        return "one of the types in the schema";
    };
    match single.to_string().as_str() {
        "array" => "a list, in [ ]",
        "boolean" => "true or false",
        "object" => "fields with their names, in { }",
        "string" => "text, in quotation marks",
        _ => "a number",
    }
}

fn shown(value: &Value) -> String {
    let mut json = value.to_string();
    if json.chars().count() > 60 {
        json = json.chars().take(59).collect::<String>() + "…";
    }
    json
}

/// A JSON value in which no object names a key twice; serde_json alone would keep the last.
struct Once(Value);

impl<'de> Deserialize<'de> for Once {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(OnceVisitor).map(Once)
    }
}

struct OnceVisitor;

impl<'de> Visitor<'de> for OnceVisitor {
    type Value = Value;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("JSON")
    }

    fn visit_bool<E>(self, value: bool) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_i64<E>(self, value: i64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_u64<E>(self, value: u64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_f64<E>(self, value: f64) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_str<E>(self, value: &str) -> Result<Value, E> {
        Ok(value.into())
    }

    fn visit_unit<E>(self) -> Result<Value, E> {
        Ok(Value::Null)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Value, A::Error> {
        let mut array = Vec::new();
        while let Some(Once(part)) = parts.next_element()? {
            array.push(part);
        }
        Ok(Value::Array(array))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut parts: A) -> Result<Value, A::Error> {
        let mut object = Map::new();
        while let Some(key) = parts.next_key::<String>()? {
            if object.contains_key(&key) {
                return Err(A::Error::custom(format_args!(
                    "\"{key}\" stands here twice"
                )));
            }
            let Once(part) = parts.next_value()?;
            object.insert(key, part);
        }
        Ok(Value::Object(object))
    }
}
