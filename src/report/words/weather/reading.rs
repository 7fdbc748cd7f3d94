//! Reads a story back: an ear that knows the phrases but not how they come about, and holds each against the hours.
//! For tests only; a phrase that it does not understand is a fault too.

mod remarks;
pub(super) mod whole_day;

use self::remarks::{due, is_borne_out};
use crate::domain::WeatherCode;
use crate::planner::{Hours, OutlookHour, Visit};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

/// What is told of a visit, and what it is told of.
pub(super) struct Told<'a> {
    pub(super) summary: &'a str,
    pub(super) remarks: &'a [String],
    pub(super) hours: &'a Hours,
    pub(super) visit: &'a Visit,
    pub(super) sunset: Option<&'a ZonedDateTime>,
}

/// Returns what of the story the hours do not bear out, and what they ask for that is not said.
pub(super) fn faults(told: &Told<'_>) -> Vec<String> {
    let Told { summary, hours, .. } = *told;
    let mut faults = Vec::new();
    let clocks = Clocks::of(hours, told.visit.arrive.time_zone());
    if !is_true(summary, hours, &clocks) {
        faults.push(format!("not so: {summary}"));
    }
    for remark in told.remarks {
        if !is_borne_out(remark, told, &clocks) {
            faults.push(format!("not so: {remark}"));
        }
    }
    for (due, words) in due(told) {
        let said = std::iter::once(summary)
            .chain(told.remarks.iter().map(String::as_str))
            .filter(|said| words.iter().any(|word| said.contains(word)))
            .count();
        if (said > 0) != due {
            faults.push(format!("{words:?}: said {said} times, due: {due}"));
        }
    }
    let repeated = told.remarks.iter().enumerate();
    for (at, remark) in repeated {
        if told.remarks[..at].contains(remark) {
            faults.push(format!("said twice: {remark}"));
        }
    }
    faults
}

/// The clocks at the bounds of the hours: those of the visit, of the day before it, and of the morning with the visit.
struct Clocks {
    visit: Vec<String>,
    earlier: Vec<String>,
    morning: Vec<OutlookHour>,
    morning_bounds: Vec<String>,
}

impl Clocks {
    fn of(hours: &Hours, zone: &TimeZone) -> Self {
        let clock = |at: Timestamp| {
            at.to_zoned_datetime(zone.clone())
                .strftime("%H:%M")
                .to_string()
        };
        let bounds = |hours: &[OutlookHour]| {
            let starts = hours.iter().map(|hour| clock(hour.start));
            let end = hours.last().map(|last| clock(plus_an_hour(last.start)));
            starts.chain(end).collect::<Vec<_>>()
        };
        let after_six = |hour: &&OutlookHour| clock(hour.start).as_str() >= "06:00";
        let mut morning: Vec<OutlookHour> =
            hours.earlier.iter().filter(after_six).copied().collect();
        morning.extend(&hours.during);
        Self {
            visit: bounds(&hours.during),
            earlier: bounds(&hours.earlier),
            morning_bounds: bounds(&morning),
            morning,
        }
    }
}

fn plus_an_hour(at: Timestamp) -> Timestamp {
    Timestamp::from_second(at.as_second() + 3600).unwrap()
}

fn index(bounds: &[String], clock: &str) -> Option<usize> {
    bounds.iter().position(|bound| bound == clock)
}

/// What an hour must be for a phrase to be true.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Must {
    BeWet,
    BeDry,
    NotBeWet,
}

fn holds(must: &[Must], hours: &Hours) -> bool {
    must.len() == hours.during.len()
        && must
            .iter()
            .zip(&hours.during)
            .all(|(must, hour)| match must {
                Must::BeWet => hour.rain_mm.is_some_and(|mm| mm >= 0.1),
                Must::BeDry => hour.rain_mm.is_some_and(|mm| mm < 0.1),
                Must::NotBeWet => hour.rain_mm.is_none_or(|mm| mm < 0.1),
            })
}

fn is_true(summary: &str, hours: &Hours, clocks: &Clocks) -> bool {
    let all = hours.during.len();
    let unknown = hours
        .during
        .iter()
        .filter(|hour| hour.rain_mm.is_none())
        .count();
    if summary == "rain unknown" {
        return unknown == all;
    }
    let told = match unknown {
        0 => summary,
        _ => match summary.strip_suffix(&format!(" ({unknown} of {all} hours unknown)")) {
            Some(told) => told,
            None => return false,
        },
    };
    if told.ends_with("unknown)") {
        return false;
    }
    rain_is_true(told, hours, clocks).or_else(|| dry_is_true(told, hours, clocks)) == Some(true)
}

