//! A whole tree in memory, for making many proofs about one list.

use super::node_hash;
use crate::digest::Digest;

/// All hashes of a tree: proofs about it cost one look-up a level. For a single proof
/// [`super::inclusion_proof`] and [`super::consistency_proof`] are shorter to write.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Tree {
    /// From the leaves to the root; a level's odd last hash stands again in the level above.
    levels: Vec<Vec<Digest>>,
}

/// A node, by its level (leaves are at 0) and its number in the level.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Node {
    pub(super) level: u32,
    pub(super) index: u64,
}

/// The other node under the same parent.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) struct Sibling {
    pub(super) node: Node,
    /// Whether it is the left one of the two.
    pub(super) left: bool,
}

impl Tree {
    /// The tree over hashed leaves.
    #[must_use]
    pub fn new(leaf_hashes: Vec<Digest>) -> Self {
        let mut levels = vec![leaf_hashes];
        while let Some(below) = levels.last().filter(|level| level.len() > 1) {
            levels.push(below.chunks(2).map(parent).collect());
        }
        Self { levels }
    }

    /// Number of leaves.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.levels[0].len() as u64
    }

    /// The root.
    #[must_use]
    pub fn root(&self) -> Digest {
        let top = self.levels.last().and_then(|level| level.first());
        top.copied().unwrap_or_else(|| Digest::of(b""))
    }

    /// The hashes of the siblings on the way from `start` to the root.
    pub(super) fn path(&self, start: Node) -> impl Iterator<Item = Digest> {
        siblings(start, self.size()).map(|sibling| self.hash(sibling.node))
    }

    /// The hash of a node that is in the tree.
    pub(super) fn hash(&self, node: Node) -> Digest {
        let index = usize::try_from(node.index).expect("a node in memory has an index in memory");
        self.levels[node.level as usize][index]
    }
}

/// The siblings on the way from `start` to the root of a tree of `size` leaves; `start` is in it.
pub(super) fn siblings(start: Node, size: u64) -> impl Iterator<Item = Sibling> {
    let Node { mut level, mut index } = start;
    let mut last = size.saturating_sub(1).checked_shr(level).unwrap_or(0);
    std::iter::from_fn(move || {
        while last > 0 {
            let left = index % 2 == 1;
            let paired = left || index < last;
            let sibling = Sibling { node: Node { level, index: index ^ 1 }, left };
            (level, index, last) = (level + 1, index >> 1, last >> 1);
            if paired {
                return Some(sibling);
            }
        }
        None
    })
}

fn parent(children: &[Digest]) -> Digest {
    match children {
        [left, right] => node_hash(left, right),
        alone => alone[0],
    }
}
