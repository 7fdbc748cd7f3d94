//! Several days of one place beside each other, and the better day of all.
//! A difference is named only where the hours of both sides bear it out.

use super::dates::{clock, day_name};
use super::weather::veto_reason;
use crate::domain::Outing;
use crate::planner::rules::ALIKE_POINTS;
use crate::planner::{
    Assessment, BetterDay, Contrast, DaySide, FORECAST_DAYS, NoVisit, OutlookHour, Refusal, Rule,
    Suggestion, Veto, other_day_contrasts,
};
use jiff::civil::Date;
use jiff::{SignedDuration, ZonedDateTime};

/// Other days of a place that have a phrase of their own.
const OTHER_DAYS: usize = 2;
/// Days on which a place is left out that are named one by one.
const LEFT_OUT_DAYS: usize = 3;
/// Differences that are named of two days.
const DIFFERENCES: usize = 2;
/// The hour until which rain is over before the family is out.
const EARLY: i8 = 8;

/// Returns in what the best day of a place is better than another: "drier than on Sunday"; `None` where only the scores tell.
#[must_use]
pub fn compared(suggestion: &Suggestion<'_>, other: &Assessment, days: &[Date]) -> Option<String> {
    let contrasts = other_day_contrasts(suggestion, other);
    // Of two days there is room for more than of a week.
    let most = if days.len() > 2 { 1 } else { DIFFERENCES };
    let better = joined(&contrasts, most, comparative)?;
    Some(format!(
        "{better} than on {}",
        day_name(other.visit.day, days)
    ))
}

/// Returns the best of a place's other days, each in a phrase: "drier than on Sunday (54)", then "51 on Monday". Nothing
/// where the best day rests on averages: they tell no day from another.
#[must_use]
pub fn other_days(suggestion: &Suggestion<'_>, days: &[Date]) -> Vec<String> {
    let known = |day: &Assessment| day.outlook.forecast().is_some();
    if !known(&suggestion.best) {
        return Vec::new();
    }
    let mut others: Vec<&Assessment> = suggestion.other_days.iter().collect();
    others.sort_by(|a, b| {
        known(b)
            .cmp(&known(a))
            .then(b.score.total_cmp(&a.score))
            .then(a.visit.day.cmp(&b.visit.day))
    });
    let phrase = |(at, other): (usize, &Assessment)| {
        let name = day_name(other.visit.day, days);
        if !known(other) {
            return format!("{:.0} on {name} (typical)", other.score);
        }
        if at > 0 {
            return format!("{:.0} on {name}", other.score);
        }
        if suggestion.best.score - other.score < ALIKE_POINTS {
            return format!("much the same on {name} ({:.0})", other.score);
        }
        match compared(suggestion, other, days) {
            Some(compared) => format!("{compared} ({:.0})", other.score),
            None => format!("{:.0} on {name}", other.score),
        }
    };
    let told = others.into_iter().take(OTHER_DAYS).enumerate();
    told.map(phrase).collect()
}

