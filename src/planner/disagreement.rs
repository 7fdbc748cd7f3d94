//! Whether two sources expect other rain of a visit: where they do, neither is to be trusted much.

use super::daylight::Daylight;
use super::outlook::{OutlookHour, outlook_hour};
use super::rules::{DISAGREE_BY_MM, DISAGREE_BY_TIMES, DISAGREE_WITH_DRY_MM};
use crate::domain::{Forecast, Source};
use jiff::Timestamp;

/// What another source expects.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Disagreement {
    /// The other source.
    pub source: Source,
    /// Its rain of the visit, mm.
    pub rain_mm: f64,
}

/// Returns what the rival of `forecast` expects of the hours that begin at `starts`, where that is much more or much less
/// rain.
///
/// Much is: more than 1 mm where the other has not one wet hour, or more than 2 mm apart and three times as much. Less
/// than that is the same kind of day, and often the same shower an hour earlier (**judgement**). Where either does not know
/// the rain of every hour there is nothing to compare.
pub(super) fn disagreement(
    starts: &[Timestamp],
    forecast: &Forecast,
    daylight: Daylight,
) -> Option<Disagreement> {
    let rival = forecast.rival.as_deref()?;
    let (here, there) = (
        rain(starts, forecast, daylight)?,
        rain(starts, rival, daylight)?,
    );
    here.differs_from(&there).then_some(Disagreement {
        source: rival.source,
        rain_mm: there.mm,
    })
}

/// The rain of a visit.
struct Rain {
    mm: f64,
    is_dry: bool,
}

impl Rain {
    fn differs_from(&self, other: &Self) -> bool {
        let (less, more) = if self.mm <= other.mm {
            (self, other)
        } else {
            (other, self)
        };
        let wet_or_dry = less.is_dry && more.mm > DISAGREE_WITH_DRY_MM;
        let much_more =
            more.mm - less.mm > DISAGREE_BY_MM && more.mm >= DISAGREE_BY_TIMES * less.mm;
        wet_or_dry || much_more
    }
}

/// Returns the rain of all the hours; `None` where it is not known of every one.
fn rain(starts: &[Timestamp], forecast: &Forecast, daylight: Daylight) -> Option<Rain> {
    let hours: Option<Vec<OutlookHour>> = starts
        .iter()
        .map(|&start| outlook_hour(forecast, start, daylight))
        .collect();
    let hours = hours?;
    let mm: Option<f64> = hours.iter().map(|hour| hour.rain_mm).sum();
    Some(Rain {
        mm: mm?,
        is_dry: hours.iter().all(OutlookHour::is_dry),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Conditions;
    use crate::planner::fixture::{SATURDAY, forecast, home, rain_between};
    use proptest::prelude::*;
    use rstest::rstest;
    use std::sync::Arc;

    /// Hours that begin at 10, 11 and 12 o'clock.
    fn starts() -> Vec<Timestamp> {
        (10..13)
            .map(|hour| format!("2026-11-28T{hour}:00:00Z").parse().unwrap())
            .collect()
    }

    /// A forecast of this much rain an hour from 10 to 13 o'clock, and another's.
    fn pair(here: f64, there: f64) -> Forecast {
        Forecast {
            rival: Some(Box::new(Forecast {
                source: Source::MetNorway,
                ..forecast(rain_between(10, 13, there))
            })),
            ..forecast(rain_between(10, 13, here))
        }
    }

    fn hours_of_rival(forecast: &mut Forecast) -> &mut Vec<Conditions> {
        Arc::make_mut(&mut forecast.rival.as_mut().unwrap().hours)
    }

    fn of(forecast: &Forecast) -> Option<Disagreement> {
        disagreement(&starts(), forecast, Daylight::of(home(), SATURDAY))
    }

    #[rstest]
    #[case::both_dry(0.0, 0.09, false)]
    #[case::dry_and_a_drizzle(0.0, 0.3, false)]
    #[case::dry_and_wet(0.0, 0.4, true)]
    #[case::wet_and_dry(0.4, 0.0, true)]
    #[case::a_drizzle_and_more(0.2, 0.6, false)]
    #[case::little_and_much(0.2, 1.0, true)]
    #[case::much_and_twice_as_much(1.5, 3.0, false)]
    fn sources_disagree_on_a_dry_day_or_by_far(
        #[case] here: f64,
        #[case] there: f64,
        #[case] expected: bool,
    ) {
        let told = of(&pair(here, there));
        assert_eq!(told.is_some(), expected, "{told:?}");
        if let Some(other) = told {
            assert_eq!(other.source, Source::MetNorway);
            assert!((other.rain_mm - 3.0 * there).abs() < 1e-9);
        }
    }

    #[test]
    fn what_one_of_them_does_not_know_is_not_compared() {
        assert_eq!(of(&forecast(rain_between(10, 13, 0.0))), None);
        let mut short = pair(0.0, 3.0);
        hours_of_rival(&mut short).truncate(23);
        assert_eq!(of(&short), None, "it ends at eleven");
        let mut silent = pair(0.0, 3.0);
        for hour in hours_of_rival(&mut silent) {
            hour.precipitation.mm = None;
        }
        assert_eq!(of(&silent), None);
    }

    proptest! {
        #[test]
        fn who_disagrees_does_so_either_way_round(here in 0.0..6.0_f64, there in 0.0..6.0_f64) {
            prop_assert_eq!(of(&pair(here, there)).is_some(), of(&pair(there, here)).is_some());
        }
    }
}
