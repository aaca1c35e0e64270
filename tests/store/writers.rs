//! Writers that meet.

use std::{future::Future, time::Duration};

use paiwei::store::{Lock, Store};

use crate::{
    database::{Engine, on_both},
    desk::{Desk, append},
};

on_both!(
    appends_leave_no_gap,
    receipts_of_two_rounds_leave_no_gap,
    a_round_is_written_while_another_is_locked,
    two_programs_on_one_database,
);

const WRITERS: u64 = 200;

/// What all of them answer, in no order, when they start at once.
async fn at_once<T: Send + 'static, F: Future<Output = T> + Send + 'static>(
    writer: impl Fn(u64) -> F,
) -> Vec<T> {
    let started: Vec<_> = (0..WRITERS).map(|number| tokio::spawn(writer(number))).collect();
    let mut answers = Vec::new();
    for writer in started {
        answers.push(writer.await.unwrap());
    }
    answers
}

/// Asserts that the journal holds every writer's entry, and that each got an index of its own.
async fn assert_no_gap(store: &Store, mut answers: Vec<u64>) {
    answers.sort_unstable();
    assert_eq!(answers, (0..WRITERS).collect::<Vec<_>>());
    let mut read = store.begin_read().await.unwrap();
    let expected: Vec<_> = (0..WRITERS).map(|index| index.to_string().into_bytes()).collect();
    assert_eq!(read.entries_from(0).await.unwrap(), expected);
    assert_eq!(read.head().await.unwrap().unwrap().size, WRITERS);
    let sizes: Vec<_> = (1..=WRITERS).collect();
    assert_eq!(read.checkpoint_sizes(0).await.unwrap(), sizes);
}

async fn appends_leave_no_gap(engine: Engine) {
    let desk = Desk::new(engine).await;
    let answers = at_once(|_| {
        let store = desk.store.clone();
        async move { append(&store).await }
    });
    assert_no_gap(&desk.store, answers.await).await;
}

/// Two services on one database, as two processes have them: nothing is shared but the database.
async fn two_programs_on_one_database(engine: Engine) {
    let desk = Desk::new(engine).await;
    let second = Store::open(&desk.database).await.unwrap();
    let answers = at_once(|number| {
        let store = if number % 2 == 0 { &desk.store } else { &second }.clone();
        async move { append(&store).await }
    });
    assert_no_gap(&desk.store, answers.await).await;
}

/// Takes the next receipt's index of a round.
async fn receive(store: &Store, round: &str) -> u64 {
    let mut write = store.begin_write(Lock::Round(round)).await.unwrap();
    let received = write.round(round).await.unwrap().unwrap().received;
    write.set_received(round, received + 1).await.unwrap();
    write.commit().await.unwrap();
    received
}

async fn receipts_of_two_rounds_leave_no_gap(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a", "b"]).await;
    let answers = at_once(|number| {
        let (store, round) = (desk.store.clone(), if number % 2 == 0 { "a" } else { "b" });
        async move { (round, receive(&store, round).await) }
    });
    let mut answers = answers.await;
    answers.sort_unstable();
    let of = |round| (0..WRITERS / 2).map(move |index| (round, index));
    assert_eq!(answers, of("a").chain(of("b")).collect::<Vec<_>>());
}

/// PostgreSQL locks one round; SQLite has one writer at a time, whoever it is.
async fn a_round_is_written_while_another_is_locked(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a", "b"]).await;
    let held = desk.store.begin_write(Lock::Round("a")).await.unwrap();
    let store = desk.store.clone();
    let other = tokio::spawn(async move { receive(&store, "b").await });
    let store = desk.store.clone();
    let same = tokio::spawn(async move { receive(&store, "a").await });
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(!same.is_finished());
    assert_eq!(other.is_finished(), engine == Engine::Postgres);
    held.commit().await.unwrap();
    assert_eq!((other.await.unwrap(), same.await.unwrap()), (0, 0));
}
