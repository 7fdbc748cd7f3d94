//! The records of a JSON file - members of a list, or documents that follow each other - each taken as text before it is read: so
//! that a number that no machine can have, or half a letter, costs one record and not the file.

use super::ImportError;
use super::bounded::RecordStart;
use super::json::{Members, Object, TOO_MUCH, damage, too_much};
use serde::Deserialize;
use serde::de::{DeserializeSeed, Error, SeqAccess};
use serde_json::value::RawValue;
use std::io::Read;

/// Takes the next record of a list as text, so that what is wrong within it costs it alone.
pub(super) fn next_record<'de, A: SeqAccess<'de>>(
    list: &mut A,
    start: &RecordStart,
) -> Result<Option<Box<RawValue>>, A::Error> {
    start.is_here();
    list.next_element()
}

/// Reads a record into `members`, and tells whether it was an object; the inner error says what is wrong with this record alone: a
/// number that no machine can have, half a letter.
///
/// # Errors
/// When it breaks a bound.
pub(super) fn read_record<E: Error>(
    record: &RawValue,
    members: &mut impl Members,
) -> Result<Result<bool, String>, E> {
    let mut reader = serde_json::Deserializer::from_str(record.get());
    match Object(members).deserialize(&mut reader).map_err(damage) {
        Ok(is_object) => Ok(Ok(is_object)),
        Err(ImportError::TooMuch { why, .. }) => Err(too_much(&why)),
        Err(ImportError::Damaged { why, .. }) => Ok(Err(in_words(why))),
        Err(other) => Err(E::custom(other)),
    }
}

/// Returns what is wrong with a record that has the form of JSON, in words for those who do not read JSON.
fn in_words(why: String) -> String {
    match why.as_str() {
        "number out of range" => "a number of it is out of range".to_owned(),
        escape if escape.contains("hex escape") => {
            "a letter of it is only half a one (\\ud800 to \\udfff)".to_owned()
        }
        _ => why,
    }
}

/// A document of several in one file.
pub(super) struct Document<'a> {
    text: &'a RawValue,
    /// Which one it is.
    number: u64,
}

impl Document<'_> {
    /// Reads it into `members`, as [`read_record`] does.
    ///
    /// # Errors
    /// When it breaks a bound.
    pub(super) fn read(
        &self,
        members: &mut impl Members,
    ) -> Result<Result<bool, String>, ImportError> {
        read_record(self.text, members).map_err(|error: serde_json::Error| {
            let told = error.to_string();
            self.too_much(told.strip_prefix(TOO_MUCH).unwrap_or(&told))
        })
    }

    /// Returns the error of a document that breaks this bound.
    pub(super) fn too_much(&self, why: &str) -> ImportError {
        ImportError::TooMuch {
            place: format!("feature {}", self.number),
            why: why.to_owned(),
        }
    }
}

/// Gives `take` each of the documents that follow each other in `input`.
///
/// # Errors
/// Names the line and the column from which it is no JSON, or what `input` or `take` says.
pub(super) fn each_document(
    input: impl Read,
    start: &RecordStart,
    mut take: impl FnMut(Document<'_>) -> Result<(), ImportError>,
) -> Result<(), ImportError> {
    let mut reader = serde_json::Deserializer::from_reader(input);
    let mut number = 0;
    loop {
        start.is_here();
        match reader.end() {
            Ok(()) => return Ok(()),
            Err(error) if error.is_io() => return Err(damage(error)),
            Err(_) => {}
        }
        let text = Box::<RawValue>::deserialize(&mut reader).map_err(damage)?;
        number += 1;
        let text = &*text;
        take(Document { text, number })?;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    type Tags = Vec<(String, String)>;

    fn each(text: &str) -> Result<Vec<Result<bool, String>>, ImportError> {
        let mut told = Vec::new();
        each_document(text.as_bytes(), &RecordStart::default(), |document| {
            told.push(document.read(&mut Tags::new())?);
            Ok(())
        })?;
        Ok(told)
    }

    #[rstest]
    #[case::sound(r#"{"a":1}"#, Ok(true))]
    #[case::no_object("[1]", Ok(false))]
    #[case::a_number_beyond_all(r#"{"a":1e400}"#, Err("out of range"))]
    #[case::half_a_letter(r#"{"a":"\ud800x"}"#, Err("half a one"))]
    #[case::half_a_letter_at_the_end(r#"{"a":"\ud800"}"#, Err("half a one"))]
    #[case::the_other_half(r#"{"a":"\udc00 "}"#, Err("half a one"))]
    fn what_is_wrong_with_one_document_costs_it_alone(
        #[case] text: &str,
        #[case] expected: Result<bool, &str>,
    ) {
        let told = each(&format!("{text}\n{{}} \n\n{text}")).unwrap();
        let [first, Ok(true), last] = told.as_slice() else {
            panic!("{told:?}");
        };
        assert_eq!(first, last);
        match (first, expected) {
            (Ok(first), Ok(expected)) => assert_eq!(*first, expected),
            (Err(why), Err(words)) => assert!(why.contains(words), "{why}"),
            other => panic!("{other:?}"),
        }
    }

    #[rstest]
    #[case::cut_short("{}\n{\"a\":", "line 2")]
    #[case::words("{}\nzoo", "line 2")]
    #[case::a_bracket_too_many("{}}", "line 1")]
    #[case::no_text("{\"a\":\"\u{1}\"}", "line 1")]
    fn what_is_no_json_is_damage_with_its_place(#[case] text: &str, #[case] place: &str) {
        let error = each(text).unwrap_err();
        assert!(matches!(error, ImportError::Damaged { .. }), "{error}");
        assert!(error.to_string().contains(place), "{error}");
    }

    #[test]
    fn brackets_within_brackets_are_no_danger() {
        let deep = format!(
            "{{}}{{\"a\":{}1{}}}",
            "[".repeat(10_000),
            "]".repeat(10_000)
        );
        let told = each(&deep);
        assert!(
            matches!(told, Ok(_) | Err(ImportError::TooMuch { .. })),
            "{told:?}"
        );
    }
}
