//! Places that children hold in earlier rounds of the cohort (PROTOCOL.md, section 7.6).

use std::collections::BTreeMap;

use paiwei_protocol::{
    results::Results,
    roll::{Roll, Status},
    rules::Rules,
};

use super::{RoundsError, history::History, office::rules_of};
use crate::store::Read;

/// The earlier rounds that `round` follows, directly and in turn, which are in force: id and
/// attempt in force, the latest first.
pub(super) fn earlier_in_force(
    history: &History,
    round: &str,
) -> Result<Vec<(String, u32)>, RoundsError> {
    let mut found = Vec::new();
    let mut next = history.round(round)?.announced.follows.clone();
    while let Some(id) = next {
        let earlier = history.round(&id)?;
        if earlier.in_force() {
            found.push((id, earlier.current().number));
        }
        next = earlier.announced.follows.clone();
    }
    Ok(found)
}

/// The tags of children who hold a place of an earlier round, with that round's id.
pub(super) async fn held_tags(
    read: &mut Read,
    history: &History,
    round: &str,
) -> Result<BTreeMap<String, String>, RoundsError> {
    let mut held = BTreeMap::new();
    for (id, attempt) in earlier_in_force(history, round)? {
        let rules = rules_of(read, &id).await?;
        for tag in placed(read, &rules, attempt).await? {
            held.entry(tag).or_insert_with(|| id.clone());
        }
    }
    Ok(held)
}

async fn placed(read: &mut Read, rules: &Rules, attempt: u32) -> Result<Vec<String>, RoundsError> {
    let missing =
        |name: &str| RoundsError::FileMissing { round: rules.round.clone(), name: name.to_owned() };
    let roll = read.file(&rules.round, attempt, "roll.csv").await?;
    let results = read.file(&rules.round, attempt, "results.csv").await?;
    let roll = Roll::read("roll.csv", &roll.ok_or_else(|| missing("roll.csv"))?, rules)?;
    let results = Results::read("results.csv", &results.ok_or_else(|| missing("results.csv"))?)?;
    let lines = roll.lines.into_iter().zip(results.lines);
    let placed =
        lines.filter(|(line, result)| line.status == Status::Entered && result.placement.is_some());
    Ok(placed.map(|(line, _)| line.tag).collect())
}
