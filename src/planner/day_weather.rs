//! The weather of a whole day at a place, hour by hour on its clock, whether or not anybody goes there.
//! A day of a clock change has 23 or 25 hours; an hour that no forecast has is not known.

use super::daylight::Daylight;
use super::opening::{Opening, WhyUnknown};
use super::outlook::{
    Confidence, Outlook, OutlookHour, Weather, forecast_outlook, outlook_hour, typical_outlook,
};
use super::visit::Visit;
use crate::domain::{Forecast, HourSpan, Normals, Position};
use jiff::civil::Date;
use jiff::tz::TimeZone;
use jiff::{SignedDuration, Timestamp, ZonedDateTime};

/// The clock hours of a day, by their start, that a family is out in.
pub const DAYTIME: std::ops::Range<i8> = 8..20;

/// Seconds of an hour.
const HOUR: i64 = 3600;

/// A day at a place.
#[derive(Debug, Clone, PartialEq)]
pub struct DayWeather {
    /// The day.
    pub day: Date,
    /// The zone of the place, whose clock tells the hours.
    pub zone: TimeZone,
    /// When it is light.
    pub daylight: Daylight,
    /// The weather of the family's hours, [`DAYTIME`]: a forecast, the climate's averages, or nothing.
    pub outlook: Outlook,
    /// Every hour that begins on the day, in order.
    pub hours: Vec<ClockHour>,
}

/// An hour of the clock and its weather.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct ClockHour {
    /// When it begins: a whole hour of UTC, which of a few zones' clocks is half past.
    pub start: Timestamp,
    /// The hour that the clock shows then, 0..=23.
    pub clock: i8,
    /// Its weather; `None` where no forecast has the hour.
    pub weather: Option<OutlookHour>,
}

impl DayWeather {
    /// Returns `day` at `position`, whose clock is that of `zone`; without a forecast of at least half the daytime the
    /// outlook is that of the climate.
    #[must_use]
    pub fn of(
        day: Date,
        position: Position,
        zone: &TimeZone,
        forecast: Option<&Forecast>,
        confidence: Confidence,
        normals: Option<Normals>,
    ) -> Self {
        let daylight = Daylight::of(position, day);
        let daytime = daytime(day, zone);
        let of_forecast = forecast
            .zip(daytime.as_ref())
            .and_then(|(forecast, out)| forecast_outlook(out, position, forecast, confidence));
        let of_climate = || match &daytime {
            Some(out) => typical_outlook(out, position, normals),
            None => Outlook {
                weather: Weather::None,
                outdoor: None,
                sunset: None,
            },
        };
        let read = |(start, clock)| ClockHour {
            start,
            clock,
            weather: forecast.and_then(|forecast| outlook_hour(forecast, start, daylight)),
        };
        Self {
            day,
            zone: zone.clone(),
            daylight,
            outlook: of_forecast.unwrap_or_else(of_climate),
            hours: hours_of(day, zone).into_iter().map(read).collect(),
        }
    }

    /// Returns the hours of [`DAYTIME`]; `None` where no forecast has the hour.
    #[must_use]
    pub fn daytime(&self) -> Vec<Option<OutlookHour>> {
        let of_clock = |clock| self.hours.iter().find(|hour| hour.clock == clock);
        DAYTIME.map(|clock| of_clock(clock)?.weather).collect()
    }

    /// Returns whether the day's outlook is that of a forecast.
    #[must_use]
    pub fn has_forecast(&self) -> bool {
        self.outlook.forecast().is_some()
    }

    /// Returns the part of the family's hours that is not over at `now`, as if it were at the place for all of it, and its
    /// weather; what is over has been the day before it. `None` without a forecast, and when nothing is left.
    #[must_use]
    pub fn ahead(&self, now: Timestamp) -> Option<(Visit, Outlook)> {
        let mut visit = daytime(self.day, &self.zone)?;
        let mut outlook = self.outlook.clone();
        let Weather::Forecast(hours) = &mut outlook.weather else {
            return None;
        };
        let over = hours.during.iter().take_while(|hour| hour.end() <= now);
        let left = hours.during.split_off(over.count());
        let over = std::mem::replace(&mut hours.during, left);
        let first = hours.during.first()?;
        if !over.is_empty() {
            visit.arrive = first.start.to_zoned_datetime(self.zone.clone());
            hours.rain_before_mm += over.iter().filter_map(|hour| hour.rain_mm).sum::<f64>();
            hours.earlier.extend(over);
        }
        Some((visit, outlook))
    }

