//! The shape of Locationforecast's answer: its numbers read straight from the bytes, its words borrowed from them.
//! Private to its parent; nothing of it leaves this folder. Every part may be missing or null.

use super::MOST_STEPS;
use serde::Deserialize;
use serde::de::{Deserializer, Error, IgnoredAny, SeqAccess, Visitor};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// An answer.
#[derive(Deserialize)]
pub(super) struct Answer<'a> {
    pub(super) geometry: Option<Geometry>,
    #[serde(borrow)]
    pub(super) properties: Option<Properties<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Geometry {
    pub(super) coordinates: Option<Point>,
}

/// Longitude, then latitude; what follows is the height.
#[derive(Clone, Copy)]
pub(super) struct Point {
    pub(super) lon: f64,
    pub(super) lat: f64,
}

#[derive(Deserialize)]
pub(super) struct Properties<'a> {
    #[serde(borrow)]
    pub(super) meta: Option<Meta<'a>>,
    #[serde(borrow)]
    pub(super) timeseries: Option<Steps<'a>>,
}

#[derive(Deserialize)]
pub(super) struct Meta<'a> {
    #[serde(borrow)]
    pub(super) units: Option<Units<'a>>,
}

/// The units of what is read.
#[derive(Deserialize)]
pub(super) struct Units<'a> {
    #[serde(borrow)]
    pub(super) air_temperature: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) cloud_area_fraction: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) precipitation_amount: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) probability_of_precipitation: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) relative_humidity: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) wind_speed: Option<Text<'a>>,
    #[serde(borrow)]
    pub(super) wind_speed_of_gust: Option<Text<'a>>,
}

/// A text, borrowed where it has no escapes.
#[derive(Deserialize)]
pub(super) struct Text<'a>(#[serde(borrow)] pub(super) Cow<'a, str>);

/// The steps in time, no more than a forecast can have.
pub(super) struct Steps<'a>(pub(super) Vec<Step<'a>>);

/// One step: an instant, and the hours after it.
#[derive(Deserialize)]
pub(super) struct Step<'a> {
    #[serde(borrow)]
    pub(super) time: Text<'a>,
    #[serde(borrow)]
    pub(super) data: Option<Data<'a>>,
}

#[derive(Deserialize, Default)]
pub(super) struct Data<'a> {
    pub(super) instant: Option<At>,
    #[serde(borrow)]
    pub(super) next_1_hours: Option<Period<'a>>,
    #[serde(borrow)]
    pub(super) next_6_hours: Option<Period<'a>>,
}

#[derive(Deserialize)]
pub(super) struct At {
    pub(super) details: Option<Instant>,
}

/// What holds at an instant. `complete` has more, and the Nordic area more still; elsewhere the gusts are missing.
#[derive(Deserialize, Default, Clone, Copy)]
pub(super) struct Instant {
    pub(super) air_temperature: Option<f64>,
    pub(super) cloud_area_fraction: Option<f64>,
    pub(super) relative_humidity: Option<f64>,
    pub(super) ultraviolet_index_clear_sky: Option<f64>,
    pub(super) wind_speed: Option<f64>,
    pub(super) wind_speed_of_gust: Option<f64>,
}

/// What holds for the hours after a step.
#[derive(Deserialize)]
pub(super) struct Period<'a> {
    #[serde(borrow)]
    pub(super) summary: Option<Summary<'a>>,
    pub(super) details: Option<Fallen>,
}

#[derive(Deserialize)]
pub(super) struct Summary<'a> {
    #[serde(borrow)]
    pub(super) symbol_code: Option<Text<'a>>,
}

/// What falls in a period; the probability in the Nordic area only.
#[derive(Deserialize, Default, Clone, Copy)]
pub(super) struct Fallen {
    pub(super) precipitation_amount: Option<f64>,
    pub(super) probability_of_precipitation: Option<f64>,
}

/// Returns the answer in `body`.
///
/// # Errors
/// When it is not JSON of that shape and nothing else. Nesting is bounded by the reader.
pub(super) fn read(body: &[u8]) -> Result<Answer<'_>, serde_json::Error> {
    serde_json::from_slice(body)
}

impl<'de> Deserialize<'de> for Point {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl<'de> Visitor<'de> for Reader {
            type Value = Point;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a longitude and a latitude")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Point, A::Error> {
                let mut next = |place| {
                    let degrees = list.next_element()?;
                    degrees.ok_or_else(|| A::Error::invalid_length(place, &"two coordinates"))
                };
                let (lon, lat) = (next(0)?, next(1)?);
                while list.next_element::<IgnoredAny>()?.is_some() {}
                Ok(Point { lon, lat })
            }
        }
        deserializer.deserialize_seq(Reader)
    }
}

impl<'de: 'a, 'a> Deserialize<'de> for Steps<'a> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<'a>(PhantomData<&'a ()>);
        impl<'de: 'a, 'a> Visitor<'de> for Reader<'a> {
            type Value = Steps<'a>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a list of steps")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Steps<'a>, A::Error> {
                let mut steps = Vec::new();
                while let Some(step) = list.next_element()? {
                    if steps.len() == MOST_STEPS {
                        return Err(A::Error::custom("more steps than a forecast has"));
                    }
                    steps.push(step);
                }
                Ok(Steps(steps))
            }
        }
        deserializer.deserialize_seq(Reader(PhantomData))
    }
}
