//! Rounds that are left on their way, each at another point, for whoever looks on to go on with: one
//! takes answers to its places, one is posted for objections, one is in review, one is at its
//! ceremony, one takes applications.

mod by_hand;
mod course;
mod review;

use paiwei_protocol::{
    journal::State,
    rules::{Dice, Rules, Titles},
};

use self::by_hand::KnownFamily;
use super::{DemoError, calendar::DAY, play::Receipts, registrations::HandedOver, stage::Stage};
use crate::{import::Registration, rounds, samples::SmallRound};

/// A round on its way.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftRound {
    /// Its rules.
    pub rules: Rules,
    /// Where it stands.
    pub state: State,
    /// Applications.
    pub applications: u64,
    /// Applications that await review.
    pub undecided: u64,
    /// Families who have no key and are known by a secret.
    pub families: Vec<LeftFamily>,
    /// A throw for its ceremony, if that is yet to come.
    pub dice: Option<String>,
}

impl LeftRound {
    /// Its id.
    #[must_use]
    pub fn id(&self) -> &str {
        &self.rules.round
    }

    /// Its titles.
    #[must_use]
    pub fn titles(&self) -> &Titles {
        &self.rules.titles
    }
}

/// A family that the office's hand applied for, and how it fared.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct LeftFamily {
    /// Its code.
    pub code: String,
    /// Its secret.
    pub secret: String,
    /// Whether it has a place; none before there is a result.
    pub placed: Option<bool>,
}

/// When a round opens and closes, in days before people look on, and what it leaves time for.
struct Times {
    open: i64,
    close: i64,
    objection: u64,
    answers: Option<i64>,
}

/// A round while it is brought where it is left.
struct Leaving {
    rules: Rules,
    children: Vec<Registration>,
    known: Vec<KnownFamily>,
    receipts: Receipts,
}

impl Leaving {
    fn id(&self) -> &str {
        &self.rules.round
    }
}

impl Stage {
    /// Announces a small round and reads its registrations.
    async fn prepare(&self, small: SmallRound, times: &Times) -> Result<Leaving, DemoError> {
        let mut rules = small.rules(&self.setting(Dice { sides: 10, throws: 40 }));
        rules.timeline.open = self.calendar.morning(times.open);
        rules.timeline.close = self.calendar.evening(times.close);
        rules.timeline.answers = times.answers.map(|day| self.calendar.evening(day));
        rules.posting.objection = times.objection * DAY;
        self.announce(small.round(), &rules).await?;
        let handed_over = HandedOver::of_small(small, self.rows)?;
        let children = handed_over.written_and_read(&self.place, &rules, self.clock_now())?;
        Ok(Leaving { rules, children, known: Vec::new(), receipts: Receipts::new() })
    }

    /// The round as it is left.
    async fn left(&self, leaving: Leaving) -> Result<LeftRound, DemoError> {
        let status = rounds::status(&self.office, leaving.id()).await?;
        let dice = match status.round.state {
            State::Frozen => Some(self.throw(&leaving.rules)?),
            _ => None,
        };
        self.begins(leaving.id(), super::LEFT);
        let families = self.fared(&leaving).await?;
        Ok(LeftRound {
            state: status.round.state,
            applications: status.applications,
            undecided: status.undecided,
            rules: leaving.rules,
            families,
            dice,
        })
    }

    async fn fared(&self, leaving: &Leaving) -> Result<Vec<LeftFamily>, DemoError> {
        let mut families = Vec::new();
        for KnownFamily { code, secret } in &leaving.known {
            let ranked = rounds::ranked(&self.office, leaving.id(), *code).await?;
            families.push(LeftFamily {
                code: code.to_string(),
                secret: secret.clone(),
                placed: ranked.map(|ranked| ranked.line.placement.is_some()),
            });
        }
        Ok(families)
    }
}
