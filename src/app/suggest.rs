//! `suggest`: from what was typed to the page, step by step.

use super::Answer;
use super::brief;
use super::catalogue::{self as catalogues, categories};
use super::choice::{Choice, Question, choose, outings};
use super::climate::{self, Climate};
use super::forecasts::{
    client, forecasts, freshness, no_forecast, one_by_one, shortfall, why_other, why_typical,
};
use super::locations::Locator;
use super::nothing::{WhyNothing, nothing_on_any_day};
use super::outing::{lay_flags, origin, outing};
use super::roads::Roads;
use super::world::{self, World};
use crate::catalogue;
use crate::cli::{Planning, SuggestArgs};
use crate::config::Settings;
use crate::domain::Outing;
use crate::error::Error;
use crate::planner::{Circumstances, Ranking, Wanted};
use crate::report::safe::printable;
use crate::report::{self, Credit, DayList, Due, Report, WeatherKind};
use crate::weather::service::Forecasts;
use jiff::Timestamp;

/// Suggests places for a day out.
pub(super) fn suggest(args: &SuggestArgs, world: &World) -> Result<Answer, Error> {
    plan(
        &args.planning,
        Manner::default(),
        world,
        |page, settings| printed(page, settings, world).map(Answer::results),
    )
}

/// What is planned besides what the flags say.
#[derive(Debug, Clone, Copy, Default)]
pub(super) struct Manner {
    /// Whether a plan for a wet day is wanted however dry it looks.
    pub(super) plan_b: bool,
}

/// Plans an outing, and has `print` make its answer of the page; what is to be said besides is added.
///
/// # Errors
/// When it was asked wrongly, a forecast is required and cannot be had, or `print` fails.
pub(super) fn plan(
    flags: &Planning,
    manner: Manner,
    world: &World,
    print: impl FnOnce(&Report<'_>, &Settings) -> Result<Answer, Error>,
) -> Result<Answer, Error> {
    let mut config = world.config()?;
    lay_flags(&mut config, flags)?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;

    let categories = categories()?;
    let mut client = client(world, &config, &settings);
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
    let near_by = opened.within(&roads.area(&outing))?;
    let journal = &opened.remembered.family.journal;
    let calendars = catalogue::calendars();
    let wish = climate::Wish {
        typical: flags.typical,
        offline: flags.offline,
    };
    let home = outing.origin.position;
    let days = &outing.days;
    let climate = Climate::around(wish, &mut client, &config, &settings, home, days, now);
    let outings = outings(&outing, flags.each_day);
    let asked = Question {
        given: Circumstances {
            outing: &outing,
            weights: settings.weights,
            journal,
            calendars: &calendars,
            normals: &|position, day| climate.normals(position, day),
        },
        wanted: Wanted {
            top: settings.top,
            min_score: settings.min_score,
            forecasts: !flags.typical,
            plan_b: manner.plan_b,
        },
        outings: &outings,
        near_by: &near_by,
    };
    let mut forecasts = forecasts(&mut client, freshness, &config, &settings, now);
    let Choice { rankings, beyond } = choose(&asked, &mut roads, &mut forecasts);
    let why_nothing = WhyNothing {
        outing: &outing,
        near_by: &near_by.places,
        all: &opened.catalogues,
        roads: &roads,
        journal,
        min_score: settings.min_score,
    };
    let reasons = why_nothing.of(&rankings)?;
    let lists = day_lists(&outings, rankings, &reasons);
    let page = report(flags, &outing, &lists, &forecasts, now);
    if flags.require_forecast && lacks_forecast(&page, &forecasts) {
        let why = page.why_typical.as_deref();
        return Err(no_forecast(forecasts.account(), why));
    }
    let mut answer = print(&page, &settings)?;
    if flags.quiet {
        answer.warnings.clear();
    } else {
        answer
            .warnings
            .extend(warnings(&page, &forecasts, &roads, flags));
        answer.warnings.extend(climate.warnings());
        answer.warnings.extend(forecasts.client().warnings());
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
    if page.is_empty() {
        answer.failure = answer
            .failure
            .or_else(|| nothing_on_any_day(&outings, reasons));
    }
    if !flags.quiet {
        answer.warnings.extend(opened.warnings());
    }
    Ok(answer)
}

/// Returns the lists of the page: the ranking of each outing, and why it is empty, where it is.
fn day_lists<'a>(
    outings: &[Outing],
    rankings: Vec<Ranking<'a>>,
    why_nothing: &[Option<Error>],
) -> Vec<DayList<'a>> {
    outings
        .iter()
        .zip(rankings)
        .zip(why_nothing)
        .map(|((outing, ranking), nothing)| DayList {
            days: outing.days.clone(),
            ranking,
            nothing: nothing.as_ref().map(Error::to_string),
        })
        .collect()
}

/// Returns the page in the format asked for; without results only machines get one.
///
/// # Errors
/// When it cannot be put into a message.
pub(super) fn printed(
    page: &Report<'_>,
    settings: &Settings,
    world: &World,
) -> Result<String, Error> {
    Ok(match settings.format.as_str() {
        "json" => report::to_json(page),
        "ndjson" => report::to_ndjson(page),
        "csv" => report::to_csv(page),
        "geojson" => report::to_geojson(page),
        "gpx" => report::to_gpx(page),
        "ics" => report::to_ics(page),
        _ if page.is_empty() => String::new(),
        "html" => report::to_html(page),
        "markdown" => report::to_markdown(page),
        "email" => brief::message(page, settings)?,
        _ => report::to_table(page, world.page(settings)),
    })
}

/// Returns whether there were places to forecast for, and not one forecast could be had.
fn lacks_forecast(page: &Report<'_>, forecasts: &Forecasts<'_>) -> bool {
    match page.weather_kind() {
        WeatherKind::Forecast | WeatherKind::Mixed => false,
        WeatherKind::Typical => true,
        WeatherKind::None => !forecasts.failures().is_empty() || !page.is_empty(),
    }
}

fn report<'a>(
    flags: &Planning,
    outing: &'a Outing,
    lists: &'a [DayList<'a>],
    forecasts: &Forecasts<'_>,
    now: Timestamp,
) -> Report<'a> {
    let mut notices = outing.origin.notes.clone();
    if forecasts.reached_max_cells() && forecasts.failures().is_empty() {
        notices.push(format!(
            "forecasts were asked for only {} places on the map (weather.max_cells): a farther place may do better",
            forecasts.cells_asked()
        ));
    }
    notices.extend(one_by_one(forecasts));
    let why_typical = why_typical(flags.typical, flags.offline, forecasts.account());
    let mut page = Report {
        generated_at: now,
        outing,
        lists,
        each_day: flags.each_day,
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
        typical: matches!(kind, WeatherKind::Typical | WeatherKind::Mixed)
            && !page.is_of_past_years(),
        past: page.is_of_past_years(),
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
        flags.offline && !flags.typical,
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
