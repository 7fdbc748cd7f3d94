//! The weather of a visit hour by hour: bars of rain, the temperature above, the hour below.
//! An hour of which nobody knows the rain has no bar but a question mark.

use crate::planner::{Hours, OutlookHour};
use crate::report::words::{degrees, round_to};
use jiff::tz::TimeZone;
use maud::{Markup, html};

/// Width of an hour.
const STEP: f64 = 34.0;
/// Height of the picture, and where its parts are.
const HEIGHT: f64 = 62.0;
const FLOOR: f64 = 46.0;
const CEILING: f64 = 18.0;
/// Rain of an hour that fills the height, mm; more does not grow (judgement: 4 mm in an hour is heavy).
const FULL_MM: f64 = 4.0;

/// Returns the strip of a visit as SVG, and the same in words for those who cannot see it.
pub(in crate::report) fn to_svg(hours: &Hours, zone: &TimeZone) -> Markup {
    #[expect(clippy::cast_precision_loss, reason = "a visit has a few hours")]
    let width = STEP * hours.during.len() as f64;
    html! {
        svg class="strip" xmlns="http://www.w3.org/2000/svg" viewBox={"0 0 " (width) " " (HEIGHT)} width=(width) height=(HEIGHT)
            role="img" aria-label=(in_words(hours, zone)) {
            line class="floor" x1="0" y1=(FLOOR) x2=(width) y2=(FLOOR) stroke="#b8c0c8" {}
            @for (at, hour) in hours.during.iter().enumerate() { (column(at, hour, zone)) }
        }
    }
}

fn column(at: usize, hour: &OutlookHour, zone: &TimeZone) -> Markup {
    #[expect(clippy::cast_precision_loss, reason = "a visit has a few hours")]
    let left = STEP * at as f64;
    let middle = left + STEP / 2.0;
    let known = hour.rain_mm.filter(|_| !hour.spread);
    let high = known.map(|mm| (mm / FULL_MM).clamp(0.0, 1.0) * (FLOOR - CEILING));
    let high = high
        .filter(|_| hour.is_wet())
        .map(|high| round_to(high.max(2.0), 1));
    html! {
        @if let Some(high) = high {
            rect class="rain" x=(left + 6.0) y=(FLOOR - high) width=(STEP - 12.0) height=(high) fill="#2f6fb0" {}
        }
        @if known.is_none() {
            text class="unknown" x=(middle) y=(FLOOR - 4.0) text-anchor="middle" font-size="12" fill="#5b6670" { "?" }
        }
        @if let Some(celsius) = hour.temperature_c {
            text class="degrees" x=(middle) y="12" text-anchor="middle" font-size="12" fill="#33404d" { (degrees(celsius)) }
        }
        text class="hour" x=(middle) y="59" text-anchor="middle" font-size="11" fill="#5b6670" { (clock(hour, zone)) }
    }
}

/// Returns the hours in words: "10:00 7°, dry; 11:00 8°, 0.4 mm".
fn in_words(hours: &Hours, zone: &TimeZone) -> String {
    let each = hours.during.iter().map(|hour| {
        let rain = match hour.rain_mm {
            None => "rain unknown".to_owned(),
            Some(_) if hour.spread => "rain of this hour unknown".to_owned(),
            Some(mm) if hour.is_wet() => format!("{:.1} mm", round_to(mm, 1)),
            Some(_) => "dry".to_owned(),
        };
        let warmth = hour
            .temperature_c
            .map(|celsius| format!(" {}", degrees(celsius)));
        format!(
            "{}:00{}, {rain}",
            clock(hour, zone),
            warmth.unwrap_or_default()
        )
    });
    each.collect::<Vec<_>>().join("; ")
}

fn clock(hour: &OutlookHour, zone: &TimeZone) -> String {
    hour.start
        .to_zoned_datetime(zone.clone())
        .strftime("%H")
        .to_string()
}
