//! Published vectors, an independent implementation, and every small tree.
//!
//! The eight leaves, their roots and proofs are those of the certificate-transparency reference
//! implementation (merkle_tree_test.cc; today transparency-dev/merkle, testonly).

use ct_merkle::mem_backed_tree::MemoryBackedTree;
use proptest::prelude::*;
use sha2::Sha256;

use super::*;

const LEAVES: [&str; 8] = [
    "",
    "00",
    "10",
    "2021",
    "3031",
    "40414243",
    "5051525354555657",
    "606162636465666768696a6b6c6d6e6f",
];

const ROOTS: [&str; 9] = [
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
];

fn reference_hashes(size: usize) -> Vec<Digest> {
    LEAVES[..size].iter().map(|leaf| leaf_hash(&hex::decode(leaf).unwrap())).collect()
}

fn digests(texts: &[&str]) -> Vec<Digest> {
    texts.iter().map(|text| text.parse().unwrap()).collect()
}

/// `count` different leaves.
fn leaves(count: u64) -> Vec<Vec<u8>> {
    (0..count).map(|number| format!("leaf {number}").into_bytes()).collect()
}

fn hashes(count: u64) -> Vec<Digest> {
    leaves(count).iter().map(|leaf| leaf_hash(leaf)).collect()
}

fn oracle(count: u64) -> MemoryBackedTree<Sha256, Vec<u8>> {
    let mut tree = MemoryBackedTree::new();
    for leaf in leaves(count) {
        tree.push(leaf);
    }
    tree
}

fn joined(path: &[Digest]) -> Vec<u8> {
    path.iter().flat_map(|hash| hash.0).collect()
}

#[test]
fn the_reference_roots() {
    for (size, root) in ROOTS.iter().enumerate() {
        let hashes = reference_hashes(size);
        assert_eq!(root_of_hashes(&hashes).to_string(), *root);
        assert_eq!(Tree::new(hashes).root().to_string(), *root);
    }
    let leaves: Vec<_> = LEAVES.iter().map(|leaf| hex::decode(leaf).unwrap()).collect();
    assert_eq!(root(&leaves).to_string(), ROOTS[8]);
}

