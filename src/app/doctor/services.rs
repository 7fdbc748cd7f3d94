//! The services: each that is in use is asked one light question, all at the same time, and its answer is read.
//! A service is one function here that returns its row.

use super::clock::ServiceClock;
use crate::app::forecasts::client_with;
use crate::config::{Config, Settings};
use crate::domain::{Cell, HourSpan, Position, Source, Waypoint};
use crate::locate::{
    self,
    online::{Roots, trials},
};
use crate::net::{self, Headers, NetError, Reply, Url, host};
use crate::report::Check;
use crate::routes::osrm::{self, Refusal};
use crate::weather::open_meteo::archive;
use crate::weather::{met_norway, open_meteo};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ToSpan};
use std::thread;
use std::time::{Duration, Instant};

/// Time for one service.
const PATIENCE: Duration = Duration::from_secs(5);
/// The status of a service that has been asked too much.
const TOO_MANY_REQUESTS: u16 = 429;

/// What became of the questions.
pub(super) struct Answers {
    /// A check a service.
    pub(super) checks: Vec<Check>,
    /// What the first service's clock showed that told it.
    pub(super) clock: Option<ServiceClock>,
}

/// A service, and whether it is asked.
struct Row {
    id: &'static str,
    service: &'static str,
    ask: Ask,
}

enum Ask {
    /// This question.
    Question(Question),
    /// Nothing, for this reason.
    Nothing(String),
}

struct Question {
    url: Result<Url, String>,
    /// Who asks, where the service wants to know more than the program's name.
    user_agent: Option<String>,
    /// What the service would like better, though it answers.
    wish: Option<&'static str>,
    read: Box<Reading>,
}

/// The body of an answer, or what came instead.
type Answer<'a> = Result<&'a [u8], &'a NetError>;
/// Says what is wrong with an answer.
type Reading = dyn Fn(Answer<'_>) -> Result<(), Fault> + Send + Sync;

/// What is wrong with an answer.
struct Fault {
    /// Whether the service works all the same.
    works: bool,
    what: String,
    hint: &'static str,
}

impl Fault {
    fn broken(what: impl ToString) -> Self {
        Self {
            works: false,
            what: what.to_string(),
            hint: "try again later; what needs it does without, and says so",
        }
    }
}

/// Asks every service that is in use, once.
pub(super) fn ask(config: &Config, settings: &Settings, now: Timestamp, offline: bool) -> Answers {
    let forecasts = settings.sources.iter().map(|source| match source {
        Source::OpenMeteo => open_meteo(settings, now),
        Source::MetNorway => met_norway(settings, now),
    });
    let others = [osrm(settings), overpass(settings)];
    let rows: Vec<Row> = forecasts
        .chain(std::iter::once(past(settings, now)))
        .chain(others)
        .chain(of_locations(settings))
        .collect();
    let told: Vec<(Check, Option<ServiceClock>)> = thread::scope(|scope| {
        let asked: Vec<_> = rows
            .iter()
            .map(|row| scope.spawn(move || told(row, config, settings, offline)))
            .collect();
        let rows = rows.iter().zip(asked);
        rows.map(|(row, answer)| {
            let broken = || Check::problem(row.id, "could not be asked", "report this as a bug");
            answer.join().unwrap_or_else(|_| (broken(), None))
        })
        .collect()
    });
    let clock = told.iter().find_map(|(_, clock)| clock.clone());
    Answers {
        checks: told.into_iter().map(|(check, _)| check).collect(),
        clock,
    }
}

fn open_meteo(settings: &Settings, now: Timestamp) -> Row {
    let london = Position::new(51.5, -0.1).map(Cell::of);
    let span = open_meteo::within_reach(HourSpan::covering(now, now), now);
    let cells: Vec<Cell> = london.into_iter().collect();
    let url = match span {
        Some(span) => open_meteo::request_url(&settings.open_meteo_url, &cells, span)
            .map_err(|error| error.to_string()),
        None => Err("there is no hour to ask for at this time".to_owned()),
    };
    Row {
        id: "service.open_meteo",
        service: open_meteo::SOURCE,
        ask: Ask::Question(Question {
            url,
            user_agent: None,
            wish: None,
            read: Box::new(move |answer: Answer<'_>| {
                let body = answer.map_err(Fault::broken)?;
                let read = open_meteo::parse(body, &cells, now);
                read.map(drop).map_err(Fault::broken)
            }),
        }),
    }
}

