//! Families who apply by themselves: keys, changes, linked children, deadlines, and a round that
//! verifies with every receipt they hold.

mod answers;
mod applying;
mod hand;

use paiwei::{
    device::{Device, Wish},
    entropy::SeededEntropy,
    rounds::{self, Counter, FamilyError, Received, SignedRevision, Submission},
};
use paiwei_protocol::{choices::Choices, ident::Code, rules::Rules};

use crate::{
    database::Engine,
    families::child,
    ruleset::{CLOSED, OPEN},
    stories::by_dice,
    world::{ROUND, World},
};

struct Town {
    world: World,
    counter: Counter,
    entropy: SeededEntropy,
}

impl Town {
    async fn open(engine: Engine, label: &str) -> Self {
        let world = World::new(engine, label).await;
        let rules = by_dice(&world);
        Self::announced(world, label, &rules).await
    }

    async fn announced(world: World, label: &str, rules: &Rules) -> Self {
        world.announce(rules).await;
        world.commit(1).await;
        world.clock.set(OPEN);
        rounds::open_intake(&world.office, ROUND).await.unwrap();
        let counter = Counter::open(world.office.clone(), 64);
        Self { world, counter, entropy: SeededEntropy::labelled(&format!("{label}: families")) }
    }

    async fn device(&self, number: usize) -> Device {
        let reserved = rounds::reserve(&self.world.office, ROUND, 1).await.unwrap()[0];
        let fields = child(number).fields;
        Device::new(&self.world.origin, ROUND, reserved, &fields, &self.entropy).unwrap()
    }

    async fn send(&self, revisions: Vec<SignedRevision>) -> Result<Vec<Received>, FamilyError> {
        let submission = Submission { revisions, arrived: self.world.office.now() };
        self.counter.submit(ROUND, &submission).await
    }

    /// A device whose application is in.
    async fn applied(&self, number: usize) -> Device {
        let mut device = self.device(number).await;
        let revision = device.apply(&wish("J1|P1"));
        let received = self.send(vec![revision]).await.unwrap();
        device.keep(received[0].receipt.to_string().as_bytes()).unwrap();
        device
    }

    /// From the close to a published round that verifies with these receipts.
    async fn finish(&self, devices: &[&Device]) {
        self.world.clock.set(CLOSED);
        rounds::close(&self.world.office, ROUND).await.unwrap();
        self.world.post_and_freeze().await;
        self.world.draw_by_dice(1).await;
        let folder = self.world.publish().await;
        let mut receipts = Vec::new();
        for device in devices {
            for (index, note) in device.receipts().iter().enumerate() {
                receipts
                    .push((format!("{}-{index}", device.code()), note.to_string().into_bytes()));
            }
        }
        let report = self.world.verify(&folder, &receipts).await;
        assert_eq!(report.exit(), 0, "{:#?}", report.deciding());
    }
}

fn wish(choices: &str) -> Wish {
    let choices = Choices::parse(choices, 2).unwrap();
    Wish { claims: Vec::new(), choices, bundle: Vec::new() }
}

fn linked(codes: &[Code]) -> Wish {
    let mut bundle = codes.to_vec();
    bundle.sort_unstable();
    Wish { bundle, ..wish("J1|P1") }
}

fn first_field(error: FamilyError) -> (String, String) {
    match error {
        FamilyError::Fields(fields) => (fields[0].pointer.clone(), fields[0].message.en.clone()),
        other => panic!("{other}"),
    }
}
