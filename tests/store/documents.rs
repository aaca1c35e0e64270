//! Statements on documents that prove claims: what is written is what is read.

use paiwei::store::{DocumentRow, NewDocument};

use crate::{
    database::{Engine, on_both},
    desk::{Desk, application, bytes, round},
};

on_both!(documents);

fn document(id: &str, code: &str, mark: u8) -> NewDocument {
    let row = DocumentRow {
        id: id.to_owned(),
        code: code.to_owned(),
        category: "sibling".to_owned(),
        kind: "pdf".to_owned(),
        bytes: 256,
        added_at: 1_700_000_000 + u64::from(mark),
    };
    NewDocument { row, same: [mark; 32], content: bytes() }
}

async fn documents(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a", "b"]).await;
    let (late, early) = (document("1", "A", 2), document("2", "A", 1));
    let mut write = round(&desk).await;
    assert!(write.insert_document("a", &late).await.is_err(), "of nobody");
    drop(write);
    let mut write = round(&desk).await;
    write.insert_application("a", &application("A", 1, None)).await.unwrap();
    write.insert_document("a", &late).await.unwrap();
    write.insert_document("a", &early).await.unwrap();
    write.commit().await.unwrap();
    let again = NewDocument { row: document("3", "A", 2).row, ..late.clone() };
    assert!(round(&desk).await.insert_document("a", &again).await.is_err(), "the same file");

    let mut read = desk.store.begin_read().await.unwrap();
    let rows = read.documents_of("a", "A").await.unwrap();
    assert_eq!(rows, [early.row.clone(), late.row.clone()]);
    assert!(read.documents_of("b", "A").await.unwrap().is_empty());
    assert_eq!(read.document_bytes("a").await.unwrap(), 512);
    assert_eq!(read.document_bytes("b").await.unwrap(), 0);
    let alike = read.document_alike("a", "A", &[2; 32]).await.unwrap();
    assert_eq!(alike.as_ref(), Some(&late.row));
    assert_eq!(read.document_alike("a", "A", &[3; 32]).await.unwrap(), None);
    let opened = read.document("a", "1").await.unwrap();
    assert_eq!(opened, Some((late.row.clone(), bytes())));
    assert_eq!(read.document("b", "1").await.unwrap(), None, "it is another round's");
    drop(read);
    let mut write = round(&desk).await;
    write.remove_document("a", "B", "1").await.unwrap();
    write.remove_document("a", "A", "2").await.unwrap();
    assert_eq!(write.documents_of("a", "A").await.unwrap(), [late.row]);
}
