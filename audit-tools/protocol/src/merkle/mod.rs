//! Merkle trees over records and journal entries, as in RFC 9162, section 2.1, which hashes as
//! RFC 6962 does (PROTOCOL.md, section 2.10).
//!
//! A leaf hashes as SHA-256(0x00 ‖ leaf), a node as SHA-256(0x01 ‖ left ‖ right), the empty tree as
//! SHA-256 of nothing. A level with an odd number of nodes hands its last one up unchanged: that is
//! the same tree as the RFC's recursive splitting, and gives one walk for proofs of both kinds.

mod consistency;
mod frontier;
mod inclusion;
mod prefixes;
#[cfg(test)]
mod tests;
mod tree;

pub use consistency::{consistency_proof, verify_consistency};
pub use frontier::Frontier;
pub use inclusion::{inclusion_proof, verify_inclusion};
pub use prefixes::Prefixes;
pub use tree::Tree;

use crate::digest::Digest;

/// Why a proof does not hold (PROTOCOL.md, section 2.10).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofError {
    /// The tree has no such leaf.
    #[error("there is no leaf {index} in a tree of {size}; leaves count from 0")]
    NoSuchLeaf {
        /// The leaf asked for.
        index: u64,
        /// Leaves of the tree.
        size: u64,
    },
    /// The later tree is the smaller one.
    #[error("a tree of {new} leaves cannot extend one of {old}: the list was shortened")]
    Shortened {
        /// Leaves of the earlier tree.
        old: u64,
        /// Leaves of the later tree.
        new: u64,
    },
    /// A proof of the wrong length.
    #[error("the proof has {found} hashes where {expected} belong; it was made for another size")]
    Length {
        /// Hashes that belong there.
        expected: usize,
        /// Hashes that are there.
        found: usize,
    },
    /// The path ends in another root.
    #[error("the path ends in root {found}, not in {expected}: leaf, path or root was changed")]
    Root {
        /// The root that was to be reached.
        expected: Digest,
        /// The root that was reached.
        found: Digest,
    },
    /// The earlier tree is not the beginning of the later one.
    #[error(
        "the tree of root {old} is not the beginning of the later tree: the list was rewritten"
    )]
    OldRoot {
        /// Root of the earlier tree.
        old: Digest,
    },
}

/// The hash of a leaf.
#[must_use]
pub fn leaf_hash(leaf: &[u8]) -> Digest {
    Digest::of_parts(&[&[0], leaf])
}

/// The hash of the node above `left` and `right`.
#[must_use]
pub fn node_hash(left: &Digest, right: &Digest) -> Digest {
    Digest::of_parts(&[&[1], left.as_bytes(), right.as_bytes()])
}

/// The root of the tree over `leaves`, in their order.
#[must_use]
pub fn root(leaves: impl IntoIterator<Item = impl AsRef<[u8]>>) -> Digest {
    let mut frontier = Frontier::new();
    for leaf in leaves {
        frontier.push(leaf_hash(leaf.as_ref()));
    }
    frontier.root()
}

/// The root of the tree over leaves that are hashed already.
#[must_use]
pub fn root_of_hashes(leaf_hashes: &[Digest]) -> Digest {
    let mut frontier = Frontier::new();
    for hash in leaf_hashes {
        frontier.push(*hash);
    }
    frontier.root()
}
