//! Families who apply by themselves, each from its own device: keys, signed requests, second
//! thoughts, withdrawals, twins.

use std::{collections::BTreeMap, sync::Arc};

use paiwei_protocol::{choices::Choices, ident::Code, note::Note};
use tokio::{sync::Semaphore, task::JoinSet};

use super::DemoError;
use crate::{
    device::{Client, Device, Wish},
    entropy::Entropy,
    import::Registration,
};

/// Families at their devices at once.
const AT_ONCE: usize = 96;
/// Every so-manieth family sends another wish first.
const SECOND_THOUGHTS: usize = 40;
/// Every so-manieth family withdraws, and comes back.
const COMES_BACK: usize = 400;

/// A round over the network.
#[derive(Clone)]
pub(super) struct Online {
    pub(super) client: Client,
    pub(super) origin: &'static str,
    pub(super) round: String,
    pub(super) entropy: Arc<dyn Entropy>,
}

/// A child's registration and what its device was given last.
pub(super) type Applied = BTreeMap<String, (Code, Note)>;

impl Online {
    /// Every family applies, linked children together: the newest receipts by registration number.
    pub(super) async fn apply(&self, registrations: &[Registration]) -> Result<Applied, DemoError> {
        let places = Arc::new(Semaphore::new(AT_ONCE));
        let mut families = JoinSet::new();
        let mut applied = Applied::new();
        for (number, family) in families_of(registrations).into_iter().enumerate() {
            let place = places.clone().acquire_owned().await;
            let place = place.map_err(|error| DemoError::Service(error.to_string()))?;
            let online = self.clone();
            families.spawn(async move {
                let receipts = online.family(number, &family).await;
                drop(place);
                receipts
            });
            while let Some(done) = families.try_join_next() {
                applied.extend(done??);
            }
        }
        while let Some(done) = families.join_next().await {
            applied.extend(done??);
        }
        Ok(applied)
    }

    /// A family that applies and withdraws for good.
    pub(super) async fn withdraw_again(&self, child: &Registration) -> Result<(), DemoError> {
        let mut devices = self.devices(std::slice::from_ref(child)).await?;
        let wish = wish(child, Vec::new());
        devices[0].apply(&wish);
        self.send(&mut devices).await?;
        devices[0].withdraw();
        self.send(&mut devices).await
    }

    async fn family(&self, number: usize, family: &[Registration]) -> Result<Applied, DemoError> {
        let mut devices = self.devices(family).await?;
        let mut bundle: Vec<Code> = devices.iter().map(Device::code).collect();
        bundle.sort_unstable();
        if bundle.len() < 2 {
            bundle.clear();
        }
        if number.is_multiple_of(SECOND_THOUGHTS) {
            for (device, child) in devices.iter_mut().zip(family) {
                let choices = Choices::empty(child.choices.bands.len());
                device.apply(&Wish { choices, ..wish(child, bundle.clone()) });
            }
            self.send(&mut devices).await?;
        }
        if number.is_multiple_of(COMES_BACK) && number > 0 {
            for device in &mut devices {
                device.withdraw();
            }
            self.send(&mut devices).await?;
        }
        for (device, child) in devices.iter_mut().zip(family) {
            device.apply(&wish(child, bundle.clone()));
        }
        self.send(&mut devices).await?;
        let newest = |(device, child): (&Device, &Registration)| {
            let note = device.receipts().last().cloned();
            note.map(|note| (child.number.clone(), (device.code(), note)))
        };
        Ok(devices.iter().zip(family).filter_map(newest).collect())
    }

    async fn devices(&self, family: &[Registration]) -> Result<Vec<Device>, DemoError> {
        let reserved = self.client.reserve(&self.round, family.len()).await?;
        let device = |(reserved, child): (crate::rounds::Reserved, &Registration)| {
            let mut fields = child.fields.clone();
            if let Some(points) = child.points {
                fields.insert("points".to_owned(), points.to_string());
            }
            Ok(Device::new(self.origin, &self.round, reserved, &fields, &*self.entropy)?)
        };
        reserved.into_iter().zip(family).map(device).collect()
    }

    async fn send(&self, devices: &mut [Device]) -> Result<(), DemoError> {
        let mut all: Vec<&mut Device> = devices.iter_mut().collect();
        Ok(self.client.submit_all(&self.round, &mut all).await?)
    }
}

fn wish(child: &Registration, bundle: Vec<Code>) -> Wish {
    Wish { claims: child.claims.clone(), choices: child.choices.clone(), bundle }
}

/// The registrations by family: linked children together, at the place of the first.
fn families_of(registrations: &[Registration]) -> Vec<Vec<Registration>> {
    let by_number: BTreeMap<&str, &Registration> =
        registrations.iter().map(|child| (child.number.as_str(), child)).collect();
    let first =
        |child: &&Registration| child.linked.first().is_none_or(|first| *first == child.number);
    let family = |child: &Registration| match child.linked.is_empty() {
        true => vec![child.clone()],
        false => {
            let members = child.linked.iter().filter_map(|number| by_number.get(number.as_str()));
            members.map(|member| (*member).clone()).collect()
        }
    };
    registrations.iter().filter(first).map(family).collect()
}

/// The registrations of each of some days; linked children on the same.
pub(super) fn by_day(registrations: &[Registration], number: usize) -> Vec<Vec<Registration>> {
    let mut days = vec![Vec::new(); number];
    let mut day_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, child) in registrations.iter().enumerate() {
        let first = child.linked.first().map_or(child.number.as_str(), String::as_str);
        let day = *day_of.entry(first).or_insert(index * number / registrations.len().max(1));
        days[day].push(child.clone());
    }
    days
}

/// A child of another district with another child's wishes.
pub(super) fn stranger(child: &Registration, number: usize) -> Registration {
    let mut stranger = child.clone();
    stranger.linked.clear();
    stranger.number = format!("withdrawn {number}");
    stranger.fields = [
        ("name", "外区生".to_owned()),
        ("document-type", "passport".to_owned()),
        ("document-number", format!("ZZ998{number:04}")),
    ]
    .map(|(name, value)| (name.to_owned(), value))
    .into();
    stranger
}
