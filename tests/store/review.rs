//! Statements on the queue of review: what is asked for is what comes, and nothing else.

use paiwei::store::{DecisionRow, NewRevision, QueueFilter};

use crate::{
    database::{Engine, on_both},
    desk::{Desk, application, bytes, revision, round},
};

on_both!(the_queue_is_filtered, an_application_is_found);

/// A revision with the lines that filters look at.
fn filed(code: &str, position: u64, claims: &str, choices: &str, rest: &str) -> NewRevision {
    let mut filed = revision(code, 1, position);
    filed.row.receipt =
        format!("receipt\nclaims: {claims}\nchoices: {choices}\ncommitment: x\n{rest}\n");
    filed
}

async fn the_queue_is_filtered(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a"]).await;
    let mut write = round(&desk).await;
    let filed = [
        filed("A", 0, "sibling+staff", "J1>J2|P1", "bundle: -\nstatus: entered"),
        filed("B", 1, "-", "J2", "bundle: A+B\nstatus: entered"),
        filed("C", 2, "staff_x", "P1", "bundle: -\nstatus: withdrawn"),
        filed("D", 3, "-", "P1", "bundle: -\nstatus: entered"),
    ];
    for (mark, one) in (1..).zip(&filed) {
        write.insert_application("a", &application(&one.row.code, mark, None)).await.unwrap();
        write.insert_revision("a", one).await.unwrap();
    }
    let refused = DecisionRow {
        code: "D".to_owned(),
        status: "refused".to_owned(),
        categories: String::new(),
        points: None,
        why: bytes(),
        decided_at: 7,
    };
    write.put_decision("a", &refused).await.unwrap();
    write.commit().await.unwrap();

    let mut read = desk.store.begin_read().await.unwrap();
    for (filter, expected) in [
        (QueueFilter::new("", None, None, false), &["A", "B", "C", "D"][..]),
        (QueueFilter::new("undecided", None, None, false), &["A", "B"]),
        (QueueFilter::new("withdrawn", None, None, false), &["C"]),
        (QueueFilter::new("refused", None, None, false), &["D"]),
        (QueueFilter::new("", Some("staff"), None, false), &["A"]),
        (QueueFilter::new("", Some("-"), None, false), &["B", "D"]),
        (QueueFilter::new("", None, Some("J2"), false), &["A", "B"]),
        (QueueFilter::new("", None, Some("P1"), false), &["A", "C", "D"]),
        (QueueFilter::new("", None, None, true), &["B"]),
    ] {
        let rows = read.queue("a", &filter, "", 9).await.unwrap();
        let receipts: Vec<_> = rows.into_iter().map(|row| row.receipt).collect();
        let of = |code: &&str| {
            let mut all = filed.iter().filter(|one| one.row.code == **code);
            all.next().unwrap().row.receipt.clone()
        };
        let expected: Vec<_> = expected.iter().map(of).collect();
        assert_eq!(receipts, expected, "{filter:?}");
    }
    let all = QueueFilter::new("", None, None, false);
    assert_eq!(read.queue("a", &all, "A", 2).await.unwrap().len(), 2, "paged");
    for (until, most, before) in
        [("D", 2, Some("B")), ("D", 4, None), ("C", 1, Some("B")), ("A", 1, None)]
    {
        let found = read.queue_before("a", &all, until, most).await.unwrap();
        assert_eq!(found.as_deref(), before, "{most} up to {until}");
    }
    let undecided = QueueFilter::new("undecided", None, None, false);
    let before = read.queue_before("a", &undecided, "D", 1).await.unwrap();
    assert_eq!(before.as_deref(), Some("A"), "of those that the filter lets pass");
    let mut counts = read.queue_counts("a", &all).await.unwrap();
    counts.sort();
    let counted = [("refused", 1), ("undecided", 2), ("withdrawn", 1)];
    assert_eq!(counts, counted.map(|(word, count)| (word.to_owned(), count)));
}

async fn an_application_is_found(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a", "b"]).await;
    let mut write = round(&desk).await;
    write.insert_application("a", &application("A", 1, Some(3))).await.unwrap();
    write.insert_revision("a", &revision("A", 1, 0)).await.unwrap();
    write.insert_revision("a", &revision("A", 2, 1)).await.unwrap();
    write.commit().await.unwrap();
    let mut read = desk.store.begin_read().await.unwrap();
    let newest = read.queued("a", "A").await.unwrap().unwrap();
    assert_eq!((newest.receipt, newest.points), (revision("A", 2, 1).row.receipt, Some(3)));
    assert_eq!(read.queued("a", "B").await.unwrap(), None);
    assert_eq!(read.code_of_registration("a", &[1; 32]).await.unwrap().as_deref(), Some("A"));
    assert_eq!(read.code_of_registration("b", &[1; 32]).await.unwrap(), None);
    let registered = read.registered("a", &[1; 32]).await.unwrap();
    assert_eq!(registered, Some(("A".to_owned(), vec![1, 0])));
    assert_eq!(read.registered("a", &[2; 32]).await.unwrap(), None);
    assert_eq!(read.platform_number("a", "A").await.unwrap(), Some(vec![1, 0]));
    assert_eq!(read.platform_number("a", "B").await.unwrap(), None);
}
