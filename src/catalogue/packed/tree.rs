//! The boxes around the blocks as geo-index packs them: which blocks are near a point, the nearest first.
//! A tree from a file is checked through and through before it is searched, for geo-index trusts it.

use super::fault::Fault;
use super::gauge::least_km;
use crate::domain::Position;
use geo_index::indices::Indices;
use geo_index::rtree::sort::HilbertSort;
use geo_index::rtree::{NeighborsOptions, RTreeBuilder, RTreeIndex, RTreeRef};

/// Children of a node.
const NODE: u16 = 16;
/// Numbers of a box.
const SIDES: usize = 4;

/// Bytes that begin where a number may.
#[derive(Debug)]
pub(super) struct Aligned {
    words: Vec<u64>,
    length: usize,
}

impl Aligned {
    /// Returns so many zeros.
    pub(super) fn zeroed(length: usize) -> Self {
        Self {
            words: vec![0; length.div_ceil(size_of::<u64>())],
            length,
        }
    }

    pub(super) fn bytes(&self) -> &[u8] {
        let bytes: &[u8] = bytemuck::cast_slice(&self.words);
        bytes.get(..self.length).unwrap_or_default()
    }

    pub(super) fn bytes_mut(&mut self) -> &mut [u8] {
        let bytes: &mut [u8] = bytemuck::cast_slice_mut(&mut self.words);
        bytes.get_mut(..self.length).unwrap_or_default()
    }
}

/// Returns the places of these boxes in the order of a Hilbert curve, by runs of `block` that belong together.
pub(super) fn hilbert_order(
    boxes: impl ExactSizeIterator<Item = [i32; 4]>,
    block: u32,
) -> Vec<u32> {
    let count = u32::try_from(boxes.len()).unwrap_or(u32::MAX);
    if count == 0 {
        return Vec::new();
    }
    let node = u16::try_from(block.max(2)).unwrap_or(u16::MAX);
    let mut builder = RTreeBuilder::<i32>::new_with_node_size(count, node);
    for [west, south, east, north] in boxes {
        builder.add(west, south, east, north);
    }
    let tree = builder.finish::<HilbertSort>();
    let order = tree.indices();
    let leaves = usize::try_from(count).unwrap_or(usize::MAX);
    (0..leaves)
        .map(|leaf| u32::try_from(order.get(leaf)).unwrap_or(0))
        .collect()
}

/// Returns the bytes of the tree over these boxes.
pub(super) fn pack(boxes: &[[i32; 4]]) -> Vec<u8> {
    let count = u32::try_from(boxes.len()).unwrap_or(u32::MAX);
    if count == 0 {
        return Vec::new();
    }
    let mut builder = RTreeBuilder::<i32>::new_with_node_size(count, NODE);
    for &[west, south, east, north] in boxes {
        builder.add(west, south, east, north);
    }
    builder.finish::<HilbertSort>().into_inner()
}

/// Checks that these bytes are a tree over `blocks` boxes, every number in it leading where the builder's do: leaves to
/// blocks, nodes to the first of their children, which lie in order below them.
///
/// # Errors
/// When they are not.
pub(super) fn check(bytes: &[u8], blocks: u32) -> Result<(), Fault> {
    if blocks == 0 && bytes.is_empty() || is_sound(bytes, blocks) {
        Ok(())
    } else {
        Err(Fault::part("its tree"))
    }
}

/// Returns the blocks that may hold places at most `most_km` from `centre`, the nearest first, each with the
/// kilometres that none of its places is nearer than. The tree must have passed [`check`].
pub(super) fn near(tree: &[u8], centre: Position, most_km: f64) -> Vec<(u32, f64)> {
    let Ok(tree) = RTreeRef::<i32>::try_new(&tree) else {
        return Vec::new();
    };
    let options = NeighborsOptions::all().max_distance(most_km);
    tree.neighbors_with_callbacks(
        options,
        |sides| least_km(centre, sides),
        |_, sides| Some(least_km(centre, sides)),
    )
}

