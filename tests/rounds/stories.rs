//! Whole rounds, from the announcement to the published folder, each verified.

use paiwei::rounds;
use paiwei_protocol::{digest::parse_hex, rules::Rules};

use crate::{
    database::{Engine, on_both},
    families::children,
    observer::Observer,
    ruleset::{dice, drand, rules},
    world::{ORIGIN, ROUND, World, given},
};

on_both!(
    by_dice_alone,
    by_drand_after_a_second_order,
    by_dice_and_drand_with_a_vetoed_throw,
    the_beacon_fails_and_dice_take_its_place,
    annulled_and_drawn_again,
    voided_rounds_are_published_too,
    a_rehearsal_without_observers,
);

/// Round 1000 of quicknet, as recorded from the network: due at this time, with this signature.
pub const DUE: u64 = 1_692_806_364;
pub const SIGNATURE: &str = "b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39";

const WINDOW: u64 = 900;
const LEAD: u64 = 600;

pub fn by_dice(world: &World) -> Rules {
    rules(&world.origin, vec![dice()], &world.observers)
}

/// A world with a frozen roll.
async fn frozen(world: World, rules: &Rules) -> World {
    world.take_in(rules, &children(7)).await;
    world.post_and_freeze().await;
    world
}

async fn record_beacon(world: &World) {
    let signature: [u8; 48] = parse_hex(SIGNATURE).unwrap();
    let done = rounds::beacon(&world.office, ROUND, &signature, None).await.unwrap();
    assert!(!done.repeated);
    assert!(rounds::beacon(&world.office, ROUND, &signature, None).await.unwrap().repeated);
}

async fn by_dice_alone(engine: Engine) {
    let world = World::new(engine, "dice").await;
    let rules = by_dice(&world);
    let mut world = frozen(world, &rules).await;
    world.reopen().await;
    world.draw_by_dice(1).await;
    let folder = world.publish().await;
    world.assert_verifies(&folder).await;
    let status = rounds::status(&world.office, ROUND).await.unwrap();
    assert_eq!((status.applications, status.undecided), (7, 0));
    assert!(status.pending.is_none());
}

/// The same children, chance and clock on another database: the same bytes.
#[tokio::test]
async fn the_database_leaves_no_mark() {
    let mut folders = Vec::new();
    for engine in [Engine::Sqlite, Engine::Postgres] {
        let world = World::new(engine, "unmarked").await;
        let rules = by_dice(&world);
        let world = frozen(world, &rules).await;
        world.draw_by_dice(1).await;
        folders.push(world.publish().await);
    }
    assert!(folders[0].contains_key("results.csv"));
    assert!(folders[0] == folders[1], "published folders differ");
}

async fn by_drand_after_a_second_order(engine: Engine) {
    let world = World::new(engine, "drand").await;
    let rules = rules(ORIGIN, vec![drand()], &world.observers);
    let world = frozen(world, &rules).await;
    world.open_seeds(1).await;
    world.clock.set(DUE - LEAD - WINDOW - 5000);
    let first = rounds::order(&world.office, ROUND, WINDOW).await.unwrap().answer.drand.unwrap();
    assert!(rounds::order(&world.office, ROUND, WINDOW).await.unwrap().repeated);
    // The notary comes too late, says so, and the order is set again.
    world.clock.set(first.cosign_by + 1);
    let late = world.witness().await.unwrap_err();
    assert!(late.to_string().contains("0 of 1"), "{late}");
    let folder = world.stick().await;
    let note = world.observers[0].deny(&folder, ROUND, 1);
    world.clock.set(DUE - LEAD - WINDOW);
    let notes = [given(&note)];
    let again = rounds::order_again(&world.office, ROUND, WINDOW, &notes).await.unwrap();
    assert_eq!(again.answer.drand.unwrap().round, 1000);
    assert!(rounds::order_again(&world.office, ROUND, WINDOW, &notes).await.unwrap().repeated);
    world.witness().await.unwrap();
    world.clock.set(DUE + 10);
    record_beacon(&world).await;
    let folder = world.publish().await;
    world.assert_verifies(&folder).await;
}

