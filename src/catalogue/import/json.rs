//! JSON read as it comes, key by key, without ever holding the whole: whatever stands where something else was
//! expected is passed over, so that only broken JSON is damage and a bad record is a bad record.

use super::ImportError;
use super::bounded::read_error;
use super::named::NAME_IS_NO_TEXT;
use serde::Deserialize;
use serde::de::{DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess, SeqAccess, Visitor};
use std::fmt;
use std::io::Read;

/// What the one object of a document, or an object within it, is made into.
pub(super) trait Members {
    /// Takes the value of `key`, all of it.
    fn member<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error>;
}

/// What a list is made into.
pub(super) trait Elements {
    /// Takes the next element; whether there was one.
    fn element<'de, A: SeqAccess<'de>>(&mut self, list: &mut A) -> Result<bool, A::Error>;
}

/// Reads an object into `M`; the value tells whether it was one.
pub(super) struct Object<'a, M>(pub(super) &'a mut M);

/// Reads a list into `E`; the value tells whether it was one.
pub(super) struct List<'a, E>(pub(super) &'a mut E);

/// A value that is no list and no object.
#[derive(Debug, Clone, PartialEq, Default)]
pub(super) enum Scalar {
    /// `null`, or a number that no tag has.
    #[default]
    Nothing,
    /// A list or an object.
    Parts,
    /// Text.
    Text(String),
    /// A whole number.
    Whole(i64),
    /// Any other number.
    Real(f64),
    /// Yes or no.
    Truth(bool),
}

impl Scalar {
    /// Returns the number it is; text is none.
    pub(super) fn number(&self) -> Option<f64> {
        match self {
            #[expect(
                clippy::cast_precision_loss,
                reason = "a coordinate has no more digits"
            )]
            Self::Whole(whole) => Some(*whole as f64),
            Self::Real(real) => Some(*real),
            _ => None,
        }
    }

    /// Returns the whole number it is, written as text too.
    pub(super) fn whole(&self) -> Option<i64> {
        match self {
            Self::Whole(whole) => Some(*whole),
            Self::Text(text) => text.parse().ok(),
            _ => None,
        }
    }

    /// Returns it as the tag called `key`; of a name that is no text, that it is none.
    pub(super) fn tag(self, key: &str) -> Option<(String, String)> {
        match self {
            Self::Parts if key == "name" => Some((NAME_IS_NO_TEXT.to_owned(), "yes".to_owned())),
            value => value.text().map(|text| (key.to_owned(), text)),
        }
    }

    /// Returns it as the value of a tag: what is true is "yes".
    pub(super) fn text(self) -> Option<String> {
        match self {
            Self::Nothing | Self::Parts => None,
            Self::Text(text) => Some(text),
            Self::Whole(whole) => Some(whole.to_string()),
            Self::Real(real) => Some(real.to_string()),
            Self::Truth(truth) => Some(if truth { "yes" } else { "no" }.to_owned()),
        }
    }
}

/// Reads the one object that `input` is into `members`.
///
/// # Errors
/// Names the line and the column from which it is no JSON, or what `input` itself says.
pub(super) fn read_object(input: impl Read, members: &mut impl Members) -> Result<(), ImportError> {
    let mut reader = serde_json::Deserializer::from_reader(input);
    let is_object = Object(members).deserialize(&mut reader).map_err(damage)?;
    reader.end().map_err(damage)?;
    if is_object {
        Ok(())
    } else {
        Err(ImportError::Damaged {
            place: "line 1".to_owned(),
            why: "there is no JSON object".to_owned(),
        })
    }
}

/// The mark of an error that says which bound was broken, among those that say what is wrong.
pub(super) const TOO_MUCH: &str = "too much: ";

/// Returns the error of a reader whose bound `why` names was broken.
pub(super) fn too_much<E: Error>(why: &str) -> E {
    E::custom(format_args!("{TOO_MUCH}{why}"))
}

/// Returns where a text is no JSON, or what its reader said.
pub(super) fn damage(error: serde_json::Error) -> ImportError {
    if error.is_io() {
        return read_error(error.into());
    }
    let place = format!("line {}, column {}", error.line(), error.column());
    let told = error.to_string();
    let end = format!(" at line {} column {}", error.line(), error.column());
    let why = told.strip_suffix(&end).unwrap_or(&told);
    match why.strip_prefix(TOO_MUCH) {
        Some(bound) => ImportError::TooMuch {
            place,
            why: bound.to_owned(),
        },
        None if why.contains("recursion limit") => ImportError::TooMuch {
            place,
            why: "brackets within brackets, deeper than any map has them".to_owned(),
        },
        None => ImportError::Damaged {
            place,
            why: why.to_owned(),
        },
    }
}

/// Implements what a visitor does with everything that it does not expect: it takes it and answers `$nothing`.
macro_rules! passes_over {
    ($nothing:expr; $($name:ident: $type:ty),*) => {
        $(fn $name<Failed: Error>(self, _: $type) -> Result<Self::Value, Failed> {
            Ok($nothing)
        })*

        fn visit_unit<Failed: Error>(self) -> Result<Self::Value, Failed> {
            Ok($nothing)
        }
    };
}
pub(super) use passes_over;

/// Takes the rest of a list that nobody wants.
pub(super) fn skip_list<'de, A: SeqAccess<'de>>(mut list: A) -> Result<(), A::Error> {
    while list.next_element::<IgnoredAny>()?.is_some() {}
    Ok(())
}

