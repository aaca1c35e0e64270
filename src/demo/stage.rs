//! One office of the demonstration with its people, its service and its notary, and a round played
//! from rules to posting.

use std::{
    collections::BTreeMap, fs, io::Cursor, io::Read as _, path::PathBuf, sync::Arc, time::Duration,
};

use paiwei_protocol::{
    ident::Code,
    note::Note,
    rules::{Dice, Randomness, Rules, Source},
    verify::Folder,
};
use serde_json::{Value, json};

use super::{
    DemoError, Progress, Watcher,
    clock::DemoClock,
    desk::{Desk, PEOPLE, SignInAs, texts},
    notary::Notary,
    objections::{self, corrections},
    online::Online,
    place::Place,
    registrations,
    service::Service,
};
use crate::{
    chores,
    device::Client,
    entropy::{self, SeededEntropy},
    import::Registration,
    rounds::{self, Decision, Init, Office, ReviewVerdict},
    samples::{Sample, Setting},
    staff::{COMMAND_LINE, Roles},
};

/// 2027-04-12, 9:00 in China: the first office opens.
const BEGINNING: u64 = 1_807_491_600;
pub(super) const MINUTE: u64 = 60;
pub(super) const HOUR: u64 = 60 * MINUTE;
pub(super) const DAY: u64 = 24 * HOUR;
/// Time for objections.
const OBJECTION: u64 = 3 * DAY;
/// Days on which families apply.
const DAYS: usize = 5;
/// Families who apply and withdraw for good.
const WITHDRAWN: usize = 24;

/// Receipts by the names of their files.
pub(super) type Receipts = BTreeMap<String, Vec<u8>>;

/// An office, its people and its service, its clock, and its notary.
pub(super) struct Stage {
    pub(super) office: Arc<Office>,
    pub(super) clock: Arc<DemoClock>,
    pub(super) notary: Notary,
    pub(super) desk: Desk,
    pub(super) sign_ins: Vec<SignInAs>,
    pub(super) place: Place,
    pub(super) origin: &'static str,
    service: Service,
    http: reqwest::Client,
    devices: Arc<SeededEntropy>,
    dice: SeededEntropy,
    rows: Option<usize>,
    watcher: Watcher,
}

