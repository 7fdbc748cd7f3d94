//! `propose`, `amend`, `approve`, `reject`, `retire`: the family's own places, and what it knows of others.

use super::location_check::lonely_km;
use super::reactions::{look_into_what_is_left, react};
use super::visits::About;
use super::{event_log, me, record, told};
use crate::app::Answer;
use crate::app::catalogue::{self as catalogues, categories};
use crate::app::forecasts::client;
use crate::app::locations::Locator;
use crate::app::world::{self, World};
use crate::catalogue::Found;
use crate::cli::{AmendArgs, DecideArgs, ProposeArgs};
use crate::commands::policy::KIDTRIP;
use crate::commands::{Amend, Approve, Given, Propose, Reject, Retire};
use crate::config::{Config, Settings};
use crate::domain::{Event, Located, Occurrence, Position, Precision};
use crate::error::{Error, Kind};
use crate::report::safe::printable;
use crate::store::event_log::{EventLog, Recorded};
use jiff::tz::TimeZone;
use std::collections::BTreeMap;

/// Proposes a place.
pub(in crate::app) fn propose(args: &ProposeArgs, world: &World) -> Result<Answer, Error> {
    let config = world.config()?;
    let settings = Settings::of(&config)?;
    let now = world::now(&config)?;
    let kinds = categories()?;
    let at = args.at.as_deref().filter(|at| !at.trim().is_empty());
    let propose = Propose {
        id: args.id.clone(),
        name: args.name.clone().unwrap_or_default(),
        kind: args.kind.clone().unwrap_or_default(),
        location: at
            .map(|at| located(at, world, &config, &settings))
            .transpose()?,
        facts: facts(&args.facts)?,
    };
    let id = propose.stream()?;
    let opened = catalogues::open(&config, &settings, kinds.clone())?;
    let found = opened.catalogues.find(&id).map_err(catalogues::damaged)?;
    let listed = match found {
        Found::One(place) if place.id == id => Some(*place),
        _ => None,
    };
    let (me, log) = (me(&settings), event_log(&config, now)?);
    let left = look_into_what_is_left(&log, &opened)?;
    let mut recorded = record(&log, &BTreeMap::new(), |family, _| {
        propose.decide(&Given {
            family,
            actor: &me,
            today: now.to_zoned_datetime(TimeZone::system()).date(),
            kinds: &kinds,
            listed: listed.as_ref(),
        })
    })?;
    let followed = react(&log, &opened)?;
    let came = what_came_of(&log, &followed, &id)?;
    refuse_location(&came, &id, true)?;
    let is_approval =
        |event: &Event| matches!(event.occurrence, Occurrence::DestinationApproved { .. });
    let approved = came.iter().any(is_approval);
    let what = if approved {
        "is suggested from now on"
    } else {
        "waits to be approved: kidtrip review lists it"
    };
    recorded
        .warnings
        .extend(opened.remembered.warnings.iter().cloned());
    recorded.warnings.extend(left);
    recorded.warnings.extend(doubt(&came));
    recorded.warnings.extend(followed.warnings);
    let (name, id) = (printable(&propose.name), printable(&id));
    let line = format!("Recorded: {name} ({id}) {what}. kidtrip undo takes it back.");
    Ok(told(line, recorded))
}

/// Amends what is known of a place.
pub(in crate::app) fn amend(args: &AmendArgs, world: &World) -> Result<Answer, Error> {
    let query = std::slice::from_ref(&args.place);
    let about = About::to_decide(query, "kidtrip amend", world)?;
    let (at, facts): (Vec<_>, Vec<_>) = facts(&args.facts)?
        .into_iter()
        .partition(|(key, _)| key.eq_ignore_ascii_case("at"));
    let location = match at.as_slice() {
        [] => None,
        [(_, at)] => Some(located(at, world, &about.config, &about.settings)?),
        _ => return Err(Error::usage("at is given twice")),
    };
    let amend = Amend {
        place: about.id.clone(),
        facts,
        location,
    };
    let what = "is amended. kidtrip undo takes it back.";
    let mut answer = about.record(what, |given| amend.decide(given))?;
    let followed = react(&about.log, &about.opened)?;
    let came = what_came_of(&about.log, &followed, &about.id)?;
    let own = about.opened.remembered.family.places.get(&about.id);
    let is_own = own.is_some_and(|place| place.proposal.is_some());
    refuse_location(&came, &about.id, is_own)?;
    answer.warnings.extend(doubt(&came));
    answer.warnings.extend(followed.warnings);
    Ok(answer)
}

/// Approves a proposal.
pub(in crate::app) fn approve(args: &DecideArgs, world: &World) -> Result<Answer, Error> {
    let about = About::to_decide(&args.place, "kidtrip approve", world)?;
    let approve = Approve {
        place: about.id.clone(),
        because: args.because.clone(),
    };
    let what = "is approved, and suggested from now on. kidtrip undo takes it back.";
    about.record(what, |given| approve.decide(given))
}

