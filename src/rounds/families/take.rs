//! Taking a submission, with its round locked: what only the database can tell, then the receipts.

use std::collections::BTreeSet;

use paiwei_protocol::{
    ident::Code, journal::State, note::Note, receipt::Receipt, request::Request, rules::Rules,
};

use super::{
    FamilyError,
    check::{Checked, Maker},
    reserve::token,
};
use crate::{
    rounds::{
        RoundsError,
        desk::{Desk, Received},
        held::held_tags,
        step::Step,
    },
    store::{ApplicationRow, NewApplication, RevisionRow},
};

/// A revision with what the round has of its application.
struct Standing<'a> {
    checked: &'a Checked,
    application: Option<ApplicationRow>,
    newest: Option<(Receipt, RevisionRow)>,
}

/// Refuses a submission that comes outside its time.
pub(super) fn in_time(step: &Step<'_>, rules: &Rules, arrived: u64) -> Result<(), FamilyError> {
    let state = step.round(&rules.round)?.state;
    if state != State::Open {
        return Err(FamilyError::NotNow { state: state.as_str() });
    }
    let close = rules.timeline.close;
    if arrived >= close {
        return Err(FamilyError::TooLate { close, arrived });
    }
    Ok(())
}

/// Takes checked revisions, all or none, if they are in time: what was taken before with the same
/// text is answered with the same receipt, also later. Nothing is written before everything is known
/// to be right.
pub(super) async fn take(
    step: &mut Step<'_>,
    desk: &mut Desk,
    checked: &[Checked],
    in_time: Result<(), FamilyError>,
) -> Result<Vec<Received>, FamilyError> {
    if let Some(before) = taken_before(step, desk, checked).await? {
        return Ok(before);
    }
    in_time?;
    let mut standings = Vec::new();
    for one in checked {
        standings.push(standing(step, desk, one).await?);
    }
    for standing in &standings {
        links_are_here(step, desk, standing, checked).await?;
        one_live_application(step, desk, standing, checked).await?;
    }
    let mut received = Vec::new();
    for standing in standings {
        received.push(write(step, desk, standing).await?);
    }
    Ok(received)
}

/// The receipts of revisions that were all taken before, with the same texts.
async fn taken_before(
    step: &mut Step<'_>,
    desk: &Desk,
    checked: &[Checked],
) -> Result<Option<Vec<Received>>, FamilyError> {
    let mut received = Vec::new();
    for one in checked {
        let Request { code, revision, .. } = one.request;
        let all = step.revisions_of(&desk.round, &code.to_string()).await?;
        let Some(row) = all.into_iter().find(|row| row.revision == revision) else {
            return Ok(None);
        };
        let (note, receipt) = read(&row)?;
        if receipt.request != one.request || !made_by(&receipt, one.maker) {
            return Ok(None);
        }
        received.push(Received { code, revision, receipt: note });
    }
    Ok(Some(received))
}

/// Whether a receipt is of the same maker: the same key, or the office for a family without one.
fn made_by(receipt: &Receipt, maker: Maker) -> bool {
    match (receipt.family, maker) {
        (Some(there), Maker::Family(here)) => there.key == here.key,
        (None, Maker::Office(_)) => true,
        _ => false,
    }
}

fn read(row: &RevisionRow) -> Result<(Note, Receipt), RoundsError> {
    Ok(Receipt::read("a stored receipt", row.receipt.as_bytes())?)
}

/// What the round has of an application, if this is its next revision and its family's.
async fn standing<'a>(
    step: &mut Step<'_>,
    desk: &Desk,
    checked: &'a Checked,
) -> Result<Standing<'a>, FamilyError> {
    let code = checked.request.code.to_string();
    let row = step.newest_revision(&desk.round, &code).await?;
    let Some(row) = row else {
        first(desk, checked)?;
        return Ok(Standing { checked, application: None, newest: None });
    };
    let (_, receipt) = read(&row)?;
    if !made_by(&receipt, checked.maker) {
        return Err(FamilyError::NotYours);
    }
    if checked.request.revision != row.revision + 1 {
        return Err(FamilyError::Revision { code, expected: row.revision + 1 });
    }
    let same = receipt.request.commitment == checked.request.commitment;
    if checked.child.is_none() && !same {
        return Err(identity_missing(checked));
    }
    let application = step.application(&desk.round, &code).await?;
    Ok(Standing { checked, application, newest: Some((receipt, row)) })
}

/// Refuses what can't be a first revision.
fn first(desk: &Desk, checked: &Checked) -> Result<(), FamilyError> {
    let Request { code, revision, withdrawn, .. } = checked.request;
    let reserved = match checked.maker {
        Maker::Family(_) => checked.reservation == Some(token(&desk.vault, code)),
        Maker::Office(_) => true,
    };
    if !reserved {
        return Err(FamilyError::NotReserved { code: code.to_string() });
    }
    if revision != 1 || withdrawn {
        return Err(FamilyError::Revision { code: code.to_string(), expected: 1 });
    }
    if checked.child.is_none() {
        return Err(identity_missing(checked));
    }
    Ok(())
}

