//! Forecasts over a real socket: the service, the client and the cache together, against the fake.
//! Every failure leaves the answer less certain, said once, and the service in peace.

use crate::fake::open_meteo::{Mode, OpenMeteo};
use crate::fake::weather;
use crate::harness::NOBODY;
use jiff::{SignedDuration, Timestamp, civil::Date};
use kidtrip::domain::{Cell, Forecast, HourSpan, Position, Source, age_minutes, is_stale};
use kidtrip::net::{Client, NetError, Options, Url};
use kidtrip::weather::open_meteo::SOURCE;
use kidtrip::weather::service::{Forecasts, Freshness, Settings};
use rstest::rstest;
use std::collections::BTreeMap;
use std::path::Path;
use std::time::{Duration, Instant};

fn now() -> Timestamp {
    "2026-11-27T18:00:00Z".parse().unwrap()
}

fn later(minutes: i64) -> Timestamp {
    now() + SignedDuration::from_mins(minutes)
}

fn saturday() -> Date {
    "2026-11-28".parse().unwrap()
}

/// A standard span: twelve hours of ground getting wet, a day out and a late return; 22 stamps.
fn span() -> HourSpan {
    let stamp = |text: &str| text.parse().unwrap();
    HourSpan::covering(stamp("2026-11-27T22:00:00Z"), stamp("2026-11-28T19:00:00Z"))
}

/// Cells around Manchester, each a cell apart.
fn cells(count: usize) -> Vec<Cell> {
    let at = |i: usize| (53.0 + (i / 20) as f64 * 0.05, -2.5 + (i % 20) as f64 * 0.05);
    let cell = |(lat, lon)| Cell::of(Position::new(lat, lon).unwrap());
    (0..count).map(|i| cell(at(i))).collect()
}

fn fake(weather: impl Fn(f64, f64, i64) -> weather::Hour + Send + Sync + 'static) -> OpenMeteo {
    OpenMeteo::start("2026-11-27".parse().unwrap(), weather).unwrap()
}

/// What one run of the program gets, and what it says of it.
struct Run {
    got: BTreeMap<Cell, Forecast>,
    failures: Vec<String>,
    requests: usize,
    cells_asked: usize,
    reached_max_cells: bool,
}

struct Setup<'a> {
    url: String,
    folder: &'a Path,
    now: Timestamp,
    freshness: Freshness,
    max_cells: usize,
    total: Duration,
}

impl<'a> Setup<'a> {
    fn new(fake: &OpenMeteo, folder: &'a Path) -> Self {
        Self {
            url: fake.url(),
            folder,
            now: now(),
            freshness: Freshness::Normal,
            max_cells: Settings::DEFAULT_MAX_CELLS,
            total: Duration::from_secs(10),
        }
    }

