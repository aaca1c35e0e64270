//! The right edge of a growing tree: enough to know the root at every size on the way.

use super::node_hash;
use crate::digest::Digest;

/// A tree that only grows, of which only the roots of its full subtrees are kept: at most 64
/// hashes, whatever its size. The intake check reads the roots of many prefixes of one list off it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Frontier {
    size: u64,
    /// Roots of the full subtrees from left to right, one for each set bit of `size`.
    peaks: Vec<Digest>,
}

impl Frontier {
    /// The empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a leaf by its hash.
    pub fn push(&mut self, leaf_hash: Digest) {
        let mut hash = leaf_hash;
        // Each trailing set bit is a full subtree as large as the one at hand: the two join.
        for _ in 0..self.size.trailing_ones() {
            let left = self.peaks.pop().expect("there is a peak for each set bit of the size");
            hash = node_hash(&left, &hash);
        }
        self.peaks.push(hash);
        self.size += 1;
    }

    /// Number of leaves so far.
    #[must_use]
    pub fn size(&self) -> u64 {
        self.size
    }

    /// Root of the leaves so far.
    #[must_use]
    pub fn root(&self) -> Digest {
        let joined =
            self.peaks.iter().rev().copied().reduce(|right, left| node_hash(&left, &right));
        joined.unwrap_or_else(|| Digest::of(b""))
    }
}
