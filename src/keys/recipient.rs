//! Sealing for one other machine: what travels to the ceremony on a memory stick holds the office's
//! seed, and only the ceremony machine can open it.
//!
//! X25519 with a fresh key for every sealing; the cipher's key is SHA-256 over a label, the two
//! public keys and the shared secret; the cipher is XChaCha20-Poly1305, whose key is used once.

use std::{fmt, fs, io, path::Path};

use chacha20poly1305::{KeyInit as _, XChaCha20Poly1305, XNonce, aead::Aead as _};
use curve25519_dalek::montgomery::MontgomeryPoint;
use paiwei_protocol::digest::{Digest, parse_hex};
use zeroize::{Zeroize as _, Zeroizing};

use super::KeysError;
use crate::{
    entropy::{self, Entropy},
    folder::{FolderError, refuse_wide_permissions, write_private_atomically},
};

const FIRST_LINE: &str = "paiwei transfer key v1";
const LABEL: &[u8] = b"paiwei sealed for a machine v1\n";

/// The key that opens what was sealed for this machine.
pub struct Recipient {
    secret: Zeroizing<[u8; 32]>,
}

impl Recipient {
    /// Reads the key file, or makes it with a new key.
    ///
    /// # Errors
    ///
    /// [`KeysError`].
    pub fn read_or_create(path: &Path, entropy: &dyn Entropy) -> Result<Self, KeysError> {
        match fs::read(path) {
            Ok(bytes) => {
                refuse_wide_permissions(path)?;
                Self::parse(&Zeroizing::new(bytes)).ok_or_else(|| KeysError::Form(path.to_owned()))
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                let made = Self { secret: Zeroizing::new(entropy::bytes(entropy)?) };
                let secret = Zeroizing::new(hex::encode(*made.secret));
                let text = Zeroizing::new(format!("{FIRST_LINE}\n{}\n", *secret));
                write_private_atomically(path, text.as_bytes())?;
                Ok(made)
            }
            Err(source) => Err(FolderError::Io { path: path.to_owned(), source }.into()),
        }
    }

    fn parse(bytes: &[u8]) -> Option<Self> {
        let text = std::str::from_utf8(bytes).ok()?;
        let digits = text.strip_prefix(FIRST_LINE)?.strip_prefix('\n')?.strip_suffix('\n')?;
        Some(Self { secret: Zeroizing::new(parse_hex(digits)?) })
    }

    /// The public half, which the other machine seals for.
    #[must_use]
    pub fn public(&self) -> [u8; 32] {
        MontgomeryPoint::mul_base_clamped(*self.secret).to_bytes()
    }

    /// Opens what [`seal_for`] made for this machine.
    ///
    /// # Errors
    ///
    /// [`KeysError::NotForUs`] for anything else.
    pub fn open(&self, sealed: &[u8]) -> Result<Zeroizing<Vec<u8>>, KeysError> {
        let (once, ciphertext) = sealed.split_first_chunk::<32>().ok_or(KeysError::NotForUs)?;
        let key = shared(&self.secret, once, once, &self.public()).ok_or(KeysError::NotForUs)?;
        let plain = XChaCha20Poly1305::new((&*key).into())
            .decrypt(&XNonce::default(), ciphertext)
            .map_err(|_| KeysError::NotForUs)?;
        Ok(Zeroizing::new(plain))
    }
}

impl fmt::Debug for Recipient {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Recipient(of {})", hex::encode(self.public()))
    }
}

/// Seals `plain` for the machine with this public key.
///
/// # Errors
///
/// [`KeysError::NotForUs`] for a public key that no machine made, and [`KeysError::Entropy`].
pub fn seal_for(
    public: &[u8; 32],
    plain: &[u8],
    entropy: &dyn Entropy,
) -> Result<Vec<u8>, KeysError> {
    let secret = Zeroizing::new(entropy::bytes(entropy)?);
    let once = MontgomeryPoint::mul_base_clamped(*secret).to_bytes();
    let key = shared(&secret, public, &once, public).ok_or(KeysError::NotForUs)?;
    let ciphertext = XChaCha20Poly1305::new((&*key).into())
        .encrypt(&XNonce::default(), plain)
        .expect("only a message beyond 256 GiB is refused");
    Ok([&once[..], &ciphertext].concat())
}

/// The cipher's key; `None` where the other side's key forces the shared secret to zero.
fn shared(
    secret: &Zeroizing<[u8; 32]>,
    theirs: &[u8; 32],
    once: &[u8; 32],
    recipient: &[u8; 32],
) -> Option<Zeroizing<[u8; 32]>> {
    let mut point = MontgomeryPoint(*theirs).mul_clamped(**secret).to_bytes();
    let zero = point == [0; 32];
    let key = Digest::of_parts(&[LABEL, once, recipient, &point]).0;
    point.zeroize();
    (!zero).then(|| Zeroizing::new(key))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    #[test]
    fn only_the_named_machine_opens() {
        let (folder, entropy) = (tempfile::tempdir().unwrap(), SeededEntropy::labelled("transfer"));
        let path = folder.path().join("transfer.key");
        let ours = Recipient::read_or_create(&path, &entropy).unwrap();
        let sealed = seal_for(&ours.public(), b"seed", &entropy).unwrap();
        let again = Recipient::read_or_create(&path, &entropy).unwrap();
        assert_eq!(&*again.open(&sealed).unwrap(), b"seed");
        let other = folder.path().join("other.key");
        let theirs = Recipient::read_or_create(&other, &entropy).unwrap();
        assert!(matches!(theirs.open(&sealed), Err(KeysError::NotForUs)));
        for at in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[at] ^= 1;
            assert!(ours.open(&changed).is_err(), "byte {at}");
        }
        assert!(ours.open(&sealed[..20]).is_err());
        assert!(seal_for(&[0; 32], b"seed", &entropy).is_err());
    }

    /// RFC 7748, section 6.1.
    #[test]
    fn the_exchange_is_x25519() {
        let secret: [u8; 32] =
            parse_hex("5dab087e624a8a4b79e17f8b83800ee66f3bb1292618b6fd1c2f8b27ff88e0eb").unwrap();
        assert_eq!(
            hex::encode(MontgomeryPoint::mul_base_clamped(secret).to_bytes()),
            "de9edb7d7b7dc1b4d35b61c2ece435373f8343c85b78674dadfc7e146f882b4f"
        );
    }
}