fn identity_missing(checked: &Checked) -> FamilyError {
    let told = crate::language::Told::new("field-identity-missing");
    let pointer = format!("{}/identity", checked.pointer);
    FamilyError::Fields(vec![super::FieldRefusal::new(pointer, told)])
}

/// Refuses to leave linked children behind: whoever leaves a bundle revises every member.
async fn links_are_here(
    step: &mut Step<'_>,
    desk: &Desk,
    standing: &Standing<'_>,
    checked: &[Checked],
) -> Result<(), FamilyError> {
    let Some((before, _)) = &standing.newest else { return Ok(()) };
    let here: BTreeSet<Code> = checked.iter().map(|one| one.request.code).collect();
    let (before, now) = (&before.request, &standing.checked.request);
    for member in before.bundle.iter().filter(|member| !here.contains(member)) {
        let Some(row) = step.newest_revision(&desk.round, &member.to_string()).await? else {
            continue;
        };
        let other = read(&row)?.1.request;
        if !other.withdrawn && other.bundle.contains(&now.code) {
            let (code, member) = (now.code.to_string(), member.to_string());
            return Err(FamilyError::LinkedLeft { code, member });
        }
    }
    Ok(())
}

/// One child has one live application, and none while it holds a place of the cohort.
async fn one_live_application(
    step: &mut Step<'_>,
    desk: &Desk,
    standing: &Standing<'_>,
    checked: &[Checked],
) -> Result<(), FamilyError> {
    let request = &standing.checked.request;
    if request.withdrawn {
        return Ok(());
    }
    let Some(tag) = tag(standing) else { return Err(identity_missing(standing.checked)) };
    let code = request.code.to_string();
    for other in step.codes_with_tag(&desk.round, &tag).await? {
        let leaves = |one: &Checked| one.request.code.to_string() == other && one.request.withdrawn;
        if other == code || checked.iter().any(leaves) {
            continue;
        }
        let live = step.newest_revision(&desk.round, &other).await?;
        if live.map(|row| read(&row)).transpose()?.is_some_and(|(_, r)| !r.request.withdrawn) {
            return Err(FamilyError::Entered);
        }
    }
    let history = step.history.clone();
    match held_tags(step, &history, &desk.round).await?.get(&tag) {
        Some(_) => Err(FamilyError::HoldsPlace),
        None => Ok(()),
    }
}

/// The tag that the application has from now on.
fn tag(standing: &Standing<'_>) -> Option<String> {
    let new = standing.checked.child.as_ref().map(|child| child.tag.clone());
    new.or_else(|| standing.application.as_ref().map(|row| row.tag.clone()))
}

/// Stores a revision and gives its receipt.
async fn write(
    step: &mut Step<'_>,
    desk: &mut Desk,
    standing: Standing<'_>,
) -> Result<Received, FamilyError> {
    let Standing { checked, newest, .. } = &standing;
    let (code, round) = (checked.request.code.to_string(), desk.round.clone());
    let identity = match &checked.child {
        Some(child) => child.identity.clone(),
        None => desk.identity(step, &code).await?,
    };
    match newest {
        None => insert(step, desk, checked, &code).await?,
        Some((before, _)) => {
            if let Some(child) = &checked.child {
                step.set_registered(&round, &code, &child.tag, child.points).await?;
            }
            // What review decided on isn't what stands there now.
            let (old, new) = (&before.request, &checked.request);
            let same = (old.commitment, &old.claims, &old.bundle, old.withdrawn)
                == (new.commitment, &new.claims, &new.bundle, new.withdrawn);
            if !same {
                step.clear_decision(&round, &code).await?;
            }
        }
    }
    let family = match checked.maker {
        Maker::Family(family) => Some(family),
        Maker::Office(secret) => {
            if let Some(hash) = secret {
                step.put_secret(&round, &code, &hash, desk.now()).await?;
            }
            None
        }
    };
    Ok(desk.take(step, checked.request.clone(), family, &identity).await?)
}

async fn insert(
    step: &mut Step<'_>,
    desk: &Desk,
    checked: &Checked,
    code: &str,
) -> Result<(), FamilyError> {
    let Some(child) = &checked.child else { return Err(identity_missing(checked)) };
    // What came online has no number on another platform; its code stands in that number's place.
    let number = format!("online {code}");
    let row = ApplicationRow {
        code: code.to_owned(),
        tag: child.tag.clone(),
        registration: desk.vault.index("applications", "registration", &number),
        content: desk.vault.index("applications", "content", &number),
        points: child.points,
    };
    let entropy = &*step.office.entropy;
    let platform =
        desk.vault.seal("applications", code, b"", entropy).map_err(RoundsError::from)?;
    Ok(step.insert_application(&desk.round, &NewApplication { row, platform }).await?)
}
