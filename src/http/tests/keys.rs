//! Idempotency keys.

use super::*;
use crate::rounds::{KEPT_FOR, LOST_AFTER};

fn order(name: &str, milliseconds: u32) -> Value {
    json!({ "name": name, "lines": [milliseconds] })
}

#[tokio::test]
async fn the_same_request_is_worked_on_once() {
    let world = World::usual().await;
    let first = world.count("k1", &order("once", 0)).await;
    assert_eq!(first, (StatusCode::OK, json!(1), false));
    for _ in 0..3 {
        assert_eq!(world.count("k1", &order("once", 0)).await, (StatusCode::OK, json!(1), true));
    }
    assert_eq!(world.count("k2", &order("once", 0)).await.1, json!(2));

    let (status, problem, _) = world.count("k1", &order("other", 0)).await;
    assert_eq!((status.as_u16(), &problem["type"]), (422, &json!("/problems/key-used")));
    for bad in ["", "a b", "ü", &"k".repeat(65)] {
        let (status, problem, _) = world.count(bad, &order("once", 0)).await;
        assert_eq!((status.as_u16(), &problem["type"]), (400, &json!("/problems/key-missing")));
    }
}

#[tokio::test]
async fn a_refusal_comes_again_and_a_fault_is_tried_again() {
    let world = World::usual().await;
    let wrong = json!({ "name": "refused" });
    let first = world.count("k", &wrong).await;
    let again = world.count("k", &wrong).await;
    assert_eq!(first.0, StatusCode::UNPROCESSABLE_ENTITY);
    assert_eq!((first.1, again.2), (again.1, true), "with the number of the first request");

    let fault = world.count("p", &order("panic", 0)).await;
    assert_eq!(fault.0, StatusCode::INTERNAL_SERVER_ERROR);
    assert_eq!(world.count("p", &order("panic", 0)).await.0, StatusCode::CONFLICT);
    world.clock.advance(LOST_AFTER);
    assert_eq!(world.count("p", &order("panic", 0)).await.0, StatusCode::INTERNAL_SERVER_ERROR);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn of_many_at_once_one_is_worked_on_and_the_others_wait() {
    let world = Arc::new(World::usual().await);
    let ask = || {
        let world = Arc::clone(&world);
        tokio::spawn(async move { world.count("race", &order("race", 300)).await })
    };
    let asked: Vec<_> = (0..8).map(|_| ask()).collect();
    let (mut worked, mut told) = (0, 0);
    for answer in asked {
        match answer.await.unwrap() {
            (StatusCode::OK, count, false) => {
                assert_eq!(count, json!(1));
                worked += 1;
            }
            (StatusCode::CONFLICT, problem, _) => {
                assert_eq!(problem["type"], "/problems/under-way");
                told += 1;
            }
            // Who comes late enough gets the answer itself.
            (status, count, true) => assert_eq!((status, count), (StatusCode::OK, json!(1))),
            other => panic!("{other:?}"),
        }
    }
    assert_eq!(worked, 1);
    assert!(told > 0);
    assert_eq!(world.count("race", &order("race", 300)).await, (StatusCode::OK, json!(1), true));
}

#[tokio::test]
async fn what_was_begun_is_finished_though_nobody_waits() {
    let limits = Limits { time: Duration::from_millis(100), ..Limits::default() };
    let world = World::new(limits).await;
    let (status, problem, _) = world.count("slow", &order("slow", 400)).await;
    assert_eq!((status.as_u16(), &problem["type"]), (503, &json!("/problems/unfinished")));
    assert!(!world.app.idle(Duration::from_millis(50)).await, "its place is not free yet");
    assert!(world.app.idle(Duration::from_secs(10)).await);
    assert_eq!(world.count("slow", &order("slow", 400)).await, (StatusCode::OK, json!(1), true));
}

#[tokio::test]
async fn answers_are_kept_for_a_day_and_sealed() {
    let world = World::usual().await;
    assert_eq!(world.count("day", &order("secret-name", 0)).await.1, json!(1));
    world.clock.advance(KEPT_FOR - 1);
    assert_eq!(rounds::sweep_answers(world.app.office()).await.unwrap(), 0);
    assert!(world.count("day", &order("secret-name", 0)).await.2);
    world.clock.advance(1);
    assert_eq!(world.count("day", &order("secret-name", 0)).await.1, json!(2));
    world.clock.advance(KEPT_FOR + 1);
    assert_eq!(rounds::sweep_answers(world.app.office()).await.unwrap(), 1);
}
