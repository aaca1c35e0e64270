//! Tags: what stands for a child's document in the roll, so that a child entered twice is seen by
//! everyone and no number is published (PROTOCOL.md, section 6.2).

use std::fmt;

use hmac::{Hmac, KeyInit as _, Mac as _};
use sha2::Sha256;
use zeroize::{Zeroize, ZeroizeOnDrop};

use crate::digest::Digest;

/// The document types that tags know.
pub const DOCUMENT_TYPES: [&str; 6] = [
    "resident-id",
    "passport",
    "hk-macao-permit",
    "taiwan-permit",
    "foreign-permanent-resident",
    "household-register",
];

/// Most characters of a document number.
pub const MAX_DOCUMENT: usize = 64;

/// The 32-byte key of a cohort's tags, destroyed with the data. Wiped from memory when dropped.
#[derive(Clone)]
pub struct TagKey([u8; 32]);

/// A document that has no tag.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum TagError {
    /// A type that tags do not know.
    #[error("document type {found:?} is none of {}", DOCUMENT_TYPES.join(", "))]
    Type {
        /// The type.
        found: String,
    },
    /// A number in another spelling. It is not repeated: it may be a child's.
    #[error("a document number is 1 to {MAX_DOCUMENT} of A-Z 0-9, without spaces or dashes")]
    Number,
}

impl TagKey {
    /// The key of these bytes. The caller wipes its own copy.
    #[must_use]
    pub fn new(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// SHA-256 of the key: what round-announced publishes.
    #[must_use]
    pub fn hash(&self) -> Digest {
        Digest::of(&self.0)
    }

    /// The tag of a document: the first 16 bytes, in hex, of HMAC-SHA256 over type ‖ `:` ‖ number.
    ///
    /// # Errors
    ///
    /// [`TagError`].
    pub fn tag(&self, document_type: &str, number: &str) -> Result<String, TagError> {
        if !DOCUMENT_TYPES.contains(&document_type) {
            return Err(TagError::Type { found: document_type.to_owned() });
        }
        let plain = |byte: u8| byte.is_ascii_uppercase() || byte.is_ascii_digit();
        if !(1..=MAX_DOCUMENT).contains(&number.len()) || !number.bytes().all(plain) {
            return Err(TagError::Number);
        }
        let mut mac = Hmac::<Sha256>::new_from_slice(&self.0).expect("a key of any length fits");
        for part in [document_type, ":", number] {
            mac.update(part.as_bytes());
        }
        Ok(hex::encode(&mac.finalize().into_bytes()[..16]))
    }
}

impl Drop for TagKey {
    fn drop(&mut self) {
        self.0.zeroize();
    }
}

impl ZeroizeOnDrop for TagKey {}

impl fmt::Debug for TagKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "TagKey(of hash {})", self.hash())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Computed by `printf resident-id:11010519491231002X | openssl dgst -sha256 -mac hmac
    /// -macopt hexkey:0707…07`; the number is the example of GB 11643.
    #[test]
    fn openssl_gives_the_same_tag() {
        let tag = TagKey::new([7; 32]).tag("resident-id", "11010519491231002X");
        assert_eq!(tag.unwrap(), "fb9e0b303f0a2de8021a518560f49fab");
    }

    #[test]
    fn a_document_has_one_tag() {
        let key = TagKey::new([7; 32]);
        let tag = |kind: &str, number: &str| key.tag(kind, number);
        assert_ne!(tag("passport", "E12345678"), tag("taiwan-permit", "E12345678"));
        assert_ne!(tag("passport", "E1"), TagKey::new([8; 32]).tag("passport", "E1"));
        for number in ["", "e1", "E 1", "E-1", "Ｅ1", &"1".repeat(65)] {
            assert_eq!(tag("passport", number), Err(TagError::Number), "{number}");
        }
        assert_eq!(tag("visa", "E1"), Err(TagError::Type { found: "visa".to_owned() }));
        assert!(tag("passport", &"1".repeat(64)).is_ok());
    }

    #[test]
    fn the_key_is_not_printed() {
        let key = TagKey::new([7; 32]);
        assert_eq!(key.hash(), Digest::of(&[7; 32]));
        assert!(!format!("{key:?}").contains("0707"));
    }
}
