//! Public randomness.

use paiwei_protocol::rules::Dice;
use serde_json::{Value, json};

use super::Ceremony;
use crate::{drand, secret::faces};

impl Ceremony {
    /// The dice that the rules want now: the source, or the fallback once drand has failed.
    ///
    /// # Panics
    /// If the rules have no dice: the script doesn't throw any then.
    #[must_use]
    pub fn dice(&self) -> Dice {
        let fallback = self.rules.randomness.fallback;
        let dice = if self.fallback { fallback } else { self.rules.dice() };
        dice.expect("the script throws dice only where the rules do")
    }

    /// Faces as the dice fall; `why` tells one throw from another.
    fn faces(&self, why: &str) -> String {
        let label = format!("{} {} {} {why}", self.rules.round, self.attempt, self.fallback);
        faces(&label, self.dice())
    }

    /// dice-thrown, the first time.
    pub fn throw(&mut self) {
        let faces = self.faces("");
        self.throw_faces(&faces);
    }

    /// dice-thrown with these faces.
    pub fn throw_faces(&mut self, faces: &str) {
        faces.clone_into(&mut self.thrown);
        self.append("dice-thrown", json!({ "dice": faces, "again": null, "confirmations": [] }));
    }

    /// dice-thrown once more, because the throw before was vetoed.
    pub fn throw_again(&mut self, why: &str) {
        let faces = self.faces(why);
        let members = json!({ "dice": faces, "again": why });
        self.thrown = faces;
        let by = self.confirmers.clone();
        self.append_confirmed("dice-thrown", members, &by);
    }

    /// randomness-recorded of the last throw.
    pub fn record_dice(&mut self) {
        self.record_throw("dice");
    }

    /// randomness-recorded of the last throw, in the place of `source`: `dice` or `fallback`.
    pub fn record_throw(&mut self, source: &str) {
        self.sources.push(format!("dice: {}", self.thrown));
        let members = json!({ "source": source, "dice": self.thrown });
        let by = self.confirmers.clone();
        self.append_confirmed("randomness-recorded", members, &by);
    }

    /// randomness-recorded of the last throw, with one note that all confirmers signed.
    pub fn record_dice_jointly(&mut self) {
        self.sources.push(format!("dice: {}", self.thrown));
        let mut members = json!({ "source": "dice", "dice": self.thrown });
        let note = self.joint_confirmation("randomness-recorded", &members, &self.confirmers);
        members["confirmations"] = json!([note]);
        self.append("randomness-recorded", members);
    }

    /// source-failed, once the drand round was due.
    ///
    /// # Panics
    /// If drand is no source of the rules.
    pub fn fail_source(&mut self) {
        let chain = self.rules.drand_chain().expect("a round with drand");
        self.office.wait_until(drand::time_of(&chain, self.beacon) + 3600);
        let by = self.confirmers.clone();
        self.append_confirmed(
            "source-failed",
            json!({ "reason": "no signature for an hour" }),
            &by,
        );
        self.fallback = true;
    }

    /// randomness-recorded of the drand round, once it is due.
    ///
    /// # Panics
    /// If drand is no source of the rules, or the round is not among the recorded ones.
    pub fn record_drand(&mut self) {
        let chain = self.rules.drand_chain().expect("a round with drand");
        let drand = drand::recorded(&chain, self.beacon);
        self.record_beacon(&drand);
    }

    /// randomness-recorded with this `drand` member.
    pub fn record_beacon(&mut self, drand: &Value) {
        let text = |name: &str| drand[name].as_str().unwrap_or_default().to_owned();
        let (chain, signature) = (text("chain"), text("signature"));
        let rules_chain = self.rules.drand_chain().expect("a round with drand");
        self.office.wait_until(drand::time_of(&rules_chain, self.beacon) + 5);
        self.sources.push(format!("drand: {chain} {} {signature}", drand["round"]));
        self.append("randomness-recorded", json!({ "source": "drand", "drand": drand }));
    }
}
