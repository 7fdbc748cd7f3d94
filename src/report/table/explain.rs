//! What is below the places: the arithmetic of each, what the weather ruled out, and the counts of the rest.

use crate::planner::rules::LOW_CONFIDENCE_PULL;
use crate::planner::{Rule, Suggestion, comfort};
use crate::report::safe::printable;
use crate::report::{Report, words};
use std::fmt::Write;

/// Returns the counts of what is not shown, in one line: "412 out of reach · 2 left out for the weather".
pub(super) fn left_out(report: &Report<'_>) -> String {
    let counts = [
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
    let said: Vec<String> = counts
        .into_iter()
        .map(|(rule, words)| (report.ranking.dropped.count(rule), words))
        .filter(|&(count, _)| count > 0)
        .map(|(count, words)| format!("{count} {words}"))
        .collect();
    if said.is_empty() || report.explain {
        return said.join(" · ");
    }
    format!("{} (--explain shows the arithmetic)", said.join(" · "))
}

/// Returns how each score comes about, and why places were ruled out.
pub(super) fn explanation(report: &Report<'_>) -> String {
    let mut text =
        String::from("How the scores come about (weighted geometric mean of the factors):\n");
    for (rank, suggestion) in (1..).zip(&report.ranking.results) {
        let best = &suggestion.best;
        let _ = writeln!(
            text,
            "{rank:>3}  {}",
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
    }
    for vetoed in &report.ranking.vetoed {
        let reasons: Vec<String> = vetoed
            .reasons
            .iter()
            .map(|&(day, veto)| format!("{} on {}", words::veto_reason(veto), day.strftime("%A")))
            .collect();
        let _ = writeln!(
            text,
            "  -  {}: not recommended, {}",
            printable(&vetoed.place.name),
            reasons.join(", ")
        );
    }
    text.push('\n');
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
            "       pulled by {:.0} % towards an average day's {:.1}: so far ahead a forecast is broad-brush",
            100.0 * LOW_CONFIDENCE_PULL,
            comfort::mixed(exposure, climate)
        );
    }
    text
}
