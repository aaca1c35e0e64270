//! Who may call, and how the document says so.

use super::*;

fn by(method: &str, headers: &[(&str, &str)]) -> Request<Body> {
    sent(method, "/staff", "", headers)
}

#[tokio::test]
async fn a_role_is_asked_for_before_anything_else() {
    let world = World::usual().await;
    let li = format!("Bearer {}", world.token("li", &[Role::Operator, Role::Reviewer]).await);
    let wang = format!("bearer {}", world.token("wang", &[Role::Supervisor]).await);
    let (li, wang) = ([("authorization", li.as_str())], [("authorization", wang.as_str())]);
    assert_eq!(world.ask(by("GET", &li)).await.status(), StatusCode::OK);
    let (status, kind, problem) = refused(&world, by("DELETE", &li)).await;
    assert_eq!((status, kind.as_str()), (403, "role"));
    assert!(problem["detail"].as_str().unwrap().contains("supervisor"));
    assert_eq!(world.ask(by("DELETE", &wang)).await.status(), StatusCode::OK);
    let unknown = format!("Bearer {}", "0".repeat(64));
    for nobody in
        [&[][..], &[("authorization", unknown.as_str())], &[("authorization", "Basic wang")]]
    {
        assert_eq!(refused(&world, by("GET", nobody)).await.1, "sign-in");
    }
    let response = world.ask(by("GET", &[])).await;
    assert_eq!(response.headers()[header::WWW_AUTHENTICATE], "Bearer");
}

#[tokio::test]
async fn a_cookie_changes_something_from_own_pages_only() {
    let world = World::usual().await;
    let cookie = format!("__Host-paiwei={}", world.token("wang", &[Role::Supervisor]).await);
    let cookie = ("cookie", cookie.as_str());
    assert_eq!(world.ask(by("GET", &[cookie])).await.status(), StatusCode::OK);
    assert_eq!(refused(&world, by("DELETE", &[cookie])).await.1, "cross-site");
    let elsewhere = [cookie, ("sec-fetch-site", "cross-site")];
    assert_eq!(refused(&world, by("DELETE", &elsewhere)).await.1, "cross-site");
    let own = [cookie, ("sec-fetch-site", "same-origin")];
    assert_eq!(world.ask(by("DELETE", &own)).await.status(), StatusCode::OK);
}

#[tokio::test]
async fn the_document_says_who_may_call_and_what_may_come() {
    let world = World::usual().await;
    let map = Map::new(&world.app)
        .with(guarded!(count))
        .with(guarded!(supervisors))
        .with(guarded!(echo).repeatable());
    let document: Value = serde_json::from_str(&map.done().1.to_json().unwrap()).unwrap();
    let (count, staff) = (&document["paths"]["/count"]["post"], &document["paths"]["/staff"]);
    assert_eq!(count["x-access"], "everyone");
    assert_eq!(count["security"], json!([]));
    assert_eq!(count["parameters"][0]["name"], "Idempotency-Key");
    assert!(document["paths"]["/echo"]["put"]["parameters"].is_null());
    assert_eq!(staff["delete"]["x-access"], "supervisor");
    assert_eq!(staff["delete"]["security"], json!([{ "staff-token": [] }, { "staff-cookie": [] }]));
    for status in ["400", "401", "403", "404", "408", "409", "413", "415", "422", "429", "503"] {
        let problem = &staff["delete"]["responses"][status]["$ref"];
        assert_eq!(problem, &json!(format!("#/components/responses/problem-{status}")));
        assert!(document["components"]["responses"][format!("problem-{status}")].is_object());
    }
}
