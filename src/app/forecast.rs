//! `forecast`: the hours of a place or a location on the days asked for, and its coming week.

use super::Answer;
use super::catalogue::{self as catalogues, categories};
use super::climate::{self, Climate};
use super::coming_weather::{At, ComingWeather, coming_weather};
use super::days::parse_days;
use super::drive::{Drive, already_there};
use super::family;
use super::forecasts::{client, freshness, no_forecast, shortfall, why_other, why_typical};
use super::locations::Locator;
use super::named::{Meant, place_or_location, stand_in};
use super::outing::{home, lay_visit_flags};
use super::world::{self, World};
use crate::catalogue;
use crate::cli::{ForecastArgs, ForecastFormat};
use crate::config::{NamedDays, Settings};
use crate::domain::{Destination, HourSpan, Limits, Location, Outing};
use crate::error::Error;
use crate::planner::{Circumstances, ComingDay, FORECAST_DAYS, coming_days, span_of_days};
use crate::report::safe::printable;
use crate::report::{self, Credit, Due, ForecastReport, WeatherKind};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan, ZonedDateTime};
use std::collections::BTreeSet;

/// The days of the strip.
const WEEK: usize = 7;
/// A home no farther from the location asked about is no journey, km.
const AT_HOME_KM: f64 = 2.0;
/// The hours that a kept forecast of a day must have to be worth showing: the middle of a day out.
const MIDDLE: std::ops::Range<i8> = 11..15;

/// Shows the weather of a place or a location.
pub(super) fn forecast(args: &ForecastArgs, world: &World) -> Result<Answer, Error> {
    let mut config = world.config()?;
    lay_visit_flags(&mut config, args.near.as_ref(), args.leave, args.back_by)?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;
    let query = args.query()?;
    let opened = catalogues::open(&config, &settings, categories()?)?;
    let mut client = client(world, &config, &settings);
    let locator = Locator {
        client: &mut client,
        config: &config,
        settings: &settings,
        offline: args.offline,
    };
    let (meant, taken) = match place_or_location(&query, &opened.catalogues, locator) {
        Ok(meant) => meant,
        // It may be in a catalogue that is left out.
        Err(error) => {
            return Ok(Answer {
                warnings: opened.warnings(),
                failure: Some(error),
                ..Answer::default()
            });
        }
    };
    let (place, location) = match meant {
        Meant::Place(place) => (family::as_known(*place, &opened)?, None),
        Meant::Location(location) => (stand_in(&location)?, Some(*location)),
    };
    let home = home(Locator {
        client: &mut client,
        config: &config,
        settings: &settings,
        offline: args.offline,
    })?;
    // Who asks about home does not drive there.
    let home = home.filter(|home| {
        location.is_none() || home.position.distance_km(place.position) > AT_HOME_KM
    });

    let mut days = Days::of(
        args.on.as_deref(),
        &settings.days,
        home.as_ref(),
        &place,
        now,
    )?;
    if args.typical {
        // Averages tell no day of a week from another.
        days.week.clear();
    }
    let outing = outing(&days.all(), &settings, &place, home.as_ref(), now);
    let at = At {
        position: place.position,
        freshness: freshness(args.offline || args.typical, args.refresh),
        config: &config,
        settings: &settings,
        now,
    };
    let drive = Drive::to(&place, home.as_ref(), &at, &mut client);
    let candidate = drive.candidate(&place);
    let wish = climate::Wish {
        typical: args.typical,
        offline: args.offline,
    };
    let there = place.position;
    let climate = Climate::around(
        wish,
        &mut client,
        &config,
        &settings,
        there,
        &days.asked,
        now,
    );
    let calendars = catalogue::calendars();
    let given = Circumstances {
        outing: &outing,
        weights: settings.weights,
        journal: &opened.remembered.family.journal,
        calendars: &calendars,
        normals: &|position, day| climate.normals(position, day),
    };
    let in_reach = Outing {
        days: days.in_reach(&outing),
        ..outing.clone()
    };
    let asked = Circumstances {
        outing: &in_reach,
        ..given
    };
    let weather = match span_of_days(&asked, &candidate) {
        Some(span) if !args.typical => {
            let needed = |day| middle_of(day, &place.zone);
            coming_weather(&mut client, &at, &in_reach.days, span, needed)
        }
        _ => ComingWeather::default(),
    };
    let coming = coming_days(&given, &candidate, |day| weather.of(day));
    let of = |wanted: &[Date]| -> Vec<ComingDay> {
        let of = |day: &&ComingDay| wanted.contains(&day.day);
        coming.iter().filter(of).cloned().collect()
    };
    let notices = [location.as_ref(), home.as_ref()].into_iter().flatten();
    let mut report = ForecastReport {
        generated_at: now,
        query: &query,
        location: location.as_ref(),
        candidate,
        outing: &outing,
        home: home.as_ref(),
        days: of(&days.asked),
        week: of(&days.week),
        notices: taken
            .into_iter()
            .chain(notices.flat_map(|location| location.notes.clone()))
            .collect(),
        why_typical: None,
        why_other: why_other(&weather.account),
        credits: Vec::new(),
    };
    let kind = report.weather_kind();
    report.why_typical = match in_reach.days.as_slice() {
        _ if args.typical => why_typical(true, args.offline, &weather.account),
        [] => Some("too far ahead for any forecast".to_owned()),
        _ => why_typical(false, args.offline, &weather.account)
            .or_else(|| Some("no service knows that day".to_owned())),
    };
    let has_forecast = matches!(kind, WeatherKind::Forecast | WeatherKind::Mixed);
    if args.require_forecast && !has_forecast {
        let why = report.why_typical.as_deref();
        return Err(no_forecast(&weather.account, why));
    }
    report.credits = credits(&report, kind);
    let mut answer = Answer::results(match args.format {
        ForecastFormat::Table => report::forecast_to_table(&report, world.page(&settings)),
        ForecastFormat::Json => report::forecast_to_json(&report),
        ForecastFormat::Csv => report::forecast_to_csv(&report),
    });
    if args.quiet {
        return Ok(answer);
    }
    let notices = report.notices.iter();
    answer.warnings = notices.map(|note| printable(note).into_owned()).collect();
    let offline = args.offline && !args.typical && !in_reach.days.is_empty();
    answer
        .warnings
        .extend(shortfall(kind, offline, &weather.account));
    answer.warnings.extend(drive.warnings(&weather.warnings));
    answer.warnings.extend(weather.warnings);
    answer.warnings.extend(climate.warnings());
    answer.warnings.extend(client.warnings());
    answer.warnings.extend(opened.warnings());
    Ok(answer)
}

