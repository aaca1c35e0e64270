//! L4 to L6: the unit's lines, the receipts against them, its numbers and its place.

use super::{Member, Outcome, Verdict, failed, verdict_of};
use crate::{
    draw::{DrawKey, Number},
    light::LightUnit,
    receipt::Receipt,
    results::Placement,
    roll::Status,
    rules::Rules,
    verify::receipts::against,
};

/// The receipts against the unit's roll lines.
pub(super) enum Held {
    /// All agree.
    Well,
    /// The roll has later revisions, whose receipts are not given.
    Unanswered(Vec<String>),
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
    let line_of = |receipt: &Receipt| {
        members.iter().map(|m| &m.line).find(|line| line.code == receipt.request.code)
    };
    let foreign: Vec<_> = receipts.iter().filter(|r| line_of(r).is_none()).collect();
    if let Some(other) = foreign.first() {
        let code = other.request.code;
        let all = foreign.len() == receipts.len();
        let verdict = if all { Verdict::NotRun } else { Verdict::Failed };
        let finding = format!("{code} is not in this unit's lines; take its own proof file");
        return Held::Not((verdict, vec![finding]));
    }
    let pairs = || receipts.iter().filter_map(|r| Some((r, line_of(r)?)));
    let contradicts = pairs().find_map(|(receipt, line)| {
        let what = against(receipt, line).err()?;
        Some(format!("contradicts roll.csv, {}: {what}", line.code))
    });
    if let Some(finding) = contradicts {
        return Held::Not(failed(finding));
    }
    let given = |code, revision| {
        receipts.iter().any(|r| (r.request.code, r.request.revision) == (code, revision))
    };
    let later = pairs().filter(|(_, line)| !given(line.code, line.revision));
    let open: Vec<_> = later
        .map(|(receipt, line)| {
            let (code, revision, own) = (line.code, line.revision, receipt.request.revision);
            format!("the roll has revision {revision} of {code}, the receipt is of {own}")
        })
        .collect();
    if open.is_empty() { Held::Well } else { Held::Unanswered(open) }
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
