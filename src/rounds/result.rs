//! The published result, looked up by code.

use std::{
    collections::{BTreeMap, BTreeSet},
    sync::{Arc, PoisonError},
};

use paiwei_protocol::{
    draw::Number,
    ident::Code,
    results::{ResultLine, Results},
    roll::Roll,
    rules::{Numbers, Rules},
};

use super::{Office, RoundsError};

/// A published result that was read; of each round the last.
#[derive(Debug, Clone)]
pub(super) struct KnownResult {
    attempt: u32,
    results: Arc<Results>,
    ranked: Option<Arc<Ranking>>,
}

/// What ranks are among: the programs of each child's choices, and the units that chose each program.
#[derive(Debug)]
struct Ranking {
    choices: BTreeMap<Code, Vec<String>>,
    units: BTreeMap<String, u64>,
    /// Units with any choice.
    all: u64,
}

/// A child's line, and what its ranks are among.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Ranked {
    /// The attempt in force.
    pub attempt: u32,
    /// The line.
    pub line: ResultLine,
    /// For each number the program that it is for (none: one number counts for all), and how many
    /// units have a number there: a child, or linked children, who count once.
    pub among: Vec<(Option<String>, u64)>,
}

/// The line of a code in the published result in force, with the attempt; none before there is a
/// result, after it was annulled, and for a code that the roll doesn't have.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn result_line(
    office: &Office,
    round: &str,
    code: Code,
) -> Result<Option<(u32, ResultLine)>, RoundsError> {
    let Some((attempt, results)) = published(office, round).await? else { return Ok(None) };
    Ok(line(&results, code).map(|line| (attempt, line.clone())))
}

fn line(results: &Results, code: Code) -> Option<&ResultLine> {
    let found = results.lines.binary_search_by_key(&code, |line| line.code);
    found.ok().map(|at| &results.lines[at])
}

/// The line of a code as [`result_line`] finds it, with what its ranks are among.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn ranked(
    office: &Office,
    round: &str,
    code: Code,
) -> Result<Option<Ranked>, RoundsError> {
    let Some((attempt, results)) = published(office, round).await? else { return Ok(None) };
    let Some(line) = line(&results, code) else { return Ok(None) };
    let rules = office.known_rules(round).await?;
    let ranking = ranking(office, round, attempt, &rules, &results).await?;
    let among = match rules.numbers {
        Numbers::PerChild => vec![(None, ranking.all)],
        Numbers::PerProgram => {
            let choices = ranking.choices.get(&code).into_iter().flatten();
            let units = |program: &String| ranking.units.get(program).copied().unwrap_or(0);
            choices.map(|program| (Some(program.clone()), units(program))).collect()
        }
    };
    Ok(Some(Ranked { attempt, line: line.clone(), among }))
}

/// What ranks of the result in force are among, read once.
async fn ranking(
    office: &Office,
    round: &str,
    attempt: u32,
    rules: &Rules,
    results: &Results,
) -> Result<Arc<Ranking>, RoundsError> {
    if let Some(known) = known(office, round, attempt).and_then(|known| known.ranked) {
        return Ok(known);
    }
    let bytes = file(office, round, attempt, "roll.csv").await?;
    let roll = Roll::read("roll.csv", &bytes, rules)?;
    let ranking = Arc::new(Ranking::of(&roll, results));
    let mut all = office.known_results.lock().unwrap_or_else(PoisonError::into_inner);
    if let Some(known) = all.get_mut(round).filter(|known| known.attempt == attempt) {
        known.ranked = Some(ranking.clone());
    }
    Ok(ranking)
}

impl Ranking {
    fn of(roll: &Roll, results: &Results) -> Self {
        let mut choices = BTreeMap::new();
        // Linked children share their numbers: whoever has the same number is the same unit.
        let mut units: BTreeMap<String, BTreeSet<Number>> = BTreeMap::new();
        let mut all = BTreeSet::new();
        for (child, result) in roll.lines.iter().zip(&results.lines) {
            let programs: Vec<String> =
                child.choices.iter().map(|(_, program)| program.to_owned()).collect();
            if !programs.is_empty() {
                all.extend(result.numbers.first().copied());
            }
            for (program, number) in programs.iter().zip(&result.numbers) {
                units.entry(program.clone()).or_default().insert(*number);
            }
            choices.insert(child.code, programs);
        }
        let count =
            |(program, numbers): (String, BTreeSet<Number>)| (program, numbers.len() as u64);
        Self { choices, units: units.into_iter().map(count).collect(), all: all.len() as u64 }
    }
}

/// Whether a published result of the round is in force.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn has_result(office: &Office, round: &str) -> Result<bool, RoundsError> {
    Ok(office.history().await?.round(round)?.in_force())
}

/// The published result in force, read once.
pub(super) async fn published(
    office: &Office,
    round: &str,
) -> Result<Option<(u32, Arc<Results>)>, RoundsError> {
    let history = office.history().await?;
    let found = history.round(round)?;
    if !found.in_force() {
        return Ok(None);
    }
    let attempt = found.current().number;
    if let Some(known) = known(office, round, attempt) {
        return Ok(Some((attempt, known.results)));
    }
    let bytes = file(office, round, attempt, "results.csv").await?;
    let results = Arc::new(Results::read("results.csv", &bytes)?);
    let known = KnownResult { attempt, results: results.clone(), ranked: None };
    let mut all = office.known_results.lock().unwrap_or_else(PoisonError::into_inner);
    all.insert(round.to_owned(), known);
    Ok(Some((attempt, results)))
}

fn known(office: &Office, round: &str, attempt: u32) -> Option<KnownResult> {
    let all = office.known_results.lock().unwrap_or_else(PoisonError::into_inner);
    all.get(round).filter(|known| known.attempt == attempt).cloned()
}

pub(super) async fn file(
    office: &Office,
    round: &str,
    attempt: u32,
    name: &str,
) -> Result<Vec<u8>, RoundsError> {
    let found = office.store.begin_read().await?.file(round, attempt, name).await?;
    found.ok_or_else(|| RoundsError::FileMissing { round: round.to_owned(), name: name.to_owned() })
}

/// The placed children with the smallest ranks of their places: rank, code and program; and how many
/// more there are. None before there is a result.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn first_places(
    office: &Office,
    round: &str,
    most: usize,
) -> Result<(Vec<(u32, Code, String)>, u64), RoundsError> {
    let Some((_, results)) = published(office, round).await? else { return Ok((Vec::new(), 0)) };
    let rules = office.known_rules(round).await?;
    let placed = |line: &ResultLine| {
        let placement = line.placement.as_ref()?;
        let number = match rules.numbers {
            Numbers::PerChild => 0,
            Numbers::PerProgram => placement.choice as usize - 1,
        };
        Some((*line.ranks.get(number)?, line.code, placement.program.clone()))
    };
    let mut places: Vec<_> = results.lines.iter().filter_map(placed).collect();
    places.sort_unstable();
    let more = places.len().saturating_sub(most) as u64;
    places.truncate(most);
    Ok((places, more))
}
