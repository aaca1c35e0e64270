//! One key in one file.

use std::{fmt, fs, io, path::Path};

use paiwei_protocol::{
    digest::parse_hex,
    ed25519::SigningKey,
    note::{KeyKind, VerifierKey},
};
use zeroize::Zeroizing;

use super::{KeysError, Role};
use crate::{
    entropy::{self, Entropy},
    folder::{FolderError, refuse_wide_permissions, write_private_atomically},
};

const FIRST_LINE: &str = "paiwei key v1";

/// A secret key of an office, with its role and the name that it signs under.
pub struct SecretKey {
    role: Role,
    secret: Zeroizing<[u8; 32]>,
    key: SigningKey,
    verifier: VerifierKey,
}

impl SecretKey {
    /// A new key.
    ///
    /// # Errors
    ///
    /// [`KeysError::Name`] where `origin` can't be a key's name, and [`KeysError::Entropy`].
    pub fn generate(role: Role, origin: &str, entropy: &dyn Entropy) -> Result<Self, KeysError> {
        let secret = Zeroizing::new(entropy::bytes(entropy)?);
        Self::new(role, &role.key_name(origin), secret)
    }

    fn new(role: Role, name: &str, secret: Zeroizing<[u8; 32]>) -> Result<Self, KeysError> {
        let key = SigningKey::from_seed(*secret);
        let verifier = VerifierKey::new(name, KeyKind::Note, key.public())?;
        Ok(Self { role, secret, key, verifier })
    }

    /// Writes the key into a new file with mode 0600.
    ///
    /// # Errors
    ///
    /// [`KeysError::Exists`] where a file is already, and [`KeysError::Folder`].
    pub fn write_new(&self, path: &Path) -> Result<(), KeysError> {
        if path.exists() {
            return Err(KeysError::Exists(path.to_owned()));
        }
        Ok(write_private_atomically(path, self.to_text().as_bytes())?)
    }

    /// Reads a key of this role. The recovery key comes on a memory stick, whose file system may
    /// know no owners: its permissions are not looked at.
    ///
    /// # Errors
    ///
    /// [`KeysError`] when the file is missing, readable by others, damaged, or of another role.
    pub fn read(path: &Path, role: Role) -> Result<Self, KeysError> {
        let bytes = match fs::read(path) {
            Ok(bytes) => Zeroizing::new(bytes),
            Err(error) if error.kind() == io::ErrorKind::NotFound => {
                return Err(KeysError::Missing(path.to_owned()));
            }
            Err(source) => return Err(FolderError::Io { path: path.to_owned(), source }.into()),
        };
        if role != Role::Recovery {
            refuse_wide_permissions(path)?;
        }
        let text = std::str::from_utf8(&bytes).ok();
        let key = text.and_then(Self::parse).ok_or_else(|| KeysError::Form(path.to_owned()))?;
        if key.role != role {
            let (expected, found) = (role.as_str(), key.role.as_str());
            return Err(KeysError::Role { path: path.to_owned(), expected, found });
        }
        Ok(key)
    }

    /// The file's text; it holds the secret, so that it can be printed and taken away.
    #[must_use]
    pub fn to_text(&self) -> Zeroizing<String> {
        let secret = Zeroizing::new(hex::encode(*self.secret));
        Zeroizing::new(format!(
            "{FIRST_LINE}\nrole: {}\npublic: {}\nsecret: {}\n",
            self.role.as_str(),
            self.verifier,
            *secret
        ))
    }

    fn parse(text: &str) -> Option<Self> {
        let rest = text.strip_prefix(FIRST_LINE)?.strip_prefix("\nrole: ")?;
        let (role, rest) = rest.split_once("\npublic: ")?;
        let (public, secret) = rest.split_once("\nsecret: ")?;
        let verifier: VerifierKey = public.parse().ok()?;
        let secret = Zeroizing::new(parse_hex(secret.strip_suffix('\n')?)?);
        let key = Self::new(Role::parse(role)?, verifier.name(), secret).ok()?;
        (key.verifier == verifier).then_some(key)
    }

    /// The public half.
    #[must_use]
    pub fn verifier(&self) -> &VerifierKey {
        &self.verifier
    }

    /// The name that it signs under, and the key: what notes are signed with.
    #[must_use]
    pub fn signer(&self) -> (&str, &SigningKey) {
        (self.verifier.name(), &self.key)
    }
}

impl fmt::Debug for SecretKey {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "SecretKey(of {})", self.verifier)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    const ORIGIN: &str = "330199.admissions.example/journal";

    fn key(role: Role) -> SecretKey {
        SecretKey::generate(role, ORIGIN, &SeededEntropy::labelled("keys")).unwrap()
    }

    #[test]
    fn a_key_file_is_read_back() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("journal.key");
        let key = key(Role::Journal);
        key.write_new(&path).unwrap();
        let read = SecretKey::read(&path, Role::Journal).unwrap();
        assert_eq!(read.verifier(), key.verifier());
        assert_eq!(read.verifier().name(), ORIGIN);
        assert_eq!(read.signer().1.sign(b"x"), key.signer().1.sign(b"x"));
        assert!(matches!(key.write_new(&path), Err(KeysError::Exists(_))));
        let other = SecretKey::read(&path, Role::Recovery).unwrap_err();
        assert!(other.to_string().contains("is a journal key"), "{other}");
        assert!(!format!("{read:?}").contains(&hex::encode(*read.secret)));
    }

    #[test]
    fn damaged_and_open_files_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("k");
        assert!(matches!(SecretKey::read(&path, Role::Journal), Err(KeysError::Missing(_))));
        let text = key(Role::Journal).to_text();
        for bad in [&text[..text.len() - 1], &text.replace("journal\n", "judge\n"), "", "x\n"] {
            write_private_atomically(&path, bad.as_bytes()).unwrap();
            assert!(matches!(SecretKey::read(&path, Role::Journal), Err(KeysError::Form(_))));
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_key_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("k");
        key(Role::Receipts).write_new(&path).unwrap();
        assert_eq!(fs::metadata(&path).unwrap().permissions().mode() & 0o777, 0o600);
        fs::set_permissions(&path, fs::Permissions::from_mode(0o604)).unwrap();
        assert!(SecretKey::read(&path, Role::Receipts).is_err());
    }
}
