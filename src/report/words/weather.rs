//! What the weather of a visit is like, in the words that parents plan by: when it rains and when it is dry.
//! The facts are those of [`Story`]; here they get their words, and nowhere else.

mod bring;
mod remarks;
mod whole_day;

pub use bring::bring;
pub use remarks::{About, Remark, breeze, remarks, temperature};
pub use whole_day::{DayStory, day_story};

use super::dates::part_of_month;
use super::numbers::{degrees, percent};
use crate::domain::{Normals, Period, WeatherCode};
use crate::planner::rules::{CLEARLY_DRY_CHANCE, DRY_BELOW_MM};
use crate::planner::{
    Confidence, Fall, Hours, Outlook, Shape, Sky, Story, Stretch, Turn, Veto, Visit, Weather,
};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;

/// Returns the weather of the visit in one phrase: "dry from 06:00, some sun", "showers until 12:00, then dry", "rain
/// 13:00-15:00, otherwise dry". Clock times are those of `zone`, the destination's.
#[must_use]
pub fn summary(outlook: &Outlook, day: Date, zone: &TimeZone) -> String {
    match &outlook.weather {
        Weather::Forecast(hours) if hours.has_rain_of_unknown_hour() => spread_story(hours),
        Weather::Forecast(hours) => {
            let story = hours.story();
            story.map_or_else(unknown, |story| summary_of(story, zone))
        }
        Weather::Typical(normals) => rain_days(normals, day),
        Weather::None => unknown(),
    }
}

/// Returns the story of the visit, phrase by phrase: the summary, then what else there is to say, in a stable order.
#[must_use]
pub fn story(visit: &Visit, outlook: &Outlook) -> Vec<String> {
    let zone = visit.arrive.time_zone();
    let also = remarks(visit, outlook).into_iter().map(|also| also.text);
    std::iter::once(summary(outlook, visit.day, zone))
        .chain(also)
        .collect()
}

/// Returns what averages say of rain: "rain on about 5 days in 10 in late November"; of the last ten years "about 5
/// days in 10 had rain here in late November of 2016-2025 (Open-Meteo archive)".
#[must_use]
pub fn rain_days(normals: &Normals, day: Date) -> String {
    let when = part_of_month(day);
    let in_ten = normals.wet_day_share.map(|share| share * 10.0);
    match (in_ten, normals.period) {
        (None, _) => format!("rain unknown in {when}"),
        (Some(days), Period::Normals) => format!("rain on about {days:.0} days in 10 in {when}"),
        (Some(days), Period::Years { first, last }) => format!(
            "about {days:.0} days in 10 had rain here in {when} of {first}-{last} (Open-Meteo archive)"
        ),
    }
}

/// Returns the typical weather for the head of a page: "rain on about 5 days in 10 in late November · 10°/4°".
#[must_use]
pub fn header_typical(normals: &Normals, day: Date) -> String {
    format!(
        "{} · {}/{}",
        rain_days(normals, day),
        degrees(normals.tmax_c),
        degrees(normals.tmin_c)
    )
}

/// Returns why the weather ruled a place out: "gusts of 70 km/h".
#[must_use]
pub fn veto_reason(veto: Veto) -> String {
    match veto {
        Veto::Thunder => "thunderstorms".to_owned(),
        Veto::Gusts(kmh) => format!("gusts of {kmh:.0} km/h"),
        Veto::Wind(kmh) => format!("a wind of {kmh:.0} km/h, gusts unknown"),
    }
}

/// Returns how sure a forecast is, where that is less than usual, in few words.
#[must_use]
pub fn doubt(confidence: Confidence) -> Option<&'static str> {
    match confidence {
        Confidence::High => None,
        Confidence::Fair => Some("the hours may shift"),
        Confidence::Low => Some("far ahead: broad-brush"),
    }
}

/// Returns how sure a forecast is, where that is less than usual.
#[must_use]
pub fn how_sure(confidence: Confidence) -> Option<&'static str> {
    match confidence {
        Confidence::High => None,
        Confidence::Fair => Some("some days ahead: the hours may shift"),
        Confidence::Low => Some("far ahead: broad-brush, trust the day more than the hours"),
    }
}

fn unknown() -> String {
    "weather unknown".to_owned()
}

