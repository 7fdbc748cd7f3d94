//! `brief`: the Friday mail. The weekend's suggestions as one message, printed for `sendmail -t` or handed in by SMTP.
//! What it said is remembered, for the next one to tell what has changed and for none to be sent twice.

use super::Answer;
use super::suggest::{Manner, plan, printed};
use super::world::World;
use crate::cli::BriefArgs;
use crate::config::{Settings, mailboxes};
use crate::domain::Edition;
use crate::error::{Error, Kind};
use crate::net::smtp::{self, Posting};
use crate::report::safe::printable;
use crate::report::{self, Brief, Letter, Report};
use crate::store::editions::Editions;
use lettre::message::Mailbox;
use std::time::Duration;

/// The most places of a brief: more is not read.
const MOST_PLACES: u32 = 5;
/// Time to wait for another run that is sending.
const PATIENCE: Duration = Duration::from_secs(60);

/// Prints or sends the brief of a weekend, or of the days asked for.
pub(super) fn brief(args: &BriefArgs, world: &World) -> Result<Answer, Error> {
    let mut flags = args.planning.clone();
    flags.on.get_or_insert_with(|| "weekend".to_owned());
    flags.top = Some(flags.top.unwrap_or(MOST_PLACES).min(MOST_PLACES));
    flags.format.get_or_insert_with(|| "email".to_owned());
    flags.require_forecast |= !(flags.offline || flags.typical);
    let to = args.to.as_deref().map(addresses).transpose()?;
    if args.send && flags.format.as_deref() != Some("email") {
        return Err(Error::usage("--send sends a mail").hint("leave --format away"));
    }
    let data = World::paths(&world.config()?).data;
    let editions = data.map(|data| Editions::new(&data));
    plan(&flags, Manner { plan_b: true }, world, |page, settings| {
        if page.is_empty() {
            // Nobody reads a mail that has nothing to say.
            return Ok(Answer::default());
        }
        let letter = Letter {
            from: settings.mail_from.clone(),
            to: to.unwrap_or_else(|| settings.mail_to.clone()),
        };
        let desk = Desk {
            editions,
            settings,
            letter,
        };
        match args.send {
            true => desk.send(page, args.again, flags.quiet),
            false => desk.print(page, world),
        }
    })
}

/// Returns the report as one message, for formats other than the brief's own.
///
/// # Errors
/// When it cannot be put into a message.
pub(super) fn message(page: &Report<'_>, settings: &Settings) -> Result<String, Error> {
    let letter = Letter {
        from: settings.mail_from.clone(),
        to: settings.mail_to.clone(),
    };
    let brief = Brief {
        report: page,
        changes: Vec::new(),
    };
    as_text(&brief, &letter)
}

fn addresses(text: &str) -> Result<Vec<Mailbox>, Error> {
    match mailboxes(text) {
        none if none.is_empty() => {
            let message = format!("--to \"{}\": not an email address", printable(text));
            Err(Error::usage(message)
                .hint("several have commas between: anna@example.org,ben@example.org"))
        }
        some => Ok(some),
    }
}

fn as_text(brief: &Brief<'_>, letter: &Letter) -> Result<String, Error> {
    let failed = |why: String| Error::new(Kind::Internal, format!("no mail can be made: {why}"));
    let bytes = report::to_email(brief, letter).map_err(|error| failed(error.to_string()))?;
    String::from_utf8(bytes).map_err(|error| failed(error.to_string()))
}

/// Where briefs are made: what the last ones said, and whom the next is for.
struct Desk<'a> {
    editions: Option<Editions>,
    settings: &'a Settings,
    letter: Letter,
}

