//! Who may call what: every operation of the service's own document, by every kind of caller, with
//! one's own objects and others'.

use std::collections::{BTreeMap, BTreeSet};

use paiwei::{
    device::authorization,
    rounds::{Filter, Standing},
    staff::Change,
};
use paiwei_protocol::digest::Digest;
use reqwest::Method;
use serde_json::Value;

use crate::{
    database::{Engine, on_both},
    town::Town,
    world::ROUND,
};

on_both! { every_operation_has_its_callers }

/// Every page with who may open it. One that is missing here fails the test.
const PAGES: &[(&str, &str, &str)] = &[
    ("GET", "/", "everyone"),
    ("GET", "/help", "everyone"),
    ("GET", "/language", "everyone"),
    ("GET", "/static/{hash}/{name}", "everyone"),
    ("GET", "/rounds/{round}", "everyone"),
    ("GET", "/rounds/{round}/programs", "everyone"),
    ("GET", "/rounds/{round}/journal", "everyone"),
    ("GET", "/rounds/{round}/cutoffs", "everyone"),
    ("GET", "/rounds/{round}/waiting", "everyone"),
    ("GET", "/rounds/{round}/ledger", "everyone"),
    ("GET", "/rounds/{round}/results", "everyone"),
    ("GET", "/rounds/{round}/results/{code}", "everyone"),
    ("GET", "/rounds/{round}/screen", "everyone"),
    ("GET", "/rounds/{round}/events", "everyone"),
    ("GET", "/rounds/{round}/apply", "everyone"),
    ("POST", "/rounds/{round}/apply", "everyone"),
    ("POST", "/rounds/{round}/documents", "everyone"),
    ("GET", "/office/rounds/{round}/documents/{id}", "reviewer"),
    ("GET", "/rounds/{round}/change", "everyone"),
    ("POST", "/rounds/{round}/change", "everyone"),
    ("GET", "/rounds/{round}/find", "everyone"),
    ("POST", "/rounds/{round}/find", "everyone"),
    ("GET", "/rounds/{round}/own", "everyone"),
    ("POST", "/rounds/{round}/own", "everyone"),
    ("GET", "/office", "staff"),
    ("GET", "/office/sign-in", "everyone"),
    ("POST", "/office/sign-in", "everyone"),
    ("POST", "/office/sign-out", "staff"),
    ("GET", "/office/account", "staff"),
    ("POST", "/office/account/password", "staff"),
    ("POST", "/office/account/second-factor", "staff"),
    ("POST", "/office/account/second-factor/on", "staff"),
    ("GET", "/office/accounts", "supervisor"),
    ("POST", "/office/accounts", "supervisor"),
    ("POST", "/office/accounts/{name}", "supervisor"),
    ("GET", "/office/trail", "supervisor"),
    ("GET", "/office/rules", "operator"),
    ("POST", "/office/rules", "operator"),
    ("POST", "/office/rules/upload", "operator"),
    ("GET", "/office/rules/{draft}", "operator"),
    ("POST", "/office/rules/{draft}", "operator"),
    ("GET", "/office/rules/{draft}/delete", "operator"),
    ("POST", "/office/rules/{draft}/delete", "operator"),
    ("POST", "/office/rules/{draft}/preview", "operator"),
    ("GET", "/office/rules/{draft}/rules.json", "operator"),
    ("GET", "/office/rules/{draft}/rules.xlsx", "operator"),
    ("GET", "/office/rounds/{round}", "staff"),
    ("GET", "/office/rounds/{round}/import", "operator"),
    ("POST", "/office/rounds/{round}/import", "operator"),
    ("GET", "/office/rounds/{round}/import/{upload}/columns", "operator"),
    ("POST", "/office/rounds/{round}/import/{upload}/columns", "operator"),
    ("GET", "/office/rounds/{round}/import/{upload}/values", "operator"),
    ("POST", "/office/rounds/{round}/import/{upload}/values", "operator"),
    ("GET", "/office/rounds/{round}/import/{upload}/check", "operator"),
    ("POST", "/office/rounds/{round}/import/{upload}/check", "operator"),
    ("GET", "/office/rounds/{round}/import/{upload}/done", "operator"),
    ("POST", "/office/rounds/{round}/import/{upload}/forget", "operator"),
    ("GET", "/office/rounds/{round}/import/{upload}/check.xlsx", "operator"),
    ("GET", "/office/rounds/{round}/import/{upload}/check.csv", "operator"),
    ("GET", "/office/rounds/{round}/codes.xlsx", "operator"),
    ("GET", "/office/rounds/{round}/handouts.zip", "operator"),
    ("GET", "/office/rounds/{round}/steps", "staff"),
    ("POST", "/office/rounds/{round}/steps", "staff"),
    ("POST", "/office/rounds/{round}/notes", "operator"),
    ("POST", "/office/rounds/{round}/draw", "operator"),
    ("GET", "/office/proposals/{id}", "staff"),
    ("POST", "/office/proposals/{id}", "staff"),
    ("GET", "/office/proposals/{id}/preview", "staff"),
    ("GET", "/office/proposals/{id}/rules.json", "staff"),
    ("GET", "/office/rounds/{round}/review", "reviewer"),
    ("POST", "/office/rounds/{round}/review", "reviewer"),
    ("POST", "/office/rounds/{round}/review/many", "reviewer"),
    ("POST", "/office/rounds/{round}/review/rest", "reviewer"),
    ("GET", "/office/rounds/{round}/review/{code}", "reviewer"),
    ("POST", "/office/rounds/{round}/review/{code}", "reviewer"),
    ("GET", "/office/rounds/{round}/objections", "reviewer"),
    ("POST", "/office/rounds/{round}/objections", "reviewer"),
    ("GET", "/office/rounds/{round}/counter", "reviewer"),
    ("POST", "/office/rounds/{round}/counter", "reviewer"),
    ("GET", "/office/rounds/{round}/counter/{code}", "reviewer"),
    ("POST", "/office/rounds/{round}/counter/{code}", "reviewer"),
    ("GET", "/office/rounds/{round}/outputs", "staff"),
    ("GET", "/office/rounds/{round}/seats.xlsx", "staff"),
    ("GET", "/office/rounds/{round}/ledger.xlsx", "staff"),
    ("GET", "/office/rounds/{round}/waiting-lists.xlsx", "staff"),
    ("GET", "/office/rounds/{round}/posting-list.xlsx", "operator"),
    ("GET", "/office/rounds/{round}/notices", "supervisor"),
    ("GET", "/office/rounds/{round}/notices/{program}", "supervisor"),
    ("GET", "/office/rounds/{round}/sheets/{sheet}", "staff"),
];

