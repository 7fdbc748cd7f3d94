//! OpenStreetMap extracts (.osm.pbf): what a filter keeps of one, with the middle of every way and relation.
//! What is needed is known before it is read: relations first, then ways, then nodes, each blob unpacked once.
//!
//! Extracts are sorted - nodes, ways, relations - but need not be. So where each kind begins is only guessed by looking
//! into a few blobs, and every blob that is read tells which kinds it really holds. A wrong guess is seen in the end,
//! when all blobs are known, and the file is then read again by what it holds.

mod areas;
mod atlas;
mod blob;
mod block;
mod crew;
mod fault;
mod fields;
mod geometry;
mod harvest;
mod header;
mod needed;
mod nodes;
mod relations;
mod rings;
mod sieve;
mod ways;

#[cfg(test)]
mod fixture;
#[cfg(test)]
mod tests;

use super::{Feature, ImportError, Progress, Reading, Skipped, TagFilter};
use atlas::Atlas;
use blob::Unpacker;
use block::{Kinds, Order, Point};
use crew::Source;
use fault::Fault;
use harvest::{Budget, Harvest};
use needed::Needed;
use nodes::Given;
use relations::{Relation, Role, What};
use std::cell::Cell;
use std::fs::File;
use std::sync::Mutex;
use std::sync::atomic::AtomicU64;
use ways::Way;

/// Points and members that may be looked at to place everything, and how many more for each byte of the file.
const MOST_STEPS: u64 = 32_000_000;
const MORE_STEPS_A_BYTE: u64 = 4;
/// Features that are placed between two looks at whether to go on.
const BETWEEN_LOOKS: usize = 1024;

/// Reads what `filter` keeps of an OpenStreetMap extract; `progress` is told how many bytes were read so far.
///
/// # Errors
/// Refuses a file that is damaged, is no extract, is compressed in a way or needs a feature that is not known here, or
/// would take more memory or time than an honest one of its size, naming the byte at which the part in question begins.
pub fn read_osm_pbf(
    file: &File,
    filter: &dyn TagFilter,
    progress: Progress<'_>,
) -> Result<Reading, ImportError> {
    let length = file.metadata()?.len();
    let (headers, blobs) = blob::list(file, length, progress)?;
    let source = Source {
        file: Mutex::new(file),
        length,
        blobs,
        progress,
        read: AtomicU64::new(0),
    };
    let as_of = read_headers(&source, &headers)?;
    let mut kinds = guess_kinds(&source)?;
    loop {
        let mut pass = Pass::new(&source, filter, kinds);
        let features = pass.read()?;
        if pass.guessed_right() {
            return Ok(Reading {
                features,
                as_of,
                ..pass.reading
            });
        }
        kinds = pass.found;
    }
}

fn read_headers(
    source: &Source<'_>,
    headers: &[blob::Framed],
) -> Result<Option<String>, ImportError> {
    let mut unpacker = Unpacker::new();
    let mut as_of = None;
    for blob in headers {
        let header = unpacker.unpack(&source.file, blob);
        let read = header.and_then(header::read);
        as_of = as_of.or(read.map_err(|fault| fault.at(blob.byte))?);
    }
    Ok(as_of)
}

/// Guesses which kinds of objects each blob holds, as if the file were sorted.
fn guess_kinds(source: &Source<'_>) -> Result<Vec<Kinds>, ImportError> {
    let count = source.blobs.len();
    let mut kinds = vec![Kinds::default(); count];
    let mut unpacker = Unpacker::new();
    let mut start = 0;
    for (before, from) in [
        (Kinds::NODES, Kinds::WAYS | Kinds::RELATIONS),
        (Kinds::WAYS, Kinds::RELATIONS),
    ] {
        // The first blob, from `start` on, that holds something of a later kind.
        let (mut low, mut high) = (start, count);
        while low < high {
            let middle = usize::midpoint(low, high);
            let place = u32::try_from(middle).unwrap_or(u32::MAX);
            let held = source.kinds(place, &mut unpacker)?;
            if let Some(known) = kinds.get_mut(middle) {
                *known = held;
            }
            if held.meets(from) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        let guessed = kinds.iter_mut().take(low).skip(start);
        for blob in guessed.filter(|blob| blob.is_empty()) {
            *blob = before;
        }
        start = low;
    }
    for blob in kinds.iter_mut().filter(|blob| blob.is_empty()) {
        *blob = Kinds::RELATIONS;
    }
    Ok(kinds)
}

/// One reading of the file: each kind of object from the blobs that are thought to hold it.
struct Pass<'a> {
    source: &'a Source<'a>,
    filter: &'a dyn TagFilter,
    /// The kinds each blob is thought to hold.
    kinds: Vec<Kinds>,
    /// The kinds each blob was found to hold.
    found: Vec<Kinds>,
    budget: Budget,
    reading: Reading,
}

