//! Whether a place may be where it is said to be: on the right side of its postcode and region, and not in the sea.

use crate::app::catalogue::Opened;
use crate::domain::{Landmass, Located, Position};
use crate::locate::{self, Disagreement, EMPTIEST_LAND_KM, disagreement};
use crate::report::safe::printable;

/// A place is no farther from another of the region it is said to be in, km (**judgement**: Hirta is 66 from Hushinish).
const REGION_KM: f64 = 75.0;
/// Nobody goes on a day trip to where no town is within this distance, and nearly all of that is sea, km.
const REMOTEST_KM: f64 = 500.0;
/// In the denser parts of Europe no land is farther from every town and postal code than this, km (**judgement**: the widest
/// of Lapland and the fells are not among them); elsewhere it may be a desert, or the sea.
const EMPTIEST_IN_EUROPE_KM: f64 = 50.0;
/// Where nothing with a name or postcode is within this distance there may be a hill or the sea, km: of 2,000 places that
/// families go to, a dozen are so far from any.
const LONELY_KM: f64 = 6.0;

/// Refuses a postcode that is none, or another place's.
pub(super) fn matches_postcode(location: &Located, position: Position) -> Result<(), String> {
    let Some(postcode) = &location.postcode else {
        return Ok(());
    };
    let wrong = disagreement(postcode, position);
    let postcode = printable(postcode);
    match wrong {
        None => Ok(()),
        Some(Disagreement::Apart { km }) => {
            Err(format!("it is {km:.0} km from its postcode {postcode}"))
        }
        Some(Disagreement::NoSuchCode) => Err(format!(
            "{postcode} is no postcode that is known; without one the location alone counts"
        )),
    }
}

/// Refuses a region that is elsewhere: one that other places are in, all of them far away.
pub(super) fn is_in_region(
    region: &str,
    id: &str,
    position: Position,
    opened: &Opened,
) -> Result<(), String> {
    let is_there = |of: Option<&str>| of == Some(region);
    let nearest = opened.catalogues.nearest(position, |place| {
        place.id != id && is_there(place.region.as_deref())
    });
    // A catalogue that cannot be read is told of elsewhere.
    let Ok(Some(nearest)) = nearest else {
        return Ok(());
    };
    let km = nearest.position.distance_km(position);
    if km <= REGION_KM {
        return Ok(());
    }
    Err(format!(
        "it is {km:.0} km from the nearest known place of the region {}, {}",
        printable(region),
        printable(&nearest.name)
    ))
}

/// Returns the named place around a position. Around these islands every village is known, and every postcode of Great
/// Britain, so that what is far from all of them is in the sea; elsewhere only towns are, and little can be said.
pub(super) fn on_land(position: Position) -> Result<Option<String>, String> {
    let (lat, lon) = (position.lat(), position.lon());
    if lat == 0.0 && lon == 0.0 {
        return Err("0, 0 is what a missing location looks like: it is in the sea".to_owned());
    }
    let near = locate::area_around(position);
    let swapped = Position::new(lon, lat).ok();
    let is_somewhere =
        |other| Landmass::of(other).is_some() || locate::area_around(other).is_some();
    if near.is_none() && swapped.is_some_and(is_somewhere) {
        return Err(format!(
            "{lat}, {lon} is far from any town: latitude comes first, was {lon}, {lat} meant?"
        ));
    }
    if is_around_here(position) && locate::nearest_name_km(position).is_none() {
        return Err(format!(
            "{lat}, {lon} is in the sea: nothing with a name or a postcode is within {EMPTIEST_LAND_KM} km"
        ));
    }
    let farthest_km = if is_in(&[EUROPE], position) {
        EMPTIEST_IN_EUROPE_KM
    } else {
        REMOTEST_KM
    };
    if near.is_none() && !is_around_here(position) && !locate::is_inhabited(position, farthest_km) {
        return Err(format!(
            "{lat}, {lon} is in the sea, or as far from anywhere: no town is within {farthest_km} km"
        ));
    }
    Ok(near)
}

/// Returns how far it is to the nearest name or postcode at least, where that is so far that a mistake is likely, km: around these
/// islands to any, elsewhere to a town.
pub(super) fn lonely_km(position: Position) -> Option<f64> {
    if is_around_here(position) {
        let km = locate::nearest_name_km(position)?;
        return (km > LONELY_KM).then_some(km);
    }
    (!locate::is_inhabited(position, EMPTIEST_IN_EUROPE_KM)).then_some(EMPTIEST_IN_EUROPE_KM)
}

/// Latitudes and longitudes in which every village is known, or there is none: these islands and the seas around them, the
/// North Sea between them and Denmark, the approaches to the Channel. South, north, west, east.
const SEAS: [[f64; 4]; 3] = [
    [49.5, 61.5, -14.0, 2.5],
    [53.6, 57.5, 2.5, 7.0],
    [46.0, 49.5, -14.0, -5.2],
];

