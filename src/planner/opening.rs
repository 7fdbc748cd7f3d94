//! Whether a place is open when the family gets there: open, closed or not known.
//! OpenStreetMap syntax, evaluated by the crate opening-hours on the destination's own calendar.

use crate::domain::Destination;
use compact_calendar::CompactCalendar;
use jiff::civil::Date;
use opening_hours::{Context, ContextHolidays, OpeningHours, RuleKind};
use std::cell::RefCell;
use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

/// What is known of a place's opening on one day.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Opening {
    /// Nothing certain is known.
    Unknown(WhyUnknown),
    /// It opens, from and until these minutes after the day's midnight, 1440 at most: what is open past midnight counts
    /// to its day until then.
    Open {
        /// When it opens.
        from: u16,
        /// When it closes.
        until: u16,
    },
    /// It does not open that day.
    Closed,
}

impl Opening {
    /// Returns the word the JSON contract uses.
    #[must_use]
    pub fn as_str(&self) -> &'static str {
        match self {
            Self::Open { .. } => "open",
            Self::Closed => "closed",
            Self::Unknown(_) => "unknown",
        }
    }
}

/// Why the opening is not known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum WhyUnknown {
    /// No hours are recorded, or they cannot be read.
    NotRecorded,
    /// It is a bank holiday, which the hours do not mention.
    BankHoliday,
    /// The day is beyond the calendar of bank holidays.
    BeyondCalendar,
    /// The hours themselves say "unknown".
    SaidSo,
}

/// The public holidays of the country of a place, by date.
#[derive(Debug, Clone, Default)]
pub struct Holidays {
    /// Every holiday in the calendar.
    pub days: BTreeSet<Date>,
    /// The last day the calendar speaks of; `None` when it speaks of none.
    pub known_until: Option<Date>,
}

/// What opening hours go by: the public holidays of each part of the United Kingdom.
#[derive(Debug, Clone, Default)]
pub struct Calendars {
    /// England and Wales.
    pub england_and_wales: Holidays,
    /// Scotland.
    pub scotland: Holidays,
    /// Northern Ireland.
    pub northern_ireland: Holidays,
    /// Anywhere else: nothing is known.
    pub elsewhere: Holidays,
    /// The opening hours that have been looked at by them.
    pub hours: HoursRead,
}

/// Texts of opening hours, each read once: hundreds of places share a few dozen, and each is looked at several times.
#[derive(Debug, Clone, Default)]
pub struct HoursRead(RefCell<HashMap<String, Option<OpeningHours>>>);

impl HoursRead {
    /// Texts that are remembered at most: more than any run has in reach.
    const MOST: usize = 4_096;

    fn read(&self, text: &str) -> Option<OpeningHours> {
        let mut known = self.0.borrow_mut();
        if let Some(read) = known.get(text) {
            return read.clone();
        }
        if known.len() >= Self::MOST {
            known.clear();
        }
        let read: Option<OpeningHours> = text.parse().ok();
        known.insert(text.to_owned(), read.clone());
        read
    }
}

impl Calendars {
    /// Returns the calendar that `place` keeps: by its region, else by its postcode area, where its clock is that of the
    /// United Kingdom: the codes of Quebec begin like those of Glasgow, and every country has regions.
    #[must_use]
    pub fn of(&self, place: &Destination) -> &Holidays {
        let area: Option<String> = place.postcode.as_deref().map(|postcode| {
            postcode
                .chars()
                .take_while(char::is_ascii_alphabetic)
                .collect()
        });
        match (place.region.as_deref(), area.as_deref()) {
            (Some("scotland"), _) => &self.scotland,
            // Near the border the nearest town may keep the clock of Dublin.
            (Some("northern-ireland"), _) | (None, Some("BT")) => &self.northern_ireland,
            _ if place.zone.iana_name() != Some("Europe/London") => &self.elsewhere,
            (None, Some(area)) if SCOTTISH_AREAS.contains(&area) => &self.scotland,
            _ => &self.england_and_wales,
        }
    }
}

/// The postcode areas that lie in Scotland (TD and DG to all but a few doorsteps).
const SCOTTISH_AREAS: [&str; 16] = [
    "AB", "DD", "DG", "EH", "FK", "G", "HS", "IV", "KA", "KW", "KY", "ML", "PA", "PH", "TD", "ZE",
];

