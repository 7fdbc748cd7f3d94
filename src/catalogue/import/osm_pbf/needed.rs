//! The ids of objects that something kept is made of, and what becomes known of each.
//! Files are in the order of ids, so the next one is looked for next to the last one.

/// Ids in ascending order, each once.
#[derive(Debug, Default)]
pub struct Needed(Vec<i64>);

impl Needed {
    /// Returns these ids, put in order.
    pub fn new(mut ids: Vec<i64>) -> Self {
        ids.sort_unstable();
        ids.dedup();
        ids.shrink_to_fit();
        Self(ids)
    }

    /// Returns how many they are.
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Returns whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Begins a search for many ids, of which most follow the one before.
    pub fn cursor(&self) -> Cursor<'_> {
        Cursor {
            ids: &self.0,
            at: 0,
            gap: (i64::MIN, self.0.first().copied().unwrap_or(i64::MAX)),
        }
    }
}

/// A search that goes on from where the last one ended.
#[derive(Debug, Clone)]
pub struct Cursor<'a> {
    ids: &'a [i64],
    /// Of the ids, the first that is not below the last one searched.
    at: usize,
    /// Two numbers between which there are no ids: there most searches end.
    gap: (i64, i64),
}

impl Cursor<'_> {
    /// Returns at which place of the needed ids this one is, if it is among them.
    #[inline(always)]
    pub fn find(&mut self, id: i64) -> Option<usize> {
        if id > self.gap.0 && id < self.gap.1 {
            return None;
        }
        self.search(id)
    }

    fn search(&mut self, id: i64) -> Option<usize> {
        if self.ids.get(self.at).is_some_and(|next| *next < id) {
            self.forward(id);
        } else if self.before().is_some_and(|last| last >= id) {
            self.back(id);
        }
        let next = self.ids.get(self.at).copied();
        self.gap = (self.before().unwrap_or(i64::MIN), next.unwrap_or(i64::MAX));
        (next == Some(id)).then_some(self.at)
    }

    fn before(&self) -> Option<i64> {
        self.ids.get(self.at.checked_sub(1)?).copied()
    }

    fn forward(&mut self, id: i64) {
        let mut step = 1;
        while self.ids.get(self.at + step).is_some_and(|far| *far < id) {
            self.at += step;
            step *= 2;
        }
        let end = (self.at + step + 1).min(self.ids.len());
        let among = self.ids.get(self.at..end).unwrap_or_default();
        self.at += among.partition_point(|known| *known < id);
    }

    fn back(&mut self, id: i64) {
        let (mut end, mut step) = (self.at, 1);
        while end >= step && self.ids.get(end - step).is_some_and(|far| *far >= id) {
            end -= step;
            step *= 2;
        }
        let start = end.saturating_sub(step);
        let among = self.ids.get(start..end).unwrap_or_default();
        self.at = start + among.partition_point(|known| *known < id);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    proptest! {
        #[test]
        fn a_search_in_any_order_finds_what_is_there(
            ids in prop::collection::vec(-40..40_i64, 0..60),
            asked in prop::collection::vec(-45..45_i64, 0..60),
        ) {
            let needed = Needed::new(ids.clone());
            let mut cursor = needed.cursor();
            for id in asked.into_iter().chain([i64::MAX, i64::MIN, 0]) {
                let found = cursor.find(id);
                prop_assert_eq!(found.is_some(), ids.contains(&id), "{}", id);
                if let Some(place) = found {
                    prop_assert_eq!(needed.0[place], id);
                }
            }
        }
    }
}
