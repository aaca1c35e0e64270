//! V04, V09 and V10: whose keys these are (PROTOCOL.md, section 15).

use super::{Case, Outcome, Verdict, failed, verdict_of};
use crate::{
    journal::Body,
    note::VerifierKey,
    rules::Observer,
    trust::{Trust, TrustBlock},
};

/// The recovery key of entry 0; for checks that need V03.
pub(super) fn recovery_key<'c>(case: &'c Case<'_>) -> &'c VerifierKey {
    match &case.entries[0].body {
        Body::JournalOpened(opened) => &opened.recovery,
        _ => unreachable!("V03 passed: entry 0 is journal-opened"),
    }
}

fn origin<'c>(case: &'c Case<'_>) -> &'c str {
    match &case.entries[0].body {
        Body::JournalOpened(opened) => &opened.origin,
        _ => unreachable!("V03 passed: entry 0 is journal-opened"),
    }
}

/// V04
pub(super) fn recovery(case: &mut Case<'_>) -> Outcome {
    recovery_of(case.trust, origin(case), recovery_key(case))
}

/// Whether the trust given pins an origin and its recovery key.
pub(super) fn recovery_of(trust: Option<&Trust>, origin: &str, key: &VerifierKey) -> Outcome {
    match trust {
        None => (
            Verdict::NotRun,
            vec![format!("consistent, signed by {key}, whose identity was not checked")],
        ),
        Some(trust) if trust.pins(origin, key) => verdict_of(Vec::new()),
        Some(trust) if trust.knows(origin) => {
            failed(format!("the recovery key {key} is not the pinned one of {origin}"))
        }
        Some(_) => failed(format!("no pinned journal has the origin {origin}")),
    }
}

/// Both keys of an observer as the rules name them.
pub(super) fn observer_keys(observer: &Observer) -> Option<(VerifierKey, VerifierKey)> {
    Some((observer.note_key.parse().ok()?, observer.cosign_key.parse().ok()?))
}

/// Whether an observer's keys are pinned.
pub(super) fn observer_pinned(case: &Case<'_>, observer: &Observer) -> bool {
    observer_of(case.trust, origin(case), recovery_key(case), observer)
}

/// Whether the trust given pins an observer of the journal of this origin and recovery key.
pub(super) fn observer_of(
    trust: Option<&Trust>,
    origin: &str,
    recovery: &VerifierKey,
    observer: &Observer,
) -> bool {
    let Some((note, cosign)) = observer_keys(observer) else { return false };
    trust.is_some_and(|trust| trust.pins_observer(origin, recovery, &note, &cosign))
}

/// V09
pub(super) fn observers(case: &mut Case<'_>) -> Outcome {
    let unpinned: Vec<_> = case
        .rules()
        .observers
        .iter()
        .filter(|observer| !observer_pinned(case, observer))
        .map(|o| format!("observer {}: the identity of {} was not checked", o.id, o.note_key))
        .collect();
    if unpinned.is_empty() { verdict_of(unpinned) } else { (Verdict::NotRun, unpinned) }
}

/// V10
pub(super) fn trust_file(case: &mut Case<'_>) -> Outcome {
    let expected = expected_trust(case);
    if case.folder.get("trust.txt") == Some(&expected) {
        return verdict_of(Vec::new());
    }
    failed("trust.txt: not the journal's origin and recovery key and the rules' observers")
}

fn expected_trust(case: &Case<'_>) -> Vec<u8> {
    let block = TrustBlock {
        origin: origin(case).to_owned(),
        recovery: recovery_key(case).clone(),
        observers: case.rules().observers.iter().filter_map(observer_keys).collect(),
    };
    block.to_text().into_bytes()
}
