//! `suggest` in the formats for other programs, read by readers that are not ours.
//! Every format tells the same places, and nothing that a name brings along does anything.

use crate::fake::weather;
use crate::harness::{Home, each, open_meteo};
use icalendar::{Calendar, CalendarDateTime, Component, DatePerhapsTime};
use pulldown_cmark::{Event, Parser, Tag};
use rstest::rstest;
use serde_json::Value;

const MANCHESTER: [&str; 4] = ["--near", "M20 2RN", "--on", "sat"];
/// Names as no sign has them, and addresses that nobody should follow.
const HOSTILE: &str = "\
name,category,postcode,lat,lon,price,url
\"<script>alert(1)</script>\",park,,53.42,-2.23,free,javascript:alert(1)
\"X\r\nBcc: a@b.example\r\nEND:VCALENDAR\",park,,53.43,-2.25,free,https://a.example/\"><b>
\"=HYPERLINK(\"\"http://evil.example\"\")\",park,,53.44,-2.27,free,
\"[click](javascript:alert(2)) **now** | `x`\",park,,53.45,-2.21,free,file:///etc/passwd
\"Zoo \u{202e}gpj.exe\u{1b}[31m, a; b\\\\n\",park,,53.46,-2.20,free,
";

fn printed(home: &Home, format: &str, more: &[&str]) -> String {
    let run = home.run(
        &[
            &["suggest", "--format", format],
            MANCHESTER.as_slice(),
            more,
        ]
        .concat(),
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    run.stdout
}

/// Returns the names of the places, in the order of JSON.
fn names(home: &Home) -> Vec<String> {
    let document = home.suggest(&MANCHESTER);
    each(&document["results"], "/name")
        .into_iter()
        .map(|name| name.as_str().unwrap().to_owned())
        .collect()
}

fn calendar(text: &str) -> Calendar {
    text.parse().unwrap()
}

/// Returns when an appointment begins; it must say so in UTC.
fn starts(event: &icalendar::Event) -> chrono::DateTime<chrono::Utc> {
    match event.get_start() {
        Some(DatePerhapsTime::DateTime(CalendarDateTime::Utc(start))) => start,
        other => panic!("{other:?} in {event:?}"),
    }
}

fn waypoints(text: &str) -> Vec<gpx::Waypoint> {
    gpx::read(text.as_bytes()).unwrap().waypoints
}

/// Returns what a reader of Markdown takes for links, and for HTML.
fn links_and_html(text: &str) -> (Vec<String>, usize) {
    let mut links = Vec::new();
    let mut html = 0;
    for event in Parser::new(text) {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => links.push(dest_url.into_string()),
            Event::Html(_) | Event::InlineHtml(_) => html += 1,
            _ => {}
        }
    }
    (links, html)
}

#[test]
fn every_format_names_the_places_of_the_json_in_their_order() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let names = names(&home);
    assert_eq!(names.len(), 10);
    for format in ["markdown", "html", "ics", "geojson", "gpx"] {
        // Signs are written as each format must; lines of a calendar are folded.
        let text = printed(&home, format, &[])
            .replace("\r\n ", "")
            .replace("&amp;", "&")
            .replace("\\", "");
        let places: Vec<Option<usize>> = names.iter().map(|name| text.find(name)).collect();
        assert!(
            places.iter().all(Option::is_some),
            "{format}: {names:?}\n{text}"
        );
        if format == "html" {
            // The picture names them first.
            continue;
        }
        assert!(places.is_sorted(), "{format}: {places:?}");
    }
}

#[test]
fn a_calendar_has_the_day_from_leaving_home_to_being_back_with_an_alarm() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let document = home.suggest(&MANCHESTER);
    let calendar = calendar(&printed(&home, "ics", &[]));
    let events: Vec<_> = calendar.events().collect();
    assert_eq!(events.len(), 10);
    for (event, place) in events.iter().zip(document["results"].as_array().unwrap()) {
        assert_eq!(event.get_summary(), place["name"].as_str());
        let start = starts(event);
        // In winter the clock of Manchester is that of UTC.
        let clock = |text: &str| -> i64 {
            let (hours, minutes) = text.split_once(':').unwrap();
            hours.parse::<i64>().unwrap() * 60 + minutes.parse::<i64>().unwrap()
        };
        let minutes = place["journey"]["minutes"].as_i64().unwrap();
        let arrive = clock(place["visit"]["arrive"].as_str().unwrap());
        let midnight: chrono::DateTime<chrono::Utc> = "2026-11-28T00:00:00Z".parse().unwrap();
        assert_eq!((start - midnight).num_minutes(), arrive - minutes);
        assert_eq!(event.property_value("TRANSP"), Some("TRANSPARENT"));
        assert!(
            event.get_description().unwrap().contains("Open-Meteo"),
            "credited"
        );
        assert_eq!(event.components().len(), 1, "an alarm");
    }
}

#[test]
fn a_later_forecast_updates_the_same_appointments() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let before = calendar(&printed(&home, "ics", &[]));
    let home = home.at("2026-11-27T19:30:00+00:00[Europe/London]");
    let after = calendar(&printed(&home, "ics", &[]));
    let uids = |calendar: &Calendar| -> Vec<String> {
        let events = calendar.events();
        events
            .map(|event| event.get_uid().unwrap().to_owned())
            .collect()
    };
    assert_eq!(uids(&before), uids(&after));
    for (before, after) in before.events().zip(after.events()) {
        assert!(after.get_sequence() > before.get_sequence());
    }
}

