//! Which hours a source can have, and whether a forecast has those that are wanted.

use crate::domain::{Forecast, HourSpan, Source};
use crate::weather::{met_norway, open_meteo};
use jiff::Timestamp;

/// Returns the part of `span` that `source` may forecast at `now`.
pub(super) fn within_reach(source: Source, span: HourSpan, now: Timestamp) -> Option<HourSpan> {
    match source {
        Source::OpenMeteo => open_meteo::within_reach(span, now),
        Source::MetNorway => met_norway::within_reach(span, now),
    }
}

/// Returns whether a forecast has the hours `span`, as far as its source can have them at `now`.
pub(super) fn serves(forecast: &Forecast, span: HourSpan, now: Timestamp) -> bool {
    let Some(has) = forecast.span() else {
        return false;
    };
    match within_reach(forecast.source, span, now) {
        None => false,
        Some(span) if forecast.source == Source::OpenMeteo => has.covers(span),
        // Its first hour is that of the answer, or the one after; how far it looks ahead varies.
        Some(span) => has.last() >= span.last() && overlaps(forecast, span),
    }
}

/// Returns whether a forecast has any of the hours `span`.
pub(super) fn overlaps(forecast: &Forecast, span: HourSpan) -> bool {
    let has = forecast.span();
    has.is_some_and(|has| has.first() <= span.last() && span.first() <= has.last())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Conditions;
    use jiff::SignedDuration;
    use rstest::rstest;
    use std::sync::Arc;

    fn now() -> Timestamp {
        "2026-11-28T09:40:00Z".parse().unwrap()
    }

    fn hours(from: i64, to: i64) -> HourSpan {
        let midnight: Timestamp = "2026-11-28T00:00:00Z".parse().unwrap();
        HourSpan::covering(
            midnight + SignedDuration::from_hours(from),
            midnight + SignedDuration::from_hours(to),
        )
    }

    fn forecast(source: Source, has: HourSpan) -> Forecast {
        Forecast {
            source,
            fetched_at: now(),
            first: has.first(),
            hours: Arc::new(vec![Conditions::default(); has.len()]),
            hourly_until: None,
            rival: None,
        }
    }

    #[rstest]
    #[case::all_of_it(Source::OpenMeteo, hours(-2, 18), true)]
    #[case::without_the_night_that_is_over(Source::OpenMeteo, hours(9, 18), false)]
    #[case::who_knows_no_past_needs_none(Source::MetNorway, hours(9, 200), true)]
    #[case::nor_the_hour_under_way(Source::MetNorway, hours(10, 200), true)]
    #[case::but_all_that_is_to_come(Source::MetNorway, hours(9, 17), false)]
    #[case::an_older_answer(Source::MetNorway, hours(-9, 18), true)]
    #[case::of_other_days(Source::MetNorway, hours(24, 200), false)]
    fn a_forecast_serves_a_day_as_far_as_its_source_can(
        #[case] source: Source,
        #[case] has: HourSpan,
        #[case] expected: bool,
    ) {
        assert_eq!(
            serves(&forecast(source, has), hours(-2, 18), now()),
            expected
        );
    }
}
