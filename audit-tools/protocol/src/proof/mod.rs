//! Proof files: what the light check of one family needs of a published round, in one small file
//! (PROTOCOL.md, section 17.3).
//!
//! Here is the file's form alone. Making one from a published folder, and checking one, is with the
//! other checks: [`crate::verify::ProofMaker`] and [`crate::verify::check_proof`].

mod gzip;
mod read;
#[cfg(test)]
mod tests;
mod write;

pub use gzip::PackError;

use crate::{digest::Digest, encoding::json::JsonError};

/// Format of a proof file, as it names it.
pub const FORMAT: &str = "paiwei proof v1";
/// Most bytes of a proof file, packed as well as unpacked (16 MiB).
pub const MAX_PROOF: usize = 16 << 20;
/// Most entries of a proof file.
pub const MAX_PROOF_ENTRIES: usize = 64;
/// Most members: a bundle has no more.
pub const MAX_MEMBERS: usize = 16;
/// Most hashes of an inclusion path.
pub const MAX_PATH: usize = 64;

/// A proof file, unpacked. Nothing in it is judged yet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// `journal/checkpoint`
    pub checkpoint: String,
    /// Entries of the journal, indexes ascending.
    pub entries: Vec<ProofEntry>,
    /// `rules.json`
    pub rules: String,
    /// `draw.txt` of the attempt in force
    pub draw: String,
    /// `cutoffs.csv` of the attempt in force
    pub cutoffs: String,
    /// The unit's lines, indexes ascending.
    pub members: Vec<ProofMember>,
}

/// An entry of the journal.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofEntry {
    /// Its bytes.
    pub text: String,
    /// Its index.
    pub index: u64,
    /// Its inclusion path to the checkpoint's root.
    pub path: Vec<Digest>,
}

/// A child of the unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProofMember {
    /// Its index in the roll.
    pub index: u64,
    /// Its line of `roll.csv`, without LF.
    pub roll: String,
    /// The inclusion path of that.
    pub roll_path: Vec<Digest>,
    /// Its line of `results.csv`, without LF.
    pub result: String,
    /// The inclusion path of that.
    pub result_path: Vec<Digest>,
}

/// A proof file that is not of its form.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ProofFileError {
    /// It can't be unpacked.
    #[error("{file}: {error}; get the proof file again, whole and unchanged")]
    Pack {
        /// The file.
        file: String,
        /// Why.
        error: PackError,
    },
    /// What it unpacks to is not of the form.
    #[error(transparent)]
    Json(#[from] JsonError),
}