impl Stage {
    /// Opens an office with its people and its notary, and starts its service. `ending` tells the
    /// folders of a rehearsal apart.
    pub(super) async fn open(
        place: Place,
        origin: &'static str,
        ending: &str,
        rows: Option<usize>,
        watcher: Watcher,
    ) -> Result<Self, DemoError> {
        let clock = Arc::new(DemoClock::at(BEGINNING));
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
            sign_ins,
            place,
            origin,
            service,
            http,
            rows,
            watcher,
        })
    }

    /// The trust block of the office and its notary.
    pub(super) async fn trust(&self, sample: Sample) -> Result<Vec<u8>, DemoError> {
        let file = self.place.join(&format!("trust-{}.txt", sample.round()));
        rounds::write_trust(&self.office, sample.round(), &file).await?;
        let bytes = fs::read(&file).map_err(DemoError::at(&file))?;
        fs::remove_file(&file).map_err(DemoError::at(&file))?;
        Ok(bytes)
    }

    /// Plays a round from its announcement to its publication.
    pub(super) async fn play(&self, sample: Sample) -> Result<(), DemoError> {
        let rules = sample.rules(&self.setting(sample));
        self.announce(sample.round(), &rules).await?;
        let receipts = self.register(sample, &rules).await?;
        self.review_and_post(sample.round()).await?;
        self.ceremony(sample, &rules, &receipts).await
    }

    /// Announces one more round, which is open for applications when the demonstration ends.
    pub(super) async fn leave_open(&self) -> Result<(), DemoError> {
        let sample = Sample::School;
        let mut rules = sample.rules(&self.setting(sample));
        rules.round = OPEN_ROUND.to_owned();
        rules.cohort = "entry-2028".to_owned();
        rules.timeline.open = self.office.now();
        rules.timeline.close = self.office.now() + 30 * DAY;
        self.announce(OPEN_ROUND, &rules).await?;
        self.clock.set(self.clock_now().max(rules.timeline.open));
        self.desk.step(OPEN_ROUND, "open", json!({})).await.map(drop)
    }

    /// Ends the service that the rounds were played with.
    pub(super) async fn ended(self) -> Result<Arc<Office>, DemoError> {
        self.service.end().await?;
        Ok(self.office)
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

    async fn announce(&self, round: &str, rules: &Rules) -> Result<(), DemoError> {
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
        self.clock.set(rules.timeline.open);
        self.desk.step(round, "open", json!({})).await?;
        let (place, now) = (&self.place, self.clock_now());
        let read = registrations::written_and_read(place, sample, rules, self.rows, now)?;
        let children = match sample {
            Sample::District => self.apply(round, &read).await?,
            _ => {
                self.clock.advance(5 * DAY);
                let file = place.join(&registrations::folder(sample)).join(sample.file_name());
                let file = fs::read(&file).map_err(DemoError::at(&file))?;
                self.desk.import(round, &file, &sample.mapping()).await?
            }
        };
        self.clock.set(rules.timeline.close + rounds::IN_FLIGHT);
        self.desk.step(round, "close", json!({})).await?;
        registrations::hand_out(place, sample, rules, &read, &children)
    }

    /// Families apply on five days, each from its own device.
    async fn apply(
        &self,
        round: &str,
        registrations: &[Registration],
    ) -> Result<Vec<(Code, Note)>, DemoError> {
        let online = Online {
            client: Client::new(self.http.clone(), &self.service.base()),
            origin: self.origin,
            round: round.to_owned(),
            entropy: self.devices.clone(),
        };
        let mut applied = BTreeMap::new();
        for part in by_day(registrations) {
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
        let notes = texts(&[self.cosigned(round).await?]);
        self.desk.step(round, "posting-witnessed", json!({ "notes": notes })).await?;
        self.begins(round, "object");
        self.clock.advance(DAY);
        for (corrected, reason) in corrections(&applications, refused.as_ref()) {
            self.desk.decide(round, json!([decision(&corrected)]), Some(reason)).await?;
        }
        Ok(())
    }

    /// The notary's cosignature over the journal as it stands.
    pub(super) async fn cosigned(&self, round: &str) -> Result<Vec<u8>, DemoError> {
        self.notary.cosign(&self.stick(round).await?, self.clock_now())
    }

    /// The memory stick, with the newest files for the notary.
    pub(super) async fn stick(&self, round: &str) -> Result<PathBuf, DemoError> {
        let stick = self.place.join(&format!("stick/{round}"));
        let files = unzipped(&self.desk.stick(round).await?)?;
        rounds::write_stick(&stick, files)?;
        Ok(stick)
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

/// The round that is open for applications when the demonstration ends.
pub const OPEN_ROUND: &str = "hudong-2028";

/// The office's people with passwords of their own.
fn hired(entropy: &SeededEntropy) -> Result<Vec<SignInAs>, DemoError> {
    let hire = |(name, role): (&'static str, &'static str)| {
        let bits = u64::from_be_bytes(entropy::bytes(entropy)?);
        Ok(SignInAs { name, role, password: Code::from_bits(bits).to_string() })
    };
    PEOPLE.into_iter().map(hire).collect()
}

/// The registrations of each day; linked children on the same.
fn by_day(registrations: &[Registration]) -> Vec<Vec<Registration>> {
    let mut days = vec![Vec::new(); DAYS];
    let mut day_of: BTreeMap<&str, usize> = BTreeMap::new();
    for (index, child) in registrations.iter().enumerate() {
        let first = child.linked.first().map_or(child.number.as_str(), String::as_str);
        let day = *day_of.entry(first).or_insert(index * DAYS / registrations.len().max(1));
        days[day].push(child.clone());
    }
    days
}

/// A child of another district with another child's wishes.
fn stranger(child: &Registration, number: usize) -> Registration {
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

/// A decision as the interface takes it.
fn decision(decision: &Decision) -> Value {
    let (verdict, categories, points) = match &decision.verdict {
        ReviewVerdict::Accept { categories, points } => ("accept", categories.clone(), *points),
        ReviewVerdict::Refuse => ("refuse", Vec::new(), None),
        ReviewVerdict::Lapse => ("lapse", Vec::new(), None),
    };
    json!({
        "code": decision.code.to_string(), "verdict": verdict, "categories": categories,
        "points": points, "why": decision.why,
    })
}

/// The files of a .zip, as the service gives the observers' stick.
///
/// # Errors
///
/// [`DemoError::Service`] for what is no .zip.
pub fn unzipped(bytes: &[u8]) -> Result<Folder, DemoError> {
    let wrong = |error: &dyn std::fmt::Display| DemoError::Service(format!("the stick: {error}"));
    let mut zip = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|error| wrong(&error))?;
    let mut files = Folder::new();
    for index in 0..zip.len() {
        let mut file = zip.by_index(index).map_err(|error| wrong(&error))?;
        let mut bytes = Vec::new();
        file.read_to_end(&mut bytes).map_err(|error| wrong(&error))?;
        let name = file.name().map_err(|error| wrong(&error))?.into_owned();
        files.insert(name, bytes);
    }
    Ok(files)
}
