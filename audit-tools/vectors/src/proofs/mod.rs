//! Proof files of families, good and bad, and what the light check says of them (PROTOCOL.md, section
//! 17). The rounds are held by the same scripted office; `family.proof` is made of what it
//! published, and then perhaps changed on its way.

mod family;
mod forged;
mod good;
mod journal;
mod lines;
mod open;
mod packing;
mod receipts;
mod succession;

use std::collections::BTreeMap;

use paiwei_protocol::encoding::json::canonical;
use serde_json::json;

use crate::{folder::Folder, vector::remark_lines};

/// Name of the proof file in a vector's folder.
pub const PROOF: &str = "family.proof";

/// A family's proof file and receipts, with the verdict.
#[derive(Debug, Clone)]
pub struct ProofVector {
    /// Name of its folder.
    pub name: &'static str,
    /// The proof file.
    pub proof: Vec<u8>,
    /// The verifier's trust file; without, it is given no trust.
    pub trust: Option<Vec<u8>>,
    /// The receipts, in the order in which they are given.
    pub receipts: Vec<Vec<u8>>,
    /// Exit status.
    pub exit: u8,
    /// The lowest-numbered step of that status, if one gives it.
    pub step: Option<&'static str>,
    /// What is remarked on the receipts (section 6.12).
    pub remarks: Vec<String>,
    /// Why, in a sentence.
    pub why: &'static str,
}

impl ProofVector {
    /// With these remarks, each a child's name and what follows its code.
    fn remarked<const N: usize>(self, remarks: [(&str, &str); N]) -> Self {
        Self { remarks: remark_lines(remarks), ..self }
    }

    /// The vector's files, by their paths inside its folder.
    #[must_use]
    pub fn files(&self) -> Folder {
        let mut verdict = json!({ "exit": self.exit, "why": self.why });
        if let Some(step) = self.step {
            verdict["step"] = json!(step);
        }
        if !self.remarks.is_empty() {
            verdict["remarks"] = json!(self.remarks);
        }
        let mut files = BTreeMap::from([
            (PROOF.to_owned(), self.proof.clone()),
            ("verdict.json".to_owned(), canonical(&verdict)),
        ]);
        let receipts = (1..).zip(&self.receipts);
        files.extend(receipts.map(|(n, bytes)| (format!("receipts/{n}.txt"), bytes.clone())));
        files.extend(self.trust.iter().map(|bytes| ("trust.txt".to_owned(), bytes.clone())));
        files
    }
}

/// All of them.
#[must_use]
pub fn all() -> Vec<ProofVector> {
    let found = [good::all(), open::all(), packing::all()].concat();
    let bad = [journal::all(), lines::all(), receipts::all(), forged::all()].concat();
    [found, bad, succession::all()].concat()
}