/// Every operation with who may call it. One that is missing here fails the test.
const OPERATIONS: &[(&str, &str, &str)] = &[
    ("get", "/api/v1/rounds", "everyone"),
    ("get", "/api/v1/rounds/{round}", "everyone"),
    ("get", "/api/v1/rounds/{round}/results/{code}", "everyone"),
    ("get", "/api/v1/rounds/{round}/proofs/{code}", "everyone"),
    ("get", "/verify", "everyone"),
    ("get", "/published/{round}/{path}", "everyone"),
    ("get", "/journal/checkpoint", "everyone"),
    ("get", "/journal/entries/{index}", "everyone"),
    ("get", "/journal/tile/{path}", "everyone"),
    ("get", "/healthz", "everyone"),
    ("get", "/readyz", "everyone"),
    ("get", "/api/v1/openapi.json", "everyone"),
    ("get", "/api/v1/docs/", "everyone"),
    ("get", "/api/v1/docs/{file}", "everyone"),
    ("get", "/problems/{kind}", "everyone"),
    ("post", "/api/v1/rounds/{round}/codes", "everyone"),
    ("post", "/api/v1/rounds/{round}/revisions", "everyone"),
    ("post", "/api/v1/rounds/{round}/applications", "everyone"),
    ("post", "/api/v1/rounds/{round}/answers", "everyone"),
    ("get", "/api/v1/rounds/{round}/applications/{code}", "family"),
    ("put", "/api/v1/rounds/{round}/applications/{code}", "family"),
    ("post", "/api/v1/rounds/{round}/applications/{code}/objections", "family"),
    ("get", "/api/v1/rounds/{round}/applications/{code}/receipt.svg", "family"),
    ("post", "/api/v1/rounds/{round}/applications/{code}/documents", "family"),
    ("delete", "/api/v1/rounds/{round}/applications/{code}/documents/{id}", "family"),
    ("put", "/api/v1/rounds/{round}/applications/{code}/answer", "family"),
    ("post", "/api/v1/staff/sessions", "everyone"),
    ("delete", "/api/v1/staff/sessions/own", "staff"),
    ("get", "/api/v1/staff/account", "staff"),
    ("put", "/api/v1/staff/account/password", "staff"),
    ("post", "/api/v1/staff/account/second-factor", "staff"),
    ("put", "/api/v1/staff/account/second-factor", "staff"),
    ("get", "/api/v1/staff/proposals", "staff"),
    ("post", "/api/v1/staff/proposals", "staff"),
    ("get", "/api/v1/staff/proposals/{id}", "staff"),
    ("delete", "/api/v1/staff/proposals/{id}", "staff"),
    ("post", "/api/v1/staff/proposals/{id}/decision", "staff"),
    ("get", "/api/v1/staff/rounds/{round}", "staff"),
    ("post", "/api/v1/staff/cosignatures", "operator"),
    ("post", "/api/v1/staff/rounds/{round}/confirmations", "operator"),
    ("post", "/api/v1/staff/rounds/{round}/draw", "operator"),
    ("post", "/api/v1/staff/rounds/{round}/imports", "operator"),
    ("get", "/api/v1/staff/rounds/{round}/stick.zip", "operator"),
    ("get", "/api/v1/staff/rounds/{round}/applications", "reviewer"),
    ("get", "/api/v1/staff/rounds/{round}/applications/{code}/person", "reviewer"),
    ("post", "/api/v1/staff/rounds/{round}/decisions", "reviewer"),
    ("post", "/api/v1/staff/rounds/{round}/decisions/rest", "reviewer"),
    ("get", "/api/v1/staff/rounds/{round}/objections", "reviewer"),
    ("post", "/api/v1/staff/rounds/{round}/objections/{code}/{number}", "reviewer"),
    ("get", "/api/v1/staff/rounds/{round}/admitted.xlsx", "supervisor"),
    ("get", "/api/v1/staff/accounts", "supervisor"),
    ("post", "/api/v1/staff/accounts", "supervisor"),
    ("patch", "/api/v1/staff/accounts/{name}", "supervisor"),
    ("get", "/api/v1/staff/trail", "supervisor"),
    ("get", "/api/v1/staff/trail.tsv", "supervisor"),
];

