//! The words for a whole day, told beside its hours: what is still to come of the family's daytime, phrase by phrase.
//! They are the words of a visit, with how many hours are dry and which half of the day is the drier.

use super::{About, clock, remarks, summary};
use crate::planner::rules::{CLEARLY_DRIER_SHARE, HALF_DAY_HOURS, NOON};
use crate::planner::{DayWeather, OutlookHour};
use crate::planner::{Outlook, Shape, Story, Visit};
use jiff::tz::TimeZone;
use jiff::{Timestamp, ZonedDateTime};

/// What there is to say of a day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DayStory {
    /// The hours that it is about: "08:00-20:00".
    pub hours: String,
    /// The weather in one phrase.
    pub summary: String,
    /// What else there is to say, in a stable order.
    pub also: Vec<String>,
}

impl DayStory {
    /// Returns every phrase, the summary first.
    #[must_use]
    pub fn phrases(&self) -> Vec<String> {
        let summary = std::iter::once(self.summary.clone());
        summary.chain(self.also.iter().cloned()).collect()
    }
}

/// Returns the story of what is still to come of a day at `now`; `None` without a forecast, and in the evening. The
/// light that is told is that of the `visit`, where there is one.
#[must_use]
pub fn day_story(
    day: &DayWeather,
    now: Timestamp,
    visit: Option<(&Visit, &Outlook)>,
) -> Option<DayStory> {
    let (window, outlook) = day.ahead(now)?;
    let light = visit.and_then(|(visit, outlook)| {
        let mut said = remarks(visit, outlook).into_iter();
        said.find(|remark| remark.about == About::Light)
    });
    let at = |end: &ZonedDateTime| clock(end.timestamp(), &day.zone);
    let mut also = besides(&window, &outlook);
    also.extend(light.map(|light| format!("your visit: {}", light.text)));
    Some(DayStory {
        hours: format!("{}-{}", at(&window.arrive), at(&window.leave)),
        summary: summary(&outlook, day.day, &day.zone),
        also,
    })
}

/// Returns what there is to say of these hours besides the summary and the light.
pub(super) fn besides(window: &Visit, outlook: &Outlook) -> Vec<String> {
    let zone = window.arrive.time_zone();
    let hours = outlook.forecast();
    let hours = hours.filter(|hours| !hours.has_rain_of_unknown_hour());
    let of_rain = hours
        .and_then(|hours| Some((hours, hours.story()?)))
        .map(|(hours, story)| [dry_hours(story), halves(&hours.during, story, zone)]);
    let others = remarks(window, outlook)
        .into_iter()
        .filter(|remark| remark.about != About::Light)
        .map(|remark| remark.text);
    of_rain
        .into_iter()
        .flatten()
        .flatten()
        .chain(others)
        .collect()
}

/// Returns how many hours are dry, where some are and some are not.
fn dry_hours(story: &Story) -> Option<String> {
    let rain = &story.rain;
    match rain.shape {
        Shape::Unknown | Shape::Dry { .. } | Shape::Throughout => None,
        _ => Some(format!("dry {} of {} hours", rain.dry, rain.hours)),
    }
}

/// Returns which half of the day is clearly the drier, where the summary does not tell it by the clock.
fn halves(hours: &[OutlookHour], story: &Story, zone: &TimeZone) -> Option<String> {
    let is_told = !matches!(
        story.rain.shape,
        Shape::Between(_)
            | Shape::Around(_)
            | Shape::Twice(..)
            | Shape::OnAndOff {
                from: None,
                until: None
            }
    );
    if is_told || !story.rain.is_known() {
        return None;
    }
    let is_late = |hour: &OutlookHour| hour.start.to_zoned_datetime(zone.clone()).hour() >= NOON;
    let (morning, afternoon) = hours.split_at(hours.iter().position(is_late)?);
    let first = afternoon.first()?;
    let dry = |hours: &[OutlookHour]| hours.iter().filter(|hour| hour.is_dry()).count();
    let told = |hours: &[OutlookHour]| format!("{} of {}", dry(hours), hours.len());
    #[expect(
        clippy::cast_precision_loss,
        reason = "half a day has a handful of hours"
    )]
    let share = |hours: &[OutlookHour]| dry(hours) as f64 / hours.len() as f64;
    if morning.len().min(afternoon.len()) < HALF_DAY_HOURS {
        return None;
    }
    let noon = clock(first.start, zone);
    let (early, late) = (told(morning), told(afternoon));
    match share(afternoon) - share(morning) {
        more if more >= CLEARLY_DRIER_SHARE => Some(format!(
            "drier from {noon}: {late} hours dry, {early} before"
        )),
        less if less <= -CLEARLY_DRIER_SHARE => Some(format!(
            "drier until {noon}: {early} hours dry, {late} after"
        )),
        _ => None,
    }
}