    fn fetch(&self, batches: &[&[Cell]]) -> Run {
        let mut client = Client::new(Options {
            total: self.total,
            ..Options::default()
        });
        let settings = Settings {
            sources: vec![Source::OpenMeteo],
            open_meteo_url: self.url.clone(),
            met_norway_url: NOBODY.to_owned(),
            contact: None,
            now: self.now,
            freshness: self.freshness,
            max_cells: self.max_cells,
        };
        let folder = Some(self.folder.to_owned());
        let mut forecasts = Forecasts::new(&mut client, folder, settings);
        let mut got = BTreeMap::new();
        for batch in batches {
            got.extend(forecasts.fetch(batch, saturday(), span()));
        }
        assert!(
            forecasts.warnings().is_empty(),
            "{:?}",
            forecasts.warnings()
        );
        Run {
            got,
            failures: forecasts.failures().to_vec(),
            requests: forecasts.requests(),
            cells_asked: forecasts.cells_asked(),
            reached_max_cells: forecasts.reached_max_cells(),
        }
    }
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

#[test]
fn every_cell_gets_its_own_weather_in_requests_of_a_hundred() {
    let (fake, folder) = (fake(weather::random), folder());
    let cells = cells(150);
    let run = Setup::new(&fake, folder.path()).fetch(&[&cells]);
    assert_eq!(
        (run.got.len(), run.requests, run.cells_asked),
        (150, 2, 150)
    );
    assert_eq!(run.failures, [""; 0]);
    for (cell, forecast) in &run.got {
        assert_eq!(forecast.span(), Some(span()));
        for (hour, at) in forecast.hours.iter().zip(0..) {
            let stamp = span().first().as_second() + at * 3600;
            let sent = weather::random(cell.lat(), cell.lon(), stamp);
            let near = |got: Option<f64>, sent: Option<f64>, by: f64| {
                (got.unwrap() - sent.unwrap()).abs() <= by + 1e-9
            };
            assert!(near(hour.temperature_c, sent.temperature, 0.05));
            assert!(near(hour.precipitation.mm, sent.rain_mm, 0.005));
            assert!(near(hour.gust_kmh, sent.gusts, 0.05));
        }
    }
    let seen = fake.seen();
    assert_eq!(
        (seen.requests.len(), seen.cells, seen.duplicates),
        (2, 150, 0)
    );
}

#[test]
fn the_service_is_told_who_asks_and_may_compress() {
    let (fake, folder) = (fake(weather::fine), folder());
    Setup::new(&fake, folder.path()).fetch(&[&cells(1)]);
    let seen = fake.seen();
    let request = seen.requests.first().unwrap();
    let agent = concat!("kidtrip/", env!("CARGO_PKG_VERSION"));
    assert_eq!(request.header("user-agent"), Some(agent));
    assert_eq!(request.header("accept-encoding"), Some("gzip"));
    assert_eq!(
        request.parameter("start_hour").as_deref(),
        Some("2026-11-27T22:00")
    );
    assert_eq!(
        request.parameter("end_hour").as_deref(),
        Some("2026-11-28T19:00")
    );
}

#[test]
fn a_hundred_cells_of_a_day_are_at_most_25_kilobytes_on_the_wire() {
    let (fake, folder) = (fake(weather::random), folder());
    assert_eq!(span().len(), 22);
    let run = Setup::new(&fake, folder.path()).fetch(&[&cells(100)]);
    assert_eq!(run.got.len(), 100);
    let hours = || run.got.values().flat_map(|forecast| forecast.hours.iter());
    let wet = hours()
        .filter(|hour| hour.precipitation.mm >= Some(0.1))
        .count() as f64;
    let share = wet / hours().count() as f64;
    assert!(
        (0.05..0.15).contains(&share),
        "not British weather: {share}"
    );
    let bytes = fake.seen().bytes;
    assert!((5_000..=25_000).contains(&bytes), "{bytes} bytes");
}

#[test]
fn no_cell_is_asked_for_twice_in_a_run() {
    let (fake, folder) = (fake(weather::fine), folder());
    let cells = cells(30);
    let twice = [&cells[..20], &cells[..20]].concat();
    let run = Setup::new(&fake, folder.path()).fetch(&[&twice, &cells, &cells]);
    assert_eq!((run.got.len(), run.requests, run.cells_asked), (30, 2, 30));
    assert_eq!(fake.seen().duplicates, 0);
}

#[rstest]
#[case::within_the_hour_from_the_cache(Freshness::Normal, 59, 0, now())]
#[case::after_the_hour_anew(Freshness::Normal, 60, 1, later(60))]
#[case::at_once_when_asked_to(Freshness::Refresh, 1, 1, later(1))]
#[case::of_any_age_when_offline(Freshness::Offline, 20 * 60, 0, now())]
#[case::from_a_clock_that_was_wrong_anew(Freshness::Normal, -90, 1, later(-90))]
fn a_kept_forecast_serves_while_it_is_fresh(
    #[case] freshness: Freshness,
    #[case] minutes: i64,
    #[case] requests: usize,
    #[case] fetched_at: Timestamp,
) {
    let (fake, folder) = (fake(weather::random), folder());
    let mut setup = Setup::new(&fake, folder.path());
    let before = setup.fetch(&[&cells(5)]);
    setup.now = later(minutes);
    setup.freshness = freshness;
    let run = setup.fetch(&[&cells(5)]);
    assert_eq!((run.got.len(), run.requests), (5, requests));
    assert!(
        run.got
            .values()
            .all(|forecast| forecast.fetched_at == fetched_at)
    );
    let hours = |run: &Run| {
        run.got
            .values()
            .map(|f| f.hours.clone())
            .collect::<Vec<_>>()
    };
    assert_eq!(hours(&run), hours(&before));
}

#[rstest]
#[case::nan(Mode::Nan, "cannot be read", 1)]
#[case::a_failed_stream(Mode::StreamingError, "broke off its answer", 1)]
#[case::a_stream_failed_half_way(Mode::StreamingErrorHalfWay, "broke off its answer", 1)]
#[case::a_stream_failed_at_the_very_end(Mode::StreamingErrorAtTheEnd, "broke off its answer", 1)]
#[case::nan_for_one_of_several(Mode::NanForTheLast, "cannot be read", 1)]
#[case::one_place_too_many(Mode::OneTooMany, "answered for 6 places instead of 5", 1)]
#[case::in_another_order(Mode::Reversed, "answered for another place at position 0", 1)]
#[case::truncated(Mode::Truncated, "cannot be read", 1)]
#[case::empty(Mode::Empty, "an empty answer", 1)]
#[case::a_hotel_s_page(Mode::Html, "sent a web page instead of a forecast", 1)]
#[case::one_place_too_few(Mode::WrongCount, "answered for 4 places instead of 5", 1)]
#[case::a_slow_drip(Mode::Drip, "did not answer in time (2 s for everything)", 1)]
#[case::without_end(Mode::Endless, "more than 16 MiB", 1)]
#[case::a_bomb(Mode::GzipBomb, "more than 16 MiB", 1)]
#[case::reset(Mode::Reset, "broke off", 2)]
#[case::a_redirect_loop(Mode::RedirectLoop, "redirected in a circle", 1)]
#[case::a_redirect_to_a_file(Mode::RedirectTo("file:///etc/passwd".into()), "redirected", 1)]
#[case::a_redirect_to_http(Mode::RedirectTo("http://api.open-meteo.com/".into()), "redirected to api.open-meteo.com over http", 1)]
#[case::too_many_requests(
    Mode::Status(429, "Minutely API request limit exceeded."),
    "answered 429 (Minutely API request limit exceeded.)",
    2
)]
#[case::overloaded(
    Mode::Status(503, "The service is overloaded"),
    "answered 503 (The service is overloaded)",
    2
)]
#[case::back_in_an_hour(
    Mode::StatusRetryAfter(503, "Closed", "3600"),
    "answered 503 (Closed)",
    1
)]
#[case::refused(
    Mode::Status(400, "Invalid timezone"),
    "answered 400 (Invalid timezone)",
    1
)]
fn every_failure_is_said_once_and_leaves_the_older_forecast(
    #[case] mode: Mode,
    #[case] expected: &str,
    #[case] requests: usize,
) {
    let (fake, folder) = (fake(weather::random), folder());
    let mut setup = Setup::new(&fake, folder.path());
    assert_eq!(setup.fetch(&[&cells(5)]).got.len(), 5);
    setup.now = later(7 * 60);
    // Only the drip runs into the deadline; the others have time even on a busy machine.
    setup.total = Duration::from_secs(if mode == Mode::Drip { 2 } else { 10 });
    fake.answer(mode);
    let started = Instant::now();
    let run = setup.fetch(&[&cells(5)]);
    let limit = setup.total + Duration::from_secs(2);
    assert!(started.elapsed() < limit, "{:?}", started.elapsed());
    let [failure] = run.failures.as_slice() else {
        panic!("{:?}", run.failures)
    };
    assert!(failure.contains(expected), "{failure}");
    assert!(
        !failure.contains("latitude="),
        "the query is not for messages: {failure}"
    );
    assert_eq!(run.got.len(), 5);
    assert!(
        run.got
            .values()
            .all(|f| is_stale(f.fetched_at, setup.now)
                && age_minutes(f.fetched_at, setup.now) == 420)
    );
    assert!(
        run.requests >= requests && run.requests <= 3,
        "{} requests",
        run.requests
    );

    let nowhere = tempfile::tempdir().unwrap();
    let fresh = Setup {
        folder: nowhere.path(),
        ..setup
    };
    let run = fresh.fetch(&[&cells(5)]);
    assert!(run.got.is_empty());
}

