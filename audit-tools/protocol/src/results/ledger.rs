//! The seats of each program, adding up: plan + over plan = admitted + left.

use std::collections::BTreeSet;

use super::cutoffs::Cutoffs;
use crate::assign::Outcome;

/// The seats of a program. Children are counted, not units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct SeatLedger {
    /// Id of the program.
    pub program: String,
    /// The plan; `None` where a pool is without limit.
    pub plan: Option<u64>,
    /// Children of the units whose list holds a pool of the program; each counts once.
    pub applied: u64,
    /// Children admitted.
    pub admitted: u64,
    /// Children admitted beyond the seats of their pool: a bundle that took the last seat.
    pub over_plan: u64,
    /// Seats that are left; `None` where a pool is without limit.
    pub left: Option<u64>,
}

/// The ledgers of all programs, in the order of the rules. `cutoffs` are those of `outcome`.
#[must_use]
pub fn seat_ledgers(outcome: &Outcome, cutoffs: &Cutoffs) -> Vec<SeatLedger> {
    let rows = outcome.applicants().pools().rows();
    let empty = outcome.rules().programs.iter().map(|program| SeatLedger {
        program: program.id.clone(),
        plan: program.plan,
        applied: 0,
        admitted: 0,
        over_plan: 0,
        left: program.plan.map(|_| 0),
    });
    let mut ledgers: Vec<_> = empty.collect();
    for unit in outcome.units() {
        let programs = unit.list.iter().map(|entry| rows[entry.pool as usize].position);
        for program in programs.collect::<BTreeSet<_>>() {
            ledgers[program].applied += unit.size();
        }
    }
    for (line, row) in cutoffs.lines.iter().zip(rows) {
        let ledger = &mut ledgers[row.position];
        let seats = line.seats.unwrap_or(line.admitted);
        ledger.admitted += line.admitted;
        ledger.over_plan += line.admitted.saturating_sub(seats);
        ledger.left = ledger.left.map(|left| left + seats.saturating_sub(line.admitted));
    }
    ledgers
}
