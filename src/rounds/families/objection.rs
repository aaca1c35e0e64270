//! Objections: what a family says against the posted roll, and what the office replies.

use paiwei_protocol::{digest::Digest, ed25519, ident::Code, journal::State, receipt::Receipt};
use serde::{Deserialize, Serialize};
use serde_json::json;

use super::{FamilyError, FieldRefusal};
use crate::{
    language::Told,
    rounds::{Done, Office, RoundsError, office::round_row, step::Step},
    store::{Lock, ObjectionRow, Read},
    vault::RoundVault,
};

/// Longest objection and longest reply, in characters.
pub const MAX_OBJECTION: usize = 2000;

/// An objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Objection {
    /// Code of the application.
    pub code: Code,
    /// Number among the application's, from 1.
    pub number: u64,
    /// What the family says.
    pub text: String,
    /// The family's signature over [`objection_text`]; none for a family without a key.
    pub signature: Option<[u8; 64]>,
    /// When it came (Unix seconds).
    pub filed_at: u64,
    /// What became of it.
    pub state: ObjectionState,
}

/// What became of an objection.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum ObjectionState {
    /// It waits for a reply.
    Open,
    /// The office replied.
    Replied {
        /// The objection was upheld.
        upheld: bool,
        /// What the office says.
        reply: String,
        /// When (Unix seconds).
        at: u64,
    },
}

/// What is sealed of an objection.
#[derive(Serialize, Deserialize)]
struct Said {
    text: String,
    signature: Option<String>,
}

/// The text that a family's key signs to object.
#[must_use]
pub fn objection_text(origin: &str, round: &str, code: Code, number: u64, text: &str) -> String {
    let hash = Digest::of(text.as_bytes());
    format!("paiwei objection v1\n{origin}\n{round}\n{code}\n{number}\n{hash}\n")
}

/// Files an objection while the roll is posted. That the application is the family's own is for the
/// caller to know; the signature is checked here, against the key of the roll.
///
/// # Errors
///
/// [`FamilyError::NotNow`] unless the roll is posted, [`FamilyError::Fields`].
pub async fn object(
    office: &Office,
    round: &str,
    code: Code,
    number: u64,
    text: &str,
    signature: Option<[u8; 64]>,
) -> Result<Done<Objection>, FamilyError> {
    check_text("/text", text)?;
    let mut step = office.begin_in(round).await?;
    signed(&mut step, round, code, number, text, signature).await?;
    let vault = vault(office, &mut step, round).await?;
    let code_text = code.to_string();
    let before = step.objections_of(round, &code_text).await?;
    if let Some(row) = before.iter().find(|row| row.number == number) {
        let there = read(&vault, row)?;
        return match there.text == text {
            true => Ok(Done::before(there)),
            false => Err(number_wrong(before.len() as u64 + 1)),
        };
    }
    let state = step.round(round)?.state;
    if state != State::Posted {
        return Err(FamilyError::NotNow { state: state.as_str() });
    }
    if number != before.len() as u64 + 1 {
        return Err(number_wrong(before.len() as u64 + 1));
    }
    let said = Said { text: text.to_owned(), signature: signature.map(hex::encode) };
    let plain = serde_json::to_vec(&said).unwrap_or_default();
    let place = place(&code_text, number);
    let text =
        vault.seal("objections", &place, &plain, &*office.entropy).map_err(RoundsError::from)?;
    let row = ObjectionRow {
        code: code_text,
        number,
        text,
        filed_at: office.now(),
        state: "open".to_owned(),
        reply: Vec::new(),
        replied_at: 0,
    };
    step.insert_objection(round, &row).await?;
    step.commit().await?;
    Ok(Done::now(read(&vault, &row)?))
}

/// The objections of a round, or of one application.
///
/// # Errors
///
/// [`FamilyError::Rounds`].
pub async fn objections(
    office: &Office,
    round: &str,
    code: Option<Code>,
) -> Result<Vec<Objection>, FamilyError> {
    let (mut read_, history) = office.read().await?;
    history.round(round)?;
    let vault = vault(office, &mut read_, round).await?;
    let rows = match code {
        Some(code) => read_.objections_of(round, &code.to_string()).await?,
        None => read_.objections(round).await?,
    };
    Ok(rows.iter().map(|row| read(&vault, row)).collect::<Result<_, _>>()?)
}

