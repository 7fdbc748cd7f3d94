//! The id of an event: a UUID of version 7, which sorts by the time it was made.
//! An id that comes after another is greater than it, whatever the clock says meanwhile.

use std::fmt;
use std::str::FromStr;
use thiserror::Error;
use uuid::{Builder, Uuid, Variant};

/// Bits behind the milliseconds, version and variant left out: 12 and 62.
const FREE_BITS: u32 = 74;
/// The greatest number that these bits hold.
const MOST: u128 = (1 << FREE_BITS) - 1;
/// Bits of the part of them that stands behind the variant.
const LOW_BITS: u32 = 62;
/// The greatest number of milliseconds an id has room for: 48 bits, the year 10889.
const MOST_MILLIS: u64 = (1 << 48) - 1;
/// The bits of chance in the step between two ids of one millisecond.
const STEP: u128 = (1 << 40) - 1;

/// The id of an event: a UUID of version 7.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct EventId(Uuid);

/// A text that is no id of an event.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Error)]
#[error("not the id of an event (a UUID of version 7)")]
pub struct NoEventId;

impl EventId {
    /// Returns the id that follows `last` at `millis` milliseconds since 1970, made of `chance`, any number.
    ///
    /// It is greater than `last` also when the clock has been put back since or many are made in a millisecond; `None`
    /// where there is no greater one, which takes a clock at the end of the year 10889.
    #[must_use]
    pub fn after(last: Option<Self>, millis: u64, chance: u128) -> Option<Self> {
        match last {
            Some(last) if millis <= last.millis() => {
                let rest = last.rest() + 1 + (chance & STEP);
                if rest <= MOST {
                    Self::of_parts(last.millis(), rest)
                } else {
                    Self::of_parts(last.millis() + 1, chance & MOST)
                }
            }
            _ => Self::of_parts(millis, chance & MOST),
        }
    }

    /// Returns the milliseconds since 1970 when it was made, or when the last before it was, by a clock that was put back.
    #[must_use]
    pub fn millis(self) -> u64 {
        // The uppermost 48 bits always fit.
        u64::try_from(self.0.as_u128() >> 80).unwrap_or(MOST_MILLIS)
    }

    fn of_parts(millis: u64, rest: u128) -> Option<Self> {
        if millis > MOST_MILLIS {
            return None;
        }
        // The builder overwrites the bits of version and variant, so the free bits are laid around them.
        let high = (rest >> LOW_BITS) << 64;
        let low = rest & ((1 << LOW_BITS) - 1);
        let bytes = (high | low).to_be_bytes();
        let [_, _, _, _, _, _, counter @ ..] = bytes;
        Some(Self(
            Builder::from_unix_timestamp_millis(millis, &counter).into_uuid(),
        ))
    }

    /// Returns the 74 free bits as a number.
    fn rest(self) -> u128 {
        let bits = self.0.as_u128();
        let high = (bits >> 64) & 0xfff;
        let low = bits & ((1 << LOW_BITS) - 1);
        high << LOW_BITS | low
    }
}

impl FromStr for EventId {
    type Err = NoEventId;

    fn from_str(text: &str) -> Result<Self, NoEventId> {
        // The crate takes other ways of writing a UUID too; one is enough.
        let uuid = Uuid::try_parse(text).map_err(|_| NoEventId)?;
        let ordered = uuid.get_version_num() == 7 && uuid.get_variant() == Variant::RFC4122;
        let hyphenated = text.len() == 36;
        (ordered && hyphenated)
            .then_some(Self(uuid))
            .ok_or(NoEventId)
    }
}

impl fmt::Display for EventId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.hyphenated().fmt(formatter)
    }
}

impl fmt::Debug for EventId {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, formatter)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use rstest::rstest;

    #[test]
    fn an_id_is_a_version_7_uuid_that_tells_its_millisecond() {
        let id = EventId::after(None, 1_795_802_400_000, u128::MAX).unwrap();
        assert_eq!(id.to_string(), "01a21e2a-0500-7fff-bfff-ffffffffffff");
        assert_eq!(id.millis(), 1_795_802_400_000);
        assert_eq!(id.to_string().parse(), Ok(id));
    }

    #[rstest]
    #[case::version_4("9b2e6a3c-95c5-4d5b-8a37-6f1d4f6f0a4e")]
    #[case::without_hyphens("01a21e2a05007fffbfffffffffffffff")]
    #[case::another_variant("01a21e2a-0500-7fff-ffff-ffffffffffff")]
    #[case::no_uuid("tatton-park")]
    #[case::nothing("")]
    fn anything_else_is_no_id(#[case] text: &str) {
        assert_eq!(text.parse::<EventId>(), Err(NoEventId));
    }

    #[test]
    fn a_full_millisecond_flows_over_into_the_next() {
        let last = EventId::after(None, 5, u128::MAX).unwrap();
        let next = EventId::after(Some(last), 5, 7).unwrap();
        assert_eq!(next.millis(), 6);
        assert!(next > last);
        let end = EventId::after(None, MOST_MILLIS, u128::MAX).unwrap();
        assert_eq!(EventId::after(Some(end), 0, 0), None);
        assert_eq!(EventId::after(None, u64::MAX, 0), None);
    }

    proptest! {
        #[test]
        fn ids_are_ordered_whatever_the_clock_does(ticks in proptest::collection::vec((0..MOST_MILLIS, any::<u128>()), 1..50)) {
            let mut last = None;
            for (millis, chance) in ticks {
                let next = EventId::after(last, millis, chance).unwrap();
                prop_assert!(Some(next) > last);
                prop_assert!(next.millis() >= millis);
                prop_assert_eq!(next.to_string().parse(), Ok(next));
                last = Some(next);
            }
        }
    }
}
