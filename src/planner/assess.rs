//! One candidate on one day: its visit, outlook, factors and score.

use super::candidates::{Candidate, Rule};
use super::factors::{self, Factor, combine};
use super::opening::Calendars;
use super::outlook::{
    Confidence, Outlook, Weather, forecast_outlook, typical_comfort, typical_outlook,
};
use super::rules::{WET_GROUND_CATEGORIES, WET_GROUND_MM, WET_GROUND_POINTS, Weights};
use super::veto::{Veto, veto};
use super::visit::{NoVisit, Visit, plan_visit};
use super::winter::may_be_shut_for_winter;
use crate::domain::{Destination, Forecast, Journal, Normals, Outing, Position};
use jiff::civil::Date;
use std::fmt;

/// Everything an assessment needs to know besides the candidate and its forecast.
#[derive(Clone, Copy)]
pub struct Circumstances<'a> {
    /// What the family asked for.
    pub outing: &'a Outing,
    /// How much each factor counts.
    pub weights: Weights,
    /// Where the family has been.
    pub journal: &'a Journal,
    /// Bank holidays.
    pub calendars: &'a Calendars,
    /// Averages over many years of a place on a day.
    pub normals: &'a dyn Fn(Position, Date) -> Option<Normals>,
}

impl fmt::Debug for Circumstances<'_> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        // Averages are a function, of which there is nothing to be seen.
        f.debug_struct("Circumstances")
            .field("outing", self.outing)
            .field("weights", &self.weights)
            .field("journal", self.journal)
            .field("calendars", self.calendars)
            .finish_non_exhaustive()
    }
}

/// A candidate assessed on one day.
#[derive(Debug, Clone, PartialEq)]
pub struct Assessment {
    /// When the family would be there.
    pub visit: Visit,
    /// The weather then.
    pub outlook: Outlook,
    /// Whether it may be shut for the winter: nobody says that it is open.
    pub may_be_shut: bool,
    /// The soft rules' verdicts.
    pub factors: Vec<Factor>,
    /// The outdoor comfort of an average day, where the forecast is pulled towards it.
    pub climate: Option<f64>,
    /// Points taken off for sodden ground, 0 or 3.
    pub wet_ground_points: f64,
    /// The score, 0..=100.
    pub score: f64,
}

/// Why a candidate is out on one day.
#[derive(Debug, Clone, PartialEq)]
pub enum Refusal {
    /// It is closed, or there is no time for a visit.
    NoVisit(NoVisit),
    /// The weather rules it out.
    Vetoed(Veto, Visit),
}

impl Refusal {
    /// Returns the hard rule under which the place is counted.
    #[must_use]
    pub fn rule(&self) -> Rule {
        match self {
            Self::NoVisit(NoVisit::Closed) => Rule::Closed,
            Self::NoVisit(NoVisit::TooShort) => Rule::NoTime,
            Self::Vetoed(..) => Rule::Vetoed,
        }
    }

    /// Returns why the weather rules the place out, where it does.
    #[must_use]
    pub fn veto(&self) -> Option<Veto> {
        match self {
            Self::Vetoed(veto, _) => Some(*veto),
            Self::NoVisit(_) => None,
        }
    }
}

