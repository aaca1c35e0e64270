//! What is published of a draw: results, cutoffs, waiting lists, and the seats of each program
//! (PROTOCOL.md, Results). Each file is written from an [`Outcome`](crate::assign::Outcome) and
//! read back strictly.

mod cutoffs;
mod error;
mod ledger;
mod line;
mod table;
mod waitlist;

pub use cutoffs::{CUTOFFS_HEADER, Cutoff, CutoffLine, Cutoffs};
pub use error::ResultsError;
pub use ledger::{SeatLedger, seat_ledgers};
pub use line::{Placement, ResultLine};
pub use table::{RESULTS_HEADER, Results};
pub use waitlist::{WAITLIST_HEADER, WaitLine, Waitlist};
