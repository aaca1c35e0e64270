//! `roll.csv` and `posted.csv`: every code that ever got a receipt, and what the draw reads of it
//! (PROTOCOL.md, section 7).

mod error;
#[cfg(test)]
pub(crate) mod fixture;
mod line;
mod linked;
mod rare;
mod read;
#[cfg(test)]
mod tests;

pub use error::RollError;
pub use line::{Line, MAX_NUMBER, NotAStatus, Status};
pub use rare::{Combination, FEW, rare_combinations};

use crate::{digest::Digest, encoding::csv, ident::Code, merkle};

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

impl Roll {
    /// The bytes of a roll of these records, in the order given.
    #[must_use]
    pub fn write(lines: &[Line]) -> Vec<u8> {
        csv::table(ROLL_HEADER, lines.iter().map(Line::to_string))
    }

    /// The root of the Merkle tree over the record lines (PROTOCOL.md, section 2.10).
    #[must_use]
    pub fn root(&self) -> Digest {
        merkle::root(self.texts.iter().map(String::as_bytes))
    }

    /// The index of a code.
    #[must_use]
    pub fn index_of(&self, code: Code) -> Option<usize> {
        self.lines.binary_search_by_key(&code, |line| line.code).ok()
    }
}
