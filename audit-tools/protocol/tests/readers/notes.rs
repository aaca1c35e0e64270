//! Signed notes and what they carry.

use std::sync::LazyLock;

use paiwei_protocol::{
    answer::AnswerReceipt,
    digest::Digest,
    ed25519::SigningKey,
    note::{Checkpoint, KeyKind, Note, VerifierKey, cosign},
    receipt::{FamilyKey, Receipt},
};

use super::{
    Reading, settle,
    texts::{accepted_and_declined, both_requests},
    utf8,
};

/// The signing key of 32 times this byte.
pub(crate) fn signer(byte: u8) -> SigningKey {
    SigningKey::from_seed([byte; 32])
}

/// Its verifier key for notes.
pub(crate) fn note_key(name: &str, byte: u8) -> VerifierKey {
    VerifierKey::new(name, KeyKind::Note, signer(byte).public()).unwrap()
}

/// Its verifier key for cosignatures.
pub(crate) fn cosign_key(name: &str, byte: u8) -> VerifierKey {
    VerifierKey::new(name, KeyKind::Cosignature, signer(byte).public()).unwrap()
}

/// A checkpoint with the office's signature and a notary's cosignature.
pub(crate) fn cosigned_checkpoint() -> Note {
    let origin = "office.example/journal";
    let root = Digest::of(b"root");
    let text = Checkpoint { origin: origin.into(), size: 9, root }.to_string();
    let mut note = Note::sign(&text, &[(origin, &signer(1))]).unwrap();
    note.add(cosign(&text, "notary.example/key", &signer(2), 1_800_000_000).unwrap()).unwrap();
    note
}

pub(crate) fn notes() -> Vec<Vec<u8>> {
    let spaced = Note::sign("paiwei x v1\n\nline\n", &[("a", &signer(1)), ("b", &signer(2))]);
    [cosigned_checkpoint(), spaced.unwrap()].map(|note| note.to_string().into_bytes()).into()
}

/// Reads a note, and asks it for signatures of two keys.
pub(crate) fn note(bytes: &[u8]) -> Reading {
    static OFFICE: LazyLock<VerifierKey> = LazyLock::new(|| note_key("office.example/journal", 1));
    static NOTARY: LazyLock<VerifierKey> = LazyLock::new(|| cosign_key("notary.example/key", 2));
    settle("note", bytes, Note::parse("note", bytes), |note| {
        let _ = note.verify(&OFFICE);
        let _ = note.cosigned(&NOTARY);
        note.to_string().into_bytes()
    })
}

pub(crate) fn checkpoints() -> Vec<Vec<u8>> {
    vec![cosigned_checkpoint().text.into_bytes()]
}

pub(crate) fn checkpoint(bytes: &[u8]) -> Reading {
    utf8(bytes, |text| {
        let read = Checkpoint::parse("checkpoint", text);
        settle("checkpoint", bytes, read, |it| it.to_string().into_bytes())
    })
}

pub(crate) fn keys() -> Vec<Vec<u8>> {
    let keys = [note_key("office.example/journal", 1), cosign_key("notary.example/key", 2)];
    keys.map(|key| key.to_string().into_bytes()).into()
}

pub(crate) fn key(bytes: &[u8]) -> Reading {
    let read = |text: &str| {
        settle("", bytes, text.parse(), |key: VerifierKey| key.to_string().into_bytes())
    };
    utf8(bytes, read)
}

/// Receipts of an application that the family signed, and of a withdrawal by the office.
pub(crate) fn receipts() -> Vec<Vec<u8>> {
    let family = signer(9);
    let [entered, withdrawn] = both_requests();
    let signature = Some(entered.sign(&family));
    let signed = Some(FamilyKey { key: family.public(), signature });
    let receipts = [(entered, signed), (withdrawn, None)];
    let note = |(request, family)| {
        let receipt = Receipt { request, family, time: 1_800_000_000, index: 7 };
        let name = "office.example/journal/receipts";
        Note::sign(&receipt.text(), &[(name, &signer(3))]).unwrap().to_string().into_bytes()
    };
    receipts.map(note).into()
}

pub(crate) fn receipt(bytes: &[u8]) -> Reading {
    settle("receipt", bytes, Receipt::read("receipt", bytes), |(note, receipt)| {
        assert_eq!(receipt.text(), note.text);
        let _ = receipt.family_signed();
        note.to_string().into_bytes()
    })
}

/// Receipts of an answer that the family signed, and of one that the office typed in.
pub(crate) fn answered() -> Vec<Vec<u8>> {
    let family = signer(9);
    let [accepted, declined] = accepted_and_declined();
    let signature = Some(accepted.sign(&family));
    let signed = Some(FamilyKey { key: family.public(), signature });
    let note = |(answer, family)| {
        let receipt = AnswerReceipt { answer, family, time: 1_800_200_000, index: 7 };
        receipt.to_note(&signer(3)).unwrap().to_string().into_bytes()
    };
    [(accepted, signed), (declined, None)].map(note).into()
}

pub(crate) fn answer_receipt(bytes: &[u8]) -> Reading {
    settle("receipt", bytes, AnswerReceipt::read("receipt", bytes), |(note, receipt)| {
        assert_eq!(receipt.text(), note.text);
        assert!(AnswerReceipt::is_meant(bytes));
        let _ = receipt.family_signed();
        note.to_string().into_bytes()
    })
}
