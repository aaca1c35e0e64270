//! The trail is only ever added to, and shows when somebody changed it.

use paiwei::store::Database;
use serde_json::json;

use crate::{
    bureau::Bureau,
    database::{Engine, on_both},
};

on_both! { every_act_stands_in_the_trail, nothing_in_it_is_changed_or_cut }

async fn every_act_stands_in_the_trail(engine: Engine) {
    let bureau = Bureau::open(engine).await;
    let li = bureau.sign_in("li").await;
    bureau.staff.record("li", "look", "", &json!({ "code": "K7QF-2M9X-TR4C-8" })).await.unwrap();
    bureau.staff.sign_out(&li).await.unwrap();
    let acts: Vec<String> =
        bureau.staff.trail(0, 100).await.unwrap().into_iter().map(|row| row.act).collect();
    let added = ["add-account"; 4].map(str::to_owned);
    assert_eq!(acts[..4], added);
    assert_eq!(acts[4..], ["sign-in", "look", "sign-out"]);
    let text = bureau.staff.export_trail().await.unwrap();
    assert_eq!(text.lines().count(), 8);
    assert!(!text.contains("horse"), "no password is in it");
    let many = (0..50).map(|n| {
        let staff = bureau.staff.clone();
        tokio::spawn(async move { staff.record("li", "n", "", &json!({ "n": n })).await.unwrap() })
    });
    for one in many.collect::<Vec<_>>() {
        one.await.unwrap();
    }
    assert_eq!(bureau.staff.export_trail().await.unwrap().lines().count(), 58);
}

async fn nothing_in_it_is_changed_or_cut(engine: Engine) {
    let bureau = Bureau::open(engine).await;
    let refused = match engine {
        Engine::Sqlite => {
            let file = bureau.path().join("data/paiwei.db");
            let url = format!("sqlite://{}", file.display());
            let pool = sqlx::SqlitePool::connect(&url).await.unwrap();
            let change = sqlx::query("update trail set act = 'x'").execute(&pool).await;
            let cut = sqlx::query("delete from trail").execute(&pool).await;
            vec![change.unwrap_err().to_string(), cut.unwrap_err().to_string()]
        }
        Engine::Postgres => {
            let Database::Postgres(url) = &bureau.database else { panic!("no url") };
            let pool = sqlx::PgPool::connect(url).await.unwrap();
            let change = sqlx::query("update trail set act = 'x'").execute(&pool).await;
            let cut = sqlx::query("delete from trail").execute(&pool).await;
            let emptied = sqlx::query("truncate trail").execute(&pool).await;
            [change, cut, emptied].map(|done| done.unwrap_err().to_string()).into()
        }
    };
    for refused in refused {
        assert!(refused.contains("only ever added to"), "{refused}");
    }
}
