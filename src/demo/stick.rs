//! The memory stick that goes between the office and the notary.

use std::{
    fs,
    io::{Cursor, Read as _},
    path::PathBuf,
};

use paiwei_protocol::verify::Folder;

use super::{DemoError, desk::texts, stage::Stage};
use crate::{rounds, samples::Sample};

impl Stage {
    /// The memory stick, with the newest files for the notary.
    pub(super) async fn stick(&self, round: &str) -> Result<PathBuf, DemoError> {
        let stick = self.place.stick(round);
        let files = unzipped(&self.desk.stick(round).await?)?;
        rounds::write_stick(&stick, files)?;
        Ok(stick)
    }

    /// The notary's cosignature over the journal as it stands.
    pub(super) async fn cosigned(&self, round: &str) -> Result<Vec<u8>, DemoError> {
        self.notary.cosign(&self.stick(round).await?, self.clock_now())
    }

    /// A step that the notary's cosignature over the journal makes.
    pub(super) async fn witnessed(&self, round: &str, step: &str) -> Result<(), DemoError> {
        let notes = texts(&[self.cosigned(round).await?]);
        self.desk.step(round, step, serde_json::json!({ "notes": notes })).await.map(drop)
    }

    /// The trust block of the office and its notary.
    pub(super) async fn trust(&self, sample: Sample) -> Result<Vec<u8>, DemoError> {
        let file = self.place.join(&format!("trust-{}.txt", sample.round()));
        rounds::write_trust(&self.office, sample.round(), &file).await?;
        let bytes = fs::read(&file).map_err(DemoError::at(&file))?;
        fs::remove_file(&file).map_err(DemoError::at(&file))?;
        Ok(bytes)
    }
}

/// The files of a .zip, as the service gives the observers' stick.
///
/// # Errors
///
/// [`DemoError::Service`] for what is no .zip.
pub fn unzipped(bytes: &[u8]) -> Result<Folder, DemoError> {
    let wrong = |error: &dyn std::fmt::Display| DemoError::Service(format!("the stick: {error}"));
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| wrong(&error))?;
    let mut files = Folder::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).map_err(|error| wrong(&error))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|error| wrong(&error))?;
        let name = file.name().map_err(|error| wrong(&error))?.into_owned();
        files.insert(name, bytes);
    }
    Ok(files)
}
