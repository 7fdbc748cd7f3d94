//! The shapes of `kidtrip.suggest/1`, frozen: what scripts read.
//! Within version 1 fields are added, never renamed, removed or retyped; `docs/suggest.schema.json` says the same.

use jiff::Timestamp;
use jiff::civil::Date;
use serde::{Serialize, Serializer};

#[derive(Serialize)]
pub(super) struct Document<'a> {
    pub(super) schema: &'static str,
    pub(super) generated_at: Instant,
    pub(super) origin: Origin<'a>,
    pub(super) days: Vec<Day>,
    pub(super) weather: DocumentWeather,
    pub(super) each_day: bool,
    pub(super) better_day: Option<BetterDayEntry>,
    pub(super) results: Vec<Entry<'a>>,
    pub(super) plan_b: Vec<Entry<'a>>,
    pub(super) not_confirmed: Vec<Entry<'a>>,
    pub(super) dropped: DroppedCounts,
    pub(super) by_day: Vec<DayEntry<'a>>,
    pub(super) vetoed: Vec<VetoedPlace<'a>>,
    pub(super) notices: Vec<String>,
    pub(super) credits: Vec<&'a str>,
}

/// Which of several days looks better over all the places shown.
#[derive(Serialize)]
pub(super) struct BetterDayEntry {
    pub(super) days: Vec<Day>,
    pub(super) alike: bool,
    pub(super) text: String,
    pub(super) compared: Vec<ComparedDay>,
}

#[derive(Serialize)]
pub(super) struct ComparedDay {
    pub(super) day: Day,
    pub(super) score: f64,
}

/// What became of a day that has a list of its own.
#[derive(Serialize)]
pub(super) struct DayEntry<'a> {
    pub(super) day: Day,
    pub(super) results: usize,
    pub(super) dropped: DroppedCounts,
    pub(super) nothing: Option<&'a str>,
}

#[derive(Serialize)]
pub(super) struct Origin<'a> {
    pub(super) query: &'a str,
    pub(super) label: &'a str,
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) precision: &'static str,
    pub(super) timezone: String,
    pub(super) notes: &'a [String],
}

#[derive(Serialize)]
pub(super) struct DocumentWeather {
    pub(super) kind: &'static str,
    pub(super) source: Option<&'static str>,
    pub(super) fetched_at: Option<Instant>,
    pub(super) age_minutes: Option<u64>,
    pub(super) stale: bool,
    pub(super) attribution: String,
}

#[derive(Serialize)]
pub(super) struct Entry<'a> {
    pub(super) rank: usize,
    pub(super) id: &'a str,
    pub(super) name: &'a str,
    pub(super) category: &'a str,
    pub(super) exposure: f64,
    pub(super) lat: f64,
    pub(super) lon: f64,
    pub(super) url: Option<&'a str>,
    pub(super) catalogue: &'a str,
    pub(super) day: Day,
    pub(super) other_days: Vec<OtherDay>,
    pub(super) left_out_days: Vec<LeftOutDay>,
    pub(super) worth_the_drive: Option<WorthEntry<'a>>,
    pub(super) journey: JourneyEntry,
    pub(super) visit: VisitEntry,
    pub(super) weather: EntryWeather,
    pub(super) open: OpenEntry,
    pub(super) score: f64,
    pub(super) factors: Vec<FactorEntry>,
    pub(super) wet_ground_points: f64,
    pub(super) reasons: Vec<String>,
    pub(super) warnings: Vec<String>,
    pub(super) unknown: Vec<&'static str>,
    pub(super) map_attribution: Option<&'a str>,
}

/// A line of ndjson.
#[derive(Serialize)]
pub(super) struct CreditedEntry<'a> {
    #[serde(flatten)]
    pub(super) entry: Entry<'a>,
    pub(super) attribution: String,
}

/// The line of ndjson that says there is none.
#[derive(Serialize)]
pub(super) struct NoResults {
    pub(super) schema: &'static str,
    pub(super) results: [(); 0],
    pub(super) dropped: DroppedCounts,
    pub(super) notices: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct OtherDay {
    pub(super) day: Day,
    pub(super) score: f64,
    pub(super) kind: &'static str,
    pub(super) compared: Option<String>,
}

/// A day on which the place cannot be visited.
#[derive(Serialize)]
pub(super) struct LeftOutDay {
    pub(super) day: Day,
    pub(super) rule: &'static str,
    pub(super) reason: String,
}

/// What a drive buys that is much longer than that to a better place.
#[derive(Serialize)]
pub(super) struct WorthEntry<'a> {
    pub(super) than: &'a str,
    pub(super) extra_minutes: i64,
    pub(super) buys: Vec<String>,
}

