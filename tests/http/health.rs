//! Whether the service says truly that it can work.

use std::fs;

use paiwei::clock::{Clock as _, SystemClock};
use serde_json::Value;

use crate::{
    database::{Engine, on_both},
    service::{Service, header, problem},
};

on_both!(a_head_that_does_not_fit_is_told, a_database_that_is_away_is_told);

/// What is said where the service isn't ready.
async fn not_ready(service: &Service) -> Value {
    let answer = service.get("/readyz").await;
    assert_eq!(header(&answer, "retry-after"), "5");
    let (status, kind, body) = problem(answer).await;
    assert_eq!((status, kind.as_str()), (503, "not-ready"));
    body
}

async fn a_head_that_does_not_fit_is_told(engine: Engine) {
    let service = Service::usual(engine, "head").await;
    let head = service.world.path("data").join("journal.head");
    let saved = fs::read_to_string(&head).unwrap();
    // The clock of this story stood still, so that of PostgreSQL is far from it.
    if engine == Engine::Postgres {
        let body = not_ready(&service).await;
        assert!(body["detail"].as_str().unwrap().contains("时钟相差"), "{body}");
    }
    service.world.clock.set(SystemClock.now());
    assert_eq!(service.get("/readyz").await.status(), 200);

    let other = saved.replacen("\n2\n", "\n3\n", 1);
    assert_ne!(saved, other);
    fs::write(&head, &other).unwrap();
    let body = not_ready(&service).await;
    let detail = body["detail"].as_str().unwrap();
    assert!(detail.contains("不是最后提交的那一份"), "{detail}");
    assert!(!detail.contains("journal.head"), "{detail}");
    fs::write(&head, "nothing").unwrap();
    let body = not_ready(&service).await;
    assert!(body["detail"].as_str().unwrap().contains("无法读取"), "{body}");
    fs::write(&head, &saved).unwrap();
    assert_eq!(service.get("/readyz").await.status(), 200);
    assert_eq!(service.get("/healthz").await.status(), 200);
}

async fn a_database_that_is_away_is_told(engine: Engine) {
    let service = Service::usual(engine, "away").await;
    service.world.office.close().await;
    let body = not_ready(&service).await;
    assert!(body["detail"].as_str().unwrap().contains("没有应答"), "{body}");
    let (status, kind, body) = problem(service.get("/api/v1/rounds").await).await;
    assert_eq!((status, kind.as_str()), (503, "database-lost"));
    let told = body.to_string();
    assert!(!told.contains("pool") && !told.contains("sqlx"), "{told}");
    assert_eq!(service.get("/healthz").await.status(), 200);
}
