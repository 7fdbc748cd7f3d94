//! The choice: the same as with every forecast fetched, in the right order, asking for little.

use super::*;
use crate::domain::Destination;
use crate::domain::{
    Conditions, Fact, FamilyFacts, Journal, Limits, Outing, Precipitation, WeatherCode,
};
use crate::planner::candidates::shortlist;
use crate::planner::fixture::{
    SATURDAY, SUNDAY, calendars, fine, forecast, normals, outing, place, rain_between,
};
use crate::planner::opening::Calendars;
use crate::planner::outlook::Weather;
use crate::planner::rules::Weights;
use crate::planner::veto::Veto;
use jiff::Timestamp;
use jiff::civil::date;
use proptest::prelude::*;

const TOP_TEN: Wanted = Wanted {
    top: 10,
    min_score: None,
    forecasts: true,
    plan_b: false,
};

/// How often and for what a selection asked.
#[derive(Debug, Default)]
struct Asked {
    requests: usize,
    cells: Vec<(Date, Cell)>,
}

/// A catalogue, an outing and what goes with them.
struct Case {
    outing: Outing,
    places: Vec<Destination>,
    journal: Journal,
    calendars: Calendars,
}

impl Case {
    fn of(places: Vec<Destination>) -> Self {
        Self {
            outing: outing(),
            places,
            journal: Journal::default(),
            calendars: calendars(),
        }
    }

    fn given(&self) -> Circumstances<'_> {
        Circumstances {
            outing: &self.outing,
            weights: Weights::default(),
            journal: &self.journal,
            calendars: &self.calendars,
            normals: &normals,
        }
    }

    fn selection(&self, wanted: Wanted) -> Selection<'_> {
        let list = shortlist(&self.outing, &self.places, &self.journal);
        Selection::new(self.given(), wanted, list)
    }

    /// Ranks under `weather`, which may have no forecast for a cell.
    fn rank(
        &self,
        wanted: Wanted,
        weather: impl Fn(Cell) -> Option<Forecast>,
    ) -> (Ranking<'_>, Asked) {
        let mut selection = self.selection(wanted);
        let mut asked = Asked::default();
        loop {
            let needs = selection.needs();
            if needs.is_empty() {
                return (selection.finish(), asked);
            }
            for need in needs {
                asked.requests += 1;
                asked
                    .cells
                    .extend(need.cells.iter().map(|&cell| (need.day, cell)));
                let got = need
                    .cells
                    .iter()
                    .filter_map(|&cell| Some((cell, weather(cell)?)))
                    .collect();
                selection.supply(&need, got);
            }
        }
    }

    /// Ranks with every cell fetched before anything is chosen.
    fn rank_all_fetched(
        &self,
        wanted: Wanted,
        weather: impl Fn(Cell) -> Option<Forecast>,
    ) -> Ranking<'_> {
        let mut selection = self.selection(wanted);
        let cells: BTreeSet<Cell> = self
            .places
            .iter()
            .map(|place| Cell::of(place.position))
            .collect();
        let cells: Vec<Cell> = cells.into_iter().collect();
        for &day in &self.outing.days {
            let Some(span) = span::span(&selection.given, &selection.entries, day) else {
                continue;
            };
            let got = cells
                .iter()
                .filter_map(|&cell| Some((cell, weather(cell)?)))
                .collect();
            selection.supply(
                &Need {
                    day,
                    cells: cells.clone(),
                    span,
                },
                got,
            );
        }
        assert!(selection.needs().is_empty());
        selection.finish()
    }
}

