//! The office's hand for families without a key, and for those who lost theirs.

use std::collections::BTreeMap;

use paiwei::rounds::{self, ByHand, Credential, FamilyError, HandRevision};
use paiwei_protocol::ident::Code;

use super::{Town, wish};
use crate::{
    database::{Engine, on_both},
    families::child,
    ruleset::OPEN,
    world::ROUND,
};

on_both!(the_offices_hand_serves_a_family_without_a_key, a_lost_key_is_dead,);

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
