//! What a longer drive buys: a place much farther than the best nearer one says what is better there.
//! A label, not a factor: the order of the list is made before it, and only what is known of both places counts.

use super::assess::Assessment;
use super::contrast::{Contrast, Sky};
use super::outlook::Hours;
use super::rules::{ALIKE_POINTS, GUSTY_FROM_KMH, MUCH_FARTHER_MIN};
use super::suggestion::Suggestion;
use crate::domain::Destination;

/// Gains that are told of one place.
const GAINS: usize = 2;

/// A drive that is much longer than that to a nearer place of the same list.
#[derive(Debug, Clone)]
pub struct WorthTheDrive<'a> {
    /// The best of the nearer places that are visited on the same day.
    pub than: &'a Destination,
    /// How much longer the drive is, in whole minutes as both drives are shown.
    pub extra_minutes: f64,
    /// Whether one of the two drives is an estimate.
    pub about: bool,
    /// What that buys; empty where nothing is known to be better.
    pub gains: Vec<Gain>,
    /// The place itself.
    pub farther: DriveSide,
    /// The nearer one.
    pub nearer: DriveSide,
}

/// One of two places that are weighed against each other.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct DriveSide {
    /// The score.
    pub score: f64,
    /// The drive, whole minutes.
    pub minutes: f64,
    /// The dry hours of the visit and all of them, where the rain of each is known.
    pub dry: Option<(usize, usize)>,
}

/// What is better at the farther of two places.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Gain {
    /// So many more dry hours than at the nearer, where it rains.
    MoreDryHours(usize),
    /// So many dry hours outdoors, where the nearer is indoors.
    DryHoursOutdoors(usize),
    /// A roof, where it rains at the nearer.
    Indoors,
    /// No gusts, where the nearer has strong ones.
    NoGusts,
    /// Better weather in this respect, both being places where it is felt.
    Weather(Contrast),
    /// So many points, as both scores are shown, and nothing else.
    Score(f64),
}

/// Labels every place of a list that is much farther than the best nearer one visited on its day, of `all` the places
/// there are, best first.
pub(super) fn label<'a>(list: &mut [Suggestion<'a>], all: &[&Suggestion<'a>]) {
    for one in list {
        let nearer = all.iter().find(|other| is_much_nearer(other, one));
        one.worth_the_drive = nearer.map(|nearer| weigh(one, nearer));
    }
}

fn minutes(suggestion: &Suggestion<'_>) -> f64 {
    suggestion.candidate.journey.minutes.round()
}

/// Returns whether `other` is much nearer, on the same day, and as well known: a forecast is not weighed against averages.
fn is_much_nearer(other: &Suggestion<'_>, one: &Suggestion<'_>) -> bool {
    let known = |suggestion: &Suggestion<'_>| suggestion.best.outlook.forecast().is_some();
    minutes(one) - minutes(other) > MUCH_FARTHER_MIN
        && other.best.visit.day == one.best.visit.day
        && known(other) == known(one)
}

fn weigh<'a>(farther: &Suggestion<'a>, nearer: &Suggestion<'a>) -> WorthTheDrive<'a> {
    WorthTheDrive {
        than: nearer.candidate.place,
        extra_minutes: minutes(farther) - minutes(nearer),
        about: !(farther.candidate.journey.is_routed() && nearer.candidate.journey.is_routed()),
        gains: gains(farther, nearer),
        farther: side(farther),
        nearer: side(nearer),
    }
}

fn side(suggestion: &Suggestion<'_>) -> DriveSide {
    DriveSide {
        score: suggestion.best.score,
        minutes: minutes(suggestion),
        dry: dry_hours(&suggestion.best),
    }
}

/// Returns the dry hours of a visit and all of them, where the rain of each is known.
fn dry_hours(visit: &Assessment) -> Option<(usize, usize)> {
    let hours = visit.outlook.forecast()?;
    let known = hours.during.iter().all(|hour| hour.rain_mm.is_some());
    (known && !hours.during.is_empty()).then(|| (hours.dry(), hours.during.len()))
}

