//! The draw, the result, and what undoes it.

use paiwei_protocol::{
    assign::assign,
    digest::Digest,
    draw::DrawKey,
    results::{Cutoffs, Results, Waitlist},
    roll::Roll,
};
use serde_json::json;

use super::{Ceremony, table};
use crate::{people::Child, secret::code};

impl Ceremony {
    /// Writes draw.txt and what follows from it.
    pub fn draw(&mut self) {
        self.files.insert(self.path("draw.txt"), self.draw_text().into_bytes());
        self.compute();
    }

    /// The draw text (section 12.1) from the facts of the ceremony.
    #[must_use]
    pub fn draw_text(&self) -> String {
        let kind = if self.rules.rehearsal { "rehearsal" } else { "draw" };
        let roll = table(&self.files[&self.path("roll.csv")]);
        let mut text = format!(
            "paiwei {kind} v1\njournal: {}\nround: {}\nattempt: {}\nrules: {}\nroll: {} {}\n",
            self.office.origin,
            self.rules.round,
            self.attempt,
            Digest::of(&self.files["rules.json"]),
            roll["size"],
            roll["root"].as_str().unwrap_or_default(),
        );
        for holder in self.holders() {
            let seed = self.opened[&holder].map_or_else(|| "missing".to_owned(), hex::encode);
            text += &format!("seed {holder}: {seed}\n");
        }
        for source in &self.sources {
            text += &format!("{source}\n");
        }
        text
    }

    /// Computes the three tables of the result from rules, roll and draw text as they are.
    pub fn compute(&mut self) {
        let key = DrawKey::of_text(&self.files[&self.path("draw.txt")]);
        let texts = self.roll.iter().map(ToString::to_string).collect();
        let roll = Roll { lines: self.roll.clone(), texts };
        let outcome = assign(&self.rules, &roll, &key);
        let files = [
            ("results.csv", Results::of(&outcome).write()),
            ("cutoffs.csv", Cutoffs::of(&outcome).write(&self.rules)),
            ("waitlist.csv", Waitlist::of(&outcome).write(&self.rules)),
        ];
        for (name, bytes) in files {
            self.files.insert(self.path(name), bytes);
        }
    }

    /// The children with a place, and those without.
    #[must_use]
    pub fn by_place(&self) -> (Vec<Child>, Vec<Child>) {
        let results = String::from_utf8_lossy(&self.files[&self.path("results.csv")]).into_owned();
        let has_place = |child: &&Child| {
            let line = results.lines().find(|line| line.starts_with(&code(child.name).to_string()));
            line.is_some_and(|line| !line.split(',').nth(1).unwrap_or_default().is_empty())
        };
        let (placed, left): (Vec<_>, Vec<_>) = self.children.iter().partition(has_place);
        (placed.into_iter().cloned().collect(), left.into_iter().cloned().collect())
    }

    /// result-published over the files as they are.
    pub fn publish(&mut self) {
        let hash = |path: &str| Digest::of(&self.files[path]).to_string();
        let mut files = json!({ "PROTOCOL.md": hash("PROTOCOL.md") });
        for name in ["cutoffs.csv", "draw.txt", "waitlist.csv"] {
            files[name] = json!(hash(&self.path(name)));
        }
        if self.files.contains_key("verify.html") {
            files["verify.html"] = json!(hash("verify.html"));
        }
        let results = table(&self.files[&self.path("results.csv")]);
        self.result =
            self.append("result-published", json!({ "files": files, "results": results }));
    }

    /// standing: the last result is in force.
    pub fn stand(&mut self) {
        self.append("standing", json!({ "result": self.result }));
    }

    /// round-voided before order-set.
    pub fn void(&mut self) {
        self.void_with(&[]);
    }

    /// round-voided with these notes.
    pub fn void_with(&mut self, notes: &[String]) {
        let reason = "the locality's plan was withdrawn";
        self.append("round-voided", json!({ "reason": reason, "notes": notes }));
    }

    /// result-annulled, confirmed; the next attempt goes on from the posting.
    pub fn annul(&mut self) {
        let by = self.confirmers.clone();
        let reason = "a classroom building was closed by the inspector";
        let members = json!({ "reason": reason, "result": self.result });
        self.append_confirmed("result-annulled", members, &by);
        self.attempt += 1;
        self.seeds.clear();
        self.opened.clear();
        self.sources.clear();
        self.answered.clear();
        self.answers.clear();
        self.roll = self.posted.clone();
    }
}