    /// Returns sunrise and sunset on the clock of the place, where the sun does both.
    #[must_use]
    pub fn sun(&self) -> Option<(ZonedDateTime, ZonedDateTime)> {
        match self.daylight {
            Daylight::Between { rise, set } => {
                let here = |at: Timestamp| at.to_zoned_datetime(self.zone.clone());
                Some((here(rise), here(set)))
            }
            Daylight::Always | Daylight::Never => None,
        }
    }
}

/// Returns the stamps that tell all the hours of `day` on the clock of `zone`, from its midnight to the next.
#[must_use]
pub fn span_of_day(day: Date, zone: &TimeZone) -> Option<HourSpan> {
    let (midnight, end) = bounds(day, zone)?;
    Some(HourSpan::covering(midnight, end))
}

fn bounds(day: Date, zone: &TimeZone) -> Option<(Timestamp, Timestamp)> {
    let midnight = |day: Date| Some(day.to_zoned_datetime(zone.clone()).ok()?.timestamp());
    Some((midnight(day)?, midnight(day.tomorrow().ok()?)?))
}

/// Returns every whole hour of UTC that begins on `day`, with the hour that the clock shows.
fn hours_of(day: Date, zone: &TimeZone) -> Vec<(Timestamp, i8)> {
    let Some((midnight, end)) = bounds(day, zone) else {
        return Vec::new();
    };
    let first = (midnight.as_second() + HOUR - 1).div_euclid(HOUR) * HOUR;
    (first..end.as_second())
        .step_by(3600)
        .filter_map(|second| {
            let start = Timestamp::from_second(second).ok()?;
            Some((start, start.to_zoned_datetime(zone.clone()).hour()))
        })
        .collect()
}

