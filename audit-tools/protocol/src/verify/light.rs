//! The light check of one family's receipt (PROTOCOL.md, section 17).

use super::{
    Case, Folder, Outcome, Verdict,
    case::{path, published_attempts},
    failed, log, pins, receipts, replay, rules, verdict_of, witnesses,
};
use crate::{
    digest::Digest,
    draw::{DrawKey, Number},
    ident::Code,
    journal::{Attempt, Body, Event},
    light::LightUnit,
    receipt::Receipt,
    results::{Cutoffs, Placement, ResultLine, Results},
    roll::{Line, Roll, Status},
    rules::Rules,
    trust::Trust,
};

/// A step of the light check.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LightStep {
    /// Number: 1 for L1.
    pub number: u8,
    /// How it ended.
    pub verdict: Verdict,
    /// What was found, in English.
    pub findings: Vec<String>,
}

/// What the light check says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LightReport {
    /// L1 to L6.
    pub steps: Vec<LightStep>,
    /// The office's recovery key and all observers are pinned.
    pub pinned: bool,
    /// The child, if its line was found.
    pub child: Option<Child>,
    /// The rules, if they are those announced.
    pub rules: Option<Rules>,
    /// The receipt, if it could be read.
    pub receipt: Option<Receipt>,
}

/// A child in the draw.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Child {
    /// The draw key.
    pub key: DrawKey,
    /// The attempt in force.
    pub attempt: u32,
    /// The unit's members with their indexes; one for a single child.
    pub members: Vec<Member>,
    /// Lane of each number, in order.
    pub lanes: Vec<u64>,
    /// The unit's record in the results, as published.
    pub result: ResultLine,
    /// The published cutoffs.
    pub cutoffs: Cutoffs,
}

/// A member of a unit.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Member {
    /// Its index in the roll.
    pub index: u32,
    /// Its line.
    pub line: Line,
}

impl LightReport {
    /// Exit status: 1 if a step failed, else 2 if one was not run or the keys are not pinned.
    #[must_use]
    pub fn exit(&self) -> u8 {
        let any = |verdict| self.steps.iter().any(|step| step.verdict == verdict);
        if any(Verdict::Failed) {
            1
        } else if any(Verdict::NotRun) || !self.pinned {
            2
        } else {
            0
        }
    }
}

/// Checks the receipt of one child, called `file`, against a published folder.
#[must_use]
pub fn light_check(
    folder: &Folder,
    trust: Option<&Trust>,
    file: &str,
    receipt: &[u8],
) -> LightReport {
    let mut case = Case::new(folder, trust, &[]);
    let mut report = LightReport {
        steps: Vec::new(),
        pinned: false,
        child: None,
        rules: None,
        receipt: Receipt::read(file, receipt).ok().map(|(_, receipt)| receipt),
    };
    let opening =
        [log::tree, log::entries, replay::keys, replay::order_of_events, rules::announced];
    let journal = opening.into_iter().map(|step| step(&mut case)).find(|o| o.0 != Verdict::Passed);
    if let Some(outcome) = journal {
        report.steps = vec![step(1, not_run()), step(2, outcome)];
        report.steps.extend((3..=6).map(|number| step(number, not_run())));
        return report;
    }
    report.pinned = pins::recovery(&mut case).0 == Verdict::Passed
        && pins::observers(&mut case).0 == Verdict::Passed;
    report.rules = case.rules.clone();
    let authentic = receipts::authentic(&case, file, receipt);
    let seen = witnesses::standing_checkpoint(&mut case);
    report.steps.push(step(
        1,
        authentic.as_ref().map_or_else(|error| failed(error.as_str()), |_| verdict_of(Vec::new())),
    ));
    report.steps.push(step(2, seen));
    later_steps(&case, authentic.ok().as_ref(), &mut report);
    report
}

fn step(number: u8, (verdict, findings): Outcome) -> LightStep {
    LightStep { number, verdict, findings }
}

fn not_run() -> Outcome {
    (Verdict::NotRun, vec!["a step before it did not pass".to_owned()])
}

/// L3 to L6, each only if the one before passed.
fn later_steps(case: &Case<'_>, receipt: Option<&Receipt>, report: &mut LightReport) {
    let files = receipt.ok_or(not_run()).and_then(|receipt| {
        let attempt = in_force(case).ok_or_else(|| no_result(case))?;
        files(case, attempt).map(|files| (receipt, files)).map_err(failed)
    });
    let (receipt, files) = match files {
        Ok(found) => found,
        Err(outcome) => {
            report.steps.push(step(3, outcome));
            report.steps.extend((4..=6).map(|number| step(number, not_run())));
            return;
        }
    };
    report.steps.push(step(3, verdict_of(Vec::new())));
    let members = match lines(&files, receipt) {
        Ok(members) => members,
        Err(outcome) => {
            report.steps.push(step(4, outcome));
            report.steps.extend([5, 6].map(|number| step(number, not_run())));
            return;
        }
    };
    report.steps.push(step(4, verdict_of(Vec::new())));
    place(case, files, members, report);
}

fn no_result(case: &Case<'_>) -> Outcome {
    let state = case.round().state;
    (Verdict::NotRun, vec![format!("the round is in state {state}: no result is in force")])
}

