//! Asked wrongly: each a clear line on standard error, the documented exit code, and nothing on standard output.

use crate::harness::{Home, Run};
use rstest::rstest;

fn suggest(arguments: &[&str]) -> Run {
    Home::offline().run(&[&["suggest", "--near", "M20 2RN", "--typical"], arguments].concat())
}

#[rstest]
#[case::no_such_date(&["--on", "31-02"], &["31-02", "not a day", "2026-11-28"])]
#[case::gone(&["--on", "yesterday"], &["yesterday", "over"])]
#[case::a_fruit(&["--within", "banana"], &["banana", "60km or 45min"])]
#[case::a_kind_cut_short(&["--kind", "zo"], &["zo", "did you mean zoo?"])]
#[case::a_kind_like_none(&["--kind", "qqqq"], &["qqqq", "museum"])]
#[case::negative_minutes(&["--max-drive", "-5"], &["-5", "1..=1440"])]
#[case::negative_distance(&["--within", "-5km"], &["-5km"])]
#[case::negative_age(&["--age", "-1"], &["-1"])]
#[case::a_grown_up(&["--age", "40"], &["40"])]
#[case::no_places_at_all(&["--top", "0"], &["0"])]
#[case::a_score_beyond(&["--min-score", "101"], &["101", "0 to 100"])]
#[case::no_time(&["--leave", "25:00"], &["25:00", "10:00"])]
#[case::no_format(&["--format", "pdf"], &["pdf", "json"])]
#[case::both_ways(&["--indoor", "--outdoor"], &["--outdoor"])]
#[case::an_unknown_flag(&["--sunny"], &["--sunny"])]
fn a_flag_that_does_not_fit_is_named_with_its_value(
    #[case] arguments: &[&str],
    #[case] words: &[&str],
) {
    suggest(arguments).is_refused(2, words);
}

#[rstest]
#[case::latitude_91("91,0", &["latitude 91", "-90 and 90"])]
#[case::longitude_181("0,181", &["longitude 181"])]
#[case::a_near_miss("Mancester", &["Mancester", "Manchester"])]
#[case::nowhere("Xyzzyville", &["Xyzzyville"])]
#[case::empty("", &["--near", "expected some text"])]
#[case::escapes("\u{1b}[31mLeeds\u{7}", &["kidtrip: "])]
fn a_location_that_is_not_known_is_never_another(#[case] near: &str, #[case] words: &[&str]) {
    let run = Home::offline().run(&["suggest", "--near", near, "--typical"]);
    run.is_refused(2, words);
    assert!(!run.stderr.contains('\u{1b}'));
}

#[test]
fn without_a_start_it_asks_for_one() {
    Home::offline()
        .run(&["suggest"])
        .is_refused(2, &["--near", "config"]);
}

#[rstest]
#[case::an_unknown_key("nera = \"M20\"\n", &["config.toml, line 1", "nera", "near"])]
#[case::a_wrong_type("\ntop = \"ten\"\n", &["line 2", "top"])]
#[case::out_of_range("top = 0\n", &["line 1", "top", "from 1 to 1000"])]
#[case::no_toml("near = = 3\n", &["line 1", "not valid TOML"])]
#[case::a_table_of_nothing("[weathr]\nmax_cells = 3\n", &["line 1", "weathr"])]
#[case::a_wrong_address("[weather]\nopen_meteo_url = \"ftp://x\"\n", &["line 2", "weather.open_meteo_url", "https://"])]
#[case::a_fruit("within = \"banana\"\n", &["line 1", "within", "banana", "60km or 45min"])]
#[case::too_good("min_score = 500\n", &["line 1", "min_score", "0 to 100"])]
#[case::a_password("[weather]\nopen_meteo_url = \"https://me:secret@x\"\n", &["line 2", "without a name or password"])]
#[case::all_weights_nought("[ranking]\nweather = 0\njourney = 0\nnovelty = 0\nfit = 0\n", &["[ranking]"])]
fn a_broken_config_is_named_by_file_line_and_key(#[case] config: &str, #[case] words: &[&str]) {
    let home = Home::offline().with_config(config.as_bytes());
    home.run(&["suggest", "--near", "M20 2RN", "--typical"])
        .is_refused(2, words);
}

#[test]
fn a_config_that_is_not_utf8_is_named_by_line() {
    let home = Home::offline().with_config(b"near = \"M20\"\n# caf\xe9\n");
    home.run(&["suggest", "--typical"])
        .is_refused(2, &["line 2", "UTF-8"]);
}

