//! Signed notes, verifier keys, checkpoints and cosignatures in the formats of C2SP:
//! `signed-note`, `tlog-checkpoint` and `tlog-cosignature` v1 (PROTOCOL.md, sections 3.2 to 3.5).
//!
//! Where those leave room, this module is strict, so that two readers never differ: one spelling of
//! base64, no second signature line of one key, no extension lines, keys and signatures as in
//! [`crate::ed25519`].

mod checkpoint;
mod cosignature;
mod signed;
mod vkey;

pub use checkpoint::Checkpoint;
pub use cosignature::{cosign, verify_cosignature};
pub use signed::{MAX_SIGNATURES, MAX_TEXT, Note, SignatureLine};
pub use vkey::{KeyKind, MAX_NAME, VerifierKey, is_key_name};

use base64::{Engine as _, engine::general_purpose::STANDARD};

use crate::{ed25519::SignatureError, place::Place};

/// Why a note, a key, a checkpoint or a cosignature is refused (PROTOCOL.md, sections 3.2 to 3.5).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum NoteError {
    /// Not UTF-8.
    #[error("{place}: not UTF-8; a note is text")]
    NotUtf8 {
        /// The line of the first wrong byte.
        place: Place,
    },
    /// A control character other than a line feed.
    #[error("{place}: control character 0x{byte:02x}; only line feeds are allowed")]
    Control {
        /// The line.
        place: Place,
        /// The character.
        byte: u8,
    },
    /// The text is too long.
    #[error("{place}: the text is longer than {MAX_TEXT} bytes")]
    TooLong {
        /// The note.
        place: Place,
    },
    /// The text does not end in a line feed.
    #[error("{place}: the text does not end in a line feed; the file may be cut off")]
    CutOff {
        /// The note.
        place: Place,
    },
    /// No empty line with signature lines after it.
    #[error("{place}: no signature lines after an empty line; the note is unsigned or cut off")]
    Unsigned {
        /// The note.
        place: Place,
    },
    /// A signature line of another form.
    #[error("{place}: expected \"— name base64\", the base64 in its one canonical spelling")]
    SignatureLine {
        /// The line.
        place: Place,
    },
    /// Too many signature lines.
    #[error("{place}: more than {MAX_SIGNATURES} signature lines; remove those of strangers")]
    TooManySignatures {
        /// The first line that is too many.
        place: Place,
    },
    /// Two signature lines of one key.
    #[error("{place}: a second signature line of {name} with the same key id; remove one")]
    Repeated {
        /// The second line.
        place: Place,
        /// Name of the key.
        name: String,
    },
    /// A name that no key may have.
    #[error("{name:?} is no key name: expected 1 to {MAX_NAME} of A-Z a-z 0-9 . - / _")]
    Name {
        /// The name.
        name: String,
    },
    /// A verifier key of another form.
    #[error("{key:?} is no verifier key: expected name+8 hex digits+base64 of kind and key")]
    VerifierKey {
        /// The text.
        key: String,
    },
    /// The key id does not belong to name and key.
    #[error(
        "key id {found} does not belong to {name}: expected {expected}; name or key was changed"
    )]
    KeyId {
        /// Name of the key.
        name: String,
        /// The id that belongs there.
        expected: String,
        /// The id that is there.
        found: String,
    },
    /// A verifier key of a kind that is not used here.
    #[error(
        "the key of {name} has kind 0x{kind:02x}; expected 0x01 (notes) or 0x04 (cosignatures)"
    )]
    Kind {
        /// Name of the key.
        name: String,
        /// The kind.
        kind: u8,
    },
    /// A public key that may not be used.
    #[error("the key of {name}: {fault}")]
    Key {
        /// Name of the key.
        name: String,
        /// What is wrong with it.
        fault: SignatureError,
    },
    /// A signature line with the name and id of a known key that is not this key's signature.
    #[error("the signature line of {name}: {fault}")]
    Signature {
        /// Name of the key.
        name: String,
        /// What is wrong with it.
        fault: SignatureError,
    },
    /// A signature line of the wrong length for its key's kind.
    #[error("the signature line of {name} holds {found} bytes after the key id, not {expected}")]
    Length {
        /// Name of the key.
        name: String,
        /// Bytes that belong there.
        expected: usize,
        /// Bytes that are there.
        found: usize,
    },
    /// A cosignature line that belongs to another key, or a key of the other kind.
    #[error("the signature line of {name} is not one of the key it is checked against")]
    OtherKey {
        /// Name in the line.
        name: String,
    },
    /// A time outside 0…2^63 − 1.
    #[error("the cosignature of {name} has time {time}, above 2^63 − 1")]
    Time {
        /// Name of the key.
        name: String,
        /// The time.
        time: u64,
    },
    /// A checkpoint of another form.
    #[error("{place}: expected {expected}")]
    Checkpoint {
        /// The line.
        place: Place,
        /// What belongs there.
        expected: &'static str,
    },
}

/// Base64 of RFC 4648, section 4, with padding.
fn to_base64(bytes: &[u8]) -> String {
    STANDARD.encode(bytes)
}

/// The bytes of a base64 text in its one spelling: padded, unused bits zero.
fn from_base64(text: &str) -> Option<Vec<u8>> {
    STANDARD.decode(text).ok().filter(|bytes| STANDARD.encode(bytes) == text)
}
