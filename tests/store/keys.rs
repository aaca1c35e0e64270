//! Idempotency keys on both databases: one claims, and an answer belongs to its claim.

use paiwei::store::AnswerRow;

use crate::{
    database::{Engine, on_both},
    desk::Desk,
};

on_both!(one_of_many_claims_a_key, an_answer_is_of_its_claim, old_keys_are_swept);

const SCOPE: &str = "staff wang";
const REQUEST: [u8; 32] = [7; 32];

fn answer(status: u16) -> AnswerRow {
    let kind = "application/json".to_owned();
    AnswerRow { status, kind, body: (0..=255).collect() }
}

async fn claimed(desk: &Desk, key: &str, at: u64) -> bool {
    let (write, made) = desk.store.begin_key(SCOPE, key, &REQUEST, at).await.unwrap();
    write.commit().await.unwrap();
    made
}

async fn kept(desk: &Desk, key: &str) -> Option<Option<u16>> {
    let row = desk.store.begin_read().await.unwrap().key(SCOPE, key).await.unwrap();
    row.map(|row| row.answer.map(|answer| answer.status))
}

async fn one_of_many_claims_a_key(engine: Engine) {
    let desk = std::sync::Arc::new(Desk::new(engine).await);
    let claim = |_| {
        let desk = desk.clone();
        tokio::spawn(async move { claimed(&desk, "k", 5).await })
    };
    let mut winners = 0;
    for claim in (0..40).map(claim).collect::<Vec<_>>() {
        winners += usize::from(claim.await.unwrap());
    }
    assert_eq!(winners, 1);
    assert_eq!(kept(&desk, "k").await, Some(None));
    let (write, made) = desk.store.begin_key("staff li", "k", &REQUEST, 5).await.unwrap();
    assert!(made, "a scope has its own keys");
    drop(write);
    let other = desk.store.begin_read().await.unwrap().key("staff li", "k").await.unwrap();
    assert_eq!(other, None, "a dropped claim leaves no trace");
}

async fn an_answer_is_of_its_claim(engine: Engine) {
    let desk = Desk::new(engine).await;
    assert!(claimed(&desk, "k", 5).await);
    // Somebody takes the key over; the first comes back late.
    let (mut write, made) = desk.store.begin_key(SCOPE, "k", &REQUEST, 65).await.unwrap();
    assert!(!made);
    write.lock_key(SCOPE, "k").await.unwrap();
    write.claim_key(SCOPE, "k", &[8; 32], 65).await.unwrap();
    write.commit().await.unwrap();
    desk.store.keep_answer(SCOPE, "k", 5, &answer(201)).await.unwrap();
    desk.store.release_key(SCOPE, "k", 5).await.unwrap();
    assert_eq!(kept(&desk, "k").await, Some(None));

    desk.store.keep_answer(SCOPE, "k", 65, &answer(200)).await.unwrap();
    let row = desk.store.begin_read().await.unwrap().key(SCOPE, "k").await.unwrap().unwrap();
    assert_eq!((row.request, row.at, row.answer), ([8; 32], 65, Some(answer(200))));
    desk.store.release_key(SCOPE, "k", 65).await.unwrap();
    desk.store.keep_answer(SCOPE, "k", 65, &answer(500)).await.unwrap();
    assert_eq!(kept(&desk, "k").await, Some(Some(200)), "an answer stays");
}

async fn old_keys_are_swept(engine: Engine) {
    let desk = Desk::new(engine).await;
    for (key, at) in [("a", 10), ("b", 20), ("c", 30)] {
        assert!(claimed(&desk, key, at).await);
    }
    assert_eq!(desk.store.sweep_keys(20).await.unwrap(), 1);
    assert_eq!((kept(&desk, "a").await, kept(&desk, "b").await), (None, Some(None)));
    desk.store.release_key(SCOPE, "b", 20).await.unwrap();
    assert_eq!(kept(&desk, "b").await, None);
}
