//! The shape of Open-Meteo's answer: typed columns read straight from the bytes.
//! Private to its parent; nothing of it leaves this folder.

use super::VARIABLES;
use serde::de::{
    Deserialize, DeserializeOwned, DeserializeSeed, Deserializer, Error, IgnoredAny, MapAccess,
    SeqAccess, Visitor,
};
use serde_json::de::SliceRead;
use std::fmt;
use std::marker::PhantomData;

/// Hours of a day, one with 25 hours too.
const HOURS: usize = 25;
/// The sentence the service ends a failed answer with, after whatever it had already sent.
const BREAKS_OFF: &[u8] = b"Unexpected error";

/// What an answer holds.
pub(super) struct Answer<L> {
    /// The locations, at most as many as were asked for.
    pub(super) locations: Vec<L>,
    /// How many there were.
    pub(super) count: usize,
}

/// A location of an answer, or the error in its place, whatever is told of it.
pub(super) trait Located: DeserializeOwned {
    /// Returns why the service refused, where it did; empty without a reason.
    fn refusal(&self) -> Option<&str>;
    /// Returns the number of the location in the answer.
    fn number(&self) -> Option<u64>;
    /// Returns the latitude and longitude that it is for.
    fn point(&self) -> Option<(f64, f64)>;
}

/// One location of an answer, or the error in its place.
#[derive(serde::Deserialize)]
pub(super) struct Location {
    pub(super) error: Option<bool>,
    pub(super) reason: Option<String>,
    pub(super) latitude: Option<f64>,
    pub(super) longitude: Option<f64>,
    pub(super) location_id: Option<u64>,
    pub(super) hourly_units: Option<Columns<Unit, Unit>>,
    pub(super) hourly: Option<Columns<List<i64>, List<Option<f64>>>>,
}

impl Located for Location {
    fn refusal(&self) -> Option<&str> {
        let reason = self.reason.as_deref().unwrap_or_default();
        self.error.filter(|&error| error).map(|_| reason)
    }

    fn number(&self) -> Option<u64> {
        self.location_id
    }

    fn point(&self) -> Option<(f64, f64)> {
        self.latitude.zip(self.longitude)
    }
}

/// The time and the variables kidtrip asks for, by their place in `VARIABLES`.
pub(super) struct Columns<Time, Value> {
    pub(super) time: Option<Time>,
    pub(super) values: [Option<Value>; VARIABLES.len()],
}

/// The name of a unit.
pub(super) struct Unit(pub(super) String);

impl<Time, Value> Default for Columns<Time, Value> {
    fn default() -> Self {
        Self {
            time: None,
            values: std::array::from_fn(|_| None),
        }
    }
}

/// The values of the variables, each a list.
pub(super) type Values<T> = [Option<Vec<T>>; VARIABLES.len()];

impl<Time, Value> Columns<List<Time>, List<Value>> {
    /// Returns the values and the times, or `None` without these.
    pub(super) fn with_time(self) -> Option<(Values<Value>, Vec<Time>)> {
        let values = self.values.map(|column| column.map(|list| list.0));
        Some((values, self.time?.0))
    }
}

/// A list with room for the hours of a day from the start: a hundred places have a thousand of them.
pub(super) struct List<T>(Vec<T>);

impl<'de, T: Deserialize<'de>> Deserialize<'de> for List<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader<T>(PhantomData<T>);
        impl<'de, T: Deserialize<'de>> Visitor<'de> for Reader<T> {
            type Value = List<T>;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a list")
            }

            fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<List<T>, A::Error> {
                let mut items = Vec::with_capacity(HOURS);
                while let Some(item) = list.next_element()? {
                    items.push(item);
                }
                Ok(List(items))
            }
        }
        deserializer.deserialize_seq(Reader(PhantomData))
    }
}

