//! The draw key: what every number of a draw follows from.

use std::{fmt, str::FromStr};

use crate::digest::{Digest, NotADigest};

/// The draw key: SHA-256 of the bytes of `draw.txt`, written as 64 lower-case hex digits
/// (PROTOCOL.md, Draw text). Public from the moment the draw text is.
#[derive(Clone, Copy, PartialEq, Eq)]
pub struct DrawKey([u8; 32]);

impl DrawKey {
    /// The key of a draw text, from the bytes of the file as they are.
    #[must_use]
    pub fn of_text(draw_txt: &[u8]) -> Self {
        Self(Digest::of(draw_txt).0)
    }

    /// A key from its 32 bytes.
    #[must_use]
    pub fn from_bytes(bytes: [u8; 32]) -> Self {
        Self(bytes)
    }

    /// The 32 bytes.
    #[must_use]
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for DrawKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        Digest(self.0).fmt(f)
    }
}

impl fmt::Debug for DrawKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "DrawKey({self})")
    }
}

impl FromStr for DrawKey {
    type Err = NotADigest;

    fn from_str(text: &str) -> Result<Self, NotADigest> {
        text.parse().map(|digest: Digest| Self(digest.0))
    }
}