async fn by_dice_and_drand_with_a_vetoed_throw(engine: Engine) {
    let observers = ["notary", "committee", "district"].map(Observer::new).into();
    let world = World::of(engine, "both", ORIGIN, observers).await;
    let rules = rules(ORIGIN, vec![dice(), drand()], &world.observers);
    let world = frozen(world, &rules).await;
    world.open_seeds(1).await;
    let (first, second) = (world.faces(1), world.faces(2));
    rounds::dice(&world.office, ROUND, &first, &first).await.unwrap();
    let veto = rounds::dice_again(&world.office, ROUND, &second, &second, "a die fell off").await;
    assert_eq!(veto.unwrap().answer.need, 2);
    // Only two confirm the veto; no more are needed.
    let stick = world.stick().await;
    let entry = &stick["pending.json"];
    for (number, observer) in world.observers[..2].iter().enumerate() {
        let note = observer.confirm(ORIGIN, ROUND, 1, entry);
        let done = rounds::confirm(&world.office, ROUND, &[given(&note)]).await.unwrap();
        assert_eq!(done.answer.appended.len(), number);
    }
    assert_eq!(world.confirm(1).await, 1);
    world.clock.set(DUE - LEAD - WINDOW);
    rounds::order(&world.office, ROUND, WINDOW).await.unwrap();
    world.witness().await.unwrap();
    world.clock.set(DUE);
    record_beacon(&world).await;
    let folder = world.publish().await;
    assert!(String::from_utf8_lossy(&folder["draw.txt"]).contains(&format!("dice: {second}\n")));
    world.assert_verifies(&folder).await;
}

async fn the_beacon_fails_and_dice_take_its_place(engine: Engine) {
    let world = World::new(engine, "fallback").await;
    let rules = rules(ORIGIN, vec![drand()], &world.observers);
    let world = frozen(world, &rules).await;
    world.open_seeds(1).await;
    let ordered = rounds::order(&world.office, ROUND, WINDOW).await.unwrap().answer;
    world.witness().await.unwrap();
    let early = rounds::source_failed(&world.office, ROUND, "no network").await.unwrap_err();
    assert!(early.to_string().contains("due"), "{early}");
    world.clock.set(ordered.drand.unwrap().due + 7200);
    rounds::source_failed(&world.office, ROUND, "no network").await.unwrap();
    assert_eq!(world.confirm(1).await, 1);
    world.throw_and_confirm(1).await;
    let folder = world.publish().await;
    world.assert_verifies(&folder).await;
}

async fn annulled_and_drawn_again(engine: Engine) {
    let world = World::new(engine, "annulled").await;
    let rules = by_dice(&world);
    let world = frozen(world, &rules).await;
    world.draw_by_dice(1).await;
    let first = world.publish().await;
    rounds::annul(&world.office, ROUND, "a category was left out").await.unwrap();
    assert_eq!(world.confirm(1).await, 1);
    world.commit(2).await;
    rounds::freeze(&world.office, ROUND).await.unwrap();
    world.draw_by_dice(2).await;
    let folder = world.publish().await;
    world.assert_verifies(&folder).await;
    assert_eq!(folder["results.csv"], first["results.csv"]);
    assert_ne!(folder["attempt-2/results.csv"], first["results.csv"]);
}

async fn voided_rounds_are_published_too(engine: Engine) {
    let world = World::new(engine, "void").await;
    let rules = by_dice(&world);
    let world = frozen(world, &rules).await;
    world.open_seeds(1).await;
    let done = rounds::void(&world.office, ROUND, "flood", &[]).await.unwrap();
    assert!(!done.repeated);
    assert!(rounds::void(&world.office, ROUND, "flood", &[]).await.unwrap().repeated);
    assert!(rounds::void(&world.office, ROUND, "fire", &[]).await.is_err());
    let folder = world.publish_only().await;
    world.assert_verifies(&folder).await;
}

async fn a_rehearsal_without_observers(engine: Engine) {
    let world =
        World::of(engine, "rehearsal", "330199.admissions.example/rehearsal", Vec::new()).await;
    let rules = by_dice(&world);
    let world = frozen(world, &rules).await;
    world.open_seeds(1).await;
    rounds::order(&world.office, ROUND, 0).await.unwrap();
    world.witness().await.unwrap();
    let faces = world.faces(3);
    rounds::dice(&world.office, ROUND, &faces, &faces).await.unwrap();
    let folder = world.publish().await;
    world.assert_verifies(&folder).await;
    assert!(folder["draw.txt"].starts_with(b"paiwei rehearsal v1\n"));
}