/// Returns the answer in `body`: an array of locations, or a single one.
///
/// # Errors
/// When it is not JSON of that shape and nothing else. Nesting is bounded by the reader.
pub(super) fn read<L: Located>(body: &[u8], most: usize) -> Result<Answer<L>, serde_json::Error> {
    let mut reader = serde_json::Deserializer::new(SliceRead::new(body));
    let answer = if body.starts_with(b"[") {
        let locations = Locations {
            most,
            of: PhantomData,
        };
        locations.deserialize(&mut reader)?
    } else {
        Answer {
            locations: vec![L::deserialize(&mut reader)?],
            count: 1,
        }
    };
    reader.end()?;
    Ok(answer)
}

/// Returns the sentence with which the service broke off, from where it starts.
pub(super) fn breaks_off(body: &[u8]) -> Option<&[u8]> {
    let at = body
        .windows(BREAKS_OFF.len())
        .rposition(|window| window == BREAKS_OFF)?;
    body.get(at..)
}

/// Reads a list of locations, keeping no more than were asked for: an endless list of `{}` would otherwise
/// take a hundred times its own size in memory.
struct Locations<L> {
    most: usize,
    of: PhantomData<L>,
}

impl<'de, L: Located> DeserializeSeed<'de> for Locations<L> {
    type Value = Answer<L>;

    fn deserialize<D: Deserializer<'de>>(self, deserializer: D) -> Result<Answer<L>, D::Error> {
        deserializer.deserialize_seq(self)
    }
}

impl<'de, L: Located> Visitor<'de> for Locations<L> {
    type Value = Answer<L>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("a list of locations")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<Answer<L>, A::Error> {
        let mut locations = Vec::with_capacity(self.most.min(super::MAX_CELLS_PER_REQUEST));
        while locations.len() < self.most {
            match list.next_element()? {
                Some(location) => locations.push(location),
                None => break,
            }
        }
        let mut count = locations.len();
        while list.next_element::<IgnoredAny>()?.is_some() {
            count += 1;
        }
        Ok(Answer { locations, count })
    }
}

impl<'de, Time: Deserialize<'de>, Value: Deserialize<'de>> Deserialize<'de>
    for Columns<Time, Value>
{
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_map(ColumnsVisitor(PhantomData))
    }
}

struct ColumnsVisitor<Time, Value>(PhantomData<(Time, Value)>);

impl<'de, Time: Deserialize<'de>, Value: Deserialize<'de>> Visitor<'de>
    for ColumnsVisitor<Time, Value>
{
    type Value = Columns<Time, Value>;

    fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
        f.write_str("columns by name")
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Self::Value, A::Error> {
        let mut columns = Columns::default();
        while let Some(name) = map.next_key::<Name>()? {
            let twice = match name {
                Name::Time => columns.time.replace(map.next_value()?).is_some(),
                Name::Variable(place) => match columns.values.get_mut(place) {
                    Some(slot) => {
                        let before = std::mem::replace(slot, map.next_value()?);
                        before.is_some()
                    }
                    None => false,
                },
                Name::Other => {
                    map.next_value::<IgnoredAny>()?;
                    false
                }
            };
            if twice {
                return Err(A::Error::custom("a column comes twice"));
            }
        }
        Ok(columns)
    }
}

/// The name of a column, told without a copy.
enum Name {
    Time,
    Variable(usize),
    Other,
}

impl<'de> Deserialize<'de> for Name {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        struct Reader;
        impl Visitor<'_> for Reader {
            type Value = Name;

            fn expecting(&self, f: &mut fmt::Formatter) -> fmt::Result {
                f.write_str("a name")
            }

            fn visit_str<E: Error>(self, name: &str) -> Result<Name, E> {
                Ok(if name == "time" {
                    Name::Time
                } else {
                    let place = VARIABLES.iter().position(|variable| variable.name == name);
                    place.map_or(Name::Other, Name::Variable)
                })
            }
        }
        deserializer.deserialize_identifier(Reader)
    }
}

impl<'de> Deserialize<'de> for Unit {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(Self)
    }
}
