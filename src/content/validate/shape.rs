//! Validates the shape of data files: JSON syntax, fields, types and invisible characters.
//!
//! The JSON Schemas are generated from the types that the files deserialize into, so the two agree. Serde stops at the
//! first error of a file; the schema validator finds all of them.

use std::collections::BTreeSet;
use std::fmt;

use jsonschema::error::{TypeKind, ValidationErrorKind};
use jsonschema::{ValidationError, Validator};
use schemars::JsonSchema;
use serde::Deserialize;
use serde::de::{DeserializeOwned, Error, MapAccess, SeqAccess, Visitor};
use serde_json::{Map, Value};

use super::{Diagnostic, Location};
use crate::model::when::{MONTH_PATTERN, YEAR_PATTERN};

/// A type that a data file deserializes into.
pub(super) trait Shape: DeserializeOwned + JsonSchema {}
impl<T: DeserializeOwned + JsonSchema> Shape for T {}

/// Returns the JSON Schema of a data file.
pub(super) fn schema<T: JsonSchema>() -> Value {
    schemars::generate::SchemaSettings::draft2020_12()
        .into_generator()
        .into_root_schema_for::<T>()
        .to_value()
}

/// Parses a file as JSON.
///
/// # Errors
/// Returns the first syntax error or duplicate key, with line and column.
pub(super) fn parse(file: &str, json: &str) -> Result<Value, Diagnostic> {
    serde_json::from_str::<UniqueKeys>(json)
        .map(|value| value.0)
        .map_err(|error| {
            let error_text = error.to_string();
            let message = error_text.split(" at line ").next().unwrap_or_default();
            let position = format!("line {}, column {}", error.line(), error.column());
            let remedy = if message.contains("twice") {
                "keep one of the two"
            } else {
                "look there, and just before it, for a missing comma, quotation mark or bracket"
            };
            Location::file(file).diagnostic(
                format!("{position}: not JSON as expected ({message})"),
                remedy,
            )
        })
}

/// Validates the shape of a file. Returns the diagnostics, the value without the invalid records, and the ids of those
/// records.
pub(super) fn validate<T: Shape>(
    file: &str,
    value: &Value,
) -> (Vec<Diagnostic>, Value, BTreeSet<String>) {
    let schema = schema::<T>();
    let validator = jsonschema::options()
        .should_validate_formats(true)
        .build(&schema);
    let mut shape = ShapeValidator {
        file,
        value,
        diagnostics: Vec::new(),
        seen: BTreeSet::new(),
        invalid_records: Vec::new(),
    };
    match &validator {
        Ok(validator) => shape.apply_schema(validator, &schema),
        Err(error) => shape.diagnostics.push(
            Location::file(file)
                .diagnostic(error.to_string(), "report this: the schema itself is wrong"),
        ),
    }
    shape.characters(value, "");
    let mut valid_value = value.clone();
    // In reverse order, so that a removal does not shift the indices that follow.
    shape.invalid_records.sort();
    shape.invalid_records.dedup();
    let mut invalid_ids = BTreeSet::new();
    for (part, key) in shape.invalid_records.iter().rev() {
        invalid_ids.extend(record_id(value, part, key));
        match valid_value.get_mut(part) {
            Some(Value::Array(records)) => {
                key.parse::<usize>()
                    .ok()
                    .filter(|index| *index < records.len())
                    .map(|index| records.remove(index));
            }
            Some(Value::Object(records)) => {
                records.remove(key.as_str());
            }
            _ => {}
        }
    }
    (shape.diagnostics, valid_value, invalid_ids)
}

struct ShapeValidator<'a> {
    file: &'a str,
    value: &'a Value,
    diagnostics: Vec<Diagnostic>,
    /// The diagnostics as a set, which makes the search for duplicates fast.
    seen: BTreeSet<Diagnostic>,
    /// Part and key of invalid records, such as `events` and `000000003`.
    invalid_records: Vec<(String, String)>,
}

