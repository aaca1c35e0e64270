//! The ceremony console: two people at two browsers take a round from its rules to its result.

use paiwei::staff::COMMAND_LINE;
use reqwest::{Method, RequestBuilder};
use serde_json::{Value, json};

use crate::{
    database::{Engine, on_both},
    ruleset::{CLOSED, OPEN, dice, rules},
    service::header,
    town::{Town, text},
    world::ROUND,
};

on_both!(
    two_people_take_a_round_from_its_rules_to_its_result,
    what_is_wrong_is_said_and_nothing_is_lost,
    who_may_not_is_told_so,
);

const BOUNDARY: &str = "paiwei-boundary";

/// What a browser shows.
struct Shown {
    status: u16,
    place: String,
    page: String,
}

/// Somebody of the office at a browser.
struct Browser<'a> {
    town: &'a Town,
    token: String,
}

impl<'a> Browser<'a> {
    /// Signs in.
    async fn of(town: &'a Town, name: &str) -> Self {
        let asked = json!({ "name": name, "password": format!("the password of {name}") });
        let request = town.service.request(Method::POST, "/api/v1/staff/sessions").json(&asked);
        let answer: Value = request.send().await.unwrap().json().await.unwrap();
        Self { town, token: answer["token"].as_str().unwrap().to_owned() }
    }

    fn asked(&self, method: Method, path: &str) -> RequestBuilder {
        let request = self.town.service.request(method, path);
        let request = request.header("accept", "text/html").header("accept-language", "en");
        let request = request.header("cookie", format!("__Host-paiwei={}", self.token));
        request.header("sec-fetch-site", "same-origin")
    }

    async fn get(&self, path: &str) -> String {
        let answer = self.asked(Method::GET, path).send().await.unwrap();
        assert_eq!(answer.status(), 200, "{path}");
        answer.text().await.unwrap()
    }

    /// Sends a request and goes where it leads.
    async fn shown(&self, request: RequestBuilder) -> Shown {
        let mut answer = request.send().await.unwrap();
        if answer.status() == 303 {
            let place = header(&answer, "location");
            answer = self.asked(Method::GET, &place).send().await.unwrap();
        }
        let (status, place) = (answer.status().as_u16(), answer.url().path().to_owned());
        Shown { status, place, page: answer.text().await.unwrap() }
    }

    /// Sends a form with files, as a browser does; a name with a `*` is that of a file's field.
    async fn send(&self, path: &str, fields: &[(&str, &str)]) -> Shown {
        let mut body = String::new();
        for (name, value) in fields {
            let file = name.strip_suffix('*');
            let filename = file.map_or("", |_| "; filename=\"x.note\"");
            let name = file.unwrap_or(name);
            body.push_str(&format!(
                "--{BOUNDARY}\r\nContent-Disposition: form-data; name=\"{name}\"{filename}\r\n\r\n{value}\r\n"
            ));
        }
        body.push_str(&format!("--{BOUNDARY}--\r\n"));
        let kind = format!("multipart/form-data; boundary={BOUNDARY}");
        let request = self.asked(Method::POST, path).header("content-type", kind);
        self.shown(request.body(body)).await
    }

    /// Proposes a step; where its proposal is.
    async fn proposes(&self, step: &str, fields: &[(&str, &str)]) -> String {
        let mut all = vec![("step", step), ("word", ROUND)];
        all.extend(fields);
        let answer = self.send(&format!("/office/rounds/{ROUND}/steps"), &all).await;
        let Shown { status, place, page } = answer;
        assert!(status == 200 && place.starts_with("/office/proposals/"), "{step}: {page}");
        assert!(page.contains("value=\"withdraw\""), "{step}: {page}");
        place
    }

    async fn decides(&self, place: &str, fields: &[(&str, &str)]) -> (u16, String) {
        let body = fields.iter().map(|(name, value)| format!("{name}={}", value.replace(' ', "+")));
        let body = body.collect::<Vec<_>>().join("&");
        let request = self.asked(Method::POST, place);
        let request = request.header("content-type", "application/x-www-form-urlencoded");
        let answer = self.shown(request.body(body)).await;
        (answer.status, answer.page)
    }

