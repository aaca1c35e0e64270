//! The texts that people sign, and the draw's commitments, written from PROTOCOL.md a second time:
//! taken from the verifier's crate, a slip there would be in the vectors too and never be seen.

use paiwei_protocol::digest::Digest;

/// A round's attempt: the lines that statements begin with.
#[derive(Debug, Clone)]
pub struct Attempt {
    /// Origin of the journal.
    pub origin: String,
    /// Id of the round.
    pub round: String,
    /// Number, from 1.
    pub number: u32,
}

impl Attempt {
    fn lines(&self, kind: &str) -> String {
        let Self { origin, round, number } = self;
        format!("paiwei {kind} v1\n{origin}\n{round}\n{number}\n")
    }

    /// The commitment to a seed (section 11.1).
    #[must_use]
    pub fn commitment(&self, holder: &str, seed: &[u8; 32]) -> Digest {
        let lines = format!("{}{holder}\n{}\n", self.lines("seed"), hex::encode(seed));
        Digest::of(lines.as_bytes())
    }

    /// The statement *seed-commit* (section 3.7).
    #[must_use]
    pub fn seed_commit(&self, holder: &str, commitment: &Digest) -> String {
        format!("{}{holder}\n{commitment}\n", self.lines("seed-commit"))
    }

    /// The statement *seed-open* (section 3.7).
    #[must_use]
    pub fn seed_open(&self, holder: &str, seed: &[u8; 32]) -> String {
        format!("{}{holder}\n{}\n", self.lines("seed-open"), hex::encode(seed))
    }

    /// The statement *confirm* (section 3.7).
    #[must_use]
    pub fn confirm(&self, entry_type: &str, entry_hash: &Digest) -> String {
        format!("{}{entry_type}\n{entry_hash}\n", self.lines("confirm"))
    }

    /// The statement *not-cosigned* (section 3.7).
    #[must_use]
    pub fn not_cosigned(&self, index: usize, entry: &[u8]) -> String {
        format!("{}{index}\n{}\n", self.lines("not-cosigned"), Digest::of(entry))
    }
}

/// The statement *keys* (section 3.7).
#[must_use]
pub fn keys(origin: &str, index: usize, keys: &[(&str, &str)]) -> String {
    let lines: String = keys.iter().map(|(role, key)| format!("{role} {key}\n")).collect();
    format!("paiwei keys v1\n{origin}\n{index}\n{lines}")
}
