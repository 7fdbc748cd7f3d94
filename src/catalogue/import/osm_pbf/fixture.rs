//! Writes small map extracts, sound and unsound, for the tests of their reader.
//! What is written is given as it stands in the file, so that any field may be wrong.

use crate::catalogue::import::{ImportError, Reading, TagFilter, read_osm_pbf};
use flate2::Compression;
use flate2::write::ZlibEncoder;
use std::io::Write;

/// Keeps what has a `tourism` or `leisure`.
pub struct Outings;

impl TagFilter for Outings {
    fn may_matter(&self, key: &str, _: &str) -> bool {
        ["tourism", "leisure"].contains(&key)
    }

    fn keeps(&self, tags: &[(&str, &str)]) -> bool {
        tags.iter().any(|(key, value)| self.may_matter(key, value))
    }
}

/// Reads a file of these bytes.
pub fn read(bytes: &[u8]) -> Result<Reading, ImportError> {
    let mut file = tempfile::tempfile().unwrap();
    file.write_all(bytes).unwrap();
    read_osm_pbf(&file, &Outings, &|_| true)
}

pub fn varint(mut number: u64) -> Vec<u8> {
    let mut bytes = Vec::new();
    while number >= 0x80 {
        bytes.push((number & 0x7f) as u8 | 0x80);
        number >>= 7;
    }
    bytes.push(number as u8);
    bytes
}

pub fn zigzag(number: i64) -> u64 {
    (number << 1 ^ number >> 63) as u64
}

/// A field that is a number.
pub fn number(field: u64, value: u64) -> Vec<u8> {
    [varint(field << 3), varint(value)].concat()
}

/// A field that is bytes.
pub fn bytes(field: u64, value: &[u8]) -> Vec<u8> {
    [
        varint(field << 3 | 2),
        varint(value.len() as u64),
        value.to_vec(),
    ]
    .concat()
}

/// A field of packed numbers.
pub fn packed(field: u64, values: impl IntoIterator<Item = u64>) -> Vec<u8> {
    let values: Vec<Vec<u8>> = values.into_iter().map(varint).collect();
    bytes(field, &values.concat())
}

/// A field of packed differences.
pub fn deltas(field: u64, values: &[i64]) -> Vec<u8> {
    let mut last = 0;
    let differences = values.iter().map(|value| {
        let difference = value.wrapping_sub(last);
        last = *value;
        zigzag(difference)
    });
    packed(field, differences.collect::<Vec<_>>())
}

/// How a blob is packed.
#[derive(Debug, Clone, Copy)]
pub enum Packing {
    Raw,
    Zlib,
    Lz4,
}

/// A blob of this type that holds this, packed so.
pub fn blob(name: &str, content: &[u8], packing: Packing) -> Vec<u8> {
    let size = number(2, content.len() as u64);
    framed(
        name,
        &match packing {
            Packing::Raw => bytes(1, content),
            Packing::Zlib => [size, bytes(3, &zlib(content))].concat(),
            Packing::Lz4 => [size, bytes(6, &lz4(content))].concat(),
        },
    )
}

pub fn zlib(content: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::default());
    encoder.write_all(content).unwrap();
    encoder.finish().unwrap()
}

/// An LZ4 block of literals alone: a token, the rest of the length, the bytes.
pub fn lz4(content: &[u8]) -> Vec<u8> {
    let mut block = vec![(content.len().min(15) as u8) << 4];
    if let Some(mut left) = content.len().checked_sub(15) {
        while left >= 255 {
            block.push(255);
            left -= 255;
        }
        block.push(left as u8);
    }
    block.extend(content);
    block
}

/// A blob with its frame.
pub fn framed(name: &str, blob: &[u8]) -> Vec<u8> {
    let header = [bytes(1, name.as_bytes()), number(3, blob.len() as u64)].concat();
    let length = (header.len() as u32).to_be_bytes().to_vec();
    [length, header, blob.to_vec()].concat()
}

/// The first blob of a file that requires these features.
pub fn header_with(features: &[&str]) -> Vec<u8> {
    let features: Vec<Vec<u8>> = features
        .iter()
        .map(|name| bytes(4, name.as_bytes()))
        .collect();
    blob("OSMHeader", &features.concat(), Packing::Raw)
}

/// The first blob of an ordinary file.
pub fn header() -> Vec<u8> {
    header_with(&["OsmSchema-V0.6", "DenseNodes"])
}

/// A file of these blocks, each a blob of its own.
pub fn file(blocks: &[Vec<u8>], packing: Packing) -> Vec<u8> {
    let blobs = blocks.iter().map(|block| blob("OSMData", block, packing));
    std::iter::once(header())
        .chain(blobs)
        .collect::<Vec<_>>()
        .concat()
}