#[rstest]
#[case::winter_time(
    "2026-10-24T09:00:00+01:00[Europe/London]",
    "sun",
    "2026-10-25T10:00:00Z"
)]
#[case::the_day_before_it(
    "2026-10-23T09:00:00+01:00[Europe/London]",
    "sat",
    "2026-10-24T09:00:00Z"
)]
#[case::summer_time(
    "2027-03-27T09:00:00+00:00[Europe/London]",
    "sun",
    "2027-03-28T09:00:00Z"
)]
fn across_a_clock_change_the_family_leaves_at_ten(
    #[case] now: &str,
    #[case] day: &str,
    #[case] leave: &str,
) {
    let home = Home::offline().at(now);
    let run = home.run(&[
        "suggest",
        "--near",
        "M20 2RN",
        "--on",
        day,
        "--typical",
        "--format",
        "ics",
        "--kind",
        "park",
    ]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let calendar = calendar(&run.stdout);
    let event = calendar.events().next().unwrap();
    let leave: chrono::DateTime<chrono::Utc> = leave.parse().unwrap();
    assert_eq!(starts(event), leave);
}

#[test]
fn waypoints_are_where_the_places_are() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let document = home.suggest(&MANCHESTER);
    let waypoints = waypoints(&printed(&home, "gpx", &[]));
    assert_eq!(waypoints.len(), 10);
    for (waypoint, place) in waypoints
        .iter()
        .zip(document["results"].as_array().unwrap())
    {
        let name = waypoint.name.as_deref().unwrap();
        assert!(name.ends_with(place["name"].as_str().unwrap()), "{name}");
        let number = |key: &str| place[key].as_f64().unwrap();
        assert!((waypoint.point().y() - number("lat")).abs() < 1e-5);
        assert!((waypoint.point().x() - number("lon")).abs() < 1e-5);
    }
}

#[test]
fn features_have_longitude_first_and_what_the_json_has() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let document = home.suggest(&MANCHESTER);
    let collection: Value = serde_json::from_str(&printed(&home, "geojson", &[])).unwrap();
    assert_eq!(collection["type"], "FeatureCollection");
    let features = collection["features"].as_array().unwrap();
    assert_eq!(features.len(), 10);
    for (feature, place) in features.iter().zip(document["results"].as_array().unwrap()) {
        assert_eq!(feature["type"], "Feature");
        assert_eq!(feature["geometry"]["type"], "Point");
        let coordinates = feature["geometry"]["coordinates"].as_array().unwrap();
        assert_eq!(coordinates, &[place["lon"].clone(), place["lat"].clone()]);
        assert_eq!(feature["id"], place["id"]);
        assert_eq!(feature["properties"]["score"], place["score"]);
        assert_eq!(feature["properties"]["weather"], place["weather"]);
    }
    assert!(
        collection["weather"]["attribution"]
            .as_str()
            .unwrap()
            .contains("Open-Meteo")
    );
}

#[test]
fn what_a_name_brings_along_does_nothing_in_any_format() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake).with_only_places(HOSTILE);
    let page = printed(&home, "html", &[]);
    assert!(!page.contains("<script"), "{page}");
    assert!(!page.contains("javascript:alert(1)\""), "{page}");
    assert!(page.contains("&lt;script&gt;"));

    let calendar_text = printed(&home, "ics", &[]);
    let calendar = calendar(&calendar_text);
    assert_eq!(calendar.events().count(), names(&home).len());
    assert!(!calendar_text.lines().any(|line| line.starts_with("Bcc:")));
    let longest = calendar_text.split("\r\n").map(str::len).max();
    assert!(longest <= Some(75), "{longest:?}");

    assert_eq!(
        waypoints(&printed(&home, "gpx", &[])).len(),
        names(&home).len()
    );

    let (links, html) = links_and_html(&printed(&home, "markdown", &[]));
    assert_eq!(html, 0);
    assert!(
        links.iter().all(|link| link.starts_with("https://")),
        "{links:?}"
    );

    // GeoJSON keeps a name as JSON does, escaped.
    for format in ["html", "ics", "gpx", "markdown"] {
        let text = printed(&home, format, &[]);
        let marks = ['\u{202e}', '\u{1b}'];
        assert!(!text.contains(marks), "{format}: {text}");
    }
}

#[rstest]
#[case::a_calendar("ics", "BEGIN:VCALENDAR")]
#[case::features("geojson", "\"features\":[]")]
#[case::waypoints("gpx", "<gpx")]
fn with_nothing_to_suggest_programs_get_an_empty_document_with_the_counts(
    #[case] format: &str,
    #[case] sign: &str,
) {
    let home = Home::offline();
    let args = [
        "suggest",
        "--near",
        "M20 2RN",
        "--on",
        "sat",
        "--typical",
        "--min-score",
        "100",
        "--format",
        format,
    ];
    let run = home.run(&args);
    assert_eq!(run.code, 3, "{}", run.stderr);
    assert!(run.stdout.contains(sign), "{}", run.stdout);
    assert!(run.stdout.contains("below_min_score"), "{}", run.stdout);
}

#[rstest]
#[case::markdown("markdown")]
#[case::a_page("html")]
fn with_nothing_to_suggest_people_get_nothing(#[case] format: &str) {
    let home = Home::offline();
    let args = [
        "suggest",
        "--near",
        "M20 2RN",
        "--on",
        "sat",
        "--typical",
        "--min-score",
        "100",
        "--format",
        format,
    ];
    let run = home.run(&args);
    assert_eq!((run.code, run.stdout.as_str()), (3, ""), "{}", run.stderr);
}
