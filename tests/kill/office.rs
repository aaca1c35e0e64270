//! An office whose round takes applications by the machine's own clock.

use paiwei::{
    clock::{Clock as _, SystemClock},
    rounds,
};
use paiwei_protocol::{rules::Rules, verify::Folder};

use crate::{
    database::Engine,
    ruleset::{dice, rules},
    world::{ROUND, World},
};

/// Seconds that intake stays open: longer than any run.
const OPEN_FOR: u64 = 24 * 3600;

/// A world with a round that is open for real time to come.
pub async fn open(engine: Engine, label: &str) -> (World, Rules) {
    opened(World::new(engine, label).await).await
}

/// Opens the round of a world that is new.
pub async fn opened(world: World) -> (World, Rules) {
    let now = SystemClock.now();
    let mut rules = rules(&world.origin, vec![dice()], &world.observers);
    (rules.timeline.open, rules.timeline.close) = (now - 60, now + OPEN_FOR);
    world.announce(&rules).await;
    world.commit(1).await;
    world.clock.set(now - 30);
    rounds::open_intake(&world.office, ROUND).await.unwrap();
    (world, rules)
}

/// From the close to the published folder, by the world's own clock: nobody waits for the time of
/// the rules.
pub async fn finish(world: &World, rules: &Rules) -> Folder {
    world.clock.set(rules.timeline.close + rounds::IN_FLIGHT);
    rounds::close(&world.office, ROUND).await.unwrap();
    world.post_and_freeze().await;
    world.draw_by_dice(1).await;
    world.publish().await
}
