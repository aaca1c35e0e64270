//! Who may call what: every operation of the service's own document, by every kind of caller, with
//! one's own objects and others'.

mod callers;
mod tables;

use std::collections::{BTreeMap, BTreeSet};

use paiwei::rounds::{Filter, Standing};
use paiwei_protocol::digest::Digest;
use reqwest::Method;
use serde_json::Value;

use self::{
    callers::{Caller, callers},
    tables::{OPERATIONS, PAGES},
};
use crate::{
    database::{Engine, on_both},
    town::Town,
    world::ROUND,
};

on_both! { every_operation_has_its_callers }

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