/// Returns the days on which a place cannot be visited, those alike together: "closed on Monday and Tuesday", "not on
/// Sunday: gusts of 70 km/h".
#[must_use]
pub fn left_out_days(suggestion: &Suggestion<'_>, days: &[Date]) -> Vec<String> {
    let out = &suggestion.left_out_days;
    let under = |rule: Rule| -> Vec<String> {
        let under = out.iter().filter(|(_, refusal)| refusal.rule() == rule);
        under.map(|&(day, _)| day_name(day, days)).collect()
    };
    let when = |out: Vec<String>| match out.len() {
        0 => None,
        1..=LEFT_OUT_DAYS => Some(format!("on {}", listed(&out))),
        many => Some(format!("on {many} of the {} days", days.len())),
    };
    let vetoes: Vec<Veto> = out
        .iter()
        .filter_map(|(_, refusal)| refusal.veto())
        .collect();
    let weather = match (vetoes.as_slice(), vetoes.iter().copied().reduce(worse)) {
        (&[veto], _) => veto_reason(veto),
        (_, Some(Veto::Gusts(kmh))) => format!("gusts of up to {kmh:.0} km/h"),
        _ => "thunderstorms or gusts".to_owned(),
    };
    [
        when(under(Rule::Closed)).map(|when| format!("closed {when}")),
        when(under(Rule::NoTime)).map(|when| format!("no time for it {when}")),
        when(under(Rule::Vetoed)).map(|when| format!("not {when}: {weather}")),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Returns why a place cannot be visited on a day: "closed", "no time for it", "gusts of 70 km/h".
#[must_use]
pub fn why_left_out(refusal: &Refusal) -> String {
    match refusal {
        Refusal::NoVisit(NoVisit::Closed) => "closed".to_owned(),
        Refusal::NoVisit(NoVisit::TooShort) => "no time for it".to_owned(),
        Refusal::Vetoed(veto, _) => veto_reason(*veto),
    }
}

/// Returns which day looks better over all the places shown: "Saturday looks better: dry from 11:00"; "Both days are alike".
#[must_use]
pub fn better_day(compared: &BetterDay<'_>, outing: &Outing) -> String {
    let days = &outing.days;
    let name = |day: Date| day_name(day, days);
    let said = match compared.best.as_slice() {
        _ if compared.are_alike() => alike(compared, days),
        [day] => {
            let better = if compared.sides.len() == 2 {
                "better"
            } else {
                "best"
            };
            match why_better(compared, *day, days) {
                Some(why) => format!("{} looks {better}: {why}", name(*day)),
                None => format!("{} looks {better}", name(*day)),
            }
        }
        several if several.len() <= LEFT_OUT_DAYS => {
            let names: Vec<String> = several.iter().map(|&day| name(day)).collect();
            format!("{} look best", listed(&names))
        }
        _ => "No day stands out".to_owned(),
    };
    let others: Vec<&Date> = days
        .iter()
        .filter(|day| compared.sides.iter().all(|side| side.day != **day))
        .collect();
    if others.is_empty() {
        return said;
    }
    let far = others
        .iter()
        .all(|day| outing.lead_days(**day) > FORECAST_DAYS);
    let which = if far {
        "have a forecast"
    } else {
        "can be compared"
    };
    format!("{said} (of the {} days that {which})", compared.sides.len())
}

fn alike(compared: &BetterDay<'_>, days: &[Date]) -> String {
    match (compared.sides.len(), compared.drier_of_two()) {
        (2, Some(drier)) => format!("Both days score alike; {} is drier", day_name(drier, days)),
        (2, None) => "Both days are alike".to_owned(),
        _ => "No day stands out".to_owned(),
    }
}

fn why_better(compared: &BetterDay<'_>, day: Date, days: &[Date]) -> Option<String> {
    let best = compared.sides.iter().find(|side| side.day == day)?;
    let of_two = compared.sides.len() == 2;
    let other = compared.sides.iter().find(|side| side.day != day)?;
    if of_two && other.is_mostly_ruled_out() {
        let worst = other.vetoes.iter().copied().reduce(worse)?;
        let when = day_name(other.day, days);
        return Some(format!("{} on {when}", veto_reason(worst)));
    }
    if compared.contrasts.contains(&Contrast::Drier) {
        let plain = if of_two { "drier" } else { "the driest" };
        return Some(dryness(best).unwrap_or_else(|| plain.to_owned()));
    }
    if of_two {
        return joined(&compared.contrasts, DIFFERENCES, comparative).or_else(|| {
            Some(format!(
                "{:.0} on average, {} {:.0}",
                best.score(),
                day_name(other.day, days),
                other.score()
            ))
        });
    }
    joined(&compared.contrasts, DIFFERENCES, superlative)
        .or_else(|| dryness(best).filter(|told| told == "dry"))
}

fn worse(a: Veto, b: Veto) -> Veto {
    match (a, b) {
        (Veto::Thunder, _) | (_, Veto::Thunder) => Veto::Thunder,
        (Veto::Gusts(one), Veto::Gusts(other)) => Veto::Gusts(one.max(other)),
        (Veto::Wind(one), Veto::Wind(other)) => Veto::Wind(one.max(other)),
        // Gusts that are known say more than a wind without them.
        (gusts @ Veto::Gusts(_), Veto::Wind(_)) | (Veto::Wind(_), gusts @ Veto::Gusts(_)) => gusts,
    }
}

/// When the rain of a day is over for a visit.
enum Over {
    /// Before the family is out.
    Early,
    /// At this time; it is dry from then to the end of the visit.
    From(ZonedDateTime),
    /// Not before the end of the visit, as far as is known.
    Never,
}

/// Returns how dry a day is at the places compared: "dry", "dry from 11:00", "mostly dry"; `None` where it is not.
fn dryness(side: &DaySide<'_>) -> Option<String> {
    let ends: Vec<Over> = side
        .visits
        .iter()
        .map(|(_, visit)| rain_over(visit))
        .collect();
    let enough = |count: usize| 5 * count >= 4 * ends.len();
    let early = ends.iter().filter(|end| matches!(end, Over::Early)).count();
    let never = ends.iter().filter(|end| matches!(end, Over::Never)).count();
    if ends.is_empty() || early == ends.len() {
        return (!ends.is_empty()).then(|| "dry".to_owned());
    }
    let latest = ends
        .iter()
        .filter_map(|end| match end {
            Over::From(at) => Some(at),
            Over::Early | Over::Never => None,
        })
        .max_by_key(|at| at.timestamp());
    match latest {
        Some(at) if never == 0 && !is_late(side, at) => Some(format!("dry from {}", clock(at))),
        _ if enough(early) => Some("mostly dry".to_owned()),
        Some(at) if enough(ends.len() - never) && !is_late(side, at) => {
            Some(format!("mostly dry from {}", clock(at)))
        }
        _ => side
            .dry_share()
            .filter(|&share| share >= 0.75)
            .map(|_| "mostly dry".to_owned()),
    }
}

fn rain_over(visit: &Assessment) -> Over {
    let Some(hours) = visit.outlook.forecast() else {
        return Over::Never;
    };
    let is_over = |hour: &OutlookHour| hour.is_dry();
    if !hours.during.last().is_some_and(is_over)
        || hours.during.iter().any(|hour| hour.rain_mm.is_none())
    {
        return Over::Never;
    }
    let mut all = hours.earlier.iter().chain(&hours.during).rev();
    let Some(wet) = all.find(|hour| !hour.is_dry()) else {
        return Over::Early;
    };
    let end = wet.start.checked_add(SignedDuration::from_hours(1));
    let Ok(end) = end.map(|end| end.to_zoned_datetime(visit.visit.arrive.time_zone().clone()))
    else {
        return Over::Never;
    };
    if end.hour() <= EARLY && end <= visit.visit.arrive {
        Over::Early
    } else {
        Over::From(end)
    }
}

/// Returns whether fewer than half of the hours of the visits lie after `at`.
fn is_late(side: &DaySide<'_>, at: &ZonedDateTime) -> bool {
    let hours = side
        .visits
        .iter()
        .filter_map(|(_, visit)| visit.outlook.forecast())
        .flat_map(|hours| &hours.during);
    let (left, all) = hours.fold((0, 0), |(left, all), hour| {
        (left + usize::from(hour.start >= at.timestamp()), all + 1)
    });
    2 * left < all
}

fn joined(
    contrasts: &[Contrast],
    most: usize,
    word: fn(Contrast) -> &'static str,
) -> Option<String> {
    let words: Vec<&str> = contrasts
        .iter()
        .filter(|&&contrast| contrast != Contrast::Surer || contrasts.len() == 1)
        .take(most)
        .map(|&contrast| word(contrast))
        .collect();
    (!words.is_empty()).then(|| words.join(" and "))
}

fn comparative(contrast: Contrast) -> &'static str {
    match contrast {
        Contrast::Lighter => "more daylight",
        Contrast::Drier => "drier",
        Contrast::LikelierDry => "likelier to stay dry",
        Contrast::Warmer => "warmer",
        Contrast::LessHot => "less hot",
        Contrast::Calmer => "calmer",
        Contrast::Sunnier => "sunnier",
        Contrast::DrierGround => "drier underfoot",
        Contrast::Surer => "surer",
    }
}

fn superlative(contrast: Contrast) -> &'static str {
    match contrast {
        Contrast::Lighter => "the most daylight",
        Contrast::Drier => "the driest",
        Contrast::LikelierDry => "the likeliest to stay dry",
        Contrast::Warmer => "the warmest",
        Contrast::LessHot => "the least hot",
        Contrast::Calmer => "the calmest",
        Contrast::Sunnier => "the sunniest",
        Contrast::DrierGround => "the driest underfoot",
        Contrast::Surer => "the surest",
    }
}

/// Returns words as a person lists them: "a, b and c".
pub(super) fn listed(words: &[String]) -> String {
    match words {
        [] => String::new(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

#[cfg(test)]
mod tests;
