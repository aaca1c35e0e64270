//! What the ceremony console refuses: what is wrong with a step, and who may not take it.

use paiwei::staff::COMMAND_LINE;
use reqwest::Method;

use crate::{
    browser::Browser,
    database::{Engine, on_both},
    ruleset::OPEN,
    service::header,
    town::Town,
    two_people::{Two, accepts, decides, proposes, sent},
    world::ROUND,
};

on_both!(what_is_wrong_is_said_and_nothing_is_lost, who_may_not_is_told_so);

async fn what_is_wrong_is_said_and_nothing_is_lost(engine: Engine) {
    let town = Town::new(engine, "wrong").await;
    let two = Two::announced(&town).await;
    let console = format!("/office/rounds/{ROUND}/steps");
    let page = two.0.page(&console).await;
    assert!(page.contains("Possible from") && page.contains("danger-zone"), "{page}");
    let refused = async |fields: &[(&str, &str)]| {
        let answer = sent(&two.0, &console, fields).await;
        (answer.status, answer.page)
    };
    let void = [("step", "void"), ("reason", "a <reason>"), ("word", "small")];
    let (status, page) = refused(&void).await;
    assert_eq!(status, 422);
    assert!(
        page.contains("a &#60;reason&#62;</textarea>") && page.contains("#void-word"),
        "{page}"
    );
    let note = [("step", "commit-observer"), ("notes", "no note")];
    let (status, page) = refused(&note).await;
    assert_eq!(status, 422);
    assert!(page.contains("no note\n</textarea>") || page.contains("no note</textarea>"), "{page}");
    let (status, page) = refused(&[("step", "publish"), ("word", ROUND)]).await;
    assert_eq!(status, 422);
    assert!(page.contains("possible now"), "{page}");

    let place = proposes(&two.0, "open", &[]).await;
    assert_eq!(proposes(&two.0, "open", &[]).await, place, "the same, handed in twice, is one");
    let again = sent(&two.1, &console, &[("step", "open"), ("word", ROUND)]).await;
    assert_eq!(again.status, 409);
    assert!(again.page.contains(&place) && again.page.contains("li"), "{}", again.page);
    let accept = [("act", "accept"), ("word", ROUND), ("faces", "")];
    let (status, page) = decides(&two.1, &place, &accept).await;
    assert!(status == 409 && page.contains("UTC+8"), "too early, and when: {status} {page}");
    assert!(page.contains("value=\"accept\""), "it goes on waiting");
    let (status, page) = decides(&two.0, &place, &accept).await;
    assert!(status == 403 || status == 409, "{status}");
    assert!(page.contains("another person"), "{page}");
    let (status, _) = decides(&two.1, &place, &[("act", "refuse"), ("why", " ")]).await;
    assert_eq!(status, 422);
    let (status, page) = decides(&two.1, &place, &[("act", "refuse"), ("why", "tomorrow")]).await;
    assert!(
        status == 200 && page.contains("Reason: \u{2068}tomorrow") || page.contains("tomorrow")
    );
    let (status, page) = decides(&two.0, &place, &[("act", "withdraw")]).await;
    assert!(status == 409 && page.contains("wang"), "{page}");
    let place = proposes(&two.0, "open", &[]).await;
    let (status, page) = decides(&two.1, &place, &[("act", "withdraw")]).await;
    assert!((status == 403 || status == 409) && page.contains("withdraw"), "{status} {page}");
    let (_, page) = decides(&two.0, &place, &[("act", "withdraw")]).await;
    assert!(page.contains("took it back"), "{page}");
}

async fn who_may_not_is_told_so(engine: Engine) {
    let town = Town::new(engine, "roles").await;
    let two = Two::announced(&town).await;
    let console = format!("/office/rounds/{ROUND}/steps");
    let zhao = Browser::of(&town, "zhao").await;
    let page = zhao.page(&console).await;
    assert!(!page.contains("name=\"step\"") && page.contains("You may look"), "{page}");
    let answer = sent(&zhao, &console, &[("step", "open"), ("word", ROUND)]).await;
    assert_eq!(answer.status, 403);
    let notes = sent(&zhao, &format!("/office/rounds/{ROUND}/notes"), &[("step", "cosign")]).await;
    assert_eq!(notes.status, 403);
    let place = proposes(&two.0, "open", &[]).await;
    assert!(!zhao.page(&place).await.contains("value=\"accept\""));
    let (status, _) = decides(&zhao, &place, &[("act", "accept"), ("word", ROUND)]).await;
    assert_eq!(status, 403);

    // An account that the first person made is that person's other hand.
    let staff = town.service.app.staff();
    let roles = "operator".parse().unwrap();
    staff.add("li", "chen", &roles, "the password of chen").await.unwrap();
    staff.add(COMMAND_LINE, "he", &roles, "the password of he").await.unwrap();
    town.service.world.clock.set(OPEN);
    let accept = [("act", "accept"), ("word", ROUND)];
    let (status, page) = decides(&Browser::of(&town, "chen").await, &place, &accept).await;
    assert!(status == 403 || status == 409, "{status}");
    assert!(page.contains("counts as one person"), "{page}");
    accepts(&Browser::of(&town, "he").await, &place, "").await;

    let outside = town.service.request(Method::POST, &console);
    let outside = outside.header("cookie", &two.0.cookie).header("sec-fetch-site", "cross-site");
    assert_eq!(outside.send().await.unwrap().status(), 403);
    let nobody = town.service.request(Method::GET, &console).header("accept", "text/html");
    let nobody = nobody.send().await.unwrap();
    assert!(header(&nobody, "location").starts_with("/office/sign-in?from="));
}
