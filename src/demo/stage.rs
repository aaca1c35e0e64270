//! One office of the demonstration with its notary, and a round played from rules to publication.

use std::{collections::BTreeMap, path::PathBuf, sync::Arc};

use paiwei_protocol::rules::{Dice, Randomness, Rules, Source};

use super::{
    DemoError, Progress, Watcher, families,
    notary::Notary,
    objections::{self, corrections},
    place::Place,
    registrations,
};
use crate::{
    clock::FixedClock,
    entropy::{self, SeededEntropy},
    rounds::{self, Given, Init, Office},
    samples::{Sample, Setting},
};

/// 2027-04-12, 9:00 in China: the first office opens.
const BEGINNING: u64 = 1_807_491_600;
const MINUTE: u64 = 60;
const HOUR: u64 = 60 * MINUTE;
const DAY: u64 = 24 * HOUR;
/// Time for objections.
const OBJECTION: u64 = 3 * DAY;

/// An office, its clock, and its notary.
pub(super) struct Stage {
    office: Office,
    clock: Arc<FixedClock>,
    notary: Notary,
    dice: SeededEntropy,
    place: Place,
    origin: &'static str,
    rows: Option<usize>,
    watcher: Watcher,
}

impl Stage {
    /// Opens an office with its notary. `ending` tells the folders of a rehearsal apart.
    pub(super) async fn open(
        place: Place,
        origin: &'static str,
        ending: &str,
        rows: Option<usize>,
        watcher: Watcher,
    ) -> Result<Self, DemoError> {
        let clock = Arc::new(FixedClock::at(BEGINNING));
        let entropy = SeededEntropy::labelled(&format!("paiwei demonstration: {origin}"));
        let folder = place.join(&format!("office{ending}"));
        let recovery = place.join(&format!("recovery{ending}.key"));
        let init = Init { folder: &folder, origin, database: None, recovery: &recovery };
        let opened = rounds::init(&init, clock.clone(), Arc::new(entropy)).await?;
        let name = format!("notary.demo.paiwei.example{}", ending.replace('-', "/"));
        Ok(Self {
            office: opened.answer.office,
            clock,
            notary: Notary::new(&place.join(&format!("notary{ending}")), &name)?,
            dice: SeededEntropy::labelled(&format!("paiwei demonstration: dice {origin}")),
            place,
            origin,
            rows,
            watcher,
        })
    }

    /// The trust block of the office and its notary.
    pub(super) async fn trust(&self, sample: Sample) -> Result<Vec<u8>, DemoError> {
        let file = self.place.join(&format!("trust-{}.txt", sample.round()));
        rounds::write_trust(&self.office, sample.round(), &file).await?;
        let bytes = std::fs::read(&file).map_err(DemoError::at(&file))?;
        std::fs::remove_file(&file).map_err(DemoError::at(&file))?;
        Ok(bytes)
    }

    /// Plays a round from its announcement to its publication.
    pub(super) async fn play(&self, sample: Sample) -> Result<(), DemoError> {
        let rules = sample.rules(&self.setting(sample));
        self.announce(sample, &rules).await?;
        let receipts = self.register(sample, &rules).await?;
        self.review_and_post(sample).await?;
        self.freeze(sample, &rules).await?;
        self.open_seeds(sample).await?;
        self.order_and_dice(sample, &rules).await?;
        self.publish(sample).await?;
        self.keep_receipts(sample, &receipts)
    }

    fn setting(&self, sample: Sample) -> Setting {
        let now = self.clock_now();
        let dice = match sample {
            Sample::School => Dice { sides: 6, throws: 50 },
            _ => Dice { sides: 10, throws: 40 },
        };
        Setting {
            origin: self.origin.to_owned(),
            observers: vec![self.notary.observer()],
            open: now + 7 * DAY,
            close: now + 14 * DAY,
            reveal: 30 * MINUTE,
            objection: OBJECTION,
            randomness: Randomness { sources: vec![Source::Dice(dice)], lead: 0, fallback: None },
        }
    }

    async fn announce(&self, sample: Sample, rules: &Rules) -> Result<(), DemoError> {
        let round = sample.round();
        self.begins(sample, "announce");
        rounds::announce(&self.office, &rules.to_json()).await?;
        self.begins(sample, "commit");
        rounds::commit(&self.office, round).await?;
        self.clock.advance(HOUR);
        let note = self.notary.commit(&self.stick(round).await?)?;
        rounds::commit_observer(&self.office, round, given(&note)).await?;
        Ok(())
    }

    /// Opens intake, imports, closes; the receipts by the name of their file.
    async fn register(
        &self,
        sample: Sample,
        rules: &Rules,
    ) -> Result<BTreeMap<String, Vec<u8>>, DemoError> {
        let round = sample.round();
        self.begins(sample, "import");
        self.clock.set(rules.timeline.open);
        rounds::open_intake(&self.office, round).await?;
        self.clock.advance(5 * DAY);
        let (place, now) = (&self.place, self.clock_now());
        let read = registrations::written_and_read(place, sample, rules, self.rows, now)?;
        let imported = rounds::import(&self.office, round, &read).await?.answer;
        self.clock.set(rules.timeline.close + rounds::IN_FLIGHT);
        rounds::close(&self.office, round).await?;
        registrations::hand_out(place, sample, rules, &read, &imported)
    }

