//! Tables as people keep them: our own, a council's, a spreadsheet's, and those that went wrong.

use super::*;
use crate::catalogue::import::named::ID;
use rstest::rstest;

fn read_bytes(bytes: &[u8], kind: Option<&str>) -> Result<Contents, ImportError> {
    Means::of_tests(kind, |means| read(bytes, means))
}

fn map(text: &str, kind: Option<&str>) -> Reading {
    match read_bytes(text.as_bytes(), kind).unwrap() {
        Contents::Map(reading) => reading,
        Contents::Table(places, _) => panic!("{places:?}"),
    }
}

#[rstest]
#[case::plain("name,lat,lon,category\nOur Zoo,53.4,-2.2,zoo\n")]
#[case::a_spreadsheets(
    "\u{feff}Name;Latitude;Longitude;Type\r\nOur Zoo;53,4;-2,2;Wildlife Park\r\n"
)]
#[case::tabs("Y\tX\tTITLE\tKind\n53.4\t-2.2\tOur Zoo\tzoos\n")]
#[case::quoted("name,lat,lon,category\n\"Our Zoo\",\"53.4\",\"-2.2\",\"Zoo or wildlife park\"\n")]
#[case::the_tags_of_a_map("name,tourism,lat,lon\nOur Zoo,zoo,53.4,-2.2\n")]
#[case::without_a_line_end("name,lat,lon,category\nOur Zoo,53.4,-2.2,zoo")]
fn any_table_with_named_columns_is_read(#[case] text: &str) {
    let reading = map(text, None);
    let feature = &reading.features[0];
    assert_eq!(feature.position, Position::new(53.4, -2.2).unwrap());
    assert_eq!(
        (feature.source.as_str(), feature.tag("name")),
        ("line 2", Some("Our Zoo"))
    );
    assert!(feature.tag(KIND) == Some("zoo") || feature.tag("tourism") == Some("zoo"));
    assert_eq!((reading.objects, reading.skipped.len()), (1, 0));
    assert_eq!(
        reading.speaks_openstreetmap,
        feature.tag("tourism").is_some()
    );
}

#[test]
fn a_postcode_will_do_and_is_said_to_be_the_source() {
    let reading = map(
        "Name,Post Code,Category,ID\nGarden,M20 2RN,garden,g1\n",
        None,
    );
    let feature = &reading.features[0];
    assert!(
        feature
            .position
            .distance_km(Position::new(53.4132, -2.2314).unwrap())
            < 0.1
    );
    assert_eq!(feature.tag(BY_POSTCODE), Some("yes"));
    assert_eq!(feature.tag(ID), Some("g1"));
}

#[rstest]
#[case::no_position("Zoo,,,zoo", Skipped::NoPosition)]
#[case::half_a_position("Zoo,53,,zoo", Skipped::NoPosition)]
#[case::off_the_earth("Zoo,953,2,zoo", Skipped::NoPosition)]
#[case::metres("Zoo,398000,384000,zoo", Skipped::NoPosition)]
#[case::noughts("Zoo,0,0.0,zoo", Skipped::NoPosition)]
#[case::words("Zoo,nan,inf,zoo", Skipped::NoPosition)]
#[case::a_number_beyond_all("Zoo,1e400,2,zoo", Skipped::NoPosition)]
#[case::too_few_cells("Zoo,53,2", Skipped::BadValue)]
#[case::too_many_cells("Zoo,53,2,zoo,x", Skipped::BadValue)]
#[case::no_kind("Zoo,53,2,", Skipped::NoKind)]
#[case::a_kind_that_is_none("Zoo,53,2,cathedral", Skipped::NoKind)]
fn a_line_that_does_not_fit_is_skipped_and_counted(#[case] line: &str, #[case] why: Skipped) {
    let text = format!("name,lat,lon,category\n{line}\n\nGood,53,2,zoo\n , ,,\n");
    let reading = map(&text, None);
    assert_eq!(reading.features.len(), 1);
    assert_eq!(reading.skipped_counts(), [(why, 1)]);
    assert_eq!(reading.objects, 2);
}

