//! What a transaction sees, and what one leaves that was not committed.

use std::time::Duration;

use paiwei::store::{Lock, Store, StoreError};
use paiwei_protocol::digest::Digest;

use crate::{
    database::{Engine, on_both},
    desk::{Desk, ORIGIN, append, round_row},
};

on_both!(
    the_head_moves_one_by_one,
    a_dropped_write_leaves_no_trace,
    a_reader_sees_one_moment,
    a_writer_sees_what_was_committed_before_its_lock,
    what_is_not_there_is_not_locked,
    a_round_is_made_once,
    an_office_is_opened_once,
    a_closed_store_is_opened_again,
);

async fn the_head_moves_one_by_one(engine: Engine) {
    let desk = Desk::new(engine).await;
    let mut write = desk.store.begin_write(Lock::Journal).await.unwrap();
    let refused = write.append(1, b"x", &Digest::of(b""), "note").await;
    assert!(matches!(refused, Err(StoreError::HeadMoved { expected: 1 })), "{refused:?}");
}

async fn a_dropped_write_leaves_no_trace(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a"]).await;
    let mut write = desk.store.begin_write(Lock::Journal).await.unwrap();
    write.append(0, b"x", &Digest::of(b""), "note").await.unwrap();
    write.lock(Lock::Round("a")).await.unwrap();
    write.set_received("a", 7).await.unwrap();
    write.put_file("a", 1, "roll.csv", b"x").await.unwrap();
    drop(write);
    let mut read = desk.store.begin_read().await.unwrap();
    assert_eq!(read.head().await.unwrap().unwrap().size, 0);
    assert!(read.entries_from(0).await.unwrap().is_empty());
    assert_eq!(read.checkpoint(1).await.unwrap(), None);
    assert_eq!(read.round("a").await.unwrap().unwrap().received, 0);
    assert!(read.files("a").await.unwrap().is_empty());
    drop(read);
    // Nor does it hold a lock.
    assert_eq!(append(&desk.store).await, 0);
}

async fn a_reader_sees_one_moment(engine: Engine) {
    let desk = Desk::new(engine).await;
    let mut read = desk.store.begin_read().await.unwrap();
    assert!(read.entries_from(0).await.unwrap().is_empty());
    append(&desk.store).await;
    assert!(read.entries_from(0).await.unwrap().is_empty());
    assert_eq!(read.head().await.unwrap().unwrap().size, 0);
    drop(read);
    assert_eq!(desk.store.begin_read().await.unwrap().entries_from(0).await.unwrap().len(), 1);
}

async fn a_writer_sees_what_was_committed_before_its_lock(engine: Engine) {
    let desk = Desk::new(engine).await;
    let mut first = desk.store.begin_write(Lock::Journal).await.unwrap();
    let store = desk.store.clone();
    let second = tokio::spawn(async move { append(&store).await });
    tokio::time::sleep(Duration::from_millis(200)).await;
    first.append(0, b"x", &Digest::of(b""), "note").await.unwrap();
    first.commit().await.unwrap();
    assert_eq!(second.await.unwrap(), 1);
}

async fn what_is_not_there_is_not_locked(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a"]).await;
    let refused = desk.store.begin_write(Lock::Round("b")).await.unwrap_err();
    assert_eq!(refused.to_string(), "round b is not in the database; check its name");
    assert!(!refused.is_transient());
    let mut write = desk.store.begin_write(Lock::Round("a")).await.unwrap();
    let refused = write.put_file("b", 1, "roll.csv", b"").await.unwrap_err();
    assert!(matches!(refused, StoreError::Database(_)), "a file of no round: {refused:?}");
}

async fn a_round_is_made_once(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a"]).await;
    let mut write = desk.store.begin_write(Lock::Journal).await.unwrap();
    let refused = write.insert_round("a", &round_row()).await.unwrap_err();
    assert!(!refused.is_transient(), "{refused:?}");
}

async fn an_office_is_opened_once(engine: Engine) {
    let desk = Desk::new(engine).await;
    let refused = desk.store.begin_office("other.example/journal").await.unwrap_err();
    assert!(!refused.is_transient(), "{refused:?}");
    let mut read = desk.store.begin_read().await.unwrap();
    assert_eq!(read.head().await.unwrap().unwrap().origin, ORIGIN);
}

async fn a_closed_store_is_opened_again(engine: Engine) {
    let desk = Desk::new(engine).await;
    append(&desk.store).await;
    desk.store.close().await;
    let refused = desk.store.begin_read().await.unwrap_err();
    assert!(matches!(refused, StoreError::Lost(_)), "{refused:?}");
    let store = Store::open(&desk.database).await.unwrap();
    assert_eq!(append(&store).await, 1);
}
