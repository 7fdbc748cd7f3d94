//! Candidates waiting for weather, in the order of the best score that any could give them.
//! That score takes a look at opening hours, which are dear to read: it is worked out of those alone whose hope says
//! that they may matter.

use crate::domain::{Cell, Forecast};
use crate::planner::assess::{Circumstances, best_possible_score, hopeful_score};
use crate::planner::candidates::Candidate;
use crate::planner::suggestion::{Verdict, Vetoed, judge, nearer_then_id};
use jiff::civil::Date;
use std::cell::OnceCell;
use std::cmp::{Ordering, Reverse};
use std::collections::BinaryHeap;
use std::iter::Peekable;
use std::slice;

/// Two ways to the same sum may differ by so much.
const ROUNDING: f64 = 1e-9;

/// A candidate of a selection.
pub(super) struct Entry<'a> {
    pub(super) candidate: Candidate<'a>,
    pub(super) cell: Cell,
    /// `None` while its forecasts are awaited.
    pub(super) verdict: Option<Verdict<'a>>,
    /// Never less than the best possible score.
    hope: f64,
    best_possible: OnceCell<f64>,
}

impl<'a> Entry<'a> {
    pub(super) fn new(given: &Circumstances<'_>, candidate: Candidate<'a>) -> Self {
        Self {
            cell: Cell::of(candidate.place.position),
            hope: on_the_best_day(given, &candidate, hopeful_score),
            best_possible: OnceCell::new(),
            candidate,
            verdict: None,
        }
    }

    /// Returns what sorts entries by their hope, the greatest first.
    pub(super) fn by_hope(&self) -> Reverse<u64> {
        // Scores are never negative: their bits are in the order of their values.
        Reverse(self.hope.to_bits())
    }

    /// Orders entries by the best score that any weather could give them, then by the drive.
    pub(super) fn best_first(&self, other: &Self, given: &Circumstances<'_>) -> Ordering {
        let best = |entry: &Self| entry.best_possible(given);
        best(other)
            .total_cmp(&best(self))
            .then_with(|| nearer_then_id(&self.candidate, &other.candidate))
    }

    /// Returns whether any weather could lift it to the score `bar`.
    pub(super) fn could_reach(&self, bar: f64, given: &Circumstances<'_>) -> bool {
        let reaches = |score: f64| score + ROUNDING >= bar;
        reaches(self.hope) && (bar <= 0.0 || reaches(self.best_possible(given)))
    }

    /// Judges it by the forecast that there is of each day.
    pub(super) fn judge<'f>(
        &mut self,
        given: &Circumstances<'a>,
        forecast_of: impl Fn(Date) -> Option<&'f Forecast>,
    ) {
        self.verdict = Some(judge(given, &self.candidate, forecast_of));
    }

    /// Returns why the weather rules it out, where it does.
    pub(super) fn vetoed(self) -> Option<Vetoed<'a>> {
        match self.verdict? {
            Verdict::Ruled(reasons) => Some(Vetoed {
                place: self.candidate.place,
                journey: self.candidate.journey,
                reasons,
            }),
            Verdict::Suggested(_) | Verdict::Out(_) => None,
        }
    }

    fn best_possible(&self, given: &Circumstances<'_>) -> f64 {
        *self
            .best_possible
            .get_or_init(|| on_the_best_day(given, &self.candidate, best_possible_score))
    }
}

fn on_the_best_day(
    given: &Circumstances<'_>,
    candidate: &Candidate<'_>,
    score: impl Fn(&Circumstances<'_>, &Candidate<'_>, Date) -> f64,
) -> f64 {
    let days = given.outing.days.iter();
    days.map(|&day| score(given, candidate, day))
        .fold(0.0, f64::max)
}

/// Entries that are sorted by hope, in the order of [`Entry::best_first`]; only what is asked for is worked out.
pub(super) struct BestFirst<'e, 'a> {
    given: Circumstances<'e>,
    hopeful: Peekable<slice::Iter<'e, &'e Entry<'a>>>,
    /// Those whose best possible score is known, and may still be less than that of a hopeful one.
    known: BinaryHeap<Known<'e, 'a>>,
}

