//! What is asked to the letter, what an answer means, and what is no answer.

use super::*;
use proptest::prelude::*;
use rstest::rstest;

fn at(lat: f64, lon: f64) -> Waypoint {
    Waypoint::of(Position::new(lat, lon).unwrap())
}

fn home() -> Waypoint {
    at(53.4132, -2.2314)
}

fn places() -> Vec<Waypoint> {
    vec![at(53.2264, -2.8843), at(53.4770, -2.2550)]
}

const SOURCES: &str = r#""sources":[{"hint":"x","distance":4.1,"name":"Wilmslow Road","location":[-2.2315,53.4131]}]"#;
const DESTINATIONS: &str =
    r#""destinations":[{"location":[-2.8840,53.2270]},{"location":[-2.2551,53.4771]}]"#;

fn parsed(rest: &str) -> Result<Vec<Way>, Refusal> {
    let body = format!(r#"{{"code":"Ok",{SOURCES},{DESTINATIONS},{rest}}}"#);
    parse(body.as_bytes(), home(), &places())
}

fn road(tenths_of_seconds: u32, metres: Option<u32>) -> Way {
    Way::Road(Route {
        tenths_of_seconds,
        metres,
    })
}

#[test]
fn the_question_names_home_first_and_longitudes_first() {
    let url = request_url("http://127.0.0.1:5000/", home(), &places()).unwrap();
    assert_eq!(
        url.as_str(),
        "http://127.0.0.1:5000/table/v1/driving/-2.2314,53.4132;-2.8843,53.2264;-2.2550,53.4770\
         ?sources=0&destinations=1;2&annotations=duration,distance"
    );
    let url = request_url(
        "https://routing.openstreetmap.de/routed-car",
        home(),
        &places(),
    );
    let path = url.unwrap().path().to_owned();
    assert!(
        path.starts_with("/routed-car/table/v1/driving/-2.2314,53.4132;"),
        "{path}"
    );
}

#[test]
fn a_hundred_places_are_asked_for_in_a_short_address() {
    let many = vec![at(-53.1234, -123.1234); 101];
    let url = request_url("http://127.0.0.1:5000", home(), &many[..100]).unwrap();
    assert!(url.as_str().len() < 2_500, "{}", url.as_str().len());
    assert_eq!(
        request_url("http://127.0.0.1:5000", home(), &many),
        Err(RequestError::Places(101))
    );
}

#[rstest]
#[case::no_address("roads")]
#[case::another_scheme("file:///etc/passwd")]
#[case::a_key("https://osrm.example/?key=SECRET")]
#[case::a_password("https://me:SECRET@osrm.example/")]
fn a_root_that_is_none_is_named_without_its_secrets(#[case] base: &str) {
    let said = request_url(base, home(), &places())
        .unwrap_err()
        .to_string();
    assert!(
        said.contains("is not a root") && !said.contains("SECRET"),
        "{said}"
    );
}

#[rstest]
#[case::minutes_and_kilometres(
    r#""durations":[[3125.3,0]],"distances":[[61234.5,0]]"#,
    [road(31_253, Some(61_235)), road(0, Some(0))]
)]
#[case::no_route(
    r#""durations":[[null,600]],"distances":[[null,8000.4]]"#,
    [Way::NoRoad, road(6_000, Some(8_000))]
)]
#[case::without_distances(
    r#""durations":[[3125.3,600.04]]"#,
    [road(31_253, None), road(6_000, None)]
)]
#[case::a_distance_that_is_not_known(
    r#""durations":[[3125.3,600]],"distances":[[null,8000]]"#,
    [road(31_253, None), road(6_000, Some(8_000))]
)]
#[case::with_what_newer_servers_add(
    r#""durations":[[1,2]],"data_version":"2026","fallback_speed_cells":[[0,1]],"weights":[[[]]]"#,
    [road(10, None), road(20, None)]
)]
fn a_row_of_the_table_is_a_drive_to_each_place(#[case] rest: &str, #[case] ways: [Way; 2]) {
    assert_eq!(parsed(rest), Ok(ways.to_vec()));
}

