//! The choices of a row, and whether the bands of the rules take them.

use std::collections::BTreeSet;

use paiwei_protocol::{
    choices::Choices,
    rules::{Program, Rules, Tier},
};

use super::{
    Problem,
    columns::{Plan, Wishes},
};
use crate::spreadsheet::Row;

/// A problem with the heading of its column.
pub(super) type Found = (String, Problem);

/// The values of a cell, trimmed, the empty ones left out. Without a separator there is one.
pub(super) fn split<'a>(text: &'a str, separator: Option<&str>) -> Vec<&'a str> {
    let values: Vec<&str> = match separator.filter(|separator| !separator.is_empty()) {
        Some(separator) => text.split(separator).collect(),
        None => vec![text],
    };
    values.into_iter().map(str::trim).filter(|value| !value.is_empty()).collect()
}

/// The choices of a row, or everything that is wrong with them.
pub(super) fn read(row: &Row, plan: &Plan<'_>, rules: &Rules) -> Result<Choices, Vec<Found>> {
    let mut form = Form { rules, choices: Choices::empty(rules.bands.len()), found: Vec::new() };
    for wishes in &plan.choices {
        form.fill(row, wishes, plan);
    }
    form.refuse_repeated(plan);
    if form.found.is_empty() { Ok(form.choices) } else { Err(form.found) }
}

/// What the family may not have meant.
pub(super) fn remarks(choices: &Choices, rules: &Rules, claims: &[String]) -> Vec<Found> {
    if choices.is_empty() {
        return vec![(String::new(), Problem::NothingChosen)];
    }
    let shut = |id: &str| {
        let (_, program) = rules.program(id)?;
        let found = (String::new(), Problem::NotEligible(id.to_owned()));
        (!is_open(program, claims)).then_some(found)
    };
    choices.iter().filter_map(|(_, id)| shut(id)).collect()
}

/// Whether some pool of the program has a tier for a holder of these categories.
fn is_open(program: &Program, claims: &[String]) -> bool {
    program.pools.iter().flat_map(|pool| &pool.tiers).any(|tier| match tier {
        Tier::Everyone => true,
        Tier::Categories(ids) => ids.iter().any(|id| claims.contains(id)),
    })
}

struct Form<'a> {
    rules: &'a Rules,
    choices: Choices,
    found: Vec<Found>,
}

impl Form<'_> {
    /// Puts the choices of some columns into their bands.
    fn fill(&mut self, row: &Row, wishes: &Wishes<'_>, plan: &Plan<'_>) {
        let programs = self.programs(row, wishes, plan);
        let bands = &wishes.source.bands;
        let most = match bands[..] {
            [band] => self.rules.bands[band - 1].most,
            _ => u32::try_from(bands.len()).unwrap_or(u32::MAX),
        };
        if programs.len() as u64 > u64::from(most) {
            let heading = wishes.columns.last().map_or(String::new(), |last| last.heading.clone());
            let found = programs.len();
            self.found.push((heading, Problem::TooManyChoices { most, found }));
            return;
        }
        for (slot, (heading, program)) in programs.into_iter().enumerate() {
            let band = if bands.len() == 1 { bands[0] } else { bands[slot] };
            if program.is_empty() {
                continue;
            }
            if !self.rules.bands[band - 1].programs.contains(&program) {
                self.found.push((heading, Problem::NotOffered { band, program }));
                continue;
            }
            self.choices.bands[band - 1].push(program);
        }
    }

    /// The ids that the columns stand for, each with its column's heading. Where every column is a
    /// band of its own, an empty cell holds its place.
    fn programs(
        &mut self,
        row: &Row,
        wishes: &Wishes<'_>,
        plan: &Plan<'_>,
    ) -> Vec<(String, String)> {
        let separator = wishes.source.separator.as_deref();
        let placed = wishes.source.bands.len() > 1 && separator.is_none();
        let mut programs = Vec::new();
        for column in &wishes.columns {
            let heading = &column.heading;
            let text = column.text(row).unwrap_or_else(|problem| {
                self.found.push((heading.clone(), problem));
                ""
            });
            let before = programs.len();
            for value in split(text, separator) {
                let id = plan.programs.get(value).map_or(value, String::as_str);
                match self.rules.program(id) {
                    Some(_) => programs.push((heading.clone(), id.to_owned())),
                    None => {
                        let problem = Problem::UnknownProgram(value.to_owned());
                        self.found.push((heading.clone(), problem));
                    }
                }
            }
            if placed && programs.len() == before {
                programs.push((heading.clone(), String::new()));
            }
        }
        programs
    }

    fn refuse_repeated(&mut self, plan: &Plan<'_>) {
        let mut seen = BTreeSet::new();
        let twice: Vec<String> = self
            .choices
            .iter()
            .filter(|(_, program)| !seen.insert(*program))
            .map(|(_, program)| program.to_owned())
            .collect();
        let columns = plan.choices.iter().flat_map(|wishes| &wishes.columns);
        let heading = columns.last().map_or(String::new(), |column| column.heading.clone());
        for program in twice {
            self.found.push((heading.clone(), Problem::ChosenTwice(program)));
        }
    }
}
