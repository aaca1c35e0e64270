//! Which failures say "try again": each is provoked.

use std::time::Duration;

use paiwei::{
    rounds::RoundsError,
    store::{Database, Lock, Store, StoreError},
};
use paiwei_protocol::digest::Digest;

use crate::{
    database::{Cluster, Engine, Fsync, name, on_both},
    desk::{Desk, append},
};

on_both!(
    a_lock_that_is_held_too_long,
    many_open_a_new_database_at_once,
    writers_that_wait_leave_readers_alone,
);

const PATIENCE: Duration = Duration::from_millis(300);

async fn a_lock_that_is_held_too_long(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a"]).await;
    let store = Store::open_waiting(&desk.database, PATIENCE).await.unwrap();
    for lock in [Lock::Journal, Lock::Round("a")] {
        let held = desk.store.begin_write(lock).await.unwrap();
        let refused = store.begin_write(lock).await.unwrap_err();
        assert!(matches!(refused, StoreError::Busy(_)) && refused.is_transient(), "{refused:?}");
        let text = refused.to_string();
        assert!(text.starts_with("the database is busy, ") && text.contains("again"), "{text}");
        assert!(RoundsError::from(refused).is_transient());
        held.commit().await.unwrap();
        store.begin_write(lock).await.unwrap();
    }
}

async fn many_open_a_new_database_at_once(engine: Engine) {
    let folder = tempfile::tempdir().unwrap();
    let database = engine.database(folder.path());
    let opening: Vec<_> = (0..8)
        .map(|_| {
            let database = database.clone();
            tokio::spawn(async move { Store::open(&database).await })
        })
        .collect();
    for opened in opening {
        opened.await.unwrap().unwrap();
    }
}

async fn writers_that_wait_leave_readers_alone(engine: Engine) {
    let desk = Desk::new(engine).await;
    let held = desk.store.begin_write(Lock::Journal).await.unwrap();
    let waiting: Vec<_> = (0..8)
        .map(|_| {
            let store = desk.store.clone();
            tokio::spawn(async move { append(&store).await })
        })
        .collect();
    tokio::time::sleep(PATIENCE).await;
    let read = tokio::time::timeout(Duration::from_secs(5), desk.store.begin_read()).await;
    assert!(read.unwrap().unwrap().head().await.unwrap().is_some());
    held.commit().await.unwrap();
    let mut appended = Vec::new();
    for writer in waiting {
        appended.push(writer.await.unwrap());
    }
    appended.sort_unstable();
    assert_eq!(appended, (0..8).collect::<Vec<_>>());
    // One store's own writers are refused like another's.
    let store = Store::open_waiting(&desk.database, PATIENCE).await.unwrap();
    let _held = store.begin_write(Lock::Journal).await.unwrap();
    let refused = store.begin_write(Lock::Journal).await.unwrap_err();
    assert!(matches!(refused, StoreError::Busy(_)), "{refused:?}");
}

/// Ends every connection to a database, as an administrator or a restart does.
fn cut(database: &Database) {
    let Database::Postgres(url) = database else { panic!("{database:?} has no connections") };
    let cut = format!(
        "select count(pg_terminate_backend(pid, 5000)) from pg_stat_activity where datname = '{}'",
        name(url)
    );
    Cluster::shared().sql("postgres", &cut);
}

#[tokio::test]
async fn a_connection_is_lost_before_the_commit() {
    let desk = Desk::new(Engine::Postgres).await;
    let mut write = desk.store.begin_write(Lock::Journal).await.unwrap();
    cut(&desk.database);
    let refused = write.append(0, b"x", &Digest::of(b""), "note").await.unwrap_err();
    assert!(matches!(refused, StoreError::Lost(_)) && refused.is_transient(), "{refused:?}");
    drop(write);
    // The next step gets a new connection, and finds nothing changed.
    assert_eq!(append(&desk.store).await, 0);
}

#[tokio::test]
async fn a_connection_is_lost_during_the_commit() {
    let desk = Desk::new(Engine::Postgres).await;
    let mut write = desk.store.begin_write(Lock::Journal).await.unwrap();
    write.append(0, b"x", &Digest::of(b""), "note").await.unwrap();
    cut(&desk.database);
    let refused = write.commit().await.unwrap_err();
    assert!(matches!(refused, StoreError::InDoubt(_)) && refused.is_transient(), "{refused:?}");
    assert!(refused.to_string().contains("it was done, or not at all"), "{refused}");
    assert_eq!(append(&desk.store).await, 0);
}

#[tokio::test]
async fn two_writers_lock_each_other_out() {
    let desk = Desk::with_rounds(Engine::Postgres, &["a", "b"]).await;
    let mut first = desk.store.begin_write(Lock::Round("a")).await.unwrap();
    let mut second = desk.store.begin_write(Lock::Round("b")).await.unwrap();
    let (first, second) = tokio::join!(first.lock(Lock::Round("b")), second.lock(Lock::Round("a")));
    let refused = first.and(second).unwrap_err();
    assert!(matches!(refused, StoreError::Busy(_)) && refused.is_transient(), "{refused:?}");
}

#[tokio::test]
async fn a_server_goes_away() {
    let cluster = Cluster::start(Fsync::On);
    let database = Database::Postgres(cluster.database());
    let store = Store::open_waiting(&database, PATIENCE).await.unwrap();
    drop(cluster);
    let refused = store.begin_office("a.example").await.unwrap_err();
    assert!(refused.is_transient(), "{refused:?}");
    let refused = Store::open_waiting(&database, PATIENCE).await.unwrap_err();
    assert!(matches!(refused, StoreError::Lost(_)), "{refused:?}");
    assert!(refused.to_string().contains("See that it runs"), "{refused}");
}

#[tokio::test]
async fn an_address_that_is_none_is_not_tried_again() {
    for url in ["postgres://paiwei:hunter2@localhost:port/name", "paiwei:hunter2@localhost"] {
        let refused = Store::open(&Database::Postgres(url.to_owned())).await.unwrap_err();
        assert!(matches!(refused, StoreError::Address(_)), "{refused:?}");
        assert!(!refused.is_transient() && !refused.to_string().contains("hunter2"), "{refused}");
    }
}

/// Nobody listens there: told at once, not after the pool's patience.
#[tokio::test]
async fn a_server_that_does_not_run_is_told_at_once() {
    let free = std::net::TcpListener::bind("127.0.0.1:0").unwrap().local_addr().unwrap();
    let database = Database::Postgres(format!("postgres://paiwei@{free}/name"));
    let refused = Store::open_waiting(&database, Duration::from_secs(600)).await.unwrap_err();
    assert!(matches!(refused, StoreError::Lost(_)), "{refused:?}");
}
