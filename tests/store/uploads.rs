//! Statements on uploaded spreadsheets: what is written is what is read.

use paiwei::store::{Lock, UploadRow};

use crate::{
    database::{Engine, on_both},
    desk::{Desk, bytes},
};

on_both!(uploads);

const AT: u64 = 1_700_000_000;

fn upload(id: &str, made_at: u64) -> UploadRow {
    UploadRow {
        id: id.to_owned(),
        account: "li".to_owned(),
        name: "报名表.xlsx".to_owned(),
        mapping: String::new(),
        made_at,
        imported_at: 0,
        children: 0,
        repeated: 0,
    }
}

async fn uploads(engine: Engine) {
    let desk = Desk::with_rounds(engine, &["a", "b"]).await;
    let mut write = desk.store.begin_write(Lock::Round("a")).await.unwrap();
    let (old, new, other) = (upload("1", AT), upload("2", AT + 9), upload("3", AT + 9));
    write.insert_upload("a", &old, &bytes()).await.unwrap();
    write.insert_upload("a", &new, b"").await.unwrap();
    write.insert_upload("b", &other, b"x").await.unwrap();
    assert_eq!(write.mapping("a").await.unwrap(), None);
    write.set_mapping("a", "2", "{}").await.unwrap();
    write.set_mapping("a", "3", "[]").await.unwrap();
    write.set_imported("2", AT + 10, 7, 2).await.unwrap();
    write.set_imported("2", AT + 11, 7, 7).await.unwrap();
    write.commit().await.unwrap();

    let mut write = desk.store.begin_write(Lock::Journal).await.unwrap();
    let told = UploadRow {
        mapping: "{}".to_owned(),
        imported_at: AT + 10,
        children: 7,
        repeated: 2,
        ..new
    };
    assert_eq!(write.uploads("a").await.unwrap(), [told, old.clone()]);
    assert_eq!(write.upload("a", "1").await.unwrap(), Some(old));
    assert_eq!(write.upload("a", "3").await.unwrap(), None, "it is another round's");
    assert_eq!(write.upload("b", "3").await.unwrap(), Some(other));
    assert_eq!(write.upload_file("1").await.unwrap(), Some(bytes()));
    let place = |id: &str, round: &str| (id.to_owned(), round.to_owned());
    let in_turn = [place("1", "a"), place("3", "b"), place("2", "a")];
    assert_eq!(write.uploads_of("li").await.unwrap(), in_turn, "what was imported goes last");
    assert_eq!(write.uploads_of("sun").await.unwrap(), []);
    assert_eq!(write.mapping("a").await.unwrap().as_deref(), Some("[]"));
    assert_eq!(write.sweep_uploads(AT + 1).await.unwrap(), 1);
    write.drop_upload("a", "3").await.unwrap();
    write.drop_upload("a", "2").await.unwrap();
    assert_eq!(write.upload_file("2").await.unwrap(), None);
    assert_eq!(write.uploads("b").await.unwrap().len(), 1);
}
