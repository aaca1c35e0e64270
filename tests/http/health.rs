//! Whether the service says truly that it can work.

use std::fs;

use crate::{
    database::{Engine, on_both},
    service::{Service, header, problem},
};

on_both!(a_head_that_does_not_fit_is_told, a_database_that_is_away_is_told);

async fn a_head_that_does_not_fit_is_told(engine: Engine) {
    let service = Service::usual(engine, "head").await;
    let head = service.world.path("data").join("journal.head");
    let saved = fs::read_to_string(&head).unwrap();
    // The clock of this story stands still, so that of PostgreSQL is far from it.
    let clocks_differ = engine == Engine::Postgres;
    assert_eq!(service.get("/readyz").await.status(), if clocks_differ { 503 } else { 200 });

    let other = saved.replacen("\n2\n", "\n3\n", 1);
    assert_ne!(saved, other);
    fs::write(&head, &other).unwrap();
    let answer = service.get("/readyz").await;
    assert_eq!(header(&answer, "retry-after"), "5");
    let (status, kind, body) = problem(answer).await;
    assert_eq!((status, kind.as_str()), (503, "not-ready"));
    let detail = body["detail"].as_str().unwrap();
    assert!(!detail.contains("journal.head") && detail.contains("数据库"), "{detail}");
    assert_eq!(service.get("/healthz").await.status(), 200);
}

async fn a_database_that_is_away_is_told(engine: Engine) {
    let service = Service::usual(engine, "away").await;
    service.world.office.close().await;
    assert_eq!(problem(service.get("/readyz").await).await.1, "not-ready");
    let (status, _, body) = problem(service.get("/api/v1/rounds").await).await;
    assert!(matches!(status, 500 | 503), "{status}");
    let told = body.to_string();
    assert!(!told.contains("pool") && !told.contains("sqlx"), "{told}");
    assert_eq!(service.get("/healthz").await.status(), 200);
}
