//! Every command given twice has one effect; given with other input, or out of order, it is refused.

use paiwei::{
    folder::read_tree,
    rounds::{self, RoundsError, Task},
};

use crate::{
    database::{Engine, on_both},
    families::{child, children},
    ruleset::{CLOSED, OPEN},
    stories::by_dice,
    world::{ROUND, World, given},
};

on_both!(
    every_step_twice,
    other_input_is_refused,
    out_of_order_names_what_comes_next,
    a_clock_behind_the_journal_is_refused,
    of_many_who_publish_at_once_one_writes,
);

/// Asserts that a step is new the first time and repeated, with the same answer, the second.
macro_rules! twice {
    ($step:expr) => {{
        let first = $step.await.unwrap();
        assert!(!first.repeated);
        let second = $step.await.unwrap();
        assert!(second.repeated);
        assert_eq!(first.answer, second.answer);
        first.answer
    }};
}

async fn entries(world: &World) -> usize {
    world.stick().await.keys().filter(|path| path.starts_with("journal/entries/")).count()
}

async fn every_step_twice(engine: Engine) {
    let world = World::new(engine, "twice").await;
    let (office, round) = (&world.office, ROUND);
    let rules = by_dice(&world).to_json();
    twice!(rounds::announce(office, &rules));
    twice!(rounds::commit(office, round));
    let note = world.observers[0].commit(&world.origin, round, 1);
    twice!(rounds::commit_observer(office, round, given(&note)));
    world.clock.set(OPEN);
    twice!(rounds::open_intake(office, round));
    let first = rounds::import(office, round, &children(4)).await.unwrap();
    let second = rounds::import(office, round, &children(4)).await.unwrap();
    assert!(!first.repeated && second.repeated);
    let codes = |imported: &rounds::Imported| {
        imported.children.iter().map(|child| child.code).collect::<Vec<_>>()
    };
    assert_eq!(codes(&first.answer), codes(&second.answer));
    let more = rounds::import(office, round, &children(7)).await.unwrap();
    assert_eq!(more.answer.children.iter().filter(|child| child.repeated).count(), 4);
    assert!(rounds::record_intake(office, round).await.unwrap().repeated);
    world.clock.set(CLOSED);
    twice!(rounds::close(office, round));
    assert_eq!(rounds::accept_rest(office, round).await.unwrap().changed, 7);
    assert_eq!(rounds::accept_rest(office, round).await.unwrap().changed, 0);
    twice!(rounds::post(office, round));
    twice!(rounds::freeze(office, round));
    twice!(rounds::open_seed(office, round));
    let note = world.observers[0].open(&world.origin, round, 1);
    twice!(rounds::open_observer_seed(office, round, given(&note)));
    twice!(rounds::order(office, round, 0));
    let cosigned = world.cosignatures().await;
    twice!(rounds::witness(office, round, &[given(&cosigned[0])]));
    let faces = world.faces(0);
    twice!(rounds::dice(office, round, &faces, &faces));
    let note = world.observers[0].confirm(
        &world.origin,
        round,
        1,
        &rounds::pending(office, round).await.unwrap().unwrap().entry,
    );
    let confirmed = rounds::confirm(office, round, &[given(&note)]).await.unwrap();
    assert_eq!(confirmed.answer.appended.len(), 1);
    let again = rounds::confirm(office, round, &[given(&note)]).await.unwrap();
    assert!(again.repeated && again.answer.appended.is_empty());
    twice!(rounds::draw(office, round));
    let out = world.path("published");
    rounds::publish(office, round, &out).await.unwrap();
    let (folder, count) = (read_tree(&out).unwrap(), entries(&world).await);
    assert!(rounds::publish(office, round, &out).await.unwrap().repeated);
    assert_eq!(read_tree(&out).unwrap(), folder);
    assert_eq!(entries(&world).await, count);
    // What was derived is derived again, byte for byte.
    std::fs::remove_dir_all(&out).unwrap();
    rounds::publish(office, round, &out).await.unwrap();
    assert_eq!(read_tree(&out).unwrap(), folder);
}

/// As if an earlier version of the program, with another text, had published the round.
#[tokio::test]
async fn published_again_it_encloses_what_it_was_published_with() {
    let world = World::new(Engine::Sqlite, "enclosed").await;
    world.take_in(&by_dice(&world), &children(7)).await;
    world.post_and_freeze().await;
    world.draw_by_dice(1).await;
    let folder = world.publish().await;
    assert_eq!(folder["verify.html"], paiwei_audit::enclosed::VERIFY_PAGE);
    assert_eq!(folder["PROTOCOL.md"], paiwei_audit::enclosed::PROTOCOL);
    let database = format!("sqlite:{}", world.path("data/paiwei.db").display());
    let pool = sqlx::SqlitePool::connect(&database).await.unwrap();
    let older = "update files set content = cast(name as blob) where name in ('PROTOCOL.md', 'verify.html')";
    assert_eq!(sqlx::query(older).execute(&pool).await.unwrap().rows_affected(), 2);
    pool.close().await;
    let again = world.publish_only().await;
    assert_eq!(again["verify.html"], b"verify.html");
    assert_eq!(again["PROTOCOL.md"], b"PROTOCOL.md");
}

