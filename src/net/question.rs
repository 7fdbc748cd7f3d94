//! What a request says besides its address, and what the headers of its answer say of how long that holds.

use jiff::Timestamp;
use jiff::fmt::rfc2822;
use reqwest::Url;
use reqwest::header::{
    DATE, EXPIRES, HeaderMap, HeaderName, HeaderValue, IF_MODIFIED_SINCE, LAST_MODIFIED, USER_AGENT,
};

/// What a request says of who asks, and of what is had already.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Headers<'a> {
    /// Who asks, where the service wants more than the program's name.
    pub user_agent: Option<&'a str>,
    /// The `Last-Modified` of the answer that is had already, to the letter.
    pub since: Option<&'a str>,
}

impl Headers<'_> {
    /// Returns those that can be sent: a text that no header may hold is left out.
    pub(super) fn to_send(self) -> HeaderMap {
        let pairs: [(HeaderName, Option<&str>); 2] = [
            (USER_AGENT, self.user_agent),
            (IF_MODIFIED_SINCE, self.since),
        ];
        pairs
            .into_iter()
            .filter_map(|(name, text)| Some((name, HeaderValue::from_str(text?).ok()?)))
            .collect()
    }
}

/// A request: where, what is posted there, and what it says besides.
#[derive(Debug, Clone, Copy)]
pub(super) struct Question<'a> {
    pub(super) url: &'a Url,
    pub(super) form: Option<&'a str>,
    pub(super) headers: Headers<'a>,
    /// How many calls it counts as, where calls are counted.
    pub(super) calls: u32,
}

impl<'a> Question<'a> {
    /// Returns a plain request for what is at `url`.
    pub(super) fn get(url: &'a Url) -> Self {
        Self {
            url,
            form: None,
            headers: Headers::default(),
            calls: 1,
        }
    }
}

/// Characters of a date that is worth repeating: those of HTTP have 29.
const LONGEST_DATE: usize = 100;

/// What the headers of an answer say of how long it holds.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Validity {
    /// When it was sent, by the service's clock.
    pub date: Option<Timestamp>,
    /// Until when it is not to be asked for again, by the service's clock.
    pub expires: Option<Timestamp>,
    /// When it was made, to the letter.
    pub last_modified: Option<String>,
}

impl Validity {
    pub(super) fn of(headers: &HeaderMap) -> Self {
        let last_modified = headers.get(LAST_MODIFIED);
        Self {
            date: header_instant(headers, &DATE),
            expires: header_instant(headers, &EXPIRES),
            last_modified: last_modified
                .and_then(|value| value.to_str().ok())
                .filter(|text| text.len() <= LONGEST_DATE)
                .map(str::to_owned),
        }
    }
}

/// Returns the instant that a header names.
pub(super) fn header_instant(headers: &HeaderMap, name: &HeaderName) -> Option<Timestamp> {
    instant(headers.get(name)?.to_str().ok()?)
}

/// Returns an instant as HTTP writes it.
pub(super) fn instant(text: &str) -> Option<Timestamp> {
    let parser = rfc2822::DateTimeParser::new();
    parser.parse_timestamp(text.trim()).ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::as_documented("Mon, 20 Jul 2020 12:16:23 GMT", Some("2020-07-20T12:16:23Z"))]
    #[case::nonsense("tomorrow", None)]
    #[case::an_old_way_of_saying_never("0", None)]
    fn an_expiry_is_an_instant_or_unknown(
        #[case] text: &'static str,
        #[case] expected: Option<&str>,
    ) {
        let headers = HeaderMap::from_iter([
            (EXPIRES, HeaderValue::from_static(text)),
            (LAST_MODIFIED, HeaderValue::from_static(text)),
        ]);
        let validity = Validity::of(&headers);
        assert_eq!(validity.expires, expected.map(|at| at.parse().unwrap()));
        assert_eq!(validity.last_modified.as_deref(), Some(text));
        assert_eq!(validity.date, None);
    }

    #[test]
    fn a_text_that_would_break_the_request_is_not_sent() {
        let headers = Headers {
            user_agent: Some("kidtrip/1 me@example.org"),
            since: Some("now\r\nCookie: x"),
        };
        let sent = headers.to_send();
        assert_eq!(sent.len(), 1);
        assert_eq!(sent.get(USER_AGENT).unwrap(), "kidtrip/1 me@example.org");
    }
}
