//! `show`: one place, its facts and its coming days.

use super::Answer;
use super::catalogue::{self as catalogues, Catalogues, categories, damaged};
use super::days::parse_days;
use super::forecasts::{client, forecasts, freshness, shortfall, why_other, why_typical};
use super::locations::Locator;
use super::outing::origin;
use super::roads::Roads;
use super::world::{self, World};
use crate::catalogue::{self, Found};
use crate::cli::{ReadFormat, ShowArgs};
use crate::config::{Config, Settings};
use crate::domain::{
    Cell, Destination, Forecast, Journal, Journey, JourneyMethod, Limits, Location, Outing,
    Precision, Source,
};
use crate::error::Error;
use crate::net;
use crate::planner::{
    Candidate, Circumstances, Standing, coming_days, opening_today, span_of_days, span_of_visit,
};
use crate::report::safe::printable;
use crate::report::{self, Due, Profile, WeatherKind, words};
use crate::weather::normals;
use crate::weather::service::{Account, Freshness};
use jiff::civil::Date;
use jiff::{Timestamp, ToSpan};
use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

/// The coming days that are shown when none is named.
const DAYS: usize = 7;
/// Candidates told when a name is not exact.
const TOLD: usize = 5;

/// Shows one place.
pub(super) fn show(args: &ShowArgs, world: &World) -> Result<Answer, Error> {
    let mut config = world.config()?;
    config.set_flags([
        ("near", "--near", args.near.clone()),
        ("leave", "--leave", args.leave.map(|time| time.to_string())),
        (
            "back_by",
            "--back-by",
            args.back_by.map(|time| time.to_string()),
        ),
    ])?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;
    let opened = catalogues::open(&config, &settings, categories()?)?;
    let place = &match named(&args.place.join(" "), &opened.catalogues) {
        Ok(place) => place,
        // It may be in a catalogue that is left out.
        Err(error) => {
            return Ok(Answer {
                warnings: opened.warnings(),
                failure: Some(error),
                ..Answer::default()
            });
        }
    };
    let mut client = client(&settings);
    let home = match settings.near {
        Some(_) => Some(origin(Locator {
            client: &mut client,
            config: &config,
            settings: &settings,
            offline: args.offline,
        })?),
        None => None,
    };
    let outing = outing(args, &settings, place, home.as_ref(), now)?;
    let freshness = freshness(args.offline || args.typical, args.refresh);
    let mut roads = home
        .as_ref()
        .map(|home| Roads::new(&config, &settings, home.position, freshness, now));
    let journey = match &mut roads {
        Some(roads) => {
            roads.ask(&mut client, &[place]);
            roads.journey(place)
        }
        None => no_journey(),
    };
    let candidate = Candidate {
        place,
        journey,
        standing: Standing::Confirmed,
    };
    let (journal, calendars) = (Journal::default(), catalogue::calendars());
    let given = Circumstances {
        outing: &outing,
        weights: settings.weights,
        journal: &journal,
        calendars: &calendars,
        normals: normals::normals,
    };
    let weather = weather(args, &mut client, &config, &settings, &given, &candidate);
    let days = coming_days(&given, &candidate, |day| weather.of(day));
    let mut profile = Profile {
        generated_at: now,
        home: home.as_ref(),
        outing: &outing,
        today: opening_today(&given, &candidate),
        days,
        notices: home.iter().flat_map(|home| home.notes.clone()).collect(),
        why_typical: why_typical(args.typical, args.offline, &weather.account),
        why_other: why_other(&weather.account),
        sources_at_hand: weather.sources(),
        credits: Vec::new(),
        candidate,
    };
    let kind = profile.weather_kind();
    profile.credits = Due {
        origin: home.as_ref(),
        forecasts: profile.sources(),
        typical: matches!(kind, WeatherKind::Typical | WeatherKind::Mixed),
        places: vec![place],
        routed: journey.is_routed(),
    }
    .credits();
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
    if let Some(roads) = &roads {
        answer.warnings.extend(roads.shortfall(journey.is_routed()));
        // A cache that cannot be written is one thing to mend.
        if weather.warnings.is_empty() {
            answer.warnings.extend(roads.warnings().iter().cloned());
        }
    }
    answer.warnings.extend(weather.warnings);
    answer.warnings.extend(opened.warnings());
    Ok(answer)
}

