//! What the tags of a map say that parents ask. What they do not say is unknown, and what is only half an answer too.

use super::Feature;
use super::plain::plain_line;
use crate::domain::{Fact, FamilyFacts, Position, Price};
use crate::locate;

/// The tags that facts are made of: what a place takes over from another that is the same.
pub(super) const FACT_KEYS: [&str; 23] = [
    "opening_hours",
    "fee",
    "fee:conditional",
    "charge",
    "wheelchair",
    "stroller",
    "dog",
    "toilets",
    "changing_table",
    "food",
    "min_age",
    "max_age",
    "indoor",
    "covered",
    "location",
    "museum",
    "website",
    "contact:website",
    "url",
    "addr:postcode",
    "postal_code",
    "reservation",
    "booking",
];

/// The most letters of opening hours: OpenStreetMap itself allows 255.
const LONGEST_HOURS: usize = 300;
/// The most letters of an address on the web.
const LONGEST_URL: usize = 300;
/// How far a place may be from its postcode; beyond, one of the two is wrong.
const POSTCODE_KM: f64 = 20.0;
/// The oldest that a child is.
const OLDEST: u8 = 17;

/// Returns what parents ask of a place.
pub(super) fn family_facts(feature: &Feature) -> FamilyFacts {
    let plain = |key: &str| match feature.tag(key) {
        Some("yes") => Fact::Yes,
        Some("no") => Fact::No,
        _ => Fact::Unknown,
    };
    let booking = match feature
        .tag("reservation")
        .or_else(|| feature.tag("booking"))
    {
        Some("required") => Fact::Yes,
        Some("no") => Fact::No,
        _ => Fact::Unknown,
    };
    FamilyFacts {
        buggy: match (plain("stroller"), feature.tag("wheelchair")) {
            // What is hard for a wheelchair need not be for a buggy; what is easy is.
            (Fact::Unknown, Some("yes" | "designated")) => Fact::Yes,
            (said, _) => said,
        },
        dog: match feature.tag("dog") {
            Some("leashed" | "unleashed") => Fact::Yes,
            _ => plain("dog"),
        },
        toilets: plain("toilets"),
        baby_change: plain("changing_table"),
        food: plain("food"),
        booking,
    }
}

/// Returns what a family pays, as far as it is said.
pub(super) fn price(feature: &Feature) -> Price {
    // Free on some days is not free.
    let conditional = feature.tag("fee:conditional").is_some();
    match (feature.tag("fee"), feature.tag("charge")) {
        (Some("no"), None) if !conditional => Price::Free,
        (Some("no") | None, Some(charge)) if amount(charge) == Some(0.0) && !conditional => {
            Price::Free
        }
        (Some("yes") | None, Some(charge)) => match amount(charge) {
            // Four of the dearest tickets.
            Some(each) if each > 0.0 && 4.0 * each <= 25.0 => Price::Low,
            _ => Price::Paid,
        },
        (Some("yes"), None) => Price::Paid,
        _ => Price::Unknown,
    }
}

/// Returns the one amount of pounds or euros that a charge is: "5.50 GBP", "£5"; `None` for anything less plain.
fn amount(charge: &str) -> Option<f64> {
    let charge = charge.trim();
    let bare = ["GBP", "EUR", "£", "€"].iter().find_map(|sign| {
        charge
            .strip_prefix(sign)
            .or_else(|| charge.strip_suffix(sign))
    })?;
    let bare = bare.trim();
    let plain = !bare.is_empty()
        && bare
            .bytes()
            .all(|byte| byte.is_ascii_digit() || byte == b'.');
    plain.then(|| bare.parse().ok())?
}

/// Returns the ages it is for, where the map says so: the youngest and the oldest, in whole years.
pub(super) fn ages(feature: &Feature) -> (Option<u8>, Option<u8>) {
    let age = |key: &str| {
        feature
            .tag(key)
            .and_then(|age| age.trim().parse::<u8>().ok())
    };
    let youngest = age("min_age").filter(|age| *age <= OLDEST);
    let oldest = age("max_age").map(|age| age.min(OLDEST));
    match (youngest, oldest) {
        // A map that has them the wrong way round knows neither.
        (Some(youngest), Some(oldest)) if youngest > oldest => (None, None),
        said => said,
    }
}

