//! Hourly weather at a point, as kidtrip understands it whatever service it came from.
//! A value that the source does not know is `None`: never zero, never a guess.

use super::Position;
use jiff::{SignedDuration, Timestamp};
use std::sync::Arc;

/// Hours after which a forecast is labelled stale: beyond it the service has usually run its models again.
const STALE_HOURS: i64 = 6;

/// Degrees of latitude and longitude that one forecast cell spans.
const CELL_DEGREES: f64 = 0.05;

/// A square of 0.05 by 0.05 degrees whose places share one forecast, asked for at its centre.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cell {
    lat_index: i32,
    lon_index: i32,
}

impl Cell {
    /// Returns the cell that holds `position`.
    #[must_use]
    #[expect(
        clippy::cast_possible_truncation,
        reason = "at most 3600 steps either way"
    )]
    pub fn of(position: Position) -> Self {
        Self {
            lat_index: (position.lat() / CELL_DEGREES).round() as i32,
            lon_index: (position.lon() / CELL_DEGREES).round() as i32,
        }
    }

    /// Returns the latitude of the centre in degrees, a multiple of 0.05.
    #[must_use]
    pub fn lat(self) -> f64 {
        f64::from(self.lat_index) / 20.0
    }

    /// Returns the longitude of the centre in degrees, a multiple of 0.05.
    #[must_use]
    pub fn lon(self) -> f64 {
        f64::from(self.lon_index) / 20.0
    }
}

/// The whole hours from `first` to `last`, both included, as stamps.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct HourSpan {
    first: Timestamp,
    last: Timestamp,
}

impl HourSpan {
    /// Returns the span of whole hours that covers both instants: `from` rounded down, `to` rounded up.
    #[must_use]
    pub fn covering(from: Timestamp, to: Timestamp) -> Self {
        let floor = |t: Timestamp| t.as_second().div_euclid(3600) * 3600;
        let ceil = |t: Timestamp| {
            let whole = floor(t);
            if whole == t.as_second() && t.subsec_nanosecond() == 0 {
                whole
            } else {
                whole + 3600
            }
        };
        let (first, last) = (floor(from), ceil(to.max(from)));
        let stamp = |s: i64, or: Timestamp| Timestamp::from_second(s).unwrap_or(or);
        Self {
            first: stamp(first, from),
            last: stamp(last, to),
        }
    }

    /// Returns the first stamp.
    #[must_use]
    pub fn first(self) -> Timestamp {
        self.first
    }

    /// Returns the last stamp.
    #[must_use]
    pub fn last(self) -> Timestamp {
        self.last
    }

    /// Returns how many stamps the span holds, at least one.
    #[must_use]
    pub fn len(self) -> usize {
        let hours = self.last.duration_since(self.first).as_hours();
        usize::try_from(hours).unwrap_or(0) + 1
    }

    /// Returns whether the span holds no stamp; it always holds one.
    #[must_use]
    pub fn is_empty(self) -> bool {
        false
    }

    /// Returns whether every stamp of `other` lies in this span.
    #[must_use]
    pub fn covers(self, other: Self) -> bool {
        self.first <= other.first && other.last <= self.last
    }

    /// Returns the smallest span that covers both.
    #[must_use]
    pub fn union(self, other: Self) -> Self {
        Self {
            first: self.first.min(other.first),
            last: self.last.max(other.last),
        }
    }
}

/// A WMO weather code (code table 4677 as services reduce it): 0 clear .. 99 thunderstorm with heavy hail.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub struct WeatherCode(pub u8);

impl WeatherCode {
    /// Returns whether the code is a thunderstorm (95-99).
    #[must_use]
    pub fn is_thunder(self) -> bool {
        (95..=99).contains(&self.0)
    }

    /// Returns whether the code is snow or snow grains (71-77, 85, 86).
    #[must_use]
    pub fn is_snow(self) -> bool {
        matches!(self.0, 71..=77 | 85 | 86)
    }

    /// Returns whether the code is sleet: rain and snow at once (68, 69), in showers too (83, 84).
    #[must_use]
    pub fn is_sleet(self) -> bool {
        matches!(self.0, 68 | 69 | 83 | 84)
    }