/// Replies to an objection, as the account `by`, whom the trail names in the same transaction. What
/// changes in the roll is a matter of review.
///
/// # Errors
///
/// [`FamilyError::NotYours`] where there is none, [`FamilyError::Rounds`] where it was replied to
/// otherwise.
pub async fn reply(
    office: &Office,
    round: &str,
    code: Code,
    number: u64,
    upheld: bool,
    reply: &str,
    by: &str,
) -> Result<Done<Objection>, FamilyError> {
    check_text("/reply", reply)?;
    let mut step = office.begin().await?;
    step.round(round)?;
    step.lock(Lock::Round(round)).await?;
    let vault = vault(office, &mut step, round).await?;
    let rows = step.objections_of(round, &code.to_string()).await?;
    let row = rows.into_iter().find(|row| row.number == number).ok_or(FamilyError::NotYours)?;
    let before = read(&vault, &row)?;
    if let ObjectionState::Replied { upheld: was, reply: said, .. } = &before.state {
        if *was == upheld && said == reply {
            return Ok(Done::before(before));
        }
        let (done, asked) = (row.state.clone(), state(upheld).to_owned());
        return Err(RoundsError::Differs { step: "reply", done, asked }.into());
    }
    let place = format!("{}/reply", place(&row.code, number));
    let sealed = vault.seal("objections", &place, reply.as_bytes(), &*office.entropy);
    let row = ObjectionRow {
        state: state(upheld).to_owned(),
        reply: sealed.map_err(RoundsError::from)?,
        replied_at: office.now(),
        ..row
    };
    step.put_reply(round, &row).await?;
    let detail = json!({ "code": row.code, "number": number, "upheld": upheld });
    step.trace(by, "reply", round, &detail).await?;
    step.commit().await?;
    Ok(Done::now(read(&vault, &row)?))
}

/// Refuses an objection that the application's key didn't sign, if it has one.
async fn signed(
    step: &mut Step<'_>,
    round: &str,
    code: Code,
    number: u64,
    text: &str,
    signature: Option<[u8; 64]>,
) -> Result<(), FamilyError> {
    let row = step.newest_revision(round, &code.to_string()).await?;
    let row = row.ok_or(FamilyError::NotYours)?;
    let (_, receipt) =
        Receipt::read("a stored receipt", row.receipt.as_bytes()).map_err(RoundsError::from)?;
    let origin = step.history.journal().origin();
    let statement = objection_text(origin, round, code, number, text);
    let holds = match (receipt.family, signature) {
        (Some(family), Some(signature)) => {
            ed25519::verify(&family.key, statement.as_bytes(), &signature).is_ok()
        }
        (None, None) => true,
        _ => false,
    };
    if holds {
        return Ok(());
    }
    let told = Told::new("field-objection-signature");
    Err(FamilyError::Fields(vec![FieldRefusal::new("/signature", told)]))
}

fn check_text(pointer: &str, text: &str) -> Result<(), FamilyError> {
    let wrong = |c: char| c.is_control() && c != '\n';
    let length = text.chars().count();
    if !text.trim().is_empty() && length <= MAX_OBJECTION && !text.contains(wrong) {
        return Ok(());
    }
    let told = Told::new("field-objection-text").with("most", MAX_OBJECTION);
    Err(FamilyError::Fields(vec![FieldRefusal::new(pointer, told)]))
}

fn number_wrong(expected: u64) -> FamilyError {
    let told = Told::new("field-objection-number").with("expected", expected);
    FamilyError::Fields(vec![FieldRefusal::new("/number", told)])
}

fn state(upheld: bool) -> &'static str {
    if upheld { "upheld" } else { "dismissed" }
}

fn place(code: &str, number: u64) -> String {
    format!("{code}/{number}")
}

async fn vault(office: &Office, read: &mut Read, round: &str) -> Result<RoundVault, RoundsError> {
    let row = round_row(read, round).await?;
    office.round_vault(round, &row)
}

/// An objection, opened.
fn read(vault: &RoundVault, row: &ObjectionRow) -> Result<Objection, RoundsError> {
    let damaged = || crate::vault::VaultError::Altered(format!("objections/{}", row.code));
    let place = place(&row.code, row.number);
    let plain = vault.open("objections", &place, &row.text)?;
    let said: Said = serde_json::from_slice(&plain).map_err(|_| damaged())?;
    let state = match row.state.as_str() {
        "open" => ObjectionState::Open,
        state => {
            let reply = vault.open("objections", &format!("{place}/reply"), &row.reply)?;
            let reply = String::from_utf8_lossy(&reply).into_owned();
            ObjectionState::Replied { upheld: state == "upheld", reply, at: row.replied_at }
        }
    };
    Ok(Objection {
        code: Code::parse_strict(&row.code).map_err(|_| damaged())?,
        number: row.number,
        text: said.text,
        signature: said.signature.and_then(|text| paiwei_protocol::digest::parse_hex(&text)),
        filed_at: row.filed_at,
        state,
    })
}
