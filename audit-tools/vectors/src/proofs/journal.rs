//! Entries, keys, checkpoint and files on their way to the family: L2 and L3.

use paiwei_protocol::{
    digest::Digest,
    merkle::{Tree, leaf_hash},
    proof::{Proof, ProofEntry},
};

use super::{
    ProofVector,
    family::{Family, published, round},
};
use crate::{
    ceremony::{Ceremony, trust},
    office::Office,
    people::five,
    rules::{START, small},
};

pub(super) fn all() -> Vec<ProofVector> {
    [entries(), surplus(), checkpoints(), keys(), files()].concat()
}

/// A change to the proof file of An.
fn act(
    name: &'static str,
    step: &'static str,
    why: &'static str,
    change: impl FnOnce(&mut Proof),
) -> ProofVector {
    Family::of(&published(), &["An"]).changed(change).bad(name, step, why)
}

/// The position of an entry of a type in the proof file.
fn at(proof: &Proof, kind: &str) -> usize {
    let says = format!("\"type\":\"{kind}\"");
    proof.entries.iter().position(|entry| entry.text.contains(&says)).expect("an entry of the type")
}

/// Entry `index` of the journal, as a proof file holds it.
fn entry_of(held: &Ceremony, index: usize) -> ProofEntry {
    let leaves = held.office.entries.iter().map(|entry| leaf_hash(entry)).collect();
    let text = String::from_utf8_lossy(&held.office.entries[index]).into_owned();
    let path = Tree::new(leaves).inclusion(index as u64).expect("an entry of the journal");
    ProofEntry { text, index: index as u64, path }
}

fn entries() -> Vec<ProofVector> {
    vec![
        act("entry-changed", "L2", "the frozen roll's root is another one", |proof| {
            let at = at(proof, "roll-frozen");
            let root = Digest::of(b"another roll").to_string();
            let text = &mut proof.entries[at].text;
            let place = text.find("\"root\":\"").expect("a root") + 8;
            text.replace_range(place..place + 64, &root);
        }),
        act("entry-path-changed", "L2", "a path to the checkpoint is changed", |proof| {
            proof.entries[1].path[0] = Digest::of(b"another sibling");
        }),
        act("entry-path-short", "L2", "a path to the checkpoint is one hash short", |proof| {
            proof.entries[1].path.pop();
        }),
        act("entry-path-long", "L2", "a path to the checkpoint is one hash long", |proof| {
            proof.entries[1].path.push(Digest::of(b"more"));
        }),
        act("entry-at-other-index", "L2", "an entry is said to be the one before", |proof| {
            let at = at(proof, "roll-frozen");
            proof.entries[at].index -= 1;
        }),
        act("entry-beyond-journal", "L2", "an index beyond the checkpoint's size", |proof| {
            proof.entries.last_mut().expect("entries").index = 9_007_199_254_740_991;
        }),
        act("opening-left-out", "L2", "entry 0 is not given", |proof| {
            proof.entries.remove(0);
        }),
        act("announcement-left-out", "L2", "round-announced is not given", |proof| {
            proof.entries.remove(at(proof, "round-announced"));
        }),
        act("freeze-left-out", "L2", "roll-frozen is not given", |proof| {
            proof.entries.remove(at(proof, "roll-frozen"));
        }),
        act("result-left-out", "L2", "result-published is not given", |proof| {
            let at = at(proof, "result-published");
            proof.entries.truncate(at);
        }),
    ]
}

fn surplus() -> Vec<ProofVector> {
    let with = |name, why, held: &Ceremony, index: usize| {
        let entry = entry_of(held, index);
        let change = |proof: &mut Proof| {
            proof.entries.push(entry);
            proof.entries.sort_by_key(|entry| entry.index);
        };
        Family::of(held, &["An"]).changed(change).bad(name, "L2", why)
    };
    let held = published();
    let intake = held.office.entries.iter().position(|entry| {
        entry.starts_with(b"{\"at\":")
            && String::from_utf8_lossy(entry).contains("\"type\":\"intake\"")
    });
    let mut twice = published();
    twice.stand();
    let first = twice.office.entries.len() - 2;
    let mut annulled = published();
    let stood = annulled.office.entries.len() - 1;
    annulled.annul();
    annulled.draw_again();
    vec![
        with(
            "intake-entry",
            "an entry of a type that doesn't belong here",
            &held,
            intake.expect("intake"),
        ),
        with("two-standing", "two standing entries are given", &twice, first),
        with(
            "standing-of-annulled",
            "the standing entry is of the annulled result",
            &annulled,
            stood,
        ),
        two_attempts(),
        other_round(),
    ]
}

