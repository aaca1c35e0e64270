//! V30: families' receipts against the round (PROTOCOL.md, sections 6.4 and 6.6).

use super::{
    Case, Outcome, Verdict,
    case::path,
    does_not_apply,
    log::entry_path,
    remarks,
    strangers::{RECEIPTS, Refused},
    succession::Succession,
};
use crate::{
    answer::AnswerReceipt,
    ident::Code,
    intake::IntakeRecord,
    journal::{Body, Event, Keys, evidence},
    note::Note,
    receipt::Receipt,
    roll::{Line, Roll, Status},
};

/// Seconds after which a receipt's record must be in what the journal names.
pub(super) const INTAKE_DELAY: u64 = 7200;

/// V30
pub(super) fn all(case: &mut Case<'_>) -> Outcome {
    let given: Vec<_> =
        case.receipts.iter().filter(|(_, bytes)| !AnswerReceipt::is_meant(bytes)).collect();
    if given.is_empty() {
        return does_not_apply();
    }
    let judged = given.into_iter().map(|(file, bytes)| judge(case, file, bytes));
    let (read, strange) = match Refused::sorted(judged) {
        Ok(sorted) => sorted,
        Err(wrong) => return (Verdict::Failed, wrong),
    };
    let read = Succession::of(&read);
    let usurped = read.usurped();
    if !usurped.is_empty() {
        return (Verdict::Failed, usurped);
    }
    let line_of = |code| case.frozen.last().and_then(|frozen| line_of(&frozen.roll, code));
    let owed = read.owed(line_of);
    let remarks = remarks::of(&read, line_of);
    let office = read.receipts().filter(|receipt| receipt.made_by_office()).count();
    let told = format!("{} receipts, {office} of them made by the office", read.receipts().count());
    case.remarks = remarks;
    let open = [strange, owed].concat();
    if open.is_empty() { (Verdict::Passed, vec![told]) } else { (Verdict::NotRun, open) }
}

/// Reads a receipt and holds it against the round.
pub(super) fn judge(case: &Case<'_>, file: &str, bytes: &[u8]) -> Result<Receipt, Refused> {
    let receipt = Issuer::of(case).authentic(file, bytes)?;
    contradictions(case, &receipt).map_err(|what| format!("{file}: {what}"))?;
    Ok(receipt)
}

/// Whose receipts are asked for: a round of a journal, and the keys that sign them.
pub(super) struct Issuer<'a> {
    pub(super) origin: &'a str,
    pub(super) round: &'a str,
    pub(super) keys: &'a Keys,
}

impl<'a> Issuer<'a> {
    /// The judged round; for checks that need V07.
    pub(super) fn of(case: &'a Case<'_>) -> Self {
        let journal = case.journal();
        Self { origin: journal.origin(), round: &case.rules().round, keys: journal.keys() }
    }

    /// A receipt of this round, signed by the office and, where it names a key, by the family.
    pub(super) fn authentic(&self, file: &str, bytes: &[u8]) -> Result<Receipt, Refused> {
        self.known(file, bytes, &RECEIPTS)?;
        let (note, receipt) = Receipt::read(file, bytes).map_err(|error| error.to_string())?;
        let request = &receipt.request;
        self.signed(file, (&request.origin, &request.round), &note, receipt.time)?;
        receipt
            .family_signed()
            .map_err(|error| format!("{file}: the family's signature: {error}"))?;
        Ok(receipt)
    }

    /// A receipt that names this round, by a receipts key of its time.
    pub(super) fn signed(
        &self,
        file: &str,
        named: (&str, &str),
        note: &Note,
        time: u64,
    ) -> Result<(), String> {
        // What names another one in its right form is strange; this is damaged.
        if named != (self.origin, self.round) {
            return Err(format!("{file}: it names no round"));
        }
        evidence::receipt_signed(self.keys, note, time).map_err(|error| format!("{file}: {error}"))
    }
}

/// Section 6.6, as far as the round has come.
fn contradictions(case: &Case<'_>, receipt: &Receipt) -> Result<(), String> {
    late_intake(case, receipt)?;
    let Some(intake) = &case.intake else { return Ok(()) };
    let record = usize::try_from(receipt.index).ok().and_then(|i| intake.records.get(i));
    let request = &receipt.request;
    let own =
        IntakeRecord { code: request.code, revision: request.revision, receipt: receipt.hash() };
    if record != Some(&own) {
        return Err(format!("contradicts intake.csv: record {} is not its own", receipt.index));
    }
    let Some(frozen) = case.frozen.last() else { return Ok(()) };
    let file = path(frozen.attempt, "roll.csv");
    let line = line_of(&frozen.roll, request.code)
        .ok_or(format!("contradicts {file}: {} is not there", request.code))?;
    against(receipt, line).map_err(|what| format!("contradicts {file}: {what}"))
}

fn line_of(roll: &Roll, code: Code) -> Option<&Line> {
    roll.index_of(code).map(|index| &roll.lines[index])
}

pub(super) fn against(receipt: &Receipt, line: &Line) -> Result<(), &'static str> {
    let request = &receipt.request;
    if request.revision < line.revision {
        return Ok(());
    }
    let withdrawn = line.status == Status::Withdrawn;
    if request.revision > line.revision {
        Err("its revision is higher than the roll's")
    } else if receipt.family.as_ref().map(|family| family.key) != line.key {
        Err("the key differs")
    } else if request.commitment != line.commitment {
        Err("the commitment differs")
    } else if request.withdrawn != withdrawn {
        Err("only one of the two is withdrawn")
    } else if line.status == Status::Entered
        && request.choices.to_string() != line.choices.to_string()
    {
        Err("the choices differ")
    } else {
        Ok(())
    }
}

/// An intake entry two hours later must hold the receipt.
fn late_intake(case: &Case<'_>, receipt: &Receipt) -> Result<(), String> {
    for (index, entry) in (0..).zip(&case.entries) {
        let Body::Round { round, event: Event::Intake { size, .. }, .. } = &entry.body else {
            continue;
        };
        let due = entry.at >= receipt.time.saturating_add(INTAKE_DELAY);
        if *round == case.rules().round && due && *size <= receipt.index {
            let path = entry_path(index);
            return Err(format!("contradicts {path}: intake left it out two hours later"));
        }
    }
    Ok(())
}