impl ShapeValidator<'_> {
    /// Collects the errors that the JSON Schema finds.
    fn apply_schema(&mut self, validator: &Validator, schema: &Value) {
        let value = self.value;
        for error in validator.iter_errors(value) {
            for inner in innermost(&error) {
                let pointer = inner.instance_path().to_string();
                let (message, remedy) = message_and_remedy(inner, schema);
                self.push(&pointer, message, remedy);
            }
        }
    }

    /// Reports invisible characters, among them those that reverse the direction of text.
    fn characters(&mut self, value: &Value, pointer: &str) {
        match value {
            Value::String(text) => {
                if let Some(bad) = text.chars().find(|letter| is_hidden(*letter)) {
                    let message = format!("contains the invisible character U+{:04X}", bad as u32);
                    self.push(
                        pointer,
                        message,
                        "delete it; direction is set by mark-up, not by characters".to_owned(),
                    );
                }
            }
            Value::Array(parts) => {
                for (index, part) in parts.iter().enumerate() {
                    self.characters(part, &format!("{pointer}/{index}"));
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

    /// Adds a diagnostic at a JSON pointer, unless it is a duplicate, and marks the record as invalid.
    fn push(&mut self, pointer: &str, message: String, remedy: String) {
        let (record, field) = record_and_field(self.value, pointer);
        let mut at = Location::file(self.file);
        if let Some(record) = &record {
            at = at.record(record);
        }
        if !field.is_empty() {
            at = at.field(&field);
        }
        let diagnostic = at.diagnostic(message, remedy);
        if self.seen.insert(diagnostic.clone()) {
            self.diagnostics.push(diagnostic);
        }
        let mut steps = pointer.trim_start_matches('/').split('/');
        if let (Some(part), Some(key)) = (steps.next(), steps.next()) {
            // Padded with zeros, so that indices sort as numbers.
            let key = if self.value.get(part).is_some_and(Value::is_array) {
                format!("{key:0>9}")
            } else {
                key.to_owned()
            };
            self.invalid_records.push((part.to_owned(), key));
        }
    }
}

/// Returns whether a character is a control, a zero-width character or a directional formatting character.
fn is_hidden(letter: char) -> bool {
    letter.is_control()
        || matches!(letter, '\u{61c}' | '\u{200b}' | '\u{2028}' | '\u{2029}' | '\u{2060}' | '\u{e0000}'..='\u{e007f}' | '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{feff}' | '\u{fffe}')
}

/// Returns the id of a record by its part and key.
fn record_id(value: &Value, part: &str, key: &str) -> Option<String> {
    match value.get(part)? {
        Value::Array(records) => {
            let record = records.get(key.parse::<usize>().ok()?)?;
            Some(record.get("id").unwrap_or(record).as_str()?.to_owned())
        }
        _ => Some(key.to_owned()),
    }
}

/// Returns the id of the record and the path of the field that a JSON pointer refers to. `/events/3/when/on` is the
/// field `when.on` of the event at index 3.
fn record_and_field(value: &Value, pointer: &str) -> (Option<String>, String) {
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

/// Returns an index counted from 1, or a key that is no index unchanged.
fn number(key: &str) -> String {
    key.parse::<usize>()
        .map_or_else(|_| key.to_owned(), |index| (index + 1).to_string())
}

/// Joins the steps of a JSON pointer into a path such as `quotes[0].from`.
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

/// Returns the errors to report. If a value matches none of several alternatives, these are the errors deeper inside the
/// alternatives, if any.
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

/// Returns the message and the remedy for a schema error, in words that editors understand.
fn message_and_remedy(error: &ValidationError<'_>, schema: &Value) -> (String, String) {
    let found = excerpt(error.instance());
    match error.kind() {
        ValidationErrorKind::Required { property } => (
            format!("the field {property} is missing"),
            format!("add it{}", meaning(error, property, schema)),
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
        ValidationErrorKind::Pattern { pattern } if pattern == YEAR_PATTERN => (
            format!("not a year: {found}"),
            "write it as YYYY".to_owned(),
        ),
        ValidationErrorKind::Pattern { pattern } if pattern == MONTH_PATTERN => (
            format!("not a month: {found}"),
            "write it as YYYY-MM".to_owned(),
        ),
        ValidationErrorKind::AnyOf { context } if accepts_dates(context) => (
            format!("not a day of the calendar, a month or a year: {found}"),
            "write a real day as YYYY-MM-DD, a month as YYYY-MM or a year as YYYY".to_owned(),
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

/// Returns whether one of the alternatives that a value does not match is a day.
fn accepts_dates(alternatives: &[Vec<ValidationError<'_>>]) -> bool {
    let is_day =
        |error: &ValidationError<'_>| matches!(error.kind(), ValidationErrorKind::Format { .. });
    alternatives.iter().flatten().any(is_day)
}

/// Returns what a missing field holds, from its description in the schema, and the values that it accepts: ": the kind
/// of claim that the event makes; one of \"happened\", …". Empty if the schema does not describe it.
fn meaning(error: &ValidationError<'_>, property: &Value, schema: &Value) -> String {
    let path = error.schema_path().to_string();
    let described = property.as_str().and_then(|property| {
        let object = path.strip_suffix("/required")?;
        let field = schema.pointer(&format!("{object}/properties/{property}"))?;
        let description = field["description"].as_str()?;
        let target = field["$ref"]
            .as_str()
            .and_then(|target| schema.pointer(&target[1..]));
        Some((description, target))
    });
    let Some((description, target)) = described else {
        return String::new();
    };
    // The first sentence, on one line: descriptions are wrapped like the doc comments that they come from.
    let description = description.split_whitespace().collect::<Vec<_>>().join(" ");
    let sentence = description.split(". ").next().unwrap_or_default();
    let mut letters = sentence.trim_end_matches('.').chars();
    let first = letters.next().map(|letter| letter.to_ascii_lowercase());
    let description: String = first.into_iter().chain(letters).collect();
    let values: Vec<_> = target
        .and_then(|target| target["oneOf"].as_array())
        .into_iter()
        .flatten()
        .filter_map(|alternative| alternative.get("const"))
        .map(Value::to_string)
        .collect();
    if values.is_empty() {
        format!(": {description}")
    } else {
        format!(": {description}; one of {}", values.join(", "))
    }
}

/// Returns what the schema accepts instead of an unknown value: other values, or the names of the fields that tell the
/// alternatives apart.
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

/// Returns the remedy that names the accepted values.
fn choice(known: &[String]) -> String {
    match known {
        [] => "write it as the schema says".to_owned(),
        [one] => format!("write {one}"),
        several => format!("write one of {}", several.join(", ")),
    }
}

/// Returns the name of a JSON type, with the characters to write, for editors.
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

/// Returns a value as JSON of at most 60 characters.
fn excerpt(value: &Value) -> String {
    let mut json = value.to_string();
    if json.chars().count() > 60 {
        json = json.chars().take(59).collect::<String>() + "…";
    }
    json
}

/// A JSON value in which no object has a duplicate key. `serde_json` alone accepts duplicates and uses the last one.
struct UniqueKeys(Value);

impl<'de> Deserialize<'de> for UniqueKeys {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer
            .deserialize_any(UniqueKeysVisitor)
            .map(UniqueKeys)
    }
}

struct UniqueKeysVisitor;

impl<'de> Visitor<'de> for UniqueKeysVisitor {
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
        while let Some(UniqueKeys(part)) = parts.next_element()? {
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
            let UniqueKeys(part) = parts.next_value()?;
            object.insert(key, part);
        }
        Ok(Value::Object(object))
    }
}
