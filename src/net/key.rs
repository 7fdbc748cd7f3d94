//! A key that a service gives to those who pay: shown to that service, and to nobody else in any words.
//! What a service sends back is rid of it before anyone reads that.

use super::{NetError, Reply};
use reqwest::header::HeaderValue;
use std::fmt;
use std::str::FromStr;
use thiserror::Error;

/// Letters that a key may have.
const LONGEST: usize = 200;
/// What stands where a service repeats the key.
const IN_ITS_PLACE: &str = "(key)";

/// A service's key. It can be shown to the service, and is not part of any output, not even by mistake.
#[derive(Clone, PartialEq, Eq)]
pub struct ApiKey(String);

/// A text that is no key; it may be nearly one, so it is not repeated.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error(
    "expected a key of at most {LONGEST} letters, digits and -_.~+/= (it is not repeated here)"
)]
pub struct NoKey;

impl FromStr for ApiKey {
    type Err = NoKey;

    fn from_str(text: &str) -> Result<Self, NoKey> {
        let fits = |letter: char| letter.is_ascii_alphanumeric() || "-_.~+/=".contains(letter);
        if text.is_empty() || text.len() > LONGEST || !text.chars().all(fits) {
            return Err(NoKey);
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for ApiKey {
    fn fmt(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("ApiKey(set)")
    }
}

impl ApiKey {
    /// The header that shows it; the address, which the other documented way would put it into, ends up in messages.
    pub(super) const HEADER: &str = "X-Api-Key";

    /// Returns the value of that header.
    pub(super) fn header(&self) -> Option<HeaderValue> {
        let mut value = HeaderValue::from_str(&self.0).ok()?;
        value.set_sensitive(true);
        Some(value)
    }

    /// Returns what came of showing it, with the key left out wherever the service repeats it.
    pub(super) fn left_out_of(&self, came: Result<Reply, NetError>) -> Result<Reply, NetError> {
        match came {
            Ok(reply) => Ok(Reply {
                body: self.left_out_of_bytes(reply.body),
                ..reply
            }),
            Err(NetError::Status {
                host,
                status,
                reason,
                body,
                retry_after,
            }) => {
                let reason = self.left_out_of_text(reason);
                let is_of_the_key = matches!(status, 401 | 403)
                    || status == 400 && reason.to_lowercase().contains("api key");
                Err(if is_of_the_key {
                    NetError::KeyRefused {
                        host,
                        status,
                        reason,
                    }
                } else {
                    NetError::Status {
                        host,
                        status,
                        reason,
                        body: self.left_out_of_bytes(body),
                        retry_after,
                    }
                })
            }
            Err(NetError::Redirect { host, why }) => Err(NetError::Redirect {
                host,
                why: self.left_out_of_text(why),
            }),
            Err(NetError::BrokeOff { host, why }) => Err(NetError::BrokeOff {
                host,
                why: self.left_out_of_text(why),
            }),
            Err(error) => Err(error),
        }
    }

    fn left_out_of_text(&self, text: String) -> String {
        if text.contains(&self.0) {
            text.replace(&self.0, IN_ITS_PLACE)
        } else {
            text
        }
    }

    fn left_out_of_bytes(&self, bytes: Vec<u8>) -> Vec<u8> {
        let key = self.0.as_bytes();
        if memchr::memmem::find(&bytes, key).is_none() {
            return bytes;
        }
        // An answer that holds it is text, or of no use.
        let text = String::from_utf8_lossy(&bytes).into_owned();
        self.left_out_of_text(text).into_bytes()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::net::Validity;
    use rstest::rstest;

    #[rstest]
    #[case::letters_and_digits("aB3dE5", true)]
    #[case::base64("Zm9v+/==", true)]
    #[case::nothing("", false)]
    #[case::a_line_end("abc\r\nX-Evil: 1", false)]
    #[case::a_space("abc def", false)]
    #[case::an_umlaut("schlüssel", false)]
    #[case::a_second_parameter("abc&models=x", false)]
    fn a_key_has_only_letters_that_cannot_be_taken_for_anything_else(
        #[case] text: &str,
        #[case] fits: bool,
    ) {
        let key = ApiKey::from_str(text);
        assert_eq!(key.is_ok(), fits);
        if let Err(error) = key {
            assert!(text.is_empty() || !error.to_string().contains(text));
        }
    }

    #[test]
    fn a_key_is_too_long_from_201_letters_on() {
        assert!(ApiKey::from_str(&"k".repeat(200)).is_ok());
        assert!(ApiKey::from_str(&"k".repeat(201)).is_err());
    }

    #[test]
    fn neither_the_key_nor_its_header_shows_it() {
        let key: ApiKey = "SESAME".parse().unwrap();
        assert_eq!(format!("{key:?}"), "ApiKey(set)");
        assert!(!format!("{:?}", key.header()).contains("SESAME"));
    }

    fn status(status: u16, reason: &str) -> NetError {
        NetError::Status {
            host: "a.example".to_owned(),
            status,
            reason: reason.to_owned(),
            body: reason.as_bytes().to_vec(),
            retry_after: None,
        }
    }

    #[rstest]
    #[case::missing_says_the_service(
        401,
        "API key required",
        "a.example refused the API key (401: API key required); check it in the config"
    )]
    #[case::not_of_this_plan(
        403,
        "This API endpoint requires another plan",
        "refused the API key (403: This API"
    )]
    #[case::invalid(
        400,
        "The supplied API key is invalid.",
        "refused the API key (400: The supplied"
    )]
    #[case::asked_wrongly(400, "Invalid timezone", "a.example answered 400 (Invalid timezone)")]
    #[case::repeated(
        403,
        "SESAME is unknown",
        "refused the API key (403: (key) is unknown)"
    )]
    #[case::repeated_in_another_fault(500, "no SESAME", "answered 500 (no (key))")]
    fn a_refused_key_is_said_and_never_repeated(
        #[case] code: u16,
        #[case] reason: &str,
        #[case] expected: &str,
    ) {
        let key: ApiKey = "SESAME".parse().unwrap();
        let error = key.left_out_of(Err(status(code, reason))).unwrap_err();
        assert!(error.to_string().contains(expected), "{error}");
        assert!(!format!("{error:?}").contains("SESAME"), "{error:?}");
    }

    #[test]
    fn an_answer_that_repeats_the_key_is_read_without_it() {
        let key: ApiKey = "SESAME".parse().unwrap();
        let reply = |body: &str| Reply {
            status: 200,
            body: body.as_bytes().to_vec(),
            validity: Validity::default(),
        };
        let read = key.left_out_of(Ok(reply("hello SESAME!"))).unwrap();
        assert_eq!(read, reply("hello (key)!"));
        let read = key.left_out_of(Ok(reply("hello"))).unwrap();
        assert_eq!(read, reply("hello"));
    }
}
