//! `show`: one place, its facts and its coming days.

use super::Answer;
use super::as_of;
use super::catalogue::{self as catalogues, categories};
use super::climate::{self, Climate};
use super::coming_weather::{At, ComingWeather, coming_weather};
use super::days::parse_days;
use super::drive::{Drive, already_there};
use super::family;
use super::forecasts::{client, freshness, shortfall, why_other, why_typical};
use super::locations::Locator;
use super::named;
use super::outing::{home, lay_visit_flags};
use super::world::{self, World};
use crate::catalogue;
use crate::cli::{ReadFormat, ShowArgs};
use crate::config::Settings;
use crate::domain::{Destination, Limits, Location, Outing};
use crate::error::{Error, Kind};
use crate::planner::{Circumstances, coming_days, opening_today, span_of_days, span_of_visit};
use crate::report::safe::printable;
use crate::report::{self, Profile};
use jiff::{Timestamp, ToSpan};

/// The coming days that are shown when none is named.
const DAYS: usize = 7;

/// Shows one place.
pub(super) fn show(args: &ShowArgs, world: &World) -> Result<Answer, Error> {
    if args.history {
        return family::story(args, world);
    }
    if let Some(day) = &args.as_of {
        return as_of::show_as_of(args, day, world);
    }
    let mut config = world.config()?;
    lay_visit_flags(&mut config, args.near.as_ref(), args.leave, args.back_by)?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;
    let opened = catalogues::open(&config, &settings, categories()?)?;
    let query = args.place.join(" ");
    let found = named::place(&query, &opened.catalogues, "kidtrip show", Kind::Usage);
    let place = &match found {
        Ok(place) => family::as_known(place, &opened)?,
        // It may be in a catalogue that is left out.
        Err(error) => {
            return Ok(Answer {
                warnings: opened.warnings(),
                failure: Some(error),
                ..Answer::default()
            });
        }
    };
    let mut client = client(world, &config, &settings);
    let home = home(Locator {
        client: &mut client,
        config: &config,
        settings: &settings,
        offline: args.offline,
    })?;
    let outing = outing(args, &settings, place, home.as_ref(), now)?;
    let freshness = freshness(args.offline || args.typical, args.refresh);
    let at = At {
        position: place.position,
        freshness,
        config: &config,
        settings: &settings,
        now,
    };
    let drive = Drive::to(place, home.as_ref(), &at, &mut client);
    let candidate = drive.candidate(place);
    let (journal, calendars) = (&opened.remembered.family.journal, catalogue::calendars());
    let wish = climate::Wish {
        typical: args.typical,
        offline: args.offline,
    };
    let there = place.position;
    let days = &outing.days;
    let climate = Climate::around(wish, &mut client, &config, &settings, there, days, now);
    let given = Circumstances {
        outing: &outing,
        weights: settings.weights,
        journal,
        calendars: &calendars,
        normals: &|position, day| climate.normals(position, day),
    };
    let weather = match span_of_days(&given, &candidate) {
        Some(span) if !args.typical => {
            let needed = |day| span_of_visit(&given, &candidate, day);
            coming_weather(&mut client, &at, &outing.days, span, needed)
        }
        _ => ComingWeather::default(),
    };
    let days = coming_days(&given, &candidate, |day| weather.of(day));
    let mut profile = Profile {
        generated_at: now,
        home: home.as_ref(),
        outing: &outing,
        today: opening_today(&given, &candidate),
        days,
        notices: home
            .iter()
            .flat_map(|home| home.notes.clone())
            .chain(family::hidden(journal, place))
            .collect(),
        as_of: None,
        why_typical: why_typical(args.typical, args.offline, &weather.account),
        why_other: why_other(&weather.account),
        sources_at_hand: weather.sources(),
        credits: Vec::new(),
        candidate,
    };
    let kind = profile.weather_kind();
    profile.credits = profile.due(args.format == ReadFormat::Json);
    let mut answer = Answer::results(match args.format {
        ReadFormat::Table => report::show_to_table(&profile, world.page(&settings)),
        ReadFormat::Json => report::show_to_json(&profile),
    });
    let notices = profile.notices.iter();
    answer.warnings = notices.map(|note| printable(note).into_owned()).collect();
    answer.warnings.extend(shortfall(
        kind,
        args.offline && !args.typical,
        &weather.account,
    ));
    answer.warnings.extend(drive.warnings(&weather.warnings));
    answer.warnings.extend(weather.warnings);
    answer.warnings.extend(climate.warnings());
    answer.warnings.extend(client.warnings());
    answer.warnings.extend(opened.warnings());
    Ok(answer)
}

/// Returns the outing of the coming days; without a home, of someone who is there already.
fn outing(
    args: &ShowArgs,
    settings: &Settings,
    place: &Destination,
    home: Option<&Location>,
    now: Timestamp,
) -> Result<Outing, Error> {
    let origin = home.cloned().unwrap_or_else(|| already_there(place));
    let here = now.to_zoned_datetime(origin.zone.clone());
    let days = match &args.on {
        Some(days) => parse_days(Some(days), &here, &settings.days)?,
        None => match parse_days(None, &here, &settings.days)?.first() {
            Some(first) => first.series(1.day()).take(DAYS).collect(),
            None => Vec::new(),
        },
    };
    Ok(Outing {
        asked_at: now.to_zoned_datetime(origin.zone.clone()),
        origin,
        days,
        leave: settings.leave,
        back_by: home.and(settings.back_by),
        limits: Limits::default(),
    })
}
