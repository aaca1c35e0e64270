//! The office: its keys and its journal. It appends whatever it is told to, lawful or not, and
//! signs checkpoints over it.

use std::collections::BTreeMap;

use paiwei_protocol::{
    digest::Digest,
    ed25519::SigningKey,
    encoding::json::canonical,
    merkle,
    note::{Checkpoint, KeyKind, Note, VerifierKey},
};
use serde_json::{Value, json};

use crate::{
    folder::Folder,
    people::{Observer, SCRIPTED, note, verifier},
    secret::signing_key,
    texts,
};

/// Seconds between two entries, where nothing makes the office wait.
const PAUSE: u64 = 10;

/// A change to an entry before it is appended and signed.
pub type Forgery = Box<dyn FnOnce(&mut Value)>;

/// An office and its journal.
pub struct Office {
    /// Whose story this is: `office`, or a forger who has the same names and other keys.
    pub whose: &'static str,
    /// Whose the observers are: normally of the same story.
    pub observers: &'static str,
    /// Origin of the journal.
    pub origin: String,
    /// The time, Unix seconds.
    pub clock: u64,
    /// The entries' bytes.
    pub entries: Vec<Vec<u8>>,
    /// Applied to the entry that is appended next.
    pub forgery: Option<Forgery>,
    /// Rolls and results of rounds in force, for the `earlier/` of those that follow.
    pub earlier: BTreeMap<String, Folder>,
    /// Labels of journal keys, each with the index from which it is in force.
    journal_keys: Vec<(usize, String)>,
    /// Label of the online machine's journal key.
    online: String,
    /// Label of the receipts key.
    receipts: String,
}

impl Office {
    /// An office that opens its journal at `clock`.
    #[must_use]
    pub fn open(whose: &'static str, origin: &str, clock: u64) -> Self {
        let mut office = Self {
            whose,
            observers: whose,
            origin: origin.to_owned(),
            clock,
            entries: Vec::new(),
            forgery: None,
            earlier: BTreeMap::new(),
            journal_keys: vec![(0, "journal".to_owned())],
            online: "journal".to_owned(),
            receipts: "receipts".to_owned(),
        };
        let [journal, receipts] =
            [("journal", ""), ("receipts", "/receipts")].map(|(l, n)| office.verifier(l, n));
        let recovery = office.recovery();
        let text = texts::keys(origin, 0, &[("journal", &journal), ("receipts", &receipts)]);
        let proof = note(&text, recovery.name(), &office.key("recovery"));
        office.append(json!({
            "type": "journal-opened", "format": "paiwei journal v1", "origin": origin,
            "journal": journal, "receipts": receipts, "recovery": recovery.to_string(),
            "proof": proof.to_string(),
        }));
        office
    }

    /// The office's signing key of a label.
    #[must_use]
    pub fn key(&self, label: &str) -> SigningKey {
        signing_key(&format!("{} {label}", self.whose))
    }

    fn verifier(&self, label: &str, suffix: &str) -> String {
        let name = format!("{}{suffix}", self.origin);
        verifier(&name, KeyKind::Note, &self.key(label)).to_string()
    }

    /// The recovery key.
    #[must_use]
    pub fn recovery(&self) -> VerifierKey {
        verifier(&format!("{}/recovery", self.origin), KeyKind::Note, &self.key("recovery"))
    }

    /// An observer of this story.
    #[must_use]
    pub fn observer(&self, id: &str) -> Observer {
        Observer::new(self.observers, id)
    }

    /// Lets time pass until `time`, if that is still to come.
    pub fn wait_until(&mut self, time: u64) {
        self.clock = self.clock.max(time);
    }

    /// Changes the entry that is appended next.
    pub fn forge(&mut self, forgery: impl FnOnce(&mut Value) + 'static) {
        self.forgery = Some(Box::new(forgery));
    }