/// Returns the family's hours as if it were at the place for all of them.
fn daytime(day: Date, zone: &TimeZone) -> Option<Visit> {
    let at = |hour| {
        let clock = day.at(hour, 0, 0, 0).to_zoned_datetime(zone.clone()).ok()?;
        // Forecasts are of whole hours of UTC: on a clock half an hour off, the next one.
        let off = clock.timestamp().as_second().rem_euclid(HOUR);
        let wait = SignedDuration::from_secs((HOUR - off) % HOUR);
        clock.checked_add(wait).ok()
    };
    Some(Visit {
        day,
        arrive: at(DAYTIME.start)?,
        leave: at(DAYTIME.end)?,
        opening: Opening::Unknown(WhyUnknown::NotRecorded),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::zone;
    use crate::planner::fixture::{SATURDAY, fine, forecast, home, normals, rain_between};
    use jiff::civil::date;
    use rstest::rstest;
    use std::sync::Arc;

    fn clock_hours(day: Date, name: &str) -> Vec<i8> {
        let hours = hours_of(day, &zone(name).unwrap());
        hours.into_iter().map(|(_, clock)| clock).collect()
    }

    #[rstest]
    #[case::an_ordinary_day(SATURDAY, "Europe/London", 24, None)]
    #[case::the_clocks_go_forward(date(2027, 3, 28), "Europe/London", 23, None)]
    #[case::the_clocks_go_back(date(2026, 10, 25), "Europe/London", 25, Some(1))]
    #[case::midnight_does_not_exist(date(2026, 9, 6), "America/Santiago", 23, None)]
    #[case::a_day_that_never_was(date(2011, 12, 30), "Pacific/Apia", 0, None)]
    #[case::half_past(SATURDAY, "Asia/Kolkata", 24, None)]
    fn a_day_has_the_hours_of_its_clock(
        #[case] day: Date,
        #[case] name: &str,
        #[case] count: usize,
        #[case] twice: Option<i8>,
    ) {
        let hours = clock_hours(day, name);
        assert_eq!(hours.len(), count, "{hours:?}");
        assert!(hours.is_sorted());
        let repeated = hours.windows(2).find(|pair| pair[0] == pair[1]);
        assert_eq!(repeated.map(|pair| pair[0]), twice);
    }

    #[test]
    fn the_hour_takes_the_rain_that_is_stamped_at_its_end() {
        let forecast = forecast(rain_between(10, 12, 1.5));
        let london = zone("Europe/London").unwrap();
        let day = DayWeather::of(
            SATURDAY,
            home(),
            &london,
            Some(&forecast),
            Confidence::High,
            None,
        );
        let wet: Vec<i8> = day
            .hours
            .iter()
            .filter(|hour| hour.weather.is_some_and(|weather| !weather.is_dry()))
            .map(|hour| hour.clock)
            .collect();
        assert_eq!(wet, [10, 11]);
        assert!(day.has_forecast());
        assert_eq!(day.daytime().len(), 12);
        assert_eq!(day.sun().unwrap().1.hour(), 15);
    }

    #[test]
    fn a_day_of_which_too_little_is_forecast_is_that_of_the_climate_and_keeps_the_hours_it_has() {
        let mut forecast = forecast(fine);
        let ten = "2026-11-28T10:00:00Z".parse::<Timestamp>().unwrap();
        let hours = (ten.as_second() - forecast.first.as_second()) / HOUR;
        Arc::make_mut(&mut forecast.hours).truncate(usize::try_from(hours).unwrap() + 1);
        let london = zone("Europe/London").unwrap();
        let climate = normals(home(), SATURDAY);
        let day = DayWeather::of(
            SATURDAY,
            home(),
            &london,
            Some(&forecast),
            Confidence::High,
            climate,
        );
        assert!(matches!(day.outlook.weather, Weather::Typical(_)));
        let known = day.hours.iter().filter(|hour| hour.weather.is_some());
        assert_eq!(known.count(), 11, "to the hour that begins at ten");
        let last = day.hours[10].weather.unwrap();
        assert_eq!((last.temperature_c, last.rain_mm), (Some(20.0), None));
    }

    #[rstest]
    #[case::before_it("2026-11-27T18:00:00Z", Some((0, 12)))]
    #[case::in_the_first_hour("2026-11-28T08:59:59Z", Some((0, 12)))]
    #[case::in_the_afternoon("2026-11-28T14:10:00Z", Some((6, 6)))]
    #[case::in_the_last_hour("2026-11-28T19:59:00Z", Some((11, 1)))]
    #[case::in_the_evening("2026-11-28T20:00:00Z", None)]
    fn what_is_ahead_of_a_day_is_what_is_not_over(
        #[case] now: &str,
        #[case] expected: Option<(i8, usize)>,
    ) {
        let forecast = forecast(rain_between(9, 10, 2.0));
        let london = zone("Europe/London").unwrap();
        let sure = Confidence::High;
        let day = DayWeather::of(SATURDAY, home(), &london, Some(&forecast), sure, None);
        let ahead = day.ahead(now.parse().unwrap());
        let told = ahead.as_ref().map(|(visit, outlook)| {
            let hours = outlook.forecast().unwrap();
            assert_eq!(hours.during[0].start, visit.arrive.timestamp());
            assert_eq!(hours.earlier.last().unwrap().end(), hours.during[0].start);
            (visit.arrive.hour() - DAYTIME.start, hours.during.len())
        });
        assert_eq!(told, expected);
        if let Some((_, outlook)) = ahead.filter(|(visit, _)| visit.arrive.hour() > 10) {
            assert!((outlook.forecast().unwrap().rain_before_mm - 2.0).abs() < 1e-9);
        }
    }

    #[test]
    fn the_span_of_a_day_reaches_from_midnight_to_midnight() {
        let span = |day, name| span_of_day(day, &zone(name).unwrap()).unwrap();
        assert_eq!(span(SATURDAY, "Europe/London").len(), 25);
        assert_eq!(span(date(2026, 10, 25), "Europe/London").len(), 26);
        let half = span(SATURDAY, "Asia/Kolkata");
        assert_eq!(half.first().to_string(), "2026-11-27T18:00:00Z");
        assert_eq!(half.last().to_string(), "2026-11-28T19:00:00Z");
    }
}
