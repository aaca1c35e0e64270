//! What the draw comes to: for each unit the pool that admits it (PROTOCOL.md, Assignment).

use super::{
    applicants::Applicants,
    propose::propose,
    unit::{ListEntry, Unit},
};
use crate::{
    draw::DrawKey,
    roll::{Line, Roll},
    rules::Rules,
};

/// The outcome of a draw: a function of rules, roll and draw key and of nothing else.
pub struct Outcome<'a> {
    applicants: Applicants<'a>,
    places: Vec<Option<usize>>,
}

/// Assigns the units of a roll that was read under these rules.
///
/// # Panics
///
/// If a line chooses a program which the rules do not have: no roll read under them does.
#[must_use]
pub fn assign<'a>(rules: &'a Rules, roll: &'a Roll, key: &DrawKey) -> Outcome<'a> {
    let applicants = Applicants::of(rules, &roll.lines, key);
    let places = propose(&applicants);
    Outcome { applicants, places }
}

impl<'a> Outcome<'a> {
    /// The rules of the round.
    #[must_use]
    pub fn rules(&self) -> &'a Rules {
        self.applicants.pools().rules()
    }

    /// The lines of the roll.
    #[must_use]
    pub fn lines(&self) -> &'a [Line] {
        self.applicants.lines()
    }

    /// The units with their numbers.
    #[must_use]
    pub fn applicants(&self) -> &Applicants<'a> {
        &self.applicants
    }

    /// The units, in the order of their first lines.
    #[must_use]
    pub fn units(&self) -> &[Unit] {
        self.applicants.units()
    }

    /// Position, on the unit's list, of the pool that admits it; `None`: unplaced.
    #[must_use]
    pub fn position(&self, unit: usize) -> Option<usize> {
        self.places[unit]
    }

    /// The pool that admits the unit; `None`: unplaced.
    #[must_use]
    pub fn place(&self, unit: usize) -> Option<&ListEntry> {
        self.places[unit].and_then(|position| self.applicants.entry(unit, position))
    }

    /// For each line of the roll its unit; `None` for lines that take no part.
    #[must_use]
    pub fn units_by_line(&self) -> Vec<Option<usize>> {
        let mut units = vec![None; self.lines().len()];
        for (unit, members) in self.units().iter().map(|unit| &unit.members).enumerate() {
            for &index in members {
                units[index as usize] = Some(unit);
            }
        }
        units
    }
}
