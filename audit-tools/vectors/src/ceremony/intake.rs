//! Seeds are committed, applications come in.

use paiwei_protocol::{digest::Digest, ed25519::SigningKey, merkle, roll::Status};
use serde_json::{Value, json};

use super::Ceremony;
use crate::{people::Child, receipt::Receipt, secret::secret};

impl Ceremony {
    /// seed-committed of every holder.
    pub fn commit_all(&mut self) {
        for holder in self.holders() {
            self.commit(&holder);
        }
    }

    /// The office and the observers with seeds.
    #[must_use]
    pub fn holders(&self) -> Vec<String> {
        self.rules.seed_holders().into_iter().map(str::to_owned).collect()
    }

    /// seed-committed of one holder, whose seed its label decides.
    pub fn commit(&mut self, holder: &str) {
        let label = format!("seed {} {} {holder}", self.rules.round, self.attempt);
        self.commit_to(holder, secret(&label));
    }

    /// seed-committed of one holder, to this seed.
    pub fn commit_to(&mut self, holder: &str, seed: [u8; 32]) {
        let commitment = self.statements().commitment(holder, &seed);
        let text = self.statements().seed_commit(holder, &commitment);
        self.seeds.insert(holder.to_owned(), seed);
        let note = self.note_of(holder, &text);
        let commitment = commitment.to_string();
        self.append(
            "seed-committed",
            json!({ "holder": holder, "commitment": commitment, "note": note }),
        );
    }

    /// The note of an observer; null for the office.
    #[must_use]
    pub fn note_of(&self, holder: &str, text: &str) -> Value {
        match holder {
            "office" => Value::Null,
            _ => json!(self.office.observer(holder).sign(text).to_string()),
        }
    }

    /// Applications are taken from now on.
    pub fn open_intake(&mut self) {
        self.office.wait_until(self.rules.timeline.open);
        self.intake_entry("open");
    }

    /// An hour is over.
    pub fn hour(&mut self) {
        self.intake_entry("hour");
    }

    /// Applications are no longer taken; intake.csv goes out.
    pub fn close_intake(&mut self) {
        self.office.wait_until(self.rules.timeline.close);
        self.intake_entry("close");
        let records: String = self.intake.iter().map(|record| format!("{record}\n")).collect();
        let table = format!("code,revision,receipt\n{records}");
        self.files.insert("intake.csv".to_owned(), table.into_bytes());
    }

    fn intake_entry(&mut self, phase: &str) {
        let root: Digest = merkle::root(&self.intake);
        let size = self.intake.len();
        self.append("intake", json!({ "phase": phase, "size": size, "root": root.to_string() }));
    }

    /// Every child applies once.
    pub fn apply_all(&mut self) {
        for child in self.children.clone() {
            self.apply(&child);
        }
    }

    /// A child applies or changes its application: the next revision is received.
    pub fn apply(&mut self, child: &Child) {
        let receipt =
            Receipt::of(child, &self.office.origin, &self.rules.round, self.next(child.name));
        self.receive(receipt);
    }

    /// The child called `name` changes its choices.
    ///
    /// # Panics
    /// If the script has no such child.
    pub fn revise(&mut self, name: &str, choices: &str) {
        let child = self.child(name);
        choices.clone_into(&mut child.choices);
        let child = child.clone();
        self.apply(&child);
    }

    /// The next revision of the child called `name` under this key: signed by it, or made by the
    /// office, which gives the family this key.
    ///
    /// # Panics
    /// If the script has no such child.
    pub fn rekey(&mut self, name: &str, key: &SigningKey, by_family: bool) {
        let child = self.child(name).clone();
        let (origin, round) = (&self.office.origin, &self.rules.round);
        let mut receipt = Receipt::of(&child, origin, round, self.next(name));
        receipt.sign(key);
        receipt.signature = receipt.signature.filter(|_| by_family);
        self.receive(receipt);
    }

    /// The child called `name` withdraws.
    ///
    /// # Panics
    /// If the script has no such child.
    pub fn withdraw(&mut self, name: &str) {
        let child = self.child(name);
        child.status = Status::Withdrawn;
        let child = child.clone();
        let (origin, round) = (&self.office.origin, &self.rules.round);
        let receipt = Receipt::withdrawn(&child, origin, round, self.next(name));
        self.receive(receipt);
    }

    /// A child by its name.
    ///
    /// # Panics
    /// If the script has no such child.
    pub fn child(&mut self, name: &str) -> &mut Child {
        self.children.iter_mut().find(|c| c.name == name).expect("a child of the script")
    }

    /// The next revision of a child.
    fn next(&self, name: &str) -> u64 {
        let code = crate::secret::code(name);
        self.receipts.iter().filter(|r| r.code == code).count() as u64 + 1
    }

    /// Takes what a receipt states: gives it its time and place.
    pub fn receive(&mut self, mut receipt: Receipt) {
        receipt.time = self.office.clock;
        receipt.index = self.intake.len();
        self.intake.push(receipt.intake_record());
        self.slips.push(self.sign_receipt(&receipt));
        self.receipts.push(receipt);
        self.office.clock += 1;
    }

    /// A receipt signed by the office's key of now.
    #[must_use]
    pub fn sign_receipt(&self, receipt: &Receipt) -> Vec<u8> {
        let (name, key) = self.office.receipts_key();
        receipt.signed(&name, &key).to_string().into_bytes()
    }
}
