//! Drives along the roads over a real socket: the server's table, the client and the cache together.
//! Every failure leaves the estimate, said once; what the program then prints is in `drives`.

use crate::fake::osrm::{Drive, Mode, Osrm, Point, winding};
use jiff::{SignedDuration, Timestamp};
use kidtrip::domain::{Position, Way, Waypoint};
use kidtrip::net::{Client, NetError, Options, Url};
use kidtrip::routes::service::{Routes, Settings};
use kidtrip::store::route_cache::RouteCache;
use kidtrip::weather::service::Freshness;
use rstest::rstest;
use std::path::Path;
use std::time::{Duration, Instant};

fn now() -> Timestamp {
    "2026-11-27T18:00:00Z".parse().unwrap()
}

fn home() -> Position {
    Position::new(53.4132, -2.2314).unwrap()
}

/// Places east of Manchester, each 700 m from the one before.
fn places(count: usize) -> Vec<Position> {
    (0..count)
        .map(|i| Position::new(53.45, -2.2 + i as f64 / 100.0).unwrap())
        .collect()
}

fn fake(drives: impl Fn(Point, Point) -> Drive + Send + Sync + 'static) -> Osrm {
    Osrm::start(drives).unwrap()
}

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

struct Setup<'a> {
    url: String,
    folder: &'a Path,
    now: Timestamp,
    freshness: Freshness,
    at_most: Duration,
}

/// What one run of the program gets, and what it says of it.
struct Run {
    ways: Vec<Option<Way>>,
    learnt: bool,
    failure: Option<String>,
    requests: usize,
}

impl Run {
    fn known(&self) -> usize {
        self.ways.iter().flatten().count()
    }
}

impl<'a> Setup<'a> {
    fn new(fake: &Osrm, folder: &'a Path) -> Self {
        Self {
            url: fake.url(),
            folder,
            now: now(),
            freshness: Freshness::Normal,
            at_most: Duration::from_secs(10),
        }
    }

    fn ask(&self, places: &[Position]) -> Run {
        let mut client = Client::new(Options {
            total: Duration::from_secs(20),
            ..Options::default()
        });
        let cache = RouteCache::new(
            Some(self.folder.to_owned()),
            &self.url,
            Waypoint::of(home()),
        );
        let settings = Settings {
            base_url: self.url.clone(),
            home: home(),
            now: self.now,
            freshness: self.freshness,
            at_most: self.at_most,
        };
        let mut routes = Routes::new(cache, settings);
        let learnt = routes.ask(&mut client, places);
        while routes.ask(&mut client, places) {}
        assert!(routes.warnings().is_empty(), "{:?}", routes.warnings());
        assert_eq!(routes.requests(), client.requests());
        Run {
            ways: places.iter().map(|&place| routes.way_to(place)).collect(),
            learnt,
            failure: routes.failure().map(str::to_owned),
            requests: client.requests(),
        }
    }
}

#[test]
fn every_place_gets_its_own_drive_in_one_request() {
    let (fake, folder) = (fake(winding), folder());
    let run = Setup::new(&fake, folder.path()).ask(&places(100));
    assert_eq!((run.requests, run.failure, run.learnt), (1, None, true));
    for (place, way) in places(100).into_iter().zip(run.ways) {
        let Some(Way::Road(route)) = way else {
            panic!("{way:?}")
        };
        let from = Waypoint::of(home());
        let to = Waypoint::of(place);
        let (seconds, metres) = winding((from.lat(), from.lon()), (to.lat(), to.lon())).unwrap();
        assert!((route.minutes() * 60.0 - seconds).abs() < 0.1);
        assert!((route.km().unwrap() * 1000.0 - metres).abs() < 1.0);
    }
}

#[test]
fn the_server_is_told_who_asks_and_asked_as_documented() {
    let (fake, folder) = (fake(winding), folder());
    Setup::new(&fake, folder.path()).ask(&places(2));
    let seen = fake.seen();
    let (_, request) = seen.requests.first().unwrap();
    let agent = concat!("kidtrip/", env!("CARGO_PKG_VERSION"));
    assert_eq!(request.header("user-agent"), Some(agent));
    assert_eq!(
        format!("{}?{}", request.path, request.query),
        "/table/v1/driving/-2.2314,53.4132;-2.2000,53.4500;-2.1900,53.4500\
         ?sources=0&destinations=1;2&annotations=duration,distance"
    );
}

