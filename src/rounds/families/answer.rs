//! Accepting or declining a place (PROTOCOL.md, 6.7–6.9).

use paiwei_protocol::{
    answer::{Answer, AnswerReceipt, Said},
    ident::Code,
    journal::State,
    note::Note,
    receipt::{FamilyKey, Receipt},
};

use super::{FamilyError, FieldRefusal};
use crate::{
    language::Told,
    rounds::{Done, Office, RoundsError, desk::receipts_key, result_line, step::Step},
    store::AnsweredRow,
};

/// An answer as a family's device sends it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SignedAnswer {
    /// The text of the answer (PROTOCOL.md, 6.7).
    pub answer: String,
    /// The family's public key.
    pub key: [u8; 32],
    /// Its signature over the text.
    pub signature: [u8; 64],
}

/// Takes a family's answer to its place and gives its receipt. The same answer, sent again, gets the
/// same receipt. `arrived`: when the service had read it whole (Unix seconds).
///
/// # Errors
///
/// [`FamilyError::Fields`] for form and signature; [`FamilyError::NotYours`] for another key than
/// the roll's, and for a code without a place; [`FamilyError::NotNow`], [`FamilyError::TooLate`],
/// [`FamilyError::Answer`].
pub async fn answer(
    office: &Office,
    round: &str,
    signed: &SignedAnswer,
    arrived: u64,
) -> Result<Done<Note>, FamilyError> {
    let answer = Answer::parse("answer", signed.answer.as_bytes())
        .map_err(|error| wrong(FieldRefusal::of("/answer", "field-answer", &error)))?;
    answer
        .verify(&signed.key, &signed.signature)
        .map_err(|error| wrong(FieldRefusal::of("/signature", "field-signature", &error)))?;
    let family = FamilyKey { key: signed.key, signature: Some(signed.signature) };
    let mut step = office.begin_in(round).await?;
    let keyed = key_of(&mut step, round, answer.code).await?;
    if keyed != Some(signed.key) {
        return Err(FamilyError::NotYours);
    }
    take(step, round, answer, Some(family), arrived).await
}

/// Takes an answer that the office types in: for a family without a key, or one that came to the
/// counter. That it is the family's will is for the caller to know.
///
/// # Errors
///
/// As [`answer`].
pub async fn answer_by_hand(
    office: &Office,
    round: &str,
    code: Code,
    said: Said,
    arrived: u64,
) -> Result<Done<Note>, FamilyError> {
    let mut step = office.begin_in(round).await?;
    let attempt = step.round(round)?.current().number;
    let key = key_of(&mut step, round, code).await?;
    let before = step.answers_of(round, attempt, &code.to_string()).await?;
    let same = before.last().map(read).transpose()?.filter(|(_, last)| last.answer.said == said);
    if let Some((note, _)) = same {
        return Ok(Done::before(note));
    }
    let answer = Answer {
        origin: step.history.journal().origin().to_owned(),
        round: round.to_owned(),
        attempt,
        code,
        number: before.len() as u64 + 1,
        said,
    };
    let family = key.map(|key| FamilyKey { key, signature: None });
    take(step, round, answer, family, arrived).await
}

async fn take(
    mut step: Step<'_>,
    round: &str,
    answer: Answer,
    family: Option<FamilyKey>,
    arrived: u64,
) -> Result<Done<Note>, FamilyError> {
    in_force(&step, round, &answer)?;
    let code = answer.code.to_string();
    let before = step.answers_of(round, answer.attempt, &code).await?;
    if let Some(row) = before.iter().find(|row| row.number == answer.number) {
        let (note, there) = read(row)?;
        return match there.answer == answer {
            true => Ok(Done::before(note)),
            false => Err(FamilyError::Answer { expected: before.len() as u64 + 1 }),
        };
    }
    let close = in_time(&mut step, round, arrived).await?;
    has_place(&step, round, answer.code).await?;
    let last = before.last().map(read).transpose()?.map(|(_, receipt)| receipt.answer.said);
    if answer.number != before.len() as u64 + 1 || !answer.said.may_follow(last) {
        return Err(FamilyError::Answer { expected: before.len() as u64 + 1 });
    }
    let (attempt, number) = (answer.attempt, answer.number);
    let position = step.answered(round, attempt).await?;
    // It came in time, however long it waited for its turn: a receipt that says otherwise would
    // accuse the office.
    let time = step.now()?.min(close.saturating_sub(1));
    let receipt = AnswerReceipt { answer, family, time, index: position };
    let key = receipts_key(&step)?;
    let note = receipt.to_note(key.signer().1).map_err(RoundsError::from)?;
    let row = AnsweredRow { position, code, number, receipt: note.to_string() };
    step.insert_answer(round, attempt, &row).await?;
    step.commit().await?;
    Ok(Done::now(note))
}

/// Refuses an answer to another journal's, round's or attempt's result than the one in force.
fn in_force(step: &Step<'_>, round: &str, answer: &Answer) -> Result<(), FamilyError> {
    let found = step.round(round)?;
    if found.state != State::Published {
        return Err(FamilyError::NotNow { state: found.state.as_str() });
    }
    let (origin, attempt) = (step.history.journal().origin(), found.current().number);
    if answer.origin == origin && answer.round == round && answer.attempt == attempt {
        return Ok(());
    }
    let told = Told::new("field-attempt").with("origin", origin).with("round", round);
    Err(wrong(FieldRefusal::new("/answer", told.with("attempt", attempt))))
}

/// The end of answers, which isn't reached.
async fn in_time(step: &mut Step<'_>, round: &str, arrived: u64) -> Result<u64, FamilyError> {
    let rules = step.rules(round).await?;
    match rules.timeline.answers {
        Some(close) if arrived < close => Ok(close),
        Some(close) => Err(FamilyError::TooLate { close, arrived }),
        None => Err(FamilyError::NotNow { state: State::Published.as_str() }),
    }
}

async fn has_place(step: &Step<'_>, round: &str, code: Code) -> Result<(), FamilyError> {
    let found = result_line(step.office, round, code).await?;
    match found.and_then(|(_, line)| line.placement) {
        Some(_) => Ok(()),
        None => Err(FamilyError::NotYours),
    }
}

/// The key of an application's newest revision, which is the roll's.
async fn key_of(
    step: &mut Step<'_>,
    round: &str,
    code: Code,
) -> Result<Option<[u8; 32]>, FamilyError> {
    let row = step.newest_revision(round, &code.to_string()).await?;
    let row = row.ok_or(FamilyError::NotYours)?;
    let (_, receipt) =
        Receipt::read("a stored receipt", row.receipt.as_bytes()).map_err(RoundsError::from)?;
    Ok(receipt.family.map(|family| family.key))
}

fn read(row: &AnsweredRow) -> Result<(Note, AnswerReceipt), RoundsError> {
    Ok(AnswerReceipt::read("a stored receipt", row.receipt.as_bytes())?)
}

fn wrong(field: FieldRefusal) -> FamilyError {
    FamilyError::Fields(vec![field])
}
