//! Drives that parents know, against the estimate; and the laws of going round.

use super::*;
use crate::planner::estimate_journey;
use proptest::prelude::*;
use rstest::rstest;

fn at((lat, lon): (f64, f64)) -> Position {
    Position::new(lat, lon).unwrap()
}

/// Minutes without traffic as people who know the drive expect them (judgement, not measured), less a fifth and more a quarter.
#[rstest]
#[case::minehead_to_cardiff((51.204, -3.478), (51.481, -3.179), 120.0)]
#[case::weston_to_cardiff((51.346, -2.977), (51.481, -3.179), 68.0)]
#[case::elie_to_north_berwick((56.190, -2.820), (56.058, -2.719), 90.0)]
#[case::wick_to_lossiemouth((58.442, -3.093), (57.719, -3.285), 210.0)]
#[case::burntisland_to_edinburgh((56.058, -3.232), (55.951, -3.190), 38.0)]
#[case::dunoon_to_gourock((55.950, -4.926), (55.961, -4.817), 115.0)]
#[case::dunoon_to_glasgow((55.950, -4.926), (55.861, -4.250), 110.0)]
#[case::helensburgh_to_greenock((56.004, -4.733), (55.948, -4.764), 45.0)]
#[case::tarbert_to_portavadie((55.863, -5.414), (55.873, -5.313), 120.0)]
#[case::mallaig_to_armadale((57.006, -5.829), (57.064, -5.894), 185.0)]
#[case::fort_william_to_corran((56.817, -5.112), (56.722, -5.244), 50.0)]
#[case::cromarty_to_nigg((57.681, -4.035), (57.695, -4.008), 58.0)]
#[case::nairn_to_cromarty((57.585, -3.869), (57.681, -4.035), 58.0)]
#[case::grange_to_morecambe((54.191, -2.916), (54.073, -2.868), 40.0)]
#[case::barrow_to_millom((54.111, -3.227), (54.210, -3.271), 40.0)]
#[case::silloth_to_annan((54.869, -3.388), (54.985, -3.257), 58.0)]
#[case::southport_to_lytham((53.648, -3.007), (53.737, -2.964), 50.0)]
#[case::fleetwood_to_knott_end((53.924, -3.010), (53.928, -2.995), 27.0)]
#[case::cleethorpes_to_withernsea((53.560, -0.030), (53.730, 0.034), 78.0)]
#[case::hunstanton_to_skegness((52.938, 0.490), (53.144, 0.343), 95.0)]
#[case::harwich_to_felixstowe((51.945, 1.288), (51.963, 1.351), 50.0)]
#[case::sheerness_to_southend((51.440, 0.762), (51.536, 0.714), 72.0)]
#[case::tilbury_to_gravesend((51.462, 0.359), (51.442, 0.371), 24.0)]
#[case::gosport_to_portsmouth((50.795, -1.124), (50.797, -1.094), 27.0)]
#[case::hythe_to_southampton((50.869, -1.399), (50.904, -1.404), 25.0)]
#[case::bournemouth_to_swanage((50.720, -1.879), (50.608, -1.960), 45.0)]
#[case::exmouth_to_dawlish_warren((50.617, -3.414), (50.600, -3.447), 34.0)]
#[case::dartmouth_to_kingswear((50.351, -3.579), (50.349, -3.572), 40.0)]
#[case::falmouth_to_st_mawes((50.155, -5.070), (50.159, -5.015), 53.0)]
#[case::padstow_to_rock((50.541, -4.937), (50.545, -4.917), 26.0)]
#[case::ferryside_to_llansteffan((51.768, -4.369), (51.772, -4.391), 32.0)]
#[case::barmouth_to_fairbourne((52.722, -4.056), (52.697, -4.051), 29.0)]
#[case::aberdyfi_to_borth((52.544, -4.045), (52.487, -4.051), 42.0)]
#[case::caernarfon_to_newborough((53.140, -4.277), (53.167, -4.356), 30.0)]
#[case::portaferry_to_strangford((54.382, -5.548), (54.373, -5.556), 75.0)]
#[case::bangor_to_carrickfergus((54.660, -5.669), (54.714, -5.806), 40.0)]
#[case::magilligan_to_greencastle((55.193, -6.962), (55.203, -6.985), 70.0)]
fn a_drive_goes_round_the_water(
    #[case] from: (f64, f64),
    #[case] to: (f64, f64),
    #[case] known_minutes: f64,
) {
    let journey = estimate_journey(at(from), at(to));
    let minutes = journey.minutes;
    assert!(
        (0.8 * known_minutes..1.25 * known_minutes).contains(&minutes),
        "{minutes:.0} min, known to be {known_minutes}"
    );
    assert!(journey.around.is_some());
}

