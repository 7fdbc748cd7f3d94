//! What the value of a setting looks like: how it is checked, asked for and shown.
//! A message never repeats a secret.

use super::sources::Sources;
use super::within::{Within, score_of};
use crate::net::smtp::{MailServer, Password, mailbox};
use crate::net::{ApiKey, NoKey};
use jiff::civil::Time;
use lettre::message::Mailbox;

/// What a value looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shape {
    /// Any text.
    Text,
    /// true or false.
    Truth,
    /// A whole number in this range.
    Whole(u32, u32),
    /// A number, 0 or more.
    Number,
    /// A time of day: "10:00".
    Clock,
    /// The root of a service: "http://127.0.0.1:8080".
    Root,
    /// A key that a service gives out, which is never shown.
    Secret,
    /// A distance or a time: "60km", "45min".
    Reach,
    /// A score from 0 to 100.
    Score,
    /// One of these words.
    OneOf(&'static [&'static str]),
    /// Sources of forecasts, in their order: ["open-meteo", "met-norway"].
    Sources,
    /// An email address or a link: "me@example.org".
    Contact,
    /// Email addresses, with commas between: "Anna <a@example.org>, ben@example.org".
    Mailboxes,
    /// A mail server: "smtps://mail.example.org".
    MailServer,
    /// A password, which is never shown.
    Password,
}

impl Shape {
    /// Returns whether the config file writes such a value in quotes.
    #[must_use]
    pub fn is_quoted(self) -> bool {
        match self {
            Self::Text
            | Self::Clock
            | Self::Root
            | Self::Secret
            | Self::Reach
            | Self::OneOf(_)
            | Self::Sources
            | Self::Contact
            | Self::Mailboxes
            | Self::MailServer
            | Self::Password => true,
            Self::Truth | Self::Whole(..) | Self::Number | Self::Score => false,
        }
    }

    /// Returns whether the config file writes such a value as a list of texts.
    #[must_use]
    pub fn is_list(self) -> bool {
        self == Self::Sources
    }

    /// Returns whether such a value is never shown.
    #[must_use]
    pub fn is_secret(self) -> bool {
        matches!(self, Self::Secret | Self::Password)
    }

    /// Checks a value.
    ///
    /// # Errors
    /// Says what is expected.
    pub fn check(self, text: &str) -> Result<(), String> {
        let fits = match self {
            Self::Text => !text.trim().is_empty(),
            Self::Truth => matches!(text, "true" | "false"),
            Self::Whole(least, most) => text
                .parse()
                .is_ok_and(|number: u32| (least..=most).contains(&number)),
            Self::Number => text
                .parse()
                .is_ok_and(|number: f64| number.is_finite() && number >= 0.0),
            Self::Clock => text.parse::<Time>().is_ok(),
            Self::Root => is_root(text),
            Self::Secret => text.parse::<ApiKey>().is_ok(),
            Self::Reach => text.parse::<Within>().is_ok(),
            Self::Score => score_of(text).is_ok(),
            Self::OneOf(words) => words.contains(&text),
            Self::Contact => is_contact(text),
            Self::Sources => return text.parse::<Sources>().map(drop),
            Self::Mailboxes => !mailboxes(text).is_empty(),
            Self::MailServer => return text.parse::<MailServer>().map(drop),
            Self::Password => text.parse::<Password>().is_ok(),
        };
        if fits { Ok(()) } else { Err(self.expected()) }
    }

    /// Returns what a message may repeat of a value after the name of its key: nothing of a key, and nothing of an
    /// address that may be one.
    #[must_use]
    pub fn shown(self, text: &str) -> String {
        match self {
            _ if self.is_secret() => String::new(),
            Self::Root | Self::MailServer => {
                let address = text.split(['?', '#']).next().unwrap_or_default();
                let address = address.rsplit('@').next().unwrap_or_default();
                format!(" is \"{address}\"")
            }
            _ => format!(" is \"{text}\""),
        }
    }

    fn expected(self) -> String {
        match self {
            Self::Text => "expected some text".to_owned(),
            Self::Truth => "expected true or false".to_owned(),
            Self::Whole(least, most) => format!("expected a whole number from {least} to {most}"),
            Self::Number => "expected a number, 0 or more".to_owned(),
            Self::Clock => "expected a time of day such as 10:00".to_owned(),
            Self::Root => {
                "expected an address such as https://api.open-meteo.com, without a name or password"
                    .to_owned()
            }
            Self::Secret => NoKey.to_string(),
            Self::Reach => "expected kilometres or minutes, such as 60km or 45min".to_owned(),
            Self::Score => "expected a score from 0 to 100".to_owned(),
            Self::OneOf(words) => format!("expected one of {}", words.join(", ")),
            Self::Sources => "expected sources of forecasts".to_owned(),
            Self::Mailboxes => {
                "expected email addresses with commas between, such as \"Anna <anna@example.org>\""
                    .to_owned()
            }
            Self::MailServer => {
                "expected a mail server such as smtps://mail.example.org".to_owned()
            }
            Self::Password => {
                "expected a password on one line (it is not repeated here)".to_owned()
            }
            Self::Contact => {
                "expected an email address or a link, such as me@example.org".to_owned()
            }
        }
    }
}

/// Returns whether `text` is the root of a service: no user, password or query, which would be shown and logged.
fn is_root(text: &str) -> bool {
    let rest = text
        .strip_prefix("https://")
        .or_else(|| text.strip_prefix("http://"));
    rest.is_some_and(|rest| !rest.is_empty() && !rest.contains(['@', '?', '#', ' ']))
}

/// Returns the email addresses of a list; none where one of them is none.
#[must_use]
pub fn mailboxes(text: &str) -> Vec<Mailbox> {
    let all: Option<Vec<Mailbox>> = text.split(',').map(mailbox).collect();
    all.unwrap_or_default()
}

/// Returns whether `text` is where somebody can be reached: plain enough for the header of a request.
fn is_contact(text: &str) -> bool {
    const LONGEST: usize = 200;
    let is_plain = text.len() <= LONGEST && text.bytes().all(|byte| byte.is_ascii_graphic());
    let is_link = text.starts_with("https://") || text.starts_with("http://");
    let is_email =
        matches!(text.split_once('@'), Some((who, at)) if !who.is_empty() && !at.is_empty());
    is_plain && (is_link || is_email)
}
