//! Numbers that are read as exactly what was written: a verdict must know its location again.
//! What reads JSON is allowed to be off by the last bit; what reads a text is not.

use crate::domain::FieldValue;
use serde::de::Error;
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use serde_json::value::RawValue;

/// A finite number.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(super) struct Number(pub(super) f64);

impl Serialize for Number {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_f64(self.0)
    }
}

impl<'de> Deserialize<'de> for Number {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = <&RawValue>::deserialize(deserializer)?.get();
        exact(text)
            .map(Self)
            .ok_or_else(|| D::Error::custom("not a finite number"))
    }
}

fn exact(text: &str) -> Option<f64> {
    // What is no JSON number, such as `inf`, has not come this far.
    let number: f64 = text.parse().ok()?;
    number.is_finite().then_some(number)
}

/// A value of a field: null, a text, a number, true or false.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Value(pub(super) FieldValue);

impl Serialize for Value {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match &self.0 {
            FieldValue::Unknown => serializer.serialize_none(),
            FieldValue::Text(text) => serializer.serialize_str(text),
            FieldValue::Number(number) => serializer.serialize_f64(*number),
            FieldValue::Holds(holds) => serializer.serialize_bool(*holds),
        }
    }
}

impl<'de> Deserialize<'de> for Value {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let raw = <&RawValue>::deserialize(deserializer)?.get();
        let value = match raw {
            "null" => FieldValue::Unknown,
            "true" => FieldValue::Holds(true),
            "false" => FieldValue::Holds(false),
            text if text.starts_with('"') => {
                FieldValue::Text(serde_json::from_str(text).map_err(D::Error::custom)?)
            }
            number => match exact(number) {
                Some(number) => FieldValue::Number(number),
                None => return Err(D::Error::custom("neither a word nor a finite number")),
            },
        };
        Ok(Self(value))
    }
}
