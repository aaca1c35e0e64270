//! One office of the demonstration with its people, its service and its notary.

use std::{sync::Arc, time::Duration};

use paiwei_protocol::rules::{Dice, Randomness, Rules, Source};

use super::{
    DemoError, Progress, Watcher,
    calendar::{Calendar, DAY, MINUTE},
    clock::DemoClock,
    desk::Desk,
    notary::Notary,
    people::{SignInAs, hired},
    place::Place,
    service::Service,
};
use crate::{
    clock::Clock,
    entropy::{self, SeededEntropy},
    rounds::{self, Init, Office},
    samples::Setting,
    staff::{COMMAND_LINE, Roles},
};

/// Time for objections.
const OBJECTION: u64 = 3 * DAY;

/// An office, its people and its service, its clock, and its notary.
pub(super) struct Stage {
    pub(super) office: Arc<Office>,
    pub(super) clock: Arc<DemoClock>,
    pub(super) calendar: Calendar,
    pub(super) notary: Notary,
    pub(super) desk: Desk,
    pub(super) sign_ins: Vec<SignInAs>,
    pub(super) place: Place,
    pub(super) origin: &'static str,
    pub(super) service: Service,
    pub(super) http: reqwest::Client,
    pub(super) devices: Arc<SeededEntropy>,
    pub(super) rows: Option<usize>,
    dice: SeededEntropy,
    watcher: Watcher,
}

/// What all offices of a demonstration share.
#[derive(Clone)]
pub(super) struct Ground {
    pub(super) place: Place,
    pub(super) rows: Option<usize>,
    pub(super) watcher: Watcher,
    pub(super) calendar: Calendar,
    /// The machine's clock, which offices go by once people look on.
    pub(super) machine: Arc<dyn Clock>,
}

impl Stage {
    /// Opens an office with its people and its notary, and starts its service. `ending` tells the
    /// folders of a rehearsal apart.
    pub(super) async fn open(
        ground: Ground,
        origin: &'static str,
        ending: &str,
    ) -> Result<Self, DemoError> {
        let Ground { place, rows, watcher, calendar, machine } = ground;
        let clock = Arc::new(DemoClock::at(calendar.beginning(), machine));
        let entropy = |label: &str| {
            SeededEntropy::labelled(&format!("paiwei demonstration: {label}{origin}"))
        };
        let folder = place.join(&format!("office{ending}"));
        let recovery = place.join(&format!("recovery{ending}.key"));
        let init = Init { folder: &folder, origin, database: None, recovery: &recovery };
        let opened = rounds::init(&init, clock.clone(), Arc::new(entropy(""))).await?;
        let office = Arc::new(opened.answer.office);
        let service = Service::start(office.clone(), place.root())?;
        let sign_ins = hired(&entropy("passwords "))?;
        for SignInAs { name, role, password } in &sign_ins {
            let roles: Roles = role.parse()?;
            service.app.staff().add(COMMAND_LINE, name, &roles, password).await?;
        }
        let http = reqwest::Client::builder()
            .no_proxy()
            .pool_idle_timeout(Duration::from_secs(5))
            .build()?;
        let name = format!("notary.demo.paiwei.example{}", ending.replace('-', "/"));
        Ok(Self {
            desk: Desk::new(http.clone(), &service.base(), &sign_ins),
            notary: Notary::new(&place.join(&format!("notary{ending}")), &name)?,
            devices: Arc::new(entropy("devices ")),
            dice: entropy("dice "),
            office,
            clock,
            calendar,
            sign_ins,
            place,
            origin,
            service,
            http,
            rows,
            watcher,
        })
    }

    /// Ends the service that the rounds were played with; what goes on is the office and the notary.
    pub(super) async fn ended(self) -> Result<(Arc<Office>, Notary), DemoError> {
        self.service.end().await?;
        Ok((self.office, self.notary))
    }

    /// What a round is told that opens in a week, with these dice.
    pub(super) fn setting(&self, dice: Dice) -> Setting {
        let now = self.clock_now();
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

    /// A throw of the rules' dice: bytes that would favour a face are passed over.
    pub(super) fn throw(&self, rules: &Rules) -> Result<String, DemoError> {
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

    pub(super) fn clock_now(&self) -> u64 {
        self.office.now()
    }

    pub(super) fn begins(&self, round: &str, step: &'static str) {
        (self.watcher)(Progress { round: round.to_owned(), step });
    }
}
