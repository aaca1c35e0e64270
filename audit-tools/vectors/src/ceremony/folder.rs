//! The published folder, and what a verifier pins.

use paiwei_protocol::{note::Note, rules::Rules};

use super::Ceremony;
use crate::{
    folder::{Folder, journal, sum},
    office::Office,
    people::Child,
    rules::timeline,
};

/// A block of trust.txt (section 15.1) for an office and the observers of rules.
#[must_use]
pub fn trust(office: &Office, rules: &Rules) -> Vec<u8> {
    let mut text =
        format!("paiwei trust v1\norigin: {}\nrecovery: {}\n", office.origin, office.recovery());
    for observer in &rules.observers {
        text += &format!("observer: {} {}\n", observer.note_key, observer.cosign_key);
    }
    text.into_bytes()
}

impl Ceremony {
    /// What a verifier of this round pins.
    #[must_use]
    pub fn trust(&self) -> Vec<u8> {
        trust(&self.office, &self.rules)
    }

    /// The folder with the journal of now, cosigned now by the witnesses.
    #[must_use]
    pub fn folder(&self) -> Folder {
        self.folder_under(&self.office.cosigned(&self.witnesses))
    }

    /// The folder with the journal of now under this checkpoint.
    #[must_use]
    pub fn folder_under(&self, checkpoint: &Note) -> Folder {
        let mut folder = self.files.clone();
        folder.extend(journal(&self.office.entries, checkpoint));
        folder.insert("trust.txt".to_owned(), self.trust());
        folder.extend(self.earlier());
        sum(&mut folder);
        folder
    }

    /// Rolls and results of the chain of rounds that this one follows.
    fn earlier(&self) -> Folder {
        let follows = self.rules.follows.as_ref();
        follows.and_then(|round| self.office.earlier.get(round)).cloned().unwrap_or_default()
    }

    /// A further round of the cohort for these children, of the same rules, not announced yet.
    #[must_use]
    pub fn follow(self, round: &str, children: Vec<Child>) -> Self {
        let follows = Some(self.rules.round.clone());
        let timeline = timeline(self.office.clock);
        let rules = Rules { round: round.to_owned(), follows, timeline, ..self.rules.clone() };
        Self::new(self.close(), rules, children)
    }

    /// The office, to hold another round: it keeps what rounds that follow publish of this one, if
    /// it is in force, and of those that it followed.
    #[must_use]
    pub fn close(mut self) -> Office {
        let mut kept = self.earlier();
        if let Some(results) = self.files.remove(&self.path("results.csv")) {
            let roll = self.files.remove(&self.path("roll.csv")).unwrap_or_default();
            kept.insert(format!("earlier/{}/roll.csv", self.rules.round), roll);
            kept.insert(format!("earlier/{}/results.csv", self.rules.round), results);
        }
        self.office.earlier.insert(self.rules.round, kept);
        self.office
    }
}
