//! What there is to say of a visit's weather besides the rain: wind, heat, frost, sun, fog, light.
//! Each remark is true of the hours as known; what is not known gets none.

use super::{between, clock};
use crate::planner::rules::{FEELS_APART_C, LITTLE_LIGHT_MIN, SUN_CREAM_UV, WIDE_RANGE_C};
use crate::planner::{Force, Heat, Hours, Light, Outlook, Range, Story, Visit, When, Wind};
use crate::report::words::numbers::{degrees, percent, round_to};
use jiff::tz::TimeZone;

/// One thing to say.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Remark {
    /// What it is about.
    pub about: About,
    /// Whether it is to be minded, and not merely told.
    pub grave: bool,
    /// The phrase: "windy: gusts of 52 km/h".
    pub text: String,
    /// The same in a word or two, where there is little room: "windy".
    pub short: &'static str,
}

/// What a remark is about, in the order in which they are told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum About {
    /// Thunder in dry hours.
    Thunder,
    /// Rain that freezes, frost, ice.
    Ice,
    /// Flakes in dry hours.
    Snow,
    /// Fog.
    Fog,
    /// How heavy the rain gets, how unsure it is, and that it begins as the family leaves.
    Rain,
    /// Wind.
    Wind,
    /// Heat.
    Heat,
    /// Cold.
    Cold,
    /// The sun's strength.
    Sun,
    /// What the temperature feels like, and its course.
    Feels,
    /// How long it is light.
    Light,
}

impl About {
    /// Returns whether it matters to those who stay inside: to the drive there and back.
    #[must_use]
    pub fn is_of_the_roads(self) -> bool {
        matches!(self, Self::Thunder | Self::Ice | Self::Snow | Self::Fog)
    }
}

/// Returns what there is to say of the visit besides its summary, in the order of [`About`]; nothing without a forecast.
#[must_use]
pub fn remarks(visit: &Visit, outlook: &Outlook) -> Vec<Remark> {
    let zone = visit.arrive.time_zone();
    let Some(story) = outlook.forecast().and_then(Hours::story) else {
        return Vec::new();
    };
    let mut remarks = of_story(story, zone);
    let sunset = outlook.sunset.as_ref();
    remarks.extend(sunset.and_then(|sunset| {
        let at = crate::report::words::dates::clock(sunset);
        match Light::of(visit, sunset) {
            Light::Gone => Some(grave(About::Light, "dark", format!("dark since {at}"))),
            Light::Ends => Some(grave(About::Light, "dark", format!("dark from {at}"))),
            Light::Left(minutes) if minutes <= LITTLE_LIGHT_MIN => {
                Some(told(About::Light, "dusk", format!("light until {at}")))
            }
            Light::Left(_) => None,
        }
    }));
    remarks
}