/// Returns whether a phrase about a dry visit is true; `None` where it is none.
fn dry_is_true(told: &str, hours: &Hours, clocks: &Clocks) -> Option<bool> {
    let rest = told.strip_prefix("dry")?;
    let none_wet = holds(&vec![Must::NotBeWet; hours.during.len()], hours)
        && hours.during.iter().any(|hour| hour.rain_mm.is_some());
    let (since, rest) = match rest.strip_prefix(" from ") {
        Some(from) => from
            .split_at_checked(5)
            .map(|(since, rest)| (Some(since), rest))?,
        None => (None, rest),
    };
    let since_is_true = since.is_none_or(|since| {
        let Some(bound @ 1..) = index(&clocks.earlier, since) else {
            return false;
        };
        let wet = hours.earlier[bound - 1].rain_mm.is_some_and(|mm| mm >= 0.1);
        let later = &hours.earlier[bound..];
        wet && later
            .iter()
            .all(|hour| hour.rain_mm.is_some_and(|mm| mm < 0.1))
    });
    let highest = hours
        .during
        .iter()
        .filter_map(|hour| hour.rain_chance)
        .reduce(f64::max);
    let likely = highest.is_some_and(|chance| chance >= 0.3);
    let rest_is_true = match rest.strip_prefix(", but a ") {
        Some(chance) => {
            let percent = chance
                .strip_suffix(" % chance of rain")?
                .parse::<f64>()
                .ok()?;
            highest.is_some_and(|highest| (100.0 * highest - percent).abs() <= 0.5) && likely
        }
        None => !likely && sky_is_true(rest, hours)?,
    };
    Some(none_wet && since_is_true && rest_is_true)
}

fn sky_is_true(sky: &str, hours: &Hours) -> Option<bool> {
    let cloud = |hour: &OutlookHour| match hour.code {
        Some(WeatherCode(45 | 48)) => Some(100.0),
        _ => hour.cloud_pct,
    };
    let mean = |hours: &[OutlookHour]| {
        let known: Vec<f64> = hours.iter().filter_map(cloud).collect();
        known.iter().sum::<f64>() / known.len() as f64
    };
    let light: Vec<OutlookHour> = hours
        .during
        .iter()
        .filter(|hour| !hour.dark)
        .copied()
        .collect();
    let known = light.iter().filter(|hour| cloud(hour).is_some()).count();
    // NaN, where nothing is known, lies in no range.
    let is = |low: f64, high: f64| (low..high).contains(&mean(&light)) && 2 * known >= light.len();
    let turns = |before: std::ops::Range<f64>, after: std::ops::Range<f64>| {
        let every_hour_is_known = known == hours.during.len();
        (1..light.len()).any(|at| {
            let (early, late) = (mean(&light[..at]), mean(&light[at..]));
            every_hour_is_known
                && before.contains(&early)
                && after.contains(&late)
                && (early - late).abs() >= 20.0
        })
    };
    Some(match sky.trim_start_matches([',', ' ']) {
        "" => known == 0 || 2 * known < light.len(),
        "and sunny" | "sunny" => is(0.0, 30.0),
        "with some sun" | "some sun" => is(30.0, 70.0),
        "but grey" | "grey" => is(70.0, 100.1),
        "after dark" => light.is_empty(),
        "brighter later" => turns(70.0..100.1, 0.0..70.0),
        "sunny at first" => turns(0.0..30.0, 70.0..100.1),
        "some sun at first" => turns(30.0..70.0, 70.0..100.1),
        _ => return None,
    })
}

const FALLS: [&str; 13] = [
    "rain and thunder",
    "rain and snow",
    "thunderstorms",
    "heavy showers",
    "light showers",
    "freezing rain",
    "heavy rain",
    "light rain",
    "showers",
    "drizzle",
    "sleet",
    "snow",
    "rain",
];

