//! The notary of the demonstration: acts through the same library as `paiwei-audit`, with its own
//! key in its own folder, and passes files on a memory stick.

use std::{fs, path::Path};

use paiwei_audit::observer::{
    Bundle, CHECKPOINT_NOTE, CONFIRM_NOTE, Home, ObserverError, SEED_COMMIT_NOTE, SEED_OPEN_NOTE,
    Session, folder_of, write_note,
};
use paiwei_protocol::{
    journal::Round,
    note::Note,
    rules::{Observer, Titles},
};
use zeroize::Zeroizing;

use super::DemoError;
use crate::entropy::{self, SeededEntropy};

/// The notary.
pub(super) struct Notary {
    home: Home,
    entropy: SeededEntropy,
}

impl Notary {
    /// Makes the notary's folder and key.
    pub(super) fn new(folder: &Path, name: &str) -> Result<Self, DemoError> {
        let entropy = SeededEntropy::labelled(&format!("paiwei demonstration: {name}"));
        let seed = Zeroizing::new(entropy::bytes(&entropy)?);
        Ok(Self { home: Home::create(folder, name, &seed)?, entropy })
    }

    /// The notary as the rules name it.
    pub(super) fn observer(&self) -> Observer {
        Observer {
            id: "notary".to_owned(),
            titles: Titles {
                zh: "清川公证处".to_owned(),
                en: "Qingchuan notary office".to_owned(),
            },
            note_key: self.home.note_key().to_string(),
            cosign_key: self.home.cosign_key().to_string(),
            seed: true,
            witness: true,
            confirm: true,
        }
    }

    /// Whether a round names this notary.
    pub(super) fn is_named_in(&self, round: &Round) -> bool {
        let observers = &round.announced.observers;
        observers.iter().any(|observer| observer.note_key == *self.home.note_key())
    }

    /// Draws a seed and commits to it.
    pub(super) fn commit(&self, stick: &Path) -> Result<Vec<u8>, DemoError> {
        let drawn = Zeroizing::new(entropy::bytes(&self.entropy)?);
        self.act(stick, SEED_COMMIT_NOTE, |session| session.commit_seed(None, &drawn))
    }

    /// Opens its seed.
    pub(super) fn open(&self, stick: &Path) -> Result<Vec<u8>, DemoError> {
        self.act(stick, SEED_OPEN_NOTE, |session| session.open_seed(None))
    }

    /// Cosigns the journal.
    pub(super) fn cosign(&self, stick: &Path, now: u64) -> Result<Vec<u8>, DemoError> {
        self.act(stick, CHECKPOINT_NOTE, |session| session.cosign(now))
    }

    /// Confirms the dice.
    pub(super) fn confirm(&self, stick: &Path, now: u64) -> Result<Vec<u8>, DemoError> {
        self.act(stick, CONFIRM_NOTE, |session| session.confirm(now))
    }

    /// Reads the stick, acts, writes the note on the stick, and gives what lies there then.
    fn act(
        &self,
        stick: &Path,
        file: &str,
        act: impl FnOnce(&Session<'_>) -> Result<Note, ObserverError>,
    ) -> Result<Vec<u8>, DemoError> {
        let bundle = Bundle::read(stick)?;
        let note = act(&Session::begin(&self.home, &bundle)?)?;
        let folder = stick.join(folder_of(self.home.name()));
        write_note(&folder, file, &note)?;
        let path = folder.join(file);
        fs::read(&path).map_err(DemoError::at(&path))
    }
}
