//! Keys of the journal: V05.

use paiwei_protocol::note::{KeyKind, Note};
use serde_json::json;

use crate::{
    ceremony::Ceremony,
    office::Office,
    people::{SCRIPTED, note, verifier},
    texts,
    vector::Vector,
};

use super::{plain, published};

pub(super) fn all() -> Vec<Vector> {
    vec![
        opening_not_by_recovery(),
        rotated(
            "rotation-not-by-recovery",
            "only the old key signed the new one",
            |office, text| vec![signer(office, "", "journal")].sign(text),
        ),
        rotated(
            "rotation-not-by-old-key",
            "the old key is not lost and did not sign",
            |office, text| vec![signer(office, "/recovery", "recovery")].sign(text),
        ),
        rotated("rotation-of-other-index", "the proof is of another entry", |office, text| {
            let index = office.entries.len();
            let text = text.replacen(&format!("\n{index}\n"), &format!("\n{}\n", index + 1), 1);
            both(office).sign(&text)
        }),
        rotated("rotation-of-other-role", "the proof is of the receipts key", |office, text| {
            both(office).sign(&text.replacen("\njournal ", "\nreceipts ", 1))
        }),
        lost_by_old_key(),
        checkpoint_by_retired_key(),
        checkpoint_by_online_key(),
        checkpoint_by_ceremony_key(),
        checkpoint_by_nobody(),
        ceremony_key_of_other_name(),
    ]
}

type Signer = (String, paiwei_protocol::ed25519::SigningKey);

trait Sign {
    fn sign(&self, text: &str) -> Note;
}

impl Sign for Vec<Signer> {
    fn sign(&self, text: &str) -> Note {
        let signers: Vec<_> = self.iter().map(|(name, key)| (name.as_str(), key)).collect();
        Note::sign(text, &signers).expect(SCRIPTED)
    }
}

fn signer(office: &Office, suffix: &str, label: &str) -> Signer {
    (format!("{}{suffix}", office.origin), office.key(label))
}

fn both(office: &Office) -> Vec<Signer> {
    vec![signer(office, "/recovery", "recovery"), signer(office, "", "journal")]
}

/// A round in whose journal a key is rotated with this proof over the right text.
fn rotated(name: &'static str, why: &'static str, proof: fn(&Office, &str) -> Note) -> Vector {
    let mut held = plain();
    held.to_posted();
    let key = verifier(&held.office.origin, KeyKind::Note, &held.office.key("journal 2"));
    let index = held.office.entries.len();
    let text = texts::keys(&held.office.origin, index, &[("journal", &key.to_string())]);
    let proof = proof(&held.office, &text).to_string();
    held.office.forge(move |entry| entry["proof"] = json!(proof));
    held.office.rotate("journal", "journal 2", false);
    held.finish();
    Vector::bad(name, &held, "V05", why)
}

fn lost_by_old_key() -> Vector {
    let mut held = plain();
    held.to_posted();
    let proof = {
        let key = verifier(&held.office.origin, KeyKind::Note, &held.office.key("journal 2"));
        let index = held.office.entries.len();
        let text = texts::keys(&held.office.origin, index, &[("journal", &key.to_string())]);
        vec![signer(&held.office, "", "journal")].sign(&text).to_string()
    };
    held.office.forge(move |entry| entry["proof"] = json!(proof));
    held.office.rotate("journal", "journal 2", true);
    held.finish();
    let why = "a key called lost signed its successor, the recovery key did not";
    Vector::bad("rotation-of-lost-by-itself", &held, "V05", why)
}

fn opening_not_by_recovery() -> Vector {
    let mut held = plain();
    let text = {
        let opening: serde_json::Value =
            serde_json::from_slice(&held.office.entries[0]).unwrap_or_default();
        let proof = opening["proof"].as_str().unwrap_or_default().to_owned();
        proof.split("\n\n").next().unwrap_or_default().to_owned() + "\n"
    };
    let proof = note(&text, &held.office.origin, &held.office.key("journal")).to_string();
    let opening = std::mem::take(&mut held.office.entries[0]);
    let mut opening: serde_json::Value = serde_json::from_slice(&opening).unwrap_or_default();
    opening["proof"] = json!(proof);
    held.office.entries[0] = paiwei_protocol::encoding::json::canonical(&opening);
    held.to_published();
    let why = "the recovery key did not sign the first keys";
    Vector::bad("opening-not-by-recovery", &held, "V05", why)
}

/// The folder under a checkpoint that the key of `label` signed.
fn under(name: &'static str, held: &Ceremony, label: &str, why: &'static str) -> Vector {
    let mut checkpoint = held.office.checkpoint_by(held.office.entries.len(), label);
    held.office.observer("notary").cosign(&mut checkpoint, held.office.clock);
    Vector::bad_folder(name, held, held.folder_under(&checkpoint), "V05", why)
}

fn checkpoint_by_retired_key() -> Vector {
    let mut held = published();
    held.office.rotate("journal", "journal 2", false);
    let why = "the key that was replaced signed the checkpoint";
    under("checkpoint-by-retired-key", &held, "journal", why)
}

fn checkpoint_by_online_key() -> Vector {
    let mut held = plain();
    held.to_posted();
    held.office.hand_over();
    held.finish();
    let why = "the online key signed while the ceremony machine held the journal";
    under("checkpoint-by-online-key", &held, "journal", why)
}

fn checkpoint_by_ceremony_key() -> Vector {
    let mut held = plain();
    held.to_posted();
    held.office.hand_over();
    held.finish();
    held.office.hand_back();
    held.stand();
    let why = "the ceremony machine signed after it had handed back";
    under("checkpoint-by-ceremony-key", &held, "ceremony", why)
}

fn checkpoint_by_nobody() -> Vector {
    let held = published();
    let mut checkpoint = held.office.checkpoint(held.office.entries.len());
    held.office.observer("notary").cosign(&mut checkpoint, held.office.clock);
    checkpoint.signatures.remove(0);
    let folder = held.folder_under(&checkpoint);
    let why = "the notary cosigned the checkpoint, the office did not sign it";
    Vector::bad_folder("checkpoint-not-signed", &held, folder, "V05", why)
}

fn ceremony_key_of_other_name() -> Vector {
    let mut held = plain();
    held.to_posted();
    let name = format!("{}/ceremony", held.office.origin);
    let key = verifier(&name, KeyKind::Note, &held.office.key("ceremony"));
    held.office.forge(move |entry| entry["key"] = json!(key.to_string()));
    held.office.hand_over();
    held.finish();
    let why = "the ceremony machine's key has another name than the journal";
    Vector::bad("ceremony-key-of-other-name", &held, "V05", why)
}
