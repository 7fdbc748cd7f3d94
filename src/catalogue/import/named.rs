//! Tables and properties with names of their own choosing, put into the tags of a map: "Post Code" is `addr:postcode`.
//! What is not known by name stays as it is, for it may be a tag already.

use super::kinds::KindNames;
use crate::locate::fold;

/// The kind of place, where the file says it outright: an id of a kind.
pub(super) const KIND: &str = "kidtrip:kind";
/// The id that the file itself gives a place.
pub(super) const ID: &str = "kidtrip:id";
/// Whom the record itself says to credit.
pub(super) const CREDIT: &str = "kidtrip:attribution";
/// The licence that it names.
pub(super) const LICENCE: &str = "kidtrip:licence";
/// That its name is a list or an object, which nobody can read out.
pub(super) const NAME_IS_NO_TEXT: &str = "kidtrip:name_is_no_text";
/// That the position is that of the postcode.
pub(super) const BY_POSTCODE: &str = "kidtrip:by_postcode";

/// What a column or a property is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) enum Column {
    /// The latitude.
    Lat,
    /// The longitude.
    Lon,
    /// The kind of place, in somebody's words.
    Kind,
    /// What it costs, in the words of our own table.
    Price,
    /// Whether one must book, in the words of our own table.
    Booking,
    /// A tag.
    Tag(String),
}

/// The names that people give to what we know, folded.
const NAMES: [(&str, &[&str]); 12] = [
    (
        "name",
        &["name", "title", "site name", "place name", "attraction"],
    ),
    (ID, &["id"]),
    (CREDIT, &["attribution", "credit"]),
    (LICENCE, &["licence", "license"]),
    (
        "addr:postcode",
        &[
            "postcode",
            "post code",
            "postal code",
            "zip",
            "zip code",
            "addr postcode",
        ],
    ),
    (
        "website",
        &["website", "url", "web", "web site", "homepage", "link"],
    ),
    (
        "opening_hours",
        &["opening hours", "openinghours", "hours", "opening times"],
    ),
    ("min_age", &["min age", "age min", "minimum age"]),
    ("max_age", &["max age", "age max", "maximum age"]),
    ("stroller", &["buggy", "stroller", "pushchair", "pram"]),
    ("dog", &["dog", "dogs"]),
    (
        "changing_table",
        &["changing table", "baby change", "baby changing"],
    ),
];

impl Column {
    /// Returns what the column called `header` is about.
    pub(super) fn of(header: &str) -> Self {
        let header = header.trim_start_matches('\u{feff}').trim();
        let folded = fold(header);
        match folded.as_str() {
            "lat" | "latitude" | "y" => return Self::Lat,
            "lon" | "lng" | "long" | "longitude" | "x" => return Self::Lon,
            "category" | "kind" | "type" => return Self::Kind,
            "price" => return Self::Price,
            "booking" => return Self::Booking,
            _ => {}
        }
        let known = NAMES
            .iter()
            .find(|(_, names)| names.contains(&folded.as_str()));
        Self::Tag(known.map_or_else(|| header.to_owned(), |(key, _)| (*key).to_owned()))
    }

    /// Returns the tag that `value` in this column is; `None` for a coordinate, and for a value that says nothing.
    pub(super) fn tag(&self, value: &str, kinds: &KindNames) -> Option<(String, String)> {
        let tag = |key: &str, value: &str| Some((key.to_owned(), value.to_owned()));
        match self {
            Self::Lat | Self::Lon => None,
            Self::Kind => tag(KIND, kinds.find(value)?),
            Self::Price => match fold(value).as_str() {
                "free" => tag("fee", "no"),
                "low" | "high" | "paid" => tag("fee", "yes"),
                _ => None,
            },
            Self::Booking => match fold(value).as_str() {
                "yes" => tag("reservation", "required"),
                "no" => tag("reservation", "no"),
                _ => None,
            },
            Self::Tag(key) if key.is_empty() || value.is_empty() => None,
            Self::Tag(key) => tag(key, value),
        }
    }
}

/// Returns the degrees that a cell says, with a point or a comma.
pub(super) fn degrees(cell: &str) -> Option<f64> {
    let cell = cell.trim().trim_end_matches('°');
    // No ordinate has more digits; "infinity" and "nan" are numbers to Rust and to nobody else.
    let numeric = |c: char| c.is_ascii_digit() || matches!(c, '.' | ',' | '-' | '+' | 'e' | 'E');
    if cell.len() > 40 || !cell.chars().all(numeric) {
        return None;
    }
    cell.replace(',', ".").parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::catalogue::Categories;
    use rstest::rstest;

    #[rstest]
    #[case::latitude("Latitude", Column::Lat)]
    #[case::x("\u{feff}X", Column::Lon)]
    #[case::postcode("Post Code", Column::Tag("addr:postcode".to_owned()))]
    #[case::website(" URL ", Column::Tag("website".to_owned()))]
    #[case::hours("opening_hours", Column::Tag("opening_hours".to_owned()))]
    #[case::a_tag_stays("toilets:wheelchair", Column::Tag("toilets:wheelchair".to_owned()))]
    fn a_column_is_known_by_its_name(#[case] header: &str, #[case] column: Column) {
        assert_eq!(Column::of(header), column);
    }

    #[rstest]
    #[case::free("price", "Free", Some(("fee", "no")))]
    #[case::dear("price", "high", Some(("fee", "yes")))]
    #[case::not_known("price", "unknown", None)]
    #[case::booked("booking", "yes", Some(("reservation", "required")))]
    #[case::a_kind("Category", "Wildlife park", Some((KIND, "zoo")))]
    #[case::no_kind("type", "multipolygon", None)]
    #[case::a_buggy("buggy", "yes", Some(("stroller", "yes")))]
    #[case::nothing("fee", "", None)]
    fn a_cell_becomes_a_tag(
        #[case] header: &str,
        #[case] cell: &str,
        #[case] tag: Option<(&str, &str)>,
    ) {
        let kinds = KindNames::of(&Categories::built_in().unwrap());
        let expected = tag.map(|(key, value)| (key.to_owned(), value.to_owned()));
        assert_eq!(Column::of(header).tag(cell, &kinds), expected);
    }

    #[rstest]
    #[case::plain("53.41", Some(53.41))]
    #[case::with_a_comma("-2,24", Some(-2.24))]
    #[case::with_a_sign("53.41°", Some(53.41))]
    #[case::words("nan", None)]
    #[case::endless("inf", None)]
    #[case::nothing("", None)]
    #[case::a_formula("=1+1", None)]
    fn degrees_are_read_as_people_write_them(#[case] cell: &str, #[case] expected: Option<f64>) {
        assert_eq!(degrees(cell), expected);
    }
}
