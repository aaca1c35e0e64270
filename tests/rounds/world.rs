//! An office in a temporary folder, its observers, and the steps that every story takes.

use std::{path::PathBuf, sync::Arc};

use paiwei::{
    clock::FixedClock,
    entropy::SeededEntropy,
    folder::read_tree,
    import::Registration,
    rounds::{self, Appended, Done, Given, Init, Office, RoundsError},
    store::Database,
};
use paiwei_protocol::{
    rules::Rules,
    trust::Trust,
    verify::{Folder, Report, verify},
};

use crate::{
    database::Engine,
    observer::Observer,
    ruleset::{CLOSED, DICE, OPEN},
};

pub const ORIGIN: &str = "330199.admissions.example/journal";
pub const ROUND: &str = "small-2027";

pub struct World {
    pub place: tempfile::TempDir,
    pub database: Database,
    pub clock: Arc<FixedClock>,
    pub entropy: Arc<SeededEntropy>,
    pub office: Arc<Office>,
    pub observers: Vec<Observer>,
    pub origin: String,
}

pub fn given(bytes: &[u8]) -> Given<'_> {
    Given { file: "stick/note", bytes }
}

impl World {
    /// An opened office with one notary.
    pub async fn new(engine: Engine, label: &str) -> Self {
        Self::of(engine, label, ORIGIN, vec![Observer::new("notary")]).await
    }

    pub async fn of(engine: Engine, label: &str, origin: &str, observers: Vec<Observer>) -> Self {
        let place = tempfile::tempdir().unwrap();
        let database = engine.database(&place.path().join("data"));
        Self::on(place, database, label, origin, observers).await
    }

    /// In an empty folder, with a database of one's own.
    pub async fn on(
        place: tempfile::TempDir,
        database: Database,
        label: &str,
        origin: &str,
        observers: Vec<Observer>,
    ) -> Self {
        let clock = Arc::new(FixedClock::at(OPEN - 1000));
        let entropy = Arc::new(SeededEntropy::labelled(label));
        let (folder, recovery) = (place.path().join("data"), place.path().join("recovery.key"));
        let opening =
            Init { folder: &folder, origin, database: Some(&database), recovery: &recovery };
        let opened = rounds::init(&opening, clock.clone(), entropy.clone()).await.unwrap();
        assert!(!opened.repeated);
        let office = Arc::new(opened.answer.office);
        Self { place, database, clock, entropy, office, observers, origin: origin.to_owned() }
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.place.path().join(name)
    }

    /// Closes the office and opens it again, as the next command would.
    pub async fn reopen(&mut self) {
        self.office.close().await;
        self.office = Arc::new(self.open_on(&self.database).await.unwrap());
    }

    /// Opens the office's folder with a database.
    pub async fn open_on(&self, database: &Database) -> Result<Office, RoundsError> {
        let (clock, entropy) = (self.clock.clone(), self.entropy.clone());
        Office::open_on(&self.path("data"), Some(database), clock, entropy).await
    }

    pub async fn announce(&self, rules: &Rules) -> Done<Appended> {
        rounds::announce(&self.office, &rules.to_json()).await.unwrap()
    }

    /// From the announcement to the closed intake.
    pub async fn take_in(&self, rules: &Rules, children: &[Registration]) {
        self.announce(rules).await;
        self.commit(1).await;
        self.clock.set(OPEN);
        rounds::open_intake(&self.office, ROUND).await.unwrap();
        let imported = rounds::import(&self.office, ROUND, children).await.unwrap();
        assert_eq!(imported.answer.children.len(), children.len());
        self.clock.set(CLOSED);
        rounds::close(&self.office, ROUND).await.unwrap();
    }

    pub async fn commit(&self, attempt: u32) {
        rounds::commit(&self.office, ROUND).await.unwrap();
        for observer in &self.observers {
            let note = observer.commit(&self.origin, ROUND, attempt);
            rounds::commit_observer(&self.office, ROUND, given(&note)).await.unwrap();
        }
    }

