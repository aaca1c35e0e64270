//! The key file: 32 random bytes outside the database that wrap the rounds' data keys.

use std::{
    fmt, fs,
    io::{self, Write as _},
    path::Path,
};

use paiwei_protocol::digest::{Digest, parse_hex};
use zeroize::Zeroizing;

use super::{
    RoundVault, VaultError,
    round::hmac,
    sealing::{self, Key},
};
use crate::entropy::{self, Entropy};

const FIRST_LINE: &str = "paiwei key file v1";
const ID: usize = 8;

/// The key that wraps the data keys of all rounds of an office. It is kept in a file of its own,
/// readable by its owner only, and copied to a safe place once.
pub struct KeyFile {
    key: Key,
    id: [u8; ID],
}

impl KeyFile {
    /// Makes a new key file with mode 0600 and flushes it to the disk.
    ///
    /// # Errors
    ///
    /// [`VaultError::Exists`] where a file is already; failures of the disk and of the entropy.
    pub fn create(path: &Path, entropy: &dyn Entropy) -> Result<Self, VaultError> {
        let key = Key::new(entropy::bytes(entropy)?);
        let text = Zeroizing::new(format!("{FIRST_LINE}\n{}\n", hex::encode(key.as_slice())));
        let mut file = new_private_file(path).map_err(|source| match source.kind() {
            io::ErrorKind::AlreadyExists => VaultError::Exists(path.to_owned()),
            _ => VaultError::Io { path: path.to_owned(), source },
        })?;
        file.write_all(text.as_bytes())
            .and_then(|()| file.sync_all())
            .map_err(|source| VaultError::Io { path: path.to_owned(), source })?;
        Ok(Self::of(key))
    }

    /// Reads the key file.
    ///
    /// # Errors
    ///
    /// [`VaultError`] when it is missing, readable by others, or no key file.
    pub fn open(path: &Path) -> Result<Self, VaultError> {
        let failed = |source: io::Error| match source.kind() {
            io::ErrorKind::NotFound => VaultError::Missing(path.to_owned()),
            _ => VaultError::Io { path: path.to_owned(), source },
        };
        refuse_wide_permissions(path, &fs::metadata(path).map_err(failed)?)?;
        let bytes = Zeroizing::new(fs::read(path).map_err(failed)?);
        let key = std::str::from_utf8(&bytes).ok().and_then(parse);
        Ok(Self::of(key.ok_or_else(|| VaultError::Form(path.to_owned()))?))
    }

    fn of(key: Key) -> Self {
        let digest = Digest::of_parts(&[b"paiwei key file id v1\n", &*key]);
        let mut id = [0; ID];
        id.copy_from_slice(&digest.0[..ID]);
        Self { key, id }
    }

    /// The key file's public id, 16 hex digits: tells key files apart and betrays nothing.
    #[must_use]
    pub fn id(&self) -> String {
        hex::encode(self.id)
    }

    /// Seals what belongs to the office and to no round, for one row of a table.
    ///
    /// # Errors
    ///
    /// [`VaultError::Entropy`].
    pub fn seal_row(
        &self,
        table: &str,
        row: &str,
        plain: &[u8],
        entropy: &dyn Entropy,
    ) -> Result<Vec<u8>, VaultError> {
        Ok(sealing::seal(&self.key, &office_place(table, row), plain, entropy)?)
    }

    /// Opens what [`seal_row`](Self::seal_row) sealed for this row.
    ///
    /// # Errors
    ///
    /// [`VaultError::Altered`] for anything else.
    pub fn open_row(
        &self,
        table: &str,
        row: &str,
        sealed: &[u8],
    ) -> Result<Zeroizing<Vec<u8>>, VaultError> {
        let opened = sealing::open(&self.key, &office_place(table, row), sealed);
        opened.ok_or_else(|| VaultError::Altered(format!("{table}/{row}")))
    }

    /// A keyed hash of what belongs to the office and to no round, to compare it by without storing it:
    /// who steals the database can't try values against it.
    #[must_use]
    pub fn index_row(&self, table: &str, column: &str, value: &str) -> [u8; 32] {
        let indexing = Key::new(hmac(&self.key, b"paiwei office index v1"));
        hmac(&indexing, &sealing::place(&[table, column, value]))
    }

    /// Makes the data key of a round: the vault to work with, and the wrapped key to be stored.
    ///
    /// # Errors
    ///
    /// [`VaultError::Entropy`].
    pub fn new_round(
        &self,
        round: &str,
        entropy: &dyn Entropy,
    ) -> Result<(RoundVault, Vec<u8>), VaultError> {
        let key = Key::new(entropy::bytes(entropy)?);
        let sealed = sealing::seal(&self.key, &wrapping_place(round), &*key, entropy)?;
        Ok((RoundVault::new(round, &key), [self.id.as_slice(), &sealed].concat()))
    }

    /// Opens the vault of a round from its wrapped data key.
    ///
    /// # Errors
    ///
    /// [`VaultError::WrongKeyFile`] and, for a wrapped key that was changed or is another round's,
    /// [`VaultError::Altered`].
    pub fn open_round(&self, round: &str, wrapped: &[u8]) -> Result<RoundVault, VaultError> {
        let altered = || VaultError::Altered(format!("{round}/data key"));
        let (id, sealed) = wrapped.split_first_chunk::<ID>().ok_or_else(altered)?;
        if *id != self.id {
            let (expected, found) = (hex::encode(id), self.id());
            return Err(VaultError::WrongKeyFile { round: round.to_owned(), expected, found });
        }
        let plain = sealing::open(&self.key, &wrapping_place(round), sealed).ok_or_else(altered)?;
        let key = Key::new(plain.as_slice().try_into().map_err(|_| altered())?);
        Ok(RoundVault::new(round, &key))
    }
}

