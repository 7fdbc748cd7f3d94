//! What may not be visited: what is private, is no more or not yet, is for grown-ups, or is an exhibit of another place.

use super::super::Feature;
use super::super::report::LeftOut;
use jiff::civil::Date;

/// What `access` says of a place that is not for everybody.
const PRIVATE: [&str; 8] = [
    "private",
    "no",
    "residents",
    "members",
    "permit",
    "employees",
    "military",
    "students",
];
/// What `foot` says of a place that one may walk into all the same.
const WELCOME: [&str; 3] = ["yes", "designated", "permissive"];
/// Keys that say a thing is out of use.
const OUT_OF_USE: [&str; 6] = [
    "disused",
    "abandoned",
    "demolished",
    "razed",
    "removed",
    "ruined",
];
/// Kinds that belong to a hotel or a school unless they have a name.
const POOLS: [&str; 4] = ["swimming-pool", "lido", "splash-pad", "water-park"];
/// From this age on it is no place for a child.
const GROWN_UP: u8 = 18;

/// Returns what speaks against a visit, if anything does.
pub(super) fn objection(
    feature: &Feature,
    kind: &str,
    excluded: bool,
    today: Date,
) -> Option<LeftOut> {
    if is_out_of_use(feature, today) {
        Some(LeftOut::Disused)
    } else if is_private(feature, kind) {
        Some(LeftOut::Private)
    } else if excluded || feature.tag("zoo") == Some("enclosure") {
        Some(LeftOut::Excluded)
    } else if youngest(feature).is_some_and(|age| age >= GROWN_UP) {
        Some(LeftOut::ForAdults)
    } else {
        None
    }
}

fn is_out_of_use(feature: &Feature, today: Date) -> bool {
    let said = |key: &&str| feature.tag(key) == Some("yes");
    let today = today.to_string();
    let day = |key: &str| feature.tag(key).and_then(first_day);
    OUT_OF_USE.iter().any(said)
        || day("opening_date").is_some_and(|opens| opens > today)
        || day("end_date").is_some_and(|ended| ended < today)
}

/// Returns the first day of a date of the map, "2027", "2027-03" or "2027-03-01", fit to be compared as text; `None` for
/// anything looser ("mid 2027").
fn first_day(date: &str) -> Option<String> {
    let parts: Vec<&str> = date.split('-').collect();
    let digits = |part: &&str, length: usize| {
        part.len() == length && part.bytes().all(|b| b.is_ascii_digit())
    };
    match parts.as_slice() {
        [year] if digits(year, 4) => Some(format!("{year}-01-01")),
        [year, month] if digits(year, 4) && digits(month, 2) => Some(format!("{year}-{month}-01")),
        [year, month, day] if digits(year, 4) && digits(month, 2) && digits(day, 2) => {
            Some(date.to_owned())
        }
        _ => None,
    }
}

fn is_private(feature: &Feature, kind: &str) -> bool {
    let Some(access) = feature.tag("access") else {
        return false;
    };
    let on_foot = feature
        .tag("foot")
        .is_some_and(|foot| WELCOME.contains(&foot));
    if PRIVATE.contains(&access) {
        return !on_foot;
    }
    let named = feature
        .tag("name")
        .is_some_and(|name| !name.trim().is_empty());
    access == "customers" && POOLS.contains(&kind) && !named
}

fn youngest(feature: &Feature) -> Option<u8> {
    feature.tag("min_age")?.trim().parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::Position;
    use rstest::rstest;

    #[rstest]
    #[case::open_to_all(&[], None)]
    #[case::said_to_be_open(&[("access", "yes")], None)]
    #[case::private(&[("access", "private")], Some(LeftOut::Private))]
    #[case::no_access(&[("access", "no")], Some(LeftOut::Private))]
    #[case::no_cars_but_feet(&[("access", "no"), ("foot", "yes")], None)]
    #[case::a_pool_of_a_hotel(&[("access", "customers")], Some(LeftOut::Private))]
    #[case::a_pool_with_a_name(&[("access", "customers"), ("name", "Olympia")], None)]
    #[case::disused(&[("disused", "yes")], Some(LeftOut::Disused))]
    #[case::not_disused(&[("disused", "no")], None)]
    #[case::opens_next_year(&[("opening_date", "2027")], Some(LeftOut::Disused))]
    #[case::opens_next_month(&[("opening_date", "2026-12")], Some(LeftOut::Disused))]
    #[case::opened(&[("opening_date", "2026-11-28")], None)]
    #[case::opens_some_day(&[("opening_date", "soon")], None)]
    #[case::ended(&[("end_date", "2019-10-31")], Some(LeftOut::Disused))]
    #[case::an_enclosure(&[("zoo", "enclosure")], Some(LeftOut::Excluded))]
    #[case::for_adults(&[("min_age", "18")], Some(LeftOut::ForAdults))]
    #[case::for_the_older(&[("min_age", "12")], None)]
    fn what_may_not_be_visited_is_left_out(
        #[case] tags: &[(&str, &str)],
        #[case] expected: Option<LeftOut>,
    ) {
        let tags = tags.iter().map(|(k, v)| ((*k).to_owned(), (*v).to_owned()));
        let feature = Feature {
            source: "node/1".to_owned(),
            tags: tags.collect(),
            position: Position::new(0.0, 0.0).unwrap(),
            outline: Vec::new(),
        };
        let today = jiff::civil::date(2026, 11, 28);
        assert_eq!(objection(&feature, "swimming-pool", false, today), expected);
    }
}
