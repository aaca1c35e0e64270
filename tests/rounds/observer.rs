//! A scripted observer: signs with its own keys what `paiwei-audit observer` would sign.

use paiwei_protocol::{
    digest::Digest,
    ed25519::SigningKey,
    journal::{Entry, Event, Journal},
    note::{KeyKind, Note, VerifierKey, cosign},
    rules::{Observer as Named, Titles},
    seed, statement,
    verify::Folder,
};

pub struct Observer {
    pub id: &'static str,
    name: String,
    notes: SigningKey,
    cosignatures: SigningKey,
    seed: [u8; 32],
}

impl Observer {
    pub fn new(id: &'static str) -> Self {
        let key = |label: &str| Digest::of(format!("{id} {label}").as_bytes()).0;
        Self {
            id,
            name: format!("{id}.example"),
            notes: SigningKey::from_seed(key("notes")),
            cosignatures: SigningKey::from_seed(key("cosignatures")),
            seed: key("seed"),
        }
    }

    /// The observer as rules name it, with all duties.
    pub fn named(&self) -> Named {
        let key = |kind, key: &SigningKey| {
            VerifierKey::new(&self.name, kind, key.public()).unwrap().to_string()
        };
        Named {
            id: self.id.to_owned(),
            titles: Titles { zh: "公证处".to_owned(), en: self.id.to_owned() },
            note_key: key(KeyKind::Note, &self.notes),
            cosign_key: key(KeyKind::Cosignature, &self.cosignatures),
            seed: true,
            witness: true,
            confirm: true,
        }
    }

    fn note(&self, text: &str) -> Vec<u8> {
        Note::sign(text, &[(&self.name, &self.notes)]).unwrap().to_string().into_bytes()
    }

    fn seed(&self, attempt: u32) -> [u8; 32] {
        Digest::of_parts(&[&self.seed, &attempt.to_be_bytes()]).0
    }

    pub fn commit(&self, origin: &str, round: &str, attempt: u32) -> Vec<u8> {
        let commitment = seed::commitment(origin, round, attempt, self.id, &self.seed(attempt));
        self.note(&statement::seed_commit(origin, round, attempt, self.id, &commitment))
    }

    pub fn open(&self, origin: &str, round: &str, attempt: u32) -> Vec<u8> {
        self.note(&statement::seed_open(origin, round, attempt, self.id, &self.seed(attempt)))
    }

    /// Cosigns the checkpoint of a bundle.
    pub fn cosign(&self, folder: &Folder, time: u64) -> Vec<u8> {
        let mut note = Note::parse("checkpoint", &folder["journal/checkpoint"]).unwrap();
        let line = cosign(&note.text, &self.name, &self.cosignatures, time).unwrap();
        note.signatures.retain(|old| old.name != line.name);
        note.add(line).unwrap();
        note.to_string().into_bytes()
    }

    /// Confirms the entry of a bundle's `pending.json`.
    pub fn confirm(&self, origin: &str, round: &str, attempt: u32, entry: &[u8]) -> Vec<u8> {
        let value: serde_json::Value = serde_json::from_slice(entry).unwrap();
        let (kind, hash) = (value["type"].as_str().unwrap(), Digest::of(entry));
        self.note(&statement::confirm(origin, round, attempt, kind, &hash))
    }

    /// States that it didn't cosign the newest order in a folder's journal.
    pub fn deny(&self, folder: &Folder, round: &str, attempt: u32) -> Vec<u8> {
        let entry =
            |index| Entry::read("entry", folder.get(&format!("journal/entries/{index}"))?).ok();
        let entries: Vec<Entry> = (0..).map_while(entry).collect();
        let mut journal = Journal::open(&entries[0]).unwrap();
        entries[1..].iter().for_each(|entry| journal.append(entry).unwrap());
        let (index, _) = journal.round(round).unwrap().current().order.unwrap();
        let is_order = |entry: &Entry| {
            matches!(
                &entry.body,
                paiwei_protocol::journal::Body::Round { event: Event::OrderSet { .. }, .. }
            )
        };
        assert!(is_order(&entries[usize::try_from(index).unwrap()]));
        let hash = journal.entry_hash(index);
        self.note(&statement::not_cosigned(journal.origin(), round, attempt, index, &hash))
    }
}
