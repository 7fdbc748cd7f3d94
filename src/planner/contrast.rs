//! What sets the weather of one day apart from that of another: only what the hours of both bear out.
//! What is not known of every hour on both days is no difference.

use super::assess::Assessment;
use super::outlook::{Confidence, OutlookHour};
use super::rules::{
    ALIKE_POINTS, CALMER_KMH, DRIER_CHANCE, DRIER_MM_PER_HOUR, DRIER_SHARE, SUNNIER_PCT,
    TOO_WARM_C, WARM_ENOUGH_C, WARMER_C,
};
use super::suggestion::Suggestion;

/// In what a day is better than another, the weightiest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Contrast {
    /// Fewer of its hours are after sunset.
    Lighter,
    /// More of its hours are dry, and no more rain falls; or less rain, and no fewer hours are dry.
    Drier,
    /// Dry as the other, and rain is less likely.
    LikelierDry,
    /// Warmer, where that is welcome.
    Warmer,
    /// Less hot, where it is hot.
    LessHot,
    /// Less wind, and no stronger gusts.
    Calmer,
    /// Less cloud.
    Sunnier,
    /// The ground is not sodden.
    DrierGround,
    /// Nearer, so that its forecast is surer.
    Surer,
}

/// Returns in what the best day of `suggestion` is better than the `other`; nothing where the two hardly differ, where one has no
/// forecast, or where the weather is not the reason.
#[must_use]
pub fn other_day_contrasts(suggestion: &Suggestion<'_>, other: &Assessment) -> Vec<Contrast> {
    let best = &suggestion.best;
    if best.score - other.score < ALIKE_POINTS {
        return Vec::new();
    }
    let (Some(of_best), Some(of_other)) = (Sky::of([best]), Sky::of([other])) else {
        return Vec::new();
    };
    let mut contrasts = of_best.better_than(&of_other);
    // Indoors a day is no better for being dry, and a day whose hours are no better wins for another reason.
    let by_the_hours = !suggestion.candidate.place.exposure.is_indoor()
        && best.outlook.outdoor > other.outlook.outdoor;
    contrasts.retain(|contrast| {
        by_the_hours || matches!(contrast, Contrast::DrierGround | Contrast::Surer)
    });
    contrasts
}

/// The weather of the visits of one day, summed up.
#[derive(Debug, Clone, Default)]
pub(super) struct Sky {
    hours: f64,
    dark: f64,
    dry: Known,
    rain_mm: Known,
    chance: Known,
    felt_c: Known,
    wind_kmh: Known,
    cloud_pct: Known,
    gust_kmh: Option<f64>,
    gusts_known: f64,
    ground_points: f64,
    least_sure: usize,
}

/// A sum over those hours of which it is known.
#[derive(Debug, Clone, Copy, Default)]
struct Known {
    sum: f64,
    hours: f64,
}

impl Known {
    fn add(&mut self, value: Option<f64>) {
        if let Some(value) = value {
            self.sum += value;
            self.hours += 1.0;
        }
    }
}

impl Sky {
    /// Returns the weather of these visits together; `None` when one of them has no forecast, or there is none.
    pub(super) fn of<'v>(visits: impl IntoIterator<Item = &'v Assessment>) -> Option<Self> {
        let mut sky = Self::default();
        for visit in visits {
            let hours = visit.outlook.forecast()?;
            hours.during.iter().for_each(|hour| sky.add(hour));
            sky.ground_points += visit.wet_ground_points;
            sky.least_sure = sky.least_sure.max(unsureness(hours.confidence));
        }
        (sky.hours > 0.0).then_some(sky)
    }

    fn add(&mut self, hour: &OutlookHour) {
        self.hours += 1.0;
        self.dark += f64::from(u8::from(hour.dark));
        let dry = hour.rain_mm.map(|_| f64::from(u8::from(hour.is_dry())));
        self.dry.add(dry);
        self.rain_mm.add(hour.rain_mm);
        self.chance.add(hour.rain_chance);
        self.felt_c.add(hour.apparent_c.or(hour.temperature_c));
        self.wind_kmh.add(hour.wind_kmh);
        self.cloud_pct.add(hour.cloud_pct);
        if let Some(gust) = hour.gust_kmh {
            self.gusts_known += 1.0;
            self.gust_kmh = Some(self.gust_kmh.map_or(gust, |most| most.max(gust)));
        }
    }

    /// Returns the share of dry hours, where the rain of every hour is known.
    pub(super) fn dry_share(&self) -> Option<f64> {
        self.mean(self.dry)
    }

    /// Returns the mean of what is known of every hour.
    fn mean(&self, known: Known) -> Option<f64> {
        (known.hours >= self.hours).then(|| known.sum / self.hours)
    }

    fn gust(&self) -> Option<f64> {
        self.gust_kmh.filter(|_| self.gusts_known >= self.hours)
    }

    /// Returns in what this day is better than `other`, the weightiest first.
    pub(super) fn better_than(&self, other: &Self) -> Vec<Contrast> {
        let both = |value: fn(&Self) -> Option<f64>| value(self).zip(value(other));
        let lighter = self.dark * other.hours < other.dark * self.hours;
        let shares = both(|sky| sky.mean(sky.dry));
        let rates = both(|sky| sky.mean(sky.rain_mm));
        let drier = shares
            .zip(rates)
            .is_some_and(|((dry, dry_there), (rain, rain_there))| {
                dry >= dry_there
                    && rain <= rain_there
                    && (dry - dry_there >= DRIER_SHARE || rain_there - rain >= DRIER_MM_PER_HOUR)
            });
        let both_dry = shares.is_some_and(|(dry, dry_there)| dry >= 1.0 && dry_there >= 1.0);
        let likelier_dry = both_dry
            && both(|sky| sky.mean(sky.chance))
                .is_some_and(|(chance, chance_there)| chance_there - chance >= DRIER_CHANCE);
        let felt = both(|sky| sky.mean(sky.felt_c));
        let warmer =
            felt.is_some_and(|(here, there)| here - there >= WARMER_C && here <= WARM_ENOUGH_C);
        let less_hot = felt.is_some_and(|(here, there)| {
            there - here >= WARMER_C && there >= TOO_WARM_C && here >= WARM_ENOUGH_C - 6.0
        });
        let no_stronger_gusts = both(Self::gust).is_none_or(|(here, there)| here <= there);
        let calmer = no_stronger_gusts
            && both(|sky| sky.mean(sky.wind_kmh))
                .is_some_and(|(here, there)| there - here >= CALMER_KMH);
        let sunnier = both(|sky| sky.mean(sky.cloud_pct))
            .is_some_and(|(here, there)| there - here >= SUNNIER_PCT);
        let told = [
            (lighter, Contrast::Lighter),
            (drier, Contrast::Drier),
            (likelier_dry, Contrast::LikelierDry),
            (warmer, Contrast::Warmer),
            (less_hot, Contrast::LessHot),
            (calmer, Contrast::Calmer),
            (sunnier, Contrast::Sunnier),
            (
                self.ground_points < other.ground_points,
                Contrast::DrierGround,
            ),
            (self.least_sure < other.least_sure, Contrast::Surer),
        ];
        told.into_iter()
            .filter_map(|(holds, contrast)| holds.then_some(contrast))
            .collect()
    }
}

fn unsureness(confidence: Confidence) -> usize {
    match confidence {
        Confidence::High => 0,
        Confidence::Fair => 1,
        Confidence::Low => 2,
    }
}

#[cfg(test)]
mod tests;
