//! V11, V19 to V22 and V28: seeds, order, randomness and confirmations, as the evidence of the
//! round's entries (PROTOCOL.md, section 11).

use super::{Case, Outcome, does_not_apply, log::entry_path, verdict_of};
use crate::journal::{Body, Event, Recorded, evidence::EvidenceError};

/// The findings of the judged round's entries which `of` picks.
pub(super) fn findings(case: &Case<'_>, of: fn(&Event) -> bool) -> Option<Vec<String>> {
    findings_but(case, of, |_, _| false)
}

/// The same, without those which `pass` lets pass.
fn findings_but(
    case: &Case<'_>,
    of: fn(&Event) -> bool,
    pass: fn(&Event, &EvidenceError) -> bool,
) -> Option<Vec<String>> {
    let mut met = false;
    let mut findings = Vec::new();
    for finding in &case.evidence {
        let entry = &case.entries[usize::try_from(finding.index).expect("an index into memory")];
        let Body::Round { event, .. } = &entry.body else { continue };
        if !of(event) {
            continue;
        }
        met = true;
        if let Err(error) = &finding.result
            && !pass(event, error)
        {
            findings.push(format!("{}, {}: {error}", entry_path(finding.index), event.kind()));
        }
    }
    met.then_some(findings)
}

fn outcome(case: &Case<'_>, of: fn(&Event) -> bool) -> Outcome {
    findings(case, of).map_or_else(does_not_apply, verdict_of)
}

/// V11
pub(super) fn commitments(case: &mut Case<'_>) -> Outcome {
    outcome(case, |event| matches!(event, Event::SeedCommitted { .. }))
}

/// V19
pub(super) fn openings(case: &mut Case<'_>) -> Outcome {
    outcome(case, |e| matches!(e, Event::SeedOpened { .. } | Event::SeedMissing { .. }))
}

/// V20. An order that leaves too little time may be set again, or given up: its lead binds once it
/// is witnessed, and the evidence of order-witnessed says so.
pub(super) fn orders(case: &mut Case<'_>) -> Outcome {
    let of = |e: &Event| matches!(e, Event::OrderSet { .. } | Event::OrderWitnessed { .. });
    let pass = |event: &Event, error: &EvidenceError| {
        use EvidenceError::{Drand, OtherBeacon, Time};
        let lead = matches!(error, Time { .. } | OtherBeacon | Drand(_));
        lead && matches!(event, Event::OrderSet { .. })
    };
    findings_but(case, of, pass).map_or_else(does_not_apply, verdict_of)
}

/// V21
pub(super) fn dice(case: &mut Case<'_>) -> Outcome {
    outcome(case, |event| {
        matches!(
            event,
            Event::DiceThrown { .. }
                | Event::SourceFailed { .. }
                | Event::RandomnessRecorded(Recorded::Dice { .. })
        )
    })
}

/// V22
pub(super) fn beacon(case: &mut Case<'_>) -> Outcome {
    outcome(case, |e| matches!(e, Event::RandomnessRecorded(Recorded::Drand(_))))
}

/// V28
pub(super) fn confirmed(case: &mut Case<'_>) -> Outcome {
    outcome(case, |e| matches!(e, Event::Annulled { .. } | Event::Voided { .. }))
}
