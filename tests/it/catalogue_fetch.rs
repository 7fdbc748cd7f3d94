//! `catalogue fetch` from the shell: one polite question, every way in which its answer fails, and how long a refusal is heeded.

use crate::fake::overpass::{Mode, Overpass};
use crate::harness::{Home, Run, each};
use rstest::rstest;

const CREDIT: &str = "Map data (c) OpenStreetMap contributors, ODbL 1.0";

fn count(home: &Home, name: &str) -> Option<u64> {
    let document = home.run(&["catalogue", "list", "--format", "json"]).json();
    let all = document["catalogues"].as_array().unwrap();
    let found = all.iter().find(|one| one["name"] == name)?;
    found["places"].as_u64()
}

fn names(home: &Home, catalogue: &str) -> Vec<String> {
    let arguments = ["places", "--format", "json", "--catalogue", catalogue];
    let document = home.run(&arguments).json();
    let names = each(&document["places"], "/name").into_iter();
    names
        .map(|name| name.as_str().unwrap().to_owned())
        .collect()
}

fn fetch(home: &Home, fake: &Overpass, arguments: &[&str]) -> Run {
    Run::of(
        home.command(&[&["catalogue", "fetch"], arguments].concat())
            .env("KIDTRIP_OVERPASS_URL", fake.url()),
    )
}

const ZOO: &str = r#"{"type":"way","id":7,"center":{"lat":52.7,"lon":-0.7},"tags":{"tourism":"zoo","name":"Ashmere Zoo"}}"#;

