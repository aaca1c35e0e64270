//! Bundles of a roll: whether the lines bear each other out (PROTOCOL.md, section 7.3).

use super::{Roll, RollError, Status, read::place};
use crate::rules::Rules;

/// Judges the bundles of all lines, whose codes ascend.
pub(super) fn check(file: &str, roll: &Roll, rules: &Rules) -> Result<(), RollError> {
    let linked = roll.lines.iter().enumerate().filter(|(_, line)| !line.bundle.is_empty());
    for (index, _) in linked {
        let refuse = |field: &str, (problem, remedy)| RollError::Linked {
            place: place(file, index, field),
            problem,
            remedy,
        };
        check_size(roll, index, rules).map_err(|what| refuse("bundle", what))?;
        check_members(roll, index).map_err(|what| refuse("bundle", what))?;
        check_choices(roll, index).map_err(|what| refuse("choices", what))?;
    }
    Ok(())
}

/// A problem and its remedy.
type What = (String, &'static str);

fn check_size(roll: &Roll, index: usize, rules: &Rules) -> Result<(), What> {
    let line = &roll.lines[index];
    let size = line.bundle.len();
    let Some(most) = rules.bundles else {
        return Err(("the rules take no linked applications".to_owned(), "empty the field"));
    };
    if size as u64 > u64::from(most) {
        let problem = format!("{size} children are linked, the rules link at most {most}");
        return Err((problem, "link fewer"));
    }
    if !line.bundle.contains(&line.code) {
        let problem = format!("the bundle leaves out the line's own code {}", line.code);
        return Err((problem, "add it or empty the field"));
    }
    Ok(())
}

fn check_members(roll: &Roll, index: usize) -> Result<(), What> {
    let line = &roll.lines[index];
    for code in &line.bundle {
        let Some(member) = roll.index_of(*code).map(|index| &roll.lines[index]) else {
            return Err((format!("{code} is not in the roll"), "take it out of the bundle"));
        };
        if member.status != Status::Entered {
            let problem = format!("{code} is {}", member.status);
            return Err((problem, "take it out of the bundle"));
        }
        if member.bundle != line.bundle {
            let problem = format!("{code} does not carry this same bundle");
            return Err((problem, "write the same bundle on every member"));
        }
    }
    Ok(())
}

fn check_choices(roll: &Roll, index: usize) -> Result<(), What> {
    let line = &roll.lines[index];
    // All members are looked up before, so the first is there.
    let first = line.bundle.first().and_then(|code| roll.index_of(*code));
    match first {
        Some(first) if roll.lines[first].choices != line.choices => {
            let code = roll.lines[first].code;
            let problem = format!("the choices are not those of {code}, which is linked");
            Err((problem, "write the same choices on every member"))
        }
        _ => Ok(()),
    }
}
