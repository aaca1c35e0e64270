//! V18: nobody who holds a place of the cohort is entered again (PROTOCOL.md, section 7.6).

use std::collections::BTreeMap;

use super::{
    Case, Outcome,
    case::path,
    does_not_apply,
    layout::{earlier_in_force, earlier_path},
    verdict_of,
};
use crate::{
    digest::Digest,
    encoding::csv,
    journal::{Body, Event, Round},
    results::RESULTS_HEADER,
    roll::{ROLL_HEADER, Status},
};

/// Position of `tag` in a roll's record, and of `placement` in a result's.
const TAG: usize = 4;
const PLACEMENT: usize = 1;

/// V18
pub(super) fn held_places(case: &mut Case<'_>) -> Outcome {
    let earlier = earlier_in_force(case.journal(), case.round());
    if earlier.is_empty() {
        return does_not_apply();
    }
    let mut held: BTreeMap<String, &str> = BTreeMap::new();
    let mut findings = Vec::new();
    for round in earlier {
        match holders(case, round) {
            Ok(tags) => held.extend(tags.into_iter().map(|tag| (tag, round.id.as_str()))),
            Err(finding) => findings.push(finding),
        }
    }
    for frozen in &case.frozen {
        let file = path(frozen.attempt, "roll.csv");
        for line in frozen.roll.lines.iter().filter(|line| line.status == Status::Entered) {
            if let Some(round) = held.get(&line.tag) {
                findings.push(format!("{file}, {}: holds a place of round {round}", line.code));
            }
        }
    }
    verdict_of(findings)
}

/// Tags of the lines of an earlier round that hold a place.
fn holders(case: &Case<'_>, round: &Round) -> Result<Vec<String>, String> {
    let (roll_file, results_file) =
        (earlier_path(&round.id, "roll.csv"), earlier_path(&round.id, "results.csv"));
    let (roll, results) = (case.file(&roll_file), case.file(&results_file));
    let (_, frozen) = round.current().frozen.ok_or("a round in force has a frozen roll")?;
    if Digest::of(roll) != frozen.sha256 {
        return Err(format!("{roll_file}: not the roll of that round in the journal"));
    }
    if published_hash(case, round) != Some(Digest::of(results)) {
        return Err(format!("{results_file}: not the results of that round in the journal"));
    }
    let lines = csv::records(&roll_file, roll, ROLL_HEADER).map_err(|error| error.to_string())?;
    let places =
        csv::records(&results_file, results, RESULTS_HEADER).map_err(|error| error.to_string())?;
    let placed = lines.iter().zip(&places).filter(|(_, place)| !place.fields[PLACEMENT].is_empty());
    Ok(placed.map(|(line, _)| line.fields[TAG].to_owned()).collect())
}

fn published_hash(case: &Case<'_>, round: &Round) -> Option<Digest> {
    let index = usize::try_from(round.current().result?).ok()?;
    match &case.entries.get(index)?.body {
        Body::Round { event: Event::ResultPublished { results, .. }, .. } => Some(results.sha256),
        _ => None,
    }
}
