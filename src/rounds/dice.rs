//! Dice: typed by one person, typed again blind by a second, journalled before anybody confirms.

use paiwei_protocol::{
    dice::to_text,
    journal::{Entry, Event, Plan, Recorded, State, evidence::dice_spec},
};

use super::{
    Appended, Done, Office, Pending, RoundsError,
    confirm::{load, put, settle},
    step::Step,
};

/// Journals a throw as two people typed it, and asks observers to confirm it: see `confirm`.
///
/// # Errors
///
/// [`RoundsError::TypedDifferently`] names the throw; [`RoundsError::Differs`] where another throw
/// is journalled, which only a vetoed throw replaces; [`RoundsError::OutOfOrder`].
pub async fn dice(
    office: &Office,
    round: &str,
    typed: &str,
    typed_again: &str,
) -> Result<Done<Appended>, RoundsError> {
    let faces = same_faces(typed, typed_again)?;
    let mut step = office.begin().await?;
    let thrown = |event: &Event| matches!(event, Event::DiceThrown { .. });
    if let Some(done) = step.before(round, thrown)?
        && let Some(before) = standing(&step, round)?
    {
        if before != faces {
            return Err(RoundsError::Differs { step: "dice", done: before, asked: faces });
        }
        // Typed again, the throw is the one to be confirmed, also after a veto was asked for.
        if matches!(step.round(round)?.state, State::Dicing | State::Thrown) {
            step.keep_request(round).await?;
            step.commit().await?;
        }
        return Ok(done);
    }
    let states: &[State] = match step.round(round)?.plan() {
        Plan::Dice => &[State::Witnessed],
        Plan::DiceAndDrand => &[State::Opened, State::Failed],
        Plan::Drand => &[State::Failed],
    };
    step.expect(round, "dice", states)?;
    let event = Event::DiceThrown { dice: faces, again: None, confirmations: Vec::new() };
    let appended = step.append(round, event).await?;
    ask_to_confirm(&mut step, round).await?;
    settle(&mut step, round).await?;
    step.commit().await?;
    Ok(Done::now(appended))
}

/// Asks observers to confirm that a throw is vetoed and another stands in its place: `why` is
/// published, and so is the first throw.
///
/// # Errors
///
/// As [`dice`].
pub async fn dice_again(
    office: &Office,
    round: &str,
    typed: &str,
    typed_again: &str,
    why: &str,
) -> Result<Done<Pending>, RoundsError> {
    let faces = same_faces(typed, typed_again)?;
    let step = office.begin().await?;
    step.expect(round, "dice again", &[State::Dicing, State::Thrown])?;
    let (dice, again) = (faces, Some(why.to_owned()));
    let event = Event::DiceThrown { dice, again, confirmations: Vec::new() };
    put(step, round, event).await
}

/// The throw that stands now: after a second throw of another source, that one.
fn standing(step: &Step<'_>, round: &str) -> Result<Option<String>, RoundsError> {
    let found = step.round(round)?;
    let fallback_due = found.state == State::Failed;
    Ok(found.current().thrown.clone().filter(|_| !fallback_due))
}

impl Step<'_> {
    /// Asks to confirm the throw that stands, unless just that waits.
    async fn keep_request(&mut self, round: &str) -> Result<(), RoundsError> {
        let history = self.history.clone();
        let waiting = load(self, &history, round).await?;
        if waiting.is_some_and(|waiting| waiting.kind == "randomness-recorded") {
            return Ok(());
        }
        ask_to_confirm(self, round).await
    }
}

/// Keeps the request to confirm the throw that stands.
pub(super) async fn ask_to_confirm(step: &mut Step<'_>, round: &str) -> Result<(), RoundsError> {
    let rules = step.rules(round).await?;
    let attempt = step.round(round)?.current().clone();
    let Some(dice) = attempt.thrown.clone().filter(|_| dice_spec(&rules, &attempt).is_some())
    else {
        return Ok(());
    };
    let fallback = attempt.order.is_some_and(|(_, drand)| drand.is_some());
    let recorded = Recorded::Dice { fallback, dice, confirmations: Vec::new() };
    let event = Event::RandomnessRecorded(recorded);
    let entry = Entry::of_round(step.now()?, round, attempt.number, event);
    Ok(step.put_pending(round, attempt.number, &entry.to_bytes()).await?)
}

/// The faces, if both people typed the same: single spaces, no leading zeros.
fn same_faces(typed: &str, again: &str) -> Result<String, RoundsError> {
    let (first, second): (Vec<&str>, Vec<&str>) =
        (typed.split_whitespace().collect(), again.split_whitespace().collect());
    let differing = |number: usize| {
        let word = |words: &[&str]| words.get(number).copied().unwrap_or("").to_owned();
        let (first, second) = (word(&first), word(&second));
        (first != second).then_some(RoundsError::TypedDifferently {
            number: number + 1,
            first,
            second,
        })
    };
    match (0..first.len().max(second.len())).find_map(differing) {
        Some(error) => Err(error),
        None => {
            let faces = first.iter().map(|face| face.parse().ok()).collect::<Option<Vec<u32>>>();
            // What is no number is refused with its place by the rules' dice.
            Ok(faces.map_or_else(|| first.join(" "), |faces| to_text(&faces)))
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_people_must_type_the_same() {
        assert_eq!(same_faces("4 1  6\n10", " 4 1 6 10 ").unwrap(), "4 1 6 10");
        assert_eq!(same_faces("4 x", "4 x").unwrap(), "4 x");
        for (first, second, at) in [("4 1 6", "4 1 5", 3), ("4 1", "4 1 6", 3), ("1 4", "4 1", 1)] {
            match same_faces(first, second).unwrap_err() {
                RoundsError::TypedDifferently { number, .. } => assert_eq!(number, at),
                other => panic!("{other}"),
            }
        }
    }
}
