//! `log follow`: the last events, and then each as it comes, until somebody presses Ctrl-C.
//! What was printed is known by its id, so that the log may be merged into, or replaced by a synced folder, meanwhile.

use super::event_log;
use super::filter::Filter;
use crate::app::Answer;
use crate::app::signals::stop_flag;
use crate::app::world::{self, World};
use crate::cli::{FollowFormat, LogFollowArgs};
use crate::config::Settings;
use crate::domain::EventId;
use crate::error::{Error, Kind};
use crate::queries::{Entry, history};
use crate::report::{Page, entry_to_table};
use crate::store::event_log::{EventLog, Reading};
use jiff::tz::TimeZone;
use std::collections::{HashMap, HashSet};
use std::sync::atomic::Ordering;
use std::time::Duration;

/// How long nobody looks whether something was written down.
const PAUSE: Duration = Duration::from_millis(200);

/// Prints events as they come.
pub(super) fn follow(args: &LogFollowArgs, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let settings = Settings::of(&config)?;
    let log = event_log(&config, world::now(&config)?)?;
    let stop = stop_flag()
        .map_err(|error| Error::new(Kind::Internal, format!("signals cannot be heard: {error}")))?;
    let mut follower = Follower {
        args,
        page: world.page(&settings),
        zone: TimeZone::system(),
        printed: HashSet::new(),
        complaint: None,
    };
    let mut stamp = log.stamp();
    let first = log.read()?;
    let mut is_read = follower.begin(&first)?;
    while is_read && !stop.load(Ordering::Relaxed) {
        std::thread::sleep(PAUSE);
        let now = log.stamp();
        if now != stamp {
            stamp = now;
            is_read = follower.look(&log)?;
        }
    }
    Ok(Answer::default())
}

struct Follower<'a> {
    args: &'a LogFollowArgs,
    page: Page,
    zone: TimeZone,
    /// The events that were printed, or are not to be.
    printed: HashSet<EventId>,
    /// Why the log could not be read the last time.
    complaint: Option<String>,
}

impl Follower<'_> {
    /// Prints the last of the events that are there to begin with; returns whether somebody reads it.
    fn begin(&mut self, reading: &Reading) -> Result<bool, Error> {
        self.complain(reading.warnings());
        let filter = Filter::of(&self.args.filter, reading.events())?;
        let entries = history(reading.events(), None);
        let wanted: Vec<&Entry<'_>> = entries
            .iter()
            .filter(|entry| filter.takes(entry.event))
            .collect();
        let earlier = wanted.len().saturating_sub(self.args.last);
        let last = wanted.get(earlier..).unwrap_or_default();
        let text = self.told(last, reading);
        let ids = reading.events().iter().map(|event| event.id);
        self.printed.extend(ids);
        world::print_on(&text)
    }

    /// Prints what has come since; a log that cannot be read just now is looked at again when it has changed.
    fn look(&mut self, log: &EventLog) -> Result<bool, Error> {
        let reading = match log.read() {
            Ok(reading) => reading,
            Err(error) => {
                self.complain(vec![error.to_string()]);
                return Ok(true);
            }
        };
        self.complain(reading.warnings());
        let filter = Filter::of(&self.args.filter, reading.events())?;
        let entries = history(reading.events(), None);
        let new: Vec<&Entry<'_>> = entries
            .iter()
            .filter(|entry| !self.printed.contains(&entry.event.id) && filter.takes(entry.event))
            .collect();
        let text = self.told(&new, &reading);
        let ids = reading.events().iter().map(|event| event.id);
        self.printed.extend(ids);
        match text.is_empty() {
            true => Ok(true),
            false => world::print_on(&text),
        }
    }

    fn told(&self, entries: &[&Entry<'_>], reading: &Reading) -> String {
        match self.args.format {
            FollowFormat::Table => entries
                .iter()
                .map(|entry| entry_to_table(entry, &self.zone, self.page))
                .collect(),
            FollowFormat::Ndjson => {
                let lines: HashMap<EventId, &[u8]> = reading
                    .lines()
                    .map(|(event, line)| (event.id, line))
                    .collect();
                entries
                    .iter()
                    .filter_map(|entry| std::str::from_utf8(lines.get(&entry.event.id)?).ok())
                    .map(|line| format!("{line}\n"))
                    .collect()
            }
        }
    }

    /// Says what is wrong with the log, unless that was the last that was said.
    fn complain(&mut self, warnings: Vec<String>) {
        let said = warnings.join("\n");
        if self.complaint.as_deref().unwrap_or_default() != said {
            for warning in &warnings {
                world::complain(warning);
            }
        }
        self.complaint = Some(said);
    }
}
