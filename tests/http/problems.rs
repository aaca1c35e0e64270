//! Refusals that any request may meet, and the headers that every answer has.

use paiwei::http::{Limits, Options};
use reqwest::Method;

use crate::{
    database::{Engine, on_both},
    service::{Service, header, problem},
};

on_both!(
    refusals_are_problems_in_the_language_asked_for,
    every_answer_has_its_headers,
    the_interface_is_described,
);

/// Changes that are asked for by their address alone.
const BODILESS: [(&str, &str); 2] = [
    ("post", "/api/v1/staff/rounds/{round}/draw"),
    ("post", "/api/v1/staff/rounds/{round}/decisions/rest"),
];

async fn refusals_are_problems_in_the_language_asked_for(engine: Engine) {
    let service = Service::usual(engine, "problems").await;
    let english = |path| service.request(Method::GET, path).header("accept-language", "en");
    for (path, status, kind) in [
        ("/nowhere", 404, "not-found"),
        ("/api/v1/nowhere", 404, "not-found"),
        ("/journal/entries/99", 404, "not-found"),
        ("/journal/entries/-1", 400, "bad-request"),
        ("/journal/entries/%FF", 400, "bad-request"),
        ("/published/none/rules.json", 404, "unknown-round"),
        ("/published/small-2027/roll.csv", 404, "not-found"),
        ("/published/small-2027/..%2f..%2fkeys%2fjournal.key", 404, "not-found"),
        ("/problems/none", 404, "not-found"),
        ("/api/v1/docs/none.js", 404, "not-found"),
    ] {
        let (found, found_kind, body) = problem(english(path).send().await.unwrap()).await;
        assert_eq!((found, found_kind.as_str()), (status, kind), "{path}");
        assert!(body["detail"].as_str().unwrap().is_ascii(), "{body}");
        assert_eq!(service.get(body["type"].as_str().unwrap()).await.status(), 200, "{path}");
    }
    let chinese = service.get("/nowhere").await;
    assert_eq!(header(&chinese, "content-language"), "zh-CN");
    assert_eq!(header(&chinese, "vary"), "accept-language");
    let id = header(&chinese, "x-request-id");
    assert_eq!(problem(chinese).await.2["request"], id);

    let wrong = service.request(Method::DELETE, "/api/v1/rounds").send().await.unwrap();
    assert_eq!(header(&wrong, "allow"), "GET,HEAD");
    assert_eq!(problem(wrong).await.1, "method");
}

async fn every_answer_has_its_headers(engine: Engine) {
    let options = Options { secure: true, ..Options::default() };
    let (plain, secure) =
        (Service::usual(engine, "plain").await, Service::with(engine, "tls", options, None).await);
    for path in ["/healthz", "/nowhere", "/api/v1/rounds", "/journal/checkpoint", "/api/v1/docs/"] {
        let (answer, by_tls) = (plain.get(path).await, secure.get(path).await);
        for (name, value) in [
            ("x-content-type-options", "nosniff"),
            ("x-frame-options", "DENY"),
            ("referrer-policy", "same-origin"),
            ("cross-origin-opener-policy", "same-origin"),
        ] {
            assert_eq!(header(&answer, name), value, "{path}");
        }
        let policy = header(&answer, "content-security-policy");
        assert!(policy.starts_with("default-src 'none'"), "{path}: {policy}");
        assert!(!policy.contains("script-src 'unsafe"), "{path}: {policy}");
        assert!(header(&answer, "permissions-policy").contains("camera=()"), "{path}");
        assert_eq!(header(&answer, "strict-transport-security"), "", "{path}");
        assert!(header(&by_tls, "strict-transport-security").contains("max-age="), "{path}");
    }
    assert_eq!(header(&plain.get("/api/v1/rounds").await, "cache-control"), "no-store");
}

/// A budget that is spent says when to come again; others have theirs.
#[tokio::test]
async fn an_address_has_a_budget() {
    let limits = Limits { reads: 3, ..Limits::default() };
    let trusted = vec!["127.0.0.0/8".parse().unwrap()];
    let proxies = paiwei::http::Proxies { trusted, ..Default::default() };
    let options = Options { limits, proxies, ..Options::default() };
    let service = Service::with(Engine::Sqlite, "budget", options, None).await;
    let by = |client: &'static str| {
        service.request(Method::GET, "/healthz").header("x-forwarded-for", client).send()
    };
    for _ in 0..3 {
        assert_eq!(by("6.6.6.6, 192.0.2.1").await.unwrap().status(), 200);
    }
    let refused = by("7.7.7.7, 192.0.2.1").await.unwrap();
    let wait: u64 = header(&refused, "retry-after").parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(problem(refused).await.1, "too-many");
    assert_eq!(by("6.6.6.6, 192.0.2.2").await.unwrap().status(), 200);
    // Guessing addresses and methods is not for free either.
    let guess =
        |method, path| service.request(method, path).header("x-forwarded-for", "192.0.2.3").send();
    assert_eq!(guess(Method::GET, "/a").await.unwrap().status(), 404);
    assert_eq!(guess(Method::PUT, "/healthz").await.unwrap().status(), 405);
    assert_eq!(guess(Method::GET, "/b").await.unwrap().status(), 404);
    assert_eq!(guess(Method::GET, "/c").await.unwrap().status(), 429);
    assert_eq!(guess(Method::PUT, "/healthz").await.unwrap().status(), 429);
}

async fn the_interface_is_described(engine: Engine) {
    let service = Service::usual(engine, "pages").await;
    let page = service.get("/api/v1/docs/").await;
    let policy = header(&page, "content-security-policy");
    assert!(policy.contains("script-src 'self';"), "{policy}");
    let page = page.text().await.unwrap();
    assert!(!page.contains("<script>"), "no script stands in the page itself");
    for file in page.split("src=\"./").skip(1).map(|rest| rest.split('"').next().unwrap()) {
        let script = service.get(&format!("/api/v1/docs/{file}")).await;
        assert_eq!(script.status(), 200, "{file}");
    }
    let start = service.get("/api/v1/docs/swagger-initializer.js").await.text().await.unwrap();
    assert!(start.contains("/api/v1/openapi.json"), "{start}");
    let document: serde_json::Value =
        service.get("/api/v1/openapi.json").await.json().await.unwrap();
    for (path, item) in document["paths"].as_object().unwrap() {
        for (method, operation) in item.as_object().unwrap() {
            assert!(operation["x-access"].is_string(), "{method} {path}");
            assert!(operation["summary"].is_string(), "{method} {path}");
            let bare = BODILESS.contains(&(method.as_str(), path.as_str()));
            let brings = ["post", "put", "patch"].contains(&method.as_str()) && !bare;
            assert_eq!(operation["requestBody"].is_object(), brings, "{method} {path}");
        }
    }
}
