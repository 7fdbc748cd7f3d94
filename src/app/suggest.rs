//! `suggest`: from what was typed to the page, step by step.

use super::Answer;
use super::nothing::nothing_to_suggest;
use super::outing::{kinds_asked, lay_flags, outing};
use super::world::{self, World};
use crate::catalogue::{self, Categories};
use crate::cli::{Planning, SuggestArgs};
use crate::config::{Config, Settings};
use crate::domain::{Destination, Journal, Outing, Position, Precision};
use crate::error::{Error, Kind};
use crate::planner::{Circumstances, Need, Ranking, Rule, Selection, Wanted, in_reach, shortlist};
use crate::report::{self, Credit, Report, WeatherKind};
use crate::store::forecast_cache::ForecastCache;
use crate::weather::service::{self, Forecasts, Freshness};
use crate::weather::{normals, open_meteo};
use crate::{net, report::safe::printable};
use jiff::Timestamp;
use std::time::Duration;

/// Suggests places for a day out.
pub(super) fn suggest(args: &SuggestArgs, world: &World) -> Result<Answer, Error> {
    let flags = &args.planning;
    let mut config = world.config()?;
    lay_flags(&mut config, flags)?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;

    let categories =
        Categories::built_in().map_err(|error| broken("the built-in categories", &error))?;
    let outing = outing(flags, &settings, &categories, now)?;
    let kinds = kinds_asked(&outing.limits, &categories);
    let near = |position| in_reach(&outing, position);
    let Places { places, beyond } = places(&settings, &categories, near)?;
    let journal = Journal::default();
    let calendars = catalogue::calendars();
    let given = Circumstances {
        outing: &outing,
        weights: settings.weights,
        journal: &journal,
        calendars: &calendars,
        normals: normals::normals,
    };
    let wanted = Wanted {
        top: settings.top,
        min_score: settings.min_score,
        forecasts: !flags.typical,
    };
    let mut list = shortlist(&outing, &places, &journal);
    list.dropped.add(Rule::TooFar, beyond);
    let selection = Selection::new(given, wanted, list);
    let mut client = net::Client::new(net::Options {
        total: Duration::from_secs(settings.timeout_seconds),
        ca_file: settings.ca_file.clone(),
        ..net::Options::default()
    });
    let mut forecasts = forecasts(&mut client, flags, &config, &settings, now);
    let ranking = settle(selection, &mut forecasts);

    let page = report(flags, &outing, &ranking, &forecasts, now);
    if flags.require_forecast && lacks_forecast(&page, &forecasts) {
        return Err(no_forecast(&page, &forecasts));
    }
    let mut answer = Answer::results(printed(&page, &settings, world));
    if !flags.quiet {
        answer.warnings = warnings(&page, &forecasts, flags);
    }
    if flags.verbose {
        answer.warnings.push(format!(
            "{} places in reach, {beyond} beyond; {} forecast cells asked for in {} requests",
            places.len(),
            forecasts.cells_asked(),
            forecasts.requests()
        ));
    }
    if ranking.results.is_empty() {
        // Only now is it worth reading what is out of reach: the nearest of it may be named.
        let Places { places: all, .. } = self::places(&settings, &categories, |_| true)?;
        let misses = shortlist(&outing, &all, &journal).near_misses;
        answer.failure = Some(if all.is_empty() {
            Error::new(Kind::Nothing, "the catalogue is empty")
                .hint("set catalogue.built_in = true, or list places in catalogue.file")
        } else {
            nothing_to_suggest(&ranking, &misses, &outing, &kinds, settings.min_score)
        });
    }
    Ok(answer)
}

/// Returns the page in the format asked for; without results only machines get one.
fn printed(page: &Report<'_>, settings: &Settings, world: &World) -> String {
    match settings.format.as_str() {
        "json" => report::to_json(page),
        "ndjson" => report::to_ndjson(page),
        "csv" => report::to_csv(page),
        _ if page.ranking.results.is_empty() => String::new(),
        _ => report::to_table(page, world.page(settings)),
    }
}

/// Returns whether there were places to forecast for, and not one forecast could be had.
fn lacks_forecast(page: &Report<'_>, forecasts: &Forecasts<'_>) -> bool {
    match page.weather_kind() {
        WeatherKind::Forecast | WeatherKind::Mixed => false,
        WeatherKind::Typical => true,
        WeatherKind::None => !forecasts.failures().is_empty() || !page.ranking.results.is_empty(),
    }
}

fn no_forecast(page: &Report<'_>, forecasts: &Forecasts<'_>) -> Error {
    let why = match (forecasts.failures().first(), &page.why_typical) {
        (Some(failure), _) => failure,
        (None, Some(why)) => why,
        (None, None) => "no service has one for that day",
    };
    Error::new(Kind::Unreachable, format!("no forecast: {why}"))
        .hint("leave --require-forecast away for typical weather")
}

/// Asks for forecasts until they settle the choice.
fn settle<'a>(mut selection: Selection<'a>, forecasts: &mut Forecasts<'_>) -> Ranking<'a> {
    loop {
        let needs: Vec<Need> = selection.needs();
        if needs.is_empty() {
            return selection.finish();
        }
        for need in needs {
            let got = forecasts.fetch(&need.cells, need.day, need.span);
            selection.supply(&need, got);
        }
    }
}

