//! Who: office, round, observers.

use super::{Findings, Kind, Rules, check_id, check_ids, check_length, check_text, check_titles};
use super::{keys, limits};
use crate::ident::{is_origin, is_rehearsal_origin};

pub(super) fn check(rules: &Rules, findings: &mut Findings) {
    check_origin(rules, findings);
    check_id(&rules.round, "round", findings);
    check_id(&rules.cohort, "cohort", findings);
    if let Some(follows) = &rules.follows {
        check_id(follows, "follows", findings);
        if *follows == rules.round {
            let remedy = "name the cohort's round before this one, or null";
            findings.add(Kind::FollowsItself, "follows", "the round follows itself", remedy);
        }
    }
    check_titles(&rules.titles, "", findings);
    check_text(&rules.jurisdiction, limits::JURISDICTION, "jurisdiction", findings);
    check_observers(rules, findings);
}

fn check_origin(rules: &Rules, findings: &mut Findings) {
    if !is_origin(&rules.origin) {
        let problem = format!("{:?} is not the origin of a journal", rules.origin);
        let remedy = "write up to 128 bytes of a-z 0-9 . - / _ as in 330199.office.example/journal";
        findings.add(Kind::MalformedOrigin, "origin", &problem, remedy);
    }
    if rules.rehearsal != is_rehearsal_origin(&rules.origin) {
        let problem = "a round is a rehearsal exactly if its origin ends in /rehearsal";
        let remedy = "use the rehearsals' journal with true, or the official one with false";
        findings.add(Kind::RehearsalAndOrigin, "rehearsal", problem, remedy);
    }
}

fn check_observers(rules: &Rules, findings: &mut Findings) {
    check_length(rules.observers.len(), limits::OBSERVERS, "observers", findings);
    check_ids(rules.observers.iter().map(|observer| &*observer.id), "observers", findings);
    for (index, observer) in rules.observers.iter().enumerate() {
        check_titles(&observer.titles, &format!("observers[{index}]"), findings);
    }
    keys::check(&rules.observers, findings);
    if rules.rehearsal {
        return;
    }
    let remedy = "name at least one observer outside the office";
    if rules.witnesses().next().is_none() {
        let problem = "nobody witnesses this official round";
        findings.add(Kind::NoWitness, "observers", problem, remedy);
    }
    if rules.confirmers().next().is_none() {
        let problem = "nobody confirms in this official round";
        findings.add(Kind::NoConfirmer, "observers", problem, remedy);
    }
}
