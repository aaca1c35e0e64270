//! One roll and one draw key under two sets of bands: what choice-first and number-first change.

use paiwei_protocol::{
    assign::{Outcome, assign},
    choices::Choices,
    draw::DrawKey,
    roll::{Line, Roll, RollError, Status},
    rules::Rules,
};

/// How the children fare under one set of rules.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fared {
    /// Children who got their first choice.
    pub first: u64,
    /// Children who got one of their first three choices.
    pub first_three: u64,
    /// Children in a place.
    pub placed: u64,
    /// Children whom a program turned away though it took somebody with a later number: what a
    /// family can't understand, and what number-first rules keep small.
    pub overtaken: u64,
}

/// What another set of rules would change.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Comparison {
    /// Under the rules of the round.
    pub published: Fared,
    /// Under the others.
    pub instead: Fared,
    /// Children in another place, or placed under one set of rules only.
    pub moved: u64,
    /// Children who would get an earlier choice under the others.
    pub better: u64,
    /// Children who would get a later choice, or none.
    pub worse: u64,
}

/// Holds the outcome under `rules` against the one under `instead`: the same children with the same
/// lists and the same numbers, their choices poured into the other bands in their order. Both number
/// each child once.
///
/// # Errors
///
/// [`RollError`] if the choices don't fit the other bands.
pub(super) fn compare(
    rules: &Rules,
    instead: &Rules,
    roll: &Roll,
    key: &DrawKey,
) -> Result<Comparison, RollError> {
    let poured: Vec<Line> = roll.lines.iter().map(|line| pour(line, instead)).collect();
    let other = Roll::read("roll.csv", &Roll::write(&poured), instead)?;
    let (published, what_if) = (assign(rules, roll, key), assign(instead, &other, key));
    let mut comparison = Comparison {
        published: fared(&published),
        instead: fared(&what_if),
        moved: 0,
        better: 0,
        worse: 0,
    };
    for (now, then) in choices_got(&published).into_iter().zip(choices_got(&what_if)) {
        // Nothing comes after every choice.
        let (now, then) = (now.unwrap_or(u32::MAX), then.unwrap_or(u32::MAX));
        comparison.moved += u64::from(now != then);
        comparison.better += u64::from(then < now);
        comparison.worse += u64::from(then > now);
    }
    Ok(comparison)
}

/// A line with its choices in other bands: each choice goes into the first band from the last one's
/// on that offers it and has room.
fn pour(line: &Line, instead: &Rules) -> Line {
    if line.status != Status::Entered {
        return line.clone();
    }
    let mut bands = vec![Vec::new(); instead.bands.len()];
    let mut at = 0;
    for (_, program) in line.choices.iter() {
        let fits = |band: usize| {
            let offered = &instead.bands[band];
            offered.programs.iter().any(|id| id == program)
                && bands[band].len() < usize::try_from(offered.most).unwrap_or(usize::MAX)
        };
        if let Some(band) = (at..instead.bands.len()).find(|&band| fits(band)) {
            bands[band].push(program.to_owned());
            at = band;
        }
    }
    Line { choices: Choices { bands }, ..line.clone() }
}

/// For each line that takes part the choice that it got, from 1.
fn choices_got(outcome: &Outcome) -> Vec<Option<u32>> {
    let units = outcome.units_by_line();
    let entered = units.into_iter().flatten();
    entered.map(|unit| outcome.place(unit).map(|place| place.choice + 1)).collect()
}

fn fared(outcome: &Outcome) -> Fared {
    let got = choices_got(outcome);
    let up_to = |most: u32| got.iter().flatten().filter(|&&choice| choice <= most).count() as u64;
    Fared {
        first: up_to(1),
        first_three: up_to(3),
        placed: up_to(u32::MAX),
        overtaken: overtaken(outcome),
    }
}

/// Children of units that listed a program before what they got, where the program took a unit
/// with a later number.
fn overtaken(outcome: &Outcome) -> u64 {
    let units = outcome.units();
    let draw = |unit: usize| outcome.applicants().draws(unit).first().map(|draw| draw.number);
    let mut latest = vec![None; outcome.applicants().pools().rows().len()];
    for unit in 0..units.len() {
        if let Some(place) = outcome.place(unit) {
            let last = &mut latest[place.pool as usize];
            *last = (*last).max(draw(unit));
        }
    }
    let passed = |unit: &usize| {
        let before = outcome.position(*unit).unwrap_or(units[*unit].list.len());
        units[*unit].list[..before].iter().any(|entry| draw(*unit) < latest[entry.pool as usize])
    };
    (0..units.len()).filter(passed).map(|unit| units[unit].size()).sum()
}