/// The frozen roll of the first attempt with the result of the second.
fn two_attempts() -> ProofVector {
    let mut held = published();
    held.annul();
    held.draw_again();
    let kind =
        |entry: &Vec<u8>| String::from_utf8_lossy(entry).contains("\"type\":\"roll-frozen\"");
    let first = held.office.entries.iter().position(kind).expect("a frozen roll");
    let entry = entry_of(&held, first);
    let change = |proof: &mut Proof| {
        let at = at(proof, "roll-frozen");
        proof.entries[at] = entry;
    };
    let why = "roll of one attempt, result of another";
    Family::of(&held, &["An"]).changed(change).bad("roll-of-other-attempt", "L2", why)
}

/// The announcement of the round before.
fn other_round() -> ProofVector {
    let mut held = Ceremony::alone(small(), five());
    held.to_published();
    let mut held = held.follow("junior-2028", five());
    held.to_published();
    let kind =
        |entry: &Vec<u8>| String::from_utf8_lossy(entry).contains("\"type\":\"round-announced\"");
    let first = held.office.entries.iter().position(kind).expect("an announcement");
    let entry = entry_of(&held, first);
    let change = |proof: &mut Proof| {
        let at = at(proof, "round-announced");
        proof.entries[at] = entry;
    };
    let why = "announcement of one round, result of another";
    Family::of(&held, &["An"]).changed(change).bad("announcement-of-other-round", "L2", why)
}

fn checkpoints() -> Vec<ProofVector> {
    let held = published();
    let under = |name, why, note: paiwei_protocol::note::Note| {
        let change = |proof: &mut Proof| proof.checkpoint = note.to_string();
        Family::of(&held, &["An"]).changed(change).bad(name, "L2", why)
    };
    let (size, by) = (held.office.entries.len(), &held.witnesses);
    let mut retired = held.office.checkpoint_by(size, "journal 2");
    held.office.observer("notary").cosign(&mut retired, held.office.clock);
    let mut foreign = Office::open("office", "330198.admissions.example/journal", START);
    foreign.entries.clone_from(&held.office.entries);
    let cosigned = held.office.cosigned(by);
    let text = cosigned.to_string();
    let bad = text.rfind("— notary").expect("a cosignature");
    let mut damaged = text.clone();
    let last = damaged.len() - 6;
    damaged.replace_range(last..=last, if &text[last..=last] == "A" { "B" } else { "A" });
    assert!(bad < last);
    vec![
        under("checkpoint-by-other-key", "a key that was never in force signed", retired),
        under("checkpoint-of-other-journal", "another journal's name", foreign.cosigned(by)),
        under(
            "checkpoint-older",
            "the entries are not in this older checkpoint",
            held.office.cosigned_at(size - 1, by, held.office.clock),
        ),
        under(
            "cosigned-too-early",
            "cosigned before the last entry was there",
            held.office.cosigned_at(size, by, held.office.clock - 400),
        ),
        act("cosignature-bad", "L2", "the notary's cosignature is damaged", |proof| {
            proof.checkpoint = damaged;
        }),
        act("checkpoint-cut-off", "L2", "the checkpoint has no signature", |proof| {
            let end = proof.checkpoint.find("\n\n").expect("a note");
            proof.checkpoint.truncate(end + 1);
        }),
    ]
}

fn keys() -> Vec<ProofVector> {
    let other = Office::open("office", "330198.admissions.example/journal", START);
    let foreign = Family::of(&published(), &["An"]);
    let foreign = foreign.bad("trust-of-other-office", "L2", "another office is pinned");
    let mut held = round();
    held.office.forge(|entry| {
        let proof = entry["proof"].as_str().expect("a note").to_owned();
        let lines: Vec<&str> = proof.lines().filter(|l| !l.contains("/recovery ")).collect();
        entry["proof"] = serde_json::json!(lines.join("\n") + "\n");
    });
    held.office.rotate("receipts", "receipts 2", false);
    held.to_published();
    let why = "the receipts key was replaced without the recovery key";
    vec![
        ProofVector { trust: Some(trust(&other, &small())), ..foreign },
        Family::of(&held, &["An"]).bad("rotation-not-by-recovery", "L2", why),
    ]
}

fn files() -> Vec<ProofVector> {
    vec![
        act("rules-changed", "L2", "a seat more in the rules", |proof| {
            proof.rules = proof.rules.replacen("\"plan\":1", "\"plan\":2", 1);
        }),
        act("draw-changed", "L3", "the draw text says another attempt", |proof| {
            proof.draw = proof.draw.replace("attempt: 1", "attempt: 2");
        }),
        act("cutoffs-changed", "L3", "a cutoff is another one", |proof| {
            proof.cutoffs = proof.cutoffs.replacen("open\n", "closed\n", 1);
        }),
    ]
}
