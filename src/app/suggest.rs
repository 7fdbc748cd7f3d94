//! `suggest`: from what was typed to the page, step by step.

use super::Answer;
use super::catalogue::{self as catalogues, Catalogues, categories, damaged};
use super::forecasts::{
    client, forecasts, freshness, one_by_one, shortfall, why_other, why_typical,
};
use super::locations::Locator;
use super::nothing::nothing_to_suggest;
use super::outing::{kinds_asked, lay_flags, origin, outing};
use super::roads::Roads;
use super::world::{self, World};
use crate::catalogue;
use crate::cli::{Planning, SuggestArgs};
use crate::config::Settings;
use crate::domain::{Destination, Journal, JourneyMethod, Outing};
use crate::error::{Error, Kind};
use crate::planner::{
    Circumstances, Need, Ranking, Rule, Selection, Wanted, only_too_far, shortlist_by,
    worth_routing,
};
use crate::report::safe::printable;
use crate::report::{self, Credit, Due, Report, WeatherKind};
use crate::routes::osrm::MOST_PLACES_PER_REQUEST;
use crate::weather::normals;
use crate::weather::service::Forecasts;
use jiff::Timestamp;

/// Places whose real drive is asked for before the weather is known: as many as one request may name.
const PROSPECTS: usize = MOST_PLACES_PER_REQUEST;

/// Suggests places for a day out.
pub(super) fn suggest(args: &SuggestArgs, world: &World) -> Result<Answer, Error> {
    let flags = &args.planning;
    let mut config = world.config()?;
    lay_flags(&mut config, flags)?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;

    let categories = categories()?;
    let mut client = client(&settings);
    let origin = origin(Locator {
        client: &mut client,
        config: &config,
        settings: &settings,
        offline: flags.offline,
    })?;
    let outing = outing(flags, origin, &settings, &categories, now)?;
    let freshness = freshness(flags.offline || flags.typical, flags.refresh);
    let mut roads = Roads::new(&config, &settings, outing.origin.position, freshness, now);
    let opened = catalogues::open(&config, &settings, categories)?;
    let all = &opened.catalogues;
    let near_by = all.within(&roads.area(&outing)).map_err(damaged)?;
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
    if roads.have_a_server() {
        roads.ask(
            &mut client,
            &worth_routing(&given, &near_by.places, PROSPECTS),
        );
    }
    let mut forecasts = forecasts(&mut client, freshness, &config, &settings, now);
    let (ranking, beyond) = loop {
        let mut list = shortlist_by(&outing, &near_by.places, &journal, |place| {
            roads.journey(place)
        });
        list.dropped.add(Rule::TooFar, near_by.beyond);
        let beyond = list.dropped.count(Rule::TooFar);
        let ranking = settle(Selection::new(given, wanted, list), &mut forecasts);
        if !roads.ask(forecasts.client(), &to_be_routed(&ranking)) {
            break (ranking, beyond);
        }
    };

    let page = report(flags, &outing, &ranking, &forecasts, now);
    if flags.require_forecast && lacks_forecast(&page, &forecasts) {
        return Err(no_forecast(&page, &forecasts));
    }
    let mut answer = Answer::results(printed(&page, &settings, world));
    if !flags.quiet {
        answer.warnings = warnings(&page, &forecasts, &roads, flags);
    }
    if flags.verbose {
        answer.warnings.push(format!(
            "{} places in reach, {beyond} beyond; {} forecast cells asked for in {} requests",
            near_by.places.len() + near_by.beyond - beyond,
            forecasts.cells_asked(),
            forecasts.requests()
        ));
        answer.warnings.extend(roads.told());
    }
    if ranking.results.is_empty() {
        answer.failure = Some(nothing(
            &ranking,
            &near_by.places,
            all,
            &outing,
            &roads,
            &settings,
        )?);
    }
    if !flags.quiet {
        answer.warnings.extend(opened.warnings());
    }
    Ok(answer)
}

