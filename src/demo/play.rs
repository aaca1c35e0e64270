//! A sample round, played from its rules to its posting.

use std::collections::BTreeMap;

use paiwei_protocol::{
    ident::Code,
    note::Note,
    rules::{Dice, Rules},
};
use serde_json::{Value, json};

use super::{
    DemoError,
    calendar::{DAY, HOUR},
    desk::texts,
    objections::{self, corrections, decision},
    online::{Online, by_day, stranger},
    registrations::{self, HandedOver},
    stage::Stage,
};
use crate::{chores, device::Client, import::Registration, rounds, samples::Sample};

/// Days on which families apply.
const DAYS: usize = 5;
/// Families who apply and withdraw for good.
const WITHDRAWN: usize = 24;

/// Receipts by the names of their files.
pub(super) type Receipts = BTreeMap<String, Vec<u8>>;

impl Stage {
    /// Plays a round from its announcement to its publication.
    pub(super) async fn play(&self, sample: Sample) -> Result<(), DemoError> {
        let dice = match sample {
            Sample::School => Dice { sides: 6, throws: 50 },
            _ => Dice { sides: 10, throws: 40 },
        };
        let rules = sample.rules(&self.setting(dice));
        self.announce(sample.round(), &rules).await?;
        let receipts = self.register(sample, &rules).await?;
        self.review_and_post(sample.round()).await?;
        self.ceremony(sample, &rules, &receipts).await
    }

    pub(super) async fn announce(&self, round: &str, rules: &Rules) -> Result<(), DemoError> {
        self.begins(round, "announce");
        let json: Value = serde_json::from_slice(&rules.to_json()).unwrap_or_default();
        self.desk.step("", "announce", json!({ "rules": json })).await?;
        self.begins(round, "commit");
        self.desk.step(round, "commit", json!({})).await?;
        self.clock.advance(HOUR);
        let note = self.notary.commit(&self.stick(round).await?)?;
        let note = texts(&[note]).remove(0);
        self.desk.step(round, "commit-observer", json!({ "note": note })).await.map(drop)
    }

    /// Opens intake, takes registrations, closes; the receipts by the name of their file.
    async fn register(&self, sample: Sample, rules: &Rules) -> Result<Receipts, DemoError> {
        let round = sample.round();
        self.begins(round, "import");
        self.clock.until(rules.timeline.open);
        self.desk.step(round, "open", json!({})).await?;
        let handed_over = HandedOver::of(sample, self.rows)?;
        let read = handed_over.written_and_read(&self.place, rules, self.clock_now())?;
        let children = match sample {
            Sample::District => self.apply(round, &read).await?,
            _ => {
                self.clock.advance(5 * DAY);
                self.desk.import(round, &handed_over.file, &handed_over.mapping).await?
            }
        };
        self.clock.until(rules.timeline.close + rounds::IN_FLIGHT);
        self.desk.step(round, "close", json!({})).await?;
        registrations::hand_out(&self.place, rules, &read, &children)
    }

    /// Families of a round at their devices.
    pub(super) fn online(&self, round: &str) -> Online {
        Online {
            client: Client::new(self.http.clone(), &self.service.base()),
            origin: self.origin,
            round: round.to_owned(),
            entropy: self.devices.clone(),
        }
    }

    /// Families apply on five days, each from its own device.
    async fn apply(
        &self,
        round: &str,
        registrations: &[Registration],
    ) -> Result<Vec<(Code, Note)>, DemoError> {
        let online = self.online(round);
        let mut applied = BTreeMap::new();
        for part in by_day(registrations, DAYS) {
            applied.extend(online.apply(&part).await?);
            self.clock.advance(DAY);
            chores::once(&self.service.app).await?;
        }
        for (number, child) in registrations.iter().take(WITHDRAWN).enumerate() {
            online.withdraw_again(&stranger(child, number)).await?;
        }
        let of = |child: &Registration| {
            let missing = || DemoError::Registrations(format!("{} has no receipt", child.number));
            applied.remove(&child.number).ok_or_else(missing)
        };
        registrations.iter().map(of).collect()
    }

    async fn review_and_post(&self, round: &str) -> Result<(), DemoError> {
        self.begins(round, "review");
        self.clock.advance(4 * DAY);
        let mut applications = rounds::applications(&self.office, round).await?;
        applications.retain(|one| !one.request.withdrawn);
        let refused = objections::wrongly_refused(&applications);
        if let Some(refused) = &refused {
            self.desk.decide(round, json!([decision(refused)]), None).await?;
        }
        self.desk.accept_rest(round).await?;
        self.begins(round, "post");
        self.desk.step(round, "post", json!({})).await?;
        self.clock.advance(HOUR);
        self.witnessed(round, "posting-witnessed").await?;
        self.begins(round, "object");
        self.clock.advance(DAY);
        for (corrected, reason) in corrections(&applications, refused.as_ref()) {
            self.desk.decide(round, json!([decision(&corrected)]), Some(reason)).await?;
        }
        Ok(())
    }
}
