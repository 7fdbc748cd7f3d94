//! How pleasant an hour outdoors is, 0..=100, and how pleasant a whole visit.
//! The base is HCI:Urban (Scott, Rutty, Amelung & Tang 2016, Atmosphere 7(6):80), applied hour by hour.

use super::rules::{
    CAP, CAP_COLD_C, CAP_HOT_C, CAP_RAIN_MM, DRY_BELOW_MM, GOOD_FROM, INDOOR_COMFORT, INDOOR_SWING,
    POOR_BELOW, TYPICAL_WET_HOUR_MM,
};

/// Hours whose rain is spread evenly over them where only their sum is known.
pub const SPREAD_HOURS: f64 = 6.0;

/// The weather of one hour, complete: what the comfort of the hour depends on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Hour {
    /// Apparent temperature, Celsius.
    pub apparent_c: f64,
    /// Cloud cover, percent.
    pub cloud_pct: f64,
    /// Mean wind, km/h.
    pub wind_kmh: f64,
    /// Rain of the hour, mm.
    pub rain_mm: f64,
    /// Chance of rain, 0..=1, where the source gives one.
    pub rain_chance: Option<f64>,
    /// Whether `rain_mm` is the even share of a sum of six hours.
    pub spread: bool,
    /// Whether the sun sets before the hour is over.
    pub dark: bool,
}

/// Returns the outdoor comfort of one hour, 0..=100; 0 when it ends after sunset.
///
/// `dry x (1 - q x (1 - wet))`: rain multiplies. `dry` is 4 TC + 2 A + 30 + W of HCI:Urban, linear between
/// the tables' points; `wet` is what rain of that strength leaves of the hour, `q` how sure the rain is.
#[must_use]
pub fn outdoor_hour(hour: &Hour) -> f64 {
    if hour.dark {
        return 0.0;
    }
    dry_comfort(hour.apparent_c, hour.cloud_pct, hour.wind_kmh) * left_of_hour(hour)
}

/// Returns the share of an hour's comfort that rain leaves. Where only the sum of six hours is known it falls in as many of
/// them as it takes at the strength of a usual wet hour, in all of them when there is more; which they are nobody knows,
/// so that each is wet with that chance (**judgement**).
fn left_of_hour(hour: &Hour) -> f64 {
    let (chance, mm) = if hour.spread {
        (wet_chance(hour), hour.rain_mm.max(TYPICAL_WET_HOUR_MM))
    } else {
        (certainty(hour), hour.rain_mm)
    };
    1.0 - chance * (1.0 - left_by_rain(mm))
}

/// Returns how likely one of six hours is a wet one, by its even share of their rain.
fn wet_chance(hour: &Hour) -> f64 {
    (hour.rain_mm / TYPICAL_WET_HOUR_MM).clamp(0.0, 1.0)
}

/// Returns the outdoor comfort of a visit, 0..=100: the mean of its hours, at most 50 when it rains more than
/// 5 mm, when fewer than half the hours are dry, or when any hour is above 32 C or below 0 C apparent.
/// `None` for a visit without hours.
#[must_use]
pub fn outdoor_visit(hours: &[Hour]) -> Option<f64> {
    if hours.is_empty() {
        return None;
    }
    #[expect(clippy::cast_precision_loss, reason = "a visit has a handful of hours")]
    let count = hours.len() as f64;
    let mean = hours.iter().map(outdoor_hour).sum::<f64>() / count;
    let rain: f64 = hours.iter().map(|hour| hour.rain_mm).sum();
    let dry: f64 = hours.iter().map(share_dry).sum();
    let harsh = |hour: &Hour| hour.apparent_c > CAP_HOT_C || hour.apparent_c < CAP_COLD_C;
    let marginal = rain > CAP_RAIN_MM || 2.0 * dry < count || hours.iter().any(harsh);
    Some(if marginal { mean.min(CAP) } else { mean })
}

/// Returns the comfort of a visit indoors, 63..=69: indoors gains a little when outdoors is poor, and
/// loses a little when it is good (an opportunity is lost).
#[must_use]
pub fn indoor(outdoor: f64) -> f64 {
    let middle = f64::midpoint(POOR_BELOW, GOOD_FROM);
    let half_width = (GOOD_FROM - POOR_BELOW) / 2.0;
    INDOOR_COMFORT - INDOOR_SWING * ((outdoor - middle) / half_width).clamp(-1.0, 1.0)
}

/// Returns the comfort of a visit spent partly outside: `exposure` is the share outdoors, 0..=1.
#[must_use]
pub fn mixed(exposure: f64, outdoor: f64) -> f64 {
    exposure * outdoor + (1.0 - exposure) * indoor(outdoor)
}

