//! The contract with scripts: the documented shapes, the same bytes twice, and text from outside kept harmless.

use crate::fake::weather;
use crate::harness::{Home, each, open_meteo};
use jsonschema::Validator;
use rstest::rstest;
use serde_json::Value;

fn schema() -> Validator {
    let schema: Value =
        serde_json::from_str(include_str!("../../docs/suggest.schema.json")).unwrap();
    jsonschema::validator_for(&schema).unwrap()
}

pub(crate) fn assert_valid(document: &Value) {
    let errors: Vec<String> = schema()
        .iter_errors(document)
        .map(|error| format!("{}: {error}", error.instance_path()))
        .collect();
    assert!(errors.is_empty(), "{errors:#?}");
}

#[rstest]
#[case::forecast(&["--near", "EH12 6TS"])]
#[case::typical(&["--near", "EH12 6TS", "--typical"])]
#[case::a_weekend(&["--near", "EH12 6TS", "--on", "weekend"])]
#[case::a_list_for_each_day(&["--near", "EH12 6TS", "--on", "weekend", "--each-day"])]
#[case::days_with_and_without_a_forecast(&["--near", "EH12 6TS", "--on", "+14,+20"])]
#[case::with_filters(&["--near", "EH12 6TS", "--buggy", "--age", "2,7", "--free", "--top", "30"])]
#[case::far_ahead(&["--near", "EH12 6TS", "--on", "+12"])]
#[case::from_a_place(&["--near", "Kirkwall", "--within", "400km"])]
fn the_document_is_what_the_schema_says(#[case] arguments: &[&str]) {
    let fake = open_meteo(weather::random);
    let home = Home::online(&fake);
    let run = home.run(&[&["suggest", "--format", "json"], arguments].concat());
    assert!(run.code == 0 || run.code == 3, "{}", run.stderr);
    assert_valid(&run.json());
    let again = home.run(&[&["suggest", "--format", "json"], arguments].concat());
    assert_eq!(run.stdout, again.stdout, "two runs are byte-identical");
}

#[test]
fn an_empty_document_is_valid_too() {
    let run = Home::offline().run(&[
        "suggest",
        "--near",
        "M20",
        "--typical",
        "--kind",
        "zoo",
        "--max-drive",
        "5",
        "--format",
        "json",
    ]);
    assert_eq!(run.code, 3);
    assert_valid(&run.json());
    assert_eq!(run.json()["weather"]["attribution"], "");
    assert_eq!(run.json()["weather"]["kind"], "none");
}

#[test]
fn whole_numbers_are_written_as_such() {
    let fake = open_meteo(weather::random);
    let text = Home::online(&fake)
        .run(&["suggest", "--near", "EH12 6TS", "--format", "json"])
        .stdout;
    for field in [
        "minutes",
        "bearing",
        "rain_chance_pct",
        "wind_kmh",
        "gust_kmh",
    ] {
        let key = format!("\"{field}\":");
        let values = text.split(&key).skip(1);
        for value in values.map(|rest| rest.split([',', '}']).next().unwrap()) {
            assert!(
                value == "null" || value.parse::<i64>().is_ok(),
                "{field} is {value}"
            );
        }
    }
}

#[test]
fn days_with_and_without_a_forecast_are_told_apart() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    let asked = ["--near", "M20 2RN", "--on", "+2,+20", "--top", "3"];
    let document = home.suggest(&asked);
    assert_valid(&document);
    assert_eq!(document["weather"]["kind"], "mixed");
    let kinds: Vec<&Value> = each(&document["results"], "/other_days/0/kind");
    assert!(kinds.iter().all(|kind| **kind == "typical"), "{kinds:?}");
    let page = home.run(&[&["suggest"], asked.as_slice()].concat()).stdout;
    assert!(
        page.contains("Thu 17 Dec") && page.contains("(typical)"),
        "{page}"
    );
}

