//! A light question to each of the two services, to see whether it answers as documented.

use super::{Roots, geocoding, postcodes_io};
use crate::net::NetError;
use reqwest::Url;

/// A unit postcode that the services are for: one of those that are not embedded.
const POSTCODE: &str = "BT1 5GS";
/// A village that is not embedded.
const NAME: &str = "Edale";

/// A question, and how its answer is told from anything else.
#[derive(Debug)]
pub struct Trial {
    /// The name of the service in messages.
    pub service: &'static str,
    /// What to ask.
    pub url: Result<Url, String>,
    /// Says what is wrong with an answer.
    pub check: fn(Body<'_>) -> Result<(), String>,
}

/// The body of an answer, or what came instead.
pub type Body<'a> = Result<&'a [u8], &'a NetError>;

/// Returns the questions.
#[must_use]
pub fn trials(roots: &Roots) -> [Trial; 2] {
    [
        Trial {
            service: postcodes_io::SERVICE,
            url: postcodes_io::url(&roots.postcodes, POSTCODE).map_err(|error| error.to_string()),
            check: |answer| {
                let body = match answer {
                    // That it does not know the postcode is an answer too.
                    Err(NetError::Status {
                        status: 404, body, ..
                    }) => body,
                    answer => answer.map_err(ToString::to_string)?,
                };
                let read = postcodes_io::parse(body, POSTCODE, POSTCODE);
                read.map(drop).map_err(|error| error.to_string())
            },
        },
        Trial {
            service: geocoding::SERVICE,
            url: geocoding::url(&roots.geocoding, NAME).map_err(|error| error.to_string()),
            check: |answer| {
                let body = answer.map_err(ToString::to_string)?;
                let read = geocoding::parse(body, NAME);
                read.map(drop).map_err(|error| error.to_string())
            },
        },
    ]
}
