//! One reading of a file: the relations that are kept, then the ways, then the nodes that they and the filter ask for.
//! Each kind is read from the blobs that are thought to hold it, which tell what they really hold.

use super::block::{Block, Kinds, Point};
use super::crew::Source;
use super::fault::Fault;
use super::ground::Ground;
use super::harvest::{Budget, Harvest, Unused};
use super::needed::Needed;
use super::nodes::{self, Given, Node};
use super::placing::{self, Kept};
use super::relations::{self, Relation, Role, What};
use super::sieve::Answer;
use super::ways::{self, Way};
use crate::catalogue::import::{ImportError, Reading, TagFilter};

/// One reading of the file: each kind of object from the blobs that are thought to hold it.
pub struct Pass<'a> {
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
    /// Returns a reading of a file whose blobs are thought to hold these kinds.
    pub fn new(source: &'a Source<'a>, filter: &'a dyn TagFilter, kinds: Vec<Kinds>) -> Self {
        Self {
            found: kinds.clone(),
            kinds,
            source,
            filter,
            budget: Budget::of_file(source.length),
            reading: Reading::default(),
        }
    }

    /// Reads everything, or else, if a blob holds what it was not thought to, tells what all of them hold.
    pub fn read(mut self) -> Result<Result<Reading, Vec<Kinds>>, ImportError> {
        let relations = self.relations()?;
        let nested = self.nested(&relations)?;
        let both = || relations.iter().chain(&nested);
        let needed_ways = Needed::new(both().flat_map(ways_of).collect());
        let ways = self.ways(&needed_ways)?;
        let of_relations = both().flat_map(nodes_of);
        let of_ways = ways.iter().flat_map(nodes_on);
        let needed = Needed::new(of_relations.chain(of_ways).collect());
        let (nodes, points) = self.nodes(&needed)?;
        let mut both = self.found.iter().zip(&self.kinds);
        if both.any(|(found, kinds)| !found.within(*kinds)) {
            return Ok(Err(self.found));
        }
        let kept = Kept {
            relations,
            nested,
            ways,
            needed: needed_ways,
            nodes,
            ground: Ground {
                nodes: needed,
                points,
            },
        };
        placing::place(self.source, kept, &mut self.reading)?;
        Ok(Ok(self.reading))
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
    fn nodes(&mut self, needed: &Needed) -> Result<(Vec<Node>, Vec<Point>), ImportError> {
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
        work: impl Fn(u32, &Block<'_>, &mut Vec<Answer>) -> Result<Harvest<T>, Fault> + Sync,
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
            for Unused { id, why, detail } in harvest.skipped {
                self.reading
                    .skip(why, || format!("{}/{id}: {detail}", kind.as_str()));
            }
            harvest.kept.into_iter().for_each(&mut take);
            Ok(())
        })
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
