//! Verifier keys: `name+id+base64(kind ‖ key)` (C2SP signed-note; PROTOCOL.md, section 3.2).

use std::{fmt, str::FromStr};

use super::{NoteError, from_base64, to_base64};
use crate::{
    digest::{Digest, parse_hex},
    ed25519,
};

/// What a key signs; the first byte of its encoding.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum KeyKind {
    /// Notes.
    Note = 0x01,
    /// Cosignatures over checkpoints, with a time.
    Cosignature = 0x04,
}

/// A public key with the name it signs under. The point is checked: a key that could not verify
/// anything is refused where it is written down.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct VerifierKey {
    name: String,
    id: [u8; 4],
    kind: KeyKind,
    public: [u8; 32],
}

impl VerifierKey {
    /// The verifier key of a name, a kind and a public key.
    ///
    /// # Errors
    ///
    /// [`NoteError::Name`] or [`NoteError::Key`].
    pub fn new(name: &str, kind: KeyKind, public: [u8; 32]) -> Result<Self, NoteError> {
        check_name(name)?;
        ed25519::check_key(&public)
            .map_err(|fault| NoteError::Key { name: name.to_owned(), fault })?;
        let id = key_id(name, kind, &public);
        Ok(Self { name: name.to_owned(), id, kind, public })
    }

    /// The name.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// The first four bytes of SHA-256(name ‖ LF ‖ kind ‖ key).
    #[must_use]
    pub fn id(&self) -> [u8; 4] {
        self.id
    }

    /// What the key signs.
    #[must_use]
    pub fn kind(&self) -> KeyKind {
        self.kind
    }

    /// The Ed25519 public key.
    #[must_use]
    pub fn public(&self) -> &[u8; 32] {
        &self.public
    }
}

impl fmt::Display for VerifierKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let key = [&[self.kind as u8], &self.public[..]].concat();
        write!(f, "{}+{}+{}", self.name, hex::encode(self.id), to_base64(&key))
    }
}

impl FromStr for VerifierKey {
    type Err = NoteError;

    /// # Errors
    ///
    /// [`NoteError::VerifierKey`], `Name`, `Kind`, `Key` or `KeyId`.
    fn from_str(text: &str) -> Result<Self, NoteError> {
        let malformed = || NoteError::VerifierKey { key: text.to_owned() };
        let (name, rest) = text.split_once('+').ok_or_else(malformed)?;
        let (id, key) = rest.split_once('+').ok_or_else(malformed)?;
        let id = parse_hex::<4>(id).ok_or_else(malformed)?;
        let key = from_base64(key).ok_or_else(malformed)?;
        let (&kind, public) = key.split_first().ok_or_else(malformed)?;
        check_name(name)?;
        let kind = kind_of(name, kind)?;
        let key = Self::new(name, kind, public.try_into().map_err(|_| malformed())?)?;
        if key.id != id {
            let (expected, found) = (hex::encode(key.id), hex::encode(id));
            return Err(NoteError::KeyId { name: key.name, expected, found });
        }
        Ok(key)
    }
}

/// Longest name of a key in bytes.
pub const MAX_NAME: usize = 160;

/// Whether a key may have this name: 1 to [`MAX_NAME`] bytes of `[A-Za-z0-9./_-]`.
#[must_use]
pub fn is_key_name(name: &str) -> bool {
    let plain = |byte: u8| byte.is_ascii_alphanumeric() || b".-/_".contains(&byte);
    (1..=MAX_NAME).contains(&name.len()) && name.bytes().all(plain)
}

pub(super) fn check_name(name: &str) -> Result<(), NoteError> {
    if is_key_name(name) { Ok(()) } else { Err(NoteError::Name { name: name.to_owned() }) }
}

pub(super) fn key_id(name: &str, kind: KeyKind, public: &[u8; 32]) -> [u8; 4] {
    let hash = Digest::of_parts(&[name.as_bytes(), b"\n", &[kind as u8], public]);
    let [a, b, c, d, ..] = hash.0;
    [a, b, c, d]
}

fn kind_of(name: &str, kind: u8) -> Result<KeyKind, NoteError> {
    match kind {
        0x01 => Ok(KeyKind::Note),
        0x04 => Ok(KeyKind::Cosignature),
        _ => Err(NoteError::Kind { name: name.to_owned(), kind }),
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::ed25519::SigningKey;

    /// The example of the documentation of Go's note package, which C2SP's format comes from.
    const PETER: &str = "PeterNeumann+c74f20a3+ARpc2QcUPDhMQegwxbzhKqiBfsVkmqq/LDE4izWy10TW";

    #[test]
    fn the_published_key() {
        let key: VerifierKey = PETER.parse().unwrap();
        assert_eq!((key.name(), key.id()), ("PeterNeumann", [0xc7, 0x4f, 0x20, 0xa3]));
        assert_eq!(key.kind(), KeyKind::Note);
        assert_eq!(key.to_string(), PETER);
    }

    #[test]
    fn refusals_say_why() {
        let refusal = |text: &str| text.parse::<VerifierKey>().unwrap_err();
        let malformed = |text: &str| matches!(refusal(text), NoteError::VerifierKey { .. });
        assert!(malformed("PeterNeumann"));
        assert!(malformed(&PETER.replace("c74f", "C74F")));
        assert!(malformed(&PETER.replace("+c7", "+7")));
        assert!(malformed(&PETER.replace("0TW", "0T")));
        assert!(malformed("PeterNeumann+c74f20a3+"));
        assert!(malformed("PeterNeumann+c74f20a3+AQ=="));
        let name = PETER.replace("rN", "r\u{3000}N");
        assert!(matches!(refusal(&name), NoteError::Name { .. }));
        let long = PETER.replace("Peter", &"P".repeat(161));
        assert!(matches!(refusal(&long), NoteError::Name { .. }));
        assert!(matches!(refusal(&PETER.replace("Peter", "Petra")), NoteError::KeyId { .. }));
        let kind = PETER.replace("+AR", "+BR");
        assert!(matches!(refusal(&kind), NoteError::Kind { kind: 5, .. }));
        let mixed = format!("a+00000000+{}", to_base64(&[&[1], &[0; 32][..]].concat()));
        assert!(matches!(refusal(&mixed), NoteError::Key { .. }));
    }

    #[test]
    fn the_kind_changes_the_id() {
        let public = SigningKey::from_seed([3; 32]).public();
        let note = VerifierKey::new("a.example", KeyKind::Note, public).unwrap();
        let witness = VerifierKey::new("a.example", KeyKind::Cosignature, public).unwrap();
        assert_ne!(note.id(), witness.id());
    }

    proptest! {
        #[test]
        fn printing_reverses_parsing(seed: [u8; 32], name in "[a-zA-Z0-9./_-]{0,20}[+é ]?", witness: bool) {
            let kind = if witness { KeyKind::Cosignature } else { KeyKind::Note };
            let key = VerifierKey::new(&name, kind, SigningKey::from_seed(seed).public());
            prop_assert_eq!(key.is_ok(), is_key_name(&name));
            if let Ok(key) = key {
                prop_assert_eq!(key.to_string().parse(), Ok(key));
            }
        }

        #[test]
        fn nothing_makes_the_parser_panic(text in "\\PC{0,10}[+]?[0-9a-f]{0,9}[+]?[A-Za-z0-9+/=]{0,50}") {
            if let Ok(key) = text.parse::<VerifierKey>() {
                prop_assert_eq!(key.to_string(), text);
            }
        }
    }
}
