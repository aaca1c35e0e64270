//! The pages, as a browser without script meets them.

use std::collections::BTreeMap;

use paiwei_protocol::ident::Code;
use reqwest::{Method, Response};

use crate::{
    database::{Engine, on_both},
    families::child,
    ruleset::OPEN,
    service::header,
    town::Town,
    world::ROUND,
};

on_both!(
    pages_are_light_strict_and_in_the_readers_language,
    a_parent_without_script_applies_looks_and_withdraws,
    a_result_is_found_by_its_code,
    a_problem_is_a_page_in_a_browser,
    the_big_screen_is_told_when_the_journal_grows,
);

/// Bytes of a public page with its styles, at most.
const LIGHT: usize = 100_000;

pub async fn get(town: &Town, path: &str) -> Response {
    let request = town.service.request(Method::GET, path);
    request.header("accept", "text/html").header("accept-language", "en").send().await.unwrap()
}

pub async fn post(town: &Town, path: &str, form: &[(String, String)]) -> Response {
    let body = form.iter().map(|(name, value)| format!("{}={}", coded(name), coded(value)));
    let request = town.service.request(Method::POST, path);
    let request = request.header("accept", "text/html").header("accept-language", "en");
    let request = request.header("content-type", "application/x-www-form-urlencoded");
    request.body(body.collect::<Vec<_>>().join("&")).send().await.unwrap()
}

/// Percent-encodes everything but letters and digits.
pub fn coded(text: &str) -> String {
    let byte = |byte: u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' => char::from(byte).to_string(),
        other => format!("%{other:02X}"),
    };
    text.bytes().map(byte).collect()
}

/// The value of a hidden field.
pub fn hidden(page: &str, name: &str) -> String {
    let from = page.split(&format!("name=\"{name}\" value=\"")).nth(1).unwrap();
    from.split('"').next().unwrap().to_owned()
}

async fn pages_are_light_strict_and_in_the_readers_language(engine: Engine) {
    let town = Town::open(engine, "pages").await;
    for path in [
        "/",
        "/help",
        "/rounds/small-2027",
        "/rounds/small-2027/results",
        "/rounds/small-2027/screen",
    ] {
        let answer = get(&town, path).await;
        assert_eq!(answer.status(), 200, "{path}");
        let policy = header(&answer, "content-security-policy");
        assert!(policy.starts_with("default-src 'none'") && !policy.contains("unsafe"), "{policy}");
        let page = answer.text().await.unwrap();
        assert!(page.contains("<html lang=\"en\">"), "{path}");
        let mut bytes = page.len();
        let files = page.split(['"']).filter(|part| part.starts_with("/static/"));
        for file in files.collect::<Vec<_>>() {
            let answer = get(&town, file).await;
            assert!(header(&answer, "cache-control").contains("immutable"), "{file}");
            bytes += answer.bytes().await.unwrap().len();
        }
        assert!(bytes < LIGHT, "{path}: {bytes} bytes");
        let chinese = town.service.request(Method::GET, path).header("accept-language", "en");
        let chinese = chinese.header("cookie", "a=b; paiwei-language=zh-CN").send().await.unwrap();
        assert!(chinese.text().await.unwrap().contains("<html lang=\"zh-CN\">"), "{path}");
    }
}

/// A form as a browser sends it.
pub fn filled(attempt: &str, number: usize) -> Vec<(String, String)> {
    let identity: BTreeMap<String, String> = child(number).fields;
    let mut form = vec![
        ("attempt".to_owned(), attempt.to_owned()),
        ("choices".to_owned(), String::new()),
        ("choice-0-0".to_owned(), "J1".to_owned()),
        ("choice-1-0".to_owned(), "P1".to_owned()),
    ];
    form.extend(identity.into_iter().map(|(name, value)| (format!("child-0-{name}"), value)));
    form
}

