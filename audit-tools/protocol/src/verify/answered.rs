//! V32: the receipts that families got for their answers, against the round (PROTOCOL.md, sections
//! 6.8 and 6.10).

use std::collections::{BTreeMap, BTreeSet};

use super::{
    Case, Outcome, Verdict, answers,
    case::path,
    does_not_apply,
    log::entry_path,
    receipts::{INTAKE_DELAY, Issuer},
    strangers::{ANSWERS, Refused},
};
use crate::{
    answer::AnswerReceipt,
    answers::AnswerRecord,
    ident::Code,
    journal::{Body, Entry},
    roll::Roll,
};

/// V32
pub(super) fn all(case: &mut Case<'_>) -> Outcome {
    let mut given = case.receipts.iter().filter(|(_, b)| AnswerReceipt::is_meant(b)).peekable();
    if given.peek().is_none() {
        return does_not_apply();
    }
    let judged = given.map(|(file, bytes)| judge(case, file, bytes).map(|receipt| (file, receipt)));
    let (read, strange) = match Refused::sorted(judged) {
        Ok(sorted) => sorted,
        Err(wrong) => return (Verdict::Failed, wrong),
    };
    let open = [strange, open(case, &read)].concat();
    if !open.is_empty() {
        return (Verdict::NotRun, open);
    }
    let signed = |receipt: &AnswerReceipt| receipt.family.is_some_and(|f| f.signature.is_some());
    let office = read.iter().filter(|(_, receipt)| !signed(receipt)).count();
    let told = format!("{} receipts of answers, {office} typed in by the office", read.len());
    (Verdict::Passed, vec![told])
}

/// Reads a receipt and holds it against the round.
fn judge(case: &Case<'_>, file: &str, bytes: &[u8]) -> Result<AnswerReceipt, Refused> {
    let receipt = authentic(case, file, bytes)?;
    contradictions(case, &receipt).map_err(|what| format!("{file}: contradicts {what}"))?;
    Ok(receipt)
}

/// A receipt of this round, signed by the office and, where it holds a signature, by the family.
pub(super) fn authentic(
    case: &Case<'_>,
    file: &str,
    bytes: &[u8],
) -> Result<AnswerReceipt, Refused> {
    let issuer = Issuer::of(case);
    issuer.known(file, bytes, &ANSWERS)?;
    let (note, receipt) = AnswerReceipt::read(file, bytes).map_err(|error| error.to_string())?;
    let named = (receipt.answer.origin.as_str(), receipt.answer.round.as_str());
    issuer.signed(file, named, &note, receipt.time)?;
    receipt.family_signed().map_err(|error| format!("{file}: the family's signature: {error}"))?;
    Ok(receipt)
}

/// Section 6.10, as far as the attempt has come.
fn contradictions(case: &Case<'_>, receipt: &AnswerReceipt) -> Result<(), String> {
    in_time(case, receipt)?;
    let attempt = receipt.answer.attempt;
    let (Some(drawn), Some(roll)) = (case.drawn_of(attempt), case.roll_of(attempt)) else {
        return Ok(());
    };
    holder(receipt, roll, &drawn.placed)?;
    entered(case, receipt)
}

pub(super) fn in_time(case: &Case<'_>, receipt: &AnswerReceipt) -> Result<(), String> {
    match case.rules().timeline.answers {
        Some(until) if receipt.time < until => Ok(()),
        Some(until) => Err(format!("rules.json: answers ended at {until}")),
        None => Err("rules.json: this round takes no answers".to_owned()),
    }
}

/// Who answered has a place, and the key of the roll.
pub(super) fn holder(
    receipt: &AnswerReceipt,
    roll: &Roll,
    placed: &BTreeSet<Code>,
) -> Result<(), String> {
    let AnswerReceipt { answer, family, .. } = receipt;
    if !placed.contains(&answer.code) {
        let file = path(answer.attempt, "results.csv");
        return Err(format!("{file}: {} has no place", answer.code));
    }
    let line = roll.index_of(answer.code).map(|index| &roll.lines[index]);
    if line.is_some_and(|line| line.key == family.map(|family| family.key)) {
        return Ok(());
    }
    Err(format!("{}: the key differs", path(answer.attempt, "roll.csv")))
}

/// Its record is in the table, or needn't be there yet.
pub(super) fn entered(case: &Case<'_>, receipt: &AnswerReceipt) -> Result<(), String> {
    let AnswerReceipt { answer, time, index, .. } = receipt;
    let due = time.saturating_add(INTAKE_DELAY);
    let marks = answers::marks(case, answer.attempt);
    if let Some(mark) = marks.iter().find(|mark| mark.at >= due && mark.size <= *index) {
        let entry = entry_path(mark.index);
        return Err(format!("{entry}: the answer was left out two hours later"));
    }
    let file = path(answer.attempt, "answers.csv");
    if marks.last().is_none_or(|last| last.size <= *index) {
        let late = in_force(case, answer.attempt) && silent_until(case, *time);
        return if late { Err(format!("{file}: record {index} is missing")) } else { Ok(()) };
    }
    if record_of(case, answer.attempt, *index) == Some(&own(receipt)) {
        return Ok(());
    }
    Err(format!("{file}: record {index} is not its own"))
}

fn in_force(case: &Case<'_>, attempt: u32) -> bool {
    case.round().in_force() && case.round().current().number == attempt
}

/// The online machine held the journal for two hours after `time`, and up to its end.
fn silent_until(case: &Case<'_>, time: u64) -> bool {
    let back = case.entries.iter().rfind(|entry| entry.body == Body::HandedBack);
    let from = back.map_or(time, |entry: &Entry| entry.at.max(time));
    let end = case.entries.last().expect("V03 read entry 0").at;
    !case.journal().is_handed_over() && end >= from.saturating_add(INTAKE_DELAY)
}

fn own(receipt: &AnswerReceipt) -> AnswerRecord {
    let crate::answer::Answer { code, number, said, .. } = receipt.answer;
    AnswerRecord { code, number, said, receipt: receipt.hash() }
}

fn record_of<'c>(case: &'c Case<'_>, attempt: u32, index: u64) -> Option<&'c AnswerRecord> {
    let answered = case.answered.iter().find(|answered| answered.attempt == attempt)?;
    answered.answers.records.get(usize::try_from(index).ok()?)
}

/// Answers to a result that isn't here, and answers of the same code that came later and whose
/// receipts are not given.
fn open(case: &Case<'_>, read: &[(&String, AnswerReceipt)]) -> Vec<String> {
    let given: BTreeSet<(u32, Code, u64)> = read.iter().map(|(_, given)| key(given)).collect();
    let last: BTreeMap<u32, _> =
        case.answered.iter().map(|answered| (answered.attempt, answered.answers.last())).collect();
    let open = read.iter().filter_map(|(file, receipt)| {
        let (attempt, code, number) = key(receipt);
        if case.drawn_of(attempt).is_none() {
            return Some(format!("{file}: this folder has no result of attempt {attempt}"));
        }
        let last = last.get(&attempt)?.get(&code)?;
        let later = last.number > number && !given.contains(&(attempt, code, last.number));
        later.then(|| {
            let (file_of, number) = (path(attempt, "answers.csv"), last.number);
            format!("{file}: {file_of} has answer {number} of {code}; its receipt is not here")
        })
    });
    open.collect()
}

fn key(receipt: &AnswerReceipt) -> (u32, Code, u64) {
    (receipt.answer.attempt, receipt.answer.code, receipt.answer.number)
}