#[test]
fn places_are_fetched_in_one_polite_question_and_stored() {
    let fake = Overpass::start(Mode::Well, ZOO).unwrap();
    let home = Home::offline();
    let run = fetch(&home, &fake, &["--near", "Oakham", "--within", "20km"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    let asked = fake.asked();
    let [request] = asked.as_slice() else {
        panic!("one question, not {}", asked.len())
    };
    let agent = request.header("user-agent").unwrap();
    assert!(agent.starts_with("kidtrip/"), "{agent}");
    let query = String::from_utf8(request.body.clone()).unwrap();
    for part in [
        "around%3A20000",
        "out+center+tags",
        "timeout%3A60",
        "tourism",
    ] {
        assert!(query.contains(part), "{part} is not in {query}");
    }
    let name = "around-oakham-rutland";
    assert_eq!(count(&home, name), Some(1));
    let info = home.run(&["catalogue", "info", name]).stdout;
    let flowing = info.replace('\n', " ");
    for word in ["1 place,", "127.0.0.1", "2026-11-20", CREDIT] {
        assert!(flowing.contains(word), "{word} is not in {info}");
    }
    // Stored for good: listing it asks nobody.
    assert_eq!(names(&home, name), ["Ashmere Zoo"]);
    assert_eq!(fake.asked().len(), 1);
}

#[rstest]
#[case::too_many_requests(Mode::RateLimited, &["429", "30 seconds"])]
#[case::busy(Mode::Busy, &["504", "--within"])]
#[case::the_database_is_off(Mode::DispatcherOff, &["504"])]
#[case::a_query_it_does_not_know(Mode::BadRequest, &["400"])]
#[case::out_of_time_with_status_200(Mode::TimedOut, &["timed out"])]
#[case::out_of_memory_with_status_200(Mode::OutOfMemory, &["out of memory"])]
#[case::a_web_page_with_status_200(Mode::Html, &["cannot be used", "a web page", "\"sign in\"", "overpass_url"])]
#[case::an_error_page_with_status_200(Mode::HtmlError, &["a web page", "\"runtime error: open64: 2 No such file or directory"])]
#[case::another_map_with_status_200(Mode::GeoJson, &["it is GeoJSON, and no Overpass JSON"])]
#[case::half_an_answer(Mode::Truncated, &["cannot be used"])]
#[case::an_empty_answer(Mode::Empty, &["cannot be used", "it is empty"])]
fn a_failed_fetch_changes_nothing_and_is_not_repeated(#[case] mode: Mode, #[case] words: &[&str]) {
    let home = Home::offline();
    let good = Overpass::start(Mode::Well, ZOO).unwrap();
    let town = ["--near", "Oakham", "--name", "town"];
    assert_eq!(fetch(&home, &good, &town).code, 0);
    let fake = Overpass::start(mode, ZOO).unwrap();
    fetch(&home, &fake, &town).is_refused(4, words);
    assert_eq!(fake.asked().len(), 1);
    assert_eq!(count(&home, "town"), Some(1));
}

#[rstest]
#[case::in_minutes("45min", "kilometres")]
#[case::too_wide("400km", "import an extract")]
fn a_circle_that_is_not_asked_for_says_the_way_out(#[case] within: &str, #[case] word: &str) {
    let fake = Overpass::start(Mode::Well, ZOO).unwrap();
    let arguments = ["--near", "Oakham", "--within", within];
    fetch(&Home::offline(), &fake, &arguments).is_refused(2, &[word]);
    assert!(fake.asked().is_empty());
}

/// Fetches at another time of the evening.
fn fetch_at(home: &Home, fake: &Overpass, time: &str) -> Run {
    let arguments = ["catalogue", "fetch", "--near", "Oakham", "--name", "town"];
    Run::of(
        home.command(&arguments)
            .env("KIDTRIP_OVERPASS_URL", fake.url())
            .env(
                "KIDTRIP_NOW",
                format!("2026-11-27T{time}+00:00[Europe/London]"),
            ),
    )
}

#[test]
fn a_server_that_has_refused_is_not_asked_for_half_a_minute() {
    let home = Home::offline();
    let fake = Overpass::start(Mode::RateLimited, ZOO).unwrap();
    fetch_at(&home, &fake, "18:00:00").is_refused(4, &["429", "30 seconds"]);
    for (time, words) in [
        ("18:00:00", ["18:00:30 UTC", "in 30 seconds"]),
        ("18:00:20", ["18:00:30 UTC", "in 10 seconds"]),
        ("17:59:50", ["18:00:20 UTC", "in 30 seconds"]),
    ] {
        fetch_at(&home, &fake, time).is_refused(4, &words);
        assert_eq!(fake.asked().len(), 1, "{time}");
    }
    fetch_at(&home, &fake, "18:00:30").is_refused(4, &["429"]);
    assert_eq!(fake.asked().len(), 2);
    // Another server has refused nothing.
    let other = Overpass::start(Mode::Well, ZOO).unwrap();
    assert_eq!(fetch_at(&home, &other, "18:00:31").code, 0);
}

#[test]
fn a_server_that_says_how_long_is_left_alone_for_so_long_and_for_an_hour_at_most() {
    for (seconds, words) in [
        (90, "in 90 seconds"),
        (5, "in 30 seconds"),
        (999_999, "in 3600 seconds"),
    ] {
        let home = Home::offline();
        let fake = Overpass::start(Mode::RefusedFor(seconds), ZOO).unwrap();
        fetch_at(&home, &fake, "18:00:00").is_refused(4, &["429"]);
        fetch_at(&home, &fake, "18:00:00").is_refused(4, &[words]);
        assert_eq!(fake.asked().len(), 1);
    }
}

#[test]
fn a_busy_server_may_be_asked_again_at_once() {
    let home = Home::offline();
    let fake = Overpass::start(Mode::Busy, ZOO).unwrap();
    for asked in 1..3 {
        fetch_at(&home, &fake, "18:00:00").is_refused(4, &["504"]);
        assert_eq!(fake.asked().len(), asked);
    }
}

#[rstest]
#[case::damaged("{\"kidtrip\":\"refusals\",\"version\":1}\n{\"host\":")]
#[case::foreign("hello")]
#[case::from_a_newer_release("{\"kidtrip\":\"refusals\",\"version\":2}\n")]
fn a_memory_that_cannot_be_read_is_none(#[case] content: &str) {
    let home = Home::offline();
    let fake = Overpass::start(Mode::RateLimited, ZOO).unwrap();
    fetch_at(&home, &fake, "18:00:00").is_refused(4, &["429"]);
    let file = home.path("cache/refusals.jsonl");
    assert!(file.is_file());
    std::fs::write(&file, content).unwrap();
    fetch_at(&home, &fake, "18:00:01").is_refused(4, &["429"]);
    assert_eq!(fake.asked().len(), 2);
}

#[test]
fn an_empty_cache_is_no_leave_to_ask_again() {
    let home = Home::offline();
    let fake = Overpass::start(Mode::RateLimited, ZOO).unwrap();
    fetch_at(&home, &fake, "18:00:00").is_refused(4, &["429"]);
    assert_eq!(home.run(&["cache", "clear"]).code, 0);
    fetch_at(&home, &fake, "18:00:01").is_refused(4, &[]);
    assert_eq!(fake.asked().len(), 1);
}

#[cfg(unix)]
#[test]
fn a_link_in_the_place_of_the_memory_is_not_followed() {
    let home = Home::offline();
    let fake = Overpass::start(Mode::RateLimited, ZOO).unwrap();
    let outside = home.path("outside");
    std::fs::write(&outside, "untouched").unwrap();
    std::fs::create_dir(home.path("cache")).unwrap();
    std::os::unix::fs::symlink(&outside, home.path("cache/refusals.jsonl")).unwrap();
    fetch_at(&home, &fake, "18:00:00").is_refused(4, &["429"]);
    fetch_at(&home, &fake, "18:00:01").is_refused(4, &["in 29 seconds"]);
    assert_eq!(std::fs::read_to_string(&outside).unwrap(), "untouched");
}
