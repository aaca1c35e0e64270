//! What the service does by itself.

use paiwei::{
    chores,
    http::{App, Options},
    rounds,
};

use crate::{
    database::{Engine, on_both},
    families::children,
    ruleset::{OPEN, dice, rules},
    world::{ROUND, World},
};

on_both!(an_hour_that_brought_something_is_journalled_once);

async fn intakes(world: &World) -> usize {
    let status = rounds::status(&world.office, ROUND).await.unwrap();
    status.done.iter().filter(|entry| entry.kind == "intake").count()
}

async fn an_hour_that_brought_something_is_journalled_once(engine: Engine) {
    let world = World::new(engine, "chores").await;
    world.announce(&rules(&world.origin, vec![dice()], &world.observers)).await;
    world.commit(1).await;
    world.clock.set(OPEN);
    rounds::open_intake(&world.office, ROUND).await.unwrap();
    let app = App::new(world.office.clone(), Options::default());

    rounds::import(&world.office, ROUND, &children(3)).await.unwrap();
    world.clock.advance(3599);
    chores::once(&app).await.unwrap();
    assert_eq!(intakes(&world).await, 1, "the hour isn't over");

    world.clock.advance(1);
    let other = world.open_on(&world.database).await.unwrap();
    let other = App::new(other.into(), Options::default());
    let (one, two) = tokio::join!(chores::once(&app), chores::once(&other));
    one.unwrap();
    two.unwrap();
    assert_eq!(intakes(&world).await, 2, "two processes, one entry");

    world.clock.advance(7200);
    chores::once(&app).await.unwrap();
    assert_eq!(intakes(&world).await, 2, "nothing came");
}
