//! Families who apply by themselves: keys, changes, linked children, deadlines, and a round that
//! verifies with every receipt they hold.

use std::collections::BTreeMap;

use paiwei::{
    device::{Device, Wish},
    entropy::SeededEntropy,
    rounds::{
        self, ByHand, Counter, Credential, FamilyError, HandRevision, Received, SignedRevision,
        Submission,
    },
};
use paiwei_protocol::{answer::Said, choices::Choices, ident::Code, rules::Rules};

use crate::{
    database::{Engine, on_both},
    families::child,
    ruleset::{CLOSE, CLOSED, OPEN},
    stories::by_dice,
    world::{ROUND, World},
};

on_both!(
    a_family_applies_changes_and_withdraws,
    linked_children_come_and_leave_together,
    linking_after_review_is_reviewed_again,
    what_is_not_right_is_refused_and_changes_nothing,
    a_deadline_counts_by_arrival,
    the_offices_hand_serves_a_family_without_a_key,
    a_lost_key_is_dead,
    objections_are_signed_and_answered,
    places_are_accepted_and_declined,
);

struct Town {
    world: World,
    counter: Counter,
    entropy: SeededEntropy,
}

impl Town {
    async fn open(engine: Engine, label: &str) -> Self {
        let world = World::new(engine, label).await;
        let rules = by_dice(&world);
        Self::announced(world, label, &rules).await
    }

    async fn announced(world: World, label: &str, rules: &Rules) -> Self {
        world.announce(rules).await;
        world.commit(1).await;
        world.clock.set(OPEN);
        rounds::open_intake(&world.office, ROUND).await.unwrap();
        let counter = Counter::open(world.office.clone(), 64);
        Self { world, counter, entropy: SeededEntropy::labelled(&format!("{label}: families")) }
    }

    async fn device(&self, number: usize) -> Device {
        let reserved = rounds::reserve(&self.world.office, ROUND, 1).await.unwrap()[0];
        let fields = child(number).fields;
        Device::new(&self.world.origin, ROUND, reserved, &fields, &self.entropy).unwrap()
    }

    async fn send(&self, revisions: Vec<SignedRevision>) -> Result<Vec<Received>, FamilyError> {
        let submission = Submission { revisions, arrived: self.world.office.now() };
        self.counter.submit(ROUND, &submission).await
    }

    /// A device whose application is in.
    async fn applied(&self, number: usize) -> Device {
        let mut device = self.device(number).await;
        let revision = device.apply(&wish("J1|P1"));
        let received = self.send(vec![revision]).await.unwrap();
        device.keep(received[0].receipt.to_string().as_bytes()).unwrap();
        device
    }

    /// From the close to a published round that verifies with these receipts.
    async fn finish(&self, devices: &[&Device]) {
        self.world.clock.set(CLOSED);
        rounds::close(&self.world.office, ROUND).await.unwrap();
        self.world.post_and_freeze().await;
        self.world.draw_by_dice(1).await;
        let folder = self.world.publish().await;
        let mut receipts = Vec::new();
        for device in devices {
            for (index, note) in device.receipts().iter().enumerate() {
                receipts
                    .push((format!("{}-{index}", device.code()), note.to_string().into_bytes()));
            }
        }
        let report = self.world.verify(&folder, &receipts).await;
        assert_eq!(report.exit(), 0, "{:#?}", report.deciding());
    }
}

fn wish(choices: &str) -> Wish {
    let choices = Choices::parse(choices, 2).unwrap();
    Wish { claims: Vec::new(), choices, bundle: Vec::new() }
}

fn linked(codes: &[Code]) -> Wish {
    let mut bundle = codes.to_vec();
    bundle.sort_unstable();
    Wish { bundle, ..wish("J1|P1") }
}

fn first_field(error: FamilyError) -> (String, String) {
    match error {
        FamilyError::Fields(fields) => (fields[0].pointer.clone(), fields[0].message.en.clone()),
        other => panic!("{other}"),
    }
}

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
    let page = rounds::queue(office, ROUND, None, 1, true).await.unwrap();
    let rest = rounds::queue(office, ROUND, page.next, 500, true).await.unwrap();
    assert_eq!((page.applications.len(), rest.applications.len(), rest.next), (1, 1, None));
    town.finish(&[&device, &other]).await;
    let all = rounds::queue(office, ROUND, None, 500, false).await.unwrap();
    assert!(all.applications.iter().all(|one| one.decided.is_some()));
    assert!(rounds::queue(office, ROUND, None, 9, true).await.unwrap().applications.is_empty());
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