/// Somebody who calls: what opens doors, and the header that shows it.
struct Caller {
    name: &'static str,
    may: &'static [&'static str],
    header: Option<String>,
}

async fn callers(
    town: &Town,
    own: &paiwei::device::Device,
    other: &paiwei::device::Device,
) -> Vec<Caller> {
    let now = town.service.world.office.now();
    let mut callers = vec![
        Caller { name: "nobody", may: &[], header: None },
        Caller {
            name: "own family",
            may: &["family"],
            header: Some(authorization(&own.credential(now))),
        },
        Caller {
            name: "other family",
            may: &[],
            header: Some(authorization(&other.credential(now))),
        },
        Caller {
            name: "stale look-up",
            may: &[],
            header: Some(authorization(&own.credential(now - 301))),
        },
        Caller {
            name: "a made-up session",
            may: &[],
            header: Some(format!("Bearer {}", "0".repeat(64))),
        },
    ];
    for (name, may) in [
        ("li", &["staff", "operator"][..]),
        ("zhao", &["staff", "reviewer"]),
        ("sun", &["staff", "supervisor"]),
    ] {
        let token = town.desk.token(name).await.unwrap();
        callers.push(Caller { name, may, header: Some(format!("Bearer {token}")) });
    }
    let token = town.desk.token("wang").await.unwrap();
    town.service.app.staff().change("sun", "wang", &Change::locked(true)).await.unwrap();
    callers.push(Caller { name: "locked", may: &[], header: Some(format!("Bearer {token}")) });
    callers
}

