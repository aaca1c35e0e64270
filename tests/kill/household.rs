//! A household: one child or linked twins, each with a device, and what it does while the service
//! comes and goes.

use std::time::Duration;

use paiwei::{
    clock::{Clock as _, SystemClock},
    device::{Client, ClientError, Device, Wish},
    rounds::Reserved,
};
use paiwei_protocol::choices::Choices;
use tokio::time::sleep;

use crate::{
    chance::Chance,
    families::child,
    world::{ORIGIN, ROUND},
};

/// Of so many households whose request was cut off under way, one gives up.
const GIVES_UP: u64 = 3;

/// A household's devices, with all that they signed and were given.
pub struct Household {
    pub devices: Vec<Device>,
    /// It went away without an answer to what it signed last.
    pub gone: bool,
    /// Requests that had no answer and were sent again.
    pub repeated: u64,
    /// Requests that the service had, and was killed before it answered.
    pub cut_off: u64,
}

impl Household {
    /// Applies for these children and changes its mind a few times.
    pub async fn live(client: &Client, chance: &Chance, children: &[usize]) -> Self {
        let mut household = Self { devices: Vec::new(), gone: false, repeated: 0, cut_off: 0 };
        let codes = household.reserve(client, chance, children.len()).await;
        for (reserved, number) in codes.into_iter().zip(children) {
            let fields = child(*number).fields;
            let device = Device::new(ORIGIN, ROUND, reserved, &fields, &chance.0).unwrap();
            household.devices.push(device);
        }
        household.sign(chance, true);
        household.send(client, chance).await;
        for _ in 0..chance.below(4) {
            if household.gone {
                break;
            }
            sleep(Duration::from_millis(chance.below(100))).await;
            household.sign(chance, !chance.once_in(4));
            household.send(client, chance).await;
        }
        household
    }

    async fn reserve(&mut self, client: &Client, chance: &Chance, count: usize) -> Vec<Reserved> {
        loop {
            match client.reserve(ROUND, count).await {
                Ok(codes) => return codes,
                Err(error) => self.wait(error, chance).await,
            }
        }
    }

    /// Every device signs what comes next: the same choices for twins, or a withdrawal.
    fn sign(&mut self, chance: &Chance, applies: bool) {
        let choices = chance.one_of(&["J1|P1", "J1|", "|P1"]);
        let mut bundle: Vec<_> = self.devices.iter().map(Device::code).collect();
        bundle.sort_unstable();
        if bundle.len() == 1 || chance.once_in(3) {
            bundle.clear();
        }
        for device in &mut self.devices {
            if !applies {
                device.withdraw();
                continue;
            }
            let claims = if chance.once_in(3) { vec!["sibling".to_owned()] } else { Vec::new() };
            let choices = Choices::parse(choices, 2).unwrap();
            device.apply(&Wish { claims, choices, bundle: bundle.clone() });
        }
    }

    /// Sends what was signed until it is answered; now and then somebody gives up instead.
    async fn send(&mut self, client: &Client, chance: &Chance) {
        loop {
            let mut devices: Vec<&mut Device> = self.devices.iter_mut().collect();
            let Err(error) = client.submit_all(ROUND, &mut devices).await else { return };
            // A first application goes on: without any receipt there is nothing to be lost.
            let begun = self.devices.iter().all(|device| !device.receipts().is_empty());
            if is_cut_off(&error) {
                self.cut_off += 1;
                self.gone = begun && chance.once_in(GIVES_UP);
            }
            if self.gone {
                return;
            }
            self.wait(error, chance).await;
        }
    }

    /// Waits before the same is sent again. A refusal would be a fault: all that is sent is right.
    async fn wait(&mut self, error: ClientError, chance: &Chance) {
        assert!(error.is_passing(), "{error}");
        self.repeated += 1;
        sleep(Duration::from_millis(20 + chance.below(80))).await;
    }

    /// Asks for its applications: the office still has every receipt that it gave.
    pub async fn look_up(&self, client: &Client) {
        for device in &self.devices {
            let shown = client.own(ROUND, device, SystemClock.now()).await.unwrap();
            let receipts = shown["receipts"].as_array().unwrap();
            let known = device.receipts();
            assert!(receipts.len() >= known.len());
            for (note, shown) in known.iter().zip(receipts) {
                assert_eq!(note.to_string(), shown.as_str().unwrap());
            }
        }
    }
}

/// Whether the service may have had the request: it isn't that nobody was there to take it.
fn is_cut_off(error: &ClientError) -> bool {
    matches!(error, ClientError::Lost(error) if !error.is_connect())
}