/// Returns the assessment of `candidate` on `day`, from `forecast` where there is one, else from the climate.
///
/// # Errors
/// Says why the place is out that day.
pub fn assess(
    given: &Circumstances<'_>,
    candidate: &Candidate<'_>,
    day: Date,
    forecast: Option<&Forecast>,
) -> Result<Assessment, Refusal> {
    let place = candidate.place;
    let calendars = given.calendars;
    let visit = plan_visit(given.outing, day, place, &candidate.journey, calendars)
        .map_err(Refusal::NoVisit)?;
    let confidence = Confidence::of_lead_days(given.outing.lead_days(day));
    let outlook = forecast
        .and_then(|forecast| forecast_outlook(&visit, place.position, forecast, confidence))
        .unwrap_or_else(|| {
            typical_outlook(&visit, place.position, (given.normals)(place.position, day))
        });
    if let Some(reason) = outlook.forecast().and_then(|hours| veto(place, hours)) {
        return Err(Refusal::Vetoed(reason, visit));
    }
    let climate = outlook
        .forecast()
        .and_then(|hours| climate_comfort(given, place, day, hours.confidence));
    let weather = Factor::new(
        "weather",
        factors::weather::value(place.exposure.share(), &outlook, climate),
        factors::weather::weight(&given.weights, &outlook),
    );
    let may_be_shut = may_be_shut_for_winter(place, day, &calendars.hours);
    let fit = factors::fit::value(place, &given.outing.limits.ages, may_be_shut);
    let [journey, novelty, fit] = weatherless_factors(given, candidate, day, fit);
    let factors = vec![weather, journey, novelty, fit];
    let wet_ground_points = wet_ground_points(place, &outlook);
    let score = (combine(&factors) - wet_ground_points).max(0.0);
    Ok(Assessment {
        may_be_shut,
        visit,
        outlook,
        factors,
        climate,
        wet_ground_points,
        score,
    })
}

/// Returns a score that no forecast can lift `candidate` above on `day`.
#[must_use]
pub fn best_possible_score(given: &Circumstances<'_>, candidate: &Candidate<'_>, day: Date) -> f64 {
    let may_be_shut = may_be_shut_for_winter(candidate.place, day, &given.calendars.hours);
    let fit = factors::fit::value(candidate.place, &given.outing.limits.ages, may_be_shut);
    score_at_best(given, candidate, day, fit)
}

/// Returns what [`best_possible_score`] does not exceed, without a look at any opening hours.
#[must_use]
pub fn hopeful_score(given: &Circumstances<'_>, candidate: &Candidate<'_>, day: Date) -> f64 {
    let fit = factors::fit::in_season(candidate.place, &given.outing.limits.ages);
    score_at_best(given, candidate, day, fit)
}

/// Returns the score of a candidate of this fit in the best weather there is.
fn score_at_best(given: &Circumstances<'_>, candidate: &Candidate<'_>, day: Date, fit: f64) -> f64 {
    let exposure = candidate.place.exposure.share();
    let confidence = Confidence::of_lead_days(given.outing.lead_days(day));
    let climate = climate_comfort(given, candidate.place, day, confidence);
    let weather = factors::weather::value_at_best(exposure, confidence, climate);
    let [journey, novelty, fit] = weatherless_factors(given, candidate, day, fit);
    let weather = Factor::new("weather", weather, given.weights.weather);
    combine(&[weather, journey, novelty, fit])
}

fn weatherless_factors(
    given: &Circumstances<'_>,
    candidate: &Candidate<'_>,
    day: Date,
    fit: f64,
) -> [Factor; 3] {
    let days_since = given
        .journal
        .last_visit
        .get(&*candidate.place.id)
        .map(|&last| day.duration_since(last).as_secs_f64() / 86_400.0);
    [
        Factor::new(
            "journey",
            factors::journey::value(candidate.journey.minutes),
            given.weights.journey,
        ),
        Factor::new(
            "novelty",
            factors::novelty::value(days_since),
            given.weights.novelty,
        ),
        Factor::new("fit", fit, given.weights.fit),
    ]
}

/// Returns the outdoor comfort of an average day, needed only where confidence is low.
fn climate_comfort(
    given: &Circumstances<'_>,
    place: &Destination,
    day: Date,
    confidence: Confidence,
) -> Option<f64> {
    if confidence != Confidence::Low {
        return None;
    }
    let normals = (given.normals)(place.position, day)?;
    Some(typical_comfort(&normals, place.position, day))
}

fn wet_ground_points(place: &Destination, outlook: &Outlook) -> f64 {
    let sodden = matches!(&outlook.weather, Weather::Forecast(hours) if hours.rain_before_mm > WET_GROUND_MM);
    let meets_the_ground = WET_GROUND_CATEGORIES.contains(&place.category.id.as_str());
    if sodden && meets_the_ground && place.exposure.is_outdoor() {
        WET_GROUND_POINTS
    } else {
        0.0
    }
}