#[test]
fn the_typical_header_is_that_of_one_day() {
    let page = Home::offline()
        .run(&[
            "suggest",
            "--near",
            "M20 2RN",
            "--typical",
            "--on",
            "2027-01-15,2027-07-15",
        ])
        .stdout;
    assert!(page.contains("TYPICAL WEATHER for mid July"), "{page}");
    assert!(page.contains("in mid July · 2"), "{page}");
}

#[test]
fn ndjson_is_one_result_a_line_and_csv_the_same_results() {
    let fake = open_meteo(weather::random);
    let home = Home::online(&fake);
    let asked = ["suggest", "--near", "EH12 6TS", "--format"];
    let lines = home.run(&[asked.as_slice(), &["ndjson"]].concat()).stdout;
    let ndjson: Vec<Value> = lines
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    let csv = home.run(&[asked.as_slice(), &["csv"]].concat()).stdout;
    let mut reader = csv::Reader::from_reader(csv.as_bytes());
    let ids: Vec<String> = reader
        .records()
        .map(|record| record.unwrap()[1].to_owned())
        .collect();
    assert_eq!(
        ids,
        each(&Value::from(ndjson), "/id")
            .iter()
            .map(|id| id.as_str().unwrap())
            .collect::<Vec<_>>()
    );
    assert_eq!(ids.len(), 10);
}

const HOSTILE: &str = "\
name,category,lat,lon,url,region
\"Zoo\u{1b}[31m\u{7}\nBcc: a@b\",museum,53.42,-2.23,https://a.example/,north-west
\"=HYPERLINK(\"\"http://x\"\")\",museum,53.42,-2.24,https://b.example/,north-west
\"abc\u{202e}gpj.exe\",museum,53.42,-2.25,https://c.example/,north-west
<script>alert(1)</script>,museum,53.42,-2.26,https://d.example/,north-west
";

#[test]
fn text_from_outside_is_printed_harmless() {
    let home = Home::offline().with_only_places(HOSTILE);
    let asked = ["suggest", "--near", "M20 2RN", "--typical", "--format"];
    let page = home.run(&[asked.as_slice(), &["table"]].concat()).stdout;
    assert!(!page.contains(['\u{1b}', '\u{7}', '\u{202e}']), "{page:?}");
    assert!(!page.lines().any(|line| line.starts_with("Bcc:")), "{page}");
    let csv = home.run(&[asked.as_slice(), &["csv"]].concat()).stdout;
    assert!(csv.contains("\"'=HYPERLINK"), "{csv}");
    let json = home.run(&[asked.as_slice(), &["json"]].concat());
    assert!(!json.stdout.contains('\u{1b}'), "escaped as JSON does");
    assert!(
        each(&json.json()["results"], "/name")
            .iter()
            .any(|name| name.as_str().unwrap().contains('\u{1b}'))
    );
}

#[test]
fn where_answers_in_the_documented_shape() {
    let document = Home::offline()
        .run(&["where", "m20 2rn", "--format", "json"])
        .json();
    assert_eq!(document["schema"], "kidtrip.where/1");
    assert_eq!(document["query"], "m20 2rn");
    assert_eq!(document["label"], "M20 2RN");
    assert_eq!(document["precision"], "postcode");
    assert_eq!(document["timezone"], "Europe/London");
    assert!((document["lat"].as_f64().unwrap() - 53.4132).abs() < 0.001);
    assert!((document["lon"].as_f64().unwrap() + 2.2314).abs() < 0.001);
    assert!(document["notes"].as_array().unwrap().is_empty());
}

#[test]
fn a_named_place_of_ones_own_is_where_the_config_says() {
    let home = Home::offline().with_config(b"near = \"home\"\n[places]\nhome = \"EH12 6TS\"\n");
    let document = home.run(&["where", "Home", "--format", "json"]).json();
    assert_eq!(document["precision"], "alias");
    let suggested = home.suggest(&["--typical"]);
    assert_eq!(suggested["origin"]["precision"], "alias");
    assert!((suggested["origin"]["lat"].as_f64().unwrap() - 55.942).abs() < 0.01);
}