#[test]
fn a_frozen_clock_that_is_none_is_named_by_its_variable() {
    let home = Home::offline().at("half past three");
    home.run(&["suggest", "--near", "M20", "--typical"])
        .is_refused(2, &["KIDTRIP_NOW", "half past three"]);
}

#[rstest]
#[case::empty("name,category,lat,lon\n", 3, &["catalogue is empty"])]
#[case::no_name("name,category,lat,lon\n,zoo,53,-2\n", 2, &["line 2", "name"])]
#[case::no_such_kind("name,category,lat,lon\nX,zooo,53,-2\n", 2, &["line 2", "category", "zooo"])]
#[case::off_the_earth("name,category,lat,lon\nX,zoo,153,-2\n", 2, &["line 2", "lat", "153"])]
#[case::nowhere("name,category,postcode\nX,zoo,ZZ99 9ZZ\n", 2, &["line 2", "postcode"])]
#[case::twice("name,category,lat,lon\nX,zoo,53,-2\nX,zoo,53,-2\n", 2, &["line 3", "id"])]
#[case::perhaps("name,category,lat,lon,buggy\nX,zoo,53,-2,perhaps\n", 2, &["line 2", "buggy", "perhaps"])]
#[case::no_columns("hello\n", 2, &["column", "name"])]
fn a_table_of_ones_own_is_checked(#[case] table: &str, #[case] code: i32, #[case] words: &[&str]) {
    let home = Home::offline().with_only_places(table);
    home.run(&["suggest", "--near", "M20 2RN", "--typical"])
        .is_refused(code, words);
}

#[rstest]
#[case::back_before_leaving(&["--back-by", "09:00"], &["no time for a visit", "back by 09:00", "--back-by"])]
#[case::a_short_reach(&["--within", "5min", "--kind", "zoo"], &["within 5 min", "--within"])]
#[case::no_such_beach(&["--kind", "beach", "--indoor"], &["indoors", "the nearest that is not is", "--indoor"])]
fn what_left_nothing_is_named_with_the_way_out(#[case] arguments: &[&str], #[case] words: &[&str]) {
    suggest(arguments).is_refused(3, words);
}

#[test]
fn a_flag_for_the_reach_replaces_what_the_config_says() {
    let home = Home::offline().with_config(b"max_drive = 20\n");
    let far = home.suggest(&[
        "--near",
        "M20 2RN",
        "--typical",
        "--within",
        "90min",
        "--top",
        "300",
    ]);
    let minutes = crate::harness::each(&far["results"], "/journey/minutes");
    assert!(minutes.iter().any(|minutes| minutes.as_i64().unwrap() > 60));
    let near = home.suggest(&["--near", "M20 2RN", "--typical", "--top", "300"]);
    let minutes = crate::harness::each(&near["results"], "/journey/minutes");
    assert!(
        minutes
            .iter()
            .all(|minutes| minutes.as_i64().unwrap() <= 20)
    );
}

#[test]
fn an_empty_result_still_prints_its_machine_formats() {
    for (format, lines) in [("json", 1), ("ndjson", 1), ("csv", 1)] {
        let run = suggest(&["--kind", "zoo", "--max-drive", "5", "--format", format]);
        assert_eq!(run.code, 3);
        assert_eq!(
            run.stdout.lines().count(),
            lines,
            "{format}: {}",
            run.stdout
        );
    }
    let json = suggest(&["--kind", "zoo", "--max-drive", "5", "--format", "json"]).json();
    assert_eq!(json["results"].as_array().unwrap().len(), 0);
    assert!(json["dropped"]["too_far"].as_u64().unwrap() > 0);
}

#[test]
fn a_closed_pipe_is_success_and_a_full_disk_is_not() {
    use std::process::Stdio;
    let home = Home::offline();
    let arguments = ["suggest", "--near", "M20 2RN", "--typical", "--top", "300"];
    let mut child = std::process::Command::new(assert_cmd::cargo::cargo_bin!("kidtrip"))
        .env_clear()
        .env("KIDTRIP_CONFIG_DIR", home.folder())
        .args(arguments)
        .stdout(Stdio::piped())
        .stderr(Stdio::null())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    assert!(child.wait().unwrap().success());

    if let Ok(full) = std::fs::File::options().write(true).open("/dev/full") {
        let status = std::process::Command::new(assert_cmd::cargo::cargo_bin!("kidtrip"))
            .env_clear()
            .args(arguments)
            .stdout(full)
            .stderr(Stdio::null())
            .status()
            .unwrap();
        assert_eq!(status.code(), Some(1));
    }
}
