//! Verification of a published round: the numbered checks of PROTOCOL.md, section 16.

mod answered;
mod answers;
mod case;
mod cohort;
mod decisions;
mod draw;
mod growth;
mod intake;
mod layout;
mod light;
mod light_answer;
mod log;
mod manifest;
mod pins;
mod publication;
mod receipts;
mod remarks;
mod replay;
mod report;
mod rolls;
mod rules;
mod strangers;
mod succession;
mod summary;
mod witnesses;

use std::collections::BTreeMap;

pub use light::{
    Child, LightReport, LightStep, MakeError, Member, ProofMaker, check_proof, light_check,
};
pub use light_answer::{AnswerReport, answer_check};
pub use manifest::{MANIFEST, manifest};
pub use remarks::{Remark, RemarkKind};
pub use report::{
    AttemptSummary, CHECKS, Check, CheckId, Fate, ObserverSummary, Progress, Report, Summary,
    Verdict,
};

use self::case::Case;
use crate::trust::Trust;

/// A published folder: path inside it, with `/`, to bytes.
pub type Folder = BTreeMap<String, Vec<u8>>;

/// How one check ended: a verdict and what was found.
type Outcome = (Verdict, Vec<String>);

/// A check, by its number: what it needs, and how it is done.
struct Step {
    needs: &'static [u8],
    run: fn(&mut Case<'_>) -> Outcome,
}

/// The table of section 16, in order: V01 first.
const STEPS: [Step; CHECKS] = [
    Step { needs: &[], run: manifest::listed },
    Step { needs: &[], run: log::tree },
    Step { needs: &[2], run: log::entries },
    Step { needs: &[3], run: pins::recovery },
    Step { needs: &[3], run: replay::keys },
    Step { needs: &[3], run: replay::order_of_events },
    Step { needs: &[6], run: rules::announced },
    Step { needs: &[7], run: layout::files },
    Step { needs: &[7], run: pins::observers },
    Step { needs: &[7], run: pins::trust_file },
    Step { needs: &[7], run: decisions::commitments },
    Step { needs: &[8], run: intake::prefixes },
    Step { needs: &[12], run: rolls::posted },
    Step { needs: &[12], run: rolls::frozen },
    Step { needs: &[13, 14], run: rolls::changes },
    Step { needs: &[7], run: witnesses::objection },
    Step { needs: &[14], run: rolls::tags },
    Step { needs: &[14], run: cohort::held_places },
    Step { needs: &[7], run: decisions::openings },
    Step { needs: &[7], run: decisions::orders },
    Step { needs: &[7], run: decisions::dice },
    Step { needs: &[7], run: decisions::beacon },
    Step { needs: &[14, 19, 21, 22], run: draw::text },
    Step { needs: &[23], run: draw::results },
    Step { needs: &[23], run: draw::cutoffs },
    Step { needs: &[23], run: draw::waitlist },
    Step { needs: &[8], run: publication::hashes },
    Step { needs: &[7], run: decisions::confirmed },
    Step { needs: &[7], run: witnesses::standing_checkpoint },
    Step { needs: &[14], run: receipts::all },
    Step { needs: &[23], run: answers::files },
    Step { needs: &[31], run: answered::all },
];

/// Verifies a published folder. `receipts` are families' receipts, of applications and of
/// answers, each with the name of its file;
/// `progress` is told before each check. A damaged folder gives a report, never a panic.
pub fn verify(
    folder: &Folder,
    trust: Option<&Trust>,
    receipts: &[(String, Vec<u8>)],
    progress: &mut dyn FnMut(Progress),
) -> Report {
    let mut case = Case::new(folder, trust, receipts);
    let mut checks: Vec<Check> = Vec::with_capacity(CHECKS);
    for (number, step) in (1..).zip(&STEPS) {
        let id = CheckId(number);
        let done = u64::from(number) - 1;
        progress(Progress { check: id, done, total: CHECKS as u64 });
        let (verdict, findings) = match step.needs.iter().find(|need| !stands(&checks, **need)) {
            Some(need) => {
                let finding = format!("needs {}, which did not pass", CheckId(*need));
                (Verdict::NotRun, vec![finding])
            }
            None => (step.run)(&mut case),
        };
        checks.push(Check { id, verdict, findings });
    }
    Report { summary: summary::of(&case), checks, remarks: case.remarks }
}

fn stands(checks: &[Check], number: u8) -> bool {
    let check = &checks[usize::from(number) - 1];
    matches!(check.verdict, Verdict::Passed | Verdict::DoesNotApply)
}

/// A verdict from findings: none means passed.
fn verdict_of(findings: Vec<String>) -> Outcome {
    let verdict = if findings.is_empty() { Verdict::Passed } else { Verdict::Failed };
    (verdict, findings)
}

fn failed(finding: impl Into<String>) -> Outcome {
    (Verdict::Failed, vec![finding.into()])
}

fn does_not_apply() -> Outcome {
    (Verdict::DoesNotApply, Vec::new())
}