#[rstest]
#[case::one_value_short(r#""durations":[[1]]"#, "1 durations for 2 places")]
#[case::one_too_many(r#""durations":[[1,2,3]]"#, "3 durations for 2 places")]
#[case::distances_of_others(r#""durations":[[1,2]],"distances":[[1]]"#, "1 distances for 2")]
#[case::no_row(r#""durations":[]"#, "0 rows of durations")]
#[case::two_rows(r#""durations":[[1,2],[3,4]]"#, "2 rows of durations")]
#[case::no_durations(r#""distances":[[1,2]]"#, "no durations")]
#[case::negative(r#""durations":[[1,-2]]"#, "a drive of -2 s")]
#[case::a_month(r#""durations":[[1,2592000]]"#, "a drive of 2592000 s")]
#[case::negative_metres(r#""durations":[[1,2]],"distances":[[1,-5]]"#, "a drive of -5 m")]
#[case::round_the_earth(
    r#""durations":[[1,2]],"distances":[[1,1e9]]"#,
    "a drive of 1000000000 m"
)]
#[case::nan(r#""durations":[[1,NaN]]"#, "cannot be read")]
#[case::beyond_all_numbers(r#""durations":[[1,1e400]]"#, "cannot be read")]
#[case::a_number_in_quotes(r#""durations":[[1,"2"]]"#, "cannot be read")]
#[case::twice(r#""durations":[[1,2]],"durations":[[1,2]]"#, "cannot be read")]
#[case::a_number_for_a_row(r#""durations":[1,2]"#, "cannot be read")]
fn anything_else_is_refused_whole(#[case] rest: &str, #[case] why: &str) {
    let said = parsed(rest).unwrap_err().to_string();
    assert!(said.starts_with(SERVICE) && said.contains(why), "{said}");
}

#[rstest]
#[case::nothing("", "an empty answer")]
#[case::blank(" \n", "an empty answer")]
#[case::a_page(
    "<!DOCTYPE html><title>\u{1b}[2JHotel",
    "no table but \"<!DOCTYPE html><title> [2JHotel\""
)]
#[case::a_list("[]", "no table but \"[]\"")]
#[case::half_an_answer(r#"{"code":"Ok","durations":[[1,"#, "cannot be read")]
#[case::no_code("{}", "it has no code")]
#[case::nothing_snapped(r#"{"code":"Ok","durations":[[1,2]]}"#, "no sources")]
#[case::two_homes(
    r#"{"code":"Ok","durations":[[1,2]],"sources":[{"location":[-2.23,53.41]},{"location":[-2.23,53.41]}]}"#,
    "not one source"
)]
#[case::one_place_answered(
    r#"{"code":"Ok","durations":[[1,2]],"sources":[{"location":[-2.2315,53.4131]}],"destinations":[{"location":[-2.8840,53.2270]}]}"#,
    "1 destinations for 2 places"
)]
fn what_is_no_answer_is_told(#[case] body: &str, #[case] why: &str) {
    let said = parse(body.as_bytes(), home(), &places())
        .unwrap_err()
        .to_string();
    assert!(said.contains(why), "{said}");
}

