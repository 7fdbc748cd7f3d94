//! One place over the coming days: when it opens, what the weather of a visit would be, and which day is best.

use super::assess::{Assessment, Circumstances, Refusal, assess};
use super::candidates::Candidate;
use super::day_weather::{DayWeather, span_of_day};
use super::opening::{Opening, opening_on};
use super::outlook::{Confidence, Hours, Outlook, OutlookHour, forecast_outlook};
use super::rules::{FAIR_DAY_DOUBT, LOW_DAY_DOUBT, WET_GROUND_HOURS};
use super::visit::{Visit, departure};
use crate::domain::{Forecast, HourSpan};
use jiff::civil::Date;
use jiff::{SignedDuration, ToSpan};

/// A place on one of the coming days.
#[derive(Debug, Clone, PartialEq)]
pub struct ComingDay {
    /// The day at home.
    pub day: Date,
    /// Whether the place opens that day, and when first.
    pub opening: Opening,
    /// The visit and what it is worth, or why there is none.
    pub verdict: Result<Assessment, Refusal>,
    /// The weather of a visit that the weather rules out.
    pub ruled_out_by: Option<Outlook>,
    /// The whole day at the place.
    pub weather: DayWeather,
}

impl ComingDay {
    /// Returns the visit, where there is time and the place is open for one.
    #[must_use]
    pub fn visit(&self) -> Option<&Visit> {
        match &self.verdict {
            Ok(assessment) => Some(&assessment.visit),
            Err(Refusal::Vetoed(_, visit)) => Some(visit),
            Err(Refusal::NoVisit(_)) => None,
        }
    }

    /// Returns the weather of the visit.
    #[must_use]
    pub fn outlook(&self) -> Option<&Outlook> {
        match &self.verdict {
            Ok(assessment) => Some(&assessment.outlook),
            Err(_) => self.ruled_out_by.as_ref(),
        }
    }
}

/// Returns `candidate` on each day of the outing; where there is no forecast, by the climate.
#[must_use]
pub fn coming_days<'f>(
    given: &Circumstances<'_>,
    candidate: &Candidate<'_>,
    forecast_of: impl Fn(Date) -> Option<&'f Forecast>,
) -> Vec<ComingDay> {
    let days = given.outing.days.iter();
    days.map(|&day| coming_day(given, candidate, day, forecast_of(day)))
        .collect()
}

/// Returns whether the place opens today, and when first.
#[must_use]
pub fn opening_today(given: &Circumstances<'_>, candidate: &Candidate<'_>) -> Opening {
    let place = candidate.place;
    opening_on(place, given.outing.today(), 0, given.calendars)
}

/// Returns the best of `days` that has a forecast, the earlier of equals: averages tell no day from another. A day
/// that is less certain must be better by more than its doubt, and one whose rain is not known for every hour comes after
/// those that are known.
#[must_use]
pub fn best_day(days: &[ComingDay]) -> Option<&Assessment> {
    days.iter()
        .filter_map(|day| day.verdict.as_ref().ok())
        .filter_map(|assessment| {
            let hours = assessment.outlook.forecast()?;
            let told = hours.unknown() == 0;
            Some((
                (told, assessment.score - doubt(hours.confidence)),
                assessment,
            ))
        })
        .reduce(|best, next| if next.0 > best.0 { next } else { best })
        .map(|(_, assessment)| assessment)
}

/// Returns whether rain is known to fall on every visit of which there is a forecast: the best of those days is not dry.
#[must_use]
pub fn all_are_wet(days: &[ComingDay]) -> bool {
    let visits = days.iter().filter_map(ComingDay::outlook);
    let mut forecasts = visits.filter_map(Outlook::forecast).peekable();
    let is_wet = |hours: &Hours| hours.during.iter().any(OutlookHour::is_wet);
    forecasts.peek().is_some() && forecasts.all(is_wet)
}

/// Returns the points that a day must be ahead of a surer one.
pub(super) fn doubt(confidence: Confidence) -> f64 {
    match confidence {
        Confidence::High => 0.0,
        Confidence::Fair => FAIR_DAY_DOUBT,
        Confidence::Low => LOW_DAY_DOUBT,
    }
}

/// Returns the hours that visits on any day of the outing touch, with the ground before and the whole days around
/// them, so that one question answers for all.
#[must_use]
pub fn span_of_days(given: &Circumstances<'_>, candidate: &Candidate<'_>) -> Option<HourSpan> {
    let spans = given.outing.days.iter().filter_map(|&day| {
        let whole = span_of_day(day, &candidate.place.zone)?;
        Some(span_of_visit(given, candidate, day)?.union(whole))
    });
    spans.reduce(HourSpan::union)
}

/// Returns the hours that a visit on `day` touches, with the ground before it.
#[must_use]
pub fn span_of_visit(
    given: &Circumstances<'_>,
    candidate: &Candidate<'_>,
    day: Date,
) -> Option<HourSpan> {
    let set_out = departure(given.outing, day)?;
    let minutes = candidate.journey.minutes + 60.0 * candidate.place.typical_hours;
    let away = SignedDuration::try_from_secs_f64(minutes * 60.0).ok()?;
    let ground = set_out.checked_sub((WET_GROUND_HOURS - 1).hours()).ok()?;
    Some(HourSpan::covering(
        ground.timestamp(),
        set_out.checked_add(away).ok()?.timestamp(),
    ))
}