impl Desk<'_> {
    /// Returns the brief, printed.
    fn print(&self, page: &Report<'_>, world: &World) -> Result<Answer, Error> {
        let brief = self.brief(page);
        let text = match self.settings.format.as_str() {
            "email" => as_text(&brief, &self.letter)?,
            "table" => report::to_brief(&brief),
            _ => printed(page, self.settings, world)?,
        };
        let mut answer = Answer::results(text);
        if self.settings.format == "email" && self.letter.to.is_empty() {
            answer.warnings.push(
                "the message says nothing of who gets it: set mail.to in the config, or say --to"
                    .to_owned(),
            );
        }
        answer.warnings.extend(self.remember(brief.edition()));
        Ok(answer)
    }

    /// Sends the brief, unless it was sent before.
    fn send(&self, page: &Report<'_>, again: bool, quiet: bool) -> Result<Answer, Error> {
        let server = self.settings.mail_server.as_ref().ok_or_else(|| {
            Error::usage("no mail server is named")
                .hint("set mail.smtp in the config: \"smtps://mail.example.org\"")
        })?;
        if self.letter.to.is_empty() {
            return Err(Error::usage("nobody is to get the brief")
                .hint("set mail.to in the config, or say --to"));
        }
        let editions = self.editions.as_ref().ok_or_else(|| {
            let message = "there is no home directory to keep in that the brief was sent";
            Error::new(Kind::Internal, message).hint("set KIDTRIP_DATA_DIR")
        })?;
        let _turn = editions.turn(PATIENCE).map_err(|error| {
            Error::new(
                Kind::Internal,
                format!("the turn to send could not be had: {error}"),
            )
        })?;
        let brief = self.brief(page);
        let mut edition = brief.edition();
        edition.about = format!("{} to {}", edition.about, self.names());
        let before = editions.all();
        let sent = before
            .iter()
            .rev()
            .find_map(|one| one.sent_at.filter(|_| one.about == edition.about));
        if let Some(at) = sent.filter(|_| !again) {
            return Ok(Answer {
                warnings: vec![format!(
                    "this brief was sent already, at {at} (--again sends it once more)"
                )],
                ..Answer::default()
            });
        }
        let letter = Letter {
            from: self.letter.from.clone().or(self.letter.to.first().cloned()),
            to: self.letter.to.clone(),
        };
        let text = as_text(&brief, &letter)?;
        let posting = Posting {
            server,
            login: self.settings.mail_login.clone(),
            ca_file: self.settings.ca_file.clone(),
            patience: Duration::from_secs(self.settings.timeout_seconds),
        };
        if let Some(from) = &letter.from {
            smtp::post(&posting, from, &letter.to, text.as_bytes()).map_err(|error| {
                Error::new(Kind::Unreachable, format!("the brief is not sent: {error}"))
            })?;
        }
        edition.sent_at = Some(page.generated_at);
        let told = format!("Sent to {}: {}\n", self.names(), brief.subject());
        let mut answer = Answer::results(if quiet { String::new() } else { told });
        // Whoever sends it again because of this sends it twice: that is said.
        answer
            .warnings
            .extend(editions.add(edition).err().map(|error| {
                format!("the brief is sent, but the next run may send it again: {error}")
            }));
        Ok(answer)
    }

    /// Returns the brief, with what has changed since the last one of another day from the same home.
    fn brief<'p>(&self, page: &'p Report<'p>) -> Brief<'p> {
        let mut brief = Brief {
            report: page,
            changes: Vec::new(),
        };
        let now = brief.edition();
        let zone = &page.outing.origin.zone;
        let today = zone.to_datetime(now.made_at).date();
        let home = |edition: &Edition| edition.about.split(' ').next().map(str::to_owned);
        let is_before = |one: &&Edition| {
            home(one) == home(&now) && zone.to_datetime(one.made_at).date() < today
        };
        let all = self.editions.iter().flat_map(Editions::all);
        let all: Vec<Edition> = all.collect();
        if let Some(before) = all.iter().filter(is_before).max_by_key(|one| one.made_at) {
            brief.changes = report::changes(before, &now);
        }
        brief
    }

    /// Keeps what a brief said; returns what is worth a word if that fails.
    fn remember(&self, edition: Edition) -> Option<String> {
        let editions = self.editions.as_ref()?;
        // The same again says nothing new to the next one.
        let known = editions.all();
        let same = |one: &Edition| {
            one.about == edition.about && one.days == edition.days && one.places == edition.places
        };
        if known.last().is_some_and(same) {
            return None;
        }
        let error = editions.add(edition).err()?;
        Some(format!(
            "what has changed since this brief cannot be told next time: {error}"
        ))
    }

    fn names(&self) -> String {
        let to = self.letter.to.iter().map(|to| to.email.to_string());
        to.collect::<Vec<_>>().join(", ")
    }
}
