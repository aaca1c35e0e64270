//! Statements on the journal and on rounds: what is written is what is read.

use paiwei::store::{Lock, PendingRow};
use paiwei_protocol::digest::Digest;

use crate::{
    database::{Engine, on_both},
    desk::{Desk, ORIGIN, application, bytes, round, round_row},
};

on_both!(
    the_journal,
    rounds_and_seeds,
    files,
    what_waits,
    the_clock,
    texts_are_ordered_by_their_bytes,
);

async fn the_journal(engine: Engine) {
    let desk = Desk::new(engine).await;
    let mut write = desk.store.begin_write(Lock::Journal).await.unwrap();
    assert!(write.insert_cosignature(2, "— a").await.is_err(), "of no checkpoint");
    drop(write);
    let mut write = desk.store.begin_write(Lock::Journal).await.unwrap();
    write.append(0, &bytes(), &Digest::of(b"0"), "one\n").await.unwrap();
    write.append_unsigned(1, b"1", &Digest::of(b"1")).await.unwrap();
    write.insert_checkpoint(2, "two\n").await.unwrap();
    // What was signed first stays.
    write.insert_checkpoint(2, "other\n").await.unwrap();
    assert!(write.insert_cosignature(2, "— b").await.unwrap());
    assert!(write.insert_cosignature(2, "— a").await.unwrap());
    assert!(!write.insert_cosignature(2, "— a").await.unwrap());
    write.commit().await.unwrap();
    let mut read = desk.store.begin_read().await.unwrap();
    let head = read.head().await.unwrap().unwrap();
    assert_eq!((head.origin.as_str(), head.size, head.root), (ORIGIN, 2, Digest::of(b"1")));
    assert_eq!(read.entries_from(0).await.unwrap(), [bytes(), b"1".to_vec()]);
    assert_eq!(read.entries_from(1).await.unwrap(), [b"1".to_vec()]);
    assert_eq!(read.checkpoint(2).await.unwrap().as_deref(), Some("two\n"));
    assert_eq!(read.checkpoint(3).await.unwrap(), None);
    assert_eq!(read.checkpoint_sizes(0).await.unwrap(), [1, 2]);
    assert_eq!(read.checkpoint_sizes(2).await.unwrap(), [2]);
    assert_eq!(read.cosignatures(2).await.unwrap(), ["— a", "— b"]);
    assert_eq!(read.cosignature_count().await.unwrap(), 2);
}

async fn rounds_and_seeds(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a", "b"]).await;
    let mut write = round(&desk).await;
    write.set_received("a", u64::from(u32::MAX) + 7).await.unwrap();
    write.insert_seed("a", 2, &bytes()).await.unwrap();
    write.commit().await.unwrap();
    let mut read = desk.store.begin_read().await.unwrap();
    let row = read.round("a").await.unwrap().unwrap();
    assert_eq!(row.received, u64::from(u32::MAX) + 7);
    let columns = [row.rules, row.data_key, row.tag_key];
    let expected = round_row();
    assert_eq!(columns, [expected.rules, expected.data_key, expected.tag_key]);
    assert_eq!(read.round("b").await.unwrap().unwrap().received, 0);
    assert!(read.round("c").await.unwrap().is_none());
    assert_eq!(read.seed("a", 2).await.unwrap(), Some(bytes()));
    assert_eq!(read.seed("a", 1).await.unwrap(), None);
    drop(read);
    assert!(round(&desk).await.insert_seed("a", 2, b"other").await.is_err(), "a second seed");
}

async fn files(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a"]).await;
    let mut write = round(&desk).await;
    write.put_file("a", 2, "roll.csv", b"two").await.unwrap();
    write.put_file("a", 1, "roll.csv", b"old").await.unwrap();
    write.put_file("a", 1, "roll.csv", &bytes()).await.unwrap();
    write.put_file("a", 1, "draw.txt", b"").await.unwrap();
    write.commit().await.unwrap();
    let mut read = desk.store.begin_read().await.unwrap();
    assert_eq!(read.file("a", 1, "roll.csv").await.unwrap(), Some(bytes()));
    assert_eq!(read.file("a", 2, "draw.txt").await.unwrap(), None);
    let expected = [
        (1, "draw.txt".to_owned(), Vec::new()),
        (1, "roll.csv".to_owned(), bytes()),
        (2, "roll.csv".to_owned(), b"two".to_vec()),
    ];
    assert_eq!(read.files("a").await.unwrap(), expected);
}

async fn what_waits(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a"]).await;
    let mut write = round(&desk).await;
    assert!(write.insert_confirmation("a", 1, "note").await.is_err(), "nothing waits");
    drop(write);
    let mut write = round(&desk).await;
    write.put_pending("a", 1, b"first").await.unwrap();
    write.insert_confirmation("a", 1, "of the first").await.unwrap();
    write.put_pending("a", 1, &bytes()).await.unwrap();
    write.put_pending("a", 2, b"other").await.unwrap();
    for note in ["notary", "district", "notary"] {
        write.insert_confirmation("a", 1, note).await.unwrap();
    }
    let confirmations = vec!["district".to_owned(), "notary".to_owned()];
    let expected = PendingRow { entry: bytes(), confirmations };
    assert_eq!(write.pending("a", 1).await.unwrap(), Some(expected));
    write.clear_pending("a", 1).await.unwrap();
    write.commit().await.unwrap();
    let mut read = desk.store.begin_read().await.unwrap();
    assert_eq!(read.pending("a", 1).await.unwrap(), None);
    let other = PendingRow { entry: b"other".to_vec(), confirmations: Vec::new() };
    assert_eq!(read.pending("a", 2).await.unwrap(), Some(other));
}

async fn the_clock(engine: Engine) {
    let desk = Desk::new(engine).await;
    let now = desk.store.clock().await.unwrap();
    match engine {
        Engine::Sqlite => assert_eq!(now, None),
        // A clock that shows a time since this was written.
        Engine::Postgres => assert!(now.unwrap() > 1_760_000_000, "{now:?}"),
    }
}

/// Languages order words otherwise, and a PostgreSQL server follows some language.
async fn texts_are_ordered_by_their_bytes(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a"]).await;
    let names = ["1", "10", "2", "A-b", "AB", "Ab", "_", "a", "b", "Ä", "é", "一", "丁"];
    let mut write = round(&desk).await;
    write.put_pending("a", 1, b"").await.unwrap();
    write.insert_checkpoint(1, "").await.unwrap();
    for (mark, name) in (0..).zip(names.iter().rev()) {
        write.put_file("a", 1, name, b"").await.unwrap();
        write.insert_confirmation("a", 1, name).await.unwrap();
        write.insert_cosignature(1, name).await.unwrap();
        write.insert_application("a", &application(name, mark, None)).await.unwrap();
    }
    write.commit().await.unwrap();
    let mut read = desk.store.begin_read().await.unwrap();
    let of_files = read.files("a").await.unwrap().into_iter().map(|(_, name, _)| name);
    assert_eq!(of_files.collect::<Vec<_>>(), names);
    assert_eq!(read.pending("a", 1).await.unwrap().unwrap().confirmations, names);
    assert_eq!(read.cosignatures(1).await.unwrap(), names);
    let of_codes = read.applications("a").await.unwrap().into_iter().map(|row| row.code);
    assert_eq!(of_codes.collect::<Vec<_>>(), names);
}
