//! V07: the rules are those that were announced (PROTOCOL.md, section 5); and, once the judged
//! round is known, the evidence of its entries.

use super::{Case, Outcome, case::Finding, failed, verdict_of};
use crate::{
    digest::Digest,
    journal::{Announced, Body, Journal, evidence},
    rules::Rules,
};

/// V07
pub(super) fn announced(case: &mut Case<'_>) -> Outcome {
    let Some(bytes) = case.folder.get("rules.json") else {
        return failed("rules.json is missing");
    };
    let rules = match Rules::read(bytes) {
        Ok(rules) => rules,
        Err(error) => return failed(error.to_string()),
    };
    let hash = Digest::of(bytes);
    let rounds: Vec<_> =
        case.journal().rounds().filter(|round| round.announced.rules == hash).collect();
    let [round] = rounds[..] else {
        return failed("rules.json: exactly one round of the journal must announce its hash");
    };
    let journal = case.journal();
    let findings = differences(journal.origin(), &round.id, &round.announced, &rules, bytes);
    if findings.is_empty() {
        case.evidence = evidence_of(case, &rules);
        case.rules = Some(rules);
    }
    verdict_of(findings)
}

/// What rules.json, which are `rules`, say otherwise than the announcement of the round `id`.
pub(super) fn differences(
    origin: &str,
    id: &str,
    said: &Announced,
    rules: &Rules,
    bytes: &[u8],
) -> Vec<String> {
    let expected = match Announced::of(rules, bytes, said.tag_key) {
        Ok(expected) => expected,
        Err(error) => return vec![format!("rules.json, observers: {error}")],
    };
    let pairs = [
        ("origin", rules.origin == origin),
        ("round", rules.round == id),
        ("cohort", expected.cohort == said.cohort),
        ("follows", expected.follows == said.follows),
        ("rehearsal", expected.rehearsal == said.rehearsal),
        ("observers", expected.observers == said.observers),
        ("randomness.sources", expected.sources == said.sources),
        ("randomness.fallback", expected.fallback == said.fallback),
    ];
    pairs
        .iter()
        .filter(|(_, same)| !same)
        .map(|(member, _)| format!("rules.json, {member}: not as announced in the journal"))
        .collect()
}

/// Replays the journal once more and asks of each entry of the judged round what V11, V16, V19 to
/// V22 and V28 then report.
fn evidence_of(case: &Case<'_>, rules: &Rules) -> Vec<Finding> {
    let mut journal = Journal::open(&case.entries[0]).expect("V06 passed");
    let mut found = Vec::new();
    for (index, entry) in (1..).zip(&case.entries[1..]) {
        if matches!(&entry.body, Body::Round { round, .. } if *round == rules.round) {
            let result = evidence::check(&journal, entry, Some(rules));
            found.push(Finding { index, result });
        }
        journal.append(entry).expect("V06 passed");
    }
    found
}
