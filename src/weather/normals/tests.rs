//! What typical weather is at known places, and that the packed grids are the tables they were made from.

use super::*;
use proptest::prelude::*;
use rstest::rstest;

fn at(lat: f64, lon: f64, date: &str) -> Option<Normals> {
    normals(Position::new(lat, lon).unwrap(), date.parse().unwrap())
}

#[test]
fn manchester_in_late_november_is_cool_and_wet_every_other_day() {
    let normals = at(53.48, -2.24, "2026-11-28").unwrap();
    assert!((7.0..10.0).contains(&normals.tmax_c), "{normals:?}");
    assert!((2.0..5.0).contains(&normals.tmin_c), "{normals:?}");
    assert!(
        (0.4..0.6).contains(&normals.wet_day_share.unwrap()),
        "{normals:?}"
    );
    assert!(
        (70.0..110.0).contains(&normals.rain_mm_month.unwrap()),
        "{normals:?}"
    );
    assert!(
        (1.0..2.5).contains(&normals.sun_hours.unwrap()),
        "{normals:?}"
    );
}

#[test]
fn lyon_in_july_is_hot_and_sunny() {
    let normals = at(45.76, 4.84, "2026-07-15").unwrap();
    assert!((26.0..30.0).contains(&normals.tmax_c), "{normals:?}");
    assert!((14.0..18.0).contains(&normals.tmin_c), "{normals:?}");
    assert!(
        (0.15..0.35).contains(&normals.wet_day_share.unwrap()),
        "{normals:?}"
    );
    assert!(
        (8.0..11.0).contains(&normals.sun_hours.unwrap()),
        "{normals:?}"
    );
}

#[rstest]
#[case::the_middle_of_the_atlantic(35.0, -45.0)]
#[case::antarctica(-75.0, 0.0)]
#[case::the_south_pole(-90.0, 0.0)]
#[case::the_north_pole(90.0, 180.0)]
fn far_from_any_station_nothing_is_known(#[case] lat: f64, #[case] lon: f64) {
    assert_eq!(at(lat, lon, "2026-07-15"), None);
}

#[rstest]
#[case::dubai(25.2, 55.3)]
#[case::riyadh(24.7, 46.7)]
#[case::doha(25.3, 51.5)]
#[case::muscat(23.6, 58.4)]
#[case::kuwait(29.4, 48.0)]
fn wet_days_of_the_gulf_states_are_unknown(#[case] lat: f64, #[case] lon: f64) {
    let normals = at(lat, lon, "2026-01-15").unwrap();
    assert_eq!(normals.wet_day_share, None);
    assert!(normals.rain_mm_month.is_some());
}

#[rstest]
#[case::tehran(35.7, 51.4)]
#[case::cairo(30.1, 31.3)]
#[case::karachi(24.9, 67.0)]
fn wet_days_around_them_are_known(#[case] lat: f64, #[case] lon: f64) {
    assert!(at(lat, lon, "2026-01-15").unwrap().wet_day_share.is_some());
}

#[test]
fn a_leap_day_lies_between_its_neighbours() {
    let tmax = |date| at(53.48, -2.24, date).unwrap().tmax_c;
    let (before, leap, after) = (tmax("2028-02-28"), tmax("2028-02-29"), tmax("2028-03-01"));
    assert!(before < leap && leap < after, "{before} {leap} {after}");
}

#[rstest]
#[case::the_middle_of_a_month("2026-01-16", 0, 0.0)]
#[case::the_middle_of_a_short_one("2026-02-15", 1, 0.5 / 29.5)]
#[case::new_year("2026-01-01", 11, 16.0 / 31.0)]
#[case::new_year_s_eve("2026-12-31", 11, 15.0 / 31.0)]
#[case::the_first_day_of_time("-009999-01-01", 11, 16.0 / 31.0)]
fn a_day_has_its_share_of_two_months(#[case] date: &str, #[case] month: usize, #[case] share: f64) {
    let season = Season::of(date.parse().unwrap());
    assert_eq!(season.month, month);
    assert!((season.share - share).abs() < 1e-12, "{season:?}");
}