async fn the_offices_hand_serves_a_family_without_a_key(engine: Engine) {
    let town = Town::open(engine, "hand").await;
    let office = &town.world.office;
    let asked = |code, fields: Option<BTreeMap<String, String>>, choices: &str| HandRevision {
        code,
        fields,
        claims: Some(Vec::new()),
        choices: Some(choices.to_owned()),
        withdrawn: false,
    };
    let new = ByHand {
        revisions: vec![
            asked(None, Some(child(4).fields), "J1|P1"),
            asked(None, Some(child(5).fields), "J1|P1"),
        ],
        linked: Some(true),
        attempt: Some([7; 16]),
        arrived: OPEN,
    };
    let handed = rounds::by_hand(&town.counter, ROUND, &new).await.unwrap();
    let again = rounds::by_hand(&town.counter, ROUND, &new).await.unwrap();
    assert_eq!(again, handed, "whoever lost the answer finds it again");
    let other = ByHand { attempt: Some([8; 16]), ..new };
    let refused = rounds::by_hand(&town.counter, ROUND, &other).await.unwrap_err();
    assert!(matches!(refused, FamilyError::Entered), "{refused}");
    let secret = handed.secret.unwrap();
    let codes: Vec<Code> = handed.received.iter().map(|one| one.code).collect();
    for code in &codes {
        let own = Credential::Secret(secret.to_lowercase().replace(' ', "  "));
        rounds::sign_in(office, ROUND, *code, &own).await.unwrap();
        let other = Credential::Secret("0000-0000-0001-Y".to_owned());
        let refused = rounds::sign_in(office, ROUND, *code, &other).await.unwrap_err();
        assert!(matches!(refused, FamilyError::NotYours));
    }
    let apart = ByHand {
        revisions: codes.iter().map(|code| asked(Some(*code), None, "|P1")).collect(),
        linked: Some(false),
        attempt: None,
        arrived: OPEN,
    };
    let changed = rounds::by_hand(&town.counter, ROUND, &apart).await.unwrap();
    assert!(changed.secret.is_none());
    assert_eq!(changed.received[0].revision, 2);

    // At the counter one of them gets a key; the secret is dead from then on.
    let device = town.device(1).await;
    let key = device.public_key();
    let replaced = rounds::replace_key(office, ROUND, codes[0], key).await.unwrap();
    assert_eq!(replaced.answer.revision, 3);
    assert!(rounds::replace_key(office, ROUND, codes[0], key).await.unwrap().repeated);
    let refused = rounds::sign_in(office, ROUND, codes[0], &Credential::Secret(secret)).await;
    assert!(refused.is_err());
    town.finish(&[]).await;
}

async fn a_lost_key_is_dead(engine: Engine) {
    let town = Town::open(engine, "lost key").await;
    let office = &town.world.office;
    let mut device = town.applied(2).await;
    let old = device.credential(office.now());
    rounds::sign_in(office, ROUND, device.code(), &old).await.unwrap();
    let stale = device.credential(office.now() - rounds::LOOK_UP_WINDOW - 1);
    assert!(rounds::sign_in(office, ROUND, device.code(), &stale).await.is_err());
    device.lose_key(&town.entropy).unwrap();
    let key = device.public_key();
    let replaced = rounds::replace_key(office, ROUND, device.code(), key).await.unwrap();
    device.keep(replaced.answer.receipt.to_string().as_bytes()).unwrap();
    assert!(rounds::sign_in(office, ROUND, device.code(), &old).await.is_err());
    let new = device.credential(office.now());
    rounds::sign_in(office, ROUND, device.code(), &new).await.unwrap();
    let received = town.send(vec![device.apply(&wish("|P1"))]).await.unwrap();
    assert_eq!(received[0].revision, 3);
    device.keep(received[0].receipt.to_string().as_bytes()).unwrap();
    town.finish(&[&device]).await;
}

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
    let replied = rounds::reply(office, ROUND, device.code(), 1, true, "Granted.").await.unwrap();
    let again = rounds::reply(office, ROUND, device.code(), 1, true, "Granted.").await.unwrap();
    assert_eq!(replied.answer, again.answer);
    assert!(rounds::reply(office, ROUND, device.code(), 1, false, "No.").await.is_err());
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
