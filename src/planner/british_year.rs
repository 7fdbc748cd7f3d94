//! A made-up but realistic year of British weather, hour by hour, for tests of the ranking and of its words.
//! Seeded: the same year every time. What it is made of stands beside each number, its climate is tested below.

use super::fixture::home;
use crate::domain::{Conditions, Forecast, Precipitation, Source, WeatherCode};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};
use std::f64::consts::TAU;
use std::sync::Arc;

/// The first day, 1 January 2026, with the evening before it.
const FIRST: &str = "2025-12-31T00:00:00Z";
const HOURS: usize = 24 * 367;

/// Returns the year as one forecast at home, in Manchester.
pub(crate) fn british_year() -> Forecast {
    a_british_year(1)
}

/// Returns another such year for each seed.
pub(crate) fn a_british_year(seed: u64) -> Forecast {
    let mut sky = Weather::new(seed);
    let first: Timestamp = FIRST.parse().unwrap();
    let stamp = |hour: usize| {
        let seconds = i64::try_from(hour * 3600).unwrap();
        Timestamp::from_second(first.as_second() + seconds).unwrap()
    };
    // The fronts of the days before the year.
    for _ in 0..500 {
        sky.pass();
    }
    Forecast {
        hourly_until: None,
        rival: None,
        source: Source::OpenMeteo,
        fetched_at: first,
        first,
        hours: Arc::new((0..HOURS).map(|hour| sky.next(stamp(hour))).collect()),
    }
}

/// What drives the weather: standard normal courses, each with a memory of its own.
struct Weather {
    random: fastrand::Rng,
    /// For days westerlies bring one front after another, or a high keeps them away.
    flow: Course,
    /// Lows and highs pass in a day.
    front: Course,
    /// Bands of rain and gaps between clouds pass in hours.
    band: Course,
    gaps: Course,
    wind: Course,
    /// Warm and cold spells last for some days.
    warmth: Course,
}

/// A first-order autoregressive course of hours: x' = r x + sqrt(1 - r^2) noise, r = exp(-1 / memory).
struct Course {
    value: f64,
    kept: f64,
}

impl Course {
    fn new(memory_hours: f64) -> Self {
        Self {
            value: 0.0,
            kept: (-1.0 / memory_hours).exp(),
        }
    }

    fn pass(&mut self, random: &mut fastrand::Rng) {
        let noise = normal(random);
        self.value = self.kept * self.value + (1.0 - self.kept * self.kept).sqrt() * noise;
    }
}

impl Weather {
    fn new(seed: u64) -> Self {
        Self {
            random: fastrand::Rng::with_seed(seed),
            flow: Course::new(72.0),
            front: Course::new(14.0),
            band: Course::new(2.5),
            gaps: Course::new(6.0),
            wind: Course::new(18.0),
            warmth: Course::new(60.0),
        }
    }

    fn pass(&mut self) {
        let courses = [
            &mut self.flow,
            &mut self.front,
            &mut self.band,
            &mut self.gaps,
            &mut self.wind,
            &mut self.warmth,
        ];
        for course in courses {
            course.pass(&mut self.random);
        }
    }