#[test]
fn the_date_line_is_no_border() {
    // Taveuni in Fiji lies on it.
    let (west, east) = (
        at(-16.8, 179.99, "2026-07-15"),
        at(-16.8, -179.99, "2026-07-15"),
    );
    assert!((west.unwrap().tmax_c - east.unwrap().tmax_c).abs() < 0.2);
}

#[test]
#[expect(clippy::print_stdout, reason = "a test that does not run must say so")]
fn every_cell_is_the_table_s_within_half_a_step() {
    let grids = packed::grids(FILE).unwrap();
    let names = [
        "climate_uk_ie_quarter_degree.csv",
        "climate_world_one_degree.csv",
    ];
    for (grid, name) in grids.iter().zip(names) {
        let path = format!("{}/../shared/data/{name}", env!("CARGO_MANIFEST_DIR"));
        let Ok(mut table) = csv::Reader::from_path(&path) else {
            println!("skipped: ../shared/data/{name} is not here");
            return;
        };
        let mut count = 0;
        for record in table.records() {
            let record = record.unwrap();
            let number = |at: usize| record[at].parse::<f64>().ok();
            let index = |at: usize, start: f64| ((number(at).unwrap() - start) / grid.step).round();
            let (row, column) = (index(0, grid.lat0) as usize, index(1, grid.lon0) as usize);
            let cell = grid.cell(row, column).unwrap();
            let variables = [
                (cell.tmax_c, 0.1),
                (cell.tmin_c, 0.1),
                (cell.rain_mm, 0.0),
                (cell.wet_days, 0.1),
                (cell.sun_h, 2.0),
            ];
            for (place, (months, half)) in variables.into_iter().enumerate() {
                for month in 0..12 {
                    let wanted = number(3 + place * 12 + month);
                    let Some(months) = months else {
                        assert!(wanted.is_none() || place == 3, "{record:?}");
                        continue;
                    };
                    let wanted = wanted.unwrap();
                    let half = if place == 2 {
                        (wanted + 10.0) / 31.0
                    } else {
                        half
                    };
                    assert!(
                        (months[month] - wanted).abs() <= half + 1e-9,
                        "{place} {record:?}"
                    );
                }
            }
            count += 1;
        }
        let cells = (0..grid.rows).flat_map(|r| (0..grid.columns).map(move |c| (r, c)));
        assert_eq!(cells.filter(|&(r, c)| grid.has(r, c)).count(), count);
    }
}

proptest! {
    #[test]
    fn values_stay_within_what_the_tables_hold(
        lat in -90.0..=90.0_f64, lon in -180.0..=180.0_f64, day in 0..366_i32,
    ) {
        let date: Date = "2028-01-01".parse().unwrap();
        let date = date.checked_add(jiff::Span::new().days(day)).unwrap();
        if let Some(normals) = normals(Position::new(lat, lon).unwrap(), date) {
            prop_assert!((-42.0..=47.3).contains(&normals.tmax_c));
            prop_assert!((-49.2..=31.5).contains(&normals.tmin_c));
            prop_assert!(normals.tmin_c <= normals.tmax_c);
            prop_assert!(normals.rain_mm_month.is_none_or(|mm| (0.0..=1_530.0).contains(&mm)));
            prop_assert!(normals.wet_day_share.is_none_or(|share| (0.0..=1.0).contains(&share)));
            prop_assert!(normals.sun_hours.is_none_or(|hours| (0.0..=14.0).contains(&hours)));
        }
    }

    #[test]
    fn a_small_step_in_britain_is_a_small_change(lat in 50.5..58.0_f64, lon in -5.0..1.5_f64) {
        let here = at(lat, lon, "2026-05-01").unwrap();
        let there = at(lat + 0.001, lon, "2026-05-01").unwrap();
        prop_assert!((here.tmax_c - there.tmax_c).abs() < 0.2);
    }
}
