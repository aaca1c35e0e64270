//! Families answer to their places.

use paiwei_protocol::{digest::Digest, merkle};
use serde_json::json;

use super::Ceremony;
use crate::{answer::Answer, people::Child};

impl Ceremony {
    /// The child says `accept` or `decline`: its next answer is received.
    pub fn answer(&mut self, child: &Child, said: &'static str) {
        let answer = self.next_answer(child, said);
        self.receive_answer(answer);
    }

    /// The child's next answer to the current attempt.
    #[must_use]
    pub fn next_answer(&self, child: &Child, said: &'static str) -> Answer {
        let code = crate::secret::code(child.name);
        let number = self.answered.iter().filter(|answer| answer.code == code).count() + 1;
        Answer::of(child, self.statements(), number, said)
    }

    /// Takes an answer: gives it its time and place.
    pub fn receive_answer(&mut self, mut answer: Answer) {
        answer.time = self.office.clock;
        answer.index = self.answers.len();
        self.answers.push(answer.record());
        self.slips.push(self.sign_answer(&answer));
        self.answered.push(answer);
        self.office.clock += 1;
    }

    /// The receipt of an answer, signed by the office's key of now.
    #[must_use]
    pub fn sign_answer(&self, answer: &Answer) -> Vec<u8> {
        let (name, key) = self.office.receipts_key();
        answer.signed(&name, &key).to_string().into_bytes()
    }

    /// An answers entry over the records as they are; answers.csv goes out.
    pub fn enter_answers(&mut self) {
        self.write_answers();
        let root: Digest = merkle::root(&self.answers);
        let size = self.answers.len();
        self.append("answers", json!({ "size": size, "root": root.to_string() }));
    }

    /// Writes answers.csv.
    pub fn write_answers(&mut self) {
        let records: String = self.answers.iter().map(|record| format!("{record}\n")).collect();
        let table = format!("code,number,answer,receipt\n{records}");
        self.files.insert(self.path("answers.csv"), table.into_bytes());
    }
}
