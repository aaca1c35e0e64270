//! The days on which the rounds are brought where they are left. One office, one journal: what happens
//! in several rounds stands there in the order of the days.

use serde_json::{Value, json};

use super::{
    super::{DemoError, calendar::HOUR, objections::decision, registrations::late, stage::Stage},
    Leaving, LeftRound, Times,
    review::decisions,
};
use crate::{rounds, samples::SmallRound};

/// What two families object to.
const OBJECTIONS: [&str; 2] = [
    "孩子的姐姐在本校三年级就读，公示名单没有认定“在校生弟妹”，请按附上的学生证再核一次。",
    "公示名单里我家登记的是区外户籍，我们上月已经迁入清川区，户口簿可以带来现场核对。",
];

/// A round while it is brought where it is left.
struct Rounds {
    answering: Leaving,
    posted: Leaving,
    reviewed: Leaving,
    ceremony: Leaving,
    open: Leaving,
}

impl Stage {
    /// Leaves five rounds on their way.
    pub(in crate::demo) async fn leave(&self) -> Result<Vec<LeftRound>, DemoError> {
        self.clock.until(self.calendar.morning(-22));
        let mut rounds = self.announced().await?;
        self.to_posting(&mut rounds).await?;
        self.to_ceremony(&mut rounds).await?;
        self.to_review(&mut rounds).await?;
        self.clock.until(self.calendar.now());
        late(&self.place)?;
        let Rounds { answering, posted, reviewed, ceremony, open } = rounds;
        let mut left = Vec::new();
        for leaving in [open, reviewed, posted, ceremony, answering] {
            left.push(self.left(leaving).await?);
        }
        Ok(left)
    }

    async fn announced(&self) -> Result<Rounds, DemoError> {
        let times = |open, close, objection| Times { open, close, objection, answers: None };
        let answers = Times { answers: Some(8), ..times(-20, -14, 2) };
        Ok(Rounds {
            answering: self.prepare(SmallRound::Tingxi, &answers).await?,
            ceremony: self.prepare(SmallRound::Shiguang, &times(-20, -14, 2)).await?,
            posted: self.prepare(SmallRound::Wangchao, &times(-12, -5, 4)).await?,
            reviewed: self.prepare(SmallRound::Lanyue, &times(-7, -3, 3)).await?,
            open: self.prepare(SmallRound::NextYear, &times(-2, 30, 3)).await?,
        })
    }

    /// Two rounds are closed, reviewed and posted.
    async fn to_posting(&self, rounds: &mut Rounds) -> Result<(), DemoError> {
        let Rounds { answering, ceremony, .. } = rounds;
        self.receive(answering).await?;
        self.receive(ceremony).await?;
        self.close(answering).await?;
        self.close(ceremony).await?;
        self.clock.until(self.calendar.morning(-13));
        self.post_reviewed(answering).await?;
        self.post_reviewed(ceremony).await
    }

    /// Both are frozen, one is drawn and published; a third takes applications meanwhile.
    async fn to_ceremony(&self, rounds: &mut Rounds) -> Result<(), DemoError> {
        let Rounds { answering, ceremony, posted, .. } = rounds;
        self.receive(posted).await?;
        self.clock.until(self.calendar.morning(-10));
        for leaving in [&*answering, &*ceremony] {
            self.begins(leaving.id(), "freeze");
            self.desk.step(leaving.id(), "freeze", json!({})).await?;
            self.witnessed(leaving.id(), "freeze-witnessed").await?;
        }
        self.open_seeds(answering.id()).await?;
        self.order_and_dice(answering.id(), &answering.rules).await?;
        self.publish(answering.id()).await?;
        self.keep_receipts(answering.id(), &answering.receipts)
    }

    /// The rest comes where it is left: in review, posted, open.
    async fn to_review(&self, rounds: &mut Rounds) -> Result<(), DemoError> {
        let Rounds { posted, reviewed, open, .. } = rounds;
        self.receive(reviewed).await?;
        self.close(posted).await?;
        self.close(reviewed).await?;
        self.receive(open).await?;
        self.clock.until(self.calendar.morning(-1));
        self.post_reviewed(posted).await?;
        self.clock.advance(HOUR);
        for (family, text) in posted.known.iter().zip(OBJECTIONS) {
            self.object(posted.id(), family, text).await?;
        }
        self.begins(reviewed.id(), "review");
        self.decide_part(reviewed, 55).await
    }

    async fn close(&self, leaving: &Leaving) -> Result<(), DemoError> {
        self.clock.until(leaving.rules.timeline.close + rounds::IN_FLIGHT);
        self.desk.step(leaving.id(), "close", json!({})).await.map(drop)
    }

    /// Everything is decided; the roll is posted, and the notary witnesses it.
    async fn post_reviewed(&self, leaving: &Leaving) -> Result<(), DemoError> {
        self.begins(leaving.id(), "review");
        self.decide_part(leaving, 100).await?;
        self.begins(leaving.id(), "post");
        self.desk.step(leaving.id(), "post", json!({})).await?;
        self.witnessed(leaving.id(), "posting-witnessed").await
    }

    async fn decide_part(&self, leaving: &Leaving, percent: usize) -> Result<(), DemoError> {
        let applications = rounds::applications(&self.office, leaving.id()).await?;
        let decided: Vec<Value> = decisions(&applications, percent).iter().map(decision).collect();
        if decided.is_empty() {
            return Ok(());
        }
        self.desk.decide(leaving.id(), Value::Array(decided), None).await
    }
}
