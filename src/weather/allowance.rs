//! What Open-Meteo grants for nothing: so many calls a minute, an hour and a day, counted as the service counts them.
//! Pure: the counts and the clock are arguments; where the counts are kept is the store's.

use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::time::Duration;

/// Share of a limit from which the reader is warned (**judgement**: a fifth is some twenty questions more).
const WARNED_FROM: f64 = 0.8;
/// How long to stay away from a service that is answering somebody else on this address.
const BUSY: Duration = Duration::from_secs(2);
/// Seconds into an hour or a day within which a refusal may still be of the one before: clocks differ.
const CLOCKS_DIFFER: i64 = 120;

/// Returns how many calls a request counts as: for each place one, or a tenth of the variables, or that for each
/// fortnight of the days, whichever is most; a part of a call is taken for a whole one.
#[must_use]
pub fn calls(places: usize, variables: usize, days: usize) -> u32 {
    // The numbers of any request that can be made are far below what a float holds exactly.
    let [places, variables, days] = [places, variables, days].map(|n| n as f64);
    let share = variables / 10.0;
    let of_one = share.max(days / 14.0 * share).max(1.0);
    (places * of_one).ceil().min(f64::from(u32::MAX)) as u32
}

/// A time over which calls are counted. The service clears its counts at fixed times of its clock, in UTC.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Window {
    /// A minute of the clock.
    Minute,
    /// An hour of the clock.
    Hour,
    /// A day in UTC.
    Day,
}

impl Window {
    /// Every window, the shortest first.
    pub const ALL: [Self; 3] = [Self::Minute, Self::Hour, Self::Day];

    /// Returns how many calls the service grants in the window, to one address.
    #[must_use]
    pub const fn limit(self) -> u32 {
        match self {
            Self::Minute => 600,
            Self::Hour => 5_000,
            Self::Day => 10_000,
        }
    }

    /// Returns the window after "600 calls": "a minute".
    #[must_use]
    pub const fn each(self) -> &'static str {
        match self {
            Self::Minute => "a minute",
            Self::Hour => "an hour",
            Self::Day => "a day",
        }
    }

    const fn seconds(self) -> i64 {
        match self {
            Self::Minute => 60,
            Self::Hour => 3_600,
            Self::Day => 86_400,
        }
    }

    /// Returns which of all its like the window is that holds `now`.
    fn number(self, now: Timestamp) -> i64 {
        now.as_second().div_euclid(self.seconds())
    }

    fn start(self, now: Timestamp) -> i64 {
        self.number(now) * self.seconds()
    }

    /// Returns when the count of the window that holds `now` is cleared.
    fn end(self, now: Timestamp) -> Timestamp {
        let end = self.start(now).saturating_add(self.seconds());
        Timestamp::from_second(end).unwrap_or(now)
    }

    /// Returns the window whose limit the service says is exceeded.
    fn refused_in(body: &str) -> Option<Self> {
        let words = [
            ("Minutely API request limit", Self::Minute),
            ("Hourly API request limit", Self::Hour),
            ("Daily API request limit", Self::Day),
        ];
        let told = words.into_iter().find(|(words, _)| body.contains(words));
        told.map(|(_, window)| window)
    }
}

/// The calls of one window.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
struct Count {
    /// Which window it is: with any other the count starts again, be it before or after.
    number: i64,
    calls: u32,
    /// The second until which the service refuses, 0 when it does not.
    refused_until: i64,
}

/// What this machine has asked of a service lately, over all runs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize, Deserialize)]
pub struct Usage {
    minute: Count,
    hour: Count,
    day: Count,
    /// The millisecond until which the service is busy with another request.
    busy_until: i64,
}

/// A limit that a request would pass.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Spent {
    /// Which limit.
    pub window: Window,
    /// When there is room again.
    pub until: Timestamp,
    now: Timestamp,
}

/// A limit that is near.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Nearly {
    /// Which limit.
    pub window: Window,
    /// Calls that have been counted towards it.
    pub used: u32,
    /// When the count is cleared.
    pub until: Timestamp,
    now: Timestamp,
}

impl Usage {
    /// Returns the calls counted in the window that holds `now`.
    #[must_use]
    pub fn used(&self, window: Window, now: Timestamp) -> u32 {
        self.count(window, now).calls
    }

    /// Returns whether the service has said that the limit of the window is exceeded.
    #[must_use]
    pub fn is_refused(&self, window: Window, now: Timestamp) -> bool {
        self.refused_until(window, now).is_some()
    }

    /// Counts a request of `calls`.
    ///
    /// # Errors
    /// When it would pass a limit, the longest of those; nothing is then counted.
    pub fn book(&mut self, calls: u32, now: Timestamp) -> Result<(), Spent> {
        for window in Window::ALL.into_iter().rev() {
            let used = self.used(window, now).saturating_add(calls);
            let until = match self.refused_until(window, now) {
                Some(until) => until,
                None if used > window.limit() => window.end(now),
                None => continue,
            };
            return Err(Spent { window, until, now });
        }
        for window in Window::ALL {
            let mut count = self.count(window, now);
            count.calls = count.calls.saturating_add(calls);
            *self.slot(window) = count;
        }
        Ok(())
    }

