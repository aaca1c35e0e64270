//! The ceremony console: two people at two browsers take a round from its rules to its result.

use crate::{
    database::{Engine, on_both},
    ruleset::{CLOSED, OPEN},
    town::{Town, text},
    two_people::{Two, accepts, decides, proposes, sent},
    world::ROUND,
};

on_both!(two_people_take_a_round_from_its_rules_to_its_result);

async fn two_people_take_a_round_from_its_rules_to_its_result(engine: Engine) {
    let town = Town::new(engine, "console").await;
    let (two, world) = (Two::announced(&town).await, &town.service.world);
    let observer = &world.observers[0];
    two.step("commit", &[]).await;
    let note = text(&observer.commit(&world.origin, ROUND, 1)).replace('\n', "\r\n");
    two.step("commit-observer", &[("notes", ""), ("notes*", &note)]).await;
    world.clock.set(OPEN);
    two.step("open", &[]).await;
    let device = town.applied(0).await;
    world.clock.set(CLOSED);
    // Sessions have ended since.
    let two = Two::of(&town).await;
    two.step("close", &[]).await;
    town.desk.accept_rest(ROUND).await.unwrap();
    two.step("post", &[]).await;
    two.step("posting-witnessed", &[("notes", &town.cosignature().await)]).await;
    world.clock.advance(60);
    two.step("freeze", &[]).await;
    two.step("freeze-witnessed", &[("notes*", &town.cosignature().await)]).await;
    let steps = two.0.page(&format!("/office/rounds/{ROUND}/steps")).await;
    assert!(!steps.contains("value=\"freeze-witnessed\""), "what was witnessed is not asked again");
    two.step("open-seed", &[]).await;
    let note = text(&observer.open(&world.origin, ROUND, 1));
    two.step("open-observer-seed", &[("notes*", &note)]).await;
    two.step("order", &[]).await;
    two.step("witness", &[("notes*", &town.cosignature().await)]).await;
    thrown(&two, &world.faces(1)).await;
    confirmed(&town, &two).await;
    let drawn = sent(&two.0, &format!("/office/rounds/{ROUND}/draw"), &[]).await;
    assert_eq!(drawn.status, 200);
    assert!(drawn.page.contains("Draw key"), "{}", drawn.page);
    let page = two.step("publish", &[]).await;
    assert!(page.contains("Hash of the entry"), "{page}");
    let path = format!("/office/rounds/{ROUND}/notes");
    let note = town.cosignature().await;
    for told in ["The cosignatures are kept", "were here already"] {
        let page = sent(&two.0, &path, &[("step", "cosign"), ("notes*", &note)]).await;
        assert!(page.page.contains(told), "{}", page.page);
    }
    two.step("publish", &[]).await;
    town.verified(&[&device], Vec::new()).await;
}

/// Dice, first typed differently by the two, then the same.
async fn thrown(two: &Two<'_>, faces: &str) {
    let other = format!("{}{}", if faces.starts_with('1') { "2" } else { "1" }, &faces[1..]);
    let place = proposes(&two.0, "dice", &[("faces", &faces.replace(' ', ""))]).await;
    let page = two.1.page(&place).await;
    assert!(!page.contains(&faces[..9]) && !page.contains(&faces[..9].replace(' ', "")), "{page}");
    let short = [("act", "accept"), ("word", ROUND), ("faces", "1 2 3")];
    let (status, page) = decides(&two.1, &place, &short).await;
    assert_eq!(status, 422, "{page}");
    assert!(page.contains("1 2 3</textarea>"), "what was typed stays: {page}");
    let page = accepts(&two.1, &place, &other).await;
    assert!(page.contains("nothing was journalled") && page.contains("type again"), "{page}");
    let place = proposes(&two.1, "dice", &[("faces", faces)]).await;
    let page = accepts(&two.0, &place, faces).await;
    assert!(page.contains("badge done"), "{page}");
}

/// The notary confirms the throw, by a file of the stick that the console offers.
async fn confirmed(town: &Town, two: &Two<'_>) {
    let console = format!("/office/rounds/{ROUND}/steps");
    let page = two.0.page(&console).await;
    assert!(page.contains("stick.zip") && page.contains("observer confirm"), "{page}");
    let world = &town.service.world;
    let entry = town.stick().await.remove("pending.json").unwrap();
    let note = text(&world.observers[0].confirm(&world.origin, ROUND, 1, &entry));
    let path = format!("/office/rounds/{ROUND}/notes");
    let page = sent(&two.0, &path, &[("step", "confirm"), ("notes", "")]).await;
    assert_eq!(page.status, 422);
    let page = sent(&two.0, &path, &[("step", "confirm"), ("notes*", &note)]).await.page;
    assert!(page.contains("it is journalled") && page.contains("Randomness recorded"), "{page}");
}
