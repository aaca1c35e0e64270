//! Review, posting, objections, linked children, and children of earlier rounds.

use paiwei::rounds::{self, Decision, ReviewVerdict, RoundsError};
use paiwei_protocol::ident::Code;

use crate::{
    database::{Engine, on_both},
    families::{child, children},
    observer::Observer,
    ruleset::{CLOSE, CLOSED, OPEN},
    stories::by_dice,
    world::{ORIGIN, ROUND, World, given},
};

on_both!(
    what_changes_after_the_posting_has_a_reason,
    a_withdrawn_child_unlinks_its_twin_and_may_come_again,
    objections_run_between_two_quorums,
    who_holds_a_place_does_not_enter_the_next_round,
);

/// Codes of the imported children, in the order of their numbers.
async fn codes(world: &World, count: usize) -> Vec<Code> {
    let imported = rounds::import(&world.office, ROUND, &children(count)).await.unwrap();
    imported.answer.children.iter().map(|child| child.code).collect()
}

fn refuse(code: Code) -> Decision {
    let why = "王甲子 has moved away".to_owned();
    Decision { code, verdict: ReviewVerdict::Refuse, why }
}

async fn open(world: &World) {
    world.announce(&by_dice(world)).await;
    world.commit(1).await;
    world.clock.set(OPEN);
    rounds::open_intake(&world.office, ROUND).await.unwrap();
}

async fn what_changes_after_the_posting_has_a_reason(engine: Engine) {
    let world = World::new(engine, "changes").await;
    open(&world).await;
    let codes = codes(&world, 7).await;
    world.clock.set(CLOSED);
    rounds::close(&world.office, ROUND).await.unwrap();
    let unknown = Decision {
        code: codes[0],
        verdict: ReviewVerdict::Accept { categories: vec!["staff".to_owned()], points: None },
        why: String::new(),
    };
    let refused = rounds::review(&world.office, ROUND, &[unknown], None).await.unwrap_err();
    assert!(refused.to_string().contains("no category staff"), "{refused}");
    let reviewed = rounds::review(&world.office, ROUND, &[refuse(codes[6])], None).await.unwrap();
    assert_eq!((reviewed.changed, reviewed.undecided), (1, 6));
    rounds::accept_rest(&world.office, ROUND).await.unwrap();
    rounds::post(&world.office, ROUND).await.unwrap();
    // A twin is refused: the other stays, alone.
    let twin = [refuse(codes[4])];
    let without = rounds::review(&world.office, ROUND, &twin, None).await.unwrap_err();
    assert!(matches!(without, RoundsError::ReasonMissing(ref ids) if ids[0] == "objection"));
    let unknown = rounds::review(&world.office, ROUND, &twin, Some("whim")).await;
    assert!(matches!(unknown, Err(RoundsError::ReasonMissing(_))));
    rounds::review(&world.office, ROUND, &twin, Some("objection")).await.unwrap();
    rounds::freeze(&world.office, ROUND).await.unwrap();
    world.draw_by_dice(1).await;
    let folder = world.publish().await;
    world.assert_verifies(&folder).await;
    let changes = String::from_utf8(folder["changes.csv"].clone()).unwrap();
    let of = |code: Code| changes.lines().filter(|l| l.starts_with(&code.to_string())).count();
    assert_eq!((of(codes[4]), of(codes[5])), (3, 1), "{changes}");
    assert!(changes.lines().skip(1).all(|line| line.ends_with(",objection")));
    let person = rounds::person(&world.office, ROUND, codes[4]).await.unwrap();
    assert_eq!(person.why, "王甲子 has moved away");
    assert_eq!(
        (person.number.as_str(), &*person.identity.fields()["name"]),
        ("QC2027-00004", "陈戊辰")
    );
}

