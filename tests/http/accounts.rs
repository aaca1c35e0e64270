//! Accounts over HTTP: what is asked again, and what is refused as a whole.

use reqwest::{Method, Response};
use serde_json::{Value, json};

use crate::{
    database::{Engine, on_both},
    service::{header, problem},
    town::Town,
};

on_both! { an_account_that_is_made_twice_is_one, a_change_that_is_refused_changes_nothing }

const ACCOUNTS: &str = "/api/v1/staff/accounts";

/// Sends a supervisor's change, with this key if any.
async fn sent(
    town: &Town,
    method: Method,
    path: &str,
    key: Option<&str>,
    body: &Value,
) -> Response {
    let token = town.desk.token("sun").await.unwrap();
    let mut request = town.service.request(method, path).bearer_auth(token).json(body);
    if let Some(key) = key {
        request = request.header("idempotency-key", key);
    }
    request.send().await.unwrap()
}

async fn an_account_that_is_made_twice_is_one(engine: Engine) {
    let town = Town::new(engine, "accounts").await;
    let qian = json!({ "name": "qian", "roles": ["reviewer"], "password": "the password of qian" });
    let bare = sent(&town, Method::POST, ACCOUNTS, None, &qian).await;
    assert_eq!(problem(bare).await.1, "key-missing");
    let made = sent(&town, Method::POST, ACCOUNTS, Some("qian"), &qian).await;
    let again = sent(&town, Method::POST, ACCOUNTS, Some("qian"), &qian).await;
    assert_eq!((made.status().as_u16(), header(&made, "idempotency-replayed").as_str()), (200, ""));
    assert_eq!(
        (again.status().as_u16(), header(&again, "idempotency-replayed").as_str()),
        (200, "true")
    );
    assert_eq!(made.json::<Value>().await.unwrap(), again.json::<Value>().await.unwrap());
    let other = sent(&town, Method::POST, ACCOUNTS, Some("qian 2"), &qian).await;
    assert_eq!(problem(other).await.1, "key-missing", "a key has no spaces");
    let other = sent(&town, Method::POST, ACCOUNTS, Some("qian-2"), &qian).await;
    assert_eq!(problem(other).await.1, "name-taken");
}

async fn a_change_that_is_refused_changes_nothing(engine: Engine) {
    let town = Town::new(engine, "change").await;
    let staff = town.service.app.staff();
    let before = (staff.accounts().await.unwrap(), staff.trail(0, 1).await.unwrap());
    let path = format!("{ACCOUNTS}/li");
    let change = json!({ "roles": ["supervisor"], "password": "x" });
    let refused = sent(&town, Method::PATCH, &path, Some("short"), &change).await;
    assert_eq!(problem(refused).await.0, 422);
    let nothing = sent(&town, Method::PATCH, &path, Some("nothing"), &json!({})).await;
    assert_eq!(problem(nothing).await.0, 422);
    assert_eq!((staff.accounts().await.unwrap(), staff.trail(0, 1).await.unwrap()), before);
}
