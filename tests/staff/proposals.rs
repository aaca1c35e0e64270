//! What can't be undone takes two people.

use std::time::Duration;

use paiwei::{
    rounds,
    samples::{Sample, Setting},
    staff::{COMMAND_LINE, Change, Roles, StaffError, Step},
    store::{Lock, ProposalRow, Store, StoreError},
};
use paiwei_protocol::rules::{Dice, Randomness, Rules, Source};
use serde_json::{Value, json};

use crate::{
    bureau::{Bureau, NOW, PASSWORD, polled_once},
    database::{Engine, on_both},
};

on_both! {
    one_proposes_and_another_decides,
    one_hand_is_not_two_people,
    of_many_who_decide_one_wins,
    a_step_that_is_not_possible_goes_on_waiting,
    what_was_typed_stays_hidden_and_must_agree,
    a_claim_is_taken_over_after_two_minutes,
    a_claim_that_was_taken_over_changes_nothing,
}

fn rules() -> Rules {
    let dice = Source::Dice(Dice { sides: 10, throws: 40 });
    let mut rules = Sample::School.rules(&Setting {
        origin: "330199.admissions.example/journal".to_owned(),
        observers: vec![],
        open: NOW + 100,
        close: NOW + 200,
        reveal: 60,
        objection: 0,
        randomness: Randomness { sources: vec![dice], lead: 0, fallback: None },
    });
    rules.rehearsal = false;
    rules
}

fn announce() -> Step {
    Step::Announce { rules: serde_json::from_slice(&rules_with_observer()).unwrap() }
}

fn rules_with_observer() -> Vec<u8> {
    let mut rules: Value = serde_json::from_slice(&rules().to_json()).unwrap();
    let key = paiwei_protocol::ed25519::SigningKey::from_seed([7; 32]);
    let name = "notary.example";
    let of_kind = |kind| {
        let public = key.public();
        paiwei_protocol::note::VerifierKey::new(name, kind, public).unwrap().to_string()
    };
    use paiwei_protocol::note::KeyKind;
    rules["observers"] = json!([{
        "id": "notary", "titles": { "zh": "公证处", "en": "Notary" }, "seed": true,
        "witness": true, "confirm": true,
        "note_key": of_kind(KeyKind::Note), "cosign_key": of_kind(KeyKind::Cosignature),
    }]);
    paiwei_protocol::encoding::json::canonical(&rules)
}

async fn one_hand_is_not_two_people(engine: Engine) {
    let bureau = Bureau::open(engine).await;
    let staff = &bureau.staff;
    let roles: Roles = "operator".parse().unwrap();
    staff.add("wang", "ghost", &roles, PASSWORD).await.unwrap();
    let (li, wang, ghost) =
        (bureau.sign_in("li").await, bureau.sign_in("wang").await, bureau.sign_in("ghost").await);
    let proposal = staff.propose(&wang, "", &announce()).await.unwrap();
    let alone = staff.accept(&ghost, &proposal.id, None).await;
    assert!(matches!(alone, Err(StaffError::SameHand(hand)) if hand == "wang"));
    // Nor does it help to change a colleague's password and sign in as her.
    let password = Change::password(PASSWORD);
    staff.change("wang", "li", &password).await.unwrap();
    let taken = bureau.sign_in("li").await;
    let alone = staff.accept(&taken, &proposal.id, None).await;
    assert!(matches!(alone, Err(StaffError::SameHand(_))));
    staff.change(COMMAND_LINE, "li", &password).await.unwrap();
    assert!(staff.accept(&li, &proposal.id, None).await.is_ok());
}