/// The parts of Europe where land is near some town or postal code, and the seas around them.
const EUROPE: [f64; 4] = [36.0, 66.0, -12.0, 30.0];

fn is_around_here(position: Position) -> bool {
    is_in(&SEAS, position)
}

fn is_in(boxes: &[[f64; 4]], position: Position) -> bool {
    let (lat, lon) = (position.lat(), position.lon());
    let holds = |[south, north, west, east]: &[f64; 4]| {
        (*south..=*north).contains(&lat) && (*west..=*east).contains(&lon)
    };
    boxes.iter().any(holds)
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn looked_into(lat: f64, lon: f64) -> Result<Option<String>, String> {
        on_land(Position::new(lat, lon).unwrap())
    }

    #[rstest]
    #[case::nowhere(0.0, 0.0, "missing location")]
    #[case::swapped(-2.2314, 53.4132, "was 53.4132, -2.2314 meant?")]
    #[case::in_the_north_sea(56.5, 1.5, "in the sea")]
    #[case::in_the_atlantic(55.0, -13.0, "in the sea")]
    #[case::between_man_and_anglesey(53.9, -4.5, "in the sea")]
    #[case::swapped_paris(2.35, 48.85, "was 48.85, 2.35 meant?")]
    #[case::swapped_berlin(13.4, 52.5, "was 52.5, 13.4 meant?")]
    #[case::on_the_dogger_bank(55.0, 4.0, "in the sea")]
    #[case::west_of_ushant(48.0, -7.0, "in the sea")]
    #[case::off_blackpool(53.8, -3.4, "in the sea")]
    #[case::in_cardigan_bay(52.4, -4.6, "in the sea")]
    #[case::in_the_middle_of_the_atlantic(35.0, -40.0, "in the sea")]
    #[case::in_the_south_pacific(-45.0, -120.0, "in the sea")]
    #[case::in_the_mediterranean(40.0, 5.0, "in the sea")]
    #[case::in_the_baltic(56.5, 18.0, "in the sea")]
    #[case::in_the_bay_of_biscay(45.0, -4.0, "in the sea")]
    #[case::off_holland(53.0, 3.5, "in the sea")]
    #[case::off_denmark(56.0, 7.2, "in the sea")]
    fn what_is_no_location_is_told_why(#[case] lat: f64, #[case] lon: f64, #[case] why: &str) {
        let reason = looked_into(lat, lon).unwrap_err();
        assert!(reason.contains(why), "{reason}");
    }

    #[rstest]
    #[case::didsbury(53.4132, -2.2314, true)]
    #[case::rannoch_moor(56.62, -4.83, true)]
    #[case::fisherfield(57.73, -5.32, true)]
    #[case::nephin_beg(54.07, -9.55, true)]
    #[case::st_marys(49.917, -6.305, true)]
    #[case::a_desert_of_which_nothing_is_known(24.0, 12.0, false)]
    #[case::cape_wrath(58.625, -4.998, true)]
    #[case::in_the_fells_of_norway(61.63, 8.31, false)]
    #[case::in_the_middle_of_sweden(64.5, 16.0, false)]
    #[case::in_the_alps(46.85, 9.53, true)]
    #[case::on_menorca(39.95, 4.1, true)]
    #[case::lundy_by_its_postcode(51.17, -4.67, true)]
    #[case::fair_isle_by_its_postcode(59.53, -1.63, false)]
    fn what_is_on_land_is_told_near_what(#[case] lat: f64, #[case] lon: f64, #[case] named: bool) {
        assert_eq!(looked_into(lat, lon).unwrap().is_some(), named);
    }

    #[rstest]
    #[case::a_park(53.4132, -2.2314, false)]
    #[case::a_beach(53.30, -4.66, false)]
    #[case::off_whitby(54.55, -0.5, true)]
    #[case::off_blackpool(53.81, -3.2, true)]
    #[case::a_desert_or_the_sea(24.0, 12.0, true)]
    #[case::off_portugal(40.0, -13.0, true)]
    #[case::paris(48.86, 2.35, false)]
    fn what_is_far_from_any_name_may_be_in_the_sea(
        #[case] lat: f64,
        #[case] lon: f64,
        #[case] lonely: bool,
    ) {
        let position = Position::new(lat, lon).unwrap();
        assert_eq!(lonely_km(position).is_some(), lonely);
    }

    #[test]
    fn a_postcode_far_away_is_another_places() {
        let at = |postcode: &str| Located {
            postcode: Some(postcode.to_owned()),
            ..Located::default()
        };
        let didsbury = Position::new(53.4132, -2.2314).unwrap();
        let reason = matches_postcode(&at("BS1 4DJ"), didsbury).unwrap_err();
        assert!(reason.contains("km from its postcode BS1 4DJ"), "{reason}");
        let reason = matches_postcode(&at("NONSENSE"), didsbury).unwrap_err();
        assert!(reason.starts_with("NONSENSE is no postcode"), "{reason}");
        assert_eq!(matches_postcode(&at("M20 2RN"), didsbury), Ok(()));
    }
}
