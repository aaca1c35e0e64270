//! That a later tree only appended to an earlier one (RFC 9162, sections 2.1.4.1 and 2.1.4.2).

use super::{
    ProofError, Tree, node_hash,
    tree::{Node, siblings},
};
use crate::digest::Digest;

/// The hashes which show that the tree over the first `old_size` of `leaf_hashes` is the beginning
/// of the tree over all of them. Empty where nothing was appended, and where nothing was there.
///
/// # Panics
///
/// If `old_size` is larger than the list; [`Tree::consistency`] answers `None` instead.
#[must_use]
pub fn consistency_proof(leaf_hashes: &[Digest], old_size: u64) -> Vec<Digest> {
    let proof = Tree::new(leaf_hashes.to_vec()).consistency(old_size);
    proof.expect("the caller asks for a prefix of its own list")
}

impl Tree {
    /// The hashes which show that the tree over the first `old_size` leaves is the beginning of
    /// this one; `None` if this one has fewer leaves.
    #[must_use]
    pub fn consistency(&self, old_size: u64) -> Option<Vec<Digest>> {
        if old_size > self.size() {
            return None;
        }
        if old_size == 0 || old_size == self.size() {
            return Some(Vec::new());
        }
        let start = last_full_subtree(old_size);
        let first = (start.index > 0).then(|| self.hash(start));
        Some(first.into_iter().chain(self.path(start)).collect())
    }
}

/// Checks that the tree of `old_size` leaves under `old_root` is the beginning of the tree of
/// `new_size` leaves under `new_root`.
///
/// # Errors
///
/// Any [`ProofError`] but [`ProofError::NoSuchLeaf`].
pub fn verify_consistency(
    old_size: u64,
    old_root: Digest,
    new_size: u64,
    new_root: Digest,
    proof: &[Digest],
) -> Result<(), ProofError> {
    if old_size > new_size {
        return Err(ProofError::Shortened { old: old_size, new: new_size });
    }
    let (old, new) = if old_size == 0 || old_size == new_size {
        expect_length(proof, 0)?;
        let old = if old_size == 0 { Digest::of(b"") } else { new_root };
        // Only the roots of empty trees are known without a proof.
        (old, if new_size == 0 { Digest::of(b"") } else { new_root })
    } else {
        climb(old_size, old_root, new_size, proof)?
    };
    if old != old_root {
        return Err(ProofError::OldRoot { old: old_root });
    }
    if new != new_root {
        return Err(ProofError::Root { expected: new_root, found: new });
    }
    Ok(())
}

/// The two roots which the proof leads to, for 0 < `old_size` < `new_size`.
fn climb(
    old_size: u64,
    old_root: Digest,
    new_size: u64,
    proof: &[Digest],
) -> Result<(Digest, Digest), ProofError> {
    let start = last_full_subtree(old_size);
    let steps = siblings(start, new_size).count();
    // A full old tree is that subtree itself, so its hash is known and left out of the proof.
    let (first, path) = if start.index == 0 {
        expect_length(proof, steps)?;
        (old_root, proof)
    } else {
        expect_length(proof, steps + 1)?;
        (proof[0], &proof[1..])
    };
    let (mut old, mut new) = (first, first);
    for (sibling, other) in siblings(start, new_size).zip(path) {
        if sibling.left {
            old = node_hash(other, &old);
            new = node_hash(other, &new);
        } else {
            new = node_hash(&new, other);
        }
    }
    Ok((old, new))
}

/// The largest full subtree that ends with leaf `size` − 1: a node of every later tree too.
fn last_full_subtree(size: u64) -> Node {
    let last = size - 1;
    // Of 2^64 − 1 leaves the last is even, so the level stays below 64.
    let level = last.trailing_ones();
    Node { level, index: last >> level }
}

fn expect_length(proof: &[Digest], expected: usize) -> Result<(), ProofError> {
    if proof.len() == expected {
        Ok(())
    } else {
        Err(ProofError::Length { expected, found: proof.len() })
    }
}
