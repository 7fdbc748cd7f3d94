//! What a search asks of every place first, in 21 bytes: where it is, what it is called, its kind and price.
//! Rows are all of one length, and a block's lie together: a circle is searched without reading a record.

use super::bytes::Bytes;
use crate::domain::{Category, Exposure, Position, Price};

/// Bytes of a row.
pub(super) const ROW: usize = 21;

/// Steps of a degree.
const STEPS: f64 = 1e7;
/// The exposure of a place that has its kind's.
const AS_ITS_KIND: u16 = u16::MAX;

/// What a search asks of a place first.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Row {
    lat: i32,
    lon: i32,
    /// The hash of its name as it is compared whole.
    pub name_hash: u32,
    /// Where its record begins in its block's.
    pub(super) offset: u32,
    kind: u16,
    exposure: u16,
    price: u8,
}

/// A box of positions, in the steps that rows count in: most of a block is told apart from what is near by it alone.
#[derive(Debug, Clone, Copy)]
pub(super) struct Window {
    south: i32,
    north: i32,
    west: i32,
    east: i32,
}

impl Window {
    /// Returns the window between these degrees, whatever is beyond the Earth left out.
    pub(super) fn between([south, north]: [f64; 2], [west, east]: [f64; 2]) -> Self {
        Self {
            south: steps(south),
            north: steps(north),
            west: steps(west),
            east: steps(east),
        }
    }
}

impl Row {
    /// Returns the row of a place; its exposure is to four decimals, its position to a centimetre.
    pub(super) fn new(
        position: Position,
        name_hash: u32,
        kind: u16,
        exposure: Option<Exposure>,
        price: Price,
    ) -> Self {
        Self {
            lat: steps(position.lat()),
            lon: steps(position.lon()),
            name_hash,
            offset: 0,
            kind,
            exposure: exposure.map_or(AS_ITS_KIND, ten_thousandths),
            price: match price {
                Price::Unknown => 0,
                Price::Free => 1,
                Price::Low => 2,
                Price::High => 3,
                Price::Paid => 4,
            },
        }
    }

    /// Returns the row of a place whose record begins there.
    pub(super) fn at(self, offset: u32) -> Self {
        Self { offset, ..self }
    }

    pub(super) fn write(&self, out: &mut Vec<u8>) {
        out.extend(self.lat.to_le_bytes());
        out.extend(self.lon.to_le_bytes());
        out.extend(self.name_hash.to_le_bytes());
        out.extend(self.offset.to_le_bytes());
        out.extend(self.kind.to_le_bytes());
        out.extend(self.exposure.to_le_bytes());
        out.push(self.price);
    }

    pub(super) fn read(bytes: &[u8]) -> Option<Self> {
        // Of a length that is known, every number is there, and nothing is left to check.
        let mut bytes = Bytes(bytes.first_chunk::<ROW>()?);
        Some(Self {
            lat: i32::from_le_bytes(bytes.take()?),
            lon: i32::from_le_bytes(bytes.take()?),
            name_hash: bytes.u32()?,
            offset: bytes.u32()?,
            kind: bytes.u16()?,
            exposure: bytes.u16()?,
            price: bytes.u8()?,
        })
    }

    /// Returns where the place is; `None` for what is not on the Earth.
    #[must_use]
    pub fn position(&self) -> Option<Position> {
        Position::new(f64::from(self.lat) / STEPS, f64::from(self.lon) / STEPS).ok()
    }

    /// Returns whether the place is in the window, edges included.
    pub(super) fn is_in(&self, window: &Window) -> bool {
        (window.south..=window.north).contains(&self.lat)
            && (window.west..=window.east).contains(&self.lon)
    }

    /// Returns the number of its kind in its catalogue.
    #[must_use]
    pub fn kind_number(&self) -> usize {
        usize::from(self.kind)
    }

    /// Returns the exposure of the place, which is its kind's where the catalogue gives none.
    #[must_use]
    pub fn exposure(&self, kind: &Category) -> Exposure {
        match self.exposure {
            AS_ITS_KIND => kind.exposure,
            share => Exposure::new(f64::from(share) / 10_000.0).unwrap_or(kind.exposure),
        }
    }

    /// Returns the price of the place.
    #[must_use]
    pub fn price(&self) -> Price {
        match self.price {
            1 => Price::Free,
            2 => Price::Low,
            3 => Price::High,
            4 => Price::Paid,
            _ => Price::Unknown,
        }
    }

    /// Returns the box around the place in millionths of a degree: west, south, east, north.
    pub(super) fn bounds(&self) -> [i32; 4] {
        let down = |steps: i32| steps.div_euclid(10);
        let up = |steps: i32| steps.div_euclid(10) + i32::from(steps.rem_euclid(10) != 0);
        [down(self.lon), down(self.lat), up(self.lon), up(self.lat)]
    }
}

#[expect(
    clippy::cast_possible_truncation,
    reason = "180 degrees are 1.8 thousand million steps, and more saturates"
)]
fn steps(degrees: f64) -> i32 {
    (degrees * STEPS).round() as i32
}

#[expect(
    clippy::cast_possible_truncation,
    clippy::cast_sign_loss,
    reason = "a share is 0 to 1"
)]
fn ten_thousandths(exposure: Exposure) -> u16 {
    (exposure.share() * 10_000.0).round() as u16
}
