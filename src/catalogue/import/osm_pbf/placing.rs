//! Places everything that is kept, once all that it is made of is known, and puts it in the file's order.
//! Ways are most of it; two workers share them.

use super::atlas::Atlas;
use super::block::Order;
use super::crew::Source;
use super::fault::Fault;
use super::ground::{Ground, Placed};
use super::needed::Needed;
use super::nodes::Node;
use super::relations::Relation;
use super::sieve::Tags;
use super::ways::Way;
use crate::catalogue::import::left::called;
use crate::catalogue::import::{Feature, ImportError, Reading, Skipped};
use std::sync::{Mutex, PoisonError};
use std::thread;

/// Ways that a worker places at a time, and relations between two looks at whether to go on.
const AT_A_TIME: usize = 1024;

/// What is kept of a file, or needed for it.
pub struct Kept {
    /// The relations that are kept.
    pub relations: Vec<Relation>,
    /// Those that are members of one that is kept, in the order of their ids.
    pub nested: Vec<Relation>,
    /// The ways that are kept or needed.
    pub ways: Vec<Way>,
    /// Of the ways, those that are needed.
    pub needed: Needed,
    /// The nodes that are kept.
    pub nodes: Vec<Node>,
    /// Where the nodes are that are needed.
    pub ground: Ground,
}

/// An object that is placed, or why it cannot be, and which it is.
type Outcome = (Order, Result<Feature, (Skipped, String)>);

/// Places what is kept, and adds it to the reading in the file's order.
pub fn place(
    source: &Source<'_>,
    mut kept: Kept,
    reading: &mut Reading,
) -> Result<(), ImportError> {
    let mut placed = relations(source, &mut kept)?;
    ways(source, &mut kept, &mut placed)?;
    placed.extend(kept.nodes.into_iter().map(node));
    placed.sort_by_key(|(order, _)| *order);
    reading.features.reserve(placed.len());
    for (_, outcome) in placed {
        match outcome {
            Ok(feature) => reading.features.push(feature),
            Err((why, example)) => reading.skip(why, || example),
        }
    }
    Ok(())
}

fn relations(source: &Source<'_>, kept: &mut Kept) -> Result<Vec<Outcome>, ImportError> {
    let mut placed = Vec::new();
    let atlas = Atlas::new(
        &kept.ground,
        &kept.needed,
        &kept.ways,
        &kept.nested,
        source.length,
    );
    for mut relation in kept.relations.drain(..) {
        if placed.len() % AT_A_TIME == 0 {
            go_on(source)?;
        }
        let Some(found) = atlas.place(&relation) else {
            let why =
                "to place its relations takes more time than any honest file of its size needs";
            let blob = source.blobs.get(relation.order.blob as usize);
            return Err(Fault::TooMuch(why.into()).at(blob.map_or(0, |blob| blob.byte)));
        };
        let name = format!("relation/{}", relation.id);
        let tags = relation.tags.take().unwrap_or_default();
        placed.push((relation.order, outcome(found, name, tags)));
    }
    Ok(placed)
}

fn ways(
    source: &Source<'_>,
    kept: &mut Kept,
    placed: &mut Vec<Outcome>,
) -> Result<(), ImportError> {
    let ground = &kept.ground;
    let waiting = Mutex::new(kept.ways.chunks_mut(AT_A_TIME));
    let placed = Mutex::new(placed);
    let run = || {
        let next = || {
            waiting
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .next()
        };
        while let Some(ways) = next() {
            go_on(source)?;
            let outcomes: Vec<Outcome> = ways
                .iter_mut()
                .filter_map(|way| way_on(ground, way))
                .collect();
            placed
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .extend(outcomes);
        }
        Ok(())
    };
    thread::scope(|scope| {
        // Where no thread is to be had, this one does it all.
        let helper = thread::Builder::new().spawn_scoped(scope, run);
        let own = run();
        let helped = helper.map_or(Ok(Ok(())), thread::ScopedJoinHandle::join);
        own.and(helped.unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// Places a way that is kept, of which the nodes are not needed any more.
fn way_on(ground: &Ground, way: &mut Way) -> Option<Outcome> {
    let tags = way.tags.take()?;
    let found = ground.place(way, &tags);
    way.nodes = Box::default();
    let name = format!("way/{}", way.id);
    Some((way.order, outcome(found, name, tags)))
}

fn outcome(
    found: Result<Placed, Skipped>,
    object: String,
    tags: Tags,
) -> Result<Feature, (Skipped, String)> {
    match found {
        Ok(found) => Ok(found.feature(object, tags)),
        Err(why) => {
            let name = tags.iter().find(|(key, _)| key == "name");
            let name = name.map(|(_, name)| name.as_str());
            Err((why, called(name, &object)))
        }
    }
}

fn node(node: Node) -> Outcome {
    let source = format!("node/{}", node.id);
    let nowhere = || (Skipped::NoPosition, source.clone());
    let position = node.point.position().ok_or_else(nowhere);
    let feature = position.map(|position| Feature {
        source,
        tags: node.tags,
        position,
        outline: Vec::new(),
    });
    (node.order, feature)
}

fn go_on(source: &Source<'_>) -> Result<(), ImportError> {
    if (source.progress)(source.length) {
        Ok(())
    } else {
        Err(ImportError::Interrupted)
    }
}