async fn a_parent_without_script_applies_looks_and_withdraws(engine: Engine) {
    let town = Town::open(engine, "without script").await;
    let path = format!("/rounds/{ROUND}/apply");
    let form = get(&town, &path).await.text().await.unwrap();
    let attempt = hidden(&form, "attempt");
    let mut wrong = filled(&attempt, 3);
    wrong.retain(|(name, _)| !name.starts_with("choice-"));
    let refused = post(&town, &path, &wrong).await;
    assert_eq!(refused.status(), 422);
    let refused = refused.text().await.unwrap();
    assert!(refused.contains("href=\"#choice-0-0\""), "{refused}");
    assert_eq!(hidden(&refused, "attempt"), attempt, "what was filled in is there again");
    assert!(refused.contains(&child(3).fields["document-number"]), "{refused}");

    let applied = post(&town, &path, &filled(&attempt, 3)).await;
    assert_eq!(
        (applied.status().as_u16(), header(&applied, "cache-control")),
        (200, "no-store".into())
    );
    let receipt = applied.text().await.unwrap();
    let again = post(&town, &path, &filled(&attempt, 3)).await.text().await.unwrap();
    let note = |page: &str| {
        page.split("<pre tabindex=\"0\">")
            .nth(1)
            .unwrap()
            .split("</pre>")
            .next()
            .unwrap()
            .to_owned()
    };
    assert_eq!(note(&receipt), note(&again), "sent twice, taken once");
    let twice = post(&town, &path, &filled(&"ab".repeat(16), 3)).await;
    assert_eq!(twice.status(), 409, "one child, one application");
    assert!(twice.text().await.unwrap().contains("application already"));

    let groups = |title: &str| {
        let part = receipt.split(title).nth(1).unwrap().split("</p>").next().unwrap();
        let groups = part.split("<span>").skip(1).map(|rest| rest.split('<').next().unwrap());
        groups.collect::<Vec<_>>()
    };
    let code = groups("<p class=\"code\">").join("-");
    let secret = groups("<h3>Secret</h3><p class=\"code\">").join(" ");
    let own = format!("/rounds/{ROUND}/own");
    let shown = |act: &str, secret: &str| {
        vec![
            ("code".to_owned(), code.to_lowercase()),
            ("secret".to_owned(), secret.to_owned()),
            ("act".to_owned(), act.to_owned()),
        ]
    };
    let stranger = post(&town, &own, &shown("show", "nothing")).await;
    assert_eq!(stranger.status(), 401);
    let page = post(&town, &own, &shown("show", &secret)).await.text().await.unwrap();
    assert!(page.contains(&code) && page.contains("P1"), "{page}");
    let gone = post(&town, &own, &shown("withdraw", &secret)).await.text().await.unwrap();
    assert!(gone.contains("status: withdrawn") && gone.contains("data:image/svg"), "{gone}");
    assert!(gone.contains("Withdrawn. Keep the receipt.") && !gone.contains("Applied."), "{gone}");
    let page = post(&town, &own, &shown("show", &secret)).await.text().await.unwrap();
    assert!(page.contains("<dd>withdrawn</dd>") && !page.contains("<li>P1"), "{page}");
    town.service.world.clock.set(OPEN + 10);
}

async fn a_result_is_found_by_its_code(engine: Engine) {
    let town = Town::open(engine, "found").await;
    let one = town.applied(0).await;
    let path = format!("/rounds/{ROUND}/results");
    let early = get(&town, &path).await.text().await.unwrap();
    assert!(early.contains("No result is published yet"), "{early}");
    town.close_and_post().await;
    town.freeze_and_draw(1).await;
    let led = get(&town, &format!("{path}?code={}", one.code())).await;
    assert_eq!(header(&led, "location"), format!("{path}/{}", one.code()));
    let page = get(&town, &header(&led, "location")).await.text().await.unwrap();
    assert!(page.contains("Placed at") && page.contains("1 of 1"), "{page}");
    let other = Code::from_bits(7);
    let missing = get(&town, &format!("{path}/{other}")).await;
    assert_eq!(missing.status(), 404);
    assert!(missing.text().await.unwrap().contains(&other.to_string()));
    let screen = get(&town, &format!("/rounds/{ROUND}/screen")).await.text().await.unwrap();
    assert!(screen.contains(&one.code().to_string()), "{screen}");
}

async fn a_problem_is_a_page_in_a_browser(engine: Engine) {
    let town = Town::open(engine, "page of a problem").await;
    for path in ["/nowhere", "/rounds/none", "/rounds/none/apply", "/rounds/none/screen"] {
        let answer = get(&town, path).await;
        assert_eq!(
            (answer.status().as_u16(), header(&answer, "content-type")),
            (404, "text/html; charset=utf-8".into()),
            "{path}"
        );
        let id = header(&answer, "x-request-id");
        assert!(answer.text().await.unwrap().contains(&id), "{path}");
    }
    let program = town.service.get("/nowhere").await;
    assert_eq!(header(&program, "content-type"), "application/problem+json");
    let language = town.service.request(Method::GET, "/language?to=en&from=//evil.example/");
    let answer = language.send().await.unwrap();
    assert_eq!((answer.status().as_u16(), header(&answer, "location")), (303, "/".into()));
}

async fn the_big_screen_is_told_when_the_journal_grows(engine: Engine) {
    let town = Town::open(engine, "screen").await;
    let mut events = get(&town, &format!("/rounds/{ROUND}/events")).await;
    assert_eq!(header(&events, "content-type"), "text/event-stream");
    let first = events.chunk().await.unwrap().unwrap();
    let first = String::from_utf8_lossy(&first).into_owned();
    assert!(first.contains("event: journal") && first.contains("data: "), "{first}");
    town.applied(1).await;
    town.close_and_post().await;
    let next = events.chunk().await.unwrap().unwrap();
    let next = String::from_utf8_lossy(&next).into_owned();
    assert!(next.contains("event: journal") && next != first, "{next}");
}
