//! The keys of requests that may be sent again: of many that come with one key, one is carried out.

use std::time::Duration;

use paiwei::store::{AnswerRow, KeyRow, Store};

use crate::{
    database::{Engine, on_both},
    desk::{Desk, bytes},
};

on_both!(
    a_key_is_claimed_answered_and_forgotten,
    one_of_many_makes_a_key,
    who_waits_makes_the_key_that_was_given_up,
);

const AT: u64 = 1_700_000_000;

async fn row(store: &Store) -> Option<KeyRow> {
    store.begin_read().await.unwrap().key("li", "k").await.unwrap()
}

async fn a_key_is_claimed_answered_and_forgotten(engine: Engine) {
    let desk = Desk::new(engine).await;
    let store = &desk.store;
    let (write, made) = store.begin_key("li", "k", &[1; 32], AT).await.unwrap();
    assert!(made);
    write.commit().await.unwrap();
    assert_eq!(row(store).await, Some(KeyRow { request: [1; 32], answer: None, at: AT }));

    // Whoever was first is gone; another takes the key over, and only that one may answer.
    let (mut write, made) = store.begin_key("li", "k", &[2; 32], AT + 5).await.unwrap();
    assert!(!made);
    write.lock_key("li", "k").await.unwrap();
    write.claim_key("li", "k", &[2; 32], AT + 5).await.unwrap();
    write.commit().await.unwrap();
    let answer = |status| AnswerRow { status, kind: "text/plain".to_owned(), body: bytes() };
    store.keep_answer("li", "k", AT, &answer(500)).await.unwrap();
    store.release_key("li", "k", AT).await.unwrap();
    assert_eq!(row(store).await, Some(KeyRow { request: [2; 32], answer: None, at: AT + 5 }));
    store.keep_answer("li", "k", AT + 5, &answer(201)).await.unwrap();
    let kept = KeyRow { request: [2; 32], answer: Some(answer(201)), at: AT + 5 };
    assert_eq!(row(store).await, Some(kept.clone()));

    // What is answered is not given up, and is forgotten by its age alone.
    store.release_key("li", "k", AT + 5).await.unwrap();
    assert_eq!(store.sweep_keys(AT + 5).await.unwrap(), 0);
    assert_eq!(row(store).await, Some(kept));
    assert_eq!(store.sweep_keys(AT + 6).await.unwrap(), 1);
    assert_eq!(row(store).await, None);

    let (write, _) = store.begin_key("li", "k", &[1; 32], AT).await.unwrap();
    write.commit().await.unwrap();
    store.release_key("li", "k", AT).await.unwrap();
    assert_eq!(row(store).await, None);
}

async fn one_of_many_makes_a_key(engine: Engine) {
    let desk = Desk::new(engine).await;
    let many: Vec<_> = (0..50)
        .map(|_| {
            let store = desk.store.clone();
            tokio::spawn(async move {
                let (write, made) = store.begin_key("li", "k", &[1; 32], AT).await.unwrap();
                write.commit().await.unwrap();
                made
            })
        })
        .collect();
    let mut made = 0;
    for one in many {
        made += usize::from(one.await.unwrap());
    }
    assert_eq!(made, 1);
}

async fn who_waits_makes_the_key_that_was_given_up(engine: Engine) {
    let desk = Desk::new(engine).await;
    let (first, made) = desk.store.begin_key("li", "k", &[1; 32], AT).await.unwrap();
    assert!(made);
    let store = desk.store.clone();
    let second = tokio::spawn(async move {
        let (write, made) = store.begin_key("li", "k", &[2; 32], AT).await.unwrap();
        write.commit().await.unwrap();
        made
    });
    tokio::time::sleep(Duration::from_millis(200)).await;
    assert!(!second.is_finished());
    drop(first);
    assert!(second.await.unwrap());
    assert_eq!(row(&desk.store).await.unwrap().request, [2; 32]);
}