/// Returns the failure of an empty ranking of the places `near_by`.
fn nothing(
    ranking: &Ranking<'_>,
    near_by: &[Destination],
    all: &Catalogues,
    outing: &Outing,
    roads: &Roads,
    settings: &Settings,
) -> Result<Error, Error> {
    if all.total() == 0 {
        return Ok(Error::new(Kind::Nothing, "the catalogue is empty")
            .hint("set catalogue.built_in = true, or list places in catalogue.file"));
    }
    let journal = Journal::default();
    // Only now is it worth reading what is out of reach: the nearest of it may be named.
    let home = outing.origin.position;
    let beyond = all.nearest(home, |place| only_too_far(outing, place, &journal));
    let beyond = beyond.map_err(damaged)?;
    let misses = shortlist_by(outing, near_by.iter().chain(&beyond), &journal, |place| {
        roads.journey(place)
    })
    .near_misses;
    let kinds = kinds_asked(&outing.limits, all.categories());
    Ok(nothing_to_suggest(
        ranking,
        &misses,
        outing,
        &kinds,
        settings.min_score,
    ))
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
    let failures = forecasts.failures().join("; ");
    let why = match (failures.as_str(), &page.why_typical) {
        ("", Some(why)) => why,
        ("", None) => "no service has one for that day",
        (failures, _) => failures,
    };
    Error::new(Kind::Unreachable, format!("no forecast: {why}"))
        .hint("leave --require-forecast away for typical weather")
}

/// Returns the places whose real drive could change the page, first those on it by an estimate, then those that
/// would take their place; none when none on it is there by an estimate.
fn to_be_routed<'a>(ranking: &Ranking<'a>) -> Vec<&'a Destination> {
    let lists = [&ranking.results, &ranking.plan_b, &ranking.not_confirmed];
    let candidates = lists.into_iter().flatten().map(|shown| &shown.candidate);
    let mut places: Vec<&Destination> = candidates
        .filter(|candidate| candidate.journey.method == JourneyMethod::Estimate)
        .map(|candidate| candidate.place)
        .collect();
    if !places.is_empty() {
        places.extend(&ranking.assessed);
    }
    places
}

/// Asks for forecasts until they settle the choice.
fn settle<'a>(mut selection: Selection<'a>, forecasts: &mut Forecasts<'_>) -> Ranking<'a> {
    loop {
        let needs: Vec<Need> = selection.needs();
        if needs.is_empty() {
            return selection.finish();
        }
        for mut need in needs {
            // What is left out is asked for when it still matters.
            need.cells.truncate(forecasts.at_once());
            let got = forecasts.fetch(&need.cells, need.day, need.span);
            selection.supply(&need, got);
        }
    }
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
    notices.extend(one_by_one(forecasts));
    let why_typical = why_typical(flags.typical, flags.offline, forecasts.account());
    let mut page = Report {
        generated_at: now,
        outing,
        ranking,
        notices,
        why_typical,
        why_other: why_other(forecasts.account()),
        sources_at_hand: forecasts.sources(),
        credits: Vec::new(),
        explain: flags.explain,
    };
    page.credits = credits(&page);
    page
}

fn credits(page: &Report<'_>) -> Vec<Credit> {
    let kind = page.weather_kind();
    Due {
        origin: Some(&page.outing.origin),
        forecasts: page.sources(),
        typical: matches!(kind, WeatherKind::Typical | WeatherKind::Mixed),
        places: page.places(),
        routed: page.has_routes(),
    }
    .credits()
}

/// Returns what is worth a word on standard error, each said once.
fn warnings(
    page: &Report<'_>,
    forecasts: &Forecasts<'_>,
    roads: &Roads,
    flags: &Planning,
) -> Vec<String> {
    let mut warnings: Vec<String> = page
        .notices
        .iter()
        .map(|note| printable(note).into_owned())
        .collect();
    warnings.extend(shortfall(
        page.weather_kind(),
        flags.offline,
        forecasts.account(),
    ));
    warnings.extend(forecasts.warnings().iter().cloned());
    warnings.extend(roads.shortfall(page.has_routes()));
    // A cache that cannot be written is one thing to mend.
    if forecasts.warnings().is_empty() {
        warnings.extend(roads.warnings().iter().cloned());
    }
    warnings
}
