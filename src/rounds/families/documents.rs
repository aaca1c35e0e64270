//! What families send in to prove what they claim: pictures and PDF files.
//!
//! They are sealed like everything that a family tells the office, opened for reviewers alone, and no
//! part of an application: no request, receipt, roll or draw knows of them.

use paiwei_protocol::{digest::Digest, ident::Code, journal::State};
use zeroize::Zeroizing;

use super::{FamilyError, FieldRefusal};
use crate::{
    entropy,
    language::Told,
    rounds::{Done, Office, RoundsError, office::round_row, step::Step},
    store::{DocumentRow, NewDocument, Read},
    vault::RoundVault,
};

/// Bytes of a document, at most.
pub const MOST_DOCUMENT: usize = 5 << 20;
/// Documents of an application, at most.
pub const MOST_DOCUMENTS: usize = 8;

/// A kind of file that is taken.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FileKind {
    /// A JPEG picture.
    Jpeg,
    /// A PNG picture.
    Png,
    /// A PDF file.
    Pdf,
}

impl FileKind {
    const ALL: [Self; 3] = [Self::Jpeg, Self::Png, Self::Pdf];

    /// The kind that a file is by its first bytes, whatever its name says.
    #[must_use]
    pub fn of(content: &[u8]) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| content.starts_with(kind.beginning()))
    }

    fn beginning(self) -> &'static [u8] {
        match self {
            Self::Jpeg => b"\xff\xd8\xff",
            Self::Png => b"\x89PNG\r\n\x1a\n",
            Self::Pdf => b"%PDF-",
        }
    }

    /// Its name, also the usual ending of such a file.
    #[must_use]
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Jpeg => "jpeg",
            Self::Png => "png",
            Self::Pdf => "pdf",
        }
    }

    /// Its media type.
    #[must_use]
    pub fn media_type(self) -> &'static str {
        match self {
            Self::Jpeg => "image/jpeg",
            Self::Png => "image/png",
            Self::Pdf => "application/pdf",
        }
    }
}

/// A document, without its content.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ClaimDocument {
    /// Id: 32 hex digits.
    pub id: String,
    /// Code of the application.
    pub code: String,
    /// Id of the category that it proves.
    pub category: String,
    /// What kind of file it is.
    pub kind: FileKind,
    /// Bytes.
    pub bytes: u64,
    /// When it came (Unix seconds).
    pub added_at: u64,
}

/// Keeps a document of an application, from the opening until the objections' end. That the application
/// is the family's own is for the caller to know. The same file once more changes nothing.
///
/// # Errors
///
/// [`FamilyError::NotNow`]; [`FamilyError::NotYours`] where there is no such application;
/// [`FamilyError::Fields`] at `/file` or `/category`, also where the round's documents would take more
/// than `room` bytes together.
pub async fn add_document(
    office: &Office,
    round: &str,
    code: Code,
    category: &str,
    content: &[u8],
    room: u64,
) -> Result<Done<ClaimDocument>, FamilyError> {
    let kind = checked(content)?;
    let rules = office.known_rules(round).await?;
    if !rules.has_category(category) {
        let told = Told::new("field-proves");
        return Err(FamilyError::Fields(vec![FieldRefusal::new("/category", told)]));
    }
    let id = hex::encode(entropy::bytes::<16>(&*office.entropy).map_err(RoundsError::from)?);
    let mut step = office.begin_in(round).await?;
    taken_now(&step, round, &[State::Open, State::Closed, State::Posted])?;
    let text = code.to_string();
    step.newest_revision(round, &text).await?.ok_or(FamilyError::NotYours)?;
    let vault = vault(office, &mut step, round).await?;
    let same = vault.index("documents", "content", &Digest::of(content).to_string());
    if let Some(before) = step.document_alike(round, &text, &same).await? {
        return Ok(Done::before(document_of(before)?));
    }
    has_room(&mut step, round, &text, (content.len() as u64, room)).await?;
    let sealed = vault.seal("documents", &id, content, &*office.entropy);
    let row = DocumentRow {
        id,
        code: text,
        category: category.to_owned(),
        kind: kind.as_str().to_owned(),
        bytes: content.len() as u64,
        added_at: office.now(),
    };
    let content = sealed.map_err(RoundsError::from)?;
    step.insert_document(round, &NewDocument { row: row.clone(), same, content }).await?;
    step.commit().await?;
    Ok(Done::now(document_of(row)?))
}

