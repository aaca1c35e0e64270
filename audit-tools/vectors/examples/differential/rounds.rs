//! Signed rounds, as a scripted office publishes them, and the proof files of their families. A
//! fifth are damaged: on their way, or by the office itself.

use std::collections::BTreeMap;

use base64::{Engine as _, prelude::BASE64_STANDARD};
use paiwei_protocol::{
    proof::Proof,
    roll::Status,
    rules::{Posting, Rules, Source},
    trust::Trust,
    verify::{ProofMaker, Remark, check_proof, verify},
};
use paiwei_vectors::{
    ceremony::Ceremony,
    drand::{DEFAULT, QUICKNET},
    folder::Folder,
    people::{Child, child},
    rules::{DICE, REHEARSAL, observers, rules as base, with_drand},
    secret::{code, signing_key},
};
use serde_json::{Value, json};

use crate::{Question, chance::Chance, damage, engine::round};

/// One signed round in so many is damaged.
const DAMAGED: usize = 5;
/// One in so many takes its randomness from drand.
const DRAND: usize = 10;
/// Steps of a round at which an entry may be forged.
const STEPS: usize = 6;
/// Most children of a signed round.
const CHILDREN: usize = 12;
/// One proof file in so many is damaged.
const PROOFS_DAMAGED: usize = 3;

const NAMES: [&str; CHILDREN] =
    ["An", "Bo", "Cai", "Du", "E", "Fang", "Gu", "He", "Ji", "Kang", "Lu", "Ma"];
const CATEGORIES: [&str; 3] = ["sibling", "district", "staff"];
/// Recorded rounds of drand.
const BEACONS: [(&str, &[u64]); 2] = [
    (QUICKNET, &[2, 3, 123, 1000, 1001, 1002, 1003, 657_413]),
    (DEFAULT, &[1, 2, 3, 4, 1337, 72_785, 1_000_000, 2_634_945, 3_311_596]),
];

/// The questions about one signed round: its verdict, and its families'.
pub(crate) fn questions(seed: &str, number: usize) -> Vec<Question> {
    let mut chance = Chance::new(seed, "signed", number);
    // Damage and drand are spread evenly: a fifth and a tenth of however many are asked for.
    let damaged = number % DAMAGED == 1;
    let drand = number % DRAND == 3;
    let mut held = announced(&mut chance, drand);
    let dishonest = damaged && chance.once_in(2);
    let forged = if dishonest { Some(chance.below(2 * STEPS)) } else { None };
    hold(&mut chance, &mut held, forged);
    let mut files = held.folder();
    if damaged && !dishonest {
        damage::folder(&mut chance, &mut files);
    }
    let kind = if damaged { "damaged" } else { "honest" };
    let kind = if drand { format!("{kind}, drand") } else { kind.to_owned() };
    let trust = (!chance.once_in(12)).then(|| held.trust());
    let receipts = chosen(&mut chance, &held);
    let mut questions =
        vec![verdict(format!("signed {number} ({kind})"), &files, trust.as_deref(), &receipts)];
    questions.extend(family(&mut chance, &held, trust.as_deref(), number));
    questions
}

/// A round of random rules and children, whose office has done nothing yet.
fn announced(chance: &mut Chance, drand: bool) -> Ceremony {
    let small = round(chance, CHILDREN);
    let from = small.rules;
    let ids = if chance.once_in(3) { 3 } else { 1 };
    let watchers = observers("office", ["notary", "committee", "neighbour"]);
    let mut rules = Rules {
        bands: from.bands,
        numbers: from.numbers,
        bundles: from.bundles,
        categories: from.categories,
        programs: from.programs,
        stage: from.stage,
        jurisdiction: from.jurisdiction,
        observers: watchers.into_iter().take(ids).collect(),
        ..base(Vec::new())
    };
    if chance.once_in(4) {
        rules.posting = Posting { objection: 3600, ..rules.posting };
    }
    if chance.once_in(10) {
        REHEARSAL.clone_into(&mut rules.origin);
        rules.rehearsal = true;
    }
    let mut beacon = 0;
    if drand {
        let (chain, recorded) = chance.of(&BEACONS);
        beacon = chance.of(recorded);
        rules = with_drand(rules, chain, beacon);
        if chance.once_in(3) {
            rules.randomness.sources.insert(0, Source::Dice(DICE));
        }
    }
    let children = small.roll.lines.iter().enumerate();
    let name = |code| NAMES[small.roll.index_of(code).unwrap()];
    let children = children.map(|(index, line)| Child {
        points: line.points,
        status: line.status,
        bundle: line.bundle.iter().copied().map(name).collect(),
        categories: CATEGORIES
            .into_iter()
            .filter(|id| line.categories.iter().any(|c| c == id))
            .collect(),
        key: !chance.once_in(3),
        ..child(NAMES[index], &choices(line, rules.bands.len()))
    });
    let mut children: Vec<Child> = children.collect();
    for child in &mut children {
        child.categories.sort_unstable();
    }
    let mut held = Ceremony::alone(rules, children);
    held.beacon = beacon;
    held
}