    /// From the closed intake to the frozen roll.
    pub async fn post_and_freeze(&self) {
        rounds::accept_rest(&self.office, ROUND).await.unwrap();
        rounds::post(&self.office, ROUND).await.unwrap();
        self.clock.advance(60);
        rounds::freeze(&self.office, ROUND).await.unwrap();
    }

    pub async fn open_seeds(&self, attempt: u32) {
        rounds::open_seed(&self.office, ROUND).await.unwrap();
        for observer in &self.observers {
            let note = observer.open(&self.origin, ROUND, attempt);
            rounds::open_observer_seed(&self.office, ROUND, given(&note)).await.unwrap();
        }
    }

    /// The observers' memory stick.
    pub async fn stick(&self) -> Folder {
        let out = self.path("stick");
        rounds::bundle(&self.office, ROUND, &out).await.unwrap();
        read_tree(&out).unwrap()
    }

    /// What every observer cosigns of the journal as it stands.
    pub async fn cosignatures(&self) -> Vec<Vec<u8>> {
        let folder = self.stick().await;
        let time = self.office.now();
        self.observers.iter().map(|observer| observer.cosign(&folder, time)).collect()
    }

    pub async fn witness(&self) -> Result<Done<Appended>, RoundsError> {
        let files = self.cosignatures().await;
        let given: Vec<_> = files.iter().map(|bytes| given(bytes)).collect();
        rounds::witness(&self.office, ROUND, &given).await
    }

    /// Everybody confirms whatever waits.
    pub async fn confirm(&self, attempt: u32) -> usize {
        let stick = self.stick().await;
        let entry = &stick["pending.json"];
        let confirm = |o: &Observer| o.confirm(&self.origin, ROUND, attempt, entry);
        let notes: Vec<_> = self.observers.iter().map(confirm).collect();
        let given: Vec<_> = notes.iter().map(|bytes| given(bytes)).collect();
        rounds::confirm(&self.office, ROUND, &given).await.unwrap().answer.appended.len()
    }

    pub fn faces(&self, add: u32) -> String {
        let face = |n: u32| ((n * 7 + add) % DICE.sides + 1).to_string();
        (0..DICE.throws).map(face).collect::<Vec<_>>().join(" ")
    }

    pub async fn throw_and_confirm(&self, attempt: u32) {
        let faces = self.faces(attempt);
        rounds::dice(&self.office, ROUND, &faces, &faces).await.unwrap();
        assert_eq!(self.confirm(attempt).await, 1);
    }

    /// From the frozen roll to recorded dice, with dice alone.
    pub async fn draw_by_dice(&self, attempt: u32) {
        self.open_seeds(attempt).await;
        rounds::order(&self.office, ROUND, 0).await.unwrap();
        self.witness().await.unwrap();
        self.throw_and_confirm(attempt).await;
    }

    /// Publishes, has the journal cosigned, publishes with the cosignatures; the folder.
    pub async fn publish(&self) -> Folder {
        rounds::draw(&self.office, ROUND).await.unwrap();
        self.publish_only().await
    }

    pub async fn publish_only(&self) -> Folder {
        let out = self.path("published");
        rounds::publish(&self.office, ROUND, &out).await.unwrap();
        let files = self.cosignatures().await;
        let given: Vec<_> = files.iter().map(|bytes| given(bytes)).collect();
        if !given.is_empty() {
            rounds::cosigned(&self.office, &given).await.unwrap();
        }
        rounds::publish(&self.office, ROUND, &out).await.unwrap();
        read_tree(&out.join(ROUND)).unwrap()
    }

    pub async fn trust(&self) -> Trust {
        let file = self.path("trust.txt");
        rounds::write_trust(&self.office, ROUND, &file).await.unwrap();
        Trust::read("trust.txt", &std::fs::read(file).unwrap()).unwrap()
    }

    /// Every receipt that was ever given.
    pub async fn verify(&self, folder: &Folder, receipts: &[(String, Vec<u8>)]) -> Report {
        verify(folder, Some(&self.trust().await), receipts, &mut |_| {})
    }

    pub async fn assert_verifies(&self, folder: &Folder) {
        let report = self.verify(folder, &[]).await;
        assert_eq!(report.exit(), 0, "{:#?}", report.deciding());
    }
}
