//! The rain of a day's hours as one bar each: taller is wetter, and a dry hour is a dot.

use crate::planner::rules::DRY_BELOW_MM;
use crate::planner::{DAYTIME, OutlookHour};

/// Hours of the chart.
pub(super) const HOURS: u16 = DAYTIME.end.abs_diff(DAYTIME.start) as u16;

/// Rain of an hour up to which a bar is this tall, mm; beyond the last it is the tallest.
const STEPS: [f64; 7] = [0.3, 0.6, 1.0, 1.5, 2.5, 4.0, 6.0];
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// The same where the terminal has no such signs.
const DIGITS: [char; 8] = ['1', '2', '3', '4', '5', '6', '7', '8'];

/// Returns a bar for each hour; "?" where its rain is not known.
pub(super) fn bars(hours: &[Option<OutlookHour>], unicode: bool) -> String {
    // The share of one of six hours, some of them wet, is no dry hour however small.
    let rain = |hour: &OutlookHour| {
        hour.rain_mm
            .filter(|&mm| mm >= DRY_BELOW_MM || hour.is_dry())
    };
    let bars = hours.iter().map(|hour| hour.as_ref().and_then(rain));
    bars.map(|mm| mm.map_or('?', |mm| bar(mm, unicode)))
        .collect()
}

fn bar(mm: f64, unicode: bool) -> char {
    if mm < DRY_BELOW_MM {
        return if unicode { '·' } else { '.' };
    }
    let step = STEPS.iter().filter(|&&most| mm >= most).count();
    let signs = if unicode { BARS } else { DIGITS };
    signs.get(step).copied().unwrap_or('?')
}

/// Returns the hours that stand above the bars: every fourth, where it begins.
pub(super) fn axis() -> String {
    let ticks = DAYTIME.step_by(4).map(|hour| format!("{hour:02}  "));
    ticks.collect::<String>().trim_end().to_owned()
}

/// Returns what the bars mean.
pub(super) fn legend(unicode: bool) -> String {
    let sign = |mm: f64| bar(mm, unicode);
    format!(
        "Rain each hour, {:02}:00-{:02}:00: {} dry {} drizzle {} 1 mm {} 4 mm {} 6 mm or more",
        DAYTIME.start,
        DAYTIME.end,
        sign(0.0),
        sign(0.1),
        sign(1.0),
        sign(4.0),
        sign(6.0),
    )
}

#[cfg(test)]
mod tests {
    use super::*;
    use rstest::rstest;

    #[rstest]
    #[case::dry(0.0, '·', '.')]
    #[case::nearly_nothing(0.09, '·', '.')]
    #[case::drizzle(0.1, '▁', '1')]
    #[case::a_millimetre(1.0, '▄', '4')]
    #[case::a_downpour(5.9, '▇', '7')]
    #[case::a_cloudburst(60.0, '█', '8')]
    fn a_wetter_hour_has_a_taller_bar(#[case] mm: f64, #[case] sign: char, #[case] ascii: char) {
        assert_eq!((bar(mm, true), bar(mm, false)), (sign, ascii));
    }

    #[test]
    fn an_hour_without_data_is_a_question() {
        assert_eq!(bars(&[None, None], true), "??");
    }

    #[test]
    fn without_unicode_the_chart_is_plain() {
        assert!(legend(false).is_ascii());
        assert_eq!(axis(), "08  12  16");
    }
}