#[test]
fn the_reference_proofs() {
    let first_of_eight = digests(&[
        "96a296d224f285c67bee93c30f8a309157f0daa35dc5b87e410b78630a09cfc7",
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "6b47aaf29ee3c2af9af889bc1fb9254dabd31177f16232dd6aab035ca39bf6e4",
    ]);
    let sixth_of_eight = digests(&[
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
    let from_six_to_eight = digests(&[
        "0ebc5d3437fbe2db158b9f126a1d118e308181031d0a949f8dededebc558ef6a",
        "ca854ea128ed050b41b35ffc1b87b8eb2bde461e9e3b5596ece6b9d5975a0ae0",
        "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    ]);
    let from_two_to_five = digests(&[
        "5f083f0a1a33ca076a95279832580db3e0ef4584bdff1f54c8a360f50de3031e",
        "bc1a0643b12e4d2d7c77918f44e0f4f79a838b6cf9ec5b5c283e1f4d88599e6b",
    ]);
    assert_eq!(inclusion_proof(&reference_hashes(8), 0), first_of_eight);
    assert_eq!(inclusion_proof(&reference_hashes(8), 5), sixth_of_eight);
    assert_eq!(consistency_proof(&reference_hashes(8), 6), from_six_to_eight);
    assert_eq!(consistency_proof(&reference_hashes(5), 2), from_two_to_five);
}

#[test]
fn every_inclusion_in_trees_of_up_to_70() {
    for size in 1..=70 {
        let (tree, oracle) = (Tree::new(hashes(size)), oracle(size));
        assert_eq!(tree.root().0, <[u8; 32]>::from(*oracle.root().as_bytes()));
        for index in 0..size {
            let path = tree.inclusion(index).unwrap();
            let place = usize::try_from(index).unwrap();
            assert_eq!(joined(&path), oracle.prove_inclusion(place).as_bytes());
            let leaf = hashes(size)[place];
            assert_eq!(verify_inclusion(leaf, index, size, &path, tree.root()), Ok(()));
            refuse_altered_inclusion(leaf, index, size, &path, tree.root());
        }
        assert_eq!(tree.inclusion(size), None);
    }
}

fn refuse_altered_inclusion(leaf: Digest, index: u64, size: u64, path: &[Digest], root: Digest) {
    let other = Digest::of(b"other");
    for place in 0..path.len() {
        let mut altered = path.to_vec();
        altered[place] = other;
        assert!(verify_inclusion(leaf, index, size, &altered, root).is_err());
    }
    let longer = [path, &[other]].concat();
    let length = Err(ProofError::Length { expected: path.len(), found: longer.len() });
    assert_eq!(verify_inclusion(leaf, index, size, &longer, root), length);
    if !path.is_empty() {
        assert!(verify_inclusion(leaf, index, size, &path[1..], root).is_err());
    }
    assert!(verify_inclusion(other, index, size, path, root).is_err());
    assert!(verify_inclusion(leaf, index, size, path, other).is_err());
    for wrong in (0..size).filter(|&wrong| wrong != index) {
        assert!(verify_inclusion(leaf, wrong, size, path, root).is_err());
    }
}

#[test]
fn every_consistency_in_trees_of_up_to_70() {
    for new in 0..=70 {
        let (tree, oracle) = (Tree::new(hashes(new)), oracle(new));
        for old in 0..=new {
            let old_root = root_of_hashes(&hashes(old));
            let proof = tree.consistency(old).unwrap();
            if old > 0 {
                let additions = usize::try_from(new - old).unwrap();
                assert_eq!(joined(&proof), oracle.prove_consistency(additions).as_bytes());
            }
            assert_eq!(verify_consistency(old, old_root, new, tree.root(), &proof), Ok(()));
            refuse_altered_consistency(old, old_root, new, tree.root(), &proof);
        }
        assert_eq!(tree.consistency(new + 1), None);
    }
}

fn refuse_altered_consistency(
    old: u64,
    old_root: Digest,
    new: u64,
    new_root: Digest,
    proof: &[Digest],
) {
    let other = Digest::of(b"other");
    for place in 0..proof.len() {
        let mut altered = proof.to_vec();
        altered[place] = other;
        assert!(verify_consistency(old, old_root, new, new_root, &altered).is_err());
    }
    let longer = [proof, &[other]].concat();
    assert!(verify_consistency(old, old_root, new, new_root, &longer).is_err());
    assert!(verify_consistency(old, other, new, new_root, proof).is_err());
    // Everything extends the empty tree; otherwise the later root is bound too.
    assert_eq!(verify_consistency(old, old_root, new, other, proof).is_ok(), old == 0 && new > 0);
    if !proof.is_empty() {
        assert!(verify_consistency(old, old_root, new, new_root, &proof[1..]).is_err());
    }
    assert!(verify_consistency(new + 1, old_root, new, new_root, proof).is_err());
}

#[test]
fn prefixes_stay_known() {
    let (all, mut prefixes) = (hashes(300), Prefixes::new());
    assert_eq!(prefixes.root_at(0), Some(root_of_hashes(&[])));
    for hash in &all {
        prefixes.push(*hash);
    }
    assert_eq!(prefixes.leaves(), all);
    for size in 0..=all.len() {
        let root = root_of_hashes(&all[..size]);
        assert_eq!(prefixes.root_at(size as u64), Some(root), "{size}");
    }
    assert_eq!(prefixes.root_at(301), None);
    assert_eq!(prefixes.root_at(u64::MAX), None);
}

#[test]
fn the_frontier_knows_every_prefix() {
    let (all, mut frontier) = (hashes(300), Frontier::new());
    for (size, hash) in all.iter().enumerate() {
        assert_eq!(frontier.size(), size as u64);
        assert_eq!(frontier.root(), Tree::new(all[..size].to_vec()).root());
        frontier.push(*hash);
    }
}

proptest! {
    #[test]
    fn no_proof_makes_the_check_panic(
        index: u64,
        old: u64,
        size: u64,
        path in prop::collection::vec(any::<[u8; 32]>(), 0..140),
    ) {
        let path: Vec<_> = path.into_iter().map(Digest).collect();
        let hash = Digest::of(b"");
        for size in [size, u64::MAX, index.saturating_add(1)] {
            let _ = verify_inclusion(hash, index, size, &path, hash);
            let _ = verify_consistency(old, hash, size, hash, &path);
            let _ = verify_consistency(u64::MAX - 1, hash, u64::MAX, hash, &path);
            let _ = verify_consistency(1 << 63, hash, u64::MAX, hash, &path);
        }
    }

    #[test]
    fn large_trees_agree_with_their_proofs(size in 70u64..3000, index: u64, old: u64) {
        let tree = Tree::new(hashes(size));
        let (index, old) = (index % size, old % (size + 1));
        let path = tree.inclusion(index).unwrap();
        let leaf = leaf_hash(format!("leaf {index}").as_bytes());
        prop_assert_eq!(verify_inclusion(leaf, index, size, &path, tree.root()), Ok(()));
        let proof = tree.consistency(old).unwrap();
        let old_root = root_of_hashes(&hashes(old));
        prop_assert_eq!(verify_consistency(old, old_root, size, tree.root(), &proof), Ok(()));
    }
}