async fn one_proposes_and_another_decides(engine: Engine) {
    let bureau = Bureau::open(engine).await;
    let (li, wang) = (bureau.sign_in("li").await, bureau.sign_in("wang").await);
    let zhao = bureau.sign_in("zhao").await;
    let staff = &bureau.staff;
    let refused = staff.propose(&zhao, "", &announce()).await;
    assert!(matches!(refused, Err(StaffError::NotAllowed { .. })));
    let proposal = staff.propose(&li, "", &announce()).await.unwrap();
    assert_eq!(staff.propose(&li, "", &announce()).await.unwrap(), proposal);
    let alone = staff.accept(&li, &proposal.id, None).await;
    assert!(matches!(alone, Err(StaffError::SamePerson(_))));
    let other = staff.withdraw(&wang, &proposal.id).await;
    assert!(matches!(other, Err(StaffError::NotProposer(_))));
    assert!(rounds::rounds(&bureau.office).await.unwrap().is_empty());
    let done = staff.accept(&wang, &proposal.id, None).await.unwrap();
    let ended = done.ended.unwrap();
    assert_eq!((ended.state.as_str(), ended.by.as_str()), ("done", "wang"));
    assert_eq!(ended.outcome["type"], "round-announced");
    assert_eq!(rounds::rounds(&bureau.office).await.unwrap().len(), 1);
    let again = staff.accept(&wang, &proposal.id, None).await;
    assert!(matches!(again, Err(StaffError::Decided { .. })));

    let commit = staff.propose(&li, "hudong-2027", &Step::Commit {}).await.unwrap();
    let second = staff.propose(&wang, "hudong-2027", &Step::Commit {}).await;
    assert!(matches!(second, Err(StaffError::Waiting { .. })));
    let refused = staff.refuse(&wang, &commit.id, "not today").await.unwrap();
    assert_eq!(refused.ended.unwrap().outcome, json!({ "why": "not today" }));
    let commit = staff.propose(&wang, "hudong-2027", &Step::Commit {}).await.unwrap();
    let withdrawn = staff.withdraw(&wang, &commit.id).await.unwrap();
    assert_eq!(withdrawn.ended.unwrap().state, "withdrawn");
    assert!(staff.waiting().await.unwrap().is_empty());
    let nowhere = staff.propose(&wang, "nowhere", &Step::Commit {}).await;
    assert!(matches!(nowhere, Err(StaffError::Rounds(_))));
    staff.export_trail().await.unwrap();
}

async fn of_many_who_decide_one_wins(engine: Engine) {
    let bureau = Bureau::open(engine).await;
    let (li, wang) = (bureau.sign_in("li").await, bureau.sign_in("wang").await);
    let sun = bureau.sign_in("sun").await;
    let proposal = bureau.staff.propose(&li, "", &announce()).await.unwrap();
    let deciding = (0..16).map(|n| {
        let (staff, id) = (bureau.staff.clone(), proposal.id.clone());
        let who = if n % 2 == 0 { wang.clone() } else { sun.clone() };
        tokio::spawn(async move {
            match n % 4 {
                3 => staff.refuse(&who, &id, "no").await,
                _ => staff.accept(&who, &id, None).await,
            }
        })
    });
    let deciding: Vec<_> = deciding.collect();
    let mut done = 0;
    for decision in deciding {
        match decision.await.unwrap() {
            Ok(_) => done += 1,
            Err(StaffError::Decided { .. } | StaffError::CarryingOut(_)) => {}
            Err(other) => panic!("{other}"),
        }
    }
    assert_eq!(done, 1);
    let ended = bureau.staff.proposal(&proposal.id).await.unwrap().ended.unwrap();
    let announced = rounds::rounds(&bureau.office).await.unwrap().len();
    assert_eq!(announced, usize::from(ended.state == "done"));
}

async fn a_step_that_is_not_possible_goes_on_waiting(engine: Engine) {
    let bureau = Bureau::open(engine).await;
    let (li, wang) = (bureau.sign_in("li").await, bureau.sign_in("wang").await);
    let proposal = bureau.staff.propose(&li, "", &announce()).await.unwrap();
    bureau.staff.accept(&wang, &proposal.id, None).await.unwrap();
    let early = bureau.staff.propose(&li, "hudong-2027", &Step::Open {}).await.unwrap();
    let refused = bureau.staff.accept(&wang, &early.id, None).await.unwrap_err();
    assert!(refused.to_string().contains("open is possible from"), "{refused}");
    assert_eq!(bureau.staff.waiting().await.unwrap(), std::slice::from_ref(&early));
    bureau.clock.set(NOW + 100);
    let done = bureau.staff.accept(&wang, &early.id, None).await.unwrap();
    assert_eq!(done.ended.unwrap().state, "done");
}

async fn what_was_typed_stays_hidden_and_must_agree(engine: Engine) {
    let bureau = Bureau::open(engine).await;
    let (li, wang) = (bureau.sign_in("li").await, bureau.sign_in("wang").await);
    let proposal = bureau.staff.propose(&li, "", &announce()).await.unwrap();
    bureau.staff.accept(&wang, &proposal.id, None).await.unwrap();
    let faces = "4 1 6";
    let dice = Step::Dice { faces: faces.to_owned() };
    assert!(dice.is_blind());
    let proposal = bureau.staff.propose(&li, "hudong-2027", &dice).await.unwrap();
    let missing = bureau.staff.accept(&wang, &proposal.id, None).await;
    assert!(matches!(missing, Err(StaffError::Input { .. })));
    let other = bureau.staff.accept(&wang, &proposal.id, Some("4 1 5")).await.unwrap();
    let ended = other.ended.unwrap();
    assert_eq!(
        (ended.state.as_str(), &ended.outcome),
        ("refused", &json!({ "typed_differently": 3 }))
    );
    let dice = bureau.staff.propose(&li, "hudong-2027", &dice).await.unwrap();
    let early = bureau.staff.accept(&wang, &dice.id, Some(faces)).await.unwrap_err();
    assert!(early.to_string().contains("dice isn't possible"), "{early}");
}

