//! Requests and receipts (PROTOCOL.md, sections 6.3 and 6.4), written a second time like `texts`.

use paiwei_protocol::{digest::Digest, ed25519::SigningKey, ident::Code, note::Note, roll::Status};

use crate::people::{Child, note};

/// What a receipt states, and what the family signed of it.
#[derive(Debug, Clone)]
pub struct Receipt {
    /// Origin of the journal.
    pub origin: String,
    /// Id of the round.
    pub round: String,
    /// Code of the application.
    pub code: Code,
    /// Revision, from 1.
    pub revision: u64,
    /// `Entered` or `Withdrawn`.
    pub status: Status,
    /// The family's public key; none if the office made the revision.
    pub key: Option<[u8; 32]>,
    /// The family's signature over the request.
    pub signature: Option<[u8; 64]>,
    /// Codes joined by `+`.
    pub bundle: String,
    /// Claimed categories joined by `+`.
    pub claims: String,
    /// Choices.
    pub choices: String,
    /// Hash of the identity file.
    pub commitment: Digest,
    /// Time of receipt.
    pub time: u64,
    /// Place in `intake.csv`.
    pub index: usize,
}

impl Receipt {
    /// A receipt of what `child` applies for; signed by the family if it has a key.
    #[must_use]
    pub fn of(child: &Child, origin: &str, round: &str, revision: u64) -> Self {
        let bundle: Vec<_> = child.bundle.iter().map(|name| crate::secret::code(name)).collect();
        let mut receipt = Self {
            origin: origin.to_owned(),
            round: round.to_owned(),
            code: crate::secret::code(child.name),
            revision,
            status: Status::Entered,
            key: None,
            signature: None,
            bundle: paiwei_protocol::bundle::to_text(&sorted(bundle)),
            claims: child.categories.join("+"),
            choices: child.choices.clone(),
            commitment: child.commitment(),
            time: 0,
            index: 0,
        };
        if child.key {
            receipt.sign(&child.signing_key());
        }
        receipt
    }

    /// The same child withdraws.
    #[must_use]
    pub fn withdrawn(child: &Child, origin: &str, round: &str, revision: u64) -> Self {
        let nothing = Child { choices: String::new(), ..child.clone() };
        let nothing = Child { bundle: Vec::new(), categories: Vec::new(), ..nothing };
        let mut receipt = Self::of(&nothing, origin, round, revision);
        receipt.status = Status::Withdrawn;
        if child.key {
            receipt.sign(&child.signing_key());
        }
        receipt
    }

    /// The family signs what stands in the receipt now.
    pub fn sign(&mut self, key: &SigningKey) {
        self.key = Some(key.public());
        self.signature = Some(key.sign(self.request().as_bytes()));
    }

    /// The text that a family signs.
    #[must_use]
    pub fn request(&self) -> String {
        let Self { origin, round, code, revision, status, commitment, .. } = self;
        format!(
            "paiwei request v1\norigin: {origin}\nround: {round}\ncode: {code}\n\
             revision: {revision}\nstatus: {status}\n{}commitment: {commitment}\n",
            self.wishes()
        )
    }

    /// The text of the receipt.
    #[must_use]
    pub fn text(&self) -> String {
        let Self { origin, round, code, revision, status, commitment, time, index, .. } = self;
        let key = self.key.map_or_else(|| "-".to_owned(), hex::encode);
        let signature = self.signature.map_or_else(|| "-".to_owned(), hex::encode);
        format!(
            "paiwei receipt v1\norigin: {origin}\nround: {round}\ncode: {code}\n\
             revision: {revision}\nstatus: {status}\nkey: {key}\nsignature: {signature}\n{}\
             commitment: {commitment}\ntime: {time}\nindex: {index}\n",
            self.wishes()
        )
    }

    /// The record of `intake.csv`.
    #[must_use]
    pub fn intake_record(&self) -> String {
        format!("{},{},{}", self.code, self.revision, Digest::of(self.text().as_bytes()))
    }

    /// The receipt as the family keeps it.
    #[must_use]
    pub fn signed(&self, name: &str, key: &SigningKey) -> Note {
        note(&self.text(), name, key)
    }

    fn wishes(&self) -> String {
        let [bundle, claims, choices] =
            [&self.bundle, &self.claims, &self.choices].map(|text| dash(text));
        format!("bundle: {bundle}\nclaims: {claims}\nchoices: {choices}\n")
    }
}

fn dash(text: &str) -> &str {
    if text.is_empty() { "-" } else { text }
}

fn sorted(mut codes: Vec<Code>) -> Vec<Code> {
    codes.sort_unstable();
    codes
}
