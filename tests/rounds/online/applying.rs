//! Applying, changing, linking and withdrawing; what is refused, and until when.

use paiwei::rounds::{self, FamilyError, Filter, SignedRevision, Standing, Submission};
use paiwei_protocol::choices::Choices;

use super::{Town, first_field, linked, wish};
use crate::{
    database::{Engine, on_both},
    ruleset::CLOSE,
    world::ROUND,
};

on_both!(
    a_family_applies_changes_and_withdraws,
    linked_children_come_and_leave_together,
    linking_after_review_is_reviewed_again,
    what_is_not_right_is_refused_and_changes_nothing,
    a_deadline_counts_by_arrival,
);

async fn a_family_applies_changes_and_withdraws(engine: Engine) {
    let town = Town::open(engine, "online").await;
    let mut device = town.applied(0).await;
    let mut change = wish("|P1");
    change.claims = vec!["sibling".to_owned()];
    let revision = device.apply(&change);
    let first = town.send(vec![revision.clone()]).await.unwrap();
    let again = town.send(vec![revision]).await.unwrap();
    assert_eq!(first, again, "the same request gets the same receipt");
    device.keep(first[0].receipt.to_string().as_bytes()).unwrap();

    let mut other = town.applied(1).await;
    let revision = other.withdraw();
    let received = town.send(vec![revision]).await.unwrap();
    other.keep(received[0].receipt.to_string().as_bytes()).unwrap();
    assert_eq!(received[0].revision, 2);

    // The child that was withdrawn may come again, under its own code or another.
    let back = other.apply(&wish("J1|"));
    let received = town.send(vec![back]).await.unwrap();
    other.keep(received[0].receipt.to_string().as_bytes()).unwrap();
    let office = &town.world.office;
    let undecided = Filter { standing: Some(Standing::Undecided), ..Filter::default() };
    let page = rounds::queue(office, ROUND, &undecided, None, 1).await.unwrap();
    let rest = rounds::queue(office, ROUND, &undecided, page.next, 500).await.unwrap();
    assert_eq!((page.applications.len(), rest.applications.len(), rest.next), (1, 1, None));
    town.finish(&[&device, &other]).await;
    let all = rounds::queue(office, ROUND, &Filter::default(), None, 500).await.unwrap();
    assert!(all.applications.iter().all(|one| one.decided.is_some()));
    let left = rounds::queue(office, ROUND, &undecided, None, 9).await.unwrap();
    assert!(left.applications.is_empty());
    let overview = rounds::overview(office, ROUND).await.unwrap();
    assert_eq!((overview.received, overview.next.len()), (5, 2));
    let own = rounds::own_application(&town.world.office, ROUND, device.code()).await.unwrap();
    assert_eq!(own.receipts.len(), 2);
    assert_eq!(own.decision.unwrap().categories, ["sibling"]);
    assert_eq!(own.result.unwrap().1.numbers.len(), 1);
}

async fn linked_children_come_and_leave_together(engine: Engine) {
    let town = Town::open(engine, "twins").await;
    let (mut one, mut two) = (town.device(4).await, town.device(5).await);
    let both = linked(&[one.code(), two.code()]);
    let alone = town.send(vec![one.apply(&both)]).await.unwrap_err();
    assert!(first_field(alone).1.contains("is not here"));
    let (one_code, mut twin) = (one.code(), town.device(4).await);
    let mut pair = vec![twin.apply(&linked(&[twin.code(), two.code()]))];
    pair.push(two.apply(&linked(&[twin.code(), two.code()])));
    let received = town.send(pair).await.unwrap();
    twin.keep(received[0].receipt.to_string().as_bytes()).unwrap();
    two.keep(received[1].receipt.to_string().as_bytes()).unwrap();

    let left = town.send(vec![twin.withdraw()]).await.unwrap_err();
    assert!(matches!(left, FamilyError::LinkedLeft { .. }), "{left}");
    let revision = twin.signed_again().unwrap();
    let gone = town.send(vec![revision, two.apply(&wish("J1|P1"))]).await.unwrap();
    assert_eq!(gone.len(), 2);
    two.keep(gone[1].receipt.to_string().as_bytes()).unwrap();
    assert_ne!(one_code, twin.code());
    one = town.applied(3).await;
    town.finish(&[&one, &two]).await;
}

async fn linking_after_review_is_reviewed_again(engine: Engine) {
    let town = Town::open(engine, "linked late").await;
    let office = &town.world.office;
    let (mut one, mut two) = (town.applied(4).await, town.applied(5).await);
    rounds::accept_rest(office, ROUND).await.unwrap();
    let both = linked(&[one.code(), two.code()]);
    let received = town.send(vec![one.apply(&both), two.apply(&both)]).await.unwrap();
    one.keep(received[0].receipt.to_string().as_bytes()).unwrap();
    two.keep(received[1].receipt.to_string().as_bytes()).unwrap();
    let applications = rounds::applications(office, ROUND).await.unwrap();
    assert!(applications.iter().all(|one| one.decided.is_none()), "kinship was not reviewed");
    town.finish(&[&one, &two]).await;
}