fn of_story(story: &Story, zone: &TimeZone) -> Vec<Remark> {
    let when = |when: When| whenever(when, zone);
    let rain = &story.rain;
    // Where thunder comes with rain the summary says so.
    let dry_thunder = story.thunder.filter(|_| !thunder_is_told(story));
    let frost = story.frost.map(|frost| {
        let (icy, short) = match story.icy {
            true => ("may be icy: ", "maybe icy"),
            false => ("", "frost"),
        };
        grave(About::Ice, short, format!("{icy}frost {}", when(frost)))
    });
    [
        dry_thunder.map(|at| grave(About::Thunder, "thunder", format!("thunder {}", when(at)))),
        story.freezing_rain.map(|at| {
            let text = format!("ice: freezing rain {}", when(at));
            grave(About::Ice, "ice", text)
        }),
        frost,
        story
            .flurries
            .then(|| told(About::Snow, "snow", "a few flakes of snow".to_owned())),
        story
            .fog
            .map(|at| grave(About::Fog, "fog", format!("fog {}", when(at)))),
        rain.heaviest.map(|heaviest| {
            let mm = round_to(heaviest.mm, 1);
            let hour = between(heaviest.at, zone);
            grave(About::Rain, "heavy rain", format!("heavy {hour}: {mm} mm"))
        }),
        rain.unsure.map(|chance| {
            let chance = percent(chance);
            told(About::Rain, "unsure", format!("rain only {chance} likely"))
        }),
        rain.parting.map(|at| {
            let at = clock(at, zone);
            grave(
                About::Rain,
                "rain later",
                format!("rain from {at} as you leave"),
            )
        }),
        story.wind.map(wind),
        story.heat.map(heat),
        bitter(story).map(|celsius| {
            let felt = degrees(celsius);
            let text = format!("bitterly cold: feels like {felt}");
            grave(About::Cold, "bitterly cold", text)
        }),
        sun(story).map(|uv| {
            let text = format!("sun cream: UV {}", round_to(uv, 0));
            grave(About::Sun, "sun cream", text)
        }),
        feels(story).map(|text| told(About::Feels, "colder", text)),
        course(story).map(|text| told(About::Feels, "changing", text)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// Returns the temperature of the visit and what it feels like: "7° feels 4°", "4° to 11°"; what is felt is left out
/// where `quiet` says that it is told already.
#[must_use]
pub fn temperature(outlook: &Outlook, quiet: bool) -> Option<String> {
    let story = outlook.forecast()?.story()?;
    let air = story.air?;
    let shown = |range: Range| {
        if is_wide(air) {
            format!("{} to {}", degrees(range.low), degrees(range.high))
        } else {
            degrees(range.mean)
        }
    };
    let felt = story.felt.filter(|&felt| !quiet && is_felt(air, felt));
    Some(match felt {
        Some(felt) => format!("{} feels {}", shown(air), shown(felt)),
        None => shown(air),
    })
}

/// Returns the one word for wind that needs no warning.
#[must_use]
pub fn breeze(outlook: &Outlook) -> Option<&'static str> {
    let story = outlook.forecast()?.story()?;
    match story.wind? {
        Wind::Gusts(Force::Breezy, _) | Wind::Mean(Force::Breezy, _) => Some("breezy"),
        Wind::Gusts(..) | Wind::Mean(..) => None,
    }
}

fn grave(about: About, short: &'static str, text: String) -> Remark {
    Remark {
        about,
        grave: true,
        text,
        short,
    }
}

fn told(about: About, short: &'static str, text: String) -> Remark {
    Remark {
        about,
        grave: false,
        text,
        short,
    }
}

fn whenever(when: When, zone: &TimeZone) -> String {
    match when {
        When::Throughout => "all along".to_owned(),
        When::Until(end) => format!("until {}", clock(end, zone)),
        When::From(start) => format!("from {}", clock(start, zone)),
        When::Between(stretch) => between(stretch, zone),
        When::AtTimes => "at times".to_owned(),
    }
}

fn thunder_is_told(story: &Story) -> bool {
    use crate::planner::Fall::{RainAndThunder, Thunderstorms};
    matches!(story.rain.fall, Some(Thunderstorms | RainAndThunder))
}

fn wind(wind: Wind) -> Remark {
    let (force, measured) = match wind {
        Wind::Gusts(Force::Gale, kmh) => {
            let text = format!("gale-force gusts of {kmh:.0} km/h");
            return grave(About::Wind, "gales", text);
        }
        Wind::Gusts(force, kmh) => (force, format!("gusts of {kmh:.0} km/h")),
        Wind::Mean(force, kmh) => (force, format!("wind of {kmh:.0} km/h, gusts unknown")),
    };
    // A breeze whose gusts nobody knows may well be more than a breeze.
    let (word, grave) = match force {
        Force::Breezy => ("breezy", matches!(wind, Wind::Mean(..))),
        Force::Windy => ("windy", true),
        Force::Gale => ("gale", true),
    };
    Remark {
        about: About::Wind,
        grave,
        text: format!("{word}: {measured}"),
        short: word,
    }
}

fn heat(heat: Heat) -> Remark {
    let hot = if heat.severe { "very hot" } else { "hot" };
    let feels = if heat.apparent { "feels like " } else { "" };
    let degrees = degrees(heat.celsius);
    grave(About::Heat, hot, format!("{hot}: {feels}{degrees}"))
}

/// Returns the lowest apparent temperature, where it is below freezing.
fn bitter(story: &Story) -> Option<f64> {
    let low = story.felt?.low;
    (round_to(low, 0) < 0.0).then_some(low)
}

/// Returns the highest UV index, where it calls for sun cream.
fn sun(story: &Story) -> Option<f64> {
    story.uv.filter(|&uv| round_to(uv, 1) >= SUN_CREAM_UV)
}

/// Returns what the temperature feels like, where that differs and is not told by heat or cold already.
fn feels(story: &Story) -> Option<String> {
    let (air, felt) = (story.air?, story.felt?);
    let told = story.heat.is_some() || bitter(story).is_some();
    (!told && is_felt(air, felt)).then(|| format!("feels like {}", degrees(felt.mean)))
}

/// Returns the course of the temperature, where it changes much.
fn course(story: &Story) -> Option<String> {
    let air = story.air.filter(|&air| is_wide(air))?;
    let (low, high) = (degrees(air.low), degrees(air.high));
    Some(match air.rising {
        true => format!("{low} rising to {high}"),
        false => format!("{high} falling to {low}"),
    })
}

fn is_felt(air: Range, felt: Range) -> bool {
    (round_to(air.mean, 0) - round_to(felt.mean, 0)).abs() >= FEELS_APART_C
}

fn is_wide(air: Range) -> bool {
    round_to(air.high, 0) - round_to(air.low, 0) >= WIDE_RANGE_C
}
