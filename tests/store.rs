//! The database under concurrent writers.

#![allow(clippy::unwrap_used, reason = "a panic is how a test fails")]

use paiwei::store::{Database, Lock, RoundRow, Store, StoreError};
use paiwei_protocol::digest::Digest;

const WRITERS: u64 = 100;

async fn store() -> (tempfile::TempDir, Store) {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(&Database::Sqlite(folder.path().join("paiwei.db"))).await.unwrap();
    store.begin_office("office.example/journal").await.unwrap().commit().await.unwrap();
    (folder, store)
}

async fn append(store: &Store) {
    let mut write = store.begin_write(Lock::Journal).await.unwrap();
    let index = write.head().await.unwrap().unwrap().size;
    let entry = index.to_string();
    write.append(index, entry.as_bytes(), &Digest::of(entry.as_bytes()), "note").await.unwrap();
    write.commit().await.unwrap();
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn concurrent_appends_leave_no_gap() {
    let (_folder, store) = store().await;
    let writers: Vec<_> = (0..WRITERS)
        .map(|_| {
            let store = store.clone();
            tokio::spawn(async move { append(&store).await })
        })
        .collect();
    for writer in writers {
        writer.await.unwrap();
    }
    let mut read = store.begin_read().await.unwrap();
    let entries = read.entries_from(0).await.unwrap();
    let expected: Vec<_> = (0..WRITERS).map(|index| index.to_string().into_bytes()).collect();
    assert_eq!(entries, expected);
    assert_eq!(read.head().await.unwrap().unwrap().size, WRITERS);
}

#[tokio::test]
async fn the_head_moves_one_by_one() {
    let (_folder, store) = store().await;
    let mut write = store.begin_write(Lock::Journal).await.unwrap();
    let refused = write.append(1, b"x", &Digest::of(b""), "note").await;
    assert!(matches!(refused, Err(StoreError::HeadMoved { expected: 1 })));
}

#[tokio::test]
async fn a_dropped_write_leaves_no_trace() {
    let (_folder, store) = store().await;
    let mut write = store.begin_write(Lock::Journal).await.unwrap();
    write.append(0, b"x", &Digest::of(b""), "note").await.unwrap();
    drop(write);
    let mut read = store.begin_read().await.unwrap();
    assert_eq!(read.head().await.unwrap().unwrap().size, 0);
    assert!(read.entries_from(0).await.unwrap().is_empty());
}

#[tokio::test]
async fn a_reader_sees_one_moment() {
    let (_folder, store) = store().await;
    let mut read = store.begin_read().await.unwrap();
    assert!(read.entries_from(0).await.unwrap().is_empty());
    append(&store).await;
    assert!(read.entries_from(0).await.unwrap().is_empty());
    drop(read);
    assert_eq!(store.begin_read().await.unwrap().entries_from(0).await.unwrap().len(), 1);
}

#[tokio::test]
async fn rounds_are_locked_by_their_row() {
    let (_folder, store) = store().await;
    let refused = store.begin_write(Lock::Round("a")).await;
    assert!(matches!(refused, Err(StoreError::NothingToLock { .. })));
    let mut write = store.begin_write(Lock::Journal).await.unwrap();
    let row = RoundRow { rules: vec![], data_key: vec![], tag_key: vec![], received: 7 };
    write.insert_round("a", &row).await.unwrap();
    assert!(write.insert_round("a", &row).await.is_err());
    write.commit().await.unwrap();
    let mut write = store.begin_write(Lock::Round("a")).await.unwrap();
    assert_eq!(write.round("a").await.unwrap().unwrap().received, 7);
    assert!(write.put_file("b", 1, "roll.csv", b"").await.is_err(), "a file of no round");
}
