//! The table of waters: it is well formed, its bridges lead from shore to shore, and its lines lie between the shores.

use super::*;
use crate::locate::postcode_position;
use proptest::prelude::*;
use rstest::rstest;

fn at(lat: f64, lon: f64) -> Position {
    Position::new(lat, lon).unwrap()
}

fn waters() -> impl Iterator<Item = &'static Water> {
    TABLES
        .iter()
        .flat_map(|coasts| coasts.iter())
        .flat_map(|coast| coast.waters)
}

fn names_between(from: Position, to: Position) -> Vec<&'static str> {
    Water::between(from, to).map(|water| water.name).collect()
}

fn points(water: &Water) -> Vec<Position> {
    water
        .reaches
        .iter()
        .flat_map(|reach| reach.points)
        .copied()
        .collect()
}

#[test]
fn every_position_of_the_table_is_on_the_earth() {
    for water in waters() {
        for &point in points(water).iter().chain(water.crossings) {
            assert_eq!(Position::new(point.lat(), point.lon()), Ok(point));
        }
    }
}

#[test]
fn a_water_is_one_unbroken_line_with_bridges_on_it() {
    let mut known: Vec<&[Position]> = Vec::new();
    for water in waters() {
        assert!(!water.crossings.is_empty(), "{}", water.name);
        assert!(
            !known.contains(&water.crossings),
            "{} has the crossings of another",
            water.name
        );
        known.push(water.crossings);
        for pair in water.reaches.windows(2) {
            assert_eq!(
                pair[0].points.last(),
                pair[1].points.first(),
                "{} is broken",
                water.name
            );
        }
        let line = points(water);
        for bridge in water.crossings {
            let nearest = line
                .iter()
                .map(|&point| bridge.distance_km(point))
                .fold(f64::INFINITY, f64::min);
            assert!(nearest < 0.2, "{}: a bridge {nearest} km off", water.name);
        }
    }
}

/// The shores of bridges, by a postcode near either end.
#[rstest]
#[case::severn("the Severn estuary", "NP16 7HH", "BS35 4BL", 2.0)]
#[case::queensferry("the Forth", "EH30 9SQ", "KY11 1HW", 1.5)]
#[case::dundee("the Tay", "DD1 3BH", "DD6 8AP", 1.5)]
#[case::kessock("the Moray Firth", "IV1 1FG", "IV1 3YQ", 1.0)]
#[case::dornoch("the Dornoch Firth", "IV19 1NL", "IV25 3RN", 1.5)]
#[case::saltash("the Tamar", "PL5 1LD", "PL12 4GT", 0.5)]
#[case::humber("the Humber", "HU13 0HE", "DN18 5BE", 1.5)]
#[case::dartford("the Thames", "DA2 6QP", "RM19 1UA", 1.0)]
#[case::jarrow("the Tyne", "NE28 6UL", "NE32 3PR", 0.5)]
#[case::erskine("the Clyde", "G60 5EU", "PA8 6AX", 0.5)]
#[case::cleddau("Milford Haven", "SA73 1PA", "SA72 6UD", 0.5)]
#[case::menai("the Menai Strait", "LL59 5HE", "LL57 2HX", 0.5)]
#[case::birkenhead("the Mersey", "L3 1BJ", "CH41 1FB", 1.0)]
#[case::sheppey("the Swale", "ME9 8SS", "ME12 3RN", 2.0)]
#[case::orwell("the Orwell", "IP9 1AE", "IP10 0LA", 2.5)]
#[case::skye("the Sound of Sleat", "IV41 8PP", "IV40 8BS", 1.5)]
fn a_bridge_leads_from_one_shore_to_the_other(
    #[case] name: &str,
    #[case] one: &str,
    #[case] other: &str,
    #[case] within_km: f64,
) {
    let mut bridges = waters()
        .filter(|water| water.name == name)
        .flat_map(|water| water.crossings);
    let (one, other) = (
        postcode_position(one).unwrap(),
        postcode_position(other).unwrap(),
    );
    let is_near = |bridge: &&Position| {
        bridge.distance_km(one) < within_km && bridge.distance_km(other) < within_km
    };
    assert!(bridges.any(|bridge| is_near(&bridge)));
    assert!(names_between(one, other).contains(&name));
}

/// Landmarks close to either shore.
#[rstest]
#[case::gosport_and_portsmouth("Portsmouth Harbour", (50.788, -1.119), (50.797, -1.106))]
#[case::powderham_and_exmouth("the Exe", (50.643, -3.461), (50.617, -3.414))]
#[case::woodbridge_and_sutton_hoo("the Deben", (52.090, 1.321), (52.093, 1.340))]
#[case::upnor_and_chatham_dockyard("the Medway", (51.407, 0.525), (51.396, 0.529))]
#[case::tilbury_fort_and_gravesend("the Thames", (51.453, 0.374), (51.444, 0.369))]
#[case::slimbridge_and_lydney("the Severn estuary", (51.741, -2.404), (51.729, -2.530))]
#[case::arlingham_and_newnham("the Severn estuary", (51.790, -2.410), (51.807, -2.452))]
#[case::brean_down_and_uphill("the Axe", (51.323, -3.010), (51.323, -2.985))]
#[case::portaferry_and_castle_ward("Strangford Lough", (54.381, -5.549), (54.373, -5.580))]
#[case::luss_and_rowardennan("Loch Lomond", (56.101, -4.638), (56.152, -4.642))]
#[case::inveraray_and_st_catherines("Loch Fyne", (56.230, -5.073), (56.222, -5.035))]
#[case::bowness_and_far_sawrey("Windermere", (54.364, -2.922), (54.354, -2.952))]
#[case::portmeirion_and_harlech("Tremadog Bay", (52.913, -4.099), (52.860, -4.109))]
#[case::north_and_south_shields("the Tyne", (55.009, -1.444), (54.999, -1.432))]
fn a_line_runs_between_what_stands_on_its_shores(
    #[case] name: &str,
    #[case] one: (f64, f64),
    #[case] other: (f64, f64),
) {
    let between = names_between(at(one.0, one.1), at(other.0, other.1));
    assert!(between.contains(&name), "{between:?}");
}

#[rstest]
#[case::along_the_forth((55.951, -3.190), (56.058, -2.719))]
#[case::along_the_bristol_channel((51.481, -3.179), (51.621, -3.944))]
#[case::along_the_thames((51.507, -0.128), (51.536, 0.714))]
#[case::across_a_bend_of_the_clyde((55.885, -4.270), (56.004, -4.733))]
fn from_a_shore_to_the_same_shore_nothing_parts(
    #[case] one: (f64, f64),
    #[case] other: (f64, f64),
) {
    let between = names_between(at(one.0, one.1), at(other.0, other.1));
    assert_eq!(between, [""; 0]);
}

proptest! {
    #[test]
    fn what_parts_one_way_parts_the_other(
        (a_lat, a_lon, b_lat, b_lon) in (49.9..58.7_f64, -10.5..1.8_f64, 49.9..58.7_f64, -10.5..1.8_f64)
    ) {
        let (a, b) = (at(a_lat, a_lon), at(b_lat, b_lon));
        prop_assert_eq!(names_between(a, b), names_between(b, a));
    }
}
