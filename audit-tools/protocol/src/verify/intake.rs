//! V12: nothing was slipped into the intake, nothing dropped (PROTOCOL.md, section 6.5).

use super::{
    Case, Outcome, does_not_apply, failed,
    growth::{self, Mark},
    log::entry_path,
    verdict_of,
};
use crate::{
    intake::Intake,
    journal::{Body, Event, IntakePhase},
};

/// V12
pub(super) fn prefixes(case: &mut Case<'_>) -> Outcome {
    let marks = marks(case);
    if marks.is_empty() {
        return does_not_apply();
    }
    let times = marks.iter().filter_map(|(phase, mark)| times(case, *phase, mark));
    let mut findings: Vec<_> = times.collect();
    // Published once intake is closed: V08 has seen to it.
    if case.folder.contains_key("intake.csv") {
        match Intake::read("intake.csv", case.file("intake.csv")) {
            Ok(intake) => {
                findings.extend(roots(&marks, &intake));
                case.intake = Some(intake);
            }
            Err(error) => return failed(error.to_string()),
        }
    }
    verdict_of(findings)
}

/// The intake entries of the judged round.
fn marks(case: &Case<'_>) -> Vec<(IntakePhase, Mark)> {
    let id = &case.rules().round;
    let mark = |(index, entry): (u64, &crate::journal::Entry)| match &entry.body {
        Body::Round { round, event: Event::Intake { phase, size, root }, .. } if round == id => {
            Some((*phase, Mark { index, at: entry.at, size: *size, root: *root }))
        }
        _ => None,
    };
    (0..).zip(&case.entries).filter_map(mark).collect()
}

/// Every root is that of its prefix, and the close has all records.
fn roots(marks: &[(IntakePhase, Mark)], intake: &Intake) -> Vec<String> {
    let (file, texts) = ("intake.csv", &intake.texts);
    let mut findings = growth::differences(file, texts, marks.iter().map(|(_, mark)| mark));
    let close = marks.iter().find(|(phase, _)| *phase == IntakePhase::Close);
    findings.extend(close.and_then(|(_, mark)| growth::surplus(file, texts, mark)));
    findings
}

fn times(case: &Case<'_>, phase: IntakePhase, mark: &Mark) -> Option<String> {
    let timeline = &case.rules().timeline;
    let (what, from) = match phase {
        IntakePhase::Open => ("opened", timeline.open),
        IntakePhase::Close => ("closed", timeline.close),
        IntakePhase::Hour => return None,
    };
    let path = entry_path(mark.index);
    (mark.at < from).then(|| format!("{path}: intake {what} at {}, before {from}", mark.at))
}