    async fn accepts(&self, place: &str, faces: &str) -> String {
        let fields = [("act", "accept"), ("word", ROUND), ("faces", faces)];
        let (status, page) = self.decides(place, &fields).await;
        assert_eq!(status, 200, "{page}");
        page
    }
}

/// Li and Wang.
struct Two<'a>(Browser<'a>, Browser<'a>);

impl<'a> Two<'a> {
    async fn of(town: &'a Town) -> Self {
        Self(Browser::of(town, "li").await, Browser::of(town, "wang").await)
    }

    /// Li proposes and Wang carries out; the page that tells of it.
    async fn step(&self, step: &str, fields: &[(&str, &str)]) -> String {
        let place = self.0.proposes(step, fields).await;
        let page = self.1.accepts(&place, "").await;
        assert!(page.contains("badge done"), "{step}: {page}");
        page
    }

    async fn announced(town: &'a Town) -> Self {
        let (two, world) = (Self::of(town).await, &town.service.world);
        let rules = rules(&world.origin, vec![dice()], &world.observers);
        let rules: Value = serde_json::from_slice(&rules.to_json()).unwrap();
        let asked = json!({ "round": "", "step": "announce", "input": { "rules": rules } });
        let path = "/api/v1/staff/proposals";
        let request = two.0.asked(Method::POST, path).header("idempotency-key", "rules");
        let proposal: Value = request.json(&asked).send().await.unwrap().json().await.unwrap();
        let place = format!("/office/proposals/{}", proposal["id"].as_str().unwrap());
        let shown = two.1.get(&place).await;
        assert!(shown.contains("Hash of the rules") && shown.contains("小型派位"), "{shown}");
        let preview = two.1.get(&format!("{place}/preview")).await;
        assert!(preview.contains("J1") && preview.contains("Seats"), "{preview}");
        let file = two.1.get(&format!("{place}/rules.json")).await;
        assert_eq!(serde_json::from_str::<Value>(&file).unwrap(), rules);
        let (status, page) = two.1.decides(&place, &[("act", "accept"), ("word", "other")]).await;
        assert_eq!(status, 422);
        assert!(
            page.contains(&format!("That isn&#39;t \u{2068}{ROUND}")) || page.contains("That isn")
        );
        let page = two.1.accepts(&place, "").await;
        assert!(page.contains(&format!("/office/rounds/{ROUND}/steps")), "{page}");
        two
    }
}

async fn two_people_take_a_round_from_its_rules_to_its_result(engine: Engine) {
    let town = Town::new(engine, "console").await;
    let (two, world) = (Two::announced(&town).await, &town.service.world);
    let observer = &world.observers[0];
    two.step("commit", &[]).await;
    let note = text(&observer.commit(&world.origin, ROUND, 1)).replace('\n', "\r\n");
    two.step("commit-observer", &[("notes", ""), ("notes*", &note)]).await;
    world.clock.set(OPEN);
    two.step("open", &[]).await;
    let device = town.applied(0).await;
    world.clock.set(CLOSED);
    // Sessions have ended since.
    let two = Two::of(&town).await;
    two.step("close", &[]).await;
    town.desk.accept_rest(ROUND).await.unwrap();
    two.step("post", &[]).await;
    two.step("posting-witnessed", &[("notes", &town.cosignature().await)]).await;
    world.clock.advance(60);
    two.step("freeze", &[]).await;
    two.step("freeze-witnessed", &[("notes*", &town.cosignature().await)]).await;
    let steps = two.0.get(&format!("/office/rounds/{ROUND}/steps")).await;
    assert!(!steps.contains("value=\"freeze-witnessed\""), "what was witnessed is not asked again");
    two.step("open-seed", &[]).await;
    let note = text(&observer.open(&world.origin, ROUND, 1));
    two.step("open-observer-seed", &[("notes*", &note)]).await;
    two.step("order", &[]).await;
    two.step("witness", &[("notes*", &town.cosignature().await)]).await;
    thrown(&two, &world.faces(1)).await;
    confirmed(&town, &two).await;
    let drawn = two.0.send(&format!("/office/rounds/{ROUND}/draw"), &[]).await;
    assert_eq!(drawn.status, 200);
    assert!(drawn.page.contains("Draw key"), "{}", drawn.page);
    let page = two.step("publish", &[]).await;
    assert!(page.contains("Hash of the entry"), "{page}");
    let path = format!("/office/rounds/{ROUND}/notes");
    let note = town.cosignature().await;
    for told in ["The cosignatures are kept", "were here already"] {
        let page = two.0.send(&path, &[("step", "cosign"), ("notes*", &note)]).await;
        assert!(page.page.contains(told), "{}", page.page);
    }
    two.step("publish", &[]).await;
    town.verified(&[&device], Vec::new()).await;
}

