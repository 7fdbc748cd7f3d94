//! A key of the paid service: it reaches that service and appears nowhere else.

use crate::fake::open_meteo::{Mode, OpenMeteo};
use crate::fake::weather;
use crate::harness::{Home, Run, open_meteo};
use rstest::rstest;

/// A key that nothing but the service may see.
const KEY: &str = "SESAME-open-1";
const ASKED: [&str; 6] = ["suggest", "--near", "M20 2RN", "--on", "sat", "--verbose"];

fn home(fake: &OpenMeteo) -> Home {
    let home =
        Home::online(fake).with_config(format!("[weather]\napikey = \"{KEY}\"\n").as_bytes());
    private(&home);
    home
}

#[cfg(unix)]
fn private(home: &Home) {
    use std::os::unix::fs::PermissionsExt;
    let file = home.path("config").join("config.toml");
    std::fs::set_permissions(file, std::fs::Permissions::from_mode(0o600)).unwrap();
}

#[cfg(not(unix))]
fn private(_: &Home) {}

fn assert_silent(run: &Run) {
    for text in [&run.stdout, &run.stderr] {
        assert!(!text.contains("SESAME"), "{text}");
    }
}

#[test]
fn the_key_goes_to_the_service_in_a_header_and_nowhere_else() {
    let fake = open_meteo(weather::fine);
    let home = home(&fake);
    let run = home.run(&ASKED);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_silent(&run);
    let seen = fake.seen();
    for request in &seen.requests {
        assert_eq!(request.header("x-api-key"), Some(KEY));
        assert!(!request.query.contains("SESAME"), "{}", request.query);
    }
    assert!(!seen.requests.is_empty());
    let kept = std::fs::read_dir(home.path("cache")).unwrap().flatten();
    for file in kept {
        let text = std::fs::read_to_string(file.path()).unwrap();
        assert!(!text.contains("SESAME"), "{}", file.path().display());
    }
}

#[test]
fn the_archive_is_shown_the_key_too() {
    let fake = open_meteo(weather::fine);
    let config = format!("[weather]\napikey = \"{KEY}\"\narchive = true\n");
    let home = Home::offline().with_config(config.as_bytes());
    private(&home);
    let run = Run::of(
        home.command(&["suggest", "--near", "M20 2RN", "--typical"])
            .env("KIDTRIP_OPEN_METEO_ARCHIVE_URL", fake.url()),
    );
    assert_eq!((run.code, run.stderr.as_str()), (0, ""));
    let seen = fake.seen();
    assert_eq!(seen.requests[0].path, "/v1/archive");
    assert_eq!(seen.requests[0].header("x-api-key"), Some(KEY));
}

#[test]
fn who_looks_up_postcodes_is_not_shown_the_key() {
    use crate::fake::locations::{Locations, Mode};
    let fake = Locations::start(Mode::Well).unwrap();
    let config = format!("[weather]\napikey = \"{KEY}\"\n[locate]\nonline = true\n");
    let home = Home::offline().with_config(config.as_bytes());
    private(&home);
    for (query, shown) in [("BT1 5GS", None), ("Edale", Some(KEY))] {
        let run = Run::of(
            home.command(&["where", query])
                .env("KIDTRIP_POSTCODES_URL", fake.url())
                .env("KIDTRIP_GEOCODING_URL", fake.url()),
        );
        assert_eq!(run.code, 0, "{}", run.stderr);
        assert_eq!(
            fake.keys_shown().last().unwrap().as_deref(),
            shown,
            "{query}"
        );
    }
}

#[test]
fn without_a_key_there_is_no_such_header() {
    let fake = open_meteo(weather::fine);
    Home::online(&fake).run(&ASKED);
    assert_eq!(fake.seen().requests[0].header("x-api-key"), None);
}

#[test]
fn who_pays_has_no_limit_to_keep() {
    let fake = open_meteo(weather::all_wet(0));
    let home = home(&fake);
    for _ in 0..5 {
        let run = home.run(&["suggest", "--near", "SW7 5BD", "--refresh", "--top", "50"]);
        assert!(
            run.stdout.contains("Forecast by Open-Meteo"),
            "{}",
            run.stderr
        );
    }
    assert!(fake.seen().cells > 600);
    assert!(!home.run(&["cache", "info"]).stdout.contains("free calls"));
}

