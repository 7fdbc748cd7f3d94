//! JSON in which nothing that a terminal or an editor acts upon stands as it is: JSON itself lets the marks of writing direction
//! and the controls beyond ASCII through.

use crate::domain::is_harmful;
use serde::Serialize;
use std::fmt::Write;

/// Returns `value` in JSON, on one line; `usual` bytes have room from the start.
pub(super) fn json(value: &impl Serialize, usual: usize) -> String {
    let mut bytes = Vec::with_capacity(usual);
    // These types hold strings, numbers and lists only: there is nothing that could fail to serialise.
    let _ = serde_json::to_writer(&mut bytes, value);
    escaped(String::from_utf8(bytes).unwrap_or_default())
}

/// Escapes what acts: beyond the controls of ASCII, which JSON escapes itself, it can only stand in texts.
fn escaped(json: String) -> String {
    let mut escaped = String::new();
    let mut taken = 0;
    for (at, c) in beyond_ascii(&json).filter(|&(_, c)| is_harmful(c)) {
        escaped.push_str(json.get(taken..at).unwrap_or_default());
        for unit in c.encode_utf16(&mut [0; 2]) {
            let _ = write!(escaped, "\\u{unit:04x}");
        }
        taken = at + c.len_utf8();
    }
    if taken == 0 {
        return json;
    }
    escaped.push_str(json.get(taken..).unwrap_or_default());
    escaped
}

/// Bytes that are passed over at once where they are plain ASCII, as nearly all of them are.
const BLOCK: usize = 256;

/// Returns the characters from DEL on, and where they are.
fn beyond_ascii(text: &str) -> impl Iterator<Item = (usize, char)> {
    let is_plain = |block: &[u8]| block.is_ascii() && memchr::memchr(0x7f, block).is_none();
    let begins = |byte: u8| byte == 0x7f || byte >= 0xc0;
    let blocks = text.as_bytes().chunks(BLOCK).enumerate();
    blocks
        .filter(move |(_, block)| !is_plain(block))
        .flat_map(move |(number, block)| {
            let bytes = block.iter().enumerate();
            let beyond = bytes.filter(move |&(_, &byte)| begins(byte));
            beyond.map(move |(at, _)| number * BLOCK + at)
        })
        .filter_map(|at| Some((at, text.get(at..)?.chars().next()?)))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn what_acts_is_escaped_and_the_rest_stands_as_it_is() {
        let text = "Café\u{202e}gpj \u{9b}2J \u{e0067} \u{7} \"x\"";
        assert_eq!(
            json(&text, 0),
            r#""Café\u202egpj \u009b2J \udb40\udc67 \u0007 \"x\"""#
        );
    }

    #[test]
    fn what_is_json_already_keeps_its_line_ends() {
        let raw = serde_json::value::RawValue::from_string("{\n\"a\": \"x\u{202e}\"}".to_owned());
        assert_eq!(json(&raw.unwrap(), 0), "{\n\"a\": \"x\\u202e\"}");
    }

    #[test]
    fn what_acts_is_found_wherever_it_stands() {
        for before in 0..2 * BLOCK + 2 {
            for acts in ['\u{7f}', '\u{9b}', '\u{202e}'] {
                let text = "x".repeat(before) + &acts.to_string();
                let json = json(&text, 0);
                assert!(!json.chars().any(is_harmful), "{before} letters before");
                assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
            }
        }
    }

    proptest! {
        #[test]
        fn it_says_the_same_and_has_nothing_harmful(text in any::<String>()) {
            let json = json(&text, 0);
            prop_assert!(!json.chars().any(is_harmful));
            prop_assert_eq!(serde_json::from_str::<String>(&json).unwrap(), text);
        }
    }
}