fn met_norway(settings: &Settings, now: Timestamp) -> Row {
    let london = Position::new(51.5, -0.1).map(Cell::of);
    let url = london.map_err(|error| error.to_string()).and_then(|cell| {
        let url = met_norway::request_url(&settings.met_norway_url, cell);
        url.map_err(|error| error.to_string())
    });
    Row {
        id: "service.met_norway",
        service: met_norway::SOURCE,
        ask: Ask::Question(Question {
            url,
            user_agent: Some(met_norway::user_agent(settings.contact.as_deref())),
            wish: match settings.contact {
                Some(_) => None,
                None => Some("its terms ask for a way to reach you: set weather.contact"),
            },
            read: Box::new(move |answer: Answer<'_>| {
                let body = answer.map_err(|error| Fault {
                    hint: match error.status() {
                        Some(401 | 403) => "set weather.contact: it wants to know whom to write to",
                        _ => Fault::broken("").hint,
                    },
                    ..Fault::broken(error)
                })?;
                let Ok(cell) = london else { return Ok(()) };
                let read = met_norway::parse(body, cell, now);
                read.map(drop).map_err(Fault::broken)
            }),
        }),
    }
}

/// A day of a month ago, which the archive has known for weeks.
fn past(settings: &Settings, now: Timestamp) -> Row {
    let row = |ask| Row {
        id: "service.open_meteo_archive",
        service: archive::SERVICE,
        ask,
    };
    if !settings.archive {
        return row(Ask::Nothing("not asked, weather.archive is off".to_owned()));
    }
    let today = now.to_zoned_datetime(TimeZone::UTC).date();
    let day = today.saturating_sub(1.month());
    let spans = [(day, day)];
    let london = Position::new(51.5, -0.1).map(archive::Square::of);
    let url = london
        .map_err(|error| error.to_string())
        .and_then(|square| archive::request_url(&settings.archive_url, square, &spans));
    row(Ask::Question(Question {
        url,
        user_agent: None,
        wish: None,
        read: Box::new(move |answer: Answer<'_>| {
            let body = answer.map_err(Fault::broken)?;
            let Ok(square) = london else { return Ok(()) };
            let read = archive::parse(body, square, &spans);
            read.map(drop).map_err(Fault::broken)
        }),
    }))
}

/// The drive from home, or from London, to a place nearby.
fn osrm(settings: &Settings) -> Row {
    let row = |ask| Row {
        id: "service.osrm",
        service: osrm::SERVICE,
        ask,
    };
    let Some(server) = &settings.osrm_url else {
        return row(Ask::Nothing(
            "not configured: drives are estimates".to_owned(),
        ));
    };
    let near = settings.near.as_deref().unwrap_or("London");
    let home = locate::resolve(near, &settings.aliases).map(|home| home.position);
    let nearby = |home: Position| Position::new(home.lat() + 0.01, home.lon());
    let points = home
        .ok()
        .and_then(|home| Some((Waypoint::of(home), Waypoint::of(nearby(home).ok()?))));
    let Some((from, to)) = points else {
        let why = "not asked: near in the config is no location that is known here";
        return row(Ask::Nothing(why.to_owned()));
    };
    let url = osrm::request_url(server, from, &[to]).map_err(|error| error.to_string());
    row(Ask::Question(Question {
        url,
        user_agent: None,
        wish: None,
        read: Box::new(move |answer: Answer<'_>| {
            let refusal = match answer {
                Ok(body) => osrm::parse(body, from, &[to]).err(),
                Err(NetError::Status { status, body, .. }) if osrm::ANSWERS.contains(status) => {
                    osrm::refusal_in(*status, body)
                }
                Err(error) => return Err(Fault::broken(error)),
            };
            match refusal {
                None => Ok(()),
                Some(what @ (Refusal::NoRoadAtHome | Refusal::NoRoadNear(_))) => Err(Fault {
                    works: true,
                    what: what.to_string(),
                    hint: "serve a map that reaches where you start",
                }),
                Some(what) => Err(Fault::broken(what)),
            }
        }),
    }))
}