#[rstest]
#[case::table(&["config", "show"], "(set)")]
#[case::json(&["config", "show", "--format", "json"], "\"value\":\"(set)\"")]
fn config_show_says_that_it_is_set_and_which_hosts_follow(
    #[case] arguments: &[&str],
    #[case] set: &str,
) {
    let fake = open_meteo(weather::fine);
    let run = Run::of(
        home(&fake)
            .command(arguments)
            .env_remove("KIDTRIP_OPEN_METEO_URL"),
    );
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_silent(&run);
    for words in [
        set,
        "https://customer-api.open-meteo.com",
        "https://customer-archive-api.open-meteo.com",
        "https://customer-geocoding-api.open-meteo.com",
    ] {
        assert!(run.stdout.contains(words), "{words}: {}", run.stdout);
    }
    let free = Home::offline();
    let run = Run::of(free.command(arguments).env_remove("KIDTRIP_OPEN_METEO_URL"));
    assert!(!run.stdout.contains("customer-"), "{}", run.stdout);
}

#[rstest]
#[case::unauthorized(Mode::RepeatKey(401), &["refused the API key (401", "(key)"])]
#[case::forbidden(Mode::Status(403, "This API endpoint requires the API Professional or Enterprise plan"), &["refused the API key (403", "Enterprise plan"])]
#[case::invalid(Mode::RepeatKey(400), &["refused the API key (400"])]
#[case::a_fault_that_repeats_it(Mode::RepeatKey(500), &["answered 500 (The supplied API key (key) is invalid.)"])]
#[case::the_free_host(Mode::Free, &["redirected to another host, customer-api.open-meteo.com"])]
fn a_refused_key_is_said_without_it(#[case] mode: Mode, #[case] words: &[&str]) {
    let fake = open_meteo(weather::fine);
    fake.answer(mode);
    let run = home(&fake).run(&ASKED);
    assert_eq!(run.code, 0, "{}", run.stderr);
    assert_silent(&run);
    for word in words {
        assert!(run.stderr.contains(word), "{word}: {}", run.stderr);
    }
}

#[test]
fn the_key_does_not_follow_a_redirect_to_another_server() {
    let (fake, other) = (open_meteo(weather::fine), open_meteo(weather::fine));
    fake.answer(Mode::RedirectTo(format!(
        "{}/v1/forecast?latitude=1",
        other.url()
    )));
    let run = home(&fake).run(&ASKED);
    assert_silent(&run);
    assert!(
        run.stderr.contains("redirected to another host"),
        "{}",
        run.stderr
    );
    assert_eq!(other.seen().requests.len(), 0);
}

#[rstest]
#[case::a_space("SESAME open")]
#[case::a_line_end("SESAME\r\nX-Evil: 1")]
#[case::a_second_parameter("SESAME&apikey=2")]
fn a_key_with_other_characters_is_refused_unrepeated(#[case] key: &str) {
    let fake = open_meteo(weather::fine);
    let run = Run::of(
        Home::online(&fake)
            .command(&ASKED)
            .env("KIDTRIP_OPEN_METEO_APIKEY", key),
    );
    run.is_refused(2, &["KIDTRIP_OPEN_METEO_APIKEY", "expected a key"]);
    assert_silent(&run);
    assert_eq!(fake.seen().requests.len(), 0);
}

#[cfg(unix)]
#[rstest]
#[case::everybody(0o644, true)]
#[case::the_group(0o640, true)]
#[case::its_owner(0o600, false)]
fn a_key_that_others_can_read_is_said_once(#[case] mode: u32, #[case] said: bool) {
    use std::os::unix::fs::PermissionsExt;
    let fake = open_meteo(weather::fine);
    let home = home(&fake);
    let file = home.path("config").join("config.toml");
    std::fs::set_permissions(&file, std::fs::Permissions::from_mode(mode)).unwrap();
    let run = home.run(&["suggest", "--near", "M20 2RN", "--quiet"]);
    let expected = format!(
        "kidtrip: {0} holds a key and is readable by others: chmod 600 {0}\n",
        file.display()
    );
    assert_eq!(run.stderr, if said { expected } else { String::new() });
    // Without a key in it, a file is for anybody to read.
    std::fs::write(&file, "top = 3\n").unwrap();
    let run = Run::of(
        home.command(&["suggest", "--near", "M20 2RN"])
            .env("KIDTRIP_OPEN_METEO_APIKEY", KEY),
    );
    assert_eq!(run.stderr, "");
}

#[cfg(unix)]
#[test]
fn the_default_config_is_for_its_owner_only() {
    use std::os::unix::fs::PermissionsExt;
    let home = Home::offline();
    assert_eq!(home.run(&["config", "init"]).code, 0);
    let file = home.path("config").join("config.toml");
    let mode = std::fs::metadata(&file).unwrap().permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
    let text = std::fs::read_to_string(&file).unwrap();
    assert!(text.contains("# apikey = \"your-key\""), "{text}");
}