impl fmt::Debug for KeyFile {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "KeyFile({})", self.id())
    }
}

fn office_place(table: &str, row: &str) -> Vec<u8> {
    sealing::place(&["paiwei office row v1", table, row])
}

fn wrapping_place(round: &str) -> Vec<u8> {
    sealing::place(&["paiwei data key v1", round])
}

fn parse(text: &str) -> Option<Key> {
    let digits = text.strip_prefix(FIRST_LINE)?.strip_prefix('\n')?.strip_suffix('\n')?;
    parse_hex(digits).map(Key::new)
}

#[cfg(unix)]
fn new_private_file(path: &Path) -> io::Result<fs::File> {
    use std::os::unix::fs::OpenOptionsExt as _;
    fs::OpenOptions::new().write(true).create_new(true).mode(0o600).open(path)
}

#[cfg(unix)]
fn refuse_wide_permissions(path: &Path, metadata: &fs::Metadata) -> Result<(), VaultError> {
    use std::os::unix::fs::PermissionsExt as _;
    let mode = metadata.permissions().mode() & 0o777;
    match mode & 0o077 {
        0 => Ok(()),
        _ => Err(VaultError::Permissions { path: path.to_owned(), mode }),
    }
}

// Elsewhere a new file has the permissions of its folder, which the operator's account owns.
#[cfg(not(unix))]
fn new_private_file(path: &Path) -> io::Result<fs::File> {
    fs::OpenOptions::new().write(true).create_new(true).open(path)
}

#[cfg(not(unix))]
fn refuse_wide_permissions(_: &Path, _: &fs::Metadata) -> Result<(), VaultError> {
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::entropy::SeededEntropy;

    fn entropy() -> SeededEntropy {
        SeededEntropy::labelled("key file")
    }

    #[test]
    fn a_key_file_opens_what_it_wrapped_and_nothing_else() {
        let (folder, entropy) = (tempfile::tempdir().unwrap(), entropy());
        let path = folder.path().join("office.key");
        let made = KeyFile::create(&path, &entropy).unwrap();
        let read = KeyFile::open(&path).unwrap();
        assert_eq!(made.id(), read.id());

        let (vault, wrapped) = made.new_round("2027-junior", &entropy).unwrap();
        let sealed = vault.seal("identity", "7", b"name", &entropy).unwrap();
        let again = read.open_round("2027-junior", &wrapped).unwrap();
        assert_eq!(&*again.open("identity", "7", &sealed).unwrap(), b"name");

        assert!(matches!(read.open_round("2028", &wrapped), Err(VaultError::Altered(_))));
        assert!(matches!(read.open_round("2027-junior", b"x"), Err(VaultError::Altered(_))));
        let other = KeyFile::create(&folder.path().join("other.key"), &entropy).unwrap();
        let wrong = other.open_round("2027-junior", &wrapped).unwrap_err();
        assert!(wrong.to_string().contains(&made.id()), "{wrong}");
    }

    #[test]
    fn an_index_is_of_one_key_file_table_and_column() {
        let (folder, entropy) = (tempfile::tempdir().unwrap(), entropy());
        let made = |name: &str| KeyFile::create(&folder.path().join(name), &entropy).unwrap();
        let (one, other) = (made("one"), made("other"));
        let index = one.index_row("t", "c", "v");
        assert_eq!(index, one.index_row("t", "c", "v"));
        for else_ in [
            other.index_row("t", "c", "v"),
            one.index_row("u", "c", "v"),
            one.index_row("t", "d", "v"),
            one.index_row("t", "c", "w"),
        ] {
            assert_ne!(index, else_);
        }
    }

    #[test]
    fn a_changed_wrapped_key_is_noticed() {
        let (folder, entropy) = (tempfile::tempdir().unwrap(), entropy());
        let file = KeyFile::create(&folder.path().join("k"), &entropy).unwrap();
        let (_, wrapped) = file.new_round("r", &entropy).unwrap();
        for at in 0..wrapped.len() {
            let mut changed = wrapped.clone();
            changed[at] ^= 1;
            assert!(file.open_round("r", &changed).is_err(), "byte {at}");
        }
    }

    #[test]
    fn what_is_no_key_file_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("k");
        assert!(matches!(KeyFile::open(&path), Err(VaultError::Missing(_))));
        KeyFile::create(&path, &entropy()).unwrap();
        assert!(matches!(KeyFile::create(&path, &entropy()), Err(VaultError::Exists(_))));
        let text = fs::read_to_string(&path).unwrap();
        for bad in [text.trim_end(), &text.to_uppercase(), "", &text[..40], &format!("{text}\n")] {
            fs::write(&path, bad).unwrap();
            assert!(matches!(KeyFile::open(&path), Err(VaultError::Form(_))), "{bad:?}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn a_key_file_that_others_may_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("k");
        KeyFile::create(&path, &entropy()).unwrap();
        let mode = |mode| fs::set_permissions(&path, fs::Permissions::from_mode(mode)).unwrap();
        for wide in [0o640, 0o604, 0o644, 0o610] {
            mode(wide);
            let refused = KeyFile::open(&path).unwrap_err();
            assert!(refused.to_string().contains(&format!("{wide:o}")), "{refused}");
        }
        mode(0o400);
        assert!(KeyFile::open(&path).is_ok());
    }

    #[test]
    fn no_debug_output_shows_the_key() {
        let folder = tempfile::tempdir().unwrap();
        let file = KeyFile::create(&folder.path().join("k"), &entropy()).unwrap();
        assert_eq!(format!("{file:?}"), format!("KeyFile({})", file.id()));
    }
}