async fn a_withdrawn_child_unlinks_its_twin_and_may_come_again(engine: Engine) {
    let world = World::new(engine, "withdrawn").await;
    open(&world).await;
    let codes = codes(&world, 7).await;
    let received = rounds::withdraw(&world.office, ROUND, codes[4]).await.unwrap().answer;
    assert_eq!(received.len(), 2);
    assert!(rounds::withdraw(&world.office, ROUND, codes[4]).await.unwrap().repeated);
    let mut anew = child(4);
    (anew.number, anew.linked) = ("QC2027-10004".to_owned(), Vec::new());
    rounds::import(&world.office, ROUND, &[anew]).await.unwrap();
    world.clock.set(CLOSED);
    rounds::close(&world.office, ROUND).await.unwrap();
    world.post_and_freeze().await;
    world.draw_by_dice(1).await;
    let folder = world.publish().await;
    let roll = String::from_utf8(folder["roll.csv"].clone()).unwrap();
    assert_eq!(roll.lines().filter(|line| line.contains(",withdrawn,2,")).count(), 1);
    assert_eq!(roll.lines().filter(|line| line.contains(",entered,")).count(), 7);
    let receipts: Vec<_> = received
        .iter()
        .map(|one| (one.code.to_string(), one.receipt.to_string().into_bytes()))
        .collect();
    let report = world.verify(&folder, &receipts).await;
    assert_eq!(report.exit(), 0, "{:#?}", report.deciding());
}

async fn objections_run_between_two_quorums(engine: Engine) {
    let observers = ["notary", "committee", "district"].map(Observer::new).into();
    let world = World::of(engine, "objections", ORIGIN, observers).await;
    let mut rules = by_dice(&world);
    rules.posting.objection = 86_400;
    world.take_in(&rules, &children(7)).await;
    rounds::accept_rest(&world.office, ROUND).await.unwrap();
    rounds::post(&world.office, ROUND).await.unwrap();
    assert!(matches!(
        rounds::freeze(&world.office, ROUND).await,
        Err(RoundsError::OutOfOrder { .. })
    ));
    let cosigned = world.cosignatures().await;
    let one = rounds::posting_witnessed(&world.office, ROUND, &[given(&cosigned[0])]).await;
    let Err(RoundsError::Waiting { have: 1, need: 2, waiting, .. }) = one else {
        panic!("{one:?}")
    };
    assert_eq!(waiting, ["committee", "district"]);
    // What was kept counts: the second alone completes the quorum.
    rounds::posting_witnessed(&world.office, ROUND, &[given(&cosigned[2])]).await.unwrap();
    let early = rounds::freeze(&world.office, ROUND).await.unwrap_err();
    assert!(matches!(early, RoundsError::TooEarly { .. }));
    world.clock.advance(86_400);
    rounds::freeze(&world.office, ROUND).await.unwrap();
    let unwitnessed = rounds::open_seed(&world.office, ROUND).await.unwrap_err();
    assert!(matches!(unwitnessed, RoundsError::OutOfOrder { .. }));
    let cosigned = world.cosignatures().await;
    let files: Vec<_> = cosigned.iter().map(|bytes| given(bytes)).collect();
    rounds::freeze_witnessed(&world.office, ROUND, &files).await.unwrap();
    world.draw_by_dice(1).await;
    let folder = world.publish().await;
    world.assert_verifies(&folder).await;
}

async fn who_holds_a_place_does_not_enter_the_next_round(engine: Engine) {
    let world = World::new(engine, "cohort").await;
    world.take_in(&by_dice(&world), &children(7)).await;
    world.post_and_freeze().await;
    world.draw_by_dice(1).await;
    world.publish().await;
    let mut rules = by_dice(&world);
    rules.round = "second-2027".to_owned();
    (rules.timeline.open, rules.timeline.close) = (CLOSE + 5000, CLOSE + 9000);
    let unchained = rounds::announce(&world.office, &rules.to_json()).await.unwrap_err();
    assert!(unchained.to_string().contains("must follow"), "{unchained}");
    rules.follows = Some(ROUND.to_owned());
    rounds::announce(&world.office, &rules.to_json()).await.unwrap();
    world.clock.set(CLOSE + 5000);
    rounds::open_intake(&world.office, "second-2027").await.unwrap();
    let refused = rounds::import(&world.office, "second-2027", &[child(0)]).await.unwrap_err();
    assert!(refused.to_string().contains("holds a place"), "{refused}");
    let mut other = child(1);
    other.document = child(8).document;
    rounds::import(&world.office, "second-2027", &[other]).await.unwrap();
}
