//! Where the nodes of an answer are and which of them its ways are made of, for those that say no more than that.

use super::element::Element;
use crate::domain::Position;
use std::collections::HashMap;

/// The most nodes, and the most of them along ways, that one answer may have.
const MOST: usize = 10_000_000;

/// The nodes and ways of an answer.
#[derive(Debug, Default)]
pub(super) struct Parts {
    nodes: HashMap<i64, Position>,
    ways: HashMap<i64, Vec<i64>>,
    along_ways: usize,
}

impl Parts {
    /// Learns where a node is, or takes from a way what it is made of.
    ///
    /// # Errors
    /// Names the bound that is broken.
    pub(super) fn learn(&mut self, element: &mut Element) -> Result<(), &'static str> {
        if let Some((id, position)) = element.as_node() {
            self.nodes.insert(id, position);
        } else if let Some((id, nodes)) = element.take_way() {
            self.along_ways += nodes.len();
            self.ways.insert(id, nodes);
        }
        if self.nodes.len() > MOST || self.along_ways > MOST {
            return Err("an answer of more than 10 million nodes; use an .osm.pbf extract");
        }
        Ok(())
    }

    /// Returns where a node is.
    pub(super) fn node(&self, id: i64) -> Option<Position> {
        self.nodes.get(&id).copied()
    }

    /// Returns where the nodes of a way are; `None` unless all are known.
    pub(super) fn whole_way(&self, id: i64) -> Option<Vec<Position>> {
        let nodes = self.ways.get(&id)?;
        nodes.iter().map(|node| self.node(*node)).collect()
    }

    /// Returns where those nodes of a way are that are known.
    pub(super) fn some_of_way(&self, id: i64) -> Vec<Position> {
        let nodes = self.ways.get(&id).into_iter().flatten();
        nodes.filter_map(|node| self.node(*node)).collect()
    }
}
