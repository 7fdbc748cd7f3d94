//! From flags and settings to the outing that was asked for.

use super::days::parse_days;
use super::locations::Locator;
use crate::catalogue::Categories;
use crate::cli::Planning;
use crate::config::{Config, Settings, Within};
use crate::domain::{Category, Limits, Location, Outing, Reach};
use crate::error::Error;
use jiff::Timestamp;
use jiff::civil::Time;

/// Lays the flags over the other layers of the settings.
///
/// # Errors
/// Names the flag and the value that does not fit.
pub(super) fn lay_flags(config: &mut Config, flags: &Planning) -> Result<(), Error> {
    lay_visit_flags(config, flags.near.as_ref(), flags.leave, flags.back_by)?;
    config.set_flags([
        ("top", "--top", flags.top.map(|top| top.to_string())),
        (
            "min_score",
            "--min-score",
            flags.min_score.map(|score| score.to_string()),
        ),
        ("format", "--format", flags.format.clone()),
    ])
}

/// Lays the flags of a visit over the other layers of the settings: where it starts, and its first and last hour.
///
/// # Errors
/// Names the flag and the value that does not fit.
pub(super) fn lay_visit_flags(
    config: &mut Config,
    near: Option<&String>,
    leave: Option<Time>,
    back_by: Option<Time>,
) -> Result<(), Error> {
    config.set_flags([
        ("near", "--near", near.cloned()),
        ("leave", "--leave", leave.map(|time| time.to_string())),
        ("back_by", "--back-by", back_by.map(|time| time.to_string())),
    ])
}

/// Returns the outing that was asked for.
///
/// # Errors
/// Names what is no day, no kind, or no reach.
pub(super) fn outing(
    flags: &Planning,
    origin: Location,
    settings: &Settings,
    categories: &Categories,
    now: Timestamp,
) -> Result<Outing, Error> {
    let asked_at = now.to_zoned_datetime(origin.zone.clone());
    let days = parse_days(flags.on.as_deref(), &asked_at, &settings.days)?;
    Ok(Outing {
        days,
        leave: settings.leave,
        back_by: settings.back_by,
        asked_at,
        limits: Limits {
            reach: reach(flags.within, flags.max_drive, settings),
            kinds: kinds(&flags.kind, categories)?,
            ages: flags.age.clone(),
            free: flags.free,
            buggy: flags.buggy,
            dog: flags.dog,
            indoor: flags.indoor,
            outdoor: flags.outdoor,
        },
        origin,
    })
}

/// Returns where the family starts.
///
/// # Errors
/// When nobody said, or what was said is no location.
pub(super) fn origin(locator: Locator<'_>) -> Result<Location, Error> {
    let near = locator.settings.near.as_deref().ok_or_else(|| {
        Error::usage("where do you start?")
            .hint("say --near \"M20 2RN\", or set near in the config")
    })?;
    locator.resolve(near, "--near")
}

/// Returns where the family starts, where anybody said.
///
/// # Errors
/// When what was said is no location.
pub(super) fn home(locator: Locator<'_>) -> Result<Option<Location>, Error> {
    match locator.settings.near {
        Some(_) => origin(locator).map(Some),
        None => Ok(None),
    }
}

/// Returns how far the family goes: what the flags say replaces what the config says, and that the default; both
/// limits of one layer are hard.
pub(super) fn reach(within: Option<Within>, max_drive: Option<u32>, settings: &Settings) -> Reach {
    let asked = match (within, max_drive.map(f64::from)) {
        (None, None) => (settings.within, settings.max_drive),
        asked => asked,
    };
    let (km, within_minutes) = match asked.0 {
        Some(Within::Km(km)) => (Some(km), None),
        Some(Within::Minutes(minutes)) => (None, Some(minutes)),
        None => (None, None),
    };
    let minutes = within_minutes.into_iter().chain(asked.1).reduce(f64::min);
    if km.is_none() && minutes.is_none() {
        return Reach::default();
    }
    Reach { km, minutes }
}

/// Returns the ids of the kinds asked for.
///
/// # Errors
/// Names one that does not exist, and the most similar.
pub(super) fn kinds(asked: &[String], categories: &Categories) -> Result<Vec<String>, Error> {
    let asked = asked.iter().map(|kind| kind.trim().to_lowercase());
    asked
        .map(|kind| match categories.get(&kind) {
            Ok(category) => Ok(category.id.clone()),
            Err(unknown) => {
                let error = Error::usage(format!("--kind: {unknown}"));
                Err(match unknown.nearest {
                    Some(nearest) => error.hint(format!("did you mean {nearest}?")),
                    None => {
                        let all: Vec<&str> =
                            categories.iter().map(|kind| kind.id.as_str()).collect();
                        error.hint(format!("the kinds are {}", all.join(", ")))
                    }
                })
            }
        })
        .collect()
}

/// Returns the categories among the limits.
pub(super) fn kinds_asked<'a>(limits: &Limits, categories: &'a Categories) -> Vec<&'a Category> {
    let asked = limits.kinds.iter();
    asked
        .filter_map(|kind| categories.get(kind).ok())
        .map(AsRef::as_ref)
        .collect()
}
