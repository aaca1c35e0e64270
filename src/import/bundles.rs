//! Linked children: rows that carry the same text in the bundle's column.

use std::collections::BTreeMap;

use paiwei_protocol::rules::Rules;

use super::{Finding, Problem, columns::Plan, row::Draft};

/// For each draft the registration numbers of its bundle (empty for none), and what is wrong.
pub(super) fn link(
    drafts: &[Draft],
    plan: &Plan<'_>,
    rules: &Rules,
) -> (Vec<Vec<String>>, Vec<Finding>) {
    let mut groups: BTreeMap<&str, Vec<usize>> = BTreeMap::new();
    for (at, draft) in drafts.iter().enumerate().filter(|(_, draft)| !draft.bundle.is_empty()) {
        groups.entry(&draft.bundle).or_default().push(at);
    }
    let heading = plan.bundle.as_ref().map_or("", |value| value.heading());
    let mut linked = vec![Vec::new(); drafts.len()];
    let mut findings = Vec::new();
    for members in groups.values() {
        let group: Vec<&Draft> = members.iter().map(|&at| &drafts[at]).collect();
        let wrong = problems(&group, rules);
        findings.extend(wrong.into_iter().map(|(draft, what)| draft.finding(heading, what)));
        let numbers: Vec<String> = group.iter().map(|draft| draft.number.clone()).collect();
        for &at in members {
            linked[at].clone_from(&numbers);
        }
    }
    (linked, findings)
}

/// What is wrong with a bundle, told once for each row that is to be mended.
fn problems<'a>(group: &[&'a Draft], rules: &Rules) -> Vec<(&'a Draft, Problem)> {
    let all = |problem: Problem| group.iter().map(|&draft| (draft, problem.clone())).collect();
    let Some(most) = rules.bundles else { return all(Problem::BundlesNotTaken) };
    let (first, found) = (group[0], group.len());
    if found == 1 {
        return all(Problem::BundleAlone);
    }
    if found as u64 > u64::from(most) {
        return all(Problem::BundleTooLarge { most, found });
    }
    // Choices that could not be read are told of already.
    let differs = |draft: &&&Draft| match (&draft.choices, &first.choices) {
        (Some(own), Some(firsts)) => own != firsts,
        _ => false,
    };
    let differing = group.iter().filter(differs);
    differing.map(|&draft| (draft, Problem::BundleChoicesDiffer(first.row))).collect()
}
