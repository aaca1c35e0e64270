//! The one way in which bytes are sealed: XChaCha20-Poly1305, nonce first, bound to a place.

use chacha20poly1305::{
    KeyInit, XChaCha20Poly1305, XNonce,
    aead::{Aead, Payload},
};
use zeroize::Zeroizing;

use crate::entropy::{self, Entropy, EntropyError};

const NONCE: usize = 24;

/// A 32-byte key, wiped when it is dropped.
pub(super) type Key = Zeroizing<[u8; 32]>;

/// Seals `plain` for `place`: a random nonce of 24 bytes, the ciphertext, the tag of 16.
pub(super) fn seal(
    key: &Key,
    place: &[u8],
    plain: &[u8],
    entropy: &dyn Entropy,
) -> Result<Vec<u8>, EntropyError> {
    let nonce = entropy::bytes::<NONCE>(entropy)?;
    let ciphertext = XChaCha20Poly1305::new((&**key).into())
        .encrypt(&XNonce::from(nonce), Payload { msg: plain, aad: place })
        .expect("only a message beyond 256 GiB is refused");
    Ok([nonce.as_slice(), &ciphertext].concat())
}

/// Opens what [`seal`] made with this key for this place; `None` for anything else.
pub(super) fn open(key: &Key, place: &[u8], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
    let (nonce, ciphertext) = sealed.split_first_chunk::<NONCE>()?;
    XChaCha20Poly1305::new((&**key).into())
        .decrypt(&XNonce::from(*nonce), Payload { msg: ciphertext, aad: place })
        .ok()
        .map(Zeroizing::new)
}

/// The bytes that stand for a place: each part after its length, so that no two lists of parts
/// give the same bytes.
pub(super) fn place(parts: &[&str]) -> Vec<u8> {
    let mut out = Vec::new();
    for part in parts {
        out.extend_from_slice(&(part.len() as u64).to_be_bytes());
        out.extend_from_slice(part.as_bytes());
    }
    out
}
