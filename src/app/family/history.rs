//! `history`: where the family has been, what it liked most, the calendar of a year, and where it has never been.

use super::event_log;
use crate::app::Answer;
use crate::app::catalogue::{self as catalogues, Opened, categories, damaged};
use crate::app::forecasts::client;
use crate::app::locations::Locator;
use crate::app::outing::{origin, reach};
use crate::app::places::listed;
use crate::app::world::{self, World};
use crate::catalogue::Wish;
use crate::cli::{HistoryArgs, ReadFormat};
use crate::config::Settings;
use crate::domain::{Destination, Limits, Location};
use crate::error::{Error, Kind};
use crate::queries::{Visits, loved, visits};
use crate::report::safe::printable;
use crate::report::{self, Diary, Due, Listing};
use jiff::Timestamp;
use jiff::tz::TimeZone;
use std::collections::BTreeSet;

/// Places named where nobody has been, unless the flags say how many.
const NEVER_BEEN: u32 = 10;

/// Shows where the family has been, or where it has not.
pub(in crate::app) fn history(args: &HistoryArgs, world: &World) -> Result<Answer, Error> {
    let mut config = world.config()?;
    config.set_flags([("near", "--near", args.near.clone())])?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;
    let reading = event_log(&config, now)?.read()?;
    let visits = visits(reading.events());
    let mut warnings = reading.warnings();
    let unvisited = if args.never_been {
        let from = origin(Locator {
            client: &mut client(world, &config, &settings),
            config: &config,
            settings: &settings,
            offline: false,
        })?;
        let opened = catalogues::open(&config, &settings, categories()?)?;
        let unvisited = Unvisited::around(from, args, &settings, &opened, &visits)?;
        warnings = opened.warnings();
        warnings.extend(
            unvisited
                .from
                .notes
                .iter()
                .map(|note| printable(note).into_owned()),
        );
        Some(unvisited)
    } else {
        None
    };
    let this_year = || TimeZone::system().to_datetime(now).year();
    let diary = Diary {
        generated_at: now,
        visits: visits.all.iter().rev().collect(),
        loved: loved(&visits.all),
        hidden: &visits.hidden,
        calendar: args.calendar.map(|year| year.unwrap_or_else(this_year)),
        never_been: unvisited.as_ref().map(|unvisited| unvisited.listing(now)),
    };
    let is_empty = unvisited.as_ref().is_some_and(|one| one.places.is_empty());
    Ok(Answer {
        warnings,
        failure: is_empty.then(|| {
            Error::new(
                Kind::Nothing,
                "there is no place in reach where you have never been",
            )
            .hint("raise --within")
        }),
        ..Answer::results(match args.format {
            ReadFormat::Table => report::history_to_table(&diary, world.page(&settings)),
            ReadFormat::Json => report::history_to_json(&diary),
        })
    })
}

/// The places near home where nobody has been.
struct Unvisited {
    from: Location,
    limits: Limits,
    places: Vec<Destination>,
}

impl Unvisited {
    /// Returns the nearest around `from` that are neither visited nor hidden.
    fn around(
        from: Location,
        args: &HistoryArgs,
        settings: &Settings,
        opened: &Opened,
        visits: &Visits,
    ) -> Result<Self, Error> {
        let limits = Limits {
            reach: reach(args.within, None, settings),
            ..Limits::default()
        };
        let top = usize::try_from(args.top.unwrap_or(NEVER_BEEN)).unwrap_or(usize::MAX);
        let been: BTreeSet<&str> = visits
            .all
            .iter()
            .map(|visit| visit.place.as_str())
            .collect();
        let wish = Wish {
            query: None,
            from: Some(from.position),
            limits: &limits,
            // Those that do not count are among the nearest at worst.
            top: Some(top.saturating_add(been.len() + visits.hidden.len())),
        };
        let list = opened.catalogues.list(&wish).map_err(damaged)?;
        let mut places = opened.laid_over(list.places);
        places.retain(|place| !been.contains(&*place.id) && !visits.hidden.contains(&*place.id));
        places.truncate(top);
        Ok(Self {
            from,
            limits,
            places,
        })
    }

    fn listing(&self, now: Timestamp) -> Listing<'_> {
        Listing {
            generated_at: now,
            heading: "Never been",
            query: None,
            origin: Some((&self.from, self.limits.reach)),
            places: self
                .places
                .iter()
                .map(|place| listed(place, Some(&self.from)))
                .collect(),
            found: self.places.len(),
            left_out: Vec::new(),
            credits: Due {
                origin: Some(&self.from),
                places: self.places.iter().collect(),
                ..Due::default()
            }
            .credits(),
        }
    }
}
