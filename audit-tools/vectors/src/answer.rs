//! Answers and their receipts (PROTOCOL.md, sections 6.7 to 6.9), written a second time like `texts`.

use paiwei_protocol::{digest::Digest, ed25519::SigningKey, ident::Code, note::Note};

use crate::{
    people::{Child, note},
    texts::Attempt,
};

/// What an answer's receipt states, and what the family signed of it.
#[derive(Debug, Clone)]
pub struct Answer {
    /// The attempt whose result is answered.
    pub of: Attempt,
    /// Code of the application.
    pub code: Code,
    /// The how-manieth answer of this code, from 1.
    pub number: usize,
    /// `accept` or `decline`.
    pub said: &'static str,
    /// The family's public key; none if it has none.
    pub key: Option<[u8; 32]>,
    /// The family's signature; none if the office typed the answer in.
    pub signature: Option<[u8; 64]>,
    /// Time of receipt.
    pub time: u64,
    /// Place in `answers.csv`.
    pub index: usize,
}

impl Answer {
    /// What `child` says to its place; signed by the family if it has a key.
    #[must_use]
    pub fn of(child: &Child, of: Attempt, number: usize, said: &'static str) -> Self {
        let code = crate::secret::code(child.name);
        let (key, signature) = (None, None);
        let mut answer = Self { of, code, number, said, key, signature, time: 0, index: 0 };
        if child.key {
            answer.sign(&child.signing_key());
        }
        answer
    }

    /// The family signs what stands in the answer now.
    pub fn sign(&mut self, key: &SigningKey) {
        self.key = Some(key.public());
        let text = format!("paiwei answer v1\n{}", self.lines());
        self.signature = Some(key.sign(text.as_bytes()));
    }

    /// The text of the receipt.
    #[must_use]
    pub fn text(&self) -> String {
        let Self { time, index, .. } = self;
        let key = self.key.map_or_else(|| "-".to_owned(), hex::encode);
        let signature = self.signature.map_or_else(|| "-".to_owned(), hex::encode);
        format!(
            "paiwei answered v1\n{}key: {key}\nsignature: {signature}\ntime: {time}\n\
             index: {index}\n",
            self.lines()
        )
    }

    /// The record of `answers.csv`.
    #[must_use]
    pub fn record(&self) -> String {
        let hash = Digest::of(self.text().as_bytes());
        format!("{},{},{},{hash}", self.code, self.number, self.said)
    }

    /// The receipt as the family keeps it.
    #[must_use]
    pub fn signed(&self, name: &str, key: &SigningKey) -> Note {
        note(&self.text(), name, key)
    }

    fn lines(&self) -> String {
        let Self { of, code, number, said, .. } = self;
        let Attempt { origin, round, number: attempt } = of;
        format!(
            "origin: {origin}\nround: {round}\nattempt: {attempt}\ncode: {code}\n\
             number: {number}\nanswer: {said}\n"
        )
    }
}
