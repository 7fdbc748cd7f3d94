//! The clock: whether it can be right, what a service's says, and the name of the machine's zone.

use super::embedded::DATA_DATE;
use crate::app::world::variable;
use crate::config::Value;
use crate::domain::zone;
use crate::report::Check;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp};
use std::fs::{self, File};
use std::io::Read;
use std::path::Path;

/// How far the clock may be from a service's.
const APART: SignedDuration = SignedDuration::from_mins(5);
/// How a forecast suffers from a clock that is wrong.
const SET_IT: &str = "set the clock of this machine: days and the age of forecasts are told by it";

/// What the clock of a service showed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct ServiceClock {
    /// The service.
    pub(super) service: String,
    /// How far it was ahead of this machine's.
    pub(super) ahead: SignedDuration,
}

/// Returns whole days from a date of RFC 3339 to `now`.
pub(super) fn days_since(date: &str, now: Timestamp) -> Option<i64> {
    let day: Date = date.get(..10)?.parse().ok()?;
    let today = now.to_zoned_datetime(TimeZone::UTC).date();
    Some(today.duration_since(day).as_hours() / 24)
}

/// Returns how the clock and the zone are; `frozen_by` is the setting that freezes the clock.
pub(super) fn checks(
    frozen_by: Option<&Value>,
    now: Timestamp,
    service: Option<ServiceClock>,
) -> Vec<Check> {
    let frozen = frozen_by.map(|frozen| frozen.origin.to_string());
    let mut checks = vec![clock(now, frozen.as_deref())];
    // A clock that is stopped by whoever asks is not to agree with anybody's.
    let service = service.filter(|_| frozen_by.is_none());
    checks.extend(service.map(|service| beside(&service)));
    checks.push(of_zone(zone_name().as_deref()));
    checks
}

fn clock(now: Timestamp, frozen: Option<&str>) -> Check {
    const ID: &str = "clock";
    let utc = now.to_zoned_datetime(TimeZone::UTC);
    let shown = utc.strftime("%A %-d %B %Y %H:%M UTC");
    match frozen {
        // Whoever stops the clock wants to; the page says so all the same.
        Some(origin) => Check::ok(ID, format!("frozen at {shown} by {origin}")),
        None if utc.date() < DATA_DATE => Check::problem(
            ID,
            format!("{shown}, which is before this kidtrip was made"),
            SET_IT,
        ),
        None => Check::ok(ID, shown.to_string()),
    }
}

fn beside(clock: &ServiceClock) -> Check {
    const ID: &str = "clock.beside";
    let ServiceClock { service, ahead } = clock;
    let minutes = ahead.as_mins().abs();
    if ahead.abs() <= APART {
        return Check::ok(ID, format!("agrees with that of {service}"));
    }
    let way = if ahead.is_positive() {
        "behind"
    } else {
        "ahead of"
    };
    let detail = format!("{minutes} min {way} that of {service}");
    Check::warning(ID, detail, SET_IT)
}

fn of_zone(name: Option<&str>) -> Check {
    const ID: &str = "zone";
    match name {
        None => Check::ok(ID, "none is set: the machine's clock is UTC"),
        Some(name) if zone(name).is_ok() => Check::ok(ID, name),
        Some(name) => Check::warning(
            ID,
            format!("\"{name}\" is no zone that is known"),
            "days are told by the clock of each place, so this matters only if the time above is wrong",
        ),
    }
}

/// Returns the name of the machine's zone, where one is set.
fn zone_name() -> Option<String> {
    if let Some(name) = variable("TZ") {
        return Some(of_path(name.trim_start_matches(':')));
    }
    let link = fs::read_link("/etc/localtime").ok();
    let linked = link.and_then(|to| Some(of_path(to.to_str()?)));
    linked.or_else(|| first_line(Path::new("/etc/timezone")))
}

/// Returns the name in the path of a zone's file: "Europe/London" of "/usr/share/zoneinfo/Europe/London".
fn of_path(path: &str) -> String {
    let name = path.rsplit_once("zoneinfo/").map_or(path, |(_, name)| name);
    name.to_owned()
}

fn first_line(path: &Path) -> Option<String> {
    let mut text = String::new();
    let file = File::open(path).ok()?;
    file.take(100).read_to_string(&mut text).ok()?;
    let line = text.lines().next()?.trim();
    (!line.is_empty()).then(|| line.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::report::State;
    use rstest::rstest;

    fn at(text: &str) -> Timestamp {
        text.parse().unwrap()
    }

    #[rstest]
    #[case::plausible(
        "2026-11-27T18:00:00Z",
        None,
        State::Ok,
        "Friday 27 November 2026 18:00 UTC"
    )]
    #[case::the_battery_is_flat("1970-01-01T00:10:00Z", None, State::Problem, "before")]
    #[case::frozen(
        "1970-01-01T00:10:00Z",
        Some("KIDTRIP_NOW"),
        State::Ok,
        "by KIDTRIP_NOW"
    )]
    fn a_clock_is_plausible_or_not(
        #[case] now: &str,
        #[case] frozen: Option<&str>,
        #[case] state: State,
        #[case] told: &str,
    ) {
        let check = clock(at(now), frozen);
        assert_eq!(check.state, state);
        assert!(check.detail.contains(told), "{}", check.detail);
    }

    #[rstest]
    #[case::the_same(0, State::Ok, "agrees")]
    #[case::five_minutes(300, State::Ok, "agrees")]
    #[case::slow(301, State::Warning, "5 min behind that of X")]
    #[case::a_year_fast(-31_536_000, State::Warning, "525600 min ahead of that of X")]
    fn a_service_s_clock_shows_that_ours_is_wrong(
        #[case] ahead_seconds: i64,
        #[case] state: State,
        #[case] told: &str,
    ) {
        let check = beside(&ServiceClock {
            service: "X".to_owned(),
            ahead: SignedDuration::from_secs(ahead_seconds),
        });
        assert_eq!(check.state, state);
        assert!(check.detail.contains(told), "{}", check.detail);
    }

    #[rstest]
    #[case::a_name(Some("Europe/London"), State::Ok)]
    #[case::none(None, State::Ok)]
    #[case::made_up(Some("Middle/Earth"), State::Warning)]
    fn a_zone_is_known_or_not(#[case] name: Option<&str>, #[case] state: State) {
        assert_eq!(of_zone(name).state, state);
    }

    #[rstest]
    #[case::a_link("/usr/share/zoneinfo/Europe/London", "Europe/London")]
    #[case::elsewhere("../run/zoneinfo/America/Argentina/Salta", "America/Argentina/Salta")]
    #[case::a_name("UTC", "UTC")]
    fn the_name_of_a_zone_is_in_its_path(#[case] path: &str, #[case] name: &str) {
        assert_eq!(of_path(path), name);
    }

    #[rstest]
    #[case::a_map("2026-11-01T12:00:00Z", Some(26))]
    #[case::the_day_alone("2026-11-26", Some(1))]
    #[case::no_date("last week", None)]
    fn the_age_of_a_map_is_in_days(#[case] date: &str, #[case] days: Option<i64>) {
        assert_eq!(days_since(date, at("2026-11-27T18:00:00Z")), days);
    }
}
