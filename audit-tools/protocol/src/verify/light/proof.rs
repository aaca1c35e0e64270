//! A proof file: only what one unit needs, under inclusion paths.

use super::{
    Ground, Member,
    entries::{self, Entries},
};
use crate::{
    digest::Digest,
    draw::DrawKey,
    encoding::csv::table,
    journal::{Table, evidence},
    merkle::{leaf_hash, verify_inclusion},
    note::Note,
    proof::{Proof, ProofMember},
    results::{Cutoffs, RESULTS_HEADER, Results},
    roll::{ROLL_HEADER, Roll},
    rules::Rules,
    verify::{failed, rules, witnesses},
};

/// A proof file whose entries, keys and rules are sound.
pub(super) struct Packed<'a> {
    proof: &'a Proof,
    entries: Entries,
}

/// The entries and the rules of a proof file, if they are sound.
pub(super) fn open(proof: &Proof) -> Result<(Ground, Packed<'_>), String> {
    let note = Note::parse("checkpoint", proof.checkpoint.as_bytes());
    let note = note.map_err(|error| error.to_string())?;
    let entries = entries::read(proof, &note)?;
    let rules = announced(proof, &entries)?;
    let observers = &entries.announced.observers;
    let seen = match evidence::cosignatures_since(observers, &note, entries.last_at) {
        Ok(found) => witnesses::enough(&found, observers),
        Err(error) => failed(format!("checkpoint: {error}")),
    };
    let witnesses = observers.iter().filter(|observer| observer.witness);
    let times = witnesses.filter_map(|o| note.cosigned(&o.cosign_key).ok().flatten());
    let ground = Ground {
        origin: entries.origin.clone(),
        keys: entries.keys.clone(),
        rules,
        attempt: entries.result.attempt,
        seen,
        witnessed_at: times.max(),
        in_force_at: Some(entries.in_force_at),
    };
    Ok((ground, Packed { proof, entries }))
}

fn announced(proof: &Proof, entries: &Entries) -> Result<Rules, String> {
    let bytes = proof.rules.as_bytes();
    let said = &entries.announced;
    if Digest::of(bytes) != said.rules {
        return Err(unlike("rules.json"));
    }
    let rules = Rules::read(bytes).map_err(|error| error.to_string())?;
    let findings = rules::differences(&entries.origin, &entries.round, said, &rules, bytes);
    if findings.is_empty() { Ok(rules) } else { Err(findings.join("; ")) }
}

impl Packed<'_> {
    /// L3
    pub(super) fn files(&self, rules: &Rules) -> Result<(DrawKey, Cutoffs), String> {
        let (draw, cutoffs) = (self.proof.draw.as_bytes(), self.proof.cutoffs.as_bytes());
        let named = &self.entries.result.files;
        for (file, bytes, hash) in
            [("draw.txt", draw, named.draw), ("cutoffs.csv", cutoffs, named.cutoffs)]
        {
            if Digest::of(bytes) != hash {
                return Err(unlike(file));
            }
        }
        let read = Cutoffs::read("cutoffs.csv", cutoffs, rules);
        Ok((DrawKey::of_text(draw), read.map_err(|error| error.to_string())?))
    }

    /// The members' lines, read as tables of their own, under the roots that the entries name.
    pub(super) fn lines(&self, rules: &Rules) -> Result<Vec<Member>, String> {
        let members = &self.proof.members;
        let (frozen, results) = (&self.entries.frozen, &self.entries.result.results);
        if frozen.size != results.size {
            return Err("roll.csv and results.csv have different sizes".to_owned());
        }
        for ProofMember { index, roll, roll_path, result, result_path } in members {
            under("roll.csv", *index, roll, roll_path, frozen)?;
            under("results.csv", *index, result, result_path, results)?;
        }
        let roll = table(ROLL_HEADER, members.iter().map(|member| &member.roll));
        let roll = Roll::read("roll.csv", &roll, rules).map_err(|error| error.to_string())?;
        let results = table(RESULTS_HEADER, members.iter().map(|member| &member.result));
        let results = Results::read("results.csv", &results).map_err(|error| error.to_string())?;
        let lines = roll.lines.into_iter().zip(results.lines);
        let member = |(given, (line, result)): (&ProofMember, _)| {
            Some(Member { index: u32::try_from(given.index).ok()?, line, result })
        };
        let members: Option<_> = members.iter().zip(lines).map(member).collect();
        members.ok_or_else(|| "an index is beyond the records of a roll".to_owned())
    }
}

fn under(file: &str, index: u64, line: &str, path: &[Digest], table: &Table) -> Result<(), String> {
    verify_inclusion(leaf_hash(line.as_bytes()), index, table.size, path, table.root)
        .map_err(|error| format!("{file}, record {index}: {error}"))
}

fn unlike(file: &str) -> String {
    format!("{file}: not the file that the journal names")
}