    fn next(&mut self, stamp: Timestamp) -> Conditions {
        self.pass();
        let at = stamp.to_zoned_datetime(TimeZone::UTC);
        // From -1 in mid January to 1 in mid July; the air lags the sun by four weeks.
        let summer = (TAU * (f64::from(at.day_of_year()) - 201.0) / 365.0).cos();
        let sun = sun_height(&at);
        let (flow, band) = (self.flow.value, self.band.value);
        let front = 0.6 * flow + 0.8 * self.front.value;

        // It rains in about one hour in ten, a little more in winter: above the threshold of a standard normal course
        // that fronts and bands share. Rain is the stronger the farther above, some 0.9 mm an hour on average.
        let threshold = 1.25 + 0.08 * summer;
        let excess = 0.65 * front + 0.76 * band - threshold;
        let mm = if excess > 0.0 {
            0.1 - 1.7 * excess * (1.0 - self.random.f64()).ln()
        } else {
            0.0
        };
        let wet = mm >= 0.1;
        // A forecast knows the fronts, and half of what the bands do.
        let probability = share_below((0.65 * front + 0.38 * band - threshold) / 0.66);

        // Cloud is two thirds on average, and mostly much or little; rain comes out of cloud.
        let clouded = share_below(0.6 + 0.9 * front + 0.5 * self.gaps.value);
        let cloud = if wet { clouded.max(0.8) } else { clouded };

        // Manchester: 4.4 C in January, 16.6 C in July; days 5 to 9 degrees wide, less so under cloud. Westerlies are
        // mild in winter and cool in summer, and so is cloud.
        let width = (3.3 + 1.2 * summer) * (1.25 - 0.6 * cloud);
        let hour = f64::from(at.hour());
        let air = 10.2 + 6.1 * summer + 2.3 * self.warmth.value - 2.0 * summer * flow
            + width * (TAU * (hour - 15.0) / 24.0).cos()
            + 2.0 * summer * (0.66 - cloud);

        // 13 km/h on average, more in winter and by day, and with fronts; gusts 1.3 to 2.2 times that.
        let blow = 0.5 * front + 0.86 * self.wind.value;
        let by_day = 1.0 + 0.12 * (TAU * (hour - 15.0) / 24.0).cos();
        let wind = 12.8 * (0.38 * blow).exp() * (1.0 - 0.12 * summer) * by_day;
        let gust = wind * (1.7 + 0.17 * normal(&mut self.random)).clamp(1.3, 2.2);

        // Steadman's apparent temperature, as the Bureau of Meteorology states it.
        let humidity = (0.62 + 0.25 * cloud + if wet { 0.1 } else { 0.0 }).min(0.98);
        let vapour = humidity * 6.105 * (17.27 * air / (237.7 + air)).exp();
        let apparent = air + 0.33 * vapour - 0.70 * wind / 3.6 - 4.0;

        // Clear-sky index 12.5 sin(h)^2.42 (ozone / 300)^-1.23 (Madronich 2007) under 340 Dobson units, of which cloud
        // leaves what it leaves of sunshine: 1 - 0.75 n^3.4 (Kasten & Czeplak 1980).
        let uv = 10.7 * sun.max(0.0).powf(2.42) * (1.0 - 0.75 * cloud.powf(3.4));

        let fog = !wet && wind < 6.0 && sun < 0.25 && summer < 0.3 && self.gaps.value > 0.8;
        Conditions {
            temperature_c: Some(air),
            apparent_c: Some(apparent),
            precipitation: Precipitation {
                mm: Some(mm),
                probability: Some(probability),
            },
            code: Some(WeatherCode(self.code(mm, air, summer, hour, cloud, fog))),
            cloud_pct: Some(100.0 * cloud),
            wind_kmh: Some(wind),
            gust_kmh: Some(gust),
            uv_index: Some(uv),
        }
    }

    fn code(&self, mm: f64, air: f64, summer: f64, hour: f64, cloud: f64, fog: bool) -> u8 {
        // Summer's rain is showers where no front brings it.
        let showery = self.front.value < 0.8 && summer > -0.3;
        let afternoon = (13.0..=20.0).contains(&hour);
        match mm {
            mm if mm >= 3.0 && summer > 0.3 && afternoon && showery => 95,
            mm if mm >= 0.1 && air < 0.8 => {
                if mm < 0.7 {
                    71
                } else {
                    73
                }
            }
            mm if mm >= 0.1 && showery => {
                if mm < 1.5 {
                    80
                } else {
                    81
                }
            }
            mm if mm >= 2.5 => 65,
            mm if mm >= 0.7 => 63,
            mm if mm >= 0.3 => 61,
            mm if mm >= 0.1 => 51,
            _ if fog => 45,
            _ if cloud > 0.85 => 3,
            _ if cloud > 0.4 => 2,
            _ if cloud > 0.1 => 1,
            _ => 0,
        }
    }
}