    /// Takes `calls` off again that the service did not count.
    pub fn give_back(&mut self, calls: u32, now: Timestamp) {
        for window in Window::ALL {
            let mut count = self.count(window, now);
            count.calls = count.calls.saturating_sub(calls);
            *self.slot(window) = count;
        }
    }

    /// Takes note of a refusal with status 429, and returns how long to leave the service alone by what it says.
    pub fn was_refused(&mut self, body: &[u8], now: Timestamp) -> Option<Duration> {
        let body = String::from_utf8_lossy(body);
        if body.contains("Too many concurrent requests") {
            let wait = i64::try_from(BUSY.as_millis()).unwrap_or(0);
            self.busy_until = now.as_millisecond().saturating_add(wait);
            return Some(BUSY);
        }
        let window = Window::refused_in(&body)?;
        let start = window.start(now);
        let is_early = window != Window::Minute && now.as_second() < start + CLOCKS_DIFFER;
        let until = if is_early {
            start + CLOCKS_DIFFER
        } else {
            window.end(now).as_second()
        };
        let mut count = self.count(window, now);
        count.refused_until = until;
        *self.slot(window) = count;
        let seconds = until.saturating_sub(now.as_second());
        Some(Duration::from_secs(u64::try_from(seconds).unwrap_or(0)))
    }

    /// Returns how long the service is still busy with another request of this address.
    #[must_use]
    pub fn busy_for(&self, now: Timestamp) -> Duration {
        let left = self.busy_until.saturating_sub(now.as_millisecond());
        // More than it is ever set to is of another clock.
        let left = Duration::from_millis(u64::try_from(left).unwrap_or(0));
        if left > BUSY { Duration::ZERO } else { left }
    }

    /// Returns the longest limit of which four fifths are used.
    #[must_use]
    pub fn nearly_spent(&self, now: Timestamp) -> Option<Nearly> {
        let near = |&window: &Window| {
            f64::from(self.used(window, now)) >= WARNED_FROM * f64::from(window.limit())
        };
        let window = Window::ALL.into_iter().rev().find(|window| near(window))?;
        Some(Nearly {
            window,
            used: self.used(window, now),
            until: window.end(now),
            now,
        })
    }

    /// Returns the count of the window that holds `now`, which a count of another window says nothing of.
    fn count(&self, window: Window, now: Timestamp) -> Count {
        let number = window.number(now);
        let kept = match window {
            Window::Minute => self.minute,
            Window::Hour => self.hour,
            Window::Day => self.day,
        };
        if kept.number == number {
            kept
        } else {
            Count {
                number,
                ..Count::default()
            }
        }
    }

    fn slot(&mut self, window: Window) -> &mut Count {
        match window {
            Window::Minute => &mut self.minute,
            Window::Hour => &mut self.hour,
            Window::Day => &mut self.day,
        }
    }

    fn refused_until(&self, window: Window, now: Timestamp) -> Option<Timestamp> {
        let until = self.count(window, now).refused_until;
        let lasts = until > now.as_second() && until <= window.end(now).as_second();
        Timestamp::from_second(until).ok().filter(|_| lasts)
    }
}

impl fmt::Display for Spent {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "Open-Meteo's free limit of {} calls {} is used up until {}",
            thousands(self.window.limit()),
            self.window.each(),
            when(self.until, self.now)
        )
    }
}

impl fmt::Display for Nearly {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(
            f,
            "{} of Open-Meteo's {} free calls {} are used; the count starts again at {}",
            thousands(self.used),
            thousands(self.window.limit()),
            self.window.each(),
            when(self.until, self.now)
        )
    }
}

/// Returns a time at which the service clears a count: "14:00 UTC (in 12 min)", "midnight UTC (in 6 h)".
fn when(until: Timestamp, now: Timestamp) -> String {
    let left = until.duration_since(now).max(SignedDuration::ZERO);
    let seconds = left.as_secs() + i64::from(left.subsec_nanos() > 0);
    let left = match seconds {
        ..=90 => format!("{seconds} s"),
        91..=5_400 => format!("{} min", (seconds + 59) / 60),
        _ => format!("{} h", (seconds + 3_599) / 3_600),
    };
    let clock = match until.strftime("%H:%M").to_string() {
        midnight if midnight == "00:00" => "midnight".to_owned(),
        clock => clock,
    };
    format!("{clock} UTC (in {left})")
}

/// Returns a count with a comma before its thousands.
fn thousands(count: u32) -> String {
    if count < 1_000 {
        return count.to_string();
    }
    format!("{},{:03}", thousands(count / 1_000), count % 1_000)
}

#[cfg(test)]
mod tests;