/// Takes the rest of an object that nobody wants.
pub(super) fn skip_object<'de, A: MapAccess<'de>>(mut map: A) -> Result<(), A::Error> {
    while map.next_entry::<IgnoredAny, IgnoredAny>()?.is_some() {}
    Ok(())
}

/// Takes the value of a key that nobody wants.
pub(super) fn skip_value<'de, A: MapAccess<'de>>(map: &mut A) -> Result<(), A::Error> {
    map.next_value::<IgnoredAny>().map(|_| ())
}

impl<'de, M: Members> DeserializeSeed<'de> for Object<'_, M> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<bool, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de, M: Members> Visitor<'de> for Object<'_, M> {
    type Value = bool;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<bool, A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            self.0.member(&key, &mut map)?;
        }
        Ok(true)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<bool, A::Error> {
        skip_list(list).map(|()| false)
    }

    passes_over!(false; visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);
}

impl<'de, E: Elements> DeserializeSeed<'de> for List<'_, E> {
    type Value = bool;

    fn deserialize<D: Deserializer<'de>>(self, reader: D) -> Result<bool, D::Error> {
        reader.deserialize_any(self)
    }
}

impl<'de, E: Elements> Visitor<'de> for List<'_, E> {
    type Value = bool;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<bool, A::Error> {
        while self.0.element(&mut list)? {}
        Ok(true)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<bool, A::Error> {
        skip_object(map).map(|()| false)
    }

    passes_over!(false; visit_bool: bool, visit_i64: i64, visit_u64: u64, visit_f64: f64, visit_str: &str);
}

impl<'de> Deserialize<'de> for Scalar {
    fn deserialize<D: Deserializer<'de>>(reader: D) -> Result<Self, D::Error> {
        reader.deserialize_any(ScalarVisitor)
    }
}

struct ScalarVisitor;

impl<'de> Visitor<'de> for ScalarVisitor {
    type Value = Scalar;

    fn expecting(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("a value")
    }

    fn visit_bool<E: Error>(self, truth: bool) -> Result<Scalar, E> {
        Ok(Scalar::Truth(truth))
    }

    fn visit_i64<E: Error>(self, whole: i64) -> Result<Scalar, E> {
        Ok(Scalar::Whole(whole))
    }

    fn visit_u64<E: Error>(self, whole: u64) -> Result<Scalar, E> {
        Ok(i64::try_from(whole).map_or(Scalar::Nothing, Scalar::Whole))
    }

    fn visit_f64<E: Error>(self, real: f64) -> Result<Scalar, E> {
        Ok(Scalar::Real(real))
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Scalar, E> {
        Ok(Scalar::Text(text.to_owned()))
    }

    fn visit_string<E: Error>(self, text: String) -> Result<Scalar, E> {
        Ok(Scalar::Text(text))
    }

    fn visit_unit<E: Error>(self) -> Result<Scalar, E> {
        Ok(Scalar::Nothing)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, list: A) -> Result<Scalar, A::Error> {
        skip_list(list).map(|()| Scalar::Parts)
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Scalar, A::Error> {
        skip_object(map).map(|()| Scalar::Parts)
    }
}

/// The most members of one object that are kept; the rest of it is passed over.
const MOST_MEMBERS: usize = 10_000;

/// The members of an object that are scalars, as tags.
impl Members for Vec<(String, String)> {
    fn member<'de, A: MapAccess<'de>>(&mut self, key: &str, map: &mut A) -> Result<(), A::Error> {
        if self.len() >= MOST_MEMBERS {
            return skip_value(map);
        }
        self.extend(map.next_value::<Scalar>()?.tag(key));
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn read(text: &str) -> Result<Vec<(String, String)>, ImportError> {
        let mut tags = Vec::new();
        read_object(text.as_bytes(), &mut tags).map(|()| tags)
    }

    #[test]
    fn scalars_become_text_and_the_rest_is_passed_over() {
        let text = r#"{"a":"x","b":12,"c":1.5,"d":true,"e":null,"f":[1,{"g":2}],"h":{"i":3},"j":18446744073709551615}"#;
        let tags = read(text).unwrap();
        let expected = [("a", "x"), ("b", "12"), ("c", "1.5"), ("d", "yes")];
        let expected = expected.map(|(key, value)| (key.to_owned(), value.to_owned()));
        assert_eq!(tags, expected);
    }

    #[rstest]
    #[case::cut_short("{\n\"a\":\"x", "line 2")]
    #[case::a_number_that_is_none("{\"a\":NaN}", "column 6")]
    #[case::a_number_too_large("{\"a\":1e400}", "out of range")]
    #[case::something_after_it("{} {}", "trailing")]
    #[case::nothing("", "EOF")]
    #[case::a_list("[1]", "no JSON object")]
    #[case::half_a_letter("{\"a\":\"\\ud800\"}", "line 1")]
    fn what_is_no_json_is_damage_with_its_place(#[case] text: &str, #[case] says: &str) {
        let error = read(text).unwrap_err();
        assert!(matches!(error, ImportError::Damaged { .. }), "{error}");
        assert!(error.to_string().contains(says), "{error}");
    }

    #[test]
    fn brackets_within_brackets_are_no_danger() {
        for (open, close) in [("[", "]"), ("{\"a\":", "}")] {
            let deep = format!("{{\"a\":{}1{}}}", open.repeat(10_000), close.repeat(10_000));
            let told = read(&deep);
            assert!(
                matches!(told, Ok(_) | Err(ImportError::TooMuch { .. })),
                "{told:?}"
            );
            let cut = format!("{{\"a\":{}", open.repeat(10_000));
            assert!(read(&cut).is_err());
        }
    }
}
