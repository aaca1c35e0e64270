//! Dice: typed by one person, and again by a second who doesn't see what the first typed.

use paiwei_audit::texts::Message;
use paiwei_protocol::{
    journal::State,
    rules::{Dice, Rules},
};

use super::{Answer, Console, Failure, args_round::DiceArgs, desk::Desk, files, round::pending};
use crate::rounds::{self, RoundsError, Task};

/// Faces that are typed at one prompt.
const AT_ONCE: usize = 10;

pub(super) async fn run(desk: &Desk<'_>, args: &DiceArgs) -> Result<Answer, Failure> {
    let task = if args.vetoed.is_some() { Task::DiceAgain } else { Task::Dice };
    desk.agree(task).await?;
    let (first, second) = match given(args)? {
        Some(faces) => faces,
        None => typed(desk).await?,
    };
    let (office, round) = (&desk.office, desk.round);
    match &args.vetoed {
        None => desk.appended(task, &rounds::dice(office, round, &first, &second).await?).await,
        Some(why) => {
            let done = rounds::dice_again(office, round, &first, &second, why).await?;
            pending(desk, task, done).await
        }
    }
}

/// The faces of both people, from files or the command line.
fn given(args: &DiceArgs) -> Result<Option<(String, String)>, Failure> {
    let one = |file: &Option<std::path::PathBuf>, faces: &Option<String>| match (file, faces) {
        (Some(file), _) => Ok(Some(String::from_utf8_lossy(&files::read(file)?).trim().to_owned())),
        (None, faces) => Ok::<_, Failure>(faces.clone()),
    };
    let first = one(&args.first, &args.faces)?;
    let second = one(&args.second, &args.again)?;
    Ok(first.zip(second))
}

/// The faces of both people, typed one after the other; the screen is cleared between them.
async fn typed(desk: &Desk<'_>) -> Result<(String, String), Failure> {
    let console = desk.console;
    if !console.is_interactive() {
        return Err(Failure::NoTerminal);
    }
    let dice = wanted(desk).await?;
    let first = faces(console, dice, "dice-first")?;
    console.clear();
    let second = faces(console, dice, "dice-second")?;
    console.clear();
    Ok((first, second))
}

/// The dice of the rules, as far as they are to be thrown now.
async fn wanted(desk: &Desk<'_>) -> Result<Dice, Failure> {
    let status = rounds::status(&desk.office, desk.round).await?;
    let rules = rounds::rules(&desk.office, desk.round).await?;
    let due = if status.round.state == State::Failed { fallback(&rules) } else { rules.dice() };
    due.or_else(|| fallback(&rules)).ok_or_else(|| {
        RoundsError::OutOfOrder {
            round: desk.round.to_owned(),
            step: "dice",
            state: status.round.state,
            next: status.next,
        }
        .into()
    })
}

fn fallback(rules: &Rules) -> Option<Dice> {
    rules.randomness.fallback
}

/// One person's faces: ten at a prompt, each checked against the die's sides at once.
fn faces(console: &Console, dice: Dice, who: &str) -> Result<String, Failure> {
    let Dice { sides, throws } = dice;
    console.tell(&Message::new(who).with("throws", throws).with("sides", sides));
    let throws = usize::try_from(throws).unwrap_or(usize::MAX);
    let mut all: Vec<String> = Vec::new();
    while all.len() < throws {
        let upto = (all.len() + AT_ONCE).min(throws);
        let question = Message::new("dice-ask").with("from", all.len() + 1).with("to", upto);
        let line = console.ask(&question)?;
        if line.is_empty() {
            return Err(Failure::Declined);
        }
        match read(&line, upto - all.len(), sides) {
            Some(faces) => all.extend(faces),
            None => {
                let message = Message::new("dice-wrong").with("count", upto - all.len());
                console.tell(&message.with("sides", sides));
            }
        }
    }
    Ok(all.join(" "))
}

/// The faces of a line: as many as asked for, each from 1 to the number of sides.
fn read(line: &str, count: usize, sides: u32) -> Option<Vec<String>> {
    let faces: Option<Vec<u32>> = line.split_whitespace().map(|face| face.parse().ok()).collect();
    let faces = faces.filter(|faces| faces.len() == count)?;
    let on_die = faces.iter().all(|face| (1..=sides).contains(face));
    on_die.then(|| faces.iter().map(ToString::to_string).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn faces_are_asked_for_until_they_are_right() {
        let dice = Dice { sides: 6, throws: 12 };
        let typed = "1 2 3 4 5 6 1 2 3\n1 2 3 4 5 6 1 2 3 7\n1 2 3 4 5 6 1 2 3 4\n 5  6 \n";
        let faces = faces(&Console::typing(typed), dice, "dice-first").unwrap();
        assert_eq!(faces, "1 2 3 4 5 6 1 2 3 4 5 6");
    }

    #[test]
    fn an_ended_input_is_no_throw() {
        let console = Console::typing("1 2\n");
        let ended = super::faces(&console, Dice { sides: 6, throws: 3 }, "dice-first");
        assert!(matches!(ended, Err(Failure::Declined)));
    }
}
