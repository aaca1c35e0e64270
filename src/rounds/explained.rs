//! One child's result, choice by choice and pool by pool, with what decided: what
//! `paiwei-audit explain` says, with ranks and positions beside the keys.

use paiwei_protocol::{
    assign::{Pools, RankKey, number_of_choice},
    draw::{Number, shell_lines},
    ident::Code,
    light::{ExplainedChoice, ExplainedPool, LightUnit, Verdict},
    results::{Cutoff, CutoffLine, Placement},
    roll::{Line, Status},
    rules::OrderKey,
};

use super::{Office, Ranked, RoundsError, ranked, tables::Tables};

/// A child's result.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Explained {
    /// What became of the application; who is not entered takes no part, and the rest is empty.
    pub status: Status,
    /// The codes that share this result: the child's own, or all linked ones.
    pub members: Vec<Code>,
    /// The unit's index in the roll, from 0.
    pub index: u32,
    /// The place as published.
    pub place: Option<Placement>,
    /// The choices in their order.
    pub choices: Vec<Choice>,
    /// Its numbers, with what their ranks are among.
    pub ranked: Ranked,
    /// Shell lines with which anybody recomputes the numbers: the draw key's, then one a number.
    pub shell: Vec<String>,
    /// The published place is the one that the cutoffs give.
    pub agrees: bool,
}

/// A choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Choice {
    /// Which it is, from 1.
    pub choice: u32,
    /// Its band, from 1.
    pub band: usize,
    /// Id of the program.
    pub program: String,
    /// The number that counts for it.
    pub number: Number,
    /// The rank of the number.
    pub rank: Option<u32>,
    /// How many it is among.
    pub among: u64,
    /// The program's pools in their order.
    pub pools: Vec<PoolStory>,
}

/// A pool of a choice.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolStory {
    /// What came of the pool: seats, applicants, cutoff.
    pub line: CutoffLine,
    /// What it comes to for the child.
    pub verdict: Verdict,
    /// What kept the child out; none: its number, or nothing did.
    pub decided_by: Option<OrderKey>,
    /// The child's standing.
    pub own: Option<PoolStanding>,
    /// The standing of the last one admitted, where the pool is full.
    pub last: Option<PoolStanding>,
    /// Position on the waiting list, from 1, and how many wait.
    pub waiting: Option<(u32, u32)>,
}

/// A standing in a pool: the values of its order, and the rank of the number after them.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct PoolStanding {
    /// Bands and tiers from 0, points as such.
    pub parts: Vec<(OrderKey, u32)>,
    /// Rank of the number among all who chose the program (or all, where a child has one number).
    pub rank: Option<u32>,
}

/// The result of a code explained; none as for [`ranked`].
///
/// # Errors
///
/// [`RoundsError::UnknownRound`].
pub async fn explained(
    office: &Office,
    round: &str,
    code: Code,
) -> Result<Option<Explained>, RoundsError> {
    let Some(ranked) = ranked(office, round, code).await? else { return Ok(None) };
    let Some(tables) = super::tables(office, round).await? else { return Ok(None) };
    Ok(tables.explained(code, ranked))
}

impl Tables {
    fn explained(&self, code: Code, ranked: Ranked) -> Option<Explained> {
        let own = &self.roll.lines[self.roll.index_of(code)?];
        let members = self.members(own);
        let mut explained = Explained {
            status: own.status,
            members: members.iter().map(|(_, line)| line.code).collect(),
            index: members.first()?.0,
            place: ranked.line.placement.clone(),
            choices: Vec::new(),
            shell: Vec::new(),
            agrees: true,
            ranked,
        };
        // Lines that are not entered are no unit: they take no part.
        let Ok(unit) = LightUnit::of(&self.rules, &members, &self.key) else {
            return Some(explained);
        };
        explained.agrees = unit.place(&self.cutoffs) == explained.place;
        explained.shell = self.shell(&unit, explained.index);
        let told = unit.explain(&self.cutoffs, &explained.ranked.line.ranks);
        let first = explained.members[0];
        let among = |choice| {
            let slot = number_of_choice(self.rules.numbers, choice);
            explained.ranked.among.get(slot).map_or(0, |(_, among)| *among)
        };
        let choices = told.iter().map(|told| self.choice(told, among(told.choice - 1), first));
        explained.choices = choices.collect();
        Some(explained)
    }