#[test]
fn flags_win_over_the_environment_over_the_file_over_the_default() {
    let home = Home::offline().with_config(
        b"top = 7\nleave = \"09:30\"\n[weather]\nopen_meteo_url = \"http://127.0.0.1:1\"\n",
    );
    let shown = home.run(&["config", "show"]).stdout;
    let line = |name: &str| {
        shown
            .lines()
            .find(|line| line.starts_with(name))
            .unwrap()
            .to_owned()
    };
    assert!(
        line("top ").contains('7') && line("top ").contains("config.toml"),
        "{shown}"
    );
    assert!(line("back_by").contains("not set"));
    assert!(line("min_score").contains("not set"));
    assert!(line("net.timeout_seconds").contains("default"));
    assert!(
        line("weather.open_meteo_url").contains("127.0.0.1:9"),
        "the environment wins over the file"
    );
    assert!(line("weather.open_meteo_url").contains("KIDTRIP_OPEN_METEO_URL"));
    let document = home.suggest(&["--near", "M20 2RN", "--typical", "--top", "3"]);
    assert_eq!(
        document["results"].as_array().unwrap().len(),
        3,
        "the flag wins over the file"
    );
}

#[test]
fn the_default_config_is_written_once_and_changes_nothing() {
    let home = Home::offline();
    let before = home.run(&["config", "show"]).stdout;
    let init = home.run(&["config", "init"]);
    assert_eq!(init.code, 0, "{}", init.stderr);
    assert_eq!(
        init.stdout.trim(),
        home.run(&["config", "path"]).stdout.trim()
    );
    assert_eq!(home.run(&["config", "show"]).stdout, before);
    home.run(&["config", "init"])
        .is_refused(2, &["exists already"]);
    // Every commented line is a setting that the reader accepts.
    let file = home.path("config").join("config.toml");
    let text = std::fs::read_to_string(&file).unwrap();
    let live: String = text
        .lines()
        .map(|line| match line.strip_prefix("# ") {
            Some(setting) if setting.contains(" = ") && !setting.contains(':') => setting,
            _ => line,
        })
        .map(|line| format!("{line}\n"))
        .collect();
    std::fs::write(&file, live).unwrap();
    let shown = home.run(&["config", "show"]);
    assert_eq!(shown.code, 0, "{}", shown.stderr);
}

#[test]
fn the_cache_can_be_looked_at_and_cleared() {
    let fake = open_meteo(weather::fine);
    let home = Home::online(&fake);
    home.suggest(&["--near", "M20 2RN"]);
    assert!(
        home.run(&["cache", "info"])
            .stdout
            .contains("1 day of forecasts")
    );
    assert_eq!(home.run(&["cache", "clear"]).code, 0);
    assert!(
        home.run(&["cache", "info"])
            .stdout
            .contains("0 days of forecasts")
    );
}

#[rstest]
#[case::forty(40)]
#[case::eighty(80)]
#[case::a_hundred_and_twenty(120)]
#[case::a_wide_screen(200)]
fn no_line_is_wider_than_the_page_nor_broken_mid_word(#[case] width: usize) {
    use unicode_width::UnicodeWidthStr;
    let fake = open_meteo(weather::random);
    let home = Home::online(&fake);
    let output = home
        .command(&[
            "suggest",
            "--near",
            "M20 2RN",
            "--on",
            "weekend",
            if width >= 60 {
                "--explain"
            } else {
                "--typical"
            },
            "--top",
            "40",
        ])
        .env("COLUMNS", width.to_string())
        .output()
        .unwrap();
    let page = String::from_utf8(output.stdout).unwrap();
    for line in page.lines().filter(|line| !line.contains("https://")) {
        assert!(line.width() <= width, "{} columns: {line}", line.width());
    }
    assert!(!page.contains('\u{1b}'), "no colour in a pipe");
}
