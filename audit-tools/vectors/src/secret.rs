//! Everything that a real office draws from its machine's entropy, made from labels instead, so
//! that the vectors are the same bytes on every run.

use paiwei_protocol::{digest::Digest, ed25519::SigningKey, ident::Code, rules::Dice};

/// 32 bytes that only their label decides.
#[must_use]
pub fn secret(label: &str) -> [u8; 32] {
    Digest::of_parts(&[b"paiwei vectors\n", label.as_bytes()]).0
}

/// The signing key of a label.
#[must_use]
pub fn signing_key(label: &str) -> SigningKey {
    SigningKey::from_seed(secret(label))
}

/// The code of the child called `name`.
#[must_use]
pub fn code(name: &str) -> Code {
    let [a, b, c, d, e, f, g, h, ..] = secret(&format!("code {name}"));
    Code::from_bits(u64::from_le_bytes([a, b, c, d, e, f, g, h]))
}

/// Faces of a throw, joined by spaces. Slightly uneven, which does no harm where nobody gains.
#[must_use]
pub fn faces(label: &str, dice: Dice) -> String {
    let face = |throw: u32| {
        let [byte, ..] = secret(&format!("dice {label} {throw}"));
        (u32::from(byte) % dice.sides + 1).to_string()
    };
    (0..dice.throws).map(face).collect::<Vec<_>>().join(" ")
}
