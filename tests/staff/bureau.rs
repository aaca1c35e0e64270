//! An office with two operators, a reviewer and a supervisor.

use std::{sync::Arc, time::Duration};

use paiwei::{
    clock::FixedClock,
    entropy::SeededEntropy,
    rounds::{self, Init, Office},
    staff::{COMMAND_LINE, Role, Roles, SignIn, Signed, Staff, StaffError},
    store::Database,
};

use crate::database::Engine;

pub const NOW: u64 = 1_800_000_000;
pub const PASSWORD: &str = "correct horse battery";

pub struct Bureau {
    place: tempfile::TempDir,
    pub clock: Arc<FixedClock>,
    pub office: Arc<Office>,
    pub database: Database,
    pub staff: Staff,
}

impl Bureau {
    pub async fn open(engine: Engine) -> Self {
        let place = tempfile::tempdir().unwrap();
        let clock = Arc::new(FixedClock::at(NOW));
        let entropy = Arc::new(SeededEntropy::labelled("staff"));
        let (folder, recovery) = (place.path().join("data"), place.path().join("recovery.key"));
        std::fs::create_dir(&folder).unwrap();
        let database = engine.database(&folder);
        let init = Init {
            folder: &folder,
            origin: "330199.admissions.example/journal",
            database: Some(&database),
            recovery: &recovery,
        };
        restrict(&folder);
        let opened = rounds::init(&init, clock.clone(), entropy).await.unwrap();
        let office = Arc::new(opened.answer.office);
        let staff = Staff::new(office.clone(), place.path().join("published"));
        let bureau = Self { place, clock, office, database, staff };
        for (name, role) in [
            ("li", Role::Operator),
            ("wang", Role::Operator),
            ("zhao", Role::Reviewer),
            ("sun", Role::Supervisor),
        ] {
            let roles = Roles::of([role]).unwrap();
            bureau.staff.add(COMMAND_LINE, name, &roles, PASSWORD).await.unwrap();
        }
        bureau
    }

    pub async fn try_sign_in(&self, name: &str, password: &str) -> Result<Signed, StaffError> {
        let asked = SignIn { name: name.to_owned(), password: password.to_owned(), code: None };
        self.staff.sign_in(&asked).await.map(|session| session.signed)
    }

    pub async fn sign_in(&self, name: &str) -> Signed {
        self.try_sign_in(name, PASSWORD).await.unwrap()
    }

    pub fn path(&self) -> &std::path::Path {
        self.place.path()
    }
}

/// What becomes of a future that goes on to its next wait and no further.
pub async fn polled_once<F: Future + Unpin>(future: F) -> Option<F::Output> {
    let polled = tokio::time::timeout(Duration::ZERO, future).await.ok();
    // Time for what it waits for, on other threads or machines.
    tokio::time::sleep(Duration::from_millis(5)).await;
    polled
}

fn restrict(folder: &std::path::Path) {
    use std::os::unix::fs::PermissionsExt as _;
    std::fs::set_permissions(folder, std::fs::Permissions::from_mode(0o700)).unwrap();
}