/// Dice, first typed differently by the two, then the same.
async fn thrown(two: &Two<'_>, faces: &str) {
    let other = format!("{}{}", if faces.starts_with('1') { "2" } else { "1" }, &faces[1..]);
    let place = two.0.proposes("dice", &[("faces", &faces.replace(' ', ""))]).await;
    let page = two.1.get(&place).await;
    assert!(!page.contains(&faces[..9]) && !page.contains(&faces[..9].replace(' ', "")), "{page}");
    let short = [("act", "accept"), ("word", ROUND), ("faces", "1 2 3")];
    let (status, page) = two.1.decides(&place, &short).await;
    assert_eq!(status, 422, "{page}");
    assert!(page.contains("1 2 3</textarea>"), "what was typed stays: {page}");
    let page = two.1.accepts(&place, &other).await;
    assert!(page.contains("nothing was journalled") && page.contains("type again"), "{page}");
    let place = two.1.proposes("dice", &[("faces", faces)]).await;
    let page = two.0.accepts(&place, faces).await;
    assert!(page.contains("badge done"), "{page}");
}

/// The notary confirms the throw, by a file of the stick that the console offers.
async fn confirmed(town: &Town, two: &Two<'_>) {
    let console = format!("/office/rounds/{ROUND}/steps");
    let page = two.0.get(&console).await;
    assert!(page.contains("stick.zip") && page.contains("observer confirm"), "{page}");
    let world = &town.service.world;
    let entry = town.stick().await.remove("pending.json").unwrap();
    let note = text(&world.observers[0].confirm(&world.origin, ROUND, 1, &entry));
    let path = format!("/office/rounds/{ROUND}/notes");
    let page = two.0.send(&path, &[("step", "confirm"), ("notes", "")]).await;
    assert_eq!(page.status, 422);
    let page = two.0.send(&path, &[("step", "confirm"), ("notes*", &note)]).await.page;
    assert!(page.contains("it is journalled") && page.contains("Randomness recorded"), "{page}");
}

