//! Bodies: what is wrong with them is said with its place.

use super::*;

#[tokio::test]
async fn bodies_are_refused_with_their_place() {
    let world = World::usual().await;
    let good = r#"{"name":"a","lines":[1]}"#;
    let response = world.ask(sent("PUT", "/echo", good, &[])).await;
    assert_eq!(response.status(), StatusCode::OK);

    let cases = [
        (r#"{"name":"a","#, "malformed-json", 400, None),
        ("", "malformed-json", 400, None),
        (&format!("{good}x"), "malformed-json", 400, None),
        ("\u{0}", "malformed-json", 400, None),
        (&format!("{{\"name\":{}", "[".repeat(100_000)), "malformed-json", 400, None),
        (&"[".repeat(100_000), "fields", 422, Some("")),
        (r#"{"name":"a","lines":[1,"2"]}"#, "fields", 422, Some("/lines/1")),
        (r#"{"name":"a","lines":[1,-2]}"#, "fields", 422, Some("/lines/1")),
        (r#"{"name":7,"lines":[]}"#, "fields", 422, Some("/name")),
        (r#"{"name":"a"}"#, "fields", 422, Some("")),
        (r#"{"name":"a","lines":[],"x/y":1}"#, "fields", 422, Some("/x~1y")),
        (r#"{"name":"a","name":"b","lines":[]}"#, "fields", 422, Some("")),
    ];
    for (body, kind, status, pointer) in cases {
        let (found, type_, problem) = refused(&world, sent("PUT", "/echo", body, &[])).await;
        let told = body.chars().take(40).collect::<String>();
        assert_eq!((found, type_.as_str()), (status, kind), "{told}: {problem}");
        assert_eq!(problem["errors"][0]["pointer"].as_str(), pointer, "{told}: {problem}");
    }
    let request = Request::builder().method("PUT").uri("/echo").body(Body::from(good)).unwrap();
    assert_eq!(refused(&world, request).await.1, "media-type");
}

#[tokio::test]
async fn a_body_has_its_limit() {
    let limits = Limits { body: 100, ..Limits::default() };
    let world = World::new(limits).await;
    let long = format!("{{\"name\":\"{}\",\"lines\":[]}}", "a".repeat(200));
    let (status, kind, problem) = refused(&world, sent("PUT", "/echo", &long, &[])).await;
    assert_eq!((status, kind.as_str()), (413, "too-large"));
    assert!(problem["detail"].as_str().unwrap().contains("100 bytes"));

    let announced = sent("PUT", "/echo", &long, &[("content-length", "999999999999")]);
    assert_eq!(refused(&world, announced).await.0, 413);
}
