//! The light check: one unit's place from its own lines and the published cutoffs, without the
//! rest of the roll (PROTOCOL.md, The light check).
//!
//! It shows that a place is consistent with the published cutoffs. Whether the cutoffs are right
//! only the full draw shows.

use crate::{
    assign::{ListEntry, PoolRow, Pools, RankKey, Unit, number_of_choice, numbers_of_unit},
    choices::Choices,
    draw::{DrawKey, LANE_OF_CHILD, Number, lane_of_program},
    ident::Code,
    results::{Cutoff, Cutoffs, Placement},
    roll::{Line, Status},
    rules::{Numbers, OrderKey, Rules},
};

/// Why lines of the roll are not one unit's.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum LightError {
    /// No line was given.
    #[error("no line of the roll was given; a check needs the lines of all members")]
    Empty,
    /// The line takes no part in the draw.
    #[error("{0} is not entered, so it takes no part in the draw and has no place to check")]
    NotEntered(Code),
    /// The lines are not exactly those of one bundle, or of one child without bundle.
    #[error("the lines given are not the bundle that {0} names; give all its lines as in the roll")]
    Bundle(Code),
    /// Members of a bundle with different choices.
    #[error("the choices of {0} differ from those of the first child of its bundle")]
    Choices(Code),
    /// A choice that the rules do not have.
    #[error("the rules have no program {program}, which {code} chooses; are they of this round?")]
    Program {
        /// The first line.
        code: Code,
        /// The unknown program.
        program: String,
    },
}

/// A unit with its numbers, made of its own lines.
pub struct LightUnit<'a> {
    pools: Pools<'a>,
    choices: &'a Choices,
    unit: Unit,
    numbers: Vec<Number>,
}

impl<'a> LightUnit<'a> {
    /// The unit of these lines, given with their indexes ascending: the line of a child without
    /// bundle, or all lines of a bundle.
    ///
    /// # Errors
    ///
    /// [`LightError`] if they are not.
    pub fn of(
        rules: &'a Rules,
        members: &[(u32, &'a Line)],
        key: &DrawKey,
    ) -> Result<Self, LightError> {
        let &(index, first) = members.first().ok_or(LightError::Empty)?;
        check_members(members)?;
        let pools = Pools::of(rules);
        let known = |program: &str| pools.program_position(program).is_some();
        if let Some((_, program)) = first.choices.iter().find(|(_, program)| !known(program)) {
            return Err(LightError::Program { code: first.code, program: program.to_owned() });
        }
        let numbers = numbers_of_unit(&pools, key, index, &first.choices);
        let unit = Unit::of(&pools, members);
        Ok(Self { pools, choices: &first.choices, unit, numbers })
    }

    /// Its numbers as `results.csv` has them.
    #[must_use]
    pub fn numbers(&self) -> &[Number] {
        &self.numbers
    }

    /// The lane of each of its numbers (PROTOCOL.md, section 12.3).
    #[must_use]
    pub fn lanes(&self) -> Vec<u64> {
        let position = |program: &str| self.pools.program_position(program);
        match self.pools.rules().numbers {
            Numbers::PerChild => vec![LANE_OF_CHILD],
            Numbers::PerProgram => self
                .choices
                .iter()
                .filter_map(|(_, program)| position(program).map(lane_of_program))
                .collect(),
        }
    }

    /// Its place: the first pool on its list whose cutoff it reaches. The cutoffs must have been
    /// read under the same rules.
    #[must_use]
    pub fn place(&self, cutoffs: &Cutoffs) -> Option<Placement> {
        let entry = self.place_entry(cutoffs)?;
        let row = self.row(entry);
        Some(Placement {
            program: row.program.id.clone(),
            pool: row.pool.id.clone(),
            choice: entry.choice + 1,
        })
    }

    /// Choice by choice and pool by pool: key against cutoff. `ranks` are those of its line of
    /// `results.csv`, for the eyes of people.
    #[must_use]
    pub fn explain(&self, cutoffs: &Cutoffs, ranks: &[u32]) -> Vec<ExplainedChoice<'a>> {
        let placed = self.place_entry(cutoffs).copied();
        (0..)
            .zip(self.choices.iter())
            .map(|(choice, (band, program))| {
                let slot = number_of_choice(self.pools.rules().numbers, choice);
                let pools = self.pools.of_program(program);
                ExplainedChoice {
                    choice: choice + 1,
                    band,
                    program,
                    number: self.numbers[slot],
                    rank: ranks.get(slot).copied(),
                    pools: pools.map(|pool| self.explain_pool(pool, cutoffs, placed)).collect(),
                }
            })
            .collect()
    }

    fn explain_pool(
        &self,
        pool: usize,
        cutoffs: &Cutoffs,
        placed: Option<ListEntry>,
    ) -> ExplainedPool<'a> {
        let row = &self.pools.rows()[pool];
        let entry = self.unit.list.iter().find(|entry| entry.pool as usize == pool);
        let key = entry.map(|entry| self.key(entry));
        let cutoff = cutoffs.lines[pool].cutoff;
        let verdict = match (key, entry.copied() == placed) {
            (None, _) => Verdict::NotEligible,
            (Some(_), true) => Verdict::Placed,
            (Some(key), false) if cutoff.admits(&key) => Verdict::NotNeeded,
            (Some(_), false) => Verdict::Missed,
        };
        ExplainedPool { pool: &row.pool.id, order: &row.pool.order, key, cutoff, verdict }
    }