impl<'e, 'a> BestFirst<'e, 'a> {
    pub(super) fn of(by_hope: &'e [&'e Entry<'a>], given: Circumstances<'e>) -> Self {
        Self {
            given,
            hopeful: by_hope.iter().peekable(),
            known: BinaryHeap::new(),
        }
    }
}

impl<'e, 'a> Iterator for BestFirst<'e, 'a> {
    type Item = &'e Entry<'a>;

    fn next(&mut self) -> Option<Self::Item> {
        loop {
            let hope = self.hopeful.peek().map(|entry| entry.hope);
            let is_next = |best: &Known<'_, '_>| {
                hope.is_none_or(|hope| best.entry.best_possible(&best.given) > hope + ROUNDING)
            };
            if self.known.peek().is_some_and(is_next) {
                return self.known.pop().map(|best| best.entry);
            }
            let entry = self.hopeful.next()?;
            self.known.push(Known {
                entry,
                given: self.given,
            });
        }
    }
}

/// An entry whose best possible score is worked out, the best being the greatest.
struct Known<'e, 'a> {
    entry: &'e Entry<'a>,
    given: Circumstances<'e>,
}

impl Ord for Known<'_, '_> {
    fn cmp(&self, other: &Self) -> Ordering {
        other.entry.best_first(self.entry, &self.given)
    }
}

impl PartialOrd for Known<'_, '_> {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Known<'_, '_> {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other).is_eq()
    }
}

impl Eq for Known<'_, '_> {}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::{Destination, Journal};
    use crate::planner::Weights;
    use crate::planner::fixture::{calendars, candidate, normals, outing, place};

    /// Farms that are open, shut for the winter or of unknown hours, and museums, at all distances.
    fn places() -> Vec<Destination> {
        let hours = [
            None,
            Some("Mo-Su 10:00-17:00"),
            Some("Apr-Oct unknown; Nov-Mar off"),
        ];
        (0..60)
            .map(|number| Destination {
                opening_hours: hours[number % 3].map(str::to_owned).map(Into::into),
                ..place(
                    &format!("place-{number}"),
                    if number % 4 == 0 { "museum" } else { "farm" },
                    0.5,
                    f64::from(u8::try_from(number * 37 % 60).unwrap()),
                )
            })
            .collect()
    }

    #[test]
    fn the_best_come_first_and_no_more_than_needed_is_worked_out() {
        let (outing, journal, calendars, places) =
            (outing(), Journal::default(), calendars(), places());
        let given = Circumstances {
            outing: &outing,
            weights: Weights::default(),
            journal: &journal,
            calendars: &calendars,
            normals: &normals,
        };
        let entries = || -> Vec<Entry<'_>> {
            let all = places.iter().map(candidate);
            let mut all: Vec<_> = all.map(|one| Entry::new(&given, one)).collect();
            all.sort_by_cached_key(Entry::by_hope);
            all
        };
        let ids = |all: Vec<&Entry<'_>>| -> Vec<String> {
            all.iter()
                .map(|one| one.candidate.place.id.to_string())
                .collect()
        };
        let (sorted, lazy) = (entries(), entries());
        let mut sorted: Vec<&Entry<'_>> = sorted.iter().collect();
        sorted.sort_by(|a, b| a.best_first(b, &given));
        assert!(
            sorted
                .iter()
                .all(|one| one.best_possible(&given) <= one.hope)
        );

        let by_hope: Vec<&Entry<'_>> = lazy.iter().collect();
        let first: Vec<&Entry<'_>> = BestFirst::of(&by_hope, given).take(5).collect();
        assert_eq!(ids(first), ids(sorted[..5].to_vec()));
        let worked_out = |one: &&Entry<'_>| one.best_possible.get().is_some();
        let known = lazy.iter().filter(worked_out).count();
        assert!((5..30).contains(&known), "{known}");
        assert_eq!(ids(BestFirst::of(&by_hope, given).collect()), ids(sorted));
    }
}