/// Returns whether a phrase about rain is true; `None` where it is none.
fn rain_is_true(told: &str, hours: &Hours, clocks: &Clocks) -> Option<bool> {
    use Must::{BeDry, BeWet, NotBeWet};
    let all = hours.during.len();
    let fill = |ranges: &[(usize, usize, Must)], rest: Must| {
        let mut must = vec![rest; all];
        for &(from, until, what) in ranges {
            must[from..until].fill(what);
        }
        must
    };
    let at = |clock: &str| index(&clocks.visit, clock);
    let pair = |text: &str| {
        let (from, until) = text.split_once('-')?;
        Some((at(from)?, at(until)?))
    };
    let runs = || {
        let wet: Vec<bool> = hours
            .during
            .iter()
            .map(|hour| hour.rain_mm >= Some(0.1))
            .collect();
        wet.chunk_by(|a, b| a == b).filter(|run| run[0]).count()
    };
    if let Some(rest) = told.strip_prefix("dry until ") {
        let (clock, rest) = rest.split_once(", then ")?;
        let on_and_off = rest.strip_suffix(" on and off");
        let what = on_and_off.unwrap_or(rest);
        let until = at(clock)?;
        let must = match on_and_off {
            None => fill(&[(0, until, BeDry)], BeWet),
            Some(_) => {
                let wet = hours.during.get(until)?.rain_mm >= Some(0.1);
                let dry_till_then = hours.during[..until]
                    .iter()
                    .all(|hour| hour.rain_mm < Some(0.1));
                return Some(wet && dry_till_then && runs() >= 3 && falls(what, hours)?);
            }
        };
        return Some(holds(&must, hours) && falls(what, hours)?);
    }
    if let Some((gap, what)) = told
        .strip_suffix(" before and after")
        .and_then(|told| told.strip_prefix("dry ")?.split_once(", "))
    {
        let (from, until) = pair(gap)?;
        return Some(holds(&fill(&[(from, until, BeDry)], BeWet), hours) && falls(what, hours)?);
    }
    let what = *FALLS.iter().find(|what| told.starts_with(**what))?;
    let when = told.strip_prefix(what)?.trim_start();
    let must = if when == "all along" {
        fill(&[], BeWet)
    } else if let Some(end) = when.strip_prefix("on and off until ") {
        let end = at(end.strip_suffix(", then dry")?)?;
        let wet = hours.during[end - 1].rain_mm >= Some(0.1);
        let dry_after = hours.during[end..]
            .iter()
            .all(|hour| hour.rain_mm < Some(0.1));
        return Some(wet && dry_after && runs() >= 3 && falls(what, hours)?);
    } else if when == "on and off" {
        return Some(runs() >= 3 && falls(what, hours)?);
    } else {
        let (spans, rest) = match when.split_once(", ") {
            Some((spans, "then dry" | "otherwise dry")) => (spans, BeDry),
            Some((spans, "then brighter")) => {
                let end = at(spans.strip_prefix("until ")?)?;
                if !clearly_brighter(hours, end) {
                    return Some(false);
                }
                (spans, BeDry)
            }
            Some(_) => return None,
            None => (when, NotBeWet),
        };
        let ranges: Option<Vec<(usize, usize, Must)>> = spans
            .split(" and ")
            .map(|span| match span.split_once(' ') {
                Some(("until", clock)) => Some((0, at(clock)?, BeWet)),
                Some(("from", clock)) => Some((at(clock)?, all, BeWet)),
                _ => pair(span).map(|(from, until)| (from, until, BeWet)),
            })
            .collect();
        fill(&ranges?, rest)
    };
    Some(holds(&must, hours) && falls(what, hours)?)
}

fn clearly_brighter(hours: &Hours, at: usize) -> bool {
    let cloud = |hour: &OutlookHour| match hour.code {
        Some(WeatherCode(45 | 48)) => Some(100.0),
        _ => hour.cloud_pct,
    };
    let mean = |hours: &[OutlookHour]| {
        let known: Option<Vec<f64>> = hours.iter().map(cloud).collect();
        known.map(|known| known.iter().sum::<f64>() / known.len() as f64)
    };
    let (before, after) = hours.during.split_at(at);
    matches!((mean(before), mean(after)), (Some(before), Some(after)) if before - after >= 20.0 && after < 70.0)
}

/// Returns whether this is what falls in the wet hours.
fn falls(what: &str, hours: &Hours) -> Option<bool> {
    let wet: Vec<&OutlookHour> = hours
        .during
        .iter()
        .filter(|hour| hour.rain_mm >= Some(0.1))
        .collect();
    let mm = |test: &dyn Fn(f64) -> bool| wet.iter().all(|hour| hour.rain_mm.is_some_and(test));
    let codes: Vec<u8> = wet.iter().filter_map(|hour| Some(hour.code?.0)).collect();
    let some = |codes_of: &[u8]| codes.iter().any(|code| codes_of.contains(code));
    let (thunder, snow) = ([95, 96, 97, 98, 99], [71, 72, 73, 74, 75, 76, 77, 85, 86]);
    let sleet = [68, 69, 83, 84];
    let frozen = some(&thunder) || some(&snow) || some(&sleet) || some(&[56, 57, 66, 67]);
    let all = |codes_of: &[u8]| codes.iter().all(|code| codes_of.contains(code));
    let showers = codes
        .iter()
        .filter(|code| (80..=86).contains(*code))
        .count();
    let showery = showers > 0 && 2 * showers >= codes.len();
    Some(match what {
        "thunderstorms" => {
            codes.len() == wet.len() && codes.iter().all(|code| thunder.contains(code))
        }
        "rain and thunder" => some(&thunder),
        "freezing rain" => some(&[56, 57, 66, 67]) && !some(&thunder),
        "snow" => some(&snow) && all(&snow),
        "sleet" => some(&sleet) && all(&sleet),
        "rain and snow" => (some(&snow) || some(&sleet)) && !all(&snow) && !all(&sleet),
        "heavy showers" => showery && !frozen && mm(&|mm| mm >= 4.0),
        "light showers" => showery && !frozen && mm(&|mm| mm < 0.5),
        "showers" => showery && !frozen && !mm(&|mm| mm >= 4.0) && !mm(&|mm| mm < 0.5),
        "heavy rain" => !showery && !frozen && mm(&|mm| mm >= 4.0),
        "drizzle" => !showery && !frozen && mm(&|mm| mm < 1.0),
        "light rain" => !showery && !frozen && mm(&|mm| mm < 0.5) && !mm(&|mm| mm < 0.3),
        "rain" => !showery && !frozen && !mm(&|mm| mm >= 4.0) && !mm(&|mm| mm < 0.5),
        _ => return None,
    })
}
