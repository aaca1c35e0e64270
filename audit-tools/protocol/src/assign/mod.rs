//! Assignment: student-proposing deferred acceptance over seat pools (PROTOCOL.md, Assignment).
//!
//! `unit` makes units and their lists of the roll, `applicants` gives them numbers and ranks,
//! `propose` runs the algorithm, `outcome` is what comes out of it.

mod applicants;
mod outcome;
mod pool;
mod propose;
mod unit;

pub use applicants::{Applicants, Draw, number_of_choice, numbers_of_unit};
pub use outcome::{Outcome, assign};
pub use pool::{PoolRow, Pools, RankKey, Standing};
pub use propose::{Market, Proposals, propose};
pub use unit::{ListEntry, Unit};