async fn what_is_wrong_is_said_and_nothing_is_lost(engine: Engine) {
    let town = Town::new(engine, "wrong").await;
    let two = Two::announced(&town).await;
    let console = format!("/office/rounds/{ROUND}/steps");
    let page = two.0.get(&console).await;
    assert!(page.contains("Possible from") && page.contains("danger-zone"), "{page}");
    let refused = async |fields: &[(&str, &str)]| {
        let answer = two.0.send(&console, fields).await;
        (answer.status, answer.page)
    };
    let void = [("step", "void"), ("reason", "a <reason>"), ("word", "small")];
    let (status, page) = refused(&void).await;
    assert_eq!(status, 422);
    assert!(
        page.contains("a &#60;reason&#62;</textarea>") && page.contains("#void-word"),
        "{page}"
    );
    let note = [("step", "commit-observer"), ("notes", "no note")];
    let (status, page) = refused(&note).await;
    assert_eq!(status, 422);
    assert!(page.contains("no note\n</textarea>") || page.contains("no note</textarea>"), "{page}");
    let (status, page) = refused(&[("step", "publish"), ("word", ROUND)]).await;
    assert_eq!(status, 422);
    assert!(page.contains("possible now"), "{page}");

    let place = two.0.proposes("open", &[]).await;
    assert_eq!(two.0.proposes("open", &[]).await, place, "the same, handed in twice, is one");
    let again = two.1.send(&console, &[("step", "open"), ("word", ROUND)]).await;
    assert_eq!(again.status, 409);
    assert!(again.page.contains(&place) && again.page.contains("li"), "{}", again.page);
    let accept = [("act", "accept"), ("word", ROUND), ("faces", "")];
    let (status, page) = two.1.decides(&place, &accept).await;
    assert!(status == 409 && page.contains("UTC+8"), "too early, and when: {status} {page}");
    assert!(page.contains("value=\"accept\""), "it goes on waiting");
    let (status, page) = two.0.decides(&place, &accept).await;
    assert!(status == 403 || status == 409, "{status}");
    assert!(page.contains("another person"), "{page}");
    let (status, _) = two.1.decides(&place, &[("act", "refuse"), ("why", "+")]).await;
    assert_eq!(status, 422);
    let (status, page) = two.1.decides(&place, &[("act", "refuse"), ("why", "tomorrow")]).await;
    assert!(
        status == 200 && page.contains("Reason: \u{2068}tomorrow") || page.contains("tomorrow")
    );
    let (status, page) = two.0.decides(&place, &[("act", "withdraw")]).await;
    assert!(status == 409 && page.contains("wang"), "{page}");
    let place = two.0.proposes("open", &[]).await;
    let (status, page) = two.1.decides(&place, &[("act", "withdraw")]).await;
    assert!((status == 403 || status == 409) && page.contains("withdraw"), "{status} {page}");
    let (_, page) = two.0.decides(&place, &[("act", "withdraw")]).await;
    assert!(page.contains("took it back"), "{page}");
}

async fn who_may_not_is_told_so(engine: Engine) {
    let town = Town::new(engine, "roles").await;
    let two = Two::announced(&town).await;
    let console = format!("/office/rounds/{ROUND}/steps");
    let zhao = Browser::of(&town, "zhao").await;
    let page = zhao.get(&console).await;
    assert!(!page.contains("name=\"step\"") && page.contains("You may look"), "{page}");
    let answer = zhao.send(&console, &[("step", "open"), ("word", ROUND)]).await;
    assert_eq!(answer.status, 403);
    let notes = zhao.send(&format!("/office/rounds/{ROUND}/notes"), &[("step", "cosign")]).await;
    assert_eq!(notes.status, 403);
    let place = two.0.proposes("open", &[]).await;
    assert!(!zhao.get(&place).await.contains("value=\"accept\""));
    let (status, _) = zhao.decides(&place, &[("act", "accept"), ("word", ROUND)]).await;
    assert_eq!(status, 403);

    // An account that the first person made is that person's other hand.
    let staff = town.service.app.staff();
    let roles = "operator".parse().unwrap();
    staff.add("li", "chen", &roles, "the password of chen").await.unwrap();
    staff.add(COMMAND_LINE, "he", &roles, "the password of he").await.unwrap();
    town.service.world.clock.set(OPEN);
    let accept = [("act", "accept"), ("word", ROUND)];
    let (status, page) = Browser::of(&town, "chen").await.decides(&place, &accept).await;
    assert!(status == 403 || status == 409, "{status}");
    assert!(page.contains("counts as one person"), "{page}");
    Browser::of(&town, "he").await.accepts(&place, "").await;

    let outside = town.service.request(Method::POST, &console);
    let cookie = format!("__Host-paiwei={}", two.0.token);
    let outside = outside.header("cookie", cookie).header("sec-fetch-site", "cross-site");
    assert_eq!(outside.send().await.unwrap().status(), 403);
    let nobody = town.service.request(Method::GET, &console).header("accept", "text/html");
    let nobody = nobody.send().await.unwrap();
    assert!(header(&nobody, "location").starts_with("/office/sign-in?from="));
}
