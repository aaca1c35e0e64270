//! Malformed requests to a round that takes applications: each is told what is wrong with it, and
//! nothing is changed.

use paiwei::rounds;
use paiwei_protocol::digest::Digest;
use reqwest::{Method, StatusCode};
use serde_json::json;

use crate::{
    database::{Engine, on_both},
    service::{header, problem},
    town::Town,
    world::ROUND,
};

on_both!(malformed_requests_change_nothing, paths_lead_nowhere_else, requests_come_one_by_one);

async fn malformed_requests_change_nothing(engine: Engine) {
    let town = Town::open(engine, "malformed").await;
    let before = state(&town).await;
    let deep = format!("{{\"children\":{}{}}}", "[".repeat(5000), "]".repeat(5000));
    let twice = r#"{"children":[{"fields":{"name":"甲","name":"乙"},"choices":""}]}"#;
    let many = json!({ "revisions": vec![json!({}); 20_000] }).to_string();
    let wide = json!({ "children": [{ "fields": {}, "choices": "J".repeat(200_000) }] });
    for (path, body, status, kind) in [
        ("applications", "{", 400, "malformed-json"),
        ("applications", "\u{feff}{}", 400, "malformed-json"),
        ("applications", "{} {}", 400, "malformed-json"),
        ("applications", &deep, 400, "malformed-json"),
        ("applications", twice, 422, "fields"),
        ("applications", "[[]]", 422, "fields"),
        ("applications", "null", 422, "fields"),
        ("applications", r#"{"children":[],"linked":false}"#, 422, "fields"),
        ("applications", r#"{"children":{}}"#, 422, "fields"),
        ("applications", r#"{"children":[],"favour":1}"#, 422, "fields"),
        ("applications", &wide.to_string(), 422, "fields"),
        ("revisions", &many, 422, "fields"),
        (
            "revisions",
            r#"{"revisions":[{"request":"x","key":"00","signature":""}]}"#,
            422,
            "fields",
        ),
        ("codes", r#"{"count":17}"#, 422, "fields"),
        ("codes", r#"{"count":1e400}"#, 400, "malformed-json"),
        ("codes", r#"{"count":-1}"#, 422, "fields"),
        ("answers", r#"{"answer":"\ud800","key":"","signature":""}"#, 400, "malformed-json"),
    ] {
        let (found, said, about) = problem(post(&town, path, body.as_bytes()).await).await;
        let shown: String = body.chars().take(60).collect();
        assert_eq!((found, said.as_str()), (status, kind), "{path} {shown}: {about}");
    }
    let not_utf8 = post(&town, "applications", b"{\"children\":\"\xff\"}").await;
    assert_eq!(problem(not_utf8).await.1, "malformed-json");
    // Nothing is unpacked: a bomb is what it is on the wire.
    let packed = town.service.request(Method::POST, &path("applications"));
    let packed = packed.header("content-type", "application/json");
    let packed = packed.header("content-encoding", "gzip").header("idempotency-key", "bomb");
    let refused = packed.body(vec![0x1f, 0x8b, 8, 0]).send().await.unwrap();
    assert_eq!(problem(refused).await.1, "malformed-json");
    assert_eq!(state(&town).await, before);
}

async fn paths_lead_nowhere_else(engine: Engine) {
    let town = Town::open(engine, "paths").await;
    for path in [
        "/published/../data/paiwei.db",
        "/published/small-2027/../../keys",
        "/published/small-2027/%2e%2e/%2e%2e/keys",
        "/published/%2e%2e%2fdata/paiwei.db",
        "/published/small-2027/rules.json%00.csv",
        "/published/small-2027//rules.json",
        "/published/small-2027/C:%5cpaiwei.db",
        "/journal/tile/../../data/keys",
        "//etc/passwd",
        "/api/v1/docs/..%2f..%2fCargo.toml",
    ] {
        // A client of HTTP would tidy the path first.
        let request = format!("GET {path} HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n");
        let answer = town.service.raw(request.into_bytes()).await;
        let status: u16 = answer[9..12].parse().unwrap();
        assert!([400, 404].contains(&status), "{path}: {answer}");
    }
    let named = town.service.get(&format!("/published/{ROUND}/rules.json")).await;
    assert_eq!(named.status(), StatusCode::OK, "what is there is served");
}

async fn requests_come_one_by_one(engine: Engine) {
    let town = Town::open(engine, "pipelined").await;
    let get = "GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n";
    let last = "GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n\r\n";
    let answers = town.service.raw(format!("{}{last}", get.repeat(400)).into_bytes()).await;
    assert_eq!(answers.matches("HTTP/1.1 200 ").count(), 401);
    // Two lengths, or a length and chunks, are how a request is smuggled past a proxy.
    for fields in [
        "content-length: 5\r\ncontent-length: 6\r\n",
        "content-length: 5\r\ntransfer-encoding: chunked\r\n",
        "transfer-encoding: chunked, identity\r\n",
        "content-length: +5\r\n",
        "host: y\r\nhost : z\r\n",
    ] {
        let request = format!(
            "POST {} HTTP/1.1\r\nhost: x\r\ncontent-type: application/json\r\n{fields}\r\n\
             0\r\n\r\n{get}",
            path("codes")
        );
        let answers = town.service.raw(request.into_bytes()).await;
        assert!(!answers.contains("HTTP/1.1 200 "), "{fields}: {answers}");
    }
}

fn path(last: &str) -> String {
    format!("/api/v1/rounds/{ROUND}/{last}")
}

async fn post(town: &Town, last: &str, body: &[u8]) -> reqwest::Response {
    let request = town.service.request(Method::POST, &path(last));
    let request =
        request.header("content-type", "application/json").header("accept-language", "en");
    let key = Digest::of(body).to_string();
    let answer = request.header("idempotency-key", key).body(body.to_vec()).send().await.unwrap();
    assert_eq!(header(&answer, "content-type"), "application/problem+json");
    answer
}

/// What a request could have changed: receipts, and the journal.
async fn state(town: &Town) -> (u64, usize) {
    let found = rounds::overview(town.service.app.office(), ROUND).await.unwrap();
    (found.received, found.done.len())
}