#[test]
fn what_is_skipped_is_told_with_its_line_and_its_fault() {
    let text = "name,lat,lon,category,postcode\nA,53,2\nB,north,2,zoo,\nC,,,zoo,ZZ99 9ZZ\nD,53,2,Cathedral,\n,,,zoo,\nE,53,2,,\n";
    let reading = map(text, None);
    let told: Vec<&str> = reading
        .skipped
        .values()
        .flat_map(|left| left.examples.iter().map(String::as_str))
        .collect();
    let expected = [
        "B (line 3): latitude \"north\", longitude \"2\"",
        "C (line 4): the postcode \"ZZ99 9ZZ\" is not known",
        "line 6: it has no position",
        "line 2: 3 columns, where the first line names 5",
        "D (line 5): \"Cathedral\"",
        "E (line 7)",
    ];
    assert_eq!(told, expected);
}

#[test]
fn a_kind_that_was_asked_for_is_that_of_lines_that_do_not_say() {
    let reading = map(
        "name,lat,lon,category\nA,53,2,\nB,53,2,zoo\n",
        Some("museum"),
    );
    let kinds: Vec<_> = reading.features.iter().map(|one| one.tag(KIND)).collect();
    assert_eq!(kinds, [Some("museum"), Some("zoo")]);
}

#[test]
fn our_own_table_is_read_exactly_as_it_is() {
    let text = "id,name,category,lat,lon,exposure,price\nour-zoo,Our Zoo,zoo,53.4,-2.2,0.4,low\n";
    let Contents::Table(places, _) = read_bytes(text.as_bytes(), None).unwrap() else {
        panic!("it is our own");
    };
    let place = &places[0];
    assert_eq!((&*place.id, place.exposure.share()), ("our-zoo", 0.4));
    assert_eq!(
        (&*place.catalogue, place.price.known()),
        ("mine", Some("low"))
    );
}

#[rstest]
#[case::no_name(b"lat,lon,category\n1,2,zoo\n", "a column called name")]
#[case::no_place(b"name,category,lat\nZoo,zoo,2\n", "lat and lon")]
#[case::an_open_quote(b"name,lat,lon\n\"Zoo,1,2\n", "line 2")]
#[case::another_encoding(b"name,lat,lon\nZoo,1,2\nCaf\xe9,1,2\n", "line 3")]
#[case::our_own_with_a_bad_value(
    b"name,category,lat,lon,exposure\nZoo,zoo,1,2,9\n",
    "line 2: column exposure"
)]
#[case::our_own_with_an_unknown_kind(
    b"name,category,lat,lon,exposure\nZoo,pub,1,2,\n",
    "line 2: column category"
)]
#[case::our_own_twice(
    b"id,name,category,lat,lon,exposure\na,A,zoo,1,2,\na,B,zoo,1,2,\n",
    "line 3: the id"
)]
fn a_table_that_cannot_be_used_is_refused_whole_with_a_reason(
    #[case] bytes: &[u8],
    #[case] says: &str,
) {
    let error = read_bytes(bytes, None).unwrap_err().to_string();
    assert!(error.contains(says), "{error}");
}

#[test]
fn a_cell_that_is_a_formula_stays_text() {
    let reading = map("name,lat,lon,category\n=HYPERLINK(1),53,2,zoo\n", None);
    assert_eq!(reading.features[0].tag("name"), Some("=HYPERLINK(1)"));
}

#[rstest]
#[case::a_short_line(
    "den,Den,zoo",
    "line 2: it has 3 columns, where the first line names 6"
)]
#[case::a_long_line(
    "den,Den,zoo,1,2,,,",
    "line 2: it has 8 columns, where the first line names 6"
)]
#[case::a_kind_that_is_none("den,Den,pub,1,2,", "line 2: column category: \"pub\" is not valid")]
#[case::nowhere(
    "den,Den,zoo,,,",
    "line 2: \"Den\" has neither lat and lon nor a known postcode"
)]
#[case::escapes(
    "den,Den,a\u{1b}[2Jb,1,2,",
    "line 2: column category: \"a [2Jb\" is not valid"
)]
fn a_line_of_our_own_that_does_not_fit_is_named_in_plain_words(
    #[case] line: &str,
    #[case] told: &str,
) {
    let text = format!("id,name,category,lat,lon,exposure\n{line}\n");
    let error = read_bytes(text.as_bytes(), None).unwrap_err().to_string();
    assert_eq!(error, format!("it is damaged at {told}"));
}