/// The places in reach, and the number of those beyond.
struct Places {
    places: Vec<Destination>,
    beyond: usize,
}

fn places(
    settings: &Settings,
    categories: &Categories,
    wanted: impl Fn(Position) -> bool,
) -> Result<Places, Error> {
    let mut found = Places {
        places: Vec::new(),
        beyond: 0,
    };
    if settings.built_in {
        let read = catalogue::built_in(categories, &wanted)
            .map_err(|error| broken("the built-in places", &error))?;
        found.places = read.places;
        found.beyond = read.passed_over;
    }
    if let Some(path) = &settings.own_places {
        let wrong = |error: &dyn std::fmt::Display| {
            Error::usage(format!("catalogue.file {}: {error}", path.display()))
        };
        let text = std::fs::read_to_string(path).map_err(|error| wrong(&error))?;
        let name = path
            .file_stem()
            .map_or("own".into(), |stem| stem.to_string_lossy());
        // A family's own table is checked whole: a mistake in it should not wait for a trip to come near.
        let read = catalogue::read_table(&text, &name, categories, |_| true)
            .map_err(|error| wrong(&error))?;
        found.places.extend(read.places);
    }
    Ok(found)
}

fn broken(what: &str, error: &impl std::fmt::Display) -> Error {
    Error::new(Kind::Internal, format!("{what} are damaged: {error}"))
}

fn forecasts<'client>(
    client: &'client mut net::Client,
    flags: &Planning,
    config: &Config,
    settings: &Settings,
    now: Timestamp,
) -> Forecasts<'client> {
    let freshness = match (flags.offline || flags.typical, flags.refresh) {
        (true, _) => Freshness::Offline,
        (false, true) => Freshness::Refresh,
        (false, false) => Freshness::Normal,
    };
    let cache = ForecastCache::new(World::paths(config).cache, open_meteo::SOURCE);
    let settings = service::Settings {
        base_url: settings.open_meteo_url.clone(),
        now,
        freshness,
        max_cells: settings.max_cells,
    };
    Forecasts::new(client, cache, settings)
}

fn report<'a>(
    flags: &Planning,
    outing: &'a Outing,
    ranking: &'a Ranking<'a>,
    forecasts: &Forecasts<'_>,
    now: Timestamp,
) -> Report<'a> {
    let mut notices = outing.origin.notes.clone();
    if forecasts.reached_max_cells() && forecasts.failures().is_empty() {
        notices.push(format!(
            "only {} forecasts were asked for (weather.max_cells): a farther place may do better",
            forecasts.cells_asked()
        ));
    }
    let why_typical = if flags.typical {
        Some("as asked for".to_owned())
    } else if !forecasts.failures().is_empty() {
        Some("Open-Meteo gave none that could be used".to_owned())
    } else if flags.offline {
        Some("offline, and none in the cache".to_owned())
    } else {
        None
    };
    let mut page = Report {
        generated_at: now,
        outing,
        ranking,
        notices,
        why_typical,
        credits: Vec::new(),
        explain: flags.explain,
    };
    page.credits = credits(&page);
    page
}

fn credits(page: &Report<'_>) -> Vec<Credit> {
    let origin = &page.outing.origin;
    let kind = page.weather_kind();
    let from_postcode = matches!(
        origin.precision,
        Precision::Postcode | Precision::Sector | Precision::Outcode | Precision::Alias
    );
    let from_place =
        origin.area.is_some() || matches!(origin.precision, Precision::Place | Precision::Alias);
    let built_in = page
        .ranking
        .results
        .iter()
        .any(|one| &*one.candidate.place.catalogue == catalogue::BUILT_IN);
    let due = [
        (
            matches!(kind, WeatherKind::Forecast | WeatherKind::Mixed),
            Credit::OpenMeteo,
        ),
        (
            matches!(kind, WeatherKind::Typical | WeatherKind::Mixed),
            Credit::Normals,
        ),
        (from_postcode || built_in, Credit::Postcodes),
        (from_place, Credit::Places),
        (built_in, Credit::Catalogue),
    ];
    due.into_iter()
        .filter_map(|(due, credit)| due.then_some(credit))
        .collect()
}

/// Returns what is worth a word on standard error, each said once.
fn warnings(page: &Report<'_>, forecasts: &Forecasts<'_>, flags: &Planning) -> Vec<String> {
    let mut warnings: Vec<String> = page
        .notices
        .iter()
        .map(|note| printable(note).into_owned())
        .collect();
    let failures = forecasts.failures();
    if let Some(first) = failures.first() {
        warnings.push(match page.weather_kind() {
            WeatherKind::Typical => {
                format!("no forecast: {first}; showing typical weather. Try again, or --offline to skip the wait.")
            }
            WeatherKind::Mixed => format!("not every forecast could be had: {first}"),
            _ => format!("{first}; using the forecasts in the cache"),
        });
    } else if flags.offline && page.weather_kind() == WeatherKind::Typical {
        warnings.push("no forecast in the cache; showing typical weather. Leave --offline away to ask for one.".to_owned());
    }
    warnings.extend(forecasts.warnings().iter().cloned());
    warnings
}