/// Returns the most that `mixed` can reach under any weather: what an unknown forecast may still bring.
#[must_use]
pub fn mixed_at_best(exposure: f64) -> f64 {
    // `mixed` is linear between these points of outdoor comfort, so its maximum is at one of them.
    [0.0, POOR_BELOW, GOOD_FROM, 100.0]
        .into_iter()
        .map(|outdoor| mixed(exposure, outdoor))
        .fold(0.0, f64::max)
}

/// Returns the comfort of a dry hour: HCI:Urban without its precipitation term (30 of 30).
#[must_use]
pub fn dry_comfort(apparent_c: f64, cloud_pct: f64, wind_kmh: f64) -> f64 {
    4.0 * interpolate(&THERMAL, apparent_c)
        + 2.0 * interpolate(&AESTHETIC, cloud_pct)
        + 30.0
        + interpolate(&WIND, wind_kmh)
}

/// Returns what rain of `mm` in the hour leaves of its comfort, 0.1..=0.85: gate counts say that light rain
/// halves a visit's appeal, children's measured activity says -10 %.
#[must_use]
pub fn left_by_rain(mm: f64) -> f64 {
    interpolate(&WET, mm.max(0.2))
}

/// Returns 1 for a dry hour and 0 for a wet one; of six hours known together the share to expect.
fn share_dry(hour: &Hour) -> f64 {
    match (hour.spread, hour.rain_mm < DRY_BELOW_MM) {
        (true, _) => 1.0 - wet_chance(hour),
        (false, true) => 1.0,
        (false, false) => 0.0,
    }
}

fn certainty(hour: &Hour) -> f64 {
    let wet = hour.rain_mm >= DRY_BELOW_MM;
    match hour.rain_chance {
        Some(chance) if wet => chance.clamp(0.0, 1.0).max(0.6),
        Some(chance) => 0.6 * chance.clamp(0.0, 1.0),
        None if wet => 1.0,
        None => 0.0,
    }
}

/// Thermal comfort by apparent temperature, 0..=10. The peak spans 18-24 C (visits to Chester Zoo peak about
/// 21 C, Aylen et al. 2014) and falls from 26-28 C on (Toronto Zoo, Hewer & Gough 2016).
const THERMAL: [(f64, f64); 17] = [
    (-10.0, 0.0),
    (-6.0, 1.5),
    (-3.0, 2.0),
    (0.0, 2.5),
    (3.5, 3.3),
    (9.0, 4.5),
    (13.0, 6.0),
    (16.0, 8.0),
    (18.0, 9.5),
    (20.0, 10.0),
    (24.0, 10.0),
    (26.0, 9.5),
    (28.0, 8.0),
    (30.0, 6.5),
    (32.0, 5.0),
    (35.0, 2.5),
    (38.0, 0.0),
];

/// Aesthetics by cloud cover, 0..=10.
const AESTHETIC: [(f64, f64); 12] = [
    (0.0, 8.5),
    (5.0, 9.0),
    (15.0, 10.0),
    (25.0, 9.0),
    (35.0, 8.0),
    (45.0, 7.0),
    (55.0, 6.0),
    (65.0, 5.0),
    (75.0, 4.0),
    (85.0, 3.0),
    (95.0, 2.0),
    (100.0, 1.5),
];

/// Wind by km/h, 0..=10.
const WIND: [(f64, f64); 7] = [
    (0.0, 9.0),
    (5.0, 10.0),
    (15.0, 9.0),
    (25.0, 8.0),
    (35.0, 6.0),
    (45.0, 3.0),
    (60.0, 0.0),
];

/// Share of comfort that rain leaves, by mm in the hour.
const WET: [(f64, f64); 8] = [
    (0.0, 1.0),
    (0.1, 0.85),
    (0.3, 0.72),
    (0.7, 0.55),
    (1.5, 0.38),
    (2.5, 0.28),
    (4.0, 0.2),
    (8.0, 0.1),
];

/// Returns the value at `x`, linear between the points of `table` (ascending), flat outside them.
fn interpolate(table: &[(f64, f64)], x: f64) -> f64 {
    let after = table.partition_point(|&(at, _)| at <= x);
    let below = after.checked_sub(1).and_then(|index| table.get(index));
    match (below, table.get(after)) {
        (Some(&(x0, y0)), Some(&(x1, y1))) => y0 + (y1 - y0) * (x - x0) / (x1 - x0),
        (Some(&(_, flat)), None) | (None, Some(&(_, flat))) => flat,
        (None, None) => 0.0,
    }
}

#[cfg(test)]
mod tests;
