//! Statements on drafts of rules.

use paiwei::store::{DraftRow, Lock};

use crate::{
    database::{Engine, on_both},
    desk::Desk,
};

on_both!(drafts);

fn draft(id: &str, revision: u64, at: u64) -> DraftRow {
    DraftRow {
        id: id.to_owned(),
        rules: format!("{{\"revision\":{revision}}}"),
        revision,
        changed_by: "li".to_owned(),
        changed_at: at,
    }
}

async fn drafts(engine: Engine) {
    let desk = Desk::new(engine).await;
    let mut write = desk.store.begin_write(Lock::Journal).await.unwrap();
    write.insert_rule_draft(&draft("a", 1, 7)).await.unwrap();
    write.insert_rule_draft(&draft("b", 1, 8)).await.unwrap();
    assert!(write.move_rule_draft(&draft("a", 2, 9)).await.unwrap());
    assert!(!write.move_rule_draft(&draft("a", 2, 10)).await.unwrap(), "saved over another's");
    assert!(!write.move_rule_draft(&draft("c", 2, 10)).await.unwrap());
    write.commit().await.unwrap();
    let mut read = desk.store.begin_read().await.unwrap();
    assert_eq!(read.rule_drafts().await.unwrap(), [draft("a", 2, 9), draft("b", 1, 8)]);
    assert_eq!(read.rule_draft("a").await.unwrap(), Some(draft("a", 2, 9)));
    drop(read);
    let mut write = desk.store.begin_write(Lock::Journal).await.unwrap();
    assert!(!write.delete_rule_draft("a", 1).await.unwrap(), "it was saved since");
    assert!(write.delete_rule_draft("a", 2).await.unwrap());
    assert!(!write.delete_rule_draft("a", 2).await.unwrap());
    write.commit().await.unwrap();
    let mut read = desk.store.begin_read().await.unwrap();
    assert_eq!(read.rule_draft("a").await.unwrap(), None);
}
