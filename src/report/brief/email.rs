//! The brief as one complete message: plain text and a page with its picture, as RFC 5322 and MIME have it.
//! Equal input gives equal bytes: the boundaries and the id of the message follow from what it is about.

use super::super::picture::{compass, png};
use super::super::telling::Told;
use super::page::to_page;
use super::text::written;
use super::{Brief, Draft, about};
use jiff::Timestamp;
use lettre::message::header::{self, ContentDisposition, ContentId, ContentType};
use lettre::message::header::{Header, HeaderName, HeaderValue};
use lettre::message::{Mailbox, Message, MultiPart, SinglePart};
use std::error::Error;

/// Whom a message is from and for.
#[derive(Debug, Clone, Default)]
pub struct Letter {
    /// Who sends it.
    pub from: Option<Mailbox>,
    /// Who is to get it.
    pub to: Vec<Mailbox>,
}

/// Who a message is from where nobody said.
const NOBODY: &str = "kidtrip <kidtrip@localhost>";
/// The content id of the picture.
const PICTURE: &str = "map@kidtrip";

/// Returns the brief as one message.
///
/// # Errors
/// Says what cannot be put into a message.
pub fn to_email(brief: &Brief<'_>, letter: &Letter) -> Result<Vec<u8>, Box<dyn Error>> {
    let report = brief.report;
    let from = match &letter.from {
        Some(from) => from.clone(),
        None => NOBODY.parse()?,
    };
    // What a message is about and the day decide its id, so that one sent twice by mistake can be told to be one.
    let digest = crc32fast::hash(about(report).as_bytes());
    let zone = &report.outing.origin.zone;
    let day = zone.to_datetime(report.generated_at).strftime("%Y%m%d");
    let id = format!("<kidtrip.{day}.{digest:08x}@{}>", from.email.domain());
    let boundary = |part: &str| format!("kidtrip-{part}-{digest:08x}");
    let draft = Draft::of(brief);
    let shown: Vec<&Told<'_>> = draft.telling.places().collect();
    let says = compass::in_words(&shown);
    let picture = (!shown.is_empty())
        .then(|| png::of_map(&compass::Compass::of_told(&shown)))
        .flatten();
    let page = to_page(&draft, picture.as_ref().map(|_| (PICTURE, says.as_str())));
    let page = SinglePart::builder()
        .header(ContentType::TEXT_HTML)
        .body(page);
    let text = SinglePart::builder()
        .header(ContentType::TEXT_PLAIN)
        .body(written(&draft));
    let alternative = MultiPart::builder()
        .kind(lettre::message::MultiPartKind::Alternative)
        .boundary(boundary("either"))
        .singlepart(text);
    let body = match picture {
        Some(picture) => {
            let picture = SinglePart::builder()
                .header(ContentType::parse("image/png")?)
                .header(ContentDisposition::inline_with_name("map.png"))
                .header(ContentId::from(format!("<{PICTURE}>")))
                .body(picture);
            let related = MultiPart::builder()
                .kind(lettre::message::MultiPartKind::Related)
                .boundary(boundary("with"))
                .singlepart(page)
                .singlepart(picture);
            alternative.multipart(related)
        }
        None => alternative.singlepart(page),
    };
    let mut message = Message::builder()
        .from(from)
        .subject(draft.subject())
        .header(date(report.generated_at).map_err(|error| error.to_string())?)
        .message_id(Some(id))
        .header(AutoSubmitted);
    for to in &letter.to {
        message = message.to(to.clone());
    }
    if letter.to.is_empty() {
        // A message may be without a To; the builder wants to know whom it goes to.
        message = message.envelope(lettre::address::Envelope::new(
            None,
            vec!["nobody@localhost".parse()?],
        )?);
    }
    Ok(message.multipart(body)?.formatted())
}

/// Returns the instant as the head of a message has it.
fn date(at: Timestamp) -> Result<header::Date, Box<dyn Error + Send + Sync>> {
    header::Date::parse(&at.strftime("%a, %d %b %Y %H:%M:%S +0000").to_string())
}

/// Says that no person wrote the message, so that nobody's holiday notice answers it.
#[derive(Clone)]
struct AutoSubmitted;

impl Header for AutoSubmitted {
    fn name() -> HeaderName {
        HeaderName::new_from_ascii_str("Auto-Submitted")
    }

    fn parse(_: &str) -> Result<Self, Box<dyn Error + Send + Sync>> {
        Ok(Self)
    }

    fn display(&self) -> HeaderValue {
        HeaderValue::new(Self::name(), "auto-generated".to_owned())
    }
}