async fn what_is_not_right_is_refused_and_changes_nothing(engine: Engine) {
    let town = Town::open(engine, "refused").await;
    let office = &town.world.office;
    let mut device = town.device(0).await;
    let good = device.apply(&wish("J1|P1"));
    let changed = |change: &dyn Fn(&mut SignedRevision)| {
        let mut revision = good.clone();
        change(&mut revision);
        town.send(vec![revision])
    };
    let forged = changed(&|r| r.signature[0] ^= 1).await.unwrap_err();
    assert_eq!(first_field(forged).0, "/revisions/0/signature");
    let form = changed(&|r| r.request = r.request.replace("revision: 1", "revision: 01")).await;
    assert!(first_field(form.unwrap_err()).1.contains("revision"));
    let token = changed(&|r| r.reservation = Some([0; 16])).await.unwrap_err();
    assert!(matches!(token, FamilyError::NotReserved { .. }), "{token}");
    let nameless = changed(&|r| r.identity = None).await.unwrap_err();
    assert_eq!(first_field(nameless).0, "/revisions/0/identity");
    let other = changed(&|r| r.identity = r.identity.as_ref().map(|i| i.replace("ZZ99", "ZZ98")));
    assert!(first_field(other.await.unwrap_err()).1.contains("hash of the identity file"));
    let mut bands = town.device(0).await;
    let mut wish_of_three = wish("J1|P1");
    wish_of_three.choices = Choices::parse("J1|P1|", 3).unwrap();
    let refused = town.send(vec![bands.apply(&wish_of_three)]).await.unwrap_err();
    assert!(first_field(refused).1.contains("2 bands"));
    assert!(rounds::applications(office, ROUND).await.unwrap().is_empty());

    town.send(vec![good.clone()]).await.unwrap();
    let twice = town.send(vec![town.device(0).await.apply(&wish("J1|P1"))]).await.unwrap_err();
    assert!(matches!(twice, FamilyError::Entered), "{twice}");
    let mut thief = town.device(1).await;
    thief.lose_key(&town.entropy).unwrap();
    let mut stolen = device.apply(&wish("|P1"));
    let text = paiwei_protocol::request::Request::parse("r", stolen.request.as_bytes()).unwrap();
    let key = paiwei_protocol::ed25519::SigningKey::from_seed([9; 32]);
    (stolen.key, stolen.signature) = (key.public(), text.sign(&key));
    let refused = town.send(vec![stolen]).await.unwrap_err();
    assert!(matches!(refused, FamilyError::NotYours), "{refused}");
    let third = device.apply(&wish("|P1"));
    let refused = town.send(vec![third]).await.unwrap_err();
    assert!(matches!(refused, FamilyError::Revision { expected: 2, .. }), "{refused}");
}

async fn a_deadline_counts_by_arrival(engine: Engine) {
    let town = Town::open(engine, "deadline").await;
    let office = &town.world.office;
    let (mut early, mut late) = (town.device(0).await, town.device(1).await);
    let (in_time, too_late) = (early.apply(&wish("J1|P1")), late.apply(&wish("J1|P1")));
    // Read whole in the last second, taken when the close has passed.
    town.world.clock.set(CLOSE + 20);
    let refused = rounds::close(office, ROUND).await.unwrap_err();
    assert!(refused.to_string().contains("close is possible from"), "{refused}");
    let submission = Submission { revisions: vec![in_time], arrived: CLOSE - 1 };
    let received = town.counter.submit(ROUND, &submission).await.unwrap();
    let again = Submission { arrived: CLOSE + 20, ..submission };
    let found = town.counter.submit(ROUND, &again).await.unwrap();
    assert_eq!(found, received, "whoever lost the answer finds it after the close too");
    early.keep(received[0].receipt.to_string().as_bytes()).unwrap();
    let submission = Submission { revisions: vec![too_late], arrived: CLOSE };
    let refused = town.counter.submit(ROUND, &submission).await.unwrap_err();
    assert!(matches!(refused, FamilyError::TooLate { .. }), "{refused}");
    town.finish(&[&early]).await;
    let after = Submission { revisions: vec![early.withdraw()], arrived: CLOSE - 1 };
    let refused = town.counter.submit(ROUND, &after).await.unwrap_err();
    assert!(matches!(refused, FamilyError::NotNow { .. }), "{refused}");
}
