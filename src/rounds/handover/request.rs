//! The ceremony machine's request: its journal key, and the key that the round is sealed for.

use std::{fs, path::Path};

use paiwei_protocol::{
    digest::parse_hex,
    ident::is_origin,
    note::{KeyKind, VerifierKey},
};

use crate::{
    entropy::Entropy,
    folder::DataFolder,
    keys::{KeysError, Recipient, Role, SecretKey},
    rounds::{Given, RoundsError, init::vault},
};

const FIRST_LINE: &str = "paiwei handover request v1";

/// A request as the office reads it.
pub(super) struct Request {
    pub(super) journal: VerifierKey,
    pub(super) seal: [u8; 32],
}

/// Makes the ceremony machine's data folder with its own keys, or takes one that is there, and
/// gives the request to be carried to the office: nothing in it is secret.
///
/// # Errors
///
/// [`RoundsError::Origin`], and failures of disk and entropy.
pub fn handover_request(
    folder: &Path,
    origin: &str,
    entropy: &dyn Entropy,
) -> Result<Vec<u8>, RoundsError> {
    if !is_origin(origin) {
        return Err(RoundsError::Origin(origin.to_owned()));
    }
    let folder = DataFolder::create(folder)?;
    let path = folder.keys().join("journal.key");
    let key = match SecretKey::read(&path, Role::Journal) {
        Err(KeysError::Missing(_)) => {
            let key = SecretKey::generate(Role::Journal, origin, entropy)?;
            key.write_new(&path)?;
            key
        }
        found => found?,
    };
    if key.verifier().name() != origin {
        let (found, asked) = (key.verifier().name().to_owned(), origin.to_owned());
        return Err(RoundsError::OtherOffice { found, asked });
    }
    vault(&folder.vault(), entropy)?;
    let recipient = recipient(&folder, entropy)?;
    let seal = hex::encode(recipient.public());
    let text = format!("{FIRST_LINE}\njournal: {}\nseal: {seal}\n", key.verifier());
    Ok(text.into_bytes())
}

/// The key that opens what was sealed for this machine.
pub(super) fn recipient(
    folder: &DataFolder,
    entropy: &dyn Entropy,
) -> Result<Recipient, RoundsError> {
    Ok(Recipient::read_or_create(&folder.keys().join("transfer.key"), entropy)?)
}

impl Request {
    /// Reads a request for a journal of this origin.
    pub(super) fn read(given: Given<'_>, origin: &str) -> Result<Self, RoundsError> {
        let wrong =
            |why: &str| RoundsError::File { file: given.file.to_owned(), why: why.to_owned() };
        let request = std::str::from_utf8(given.bytes).ok().and_then(parse);
        let request = request.ok_or_else(|| wrong("it is no request of a ceremony machine"))?;
        let fits = request.journal.name() == origin && request.journal.kind() == KeyKind::Note;
        if fits { Ok(request) } else { Err(wrong("it was made for the journal of another origin")) }
    }
}

fn parse(text: &str) -> Option<Request> {
    let rest = text.strip_prefix(FIRST_LINE)?.strip_prefix("\njournal: ")?;
    let (journal, seal) = rest.split_once("\nseal: ")?;
    let seal = parse_hex(seal.strip_suffix('\n')?)?;
    Some(Request { journal: journal.parse().ok()?, seal })
}

/// Whether a folder holds a database of an office or ceremony machine.
pub(super) fn has_database(folder: &DataFolder) -> bool {
    fs::metadata(folder.database()).is_ok_and(|found| found.is_file())
}