/// The choices as filed: what doesn't take part in the end has filed something too.
fn choices(line: &paiwei_protocol::roll::Line, bands: usize) -> String {
    if line.status == Status::Entered { line.choices.to_string() } else { "|".repeat(bands - 1) }
}

/// Holds the round, perhaps twice. At the step `forged` a dishonest office changes the entry that it
/// appends next, or, beyond the steps, a file; all is signed over the change.
fn hold(chance: &mut Chance, held: &mut Ceremony, forged: Option<usize>) {
    let mut step = 0;
    let mut forge = |chance: &mut Chance, held: &mut Ceremony| {
        if forged == Some(step) {
            let mut own = Chance::new(&hex::encode(chance.bytes()), "forged", step);
            held.office.forge(move |entry| damage::value(&mut own, entry));
        }
        step += 1;
    };
    forge(chance, held);
    held.begin();
    forge(chance, held);
    held.open_intake();
    apply(chance, held, forged.is_some());
    forge(chance, held);
    held.close_intake();
    held.review();
    forge(chance, held);
    held.post();
    forge(chance, held);
    let file = forged.is_some_and(|forged| forged >= STEPS);
    let handed = draw(chance, held, file);
    // A second attempt would need a later drand round than those on record.
    let again = held.rules.drand_chain().is_none() && chance.once_in(6);
    if again && forged.is_none() {
        held.annul();
        held.commit_all();
        draw(chance, held, false);
    }
    forge(chance, held);
    if chance.once_in(2) || forged.is_some() {
        held.stand();
    }
    if !handed && chance.once_in(8) {
        held.office.rotate("journal", "journal 9", chance.once_in(2));
    }
}

/// All apply, some twice; keys change in between, and some withdraw. A dishonest office signs for
/// some.
fn apply(chance: &mut Chance, held: &mut Ceremony, dishonest: bool) {
    for child in held.children.clone() {
        held.apply(&child);
        match chance.below(12) {
            0 => held.hour(),
            1 => held.apply(&child),
            2 => {
                let label = format!("receipts {}", child.name);
                held.office.rotate("receipts", &label, chance.once_in(2));
            }
            // The script withdraws with a family's first key.
            3 if child.status != Status::Withdrawn => rekey(chance, held, child.name, dishonest),
            _ => {}
        }
    }
    let withdrawn = held.children.iter().filter(|child| child.status == Status::Withdrawn);
    for name in withdrawn.map(|child| child.name).collect::<Vec<_>>() {
        held.withdraw(name);
    }
}

/// Another key at the counter, or none asked for.
fn rekey(chance: &mut Chance, held: &mut Ceremony, name: &str, dishonest: bool) {
    let key = signing_key("another device");
    if !dishonest {
        held.rekey(name, &key, false);
    }
    if dishonest || chance.once_in(2) {
        held.rekey(name, &key, true);
    }
}

/// From the freeze to the result; whether the ceremony machine still holds the journal. A dishonest
/// office changes a file and signs over the change.
fn draw(chance: &mut Chance, held: &mut Ceremony, dishonest: bool) -> bool {
    if held.rules.posting.objection > 0 && held.attempt == 1 {
        held.witness_posting();
    }
    let handed = chance.once_in(5) && held.attempt == 1;
    if handed {
        held.office.hand_over();
    }
    held.freeze();
    if held.rules.posting.objection > 0 {
        held.witness_freeze();
    }
    held.open_all();
    held.randomise();
    held.draw();
    if dishonest {
        let path =
            chance.of(&["draw.txt", "results.csv", "cutoffs.csv", "waitlist.csv", "roll.csv"]);
        let file = held.files.get_mut(path).unwrap();
        if path.ends_with(".csv") && chance.once_in(2) {
            damage::table(chance, file);
        } else {
            damage::text(chance, file);
        }
    }
    held.publish();
    let back = handed && chance.once_in(2);
    if back {
        held.office.hand_back();
    }
    handed && !back
}

/// Some of the receipts.
fn chosen(chance: &mut Chance, held: &Ceremony) -> Vec<Vec<u8>> {
    let each = if chance.once_in(3) { 1 } else { 3 };
    held.slips.iter().filter(|_| chance.once_in(each)).cloned().collect()
}

