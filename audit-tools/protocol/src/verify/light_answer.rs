//! The check of one answer receipt, without drawing again (PROTOCOL.md, section 6.11).

use std::collections::BTreeSet;

use super::{
    Case, Folder, LightStep, Outcome, Verdict, answered, answers,
    case::{Answered, path},
    failed, log, pins, replay, rules,
    strangers::Refused,
    verdict_of, witnesses,
};
use crate::{
    answer::AnswerReceipt,
    ident::Code,
    journal::{Attempt, Body, Event},
    merkle,
    results::Results,
    roll::Roll,
    rules::Rules,
    trust::Trust,
};

/// What the check of an answer receipt says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct AnswerReport {
    /// A1 to A4.
    pub steps: Vec<LightStep>,
    /// The office's recovery key and all observers are pinned.
    pub pinned: bool,
    /// The rules, if they are those announced.
    pub rules: Option<Rules>,
    /// The receipt, if A1 passed.
    pub receipt: Option<AnswerReceipt>,
    /// Size of the attempt's last answers entry: an answer of a lower index is entered.
    pub entered: u64,
}

impl AnswerReport {
    /// Exit status: 1 if a step failed, else 2 if one was not run or the keys are not pinned.
    #[must_use]
    pub fn exit(&self) -> u8 {
        let any = |verdict| self.steps.iter().any(|step| step.verdict == verdict);
        match (any(Verdict::Failed), any(Verdict::NotRun) || !self.pinned) {
            (true, _) => 1,
            (false, true) => 2,
            (false, false) => 0,
        }
    }
}

/// Checks the receipt of one answer, called `file`, against a published folder.
#[must_use]
pub fn answer_check(
    folder: &Folder,
    trust: Option<&Trust>,
    file: &str,
    receipt: &[u8],
) -> AnswerReport {
    let mut case = Case::new(folder, trust, &[]);
    let mut report =
        AnswerReport { steps: Vec::new(), pinned: false, rules: None, receipt: None, entered: 0 };
    let opening =
        [log::tree, log::entries, replay::keys, replay::order_of_events, rules::announced];
    let journal = opening.into_iter().map(|step| step(&mut case)).find(|o| o.0 != Verdict::Passed);
    if let Some(outcome) = journal {
        report.steps = numbered([not_run(), outcome, not_run(), not_run()]);
        return report;
    }
    report.pinned = pins::recovery(&mut case).0 == Verdict::Passed
        && pins::observers(&mut case).0 == Verdict::Passed;
    report.rules = case.rules.clone();
    let authentic = answered::authentic(&case, file, receipt);
    let seen = witnesses::standing_checkpoint(&mut case);
    let (first, third, fourth) = match &authentic {
        Ok(receipt) => {
            let (third, fourth) = held_against(&mut case, receipt);
            (verdict_of(Vec::new()), third, fourth)
        }
        Err(Refused::Wrong(finding)) => (failed(finding.as_str()), not_run(), not_run()),
        Err(Refused::Strange(finding)) => {
            ((Verdict::NotRun, vec![finding.clone()]), not_run(), not_run())
        }
    };
    report.steps = numbered([first, seen, third, fourth]);
    report.receipt = authentic.ok();
    let answers = report.receipt.as_ref().and_then(|receipt| attempt_of(&case, receipt));
    report.entered = answers.map_or(0, |attempt| attempt.answers);
    report
}

fn numbered(outcomes: [Outcome; 4]) -> Vec<LightStep> {
    let step = |(number, (verdict, findings))| LightStep { number, verdict, findings };
    (1..).zip(outcomes).map(step).collect()
}

fn not_run() -> Outcome {
    (Verdict::NotRun, vec!["a step before it did not pass".to_owned()])
}

/// The attempt that a receipt answers, if its result is published.
fn attempt_of<'c>(case: &'c Case<'_>, receipt: &AnswerReceipt) -> Option<&'c Attempt> {
    super::case::published_attempts(case.round())
        .find(|attempt| attempt.number == receipt.answer.attempt)
}

/// A3 and A4.
fn held_against(case: &mut Case<'_>, receipt: &AnswerReceipt) -> (Outcome, Outcome) {
    let number = receipt.answer.attempt;
    let Some(attempt) = attempt_of(case, receipt) else {
        let finding = format!("this folder has no result of attempt {number}");
        return ((Verdict::NotRun, vec![finding]), not_run());
    };
    let read = tables(case, attempt).and_then(|(roll, placed)| match attempt.answers {
        0 => Ok((roll, placed, None)),
        _ => answers::table(case, number, &placed).map(|table| (roll, placed, Some(table))),
    });
    let (roll, placed, table) = match read {
        Ok(read) => read,
        Err(findings) => return (verdict_of(findings), not_run()),
    };
    case.answered =
        table.into_iter().map(|answers| Answered { attempt: number, answers }).collect();
    let held = answered::in_time(case, receipt)
        .and_then(|()| answered::holder(receipt, &roll, &placed))
        .and_then(|()| answered::entered(case, receipt));
    let held =
        held.map_or_else(|what| failed(format!("contradicts {what}")), |()| later(case, receipt));
    (verdict_of(Vec::new()), held)
}

/// An answer of the same code that came later is for the office to show.
fn later(case: &Case<'_>, receipt: &AnswerReceipt) -> Outcome {
    let last =
        case.answered.first().and_then(|it| it.answers.last().get(&receipt.answer.code).copied());
    match last {
        Some(last) if last.number > receipt.answer.number => {
            let file = path(receipt.answer.attempt, "answers.csv");
            let (number, said) = (last.number, last.said);
            let finding =
                format!("{file} has a later answer, {number}: {said}; ask for its receipt");
            (Verdict::NotRun, vec![finding])
        }
        _ => verdict_of(Vec::new()),
    }
}

/// The attempt's roll, and the codes with a place, under the roots that the journal names.
fn tables(case: &Case<'_>, attempt: &Attempt) -> Result<(Roll, BTreeSet<Code>), Vec<String>> {
    let [roll_file, results_file] =
        ["roll.csv", "results.csv"].map(|name| path(attempt.number, name));
    let unlike = |file: &str| vec![format!("{file}: not the file that the journal names")];
    let roll = Roll::read(&roll_file, case.file(&roll_file), case.rules())
        .map_err(|error| vec![error.to_string()])?;
    let results = Results::read(&results_file, case.file(&results_file))
        .map_err(|error| vec![error.to_string()])?;
    if attempt.frozen.map(|(_, table)| table.root) != Some(roll.root()) {
        return Err(unlike(&roll_file));
    }
    if result_root(case, attempt) != Some(merkle::root(&results.texts)) {
        return Err(unlike(&results_file));
    }
    let placed = results.lines.iter().filter(|line| line.placement.is_some());
    Ok((roll, placed.map(|line| line.code).collect()))
}

fn result_root(case: &Case<'_>, attempt: &Attempt) -> Option<crate::digest::Digest> {
    let entry = case.entries.get(usize::try_from(attempt.result?).ok()?)?;
    match &entry.body {
        Body::Round { event: Event::ResultPublished { results, .. }, .. } => Some(results.root),
        _ => None,
    }
}