impl<'a> Pass<'a> {
    fn new(source: &'a Source<'a>, filter: &'a dyn TagFilter, kinds: Vec<Kinds>) -> Self {
        Self {
            found: kinds.clone(),
            kinds,
            source,
            filter,
            budget: Budget::of_file(source.length),
            reading: Reading::default(),
        }
    }

    fn guessed_right(&self) -> bool {
        let both = self.found.iter().zip(&self.kinds);
        both.into_iter().all(|(found, kinds)| found.within(*kinds))
    }

    /// Reads everything, and returns the features in the file's order.
    fn read(&mut self) -> Result<Vec<Feature>, ImportError> {
        let t = std::time::Instant::now();
        let relations = self.relations()?;
        eprintln!("R {:?}", t.elapsed());
        let nested = self.nested(&relations)?;
        let both = || relations.iter().chain(&nested);
        let needed_ways = Needed::new(both().flat_map(ways_of).collect());
        let ways = self.ways(&needed_ways)?;
        eprintln!("W {:?}", t.elapsed());
        let nodes = both().flat_map(nodes_of);
        let nodes = Needed::new(nodes.chain(ways.iter().flat_map(nodes_on)).collect());
        eprintln!("needed {:?}", t.elapsed());
        let (kept, points) = self.nodes(&nodes)?;
        eprintln!("N {:?}", t.elapsed());
        let mut places = vec![None; needed_ways.len()];
        for (at, way) in ways.iter().enumerate() {
            if let Some(place @ None) = way.place.and_then(|place| places.get_mut(place)) {
                *place = u32::try_from(at).ok();
            }
        }
        let atlas = Atlas {
            nodes,
            points,
            needed_ways,
            places,
            ways,
            nested,
            steps: Cell::new(
                MOST_STEPS.saturating_add(self.source.length.saturating_mul(MORE_STEPS_A_BYTE)),
            ),
        };
        self.place(kept, atlas, relations)
    }

    fn relations(&mut self) -> Result<Vec<Relation>, ImportError> {
        let filter = self.filter;
        let mut relations = Vec::new();
        self.gather(
            Kinds::RELATIONS,
            |blob, block, answers| relations::kept(blob, block, answers, filter),
            |relation| relations.push(relation),
        )?;
        Ok(relations)
    }

    /// Reads the relations that are members of these, in the order of their ids.
    fn nested(&mut self, relations: &[Relation]) -> Result<Vec<Relation>, ImportError> {
        let needed = Needed::new(relations.iter().flat_map(relations_of).collect());
        let mut nested = Vec::new();
        if !needed.is_empty() {
            self.gather(
                Kinds::RELATIONS,
                |blob, block, _| relations::members(blob, block, &needed),
                |relation| nested.push(relation),
            )?;
        }
        nested.sort_by_key(|relation: &Relation| relation.id);
        nested.dedup_by_key(|relation| relation.id);
        Ok(nested)
    }

    fn ways(&mut self, needed: &Needed) -> Result<Vec<Way>, ImportError> {
        let filter = self.filter;
        let mut ways = Vec::new();
        self.gather(
            Kinds::WAYS,
            |blob, block, answers| ways::read(blob, block, answers, filter, needed),
            |way| ways.push(way),
        )?;
        Ok(ways)
    }

    /// Reads the nodes that are kept, and the points of those that are needed.
    fn nodes(&mut self, needed: &Needed) -> Result<(Vec<nodes::Node>, Vec<Point>), ImportError> {
        let filter = self.filter;
        let mut kept = Vec::new();
        let mut points = vec![Point::NOWHERE; needed.len()];
        self.gather(
            Kinds::NODES,
            |blob, block, answers| nodes::read(blob, block, answers, filter, needed),
            |given| match given {
                Given::Node(node) => kept.push(*node),
                Given::Point(place, point) => {
                    let known = points.get_mut(place as usize);
                    if let Some(known) = known.filter(|known| **known == Point::NOWHERE) {
                        *known = point;
                    }
                }
            },
        )?;
        Ok((kept, points))
    }

