//! Statements on applications and what becomes of them: what is written is what is read.

use paiwei::store::{AnsweredRow, CorrectionRow, DecisionRow, ObjectionRow, QueueFilter, QueueRow};

use crate::{
    database::{Engine, on_both},
    desk::{Desk, application, bytes, revision, round},
};

on_both!(
    applications,
    revisions,
    decisions_and_corrections,
    the_queue,
    objections,
    secrets,
    answers
);

async fn applications(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a", "b"]).await;
    let (first, second) = (application("B", 1, None), application("A", 2, Some(u32::MAX)));
    let mut write = round(&desk).await;
    write.insert_application("a", &first).await.unwrap();
    write.insert_application("a", &second).await.unwrap();
    write.insert_application("b", &first).await.unwrap();
    write.commit().await.unwrap();
    let mut read = desk.store.begin_read().await.unwrap();
    let rows = read.applications("a").await.unwrap();
    assert_eq!(rows, [second.row.clone(), first.row.clone()]);
    assert_eq!(read.application("a", "A").await.unwrap(), Some(second.row.clone()));
    assert_eq!(read.application("b", "A").await.unwrap(), None);
    assert_eq!(read.codes_with_tag("a", &first.row.tag).await.unwrap(), ["B"]);
    let numbers = read.platform_numbers("a").await.unwrap();
    assert_eq!(numbers, [("A".to_owned(), vec![2, 0]), ("B".to_owned(), vec![1, 0])]);
    drop(read);
    let mut write = round(&desk).await;
    write.set_registered("a", "A", &first.row.tag, Some(7)).await.unwrap();
    assert_eq!(write.application("a", "A").await.unwrap().unwrap().points, Some(7));
    assert_eq!(write.codes_with_tag("a", &first.row.tag).await.unwrap(), ["A", "B"]);
    drop(write);
    for taken in [application("A", 3, None), application("C", 2, None)] {
        assert!(round(&desk).await.insert_application("a", &taken).await.is_err(), "{taken:?}");
    }
}

async fn revisions(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a"]).await;
    let mut write = round(&desk).await;
    write.insert_application("a", &application("A", 1, None)).await.unwrap();
    write.insert_application("a", &application("B", 2, None)).await.unwrap();
    let all = [revision("B", 1, 0), revision("A", 1, 1), revision("B", 2, 2), revision("B", 10, 3)];
    for one in &all {
        write.insert_revision("a", one).await.unwrap();
    }
    write.commit().await.unwrap();
    let mut read = desk.store.begin_read().await.unwrap();
    let rows: Vec<_> = all.iter().map(|one| one.row.clone()).collect();
    assert_eq!(read.revisions("a").await.unwrap(), rows);
    let of_one = [0, 2, 3].map(|index: usize| rows[index].clone());
    assert_eq!(read.revisions_of("a", "B").await.unwrap(), of_one);
    assert_eq!(read.newest_revision("a", "B").await.unwrap().as_ref(), rows.last());
    assert_eq!(read.newest_revision("a", "C").await.unwrap(), None);
    assert_eq!(read.identity("a", "B").await.unwrap(), Some((10, b"B 10".to_vec())));
    assert_eq!(read.identity("a", "C").await.unwrap(), None);
    drop(read);
    for taken in [revision("B", 2, 4), revision("B", 11, 3), revision("C", 1, 4)] {
        assert!(round(&desk).await.insert_revision("a", &taken).await.is_err(), "{taken:?}");
    }
}

fn decision(status: &str, points: Option<u32>) -> DecisionRow {
    DecisionRow {
        code: "A".to_owned(),
        status: status.to_owned(),
        categories: "district+sibling".to_owned(),
        points,
        why: bytes(),
        decided_at: 1_700_000_000,
    }
}

async fn decisions_and_corrections(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a"]).await;
    let correction = |field: &str, reason: &str| CorrectionRow {
        code: "A".to_owned(),
        field: field.to_owned(),
        reason: reason.to_owned(),
    };
    let mut write = round(&desk).await;
    assert!(write.put_decision("a", &decision("entered", None)).await.is_err(), "of nobody");
    drop(write);
    let mut write = round(&desk).await;
    write.insert_application("a", &application("A", 1, None)).await.unwrap();
    write.put_decision("a", &decision("refused", Some(3))).await.unwrap();
    write.put_decision("a", &decision("entered", None)).await.unwrap();
    write.put_correction("a", &correction("status", "error")).await.unwrap();
    write.put_correction("a", &correction("status", "objection")).await.unwrap();
    write.put_correction("a", &correction("bundle", "error")).await.unwrap();
    write.commit().await.unwrap();
    let mut read = desk.store.begin_read().await.unwrap();
    assert_eq!(read.decisions("a").await.unwrap(), [decision("entered", None)]);
    assert_eq!(read.decision("a", "A").await.unwrap(), Some(decision("entered", None)));
    assert_eq!(read.decision("a", "B").await.unwrap(), None);
    let expected = [correction("bundle", "error"), correction("status", "objection")];
    assert_eq!(read.corrections("a").await.unwrap(), expected);
    drop(read);
    let mut write = round(&desk).await;
    write.clear_decision("a", "A").await.unwrap();
    assert!(write.decisions("a").await.unwrap().is_empty());
}

