//! Published files: conditions, ranges, caches, and that what is served is what verifies.

use paiwei::{http::Limits, rounds};
use paiwei_protocol::digest::Digest;
use reqwest::{Method, Response};

use crate::{
    database::{Engine, on_both},
    families::children,
    ruleset::{dice, rules},
    service::{Service, header, problem},
    world::ROUND,
};

on_both!(
    files_answer_conditions_and_ranges,
    what_grows_is_served_anew,
    a_downloaded_round_verifies,
);

const RULES: &str = "/published/small-2027/rules.json";
const FOR_EVER: &str = "public, max-age=31536000, immutable";

async fn asked(service: &Service, path: &str, headers: &[(&str, &str)]) -> Response {
    let mut request = service.request(Method::GET, path);
    for (name, value) in headers {
        request = request.header(*name, *value);
    }
    request.send().await.unwrap()
}

async fn files_answer_conditions_and_ranges(engine: Engine) {
    let service = Service::usual(engine, "files").await;
    let whole = service.get(RULES).await;
    let tag = header(&whole, "etag");
    assert_eq!(header(&whole, "cache-control"), FOR_EVER);
    assert_eq!(header(&whole, "content-type"), "application/json");
    assert_eq!(header(&whole, "access-control-allow-origin"), "*");
    let bytes = whole.bytes().await.unwrap();
    assert_eq!(tag, format!("\"{}\"", Digest::of(&bytes)));
    let size = bytes.len();

    let head = service.request(Method::HEAD, RULES).send().await.unwrap();
    assert_eq!(header(&head, "content-length"), size.to_string());
    assert_eq!(header(&head, "etag"), tag);
    assert!(head.bytes().await.unwrap().is_empty());

    let known = asked(&service, RULES, &[("if-none-match", &tag)]).await;
    assert_eq!((known.status().as_u16(), header(&known, "etag")), (304, tag.clone()));
    assert_eq!(header(&known, "cache-control"), FOR_EVER);
    assert!(known.bytes().await.unwrap().is_empty());

    let part = asked(&service, RULES, &[("range", "bytes=5-9"), ("if-range", &tag)]).await;
    assert_eq!(part.status(), 206);
    assert_eq!(header(&part, "content-range"), format!("bytes 5-9/{size}"));
    assert_eq!(part.bytes().await.unwrap(), bytes.slice(5..10));
    let other = asked(&service, RULES, &[("range", "bytes=5-9"), ("if-range", "\"x\"")]).await;
    assert_eq!(other.status(), 200);
    let beyond = asked(&service, RULES, &[("range", "bytes=9999999-")]).await;
    assert_eq!(header(&beyond, "content-range"), format!("bytes */{size}"));
    assert_eq!(problem(beyond).await.1, "range");
}

async fn what_grows_is_served_anew(engine: Engine) {
    let service = Service::usual(engine, "growing").await;
    let first = service.get("/journal/checkpoint").await;
    assert_eq!(header(&first, "cache-control"), "no-cache");
    let tag = header(&first, "etag");
    let known = asked(&service, "/journal/checkpoint", &[("if-none-match", &tag)]).await;
    assert_eq!(known.status(), 304);
    assert_eq!(service.get("/journal/entries/2").await.status(), 404);

    rounds::commit(&service.world.office, ROUND).await.unwrap();
    let grown = asked(&service, "/journal/checkpoint", &[("if-none-match", &tag)]).await;
    assert_eq!(grown.status(), 200);
    assert!(grown.text().await.unwrap().contains("\n3\n"));
    let entry = service.get("/journal/entries/2").await;
    assert_eq!(header(&entry, "cache-control"), FOR_EVER);
    assert!(entry.text().await.unwrap().contains("seed-committed"));
    let tile = service.get("/journal/tile/0/000.p/3").await;
    assert_eq!(header(&tile, "cache-control"), "no-cache");
    assert_eq!(tile.bytes().await.unwrap().len(), 3 * 32);
    let sums = service.get("/published/small-2027/SHA256SUMS").await;
    assert_eq!(header(&sums, "cache-control"), "no-cache");
    assert!(sums.text().await.unwrap().contains("journal/entries/2"));
}

async fn a_downloaded_round_verifies(engine: Engine) {
    let limits = Limits { reads: 0, ..Limits::default() };
    let service = Service::start(engine, "download", limits).await;
    let world = &service.world;
    let rules = rules(&world.origin, vec![dice()], &world.observers);
    world.take_in(&rules, &children(6)).await;
    assert_eq!(service.get("/published/small-2027/posted.csv").await.status(), 404);
    world.post_and_freeze().await;
    assert_eq!(service.get("/published/small-2027/posted.csv").await.status(), 200);
    world.draw_by_dice(1).await;
    let written = world.publish().await;
    let folder = service.downloaded(ROUND).await;
    assert_eq!(folder, written);
    world.assert_verifies(&folder).await;
}