    /// Works through the blobs that are thought to hold this kind, and takes what is kept of them, in order.
    fn gather<T: Send>(
        &mut self,
        kind: Kinds,
        work: impl Fn(u32, &block::Block<'_>, &mut Vec<u64>) -> Result<Harvest<T>, Fault> + Sync,
        mut take: impl FnMut(T) + Send,
    ) -> Result<(), ImportError> {
        let source = self.source;
        let blobs = (0..).zip(&self.kinds);
        let held = blobs.filter(|(_, kinds)| kinds.meets(kind));
        let places: Vec<u32> = held.map(|(place, _)| place).collect();
        source.work(&places, work, |place, harvest| {
            self.budget.pay(&harvest)?;
            if let Some(found) = self.found.get_mut(place as usize) {
                *found = harvest.kinds;
            }
            self.reading.objects += harvest.objects;
            harvest
                .skipped
                .iter()
                .for_each(|why| self.reading.skip(*why));
            harvest.kept.into_iter().for_each(&mut take);
            Ok(())
        })
    }

    /// Places all that is kept, in the file's order.
    fn place(
        &mut self,
        nodes: Vec<nodes::Node>,
        mut atlas: Atlas,
        relations: Vec<Relation>,
    ) -> Result<Vec<Feature>, ImportError> {
        let mut placed = Vec::new();
        for mut relation in relations {
            let found = atlas.place_relation(&relation);
            let tags = relation.tags.take().unwrap_or_default();
            let source = format!("relation/{}", relation.id);
            self.put(
                &mut placed,
                relation.order,
                &atlas,
                found.map(|found| found.feature(source, tags)),
            )?;
        }
        for at in 0..atlas.ways.len() {
            let Some(way) = atlas.ways.get_mut(at) else {
                break;
            };
            let Some(tags) = way.tags.take() else {
                continue;
            };
            // No relation asks for it any more.
            let way = std::mem::replace(way, Way::nothing());
            let found = atlas.place_way(&way, &tags);
            let source = format!("way/{}", way.id);
            self.put(
                &mut placed,
                way.order,
                &atlas,
                found.map(|found| found.feature(source, tags)),
            )?;
        }
        for node in nodes {
            let source = format!("node/{}", node.id);
            let found = node.point.position().ok_or(Skipped::NoPosition);
            let feature = found.map(|position| Feature {
                source,
                tags: node.tags,
                position,
                outline: Vec::new(),
            });
            self.put(&mut placed, node.order, &atlas, feature)?;
        }
        placed.sort_by_key(|(order, _)| *order);
        Ok(placed.into_iter().map(|(_, feature)| feature).collect())
    }

    /// Puts a feature with the others, or counts why there is none.
    fn put(
        &mut self,
        placed: &mut Vec<(Order, Feature)>,
        order: Order,
        atlas: &Atlas,
        feature: Result<Feature, Skipped>,
    ) -> Result<(), ImportError> {
        if atlas.steps.get() == 0 {
            let why =
                "to place what is kept takes more time than any honest file of its size needs";
            let blob = self.source.blobs.get(order.blob as usize);
            return Err(Fault::TooMuch(why.into()).at(blob.map_or(0, |blob| blob.byte)));
        }
        match feature {
            Ok(feature) => placed.push((order, feature)),
            Err(why) => self.reading.skip(why),
        }
        if placed.len() % BETWEEN_LOOKS == 0 && !(self.source.progress)(self.source.length) {
            return Err(ImportError::Interrupted);
        }
        Ok(())
    }
}

fn relations_of(relation: &Relation) -> impl Iterator<Item = i64> {
    ids_of(relation, What::Relation).filter(|id| *id != relation.id)
}

fn ways_of(relation: &Relation) -> impl Iterator<Item = i64> {
    ids_of(relation, What::Way)
}

fn nodes_of(relation: &Relation) -> impl Iterator<Item = i64> {
    ids_of(relation, What::Node)
}

/// Returns the members that tell where a relation is.
fn ids_of(relation: &Relation, what: What) -> impl Iterator<Item = i64> {
    let members = relation.members.iter();
    let telling = members.filter(move |member| member.what == what && member.role != Role::Inside);
    telling.map(|member| member.id)
}

/// Returns the nodes of a way whose points the file does not tell with it.
fn nodes_on(way: &Way) -> impl Iterator<Item = i64> {
    let needed = way.nodes.iter().filter(|_| way.points.is_none());
    needed.copied()
}