fn summary_of(story: &Story, zone: &TimeZone) -> String {
    let rain = &story.rain;
    let what = rain.fall.map_or("rain", fall);
    let at = |instant: Timestamp| clock(instant, zone);
    // Of an hour that nobody knows it is not said that it is dry.
    let told = match rain.shape {
        Shape::Unknown => return "rain unknown".to_owned(),
        Shape::Dry { since } => dry(story, since.map(at)),
        Shape::Throughout => format!("{what} all along"),
        Shape::Until(end) if !rain.is_known() => format!("{what} until {}", at(end)),
        Shape::Until(end) if story.turn == Some(Turn::Brighter) => {
            format!("{what} until {}, then brighter", at(end))
        }
        Shape::Until(end) => format!("{what} until {}, then dry", at(end)),
        Shape::From(start) if rain.is_known() => format!("dry until {}, then {what}", at(start)),
        Shape::From(start) => format!("{what} from {}", at(start)),
        Shape::Between(spell) if rain.is_known() => {
            format!("{what} {}, otherwise dry", between(spell, zone))
        }
        Shape::Between(spell) => format!("{what} {}", between(spell, zone)),
        Shape::Around(gap) => format!("dry {}, {what} before and after", between(gap, zone)),
        Shape::Twice(first, second) => format!(
            "{what} {} and {}",
            within(first, story.window, zone),
            within(second, story.window, zone)
        ),
        Shape::OnAndOff {
            until: Some(end), ..
        } if rain.is_known() => format!("{what} on and off until {}, then dry", at(end)),
        Shape::OnAndOff {
            from: Some(start), ..
        } if rain.is_known() => format!("dry until {}, then {what} on and off", at(start)),
        Shape::OnAndOff { .. } => format!("{what} on and off"),
    };
    if rain.is_known() {
        told
    } else {
        format!("{told} ({} of {} hours unknown)", rain.unknown, rain.hours)
    }
}

/// Returns the story of rain that is known for six hours together: that there is some, and that nobody knows when.
fn spread_story(hours: &Hours) -> String {
    let code = |test: fn(WeatherCode) -> bool| {
        let mut codes = hours.during.iter().filter_map(|hour| hour.code);
        codes.any(test)
    };
    let what = if code(|code| code.is_thunder()) {
        "thunderstorms"
    } else if code(|code| code.is_snow()) {
        "some snow"
    } else if code(|code| code.is_sleet()) {
        "some sleet"
    } else {
        "some rain"
    };
    match hours.rain_mm().unwrap_or(0.0) {
        mm if mm < DRY_BELOW_MM => format!("{what} (hardly any), hours unknown"),
        mm => format!("{what} (about {mm:.1} mm), hours unknown"),
    }
}

fn dry(story: &Story, since: Option<String>) -> String {
    let dry = since.map(|since| format!("dry from {since}"));
    let chance = story
        .rain
        .chance
        .filter(|&chance| chance >= CLEARLY_DRY_CHANCE);
    if let Some(chance) = chance {
        let dry = dry.as_deref().unwrap_or("dry");
        return format!("{dry}, but a {} chance of rain", percent(chance));
    }
    let sky = match (story.turn, story.sky) {
        (Some(Turn::Brighter), _) => "brighter later",
        (Some(Turn::SunnyAtFirst), _) => "sunny at first",
        (Some(Turn::SomeSunAtFirst), _) => "some sun at first",
        (None, Some(Sky::Sunny)) => "sunny",
        (None, Some(Sky::SomeSun)) => "some sun",
        (None, Some(Sky::Grey)) => "grey",
        (None, Some(Sky::Dark)) => "after dark",
        (None, None) => return dry.unwrap_or_else(|| "dry".to_owned()),
    };
    match (dry, story.turn, story.sky) {
        (Some(dry), ..) => format!("{dry}, {sky}"),
        (None, None, Some(Sky::Sunny)) => "dry and sunny".to_owned(),
        (None, None, Some(Sky::SomeSun)) => "dry with some sun".to_owned(),
        (None, None, Some(Sky::Grey)) => "dry but grey".to_owned(),
        (None, ..) => format!("dry, {sky}"),
    }
}

fn fall(fall: Fall) -> &'static str {
    match fall {
        Fall::Drizzle => "drizzle",
        Fall::LightRain => "light rain",
        Fall::Rain => "rain",
        Fall::HeavyRain => "heavy rain",
        Fall::LightShowers => "light showers",
        Fall::Showers => "showers",
        Fall::HeavyShowers => "heavy showers",
        Fall::Snow => "snow",
        Fall::Sleet => "sleet",
        Fall::RainAndSnow => "rain and snow",
        Fall::FreezingRain => "freezing rain",
        Fall::Thunderstorms => "thunderstorms",
        Fall::RainAndThunder => "rain and thunder",
    }
}

/// Returns the time that the clocks of `zone` show.
fn clock(at: Timestamp, zone: &TimeZone) -> String {
    super::dates::clock(&at.to_zoned_datetime(zone.clone()))
}

/// Returns a stretch from clock to clock: "13:00-15:00".
fn between(stretch: Stretch, zone: &TimeZone) -> String {
    format!(
        "{}-{}",
        clock(stretch.from, zone),
        clock(stretch.until, zone)
    )
}

/// Returns a stretch by the end that lies within `window`: "until 11:00", "13:00-15:00", "from 16:00".
fn within(stretch: Stretch, window: Stretch, zone: &TimeZone) -> String {
    if stretch.from == window.from {
        format!("until {}", clock(stretch.until, zone))
    } else if stretch.until == window.until {
        format!("from {}", clock(stretch.from, zone))
    } else {
        between(stretch, zone)
    }
}

#[cfg(test)]
mod laws;
#[cfg(test)]
mod reading;
#[cfg(test)]
mod tests;
