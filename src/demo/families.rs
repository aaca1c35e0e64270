//! The families whose receipts are kept: one with a place, one without, one with linked children.

use std::{fs, path::Path};

use paiwei_protocol::{
    ident::Code,
    results::{ResultLine, Results},
    roll::{Line, Roll, Status},
    rules::Rules,
};

use super::DemoError;

/// Their codes, from the published folder.
pub(super) fn picked(folder: &Path) -> Result<Vec<Code>, DemoError> {
    let read = |name: &str| {
        let path = folder.join(name);
        fs::read(&path).map_err(DemoError::at(&path))
    };
    let rules = Rules::read(&read("rules.json")?).map_err(|e| DemoError::published(&e))?;
    let roll = Roll::read("roll.csv", &read("roll.csv")?, &rules);
    let results = Results::read("results.csv", &read("results.csv")?);
    let roll = roll.map_err(|error| DemoError::published(&error))?;
    let results = results.map_err(|error| DemoError::published(&error))?;
    let lines: Vec<(&Line, &ResultLine)> = roll.lines.iter().zip(&results.lines).collect();
    let wanted: [fn(&Line, &ResultLine) -> bool; 3] = [
        |line, result| line.bundle.is_empty() && result.placement.is_some(),
        |line, result| line.bundle.is_empty() && result.placement.is_none(),
        |line, result| !line.bundle.is_empty() && result.placement.is_some(),
    ];
    let entered = |line: &Line| line.status == Status::Entered && !line.choices.is_empty();
    let first = |wanted: fn(&Line, &ResultLine) -> bool| {
        let found = lines.iter().find(|(line, result)| entered(line) && wanted(line, result));
        found.map(|(line, _)| line.code)
    };
    Ok(wanted.into_iter().filter_map(first).collect())
}
