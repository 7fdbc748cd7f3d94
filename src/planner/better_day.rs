//! Which of the days asked about is the better one, over all the places shown, and in what.
//! Only days with a forecast are compared: averages tell no day from another.

use super::assess::Assessment;
use super::coming_days::doubt;
use super::contrast::{Contrast, Sky};
use super::rules::CLEARLY_BETTER_POINTS;
use super::suggestion::{Ranking, Suggestion};
use super::veto::Veto;
use jiff::civil::Date;
use std::collections::BTreeSet;

/// Of lists of single days, how many places of each are compared.
const BEST_PLACES: usize = 5;

/// How the days compare.
#[derive(Debug, Clone)]
pub struct BetterDay<'a> {
    /// The days that can be compared, in order; at least two.
    pub sides: Vec<DaySide<'a>>,
    /// Those that stand out, in order; all of them where they are alike.
    pub best: Vec<Date>,
    /// In what the best one is better than every other.
    pub contrasts: Vec<Contrast>,
}

/// One day over all the places that are compared.
#[derive(Debug, Clone)]
pub struct DaySide<'a> {
    /// The day.
    pub day: Date,
    /// The visits, with the ids of their places.
    pub visits: Vec<(&'a str, &'a Assessment)>,
    /// Why the weather rules the other places out.
    pub vetoes: Vec<Veto>,
}

impl DaySide<'_> {
    /// Returns the mean score, to which a place that the weather rules out adds nothing.
    #[must_use]
    pub fn score(&self) -> f64 {
        let all = self.visits.iter().map(|(_, visit)| visit.score);
        #[expect(clippy::cast_precision_loss, reason = "a page has few places")]
        let places = (self.visits.len() + self.vetoes.len()).max(1) as f64;
        all.sum::<f64>() / places
    }

    /// Returns whether the weather rules out as many places as it leaves.
    #[must_use]
    pub fn is_mostly_ruled_out(&self) -> bool {
        !self.vetoes.is_empty() && self.vetoes.len() >= self.visits.len()
    }

    /// Returns the share of dry hours, where the rain of every hour is known.
    #[must_use]
    pub fn dry_share(&self) -> Option<f64> {
        Sky::of(self.visits.iter().map(|&(_, visit)| visit))?.dry_share()
    }

    /// Returns the score less the doubt of a day that lies ahead.
    fn worth(&self) -> f64 {
        let forecasts = self
            .visits
            .iter()
            .filter_map(|(_, visit)| visit.outlook.forecast());
        let doubts = forecasts.map(|hours| doubt(hours.confidence));
        self.score() - doubts.fold(0.0, f64::max)
    }

    /// Returns in what this day is better than `other`: at the places that both have, if there are any.
    fn better_than(&self, other: &Self) -> Vec<Contrast> {
        let ids =
            |side: &Self| -> BTreeSet<&str> { side.visits.iter().map(|&(id, _)| id).collect() };
        let (here, there) = (ids(self), ids(other));
        let apart = here.is_disjoint(&there);
        let sky = |side: &Self| {
            let compared = side
                .visits
                .iter()
                .filter(|(id, _)| apart || here.contains(id) && there.contains(id));
            Sky::of(compared.map(|&(_, visit)| visit))
        };
        match (sky(self), sky(other)) {
            (Some(here), Some(there)) => here.better_than(&there),
            _ => Vec::new(),
        }
    }
}

impl BetterDay<'_> {
    /// Returns whether no day stands out.
    #[must_use]
    pub fn are_alike(&self) -> bool {
        self.best.len() == self.sides.len()
    }

    /// Returns the drier of two days, whatever they are worth.
    #[must_use]
    pub fn drier_of_two(&self) -> Option<Date> {
        let [one, other] = self.sides.as_slice() else {
            return None;
        };
        let drier = |a: &DaySide<'_>, b: &DaySide<'_>| {
            a.better_than(b).contains(&Contrast::Drier).then_some(a.day)
        };
        drier(one, other).or_else(|| drier(other, one))
    }
}

