//! Importing registrations: codes, identities and receipts, all or none.

use std::collections::{BTreeMap, BTreeSet};

use paiwei_protocol::{
    ident::Code,
    journal::{IntakePhase, State},
    note::Note,
    request::Request,
    tag::TagKey,
};

use super::{
    Appended, Done, Office, RoundsError,
    announce::open_tag_key,
    desk::{Desk, new_identity},
    held::held_tags,
    history::History,
    import_check::{Known, check},
    office::round_row,
    step::Step,
};
use crate::{
    import::Registration,
    store::{ApplicationRow, NewApplication, Read},
    vault::RoundVault,
};

pub use super::import_check::{ImportProblem, ImportRefusal};

/// What an import came to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Imported {
    /// The children, in the order given.
    pub children: Vec<ImportedChild>,
    /// The intake entry, if anything was new.
    pub appended: Option<Appended>,
}

/// An imported registration.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportedChild {
    /// Row of the spreadsheet.
    pub row: u64,
    /// The platform's registration number.
    pub number: String,
    /// The code.
    pub code: Code,
    /// The receipt of its newest revision.
    pub receipt: Note,
    /// It had been imported before, with the same content.
    pub repeated: bool,
}

/// A registration, with what the round knows it by.
pub(super) struct Incoming<'a> {
    pub(super) registration: &'a Registration,
    pub(super) index: [u8; 32],
    pub(super) content: [u8; 32],
    pub(super) tag: String,
}

/// Imports registrations that were read under the round's rules: mints codes, seals identities,
/// gives receipts that the office made (`-` for the family's key), and journals the intake. What
/// was imported before with the same content is left as it is.
///
/// # Errors
///
/// [`RoundsError::Import`] with everything that is wrong, and nothing is imported;
/// [`RoundsError::OutOfOrder`] unless intake is open.
pub async fn import(
    office: &Office,
    round: &str,
    registrations: &[Registration],
) -> Result<Done<Imported>, RoundsError> {
    let mut step = office.begin().await?;
    step.expect(round, "import", &[State::Open])?;
    let mut desk = Desk::open(&mut step, round).await?;
    let incoming = incoming(&mut step, &desk.vault, round, registrations).await?;
    let rows = step.applications(round).await?;
    let history = step.history.clone();
    let refusals = refusals(&mut step, &history, round, &incoming, &rows).await?;
    if !refusals.is_empty() {
        return Err(RoundsError::Import(refusals));
    }
    let codes = codes(office, &incoming, &rows)?;
    let receipts = receipts(&mut step, round).await?;
    let mut children = Vec::new();
    for one in &incoming {
        let code = codes[one.registration.number.as_str()];
        let (receipt, repeated) = match receipts.get(&code.to_string()) {
            Some(receipt) => (receipt.clone(), true),
            None => (take(&mut step, &mut desk, one, code, &codes).await?, false),
        };
        let (row, number) = (one.registration.row, one.registration.number.clone());
        children.push(ImportedChild { row, number, code, receipt, repeated });
    }
    if children.iter().all(|child| child.repeated) {
        return Ok(Done::before(Imported { children, appended: None }));
    }
    desk.close(&mut step).await?;
    let event = step.intake(round, IntakePhase::Hour).await?;
    let appended = Some(step.append(round, event).await?);
    step.commit().await?;
    Ok(Done::now(Imported { children, appended }))
}

/// What an import would come to, without a trace.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ImportTrial {
    /// Registrations that the round doesn't have yet.
    pub new: u64,
    /// Everything that [`import`] would refuse.
    pub refusals: Vec<ImportRefusal>,
}

/// Tries an import: says what [`import`] would, and changes nothing.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn import_trial(
    office: &Office,
    round: &str,
    registrations: &[Registration],
) -> Result<ImportTrial, RoundsError> {
    let (mut read, history) = office.read().await?;
    history.round(round)?;
    let vault = office.round_vault(round, &round_row(&mut read, round).await?)?;
    let incoming = incoming(&mut read, &vault, round, registrations).await?;
    let rows = read.applications(round).await?;
    let refusals = refusals(&mut read, &history, round, &incoming, &rows).await?;
    let known: BTreeSet<[u8; 32]> = rows.iter().map(|row| row.registration).collect();
    let new = incoming.iter().filter(|one| !known.contains(&one.index)).count() as u64;
    Ok(ImportTrial { new, refusals })
}