async fn the_queue(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a"]).await;
    let mut write = round(&desk).await;
    for (position, code) in (0..).zip(["C", "A", "B"]) {
        write.insert_application("a", &application(code, position, Some(4))).await.unwrap();
        write.insert_revision("a", &revision(code, 1, position.into())).await.unwrap();
    }
    write.insert_revision("a", &revision("A", 2, 3)).await.unwrap();
    write.put_decision("a", &decision("entered", Some(3))).await.unwrap();
    write.commit().await.unwrap();
    let row = |position: u64, decision| {
        let receipt = revision("", 0, position).row.receipt;
        QueueRow { receipt, points: Some(4), decision }
    };
    let mut read = desk.store.begin_read().await.unwrap();
    let (all, undecided) =
        (QueueFilter::default(), QueueFilter::new("undecided", None, None, false));
    let first = read.queue("a", &all, "", 2).await.unwrap();
    assert_eq!(first, [row(3, Some(decision("entered", Some(3)))), row(2, None)]);
    assert_eq!(read.queue("a", &all, "B", 2).await.unwrap(), [row(0, None)]);
    assert_eq!(read.queue("a", &undecided, "", 1).await.unwrap(), [row(2, None)]);
    assert_eq!(read.queue("a", &undecided, "B", 9).await.unwrap(), [row(0, None)]);
}

async fn objections(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a"]).await;
    let filed = |code: &str, number| ObjectionRow {
        code: code.to_owned(),
        number,
        text: bytes(),
        filed_at: 1_700_000_000,
        state: "open".to_owned(),
        reply: Vec::new(),
        replied_at: 0,
    };
    let answered = ObjectionRow {
        state: "upheld".to_owned(),
        reply: bytes(),
        replied_at: 1_700_000_001,
        ..filed("A", 2)
    };
    let mut write = round(&desk).await;
    write.insert_application("a", &application("A", 1, None)).await.unwrap();
    write.insert_application("a", &application("B", 2, None)).await.unwrap();
    for one in [filed("B", 1), filed("A", 2), filed("A", 1)] {
        write.insert_objection("a", &one).await.unwrap();
    }
    write.put_reply("a", &answered).await.unwrap();
    write.commit().await.unwrap();
    let mut read = desk.store.begin_read().await.unwrap();
    let all = [filed("A", 1), answered, filed("B", 1)];
    assert_eq!(read.objections("a").await.unwrap(), all);
    assert_eq!(read.objections_of("a", "A").await.unwrap(), all[..2]);
    drop(read);
    for refused in [filed("A", 1), filed("C", 1)] {
        assert!(round(&desk).await.insert_objection("a", &refused).await.is_err(), "{refused:?}");
    }
}

async fn secrets(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a"]).await;
    let mut write = round(&desk).await;
    write.insert_application("a", &application("A", 1, None)).await.unwrap();
    write.put_secret("a", "A", &[1; 32], 1_700_000_000).await.unwrap();
    write.put_secret("a", "A", &[2; 32], 1_700_000_001).await.unwrap();
    assert_eq!(write.secret("a", "A").await.unwrap(), Some([2; 32]));
    write.clear_secret("a", "A").await.unwrap();
    assert_eq!(write.secret("a", "A").await.unwrap(), None);
    assert!(write.put_secret("a", "B", &[1; 32], 0).await.is_err(), "of nobody");
}

async fn answers(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a"]).await;
    let answer = |position, code: &str, number| AnsweredRow {
        position,
        code: code.to_owned(),
        number,
        receipt: format!("receipt {position}\n\n— 收据"),
    };
    let mut write = round(&desk).await;
    write.insert_application("a", &application("A", 1, None)).await.unwrap();
    write.insert_application("a", &application("B", 2, None)).await.unwrap();
    let all = [answer(0, "B", 1), answer(1, "A", 1), answer(2, "B", 2)];
    for one in all.iter().rev() {
        write.insert_answer("a", 1, one).await.unwrap();
    }
    write.insert_answer("a", 2, &all[0]).await.unwrap();
    write.commit().await.unwrap();
    let mut read = desk.store.begin_read().await.unwrap();
    assert_eq!(read.answers("a", 1).await.unwrap(), all);
    assert_eq!(read.answers_of("a", 1, "B").await.unwrap(), [all[0].clone(), all[2].clone()]);
    for (attempt, count) in [(1, 3), (2, 1), (3, 0)] {
        assert_eq!(read.answered("a", attempt).await.unwrap(), count);
    }
    drop(read);
    for taken in [answer(2, "A", 2), answer(3, "B", 2), answer(3, "C", 1)] {
        assert!(round(&desk).await.insert_answer("a", 1, &taken).await.is_err(), "{taken:?}");
    }
}
