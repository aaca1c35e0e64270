//! An office with its people at their browsers, and families at their devices.

use std::{sync::Arc, time::Duration};

use paiwei::{
    demo::{Desk, PEOPLE, SignInAs},
    device::{Client, Device, Wish},
    entropy::SeededEntropy,
    http::{Limits, Options},
    staff::COMMAND_LINE,
};
use paiwei_protocol::{choices::Choices, ident::Code, rules::Rules, verify::Folder};
use serde_json::{Value, json};

use crate::{
    database::Engine,
    families::child,
    ruleset::{CLOSED, OPEN, dice, rules},
    service::Service,
    world::ROUND,
};

pub struct Town {
    pub service: Service,
    pub desk: Desk,
    pub families: Client,
    pub entropy: Arc<SeededEntropy>,
}

impl Town {
    /// An office with its people and no round.
    pub async fn new(engine: Engine, label: &str) -> Self {
        let limits = Limits { reads: 0, writes: 0, sign_ins: 0, ..Limits::default() };
        let options = Options { limits, ..Options::default() };
        let service = Service::bare(engine, label, options, None).await;
        let sign_in = |(name, role): (&'static str, &'static str)| SignInAs {
            name,
            role,
            password: format!("the password of {name}"),
        };
        let people: Vec<SignInAs> = PEOPLE.into_iter().map(sign_in).collect();
        for SignInAs { name, role, password } in &people {
            let roles = role.parse().unwrap();
            service.app.staff().add(COMMAND_LINE, name, &roles, password).await.unwrap();
        }
        let base = format!("http://{}", service.address);
        let http = reqwest::Client::builder()
            .no_proxy()
            .pool_idle_timeout(Duration::from_secs(5))
            .build()
            .unwrap();
        Self {
            desk: Desk::new(http.clone(), &base, &people),
            families: Client::new(http, &base),
            entropy: Arc::new(SeededEntropy::labelled(&format!("{label}: families"))),
            service,
        }
    }

    /// One whose round takes applications.
    pub async fn open(engine: Engine, label: &str) -> Self {
        let town = Self::new(engine, label).await;
        let world = &town.service.world;
        town.announce(&rules(&world.origin, vec![dice()], &world.observers)).await;
        town
    }

    pub async fn announce(&self, rules: &Rules) {
        let world = &self.service.world;
        let json: Value = serde_json::from_slice(&rules.to_json()).unwrap();
        self.step("", "announce", json!({ "rules": json })).await;
        self.step(ROUND, "commit", json!({})).await;
        let note = world.observers[0].commit(&world.origin, ROUND, 1);
        self.step(ROUND, "commit-observer", json!({ "note": text(&note) })).await;
        world.clock.set(OPEN);
        self.step(ROUND, "open", json!({})).await;
    }

    pub async fn step(&self, round: &str, step: &str, input: Value) -> Value {
        self.desk.step(round, step, input).await.unwrap()
    }

    pub async fn device(&self, number: usize) -> Device {
        let reserved = self.families.reserve(ROUND, 1).await.unwrap()[0];
        let fields = child(number).fields;
        let origin = &self.service.world.origin;
        Device::new(origin, ROUND, reserved, &fields, &*self.entropy).unwrap()
    }

    /// Sends what the devices signed last, together.
    pub async fn send(&self, devices: &mut [&mut Device]) {
        self.families.submit_all(ROUND, devices).await.unwrap();
    }

    pub async fn applied(&self, number: usize) -> Device {
        let mut device = self.device(number).await;
        device.apply(&wish("J1|P1"));
        self.send(&mut [&mut device]).await;
        device
    }

    pub async fn stick(&self) -> Folder {
        paiwei::demo::unzipped(&self.desk.stick(ROUND).await.unwrap()).unwrap()
    }

    pub async fn cosignature(&self) -> String {
        let world = &self.service.world;
        let note = world.observers[0].cosign(&self.stick().await, world.office.now());
        text(&note)
    }

    pub async fn close_and_post(&self) {
        self.service.world.clock.set(CLOSED);
        self.step(ROUND, "close", json!({})).await;
        self.desk.accept_rest(ROUND).await.unwrap();
        self.step(ROUND, "post", json!({})).await;
        let notes = [self.cosignature().await];
        self.step(ROUND, "posting-witnessed", json!({ "notes": notes })).await;
    }

    /// From the posted roll to the published result; `attempt` tells the seeds and dice apart.
    pub async fn freeze_and_draw(&self, attempt: u32) {
        let world = &self.service.world;
        world.clock.advance(60);
        self.step(ROUND, "freeze", json!({})).await;
        let notes = [self.cosignature().await];
        self.step(ROUND, "freeze-witnessed", json!({ "notes": notes })).await;
        self.step(ROUND, "open-seed", json!({})).await;
        let note = world.observers[0].open(&world.origin, ROUND, attempt);
        self.step(ROUND, "open-observer-seed", json!({ "note": text(&note) })).await;
        self.step(ROUND, "order", json!({ "window": 0 })).await;
        let notes = [self.cosignature().await];
        self.step(ROUND, "witness", json!({ "notes": notes })).await;
        self.desk.dice(ROUND, &world.faces(attempt)).await.unwrap();
        self.confirm(attempt).await;
        self.step(ROUND, "publish", json!({})).await;
        let notes = [self.cosignature().await.into_bytes()];
        self.desk.hand_in("/api/v1/staff/cosignatures", &notes).await.unwrap();
    }

    /// The notary confirms what waits.
    pub async fn confirm(&self, attempt: u32) {
        let world = &self.service.world;
        let entry = self.stick().await.remove("pending.json").unwrap();
        let note = world.observers[0].confirm(&world.origin, ROUND, attempt, &entry);
        let path = format!("/api/v1/staff/rounds/{ROUND}/confirmations");
        let confirmed = self.desk.hand_in(&path, &[note]).await.unwrap();
        assert_eq!(confirmed["appended"].as_array().unwrap().len(), 1);
    }

    /// What is published verifies, with every receipt of these devices and those besides.
    pub async fn verified(&self, devices: &[&Device], besides: Vec<Vec<u8>>) -> Folder {
        let folder = self.service.downloaded(ROUND).await;
        let own = devices.iter().flat_map(|device| device.receipts());
        let own = own.map(|note| note.to_string().into_bytes()).chain(besides);
        let receipts: Vec<_> = own.enumerate().map(|(n, r)| (format!("receipt {n}"), r)).collect();
        let report = self.service.world.verify(&folder, &receipts).await;
        assert_eq!(report.exit(), 0, "{:#?}", report.deciding());
        folder
    }
}

pub fn wish(choices: &str) -> Wish {
    let choices = Choices::parse(choices, 2).unwrap();
    Wish { claims: Vec::new(), choices, bundle: Vec::new() }
}

pub fn linked(mut bundle: Vec<Code>) -> Wish {
    bundle.sort_unstable();
    Wish { bundle, ..wish("J1|P1") }
}

pub fn text(note: &[u8]) -> String {
    String::from_utf8(note.to_vec()).unwrap()
}