    async fn review_and_post(&self, sample: Sample) -> Result<(), DemoError> {
        let round = sample.round();
        self.begins(sample, "review");
        self.clock.advance(4 * DAY);
        let applications = rounds::applications(&self.office, round).await?;
        let refused = objections::wrongly_refused(&applications);
        let decisions: Vec<_> = refused.iter().cloned().collect();
        rounds::review(&self.office, round, &decisions, None).await?;
        rounds::accept_rest(&self.office, round).await?;
        self.begins(sample, "post");
        rounds::post(&self.office, round).await?;
        self.clock.advance(HOUR);
        let note = self.cosigned(round).await?;
        rounds::posting_witnessed(&self.office, round, &[given(&note)]).await?;
        self.begins(sample, "object");
        self.clock.advance(DAY);
        for (decision, reason) in corrections(&applications, refused.as_ref()) {
            rounds::review(&self.office, round, &[decision], Some(reason)).await?;
        }
        Ok(())
    }

    async fn freeze(&self, sample: Sample, rules: &Rules) -> Result<(), DemoError> {
        let round = sample.round();
        self.begins(sample, "freeze");
        self.clock.advance(rules.posting.objection);
        rounds::freeze(&self.office, round).await?;
        self.clock.advance(HOUR);
        let note = self.cosigned(round).await?;
        rounds::freeze_witnessed(&self.office, round, &[given(&note)]).await?;
        Ok(())
    }

    async fn open_seeds(&self, sample: Sample) -> Result<(), DemoError> {
        let round = sample.round();
        self.begins(sample, "seeds");
        self.clock.advance(DAY);
        rounds::open_seed(&self.office, round).await?;
        self.clock.advance(5 * MINUTE);
        let note = self.notary.open(&self.stick(round).await?)?;
        rounds::open_observer_seed(&self.office, round, given(&note)).await?;
        Ok(())
    }

    async fn order_and_dice(&self, sample: Sample, rules: &Rules) -> Result<(), DemoError> {
        let round = sample.round();
        self.begins(sample, "order");
        self.clock.advance(5 * MINUTE);
        rounds::order(&self.office, round, 15 * MINUTE).await?;
        self.clock.advance(5 * MINUTE);
        let note = self.cosigned(round).await?;
        rounds::witness(&self.office, round, &[given(&note)]).await?;
        self.begins(sample, "dice");
        self.clock.advance(15 * MINUTE);
        let faces = self.throw(rules)?;
        rounds::dice(&self.office, round, &faces, &faces).await?;
        self.clock.advance(5 * MINUTE);
        let note = self.notary.confirm(&self.stick(round).await?, self.clock_now())?;
        rounds::confirm(&self.office, round, &[given(&note)]).await?;
        Ok(())
    }

    async fn publish(&self, sample: Sample) -> Result<(), DemoError> {
        let round = sample.round();
        self.begins(sample, "draw");
        rounds::draw(&self.office, round).await?;
        self.begins(sample, "publish");
        self.clock.advance(5 * MINUTE);
        rounds::publish(&self.office, round, self.place.root()).await?;
        self.clock.advance(5 * MINUTE);
        let note = self.cosigned(round).await?;
        rounds::cosigned(&self.office, &[given(&note)]).await?;
        // Once more, so that the folder holds the last cosignature.
        rounds::publish(&self.office, round, self.place.root()).await?;
        self.clock.advance(DAY);
        Ok(())
    }

    /// Keeps the receipts of a few families, each of whom fared differently.
    fn keep_receipts(
        &self,
        sample: Sample,
        receipts: &BTreeMap<String, Vec<u8>>,
    ) -> Result<(), DemoError> {
        let folder = format!("receipts/{}", sample.round());
        for code in families::picked(&self.place.published(sample.round()))? {
            let name = format!("{code}.txt");
            if let Some(bytes) = receipts.get(&name) {
                self.place.write(&folder, &name, bytes)?;
            }
        }
        Ok(())
    }

    /// The notary's cosignature over the journal as it stands.
    async fn cosigned(&self, round: &str) -> Result<Vec<u8>, DemoError> {
        self.notary.cosign(&self.stick(round).await?, self.clock_now())
    }

    /// The memory stick, with the newest files for the notary.
    async fn stick(&self, round: &str) -> Result<PathBuf, DemoError> {
        let stick = self.place.join(&format!("stick/{round}"));
        rounds::bundle(&self.office, round, &stick).await?;
        Ok(stick)
    }

    /// A throw of the rules' dice: bytes that would favour a face are passed over.
    fn throw(&self, rules: &Rules) -> Result<String, DemoError> {
        let Some(dice) = rules.dice() else { return Ok(String::new()) };
        let mut faces = Vec::new();
        let fair = 256 - 256 % dice.sides;
        while faces.len() < usize::try_from(dice.throws).unwrap_or(usize::MAX) {
            let [byte] = entropy::bytes::<1>(&self.dice)?;
            if u32::from(byte) < fair {
                faces.push((u32::from(byte) % dice.sides + 1).to_string());
            }
        }
        Ok(faces.join(" "))
    }

    fn clock_now(&self) -> u64 {
        self.office.now()
    }

    fn begins(&self, sample: Sample, step: &'static str) {
        (self.watcher)(Progress { round: sample.round(), step });
    }
}

fn given(note: &[u8]) -> Given<'_> {
    Given { file: "note", bytes: note }
}
