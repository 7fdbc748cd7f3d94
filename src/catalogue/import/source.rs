//! Where imported places come from and whom to credit: what a file says of itself, put into the words we print.

use super::Reading;
use super::plain::plain_line;
use crate::domain::MapSource;
use jiff::Timestamp;

/// The credit of OpenStreetMap, wherever its places are shown.
pub const OPENSTREETMAP: &str = "Map data (c) OpenStreetMap contributors, ODbL 1.0";
/// Its licence.
const ODBL: &str = "ODbL 1.0";
/// What stands between two credits or licences.
const BETWEEN: &str = "; ";
/// The most credits or licences that are kept of one source, and the characters of one.
const MOST: usize = 20;
const LONGEST: usize = 300;
/// Words of a credit that names nobody but OpenStreetMap.
const ITS_WORDS: [&str; 40] = [
    "openstreetmap",
    "osm",
    "odbl",
    "contributors",
    "contributor",
    "map",
    "maps",
    "data",
    "c",
    "copyright",
    "the",
    "included",
    "in",
    "this",
    "document",
    "is",
    "are",
    "from",
    "www",
    "org",
    "http",
    "https",
    "made",
    "available",
    "under",
    "and",
    "its",
    "by",
    "of",
    "licence",
    "license",
    "licensed",
    "licenses",
    "open",
    "database",
    "opendatacommons",
    "v1",
    "foundation",
    "api",
    "project",
];

/// What somebody who imports a file says of it that the file does not.
#[derive(Debug, Clone, Default)]
pub struct Stated {
    /// Whom to credit.
    pub attribution: Option<String>,
    /// The licence.
    pub licence: Option<String>,
}

/// Returns where the places of `reading` come from: the file called `from`, imported at `now`.
///
/// What is stated stands beside what the file says, and OpenStreetMap's own credit and licence beside both where either names
/// it. Where nobody says anything, what speaks OpenStreetMap's language is taken to be of it: better one credit too many than
/// one too few.
#[must_use]
pub fn map_source(reading: &Reading, from: &str, now: Timestamp, stated: &Stated) -> MapSource {
    let assumed = is_assumed(reading, stated).then_some(OPENSTREETMAP);
    let said = [&stated.attribution, &reading.attribution];
    let credits = said.into_iter().filter_map(|said| said.as_deref());
    let attribution = joined_credits(credits.chain(assumed));
    let licence = joined_licences(
        stated.licence.as_deref().into_iter(),
        attribution.as_deref(),
    );
    let as_of = reading.as_of.as_deref().and_then(instant);
    MapSource {
        from: plain_line(from, 200),
        as_of: as_of.map(|instant| instant.to_string()),
        imported_at: now.to_string(),
        attribution,
        licence,
    }
}

/// Returns whether only its language tells whose `reading` is.
#[must_use]
pub const fn is_assumed(reading: &Reading, stated: &Stated) -> bool {
    let nobody_says =
        reading.attribution.is_none() && stated.attribution.is_none() && stated.licence.is_none();
    nobody_says && reading.speaks_openstreetmap
}

/// Returns all of `said`, each credit once; where OpenStreetMap is named, its own credit stands last, in its own words.
pub(super) fn joined_credits<'a>(said: impl Iterator<Item = &'a str>) -> Option<String> {
    let mut credits: Vec<String> = Vec::new();
    let mut of_openstreetmap = false;
    for credit in said.flat_map(|said| said.split(BETWEEN)) {
        of_openstreetmap |= is_openstreetmap(credit);
        if !is_openstreetmap_alone(credit) {
            add(&mut credits, credit);
        }
    }
    if of_openstreetmap {
        credits.push(OPENSTREETMAP.to_owned());
    }
    (!credits.is_empty()).then(|| credits.join(BETWEEN))
}

/// Returns all of `said`, each licence once, and that of OpenStreetMap where `credits` name it.
pub(super) fn joined_licences<'a>(
    said: impl Iterator<Item = &'a str>,
    credits: Option<&str>,
) -> Option<String> {
    let mut licences: Vec<String> = Vec::new();
    let of_openstreetmap = credits.is_some_and(|credits| credits.contains(OPENSTREETMAP));
    for licence in said.flat_map(|said| said.split(BETWEEN)) {
        if !(of_openstreetmap && is_openstreetmap_alone(licence)) {
            add(&mut licences, licence);
        }
    }
    if of_openstreetmap {
        licences.push(ODBL.to_owned());
    }
    (!licences.is_empty()).then(|| licences.join(BETWEEN))
}

/// Adds one that is not there yet, if there is room.
fn add(known: &mut Vec<String>, one: &str) {
    let one = plain_line(one, LONGEST);
    if !one.is_empty() && known.len() < MOST && !known.contains(&one) {
        known.push(one);
    }
}

fn is_openstreetmap(credit: &str) -> bool {
    let credit = credit.to_lowercase();
    ["openstreetmap", "odbl"]
        .iter()
        .any(|word| credit.contains(word))
}

/// Returns whether a credit names OpenStreetMap and nobody else, so that its own words can stand for it.
fn is_openstreetmap_alone(credit: &str) -> bool {
    let lower = credit.to_lowercase();
    let mut words = lower
        .split(|c: char| !c.is_alphanumeric())
        .filter(|word| !word.is_empty());
    is_openstreetmap(credit)
        && words
            .all(|word| ITS_WORDS.contains(&word) || word.bytes().all(|byte| byte.is_ascii_digit()))
}

