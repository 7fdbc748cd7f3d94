//! The layers of the settings, and the registry they follow from.

use super::*;
use rstest::rstest;
use std::collections::BTreeSet;

fn nothing(_: &str) -> Option<String> {
    None
}

fn from_file(text: &str) -> Result<Config, Error> {
    Config::resolve(
        Some((PathBuf::from("config.toml"), text.as_bytes())),
        nothing,
    )
}

fn value<'a>(config: &'a Config, name: &str) -> (&'a str, &'a Origin) {
    let value = config.get(name).unwrap();
    (&value.text, &value.origin)
}

#[test]
fn without_any_layer_every_setting_has_its_default() {
    let config = Config::resolve(None, nothing).unwrap();
    assert_eq!(value(&config, "leave"), ("10:00", &Origin::Default));
    assert!(config.get("near").is_none());
    let settings = Settings::of(&config).unwrap();
    assert_eq!((settings.top, settings.max_cells), (10, 200));
    assert_eq!(settings.weights, crate::planner::Weights::default());
}

#[test]
fn a_flag_wins_over_the_environment_over_the_file_over_the_default() {
    let environment =
        |name: &str| (name == "KIDTRIP_OPEN_METEO_URL").then(|| "http://127.0.0.1:2".to_owned());
    let file = "top = 5\nleave = \"09:00\"\n[weather]\nopen_meteo_url = \"http://127.0.0.1:1\"\n";
    let file = Some((PathBuf::from("config.toml"), file.as_bytes()));
    let mut config = Config::resolve(file, environment).unwrap();
    assert_eq!(
        value(&config, "weather.open_meteo_url"),
        (
            "http://127.0.0.1:2",
            &Origin::Environment("KIDTRIP_OPEN_METEO_URL")
        )
    );
    assert_eq!(
        value(&config, "top"),
        ("5", &Origin::File("config.toml".into()))
    );
    config.set_flag("top", "--top", "3".to_owned()).unwrap();
    assert_eq!(value(&config, "top"), ("3", &Origin::Flag("--top")));
}

#[test]
fn an_empty_environment_variable_counts_as_not_set() {
    let config = Config::resolve(None, |_| Some(String::new())).unwrap();
    assert!(config.get("paths.cache").is_none());
}

#[rstest]
#[case::nearest_key("maxdrive = 30\n", 1, "did you mean \"max_drive\"?")]
#[case::in_a_table("[weather]\nmax_cell = 3\n", 2, "did you mean \"weather.max_cells\"?")]
#[case::a_table_with_a_slip("[wether]\nmax_cells = 3\n", 1, "did you mean [weather]?")]
#[case::a_table_that_is_none(
    "[homes]\nhome = \"M20 2RN\"\n",
    1,
    "names for --near stand in [places]"
)]
#[case::nothing_like_it("\n\nqqqqqqqq = 1\n", 3, "config show")]
#[case::text_for_a_number("top = \"5\"\n", 1, "without quotes")]
#[case::a_number_for_text("near = 5\n", 1, "text in quotes")]
#[case::a_list("near = [\"a\"]\n", 1, "text in quotes")]
#[case::a_place_that_is_none("[places]\nhome = 3\n", 2, "a location in quotes")]
#[case::days_that_are_none("[days]\nbridge = 3\n", 2, "days.bridge: expected")]
#[case::days_in_a_list_of_numbers("[days]\nbridge = [3]\n", 2, "days.bridge: expected")]
#[case::days_backwards(
    "[days]\nx = \"2027-01-03..2027-01-01\"\n",
    2,
    "days.x: \"2027-01-03..2027-01-01\" ends"
)]
#[case::days_that_shadow_a_word(
    "\n[days]\nsat = \"2027-01-03\"\n",
    3,
    "days.sat: has a meaning of its own"
)]
#[case::an_instant("[days]\nx = 2027-01-03T10:00:00Z\n", 2, "is no date")]
#[case::no_clock("leave = \"ten\"\n", 1, "10:00")]
#[case::a_value_where_a_table_belongs("weather = 3\n", 1, "weather")]
fn a_mistake_is_named_by_line_and_way_out(
    #[case] text: &str,
    #[case] line: usize,
    #[case] words: &str,
) {
    let error = from_file(text).unwrap_err();
    let said = error.to_string();
    assert!(
        said.starts_with(&format!("config.toml, line {line}: ")),
        "{said}"
    );
    assert!(said.contains(words), "{said}");
    assert_eq!(error.kind.exit_code(), 2);
}

#[test]
fn every_key_is_named_once_and_its_default_passes_its_own_check() {
    let names: BTreeSet<&str> = KEYS.iter().map(|key| key.name).collect();
    assert_eq!(names.len(), KEYS.len());
    for key in KEYS {
        if let Some(default) = key.default {
            assert_eq!(key.check(default), Ok(()), "{}", key.name);
        }
        assert!(key.about.ends_with('.'), "{}", key.name);
    }
}

#[test]
fn the_default_file_names_every_key_and_sets_none() {
    let text = commented_default();
    let config = from_file(&text).unwrap();
    for key in KEYS {
        let name = key.name.rsplit('.').next().unwrap();
        assert!(text.contains(&format!("# {name} = ")), "{}", key.name);
        assert_ne!(
            config.get(key.name).map(|value| &value.origin),
            Some(&Origin::File("config.toml".into()))
        );
    }
}

