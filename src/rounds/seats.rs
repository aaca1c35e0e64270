//! The seats of a published result, as schools and the public count them.

use std::collections::BTreeMap;

use paiwei_protocol::{
    answer::{AnswerReceipt, Said},
    ident::Code,
    results::{Cutoffs, Waitlist},
    roll::{Roll, Status},
};

use super::{Office, RoundsError, result};

/// The seats of a program.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProgramSeats {
    /// Its id.
    pub program: String,
    /// Its plan; none without a limit.
    pub plan: Option<u64>,
    /// Children that chose it.
    pub applied: u64,
    /// Children that were admitted.
    pub admitted: u64,
    /// Of those, children that accepted.
    pub accepted: u64,
    /// Of those, children that declined.
    pub declined: u64,
}

/// The seats of a result in force.
#[derive(Debug, Clone)]
pub struct SeatBook {
    /// The attempt in force.
    pub attempt: u32,
    /// Program by program, in the order of the rules.
    pub programs: Vec<ProgramSeats>,
    /// Pool by pool, in the order of the rules.
    pub cutoffs: Cutoffs,
    /// The waiting lists.
    pub waiting: Waitlist,
}

/// The seats of the published result in force; none before there is one.
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn seat_book(office: &Office, round: &str) -> Result<Option<SeatBook>, RoundsError> {
    let Some((attempt, results)) = result::published(office, round).await? else {
        return Ok(None);
    };
    let rules = office.known_rules(round).await?;
    let file = |name| result::file(office, round, attempt, name);
    let roll = Roll::read("roll.csv", &file("roll.csv").await?, &rules)?;
    let cutoffs = Cutoffs::read("cutoffs.csv", &file("cutoffs.csv").await?, &rules)?;
    let waiting = Waitlist::read("waitlist.csv", &file("waitlist.csv").await?, &rules)?;
    let said = said(office, round, attempt).await?;
    let of_program = |program: &paiwei_protocol::rules::Program| {
        let placed = results.lines.iter().filter(|line| {
            line.placement.as_ref().is_some_and(|place| place.program == program.id)
        });
        let admitted: Vec<Code> = placed.map(|line| line.code).collect();
        let entered = roll.lines.iter().filter(|line| line.status == Status::Entered);
        let chose = entered.filter(|line| line.choices.iter().any(|(_, id)| id == program.id));
        let answered = |what| admitted.iter().filter(|code| said.get(code) == Some(&what)).count();
        ProgramSeats {
            program: program.id.clone(),
            plan: program.plan,
            applied: chose.count() as u64,
            admitted: admitted.len() as u64,
            accepted: answered(Said::Accept) as u64,
            declined: answered(Said::Decline) as u64,
        }
    };
    let programs = rules.programs.iter().map(of_program).collect();
    Ok(Some(SeatBook { attempt, programs, cutoffs, waiting }))
}

/// What each child answered last.
async fn said(
    office: &Office,
    round: &str,
    attempt: u32,
) -> Result<BTreeMap<Code, Said>, RoundsError> {
    let rows = office.store.begin_read().await?.answers(round, attempt).await?;
    let one = |row: &crate::store::AnsweredRow| {
        let (_, receipt) = AnswerReceipt::read("a stored receipt", row.receipt.as_bytes())?;
        Ok((receipt.answer.code, receipt.answer.said))
    };
    rows.iter().map(one).collect()
}
