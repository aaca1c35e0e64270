//! The light check of one unit's receipts (PROTOCOL.md, section 17), from a whole published folder
//! or from the family's proof file.

mod chosen;
mod entries;
mod folder;
mod lines;
mod make;
mod proof;
mod report;

pub use make::{MakeError, ProofMaker};
pub use report::{Child, LightReport, LightStep, Member};

use self::lines::Held;
use super::{
    Folder, Outcome, Verdict, failed, pins, receipts::Issuer, strangers::Refused, verdict_of,
};
use crate::{
    draw::DrawKey, ident::Code, journal::Keys, proof::Proof, receipt::Receipt, results::Cutoffs,
    rules::Rules, trust::Trust,
};

/// Receipts, each with the name of its file.
type Given<'a> = &'a [(String, Vec<u8>)];

/// What is known once the entries, keys and rules are sound.
struct Ground {
    origin: String,
    keys: Keys,
    rules: Rules,
    attempt: u32,
    /// Of the checkpoint: who has cosigned it.
    seen: Outcome,
    witnessed_at: Option<u64>,
    in_force_at: Option<u64>,
}

/// Where the files and lines come from.
enum Share<'a> {
    Folder(&'a folder::Published<'a>),
    Proof(&'a proof::Packed<'a>),
}

impl Share<'_> {
    /// L3: the draw key and the cutoffs.
    fn files(&self, rules: &Rules) -> Result<(DrawKey, Cutoffs), Outcome> {
        match self {
            Self::Folder(published) => published.files(rules),
            Self::Proof(packed) => packed.files(rules).map_err(failed),
        }
    }

    /// The unit's lines, under the roots that the entries name.
    fn lines(&self, rules: &Rules, code: Code) -> Result<Vec<Member>, String> {
        match self {
            Self::Folder(published) => published.lines(rules, code),
            Self::Proof(packed) => packed.lines(rules),
        }
    }
}

/// Checks receipts of one unit's children against a published folder. A damaged folder or receipt
/// gives a report, never a panic.
#[must_use]
pub fn light_check(folder: &Folder, trust: Option<&Trust>, receipts: Given<'_>) -> LightReport {
    match folder::open(folder) {
        Ok((ground, share)) => steps(ground, &Share::Folder(&share), trust, receipts),
        Err(finding) => LightReport::unsound(failed(finding)),
    }
}

/// Checks receipts of one unit's children against the bytes of their proof file, called `file`.
#[must_use]
pub fn check_proof(
    file: &str,
    packed: &[u8],
    trust: Option<&Trust>,
    receipts: Given<'_>,
) -> LightReport {
    let proof = match Proof::read(file, packed) {
        Ok(proof) => proof,
        Err(error) => return LightReport::unreadable(error.to_string()),
    };
    match proof::open(&proof) {
        Ok((ground, share)) => steps(ground, &Share::Proof(&share), trust, receipts),
        Err(finding) => LightReport::unsound(failed(format!("{file}: {finding}"))),
    }
}

/// L1 to L6.
fn steps(
    ground: Ground,
    share: &Share<'_>,
    trust: Option<&Trust>,
    given: Given<'_>,
) -> LightReport {
    let mut report = LightReport::begun(&ground, trust);
    let receipts = authentic(&ground, given);
    let (l1, receipts) = match receipts {
        Ok(receipts) => (verdict_of(Vec::new()), receipts),
        Err(outcome) => (outcome, Vec::new()),
    };
    report.push(l1);
    report.push(witnessed(&ground, trust));
    report.receipts.clone_from(&receipts);
    let files = match receipts.is_empty() {
        true => Err(not_run()),
        false => share.files(&ground.rules),
    };
    match files {
        Ok(files) => {
            report.push(verdict_of(Vec::new()));
            place(&ground, share, files, &receipts, &mut report);
        }
        Err(outcome) => report.end(outcome),
    }
    report.rules = Some(ground.rules);
    report
}

fn not_run() -> Outcome {
    (Verdict::NotRun, vec!["a step before it did not pass".to_owned()])
}

/// L1
fn authentic(ground: &Ground, given: Given<'_>) -> Result<Vec<Receipt>, Outcome> {
    if given.is_empty() {
        return Err((Verdict::NotRun, vec!["no receipt was given".to_owned()]));
    }
    let Ground { origin, rules, keys, .. } = ground;
    let issuer = Issuer { origin, round: &rules.round, keys };
    let judged = given.iter().map(|(file, bytes)| issuer.authentic(file, bytes));
    match Refused::sorted(judged) {
        Ok((receipts, strange)) if strange.is_empty() => Ok(receipts),
        Ok((_, strange)) => Err((Verdict::NotRun, strange)),
        Err(wrong) => Err((Verdict::Failed, wrong)),
    }
}

/// L2, once the entries are sound.
fn witnessed(ground: &Ground, trust: Option<&Trust>) -> Outcome {
    match pins::recovery_of(trust, &ground.origin, ground.keys.recovery()) {
        (Verdict::Failed, findings) => (Verdict::Failed, findings),
        _ => ground.seen.clone(),
    }
}

/// L4 to L6.
fn place(
    ground: &Ground,
    share: &Share<'_>,
    (key, cutoffs): (DrawKey, Cutoffs),
    receipts: &[Receipt],
    report: &mut LightReport,
) {
    let rules = &ground.rules;
    let members = match share.lines(rules, receipts[0].request.code) {
        Ok(members) => members,
        Err(finding) => return report.end(failed(finding)),
    };
    let unit = match lines::unit(rules, &key, &members) {
        Ok(unit) => unit,
        Err(finding) => return report.end(failed(finding)),
    };
    let open = match lines::held(receipts, &members) {
        Held::Well { owed, remarks } => {
            report.remarks = remarks;
            if owed.is_empty() { verdict_of(owed) } else { (Verdict::NotRun, owed) }
        }
        Held::Not(outcome) => return report.end(outcome),
    };
    let Some(unit) = unit else { return report.end(lines::no_part(&members[0])) };
    report.push(open);
    report.push(lines::numbers(&members, unit.numbers()));
    report.push(lines::placement(&members, unit.place(&cutoffs).as_ref()));
    let lanes = unit.lanes();
    report.child = Some(Child { key, attempt: ground.attempt, lanes, members, cutoffs });
}
