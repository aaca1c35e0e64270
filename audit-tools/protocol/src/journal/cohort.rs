//! Announcements: each round once, and rounds of a cohort chained (PROTOCOL.md, section 10.3).

use super::{
    Announced, Journal, StepError,
    state::{Attempt, Round, State},
};

impl Journal {
    pub(super) fn announce(
        &mut self,
        index: u64,
        id: &str,
        attempt: u32,
        announced: &Announced,
    ) -> Result<(), StepError> {
        if self.rounds.contains_key(id) {
            return Err(StepError::RoundTwice { round: id.to_owned() });
        }
        if attempt != 1 {
            return Err(StepError::Attempt { named: attempt, current: 1 });
        }
        if announced.rehearsal != self.is_rehearsal() {
            return Err(StepError::Rehearsal);
        }
        self.cohort(announced)?;
        self.announced.push(id.to_owned());
        self.latest.insert(announced.cohort.clone(), id.to_owned());
        self.rounds.insert(
            id.to_owned(),
            Round {
                id: id.to_owned(),
                announced_index: index,
                announced: announced.clone(),
                state: State::Announced,
                intake: 0,
                posted: None,
                attempts: vec![Attempt::new(1, announced)],
            },
        );
        Ok(())
    }

    /// Section 10.3: rounds of a cohort are chained.
    fn cohort(&self, announced: &Announced) -> Result<(), StepError> {
        let wrong = |expected: Option<&String>| StepError::Follows {
            cohort: announced.cohort.clone(),
            expected: expected.cloned(),
            named: announced.follows.clone(),
        };
        if self.is_rehearsal() {
            return match &announced.follows {
                Some(id) if !self.rounds.contains_key(id) => Err(wrong(None)),
                _ => Ok(()),
            };
        }
        let latest = self.latest.get(&announced.cohort);
        if latest != announced.follows.as_ref() {
            return Err(wrong(latest));
        }
        let Some(round) = latest.and_then(|id| self.rounds.get(id)) else { return Ok(()) };
        if !matches!(round.state, State::Published | State::Void) {
            return Err(StepError::EarlierRunning { round: round.id.clone(), state: round.state });
        }
        if round.announced.tag_key != announced.tag_key {
            return Err(StepError::TagKey { round: round.id.clone() });
        }
        Ok(())
    }
}
