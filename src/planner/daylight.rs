//! When the sun rises and sets at a place: the light a visit outdoors needs.
//! Computed by the crate sunrise, to about a minute, with no service asked.

use crate::domain::Position;
use jiff::Timestamp;
use jiff::civil::Date;
use sunrise::{Coordinates, SolarDay, SolarEvent};

/// The light of one day at one place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Daylight {
    /// The sun rises and sets.
    Between {
        /// Sunrise.
        rise: Timestamp,
        /// Sunset.
        set: Timestamp,
    },
    /// The sun does not set.
    Always,
    /// The sun does not rise.
    Never,
}

impl Daylight {
    /// Returns the light of `date` at `position`.
    #[must_use]
    pub fn of(position: Position, date: Date) -> Self {
        let always_or_never = if summer_half(date) == (position.lat() >= 0.0) {
            Self::Always
        } else {
            Self::Never
        };
        let event = |day: &SolarDay, event| {
            let at = day.event_time(event)?;
            Timestamp::from_second(at.timestamp()).ok()
        };
        let Some(day) = solar_day(position, date) else {
            return always_or_never;
        };
        match (
            event(&day, SolarEvent::Sunrise),
            event(&day, SolarEvent::Sunset),
        ) {
            (Some(rise), Some(set)) => Self::Between { rise, set },
            _ => always_or_never,
        }
    }

    /// Returns the sunset, `None` where the sun does not rise or set that day.
    #[must_use]
    pub fn sunset(self) -> Option<Timestamp> {
        match self {
            Self::Between { set, .. } => Some(set),
            Self::Always | Self::Never => None,
        }
    }

    /// Returns whether an hour from `start` to `end` is dark: it ends after sunset, or by sunrise.
    #[must_use]
    pub fn is_dark(self, end: Timestamp) -> bool {
        match self {
            Self::Between { rise, set } => end > set || end <= rise,
            Self::Always => false,
            Self::Never => true,
        }
    }
}

fn solar_day(position: Position, date: Date) -> Option<SolarDay> {
    let month = u32::try_from(date.month()).ok()?;
    let day = u32::try_from(date.day()).ok()?;
    let date = chrono::NaiveDate::from_ymd_opt(i32::from(date.year()), month, day)?;
    Some(SolarDay::new(
        Coordinates::new(position.lat(), position.lon())?,
        date,
    ))
}

/// Returns whether `date` lies between the equinoxes of March and September, to a day or so.
fn summer_half(date: Date) -> bool {
    (80..=266).contains(&date.day_of_year())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::zone;
    use jiff::civil::date;
    use rstest::rstest;

    #[rstest]
    #[case::manchester_in_november(53.48, -2.24, date(2026, 11, 28), "Europe/London", "15:56")]
    #[case::manchester_at_midsummer(53.48, -2.24, date(2026, 6, 21), "Europe/London", "21:41")]
    #[case::lerwick_in_december(60.15, -1.14, date(2026, 12, 21), "Europe/London", "14:58")]
    #[case::sydney_in_june(-33.87, 151.21, date(2026, 6, 21), "Australia/Sydney", "16:54")]
    fn sunset_agrees_with_the_almanac_to_two_minutes(
        #[case] lat: f64,
        #[case] lon: f64,
        #[case] day: Date,
        #[case] zone_name: &str,
        #[case] almanac: &str,
    ) {
        let daylight = Daylight::of(Position::new(lat, lon).unwrap(), day);
        let set = daylight
            .sunset()
            .unwrap()
            .to_zoned_datetime(zone(zone_name).unwrap());
        let almanac: jiff::civil::Time = almanac.parse().unwrap();
        assert_eq!(set.date(), day);
        let off = set.time().duration_since(almanac).as_secs().abs();
        assert!(off <= 120, "{set}");
    }

    #[rstest]
    #[case::polar_day(date(2026, 6, 21), Daylight::Always)]
    #[case::polar_night(date(2026, 12, 21), Daylight::Never)]
    fn beyond_the_polar_circle_the_sun_may_not_rise_or_set(
        #[case] day: Date,
        #[case] expected: Daylight,
    ) {
        let tromso = Position::new(69.65, 18.96).unwrap();
        assert_eq!(Daylight::of(tromso, day), expected);
    }
}
