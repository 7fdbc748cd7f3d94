//! The facts of a story, where their edges are.

use super::*;
use rstest::rstest;

fn hours(air: &[Option<f64>]) -> Vec<OutlookHour> {
    air.iter()
        .enumerate()
        .map(|(index, &temperature_c)| OutlookHour {
            spread: false,
            start: Timestamp::from_second(i64::try_from(index * 3600).unwrap()).unwrap(),
            temperature_c,
            apparent_c: None,
            rain_mm: None,
            rain_chance: None,
            code: None,
            cloud_pct: None,
            wind_kmh: None,
            gust_kmh: None,
            uv_index: None,
            dark: false,
        })
        .collect()
}

fn at(hour: i64) -> Timestamp {
    Timestamp::from_second(hour * 3600).unwrap()
}

const YES: Option<f64> = Some(-1.0);
const NO: Option<f64> = Some(5.0);

#[rstest]
#[case::never([NO, NO, NO], None)]
#[case::nothing_known([None, None, None], None)]
#[case::throughout([YES, YES, YES], Some(When::Throughout))]
#[case::at_first([YES, NO, NO], Some(When::Until(at(1))))]
#[case::at_last([NO, NO, YES], Some(When::From(at(2))))]
#[case::in_between([NO, YES, NO], Some(When::Between(Stretch { from: at(1), until: at(2) })))]
#[case::twice([YES, NO, YES], Some(When::AtTimes))]
#[case::at_first_and_who_knows([YES, None, NO], Some(When::Between(Stretch { from: at(0), until: at(1) })))]
#[case::who_knows_and_then([None, YES, YES], Some(When::Between(Stretch { from: at(1), until: at(3) })))]
fn what_is_unknown_bounds_nothing(#[case] air: [Option<f64>; 3], #[case] expected: Option<When>) {
    let found = when(&hours(&air), |hour| Some(hour.temperature_c? <= FROST_C));
    assert_eq!(found, expected);
}

#[rstest]
#[case::warming([Some(4.0), Some(7.0), Some(10.0)], true)]
#[case::cooling([Some(10.0), Some(7.0), None], false)]
fn a_range_knows_which_way_it_goes(#[case] air: [Option<f64>; 3], #[case] rising: bool) {
    let range = range(&hours(&air), |hour| hour.temperature_c).unwrap();
    assert_eq!((range.rising, range.high), (rising, 10.0));
    assert_eq!(range.low, if rising { 4.0 } else { 7.0 });
}
