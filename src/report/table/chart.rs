//! Rain as bars, one scale on every page: taller is wetter, a dot is dry, and what nobody knows is a question.
//! A day is a bar an hour, or one for two hours where the week stands side by side.

use super::{Page, page_width};
use crate::planner::rules::DRY_BELOW_MM;
use crate::planner::{Confidence, DAYTIME, DayWeather, OutlookHour};
use crate::report::words;

/// Hours of the chart.
pub(super) const HOURS: u16 = DAYTIME.end.abs_diff(DAYTIME.start) as u16;

/// Rain of an hour up to which a bar is this tall, mm; beyond the last it is the tallest.
const STEPS: [f64; 7] = [0.3, 0.6, 1.0, 1.5, 2.5, 4.0, 6.0];
const BARS: [char; 8] = ['▁', '▂', '▃', '▄', '▅', '▆', '▇', '█'];
/// The same where the terminal has no such signs.
const DIGITS: [char; 8] = ['1', '2', '3', '4', '5', '6', '7', '8'];

/// Returns a bar for each hour; "?" where its rain is not known.
pub(super) fn bars(hours: &[Option<OutlookHour>], unicode: bool) -> String {
    rain(hours).map(|mm| bar(mm, unicode)).collect()
}

fn rain(hours: &[Option<OutlookHour>]) -> impl Iterator<Item = Option<f64>> {
    let drawn = |hour: &Option<OutlookHour>| hour.as_ref().and_then(OutlookHour::drawn_rain_mm);
    hours.iter().map(drawn)
}

/// Returns a bar for each two hours: that of the wetter one. A dry hour beside an unknown one is no dry pair.
fn pairs(hours: &[Option<OutlookHour>], unicode: bool) -> String {
    let wetter = |pair: &[Option<OutlookHour>]| {
        let most = rain(pair).flatten().reduce(f64::max);
        let all = rain(pair).all(|mm| mm.is_some());
        most.filter(|&mm| all || mm >= DRY_BELOW_MM)
    };
    let pairs = hours.chunks(2);
    pairs.map(|pair| bar(wetter(pair), unicode)).collect()
}

/// Returns the bar of so much rain in an hour.
pub(super) fn bar(mm: Option<f64>, unicode: bool) -> char {
    let Some(mm) = mm else {
        return '?';
    };
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

/// Returns what the bars mean, after what they are of: "Rain each hour".
pub(super) fn legend(of: &str, unicode: bool) -> String {
    let steps = [
        (0.0, "dry"),
        (0.1, "drizzle"),
        (1.0, "1 mm"),
        (4.0, "4 mm"),
        (6.0, "6 mm or more"),
    ];
    // Digits are told from what they stand for.
    let (is, next) = if unicode { (" ", " ") } else { (" = ", ", ") };
    let told: Vec<String> = steps
        .iter()
        .map(|&(mm, meaning)| format!("{}{is}{meaning}", bar(Some(mm), unicode)))
        .collect();
    format!("{of}: {}", told.join(next))
}

/// Columns before the days of a week, and of a day with the gap behind it.
const LABEL: usize = 6;
const DAY: usize = 8;

/// Returns the days side by side, in as many rows as the page needs: the date, the rain, the warmest hour.
pub(super) fn week(days: &[&DayWeather], style: Page) -> String {
    // The last day of a row needs no gap.
    let room = usize::from(page_width(style)) + 2 - LABEL;
    let rows = days.chunks((room / DAY).max(1)).map(|days| {
        let line = |label: &str, cell: &dyn Fn(&DayWeather) -> String| {
            let cells: String = days
                .iter()
                .map(|day| format!("{:<DAY$}", cell(day)))
                .collect();
            format!("{}\n", format!("{label:<LABEL$}{cells}").trim_end())
        };
        line("", &|day| day.day.strftime("%a %-d").to_string())
            + &line("rain", &|day| pairs(&day.daytime(), style.unicode))
            + &line(" °C", &|day| warmest(day))
    });
    rows.collect()
}

/// Returns the warmest hour of the daytime: "8°", and "~8°" of a day that is far ahead.
fn warmest(day: &DayWeather) -> String {
    let Some(celsius) = words::warmest_c(day) else {
        return "?".to_owned();
    };
    let mark = if is_broad_brush(day) { "~" } else { "" };
    format!("{mark}{}", words::degrees(celsius))
}

/// Returns whether the day is so far ahead that its hours are not to be trusted.
pub(super) fn is_broad_brush(day: &DayWeather) -> bool {
    let hours = day.outlook.forecast();
    hours.is_some_and(|hours| hours.confidence == Confidence::Low)
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
        assert_eq!((bar(Some(mm), true), bar(Some(mm), false)), (sign, ascii));
    }

    #[test]
    fn an_hour_without_data_is_a_question() {
        assert_eq!(bars(&[None, None], true), "??");
    }

    #[rstest]
    #[case::dry(&[Some(0.0), Some(0.05)], "·")]
    #[case::the_wetter_counts(&[Some(0.2), Some(1.2)], "▄")]
    #[case::dry_as_far_as_known(&[Some(0.0), None], "?")]
    #[case::wet_whatever_the_other_is(&[None, Some(1.2)], "▄")]
    #[case::nothing_known(&[None, None], "?")]
    fn two_hours_are_as_wet_as_the_wetter(#[case] rain: &[Option<f64>], #[case] sign: &str) {
        let hours: Vec<Option<OutlookHour>> = rain.iter().map(|&mm| Some(hour(mm))).collect();
        assert_eq!(pairs(&hours, true), sign);
    }

    fn hour(rain_mm: Option<f64>) -> OutlookHour {
        OutlookHour {
            start: jiff::Timestamp::UNIX_EPOCH,
            temperature_c: None,
            apparent_c: None,
            rain_mm,
            spread: false,
            rain_chance: None,
            code: None,
            cloud_pct: None,
            wind_kmh: None,
            gust_kmh: None,
            uv_index: None,
            dark: false,
        }
    }

    #[test]
    fn without_unicode_the_chart_is_plain() {
        assert!(legend("Rain each hour", false).is_ascii());
        assert_eq!(axis(), "08  12  16");
    }
}
