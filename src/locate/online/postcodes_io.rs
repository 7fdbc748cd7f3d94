//! postcodes.io: one UK postcode asked, and what its answer says of it.
//! The only file that knows this wire. A postcode it answers for must be the one that was asked.

use super::{Answer, AnswerError, address, readable};
use crate::domain::{Location, Position, Precision};
use crate::locate;
use reqwest::Url;
use serde::Deserialize;

/// The name that messages use.
pub const SERVICE: &str = "postcodes.io";

/// What a unit postcode of Northern Ireland is licensed for.
const NORTHERN_IRELAND: &str = "Northern Irish postcodes: ONSPD licence, non-commercial use";

/// Returns the unit postcode that was typed, in capitals and with its gap; `None` for anything else.
///
/// ```
/// use kidtrip::locate::online::unit_postcode;
/// assert_eq!(unit_postcode("bt15gs").as_deref(), Some("BT1 5GS"));
/// assert_eq!(unit_postcode("BT1"), None);
/// ```
#[must_use]
pub fn unit_postcode(typed: &str) -> Option<String> {
    if typed.len() > 32 {
        return None;
    }
    let compact: String = typed
        .chars()
        .filter(|letter| !letter.is_whitespace() && !matches!(letter, '-' | '.'))
        .map(|letter| letter.to_ascii_uppercase())
        .collect();
    let (outcode, incode) = compact.split_at_checked(compact.len().checked_sub(3)?)?;
    let mut inward = incode.bytes();
    let inward_fits = inward.next().is_some_and(|byte| byte.is_ascii_digit())
        && inward.all(|byte| byte.is_ascii_uppercase());
    let area = outcode.bytes().take_while(u8::is_ascii_uppercase).count();
    let mut district = outcode.bytes().skip(area);
    let district_fits = district.next().is_some_and(|byte| byte.is_ascii_digit())
        && district.all(|byte| byte.is_ascii_alphanumeric());
    let fits = inward_fits && district_fits && (1..=2).contains(&area) && outcode.len() <= 4;
    fits.then(|| format!("{outcode} {incode}"))
}

/// Returns the address that asks for `postcode`.
pub(super) fn url(root: &str, postcode: &str) -> Result<Url, AnswerError> {
    address(SERVICE, root, &format!("postcodes/{postcode}"))
}

#[derive(Deserialize)]
struct Wire {
    result: Option<Found>,
    terminated: Option<Terminated>,
}

#[derive(Deserialize)]
struct Found {
    postcode: String,
    latitude: Option<f64>,
    longitude: Option<f64>,
    admin_district: Option<String>,
}

#[derive(Deserialize)]
struct Terminated {
    postcode: String,
    year_terminated: Option<u16>,
    latitude: Option<f64>,
    longitude: Option<f64>,
}

