//! Writing entries: canonical JSON (PROTOCOL.md, sections 2.5 and 9), and the hash that is
//! confirmed (section 3.7).

use serde_json::{Map, Value, json};

use super::{
    Announced, Body, Entry, Event, FORMAT, JournalOpened, KeyRotated, PublishedFiles, Recorded,
    Table, Watcher,
};
use crate::{digest::Digest, encoding::json::canonical, note::Note};

impl Entry {
    /// The entry's bytes: the leaf of the journal's tree.
    #[must_use]
    pub fn to_bytes(&self) -> Vec<u8> {
        canonical(&Value::Object(self.members()))
    }

    /// The *entry hash* of section 3.7: SHA-256 of the entry without `confirmations` and `at`.
    #[must_use]
    pub fn confirmed_hash(&self) -> Digest {
        let mut members = self.members();
        members.remove("confirmations");
        members.remove("at");
        Digest::of(&canonical(&Value::Object(members)))
    }

    fn members(&self) -> Map<String, Value> {
        let mut members = match &self.body {
            Body::JournalOpened(opened) => journal_opened(opened),
            Body::KeyRotated(rotated) => key_rotated(rotated),
            Body::HandedOver { key } => object(json!({ "key": key.to_string() })),
            Body::HandedBack => Map::new(),
            Body::Round { round, attempt, event } => {
                let mut members = event_members(event);
                members.insert("round".to_owned(), json!(round));
                members.insert("attempt".to_owned(), json!(attempt));
                members
            }
        };
        members.insert("at".to_owned(), json!(self.at));
        members.insert("type".to_owned(), json!(self.kind()));
        members
    }
}

fn object(value: Value) -> Map<String, Value> {
    match value {
        Value::Object(map) => map,
        _ => Map::new(),
    }
}

fn hex(digest: &Digest) -> String {
    digest.to_string()
}

fn notes(notes: &[Note]) -> Vec<String> {
    notes.iter().map(ToString::to_string).collect()
}

fn optional(note: Option<&Note>) -> Option<String> {
    note.map(ToString::to_string)
}

fn journal_opened(opened: &JournalOpened) -> Map<String, Value> {
    object(json!({
        "format": FORMAT,
        "origin": opened.origin,
        "journal": opened.journal.to_string(),
        "receipts": opened.receipts.to_string(),
        "recovery": opened.recovery.to_string(),
        "proof": opened.proof.to_string(),
    }))
}

fn key_rotated(rotated: &KeyRotated) -> Map<String, Value> {
    object(json!({
        "role": rotated.role.as_str(),
        "key": rotated.key.to_string(),
        "lost": rotated.lost,
        "proof": rotated.proof.to_string(),
    }))
}

fn event_members(event: &Event) -> Map<String, Value> {
    object(match event {
        Event::Announced(announced) => self::announced(announced),
        Event::SeedCommitted { holder, commitment, note } => json!({
            "holder": holder, "commitment": hex(commitment), "note": optional(note.as_ref()),
        }),
        Event::Intake { phase, size, root } => {
            json!({ "phase": phase.as_str(), "size": size, "root": hex(root) })
        }
        Event::RollPosted(roll) => table(roll),
        Event::PostingWitnessed { checkpoint }
        | Event::FreezeWitnessed { checkpoint }
        | Event::OrderWitnessed { checkpoint } => json!({ "checkpoint": checkpoint.to_string() }),
        Event::RollFrozen { roll, changes } => {
            let mut members = object(table(roll));
            members.insert("changes".to_owned(), json!(hex(changes)));
            Value::Object(members)
        }
        Event::SeedOpened { holder, seed, note } => json!({
            "holder": holder, "seed": hex::encode(seed), "note": optional(note.as_ref()),
        }),
        Event::SeedMissing { holder } => json!({ "holder": holder }),
        Event::OrderSet { drand, notes: denials } => json!({
            "drand": drand.map(|d| json!({ "chain": hex(&d.chain), "round": d.round })),
            "notes": notes(denials),
        }),
        Event::DiceThrown { dice, again, confirmations } => {
            json!({ "dice": dice, "again": again, "confirmations": notes(confirmations) })
        }
        Event::SourceFailed { reason, confirmations } => {
            json!({ "reason": reason, "confirmations": notes(confirmations) })
        }
        Event::RandomnessRecorded(recorded) => randomness(recorded),
        Event::ResultPublished { files, results } => {
            json!({ "files": published(files), "results": table(results) })
        }
        Event::Standing { result } => json!({ "result": result }),
        Event::Answers { size, root } => json!({ "size": size, "root": hex(root) }),
        Event::Voided { reason, notes: denials } => {
            json!({ "reason": reason, "notes": notes(denials) })
        }
        Event::Annulled { reason, result, confirmations } => {
            json!({ "reason": reason, "result": result, "confirmations": notes(confirmations) })
        }
    })
}

fn announced(announced: &Announced) -> Value {
    json!({
        "cohort": announced.cohort,
        "follows": announced.follows,
        "rules": hex(&announced.rules),
        "tag_key": hex(&announced.tag_key),
        "rehearsal": announced.rehearsal,
        "observers": announced.observers.iter().map(watcher).collect::<Vec<_>>(),
        "sources": announced.sources.words(),
        "fallback": announced.fallback,
    })
}

fn watcher(watcher: &Watcher) -> Value {
    json!({
        "id": watcher.id,
        "note_key": watcher.note_key.to_string(),
        "cosign_key": watcher.cosign_key.to_string(),
        "seed": watcher.seed,
        "witness": watcher.witness,
        "confirm": watcher.confirm,
    })
}

fn table(table: &Table) -> Value {
    json!({ "size": table.size, "root": hex(&table.root), "sha256": hex(&table.sha256) })
}

fn randomness(recorded: &Recorded) -> Value {
    match recorded {
        Recorded::Dice { fallback, dice, confirmations } => json!({
            "source": if *fallback { "fallback" } else { "dice" },
            "dice": dice,
            "confirmations": notes(confirmations),
        }),
        Recorded::Drand(beacon) => json!({
            "source": "drand",
            "drand": {
                "chain": hex(&beacon.at.chain),
                "round": beacon.at.round,
                "signature": hex::encode(&beacon.signature),
                "previous_signature": beacon.previous_signature.as_ref().map(hex::encode),
            },
        }),
    }
}

fn published(files: &PublishedFiles) -> Value {
    let mut members = object(json!({
        "PROTOCOL.md": hex(&files.protocol),
        "cutoffs.csv": hex(&files.cutoffs),
        "draw.txt": hex(&files.draw),
        "waitlist.csv": hex(&files.waitlist),
    }));
    if let Some(verify) = &files.verify {
        members.insert("verify.html".to_owned(), json!(hex(verify)));
    }
    Value::Object(members)
}