fn ids(suggestions: &[Suggestion<'_>]) -> Vec<String> {
    suggestions
        .iter()
        .map(|one| one.candidate.place.id.to_string())
        .collect()
}

fn everywhere(weather: impl Fn(Timestamp) -> Conditions) -> impl Fn(Cell) -> Option<Forecast> {
    let forecast = forecast(weather);
    move |_| Some(forecast.clone())
}

/// Fifty places of every exposure around home.
fn surroundings() -> Vec<Destination> {
    (0..50_i32)
        .map(|index| {
            let exposure = f64::from(index % 6) / 5.0;
            let mut place = place(
                &format!("p{index:02}"),
                "zoo",
                exposure,
                4.0 + f64::from(index) * 1.3,
            );
            place.position = crate::domain::Position::new(
                place.position.lat(),
                place.position.lon() + f64::from(index % 7) * 0.06,
            )
            .unwrap();
            place
        })
        .collect()
}

#[test]
fn on_a_fine_day_the_outdoors_comes_first_and_little_is_asked() {
    let case = Case::of(surroundings());
    let (ranking, asked) = case.rank(TOP_TEN, everywhere(fine));
    assert_eq!(ranking.results.len(), 10);
    assert_eq!(ranking.results[0].candidate.place.exposure.share(), 1.0);
    assert!(ranking.plan_b.is_empty());
    assert!(asked.requests <= 2, "{asked:?}");
    assert!(asked.cells.len() < 40, "{}", asked.cells.len());
}

#[test]
fn on_an_all_wet_day_indoors_comes_first_and_there_is_a_plan_b() {
    let case = Case::of(surroundings());
    let (ranking, _) = case.rank(TOP_TEN, everywhere(rain_between(0, 24, 1.3)));
    assert!(ranking.results[0].candidate.place.exposure.is_indoor());
    assert!(!ranking.plan_b.is_empty());
    assert!(
        ranking
            .plan_b
            .iter()
            .all(|one| one.candidate.place.exposure.is_indoor())
    );
}

#[test]
fn a_wet_night_costs_three_points_where_children_meet_the_ground_and_changes_nothing_else() {
    let mut places = surroundings();
    places.push(place("playground", "playground", 1.0, 9.0));
    let case = Case::of(places);
    let all = Wanted {
        top: 100,
        ..TOP_TEN
    };
    let (dry, _) = case.rank(all, everywhere(fine));
    let (wet, _) = case.rank(all, everywhere(rain_between(0, 6, 1.7)));
    let score = |ranking: &Ranking<'_>, id: &str| {
        let found = ranking
            .results
            .iter()
            .find(|one| one.candidate.place.id == id);
        found.unwrap().best.score
    };
    assert!((score(&dry, "playground") - score(&wet, "playground") - 3.0).abs() < 1e-9);
    let others = |ranking: &Ranking<'_>| {
        let mut all = ids(&ranking.results);
        all.retain(|id| id != "playground");
        all
    };
    assert_eq!(others(&dry), others(&wet));
}

#[test]
fn gusts_rule_out_the_outdoors_with_their_reason_and_leave_a_museum_alone() {
    let mut places: Vec<Destination> = ["woodland", "garden", "playground", "zoo"]
        .map(|kind| place(kind, kind, 0.9, 10.0))
        .into();
    places.push(place("museum", "museum", 0.08, 12.0));
    let case = Case::of(places);
    let stormy = |stamp| Conditions {
        gust_kmh: Some(70.0),
        ..fine(stamp)
    };
    let (storm, _) = case.rank(TOP_TEN, everywhere(stormy));
    assert_eq!(ids(&storm.results), ["museum"]);
    assert_eq!(storm.dropped.count(Rule::Vetoed), 4);
    assert!(
        storm
            .vetoed
            .iter()
            .all(|one| one.reasons == [(SATURDAY, Veto::Gusts(70.0))])
    );
    let (calm, _) = case.rank(TOP_TEN, everywhere(fine));
    let score = |ranking: &Ranking<'_>| {
        let museum = ranking
            .results
            .iter()
            .find(|one| one.candidate.place.id == "museum");
        museum.unwrap().best.score
    };
    assert_eq!(score(&storm), score(&calm));
}

#[test]
fn places_without_a_forecast_come_below_those_with_one() {
    let case = Case::of(surroundings());
    let northern = |cell: Cell| cell.lat() > 53.8;
    let weather = forecast(rain_between(0, 24, 2.0));
    let all = Wanted {
        top: 100,
        ..TOP_TEN
    };
    let (ranking, _) = case.rank(all, |cell| (!northern(cell)).then(|| weather.clone()));
    let with: Vec<bool> = ranking
        .results
        .iter()
        .map(|one| one.best.outlook.forecast().is_some())
        .collect();
    assert!(with.contains(&true) && with.contains(&false));
    assert!(
        with.is_sorted_by(|a, b| a >= b),
        "never interleaved: {with:?}"
    );
}

#[test]
fn without_any_forecast_all_is_ranked_on_the_climate() {
    let case = Case::of(surroundings());
    let (ranking, _) = case.rank(TOP_TEN, |_| None);
    assert_eq!(ranking.results.len(), 10);
    assert!(
        ranking
            .results
            .iter()
            .all(|one| matches!(one.best.outlook.weather, Weather::Typical(_)))
    );
}