#[rstest]
#[case::cardiff_to_swansea((51.481, -3.179), (51.621, -3.944))]
#[case::edinburgh_to_north_berwick((55.951, -3.190), (56.058, -2.719))]
#[case::london_to_southend((51.507, -0.128), (51.536, 0.714))]
#[case::glasgow_to_largs((55.861, -4.250), (55.795, -4.870))]
#[case::inverness_to_nairn((57.478, -4.225), (57.585, -3.869))]
#[case::norwich_to_cromer((52.628, 1.297), (52.931, 1.300))]
#[case::penzance_to_truro((50.119, -5.537), (50.263, -5.051))]
#[case::exeter_to_torquay((50.722, -3.534), (50.462, -3.525))]
#[case::lancaster_to_kendal((54.047, -2.801), (54.328, -2.747))]
#[case::oban_to_fort_william((56.412, -5.472), (56.817, -5.112))]
#[case::aberdeen_to_inverness((57.148, -2.094), (57.478, -4.225))]
#[case::birmingham_to_leicester((52.481, -1.900), (52.636, -1.133))]
fn along_a_shore_and_inland_nothing_changes(#[case] from: (f64, f64), #[case] to: (f64, f64)) {
    let (from, to) = (at(from), at(to));
    assert_eq!(
        way_round(from, to).km.to_bits(),
        from.distance_km(to).to_bits()
    );
    assert_eq!(estimate_journey(from, to).around, None);
}

/// Where a bridge or a tunnel is on the way, the drive hardly grows and no water is named.
#[rstest]
#[case::wallasey_to_liverpool((53.425, -3.050), (53.407, -2.985), 12.0)]
#[case::hull_to_barton((53.744, -0.336), (53.686, -0.443), 22.0)]
#[case::dundee_to_newport((56.461, -2.970), (56.440, -2.940), 9.0)]
#[case::inverness_to_fortrose((57.478, -4.225), (57.582, -4.131), 25.0)]
#[case::bristol_to_newport((51.454, -2.597), (51.588, -2.998), 52.0)]
#[case::plymouth_to_looe((50.371, -4.142), (50.354, -4.454), 40.0)]
#[case::manchester_to_blackpool((53.479, -2.245), (53.817, -3.053), 83.0)]
#[case::carlisle_to_dumfries((54.894, -2.934), (55.070, -3.605), 66.0)]
fn a_bridge_on_the_way_is_no_detour(
    #[case] from: (f64, f64),
    #[case] to: (f64, f64),
    #[case] most_minutes: f64,
) {
    let journey = estimate_journey(at(from), at(to));
    assert!(journey.minutes < most_minutes, "{}", journey.minutes);
    assert_eq!(journey.around, None);
}

#[test]
fn whoever_takes_a_ferry_does_not_drive_round() {
    let journey = estimate_journey(at((55.795, -4.870)), at((55.837, -5.055)));
    assert!(journey.over_water, "Largs to Rothesay");
    assert_eq!(journey.around, None);
    assert!((journey.road_km - 1.4 * journey.crow_km).abs() < 1e-9);
}

fn anywhere() -> impl Strategy<Value = Position> {
    (49.9..58.7_f64, -10.5..1.8_f64).prop_map(at)
}

proptest! {
    #[test]
    fn going_round_is_never_shorter_than_the_straight_line(from in anywhere(), to in anywhere()) {
        let way = way_round(from, to);
        prop_assert!(way.km >= from.distance_km(to));
        prop_assert!(way.km.is_finite());
        prop_assert!(way.around.is_some() || way.km <= from.distance_km(to));
    }

    #[test]
    fn the_way_back_is_as_long_as_the_way_there(from in anywhere(), to in anywhere()) {
        prop_assert_eq!(way_round(from, to).km.to_bits(), way_round(to, from).km.to_bits());
    }

    #[test]
    fn any_two_positions_on_the_earth_have_a_way(
        (a_lat, a_lon, b_lat, b_lon) in (-90.0..=90.0_f64, -180.0..=180.0_f64, -90.0..=90.0_f64, -180.0..=180.0_f64)
    ) {
        prop_assert!(way_round(at((a_lat, a_lon)), at((b_lat, b_lon))).km.is_finite());
    }
}