/// The objects of one block, written with the strings they need.
pub struct Block {
    strings: Vec<Vec<u8>>,
    groups: Vec<u8>,
    rest: Vec<u8>,
}

pub type Tags<'a> = &'a [(&'a str, &'a str)];

impl Block {
    pub fn new() -> Self {
        Self {
            strings: vec![Vec::new()],
            groups: Vec::new(),
            rest: Vec::new(),
        }
    }

    /// Adds a field of the block itself.
    pub fn with(mut self, field: Vec<u8>) -> Self {
        self.rest.extend(field);
        self
    }

    pub fn string(&mut self, text: &str) -> u64 {
        self.bytes(text.as_bytes())
    }

    pub fn bytes(&mut self, text: &[u8]) -> u64 {
        let known = self.strings.iter().position(|string| string == text);
        known.unwrap_or_else(|| {
            self.strings.push(text.to_vec());
            self.strings.len() - 1
        }) as u64
    }

    fn tags(&mut self, tags: Tags<'_>) -> Vec<u8> {
        let keys: Vec<u64> = tags.iter().map(|(key, _)| self.string(key)).collect();
        let values: Vec<u64> = tags.iter().map(|(_, value)| self.string(value)).collect();
        [packed(2, keys), packed(3, values)].concat()
    }

    /// Adds a group of objects as they stand in the file.
    pub fn group(mut self, objects: &[u8]) -> Self {
        self.groups.extend(bytes(2, objects));
        self
    }

    /// Adds dense nodes: id, latitude, longitude in 1e-7 degrees, tags.
    pub fn dense(mut self, nodes: &[(i64, i64, i64, Tags<'_>)]) -> Self {
        let column = |of: fn(&(i64, i64, i64, Tags<'_>)) -> i64| -> Vec<i64> {
            nodes.iter().map(of).collect()
        };
        let mut tags = Vec::new();
        for (.., of) in nodes {
            for (key, value) in *of {
                tags.push(self.string(key));
                tags.push(self.string(value));
            }
            tags.push(0);
        }
        if tags.iter().all(|index| *index == 0) {
            tags.clear();
        }
        let dense = [
            deltas(1, &column(|node| node.0)),
            deltas(8, &column(|node| node.1)),
            deltas(9, &column(|node| node.2)),
            packed(10, tags),
        ];
        self.group(&bytes(2, &dense.concat()))
    }

    /// Adds plain nodes.
    pub fn plain(mut self, nodes: &[(i64, i64, i64, Tags<'_>)]) -> Self {
        let mut objects = Vec::new();
        for (id, lat, lon, tags) in nodes {
            let node = [
                number(1, zigzag(*id)),
                self.tags(tags),
                number(8, zigzag(*lat)),
                number(9, zigzag(*lon)),
            ];
            objects.extend(bytes(1, &node.concat()));
        }
        self.group(&objects)
    }

    /// Adds ways: id, nodes, tags.
    pub fn ways(mut self, ways: &[(i64, &[i64], Tags<'_>)]) -> Self {
        let mut objects = Vec::new();
        for (id, nodes, tags) in ways {
            let way = [number(1, *id as u64), self.tags(tags), deltas(8, nodes)];
            objects.extend(bytes(3, &way.concat()));
        }
        self.group(&objects)
    }

    /// Adds a way that says where its nodes are.
    pub fn located_way(
        mut self,
        id: i64,
        nodes: &[i64],
        lats: &[i64],
        lons: &[i64],
        tags: Tags<'_>,
    ) -> Self {
        let way = [
            number(1, id as u64),
            self.tags(tags),
            deltas(8, nodes),
            deltas(9, lats),
            deltas(10, lons),
        ];
        self.group(&bytes(3, &way.concat()))
    }

    /// Adds a relation: its members as type, id and role.
    pub fn relation(mut self, id: i64, members: &[(u64, i64, &str)], tags: Tags<'_>) -> Self {
        let roles: Vec<u64> = members
            .iter()
            .map(|(_, _, role)| self.string(role))
            .collect();
        let ids: Vec<i64> = members.iter().map(|(_, id, _)| *id).collect();
        let relation = [
            number(1, id as u64),
            self.tags(tags),
            packed(8, roles),
            deltas(9, &ids),
            packed(10, members.iter().map(|(what, _, _)| *what)),
        ];
        self.group(&bytes(4, &relation.concat()))
    }

    pub fn end(self) -> Vec<u8> {
        let strings: Vec<Vec<u8>> = self.strings.iter().map(|string| bytes(1, string)).collect();
        [bytes(1, &strings.concat()), self.groups, self.rest].concat()
    }
}