#[test]
fn deep_nesting_and_large_answers_are_refused() {
    let deep = format!(r#"{{"code":"Ok","durations":{}"#, "[".repeat(10_000));
    assert!(matches!(
        parse(deep.as_bytes(), home(), &places()),
        Err(Refusal::Malformed(_))
    ));
    let large = format!(
        r#"{{"code":"Ok","durations":[[{}1]]}}"#,
        "1,".repeat(MOST_BYTES / 2)
    );
    assert!(matches!(
        parse(large.as_bytes(), home(), &places()),
        Err(Refusal::TooLarge(_))
    ));
}

/// From beyond its map the server takes the last road on it.
#[rstest]
#[case::a_car_park_near(-2.8843, 53.2110, road(10, None))]
#[case::the_edge_of_the_map(-2.8843, 53.2000, Way::NoRoad)]
#[case::latitude_first(53.2264, -2.8843, Way::NoRoad)]
#[case::off_the_earth(-2.8843, 91.0, Way::NoRoad)]
fn a_road_far_from_the_place_is_not_its_road(#[case] lon: f64, #[case] lat: f64, #[case] way: Way) {
    let body = format!(
        r#"{{"code":"Ok",{SOURCES},"durations":[[1,2]],"destinations":[{{"location":[{lon},{lat}]}},{{"location":[-2.2551,53.4771]}}]}}"#
    );
    let ways = parse(body.as_bytes(), home(), &places());
    assert_eq!(ways, Ok(vec![way, road(20, None)]));
}

#[test]
fn places_in_another_order_never_get_each_other_s_minutes() {
    let body = format!(
        r#"{{"code":"Ok",{SOURCES},"durations":[[1,2]],"destinations":[{{"location":[-2.2551,53.4771]}},{{"location":[-2.8840,53.2270]}}]}}"#
    );
    let ways = parse(body.as_bytes(), home(), &places());
    assert_eq!(ways, Ok(vec![Way::NoRoad; 2]));
}

#[test]
fn a_home_off_the_map_is_told() {
    let body = format!(
        r#"{{"code":"Ok","durations":[[1,2]],"sources":[{{"location":[-2.2315,53.3]}}],{DESTINATIONS}}}"#
    );
    assert_eq!(
        parse(body.as_bytes(), home(), &places()),
        Err(Refusal::NoRoadAtHome)
    );
}

#[rstest]
#[case::home(
    "NoSegment",
    "Could not find a matching segment for coordinate 0",
    Refusal::NoRoadAtHome
)]
#[case::a_place(
    "NoSegment",
    "Could not find a matching segment for coordinate 3",
    Refusal::NoRoadNear(2)
)]
#[case::too_big("TooBig", "Too many table coordinates", Refusal::TooBig)]
#[case::nowhere(
    "NoSegment",
    "no number",
    Refusal::Refused { code: "NoSegment".into(), message: "no number".into() }
)]
#[case::another(
    "InvalidQuery",
    "Query string malformed close to position 12",
    Refusal::Refused {
        code: "InvalidQuery".into(),
        message: "Query string malformed close to position 12".into()
    }
)]
fn a_refusal_says_what_to_do(#[case] code: &str, #[case] message: &str, #[case] refusal: Refusal) {
    let body = format!(r#"{{"code":"{code}","message":"{message}"}}"#);
    assert_eq!(refusal_in(400, body.as_bytes()), Some(refusal.clone()));
    // Some proxies turn every status into 200.
    assert_eq!(parse(body.as_bytes(), home(), &places()), Err(refusal));
}

#[rstest]
#[case::an_address_too_long(414, "<html></html>", Some(Refusal::TooBig))]
#[case::a_page(400, "<html></html>", None)]
#[case::nothing(400, "", None)]
fn a_status_alone_says_little(
    #[case] status: u16,
    #[case] body: &str,
    #[case] expected: Option<Refusal>,
) {
    assert_eq!(refusal_in(status, body.as_bytes()), expected);
}

proptest! {
    #[test]
    fn no_body_makes_it_panic(body in proptest::collection::vec(any::<u8>(), 0..400)) {
        let _ = parse(&body, home(), &places());
        let _ = refusal_in(400, &body);
    }

    #[test]
    fn no_table_makes_it_panic(cells in "[-0-9eE.,nul\\[\\]]{0,60}") {
        if let Ok(ways) = parsed(&format!(r#""durations":[[{cells}]]"#)) {
            prop_assert_eq!(ways.len(), 2);
        }
    }
}
