//! Drawing on a second machine.

use std::sync::Arc;

use paiwei::{
    entropy::SeededEntropy,
    rounds::{self, Office, RoundsError},
};

use crate::{
    database::{Engine, on_both},
    families::children,
    ruleset::OPEN,
    stories::by_dice,
    world::{ORIGIN, ROUND, World, given},
};

on_both!(handed_over_drawn_and_handed_back, nothing_is_handed_over_while_applications_come,);

/// The ceremony machine takes the office's place in the world.
async fn go_to_ceremony(mut world: World, sealed: &[u8]) -> (World, Arc<Office>) {
    let entropy = Arc::new(SeededEntropy::labelled("ceremony machine"));
    let folder = world.path("ceremony");
    let done =
        rounds::handover_import(&folder, given(sealed), world.clock.clone(), entropy.clone()).await;
    let done = done.unwrap();
    assert!(!done.repeated);
    done.answer.close().await;
    let again = rounds::handover_import(&folder, given(sealed), world.clock.clone(), entropy).await;
    let again = again.unwrap();
    assert!(again.repeated);
    let office = std::mem::replace(&mut world.office, Arc::new(again.answer));
    (world, office)
}

async fn handed_over_drawn_and_handed_back(engine: Engine) {
    let world = World::new(engine, "ceremony").await;
    world.take_in(&by_dice(&world), &children(7)).await;
    let entropy = SeededEntropy::labelled("ceremony machine");
    let request = rounds::handover_request(&world.path("ceremony"), ORIGIN, &entropy).unwrap();
    let early = rounds::handover_export(&world.office, ROUND, given(&request)).await;
    assert!(matches!(early, Err(RoundsError::OutOfOrder { .. })));
    world.post_and_freeze().await;
    let sealed = rounds::handover_export(&world.office, ROUND, given(&request)).await.unwrap();
    assert!(!sealed.repeated);
    assert!(rounds::handover_export(&world.office, ROUND, given(&request)).await.unwrap().repeated);
    let other = rounds::handover_request(&world.path("other"), ORIGIN, &*world.entropy).unwrap();
    let second = rounds::handover_export(&world.office, ROUND, given(&other)).await;
    assert!(matches!(second, Err(RoundsError::Differs { .. })));
    let elsewhere = world.path("other");
    let wrong = rounds::handover_import(
        &elsewhere,
        given(&sealed.answer),
        world.clock.clone(),
        world.entropy.clone(),
    );
    assert!(matches!(wrong.await, Err(RoundsError::Keys(_))));
    assert!(!sealed.answer.windows(6).any(|window| window == b"paiwei"));
    // The office can't sign meanwhile.
    let held = rounds::open_seed(&world.office, ROUND).await.unwrap_err();
    assert!(matches!(held, RoundsError::HandedOver(_)), "{held}");

    let (mut world, office) = go_to_ceremony(world, &sealed.answer).await;
    assert!(matches!(
        rounds::commit(&world.office, "other").await,
        Err(RoundsError::UnknownRound(_))
    ));
    world.draw_by_dice(1).await;
    let at_ceremony = world.publish().await;
    world.assert_verifies(&at_ceremony).await;
    let back = rounds::handback_export(&world.office).await.unwrap();
    assert!(!back.repeated);
    assert_eq!(rounds::handback_export(&world.office).await.unwrap().answer, back.answer);

    world.office.close().await;
    world.office = office;
    let other = String::from_utf8(back.answer.clone()).unwrap().replacen(
        "<!doctype html>",
        "<!DOCTYPE html>",
        1,
    );
    let refused =
        rounds::handback_import(&world.office, given(other.as_bytes())).await.unwrap_err();
    assert!(refused.to_string().contains("its verify.html of round"), "{refused}");
    let done = rounds::handback_import(&world.office, given(&back.answer)).await.unwrap();
    assert!(!done.repeated);
    assert!(rounds::handback_import(&world.office, given(&back.answer)).await.unwrap().repeated);
    rounds::renew_standing(&world.office, ROUND).await.unwrap();
    let folder = world.publish_only().await;
    world.assert_verifies(&folder).await;
    for name in
        ["draw.txt", "results.csv", "cutoffs.csv", "waitlist.csv", "PROTOCOL.md", "verify.html"]
    {
        assert_eq!(folder[name], at_ceremony[name]);
    }
}

async fn nothing_is_handed_over_while_applications_come(engine: Engine) {
    let world = World::new(engine, "busy").await;
    world.take_in(&by_dice(&world), &children(7)).await;
    world.post_and_freeze().await;
    let mut rules = by_dice(&world);
    (rules.round, rules.cohort) = ("other-2027".to_owned(), "other".to_owned());
    rules.timeline.close = OPEN + 500_000;
    world.announce(&rules).await;
    rounds::open_intake(&world.office, "other-2027").await.unwrap();
    let request = rounds::handover_request(&world.path("c"), ORIGIN, &*world.entropy).unwrap();
    let refused = rounds::handover_export(&world.office, ROUND, given(&request)).await.unwrap_err();
    assert!(refused.to_string().contains("takes applications"), "{refused}");
}