/// Kinds that are found both under a roof and under the sky.
const EITHER: [&str; 13] = [
    "aquarium",
    "attraction",
    "climbing",
    "farm",
    "high-ropes",
    "ice-rink",
    "mini-golf",
    "playground",
    "splash-pad",
    "swimming-pool",
    "trampoline-park",
    "water-park",
    "zoo",
];

/// Returns the share of a visit spent outdoors, where the map says something of this very place.
pub(super) fn exposure(feature: &Feature, kind: &str) -> Option<f64> {
    let is = |key: &str, value: &str| feature.tag(key) == Some(value);
    if kind == "museum" && is("museum", "open_air") {
        // Houses to walk between, and to shelter in.
        return Some(0.7);
    }
    if !EITHER.contains(&kind) {
        return None;
    }
    if is("indoor", "yes") || is("location", "indoor") {
        Some(0.0)
    } else if is("location", "outdoor") || is("indoor", "no") || is("covered", "no") {
        Some(1.0)
    } else {
        None
    }
}

/// What the map says of the opening hours.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Hours {
    /// Nothing.
    None,
    /// This, in the syntax of OpenStreetMap.
    Known(String),
    /// Something that cannot be read.
    Unreadable,
}

/// Returns the opening hours, if they can be read.
pub(super) fn hours(feature: &Feature) -> Hours {
    let Some(said) = feature
        .tag("opening_hours")
        .map(str::trim)
        .filter(|said| !said.is_empty())
    else {
        return Hours::None;
    };
    // Longer ones are not looked at: what parses them takes its time.
    let is_plain = plain_line(said, LONGEST_HOURS) == said;
    if is_plain && said.parse::<opening_hours::OpeningHours>().is_ok() {
        Hours::Known(said.to_owned())
    } else {
        Hours::Unreadable
    }
}

/// Returns the page of a place, an address that a browser opens and that hides nothing.
pub(super) fn url(feature: &Feature) -> Option<String> {
    let keys = ["website", "contact:website", "url"];
    keys.iter()
        .filter_map(|key| feature.tag(key))
        .find_map(web_address)
}

fn web_address(text: &str) -> Option<String> {
    // Several may stand there; a semicolon within an address is written %3B.
    let first = text.split(';').next().unwrap_or_default().trim();
    let address = if first
        .get(..4)
        .is_some_and(|start| start.eq_ignore_ascii_case("www."))
    {
        format!("http://{first}")
    } else {
        first.to_owned()
    };
    let (scheme, rest) = address.split_once("://")?;
    let scheme = scheme.to_ascii_lowercase();
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    let is_plain = |c: char| {
        !c.is_whitespace()
            && !matches!(
                c,
                '"' | '\'' | '<' | '>' | '`' | '\\' | '{' | '}' | '|' | '^'
            )
    };
    let is_host = |c: char| c.is_alphanumeric() || matches!(c, '.' | '-' | ':');
    let good = matches!(scheme.as_str(), "http" | "https")
        && host.contains('.')
        && !host.starts_with('.')
        && host.chars().all(is_host)
        && address.chars().all(is_plain)
        && plain_line(&address, LONGEST_URL) == address;
    good.then(|| format!("{scheme}://{rest}"))
}

/// Returns the postcode, if it is one of these islands and not somewhere else than the place.
pub(super) fn postcode(feature: &Feature, at: Position) -> Option<String> {
    let said = feature
        .tag("addr:postcode")
        .or_else(|| feature.tag("postal_code"))?;
    let compact: String = said.chars().filter(|c| !c.is_whitespace()).collect();
    let compact = compact.to_ascii_uppercase();
    // A unit, "M20 2RN", whose outcode exists.
    let (outcode, unit) = compact.split_at_checked(compact.len().checked_sub(3)?)?;
    let [digit, first, second] = unit.as_bytes() else {
        return None;
    };
    let has_form = (2..=4).contains(&outcode.len())
        && outcode.bytes().all(|byte| byte.is_ascii_alphanumeric())
        && digit.is_ascii_digit()
        && first.is_ascii_uppercase()
        && second.is_ascii_uppercase();
    let postcode = format!("{outcode} {unit}");
    let known = has_form && locate::postcode_zone(&postcode).is_some();
    let elsewhere = locate::postcode_position(&postcode)
        .is_some_and(|there| there.distance_km(at) > POSTCODE_KM);
    (known && !elsewhere).then_some(postcode)
}

#[cfg(test)]
mod tests;
