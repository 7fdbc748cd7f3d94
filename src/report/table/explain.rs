//! What is below the places: the arithmetic of each, what the weather ruled out, and the counts of the rest.

use crate::planner::rules::LOW_CONFIDENCE_PULL;
use crate::planner::{Rule, Suggestion, comfort};
use crate::report::safe::printable;
use crate::report::{DayList, Report, words};
use std::fmt::Write;

/// The rules by which places are left out, with the words for them.
const RULES: [(Rule, &str); 12] = [
    (Rule::TooFar, "out of reach"),
    (Rule::Category, "of other kinds"),
    (Rule::Exposure, "too much or too little indoors"),
    (Rule::Age, "for other ages"),
    (Rule::Price, "not free"),
    (Rule::Buggy, "no good with a buggy"),
    (Rule::Dog, "without dogs"),
    (Rule::Hidden, "hidden"),
    (Rule::NoTime, "without time for a visit"),
    (Rule::Closed, "closed"),
    (Rule::Vetoed, "left out for the weather"),
    (Rule::BelowMinScore, "below the score asked for"),
];

/// Returns the counts of what is not shown, in one line: "412 out of reach · 2 left out for the weather". Where each day
/// has a list, what depends on the day stands below that.
pub(super) fn left_out(report: &Report<'_>) -> String {
    let said = counted(|rule| {
        let once = !(report.each_day && rule.depends_on_the_day());
        if once { report.left_out(rule) } else { 0 }
    });
    if said.is_empty() || report.explain {
        return said;
    }
    format!("{said} (--explain shows the arithmetic)")
}

/// Returns the counts of what is not on the list of one day for reasons of that day.
pub(super) fn left_out_that_day(list: &DayList<'_>) -> String {
    counted(|rule| {
        if rule.depends_on_the_day() {
            list.ranking.dropped.count(rule)
        } else {
            0
        }
    })
}

fn counted(count: impl Fn(Rule) -> usize) -> String {
    let said: Vec<String> = RULES
        .into_iter()
        .map(|(rule, words)| (count(rule), words))
        .filter(|&(count, _)| count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    said.join(" · ")
}

/// Returns how each score comes about, and why places were ruled out.
pub(super) fn explanation(report: &Report<'_>) -> String {
    let mut text =
        String::from("How the scores come about (weighted geometric mean of the factors):\n");
    for list in report.lists {
        if report.each_day {
            let _ = writeln!(text, "{}", words::days_and_dates(&list.days));
        }
        for (rank, suggestion) in (1..).zip(&list.ranking.results) {
            text.push_str(&arithmetic(report, rank, suggestion));
        }
        for vetoed in &list.ranking.vetoed {
            let reasons: Vec<String> = vetoed
                .reasons
                .iter()
                .map(|&(day, veto)| {
                    format!("{} on {}", words::veto_reason(veto), day.strftime("%A"))
                })
                .collect();
            let _ = writeln!(
                text,
                "  -  {}: not recommended, {}",
                printable(&vetoed.place.name),
                reasons.join(", ")
            );
        }
    }
    text.push('\n');
    text
}

fn arithmetic(report: &Report<'_>, rank: i32, suggestion: &Suggestion<'_>) -> String {
    let best = &suggestion.best;
    let mut text = format!(
        "{rank:>3}  {}\n",
        printable(&suggestion.candidate.place.name)
    );
    for factor in &best.factors {
        let _ = writeln!(
            text,
            "       {:<8} {:.3} ^ {:<5} {}",
            factor.id,
            factor.value,
            factor.weight,
            words::factor_reason(factor, suggestion, &report.outing.limits.ages)
        );
    }
    if best.wet_ground_points > 0.0 {
        let _ = writeln!(
            text,
            "       less {:.0} points for wet ground",
            best.wet_ground_points
        );
    }
    text.push_str(&weather_arithmetic(suggestion));
    let exposure = suggestion.candidate.place.exposure;
    let bring = words::bring(exposure, &best.visit, &best.outlook);
    if !bring.is_empty() {
        let _ = writeln!(text, "       bring: {}", bring.join(", "));
    }
    let _ = writeln!(text, "       = {:.1}", best.score);
    if let Some(worth) = &suggestion.worth_the_drive {
        let _ = writeln!(
            text,
            "       {}:\n         here   {}\n         there  {}",
            words::longer_drive(worth),
            words::drive_side(&worth.farther),
            words::drive_side(&worth.nearer)
        );
    }
    text
}

/// Returns how the weather factor comes about: exposure, outdoor and indoor comfort, and the climate's share where
/// the forecast looks far ahead.
fn weather_arithmetic(suggestion: &Suggestion<'_>) -> String {
    let best = &suggestion.best;
    let Some(outdoor) = best.outlook.outdoor else {
        return String::new();
    };
    let exposure = suggestion.candidate.place.exposure.share();
    let mut text = format!(
        "       weather: {exposure} x outdoors {outdoor:.1} + {:.2} x indoors {:.1} = {:.1}\n",
        1.0 - exposure,
        comfort::indoor(outdoor),
        comfort::mixed(exposure, outdoor)
    );
    if let Some(climate) = best.climate {
        let _ = writeln!(
            text,
            "       pulled by {:.0} % towards an average day's {:.1}:\n       so far ahead a forecast is broad-brush",
            100.0 * LOW_CONFIDENCE_PULL,
            comfort::mixed(exposure, climate)
        );
    }
    text
}
