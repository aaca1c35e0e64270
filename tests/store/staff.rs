//! Statements on staff and what they did: what is written is what is read.

use paiwei::store::{AccountRow, Lock, ProposalRow, SessionRow, TrailRow, Write};

use crate::{
    database::{Engine, on_both},
    desk::{Desk, bytes},
};

on_both!(accounts, sessions, proposals, the_trail, the_trail_is_a_chain);

const AT: u64 = 1_700_000_000;

fn account(name: &str) -> AccountRow {
    AccountRow {
        name: name.to_owned(),
        roles: "operator+reviewer".to_owned(),
        password: "$argon2id$".to_owned(),
        totp: bytes(),
        totp_step: 7,
        locked: 0,
        made_at: AT,
        granted_by: "-".to_owned(),
    }
}

/// Begins to write, with accounts of these names.
async fn with_accounts(desk: &Desk, names: &[&str]) -> Write {
    let mut write = desk.store.begin_write(Lock::Journal).await.unwrap();
    for name in names {
        write.put_account(&account(name)).await.unwrap();
    }
    write
}

async fn accounts(engine: Engine) {
    let desk = Desk::new(engine).await;
    let mut write = with_accounts(&desk, &["wang", "li"]).await;
    assert_eq!(write.accounts().await.unwrap(), [account("li"), account("wang")]);
    let changed = AccountRow { locked: 1, totp: Vec::new(), totp_step: 8, ..account("li") };
    // When it was made stays.
    write.put_account(&AccountRow { made_at: AT + 1, ..changed.clone() }).await.unwrap();
    write.commit().await.unwrap();
    let mut read = desk.store.begin_read().await.unwrap();
    assert_eq!(read.account("li").await.unwrap(), Some(changed));
    assert_eq!(read.account("sun").await.unwrap(), None);
}

fn session(mark: u8, account: &str, made_at: u64, seen_at: u64) -> SessionRow {
    SessionRow { token: vec![mark; 32], account: account.to_owned(), made_at, seen_at }
}

async fn sessions(engine: Engine) {
    let desk = Desk::new(engine).await;
    let mut write = with_accounts(&desk, &["li", "wang"]).await;
    for row in [
        session(1, "li", AT, AT),
        session(2, "wang", AT, AT + 9),
        session(3, "wang", AT + 9, AT + 9),
        session(4, "li", AT + 9, AT + 9),
        session(5, "li", AT + 9, AT + 9),
    ] {
        write.put_session(&row).await.unwrap();
    }
    write.put_session(&session(1, "li", AT + 5, AT + 9)).await.unwrap();
    assert_eq!(write.session(&[1; 32]).await.unwrap(), Some(session(1, "li", AT, AT + 9)));
    write.touch_session(&[5; 32], AT + 1).await.unwrap();
    assert_eq!(write.session(&[5; 32]).await.unwrap(), Some(session(5, "li", AT + 9, AT + 1)));
    // 1 and 2 began too early, 5 was not used since.
    assert_eq!(write.sweep_sessions(AT + 1, AT + 2).await.unwrap(), 3);
    write.end_session(&[4; 32]).await.unwrap();
    assert_eq!(write.session(&[4; 32]).await.unwrap(), None);
    assert!(write.session(&[3; 32]).await.unwrap().is_some());
    write.end_sessions("wang").await.unwrap();
    assert_eq!(write.session(&[3; 32]).await.unwrap(), None);
    assert!(write.put_session(&session(6, "sun", AT, AT)).await.is_err(), "of no account");
}

fn proposal(id: &str, round: &str, proposed_at: u64) -> ProposalRow {
    ProposalRow {
        id: id.to_owned(),
        round: round.to_owned(),
        step: "freeze".to_owned(),
        input: "{}".to_owned(),
        proposed_by: "li".to_owned(),
        proposed_at,
        state: "waiting".to_owned(),
        decided_by: String::new(),
        decided_at: 0,
        claim: String::new(),
        outcome: String::new(),
    }
}

