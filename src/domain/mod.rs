//! The words of the trade: places, journeys, days and weather, with their units.
//! Nothing here touches a file, a socket, a clock or a foreign format.

mod circle;
mod day_word;
mod destination;
mod edition;
mod event;
mod forecast;
mod harmful;
mod journal;
mod journey;
mod landmass;
mod location;
mod map_object;
mod normals;
mod outing;
mod past_day;
mod position;
mod route;
mod slug;
mod water;
mod zone;

pub use circle::{Area, Circle};
pub use day_word::{DayWord, iso_date};
pub use destination::{
    Category, Destination, Exposure, ExposureOutOfRange, Fact, FactSource, FactSources,
    FamilyFacts, Price, Text,
};
pub use edition::{DayLook, Edition};
pub use event::{
    Approved, Cause, Change, EDITORS, EVENT_TYPES, Event, EventId, Field, FieldValue, Located,
    NewEvent, NoEventId, Occurrence, ProposedPlace, Role, Subject, UnknownField,
};
pub use forecast::{
    Cell, Conditions, Forecast, HourSpan, Precipitation, Source, WeatherCode, age_minutes, is_stale,
};
pub use harmful::is_harmful;
pub use journal::Journal;
pub use journey::{Compass, Journey, JourneyMethod};
pub use landmass::Landmass;
pub use location::{Location, Precision};
pub use map_object::{MapObject, MapSource};
pub use normals::{Normals, Period};
pub use outing::{Limits, Outing, Reach};
pub use past_day::PastDay;
pub use position::{Position, PositionOutOfRange};
pub use route::{Route, Way, Waypoint};
pub use slug::slug;
pub use water::Water;
pub use zone::{UnknownZone, zone};