#[derive(Serialize)]
pub(super) struct JourneyEntry {
    pub(super) crow_km: f64,
    pub(super) road_km: f64,
    pub(super) minutes: i64,
    pub(super) bearing: i64,
    pub(super) compass: &'static str,
    pub(super) over_water: bool,
    pub(super) around: Option<&'static str>,
    pub(super) method: &'static str,
}

#[derive(Serialize)]
pub(super) struct VisitEntry {
    pub(super) arrive: String,
    pub(super) leave: String,
}

#[derive(Serialize, Default)]
pub(super) struct EntryWeather {
    pub(super) kind: &'static str,
    pub(super) source: Option<&'static str>,
    pub(super) fetched_at: Option<Instant>,
    pub(super) code: Option<u8>,
    pub(super) summary: String,
    pub(super) dry_hours: Option<usize>,
    pub(super) hours: usize,
    pub(super) temperature_c: Option<f64>,
    pub(super) feels_like_c: Option<f64>,
    pub(super) rain_mm: Option<f64>,
    pub(super) rain_chance_pct: Option<i64>,
    pub(super) wind_kmh: Option<i64>,
    pub(super) gust_kmh: Option<i64>,
    pub(super) uv_index: Option<f64>,
    pub(super) sunset: Option<String>,
    pub(super) confidence: Option<&'static str>,
    pub(super) story: Vec<String>,
    pub(super) advice: Vec<&'static str>,
    pub(super) unknown_hours: Option<usize>,
    pub(super) rain_spells: Option<Vec<SpellEntry>>,
    pub(super) temperature_min_c: Option<f64>,
    pub(super) temperature_max_c: Option<f64>,
    pub(super) feels_like_min_c: Option<f64>,
    pub(super) feels_like_max_c: Option<f64>,
    pub(super) frost: Option<bool>,
    pub(super) thunder: Option<bool>,
    pub(super) fog: Option<bool>,
    pub(super) light_left_minutes: Option<i64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) typical: Option<TypicalEntry>,
}

/// A run of wet hours.
#[derive(Serialize)]
pub(super) struct SpellEntry {
    pub(super) from: String,
    pub(super) to: String,
}

#[derive(Serialize)]
pub(super) struct TypicalEntry {
    pub(super) tmax_c: f64,
    pub(super) tmin_c: f64,
    pub(super) wet_days_in_10: Option<f64>,
}

#[derive(Serialize)]
pub(super) struct OpenEntry {
    pub(super) state: &'static str,
    pub(super) detail: Option<String>,
}

#[derive(Serialize)]
pub(super) struct FactorEntry {
    pub(super) id: &'static str,
    pub(super) value: f64,
    pub(super) weight: f64,
    pub(super) reason: String,
}

#[derive(Serialize)]
pub(super) struct VetoedPlace<'a> {
    pub(super) id: &'a str,
    pub(super) name: &'a str,
    pub(super) minutes: i64,
    pub(super) day: Option<Day>,
    pub(super) reason: String,
}

#[derive(Serialize)]
pub(super) struct DroppedCounts {
    pub(super) too_far: usize,
    pub(super) category: usize,
    pub(super) age: usize,
    pub(super) price: usize,
    pub(super) buggy: usize,
    pub(super) dog: usize,
    pub(super) exposure: usize,
    pub(super) closed: usize,
    pub(super) vetoed: usize,
    pub(super) hidden: usize,
    pub(super) below_min_score: usize,
}

/// An instant in whole seconds of UTC: "2026-11-27T18:00:00Z".
pub(super) struct Instant(pub(super) Timestamp);

impl Serialize for Instant {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0.strftime("%Y-%m-%dT%H:%M:%SZ"))
    }
}

/// A date: "2026-11-28".
pub(super) struct Day(pub(super) Date);

impl Serialize for Day {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}
