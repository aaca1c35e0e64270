//! An observer's home: a folder that holds its key and all that it remembers.

use std::{
    fs::File,
    path::{Path, PathBuf},
};

use paiwei_protocol::{
    digest::{Digest, parse_hex},
    ed25519::SigningKey,
    note::{KeyKind, Note, VerifierKey, is_key_name},
    rules::limits,
};
use zeroize::Zeroizing;

use super::ObserverError;
use crate::disk::{self, DiskError};

const NAME: &str = "name";
const KEY: &str = "key";
const LOCK: &str = "lock";
const RULES: &str = "rules";

/// An observer's home, locked while it is open.
///
/// `name`, `key` (64 hex: the Ed25519 seed of both its keys), `seeds/`, `journals/` (the heads it
/// knows, with their entries), `rules/`, `evidence/`.
pub struct Home {
    dir: PathBuf,
    name: String,
    key: SigningKey,
    keys: [VerifierKey; 2],
    _lock: File,
}

impl Home {
    /// Makes a home for the observer `name`, such as `notary.example`, with keys from `seed`, 32
    /// bytes of entropy. `dir` must not be there yet, or be empty.
    ///
    /// # Errors
    /// [`ObserverError`] if it is not empty, the name can't be a key's, or it can't be written.
    pub fn create(
        dir: &Path,
        name: &str,
        seed: &Zeroizing<[u8; 32]>,
    ) -> Result<Self, ObserverError> {
        if !is_key_name(name) {
            return Err(ObserverError::Name { name: name.to_owned() });
        }
        if !disk::names(dir)?.is_empty() {
            return Err(ObserverError::NotEmpty { path: dir.to_owned() });
        }
        disk::private_dir(dir)?;
        let hex = Zeroizing::new(format!("{}\n", hex(seed.as_slice()).as_str()));
        disk::write_private(&dir.join(KEY), hex.as_bytes())?;
        disk::write_private(&dir.join(NAME), format!("{name}\n").as_bytes())?;
        Self::open(dir)
    }

    /// Opens a home.
    ///
    /// # Errors
    /// [`ObserverError`] if there is none, it is damaged, or another program has it open.
    pub fn open(dir: &Path) -> Result<Self, ObserverError> {
        let damaged = |file: &str| ObserverError::Damaged { path: dir.join(file) };
        let line = |file: &str| -> Result<Zeroizing<String>, ObserverError> {
            let bytes = Zeroizing::new(disk::read(&dir.join(file), 1024)?);
            let text = std::str::from_utf8(&bytes).map_err(|_| damaged(file))?;
            let line = text.strip_suffix('\n').ok_or_else(|| damaged(file))?;
            Ok(Zeroizing::new(line.to_owned()))
        };
        if disk::read_optional(&dir.join(NAME), 1024)?.is_none() {
            return Err(ObserverError::NoHome { path: dir.to_owned() });
        }
        let name = line(NAME)?.to_string();
        let seed = Zeroizing::new(parse_hex(&line(KEY)?).ok_or_else(|| damaged(KEY))?);
        let key = SigningKey::from_seed(*seed);
        let of_kind = |kind| VerifierKey::new(&name, kind, key.public());
        let keys = [of_kind(KeyKind::Note)?, of_kind(KeyKind::Cosignature)?];
        Ok(Self { dir: dir.to_owned(), name, key, keys, _lock: lock(dir)? })
    }

    /// The name of its keys.
    #[must_use]
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Its folder.
    #[must_use]
    pub fn dir(&self) -> &Path {
        &self.dir
    }

    /// The verifier key of its notes, for the rules and the trust file.
    #[must_use]
    pub fn note_key(&self) -> &VerifierKey {
        &self.keys[0]
    }

    /// The verifier key of its cosignatures, for the rules and the trust file.
    #[must_use]
    pub fn cosign_key(&self) -> &VerifierKey {
        &self.keys[1]
    }

    /// The key that signs both.
    pub(super) fn signing_key(&self) -> &SigningKey {
        &self.key
    }

    /// Signs a statement.
    pub(super) fn sign(&self, text: &str) -> Result<Note, ObserverError> {
        Ok(Note::sign(text, &[(&self.name, &self.key)])?)
    }

    /// The rules of this hash, if it has seen them.
    pub(super) fn rules(&self, hash: &Digest) -> Result<Option<Vec<u8>>, ObserverError> {
        let path = self.dir.join(RULES).join(format!("{hash}.json"));
        Ok(disk::read_optional(&path, limits::FILE_BYTES as u64)?)
    }

    /// Keeps rules: a later bundle may come without them.
    pub(super) fn keep_rules(&self, bytes: &[u8]) -> Result<(), ObserverError> {
        let dir = self.dir.join(RULES);
        disk::private_dir(&dir)?;
        Ok(disk::write_private(&dir.join(format!("{}.json", Digest::of(bytes))), bytes)?)
    }
}

/// Two programs at once could cosign two heads that each of them believes to be the first.
fn lock(dir: &Path) -> Result<File, ObserverError> {
    let path = dir.join(LOCK);
    let file = File::options().create(true).truncate(false).write(true).open(&path);
    let file = file.map_err(DiskError::io(&path))?;
    match file.try_lock() {
        Ok(()) => Ok(file),
        Err(std::fs::TryLockError::WouldBlock) => Err(ObserverError::Busy { path: dir.to_owned() }),
        Err(std::fs::TryLockError::Error(error)) => Err(DiskError::io(&path)(error).into()),
    }
}

/// Lower-case hex that is wiped from memory.
pub(super) fn hex(bytes: &[u8]) -> Zeroizing<String> {
    let mut text = Zeroizing::new(String::with_capacity(2 * bytes.len()));
    for byte in bytes {
        for digit in [byte >> 4, byte & 15] {
            text.push(char::from_digit(u32::from(digit), 16).expect("a digit is below 16"));
        }
    }
    text
}