#[rstest]
#[case::at_once_from_the_cache(Freshness::Normal, 0, 0)]
#[case::for_a_season(Freshness::Normal, 89, 0)]
#[case::then_anew(Freshness::Normal, 91, 1)]
#[case::at_once_when_asked_to(Freshness::Refresh, 0, 1)]
#[case::of_any_age_when_offline(Freshness::Offline, 900, 0)]
fn a_kept_drive_serves_while_roads_stay_as_they_are(
    #[case] freshness: Freshness,
    #[case] days: i64,
    #[case] requests: usize,
) {
    let (fake, folder) = (
        fake(|from, to| winding(from, to).filter(|_| to.1 < -2.1)),
        folder(),
    );
    let mut setup = Setup::new(&fake, folder.path());
    let before = setup.ask(&places(20));
    assert!(
        before.ways.contains(&Some(Way::NoRoad)),
        "which is kept too"
    );
    setup.now = now() + SignedDuration::from_hours(24 * days);
    setup.freshness = freshness;
    let run = setup.ask(&places(20));
    assert_eq!((run.requests, run.failure), (requests, None));
    assert_eq!(run.ways, before.ways, "to the bit");
}

#[test]
fn of_what_is_kept_only_the_rest_is_asked_for() {
    let (fake, folder) = (fake(winding), folder());
    let setup = Setup::new(&fake, folder.path());
    setup.ask(&places(20));
    assert_eq!(setup.ask(&places(25)).known(), 25);
    assert_eq!(fake.seen().drives, 25);
}

#[rstest]
#[case::nan(Mode::Nan, "cannot be read", 1)]
#[case::less_than_no_time(Mode::Negative, "which cannot be", 1)]
#[case::one_value_short(Mode::WrongLength, "99 durations for 100 places", 1)]
#[case::lengths_of_others(Mode::WrongDistances, "101 distances for 100 places", 1)]
#[case::two_rows(Mode::TwoRows, "2 rows of durations", 1)]
#[case::truncated(Mode::Truncated, "cannot be read", 1)]
#[case::empty(Mode::Empty, "an empty answer", 1)]
#[case::a_hotel_s_page(Mode::Html, "no table but \"<!DOCTYPE html>", 1)]
#[case::home_off_the_map(Mode::HomeOffTheMap, "no road near where you start", 1)]
#[case::a_slow_drip(Mode::Drip, "did not answer in time (2 s for everything)", 1)]
#[case::without_end(Mode::Endless, "more than 16 MiB", 1)]
#[case::reset(Mode::Reset, "broke off", 2)]
#[case::a_redirect_to_another_host(
    Mode::RedirectTo("http://localhost:1/".into()),
    "redirected to another host",
    1
)]
#[case::refused(
    Mode::Status(400, "InvalidQuery", "Query string malformed close to position 7"),
    "OSRM refused: InvalidQuery (Query string malformed close to position 7)",
    1
)]
#[case::no_such_service(
    Mode::Status(400, "InvalidService", "Service table not found!"),
    "OSRM refused: InvalidService",
    1
)]
#[case::a_page_that_refuses(Mode::Page(400), "answered 400", 1)]
#[case::not_there(Mode::Page(404), "answered 404", 1)]
#[case::no_segment_that_can_be_left_out(
    Mode::Status(
        400,
        "NoSegment",
        "Could not find a matching segment for coordinate 101"
    ),
    "no road near several of the places",
    1
)]
#[case::nor_this(
    Mode::Status(
        400,
        "NoSegment",
        "Could not find a matching segment for coordinate 99999999999999999999"
    ),
    "OSRM refused: NoSegment",
    1
)]
#[case::failing(
    Mode::Status(500, "InternalError", "out of memory"),
    "answered 500 (out of memory)",
    2
)]
#[case::too_many_requests(Mode::Page(429), "answered 429", 2)]
fn every_failure_is_said_and_leaves_what_was_known(
    #[case] mode: Mode,
    #[case] expected: &str,
    #[case] requests: usize,
) {
    let (fake, folder) = (fake(winding), folder());
    let mut setup = Setup::new(&fake, folder.path());
    assert_eq!(setup.ask(&places(5)).known(), 5);
    setup.now = now() + SignedDuration::from_hours(24 * 200);
    // Only the drip runs into the deadline; the others have time even on a busy machine.
    setup.at_most = Duration::from_secs(if mode == Mode::Drip { 2 } else { 10 });
    fake.answer(mode);
    let run = setup.ask(&places(100));
    let failure = run.failure.unwrap_or_default();
    assert!(failure.contains(expected), "{failure}");
    assert!(
        !failure.contains("-2.2"),
        "where one lives is not for messages: {failure}"
    );
    assert_eq!(run.requests, requests);
    let known = run.ways.iter().map(Option::is_some);
    let expected = (0..100).map(|place| place < 5);
    assert!(known.eq(expected), "old roads are better than a guess");
}

