//! The frozen rounds that every verifier of paiwei must judge alike, made by a scripted office that
//! plays honestly ([`good`]) and dishonestly ([`bad`]): PROTOCOL.md, section 16.
//!
//! [`office`] holds the journal and the keys, [`people`] are observers and children,
//! [`ceremony`] holds a round step by step, [`folder`] is what comes out of it, [`vector`] adds the
//! verdict. Nothing here is random: keys, seeds, codes and dice follow from labels ([`secret`]).

pub mod answer;
pub mod bad;
pub mod ceremony;
pub mod drand;
pub mod folder;
pub mod good;
pub mod office;
pub mod people;
pub mod proofs;
pub mod receipt;
pub mod rules;
pub mod secret;
pub mod texts;
pub mod vector;

use std::{collections::BTreeMap, path::Path};

use folder::Folder;
use vector::Vector;

/// All vectors: the folder (`good` or `bad`) and the vector.
#[must_use]
pub fn all() -> Vec<(&'static str, Vector)> {
    let good = good::all().into_iter().map(|vector| ("good", vector));
    let bad = bad::all().into_iter().map(|vector| ("bad", vector));
    good.chain(bad).collect()
}

/// Folders of vectors beside this package.
pub const SIDES: [&str; 3] = ["good", "bad", "proofs"];

/// The files of all vectors, by their paths: `good/NAME/…`, `bad/NAME/…` and `proofs/NAME/…`.
///
/// # Panics
/// If two vectors have one name.
#[must_use]
pub fn files() -> Folder {
    let mut files = BTreeMap::new();
    for (side, vector) in all() {
        for (path, bytes) in vector.files() {
            let before = files.insert(format!("{side}/{}/{path}", vector.name), bytes);
            assert!(before.is_none(), "two vectors are called {}", vector.name);
        }
    }
    for vector in proofs::all() {
        for (path, bytes) in vector.files() {
            let before = files.insert(format!("proofs/{}/{path}", vector.name), bytes);
            assert!(before.is_none(), "two proof files are called {}", vector.name);
        }
    }
    files
}

/// The committed vectors, in the form of [`files`].
///
/// # Errors
/// If a file can't be read.
pub fn committed(root: &Path) -> std::io::Result<Folder> {
    let mut files = BTreeMap::new();
    for side in SIDES {
        if root.join(side).exists() {
            let side_files = vector::read(&root.join(side))?;
            files.extend(side_files.into_iter().map(|(path, b)| (format!("{side}/{path}"), b)));
        }
    }
    Ok(files)
}