/// Refuses what the application or the round has no room for: so many bytes, and the most of a round.
async fn has_room(
    step: &mut Step<'_>,
    round: &str,
    code: &str,
    (bytes, room): (u64, u64),
) -> Result<(), FamilyError> {
    if step.documents_of(round, code).await?.len() >= MOST_DOCUMENTS {
        return Err(refused(Told::new("document-most").with("most", MOST_DOCUMENTS)));
    }
    if step.document_bytes(round).await?.saturating_add(bytes) > room {
        tracing::warn!(round, room, "a document was refused: the round's take all room");
        return Err(refused(Told::new("document-no-room")));
    }
    Ok(())
}

/// Removes a document while applications are taken; one that isn't there is removed already.
///
/// # Errors
///
/// [`FamilyError::NotNow`] afterwards, [`FamilyError::Fields`] once review has decided, which may
/// rest on it.
pub async fn remove_document(
    office: &Office,
    round: &str,
    code: Code,
    id: &str,
) -> Result<(), FamilyError> {
    let mut step = office.begin_in(round).await?;
    taken_now(&step, round, &[State::Open])?;
    if step.decision(round, &code.to_string()).await?.is_some() {
        return Err(refused(Told::new("document-decided")));
    }
    step.remove_document(round, &code.to_string(), id).await?;
    Ok(step.commit().await?)
}

/// The documents of an application, the first first.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn documents(
    office: &Office,
    round: &str,
    code: Code,
) -> Result<Vec<ClaimDocument>, RoundsError> {
    let (mut read, history) = office.read().await?;
    history.round(round)?;
    let rows = read.documents_of(round, &code.to_string()).await?;
    rows.into_iter().map(document_of).collect()
}

/// A document of a round with its content, for its reviewers.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`]; [`RoundsError::Vault`] without the right key file.
pub async fn document(
    office: &Office,
    round: &str,
    id: &str,
) -> Result<Option<(ClaimDocument, Zeroizing<Vec<u8>>)>, RoundsError> {
    let (mut read, history) = office.read().await?;
    history.round(round)?;
    let Some((row, sealed)) = read.document(round, id).await? else { return Ok(None) };
    let vault = vault(office, &mut read, round).await?;
    let content = vault.open("documents", &row.id, &sealed)?;
    Ok(Some((document_of(row)?, content)))
}

/// The kind of a file that can be taken.
fn checked(content: &[u8]) -> Result<FileKind, FamilyError> {
    if content.is_empty() {
        return Err(refused(Told::new("document-choose")));
    }
    if content.len() > MOST_DOCUMENT {
        let mb = MOST_DOCUMENT >> 20;
        return Err(refused(Told::new("document-too-large").with("most", mb)));
    }
    FileKind::of(content).ok_or_else(|| refused(Told::new("document-type")))
}

fn refused(told: Told) -> FamilyError {
    FamilyError::Fields(vec![FieldRefusal::new("/file", told)])
}

fn taken_now(step: &Step<'_>, round: &str, states: &[State]) -> Result<(), FamilyError> {
    let state = step.round(round)?.state;
    if states.contains(&state) {
        Ok(())
    } else {
        Err(FamilyError::NotNow { state: state.as_str() })
    }
}

async fn vault(office: &Office, read: &mut Read, round: &str) -> Result<RoundVault, RoundsError> {
    let row = round_row(read, round).await?;
    office.round_vault(round, &row)
}

fn document_of(row: DocumentRow) -> Result<ClaimDocument, RoundsError> {
    let kind = FileKind::ALL.into_iter().find(|kind| kind.as_str() == row.kind);
    let damaged =
        || crate::store::StoreError::Damaged { table: "documents", what: row.kind.clone() };
    let kind = kind.ok_or_else(damaged)?;
    let DocumentRow { id, code, category, bytes, added_at, .. } = row;
    Ok(ClaimDocument { id, code, category, kind, bytes, added_at })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_what_its_first_bytes_say() {
        let kinds: [(&[u8], Option<FileKind>); 7] = [
            (b"\xff\xd8\xff\xe0\x00\x10JFIF", Some(FileKind::Jpeg)),
            (b"\x89PNG\r\n\x1a\n...", Some(FileKind::Png)),
            (b"%PDF-1.7\n", Some(FileKind::Pdf)),
            (b"<svg onload=alert(1)>", None),
            (b"<html>%PDF-", None),
            (b"PK\x03\x04", None),
            (b"", None),
        ];
        for (content, kind) in kinds {
            assert_eq!(FileKind::of(content), kind);
            assert_eq!(checked(content).ok(), kind);
        }
        let mut large = b"%PDF-".to_vec();
        large.resize(MOST_DOCUMENT, 0);
        assert!(checked(&large).is_ok());
        large.push(0);
        assert!(matches!(checked(&large), Err(FamilyError::Fields(_))));
    }
}
