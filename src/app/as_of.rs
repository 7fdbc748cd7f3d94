//! `show --as-of`: a place as it was known at the end of a day that is over. Nobody is asked for anything.

use super::Answer;
use super::catalogue::{self as catalogues, categories};
use super::drive::{already_there, no_journey};
use super::family;
use super::named;
use super::world::{self, World};
use crate::catalogue;
use crate::cli::{ReadFormat, ShowArgs};
use crate::config::Settings;
use crate::domain::{Limits, Outing};
use crate::error::{Error, Kind};
use crate::planner::{Candidate, Circumstances, Standing, opening_today};
use crate::report::safe::printable;
use crate::report::{self, Due, Profile};
use jiff::SignedDuration;
use jiff::tz::TimeZone;

/// Shows one place with what the family had written down of it by the end of the day `text`.
pub(super) fn show_as_of(args: &ShowArgs, text: &str, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;
    let zone = TimeZone::system();
    let today = zone.to_datetime(now).date();
    let day = family::past_day("--as-of", Some(text), today)?;
    let shown = printable(text);
    if day > today {
        let message = format!("--as-of {shown}: {day} is yet to come");
        return Err(Error::usage(message).hint("give a day that is over, or today"));
    }
    let end = day
        .tomorrow()
        .and_then(|next| zone.to_timestamp(next.at(0, 0, 0, 0)));
    let end = end.map_err(|error| Error::usage(format!("--as-of {shown}: {error}")))?;
    let remembered = family::remembered_at(&config, now, end - SignedDuration::from_nanos(1))?;
    let opened = catalogues::open_with(&config, &settings, categories()?, remembered)?;
    let query = args.place.join(" ");
    let found = named::place(&query, &opened.catalogues, "kidtrip show", Kind::Usage);
    let place = match found.and_then(|place| family::as_known(place, &opened)) {
        Ok(place) => place,
        Err(error) => {
            let message = format!("as of {day}: {}", error.message);
            let failure = Error::new(error.kind, message).hint(format!(
                "kidtrip show {} --history has what happened to it",
                printable(&query)
            ));
            return Ok(Answer {
                warnings: opened.warnings(),
                failure: Some(failure),
                ..Answer::default()
            });
        }
    };
    let origin = already_there(&place);
    let outing = Outing {
        asked_at: now.to_zoned_datetime(origin.zone.clone()),
        origin,
        days: Vec::new(),
        leave: settings.leave,
        back_by: None,
        limits: Limits::default(),
    };
    let candidate = Candidate {
        place: &place,
        journey: no_journey(),
        standing: Standing::Confirmed,
    };
    let (journal, calendars) = (&opened.remembered.family.journal, catalogue::calendars());
    let given = Circumstances {
        outing: &outing,
        weights: settings.weights,
        journal,
        calendars: &calendars,
        normals: &|_, _| None,
    };
    let profile = Profile {
        generated_at: now,
        as_of: Some(day),
        today: opening_today(&given, &candidate),
        candidate,
        outing: &outing,
        home: None,
        days: Vec::new(),
        notices: family::hidden(journal, &place).into_iter().collect(),
        why_typical: None,
        why_other: None,
        sources_at_hand: Default::default(),
        credits: Due {
            places: vec![&place],
            ..Due::default()
        }
        .credits(),
    };
    let mut answer = Answer::results(match args.format {
        ReadFormat::Table => report::show_to_table(&profile, world.page(&settings)),
        ReadFormat::Json => report::show_to_json(&profile),
    });
    answer.warnings = opened.warnings();
    Ok(answer)
}
