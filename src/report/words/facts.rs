//! What is known of a place, in words: its price, what parents ask of it, when it opens, and who says so.

use super::dates::short_date;
use super::reasons::opening_detail;
use crate::domain::{Destination, Fact, FactSource, Price};
use crate::planner::Opening;
use jiff::civil::Date;

/// One fact of a place.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KnownFact {
    /// The fields of the JSON contract that say the same.
    pub fields: &'static [&'static str],
    /// What it is about: "baby change".
    pub label: &'static str,
    /// What is known: "about 6 h"; `None` for nothing.
    pub value: Option<Known>,
    /// Where it comes from; `None` where nothing is known.
    pub source: Option<FactSource>,
}

/// What is known of a fact.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Known {
    /// That it holds, or does not.
    Holds(bool),
    /// This.
    Is(String),
}

/// Returns who says a fact: the `catalogue`, as in "catalogue built-in", or somebody else, as in "usual for its kind".
#[must_use]
pub fn said_by(source: FactSource, catalogue: &str) -> &str {
    match source {
        FactSource::Catalogue => catalogue,
        FactSource::Category => "usual for its kind",
        FactSource::Postcode => "its postcode",
        FactSource::Map => "the map",
        FactSource::AnotherCatalogue => "another catalogue",
        FactSource::Family => "the family",
    }
}

/// Returns what is known of a place, fact by fact, in the order that parents ask.
#[must_use]
pub fn facts(place: &Destination) -> Vec<KnownFact> {
    let sources = &place.sources;
    let share = place.exposure.share();
    let of = |fields, label, value: String, source| KnownFact {
        fields,
        label,
        value: Some(Known::Is(value)),
        source: Some(source),
    };
    let stated = |fields, label, value: Option<Known>, source| KnownFact {
        fields,
        label,
        source: value.as_ref().map(|_| source),
        value,
    };
    let is = |value: Option<&str>| value.map(|value| Known::Is(value.to_owned()));
    let asked = |fields, label, fact: Fact, source| {
        stated(fields, label, fact.known().map(Known::Holds), source)
    };
    let family = &place.facts;
    let (youngest, oldest) = place.ages;
    let mut known = vec![
        of(
            &["exposure"],
            "outdoors",
            format!("{} ({:.0} %)", outdoors(share), share * 100.0),
            sources.exposure,
        ),
        of(
            &["typical_hours"],
            "stay",
            format!("about {} h", place.typical_hours),
            sources.typical_hours,
        ),
    ];
    if sources.age_min == sources.age_max {
        let ages = format!("{youngest} to {oldest}");
        known.push(of(&["age_min", "age_max"], "ages", ages, sources.age_min));
    } else {
        known.push(of(
            &["age_min"],
            "from age",
            youngest.to_string(),
            sources.age_min,
        ));
        known.push(of(
            &["age_max"],
            "to age",
            oldest.to_string(),
            sources.age_max,
        ));
    }
    known.extend([
        stated(&["price"], "price", is(price(place)), sources.price),
        asked(&["buggy"], "buggy", family.buggy, sources.buggy),
        asked(&["dog"], "dogs", family.dog, sources.dog),
        asked(&["toilets"], "toilets", family.toilets, sources.toilets),
        asked(
            &["baby_change"],
            "baby change",
            family.baby_change,
            sources.baby_change,
        ),
        asked(&["food"], "food", family.food, sources.food),
        asked(
            &["booking"],
            "booking needed",
            family.booking,
            sources.booking,
        ),
        stated(
            &["opening_hours"],
            "opening hours",
            is(place.opening_hours.as_deref()),
            sources.opening_hours,
        ),
        stated(&["url"], "web", is(place.url.as_deref()), sources.url),
    ]);
    known
}

fn outdoors(share: f64) -> &'static str {
    match share {
        ..=0.05 => "all indoors",
        ..=0.3 => "mostly indoors",
        ..=0.6 => "partly outdoors",
        ..=0.9 => "mostly outdoors",
        _ => "outdoors",
    }
}

/// The clocks of those who pay in pounds.
const POUNDS: [&str; 4] = [
    "Europe/London",
    "Europe/Isle_of_Man",
    "Europe/Jersey",
    "Europe/Guernsey",
];

/// Returns what a family of four pays, `None` when that is not known; in pounds where there are pounds.
#[must_use]
pub fn price(place: &Destination) -> Option<&'static str> {
    let pounds = place
        .zone
        .iana_name()
        .is_some_and(|name| POUNDS.contains(&name));
    match place.price {
        Price::Free => Some("free"),
        Price::Low if pounds => Some("up to about £25 for a family of four"),
        Price::High if pounds => Some("more than about £25 for a family of four"),
        Price::Low => Some("low for a family of four"),
        Price::High => Some("high for a family of four"),
        Price::Paid => Some("not free"),
        Price::Unknown => None,
    }
}

