//! `show --history`: what was written down of one place, event by event. Nobody is asked for anything.

use super::event_log;
use super::filter::streams;
use crate::app::Answer;
use crate::app::catalogue::{self as catalogues, categories};
use crate::app::named;
use crate::app::world::{self, World};
use crate::cli::{ReadFormat, ShowArgs};
use crate::config::Settings;
use crate::domain::EDITORS;
use crate::error::{Error, Kind};
use crate::queries;
use crate::report::safe::printable;
use crate::report::{self, Tale};
use jiff::tz::TimeZone;

/// Shows what happened to one place: one that was rejected or retired too, which no catalogue has any more.
pub(in crate::app) fn story(args: &ShowArgs, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;
    let reading = event_log(&config, now)?.read()?;
    let query = args.place.join(" ");
    let mut ids: Vec<&str> = streams(&query, reading.events()).into_iter().collect();
    ids.retain(|id| *id != EDITORS);
    ids.sort_unstable();
    let mut warnings = reading.warnings();
    let (id, name) = match ids.as_slice() {
        [id] => {
            let of_it = reading.events().iter().filter(|event| event.stream == *id);
            let name = of_it.rev().find_map(|event| event.occurrence.name());
            ((*id).to_owned(), name.unwrap_or(id).to_owned())
        }
        [] => {
            let opened = catalogues::open(&config, &settings, categories()?)?;
            warnings = opened.warnings();
            let place = named::place(&query, &opened.catalogues, "kidtrip show", Kind::Usage)?;
            (place.id.into_owned(), place.name.into_owned())
        }
        several => {
            let query = printable(&query);
            let message = format!("\"{query}\" is the name of {} places", several.len());
            let ids = several.iter().map(|id| printable(id)).collect::<Vec<_>>();
            return Err(Error::usage(message).hint(format!("say which: {}", ids.join(", "))));
        }
    };
    let tale = Tale {
        generated_at: now,
        zone: TimeZone::system(),
        place: &id,
        name: &name,
        chapters: queries::story(reading.events(), &id),
    };
    Ok(Answer {
        warnings,
        ..Answer::results(match args.format {
            ReadFormat::Table => report::story_to_table(&tale, world.page(&settings)),
            ReadFormat::Json => report::story_to_json(&tale),
        })
    })
}
