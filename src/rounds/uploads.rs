//! Spreadsheets on their way in: kept sealed between upload, mapping, dry run and import, and then
//! forgotten.

use zeroize::Zeroizing;

use super::{Office, RoundsError, office::round_row};
use crate::{
    entropy,
    import::Mapping,
    store::{Lock, Read, UploadRow},
};

/// How long an uploaded spreadsheet is kept, in seconds: a working day.
pub const UPLOAD_KEPT: u64 = 10 * 3600;

/// Spreadsheets that an account keeps at once.
pub const MOST_UPLOADS: usize = 5;

/// An uploaded spreadsheet.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Upload {
    /// Its id: 32 hex digits.
    pub id: String,
    /// Who uploaded it.
    pub account: String,
    /// The name of the file.
    pub name: String,
    /// Which column holds what, once somebody said so.
    pub mapping: Option<Mapping>,
    /// When it came (Unix seconds).
    pub made_at: u64,
    /// When it was imported (Unix seconds).
    pub imported_at: Option<u64>,
    /// Children of the import, and how many of them had been there before.
    pub children: (u64, u64),
}

impl From<UploadRow> for Upload {
    fn from(row: UploadRow) -> Self {
        Self {
            mapping: Mapping::read(row.mapping.as_bytes()).ok(),
            imported_at: Some(row.imported_at).filter(|at| *at > 0),
            children: (row.children, row.repeated),
            id: row.id,
            account: row.account,
            name: row.name,
            made_at: row.made_at,
        }
    }
}

/// A spreadsheet that is kept from now on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeptUpload {
    /// Its id.
    pub id: String,
    /// What its account had too many of and was forgotten for it: ids and rounds.
    pub forgotten: Vec<(String, String)>,
}

/// Keeps a spreadsheet, sealed. Of one account [`MOST_UPLOADS`] are kept: whoever mends a file and
/// uploads it again needs the one before no more, so the oldest that wasn't imported makes room, and
/// the oldest import where all were.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn keep_upload(
    office: &Office,
    round: &str,
    account: &str,
    name: &str,
    file: &[u8],
) -> Result<KeptUpload, RoundsError> {
    let id = hex::encode(entropy::bytes::<16>(&*office.entropy)?);
    let mut step = office.begin_in(round).await?;
    let vault = office.round_vault(round, &round_row(&mut step, round).await?)?;
    let sealed = vault.seal("uploads", &id, file, &*office.entropy)?;
    let row = UploadRow {
        id: id.clone(),
        account: account.to_owned(),
        name: name.to_owned(),
        mapping: String::new(),
        made_at: office.now(),
        imported_at: 0,
        children: 0,
        repeated: 0,
    };
    step.sweep_uploads(office.now().saturating_sub(UPLOAD_KEPT)).await?;
    let mut forgotten = step.uploads_of(account).await?;
    forgotten.truncate((forgotten.len() + 1).saturating_sub(MOST_UPLOADS));
    for (id, round) in &forgotten {
        step.drop_upload(round, id).await?;
    }
    step.insert_upload(round, &row, &sealed).await?;
    step.commit().await?;
    Ok(KeptUpload { id, forgotten })
}

/// The uploads of a round that are still kept, the newest first.
///
/// # Errors
///
/// [`RoundsError`] of the database.
pub async fn uploads(office: &Office, round: &str) -> Result<Vec<Upload>, RoundsError> {
    let rows = office.store.begin_read().await?.uploads(round).await?;
    Ok(rows.into_iter().filter(|row| is_kept(office, row)).map(Upload::from).collect())
}

/// An upload, unless it was forgotten.
///
/// # Errors
///
/// [`RoundsError`] of the database.
pub async fn upload(office: &Office, round: &str, id: &str) -> Result<Option<Upload>, RoundsError> {
    let row = found(office, &mut office.store.begin_read().await?, round, id).await?;
    Ok(row.map(Upload::from))
}

/// The bytes of an upload, unless it was forgotten.
///
/// # Errors
///
/// [`RoundsError::Vault`] without the right key file.
pub async fn upload_file(
    office: &Office,
    round: &str,
    id: &str,
) -> Result<Option<Zeroizing<Vec<u8>>>, RoundsError> {
    let mut read = office.store.begin_read().await?;
    if found(office, &mut read, round, id).await?.is_none() {
        return Ok(None);
    }
    let vault = office.round_vault(round, &round_row(&mut read, round).await?)?;
    let sealed = read.upload_file(id).await?;
    Ok(sealed.map(|sealed| vault.open("uploads", id, &sealed)).transpose()?)
}

async fn found(
    office: &Office,
    read: &mut Read,
    round: &str,
    id: &str,
) -> Result<Option<UploadRow>, RoundsError> {
    Ok(read.upload(round, id).await?.filter(|row| is_kept(office, row)))
}

fn is_kept(office: &Office, row: &UploadRow) -> bool {
    row.made_at.saturating_add(UPLOAD_KEPT) > office.now()
}

/// Says which column of an upload holds what; the round's next upload begins with it.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn set_mapping(
    office: &Office,
    round: &str,
    id: &str,
    mapping: &Mapping,
) -> Result<(), RoundsError> {
    let mut step = office.begin_in(round).await?;
    step.set_mapping(round, id, &mapping.to_json()).await?;
    step.commit().await
}

/// The mapping that a round used last.
///
/// # Errors
///
/// [`RoundsError`] of the database.
pub async fn used_mapping(office: &Office, round: &str) -> Result<Option<Mapping>, RoundsError> {
    let text = office.store.begin_read().await?.mapping(round).await?;
    Ok(text.and_then(|text| Mapping::read(text.as_bytes()).ok()))
}

/// Notes that an upload was imported: its children, and how many of them had been there before.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn note_import(
    office: &Office,
    round: &str,
    id: &str,
    children: u64,
    repeated: u64,
) -> Result<(), RoundsError> {
    let mut step = office.begin_in(round).await?;
    step.set_imported(id, office.now(), children, repeated).await?;
    step.commit().await
}

/// Forgets an upload before its time.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn forget_upload(office: &Office, round: &str, id: &str) -> Result<(), RoundsError> {
    let mut step = office.begin_in(round).await?;
    step.drop_upload(round, id).await?;
    step.commit().await
}

/// Forgets uploads that were kept long enough; how many.
///
/// # Errors
///
/// [`RoundsError`] of the database.
pub async fn sweep_uploads(office: &Office) -> Result<u64, RoundsError> {
    let mut write = office.store.begin_write(Lock::Journal).await?;
    let swept = write.sweep_uploads(office.now().saturating_sub(UPLOAD_KEPT)).await?;
    write.commit().await?;
    Ok(swept)
}