    /// Appends an entry at the present time; gives its index.
    pub fn append(&mut self, mut entry: Value) -> usize {
        entry["at"] = json!(self.clock);
        if let Some(forgery) = self.forgery.take() {
            forgery(&mut entry);
        }
        self.append_bytes(canonical(&entry))
    }

    /// Appends bytes as they are.
    pub fn append_bytes(&mut self, bytes: Vec<u8>) -> usize {
        self.entries.push(bytes);
        self.clock += PAUSE;
        self.entries.len() - 1
    }

    /// Replaces the journal or the receipts key by the one of `label`.
    pub fn rotate(&mut self, role: &str, label: &str, lost: bool) -> usize {
        let (index, suffix) =
            (self.entries.len(), if role == "journal" { "" } else { "/receipts" });
        let key = self.verifier(label, suffix);
        let text = texts::keys(&self.origin, index, &[(role, &key)]);
        let old = if role == "journal" { self.online.clone() } else { self.receipts.clone() };
        let mut signers = vec![(self.recovery().name().to_owned(), self.key("recovery"))];
        if !lost {
            signers.push((format!("{}{suffix}", self.origin), self.key(&old)));
        }
        let signers: Vec<_> = signers.iter().map(|(name, key)| (name.as_str(), key)).collect();
        let proof = Note::sign(&text, &signers).expect(SCRIPTED).to_string();
        if role == "journal" {
            label.clone_into(&mut self.online);
            self.journal_keys.push((index, label.to_owned()));
        } else {
            label.clone_into(&mut self.receipts);
        }
        let entry = json!({ "type": "key-rotated", "role": role, "key": key, "lost": lost, "proof": proof });
        self.append(entry)
    }

    /// Hands the journal to the ceremony machine, which has a key of its own.
    pub fn hand_over(&mut self) -> usize {
        let key = self.verifier("ceremony", "");
        let index = self.append(json!({ "type": "handed-over", "key": key }));
        self.journal_keys.push((index + 1, "ceremony".to_owned()));
        index
    }

    /// The online machine takes the journal back.
    pub fn hand_back(&mut self) -> usize {
        let index = self.append(json!({ "type": "handed-back" }));
        self.journal_keys.push((index + 1, self.online.clone()));
        index
    }

    /// Merkle root over the first `size` entries.
    #[must_use]
    pub fn root(&self, size: usize) -> Digest {
        merkle::root(&self.entries[..size])
    }

    /// Text of the checkpoint over the first `size` entries.
    #[must_use]
    pub fn checkpoint_text(&self, size: usize) -> String {
        let root = self.root(size);
        Checkpoint { origin: self.origin.clone(), size: size as u64, root }.to_string()
    }

    /// The checkpoint over the first `size` entries, signed by the key in force.
    #[must_use]
    pub fn checkpoint(&self, size: usize) -> Note {
        let in_force = self.journal_keys.iter().rev().find(|(from, _)| *from < size);
        let label = in_force.map_or("journal", |(_, label)| label);
        self.checkpoint_by(size, label)
    }

    /// The same, signed by the key of `label`.
    #[must_use]
    pub fn checkpoint_by(&self, size: usize, label: &str) -> Note {
        note(&self.checkpoint_text(size), &self.origin, &self.key(label))
    }

    /// A checkpoint over all entries so far, cosigned now by these observers.
    #[must_use]
    pub fn cosigned(&self, by: &[String]) -> Note {
        self.cosigned_at(self.entries.len(), by, self.clock)
    }

    /// A checkpoint over the first `size` entries, cosigned at `time` by these observers.
    #[must_use]
    pub fn cosigned_at(&self, size: usize, by: &[String], time: u64) -> Note {
        let mut checkpoint = self.checkpoint(size);
        for id in by {
            self.observer(id).cosign(&mut checkpoint, time);
        }
        checkpoint
    }

    /// The receipts key in force and its name.
    #[must_use]
    pub fn receipts_key(&self) -> (String, SigningKey) {
        (format!("{}/receipts", self.origin), self.key(&self.receipts))
    }
}