async fn other_input_is_refused(engine: Engine) {
    let world = World::new(engine, "other").await;
    let mut rules = by_dice(&world);
    world.announce(&rules).await;
    rules.jurisdiction = "Elsewhere".to_owned();
    rules.programs.iter_mut().for_each(|p| p.jurisdiction = "Elsewhere".to_owned());
    let differs =
        |result: Result<_, RoundsError>| matches!(result, Err(RoundsError::Differs { .. }));
    assert!(differs(rounds::announce(&world.office, &rules.to_json()).await));
    let note = world.observers[0].commit(&world.origin, ROUND, 1);
    rounds::commit_observer(&world.office, ROUND, given(&note)).await.unwrap();
    let other = world.observers[0].commit(&world.origin, ROUND, 2);
    assert!(rounds::commit_observer(&world.office, ROUND, given(&other)).await.is_err());
    let file = rounds::commit_observer(&world.office, ROUND, given(b"holiday photo")).await;
    assert!(file.unwrap_err().to_string().contains("stick/note"));
    world.clock.set(OPEN);
    rounds::open_intake(&world.office, ROUND).await.unwrap();
    rounds::import(&world.office, ROUND, &children(2)).await.unwrap();
    let mut changed = child(0);
    changed.claims.clear();
    let mut again = child(1);
    again.number = "QC2027-99999".to_owned();
    let refused = rounds::import(&world.office, ROUND, &[changed, again]).await;
    let Err(RoundsError::Import(refusals)) = refused else { panic!("{refused:?}") };
    let text = refusals.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n");
    assert!(text.contains("other content") && text.contains("applies once"), "{text}");
}

async fn out_of_order_names_what_comes_next(engine: Engine) {
    let world = World::new(engine, "order").await;
    let (office, round) = (&world.office, ROUND);
    let unknown = rounds::freeze(office, round).await.unwrap_err();
    assert!(matches!(unknown, RoundsError::UnknownRound(_)));
    world.announce(&by_dice(&world)).await;
    let faces = world.faces(0);
    let out = world.path("published");
    let refusals = [
        rounds::close(office, round).await.map(drop),
        rounds::import(office, round, &children(1)).await.map(drop),
        rounds::post(office, round).await.map(drop),
        rounds::freeze(office, round).await.map(drop),
        rounds::open_seed(office, round).await.map(drop),
        rounds::order(office, round, 0).await.map(drop),
        rounds::witness(office, round, &[]).await.map(drop),
        rounds::dice(office, round, &faces, &faces).await.map(drop),
        rounds::beacon(office, round, &[0; 48], None).await.map(drop),
        rounds::draw(office, round).await.map(drop),
        rounds::publish(office, round, &out).await.map(drop),
        rounds::annul(office, round, "why").await.map(drop),
        rounds::seed_missing(office, round, "notary").await.map(drop),
    ];
    for refused in refusals {
        let Err(RoundsError::OutOfOrder { next, .. }) = &refused else { panic!("{refused:?}") };
        assert_eq!(next[0], Task::Commit);
        assert!(refused.unwrap_err().to_string().contains("announced"));
    }
    let early = rounds::open_intake(office, round).await.unwrap_err();
    assert!(matches!(early, RoundsError::TooEarly { from: OPEN, .. }));
    // All seeds are committed before the freeze.
    world.clock.set(OPEN);
    rounds::open_intake(office, round).await.unwrap();
    rounds::import(office, round, &children(3)).await.unwrap();
    assert!(matches!(rounds::close(office, round).await, Err(RoundsError::TooEarly { .. })));
    world.clock.set(CLOSED);
    rounds::close(office, round).await.unwrap();
    let undecided = rounds::post(office, round).await.unwrap_err();
    assert!(matches!(undecided, RoundsError::Undecided { count: 3, .. }));
    rounds::accept_rest(office, round).await.unwrap();
    rounds::post(office, round).await.unwrap();
    let uncommitted = rounds::freeze(office, round).await.unwrap_err();
    assert!(uncommitted.to_string().contains("committed"), "{uncommitted}");
}

async fn a_clock_behind_the_journal_is_refused(engine: Engine) {
    let world = World::new(engine, "clock").await;
    world.announce(&by_dice(&world)).await;
    world.clock.set(OPEN - 1200);
    rounds::commit(&world.office, ROUND).await.unwrap();
    world.clock.set(OPEN - 1301);
    let note = world.observers[0].commit(&world.origin, ROUND, 1);
    let refused = rounds::commit_observer(&world.office, ROUND, given(&note)).await;
    assert!(matches!(refused, Err(RoundsError::Clock { .. })));
}

async fn of_many_who_publish_at_once_one_writes(engine: Engine) {
    let world = World::new(engine, "publish at once").await;
    world.take_in(&by_dice(&world), &children(4)).await;
    world.post_and_freeze().await;
    world.draw_by_dice(1).await;
    let published = world.publish().await;
    let out = world.path("published");
    std::fs::remove_dir_all(out.join(ROUND)).unwrap();
    let publishing: Vec<_> = (0..8)
        .map(|_| {
            let (office, out) = (world.office.clone(), out.clone());
            tokio::spawn(async move { rounds::publish(&office, ROUND, &out).await.unwrap() })
        })
        .collect();
    let mut written = 0;
    for done in publishing {
        written += usize::from(done.await.unwrap().answer.written);
    }
    assert_eq!((written, read_tree(&out.join(ROUND)).unwrap()), (1, published));
}