#[test]
fn a_server_that_is_gone_is_said_in_plain_words() {
    let folder = folder();
    let gone = fake(winding);
    let setup = Setup::new(&gone, folder.path());
    drop(gone);
    let run = setup.ask(&places(2));
    let host = setup.url.trim_start_matches("http://");
    assert_eq!(
        run.failure,
        Some(format!("could not connect to {host} (connection refused)"))
    );
}

#[test]
fn places_in_another_order_get_no_drive_at_all() {
    let (fake, folder) = (fake(winding), folder());
    fake.answer(Mode::Reversed);
    let run = Setup::new(&fake, folder.path()).ask(&places(30));
    // The places in the middle are within 2 km of each other's mirror image.
    let wrong = |place: usize| run.ways[place] != Some(Way::NoRoad);
    assert!(
        (0..13).chain(17..30).all(|place| !wrong(place)),
        "{:?}",
        run.ways
    );
}

#[test]
fn a_place_in_the_sea_is_left_out_and_the_others_are_asked_for_again() {
    let (fake, folder) = (fake(winding), folder());
    fake.flood(|(_, lon)| (lon + 2.17).abs() < 0.001 || (lon + 2.10).abs() < 0.001);
    let setup = Setup::new(&fake, folder.path());
    let run = setup.ask(&places(20));
    assert_eq!((run.requests, run.failure), (3, None));
    for (place, way) in run.ways.iter().enumerate() {
        assert_eq!(way == &Some(Way::NoRoad), place == 3 || place == 10);
        assert!(way.is_some());
    }
    assert_eq!(setup.ask(&places(20)).requests, 0, "which is kept too");
}

#[test]
fn a_server_without_this_country_is_asked_four_times_at_most() {
    let (fake, folder) = (fake(winding), folder());
    fake.flood(|(_, lon)| lon > -2.2001);
    let run = Setup::new(&fake, folder.path()).ask(&places(20));
    assert_eq!(run.requests, 4);
    let failure = run.failure.unwrap();
    assert!(failure.contains("does its map reach there?"), "{failure}");
    assert_eq!(run.ways.iter().flatten().count(), 3);
}

#[test]
fn a_home_in_the_sea_ends_the_asking_at_once() {
    let (fake, folder) = (fake(winding), folder());
    fake.flood(|(lat, _)| lat < 53.42);
    let run = Setup::new(&fake, folder.path()).ask(&places(20));
    assert_eq!((run.requests, run.known()), (1, 0));
    let failure = run.failure.unwrap();
    assert!(
        failure.contains("no road near where you start"),
        "{failure}"
    );
}

#[rstest]
#[case::half(30, 60, 60, 3)]
#[case::a_quarter(15, 60, 60, 6)]
#[case::too_small_a_server(5, 60, 6, 6)]
#[case::none_at_all(0, 60, 0, 6)]
#[case::none_even_for_one(0, 1, 0, 1)]
fn a_question_too_large_is_asked_in_parts(
    #[case] cells: usize,
    #[case] count: usize,
    #[case] known: usize,
    #[case] requests: usize,
) {
    let (fake, folder) = (fake(winding), folder());
    fake.allow_cells(cells);
    let run = Setup::new(&fake, folder.path()).ask(&places(count));
    assert_eq!((run.known(), run.requests), (known, requests));
    assert!(
        run.ways.iter().take(known).all(Option::is_some),
        "the first come first"
    );
    assert_eq!(run.failure.is_some(), known < count, "{:?}", run.failure);
}

#[test]
fn an_address_too_long_is_asked_in_parts_as_well() {
    let (fake, folder) = (fake(winding), folder());
    fake.answer_each(|n| if n == 0 { Mode::Page(414) } else { Mode::Well });
    let run = Setup::new(&fake, folder.path()).ask(&places(20));
    assert_eq!((run.known(), run.requests, run.failure), (20, 3, None));
}

