//! How much is asked of the network: enough for the right answer, and little more.

use crate::fake::weather;
use crate::harness::{Home, NOBODY, open_meteo};
use rstest::rstest;

#[rstest]
#[case::manchester("M20 2RN")]
#[case::london("SW7 5BD")]
#[case::birmingham("B1 1BB")]
#[case::leeds("LS6 3HN")]
#[case::bristol("BS1 4DJ")]
#[case::edinburgh("EH12 6TS")]
fn a_fine_day_needs_at_most_sixty_cells_in_two_requests(#[case] near: &str) {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    home.suggest(&["--near", near, "--on", "sat"]);
    let seen = fake.seen();
    assert!(seen.requests.len() <= 2, "{} requests", seen.requests.len());
    assert!(seen.cells <= 60, "{} cells", seen.cells);
    assert_eq!(seen.duplicates, 0);
}

#[rstest]
#[case::wet(true)]
#[case::anything(false)]
fn on_any_day_no_cell_is_asked_for_twice_nor_more_than_a_hundred_at_once(#[case] wet: bool) {
    let fake = if wet {
        open_meteo(weather::all_wet(0))
    } else {
        open_meteo(weather::random)
    };
    let home = Home::online(&fake);
    home.suggest(&["--near", "SW7 5BD", "--on", "weekend"]);
    let seen = fake.seen();
    assert_eq!(seen.duplicates, 0);
    assert!(
        seen.requests.len() <= 4,
        "two batches a day: {}",
        seen.requests.len()
    );
}

#[test]
fn nothing_is_asked_again_within_the_hour_and_everything_on_refresh() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let asked = ["--near", "M20 2RN", "--on", "sat"];
    let first = home.suggest(&asked);
    let requests = fake.seen().requests.len();
    let second = home.suggest(&asked);
    assert_eq!(fake.seen().requests.len(), requests, "all from the cache");
    assert_eq!(first, second);
    home.suggest(&[asked.as_slice(), &["--refresh"]].concat());
    assert!(fake.seen().requests.len() > requests);
}

#[test]
fn verbose_says_what_was_asked_and_quiet_says_nothing() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let loud = home
        .run(&["suggest", "--near", "M20 2RN", "--verbose"])
        .stderr;
    let seen = fake.seen();
    let expected = format!(
        "{} forecast cells asked for in {} requests",
        seen.cells,
        seen.requests.len()
    );
    assert!(loud.contains(&expected), "{loud}");
    let quiet = Home::offline().run(&["suggest", "--near", "M20 2RN", "--quiet"]);
    assert_eq!((quiet.code, quiet.stderr.as_str()), (0, ""));
}

#[test]
fn an_old_forecast_is_served_offline_and_labelled_stale() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    home.suggest(&["--near", "M20 2RN", "--on", "sat"]);
    let requests = fake.seen().requests.len();
    let home = home.at("2026-11-28T07:00:00+00:00[Europe/London]");
    let document = home.suggest(&["--near", "M20 2RN", "--on", "sat", "--offline"]);
    assert_eq!(fake.seen().requests.len(), requests);
    assert_eq!(document["weather"]["stale"], true);
    assert_eq!(document["weather"]["age_minutes"], 13 * 60);
    let page = home
        .run(&["suggest", "--near", "M20 2RN", "--on", "sat", "--offline"])
        .stdout;
    assert!(
        page.contains("STALE FORECAST by Open-Meteo, fetched 13 h ago"),
        "{page}"
    );
}

#[test]
fn without_a_network_there_is_typical_weather_said_so_once() {
    let run = Home::offline().run(&["suggest", "--near", "M20 2RN"]);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert!(
        run.stdout
            .contains("TYPICAL WEATHER for late November, not a forecast")
    );
    assert!(run.stdout.contains("10  "), "ten places");
    assert_eq!(run.stderr.lines().count(), 1, "{}", run.stderr);
    assert!(run.stderr.contains("showing typical weather"));
    let document = Home::offline().suggest(&["--near", "M20 2RN"]);
    assert_eq!(document["weather"]["kind"], "typical");
    assert_eq!(document["weather"]["fetched_at"], serde_json::Value::Null);
}

#[test]
fn a_required_forecast_that_cannot_be_had_is_exit_code_4() {
    let run = Home::offline().run(&["suggest", "--near", "M20 2RN", "--require-forecast"]);
    run.is_refused(4, &["no forecast", "127.0.0.1"]);
    let beyond = Home::offline().run(&[
        "suggest",
        "--near",
        "M20 2RN",
        "--on",
        "+40",
        "--require-forecast",
    ]);
    beyond.is_refused(4, &["no forecast"]);
}

#[test]
fn worth_sending_nothing_good_and_failed_are_told_apart() {
    let fake = open_meteo(weather::fine);
    let asked = [
        "suggest",
        "--near",
        "M20 2RN",
        "--on",
        "weekend",
        "--require-forecast",
        "--min-score",
    ];
    let worth = Home::online(&fake).run(&[asked.as_slice(), &["60"]].concat());
    assert_eq!(worth.code, 0, "{}", worth.stderr);
    let nothing = Home::online(&fake).run(&[asked.as_slice(), &["99.9"]].concat());
    nothing.is_refused(
        3,
        &["reaches a score of 99.9", "the best is", "--min-score"],
    );
    let failed = Home::offline().run(&[asked.as_slice(), &["99.9"]].concat());
    failed.is_refused(4, &["no forecast"]);
    let nowhere = Home::offline().run(&[
        "suggest",
        "--near",
        "M20",
        "--max-drive",
        "5",
        "--kind",
        "zoo",
        "--require-forecast",
    ]);
    nowhere.is_refused(3, &["within 5 min"]);
}

#[rstest]
#[case::typical(&["--typical"])]
#[case::offline(&["--offline"])]
#[case::beyond_the_sixteen_days(&["--on", "+30"])]
fn what_needs_no_forecast_asks_nobody(#[case] how: &[&str]) {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let document = home.suggest(&[&["--near", "M20 2RN"], how].concat());
    assert_eq!(document["weather"]["kind"], "typical");
    assert_eq!(fake.seen().requests.len(), 0);
}

#[test]
fn the_most_cells_bind_and_the_page_says_so() {
    let fake = open_meteo(weather::all_wet(0));
    let home = Home::online(&fake).with_config(b"[weather]\nmax_cells = 30\n");
    let run = home.run(&["suggest", "--near", "SW7 5BD", "--on", "sat"]);
    assert_eq!(run.code, 0);
    assert!(fake.seen().cells <= 30);
    assert!(run.stderr.contains("weather.max_cells"), "{}", run.stderr);
}

#[test]
fn a_failing_batch_leaves_its_places_in_a_marked_group_below() {
    use crate::fake::open_meteo::Mode;
    let fake = open_meteo(weather::all_wet(0));
    fake.answer_each(|request| if request == 0 { Mode::Well } else { Mode::Html });
    let home = Home::online(&fake);
    let document = home.suggest(&["--near", "SW7 5BD", "--on", "sat", "--top", "300"]);
    assert_eq!(document["weather"]["kind"], "mixed");
    let kinds: Vec<bool> = crate::harness::each(&document["results"], "/weather/kind")
        .into_iter()
        .map(|kind| kind == "forecast")
        .collect();
    assert!(kinds.is_sorted_by(|a, b| a >= b), "never interleaved");
    assert_ne!(NOBODY, fake.url());
}
