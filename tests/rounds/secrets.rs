//! What a thief finds, what a wrong backup may not do, and keys.

use std::{fs, path::Path};

use paiwei::{
    folder::FolderError,
    keys::KeysError,
    rounds::{self, Init, Office, RoundsError},
};
use paiwei_protocol::journal::KeyRole;

use crate::{
    database::{Engine, copy, on_both, stolen},
    families::{NAMES, children},
    ruleset::{CLOSED, OPEN},
    stories::by_dice,
    world::{ORIGIN, ROUND, World},
};

on_both!(
    a_stolen_database_names_nobody,
    an_old_backup_is_not_gone_on_with,
    keys_are_rotated_also_when_lost,
    an_interrupted_rotation_is_finished_with_the_same_key,
    nothing_is_published_into_the_data_folder,
);

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes.windows(text.len()).any(|window| window == text.as_bytes())
}

async fn a_stolen_database_names_nobody(engine: Engine) {
    let world = World::new(engine, "stolen").await;
    world.take_in(&by_dice(&world), &children(7)).await;
    world.post_and_freeze().await;
    let stolen = stolen(&world.database);
    assert!(holds(&stolen, "round-announced"), "the database is looked into");
    let private = ["ZZ990", "1990000", "QC2027-"];
    for text in NAMES.iter().copied().chain(private) {
        assert!(!holds(&stolen, text), "{text}");
    }
    // Nor are the seed and the keys in it.
    let key = fs::read_to_string(world.path("data/keys/journal.key")).unwrap();
    let secret = key.split("secret: ").nth(1).unwrap().trim();
    let raw = hex::decode(secret).unwrap();
    assert!(!holds(&stolen, secret) && !stolen.windows(32).any(|window| window == raw));
}

async fn an_old_backup_is_not_gone_on_with(engine: Engine) {
    let mut world = World::new(engine, "backup").await;
    world.announce(&by_dice(&world)).await;
    world.office.close().await;
    let backup = copy(&world.database, world.place.path());
    world.reopen().await;
    rounds::commit(&world.office, ROUND).await.unwrap();
    world.office.close().await;
    let refused = world.open_on(&backup).await;
    let Err(RoundsError::Folder(FolderError::Forked { saved: 3, found: 2, .. })) = refused else {
        panic!("{refused:?}")
    };
}

#[cfg(unix)]
#[tokio::test]
async fn an_open_folder_is_refused() {
    use std::os::unix::fs::PermissionsExt as _;
    let world = World::new(Engine::Sqlite, "modes").await;
    world.office.close().await;
    let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
    let data = world.path("data");
    assert_eq!((mode(&data), mode(&data.join("keys"))), (0o700, 0o700));
    for key in ["journal.key", "receipts.key", "vault.key"] {
        assert_eq!(mode(&data.join("keys").join(key)), 0o600, "{key}");
    }
    assert_eq!(mode(&world.path("recovery.key")), 0o600);
    fs::set_permissions(&data, fs::Permissions::from_mode(0o755)).unwrap();
    let refused = Office::open(&data, world.clock.clone(), world.entropy.clone()).await;
    assert!(refused.unwrap_err().to_string().contains("755"));
}

#[tokio::test]
async fn an_office_is_opened_once() {
    let world = World::new(Engine::Sqlite, "init").await;
    world.office.close().await;
    let (folder, recovery) = (world.path("data"), world.path("recovery.key"));
    let init = |origin| Init { folder: &folder, origin, database: None, recovery: &recovery };
    let again = rounds::init(&init(ORIGIN), world.clock.clone(), world.entropy.clone()).await;
    let again = again.unwrap();
    assert!(again.repeated);
    assert_eq!(again.answer.recovery.name(), format!("{ORIGIN}/recovery"));
    again.answer.office.close().await;
    let other = init("other.example/journal");
    let refused = rounds::init(&other, world.clock.clone(), world.entropy.clone()).await;
    assert!(matches!(refused, Err(RoundsError::OtherOffice { .. })));
    let inside = Init {
        folder: &world.path("new"),
        origin: ORIGIN,
        database: None,
        recovery: &world.path("new/r"),
    };
    let refused = rounds::init(&inside, world.clock.clone(), world.entropy.clone()).await;
    assert!(matches!(refused, Err(RoundsError::RecoveryPlace)));
    let refused =
        rounds::init(&init("No Origin"), world.clock.clone(), world.entropy.clone()).await;
    assert!(matches!(refused, Err(RoundsError::Origin(_))));
}

async fn keys_are_rotated_also_when_lost(engine: Engine) {
    let mut world = World::new(engine, "rotation").await;
    world.announce(&by_dice(&world)).await;
    world.commit(1).await;
    let recovery = world.path("recovery.key");
    let rotate = rounds::rotate(&world.office, KeyRole::Receipts, &recovery, false).await.unwrap();
    assert!(!rotate.repeated);
    world.reopen().await;
    world.clock.set(OPEN);
    rounds::open_intake(&world.office, ROUND).await.unwrap();
    let imported = rounds::import(&world.office, ROUND, &children(7)).await.unwrap().answer;
    // The journal key's file is gone: only the recovery key replaces it.
    fs::remove_file(world.path("data/keys/journal.key")).unwrap();
    world.clock.set(CLOSED);
    let missing = rounds::close(&world.office, ROUND).await.unwrap_err();
    assert!(matches!(missing, RoundsError::Keys(KeysError::Missing(_))), "{missing}");
    let kept = rounds::rotate(&world.office, KeyRole::Journal, &recovery, false).await;
    assert!(kept.is_err());
    let lost = rounds::rotate(&world.office, KeyRole::Journal, &recovery, true).await.unwrap();
    assert_eq!(lost.answer.key.name(), ORIGIN);
    rounds::close(&world.office, ROUND).await.unwrap();
    world.post_and_freeze().await;
    world.draw_by_dice(1).await;
    let folder = world.publish().await;
    let receipt = imported.children[0].receipt.to_string().into_bytes();
    let report = world.verify(&folder, &[("receipt".to_owned(), receipt)]).await;
    assert_eq!(report.exit(), 0, "{:#?}", report.deciding());
}

async fn an_interrupted_rotation_is_finished_with_the_same_key(engine: Engine) {
    let mut world = World::new(engine, "interrupted").await;
    let keys = world.path("data/keys");
    let old = fs::read(keys.join("journal.key")).unwrap();
    let recovery = world.path("recovery.key");
    let done = rounds::rotate(&world.office, KeyRole::Journal, &recovery, false).await.unwrap();
    // As if killed after the commit, before the new file took the old one's place.
    fs::rename(keys.join("journal.key"), keys.join("journal.key.next")).unwrap();
    paiwei::folder::write_private_atomically(&keys.join("journal.key"), &old).unwrap();
    world.reopen().await;
    world.announce(&by_dice(&world)).await;
    let again = rounds::rotate(&world.office, KeyRole::Journal, &recovery, false).await.unwrap();
    assert!(again.repeated);
    assert_eq!(again.answer, done.answer);
    assert!(!keys.join("journal.key.next").exists());
}

async fn nothing_is_published_into_the_data_folder(engine: Engine) {
    let world = World::new(engine, "inside").await;
    world.announce(&by_dice(&world)).await;
    let inside = world.path("data/published");
    let refused = rounds::bundle(&world.office, ROUND, &inside).await;
    assert!(matches!(refused, Err(RoundsError::InsideDataFolder(_))));
    assert!(!inside.exists());
    rounds::bundle(&world.office, ROUND, &world.path("a/b/stick")).await.unwrap();
}
