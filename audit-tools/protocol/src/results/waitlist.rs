//! `waitlist.csv`: who would be next at each pool (PROTOCOL.md, Results).

use super::error::{At, ResultsError};
use crate::{
    assign::{Market as _, Outcome, PoolRow, Pools},
    encoding::{csv, decimal},
    ident::Code,
    rules::Rules,
};

/// Header of `waitlist.csv`.
pub const WAITLIST_HEADER: &str = "pool,position,code";

/// `waitlist.csv`: the waiting lists of all pools with a limit, pools in the order of the rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Waitlist {
    /// The records.
    pub lines: Vec<WaitLine>,
}

/// A unit on a waiting list.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct WaitLine {
    /// Number of the pool in [`Pools`].
    pub pool: usize,
    /// Position on the pool's list, from 1.
    pub position: u32,
    /// Code of the unit's first line.
    pub code: Code,
}

impl Waitlist {
    /// The waiting lists of a draw: at each pool with a limit the units that list it before the
    /// place they got, if any, and did not get a place in the same program; in the pool's ranking.
    #[must_use]
    pub fn of(outcome: &Outcome) -> Self {
        let key = |&(unit, position): &(usize, usize)| outcome.applicants().key(unit, position);
        let code = |unit: usize| outcome.lines()[outcome.units()[unit].index() as usize].code;
        let mut lines = Vec::new();
        for (pool, mut waiting) in waiting(outcome).into_iter().enumerate() {
            waiting.sort_by_cached_key(key);
            let units = (1..).zip(waiting);
            lines.extend(units.map(|(position, (unit, _))| WaitLine {
                pool,
                position,
                code: code(unit),
            }));
        }
        Self { lines }
    }

    /// Reads the bytes of `file`.
    ///
    /// # Errors
    ///
    /// The first [`ResultsError`]: file, line, field. Pools must be the rules', in their order and
    /// with a limit, positions consecutive; whether the units are right is for the draw to say.
    pub fn read(file: &str, bytes: &[u8], rules: &Rules) -> Result<Self, ResultsError> {
        let names = names(rules);
        let mut lines: Vec<WaitLine> = Vec::new();
        for record in csv::stream(file, bytes, WAITLIST_HEADER)? {
            let record = record?;
            let at = At { file, line: record.line };
            lines.push(WaitLine::of_fields(at, &record.fields, &names, lines.last())?);
        }
        Ok(Self { lines })
    }

    /// The bytes of `waitlist.csv`; `rules` are those of the draw.
    #[must_use]
    pub fn write(&self, rules: &Rules) -> Vec<u8> {
        let names: Vec<_> = Pools::of(rules).rows().iter().map(PoolRow::name).collect();
        let record =
            |line: &WaitLine| format!("{},{},{}", names[line.pool], line.position, line.code);
        csv::table(WAITLIST_HEADER, self.lines.iter().map(record))
    }
}

impl WaitLine {
    /// Reads the record after `last`; `names` has the pools with a limit.
    fn of_fields(
        at: At,
        fields: &[&str],
        names: &[(usize, String)],
        last: Option<&Self>,
    ) -> Result<Self, ResultsError> {
        let from = names.partition_point(|(pool, _)| last.is_some_and(|last| *pool < last.pool));
        let &(pool, _) =
            names[from..].iter().find(|(_, name)| name == fields[0]).ok_or_else(|| {
                at.refusal("pool", "a pool with seats, in the rules' order", fields[0])
            })?;
        let expected = match last {
            Some(last) if last.pool == pool => last.position.saturating_add(1),
            _ => 1,
        };
        let position = decimal::parse(fields[1])
            .filter(|position| *position == expected)
            .ok_or_else(|| at.refusal("position", expected.to_string(), fields[1]))?;
        let code = fields[2].parse().map_err(|_| at.refusal("code", "a code", fields[2]))?;
        Ok(Self { pool, position, code })
    }
}

/// Numbers and names of the pools with a limit: those which have waiting lists.
fn names(rules: &Rules) -> Vec<(usize, String)> {
    let pools = Pools::of(rules);
    let limited = pools.rows().iter().enumerate().filter(|(_, row)| row.pool.seats.is_some());
    limited.map(|(pool, row)| (pool, row.name())).collect()
}

/// For each pool the units that wait for it, with the pool's position on their lists.
fn waiting(outcome: &Outcome) -> Vec<Vec<(usize, usize)>> {
    let rows = outcome.applicants().pools().rows();
    let program = |pool: u32| rows[pool as usize].position;
    let mut waiting = vec![Vec::new(); rows.len()];
    for (number, unit) in outcome.units().iter().enumerate() {
        let placed_in = outcome.place(number).map(|entry| program(entry.pool));
        let before = &unit.list[..outcome.position(number).unwrap_or(unit.list.len())];
        for (position, entry) in before.iter().enumerate() {
            let limited = rows[entry.pool as usize].pool.seats.is_some();
            if limited && placed_in != Some(program(entry.pool)) {
                waiting[entry.pool as usize].push((number, position));
            }
        }
    }
    waiting
}