fn coming_day(
    given: &Circumstances<'_>,
    candidate: &Candidate<'_>,
    day: Date,
    forecast: Option<&Forecast>,
) -> ComingDay {
    let place = candidate.place;
    let confidence = Confidence::of_lead_days(given.outing.lead_days(day));
    let verdict = assess(given, candidate, day, forecast);
    let ruled_out_by = match (&verdict, forecast) {
        (Err(Refusal::Vetoed(_, visit)), Some(forecast)) => {
            forecast_outlook(visit, place.position, forecast, confidence)
        }
        _ => None,
    };
    ComingDay {
        day,
        opening: opening_on(place, day, 0, given.calendars),
        verdict,
        ruled_out_by,
        weather: DayWeather::of(
            day,
            place.position,
            &place.zone,
            forecast,
            confidence,
            (given.normals)(place.position, day),
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Destination, Journal, Outing};
    use crate::planner::fixture::{
        SATURDAY, calendars, candidate, fine, forecast, normals, outing, place, rain_between,
    };
    use crate::planner::{DAYTIME, Veto, Weather, Weights};

    fn weekend() -> Outing {
        Outing {
            days: vec![SATURDAY, SATURDAY.tomorrow().unwrap()],
            ..outing()
        }
    }

    fn coming(place: &Destination, forecast: Option<&Forecast>) -> Vec<ComingDay> {
        let (outing, journal, calendars) = (weekend(), Journal::default(), calendars());
        let given = Circumstances {
            outing: &outing,
            weights: Weights::default(),
            journal: &journal,
            calendars: &calendars,
            normals: &normals,
        };
        coming_days(&given, &candidate(place), |_| forecast)
    }

    #[test]
    fn the_dry_day_is_the_best_and_each_hour_is_told() {
        let park = place("park", "park", 0.9, 10.0);
        let sunday = "2026-11-29T00:00:00Z".parse::<jiff::Timestamp>().unwrap();
        let wet = rain_between(9, 16, 2.0);
        let forecast = forecast(|stamp| {
            if stamp < sunday {
                wet(stamp)
            } else {
                fine(stamp)
            }
        });
        let days = coming(&park, Some(&forecast));
        assert_eq!(best_day(&days).unwrap().visit.day, days[1].day);
        let wet_hours: Vec<bool> = days[0]
            .weather
            .daytime()
            .iter()
            .map(|hour| hour.as_ref().is_some_and(|hour| !hour.is_dry()))
            .collect();
        let expected: Vec<bool> = DAYTIME.map(|hour| (9..16).contains(&hour)).collect();
        assert_eq!(wet_hours, expected);
    }

    #[test]
    fn a_week_is_wet_when_rain_is_known_on_every_visit() {
        let park = place("park", "park", 0.9, 10.0);
        let wet = |from| coming(&park, Some(&forecast(rain_between(from, from + 3, 2.0))));
        assert!(all_are_wet(&wet(10)));
        assert!(!all_are_wet(&wet(20)), "rain after the visit");
        assert!(!all_are_wet(&coming(&park, Some(&forecast(fine)))));
        assert!(!all_are_wet(&coming(&park, None)), "nothing is known");
    }

    #[test]
    fn of_equal_days_the_earlier_is_best() {
        let museum = place("museum", "museum", 0.0, 10.0);
        let days = coming(&museum, Some(&forecast(fine)));
        assert_eq!(best_day(&days).unwrap().visit.day, SATURDAY);
    }

    #[test]
    fn a_day_far_ahead_must_be_better_by_more_than_its_doubt() {
        let museum = place("museum", "museum", 0.0, 10.0);
        let forecast = forecast(fine);
        let mut days = coming(&museum, Some(&forecast));
        let [today, later] = days.as_mut_slice() else {
            panic!("a weekend has two days")
        };
        let later = later.verdict.as_mut().unwrap();
        let sure = today.verdict.as_ref().unwrap().score;
        let Weather::Forecast(hours) = &mut later.outlook.weather else {
            panic!("there is a forecast")
        };
        hours.confidence = Confidence::Low;
        later.score = sure + LOW_DAY_DOUBT - 0.1;
        assert_eq!(best_day(&days).unwrap().visit.day, SATURDAY);
        days[1].verdict.as_mut().unwrap().score = sure + LOW_DAY_DOUBT + 0.1;
        assert_ne!(best_day(&days).unwrap().visit.day, SATURDAY);
    }

    #[test]
    fn without_a_forecast_no_day_is_best_and_no_hour_known() {
        let park = place("park", "park", 0.9, 10.0);
        let days = coming(&park, None);
        assert_eq!(best_day(&days), None);
        let known = |day: &ComingDay| day.weather.hours.iter().any(|hour| hour.weather.is_some());
        assert!(!days.iter().any(known));
        assert!(days.iter().all(|day| day.verdict.is_ok()));
    }

    #[test]
    fn a_day_that_the_weather_rules_out_still_has_its_weather() {
        let park = place("park", "park", 0.9, 10.0);
        let stormy = forecast(|stamp| crate::domain::Conditions {
            gust_kmh: Some(80.0),
            ..fine(stamp)
        });
        let days = coming(&park, Some(&stormy));
        assert!(matches!(
            days[0].verdict,
            Err(Refusal::Vetoed(Veto::Gusts(_), _))
        ));
        assert!(days[0].outlook().unwrap().forecast().is_some());
        assert_eq!(best_day(&days), None);
    }

    #[test]
    fn one_span_covers_every_visit_and_its_whole_day() {
        let (outing, journal, calendars) = (weekend(), Journal::default(), calendars());
        let given = Circumstances {
            outing: &outing,
            weights: Weights::default(),
            journal: &journal,
            calendars: &calendars,
            normals: &normals,
        };
        let park = place("park", "park", 0.9, 10.0);
        let span = span_of_days(&given, &candidate(&park)).unwrap();
        assert_eq!(span.first().to_string(), "2026-11-27T23:00:00Z");
        assert_eq!(span.last().to_string(), "2026-11-30T00:00:00Z");
    }
}