fn in_force<'c>(case: &'c Case<'_>) -> Option<&'c Attempt> {
    published_attempts(case.round()).find(|attempt| !attempt.annulled)
}

/// The published files of the attempt in force.
struct Files {
    attempt: u32,
    key: DrawKey,
    roll: Roll,
    results: Results,
    cutoffs: Cutoffs,
}

fn files(case: &Case<'_>, attempt: &Attempt) -> Result<Files, String> {
    let named = |name| path(attempt.number, name);
    let (draw, cutoffs_file) = (named("draw.txt"), named("cutoffs.csv"));
    let (roll_file, results_file) = (named("roll.csv"), named("results.csv"));
    let index = attempt.result.and_then(|index| usize::try_from(index).ok());
    let entry = index.and_then(|index| case.entries.get(index)).map(|entry| &entry.body);
    let Some(Body::Round { event: Event::ResultPublished { files, results }, .. }) = entry else {
        return Err("the result's entry is missing".to_owned());
    };
    let unlike = |file: &str| format!("{file}: not the file that the journal names");
    let hashed = |file: &str, hash: Digest| {
        if Digest::of(case.file(file)) == hash { Ok(()) } else { Err(unlike(file)) }
    };
    hashed(&draw, files.draw)?;
    hashed(&cutoffs_file, files.cutoffs)?;
    let roll = Roll::read(&roll_file, case.file(&roll_file), case.rules())
        .map_err(|error| error.to_string())?;
    let read = Results::read(&results_file, case.file(&results_file))
        .map_err(|error| error.to_string())?;
    let frozen = attempt.frozen.map(|(_, table)| table.root);
    if frozen != Some(roll.root()) {
        return Err(unlike(&roll_file));
    }
    if crate::merkle::root(&read.texts) != results.root || read.lines.len() != roll.lines.len() {
        return Err(unlike(&results_file));
    }
    let cutoffs = Cutoffs::read(&cutoffs_file, case.file(&cutoffs_file), case.rules())
        .map_err(|error| error.to_string())?;
    let key = DrawKey::of_text(case.file(&draw));
    Ok(Files { attempt: attempt.number, key, roll, results: read, cutoffs })
}

/// L4: the unit's lines, which the receipt must not contradict.
fn lines(files: &Files, receipt: &Receipt) -> Result<Vec<Member>, Outcome> {
    let file = path(files.attempt, "roll.csv");
    let code = receipt.request.code;
    let own = files.roll.index_of(code);
    let own = own.ok_or_else(|| failed(format!("contradicts {file}: {code} is not there")))?;
    let line = &files.roll.lines[own];
    receipts::against(receipt, line)
        .map_err(|what| failed(format!("contradicts {file}: {what}")))?;
    if line.status != Status::Entered {
        let status = line.status.as_str();
        let finding = format!("{code} is {status} in {file}: it took no part in the draw");
        return Err((Verdict::NotRun, vec![finding]));
    }
    let codes: Vec<Code> = if line.bundle.is_empty() { vec![code] } else { line.bundle.clone() };
    let member = |code: &Code| {
        let index = files.roll.index_of(*code)?;
        Some(Member { index: u32::try_from(index).ok()?, line: files.roll.lines[index].clone() })
    };
    codes
        .iter()
        .map(member)
        .collect::<Option<_>>()
        .ok_or_else(|| failed(format!("{file}: not all children linked with {code} are there")))
}

/// L5 and L6.
fn place(case: &Case<'_>, files: Files, members: Vec<Member>, report: &mut LightReport) {
    let given: Vec<_> = members.iter().map(|member| (member.index, &member.line)).collect();
    let unit = match LightUnit::of(case.rules(), &given, &files.key) {
        Ok(unit) => unit,
        Err(error) => {
            report.steps.push(step(5, failed(error.to_string())));
            report.steps.push(step(6, not_run()));
            return;
        }
    };
    let own = members[0].index as usize;
    let result = files.results.lines[own].clone();
    let all = members.iter().map(|member| &files.results.lines[member.index as usize]);
    let file = path(files.attempt, "results.csv");
    report.steps.push(step(5, numbers(&file, all.clone(), unit.numbers())));
    report.steps.push(step(6, placement(&file, all, unit.place(&files.cutoffs).as_ref())));
    report.child = Some(Child {
        key: files.key,
        attempt: files.attempt,
        lanes: unit.lanes(),
        members,
        result,
        cutoffs: files.cutoffs,
    });
}

fn numbers<'r>(
    file: &str,
    lines: impl Iterator<Item = &'r ResultLine>,
    expected: &[Number],
) -> Outcome {
    let wrong = lines.filter(|line| line.numbers != expected);
    verdict_of(wrong.map(|line| format!("{file}, {}: not its numbers", line.code)).collect())
}

fn placement<'r>(
    file: &str,
    lines: impl Iterator<Item = &'r ResultLine>,
    expected: Option<&Placement>,
) -> Outcome {
    let wrong = lines.filter(|line| line.placement.as_ref() != expected);
    let place = expected.map_or("none".to_owned(), |p| format!("{}/{}", p.program, p.pool));
    let say = |line: &ResultLine| format!("{file}, {}: the cutoffs give {place}", line.code);
    verdict_of(wrong.map(say).collect())
}
