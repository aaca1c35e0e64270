//! That a leaf is in a tree, at its place (RFC 9162, sections 2.1.3.1 and 2.1.3.2).

use super::{
    ProofError, Tree, node_hash,
    tree::{Node, siblings},
};
use crate::digest::Digest;

/// The hashes which lead from leaf `index` to the root over `leaf_hashes`, lowest first.
///
/// # Panics
///
/// If there is no leaf `index`; [`Tree::inclusion`] answers `None` instead.
#[must_use]
pub fn inclusion_proof(leaf_hashes: &[Digest], index: u64) -> Vec<Digest> {
    let proof = Tree::new(leaf_hashes.to_vec()).inclusion(index);
    proof.expect("the caller asks for a leaf of its own list")
}

impl Tree {
    /// The hashes which lead from leaf `index` to the root, lowest first; `None` if there is no
    /// such leaf.
    #[must_use]
    pub fn inclusion(&self, index: u64) -> Option<Vec<Digest>> {
        (index < self.size()).then(|| self.path(Node { level: 0, index }).collect())
    }
}

/// Checks that the leaf of hash `leaf_hash` is number `index` (from 0) of the `size` leaves under
/// `root`.
///
/// # Errors
///
/// [`ProofError::NoSuchLeaf`], [`ProofError::Length`] or [`ProofError::Root`].
pub fn verify_inclusion(
    leaf_hash: Digest,
    index: u64,
    size: u64,
    path: &[Digest],
    root: Digest,
) -> Result<(), ProofError> {
    if index >= size {
        return Err(ProofError::NoSuchLeaf { index, size });
    }
    let start = Node { level: 0, index };
    let expected = siblings(start, size).count();
    if path.len() != expected {
        return Err(ProofError::Length { expected, found: path.len() });
    }
    let mut hash = leaf_hash;
    for (sibling, other) in siblings(start, size).zip(path) {
        hash = if sibling.left { node_hash(other, &hash) } else { node_hash(&hash, other) };
    }
    if hash == root { Ok(()) } else { Err(ProofError::Root { expected: root, found: hash }) }
}
