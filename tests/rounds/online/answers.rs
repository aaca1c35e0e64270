//! Objections to the posting, and answers to places.

use paiwei::rounds::{self, ByHand, FamilyError, HandRevision};
use paiwei_protocol::answer::Said;

use super::{Town, first_field};
use crate::{
    database::{Engine, on_both},
    families::child,
    ruleset::{CLOSE, CLOSED, OPEN},
    stories::by_dice,
    world::{ROUND, World},
};

on_both!(objections_are_signed_and_answered, places_are_accepted_and_declined,);

async fn objections_are_signed_and_answered(engine: Engine) {
    let town = Town::open(engine, "objection").await;
    let office = &town.world.office;
    let device = town.applied(0).await;
    let text = "The sibling was forgotten.\nSee the household register.";
    let signature = Some(device.object(1, text));
    let early = rounds::object(office, ROUND, device.code(), 1, text, signature).await;
    assert!(matches!(early.unwrap_err(), FamilyError::NotNow { .. }));
    town.world.clock.set(CLOSED);
    rounds::close(office, ROUND).await.unwrap();
    rounds::accept_rest(office, ROUND).await.unwrap();
    rounds::post(office, ROUND).await.unwrap();
    let unsigned = rounds::object(office, ROUND, device.code(), 1, text, None).await.unwrap_err();
    assert_eq!(first_field(unsigned).0, "/signature");
    let filed = rounds::object(office, ROUND, device.code(), 1, text, signature).await.unwrap();
    assert!(!filed.repeated);
    assert!(
        rounds::object(office, ROUND, device.code(), 1, text, signature).await.unwrap().repeated
    );
    let replied =
        rounds::reply(office, ROUND, device.code(), 1, true, "Granted.", "zhao").await.unwrap();
    let again =
        rounds::reply(office, ROUND, device.code(), 1, true, "Granted.", "zhao").await.unwrap();
    assert_eq!(replied.answer, again.answer);
    assert!(rounds::reply(office, ROUND, device.code(), 1, false, "No.", "zhao").await.is_err());
    let all = rounds::objections(office, ROUND, None).await.unwrap();
    assert_eq!(all.len(), 1);
    assert_eq!(all[0].text, text);
}

async fn places_are_accepted_and_declined(engine: Engine) {
    let world = World::new(engine, "answers").await;
    let mut rules = by_dice(&world);
    rules.timeline.answers = Some(CLOSE + 90_000);
    let town = Town::announced(world, "answers", &rules).await;
    let office = &town.world.office;
    let (one, two) = (town.applied(0).await, town.applied(1).await);
    let hand = HandRevision {
        code: None,
        fields: Some(child(2).fields),
        claims: None,
        choices: Some("|P1".to_owned()),
        withdrawn: false,
    };
    let hand =
        ByHand { revisions: vec![hand], linked: None, attempt: Some([9; 16]), arrived: OPEN };
    let hand = rounds::by_hand(&town.counter, ROUND, &hand).await.unwrap().received[0].code;
    let early = rounds::answer(office, ROUND, &one.answer(1, 1, Said::Accept), OPEN).await;
    assert!(matches!(early.unwrap_err(), FamilyError::NotNow { .. }));
    town.finish(&[&one, &two]).await;
    let now = office.now();
    let accept = one.answer(1, 1, Said::Accept);
    let first = rounds::answer(office, ROUND, &accept, now).await.unwrap();
    let again = rounds::answer(office, ROUND, &accept, now).await.unwrap();
    assert_eq!((first.answer.clone(), again.repeated), (again.answer, true));
    let gap = rounds::answer(office, ROUND, &one.answer(1, 3, Said::Decline), now).await;
    assert!(matches!(gap.unwrap_err(), FamilyError::Answer { expected: 2 }));
    let declined = rounds::answer(office, ROUND, &one.answer(1, 2, Said::Decline), now).await;
    let back = rounds::answer(office, ROUND, &one.answer(1, 3, Said::Accept), now).await;
    assert!(matches!(back.unwrap_err(), FamilyError::Answer { .. }));
    let other = rounds::answer(office, ROUND, &two.answer(2, 1, Said::Accept), now).await;
    assert_eq!(first_field(other.unwrap_err()).0, "/answer");
    let late = rounds::answer(office, ROUND, &two.answer(1, 1, Said::Accept), CLOSE + 90_000).await;
    assert!(matches!(late.unwrap_err(), FamilyError::TooLate { .. }));
    let typed = rounds::answer_by_hand(office, ROUND, hand, Said::Accept, now).await.unwrap();
    assert!(rounds::answer_by_hand(office, ROUND, hand, Said::Accept, now).await.unwrap().repeated);

    assert!(rounds::record_answers(office, ROUND).await.unwrap().answer.is_some());
    assert!(rounds::record_answers(office, ROUND).await.unwrap().repeated);
    assert!(rounds::record_due_answers(office).await.unwrap().is_empty());
    let folder = town.world.publish_only().await;
    assert_eq!(String::from_utf8_lossy(&folder["answers.csv"]).lines().count(), 4);
    let notes = [first.answer, declined.unwrap().answer, typed.answer];
    let receipts: Vec<_> = notes
        .iter()
        .enumerate()
        .map(|(n, note)| (format!("answer-{n}"), note.to_string().into_bytes()))
        .collect();
    let report = town.world.verify(&folder, &receipts).await;
    assert_eq!(report.exit(), 0, "{:#?}", report.deciding());
    let own = rounds::own_application(office, ROUND, one.code()).await.unwrap();
    assert_eq!(own.answers.len(), 2);
}
