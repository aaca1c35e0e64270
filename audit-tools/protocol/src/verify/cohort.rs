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
    encoding::csv::{self, CsvError},
    journal::{Body, Event, Round},
    place::Place,
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
        for (number, line) in (2..).zip(&frozen.roll.lines) {
            let entered = line.status == Status::Entered;
            if let Some(round) = held.get(&line.tag).filter(|_| entered) {
                let place = Place::line(&file, number).field("tag");
                findings.push(format!("{place}: {} holds a place of round {round}", line.code));
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
    tags_of_placed((&roll_file, roll), (&results_file, results)).map_err(|error| error.to_string())
}

/// Reads both tables to their ends, one record at a time.
fn tags_of_placed(roll: (&str, &[u8]), results: (&str, &[u8])) -> Result<Vec<String>, CsvError> {
    let placed = csv::stream(results.0, results.1, RESULTS_HEADER)?
        .map(|place| place.map(|place| !place.fields[PLACEMENT].is_empty()))
        .collect::<Result<Vec<bool>, _>>()?;
    let mut tags = Vec::new();
    for (index, line) in csv::stream(roll.0, roll.1, ROLL_HEADER)?.enumerate() {
        let line = line?;
        if placed.get(index) == Some(&true) {
            tags.push(line.fields[TAG].to_owned());
        }
    }
    Ok(tags)
}

fn published_hash(case: &Case<'_>, round: &Round) -> Option<Digest> {
    let index = usize::try_from(round.current().result?).ok()?;
    match &case.entries.get(index)?.body {
        Body::Round { event: Event::ResultPublished { results, .. }, .. } => Some(results.sha256),
        _ => None,
    }
}