/// Returns the sine of the sun's height at home, to a degree or so.
fn sun_height(at: &ZonedDateTime) -> f64 {
    let day = f64::from(at.day_of_year());
    let declination = -(23.44_f64.to_radians()) * (TAU * (day + 10.0) / 365.0).cos();
    let solar_hour = f64::from(at.hour()) + home().lon() / 15.0;
    let angle = TAU * (solar_hour - 12.0) / 24.0;
    let lat = home().lat().to_radians();
    lat.sin() * declination.sin() + lat.cos() * declination.cos() * angle.cos()
}

/// A standard normal number: the sum of twelve uniform ones.
fn normal(random: &mut fastrand::Rng) -> f64 {
    (0..12).map(|_| random.f64()).sum::<f64>() - 6.0
}

/// Returns the share of a standard normal population below `x`, to 0.01: the logistic approximation.
fn share_below(x: f64) -> f64 {
    1.0 / (1.0 + (-1.702 * x).exp())
}

mod tests {
    use super::*;
    use rstest::rstest;

    fn mean(values: impl Iterator<Item = f64>) -> f64 {
        let (sum, count) =
            values.fold((0.0, 0.0), |(sum, count), value| (sum + value, count + 1.0));
        sum / count
    }

    fn share(values: impl Iterator<Item = bool>) -> f64 {
        mean(values.map(f64::from))
    }

    #[rstest]
    #[case::the_one_that_is_used(1)]
    #[case::another(11)]
    fn its_climate_is_that_of_manchester(#[case] seed: u64) {
        let year = a_british_year(seed);
        let hours = &year.hours[24..24 + 8760];
        let month = |month: usize| &hours[month * 730..(month + 1) * 730];
        let air = |hours: &[Conditions]| mean(hours.iter().filter_map(|at| at.temperature_c));
        let mm = |at: &Conditions| at.precipitation.mm.unwrap();
        let wet = |at: &Conditions| mm(at) >= 0.1;
        let total: f64 = hours.iter().map(mm).sum();
        let days = || hours.chunks(24);
        let wet_days = share(days().map(|day| day.iter().map(mm).sum::<f64>() >= 1.0));
        let wet_hours = share(hours.iter().map(wet));
        let stays_wet = share(
            hours
                .windows(2)
                .filter(|pair| wet(&pair[0]))
                .map(|pair| wet(&pair[1])),
        );
        let heavy = share(hours.iter().filter(|at| wet(at)).map(|at| mm(at) >= 4.0));
        let cloud = mean(hours.iter().filter_map(|at| at.cloud_pct));
        let wind = mean(hours.iter().filter_map(|at| at.wind_kmh));
        let gust = hours
            .iter()
            .filter_map(|at| at.gust_kmh)
            .reduce(f64::max)
            .unwrap();
        let uv = hours
            .iter()
            .filter_map(|at| at.uv_index)
            .reduce(f64::max)
            .unwrap();
        let frosty = share(days().map(|day| day.iter().any(|at| at.temperature_c < Some(0.0))));
        let told = format!(
            "January {:.1} C, July {:.1} C, {total:.0} mm, {:.1} % of hours wet, then wet again {stays_wet:.2}, heavy \
             {heavy:.3}, {:.0} % of days wet, cloud {cloud:.0} %, wind {wind:.1} km/h, gusts to {gust:.0}, UV to \
             {uv:.1}, frost on {:.0} % of days",
            air(month(0)),
            air(month(6)),
            100.0 * wet_hours,
            100.0 * wet_days,
            100.0 * frosty
        );
        let normal = [
            (2.5..7.0).contains(&air(month(0))),
            (14.5..19.0).contains(&air(month(6))),
            (600.0..1150.0).contains(&total),
            (0.08..0.12).contains(&wet_hours),
            (0.45..0.8).contains(&stays_wet),
            (0.005..0.06).contains(&heavy),
            (0.30..0.50).contains(&wet_days),
            (60.0..75.0).contains(&cloud),
            (11.0..17.0).contains(&wind),
            (60.0..130.0).contains(&gust),
            (5.5..8.5).contains(&uv),
            (0.04..0.20).contains(&frosty),
        ];
        assert!(normal.iter().all(|&normal| normal), "{told}: {normal:?}");
    }

    #[test]
    fn it_is_the_same_year_every_time() {
        assert_eq!(british_year(), british_year());
    }
}