#[test]
fn nothing_is_asked_for_a_day_beyond_the_services_reach() {
    let mut case = Case::of(surroundings());
    case.outing.days = vec![date(2026, 12, 24)];
    let (ranking, asked) = case.rank(TOP_TEN, everywhere(fine));
    assert_eq!(asked.requests, 0);
    assert_eq!(ranking.results.len(), 10);
}

#[test]
fn of_days_that_are_worth_the_same_one_comes_first_on_which_the_gate_is_likelier_open() {
    let mut case = Case::of(vec![place("museum", "museum", 0.0, 5.0)]);
    case.outing.days = vec![date(2026, 11, 27), SATURDAY, SUNDAY];
    let (ranking, _) = case.rank(TOP_TEN, everywhere(rain_between(0, 24, 1.5)));
    let [museum] = ranking.results.as_slice() else {
        panic!("one place");
    };
    let this_evening = &museum.other_days[0];
    assert!(this_evening.visit.may_find_it_shut());
    assert_eq!(this_evening.score.to_bits(), museum.best.score.to_bits());
    assert_eq!(museum.best.visit.day, SATURDAY);
}

#[test]
fn of_two_days_each_place_gets_its_better_one_and_names_the_other() {
    let mut case = Case::of(surroundings());
    case.outing.days = vec![SATURDAY, date(2026, 11, 29)];
    let sunday: Timestamp = "2026-11-29T00:00:00Z".parse().unwrap();
    let wet = rain_between(0, 24, 1.5);
    let (ranking, _) = case.rank(
        TOP_TEN,
        everywhere(|stamp| {
            if stamp < sunday {
                wet(stamp)
            } else {
                fine(stamp)
            }
        }),
    );
    let best = &ranking.results[0];
    assert_eq!(best.best.visit.day, date(2026, 11, 29));
    assert_eq!(best.other_days.len(), 1);
    assert!(best.other_days[0].score < best.best.score);
}

#[test]
fn a_day_with_a_forecast_is_best_though_a_typical_one_scores_more() {
    let mut case = Case::of(surroundings());
    let far = date(2026, 12, 24);
    case.outing.days = vec![SATURDAY, far];
    let (ranking, asked) = case.rank(TOP_TEN, everywhere(rain_between(0, 24, 3.0)));
    assert!(asked.cells.iter().all(|&(day, _)| day == SATURDAY));
    let wet = Wanted {
        top: 100,
        ..TOP_TEN
    };
    let (all, _) = case.rank(wet, everywhere(rain_between(0, 24, 3.0)));
    assert!(all.results.iter().all(|one| one.best.visit.day == SATURDAY));
    let typical = |one: &Suggestion<'_>| one.other_days[0].outlook.forecast().is_none();
    assert!(ranking.results.iter().all(typical));
    let better = |one: &&Suggestion<'_>| one.other_days[0].score > one.best.score;
    assert!(
        all.results.iter().any(|one| better(&one)),
        "never on one scale"
    );
}

#[test]
fn a_place_open_only_on_a_typical_day_comes_below_those_with_a_forecast() {
    let mut places = surroundings();
    places[1].opening_hours = Some("Th 10:00-17:00".into());
    let mut case = Case::of(places);
    let far = date(2026, 12, 24);
    case.outing.days = vec![SATURDAY, far];
    let all = Wanted {
        top: 100,
        ..TOP_TEN
    };
    let (ranking, _) = case.rank(all, everywhere(rain_between(0, 24, 3.0)));
    let last = ranking.results.last().unwrap();
    assert_eq!(last.candidate.place.id, "p01");
    assert_eq!(last.best.visit.day, far);
    assert_eq!(last.left_out_days.len(), 1);
    assert_eq!(last.left_out_days[0].0, SATURDAY);
    assert_eq!(last.left_out_days[0].1.rule(), Rule::Closed);
}

#[test]
fn a_least_score_leaves_out_and_counts() {
    let case = Case::of(surroundings());
    let demanding = Wanted {
        min_score: Some(99.9),
        ..TOP_TEN
    };
    let (ranking, _) = case.rank(demanding, everywhere(fine));
    assert!(ranking.results.is_empty());
    assert!(ranking.best_below.is_some());
    let candidates = shortlist(&case.outing, &case.places, &case.journal)
        .candidates
        .len();
    assert_eq!(ranking.dropped.count(Rule::BelowMinScore), candidates);
}

