//! Writing a proof file.

use serde_json::{Value, json};

use super::{FORMAT, Proof, ProofEntry, ProofMember, gzip};
use crate::{digest::Digest, encoding::json::canonical};

impl Proof {
    /// The bytes of the file: packed canonical JSON.
    #[must_use]
    pub fn write(&self) -> Vec<u8> {
        gzip::pack(&canonical(&self.value()))
    }

    fn value(&self) -> Value {
        json!({
            "format": FORMAT,
            "checkpoint": self.checkpoint,
            "entries": self.entries.iter().map(entry).collect::<Vec<_>>(),
            "rules": self.rules,
            "draw": self.draw,
            "cutoffs": self.cutoffs,
            "members": self.members.iter().map(member).collect::<Vec<_>>(),
        })
    }
}

fn entry(entry: &ProofEntry) -> Value {
    json!({ "entry": entry.text, "index": entry.index, "path": path(&entry.path) })
}

fn member(member: &ProofMember) -> Value {
    json!({
        "index": member.index,
        "roll": member.roll,
        "roll_path": path(&member.roll_path),
        "result": member.result,
        "result_path": path(&member.result_path),
    })
}

fn path(hashes: &[Digest]) -> Vec<String> {
    hashes.iter().map(Digest::to_string).collect()
}