#[test]
fn a_service_that_is_down_is_asked_three_times_in_a_run_however_much_is_wanted() {
    let (fake, folder) = (fake(weather::fine), folder());
    fake.answer(Mode::Status(503, "The service is overloaded"));
    let cells = cells(90);
    let batches: Vec<_> = cells.chunks(10).collect();
    let run = Setup::new(&fake, folder.path()).fetch(&batches);
    assert!(run.got.is_empty());
    assert_eq!(
        (run.failures.len(), run.requests, fake.seen().requests.len()),
        (1, 3, 3)
    );
}

#[test]
fn a_closed_port_is_said_in_plain_words() {
    let folder = folder();
    let gone = fake(weather::fine);
    let setup = Setup::new(&gone, folder.path());
    drop(gone);
    let run = setup.fetch(&[&cells(2)]);
    let host = setup.url.trim_start_matches("http://");
    assert_eq!(
        run.failures,
        [format!(
            "open-meteo: could not connect to {host} (connection refused)"
        )]
    );
}

#[test]
fn one_failed_try_is_made_good_by_the_next() {
    let (fake, folder) = (fake(weather::fine), folder());
    fake.answer_each(|n| match n {
        0 => Mode::StatusRetryAfter(503, "The service is overloaded", "1"),
        _ => Mode::Well,
    });
    let started = Instant::now();
    let run = Setup::new(&fake, folder.path()).fetch(&[&cells(2)]);
    assert!(
        started.elapsed() >= Duration::from_secs(1),
        "it said when to come back"
    );
    assert_eq!((run.got.len(), run.requests, run.failures.len()), (2, 2, 0));
}