#[test]
fn a_least_score_cuts_the_list_before_its_length_does() {
    let case = Case::of(surroundings());
    let north = |cell: Cell| cell.lat() > 53.6;
    let wet = forecast(rain_between(0, 24, 2.0));
    let weather = |cell| north(cell).then(|| wet.clone());
    let listed = |top| {
        let wanted = Wanted {
            top,
            min_score: Some(80.0),
            forecasts: true,
            plan_b: false,
        };
        case.rank(wanted, weather).0.results.len()
    };
    assert_eq!(listed(3), listed(100).min(3));
}

#[test]
fn unknown_facts_make_a_group_of_their_own() {
    let known = |id: &str, buggy| Destination {
        facts: FamilyFacts {
            buggy,
            ..FamilyFacts::default()
        },
        ..place(id, "zoo", 0.8, 10.0)
    };
    let mut case = Case::of(vec![
        known("yes", Fact::Yes),
        known("no", Fact::No),
        known("unknown", Fact::Unknown),
    ]);
    case.outing.limits = Limits {
        buggy: true,
        ..Limits::default()
    };
    let (ranking, _) = case.rank(TOP_TEN, everywhere(fine));
    assert_eq!(ids(&ranking.results), ["yes"]);
    assert_eq!(ids(&ranking.not_confirmed), ["unknown"]);
    assert_eq!(ranking.dropped.count(Rule::Buggy), 1);
}

/// The weather of one day, drawn.
#[derive(Clone, Copy)]
struct Drawn {
    temperature: f64,
    cloud: f64,
    wind: f64,
    wetness: f64,
    rain_from: u8,
    rain_for: u8,
    thunder: bool,
}

impl Drawn {
    fn of(random: &mut fastrand::Rng) -> Self {
        Self {
            temperature: f64::from(random.i32(-5..34)),
            cloud: f64::from(random.i32(0..=100)),
            wind: f64::from(random.i32(0..60)),
            wetness: random.f64() * 3.0,
            rain_from: random.u8(0..24),
            rain_for: random.u8(0..24),
            thunder: random.u8(0..20) == 0,
        }
    }
}

/// Weather of a cell drawn from a seed: the same cell has the same weather, neighbours their own.
fn drawn(seed: u64, cell: Cell) -> Option<Forecast> {
    let mut random =
        fastrand::Rng::with_seed(seed ^ cell.lat().to_bits() ^ cell.lon().to_bits().rotate_left(7));
    if random.u8(0..40) == 0 {
        return None;
    }
    // Each day has weather of its own.
    let days: Vec<Drawn> = (0..3).map(|_| Drawn::of(&mut random)).collect();
    let first: Timestamp = "2026-11-27T00:00:00Z".parse().unwrap();
    Some(forecast(move |stamp| {
        let day = usize::try_from(stamp.duration_since(first).as_hours() / 24).unwrap();
        let Drawn {
            temperature,
            cloud,
            wind,
            wetness,
            rain_from,
            rain_for,
            thunder,
        } = days[day];
        let hour = u8::try_from(stamp.to_zoned_datetime(jiff::tz::TimeZone::UTC).hour()).unwrap();
        let wet = (hour + 24 - rain_from) % 24 < rain_for;
        Conditions {
            temperature_c: Some(temperature),
            apparent_c: Some(temperature - wind / 10.0),
            precipitation: Precipitation {
                mm: Some(if wet { wetness } else { 0.0 }),
                probability: Some(if wet { 0.8 } else { 0.1 }),
            },
            code: Some(WeatherCode(if wet && thunder { 95 } else { 3 })),
            cloud_pct: Some(cloud),
            wind_kmh: Some(wind),
            gust_kmh: Some(wind * 1.6),
            uv_index: None,
        }
    }))
}

/// The weekend, a day of it, or days beyond the reach of forecasts as well.
fn any_days() -> impl Strategy<Value = Vec<Date>> {
    let far = date(2026, 12, 24);
    prop_oneof![
        Just(vec![SATURDAY]),
        Just(vec![SATURDAY, SUNDAY]),
        Just(vec![SUNDAY, far]),
        Just(vec![SATURDAY, SUNDAY, far, date(2026, 12, 27)]),
    ]
}

