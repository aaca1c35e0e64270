//! Ed25519, stricter than any library's default (PROTOCOL.md, section 3.1).
//!
//! RFC 8032 leaves corners in which verifiers differ: the cofactor, small-order and mixed-order
//! points, second encodings of a point. Two programs must never disagree on a signature here, so
//! each corner is refused: the key and R are canonical encodings of points of the prime-order
//! group, neither is the identity, S is below the group order, and [S]B = R + [k]A holds as it
//! stands, without the cofactor.

use std::fmt;

use curve25519_dalek::{
    edwards::{CompressedEdwardsY, EdwardsPoint},
    scalar::Scalar,
    traits::IsIdentity,
};
use ed25519_dalek::Signer;
use sha2::{Digest as _, Sha512};
use zeroize::{Zeroize, ZeroizeOnDrop};

/// Why a signature or a key is refused (PROTOCOL.md, section 3.1).
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum SignatureError {
    /// The public key may not be used.
    #[error("the public key {0}; no honest program makes such a key")]
    Key(PointFault),
    /// R, the first half of the signature, may not be used.
    #[error("R of the signature {0}; no honest program makes such a signature")]
    R(PointFault),
    /// S, the second half of the signature, is not below the order of the group.
    #[error("S of the signature is not below the group order; it was altered from a valid one")]
    S,
    /// The signature is not this key's signature of this message.
    #[error("it is not a signature of these bytes by this key: bytes, key or signature differ")]
    Mismatch,
}

/// What is wrong with a point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum PointFault {
    /// No point of the curve, or not its one canonical encoding.
    #[error("is not the canonical encoding of a point of the curve")]
    Encoding,
    /// The neutral element.
    #[error("is the identity")]
    Identity,
    /// A component of small order.
    #[error("is outside the group of prime order")]
    Torsion,
}

/// Checks `signature` of `message` by `key`.
///
/// # Errors
///
/// The first [`SignatureError`] that applies: the key is looked at first, then S, R, the equation.
pub fn verify(key: &[u8; 32], message: &[u8], signature: &[u8; 64]) -> Result<(), SignatureError> {
    let a = point(key).map_err(SignatureError::Key)?;
    let (r, s) = halves(signature);
    let s = Option::from(Scalar::from_canonical_bytes(s)).ok_or(SignatureError::S)?;
    let k = challenge(&r, key, message);
    let expected = EdwardsPoint::vartime_double_scalar_mul_basepoint(&k, &-a, &s);
    // Where the equation holds bytewise, R is canonical, and torsion-free because A and B are: the
    // costly look at R itself is left to the failures, which it names.
    if expected.compress().0 != r {
        return Err(point(&r).map_or_else(SignatureError::R, |_| SignatureError::Mismatch));
    }
    if expected.is_identity() {
        return Err(SignatureError::R(PointFault::Identity));
    }
    Ok(())
}

/// Checks that `key` may be used as a public key at all.
///
/// # Errors
///
/// [`SignatureError::Key`].
pub fn check_key(key: &[u8; 32]) -> Result<(), SignatureError> {
    point(key).map(drop).map_err(SignatureError::Key)
}

/// The point that `bytes` canonically encode, if it may be used.
fn point(bytes: &[u8; 32]) -> Result<EdwardsPoint, PointFault> {
    let point = CompressedEdwardsY(*bytes).decompress().ok_or(PointFault::Encoding)?;
    if point.compress().0 != *bytes {
        return Err(PointFault::Encoding);
    }
    if point.is_identity() {
        return Err(PointFault::Identity);
    }
    if !point.is_torsion_free() {
        return Err(PointFault::Torsion);
    }
    Ok(point)
}

/// R and S.
fn halves(signature: &[u8; 64]) -> ([u8; 32], [u8; 32]) {
    let (mut r, mut s) = ([0; 32], [0; 32]);
    r.copy_from_slice(&signature[..32]);
    s.copy_from_slice(&signature[32..]);
    (r, s)
}

/// k = SHA-512(R ‖ A ‖ message), read as a little-endian integer modulo the group order.
fn challenge(r: &[u8; 32], key: &[u8; 32], message: &[u8]) -> Scalar {
    let hash = Sha512::new().chain_update(r).chain_update(key).chain_update(message).finalize();
    Scalar::from_bytes_mod_order_wide(&hash.into())
}

/// A signing key. Signatures are the deterministic ones of RFC 8032; the key is wiped from memory
/// when it is dropped.
#[derive(Clone)]
pub struct SigningKey(ed25519_dalek::SigningKey);