#[test]
fn a_batch_that_fails_leaves_only_its_own_cells_without_forecast() {
    let (fake, folder) = (fake(weather::fine), folder());
    fake.answer_each(|n| if n == 1 { Mode::Truncated } else { Mode::Well });
    let cells = cells(40);
    let batches: Vec<_> = cells.chunks(10).collect();
    let run = Setup::new(&fake, folder.path()).fetch(&batches);
    let without: Vec<_> = cells
        .iter()
        .filter(|cell| !run.got.contains_key(cell))
        .collect();
    assert_eq!(without, cells[10..20].iter().collect::<Vec<_>>());
    assert_eq!((run.failures.len(), run.requests), (1, 4));
}

#[test]
fn no_more_cells_are_asked_for_than_are_allowed() {
    let (fake, folder) = (fake(weather::fine), folder());
    let mut setup = Setup::new(&fake, folder.path());
    setup.max_cells = 25;
    let cells = cells(40);
    let run = setup.fetch(&[&cells[..20], &cells]);
    assert_eq!(run.got.keys().copied().collect::<Vec<_>>().len(), 25);
    assert!(
        cells[..25].iter().all(|cell| run.got.contains_key(cell)),
        "the first come first"
    );
    assert!(run.reached_max_cells);
    assert_eq!((run.cells_asked, fake.seen().cells), (25, 25));
    assert!(run.failures.is_empty());
}

#[test]
fn runs_at_once_ask_for_a_cell_once() {
    let (fake, folder) = (fake(weather::fine), folder());
    let setup = Setup::new(&fake, folder.path());
    let got = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..8)
            .map(|_| scope.spawn(|| setup.fetch(&[&cells(50)]).got))
            .collect();
        runs.into_iter()
            .map(|run| run.join().unwrap())
            .collect::<Vec<_>>()
    });
    assert!(got.iter().all(|got| got.len() == 50));
    assert_eq!(fake.seen().requests.len(), 1);
}

#[test]
fn a_redirect_to_another_host_is_refused_and_the_other_host_not_asked() {
    let (fake, other, folder) = (fake(weather::fine), fake(weather::fine), folder());
    fake.answer(Mode::RedirectTo(
        other.url().replace("127.0.0.1", "localhost"),
    ));
    let run = Setup::new(&fake, folder.path()).fetch(&[&cells(1)]);
    assert!(
        run.failures[0].contains("redirected to another host, localhost"),
        "{:?}",
        run.failures
    );
    assert_eq!(other.seen().requests.len(), 0);
}