fn gains(farther: &Suggestion<'_>, nearer: &Suggestion<'_>) -> Vec<Gain> {
    let (far, near) = (
        farther.candidate.place.exposure,
        nearer.candidate.place.exposure,
    );
    let dry = dry_hours(&farther.best).zip(dry_hours(&nearer.best));
    let rains_nearer = dry.is_some_and(|(_, (dry, all))| dry < all);
    let shelter = (far.is_indoor() && !near.is_indoor() && rains_nearer).then_some(Gain::Indoors);
    let dry_gain = dry.and_then(|(far_hours, near_hours)| {
        if far.is_outdoor() && near.is_indoor() {
            return mostly_dry(far_hours).then_some(Gain::DryHoursOutdoors(far_hours.0));
        }
        let compared = !far.is_indoor() && !near.is_indoor();
        let more = far_hours.0.saturating_sub(near_hours.0);
        // A longer visit has more dry hours of the same weather: the drive has not bought them.
        let drier = far_hours.0 * near_hours.1 > near_hours.0 * far_hours.1;
        (compared && more > 0 && drier).then_some(Gain::MoreDryHours(more))
    });
    let gusts = spared_gusts(farther, nearer).then_some(Gain::NoGusts);
    let mut gains: Vec<Gain> = [shelter, dry_gain, gusts].into_iter().flatten().collect();
    if !far.is_indoor() && !near.is_indoor() {
        gains.extend(better_weather(&farther.best, &nearer.best, &gains));
    }
    gains.truncate(GAINS);
    let points = farther.best.score.round() - nearer.best.score.round();
    if gains.is_empty() && points >= ALIKE_POINTS {
        gains.push(Gain::Score(points));
    }
    gains
}

/// Returns in what else the weather of the farther visit is better, where its hours are better to be out in.
fn better_weather(farther: &Assessment, nearer: &Assessment, told: &[Gain]) -> Vec<Gain> {
    let (Some(far), Some(near)) = (Sky::of([farther]), Sky::of([nearer])) else {
        return Vec::new();
    };
    if farther.outlook.outdoor <= nearer.outlook.outdoor {
        return Vec::new();
    }
    let drier = told
        .iter()
        .any(|gain| matches!(gain, Gain::MoreDryHours(_)));
    let calmer = told.contains(&Gain::NoGusts);
    far.better_than(&near)
        .into_iter()
        .filter(|contrast| match contrast {
            Contrast::Drier => !drier,
            Contrast::Calmer => !calmer,
            Contrast::LikelierDry | Contrast::Warmer | Contrast::LessHot | Contrast::Sunnier => {
                true
            }
            Contrast::Lighter | Contrast::DrierGround | Contrast::Surer => false,
        })
        .map(Gain::Weather)
        .collect()
}

fn mostly_dry((dry, all): (usize, usize)) -> bool {
    2 * dry >= all
}

/// Returns whether gusts that are worth a word at the nearer place are known not to blow at the farther, both being
/// places where they are felt.
fn spared_gusts(farther: &Suggestion<'_>, nearer: &Suggestion<'_>) -> bool {
    let felt = |suggestion: &Suggestion<'_>| !suggestion.candidate.place.exposure.is_indoor();
    let hours = |suggestion: &Suggestion<'_>| suggestion.best.outlook.forecast().map(gusts);
    let (Some(far), Some(near)) = (hours(farther), hours(nearer)) else {
        return false;
    };
    let blows = |gust: &Option<f64>| gust.is_some_and(|kmh| kmh >= GUSTY_FROM_KMH);
    felt(farther)
        && felt(nearer)
        && near.iter().any(blows)
        && far.iter().all(Option::is_some)
        && !far.iter().any(blows)
}

fn gusts(hours: &Hours) -> Vec<Option<f64>> {
    hours.during.iter().map(|hour| hour.gust_kmh).collect()
}

#[cfg(test)]
mod tests;
