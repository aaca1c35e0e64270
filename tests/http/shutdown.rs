//! The end of a service: what was begun is answered.

use std::{
    io::Write as _,
    net::TcpStream,
    time::{Duration, Instant},
};

use paiwei::http::Limits;

use crate::{
    database::{Engine, on_both},
    service::{Service, exchange},
};

on_both!(a_request_under_way_is_answered_and_no_other_taken);

const HALF: &[u8] = b"GET /api/v1/rounds HTTP/1.1\r\nhost: x\r\ncontent-length: 2\r\n\r\n{";

async fn a_request_under_way_is_answered_and_no_other_taken(engine: Engine) {
    let mut service = Service::usual(engine, "end").await;
    let mut begun = service.connect();
    begun.write_all(HALF).unwrap();
    let idle = service.connect();
    tokio::time::sleep(Duration::from_millis(300)).await;
    service.stop();
    tokio::time::sleep(Duration::from_millis(300)).await;
    assert!(TcpStream::connect(service.address).is_err(), "nobody listens");
    let answer = tokio::task::spawn_blocking(move || exchange(begun, b"}")).await.unwrap();
    assert!(answer.starts_with("HTTP/1.1 200 ") && answer.contains("small-2027"), "{answer}");
    service.ended().await;
    drop(idle);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_never_finishes_is_not_waited_for_longer_than_said() {
    let limits = Limits { drain: Duration::from_millis(300), ..Limits::default() };
    let mut service = Service::start(Engine::Sqlite, "drain", limits).await;
    let mut begun = service.connect();
    begun.write_all(HALF).unwrap();
    tokio::time::sleep(Duration::from_millis(200)).await;
    let stopped = Instant::now();
    service.stop();
    service.ended().await;
    assert!(stopped.elapsed() < Duration::from_secs(5), "{:?}", stopped.elapsed());
}