async fn proposals(engine: Engine) {
    let desk = Desk::new(engine).await;
    let mut write = with_accounts(&desk, &["li"]).await;
    for row in [proposal("c", "a", AT), proposal("b", "", AT), proposal("a", "a", AT + 1)] {
        write.insert_proposal(&row).await.unwrap();
    }
    let waits = proposal("b", "", AT);
    let claimed = |claim: &str| ProposalRow {
        state: "carrying-out".to_owned(),
        decided_by: "wang".to_owned(),
        decided_at: AT + 2,
        claim: claim.to_owned(),
        ..waits.clone()
    };
    let (first, second) = (claimed("1"), claimed("2"));
    assert!(write.move_proposal(&first, &waits).await.unwrap());
    assert!(!write.move_proposal(&first, &waits).await.unwrap(), "it has moved");
    assert!(write.move_proposal(&second, &first).await.unwrap());
    assert!(!write.move_proposal(&waits, &first).await.unwrap(), "another's claim");
    let done = ProposalRow { state: "done".to_owned(), outcome: "{}".to_owned(), ..second.clone() };
    assert!(write.move_proposal(&done, &second).await.unwrap());
    write.commit().await.unwrap();
    let mut read = desk.store.begin_read().await.unwrap();
    assert_eq!(read.proposal("b").await.unwrap(), Some(done));
    assert_eq!(read.proposal("d").await.unwrap(), None);
    let waiting = [proposal("c", "a", AT), proposal("a", "a", AT + 1)];
    assert_eq!(read.proposals("a", "waiting").await.unwrap(), waiting);
    assert_eq!(read.all_proposals("waiting").await.unwrap(), waiting);
    assert!(read.proposals("", "waiting").await.unwrap().is_empty());
}

async fn the_trail(engine: Engine) {
    let desk = Desk::new(engine).await;
    let row = |position| TrailRow {
        position,
        at: AT,
        account: "li".to_owned(),
        act: "freeze".to_owned(),
        round: "a".to_owned(),
        detail: r#"{"why":"民办"}"#.to_owned(),
        chain: bytes(),
    };
    let mut write = desk.store.begin_write(Lock::Journal).await.unwrap();
    assert_eq!(write.trail_size().await.unwrap(), 0);
    for position in 0..3 {
        write.insert_trail(&row(position)).await.unwrap();
    }
    write.commit().await.unwrap();
    let mut read = desk.store.begin_read().await.unwrap();
    assert_eq!(read.trail_size().await.unwrap(), 3);
    assert_eq!(read.trail(1, 1).await.unwrap(), [row(1)]);
    assert_eq!(read.trail(1, 9).await.unwrap(), [row(1), row(2)]);
    let (act, about) = (row(1).act, row(1).round);
    let like = read.trail_of(&about, &act, "%").await.unwrap();
    assert!(like.contains(&row(1)), "{like:?}");
    assert!(read.trail_of(&about, &act, "nothing").await.unwrap().is_empty());
}

async fn the_trail_is_a_chain(engine: Engine) {
    let desk = Desk::new(engine).await;
    let mut write = desk.store.begin_write(Lock::Journal).await.unwrap();
    for act in ["decide", "reply"] {
        write.record(AT, "zhao", act, "a", "{}").await.unwrap();
    }
    write.commit().await.unwrap();
    let rows = desk.store.begin_read().await.unwrap().trail(0, 9).await.unwrap();
    assert_eq!(rows[1].text(), format!("1\t{AT}\tzhao\treply\ta\t{{}}\n"));
    assert_eq!(rows[0].chain, rows[0].chained(&[]));
    assert_eq!(rows[1].chain, rows[1].chained(&rows[0].chain));
    let other = TrailRow { account: "li".to_owned(), ..rows[1].clone() };
    assert_ne!(other.chained(&rows[0].chain), rows[1].chain);
}
