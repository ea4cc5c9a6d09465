//! Deserializes what `JSON.parse` returns, for the types of the page data.
//!
//! `serde-wasm-bindgen` deserializes any type, and formats values in its errors; it would add 19 kB to the compressed
//! app. The page data needs strings, booleans, integers, arrays and objects, and nobody reads its errors: if it is
//! invalid, the page stays static.

use std::fmt;

use js_sys::Array;
use serde::de::value::SeqDeserializer;
use serde::de::{DeserializeOwned, Deserializer, Error, IntoDeserializer, Visitor};
use serde::forward_to_deserialize_any;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast, JsValue};

#[wasm_bindgen]
extern "C" {
    /// An object of any shape.
    type JsonObject;
    #[wasm_bindgen(method, indexing_getter)]
    fn get(this: &JsonObject, name: &str) -> JsValue;
}

/// Parses JSON; `None` if it is invalid or of another type.
pub(super) fn parse<T: DeserializeOwned>(json: &str) -> Option<T> {
    let value = js_sys::JSON::parse(json).ok()?;
    T::deserialize(JsonValue(value)).ok()
}

/// A value in JSON; `undefined` for a field that is missing.
struct JsonValue(JsValue);

impl<'de> Deserializer<'de> for JsonValue {
    type Error = Invalid;

    /// The types of the page data always say what they expect.
    fn deserialize_any<V: Visitor<'de>>(self, _: V) -> Result<V::Value, Invalid> {
        Err(Invalid)
    }

    fn deserialize_bool<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Invalid> {
        visitor.visit_bool(self.0.as_bool().ok_or(Invalid)?)
    }

    fn deserialize_u32<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Invalid> {
        let number = self.0.as_f64().ok_or(Invalid)?;
        // Drops a fraction, and returns the limit of the type for a number beyond it.
        let integer = number as u32;
        if f64::from(integer) == number {
            visitor.visit_u32(integer)
        } else {
            Err(Invalid)
        }
    }

    /// Serde reads `usize` as `u64`.
    fn deserialize_u64<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Invalid> {
        self.deserialize_u32(visitor)
    }

    fn deserialize_string<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Invalid> {
        visitor.visit_string(self.0.as_string().ok_or(Invalid)?)
    }

    fn deserialize_option<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Invalid> {
        if self.0.is_null() || self.0.is_undefined() {
            visitor.visit_none()
        } else {
            visitor.visit_some(self)
        }
    }

    fn deserialize_seq<V: Visitor<'de>>(self, visitor: V) -> Result<V::Value, Invalid> {
        let array: &Array = self.0.dyn_ref().ok_or(Invalid)?;
        let mut elements = SeqDeserializer::new(array.iter().map(JsonValue));
        let value = visitor.visit_seq(&mut elements)?;
        elements.end()?;
        Ok(value)
    }

    fn deserialize_tuple<V>(self, _: usize, visitor: V) -> Result<V::Value, Invalid>
    where
        V: Visitor<'de>,
    {
        self.deserialize_seq(visitor)
    }

    /// Reads the fields by name, and passes them on in the order of the type: the visitor then needs no code that
    /// compares names. Fields that the type does not have are ignored.
    fn deserialize_struct<V>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Invalid>
    where
        V: Visitor<'de>,
    {
        if !self.0.is_object() {
            return Err(Invalid);
        }
        let object: &JsonObject = self.0.unchecked_ref();
        let values = fields.iter().map(|name| JsonValue(object.get(name)));
        visitor.visit_seq(SeqDeserializer::new(values))
    }

    fn deserialize_enum<V>(
        self,
        _: &'static str,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Invalid>
    where
        V: Visitor<'de>,
    {
        let variant = self.0.as_string().ok_or(Invalid)?;
        visitor.visit_enum(variant.into_deserializer())
    }

    // The page data has none of these.
    forward_to_deserialize_any! {
        i8 i16 i32 i64 i128 u8 u16 u128 f32 f64 char str bytes byte_buf unit unit_struct newtype_struct tuple_struct
        map identifier ignored_any
    }
}

impl IntoDeserializer<'_, Invalid> for JsonValue {
    type Deserializer = Self;

    fn into_deserializer(self) -> Self {
        self
    }
}

/// The JSON is invalid or of another type.
#[derive(Debug)]
struct Invalid;

impl fmt::Display for Invalid {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("invalid JSON")
    }
}

impl std::error::Error for Invalid {}

impl Error for Invalid {
    fn custom<T: fmt::Display>(_: T) -> Self {
        Self
    }
}