/// Returns what is shown of suggestions: the place, its day and its score.
fn told(suggestions: &[Suggestion<'_>]) -> Vec<(String, Date, f64)> {
    suggestions
        .iter()
        .map(|one| {
            let place = one.candidate.place.id.to_string();
            (place, one.best.visit.day, one.best.score)
        })
        .collect()
}

fn any_places() -> impl Strategy<Value = Vec<Destination>> {
    let one = (0..8_u8, 0.0..=1.0_f64, -0.9..0.9_f64, -1.2..1.2_f64);
    prop::collection::vec(one, 1..120).prop_map(|all| {
        let kinds = [
            "zoo",
            "museum",
            "beach",
            "playground",
            "soft-play",
            "castle",
            // These may be shut for the winter.
            "farm",
            "theme-park",
        ];
        all.into_iter()
            .enumerate()
            .map(|(index, (kind, exposure, north, east))| {
                let kind = kinds[usize::from(kind)];
                let mut place = place(&format!("{kind}-{index:03}"), kind, exposure, 0.0);
                let home = place.position;
                place.position =
                    crate::domain::Position::new(home.lat() + north, home.lon() + east).unwrap();
                place
            })
            .collect()
    })
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]

    #[test]
    fn the_choice_is_that_of_having_fetched_everything(
        places in any_places(), seed in any::<u64>(), top in 1..15_usize, days in any_days(),
        min_score in proptest::option::of(20.0..90.0_f64),
    ) {
        let mut case = Case::of(places);
        case.outing.days = days;
        let wanted = Wanted { top, min_score, forecasts: true, plan_b: false };
        let (lazy, asked) = case.rank(wanted, |cell| drawn(seed, cell));
        let eager = case.rank_all_fetched(wanted, |cell| drawn(seed, cell));
        prop_assert_eq!(told(&lazy.results), told(&eager.results));
        prop_assert_eq!(told(&lazy.plan_b), told(&eager.plan_b));
        let distinct: BTreeSet<_> = asked.cells.iter().collect();
        prop_assert_eq!(distinct.len(), asked.cells.len(), "no cell twice");
        let in_reach = asked.cells.iter().all(|(day, _)| *day <= date(2026, 12, 12));
        prop_assert!(in_reach, "no service forecasts so far ahead");
    }

    #[test]
    fn a_list_for_each_day_is_that_of_having_fetched_everything_and_asks_for_no_cell_of_a_day_twice(
        places in any_places(), seed in any::<u64>(), top in 1..15_usize,
        min_score in proptest::option::of(20.0..90.0_f64),
    ) {
        let wanted = Wanted { top, min_score, forecasts: true, plan_b: false };
        let mut all = Vec::new();
        for day in [SATURDAY, SUNDAY] {
            let mut case = Case::of(places.clone());
            case.outing.days = vec![day];
            let (lazy, asked) = case.rank(wanted, |cell| drawn(seed, cell));
            let eager = case.rank_all_fetched(wanted, |cell| drawn(seed, cell));
            prop_assert_eq!(told(&lazy.results), told(&eager.results));
            prop_assert_eq!(told(&lazy.plan_b), told(&eager.plan_b));
            prop_assert!(lazy.results.iter().all(|one| one.best.visit.day == day && one.other_days.is_empty()));
            all.extend(asked.cells);
        }
        let distinct: BTreeSet<_> = all.iter().collect();
        prop_assert_eq!(distinct.len(), all.len());
    }

    #[test]
    fn days_with_a_forecast_come_before_those_without(
        places in any_places(), seed in any::<u64>(), days in any_days(),
    ) {
        let mut case = Case::of(places);
        case.outing.days = days;
        let all = Wanted { top: 200, ..TOP_TEN };
        let (ranking, _) = case.rank(all, |cell| drawn(seed, cell));
        let known = |visit: &super::super::assess::Assessment| visit.outlook.forecast().is_some();
        let mut with = ranking.results.iter().map(|one| known(&one.best));
        prop_assert!(with.by_ref().is_sorted_by(|a, b| a >= b), "never interleaved");
        for one in &ranking.results {
            prop_assert!(known(&one.best) || !one.other_days.iter().any(known));
            let rivals = one.other_days.iter().filter(|day| known(day) == known(&one.best));
            for rival in rivals {
                prop_assert!(rival.score <= one.best.score);
            }
            let days = 1 + one.other_days.len() + one.left_out_days.len();
            prop_assert_eq!(days, case.outing.days.len(), "every day asked about is accounted for");
        }
    }
}