/// Claims a proposal for somebody, as `accept` does before its step.
async fn claimed_by(store: &Store, id: &str, name: &str, at: u64) -> ProposalRow {
    claim_of(store, id, name, at).await.unwrap()
}

/// The same; an error if the lock isn't free in time.
async fn claim_of(store: &Store, id: &str, name: &str, at: u64) -> Result<ProposalRow, StoreError> {
    let mut write = store.begin_write(Lock::Journal).await?;
    let before = write.proposal(id).await.unwrap().unwrap();
    let claimed = ProposalRow {
        state: "carrying-out".to_owned(),
        decided_by: name.to_owned(),
        decided_at: at,
        claim: name.to_owned(),
        ..before.clone()
    };
    assert!(write.move_proposal(&claimed, &before).await.unwrap());
    write.commit().await.unwrap();
    Ok(claimed)
}

async fn a_claim_is_taken_over_after_two_minutes(engine: Engine) {
    let bureau = Bureau::open(engine).await;
    let (li, wang) = (bureau.sign_in("li").await, bureau.sign_in("wang").await);
    let sun = bureau.sign_in("sun").await;
    let proposal = bureau.staff.propose(&li, "", &announce()).await.unwrap();
    let store = Store::open(&bureau.database).await.unwrap();
    claimed_by(&store, &proposal.id, "wang", NOW).await;
    for second in [&wang, &sun] {
        bureau.clock.set(NOW + 119);
        let early = bureau.staff.accept(second, &proposal.id, None).await;
        assert!(matches!(early, Err(StaffError::CarryingOut(by)) if by == "wang"));
    }
    let withdrawn = bureau.staff.withdraw(&li, &proposal.id).await;
    assert!(matches!(withdrawn, Err(StaffError::CarryingOut(_))));
    bureau.clock.set(NOW + 120);
    let done = bureau.staff.accept(&sun, &proposal.id, None).await.unwrap();
    assert_eq!(done.ended.unwrap().by, "sun");
    let trail = bureau.staff.export_trail().await.unwrap();
    assert!(trail.contains("\tsun\tclaim\t") && trail.contains("\tsun\tcarry-out\t"), "{trail}");
}

/// Lets a decision go on until its claim is written, and no further; false if it got to its end.
async fn until_claimed<F: Future + Unpin>(store: &Store, id: &str, mut decision: F) -> bool {
    loop {
        // What the decision waits for goes on meanwhile; the decision itself doesn't.
        if polled_once(&mut decision).await.is_some() {
            return false;
        }
        let row = store.begin_read().await.unwrap().proposal(id).await.unwrap().unwrap();
        if row.state == "carrying-out" {
            return true;
        }
    }
}

async fn a_claim_that_was_taken_over_changes_nothing(engine: Engine) {
    let bureau = Bureau::open(engine).await;
    let (li, wang) = (bureau.sign_in("li").await, bureau.sign_in("wang").await);
    let proposal = bureau.staff.propose(&li, "", &announce()).await.unwrap();
    bureau.staff.accept(&wang, &proposal.id, None).await.unwrap();
    let early = bureau.staff.propose(&li, "hudong-2027", &Step::Open {}).await.unwrap();
    let store = Store::open(&bureau.database).await.unwrap();
    let (slow, taken_over) = loop {
        let mut slow = Box::pin(bureau.staff.accept(&wang, &early.id, None));
        if !until_claimed(&store, &early.id, &mut slow).await {
            continue; // It was too fast; the proposal waits again.
        }
        let claim = claim_of(&store, &early.id, "sun", NOW + 120);
        match tokio::time::timeout(Duration::from_secs(2), claim).await {
            Ok(claimed) => break (slow, claimed.unwrap()),
            // Wang's decision had gone on to its step and stands still with the lock in its hand:
            // it ends, and the proposal waits again.
            Err(_) => drop(slow.await.unwrap_err()),
        }
    };
    let refused = slow.await.unwrap_err();
    assert!(refused.to_string().contains("open is possible from"), "{refused}");
    let row = store.begin_read().await.unwrap().proposal(&early.id).await.unwrap().unwrap();
    assert_eq!(row, taken_over);
    let withdrawn = bureau.staff.withdraw(&li, &early.id).await;
    assert!(matches!(withdrawn, Err(StaffError::CarryingOut(by)) if by == "sun"));
}
