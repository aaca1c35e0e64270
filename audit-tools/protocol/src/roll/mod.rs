//! `roll.csv` and `posted.csv`: every code that ever got a receipt, and what the draw reads of it
//! (PROTOCOL.md, Roll).

mod line;

pub use line::{Line, MAX_NUMBER, Status};

/// Header of `roll.csv` and `posted.csv`.
pub const ROLL_HEADER: &str =
    "code,status,revision,key,tag,bundle,categories,points,choices,commitment";

/// A roll: its records, and their lines as the file has them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Roll {
    /// The records, ascending by code. A record's place here, from 0, is its index in the draw.
    pub lines: Vec<Line>,
    /// The record lines without LF: the leaves of the roll's Merkle tree.
    pub texts: Vec<String>,
}