#[test]
fn requests_are_a_second_apart_even_when_one_is_tried_again() {
    let (fake, folder) = (fake(winding), folder());
    fake.answer_each(|n| match n {
        0 => Mode::Status(503, "Busy", "later"),
        _ => Mode::Well,
    });
    let run = Setup::new(&fake, folder.path()).ask(&places(150));
    assert_eq!((run.known(), run.requests, run.failure), (150, 3, None));
    assert_apart(&fake);
}

#[test]
fn requests_of_runs_one_after_the_other_are_a_second_apart() {
    let (fake, folder) = (fake(winding), folder());
    let setup = Setup::new(&fake, folder.path());
    setup.ask(&places(5));
    setup.ask(&places(10));
    assert_eq!(fake.seen().requests.len(), 2);
    assert_apart(&fake);
}

fn assert_apart(fake: &Osrm) {
    let seen = fake.seen();
    for pair in seen.requests.windows(2) {
        let apart = pair[1].0.duration_since(pair[0].0);
        assert!(apart >= Duration::from_millis(990), "{apart:?}");
    }
}

#[test]
fn runs_at_once_ask_for_a_place_once() {
    let (fake, folder) = (fake(winding), folder());
    let setup = Setup::new(&fake, folder.path());
    let known = std::thread::scope(|scope| {
        let runs: Vec<_> = (0..6)
            .map(|_| scope.spawn(|| setup.ask(&places(50)).known()))
            .collect();
        runs.into_iter()
            .map(|run| run.join().unwrap())
            .collect::<Vec<_>>()
    });
    assert_eq!(known, [50; 6]);
    assert_eq!(fake.seen().requests.len(), 1);
}

#[test]
fn no_more_than_three_hundred_places_are_asked_for() {
    let (fake, folder) = (fake(winding), folder());
    let run = Setup::new(&fake, folder.path()).ask(&places(350));
    assert_eq!((run.known(), run.requests, run.failure), (300, 3, None));
}

#[test]
fn a_slow_server_has_only_the_time_that_is_left_for_it() {
    let (fake, folder) = (fake(winding), folder());
    fake.answer(Mode::Slow(Duration::from_secs(30)));
    let mut setup = Setup::new(&fake, folder.path());
    setup.at_most = Duration::from_millis(1_500);
    let started = Instant::now();
    let run = setup.ask(&places(5));
    assert!(started.elapsed() < Duration::from_secs(5));
    let failure = run.failure.unwrap();
    assert!(
        failure.contains("in time (2 s for everything)"),
        "{failure}"
    );
}

#[test]
fn nobody_is_asked_offline() {
    let (fake, folder) = (fake(winding), folder());
    let mut setup = Setup::new(&fake, folder.path());
    setup.freshness = Freshness::Offline;
    let run = setup.ask(&places(5));
    assert_eq!((run.known(), run.failure, run.learnt), (0, None, false));
    assert_eq!(fake.seen().requests.len(), 0);
}

#[rstest]
#[case::another_service("/route/v1/driving/-2.2,53.4;-2.3,53.5", "InvalidService")]
#[case::another_version("/table/v2/driving/-2.2,53.4;-2.3,53.5", "InvalidVersion")]
#[case::one_point("/table/v1/driving/-2.2,53.4", "Number of coordinates")]
#[case::latitude_first("/table/v1/driving/53.4,-2.2;53.5,-102.3", "InvalidValue")]
#[case::beyond_the_points(
    "/table/v1/driving/-2.2,53.4;-2.3,53.5?destinations=2",
    "Query string malformed"
)]
#[case::no_table("/", "URL string malformed")]
fn what_is_asked_wrongly_is_answered_in_the_server_s_words(
    #[case] address: &str,
    #[case] expected: &str,
) {
    let fake = fake(winding);
    let url = Url::parse(&format!("{}{address}", fake.url())).unwrap();
    let error = Client::new(Options::default())
        .get("fake", url)
        .unwrap_err();
    let NetError::Status { status, body, .. } = error else {
        panic!("{error}")
    };
    let body = String::from_utf8(body).unwrap();
    assert_eq!(status, 400);
    assert!(body.contains(expected), "{body}");
}
