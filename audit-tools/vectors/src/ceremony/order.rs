//! Seeds are opened; the order is set and witnessed.

use serde_json::{Value, json};

use super::Ceremony;
use crate::drand;

/// Seconds that the office leaves observers to cosign the order before the lead begins.
const COSIGNING: u64 = 200;

impl Ceremony {
    /// seed-opened of every holder, the office first.
    pub fn open_all(&mut self) {
        for holder in self.holders() {
            self.open(&holder);
        }
    }

    /// seed-opened of one holder.
    pub fn open(&mut self, holder: &str) {
        let seed = self.seeds[holder];
        let note = self.note_of(holder, &self.statements().seed_open(holder, &seed));
        self.opened.insert(holder.to_owned(), Some(seed));
        let seed = hex::encode(seed);
        self.append("seed-opened", json!({ "holder": holder, "seed": seed, "note": note }));
    }

    /// seed-missing of one holder, when its time is over.
    pub fn miss(&mut self, holder: &str) {
        self.office.clock += self.rules.timeline.reveal;
        self.opened.insert(holder.to_owned(), None);
        self.append("seed-missing", json!({ "holder": holder }));
    }

    /// order-set: the first of the attempt.
    pub fn set_order(&mut self) {
        self.wait_for_order();
        let drand = self.drand_of_order();
        self.order = self.append("order-set", json!({ "drand": drand, "notes": [] }));
    }

    /// order-set once more, for another drand round, with the notes of these witnesses.
    pub fn set_order_again(&mut self, beacon: u64, by: &[String]) {
        let notes = self.denials(by);
        self.beacon = beacon;
        self.wait_for_order();
        let drand = self.drand_of_order();
        self.order = self.append("order-set", json!({ "drand": drand, "notes": notes }));
    }

    /// Notes in which these witnesses state that they did not cosign the order.
    #[must_use]
    pub fn denials(&self, by: &[String]) -> Vec<String> {
        let text = self.statements().not_cosigned(self.order, &self.office.entries[self.order]);
        by.iter().map(|id| self.office.observer(id).sign(&text).to_string()).collect()
    }

    /// order-witnessed by the witnesses, now.
    pub fn witness_order(&mut self) {
        self.witness("order-witnessed");
    }

    fn drand_of_order(&self) -> Value {
        match self.rules.drand_chain() {
            Some(chain) => json!({ "chain": chain.to_string(), "round": self.beacon }),
            None => Value::Null,
        }
    }

    fn wait_for_order(&mut self) {
        if let Some(chain) = self.rules.drand_chain() {
            let due = drand::time_of(&chain, self.beacon);
            self.office.wait_until(due - self.rules.randomness.lead - COSIGNING);
        }
    }

    /// Order and randomness, as the rules' sources want them.
    pub fn randomise(&mut self) {
        let (dice, drand) = (self.rules.dice(), self.rules.drand_chain().is_some());
        if dice.is_some() && drand {
            self.throw();
            self.record_dice();
        }
        self.set_order();
        self.witness_order();
        if drand {
            self.record_drand();
        } else {
            self.throw();
            self.record_dice();
        }
    }
}
