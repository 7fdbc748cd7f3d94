//! Who is to be credited for what is shown: a short form for the eye, the full statement for documents.
//! Attribution stays on every format that shows the data.

use super::safe::printable;
use crate::catalogue::BUILT_IN;
use crate::domain::{Destination, FactSource, Location, Precision, Source};
use crate::weather::{met_norway, open_meteo};
use std::borrow::Cow;
use std::collections::BTreeSet;

/// A source that asks to be named.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Credit {
    /// Forecasts of this source.
    Forecast(Source),
    /// Climate averages.
    Normals,
    /// Averages of the last ten years.
    PastYears,
    /// Postcodes of Great Britain.
    Postcodes,
    /// Place names, the postal districts outside Great Britain and the postal codes of other countries.
    Places,
    /// Positions in the built-in catalogue.
    Catalogue,
    /// Places of a map, by what its owner wants said.
    Map(String),
    /// Drives along the roads.
    Routes,
}

/// What is shown, and so whose it is.
#[derive(Debug, Clone, Default)]
pub struct Due<'a> {
    /// Where the family starts, where that plays a part.
    pub origin: Option<&'a Location>,
    /// The sources of the forecasts shown.
    pub forecasts: BTreeSet<Source>,
    /// Whether typical weather of 1991-2020 is shown.
    pub typical: bool,
    /// Whether typical weather of the last ten years is shown.
    pub past: bool,
    /// The places shown.
    pub places: Vec<&'a Destination>,
    /// Whether a drive is shown that a server found.
    pub routed: bool,
}

impl Due<'_> {
    /// Returns the credits that are due, the weather's first.
    #[must_use]
    pub fn credits(&self) -> Vec<Credit> {
        let precision = self.origin.map(|origin| origin.precision);
        let from_postcode = matches!(
            precision,
            Some(Precision::Postcode | Precision::Sector | Precision::Outcode | Precision::Alias)
        );
        let from_place = self.origin.is_some_and(|origin| origin.area.is_some())
            || matches!(
                precision,
                Some(Precision::Place | Precision::PostalCode | Precision::Alias)
            );
        let any = |holds: fn(&Destination) -> bool| self.places.iter().copied().any(holds);
        let built_in = any(|place| &*place.catalogue == BUILT_IN);
        let by_postcode = any(|place| place.sources.position == FactSource::Postcode);
        let due = [
            (self.typical, Credit::Normals),
            (self.past, Credit::PastYears),
            (from_postcode || built_in || by_postcode, Credit::Postcodes),
            (from_place, Credit::Places),
            (built_in, Credit::Catalogue),
            (self.routed, Credit::Routes),
        ];
        let forecasts = self.forecasts.iter().copied().map(Credit::Forecast);
        let others = due
            .into_iter()
            .filter_map(|(due, credit)| due.then_some(credit));
        let mut credits: Vec<Credit> = forecasts.chain(others).collect();
        // In the order of the places, which is the same every time; each once.
        for statement in self.places.iter().filter_map(|place| of_map(place)) {
            let credit = Credit::Map(statement.to_owned());
            if !credits.contains(&credit) {
                credits.push(credit);
            }
        }
        credits
    }
}

/// Returns what the licence of a source of forecasts wants said beside them.
#[must_use]
pub(super) fn attribution(source: Source) -> &'static str {
    match source {
        Source::OpenMeteo => open_meteo::ATTRIBUTION,
        Source::MetNorway => met_norway::ATTRIBUTION,
    }
}

/// Returns what the owner of the map wants said wherever a place of it is shown.
#[must_use]
pub(super) fn of_map(place: &Destination) -> Option<&str> {
    place.map.as_ref()?.map.attribution.as_deref()
}

/// Returns the credits as one line below a table.
#[must_use]
pub(super) fn in_one_line(credits: &[Credit]) -> String {
    let short: Vec<Cow<'_, str>> = credits.iter().map(Credit::short).collect();
    short.join(" · ")
}

impl Credit {
    /// Returns the credit as it stands below a table.
    #[must_use]
    pub fn short(&self) -> Cow<'_, str> {
        let short = match self {
            Self::Map(statement) => return printable(statement),
            Self::Forecast(source) => attribution(*source),
            Self::Normals => {
                "Typical weather: WMO normals 1991-2020, Met Office (OGL v3), DWD (CC BY 4.0)"
            }
            Self::PastYears => {
                "past weather by Open-Meteo.com (https://open-meteo.com/), CC BY 4.0; ERA5, Copernicus"
            }
            Self::Postcodes => "postcodes: OS, Royal Mail, ONS (OGL v3)",
            Self::Places => "places: GeoNames (CC BY 4.0)",
            Self::Catalogue => "museums: Mapping Museums, Birkbeck (CC BY)",
            Self::Routes => "drives: OSRM, (c) OpenStreetMap contributors (ODbL)",
        };
        short.into()
    }

    /// Returns the statement that the source asks for.
    #[must_use]
    pub fn full(&self) -> &str {
        match self {
            Self::Map(statement) => statement,
            Self::Forecast(source) => attribution(*source),
            Self::Normals => crate::weather::normals::ATTRIBUTION,
            Self::PastYears => crate::weather::open_meteo::archive::ATTRIBUTION,
            Self::Postcodes => {
                "Contains OS data (c) Crown copyright and database right 2025. Contains Royal Mail data (c) Royal Mail \
                 copyright and database right 2025. Contains National Statistics data (c) Crown copyright and database \
                 right 2025. Licensed under the Open Government Licence v3.0."
            }
            Self::Places => {
                "Place and postal-code data from GeoNames (https://www.geonames.org/), CC BY 4.0; reduced and re-encoded."
            }
            Self::Catalogue => {
                "Some positions of museums from Mapping Museums, Birkbeck, University of London (2021), CC BY."
            }
            Self::Routes => {
                "Drives by OSRM (https://project-osrm.org/) on data (c) OpenStreetMap contributors, ODbL \
                 (https://www.openstreetmap.org/copyright); to mend the map: https://www.openstreetmap.org/fixthemap"
            }
        }
    }
}