/// Returns a region as it is written: "north-west" is "North West"; what has capitals is written already.
#[must_use]
pub fn region(slug: &str) -> String {
    if slug.contains(char::is_uppercase) {
        return slug.to_owned();
    }
    let words: Vec<String> = slug
        .split(['-', ' '])
        .map(|word| {
            let mut letters = word.chars();
            let first = letters.next().map(char::to_uppercase);
            first.into_iter().flatten().chain(letters).collect()
        })
        .collect();
    words.join(" ")
}

/// Returns when a place opens over some days, days alike together: "Sat 28 Nov 10:00-17:00; Sun 29 Nov closed".
/// `None` where it is known of no day.
#[must_use]
pub fn opening_days(days: &[(Date, &Opening)]) -> Option<String> {
    if days
        .iter()
        .all(|(_, opening)| opening_detail(opening).is_none())
    {
        return None;
    }
    let runs = days.chunk_by(|(day, one), (next, other)| {
        one == other && day.tomorrow().is_ok_and(|tomorrow| tomorrow == *next)
    });
    let told: Vec<String> = runs
        .filter_map(|run| {
            let ((first, opening), (last, _)) = (run.first()?, run.last()?);
            let days = match (first == last, first.month() == last.month()) {
                (true, _) => short_date(*first),
                (false, true) => format!("{} to {}", first.strftime("%a %-d"), short_date(*last)),
                (false, false) => format!("{} to {}", short_date(*first), short_date(*last)),
            };
            let what = opening_detail(opening).unwrap_or_else(|| "not known".to_owned());
            Some(format!("{days} {what}"))
        })
        .collect();
    Some(told.join("; "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::planner::WhyUnknown;
    use crate::planner::fixture::{SATURDAY, place};
    use rstest::rstest;

    const OPEN: Opening = Opening::Open {
        from: 600,
        until: 1020,
    };
    const UNKNOWN: Opening = Opening::Unknown(WhyUnknown::NotRecorded);

    #[rstest]
    #[case::alike([OPEN, OPEN, OPEN], Some("Sat 28 to Mon 30 Nov 10:00-17:00"))]
    #[case::shut_on_sunday(
        [OPEN, Opening::Closed, OPEN],
        Some("Sat 28 Nov 10:00-17:00; Sun 29 Nov closed; Mon 30 Nov 10:00-17:00")
    )]
    #[case::never_known([UNKNOWN, UNKNOWN, UNKNOWN], None)]
    #[case::known_of_one_day(
        [OPEN, UNKNOWN, UNKNOWN],
        Some("Sat 28 Nov 10:00-17:00; Sun 29 to Mon 30 Nov not known")
    )]
    fn days_that_open_alike_are_told_together(
        #[case] openings: [Opening; 3],
        #[case] expected: Option<&str>,
    ) {
        let days: Vec<(Date, &Opening)> = SATURDAY
            .series(jiff::Span::new().days(1))
            .zip(&openings)
            .collect();
        assert_eq!(opening_days(&days).as_deref(), expected);
    }

    #[rstest]
    #[case::pounds(
        Price::Low,
        "Europe/London",
        Some("up to about £25 for a family of four")
    )]
    #[case::an_island(
        Price::High,
        "Europe/Jersey",
        Some("more than about £25 for a family of four")
    )]
    #[case::euros(Price::Low, "Europe/Paris", Some("low for a family of four"))]
    #[case::dollars(Price::High, "America/New_York", Some("high for a family of four"))]
    #[case::free_anywhere(Price::Free, "Europe/Paris", Some("free"))]
    #[case::unknown(Price::Unknown, "Europe/Paris", None)]
    fn a_price_is_in_pounds_where_there_are_pounds(
        #[case] price: Price,
        #[case] zone: &str,
        #[case] expected: Option<&str>,
    ) {
        let place = Destination {
            price,
            zone: crate::domain::zone(zone).unwrap(),
            ..place("x", "zoo", 0.8, 10.0)
        };
        assert_eq!(super::price(&place), expected);
    }

    #[test]
    fn what_nobody_knows_has_neither_value_nor_source() {
        let place = place("park", "park", 0.9, 10.0);
        for fact in facts(&place) {
            assert_eq!(
                fact.value.is_some(),
                fact.source.is_some(),
                "{}",
                fact.label
            );
        }
        let unknown: Vec<&str> = facts(&place)
            .into_iter()
            .filter(|fact| fact.value.is_none())
            .map(|fact| fact.label)
            .collect();
        assert_eq!(unknown.len(), 9, "{unknown:?}");
    }

    #[rstest]
    #[case("north-west", "North West")]
    #[case("yorkshire", "Yorkshire")]
    #[case("Île-de-France", "Île-de-France")]
    #[case("île-de-france", "Île De France")]
    fn regions_are_written_as_names(#[case] slug: &str, #[case] name: &str) {
        assert_eq!(region(slug), name);
    }
}