async fn every_operation_has_its_callers(engine: Engine) {
    let town = Town::open(engine, "matrix").await;
    let document: Value = town.service.get("/api/v1/openapi.json").await.json().await.unwrap();
    let mut found = BTreeMap::new();
    for (path, item) in document["paths"].as_object().unwrap() {
        for method in ["get", "put", "post", "patch", "delete"] {
            if let Some(operation) = item.get(method) {
                let access = operation["x-access"].as_str().unwrap().to_owned();
                found.insert((method.to_owned(), path.clone()), access);
            }
        }
    }
    let expected: BTreeMap<_, _> = OPERATIONS
        .iter()
        .map(|(method, path, who)| (((*method).to_owned(), (*path).to_owned()), (*who).to_owned()))
        .collect();
    assert_eq!(found, expected, "every operation has a row, and every row an operation");

    let pages = document["x-pages"].as_array().unwrap();
    let text = |page: &Value, name: &str| page[name].as_str().unwrap().to_owned();
    let pages: BTreeSet<_> = pages
        .iter()
        .map(|page| (text(page, "method"), text(page, "path"), text(page, "x-access")))
        .collect();
    let expected: BTreeSet<_> = PAGES
        .iter()
        .map(|(method, path, who)| ((*method).into(), (*path).into(), (*who).into()))
        .collect();
    assert_eq!(pages, expected, "every page has a row, and every row a page");

    let (own, other) = (town.applied(0).await, town.applied(1).await);
    let callers = callers(&town, &own, &other).await;
    let before = footprint(&town).await;
    let mut wrong = BTreeSet::new();
    for (method, path, who) in OPERATIONS {
        // What would end the callers' own sessions comes last, by itself.
        if path.ends_with("/sessions/own") {
            continue;
        }
        for caller in &callers {
            for (round, code) in [
                (ROUND, own.code().to_string()),
                ("elsewhere-2027", own.code().to_string()),
                (ROUND, "0000-0000-0001-Y".to_owned()),
            ] {
                // It takes no body, so whoever may call it changes something: asked last.
                if path.ends_with("/decisions/rest") && caller.name == "zhao" {
                    continue;
                }
                let status = asked(&town, method, path, round, &code, caller).await;
                let opens = *who == "everyone" || caller.may.contains(who);
                // A family is one of its own application in its own round, and nowhere else.
                let foreign =
                    *who == "family" && (round != ROUND || code != own.code().to_string());
                // Of a round that isn't there, nobody needs to show anything.
                let let_in = !(matches!(status, 401 | 403) || foreign && status == 404);
                let sign_in = path.ends_with("/staff/sessions");
                let right = if sign_in { true } else { let_in == (opens && !foreign) };
                // The office's clock stands still here, and PostgreSQL's doesn't: not ready.
                let ready = status < 500 || *path == "/readyz";
                if !right || !ready {
                    wrong.insert(format!("{method} {path} by {}: {status}", caller.name));
                }
            }
        }
    }
    wrong.extend(wrong_readers(&town, &own.code().to_string(), &callers).await);
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert_eq!(footprint(&town).await, before, "nobody changed anything");
    let (rest, zhao) = ("/api/v1/staff/rounds/{round}/decisions/rest", &callers[6]);
    assert_eq!(asked(&town, "post", rest, ROUND, "", zhao).await, 200);
    let nobody = asked(&town, "delete", "/api/v1/staff/sessions/own", ROUND, "", &callers[0]).await;
    let li = asked(&town, "delete", "/api/v1/staff/sessions/own", ROUND, "", &callers[5]).await;
    let again = asked(&town, "delete", "/api/v1/staff/sessions/own", ROUND, "", &callers[5]).await;
    assert_eq!((nobody, li, again), (401, 204, 401));
}

/// Pages of the office that let somebody in who may not, or keep somebody out who may.
async fn wrong_readers(town: &Town, code: &str, callers: &[Caller]) -> BTreeSet<String> {
    let mut wrong = BTreeSet::new();
    for (method, path, who) in PAGES.iter().filter(|(_, path, who)| {
        // Signing out would end the callers' own sessions.
        *who != "everyone" && !path.ends_with("/sign-out")
    }) {
        for caller in callers {
            let status = asked(town, &method.to_lowercase(), path, ROUND, code, caller).await;
            let let_in = !matches!(status, 401 | 403);
            if let_in != caller.may.contains(who) || status >= 500 {
                wrong.insert(format!("{method} {path} by {}: {status}", caller.name));
            }
        }
    }
    wrong
}

async fn asked(
    town: &Town,
    method: &str,
    path: &str,
    round: &str,
    code: &str,
    caller: &Caller,
) -> u16 {
    let path = path
        .replace("{round}", round)
        .replace("{code}", code)
        .replace("{id}", &"0".repeat(32))
        .replace("{name}", "nobody")
        .replace("{upload}", &"0".repeat(32))
        .replace("{draft}", &"0".repeat(32))
        .replace("{sheet}", "software")
        .replace("{program}", "P01")
        .replace("{number}", "1")
        .replace("{index}", "0")
        .replace("{path}", "rules.json")
        .replace("{file}", "index.css")
        .replace("{kind}", "role");
    let method = Method::from_bytes(method.to_uppercase().as_bytes()).unwrap();
    let mut request = town.service.request(method.clone(), &path);
    if method != Method::GET {
        // Nothing that any operation takes: who is let in is refused for the body.
        request = request.header("content-type", "application/json").body("[]");
        // A caller's own key of each address, of 64 digits whatever their length.
        let key = Digest::of(format!("{} {path}", caller.name).as_bytes());
        request = request.header("idempotency-key", key.to_string());
    }
    if let Some(header) = &caller.header {
        request = request.header("authorization", header);
    }
    request.send().await.unwrap().status().as_u16()
}

/// What a change would change.
async fn footprint(town: &Town) -> (u64, u64, usize, usize) {
    let office = &town.service.world.office;
    let overview = paiwei::rounds::overview(office, ROUND).await.unwrap();
    let undecided = Filter { standing: Some(Standing::Undecided), ..Filter::default() };
    let undecided = paiwei::rounds::queue(office, ROUND, &undecided, None, 500).await.unwrap();
    let staff = town.service.app.staff();
    (
        overview.done.len() as u64,
        overview.received,
        undecided.applications.len(),
        staff.waiting().await.unwrap().len(),
    )
}
