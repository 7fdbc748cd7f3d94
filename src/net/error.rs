//! What can go wrong between here and a service, in words for a parent.
//! Addresses are named by host alone: what follows may hold a key.

use super::service_text;
use std::error::Error as StdError;
use std::io;
use std::path::PathBuf;
use std::time::Duration;
use thiserror::Error;

/// A request that brought no usable answer.
#[derive(Debug, Clone, PartialEq, Eq, Error)]
pub enum NetError {
    /// The address is not one that may be asked.
    #[error("{host} must be asked over https, not {scheme} (only this machine may be)")]
    NotHttps {
        /// The host.
        host: String,
        /// The scheme of the address.
        scheme: String,
    },
    /// The certificates to trust cannot be used.
    #[error("the certificates in {} cannot be used: {why}", path.display())]
    CaFile {
        /// The configured file.
        path: PathBuf,
        /// What is wrong with it.
        why: String,
    },
    /// The client itself cannot be set up.
    #[error("this machine cannot go online: {0}")]
    Setup(String),
    /// No connection.
    #[error("could not connect to {host} ({why})")]
    Connect {
        /// The host.
        host: String,
        /// Why not.
        why: String,
    },
    /// The connection broke, or what came over it was not HTTP.
    #[error("the answer of {host} broke off ({why})")]
    BrokeOff {
        /// The host.
        host: String,
        /// How.
        why: String,
    },
    /// The time for everything online is used up.
    #[error("{host} did not answer in time ({seconds} s for everything)")]
    TooSlow {
        /// The host.
        host: String,
        /// The time allowed in this run.
        seconds: u64,
    },
    /// Another status than success.
    #[error("{host} answered {status} ({reason})")]
    Status {
        /// The host.
        host: String,
        /// The HTTP status.
        status: u16,
        /// What the service said of it, harmless and short.
        reason: String,
        /// The body of the answer, as it came.
        body: Vec<u8>,
        /// How long the service asks to be left alone, where it says so.
        retry_after: Option<Duration>,
    },
    /// A redirect that is not followed.
    #[error("{host} redirected {why}, which is refused")]
    Redirect {
        /// The host asked.
        host: String,
        /// Where to.
        why: String,
    },
    /// More than an answer may have.
    #[error("{host} sent more than {} MiB, which is refused", most_bytes >> 20)]
    TooLarge {
        /// The host.
        host: String,
        /// Bytes that are allowed.
        most_bytes: usize,
    },
    /// The service does not take the key that it was shown.
    #[error("{host} refused the API key ({status}: {reason}); check it in the config")]
    KeyRefused {
        /// The host.
        host: String,
        /// The HTTP status.
        status: u16,
        /// What the service said of it, harmless and short.
        reason: String,
    },
    /// What the service grants is used up, so that it was not asked.
    #[error("{0}")]
    Spent(String),
    /// A mail server did not take a message.
    #[error("{host} did not take the message ({why})")]
    NotTaken {
        /// The host.
        host: String,
        /// What it said, harmless and short.
        why: String,
    },
    /// The service has failed often enough.
    #[error("{host} is not asked again after {failures} failed request{}", if *failures == 1 { "" } else { "s" })]
    Down {
        /// The host.
        host: String,
        /// Requests that failed.
        failures: u32,
    },
}

impl NetError {
    /// Returns the HTTP status, when there was an answer.
    #[must_use]
    pub fn status(&self) -> Option<u16> {
        match self {
            Self::Status { status, .. } | Self::KeyRefused { status, .. } => Some(*status),
            _ => None,
        }
    }

    /// Returns how long the service asks to be left alone, where it says so.
    #[must_use]
    pub fn retry_after(&self) -> Option<Duration> {
        match self {
            Self::Status { retry_after, .. } => *retry_after,
            _ => None,
        }
    }
}

/// Returns what a service said in the body of a failure: the usual key of a JSON object, else its text, else
/// the name of the status. A web page says nothing that fits a line.
pub(super) fn reason(status: reqwest::StatusCode, body: &[u8]) -> String {
    // Longer bodies are not the sentence that is looked for.
    const LONGEST: usize = 64 << 10;
    let name = status.canonical_reason().unwrap_or("an unknown status");
    if body.len() > LONGEST || body.trim_ascii_start().starts_with(b"<") {
        return name.to_owned();
    }
    let said = match serde_json::from_slice::<serde_json::Value>(body) {
        Ok(json) => ["reason", "message", "error"]
            .iter()
            .find_map(|key| Some(service_text(json.get(key)?.as_str()?.as_bytes())))
            .unwrap_or_default(),
        Err(_) => service_text(body),
    };
    if said.is_empty() {
        name.to_owned()
    } else {
        said
    }
}

/// Returns why a connection failed, in plain words where the cause is a common one.
pub(super) fn cause(error: &reqwest::Error) -> String {
    let mut innermost: &dyn StdError = error;
    let mut is_name = false;
    while let Some(source) = innermost.source() {
        is_name |= source.to_string().contains("dns error");
        innermost = source;
    }
    let kind = innermost.downcast_ref::<io::Error>().map(io::Error::kind);
    let said = service_text(innermost.to_string().as_bytes());
    match kind {
        _ if is_certificate(&said) => {
            format!("{said}; behind a filter with a certificate of its own, name that as ca_file")
        }
        _ if is_name => "its name cannot be looked up: is this machine online?".to_owned(),
        Some(io::ErrorKind::ConnectionRefused) => "connection refused".to_owned(),
        Some(io::ErrorKind::ConnectionReset) => "connection reset".to_owned(),
        Some(io::ErrorKind::NetworkUnreachable) => "this machine is not online".to_owned(),
        _ => said,
    }
}

/// Returns whether the words are those of a certificate that is not trusted, which trying again does not mend.
pub(super) fn is_certificate(said: &str) -> bool {
    said.contains("peer certificate")
}

#[cfg(test)]
mod tests {
    use super::*;
    use reqwest::StatusCode;
    use rstest::rstest;

    #[rstest]
    #[case::a_json_reason(429, r#"{"reason":"Minutely limit","error":true}"#, "Minutely limit")]
    #[case::an_error_key(
        404,
        r#"{"status":404,"error":"Invalid postcode"}"#,
        "Invalid postcode"
    )]
    #[case::json_without_one(500, r#"{"error":true}"#, "Internal Server Error")]
    #[case::a_web_page(504, " <html>busy</html>", "Gateway Timeout")]
    #[case::plain_text(503, "try later\n", "try later")]
    #[case::nothing(414, "", "URI Too Long")]
    fn a_status_comes_with_what_the_service_said(
        #[case] status: u16,
        #[case] body: &str,
        #[case] expected: &str,
    ) {
        let status = StatusCode::from_u16(status).unwrap();
        assert_eq!(reason(status, body.as_bytes()), expected);
    }
}
