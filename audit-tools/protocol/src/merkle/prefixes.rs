//! A growing tree whose root at every size on the way stays known.

use super::node_hash;
use crate::digest::Digest;

/// A tree that only grows and remembers the roots of all its full subtrees, about two hashes a
/// leaf: the root of any prefix then costs one hash a level. Each checkpoint inside a journal asks
/// for such a root.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Prefixes {
    /// At level k the roots of the full subtrees of 2^k leaves, from left to right.
    levels: Vec<Vec<Digest>>,
}

impl Prefixes {
    /// The empty tree.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// Appends a leaf by its hash.
    pub fn push(&mut self, leaf_hash: Digest) {
        let mut hash = leaf_hash;
        for level in 0.. {
            if level == self.levels.len() {
                self.levels.push(Vec::new());
            }
            self.levels[level].push(hash);
            match self.levels[level].as_slice() {
                [.., left, right] if self.levels[level].len().is_multiple_of(2) => {
                    hash = node_hash(left, right);
                }
                _ => return,
            }
        }
    }

    /// Hashes of the leaves so far.
    #[must_use]
    pub fn leaves(&self) -> &[Digest] {
        self.levels.first().map_or(&[], Vec::as_slice)
    }

    /// Root over the first `size` leaves; `None` if there are fewer.
    #[must_use]
    pub fn root_at(&self, size: u64) -> Option<Digest> {
        let mut rest = usize::try_from(size).ok().filter(|&size| size <= self.leaves().len())?;
        let mut root = None;
        // From the smallest full subtree, the last, to the largest.
        while rest > 0 {
            let level = rest.trailing_zeros();
            let left = self.levels[level as usize][(rest >> level) - 1];
            root = Some(root.map_or(left, |right| node_hash(&left, &right)));
            rest &= rest - 1;
        }
        Some(root.unwrap_or_else(|| Digest::of(b"")))
    }
}
