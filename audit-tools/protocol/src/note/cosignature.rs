//! Timestamped cosignatures over checkpoints (C2SP tlog-cosignature v1; PROTOCOL.md, section 3.5).
//!
//! The signed message is `cosignature/v1`, a line with the time, and the checkpoint's text; the
//! signature line carries the time as eight big-endian bytes before the signature.

use super::{
    Checkpoint, KeyKind, NoteError, SignatureLine, VerifierKey,
    vkey::{check_name, key_id},
};
use crate::ed25519::{self, SigningKey};

/// The latest time that C2SP allows.
const MAX_TIME: u64 = (1 << 63) - 1;

/// Cosigns a checkpoint's text at `time` (Unix seconds) under `name`.
///
/// # Errors
///
/// [`NoteError::Checkpoint`] if the text is none, [`NoteError::Name`], [`NoteError::Time`].
pub fn cosign(
    checkpoint: &str,
    name: &str,
    key: &SigningKey,
    time: u64,
) -> Result<SignatureLine, NoteError> {
    Checkpoint::parse("checkpoint to cosign", checkpoint)?;
    check_name(name)?;
    check_time(name, time)?;
    let signature = key.sign(message(checkpoint, time).as_bytes());
    let id = key_id(name, KeyKind::Cosignature, &key.public());
    let blob = [&time.to_be_bytes()[..], &signature].concat();
    Ok(SignatureLine { name: name.to_owned(), id, blob })
}

/// Checks a cosignature line under a checkpoint's text against `key`, and says when it was made
/// (Unix seconds).
///
/// # Errors
///
/// [`NoteError::OtherKey`] if the line is not one of `key`; [`NoteError::Length`],
/// [`NoteError::Time`] or [`NoteError::Signature`] if it is no cosignature of this text.
pub fn verify_cosignature(
    checkpoint: &str,
    line: &SignatureLine,
    key: &VerifierKey,
) -> Result<u64, NoteError> {
    let own = key.kind() == KeyKind::Cosignature && line.name == key.name() && line.id == key.id();
    if !own {
        return Err(NoteError::OtherKey { name: line.name.clone() });
    }
    let blob = line.fixed::<72>()?;
    let (mut time, mut signature) = ([0; 8], [0; 64]);
    time.copy_from_slice(&blob[..8]);
    signature.copy_from_slice(&blob[8..]);
    let time = u64::from_be_bytes(time);
    check_time(&line.name, time)?;
    ed25519::verify(key.public(), message(checkpoint, time).as_bytes(), &signature)
        .map_err(|fault| NoteError::Signature { name: line.name.clone(), fault })?;
    Ok(time)
}

fn message(checkpoint: &str, time: u64) -> String {
    format!("cosignature/v1\ntime {time}\n{checkpoint}")
}

fn check_time(name: &str, time: u64) -> Result<(), NoteError> {
    if time <= MAX_TIME { Ok(()) } else { Err(NoteError::Time { name: name.to_owned(), time }) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::note::Note;

    const TEXT: &str = "a.example/journal\n3\nCsUYapGGPo4dkMgIAUqom/Xajj7h2fB2MPA3j2jxq2I=\n";
    const NAME: &str = "witness.example/w1";

    fn witness() -> (SigningKey, VerifierKey) {
        let key = SigningKey::from_seed([9; 32]);
        let verifier = VerifierKey::new(NAME, KeyKind::Cosignature, key.public()).unwrap();
        (key, verifier)
    }

    #[test]
    fn the_message_is_that_of_the_specification() {
        let (key, verifier) = witness();
        let line = cosign(TEXT, NAME, &key, 1_679_315_147).unwrap();
        let message = format!("cosignature/v1\ntime 1679315147\n{TEXT}");
        let signature: [u8; 64] = line.blob[8..].try_into().unwrap();
        assert_eq!(line.blob[..8], 1_679_315_147u64.to_be_bytes());
        assert_eq!(ed25519::verify(&key.public(), message.as_bytes(), &signature), Ok(()));
        assert_eq!(verify_cosignature(TEXT, &line, &verifier), Ok(1_679_315_147));
    }

    #[test]
    fn a_note_tells_when_it_was_cosigned() {
        let ((key, verifier), office) = (witness(), SigningKey::from_seed([1; 32]));
        let mut note = Note::sign(TEXT, &[("a.example/journal", &office)]).unwrap();
        assert_eq!(note.cosigned(&verifier), Ok(None));
        note.add(cosign(TEXT, NAME, &key, 77).unwrap()).unwrap();
        let note = Note::parse("checkpoint", note.to_string().as_bytes()).unwrap();
        assert_eq!(note.cosigned(&verifier), Ok(Some(77)));
        assert_eq!(note.verify(&verifier), Ok(true));
    }

    #[test]
    fn time_text_and_key_are_bound() {
        let (key, verifier) = witness();
        let line = cosign(TEXT, NAME, &key, 77).unwrap();
        let mut later = line.clone();
        later.blob[7] += 1;
        assert!(matches!(
            verify_cosignature(TEXT, &later, &verifier),
            Err(NoteError::Signature { .. })
        ));
        let other = TEXT.replace("\n3\n", "\n4\n");
        assert!(verify_cosignature(&other, &line, &verifier).is_err());
        let mut short = line.clone();
        short.blob.pop();
        assert!(matches!(
            verify_cosignature(TEXT, &short, &verifier),
            Err(NoteError::Length { .. })
        ));
        let note_key = VerifierKey::new(NAME, KeyKind::Note, key.public()).unwrap();
        let refusal = Err(NoteError::OtherKey { name: NAME.to_owned() });
        assert_eq!(verify_cosignature(TEXT, &line, &note_key), refusal);
    }

    #[test]
    fn only_checkpoints_are_cosigned() {
        let (key, _) = witness();
        let refusal = cosign("paiwei confirm v1\n", NAME, &key, 77);
        assert!(matches!(refusal, Err(NoteError::Checkpoint { .. })));
        assert!(matches!(cosign(TEXT, "a b", &key, 77), Err(NoteError::Name { .. })));
        assert!(matches!(cosign(TEXT, NAME, &key, 1 << 63), Err(NoteError::Time { .. })));
    }
}