    /// Returns whether the code is freezing drizzle or rain (56, 57, 66, 67).
    #[must_use]
    pub fn is_freezing_rain(self) -> bool {
        matches!(self.0, 56 | 57 | 66 | 67)
    }

    /// Returns whether the code is drizzle that does not freeze (51-55).
    #[must_use]
    pub fn is_drizzle(self) -> bool {
        matches!(self.0, 51..=55)
    }

    /// Returns whether the code is fog (45, 48).
    #[must_use]
    pub fn is_fog(self) -> bool {
        matches!(self.0, 45 | 48)
    }

    /// Returns whether the code is showers of rain, sleet or snow (80-86).
    #[must_use]
    pub fn is_showers(self) -> bool {
        matches!(self.0, 80..=86)
    }
}

/// What fell or may fall in one hour.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Precipitation {
    /// Water equivalent, millimetres.
    pub mm: Option<f64>,
    /// Chance of any, 0..=1.
    pub probability: Option<f64>,
}

/// The weather stamped with one whole hour, in the services' convention: temperature, code, cloud, wind
/// and UV at the stamp; precipitation and gusts over the hour that *ends* at the stamp.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Conditions {
    /// Air temperature at 2 m, degrees Celsius.
    pub temperature_c: Option<f64>,
    /// Apparent ("feels like") temperature, degrees Celsius.
    pub apparent_c: Option<f64>,
    /// Precipitation of the hour before the stamp.
    pub precipitation: Precipitation,
    /// Weather code at the stamp.
    pub code: Option<WeatherCode>,
    /// Cloud cover, percent 0..=100.
    pub cloud_pct: Option<f64>,
    /// Mean wind at 10 m, km/h.
    pub wind_kmh: Option<f64>,
    /// Strongest gust of the hour before the stamp, km/h.
    pub gust_kmh: Option<f64>,
    /// UV index.
    pub uv_index: Option<f64>,
}

/// A service that makes forecasts.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Source {
    /// Open-Meteo's forecast.
    OpenMeteo,
    /// Locationforecast of the Norwegian Meteorological Institute.
    MetNorway,
}

impl Source {
    /// Every source, in the order in which they are asked unless the config says otherwise.
    pub const ALL: [Self; 2] = [Self::OpenMeteo, Self::MetNorway];

    /// Returns the name that the config, the cache and the JSON contract use.
    #[must_use]
    pub const fn as_str(self) -> &'static str {
        match self {
            Self::OpenMeteo => "open-meteo",
            Self::MetNorway => "met-norway",
        }
    }

    /// Returns the name that people know it by.
    #[must_use]
    pub const fn title(self) -> &'static str {
        match self {
            Self::OpenMeteo => "Open-Meteo",
            Self::MetNorway => "MET Norway",
        }
    }

    /// Returns the source of that name.
    #[must_use]
    pub fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|source| source.as_str() == name)
    }
}

/// Hourly conditions of one cell from one source, without gaps in time.
#[derive(Debug, Clone, PartialEq)]
pub struct Forecast {
    /// The service that made it.
    pub source: Source,
    /// When it was fetched.
    pub fetched_at: Timestamp,
    /// The stamp of `hours[0]`; each following one is an hour later.
    pub first: Timestamp,
    /// The conditions, hour by hour, shared by all who hold the forecast.
    pub hours: Arc<Vec<Conditions>>,
    /// The last stamp whose rain the source gives for the hour by itself. After it the source knows sums and instants
    /// some hours apart: rain is the even share of its sum, the rest lies between two instants. `None` for hourly throughout.
    pub hourly_until: Option<Timestamp>,
    /// What another source says of the same hours, where that is at hand too: to tell whether they agree.
    pub rival: Option<Box<Forecast>>,
}

impl Forecast {
    /// Returns the conditions stamped `at`, or `None` outside the forecast or between whole hours.
    #[must_use]
    pub fn at(&self, at: Timestamp) -> Option<&Conditions> {
        let seconds = at.as_second() - self.first.as_second();
        if seconds.rem_euclid(3600) != 0 {
            return None;
        }
        self.hours.get(usize::try_from(seconds / 3600).ok()?)
    }

    /// Returns whether the rain of the hour that ends at `stamp` is the even share of a longer time's sum.
    #[must_use]
    pub fn is_spread(&self, stamp: Timestamp) -> bool {
        self.hourly_until.is_some_and(|until| stamp > until)
    }

