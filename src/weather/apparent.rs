//! How warm it feels, worked out for a source that gives air, humidity and wind but no apparent temperature.

/// Returns the apparent temperature, Celsius, in the shade: what `air_c` feels like to someone walking outdoors at
/// `humidity_pct` relative humidity (0..=100) and a mean wind of `wind_ms` metres a second at 10 m.
///
/// `AT = Ta + 0.33 e - 0.70 ws - 4.00`, with the vapour pressure `e = rh / 100 x 6.105 exp(17.27 Ta / (237.7 + Ta))` in
/// hPa: Steadman (1994), "Norms of apparent temperature in Australia", Aust. Met. Mag. 43, in the form without
/// radiation that the Australian Bureau of Meteorology publishes. It holds in cold too, where the wind chills; the sun,
/// which it leaves out, makes a bright noon feel some degrees warmer.
///
/// ```
/// use kidtrip::weather::apparent_temperature_c;
/// // A mild day in a fresh breeze.
/// let felt = apparent_temperature_c(18.0, 60.0, 8.0);
/// assert!((felt - 12.5).abs() < 0.1);
/// ```
#[must_use]
pub fn apparent_temperature_c(air_c: f64, humidity_pct: f64, wind_ms: f64) -> f64 {
    let vapour_hpa = humidity_pct / 100.0 * 6.105 * (17.27 * air_c / (237.7 + air_c)).exp();
    air_c + 0.33 * vapour_hpa - 0.70 * wind_ms - 4.00
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[rstest]
    #[case::a_still_summer_s_day(25.0, 50.0, 1.0, 25.5)]
    #[case::muggy(32.0, 70.0, 2.0, 37.5)]
    #[case::a_grey_november(7.0, 85.0, 5.0, 2.3)]
    #[case::frost_and_wind(-5.0, 80.0, 10.0, -14.9)]
    fn it_feels_as_the_formula_says(
        #[case] air: f64,
        #[case] humidity: f64,
        #[case] wind: f64,
        #[case] felt: f64,
    ) {
        let worked_out = apparent_temperature_c(air, humidity, wind);
        assert!((worked_out - felt).abs() < 0.1, "{worked_out}");
    }

    proptest! {
        #[test]
        fn wind_never_warms_and_damp_never_cools(
            air in -60.0..50.0_f64, humidity in 0.0..=99.0_f64, wind in 0.0..100.0_f64,
        ) {
            let felt = apparent_temperature_c(air, humidity, wind);
            prop_assert!(felt.is_finite());
            prop_assert!(apparent_temperature_c(air, humidity, wind + 1.0) <= felt);
            prop_assert!(apparent_temperature_c(air, humidity + 1.0, wind) >= felt);
        }
    }
}