/// Reads the answer about `postcode`; `None` when it has no position for it: an unknown postcode, or one of Man or
/// the Channel Islands.
///
/// # Errors
/// When it is no answer about that postcode.
pub(super) fn parse(body: &[u8], postcode: &str, query: &str) -> Answer {
    let wire: Wire = readable(SERVICE, body)?;
    let same = |answered: &str| unit_postcode(answered).as_deref() == Some(postcode);
    let (answered, at, area, note) = match (wire.result, wire.terminated) {
        (Some(found), _) => (
            found.postcode,
            (found.latitude, found.longitude),
            found.admin_district,
            "looked up".to_owned(),
        ),
        (None, Some(gone)) => (
            gone.postcode,
            (gone.latitude, gone.longitude),
            None,
            match gone.year_terminated {
                Some(year) => format!("retired in {year}; its place was looked up"),
                None => "retired; its place was looked up".to_owned(),
            },
        ),
        (None, None) => return Ok(None),
    };
    if !same(&answered) {
        return Err(AnswerError::AnotherPlace { service: SERVICE });
    }
    let (Some(lat), Some(lon)) = at else {
        return Ok(None);
    };
    let position =
        Position::new(lat, lon).map_err(|_| AnswerError::AnotherPlace { service: SERVICE })?;
    let mut note = format!("{postcode} is {note} at {SERVICE}");
    if postcode.starts_with("BT") {
        note = format!("{note} ({NORTHERN_IRELAND})");
    }
    Ok(Some(Location {
        query: query.to_owned(),
        label: postcode.to_owned(),
        area: area.or_else(|| locate::area_around(position)),
        position,
        precision: Precision::Postcode,
        zone: locate::postcode_zone(postcode).unwrap_or_else(|| locate::zone_at(position)),
        notes: vec![note],
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::as_typed("BT1 5GS", Some("BT1 5GS"))]
    #[case::without_its_gap("bt15gs", Some("BT1 5GS"))]
    #[case::with_a_hyphen("ec1a-1bb", Some("EC1A 1BB"))]
    #[case::an_outcode("M20", None)]
    #[case::a_sector("M20 2", None)]
    #[case::a_town("Newport", None)]
    #[case::too_long_a_district("AB123C 1AA", None)]
    #[case::accents("É1 1AA", None)]
    #[case::nothing("", None)]
    #[case::another_countrys("94110", None)]
    fn a_unit_postcode_is_told_by_its_form(#[case] typed: &str, #[case] expected: Option<&str>) {
        assert_eq!(unit_postcode(typed).as_deref(), expected);
    }

    const FOUND: &str = r#"{"status":200,"result":{"postcode":"BT1 5GS","quality":1,"latitude":54.596553,
        "longitude":-5.930073,"country":"Northern Ireland","admin_district":"Belfast","codes":{}}}"#;

    #[test]
    fn a_found_postcode_is_a_place_that_names_its_source() {
        let found = parse(FOUND.as_bytes(), "BT1 5GS", "bt15gs")
            .unwrap()
            .unwrap();
        assert_eq!(
            (found.query.as_str(), found.label.as_str()),
            ("bt15gs", "BT1 5GS")
        );
        assert_eq!(found.area.as_deref(), Some("Belfast"));
        assert_eq!(found.precision, Precision::Postcode);
        assert!((found.position.lat() - 54.5966).abs() < 1e-3);
        assert_eq!(found.zone.iana_name(), Some("Europe/London"));
        assert!(found.notes[0].contains("postcodes.io"), "{:?}", found.notes);
        assert!(found.notes[0].contains("ONSPD"), "{:?}", found.notes);
    }

    #[test]
    fn a_retired_postcode_says_when_it_was() {
        let body = br#"{"status":404,"error":"Postcode not found","terminated":{"postcode":"E1W 1UU",
            "year_terminated":2007,"month_terminated":12,"longitude":-0.051135,"latitude":51.508774}}"#;
        let found = parse(body, "E1W 1UU", "E1W 1UU").unwrap().unwrap();
        assert!(
            found.notes[0].contains("retired in 2007"),
            "{:?}",
            found.notes
        );
    }

    #[rstest]
    #[case::unknown(br#"{"status":404,"error":"Postcode not found"}"#)]
    #[case::of_no_form(br#"{"status":404,"error":"Invalid postcode"}"#)]
    #[case::without_a_position(
        br#"{"status":200,"result":{"postcode":"BT1 5GS","latitude":null,"longitude":null}}"#
    )]
    fn what_has_no_position_is_no_place(#[case] body: &[u8]) {
        assert_eq!(parse(body, "BT1 5GS", "BT1 5GS"), Ok(None));
    }

    #[rstest]
    #[case::another_postcode(FOUND.replace("BT1 5GS", "BT1 5GT").into_bytes())]
    #[case::off_the_earth(FOUND.replace("54.596553", "254.6").into_bytes())]
    #[case::a_web_page(b"<html>busy</html>".to_vec())]
    #[case::half_an_answer(FOUND.as_bytes()[..60].to_vec())]
    #[case::numbers_as_text(FOUND.replace("54.596553", "\"54.6\"").into_bytes())]
    #[case::beyond_any_number(FOUND.replace("54.596553", "1e999").into_bytes())]
    #[case::nothing(Vec::new())]
    #[case::ten_thousand_brackets("[".repeat(10_000).into_bytes())]
    fn what_is_no_answer_about_it_is_refused(#[case] body: Vec<u8>) {
        assert!(parse(&body, "BT1 5GS", "BT1 5GS").is_err());
    }
}