    /// Returns the part of the forecast whose stamps lie in `span`; empty where none does.
    #[must_use]
    pub fn within(&self, span: HourSpan) -> Self {
        let hours_to = |stamp: Timestamp| stamp.duration_since(self.first).as_hours();
        let from = hours_to(span.first()).max(0);
        let until = (hours_to(span.last()) + 1).max(from);
        let index = |hours: i64| usize::try_from(hours).map_or(0, |at| at.min(self.hours.len()));
        let first = self.first.checked_add(SignedDuration::from_hours(from));
        Self {
            first: first.unwrap_or(self.first),
            hours: Arc::new(
                self.hours
                    .get(index(from)..index(until))
                    .unwrap_or_default()
                    .to_vec(),
            ),
            ..self.clone()
        }
    }

    /// Returns the stamps the forecast covers, or `None` when it is empty.
    #[must_use]
    pub fn span(&self) -> Option<HourSpan> {
        let hours = i64::try_from(self.hours.len().checked_sub(1)?).ok()?;
        let last = self
            .first
            .checked_add(SignedDuration::from_hours(hours))
            .ok()?;
        Some(HourSpan {
            first: self.first,
            last,
        })
    }
}

/// Returns how old what was fetched then is at `now`, in minutes, rounded; never negative, even when the clock
/// has jumped back.
#[must_use]
pub fn age_minutes(fetched_at: Timestamp, now: Timestamp) -> u64 {
    let seconds = now.duration_since(fetched_at).as_secs().max(0);
    u64::try_from((seconds + 30) / 60).unwrap_or(0)
}

/// Returns whether a forecast fetched then is more than 6 hours old at `now`, and so must be labelled stale.
#[must_use]
pub fn is_stale(fetched_at: Timestamp, now: Timestamp) -> bool {
    now.duration_since(fetched_at) > SignedDuration::from_hours(STALE_HOURS)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::all_of_it(0, 5, Some((0, 5)))]
    #[case::the_middle(1, 3, Some((1, 3)))]
    #[case::more_than_there_is(-2, 9, Some((0, 5)))]
    #[case::from_the_third_on(2, 9, Some((2, 5)))]
    #[case::before_it(-4, -2, None)]
    #[case::after_it(6, 9, None)]
    fn a_part_has_the_hours_in_its_span(
        #[case] from: i64,
        #[case] to: i64,
        #[case] expected: Option<(i64, i64)>,
    ) {
        let at = |hours: i64| Timestamp::from_second(1_795_802_400 + 3600 * hours).unwrap();
        let warm = |degrees: i32| Conditions {
            temperature_c: Some(f64::from(degrees)),
            ..Conditions::default()
        };
        let whole = Forecast {
            source: Source::OpenMeteo,
            fetched_at: at(0),
            first: at(0),
            hours: Arc::new((0..6).map(warm).collect()),
            hourly_until: None,
            rival: None,
        };
        let part = whole.within(HourSpan::covering(at(from), at(to)));
        assert_eq!(
            part.span(),
            expected.map(|(first, last)| HourSpan::covering(at(first), at(last)))
        );
        for hour in from..=to {
            let there = part.at(at(hour));
            assert_eq!(there, whole.at(at(hour)).filter(|_| expected.is_some()));
        }
    }

    #[rstest]
    #[case::just_fetched(0, 0, false)]
    #[case::nearly_two_minutes(117, 2, false)]
    #[case::six_hours_are_still_plain(6 * 3600, 360, false)]
    #[case::a_second_more_is_stale(6 * 3600 + 1, 360, true)]
    #[case::the_clock_jumped_back(-86_400, 0, false)]
    fn a_forecast_knows_its_age(
        #[case] seconds: i64,
        #[case] minutes: u64,
        #[case] stale: bool,
    ) -> Result<(), jiff::Error> {
        let fetched_at = Timestamp::from_second(1_795_802_283)?;
        let now = Timestamp::from_second(fetched_at.as_second() + seconds)?;
        assert_eq!(age_minutes(fetched_at, now), minutes);
        assert_eq!(is_stale(fetched_at, now), stale);
        Ok(())
    }
}
