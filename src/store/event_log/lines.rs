//! The lines of a log, read: a long log by several threads at once, each a stretch of whole lines.
//! What comes of it does not depend on how many there are.

use super::line;
use super::reading::DamagedLine;
use crate::domain::Event;
use std::num::NonZero;
use std::ops::Range;
use std::thread;

/// Bytes of a short line, to make room for all at once.
const USUAL_LINE: usize = 360;
/// Damaged lines that are told apart; what has more is no log any more.
const MOST_DAMAGED: usize = 100_000;
/// Bytes for which another thread is worth its start.
const WORTH_A_THREAD: usize = 256 << 10;
/// Threads at once: beyond these it is the memory that is waited for.
const MOST_THREADS: usize = 4;

/// What stands on lines that end with a line break.
#[derive(Debug, Default)]
pub(super) struct Lines {
    pub(super) events: Vec<Event>,
    /// Where the line of each event is, its line break left out.
    pub(super) at: Vec<Range<usize>>,
    pub(super) damaged: Vec<DamagedLine>,
    /// How many lines there are, blank ones too.
    count: usize,
}

impl Lines {
    /// Returns what stands in `bytes` from `start` on, up to its last line break.
    pub(super) fn of(bytes: &[u8], start: usize) -> Self {
        let is_short = bytes.len().saturating_sub(start) < 2 * WORTH_A_THREAD;
        let most = if is_short {
            1
        } else {
            thread::available_parallelism().map_or(1, NonZero::get)
        };
        Self::by_threads(bytes, start, most.min(MOST_THREADS))
    }

    fn by_threads(bytes: &[u8], start: usize, most: usize) -> Self {
        let mut stretches = stretches(bytes, start, most).into_iter();
        let mut lines = Self::with_room_for(bytes.len().saturating_sub(start));
        let Some(first) = stretches.next() else {
            return lines;
        };
        thread::scope(|scope| {
            let others: Vec<_> = stretches
                .map(|stretch| {
                    let read = {
                        let stretch = stretch.clone();
                        move || Self::with_room_for(stretch.len()).and(bytes, stretch)
                    };
                    // Where there is no thread to be had, one does it alone.
                    (
                        thread::Builder::new().spawn_scoped(scope, read).ok(),
                        stretch,
                    )
                })
                .collect();
            lines = std::mem::take(&mut lines).and(bytes, first);
            for (thread, stretch) in others {
                lines = match thread {
                    Some(thread) => match thread.join() {
                        Ok(read) => std::mem::take(&mut lines).and_those(read),
                        Err(fault) => std::panic::resume_unwind(fault),
                    },
                    None => std::mem::take(&mut lines).and(bytes, stretch),
                };
            }
        });
        lines
    }

    fn with_room_for(bytes: usize) -> Self {
        Self {
            events: Vec::with_capacity(bytes / USUAL_LINE),
            at: Vec::with_capacity(bytes / USUAL_LINE),
            ..Self::default()
        }
    }

    /// Returns whether so many lines are damaged that the rest was not looked at.
    pub(super) fn are_beyond_repair(damaged: &[DamagedLine]) -> bool {
        damaged.len() > MOST_DAMAGED
    }

    /// Returns these and the lines of a stretch behind them.
    fn and(mut self, bytes: &[u8], stretch: Range<usize>) -> Self {
        let text = bytes.get(stretch.clone()).unwrap_or_default();
        let mut begin = stretch.start;
        for end in memchr::memchr_iter(b'\n', text) {
            let end = stretch.start + end;
            self.take(bytes, begin..end);
            begin = end + 1;
            if Self::are_beyond_repair(&self.damaged) {
                break;
            }
        }
        self
    }

    fn take(&mut self, bytes: &[u8], at: Range<usize>) {
        self.count += 1;
        let whole = bytes.get(at.clone()).unwrap_or_default();
        // Some tools end lines the other way; it is no part of the line.
        let line = whole.strip_suffix(b"\r").unwrap_or(whole);
        if line.is_empty() {
            return;
        }
        match line::read(line) {
            Ok(event) => {
                self.events.push(event);
                self.at.push(at.start..at.start + line.len());
            }
            Err(damage) => self.damaged.push(DamagedLine {
                number: self.count,
                damage,
                bytes: at,
            }),
        }
    }

    /// Returns these and those behind them.
    fn and_those(mut self, those: Self) -> Self {
        let before = self.count;
        self.events.extend(those.events);
        self.at.extend(those.at);
        let damaged = those.damaged.into_iter().map(|line| DamagedLine {
            number: line.number + before,
            ..line
        });
        self.damaged.extend(damaged);
        self.count += those.count;
        self
    }
}

/// Parts what lies between `start` and the last line break into at most so many stretches of whole lines, none of which is too short
/// for a thread.
fn stretches(bytes: &[u8], start: usize, most: usize) -> Vec<Range<usize>> {
    let text = bytes.get(start..).unwrap_or_default();
    let Some(last) = memchr::memrchr(b'\n', text) else {
        return Vec::new();
    };
    let end = start + last + 1;
    let parts = ((end - start) / WORTH_A_THREAD).clamp(1, most.max(1));
    let length = (end - start).div_ceil(parts);
    let mut stretches = Vec::with_capacity(parts);
    let mut begin = start;
    while begin < end {
        let rest = bytes
            .get((begin + length).min(end) - 1..end)
            .unwrap_or_default();
        let to_break = memchr::memchr(b'\n', rest).unwrap_or_default();
        let behind = (begin + length).min(end) + to_break;
        stretches.push(begin..behind);
        begin = behind;
    }
    stretches
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const KEPT: &str = include_str!("../../../tests/fixtures/events/v1.jsonl");

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(24))]
        #[test]
        fn however_many_read_it_the_lines_are_the_same(
            picks in proptest::collection::vec(0..22_usize, 0..60),
            most in 1..6_usize,
            start in 0..3_usize,
            torn in any::<bool>(),
        ) {
            let kept: Vec<&str> = KEPT.lines().collect();
            let mut text = String::new();
            // Long enough to be shared, with blank, damaged and foreign lines among the others.
            let filler = "x".repeat(30_000);
            for pick in picks {
                match pick {
                    18 => text.push_str(&filler),
                    19 => text.push('\r'),
                    20 => {}
                    21 => text.push_str("{\"no\":\"event\"}"),
                    known => text.push_str(kept[known]),
                }
                text.push('\n');
            }
            if torn {
                text.push_str(&kept[0][..99]);
            }
            let start = text.match_indices('\n').nth(start).map_or(0, |(at, _)| at + 1);
            let alone = Lines::by_threads(text.as_bytes(), start, 1);
            let shared = Lines::by_threads(text.as_bytes(), start, most);
            prop_assert_eq!(&shared.events, &alone.events);
            prop_assert_eq!(&shared.at, &alone.at);
            prop_assert_eq!(&shared.damaged, &alone.damaged);
            prop_assert_eq!(shared.count, alone.count);
            let parts = stretches(text.as_bytes(), start, most);
            prop_assert!(parts.len() <= most);
            for pair in parts.windows(2) {
                prop_assert_eq!(pair[0].end, pair[1].start);
            }
        }
    }
}
