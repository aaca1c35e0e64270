//! L4 to L6: the unit's lines, the receipts against them, its numbers and its place.

use super::{Member, Outcome, Verdict, failed, verdict_of};
use crate::{
    draw::{DrawKey, Number},
    light::LightUnit,
    receipt::Receipt,
    results::Placement,
    roll::Status,
    rules::Rules,
    verify::{
        receipts::against,
        remarks::{self, Remark},
        succession::Succession,
    },
};

/// The receipts against the unit's roll lines.
pub(super) enum Held {
    /// All agree.
    Well {
        /// Receipts that the office owes.
        owed: Vec<String>,
        /// What is no fault, and for the family to know.
        remarks: Vec<Remark>,
    },
    /// They contradict, or are not the unit's.
    Not(Outcome),
}

/// The unit that the members are; none if it is one line which takes no part.
pub(super) fn unit<'m>(
    rules: &'m Rules,
    key: &DrawKey,
    members: &'m [Member],
) -> Result<Option<LightUnit<'m>>, String> {
    for Member { line, result, .. } in members {
        if line.code != result.code {
            return Err(format!("results.csv: a line of {}, not of {}", result.code, line.code));
        }
    }
    if let [Member { line, .. }] = members
        && line.status != Status::Entered
    {
        return Ok(None);
    }
    let lines: Vec<_> = members.iter().map(|member| (member.index, &member.line)).collect();
    LightUnit::of(rules, &lines, key).map(Some).map_err(|error| error.to_string())
}

/// Holds the receipts against the roll lines (section 17.6).
pub(super) fn held(receipts: &[Receipt], members: &[Member]) -> Held {
    let line_of = |code| members.iter().map(|m| &m.line).find(|line| line.code == code);
    let foreign: Vec<_> = receipts.iter().filter(|r| line_of(r.request.code).is_none()).collect();
    if let Some(other) = foreign.first() {
        let code = other.request.code;
        let all = foreign.len() == receipts.len();
        let verdict = if all { Verdict::NotRun } else { Verdict::Failed };
        let finding = format!("{code} is not in this unit's lines; take its own proof file");
        return Held::Not((verdict, vec![finding]));
    }
    let contradicts = receipts.iter().find_map(|receipt| {
        let line = line_of(receipt.request.code)?;
        let what = against(receipt, line).err()?;
        Some(format!("contradicts roll.csv, {}: {what}", line.code))
    });
    if let Some(finding) = contradicts {
        return Held::Not(failed(finding));
    }
    let given = Succession::of(receipts);
    let usurped = given.usurped();
    if !usurped.is_empty() {
        return Held::Not((Verdict::Failed, usurped));
    }
    Held::Well { owed: given.owed(line_of), remarks: remarks::of(&given, line_of) }
}

/// A line that is not entered.
pub(super) fn no_part(member: &Member) -> Outcome {
    let (code, status) = (member.line.code, member.line.status);
    let finding = format!("{code} is {status} in roll.csv: it took no part in the draw");
    (Verdict::NotRun, vec![finding])
}

/// L5
pub(super) fn numbers(members: &[Member], expected: &[Number]) -> Outcome {
    let wrong = members.iter().map(|m| &m.result).filter(|line| line.numbers != expected);
    verdict_of(wrong.map(|line| format!("results.csv, {}: not its numbers", line.code)).collect())
}

/// L6
pub(super) fn placement(members: &[Member], expected: Option<&Placement>) -> Outcome {
    let place = expected.map_or("none".to_owned(), |p| format!("{}/{}", p.program, p.pool));
    let wrong = members.iter().map(|m| &m.result);
    let wrong = wrong.filter(|line| line.placement.as_ref() != expected);
    let say = |code| format!("results.csv, {code}: the cutoffs give {place}");
    verdict_of(wrong.map(|line| say(line.code)).collect())
}
