//! A day's hours in few words: how much rain and when it is dry, what it feels like, when it is light.

use super::dates::clock;
use super::numbers::round_to;
use crate::domain::Destination;
use crate::planner::{ClockHour, ComingDay, DAYTIME, DayWeather, OutlookHour, all_are_wet};

/// Degrees between the air and what it feels like from which that is told.
const FELT_FROM_C: f64 = 2.0;
/// Hours of the shortest dry spell that is worth the way.
const SPELL_HOURS: usize = 2;

/// Returns the words before the best of the coming days at a place: where rain falls on all of them outdoors, that none
/// is dry.
#[must_use]
pub fn best_day_title(place: &Destination, days: &[ComingDay]) -> &'static str {
    match days.len() > 1 && !place.exposure.is_indoor() && all_are_wet(days) {
        true => "Best day, though none is dry",
        false => "Best day",
    }
}

/// Returns the hours of the daytime in figures: "08:00-20:00".
#[must_use]
pub fn daytime() -> String {
    format!("{:02}:00-{:02}:00", DAYTIME.start, DAYTIME.end)
}

/// Returns the temperature of the warmest hour of the daytime, Celsius.
#[must_use]
pub fn warmest_c(day: &DayWeather) -> Option<f64> {
    let daytime = day.daytime().into_iter().flatten();
    daytime
        .filter_map(|hour| hour.temperature_c)
        .reduce(f64::max)
}

/// Returns the rain of the daytime, mm, as far as known.
#[must_use]
pub fn daytime_rain_mm(day: &DayWeather) -> Option<f64> {
    let daytime = day.daytime().into_iter().flatten();
    daytime
        .filter_map(|hour| hour.rain_mm)
        .reduce(|sum, mm| sum + mm)
}

/// Returns the rain of these hours and their longest dry spell: "1.8 mm, dry 10-16".
#[must_use]
pub fn rain_and_dry_spell(hours: &[ClockHour]) -> String {
    let known: Vec<f64> = values(hours, |hour| hour.rain_mm).collect();
    let unknown = hours.len() - known.len();
    if known.is_empty() {
        return "rain not known".to_owned();
    }
    let is_dry = |hour: &ClockHour| hour.weather.is_some_and(|weather| weather.is_dry());
    let all_dry = hours.iter().filter(|hour| is_dry(hour)).count() == known.len();
    let mut told = match (all_dry, longest_run(hours, is_dry)) {
        (true, _) => "dry".to_owned(),
        (false, Some([first, .., last])) => {
            let sum: f64 = known.iter().sum();
            format!("{sum:.1} mm, dry {:02}-{:02}", first.clock, last.clock + 1)
        }
        (false, _) => format!("{:.1} mm, hardly dry", known.iter().sum::<f64>()),
    };
    if unknown > 0 {
        told.push_str(&format!(", {unknown} h not known"));
    }
    told
}

/// Returns the longest run of hours that are so, the earlier of equals, where it is worth telling.
fn longest_run(hours: &[ClockHour], is_so: impl Fn(&ClockHour) -> bool) -> Option<&[ClockHour]> {
    let runs = hours.split(|hour| !is_so(hour));
    runs.filter(|run| run.len() >= SPELL_HOURS)
        .reduce(|longest, run| {
            if run.len() > longest.len() {
                run
            } else {
                longest
            }
        })
}

/// Returns what these hours feel like, where that is not what the thermometer says: "feels 1 to 5".
#[must_use]
pub fn felt(hours: &[ClockHour]) -> Option<String> {
    let differs = |hour: &OutlookHour| {
        let apart = (hour.apparent_c? - hour.temperature_c?).abs();
        (apart >= FELT_FROM_C).then_some(apart)
    };
    values(hours, differs).next()?;
    let apparent = || values(hours, |hour| hour.apparent_c).map(|celsius| round_to(celsius, 0));
    let (least, most) = (apparent().reduce(f64::min)?, apparent().reduce(f64::max)?);
    Some(if least < most {
        format!("feels {least:.0} to {most:.0}")
    } else {
        format!("feels {least:.0}")
    })
}

