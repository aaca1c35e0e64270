//! Families of one round, with their receipts and proof files.

use paiwei_protocol::{
    proof::Proof,
    rules::{Numbers, OrderKey, Rules},
    verify::ProofMaker,
};

use super::ProofVector;
use crate::{
    ceremony::Ceremony,
    folder::Folder,
    people::{Child, SCRIPTED, child},
    rules::{category, everyone, plain, pool, program, rules, tier},
    secret::code,
};

/// What a family brings, and what it is judged by.
#[derive(Clone)]
pub(super) struct Family {
    pub(super) proof: Proof,
    pub(super) receipts: Vec<Vec<u8>>,
    trust: Vec<u8>,
}

impl Family {
    /// The family of these children: their last receipts, and the proof file of the first.
    pub(super) fn of(held: &Ceremony, names: &[&str]) -> Self {
        Self::from_folder(held, &held.folder(), names)
    }

    /// The same, with the proof file of a folder that the script went on to change.
    pub(super) fn from_folder(held: &Ceremony, folder: &Folder, names: &[&str]) -> Self {
        let maker = ProofMaker::new(folder).expect(SCRIPTED);
        let proof = maker.of(code(names[0])).expect(SCRIPTED);
        let receipts = names.iter().map(|name| slip(held, name, None)).collect();
        Self { proof, receipts, trust: held.trust() }
    }

    /// With a change to the proof file.
    pub(super) fn changed(mut self, change: impl FnOnce(&mut Proof)) -> Self {
        let before = self.proof.clone();
        change(&mut self.proof);
        assert_ne!(before, self.proof, "the act changes nothing");
        self
    }

    /// With other receipts.
    pub(super) fn with(self, receipts: Vec<Vec<u8>>) -> Self {
        Self { receipts, ..self }
    }

    /// All steps pass.
    pub(super) fn good(self, name: &'static str, why: &'static str) -> ProofVector {
        self.vector(name, 0, None, why)
    }

    /// A step fails.
    pub(super) fn bad(
        self,
        name: &'static str,
        step: &'static str,
        why: &'static str,
    ) -> ProofVector {
        self.vector(name, 1, Some(step), why)
    }

    /// Nothing is wrong, but a step can't be run.
    pub(super) fn open(
        self,
        name: &'static str,
        step: &'static str,
        why: &'static str,
    ) -> ProofVector {
        self.vector(name, 2, Some(step), why)
    }

    fn vector(
        self,
        name: &'static str,
        exit: u8,
        step: Option<&'static str>,
        why: &'static str,
    ) -> ProofVector {
        let (proof, trust) = (self.proof.write(), Some(self.trust));
        let (receipts, remarks) = (self.receipts, Vec::new());
        ProofVector { name, proof, trust, receipts, exit, step, remarks, why }
    }
}

/// A receipt as its family keeps it: of a revision, or the last.
pub(super) fn slip(held: &Ceremony, name: &str, revision: Option<u64>) -> Vec<u8> {
    let own = |receipt: &crate::receipt::Receipt| {
        receipt.code == code(name) && revision.is_none_or(|revision| receipt.revision == revision)
    };
    let index = held.receipts.iter().rposition(own).expect("the child has applied");
    held.slips[index].clone()
}

/// A round with all that a unit's place can depend on: bands, tiers, points, linked children, a
/// number for each program. Every family has a key.
pub(super) fn round() -> Ceremony {
    let siblings = vec![tier(["sibling"]), everyone().remove(0)];
    let p1 = program(
        "P1",
        vec![
            pool("siblings", Some(1), siblings, [OrderKey::Tier]),
            pool("open", Some(2), everyone(), [OrderKey::Band, OrderKey::Points]),
        ],
    );
    let programs =
        vec![p1, plain("P2", 1), program("P3", vec![pool("rest", None, everyone(), [])])];
    let bands =
        vec![crate::rules::band(1, ["P1", "P2"]), crate::rules::band(2, ["P1", "P2", "P3"])];
    let categories = ["staff", "sibling"].map(category).into();
    let numbers = Numbers::PerProgram;
    let rules = Rules { bands, categories, numbers, bundles: Some(3), ..rules(programs) };
    let children = [
        child("An", "P1|P2").of(["sibling"]),
        child("Bo", "P1|P3").of(["sibling", "staff"]).points(7).linked(["Bo", "Cai"]),
        child("Cai", "P1|P3").of(["sibling"]).points(9).linked(["Bo", "Cai"]),
        child("Du", "P2|P1").points(3),
        child("E", "P2|"),
        child("Fang", "P1|P2"),
        child("Gu", "|P1>P3").points(8),
    ];
    Ceremony::alone(rules, children.into_iter().map(Child::with_key).collect())
}

/// That round, published.
pub(super) fn published() -> Ceremony {
    let mut held = round();
    held.to_published();
    held.stand();
    held
}
