//! What a drive buys that is much longer than that to a nearer place.
//! Only what is known to be better is said; the minutes are those that both drives are shown with.

use super::compare::listed;
use super::numbers::round_to;
use crate::planner::rules::ALIKE_POINTS;
use crate::planner::{Contrast, DriveSide, Gain, WorthTheDrive};
use crate::report::safe::printable;

/// Returns what the longer drive buys: "about 25 min more than Tatton Park for 3 more dry hours", or that it is much the same
/// there; `None` where the nearer place does better, as the order of the list shows.
#[must_use]
pub fn worth_the_drive(worth: &WorthTheDrive<'_>) -> Option<String> {
    let behind = worth.nearer.score - worth.farther.score;
    let what = match worth.gains.as_slice() {
        [] if behind >= ALIKE_POINTS => return None,
        [] => "for much the same".to_owned(),
        [Gain::Indoors] => "to be indoors".to_owned(),
        _ => format!("for {}", listed(&gains(worth))),
    };
    Some(format!("{} {what}", longer_drive(worth)))
}

/// Returns how much longer the drive is: "about 25 min more than Tatton Park".
#[must_use]
pub fn longer_drive(worth: &WorthTheDrive<'_>) -> String {
    let about = if worth.about { "about " } else { "" };
    format!(
        "{about}{:.0} min more than {}",
        worth.extra_minutes,
        printable(&worth.than.name)
    )
}

/// Returns one of two places that are weighed: "84.2 points, 47 min, dry 3 of 3 h".
#[must_use]
pub fn drive_side(side: &DriveSide) -> String {
    let dry = match side.dry {
        Some((dry, all)) => format!(", dry {dry} of {all} h"),
        None => String::new(),
    };
    format!("{:.1} points, {:.0} min{dry}", side.score, side.minutes)
}

/// Returns what the longer drive buys, each thing in a few words: "3 more dry hours".
#[must_use]
pub fn gains(worth: &WorthTheDrive<'_>) -> Vec<String> {
    let gains = worth.gains.iter();
    gains
        .map(|gain| match gain {
            Gain::MoreDryHours(1) => "1 more dry hour".to_owned(),
            Gain::MoreDryHours(hours) => format!("{hours} more dry hours"),
            Gain::DryHoursOutdoors(1) => "1 dry hour outdoors".to_owned(),
            Gain::DryHoursOutdoors(hours) => format!("{hours} dry hours outdoors"),
            Gain::Indoors => "being indoors".to_owned(),
            Gain::NoGusts => "no strong gusts".to_owned(),
            Gain::Weather(contrast) => weather_gain(*contrast).to_owned(),
            Gain::Score(points) => format!("a score higher by {:.0}", round_to(*points, 0)),
        })
        .collect()
}

fn weather_gain(contrast: Contrast) -> &'static str {
    match contrast {
        Contrast::Lighter => "more daylight",
        Contrast::Drier => "less rain",
        Contrast::LikelierDry => "less risk of rain",
        Contrast::Warmer => "warmer weather",
        Contrast::LessHot => "less heat",
        Contrast::Calmer => "less wind",
        Contrast::Sunnier => "more sun",
        Contrast::DrierGround => "drier ground",
        Contrast::Surer => "a surer forecast",
    }
}
