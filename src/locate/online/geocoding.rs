//! Open-Meteo's geocoding: one name asked, and the places its answer lists that truly bear it.
//! The only file that knows this wire. The service matches beginnings; here only whole names count.

use super::{AnswerError, address, readable};
use crate::domain::{Location, Position, Precision, zone};
use crate::locate::{self, Candidate, fold};
use reqwest::Url;
use serde::Deserialize;

/// The name that messages use.
pub const SERVICE: &str = "Open-Meteo's geocoding";

/// How many places are asked for: the service's order is by importance.
const MOST: usize = 20;
/// How far apart two entries of one name are one place: a village and its station.
const SAME_PLACE_KM: f64 = 10.0;
/// The largest of a name is meant when the next has at most this share of its people.
const RIVAL_SHARE: f64 = 0.1;
/// The countries whose places come before all others.
const THESE_ISLANDS: [&str; 5] = ["GB", "IE", "IM", "JE", "GG"];

/// What the answer says of a name.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Named {
    /// No place bears it.
    Nobody,
    /// This one.
    One(Box<Location>),
    /// Several, and none stands out.
    Several(Vec<Candidate>),
}

/// Returns the address that asks for `name`.
pub(super) fn url(root: &str, name: &str) -> Result<Url, AnswerError> {
    let mut url = address(SERVICE, root, "v1/search")?;
    url.query_pairs_mut()
        .append_pair("name", name)
        .append_pair("count", &MOST.to_string())
        .append_pair("language", "en")
        .append_pair("format", "json");
    Ok(url)
}

#[derive(Deserialize)]
struct Wire {
    #[serde(default)]
    results: Vec<Entry>,
}

#[derive(Deserialize)]
struct Entry {
    name: String,
    latitude: f64,
    longitude: f64,
    feature_code: Option<String>,
    country_code: Option<String>,
    timezone: Option<String>,
    population: Option<u32>,
    country: Option<String>,
    admin1: Option<String>,
    admin2: Option<String>,
}

struct Place {
    entry: Entry,
    position: Position,
}

/// Reads the answer about `query`.
///
/// # Errors
/// When it is no answer of this service.
pub(super) fn parse(body: &[u8], query: &str) -> Result<Named, AnswerError> {
    let wire: Wire = readable(SERVICE, body)?;
    let asked = fold(query.split(',').next().unwrap_or_default());
    let mut bearing: Vec<Place> = wire
        .results
        .into_iter()
        .take(MOST)
        .filter(|entry| fold(&entry.name) == asked && is_settlement(entry))
        .filter_map(|entry| {
            let position = Position::new(entry.latitude, entry.longitude).ok()?;
            Some(Place { entry, position })
        })
        .collect();
    let near_home = |place: &Place| {
        let country = place.entry.country_code.as_deref().unwrap_or_default();
        THESE_ISLANDS.contains(&country)
    };
    if bearing.iter().any(near_home) {
        bearing.retain(near_home);
    }
    // The most people first, else the service's own order, which is by importance.
    bearing.sort_by_key(|place| std::cmp::Reverse(place.entry.population.unwrap_or(0)));
    let mut apart: Vec<Place> = Vec::new();
    for place in bearing {
        let known = |other: &Place| other.position.distance_km(place.position) < SAME_PLACE_KM;
        if !apart.iter().any(known) {
            apart.push(place);
        }
    }
    let [first, rest @ ..] = apart.as_slice() else {
        return Ok(Named::Nobody);
    };
    let people = |place: &Place| f64::from(place.entry.population.unwrap_or(0));
    let stands_out = people(first) > 0.0
        && rest
            .iter()
            .all(|rival| people(rival) <= RIVAL_SHARE * people(first));
    if rest.is_empty() || stands_out {
        return Ok(Named::One(Box::new(location(first, query))));
    }
    Ok(Named::Several(apart.iter().map(candidate).collect()))
}

/// Returns whether it is a place people live at, not a mountain or an airport: the codes of GeoNames.
fn is_settlement(entry: &Entry) -> bool {
    let code = entry.feature_code.as_deref();
    code.is_none_or(|code| code.starts_with("PPL") || code.starts_with("ADM"))
}

fn qualifier(entry: &Entry) -> String {
    let parts = [&entry.admin2, &entry.admin1, &entry.country];
    let mut told: Vec<&str> = Vec::new();
    for part in parts.into_iter().flatten() {
        if !told.contains(&part.as_str()) && *part != entry.name {
            told.push(part);
        }
    }
    told.join(", ")
}

fn location(place: &Place, query: &str) -> Location {
    let entry = &place.entry;
    let label = match qualifier(entry) {
        around if around.is_empty() => entry.name.clone(),
        around => format!("{}, {around}", entry.name),
    };
    let named_zone = entry.timezone.as_deref().and_then(|name| zone(name).ok());
    Location {
        query: query.to_owned(),
        notes: vec![format!("{label} was looked up at {SERVICE}")],
        label,
        area: None,
        position: place.position,
        precision: Precision::Place,
        zone: named_zone.unwrap_or_else(|| locate::zone_at(place.position)),
    }
}