/// Rejects a proposal.
pub(in crate::app) fn reject(args: &DecideArgs, world: &World) -> Result<Answer, Error> {
    let about = About::to_decide(&args.place, "kidtrip reject", world)?;
    let reject = Reject {
        place: about.id.clone(),
        because: args.because.clone(),
    };
    let what = "is rejected, and not suggested. kidtrip undo takes it back.";
    about.record(what, |given| reject.decide(given))
}

/// Retires a place.
pub(in crate::app) fn retire(args: &DecideArgs, world: &World) -> Result<Answer, Error> {
    let about = About::to_decide(&args.place, "kidtrip retire", world)?;
    let retire = Retire {
        place: about.id.clone(),
        because: args.because.clone(),
    };
    let what = "is retired, and never suggested again. kidtrip undo takes it back.";
    about.record(what, |given| retire.decide(given))
}

/// Returns what came of the last thing that was recorded of the place `id` by somebody; another run may have looked into it
/// first.
fn what_came_of(log: &EventLog, followed: &Recorded, id: &str) -> Result<Vec<Event>, Error> {
    let of_place = |event: &&Event| event.stream == id;
    let own: Vec<Event> = followed.events.iter().filter(of_place).cloned().collect();
    if !own.is_empty() {
        return Ok(own);
    }
    let reading = log.read()?;
    let latest = reading.events().iter().rev().filter(of_place);
    Ok(latest
        .take_while(|event| event.actor == KIDTRIP)
        .cloned()
        .collect())
}

/// Returns what is doubtful of a location that was found to be one, if anything is.
fn doubt(events: &[Event]) -> Option<String> {
    events.iter().find_map(|event| {
        let Occurrence::LocationValidated { lat, lon, .. } = event.occurrence else {
            return None;
        };
        let km = lonely_km(Position::new(lat, lon).ok()?)?;
        Some(format!(
            "nothing with a name or a postcode is within {km:.0} km of {lat}, {lon}: is that a hill, or the sea? kidtrip amend \
             {} at=... moves it",
            printable(&event.stream)
        ))
    })
}

/// Fails with what was found wrong with the location of the place `id`, if that is among `events`.
fn refuse_location(events: &[Event], id: &str, is_own: bool) -> Result<(), Error> {
    let rejected = events.iter().find_map(|event| match &event.occurrence {
        Occurrence::LocationRejected { reason, .. } if event.stream == id => Some(reason),
        _ => None,
    });
    match rejected {
        None => Ok(()),
        Some(reason) => {
            let id = printable(id);
            let message = format!("the location of {id} is rejected: {}", printable(reason));
            let hint = match is_own {
                true => {
                    format!("it is kept, and not suggested: kidtrip amend {id} at=... corrects it")
                }
                false => "that is kept, and what was known of it before counts: kidtrip undo \
                          takes it back"
                    .to_owned(),
            };
            Err(Error::new(Kind::Refused, message).hint(hint))
        }
    }
}

/// Returns the keys and values of what was typed.
fn facts(typed: &[String]) -> Result<Vec<(String, String)>, Error> {
    let pair = |typed: &String| {
        let pair = typed.split_once('=');
        let pair = pair.map(|(key, value)| (key.trim().to_owned(), value.to_owned()));
        pair.ok_or_else(|| {
            let message = format!("\"{}\" is no fact", printable(typed));
            Error::usage(message).hint("write it as price=free")
        })
    };
    typed.iter().map(pair).collect()
}

/// Returns where `at` is: a pair of numbers as it stands, be it out of range; else the postcode, looked up.
fn located(
    at: &str,
    world: &World,
    config: &Config,
    settings: &Settings,
) -> Result<Located, Error> {
    let number = |text: &str| {
        text.trim()
            .parse()
            .ok()
            .filter(|number: &f64| number.is_finite())
    };
    if let Some((lat, lon)) = at.split_once(',')
        && let (Some(lat), Some(lon)) = (number(lat), number(lon))
    {
        return Ok(Located {
            at: at.to_owned(),
            lat,
            lon,
            postcode: None,
        });
    }
    let location = Locator {
        client: &mut client(world, config, settings),
        config,
        settings,
        offline: false,
    }
    .resolve(at, "kidtrip where")?;
    let postcode = match location.precision {
        Precision::Postcode => Some(location.label.clone()),
        Precision::Coordinates | Precision::Alias => None,
        _ => {
            let message = format!("\"{}\" is not exact enough for a place", printable(at));
            return Err(Error::usage(message).hint("give its postcode, or \"lat,lon\""));
        }
    };
    Ok(Located {
        at: at.to_owned(),
        lat: location.position.lat(),
        lon: location.position.lon(),
        postcode,
    })
}
