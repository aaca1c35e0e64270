//! From the frozen roll to the published result: two operators, the notary, and the dice.

use paiwei_protocol::rules::Rules;
use serde_json::json;

use super::{
    DemoError,
    calendar::{DAY, HOUR, MINUTE},
    desk::texts,
    families,
    play::Receipts,
    stage::Stage,
};
use crate::samples::Sample;

impl Stage {
    pub(super) async fn ceremony(
        &self,
        sample: Sample,
        rules: &Rules,
        receipts: &Receipts,
    ) -> Result<(), DemoError> {
        let round = sample.round();
        self.freeze(round, rules).await?;
        self.open_seeds(round).await?;
        self.order_and_dice(round, rules).await?;
        self.publish(round).await?;
        self.keep_receipts(round, receipts)
    }

    async fn freeze(&self, round: &str, rules: &Rules) -> Result<(), DemoError> {
        self.begins(round, "freeze");
        self.clock.advance(rules.posting.objection);
        self.desk.step(round, "freeze", json!({})).await?;
        self.clock.advance(HOUR);
        self.witnessed(round, "freeze-witnessed").await
    }

    pub(super) async fn open_seeds(&self, round: &str) -> Result<(), DemoError> {
        self.begins(round, "seeds");
        self.clock.advance(DAY);
        self.desk.step(round, "open-seed", json!({})).await?;
        self.clock.advance(5 * MINUTE);
        let note = texts(&[self.notary.open(&self.stick(round).await?)?]).remove(0);
        self.desk.step(round, "open-observer-seed", json!({ "note": note })).await.map(drop)
    }

    pub(super) async fn order_and_dice(&self, round: &str, rules: &Rules) -> Result<(), DemoError> {
        self.begins(round, "order");
        self.clock.advance(5 * MINUTE);
        self.desk.step(round, "order", json!({ "window": 15 * MINUTE })).await?;
        self.clock.advance(5 * MINUTE);
        self.witnessed(round, "witness").await?;
        self.begins(round, "dice");
        self.clock.advance(15 * MINUTE);
        self.desk.dice(round, &self.throw(rules)?).await?;
        self.clock.advance(5 * MINUTE);
        let note = self.notary.confirm(&self.stick(round).await?, self.clock_now())?;
        let path = format!("/api/v1/staff/rounds/{round}/confirmations");
        self.desk.hand_in(&path, &[note]).await.map(drop)
    }

    pub(super) async fn publish(&self, round: &str) -> Result<(), DemoError> {
        self.begins(round, "publish");
        self.clock.advance(5 * MINUTE);
        self.desk.step(round, "publish", json!({})).await?;
        self.clock.advance(5 * MINUTE);
        let note = self.cosigned(round).await?;
        self.desk.hand_in("/api/v1/staff/cosignatures", &[note]).await?;
        // Once more, so that the folder holds the last cosignature.
        self.desk.step(round, "publish", json!({})).await?;
        self.clock.advance(DAY);
        Ok(())
    }

    /// Keeps the receipts of a few families, each of whom fared differently.
    pub(super) fn keep_receipts(&self, round: &str, receipts: &Receipts) -> Result<(), DemoError> {
        let folder = format!("receipts/{round}");
        for code in families::picked(&self.place.published(round))? {
            let name = format!("{code}.txt");
            if let Some(bytes) = receipts.get(&name) {
                self.place.write(&folder, &name, bytes)?;
            }
        }
        Ok(())
    }
}