    /// The unit's lines with their indexes.
    fn members<'r>(&'r self, own: &'r Line) -> Vec<(u32, &'r Line)> {
        let codes = if own.bundle.is_empty() { vec![own.code] } else { own.bundle.clone() };
        let find = |code: &Code| {
            let index = self.roll.index_of(*code)?;
            Some((u32::try_from(index).ok()?, &self.roll.lines[index]))
        };
        codes.iter().filter_map(find).collect()
    }

    fn shell(&self, unit: &LightUnit<'_>, index: u32) -> Vec<String> {
        let mut lines: Vec<String> = Vec::new();
        for lane in unit.lanes() {
            let [key, number] = shell_lines(&self.key, lane, index.into());
            if lines.is_empty() {
                lines.push(key);
            }
            lines.push(number);
        }
        lines
    }

    fn choice(&self, told: &ExplainedChoice<'_>, among: u64, first: Code) -> Choice {
        let numbers = Pools::of(&self.rules).of_program(told.program);
        let pools = numbers.zip(&told.pools);
        Choice {
            choice: told.choice,
            band: told.band + 1,
            program: told.program.to_owned(),
            number: told.number,
            rank: told.rank,
            among,
            pools: pools.map(|(number, pool)| self.pool(number, pool, told, first)).collect(),
        }
    }

    fn pool(
        &self,
        number: usize,
        told: &ExplainedPool<'_>,
        choice: &ExplainedChoice<'_>,
        first: Code,
    ) -> PoolStory {
        let last = self.last(number, told.order);
        let decided_by = match (&told.key, &told.cutoff, told.verdict) {
            (Some(own), Cutoff::At(last), Verdict::Missed) => own.differs_in(last, told.order),
            _ => None,
        };
        let own =
            told.key.map(|key| PoolStanding { parts: key.parts(told.order), rank: choice.rank });
        PoolStory {
            line: self.cutoffs.lines[number].clone(),
            verdict: told.verdict,
            decided_by,
            own,
            last,
            waiting: self.waiting(number, first),
        }
    }

    /// The standing of the last unit that a pool admitted; none unless it is full.
    #[must_use]
    pub fn last(&self, pool: usize, order: &[OrderKey]) -> Option<PoolStanding> {
        let line = &self.cutoffs.lines[pool];
        let Cutoff::At(key) = &line.cutoff else { return None };
        Some(PoolStanding { parts: key.parts(order), rank: self.rank(&line.program, key) })
    }

    /// The rank of an admitted unit's number at a program.
    fn rank(&self, program: &str, key: &RankKey) -> Option<u32> {
        let index = key.index() as usize;
        let choices = &self.roll.lines.get(index)?.choices;
        let choice = choices.iter().position(|(_, chosen)| chosen == program)?;
        let slot = number_of_choice(self.rules.numbers, u32::try_from(choice).ok()?);
        self.results.lines.get(index)?.ranks.get(slot).copied()
    }

    /// Position of a unit on a pool's waiting list, and how many wait.
    fn waiting(&self, pool: usize, first: Code) -> Option<(u32, u32)> {
        let lines = self.waiting_at(pool);
        let own = lines.iter().find(|line| line.code == first)?;
        Some((own.position, lines.last()?.position))
    }

    /// The waiting list of a pool, by its number in the order of the rules.
    #[must_use]
    pub fn waiting_at(&self, pool: usize) -> &[paiwei_protocol::results::WaitLine] {
        let lines = &self.waitlist.lines;
        let from = lines.partition_point(|line| line.pool < pool);
        let to = lines.partition_point(|line| line.pool <= pool);
        &lines[from..to]
    }
}