fn is_sound(bytes: &[u8], blocks: u32) -> bool {
    // What geo-index does not expect of anybody: nodes of fewer than two children, numbers where none may be.
    let node = bytes.get(2..4) == Some(NODE.to_ne_bytes().as_slice());
    let aligned = bytes.as_ptr().align_offset(size_of::<u32>()) == 0;
    if !node || !aligned {
        return false;
    }
    let Ok(tree) = RTreeRef::<i32>::try_new(&bytes) else {
        return false;
    };
    if tree.num_items() != blocks || tree.boxes().len() != tree.num_nodes() * SIDES {
        return false;
    }
    let bounds = tree.level_bounds();
    match tree.indices() {
        Indices::U16(numbers) => leads_down(numbers.iter().copied(), bounds, blocks),
        Indices::U32(numbers) => leads_down(numbers.iter().copied(), bounds, blocks),
    }
}

/// Returns whether the first numbers are of blocks, and the others of the first child of each node, level by level;
/// `bounds` are where the boxes of each level end.
fn leads_down<N: Into<u32>>(
    mut numbers: impl ExactSizeIterator<Item = N>,
    bounds: &[usize],
    blocks: u32,
) -> bool {
    let leaves = blocks as usize;
    let all = numbers.len();
    if all < leaves
        || !numbers
            .by_ref()
            .take(leaves)
            .all(|leaf| leaf.into() < blocks)
    {
        return false;
    }
    let (mut children, mut seen) = (0_usize, leaves);
    for ends in bounds.windows(2) {
        let &[end, next] = ends else { return false };
        while seen < next / SIDES {
            let first = numbers.next().map(|number| number.into() as usize);
            if children >= end || first != Some(children) {
                return false;
            }
            children = (children + usize::from(NODE) * SIDES).min(end);
            seen += 1;
        }
    }
    seen == all
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn boxes(count: usize) -> Vec<[i32; 4]> {
        let mut random = fastrand::Rng::with_seed(7);
        std::iter::repeat_with(|| {
            let (west, south) = (
                random.i32(-180_000_000..179_000_000),
                random.i32(-90_000_000..89_000_000),
            );
            [
                west,
                south,
                west + random.i32(0..900_000),
                south + random.i32(0..900_000),
            ]
        })
        .take(count)
        .collect()
    }

    fn aligned(bytes: &[u8]) -> Aligned {
        let mut aligned = Aligned::zeroed(bytes.len());
        aligned.bytes_mut().copy_from_slice(bytes);
        aligned
    }

    #[test]
    fn a_tree_of_any_size_is_sound() {
        for count in (0..40).chain([255, 256, 257, 272, 4_096, 4_097, 20_000]) {
            let blocks = u32::try_from(count).unwrap();
            let tree = aligned(&pack(&boxes(count)));
            check(tree.bytes(), blocks).unwrap();
            let all = near(tree.bytes(), Position::new(53.0, -2.0).unwrap(), f64::MAX);
            assert_eq!(all.len(), count);
            assert!(all.is_sorted_by(|a, b| a.1 <= b.1));
            assert!(check(tree.bytes(), blocks + 1).is_err());
        }
    }

    proptest! {
        #[test]
        fn a_tree_of_other_bytes_never_panics(at in 0_usize..2_000, value: u8, cut in 0_usize..2_000) {
            let mut bytes = pack(&boxes(70));
            let length = bytes.len();
            bytes[at % length] = value;
            bytes.truncate(length - cut % length.min(40));
            let tree = aligned(&bytes);
            if check(tree.bytes(), 70).is_ok() {
                near(tree.bytes(), Position::new(0.0, 0.0).unwrap(), f64::MAX);
            }
        }

        #[test]
        fn what_is_near_is_what_a_look_at_every_box_finds(lat in -90.0_f64..=90.0, lon in -180.0_f64..=180.0, km in 0.0_f64..8_000.0) {
            let boxes = boxes(300);
            let centre = Position::new(lat, lon).unwrap();
            let tree = aligned(&pack(&boxes));
            let mut found: Vec<u32> = near(tree.bytes(), centre, km).iter().map(|near| near.0).collect();
            found.sort_unstable();
            let expected: Vec<u32> = (0..).zip(&boxes).filter(|(_, sides)| least_km(centre, **sides) <= km).map(|(at, _)| at).collect();
            prop_assert_eq!(found, expected);
        }
    }
}