#[test]
fn a_redirect_to_another_port_of_the_host_is_to_another_server() {
    let (fake, other, folder) = (fake(weather::fine), fake(weather::fine), folder());
    fake.answer(Mode::RedirectTo(other.url()));
    let run = Setup::new(&fake, folder.path()).fetch(&[&cells(1)]);
    let expected = format!(
        "redirected to another host, {}",
        other.url().replace("http://", "")
    );
    assert!(run.failures[0].contains(&expected), "{:?}", run.failures);
    assert_eq!(other.seen().requests.len(), 0);
}

#[test]
fn one_request_is_under_way_at_a_time() {
    let (fake, folder) = (fake(weather::fine), folder());
    fake.answer(Mode::Late(Duration::from_millis(20)));
    let run = Setup::new(&fake, folder.path()).fetch(&[&cells(250)]);
    assert_eq!(
        (run.requests, fake.seen().at_once),
        (2, 1),
        "200 at most in a run"
    );
}

#[rstest]
#[case::seconds("2")]
#[case::a_date("DATE")]
fn a_service_is_left_alone_until_it_said(#[case] after: &'static str) {
    let (fake, folder) = (fake(weather::fine), folder());
    fake.answer_each(move |n| match (n, after) {
        (0, "DATE") => {
            let then = Timestamp::now() + SignedDuration::from_secs(3);
            let date =
                jiff::fmt::rfc2822::DateTimePrinter::new().timestamp_to_rfc9110_string(&then);
            Mode::StatusRetryAfter(503, "Busy", String::leak(date.unwrap()))
        }
        (0, seconds) => Mode::StatusRetryAfter(503, "Busy", seconds),
        _ => Mode::Well,
    });
    let started = Instant::now();
    let run = Setup::new(&fake, folder.path()).fetch(&[&cells(2)]);
    assert!(
        started.elapsed() >= Duration::from_secs(2),
        "{:?}",
        started.elapsed()
    );
    assert_eq!((run.got.len(), run.requests), (2, 2));
}

#[test]
fn the_whole_run_has_one_deadline_however_many_requests_it_makes() {
    let (fake, folder) = (fake(weather::fine), folder());
    fake.answer(Mode::Late(Duration::from_millis(700)));
    let mut setup = Setup::new(&fake, folder.path());
    setup.total = Duration::from_secs(2);
    let cells = cells(60);
    let batches: Vec<_> = cells.chunks(10).collect();
    let started = Instant::now();
    let run = setup.fetch(&batches);
    assert!(
        started.elapsed() < Duration::from_secs(4),
        "{:?}",
        started.elapsed()
    );
    assert_eq!(run.got.len(), 20, "two answers fit");
    assert!(run.failures[0].contains("did not answer in time (2 s for everything)"));
}

#[test]
fn the_day_beyond_the_forecasts_is_not_asked_for() {
    let (fake, folder) = (fake(weather::fine), folder());
    let mut setup = Setup::new(&fake, folder.path());
    setup.now = now() - SignedDuration::from_hours(24 * 20);
    let run = setup.fetch(&[&cells(5)]);
    assert_eq!((run.got.len(), run.requests, run.failures.len()), (0, 0, 0));
}

#[test]
fn nulls_are_unknown_and_still_a_forecast() {
    let (fake, folder) = (fake(weather::nothing_known), folder());
    let run = Setup::new(&fake, folder.path()).fetch(&[&cells(1)]);
    let hours = run.got.values().flat_map(|forecast| forecast.hours.iter());
    assert!(hours.map(|hour| hour.temperature_c).eq([None; 22]));
}

#[test]
fn plain_http_elsewhere_is_refused_before_any_socket_opens() {
    let mut client = Client::new(Options::default());
    let url = Url::parse("http://api.open-meteo.com/v1/forecast?apikey=SECRET").unwrap();
    let error = client.get(SOURCE, url).unwrap_err();
    assert!(matches!(error, NetError::NotHttps { .. }));
    assert!(!error.to_string().contains("SECRET"), "{error}");
    assert_eq!(client.requests(), 0);
}
