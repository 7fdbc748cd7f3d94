//! `visit`, `hide`, `unhide`: what the family did and wants, of a place of any catalogue.

use super::past_day::past_day;
use super::reactions::look_into_what_is_left;
use super::{event_log, me, record, told};
use crate::app::Answer;
use crate::app::catalogue::{self as catalogues, Opened, categories};
use crate::app::named;
use crate::app::world::{self, World};
use crate::catalogue::{Categories, is_called};
use crate::cli::{HideArgs, VisitArgs};
use crate::commands::{Given, Hide, Rejection, Unhide, Visit};
use crate::config::{Config, Settings};
use crate::domain::{Destination, NewEvent};
use crate::error::{Error, Kind};
use crate::queries::CATALOGUE;
use crate::report::safe::printable;
use crate::report::words;
use crate::store::event_log::EventLog;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// Writes down a visit.
pub(in crate::app) fn visit(args: &VisitArgs, world: &World) -> Result<Answer, Error> {
    let about = About::place(&args.place, "kidtrip visit", world)?;
    let visit = Visit {
        place: about.id.clone(),
        day: past_day("--on", args.on.as_deref(), about.today)?,
        rating: args.rating,
        note: args.note.clone(),
    };
    let rated = match args.rating {
        Some(rating) => format!(", rated {rating}"),
        None => String::new(),
    };
    let what = format!(
        "visited on {}{rated}. kidtrip undo takes it back.",
        words::day_and_date(visit.day)
    );
    about.record(&what, |given| visit.decide(given))
}

/// Hides a place.
pub(in crate::app) fn hide(args: &HideArgs, world: &World) -> Result<Answer, Error> {
    let about = About::place(&args.place, "kidtrip hide", world)?;
    let hide = Hide {
        place: about.id.clone(),
    };
    let what = format!(
        "is not suggested any more. kidtrip unhide {} brings it back.",
        printable(&about.id)
    );
    about.record(&what, |given| hide.decide(given))
}

/// Brings a hidden place back.
pub(in crate::app) fn unhide(args: &HideArgs, world: &World) -> Result<Answer, Error> {
    let about = About::hidden_place(&args.place, "kidtrip unhide", world)?;
    let unhide = Unhide {
        place: about.id.clone(),
    };
    let what = "may be suggested again. kidtrip undo takes it back.";
    about.record(what, |given| unhide.decide(given))
}

/// The place that something is written down of, and who writes.
pub(super) struct About {
    pub(super) id: String,
    /// As the catalogues have it; `None` for one that has left them.
    listed: Option<Destination>,
    today: Date,
    pub(super) opened: Opened,
    pub(super) config: Config,
    pub(super) settings: Settings,
    kinds: Categories,
    pub(super) log: EventLog,
    /// Where the log is expected to end, where the decision is on what the family has seen.
    expected: BTreeMap<String, u64>,
    /// What came of events that an ended run left.
    left: Vec<String>,
}

impl About {
    /// Returns the place that is meant, as `show` finds it.
    ///
    /// # Errors
    /// When none is called that, which a rule refuses; lists what may have been meant.
    pub(super) fn place(query: &[String], command: &str, world: &World) -> Result<Self, Error> {
        Self::find(query, command, world, |query, opened| {
            let places = &opened.remembered.family.places;
            let proposed = places.iter().find(|(id, place)| {
                let name = place.proposal.as_ref().map(|own| own.place.name.as_str());
                id.eq_ignore_ascii_case(query) || name.is_some_and(|name| is_called(name, query))
            });
            proposed.map(|(id, _)| id.to_owned())
        })
    }

    /// Returns the place that is meant, of which what is known now is decided over: who finds it changed by the time of
    /// recording is told to look again.
    ///
    /// # Errors
    /// As [`Self::place`]; and when the log cannot be read.
    pub(super) fn to_decide(query: &[String], command: &str, world: &World) -> Result<Self, Error> {
        let about = Self::place(query, command, world)?;
        let expected = about.log.read()?.expected(&[&about.id]);
        Ok(Self { expected, ..about })
    }

    /// Returns the place that is meant, which may have left its catalogue since it was hidden: then its id alone finds it.
    fn hidden_place(query: &[String], command: &str, world: &World) -> Result<Self, Error> {
        Self::find(query, command, world, |query, opened| {
            let hidden = &opened.remembered.family.journal.hidden;
            hidden.get(query).cloned()
        })
    }

    fn find(
        query: &[String],
        command: &str,
        world: &World,
        otherwise: impl Fn(&str, &Opened) -> Option<String>,
    ) -> Result<Self, Error> {
        let config = world.config()?;
        let settings = Settings::of(&config)?;
        let now = world::now(&config)?;
        let kinds = categories()?;
        let opened = catalogues::open(&config, &settings, kinds.clone())?;
        let query = query.join(" ");
        let found = named::place(&query, &opened.catalogues, command, Kind::Refused);
        let (id, listed) = match found {
            // What the family proposed itself, the log knows better.
            Ok(place) if &*place.catalogue == CATALOGUE => (place.id.into_owned(), None),
            Ok(place) => (place.id.to_string(), Some(place)),
            Err(error) => match otherwise(query.trim(), &opened) {
                Some(id) => (id, None),
                None => return Err(error),
            },
        };
        let zone = match &listed {
            Some(place) => place.zone.clone(),
            None => TimeZone::system(),
        };
        let log = event_log(&config, now)?;
        Ok(Self {
            id,
            listed,
            today: now.to_zoned_datetime(zone).date(),
            left: look_into_what_is_left(&log, &opened)?,
            opened,
            config,
            settings,
            kinds,
            log,
            expected: BTreeMap::new(),
        })
    }

    /// Records the decision and says so: the name of the place, then `what` became of it.
    pub(super) fn record(
        &self,
        what: &str,
        decide: impl Fn(&Given<'_>) -> Result<Vec<NewEvent>, Rejection>,
    ) -> Result<Answer, Error> {
        let me = me(&self.settings);
        let mut recorded = record(&self.log, &self.expected, |family, _| {
            decide(&Given {
                family,
                actor: &me,
                today: self.today,
                kinds: &self.kinds,
                listed: self.listed.as_ref(),
            })
        })?;
        let name = match recorded.events.first() {
            Some(event) => event.occurrence.name().unwrap_or(&self.id).to_owned(),
            None => self.id.clone(),
        };
        // What was said of the log when it was first read is said once: a last line that was set aside is gone by now.
        let said = &self.opened.remembered.warnings;
        recorded.warnings.extend(said.iter().cloned());
        recorded.warnings.extend(self.left.iter().cloned());
        let line = format!("Recorded: {} {what}", printable(&name));
        Ok(told(line, recorded))
    }
}
