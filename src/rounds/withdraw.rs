//! Withdrawing an application for a family, on paper.

use paiwei_protocol::{
    choices::Choices,
    digest::Digest,
    ident::Code,
    journal::{IntakePhase, State},
    note::Note,
    receipt::FamilyKey,
    request::Request,
};

use super::{
    Done, Office, RoundsError,
    desk::{Desk, Received},
    lines::newest,
    step::Step,
};

/// Withdraws an application, as its family asked on paper: a new revision with its receipt, for
/// each linked child too, whose bundle loses this one. Of one that was withdrawn before, the receipt
/// of that.
///
/// # Errors
///
/// [`RoundsError::UnknownCode`], [`RoundsError::OutOfOrder`] unless intake is open.
pub async fn withdraw(
    office: &Office,
    round: &str,
    code: Code,
) -> Result<Done<Vec<Received>>, RoundsError> {
    let mut step = office.begin().await?;
    step.expect(round, "withdraw", &[State::Open])?;
    let mut desk = Desk::open(&mut step, round).await?;
    let newest = newest(&mut step, round).await?;
    let Some(one) = newest.get(&code) else {
        let (round, code) = (round.to_owned(), code.to_string());
        return Err(RoundsError::UnknownCode { round, code });
    };
    if one.request.withdrawn {
        return Ok(Done::before(vec![received(&mut step, round, code).await?]));
    }
    let left: Vec<Code> = one.request.bundle.iter().filter(|c| **c != code).copied().collect();
    let mut revised = vec![(withdrawn(&one.request), one.key)];
    for member in &left {
        if let Some(other) = newest.get(member).filter(|other| !other.request.withdrawn) {
            revised.push((unlinked(&other.request, &left), other.key));
        }
    }
    let mut received = Vec::new();
    for (mut request, key) in revised {
        let identity = desk.identity(&mut step, &request.code.to_string()).await?;
        request.commitment = Digest::of(&identity);
        let family = key.map(|key| FamilyKey { key, signature: None });
        received.push(desk.take(&mut step, request, family, &identity).await?);
    }
    desk.close(&mut step).await?;
    let event = step.intake(round, IntakePhase::Hour).await?;
    step.append(round, event).await?;
    step.commit().await?;
    Ok(Done::now(received))
}

/// What the newest revision of an application was given.
async fn received(step: &mut Step<'_>, round: &str, code: Code) -> Result<Received, RoundsError> {
    let text = code.to_string();
    let unknown = || RoundsError::UnknownCode { round: round.to_owned(), code: text.clone() };
    let row = step.newest_revision(round, &text).await?.ok_or_else(unknown)?;
    let receipt = Note::parse("a stored receipt", row.receipt.as_bytes())?;
    Ok(Received { code, revision: row.revision, receipt })
}

fn withdrawn(request: &Request) -> Request {
    Request {
        revision: request.revision + 1,
        withdrawn: true,
        bundle: Vec::new(),
        claims: Vec::new(),
        choices: Choices::default(),
        ..request.clone()
    }
}

/// The next revision of a linked child whose bundle is `left` now.
fn unlinked(request: &Request, left: &[Code]) -> Request {
    let bundle = if left.len() < 2 { Vec::new() } else { left.to_vec() };
    Request { revision: request.revision + 1, bundle, ..request.clone() }
}
