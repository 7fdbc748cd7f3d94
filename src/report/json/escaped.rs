//! JSON in which nothing that a terminal or an editor acts upon stands as it is: JSON itself lets the marks of writing direction
//! and the controls beyond ASCII through.

use crate::domain::is_harmful;
use serde::Serialize;
use serde_json::ser::{Formatter, Serializer};
use std::io::{self, Write};

/// Adds `value` in JSON, on one line.
pub(super) fn append(value: &impl Serialize, bytes: &mut Vec<u8>) {
    // These types hold strings, numbers and lists only: there is nothing that could fail to serialise.
    let _ = value.serialize(&mut Serializer::with_formatter(bytes, Escaping));
}

struct Escaping;

impl Formatter for Escaping {
    /// A fragment has none of what JSON itself escapes.
    fn write_string_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + Write,
    {
        escape(writer, fragment, is_harmful)
    }

    /// What is JSON already may have blanks and line ends between its members; all else that acts stands in its texts.
    fn write_raw_fragment<W>(&mut self, writer: &mut W, fragment: &str) -> io::Result<()>
    where
        W: ?Sized + Write,
    {
        escape(writer, fragment, |c| !c.is_ascii() && is_harmful(c))
    }
}

fn escape<W>(writer: &mut W, text: &str, acts: impl Fn(char) -> bool) -> io::Result<()>
where
    W: ?Sized + Write,
{
    // Nearly all text is this plain.
    if text.bytes().all(|byte| (b' '..0x7f).contains(&byte)) {
        return writer.write_all(text.as_bytes());
    }
    let mut rest = text;
    while let Some((at, c)) = rest.char_indices().find(|&(_, c)| acts(c)) {
        let (plain, from) = rest.split_at(at);
        writer.write_all(plain.as_bytes())?;
        for unit in c.encode_utf16(&mut [0; 2]) {
            write!(writer, "\\u{unit:04x}")?;
        }
        rest = from.strip_prefix(c).unwrap_or_default();
    }
    writer.write_all(rest.as_bytes())
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn json(text: &str) -> String {
        let mut bytes = Vec::new();
        append(&text, &mut bytes);
        String::from_utf8(bytes).unwrap()
    }

    #[test]
    fn what_acts_is_escaped_and_the_rest_stands_as_it_is() {
        let text = "Café\u{202e}gpj \u{9b}2J \u{e0067} \u{7} \"x\"";
        assert_eq!(
            json(text),
            r#""Café\u202egpj \u009b2J \udb40\udc67 \u0007 \"x\"""#
        );
    }

    #[test]
    fn what_is_json_already_keeps_its_line_ends() {
        let raw = serde_json::value::RawValue::from_string("{\n\"a\": \"x\u{202e}\"}".to_owned());
        let mut bytes = Vec::new();
        append(&raw.unwrap(), &mut bytes);
        assert_eq!(bytes, b"{\n\"a\": \"x\\u202e\"}");
    }

    proptest! {
        #[test]
        fn it_says_the_same_and_has_nothing_harmful(text in any::<String>()) {
            let json = json(&text);
            prop_assert!(!json.chars().any(is_harmful));
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }
}
