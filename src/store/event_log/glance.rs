//! JSON read at a glance, where it is laid out as this program writes it: a log is thousands of lines of the same few shapes.
//! What is laid out otherwise is for whoever reads by the rules of JSON; both give the same.

use crate::domain::Occurrence;

/// Returns the visit in the payload of a `VisitRecorded`, by far the most frequent event.
pub(super) fn visit(payload: &str) -> Option<Occurrence> {
    if has_control(payload.as_bytes()) {
        return None;
    }
    let mut rest = Rest(payload);
    let name = rest.plain(r#"{"name":""#)?;
    let day = rest.plain(r#"","day":""#)?;
    rest.skip("\"")?;
    let rating = match rest.0.starts_with(r#","rating":"#) {
        true => Some(u8::try_from(rest.number(r#","rating":"#)?).ok()?),
        false => None,
    };
    let note = match rest.0.starts_with(r#","note":"#) {
        true => {
            let note = rest.plain(r#","note":""#)?;
            rest.skip("\"")?;
            Some(note)
        }
        false => None,
    };
    let is_rating = rating.is_none_or(|rating| (1..=5).contains(&rating));
    (is_rating && rest.0 == "}").then_some(Occurrence::VisitRecorded {
        name: name.to_owned(),
        day: day.parse().ok()?,
        rating,
        note: note.map(str::to_owned),
    })
}

/// Returns whether there is a control character, of which JSON has none as it is; eight bytes at a time.
pub(super) fn has_control(bytes: &[u8]) -> bool {
    const SPACES: u64 = 0x2020_2020_2020_2020;
    const TOPS: u64 = 0x8080_8080_8080_8080;
    let (words, rest) = bytes.as_chunks::<8>();
    // A byte less 32 borrows into its top bit when it was below 32; one that had the bit before is no control character.
    let any = |word: u64| word.wrapping_sub(SPACES) & !word & TOPS != 0;
    words.iter().any(|word| any(u64::from_ne_bytes(*word))) || rest.iter().any(|&byte| byte < b' ')
}

/// What is left of a line to be read.
pub(super) struct Rest<'a>(pub(super) &'a str);

impl<'a> Rest<'a> {
    /// Passes over `what`; `None` where something else stands.
    pub(super) fn skip(&mut self, what: &str) -> Option<()> {
        self.0 = self.0.strip_prefix(what)?;
        Some(())
    }

    /// Returns the text behind `what`, up to its closing quote; `None` where it is not written as it is. Control characters
    /// are for whoever has read all of it to look for.
    pub(super) fn plain(&mut self, what: &str) -> Option<&'a str> {
        self.skip(what)?;
        let bytes = self.0.as_bytes();
        let end =
            memchr::memchr2(b'"', b'\\', bytes).filter(|end| bytes.get(*end) == Some(&b'"'))?;
        let (text, rest) = self.0.split_at_checked(end)?;
        self.0 = rest;
        Some(text)
    }

    /// Returns the number behind `what`, as JSON writes it.
    pub(super) fn number(&mut self, what: &str) -> Option<u64> {
        self.skip(what)?;
        let length = self.0.bytes().take_while(u8::is_ascii_digit).count();
        let (digits, rest) = self.0.split_at_checked(length)?;
        self.0 = rest;
        let leads = digits.len() > 1 && digits.starts_with('0');
        (!leads).then(|| digits.parse().ok())?
    }
}

#[cfg(test)]
mod tests {
    use super::super::wire;
    use super::*;
    use proptest::prelude::*;

    fn written(rating: Option<u8>, note: Option<&str>) -> String {
        let visit = Occurrence::VisitRecorded {
            name: "Chester Zoo".to_owned(),
            day: "2026-11-20".parse().unwrap(),
            rating,
            note: note.map(str::to_owned),
        };
        wire::payload(&visit).unwrap().unwrap()
    }

    #[test]
    fn every_visit_that_this_program_writes_is_read_at_a_glance() {
        for (rating, note) in [
            (None, None),
            (Some(5), None),
            (None, Some("mud")),
            (Some(1), Some("é")),
        ] {
            let payload = written(rating, note);
            assert_eq!(
                visit(&payload),
                wire::visit_by_the_rules(&payload).ok(),
                "{payload}"
            );
            assert!(visit(&payload).is_some(), "{payload}");
        }
        assert!(
            visit(&written(None, Some("\"mud\""))).is_none(),
            "not written as it is"
        );
    }

    proptest! {
        #[test]
        fn a_glance_sees_nothing_that_the_rules_do_not(
            at in 0..90_usize, cut in 0..3_usize, with in "[\\[\\]{}\",:0-9a-z\\x00 \\\\-]{0,4}",
        ) {
            let payload = written(Some(4), Some("mud"));
            let at = at.min(payload.len());
            let end = (at + cut).min(payload.len());
            let changed = format!("{}{with}{}", &payload[..at], &payload[end..]);
            if let Some(visit) = visit(&changed) {
                prop_assert_eq!(Ok(visit), wire::visit_by_the_rules(&changed));
            }
        }
    }

    #[test]
    fn each_control_character_is_found_wherever_it_stands_and_nothing_else_is() {
        for byte in 0..=u8::MAX {
            for at in 0..19 {
                let mut bytes = *b"~ \x7f\xc3\xa9 Anna \xe2\x82\xac !1234";
                bytes[at] = byte;
                assert_eq!(has_control(&bytes), byte < 32, "{byte} at {at}");
            }
        }
    }
}
