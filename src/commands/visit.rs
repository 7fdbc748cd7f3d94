//! `visit`: the family has been there, and how they liked it.

use super::given::Given;
use super::rejection::Rejection;
use super::text::note;
use crate::domain::{NewEvent, Occurrence};
use jiff::civil::Date;

/// A visit to be recorded.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Visit {
    /// The id of the place. [`Given::listed`] is the place of that id in other catalogues.
    pub place: String,
    /// The day.
    pub day: Date,
    /// How they liked it, 1 (not at all) ..= 5.
    pub rating: Option<u8>,
    /// What they note.
    pub note: Option<String>,
}

impl Visit {
    /// Returns the event of the visit.
    ///
    /// # Errors
    /// When the place is not known, the day has not come or the rating is none.
    pub fn decide(&self, given: &Given<'_>) -> Result<Vec<NewEvent>, Rejection> {
        let actor = given.actor()?;
        let name = given.place(&self.place)?.name;
        if self.day > given.today {
            let (day, today) = (self.day, given.today);
            return Err(
                Rejection::new(format!("{day} has not come yet: today is {today}"))
                    .hint("record a visit when it is over"),
            );
        }
        if let Some(rating) = self.rating.filter(|rating| !(1..=5).contains(rating)) {
            return Err(Rejection::new(format!("{rating} is no rating"))
                .hint("a rating is 1 (not at all) to 5 (again, soon)"));
        }
        let visited = Occurrence::VisitRecorded {
            name,
            day: self.day,
            rating: self.rating,
            note: note("the note", self.note.as_deref())?,
        };
        Ok(vec![NewEvent::of(&actor, &self.place, visited)])
    }
}

#[cfg(test)]
mod tests;
