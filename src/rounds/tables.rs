//! The published tables of a round, read once each: what look-ups and pages are made of.

use std::sync::{Arc, PoisonError};

use paiwei_protocol::{
    draw::DrawKey,
    results::{Cutoffs, Results, Waitlist},
    roll::{Roll, Status},
    rules::Rules,
};

use super::{
    Office, RoundsError,
    result::{file, published},
};

/// The tables of a result in force.
#[derive(Debug)]
pub struct Tables {
    /// The attempt in force.
    pub attempt: u32,
    /// The rules.
    pub rules: Arc<Rules>,
    /// The draw key: SHA-256 of `draw.txt`.
    pub key: DrawKey,
    /// `roll.csv`.
    pub roll: Roll,
    /// `results.csv`, aligned with the roll.
    pub results: Arc<Results>,
    /// `cutoffs.csv`.
    pub cutoffs: Cutoffs,
    /// `waitlist.csv`.
    pub waitlist: Waitlist,
}

/// How many children chose a program. Linked children count each.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Interest {
    /// As the first choice that they wrote.
    pub first: u64,
    /// As any of their choices.
    pub any: u64,
}

/// What the newest list that is out says of choices.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Applicants {
    /// The file that was counted: `posted.csv`, or `roll.csv` once the roll is frozen.
    pub file: &'static str,
    /// Children who are entered.
    pub entered: u64,
    /// By program, in the order of the rules.
    pub programs: Vec<Interest>,
}

/// Applicants that were counted; of each round the last.
#[derive(Debug, Clone)]
pub(super) struct KnownApplicants {
    attempt: u32,
    counted: Arc<Applicants>,
}

/// The tables of the result in force; none before there is one and after it was annulled.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn tables(office: &Office, round: &str) -> Result<Option<Arc<Tables>>, RoundsError> {
    let Some((attempt, results)) = published(office, round).await? else { return Ok(None) };
    if let Some(known) = known_tables(office, round, attempt) {
        return Ok(Some(known));
    }
    let rules = office.known_rules(round).await?;
    let bytes = async |name| file(office, round, attempt, name).await;
    let tables = Arc::new(Tables {
        key: DrawKey::of_text(&bytes("draw.txt").await?),
        roll: Roll::read("roll.csv", &bytes("roll.csv").await?, &rules)?,
        cutoffs: Cutoffs::read("cutoffs.csv", &bytes("cutoffs.csv").await?, &rules)?,
        waitlist: Waitlist::read("waitlist.csv", &bytes("waitlist.csv").await?, &rules)?,
        attempt,
        rules,
        results,
    });
    let mut known = office.known_tables.lock().unwrap_or_else(PoisonError::into_inner);
    known.insert(round.to_owned(), tables.clone());
    Ok(Some(tables))
}

/// How many children chose each program, by the newest list that is out. None before the posting:
/// choices are nobody's business while they can still be changed with an eye on others'.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn applicants(
    office: &Office,
    round: &str,
) -> Result<Option<Arc<Applicants>>, RoundsError> {
    let history = office.history().await?;
    let found = history.round(round)?;
    let attempt = found.current();
    // The posting is the first attempt's; each attempt freezes a roll of its own.
    let (number, name) = match (&attempt.frozen, &found.posted) {
        (Some(_), _) => (attempt.number, "roll.csv"),
        (None, Some(_)) => (1, "posted.csv"),
        (None, None) => return Ok(None),
    };
    if let Some(known) = known_applicants(office, round, number, name) {
        return Ok(Some(known));
    }
    let rules = office.known_rules(round).await?;
    let roll = Roll::read(name, &file(office, round, number, name).await?, &rules)?;
    let counted = Arc::new(Applicants::of(name, &roll, &rules));
    let mut known = office.known_applicants.lock().unwrap_or_else(PoisonError::into_inner);
    known.insert(round.to_owned(), KnownApplicants { attempt: number, counted: counted.clone() });
    Ok(Some(counted))
}

fn known_tables(office: &Office, round: &str, attempt: u32) -> Option<Arc<Tables>> {
    let known = office.known_tables.lock().unwrap_or_else(PoisonError::into_inner);
    known.get(round).filter(|known| known.attempt == attempt).cloned()
}

fn known_applicants(
    office: &Office,
    round: &str,
    attempt: u32,
    file: &str,
) -> Option<Arc<Applicants>> {
    let known = office.known_applicants.lock().unwrap_or_else(PoisonError::into_inner);
    let fits = |known: &&KnownApplicants| known.attempt == attempt && known.counted.file == file;
    known.get(round).filter(fits).map(|known| known.counted.clone())
}

impl Applicants {
    fn of(file: &'static str, roll: &Roll, rules: &Rules) -> Self {
        let mut programs = vec![Interest::default(); rules.programs.len()];
        let mut entered = 0;
        for line in roll.lines.iter().filter(|line| line.status == Status::Entered) {
            entered += 1;
            for (place, (_, program)) in line.choices.iter().enumerate() {
                let Some((at, _)) = rules.program(program) else { continue };
                programs[at].any += 1;
                programs[at].first += u64::from(place == 0);
            }
        }
        Self { file, entered, programs }
    }
}