fn candidate(place: &Place) -> Candidate {
    Candidate {
        name: place.entry.name.clone(),
        qualifier: qualifier(&place.entry),
        population: place.entry.population.filter(|&people| people > 0),
        position: place.position,
        // Words might lead elsewhere when they are typed again; coordinates do not.
        type_this: format!("{:.4},{:.4}", place.position.lat(), place.position.lon()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn entry(name: &str, lat: f64, country: &str, people: &str) -> String {
        format!(
            r#"{{"id":1,"name":"{name}","latitude":{lat},"longitude":-1.8,"feature_code":"PPL","country_code":"{country}",
            "timezone":"Europe/London","population":{people},"country":"Somewhere","admin1":"A","admin2":"B{lat}"}}"#
        )
    }

    fn answer(entries: &[String]) -> Vec<u8> {
        format!(
            r#"{{"results":[{}],"generationtime_ms":0.4}}"#,
            entries.join(",")
        )
        .into_bytes()
    }

    #[test]
    fn a_village_is_found_with_its_zone_and_source() {
        let body = answer(&[
            entry("Edale", 53.37, "GB", "353"),
            entry("Edaleville", 40.0, "US", "9000"),
        ]);
        let Named::One(found) = parse(&body, "edale").unwrap() else {
            panic!("one place")
        };
        assert_eq!(found.label, "Edale, B53.37, A, Somewhere");
        assert_eq!(found.zone.iana_name(), Some("Europe/London"));
        assert!(found.notes[0].contains("Open-Meteo"), "{:?}", found.notes);
    }

    #[test]
    fn recorded_answers_are_read() {
        let recorded = |name: &str| {
            let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/fixtures/open-meteo");
            std::fs::read(format!("{folder}/r-httptest.geocoding-{name}.json")).unwrap()
        };
        assert_eq!(parse(&recorded("053f48"), "").unwrap(), Named::Nobody);
        let Named::One(berlin) = parse(&recorded("4200be"), "Berlin").unwrap() else {
            panic!("one place")
        };
        assert_eq!(berlin.label, "Berlin, Land Berlin, Germany");
        assert_eq!(berlin.zone.iana_name(), Some("Europe/Berlin"));
        let there = Position::new(52.524_37, 13.410_53).unwrap();
        assert!(berlin.position.distance_km(there) < 0.01);
    }

    #[rstest]
    #[case::a_beginning_only(vec![entry("Edaleville", 40.0, "US", "9000")])]
    #[case::a_mountain(vec![entry("Edale", 53.4, "GB", "0").replace("PPL", "MT")])]
    #[case::off_the_earth(vec![entry("Edale", 153.4, "GB", "0")])]
    #[case::nothing(vec![])]
    fn what_does_not_bear_the_name_is_no_place(#[case] entries: Vec<String>) {
        assert_eq!(parse(&answer(&entries), "Edale").unwrap(), Named::Nobody);
    }

    #[test]
    fn no_match_has_no_results_at_all() {
        assert_eq!(
            parse(br#"{"generationtime_ms":0.155}"#, "x y").unwrap(),
            Named::Nobody
        );
    }

    #[test]
    fn namesakes_are_offered_with_what_leads_to_each() {
        let body = answer(&[
            entry("Newtown", 52.5, "GB", "null"),
            entry("Newtown", 51.0, "GB", "null"),
        ]);
        let Named::Several(found) = parse(&body, "Newtown").unwrap() else {
            panic!("two places")
        };
        let typed: Vec<&str> = found.iter().map(|one| one.type_this.as_str()).collect();
        assert_eq!(typed, ["52.5000,-1.8000", "51.0000,-1.8000"]);
    }

    #[rstest]
    #[case::these_islands_first(&[("GB", 52.0, "10"), ("US", 40.0, "90000")], 52.0)]
    #[case::ten_times_the_people(&[("US", 40.0, "90"), ("US", 44.0, "90000")], 44.0)]
    #[case::a_village_and_its_station(&[("GB", 52.0, "10"), ("GB", 52.01, "5")], 52.0)]
    fn one_that_stands_out_is_meant(#[case] places: &[(&str, f64, &str)], #[case] lat: f64) {
        let entries: Vec<String> = places
            .iter()
            .map(|&(country, lat, people)| entry("Here", lat, country, people))
            .collect();
        let Named::One(found) = parse(&answer(&entries), "Here").unwrap() else {
            panic!("one place")
        };
        assert!((found.position.lat() - lat).abs() < 1e-9);
    }

    #[rstest]
    #[case::a_web_page(b"<html></html>".to_vec())]
    #[case::nan(br#"{"results":[{"name":"Edale","latitude":nan,"longitude":1}]}"#.to_vec())]
    #[case::results_of_another_shape(br#"{"results":{"name":"Edale"}}"#.to_vec())]
    #[case::nothing(Vec::new())]
    fn what_is_no_answer_is_refused(#[case] body: Vec<u8>) {
        assert!(parse(&body, "Edale").is_err());
    }
}