/// The days in question, on the calendar at home, else at the place.
struct Days {
    asked: Vec<Date>,
    week: Vec<Date>,
}

impl Days {
    fn of(
        on: Option<&str>,
        named: &NamedDays,
        home: Option<&Location>,
        place: &Destination,
        now: Timestamp,
    ) -> Result<Self, Error> {
        let zone = home.map_or(&place.zone, |home| &home.zone);
        let here: ZonedDateTime = now.to_zoned_datetime(zone.clone());
        let asked = parse_days(on, &here, named)?;
        let first = parse_days(None, &here, named)?;
        let is_near = |day: &Date| lead(*day, here.date()) <= FORECAST_DAYS;
        let week = match first.first() {
            Some(first) if asked.iter().any(is_near) => first.series(1.day()).take(WEEK).collect(),
            _ => Vec::new(),
        };
        Ok(Self { asked, week })
    }

    /// Returns all of them, each once, in order.
    fn all(&self) -> Vec<Date> {
        let all: BTreeSet<Date> = self.asked.iter().chain(&self.week).copied().collect();
        all.into_iter().collect()
    }

    /// Returns those of which a service may know something.
    fn in_reach(&self, outing: &Outing) -> Vec<Date> {
        let all = self.all().into_iter();
        all.filter(|&day| outing.lead_days(day) <= FORECAST_DAYS)
            .collect()
    }
}

fn lead(day: Date, today: Date) -> i32 {
    let hours = day.duration_since(today).as_hours();
    i32::try_from(hours / 24).unwrap_or(i32::MAX)
}

/// Returns the outing of the days; without a home, of someone who is there already.
fn outing(
    days: &[Date],
    settings: &Settings,
    place: &Destination,
    home: Option<&Location>,
    now: Timestamp,
) -> Outing {
    let origin = home.cloned().unwrap_or_else(|| already_there(place));
    Outing {
        asked_at: now.to_zoned_datetime(origin.zone.clone()),
        origin,
        days: days.to_vec(),
        leave: settings.leave,
        back_by: home.and(settings.back_by),
        limits: Limits::default(),
    }
}

fn middle_of(day: Date, zone: &TimeZone) -> Option<HourSpan> {
    let at = |hour| {
        let clock = day.at(hour, 0, 0, 0).to_zoned_datetime(zone.clone()).ok()?;
        Some(clock.timestamp())
    };
    Some(HourSpan::covering(at(MIDDLE.start)?, at(MIDDLE.end)?))
}

/// Returns the credits of everything shown, each once.
fn credits(report: &ForecastReport<'_>, kind: WeatherKind) -> Vec<Credit> {
    let weather = Due {
        origin: report.location,
        forecasts: report.sources(),
        typical: matches!(kind, WeatherKind::Typical | WeatherKind::Mixed)
            && !report.is_of_past_years(),
        past: report.is_of_past_years(),
        places: report.place().into_iter().collect(),
        routed: false,
    };
    let journey = Due {
        origin: report.home,
        routed: report.candidate.journey.is_routed(),
        ..Due::default()
    };
    let mut credits = weather.credits();
    for credit in journey.credits() {
        if !credits.contains(&credit) {
            credits.push(credit);
        }
    }
    credits
}
