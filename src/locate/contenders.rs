//! Which of the places that bear a name are in the running for it.
//! A part of a larger place is not, nor is one abroad that bears it only as another name beside places truly called so.

use super::fold::fold;
use super::gazetteer::{Kind, Place};
use std::cmp::Reverse;

/// Within this distance of a larger place of its name and area, a counted place is a part of it.
const PART_KM: f64 = 15.0;
/// Another name counts beside true ones for a place of this many times the people of the largest truly called so:
/// Köln is Cologne before Cologne in Lombardy, but Dayton is not Venice.
const FAMOUS: u32 = 10;
/// A second place is a rival when it has more than one in this many of the people of the first.
const RIVAL: u32 = 10;

/// Returns the places of the folded `name` that are in the running, home first, each group largest first.
pub(super) fn contenders<'p, 'a>(
    places: &[&'p Place<'a>],
    name: &str,
) -> (Vec<&'p Place<'a>>, Vec<&'p Place<'a>>) {
    let (home, abroad): (Vec<_>, Vec<_>) = without_parts(places, name)
        .into_iter()
        .partition(|place| place.area.kind != Kind::Abroad);
    // At home the other names are those that people there say: "Newport" is in Wales and on the Tay.
    (home, by_true_name(abroad, name))
}

/// Returns the places but for those that are part of a larger one, home first, each group largest first.
pub(super) fn without_parts<'p, 'a>(places: &[&'p Place<'a>], name: &str) -> Vec<&'p Place<'a>> {
    let mut sorted = places.to_vec();
    sorted.sort_by_key(|p| (p.area.kind == Kind::Abroad, Reverse(p.population), p.index));
    let mut wholes: Vec<&'p Place<'a>> = Vec::with_capacity(sorted.len());
    for place in sorted {
        if !wholes.iter().any(|whole| is_part(place, whole, name)) {
            wholes.push(place);
        }
    }
    wholes
}

/// Returns whether `place` is a district of `whole`, such as "Zürich (Kreis 4)" or Hong Kong Island.
fn is_part(place: &Place<'_>, whole: &Place<'_>, name: &str) -> bool {
    // Hamlets that nobody has counted are places of their own, even if a village nearby is called the same.
    place.population.is_some()
        && place.population < whole.population
        && place.area.qualifiers == whole.area.qualifiers
        && place.position.distance_km(whole.position) < PART_KM
        && fold(&whole.name) == name
        && fold(&place.name)
            .strip_prefix(name)
            .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}

/// Returns those truly called `name`, and those that are so much larger than any of them that they may be meant.
fn by_true_name<'p, 'a>(mut places: Vec<&'p Place<'a>>, name: &str) -> Vec<&'p Place<'a>> {
    if let [_, _, ..] = places[..] {
        let called: Vec<bool> = places.iter().map(|p| fold(&p.name) == name).collect();
        let truly = || places.iter().zip(&called).filter(|(_, own)| **own);
        if let Some(most) = truly().map(|(p, _)| p.population.unwrap_or(0)).max() {
            // Europe's towns have English names: Brugge is Bruges, though there is a smaller one in France.
            let famous = |p: &Place<'_>| {
                let times = if p.area.is_european() { 1 } else { FAMOUS };
                p.population
                    .is_some_and(|n| n >= most.saturating_mul(times))
            };
            let mut own = called.iter();
            places.retain(|p| own.next().is_some_and(|own| *own) || famous(p));
        }
    }
    places
}

/// Returns whether `second` has so many of the people of `first` that the name alone does not tell which is meant.
pub(super) fn is_rival(first: &Place<'_>, second: &Place<'_>) -> bool {
    match (first.population, second.population) {
        (Some(most), Some(n)) => n.saturating_mul(RIVAL) > most,
        (None, _) => true,
        (Some(_), None) => false,
    }
}

#[cfg(test)]
mod tests {
    use super::super::gazetteer::Gazetteer;
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::districts_are_parts("zurich", 1)]
    #[case::a_part_with_more_to_its_name("hong kong", 1)]
    #[case::far_apart("paris", 7)]
    #[case::another_name_of_a_town_not_ten_times_as_large("venice", 3)]
    #[case::another_name_of_a_city("cologne", 2)]
    fn only_whole_places_truly_called_so_are_in_the_running(
        #[case] name: &str,
        #[case] count: usize,
    ) {
        let places = Gazetteer::embedded().named(name);
        let (home, abroad) = contenders(&places.iter().collect::<Vec<_>>(), name);
        assert_eq!((home.len(), abroad.len()), (0, count), "{abroad:?}");
    }

    #[test]
    fn hamlets_of_one_name_in_one_district_are_all_in_the_running() {
        let places = Gazetteer::embedded().named("newtown");
        let all: Vec<_> = places.iter().collect();
        let uncounted =
            |list: &[&Place<'_>]| list.iter().filter(|p| p.population.is_none()).count();
        assert_eq!(uncounted(&without_parts(&all, "newtown")), uncounted(&all));
    }
}