fn overpass(settings: &Settings) -> Row {
    let server = settings.overpass_url.parse::<Url>();
    let server = server.map_or_else(|_| String::new(), |url| format!("{}: ", host(&url)));
    Row {
        id: "service.overpass",
        service: "Overpass",
        ask: Ask::Nothing(format!(
            "{server}not asked, only kidtrip catalogue fetch needs it"
        )),
    }
}

fn of_locations(settings: &Settings) -> Vec<Row> {
    let roots = Roots {
        postcodes: settings.postcodes_url.clone(),
        geocoding: settings.geocoding_url.clone(),
    };
    let rows = ["service.postcodes_io", "service.geocoding"]
        .into_iter()
        .zip(trials(&roots));
    rows.map(|(id, trial)| Row {
        id,
        service: trial.service,
        ask: if settings.locate_online {
            Ask::Question(Question {
                user_agent: None,
                wish: None,
                url: trial.url,
                read: Box::new(move |answer: Answer<'_>| {
                    (trial.check)(answer).map_err(Fault::broken)
                }),
            })
        } else {
            Ask::Nothing("not asked, locate.online is off".to_owned())
        },
    })
    .collect()
}

/// Asks and says how it went; a service is named by its host alone, as more of an address may be a key.
fn told(
    row: &Row,
    config: &Config,
    settings: &Settings,
    offline: bool,
) -> (Check, Option<ServiceClock>) {
    let question = match &row.ask {
        Ask::Question(_) if offline => {
            return (Check::ok(row.id, "not asked (--offline)"), None);
        }
        Ask::Question(question) => question,
        Ask::Nothing(why) => return (Check::ok(row.id, why), None),
    };
    let url = match &question.url {
        Ok(url) => url.clone(),
        Err(why) => {
            let hint = "mend its address in the config";
            return (Check::problem(row.id, why, hint), None);
        }
    };
    let asked = host(&url);
    let options = net::Options {
        total: PATIENCE.min(Duration::from_secs(settings.timeout_seconds)),
        ca_file: settings.ca_file.clone(),
        retries: false,
        ..net::Options::default()
    };
    let mut client = client_with(options, config, settings);
    let started = Instant::now();
    let headers = Headers {
        user_agent: question.user_agent.as_deref(),
        since: None,
    };
    let answer = client.get_with(row.service, url, &headers);
    let millis = started.elapsed().as_millis();
    let clock = answer.as_ref().ok().and_then(|reply| clock_of(row, reply));
    let busy = answer
        .as_ref()
        .is_err_and(|error| error.status() == Some(TOO_MANY_REQUESTS));
    let is_spent = matches!(answer, Err(NetError::Spent(_)));
    let read = (question.read)(answer.as_ref().map(|reply| reply.body.as_slice()));
    let check = match read {
        Ok(()) => {
            let wish = question.wish.map(|wish| format!("; {wish}"));
            let wish = wish.unwrap_or_default();
            Check::ok(row.id, format!("{asked} answers, in {millis} ms{wish}"))
        }
        Err(fault) if busy => Check::warning(
            row.id,
            fault.what,
            "it has been asked too much from here: wait, cached forecasts serve meanwhile",
        ),
        Err(fault) if is_spent => Check::warning(
            row.id,
            fault.what,
            "wait until then: cached forecasts serve meanwhile",
        ),
        Err(fault) if fault.works => Check::warning(row.id, fault.what, fault.hint),
        Err(fault) => Check::problem(row.id, fault.what, fault.hint),
    };
    (check, clock)
}

fn clock_of(row: &Row, reply: &Reply) -> Option<ServiceClock> {
    // The machine's own clock, also where that of the program is frozen.
    let ahead = reply.validity.date?.duration_since(Timestamp::now());
    Some(ServiceClock {
        service: match row.service {
            open_meteo::SOURCE => Source::OpenMeteo.title().to_owned(),
            met_norway::SOURCE => Source::MetNorway.title().to_owned(),
            service => service.to_owned(),
        },
        ahead,
    })
}
