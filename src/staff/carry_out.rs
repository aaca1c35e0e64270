//! Carrying a step out, once two people agree. Every step is one that can be run again: it changes
//! nothing then, and answers the same.

use paiwei_protocol::{encoding::json, ident::Code};
use serde_json::{Value, json};

use super::{Staff, StaffError, Step};
use crate::rounds::{self, Appended, Done, Given, Office, Pending};

/// What journals an observer's one note.
type ByNote<'a> = std::pin::Pin<
    Box<dyn Future<Output = Result<Done<Appended>, rounds::RoundsError>> + Send + 'a>,
>;

impl Staff {
    /// Carries a step out; `typed` is what the second person typed where the step is blind. What it
    /// came to, as JSON.
    pub(super) async fn carry_out(
        &self,
        round: &str,
        step: &Step,
        typed: Option<&str>,
    ) -> Result<Value, StaffError> {
        let office = self.office();
        let again = typed.unwrap_or_default();
        let done = match step {
            Step::Announce { rules } => {
                appended(&rounds::announce(office, &json::canonical(rules)).await?)
            }
            Step::Commit {} => appended(&rounds::commit(office, round).await?),
            Step::Open {} => appended(&rounds::open_intake(office, round).await?),
            Step::Close {} => appended(&rounds::close(office, round).await?),
            Step::Post {} => appended(&rounds::post(office, round).await?),
            Step::Freeze {} => appended(&rounds::freeze(office, round).await?),
            Step::OpenSeed {} => appended(&rounds::open_seed(office, round).await?),
            Step::SeedMissing { observer } => {
                appended(&rounds::seed_missing(office, round, observer).await?)
            }
            Step::Order { window } => ordered(&rounds::order(office, round, *window).await?),
            Step::Dice { faces } => appended(&rounds::dice(office, round, faces, again).await?),
            Step::DiceAgain { faces, why } => {
                pending(&rounds::dice_again(office, round, faces, again, why).await?)
            }
            Step::SourceFailed { reason } => {
                pending(&rounds::source_failed(office, round, reason).await?)
            }
            Step::Annul { reason } => pending(&rounds::annul(office, round, reason).await?),
            Step::Publish {} => self.publish(round).await?,
            Step::ReplaceKey { code, key } => replace_key(office, round, code, key).await?,
            Step::WithdrawApplication { code, reason } => {
                withdraw(office, round, Step::withdrawal(code, reason)?).await?
            }
            Step::Beacon { signature, previous } => {
                beacon(office, round, signature, previous.as_deref()).await?
            }
            other => by_notes(office, round, other).await?,
        };
        Ok(done)
    }

    async fn publish(&self, round: &str) -> Result<Value, StaffError> {
        rounds::draw(self.office(), round).await?;
        let done = rounds::publish(self.office(), round, &self.published).await?;
        let result = done.answer.result.map(|result| result.index);
        Ok(json!({ "result": result, "entries": done.answer.entries, "repeated": done.repeated }))
    }
}

/// Steps that observers' notes make.
async fn by_notes(office: &Office, round: &str, step: &Step) -> Result<Value, StaffError> {
    let one = |note: &str| note.as_bytes().to_vec();
    let (notes, alone): (Vec<Vec<u8>>, bool) = match step {
        Step::CommitObserver { note } | Step::OpenObserverSeed { note } => (vec![one(note)], true),
        Step::PostingWitnessed { notes }
        | Step::FreezeWitnessed { notes }
        | Step::OrderAgain { notes, .. }
        | Step::Witness { notes }
        | Step::Void { notes, .. } => (notes.iter().map(|note| one(note)).collect(), false),
        _ => (Vec::new(), false),
    };
    let given: Vec<Given<'_>> = notes
        .iter()
        .map(|bytes| Given { file: if alone { "note" } else { "notes" }, bytes })
        .collect();
    let work: ByNote<'_> = match step {
        Step::CommitObserver { .. } => Box::pin(rounds::commit_observer(office, round, given[0])),
        Step::OpenObserverSeed { .. } => {
            Box::pin(rounds::open_observer_seed(office, round, given[0]))
        }
        Step::PostingWitnessed { .. } => Box::pin(rounds::posting_witnessed(office, round, &given)),
        Step::FreezeWitnessed { .. } => Box::pin(rounds::freeze_witnessed(office, round, &given)),
        Step::Void { reason, .. } => Box::pin(rounds::void(office, round, reason, &given)),
        Step::OrderAgain { window, .. } => {
            return Ok(ordered(&rounds::order_again(office, round, *window, &given).await?));
        }
        _ => Box::pin(rounds::witness(office, round, &given)),
    };
    Ok(appended(&work.await?))
}

async fn replace_key(
    office: &Office,
    round: &str,
    code: &str,
    key: &str,
) -> Result<Value, StaffError> {
    let (code, key) = Step::replacement(code, key)?;
    let done = rounds::replace_key(office, round, code, key).await?;
    let (revision, receipt) = (done.answer.revision, done.answer.receipt.to_string());
    Ok(json!({ "code": code.to_string(), "revision": revision, "receipt": receipt }))
}

/// Each child's receipt: that of the one who is withdrawn first, then those of linked children.
async fn withdraw(office: &Office, round: &str, code: Code) -> Result<Value, StaffError> {
    let done = rounds::withdraw(office, round, code).await?;
    let receipts: Vec<String> = done.answer.iter().map(|one| one.receipt.to_string()).collect();
    Ok(json!({ "code": code.to_string(), "receipts": receipts, "repeated": done.repeated }))
}

async fn beacon(
    office: &Office,
    round: &str,
    signature: &str,
    previous: Option<&str>,
) -> Result<Value, StaffError> {
    let decoded = |name: &str, text: &str| {
        hex::decode(text).map_err(|error| StaffError::Input {
            step: "beacon".to_owned(),
            why: format!("{name} is no hex: {error}"),
        })
    };
    let signature = decoded("signature", signature)?;
    let previous = previous.map(|text| decoded("previous", text)).transpose()?;
    Ok(appended(&rounds::beacon(office, round, &signature, previous.as_deref()).await?))
}

fn appended(done: &Done<Appended>) -> Value {
    let Appended { index, at, kind } = done.answer;
    json!({ "entry": index, "at": at, "type": kind, "repeated": done.repeated })
}

fn ordered(done: &Done<rounds::Ordered>) -> Value {
    let Appended { index, at, kind } = done.answer.appended;
    let drand = done.answer.drand.map(
        |order| json!({ "round": order.round, "due": order.due, "cosign_by": order.cosign_by }),
    );
    json!({ "entry": index, "at": at, "type": kind, "repeated": done.repeated, "drand": drand })
}

fn pending(done: &Done<Pending>) -> Value {
    let Pending { kind, hash, have, waiting, need, .. } = &done.answer;
    json!({
        "waits": kind, "hash": hash.to_string(), "have": have, "waiting": waiting, "need": need,
        "repeated": done.repeated,
    })
}