fn encoded(bytes: &[u8]) -> Value {
    json!(BASE64_STANDARD.encode(bytes))
}

fn pinned(trust: Option<&[u8]>) -> Option<Trust> {
    trust.map(|bytes| Trust::read("trust.txt", bytes).unwrap())
}

/// Receipts with names.
fn named(receipts: &[Vec<u8>]) -> Vec<(String, Vec<u8>)> {
    (1..)
        .zip(receipts)
        .map(|(number, bytes)| (format!("receipt {number}"), bytes.clone()))
        .collect()
}

fn verdict(name: String, files: &Folder, trust: Option<&[u8]>, receipts: &[Vec<u8>]) -> Question {
    let report = verify(files, pinned(trust).as_ref(), &named(receipts), &mut |_| {});
    let check = report.deciding().map_or("-".to_owned(), |check| check.id.to_string());
    let line = json!({
        "kind": "round",
        "files": files.iter().map(|(path, bytes)| (path.clone(), encoded(bytes))).collect::<serde_json::Map<_, _>>(),
        "trust": trust.map(encoded),
        "receipts": receipts.iter().map(|bytes| encoded(bytes)).collect::<Vec<_>>(),
    });
    Question { name, line, answer: answer(report.exit(), &check, &report.remarks) }
}

fn answer(exit: u8, decided: &str, remarks: &[Remark]) -> String {
    let remarks: String = remarks.iter().map(|remark| format!("; {remark}")).collect();
    format!("{exit} {decided}{remarks}")
}

/// The light check of one child of the round, if a proof file can be made.
fn family(
    chance: &mut Chance,
    held: &Ceremony,
    trust: Option<&[u8]>,
    number: usize,
) -> Option<Question> {
    if held.children.is_empty() {
        return None;
    }
    let maker = ProofMaker::new(&held.folder()).ok()?;
    let child = chance.of(&held.children.iter().map(|child| child.name).collect::<Vec<_>>());
    let mut proof = maker.of(code(child)).ok()?;
    let damaged = chance.once_in(PROOFS_DAMAGED);
    if damaged {
        change(chance, &mut proof);
    }
    let whose = if chance.once_in(20) { chance.of(&NAMES[..held.children.len()]) } else { child };
    let own =
        held.receipts.iter().zip(&held.slips).filter(|(receipt, _)| receipt.code == code(whose));
    let mut receipts: Vec<_> = own.map(|(_, slip)| slip.clone()).collect();
    if chance.once_in(8) {
        damage::text(chance, &mut receipts[0]);
    }
    let packed = proof.write();
    let report = check_proof("family.proof", &packed, pinned(trust).as_ref(), &named(&receipts));
    let step = report.deciding().map_or("-".to_owned(), |step| format!("L{}", step.number));
    let line = json!({
        "kind": "proof",
        "proof": encoded(&packed),
        "trust": trust.map(encoded),
        "receipts": receipts.iter().map(|bytes| encoded(bytes)).collect::<Vec<_>>(),
    });
    let kind = if damaged { "damaged" } else { "honest" };
    let name = format!("proof {number} ({kind})");
    Some(Question { name, line, answer: answer(report.exit(), &step, &report.remarks) })
}

/// Changes a text, a path or an index of a proof file.
fn change(chance: &mut Chance, proof: &mut Proof) {
    let (entry, member) = (chance.below(proof.entries.len()), chance.below(proof.members.len()));
    let text = match chance.below(9) {
        0 => &mut proof.checkpoint,
        1 => &mut proof.rules,
        2 => &mut proof.draw,
        3 => &mut proof.cutoffs,
        4 => &mut proof.members[member].roll,
        5 => &mut proof.members[member].result,
        6 => {
            proof.entries[entry].path.pop();
            return;
        }
        7 => return drop(proof.entries.remove(entry)),
        _ => &mut proof.entries[entry].text,
    };
    let mut bytes = text.clone().into_bytes();
    damage::text(chance, &mut bytes);
    *text = String::from_utf8(bytes).unwrap();
}

/// How the verdicts are spread.
pub(crate) fn told(answers: &[(String, String)]) -> String {
    let mut counts = BTreeMap::new();
    for (name, answer) in answers {
        // An honest office's rounds pass, or the script plays it wrongly.
        let honest = name.starts_with("signed") && name.contains("honest");
        assert!(!(honest && answer.starts_with('1')), "{name}: {answer}");
        let kind = name.split(' ').next().unwrap_or_default();
        let decided = answer.split(';').next().unwrap_or_default();
        *counts.entry(format!("{kind} {decided}")).or_insert(0_usize) += 1;
    }
    counts.iter().map(|(what, count)| format!("{what}: {count}")).collect::<Vec<_>>().join(", ")
}
