//! One line of a table of destinations, and the place that it makes.

use super::TableError;
use super::columns::{Column, Columns};
use crate::catalogue::Categories;
use crate::domain::{
    Destination, Exposure, Fact, FactSource, FactSources, FamilyFacts, Position, Price, Text, slug,
};
use crate::locate;
use jiff::tz::TimeZone;
use std::sync::Arc;

/// A place's line of a table.
pub(in crate::catalogue) struct Row<'r, 'a> {
    pub(in crate::catalogue) columns: &'r Columns,
    pub(in crate::catalogue) cells: &'r [&'a str],
    /// Its number, the header being 1.
    pub(in crate::catalogue) line: usize,
}

impl<'a> Row<'_, 'a> {
    /// Returns the place, its words as `kept` keeps them and its zone as `zone_of` knows it.
    pub(in crate::catalogue) fn destination(
        &self,
        position: Position,
        catalogue: &Arc<str>,
        categories: &Categories,
        kept: impl Fn(&'a str) -> Text,
        zone_of: impl FnOnce(Option<&'a str>, Position) -> TimeZone,
    ) -> Result<Destination, TableError> {
        let name = self.text(Column::Name);
        if name.is_empty() {
            return Err(self.bad(Column::Name));
        }
        let id = match self.optional(Column::Id) {
            Some(id) => kept(id),
            None => slug(name).into(),
        };
        if id.is_empty() {
            return Err(TableError::NoId {
                line: self.line,
                name: name.to_owned(),
            });
        }
        let category = categories
            .get(self.text(Column::Category))
            .map_err(|_| self.bad(Column::Category))?;
        let postcode = self.optional(Column::Postcode);
        let exposure = match self.parsed::<f64>(Column::Exposure)? {
            Some(share) => Exposure::new(share).map_err(|_| self.bad(Column::Exposure))?,
            None => category.exposure,
        };
        let typical_hours = match self.parsed::<f64>(Column::TypicalHours)? {
            Some(hours) if hours > 0.0 && hours <= 12.0 => hours,
            Some(_) => return Err(self.bad(Column::TypicalHours)),
            None => category.typical_hours,
        };
        let ages = (
            self.parsed(Column::AgeMin)?.unwrap_or(category.ages.0),
            self.parsed(Column::AgeMax)?.unwrap_or(category.ages.1),
        );
        if ages.0 > ages.1 {
            return Err(self.bad(Column::AgeMin));
        }
        Ok(Destination {
            id,
            name: kept(name),
            category: Arc::clone(category),
            position,
            zone: zone_of(postcode, position),
            postcode: postcode.map(&kept),
            exposure,
            typical_hours,
            ages,
            price: self.price()?,
            facts: FamilyFacts {
                buggy: self.fact(Column::Buggy)?,
                dog: self.fact(Column::Dog)?,
                toilets: self.fact(Column::Toilets)?,
                baby_change: self.fact(Column::BabyChange)?,
                food: self.fact(Column::Food)?,
                booking: self.fact(Column::Booking)?,
            },
            opening_hours: self.optional(Column::OpeningHours).map(&kept),
            url: self.optional(Column::Url).map(&kept),
            region: self.optional(Column::Region).map(&kept),
            catalogue: Arc::clone(catalogue),
            sources: FactSources {
                position: match self.optional(Column::Lat) {
                    Some(_) => FactSource::Catalogue,
                    None => FactSource::Postcode,
                },
                exposure: self.stated(Column::Exposure),
                typical_hours: self.stated(Column::TypicalHours),
                age_min: self.stated(Column::AgeMin),
                age_max: self.stated(Column::AgeMax),
                ..FactSources::default()
            },
            map: None,
        })
    }

    /// Returns where the value of a column comes from that the category has a default for.
    fn stated(&self, column: Column) -> FactSource {
        match self.optional(column) {
            Some(_) => FactSource::Catalogue,
            None => FactSource::Category,
        }
    }

    pub(super) fn position(&self) -> Result<Position, TableError> {
        match (self.parsed(Column::Lat)?, self.parsed(Column::Lon)?) {
            (Some(lat), Some(lon)) => Position::new(lat, lon).map_err(|_| self.bad(Column::Lat)),
            (None, None) => self
                .optional(Column::Postcode)
                .and_then(locate::postcode_position)
                .ok_or_else(|| TableError::NoPosition {
                    line: self.line,
                    name: self.text(Column::Name).to_owned(),
                }),
            (None, Some(_)) => Err(self.bad(Column::Lat)),
            (Some(_), None) => Err(self.bad(Column::Lon)),
        }
    }

    fn price(&self) -> Result<Price, TableError> {
        match self.text(Column::Price) {
            "free" => Ok(Price::Free),
            "low" => Ok(Price::Low),
            "high" => Ok(Price::High),
            "paid" => Ok(Price::Paid),
            "unknown" | "" => Ok(Price::Unknown),
            _ => Err(self.bad(Column::Price)),
        }
    }

    fn fact(&self, column: Column) -> Result<Fact, TableError> {
        match self.text(column) {
            "yes" => Ok(Fact::Yes),
            "no" => Ok(Fact::No),
            "unknown" | "" => Ok(Fact::Unknown),
            _ => Err(self.bad(column)),
        }
    }

    fn parsed<T: std::str::FromStr>(&self, column: Column) -> Result<Option<T>, TableError> {
        self.optional(column)
            .map(|text| text.parse().map_err(|_| self.bad(column)))
            .transpose()
    }

    fn optional(&self, column: Column) -> Option<&'a str> {
        Some(self.text(column)).filter(|text| !text.is_empty())
    }

    fn text(&self, column: Column) -> &'a str {
        let index = self.columns.index(column);
        match index.and_then(|index| self.cells.get(index)) {
            // What is not known is left empty, and that is most of a table.
            None | Some(&"") => "",
            Some(cell) => unguarded(trimmed(cell)),
        }
    }

    fn bad(&self, column: Column) -> TableError {
        TableError::value(self.line, column.name(), self.text(column))
    }
}

/// Returns a cell without the blanks around it; most have none, which two bytes tell.
fn trimmed(cell: &str) -> &str {
    match cell.as_bytes() {
        [only] if only.is_ascii_graphic() => cell,
        [first, .., last] if first.is_ascii_graphic() && last.is_ascii_graphic() => cell,
        _ => cell.trim(),
    }
}

/// Returns a cell without the apostrophe that keeps it from being a formula in a spreadsheet, as an exported table has it.
fn unguarded(text: &str) -> &str {
    match text.as_bytes() {
        [b'\'', b'=' | b'+' | b'-' | b'@', ..] => text.get(1..).unwrap_or(text),
        _ => text,
    }
}

/// Returns the zone of a place: that of its postcode, where it has one.
pub(in crate::catalogue) fn zone_of(postcode: Option<&str>, position: Position) -> TimeZone {
    postcode
        .and_then(locate::postcode_zone)
        .unwrap_or_else(|| locate::zone_at(position))
}