/// Returns the instant of a time that a file states: RFC 3339, or a day alone.
pub(super) fn instant(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    let day = || {
        text.parse::<jiff::civil::Date>()
            .ok()?
            .at(0, 0, 0, 0)
            .in_tz("UTC")
            .ok()
    };
    text.parse().ok().or_else(|| Some(day()?.timestamp()))
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    fn source(attribution: Option<&str>, as_of: Option<&str>, stated: &Stated) -> MapSource {
        let reading = Reading {
            attribution: attribution.map(str::to_owned),
            as_of: as_of.map(str::to_owned),
            ..Reading::default()
        };
        map_source(&reading, "zoos\u{1b}.json", Timestamp::UNIX_EPOCH, stated)
    }

    #[test]
    fn openstreetmap_is_credited_in_its_own_words() {
        let said = "The data included in this document is from www.openstreetmap.org.";
        let stated = Stated {
            attribution: Some("me".to_owned()),
            licence: None,
        };
        let source = source(Some(said), None, &stated);
        let both = format!("me; {OPENSTREETMAP}");
        assert_eq!(source.attribution, Some(both));
        assert_eq!(source.licence.as_deref(), Some("ODbL 1.0"));
        assert_eq!(source.from, "zoos .json");
        assert_eq!(source.imported_at, "1970-01-01T00:00:00Z");
    }

    #[test]
    fn others_are_credited_as_they_or_the_family_say() {
        let stated = Stated {
            attribution: None,
            licence: Some("CC0".to_owned()),
        };
        let source = source(Some("Council\nof Leeds"), None, &stated);
        assert_eq!(source.attribution.as_deref(), Some("Council of Leeds"));
        assert_eq!(source.licence.as_deref(), Some("CC0"));
    }

    #[rstest]
    #[case::of_osm_alone(&["(c) OpenStreetMap contributors", OPENSTREETMAP], OPENSTREETMAP.to_owned(), "ODbL 1.0")]
    #[case::of_somebody_and_osm(&["Alpha Trust; OpenStreetMap"], format!("Alpha Trust; {OPENSTREETMAP}"), "ODbL 1.0")]
    #[case::of_somebody_who_used_osm(
        &["Alpha Trust, from OpenStreetMap"],
        format!("Alpha Trust, from OpenStreetMap; {OPENSTREETMAP}"),
        "ODbL 1.0"
    )]
    #[case::of_two(&["Alpha", "Beta; Alpha"], "Alpha; Beta".to_owned(), "")]
    fn every_credit_is_kept_once_and_that_of_openstreetmap_is_added(
        #[case] said: &[&str],
        #[case] credits: String,
        #[case] licence: &str,
    ) {
        let joined = joined_credits(said.iter().copied());
        assert_eq!(joined, Some(credits));
        let licences = joined_licences(["CC0", "ODbL 1.0"].into_iter(), joined.as_deref());
        let expected = format!(
            "CC0; {}",
            if licence.is_empty() {
                "ODbL 1.0"
            } else {
                licence
            }
        );
        assert_eq!(licences, Some(expected));
        let none = joined_licences(std::iter::empty(), joined.as_deref());
        assert_eq!(none.unwrap_or_default(), licence);
    }

    #[test]
    fn credits_without_end_are_bounded_and_openstreetmap_is_among_them() {
        let many: Vec<String> = (0..1_000)
            .map(|n| format!("{n} {}", "x".repeat(999)))
            .collect();
        let said = many.iter().map(String::as_str).chain(["OpenStreetMap"]);
        let joined = joined_credits(said).unwrap();
        assert!(joined.ends_with(OPENSTREETMAP) && joined.len() < 7_000);
    }

    #[rstest]
    #[case::nobody(None, None, None, Some(OPENSTREETMAP))]
    #[case::the_file(Some("Council of Leeds"), None, None, Some("Council of Leeds"))]
    #[case::the_family(None, Some("Ann"), None, Some("Ann"))]
    #[case::the_family_of_its_licence(None, None, Some("CC0"), None)]
    fn what_speaks_of_places_as_openstreetmap_does_is_of_it_unless_somebody_says_otherwise(
        #[case] said: Option<&str>,
        #[case] attribution: Option<&str>,
        #[case] licence: Option<&str>,
        #[case] expected: Option<&str>,
    ) {
        let reading = Reading {
            attribution: said.map(str::to_owned),
            speaks_openstreetmap: true,
            ..Reading::default()
        };
        let stated = Stated {
            attribution: attribution.map(str::to_owned),
            licence: licence.map(str::to_owned),
        };
        let source = map_source(&reading, "zoos.json", Timestamp::UNIX_EPOCH, &stated);
        assert_eq!(source.attribution.as_deref(), expected);
    }

    #[rstest]
    #[case::an_instant("2015-02-04T21:48:02Z", Some("2015-02-04T21:48:02Z"))]
    #[case::a_day("2015-02-04", Some("2015-02-04T00:00:00Z"))]
    #[case::words("last week", None)]
    fn a_time_is_kept_where_it_is_one(#[case] text: &str, #[case] expected: Option<&str>) {
        let source = source(None, Some(text), &Stated::default());
        assert_eq!(source.as_of.as_deref(), expected);
        assert_eq!(source.attribution, None, "nobody said");
    }
}