/// Returns the place of that id or whole name.
///
/// # Errors
/// Lists what may have been meant, with the exact text to type.
fn named(query: &str, all: &Catalogues) -> Result<Destination, Error> {
    let shown = printable(query);
    if query.trim().is_empty() {
        return Err(Error::usage("which place?").hint("kidtrip places lists them"));
    }
    let (mut message, candidates, all) = match all.find(query).map_err(damaged)? {
        Found::One(place) => return Ok(*place),
        Found::Several(candidates, 1) => (
            format!("\"{shown}\" is no place's whole name. Did you mean:"),
            candidates,
            1,
        ),
        Found::Several(candidates, all) => (
            format!("\"{shown}\" may be one of these. Say which:"),
            candidates,
            all,
        ),
        Found::None(nearest) if nearest.is_empty() => {
            return Err(Error::usage(format!("no place is called \"{shown}\""))
                .hint("kidtrip places lists them"));
        }
        Found::None(nearest) => (
            format!("no place is called \"{shown}\". The nearest names:"),
            nearest,
            0,
        ),
    };
    let told: Vec<&Destination> = candidates.iter().take(TOLD).collect();
    let region = |place: &Destination| {
        let name = place.region.as_deref().map(words::region);
        printable(&name.unwrap_or_default()).into_owned()
    };
    let width = |texts: &mut dyn Iterator<Item = usize>| texts.max().unwrap_or(0);
    let names = width(
        &mut told
            .iter()
            .map(|place| printable(&place.name).chars().count()),
    );
    let regions = width(&mut told.iter().map(|place| region(place).chars().count()));
    for place in &told {
        let _ = write!(
            message,
            "\n  {:<names$}  {:<regions$}  kidtrip show {}",
            printable(&place.name),
            region(place),
            printable(&place.id)
        );
    }
    if all > TOLD {
        let _ = write!(
            message,
            "\n  (and {} more: kidtrip places \"{shown}\")",
            all - TOLD
        );
    }
    Err(Error::usage(message))
}

/// Returns the outing of the coming days; without a home, of someone who is there already.
fn outing(
    args: &ShowArgs,
    settings: &Settings,
    place: &Destination,
    home: Option<&Location>,
    now: Timestamp,
) -> Result<Outing, Error> {
    let origin = home.cloned().unwrap_or_else(|| Location {
        query: String::new(),
        label: place.name.clone(),
        area: None,
        position: place.position,
        precision: Precision::Coordinates,
        zone: place.zone.clone(),
        notes: Vec::new(),
    });
    let here = now.to_zoned_datetime(origin.zone.clone());
    let days = match &args.on {
        Some(days) => parse_days(Some(days), &here)?,
        None => match parse_days(None, &here)?.first() {
            Some(first) => first.series(1.day()).take(DAYS).collect(),
            None => Vec::new(),
        },
    };
    Ok(Outing {
        origin,
        days,
        leave: settings.leave,
        back_by: home.and(settings.back_by),
        asked_at: now,
        limits: Limits::default(),
    })
}

fn no_journey() -> Journey {
    Journey {
        over_water: false,
        around: None,
        crow_km: 0.0,
        road_km: 0.0,
        minutes: 0.0,
        bearing: 0.0,
        method: JourneyMethod::Estimate,
    }
}

/// The forecasts of the coming days, and what went wrong with them.
#[derive(Default)]
struct ComingWeather {
    whole: Option<Forecast>,
    of_days: BTreeMap<Date, Forecast>,
    account: Account,
    warnings: Vec<String>,
}

impl ComingWeather {
    fn sources(&self) -> BTreeSet<Source> {
        let forecasts = self.whole.iter().chain(self.of_days.values());
        forecasts.map(|forecast| forecast.source).collect()
    }

    fn of(&self, day: Date) -> Option<&Forecast> {
        self.whole.as_ref().or_else(|| self.of_days.get(&day))
    }
}

/// Asks once for all the days; where that fails, takes what other runs have kept of single days.
fn weather(
    args: &ShowArgs,
    client: &mut net::Client,
    config: &Config,
    settings: &Settings,
    given: &Circumstances<'_>,
    candidate: &Candidate<'_>,
) -> ComingWeather {
    let mut weather = ComingWeather::default();
    let (Some(&first), Some(span)) = (given.outing.days.first(), span_of_days(given, candidate))
    else {
        return weather;
    };
    if args.typical {
        return weather;
    }
    let cells = [Cell::of(candidate.place.position)];
    let now = given.outing.asked_at;
    let freshness = freshness(args.offline, args.refresh);
    let mut asked = forecasts(client, freshness, config, settings, now);
    weather.whole = asked.fetch(&cells, first, span).into_values().next();
    weather.account = asked.account().clone();
    weather.warnings = asked.warnings().to_vec();
    if weather.whole.is_some() {
        return weather;
    }
    let mut kept = forecasts(client, Freshness::Offline, config, settings, now);
    for &day in &given.outing.days {
        let span = span_of_visit(given, candidate, day);
        let got = span.and_then(|span| kept.fetch(&cells, day, span).into_values().next());
        weather.of_days.extend(got.map(|forecast| (day, forecast)));
    }
    weather
}