impl SigningKey {
    /// The key of a 32-byte secret, RFC 8032's private key. The caller wipes its own copy.
    #[must_use]
    pub fn from_seed(mut seed: [u8; 32]) -> Self {
        let key = Self(ed25519_dalek::SigningKey::from_bytes(&seed));
        seed.zeroize();
        key
    }

    /// The public key.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        self.0.verifying_key().to_bytes()
    }

    /// The signature of `message`: R, then S.
    #[must_use]
    pub fn sign(&self, message: &[u8]) -> [u8; 64] {
        self.0.sign(message).to_bytes()
    }
}

impl ZeroizeOnDrop for SigningKey {}

impl fmt::Debug for SigningKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SigningKey(of {})", hex::encode(self.public()))
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;
    use crate::digest::parse_hex;

    /// RFC 8032, section 7.1: secret, public key, message, signature.
    const RFC_8032: [[&str; 4]; 4] = [
        [
            "9d61b19deffd5a60ba844af492ec2cc44449c5697b326919703bac031cae7f60",
            "d75a980182b10ab7d54bfed3c964073a0ee172f3daa62325af021a68f707511a",
            "",
            "e5564300c360ac729086e2cc806e828a84877f1eb8e5d974d873e065224901555fb8821590a33bacc61e39701cf9b46bd25bf5f0595bbe24655141438e7a100b",
        ],
        [
            "4ccd089b28ff96da9db6c346ec114e0f5b8a319f35aba624da8cf6ed4fb8a6fb",
            "3d4017c3e843895a92b70aa74d1b7ebc9c982ccf2ec4968cc0cd55f12af4660c",
            "72",
            "92a009a9f0d4cab8720e820b5f642540a2b27b5416503f8fb3762223ebdb69da085ac1e43e15996e458f3613d0f11d8c387b2eaeb4302aeeb00d291612bb0c00",
        ],
        [
            "c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7",
            "fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025",
            "af82",
            "6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a",
        ],
        [
            "833fe62409237b9d62ec77587520911e9a759cec1d19755b7da901b96dca3d42",
            "ec172b93ad5e563bf4932c70e1245034c35467ef2efd4d64ebf819683467e2bf",
            "ddaf35a193617abacc417349ae20413112e6fa4e89a97ea20a9eeee64b55d39a2192992a274fc1a836ba3c23a3feebbd454d4423643ce80e2a9ac94fa54ca49f",
            "dc2a4459e7369633a52b1bf277839a00201009a3efbf3ecb69bea2186c26b58909351fc9ac90b3ecfdfbc7c66431e0303dca179c138ac17ad9bef1177331a704",
        ],
    ];

    #[test]
    fn the_vectors_of_rfc_8032() {
        for [secret, public, message, signature] in RFC_8032 {
            let key = SigningKey::from_seed(parse_hex(secret).unwrap());
            let message = hex::decode(message).unwrap();
            assert_eq!(hex::encode(key.public()), public);
            assert_eq!(hex::encode(key.sign(&message)), signature);
            assert_eq!(verify(&key.public(), &message, &key.sign(&message)), Ok(()));
        }
    }

    #[test]
    fn a_debug_print_shows_no_secret() {
        let text = format!("{:?}", SigningKey::from_seed([7; 32]));
        assert!(!text.contains("0707"), "{text}");
    }

    proptest! {
        #[test]
        fn only_the_signed_bytes_verify(
            seed: [u8; 32],
            message in prop::collection::vec(any::<u8>(), 0..64),
            place in 0usize..96,
            flip in 1u8..,
        ) {
            let signer = SigningKey::from_seed(seed);
            let (mut key, mut signature) = (signer.public(), signer.sign(&message));
            prop_assert_eq!(verify(&key, &message, &signature), Ok(()));
            let longer = [&message[..], b"."].concat();
            prop_assert_eq!(verify(&key, &longer, &signature), Err(SignatureError::Mismatch));
            match place.checked_sub(32) {
                Some(place) => signature[place] ^= flip,
                None => key[place] ^= flip,
            }
            prop_assert!(verify(&key, &message, &signature).is_err());
        }

        #[test]
        fn no_bytes_make_the_check_panic(key: [u8; 32], r: [u8; 32], s: [u8; 32]) {
            let mut signature = [0; 64];
            signature[..32].copy_from_slice(&r);
            signature[32..].copy_from_slice(&s);
            prop_assert!(verify(&key, b"", &signature).is_err());
        }
    }
}
