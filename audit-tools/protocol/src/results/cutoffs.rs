//! `cutoffs.csv`: for each pool the last key that was admitted (PROTOCOL.md, Results).

use std::cmp::max;

use super::error::{At, ResultsError};
use crate::{
    assign::{Market as _, Outcome, PoolRow, Pools, RankKey},
    encoding::{csv, decimal, json::MAX_INTEGER},
    place::Place,
    rules::{OrderKey, Rules},
};

/// Header of `cutoffs.csv`.
pub const CUTOFFS_HEADER: &str = "pool,seats,applied,admitted,cutoff";

/// `cutoffs.csv`: one record for each pool, in the numbering of [`Pools`].
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cutoffs {
    /// The records.
    pub lines: Vec<CutoffLine>,
}

/// What came of a pool. Children are counted, not units.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct CutoffLine {
    /// Id of the program.
    pub program: String,
    /// Id of the pool.
    pub pool: String,
    /// Seats; `None`: without limit.
    pub seats: Option<u64>,
    /// Children of the units whose list holds the pool.
    pub applied: u64,
    /// Children admitted.
    pub admitted: u64,
    /// How far down its ranking the pool admitted.
    pub cutoff: Cutoff,
}

/// How far down its ranking a pool admits.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Cutoff {
    /// Everybody: seats are left, or there is no limit.
    Open,
    /// Nobody: there is no seat.
    Closed,
    /// Up to this key, the last admitted unit's.
    At(RankKey),
}

impl Cutoff {
    /// Whether a unit with this key at the pool reaches the cutoff.
    #[must_use]
    pub fn admits(&self, key: &RankKey) -> bool {
        match self {
            Self::Open => true,
            Self::Closed => false,
            Self::At(last) => key <= last,
        }
    }

    /// As the table has it, for a pool of this order.
    #[must_use]
    pub fn to_text(&self, order: &[OrderKey]) -> String {
        match self {
            Self::Open => "open".to_owned(),
            Self::Closed => "closed".to_owned(),
            Self::At(key) => key.to_text(order),
        }
    }

    /// Reads [`Self::to_text`]; `None` for anything else.
    #[must_use]
    pub fn parse(text: &str, order: &[OrderKey]) -> Option<Self> {
        match text {
            "open" => Some(Self::Open),
            "closed" => Some(Self::Closed),
            key => RankKey::parse(key, order).map(Self::At),
        }
    }
}

impl Cutoffs {
    /// The cutoffs of a draw.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Self {
        let applicants = outcome.applicants();
        let mut lines: Vec<_> = applicants.pools().rows().iter().map(CutoffLine::empty).collect();
        let mut last: Vec<Option<RankKey>> = vec![None; lines.len()];
        for (number, unit) in outcome.units().iter().enumerate() {
            for (position, entry) in unit.list.iter().enumerate() {
                let line = &mut lines[entry.pool as usize];
                line.applied += unit.size();
                if outcome.position(number) == Some(position) {
                    line.admitted += unit.size();
                    let last = &mut last[entry.pool as usize];
                    *last = max(*last, Some(applicants.key(number, position)));
                }
            }
        }
        for (line, last) in lines.iter_mut().zip(last) {
            if line.is_full() {
                line.cutoff = last.map_or(Cutoff::Closed, Cutoff::At);
            }
        }
        Self { lines }
    }

    /// Reads the bytes of `file`, which must have a record for each pool of the rules, in their
    /// order.
    ///
    /// # Errors
    ///
    /// The first [`ResultsError`]: file, line, field. A record that contradicts the rules or
    /// itself is refused; whether the figures are right is for the draw to say.
    pub fn read(file: &str, bytes: &[u8], rules: &Rules) -> Result<Self, ResultsError> {
        let pools = Pools::of(rules);
        let mut lines = Vec::with_capacity(pools.rows().len());
        for record in csv::stream(file, bytes, CUTOFFS_HEADER)? {
            let record = record?;
            let at = At { file, line: record.line };
            let row = pools.rows().get(lines.len());
            let row = row.ok_or_else(|| at.refusal("pool", "no further record", record.text))?;
            lines.push(CutoffLine::of_fields(at, &record.fields, row)?);
        }
        match pools.rows().get(lines.len()) {
            Some(row) => {
                let place = Place::line(file, lines.len() as u64 + 2);
                Err(ResultsError::Missing { place, expected: row.name() })
            }
            None => Ok(Self { lines }),
        }
    }

    /// The bytes of `cutoffs.csv`; `rules` are those of the draw.
    #[must_use]
    pub fn write(&self, rules: &Rules) -> Vec<u8> {
        let pools = Pools::of(rules);
        let record = |(line, row): (&CutoffLine, &PoolRow)| line.to_text(&row.pool.order);
        csv::table(CUTOFFS_HEADER, self.lines.iter().zip(pools.rows()).map(record))
    }
}

impl CutoffLine {
    /// A pool to which nobody has applied yet.
    fn empty(row: &PoolRow) -> Self {
        Self {
            program: row.program.id.clone(),
            pool: row.pool.id.clone(),
            seats: row.pool.seats,
            applied: 0,
            admitted: 0,
            cutoff: Cutoff::Open,
        }
    }

    /// The record line without LF, for a pool of this order.
    #[must_use]
    pub fn to_text(&self, order: &[OrderKey]) -> String {
        let Self { program, pool, applied, admitted, .. } = self;
        let seats = seats_text(self.seats);
        format!("{program}/{pool},{seats},{applied},{admitted},{}", self.cutoff.to_text(order))
    }

    fn of_fields(at: At, fields: &[&str], row: &PoolRow) -> Result<Self, ResultsError> {
        let mut line = Self::empty(row);
        let expect = |field, found: &str, expected: String| match found == expected {
            true => Ok(()),
            false => Err(at.refusal(field, expected, found)),
        };
        expect("pool", fields[0], row.name())?;
        expect("seats", fields[1], seats_text(row.pool.seats))?;
        let children = |field, text| {
            let count = decimal::parse(text).filter(|&count| count <= MAX_INTEGER);
            count.ok_or_else(|| at.refusal(field, "a number of children", text))
        };
        line.applied = children("applied", fields[2])?;
        line.admitted = children("admitted", fields[3])?;
        if line.admitted > line.applied {
            return Err(at.refusal("admitted", "no more than applied", fields[3]));
        }
        let cutoff = Cutoff::parse(fields[4], &row.pool.order).filter(|it| line.may_have(it));
        line.cutoff = cutoff.ok_or_else(|| at.refusal("cutoff", line.kind(), fields[4]))?;
        Ok(line)
    }

    /// No seat is left.
    fn is_full(&self) -> bool {
        self.seats.is_some_and(|seats| self.admitted >= seats)
    }

    /// Whether the cutoff is of the kind that seats and admitted call for.
    fn may_have(&self, cutoff: &Cutoff) -> bool {
        match cutoff {
            Cutoff::Open => !self.is_full(),
            Cutoff::Closed => self.is_full() && self.admitted == 0,
            Cutoff::At(_) => self.is_full() && self.admitted > 0,
        }
    }

    fn kind(&self) -> &'static str {
        match (self.is_full(), self.admitted) {
            (false, _) => "open, as seats are left or there is no limit",
            (true, 0) => "closed, as there is no seat",
            (true, _) => "the key of the last admitted unit, as no seat is left",
        }
    }
}

/// Seats in a table: empty where there is no limit.
fn seats_text(seats: Option<u64>) -> String {
    seats.map_or_else(String::new, |seats| seats.to_string())
}
