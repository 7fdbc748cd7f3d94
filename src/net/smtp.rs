//! One message handed to a mail server, by SMTP over TLS; without TLS only to a server on this machine.
//! lettre's transport is known here only.

use super::{NetError, service_text};
use lettre::address::Envelope;
use lettre::message::Mailbox;
use lettre::transport::smtp::authentication::Credentials;
use lettre::transport::smtp::client::{Certificate, CertificateStore, Tls, TlsParameters};
use lettre::transport::smtp::{self, extension::ClientId};
use lettre::{SmtpTransport, Transport};
use std::fmt;
use std::path::PathBuf;
use std::str::FromStr;
use std::time::Duration;

/// Where mail is handed in: `smtps://host`, TLS from the first byte; `smtp://host`, TLS from the greeting on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailServer {
    host: String,
    port: u16,
    is_wrapped: bool,
}

/// A password, which is part of no output, not even by mistake.
#[derive(Clone, PartialEq, Eq)]
pub struct Password(String);

impl Password {
    /// Characters that a password may have.
    const LONGEST: usize = 1_000;
}

impl FromStr for Password {
    type Err = &'static str;

    fn from_str(text: &str) -> Result<Self, Self::Err> {
        if text.is_empty() || text.len() > Self::LONGEST || text.contains(char::is_control) {
            return Err("expected a password on one line (it is not repeated here)");
        }
        Ok(Self(text.to_owned()))
    }
}

impl fmt::Debug for Password {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Password(set)")
    }
}

impl FromStr for MailServer {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let expected = || {
            "expected a mail server such as smtps://mail.example.org or smtp://mail.example.org:587, without a name or password"
                .to_owned()
        };
        let (scheme, rest) = text.trim().split_once("://").ok_or_else(expected)?;
        let is_wrapped = match scheme {
            "smtps" => true,
            "smtp" => false,
            _ => return Err(expected()),
        };
        let rest = rest.trim_end_matches('/');
        let (host, port) = match rest.rsplit_once(':') {
            Some((host, port)) => (host, Some(port.parse().map_err(|_| expected())?)),
            None => (rest, None),
        };
        let is_host = |letter: char| letter.is_ascii_alphanumeric() || ".-_".contains(letter);
        if host.is_empty() || !host.chars().all(is_host) {
            return Err(expected());
        }
        Ok(Self {
            host: host.to_owned(),
            port: port.unwrap_or(if is_wrapped { 465 } else { 587 }),
            is_wrapped,
        })
    }
}

impl MailServer {
    /// Returns whether it is on this machine, where nobody listens in between.
    fn is_here(&self) -> bool {
        matches!(self.host.as_str(), "localhost" | "127.0.0.1")
    }
}

impl fmt::Display for MailServer {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.host, self.port)
    }
}

/// Returns the address in `text`: "a@b.example" or "Anna <a@b.example>".
#[must_use]
pub fn mailbox(text: &str) -> Option<Mailbox> {
    let is_plain = !text.contains(|letter: char| letter.is_control());
    text.trim().parse().ok().filter(|_| is_plain)
}

/// How a message is handed in.
#[derive(Debug, Clone)]
pub struct Posting<'a> {
    /// Where.
    pub server: &'a MailServer,
    /// The name and password, where the server wants them.
    pub login: Option<(String, Password)>,
    /// A file of PEM certificates trusted besides the public ones.
    pub ca_file: Option<PathBuf>,
    /// Time that may pass until the server says anything.
    pub patience: Duration,
}

/// Hands in `message`; it is accepted when this returns.
///
/// # Errors
/// When the server cannot be reached, is not who it says it is, or does not take it.
pub fn post(
    posting: &Posting<'_>,
    from: &Mailbox,
    to: &[Mailbox],
    message: &[u8],
) -> Result<(), NetError> {
    let server = posting.server;
    let setup = |error: &dyn fmt::Display| NetError::Setup(error.to_string());
    let _ = rustls::crypto::ring::default_provider().install_default();
    let mut tls = TlsParameters::builder(server.host.clone())
        .certificate_store(CertificateStore::WebpkiRoots);
    if let Some(path) = &posting.ca_file {
        let bad = |why: String| NetError::CaFile {
            path: path.clone(),
            why,
        };
        let pem = std::fs::read(path).map_err(|error| bad(error.to_string()))?;
        let certificate = Certificate::from_pem(&pem).map_err(|error| bad(error.to_string()))?;
        tls = tls.add_root_certificate(certificate);
    }
    let tls = tls.build().map_err(|error| setup(&error))?;
    let tls = match (server.is_wrapped, server.is_here()) {
        (true, _) => Tls::Wrapper(tls),
        (false, true) => Tls::Opportunistic(tls),
        (false, false) => Tls::Required(tls),
    };
    let mut transport = SmtpTransport::builder_dangerous(&server.host)
        .port(server.port)
        .tls(tls)
        .hello_name(ClientId::Domain("localhost".to_owned()))
        .timeout(Some(posting.patience));
    if let Some((name, password)) = &posting.login {
        transport = transport.credentials(Credentials::new(name.clone(), password.0.clone()));
    }
    let to = to.iter().map(|to| to.email.clone()).collect();
    let envelope = Envelope::new(Some(from.email.clone()), to).map_err(|error| setup(&error))?;
    let answer = transport.build().send_raw(&envelope, message);
    answer.map(drop).map_err(|error| failed(server, &error))
}

fn failed(server: &MailServer, error: &smtp::Error) -> NetError {
    let host = server.to_string();
    // What a server says comes from outside, and may be long.
    let why = service_text(told(error).as_bytes());
    if error.is_permanent() || error.is_transient() || error.is_response() {
        return NetError::NotTaken { host, why };
    }
    NetError::Connect { host, why }
}

/// Returns what went wrong, with its causes.
fn told(error: &smtp::Error) -> String {
    let mut told = error.to_string();
    let mut cause = std::error::Error::source(error);
    while let Some(one) = cause {
        let words = one.to_string();
        if !told.contains(&words) {
            told = format!("{told}: {words}");
        }
        cause = one.source();
    }
    told
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::wrapped("smtps://mail.example.org", Ok("mail.example.org:465"))]
    #[case::upgraded("smtp://mail.example.org", Ok("mail.example.org:587"))]
    #[case::a_port("smtp://localhost:2525/", Ok("localhost:2525"))]
    #[case::a_password("smtp://me:secret@mail.example.org", Err(()))]
    #[case::another_scheme("https://mail.example.org", Err(()))]
    #[case::no_scheme("mail.example.org", Err(()))]
    #[case::no_port("smtp://mail.example.org:mail", Err(()))]
    #[case::nothing("smtp://", Err(()))]
    fn a_server_is_an_address_without_a_name(
        #[case] text: &str,
        #[case] expected: Result<&str, ()>,
    ) {
        let server = text.parse::<MailServer>();
        let shown = server.map(|server| server.to_string()).map_err(|_| ());
        assert_eq!(
            shown.as_deref().map_err(|_| &()),
            expected.as_ref().map(|one| &**one)
        );
    }

    #[test]
    fn a_password_is_never_shown() {
        let password: Password = "s3cr3t pass".parse().unwrap();
        assert!(!format!("{password:?}").contains("s3cr3t"));
        assert!("two\nlines".parse::<Password>().is_err());
    }
}
