//! Programs and their seat pools.

use std::collections::BTreeSet;

use super::limits;
use super::{Findings, Kind, Rules, check_id, check_ids, check_length, check_text, check_titles};
use crate::rules::{OrderKey, Ownership, Pool, Program, Stage, Tier};

pub(super) fn check(rules: &Rules, findings: &mut Findings) {
    check_length(rules.programs.len(), limits::PROGRAMS, "programs", findings);
    check_ids(rules.programs.iter().map(|program| &*program.id), "programs", findings);
    let categories = rules.categories.iter().map(|category| &*category.id).collect();
    for (index, program) in rules.programs.iter().enumerate() {
        let path = format!("programs[{index}]");
        check_program(program, rules, &path, findings);
        for (index, pool) in program.pools.iter().enumerate() {
            let path = format!("{path}.pools[{index}]");
            check_tiers(pool, &categories, &path, findings);
            let by_points = rules.stage == Stage::Senior || program.ownership == Ownership::Public;
            check_order(pool, by_points, &path, findings);
        }
    }
}

fn check_program(program: &Program, rules: &Rules, path: &str, findings: &mut Findings) {
    check_id(&program.school, &format!("{path}.school"), findings);
    check_titles(&program.titles, path, findings);
    let locality = format!("{path}.jurisdiction");
    check_text(&program.jurisdiction, limits::JURISDICTION, &locality, findings);
    if program.ownership == Ownership::Private && program.jurisdiction != rules.jurisdiction {
        let problem = format!(
            "private program {} is approved by {}, the round is for {}",
            program.id, program.jurisdiction, rules.jurisdiction
        );
        let remedy = "enrol it in a round of the locality that approved it";
        findings.add(Kind::ForeignPrivate, &locality, &problem, remedy);
    }
    check_ids(program.pools.iter().map(|pool| &*pool.id), &format!("{path}.pools"), findings);
    check_length(program.pools.len(), limits::POOLS, &format!("{path}.pools"), findings);
    check_seats(program, path, findings);
}

fn check_seats(program: &Program, path: &str, findings: &mut Findings) {
    for (index, pool) in program.pools.iter().enumerate() {
        check_seat_limit(pool.seats, &format!("{path}.pools[{index}].seats"), findings);
    }
    let plan = format!("{path}.plan");
    check_seat_limit(program.plan, &plan, findings);
    if program.pools.is_empty() {
        let problem = format!("program {} has no seat pool", program.id);
        findings.add(Kind::NoPool, &format!("{path}.pools"), &problem, "add a pool");
        return;
    }
    // `None` as soon as one pool has no limit.
    let seats = program
        .pools
        .iter()
        .try_fold(0_u64, |sum, pool| pool.seats.map(|seats| sum.saturating_add(seats)));
    match (program.plan, seats) {
        (Some(_), None) => {
            let problem = "there is a plan though a pool has no limit";
            let remedy = "write null as the plan, or limit the pool";
            findings.add(Kind::PlanWithoutLimit, &plan, problem, remedy);
        }
        (None, Some(seats)) => {
            let problem = "there is no plan though every pool has a limit";
            findings.add(Kind::PlanMissing, &plan, problem, &format!("write {seats} as the plan"));
        }
        (Some(number), Some(seats)) if number != seats => {
            let problem = format!("the pools have {seats} seats, the plan is {number}");
            let remedy = "make the seats add up to the plan";
            findings.add(Kind::SeatsAndPlan, &plan, &problem, remedy);
        }
        _ => {}
    }
}

fn check_seat_limit(seats: Option<u64>, path: &str, findings: &mut Findings) {
    if let Some(seats) = seats.filter(|&seats| seats > limits::SEATS) {
        let remedy = format!("write at most {}", limits::SEATS);
        findings.add(Kind::TooManySeats, path, &format!("{seats} seats"), &remedy);
    }
}

fn check_tiers(pool: &Pool, known: &BTreeSet<&str>, path: &str, findings: &mut Findings) {
    let path = format!("{path}.tiers");
    if pool.tiers.is_empty() {
        let remedy = "add a group of categories, or [\"*\"] for everyone";
        findings.add(Kind::NoTier, &path, "nobody is eligible in this pool", remedy);
    }
    let mut seen = BTreeSet::new();
    for (index, tier) in pool.tiers.iter().enumerate() {
        let path = format!("{path}[{index}]");
        match tier {
            Tier::Everyone if index + 1 < pool.tiers.len() => {
                let problem = "the groups after * are never reached";
                findings.add(Kind::Everyone, &path, problem, "make * the last group");
            }
            Tier::Everyone => {}
            Tier::Categories(ids) => check_group(ids, known, &mut seen, &path, findings),
        }
    }
}

fn check_group<'a>(
    ids: &'a [String],
    known: &BTreeSet<&str>,
    seen: &mut BTreeSet<&'a str>,
    path: &str,
    findings: &mut Findings,
) {
    if ids.is_empty() {
        let remedy = "name its categories or remove it";
        findings.add(Kind::EmptyTier, path, "the group is empty", remedy);
    }
    for (index, id) in ids.iter().enumerate() {
        let path = format!("{path}[{index}]");
        if id == "*" {
            let problem = "* stands beside a category";
            findings.add(Kind::Everyone, &path, problem, "make * a group of its own, the last");
            continue;
        }
        if !known.contains(&**id) {
            let problem = format!("the rules have no category {id:?}");
            findings.add(Kind::UnknownCategory, &path, &problem, "add the category or remove this");
        }
        if !seen.insert(id) {
            let problem = format!("category {id} stands in this pool a second time");
            findings.add(Kind::CategoryTwice, &path, &problem, "keep the earlier group");
        }
    }
}

fn check_order(pool: &Pool, by_points: bool, path: &str, findings: &mut Findings) {
    let path = format!("{path}.order");
    let mut seen = Vec::new();
    for (index, key) in pool.order.iter().enumerate() {
        if seen.contains(key) {
            let path = format!("{path}[{index}]");
            findings.add(Kind::OrderTwice, &path, "the key stands here a second time", "remove it");
        }
        seen.push(*key);
    }
    if pool.tiers.len() > 1 && !seen.contains(&OrderKey::Tier) {
        let problem = "the pool has several groups and does not rank by them";
        let remedy = "add tier to the order, or make one group of them";
        findings.add(Kind::TierNotInOrder, &path, problem, remedy);
    }
    if !by_points && seen.contains(&OrderKey::Points) {
        let problem = "a private program of compulsory education ranks by points";
        findings.add(Kind::PrivateByPoints, &path, problem, "remove points from the order");
    }
}
