//! The places the family liked most, by what it thought of its visits.

use super::visits::Visit;
use jiff::civil::Date;
use std::collections::BTreeMap;

/// A place that was rated.
#[derive(Debug, Clone, PartialEq)]
pub struct Loved<'a> {
    /// The id of the place.
    pub place: &'a str,
    /// Its name when it was last visited.
    pub name: &'a str,
    /// The mean of its ratings, 1 ..= 5.
    pub rating: f64,
    /// How many visits were rated.
    pub rated: u32,
    /// How many visits there were, those without a rating too.
    pub visits: u32,
    /// The day of the last of them.
    pub last: Date,
}

/// Returns the places of which a visit was rated, the best liked first; of the same mean the more often visited, then
/// the later visited.
#[must_use]
pub fn loved(visits: &[Visit]) -> Vec<Loved<'_>> {
    let mut places: BTreeMap<&str, (Loved<'_>, u32)> = BTreeMap::new();
    for visit in visits {
        let (loved, sum) = places.entry(&visit.place).or_insert_with(|| {
            let loved = Loved {
                place: &visit.place,
                name: &visit.name,
                rating: 0.0,
                rated: 0,
                visits: 0,
                last: visit.day,
            };
            (loved, 0)
        });
        loved.visits += 1;
        if visit.day >= loved.last {
            (loved.last, loved.name) = (visit.day, &visit.name);
        }
        if let Some(rating) = visit.rating {
            loved.rated += 1;
            *sum += u32::from(rating);
        }
    }
    let mut loved: Vec<Loved<'_>> = places
        .into_values()
        .filter(|(loved, _)| loved.rated > 0)
        .map(|(loved, sum)| Loved {
            rating: f64::from(sum) / f64::from(loved.rated),
            ..loved
        })
        .collect();
    loved.sort_by(|a, b| {
        b.rating
            .total_cmp(&a.rating)
            .then(b.visits.cmp(&a.visits))
            .then(b.last.cmp(&a.last))
    });
    loved
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::EventId;
    use jiff::civil::date;

    fn visit(place: &str, name: &str, day: Date, rating: Option<u8>) -> Visit {
        Visit {
            event: EventId::after(None, 1, 1).unwrap(),
            place: place.to_owned(),
            name: name.to_owned(),
            day,
            rating,
            note: None,
            by: "anna".to_owned(),
        }
    }

    #[test]
    fn the_best_liked_come_first_and_what_was_not_rated_is_not_liked_less() {
        let visits = [
            visit("zoo", "Old Zoo", date(2026, 5, 1), Some(5)),
            visit("zoo", "New Zoo", date(2026, 8, 1), None),
            visit("park", "Park", date(2026, 6, 1), Some(5)),
            visit("museum", "Museum", date(2026, 7, 1), Some(2)),
            visit("museum", "Museum", date(2026, 7, 2), Some(5)),
            visit("beach", "Beach", date(2026, 7, 3), None),
        ];
        let loved = loved(&visits);
        let told: Vec<(&str, f64, u32)> = loved
            .iter()
            .map(|loved| (loved.name, loved.rating, loved.visits))
            .collect();
        assert_eq!(
            told,
            [("New Zoo", 5.0, 2), ("Park", 5.0, 1), ("Museum", 3.5, 2)]
        );
        assert_eq!(loved[0].last, date(2026, 8, 1));
    }
}