#[test]
fn weights_that_are_all_nought_are_refused() {
    let config =
        from_file("[ranking]\nweather = 0\njourney = 0.0\nnovelty = 0\nfit = 0\n").unwrap();
    assert!(Settings::of(&config).is_err());
}

#[test]
fn days_of_ones_own_are_texts_lists_and_dates_and_are_shown() {
    let text =
        "[days]\n\"Half Term\" = [\"2027-02-13..2027-02-21\", 2028-02-12]\nbridge = 2027-01-04\n";
    let config = from_file(text).unwrap();
    let shown: Vec<(String, String)> = config
        .shown()
        .filter(|shown| shown.name.starts_with("days."))
        .map(|shown| (shown.name, shown.value.unwrap().text.clone()))
        .collect();
    let expected = [
        ("days.bridge", "2027-01-04"),
        ("days.Half Term", "2027-02-13..2027-02-21, 2028-02-12"),
    ];
    let expected: Vec<(String, String)> = expected
        .iter()
        .map(|&(name, text)| (name.to_owned(), text.to_owned()))
        .collect();
    assert_eq!(shown, expected);
    assert!(commented_default().contains("[days]"));
}

/// A key that nothing may repeat.
const KEY: &str = "SESAME-open-1";

#[test]
fn a_key_is_used_and_never_shown() {
    let file = format!("[weather]\napikey = \"{KEY}\"\n");
    let config = from_file(&file).unwrap();
    let settings = Settings::of(&config).unwrap();
    assert_eq!(settings.apikey, Some(KEY.parse().unwrap()));
    assert_eq!(value(&config, "weather.apikey").0, "(set)");
    assert!(config.file_holds_a_secret());
    let told = format!(
        "{config:?} {settings:?} {:?}",
        config.shown().collect::<Vec<_>>()
    );
    assert!(!told.contains("SESAME"), "{told}");
}

#[rstest]
#[case::of_the_file(Some(KEY), None, true)]
#[case::of_the_environment(None, Some(KEY), false)]
#[case::of_both(Some("another"), Some(KEY), true)]
fn a_file_with_a_key_is_told_from_one_without(
    #[case] file: Option<&str>,
    #[case] environment: Option<&str>,
    #[case] holds: bool,
) {
    let text = file.map_or_else(String::new, |key| format!("weather.apikey = \"{key}\"\n"));
    let environment = |name: &str| {
        let is_asked = name == "KIDTRIP_OPEN_METEO_APIKEY";
        environment.filter(|_| is_asked).map(str::to_owned)
    };
    let file = Some((PathBuf::from("config.toml"), text.as_bytes()));
    let config = Config::resolve(file, environment).unwrap();
    assert_eq!(config.file_holds_a_secret(), holds);
    assert_eq!(config.secret("weather.apikey"), Some(&KEY.parse().unwrap()));
}

#[rstest]
#[case::with_a_key(
    "",
    "https://customer-api.open-meteo.com",
    "https://customer-archive-api.open-meteo.com"
)]
#[case::unless_another_is_named(
    "open_meteo_url = \"https://a.example\"\n",
    "https://a.example",
    "https://customer-archive-api.open-meteo.com"
)]
fn who_pays_asks_the_paid_hosts(#[case] more: &str, #[case] api: &str, #[case] archive: &str) {
    let config = from_file(&format!("[weather]\napikey = \"{KEY}\"\n{more}")).unwrap();
    let settings = Settings::of(&config).unwrap();
    assert_eq!(settings.open_meteo_url, api);
    assert_eq!(settings.archive_url, archive);
    assert_eq!(
        settings.geocoding_url,
        "https://customer-geocoding-api.open-meteo.com"
    );
}

#[rstest]
#[case::a_space("weather.apikey = \"SESAME open\"\n")]
#[case::a_line_end("weather.apikey = \"SESAME\\r\\nX: y\"\n")]
#[case::empty("weather.apikey = \"\"\n")]
#[case::a_list("weather.apikey = [\"SESAME\"]\n")]
#[case::no_quotes("weather.apikey = SESAME\n")]
#[case::no_end("weather.apikey = \"SESAME\n")]
#[case::another_name("weather.api_key = \"SESAME\"\n")]
#[case::in_the_address("weather.open_meteo_url = \"https://a.example/?apikey=SESAME\"\n")]
#[case::before_the_host("weather.open_meteo_url = \"https://me:SESAME@a.example\"\n")]
#[case::no_address("weather.archive_url = \"ftp://me:SESAME@a.example\"\n")]
fn a_key_that_is_none_or_in_the_wrong_place_is_refused_and_not_repeated(#[case] text: &str) {
    let error = from_file(text).unwrap_err();
    assert_eq!(error.kind.exit_code(), 2);
    let said = format!("{error} {error:?}");
    assert!(said.contains("line 1"), "{said}");
    assert!(!said.contains("SESAME"), "{said}");
}

#[test]
fn a_key_of_the_environment_that_is_none_is_named_by_its_variable_alone() {
    let environment =
        |name: &str| (name == "KIDTRIP_OPEN_METEO_APIKEY").then(|| "SESAME open".to_owned());
    let error = Config::resolve(None, environment).unwrap_err().to_string();
    assert!(
        error.starts_with("KIDTRIP_OPEN_METEO_APIKEY: expected a key"),
        "{error}"
    );
    assert!(!error.contains("SESAME"), "{error}");
}
