//! Hostile requests: slow, oversized, too many at once. Each is refused with words, where there is
//! still somebody to tell, and the service goes on.

use std::{
    io::{Read as _, Write as _},
    time::{Duration, Instant},
};

use paiwei::http::Limits;
use reqwest::Method;
use serde_json::Value;

use crate::{
    database::Engine,
    service::{Service, exchange, header, problem},
};

const SOON: Duration = Duration::from_millis(400);

async fn service(label: &str, limits: Limits) -> Service {
    Service::start(Engine::Sqlite, label, limits).await
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_body_must_come_whole_and_in_time() {
    let service =
        service("slow body", Limits { time: SOON, body: 1000, ..Limits::default() }).await;
    let head = "GET /healthz HTTP/1.1\r\nhost: x\r\n";
    let slow = format!("{head}content-length: 500\r\n\r\nabc");
    let answer = service.raw(slow.into_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 408 "), "{answer}");
    assert!(answer.contains("/problems/too-slow") && answer.contains("connection: close"));

    let announced = format!("{head}content-length: 5000\r\n\r\nabc");
    let answer = service.raw(announced.into_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 413 ") && answer.contains("1000"), "{answer}");

    let chunk = format!("3e8\r\n{}\r\n", "a".repeat(1000));
    let chunked = format!("{head}transfer-encoding: chunked\r\n\r\n{chunk}{chunk}");
    let answer = service.raw(chunked.into_bytes()).await;
    assert!(answer.starts_with("HTTP/1.1 413 "), "{answer}");
    assert_eq!(service.get("/healthz").await.status(), 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn headers_have_a_number_a_size_and_a_time() {
    let service = service("headers", Limits { header_time: SOON, ..Limits::default() }).await;
    let many = |count| {
        let fields: String = (0..count).map(|n| format!("x-{n}: y\r\n")).collect();
        format!("GET /healthz HTTP/1.1\r\nhost: x\r\nconnection: close\r\n{fields}\r\n")
            .into_bytes()
    };
    assert!(service.raw(many(60)).await.starts_with("HTTP/1.1 200 "));
    let answer = service.raw(many(70)).await;
    assert!(answer.starts_with("HTTP/1.1 431 "), "{answer}");
    assert!(answer.contains("/problems/header-fields"), "{answer}");
    let bomb = service.raw(many(5000)).await;
    assert!(bomb.starts_with("HTTP/1.1 431 ") || bomb.is_empty(), "{bomb}");

    let long = "a".repeat(20_000);
    let answer = service.request(Method::GET, "/healthz").header("x-long", long).send().await;
    assert_eq!(problem(answer.unwrap()).await.1, "header-fields");

    let begun = Instant::now();
    let answer = service.raw(b"GET /healthz HTTP/1.1\r\nhost: x\r\nx-slow".to_vec()).await;
    assert!(begun.elapsed() < Duration::from_secs(5), "a slow head is not waited for");
    assert!(answer.is_empty() || answer.starts_with("HTTP/1.1 408"), "{answer}");
    assert!(service.raw(b"\x00\x01nonsense\r\n\r\n".to_vec()).await.starts_with("HTTP/1.1 400 "));
    assert_eq!(service.get("/healthz").await.status(), 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn connections_have_places() {
    let service = service("connections", Limits { connections: 2, ..Limits::default() }).await;
    let mut held = [service.connect(), service.connect()];
    for stream in &mut held {
        // An answer says that the connection has its place.
        stream.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n").unwrap();
        assert!(stream.read(&mut [0; 64]).unwrap() > 0);
    }
    let refused = service.raw(b"GET /healthz HTTP/1.1\r\nhost: x\r\n\r\n".to_vec()).await;
    assert_eq!(refused, "", "closed at once");
    drop(held);
    tokio::time::sleep(SOON).await;
    assert_eq!(service.get("/healthz").await.status(), 200);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn requests_have_places() {
    let limits = Limits { requests: 1, time: Duration::from_secs(5), ..Limits::default() };
    let service = service("requests", limits).await;
    let mut held = service.connect();
    held.write_all(b"GET /healthz HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{").unwrap();
    tokio::time::sleep(SOON).await;
    let refused = service.get("/healthz").await;
    assert_eq!(header(&refused, "retry-after"), "1");
    assert_eq!(problem(refused).await.1, "busy");
    let answer = tokio::task::spawn_blocking(move || {
        held.set_read_timeout(Some(SOON)).unwrap();
        exchange(held, b"}")
    });
    assert!(answer.await.unwrap().starts_with("HTTP/1.1 200 "));
    assert_eq!(service.get("/healthz").await.status(), 200);
}

/// The head of a family's document, and the beginning of what it says that it brings.
fn document(path: &str) -> Vec<u8> {
    format!(
        "POST {path} HTTP/1.1\r\nhost: x\r\ncontent-type: multipart/form-data; boundary=x\r\n\
         content-length: 100000\r\n\r\n--x\r\n"
    )
    .into_bytes()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn slow_documents_hold_an_address_s_share_and_not_for_long() {
    let path = "/rounds/small-2027/documents";
    let limits = Limits {
        documents: 3,
        documents_share: 2,
        upload_grace: Duration::from_secs(3),
        ..Limits::default()
    };
    let service = service("slow documents", limits).await;
    let begun = Instant::now();
    let mut held = [service.connect(), service.connect()];
    for stream in &mut held {
        stream.write_all(&document(path)).unwrap();
    }
    tokio::time::sleep(SOON).await;
    let send = || service.request(Method::POST, path).body("").send();
    let refused = send().await.unwrap();
    assert_eq!(header(&refused, "retry-after"), "1");
    assert_eq!(problem(refused).await.1, "too-many");
    assert_eq!(service.get("/healthz").await.status(), 200, "others are let in");
    for stream in held {
        let answer = tokio::task::spawn_blocking(move || exchange(stream, b"")).await.unwrap();
        assert!(answer.starts_with("HTTP/1.1 408 ") && answer.contains("too-slow"), "{answer}");
    }
    assert!(begun.elapsed() < Duration::from_secs(30), "what stands still is not waited for");
    let next = send().await.unwrap();
    assert_eq!(problem(next).await.1, "bad-request", "there is room, and this is no form");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_address_sends_so_many_documents_an_hour() {
    let limits = Limits { documents_hourly: 2, ..Limits::default() };
    let service = service("many documents", limits).await;
    let path = "/rounds/small-2027/documents";
    for kind in ["bad-request", "bad-request", "too-many"] {
        let answer = service.request(Method::POST, path).body("").send().await.unwrap();
        assert_eq!(problem(answer).await.1, kind);
    }
    let refused = service.request(Method::POST, path).body("").send().await.unwrap();
    assert!(header(&refused, "retry-after").parse::<u64>().unwrap() > 60, "an hour's budget");
    assert_eq!(service.get("/rounds/small-2027").await.status(), 200);
}

/// What carries a step out, or brings a file: the page, and the operation that does the same.
const LONG: [(&str, &str); 6] = [
    ("/office/proposals/{id}", "/api/v1/staff/proposals/{id}/decision"),
    ("/office/rounds/{round}/draw", "/api/v1/staff/rounds/{round}/draw"),
    ("/office/rounds/{round}/notes", "/api/v1/staff/rounds/{round}/confirmations"),
    ("/office/rounds/{round}/notes", "/api/v1/staff/cosignatures"),
    ("/office/rounds/{round}/review/rest", "/api/v1/staff/rounds/{round}/decisions/rest"),
    ("/office/rounds/{round}/import/{upload}/check", "/api/v1/staff/rounds/{round}/imports"),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_step_has_its_time_in_a_browser_too() {
    let service = service("time of steps", Limits::default()).await;
    let document: Value = service.get("/api/v1/openapi.json").await.json().await.unwrap();
    for (page, path) in LONG {
        let pages = document["x-pages"].as_array().unwrap();
        let found = pages.iter().find(|one| one["path"] == page && one["method"] == "POST");
        let operation = &document["paths"][path]["post"];
        assert_eq!(found.unwrap()["x-seconds"], 120, "{page}");
        assert_eq!(operation["x-seconds"], 120, "{path}");
    }
    let own = &document["paths"]["/api/v1/rounds/{round}/revisions"]["post"];
    assert_eq!(own["x-seconds"], 30, "a deadline waits for no longer");
}