/// Returns the strongest gust of these hours, km/h.
#[must_use]
pub fn strongest_gust_kmh(hours: &[ClockHour]) -> Option<f64> {
    values(hours, |hour| hour.gust_kmh).reduce(f64::max)
}

/// Returns when the sun is up: "sun 07:58-15:57".
#[must_use]
pub fn sun(day: &DayWeather) -> Option<String> {
    let (rise, set) = day.sun()?;
    Some(format!("sun {}-{}", clock(&rise), clock(&set)))
}

fn values<'h>(
    hours: &'h [ClockHour],
    value: impl Fn(&OutlookHour) -> Option<f64> + 'h,
) -> impl Iterator<Item = f64> + 'h {
    hours
        .iter()
        .filter_map(move |hour| value(hour.weather.as_ref()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use rstest::rstest;

    const NOTHING: OutlookHour = OutlookHour {
        start: Timestamp::UNIX_EPOCH,
        temperature_c: None,
        apparent_c: None,
        rain_mm: None,
        spread: false,
        rain_chance: None,
        code: None,
        cloud_pct: None,
        wind_kmh: None,
        gust_kmh: None,
        uv_index: None,
        dark: false,
    };

    fn from_eight(weather: impl IntoIterator<Item = Option<OutlookHour>>) -> Vec<ClockHour> {
        (8..)
            .zip(weather)
            .map(|(clock, weather)| ClockHour {
                start: Timestamp::UNIX_EPOCH,
                clock,
                weather,
            })
            .collect()
    }

    fn rain(mm: &[Option<f64>]) -> Vec<ClockHour> {
        from_eight(
            mm.iter()
                .map(|&rain_mm| Some(OutlookHour { rain_mm, ..NOTHING })),
        )
    }

    #[rstest]
    #[case::dry(&[Some(0.0), Some(0.04)], "dry")]
    #[case::a_spell(&[Some(1.2), Some(0.0), Some(0.0), Some(0.6)], "1.8 mm, dry 09-11")]
    #[case::the_first_of_equal_spells(
        &[Some(0.0), Some(0.0), Some(1.0), Some(0.0), Some(0.0)],
        "1.0 mm, dry 08-10"
    )]
    #[case::one_dry_hour_is_no_spell(&[Some(1.0), Some(0.0), Some(1.0)], "2.0 mm, hardly dry")]
    #[case::unknown_is_not_dry(&[Some(0.0), None, Some(0.0)], "dry, 1 h not known")]
    #[case::unknown_parts_a_spell(
        &[Some(0.0), None, Some(0.0), Some(2.0)],
        "2.0 mm, hardly dry, 1 h not known"
    )]
    #[case::nothing_known(&[None, None], "rain not known")]
    fn rain_is_told_with_its_dry_spell(#[case] mm: &[Option<f64>], #[case] told: &str) {
        assert_eq!(rain_and_dry_spell(&rain(mm)), told);
    }

    #[rstest]
    #[case::as_it_is(&[(8.0, 7.0)], None)]
    #[case::colder(&[(8.0, 4.6), (8.0, 6.4)], Some("feels 5 to 6"))]
    #[case::all_alike(&[(-1.0, -4.0)], Some("feels -4"))]
    fn what_it_feels_like_is_told_where_it_matters(
        #[case] hours: &[(f64, f64)],
        #[case] told: Option<&str>,
    ) {
        let hours = from_eight(hours.iter().map(|&(air, felt)| {
            Some(OutlookHour {
                temperature_c: Some(air),
                apparent_c: Some(felt),
                ..NOTHING
            })
        }));
        assert_eq!(felt(&hours).as_deref(), told);
    }

    #[test]
    fn of_unknown_hours_nothing_is_made_up() {
        let hours = from_eight([None, Some(NOTHING)]);
        assert_eq!(felt(&hours), None);
        assert_eq!(strongest_gust_kmh(&hours), None);
    }
}
