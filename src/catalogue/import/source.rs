//! Where imported places come from and whom to credit: what a file says of itself, put into the words we print.

use super::Reading;
use super::plain::plain_line;
use crate::domain::MapSource;
use jiff::Timestamp;

/// The credit of OpenStreetMap, wherever its places are shown.
pub const OPENSTREETMAP: &str = "Map data (c) OpenStreetMap contributors, ODbL 1.0";
/// Its licence.
const ODBL: &str = "ODbL 1.0";

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
/// What is stated goes before what the file says; of OpenStreetMap it is always its own credit and licence. Where nobody says
/// anything, what speaks OpenStreetMap's language is taken to be of it: better one credit too many than one too few.
#[must_use]
pub fn map_source(reading: &Reading, from: &str, now: Timestamp, stated: &Stated) -> MapSource {
    let said = stated.attribution.as_ref().or(reading.attribution.as_ref());
    let of_openstreetmap = [&reading.attribution, &stated.attribution]
        .into_iter()
        .flatten()
        .any(|credit| is_openstreetmap(credit));
    let nobody_says = said.is_none() && stated.licence.is_none();
    let of_openstreetmap = of_openstreetmap || nobody_says && reading.speaks_openstreetmap;
    let line = |text: &String| Some(plain_line(text, 300)).filter(|text| !text.is_empty());
    let as_of = reading.as_of.as_deref().and_then(instant);
    let (attribution, licence) = if of_openstreetmap {
        (Some(OPENSTREETMAP.to_owned()), Some(ODBL.to_owned()))
    } else {
        (said.and_then(line), stated.licence.as_ref().and_then(line))
    };
    MapSource {
        from: plain_line(from, 200),
        as_of: as_of.map(|instant| instant.to_string()),
        imported_at: now.to_string(),
        attribution,
        licence,
    }
}

fn is_openstreetmap(credit: &str) -> bool {
    let credit = credit.to_lowercase();
    ["openstreetmap", "odbl"]
        .iter()
        .any(|word| credit.contains(word))
}

/// Returns the instant of a time that a file states: RFC 3339, or a day alone.
fn instant(text: &str) -> Option<Timestamp> {
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
        assert_eq!(source.attribution.as_deref(), Some(OPENSTREETMAP));
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