/// Everything that speaks against it.
async fn refusals(
    read: &mut Read,
    history: &History,
    round: &str,
    incoming: &[Incoming<'_>],
    rows: &[ApplicationRow],
) -> Result<Vec<ImportRefusal>, RoundsError> {
    let withdrawn = withdrawn(read, round).await?;
    let held = held_tags(read, history, round).await?;
    Ok(check(incoming, &Known::new(rows, &withdrawn, &held)))
}

/// Stores one new application and takes its first revision.
async fn take(
    step: &mut Step<'_>,
    desk: &mut Desk,
    one: &Incoming<'_>,
    code: Code,
    codes: &BTreeMap<&str, Code>,
) -> Result<Note, RoundsError> {
    let Registration { number, fields, claims, choices, linked, points, .. } = one.registration;
    let identity = new_identity(step.office.entropy(), &desk.round, code, fields)?;
    let place = code.to_string();
    let entropy = &*step.office.entropy;
    let platform = desk.vault.seal("applications", &place, number.as_bytes(), entropy)?;
    let row = ApplicationRow {
        code: place,
        tag: one.tag.clone(),
        registration: one.index,
        content: one.content,
        points: *points,
    };
    step.insert_application(&desk.round, &NewApplication { row, platform }).await?;
    let mut bundle: Vec<Code> = linked.iter().map(|number| codes[number.as_str()]).collect();
    bundle.sort_unstable();
    let request = Request {
        origin: desk.origin.clone(),
        round: desk.round.clone(),
        code,
        revision: 1,
        withdrawn: false,
        bundle,
        claims: claims.clone(),
        choices: choices.clone(),
        commitment: identity.commitment(),
    };
    Ok(desk.take(step, request, None, &identity.to_json()).await?.receipt)
}

/// What the round knows each registration by.
async fn incoming<'a>(
    read: &mut Read,
    vault: &RoundVault,
    round: &str,
    registrations: &'a [Registration],
) -> Result<Vec<Incoming<'a>>, RoundsError> {
    let row = round_row(read, round).await?;
    let key = TagKey::new(*open_tag_key(vault, &row)?);
    let one = |registration: &'a Registration| {
        let document = &registration.document;
        Ok(Incoming {
            registration,
            index: vault.index("applications", "registration", &registration.number),
            content: vault.index("applications", "content", &content(registration)),
            tag: document.tag(&key),
        })
    };
    registrations.iter().map(one).collect()
}

/// All that was registered, as one text: what tells a repeated import from a changed one.
fn content(registration: &Registration) -> String {
    let Registration { fields, claims, points, choices, linked, document, .. } = registration;
    serde_json::json!({
        "fields": fields,
        "document": [document.kind().id(), document.number()],
        "claims": claims,
        "points": points,
        "choices": choices.to_string(),
        "linked": linked,
    })
    .to_string()
}

/// Codes of all registrations given: those that the round has, and new ones.
fn codes<'a>(
    office: &Office,
    incoming: &[Incoming<'a>],
    rows: &[ApplicationRow],
) -> Result<BTreeMap<&'a str, Code>, RoundsError> {
    let by_index: BTreeMap<[u8; 32], &str> =
        rows.iter().map(|row| (row.registration, row.code.as_str())).collect();
    let mut taken: BTreeSet<String> = rows.iter().map(|row| row.code.clone()).collect();
    let mut codes = BTreeMap::new();
    for one in incoming {
        let old = by_index.get(&one.index).and_then(|code| Code::parse_strict(code).ok());
        let code = match old {
            Some(code) => code,
            None => Desk::new_code(office, |code| taken.contains(&code.to_string()))?,
        };
        taken.insert(code.to_string());
        codes.insert(one.registration.number.as_str(), code);
    }
    Ok(codes)
}

/// The newest receipt of each application.
async fn receipts(step: &mut Step<'_>, round: &str) -> Result<BTreeMap<String, Note>, RoundsError> {
    let mut receipts = BTreeMap::new();
    for row in step.revisions(round).await? {
        receipts.insert(row.code, Note::parse("a stored receipt", row.receipt.as_bytes())?);
    }
    Ok(receipts)
}

/// Codes of the applications that families withdrew.
async fn withdrawn(read: &mut Read, round: &str) -> Result<BTreeSet<String>, RoundsError> {
    let newest = super::lines::newest(read, round).await?;
    let withdrawn = newest.into_iter().filter(|(_, newest)| newest.request.withdrawn);
    Ok(withdrawn.map(|(code, _)| code.to_string()).collect())
}