/// Returns whether `place` opens on `day`; `arrive` (minutes after midnight) chooses between several openings.
#[must_use]
pub fn opening_on(place: &Destination, day: Date, arrive: u16, calendars: &Calendars) -> Opening {
    let holidays = calendars.of(place);
    match Hours::of(place, &calendars.hours) {
        Some(hours) => hours.on(day, arrive, holidays),
        None if holidays.days.contains(&day) => Opening::Unknown(WhyUnknown::BankHoliday),
        None => Opening::Unknown(WhyUnknown::NotRecorded),
    }
}

/// The opening hours of a place, read once for all days: reading takes fifty times as long as a look at a day.
pub(super) struct Hours<'a> {
    text: &'a str,
    read: OpeningHours,
}

impl<'a> Hours<'a> {
    /// Returns the hours of `place`; `None` where none are recorded, or they cannot be read.
    pub(super) fn of(place: &'a Destination, known: &HoursRead) -> Option<Self> {
        let text = place.opening_hours.as_deref()?;
        let read = known.read(text)?;
        Some(Self { text, read })
    }

    /// Returns what they say of `day`, as [`opening_on`] does.
    pub(super) fn on(&self, day: Date, arrive: u16, holidays: &Holidays) -> Opening {
        evaluate(self.read.clone(), self.text, day, arrive, holidays)
    }
}

/// What is open at any time is so on holidays too.
const ALWAYS: &str = "24/7";
/// So many years in a row have this month and day on every day of the week.
const YEARS: i16 = 11;

/// Returns whether the hours say "shut" of this month and day, whichever day of the week it is: the winter or Christmas
/// Day, not a Monday. No holiday opens such a gate unless the hours speak of holidays.
fn is_closed_by_date(hours: &OpeningHours, day: Date) -> bool {
    let same_days = (0..=YEARS).filter_map(|later| {
        let year = day.year().checked_add(later)?;
        naive(Date::new(year, day.month(), day.day()).ok()?)
    });
    let context = |date| calendar_context(date, false);
    same_days.into_iter().all(|date| {
        let schedule = hours.clone().with_context(context(date)).schedule_at(date);
        let mut ranges = schedule.into_iter();
        ranges.all(|range| range.kind == RuleKind::Closed)
    })
}

fn evaluate(
    hours: OpeningHours,
    text: &str,
    day: Date,
    arrive: u16,
    holidays: &Holidays,
) -> Opening {
    let is_holiday = holidays.days.contains(&day);
    if is_holiday && !text.contains("PH") && text.trim() != ALWAYS {
        return match is_closed_by_date(&hours, day) {
            true => Opening::Closed,
            false => Opening::Unknown(WhyUnknown::BankHoliday),
        };
    }
    let Some(date) = naive(day) else {
        return Opening::Unknown(WhyUnknown::NotRecorded);
    };
    let schedule = hours
        .with_context(calendar_context(date, is_holiday))
        .schedule_at(date);
    // The opening that is under way on arrival, else the next one that day.
    let next = schedule
        .into_iter()
        .filter(|range| range.kind != RuleKind::Closed)
        .map(|range| {
            let minutes =
                range.range.start.mins_from_midnight()..range.range.end.mins_from_midnight();
            (range.kind, minutes)
        })
        .find(|(_, minutes)| minutes.end > arrive);
    let beyond = holidays.known_until.is_none_or(|last| day > last);
    match next {
        // Holidays open no gate that is shut for the winter, unless the hours speak of them.
        None if beyond && text.contains("PH") => Opening::Unknown(WhyUnknown::BeyondCalendar),
        None => Opening::Closed,
        Some((RuleKind::Unknown, _)) => Opening::Unknown(WhyUnknown::SaidSo),
        Some(_) if beyond => Opening::Unknown(WhyUnknown::BeyondCalendar),
        Some((_, minutes)) => Opening::Open {
            from: minutes.start,
            until: minutes.end,
        },
    }
}

/// Returns a calendar in which `date` is a public holiday or not, and perhaps a school holiday: those differ
/// from school to school, so what depends on them is unknown.
fn calendar_context(date: chrono::NaiveDate, is_holiday: bool) -> Context {
    let only = |holds: bool| {
        let mut calendar = CompactCalendar::default();
        if holds {
            calendar.insert(date);
        }
        Arc::new(calendar)
    };
    Context::default()
        .with_holidays(ContextHolidays::new(only(is_holiday), only(false)))
        .with_holidays_unknown(ContextHolidays::new(only(false), only(true)))
}

fn naive(day: Date) -> Option<chrono::NaiveDate> {
    let month = u32::try_from(day.month()).ok()?;
    let date = u32::try_from(day.day()).ok()?;
    chrono::NaiveDate::from_ymd_opt(i32::from(day.year()), month, date)
}

#[cfg(test)]
mod tests;