/// Compares the days of one list in which every place is on its best day: at those of its places of which every such day
/// is known. `None` when these are fewer than half, or it is about one day.
#[must_use]
pub fn better_of_together<'a>(list: &'a [Suggestion<'a>]) -> Option<BetterDay<'a>> {
    let all: BTreeSet<Date> = list.iter().flat_map(days_known).collect();
    let days: Vec<Date> = all
        .into_iter()
        .filter(|&day| {
            let known = list.iter().filter(|one| on(one, day).is_some());
            2 * known.count() >= list.len()
        })
        .collect();
    let compared: Vec<&Suggestion<'_>> = list
        .iter()
        .filter(|one| days.iter().all(|&day| on(one, day).is_some()))
        .collect();
    if compared.is_empty() || 2 * compared.len() < list.len() {
        return None;
    }
    let side = |&day: &Date| {
        let mut side = DaySide {
            day,
            visits: Vec::new(),
            vetoes: Vec::new(),
        };
        for one in &compared {
            match on(one, day) {
                Some(Ok(visit)) => side.visits.push((&one.candidate.place.id, visit)),
                Some(Err(veto)) => side.vetoes.push(veto),
                None => {}
            }
        }
        side
    };
    compare(days.iter().map(side).collect())
}

/// Compares days by the best places of each one's own list.
#[must_use]
pub fn better_of_each_day<'a>(
    lists: impl IntoIterator<Item = (Date, &'a Ranking<'a>)>,
) -> Option<BetterDay<'a>> {
    let sides = lists.into_iter().map(|(day, ranking)| {
        let known = ranking
            .results
            .iter()
            .filter(|one| one.best.outlook.forecast().is_some());
        let visits: Vec<(&str, &Assessment)> = known
            .take(BEST_PLACES)
            .map(|one| (&*one.candidate.place.id, &one.best))
            .collect();
        // Where there is anything to do, nobody misses what the weather rules out.
        let vetoes = match ranking.results.is_empty() {
            true => ranking
                .vetoed
                .iter()
                .flat_map(|one| one.reasons.iter().map(|&(_, veto)| veto))
                .collect(),
            false => Vec::new(),
        };
        DaySide {
            day,
            visits,
            vetoes,
        }
    });
    compare(
        sides
            .filter(|side| !(side.visits.is_empty() && side.vetoes.is_empty()))
            .collect(),
    )
}

fn compare(sides: Vec<DaySide<'_>>) -> Option<BetterDay<'_>> {
    if sides.len() < 2 {
        return None;
    }
    let most = sides.iter().map(DaySide::worth).fold(0.0, f64::max);
    let best: Vec<Date> = sides
        .iter()
        .filter(|side| most - side.worth() < CLEARLY_BETTER_POINTS)
        .map(|side| side.day)
        .collect();
    let contrasts = match best.as_slice() {
        [day] => contrasts_of(*day, &sides),
        _ => Vec::new(),
    };
    Some(BetterDay {
        sides,
        best,
        contrasts,
    })
}

/// Returns in what `day` is better than each of the others.
fn contrasts_of(day: Date, sides: &[DaySide<'_>]) -> Vec<Contrast> {
    let Some(best) = sides.iter().find(|side| side.day == day) else {
        return Vec::new();
    };
    let others = sides.iter().filter(|side| side.day != day);
    others
        .map(|other| best.better_than(other))
        .reduce(|common, next| {
            let both = common.into_iter().filter(|one| next.contains(one));
            both.collect()
        })
        .unwrap_or_default()
}

/// Returns the days of which the weather of a visit is forecast.
fn days_known(suggestion: &Suggestion<'_>) -> Vec<Date> {
    let visits = std::iter::once(&suggestion.best).chain(&suggestion.other_days);
    let days = visits.map(|visit| visit.visit.day);
    let out = suggestion.left_out_days.iter().map(|&(day, _)| day);
    days.chain(out)
        .filter(|&day| on(suggestion, day).is_some())
        .collect()
}

/// Returns the visit of a day, or why the weather rules it out; `None` without a forecast, or where the place is closed.
fn on<'s>(suggestion: &'s Suggestion<'_>, day: Date) -> Option<Result<&'s Assessment, Veto>> {
    let mut visits = std::iter::once(&suggestion.best).chain(&suggestion.other_days);
    if let Some(visit) = visits.find(|visit| visit.visit.day == day) {
        return visit.outlook.forecast().map(|_| Ok(visit));
    }
    let left_out = suggestion.left_out_days.iter();
    left_out
        .filter(|(out, _)| *out == day)
        .find_map(|(_, refusal)| Some(Err(refusal.veto()?)))
}

#[cfg(test)]
mod tests;