    fn place_entry(&self, cutoffs: &Cutoffs) -> Option<&ListEntry> {
        let reached =
            |entry: &&ListEntry| cutoffs.lines[entry.pool as usize].cutoff.admits(&self.key(entry));
        self.unit.list.iter().find(reached)
    }

    fn row(&self, entry: &ListEntry) -> &PoolRow<'a> {
        &self.pools.rows()[entry.pool as usize]
    }

    fn key(&self, entry: &ListEntry) -> RankKey {
        let slot = number_of_choice(self.pools.rules().numbers, entry.choice);
        let order = &self.row(entry).pool.order;
        let standing = self.unit.standing(entry);
        RankKey::new(order, standing, self.numbers[slot], self.unit.index())
    }
}

/// A choice of the unit, explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedChoice<'a> {
    /// Which choice it is, from 1, over all bands.
    pub choice: u32,
    /// Its band, from 0.
    pub band: usize,
    /// Id of the program.
    pub program: &'a str,
    /// The unit's number there.
    pub number: Number,
    /// The rank of the number, as published.
    pub rank: Option<u32>,
    /// The pools of the program, in order.
    pub pools: Vec<ExplainedPool<'a>>,
}

/// A pool of a choice, explained.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ExplainedPool<'a> {
    /// Id of the pool.
    pub pool: &'a str,
    /// What the pool ranks by: keys and cutoffs are printed with it.
    pub order: &'a [OrderKey],
    /// The unit's key; `None`: the pool is not open to it.
    pub key: Option<RankKey>,
    /// The pool's cutoff.
    pub cutoff: Cutoff,
    /// What that comes to.
    pub verdict: Verdict,
}

/// What a pool comes to for a unit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Verdict {
    /// The unit has no tier there.
    NotEligible,
    /// Its key is behind the cutoff.
    Missed,
    /// The first pool whose cutoff it reaches: its place.
    Placed,
    /// It reaches the cutoff, but has its place further up its list.
    NotNeeded,
}

/// The lines are exactly one unit's.
fn check_members(members: &[(u32, &Line)]) -> Result<(), LightError> {
    let codes: Vec<Code> = members.iter().map(|(_, line)| line.code).collect();
    let ascending = members.is_sorted_by(|(left, _), (right, _)| left < right);
    let bundle: &[Code] = if let [_] = members { &[] } else { &codes };
    for (_, line) in members {
        if line.status != Status::Entered {
            return Err(LightError::NotEntered(line.code));
        }
        if !ascending || line.bundle != bundle {
            return Err(LightError::Bundle(line.code));
        }
        if line.choices != members[0].1.choices {
            return Err(LightError::Choices(line.code));
        }
    }
    Ok(())
}
