//! Whole rounds over HTTP alone: families at their devices, two operators, a reviewer, a notary.

use paiwei::{
    device::{ClientError, authorization},
    rounds::{self, Credential, IN_FLIGHT},
};
use paiwei_protocol::{answer::Said, roll::Roll, verify::check_proof};
use reqwest::Method;
use serde_json::{Value, json};

use crate::{
    database::{Engine, on_both},
    families::child,
    ruleset::{CLOSE, dice, rules},
    town::{Town, linked, wish},
    world::ROUND,
};

on_both! {
    from_applications_to_answers,
    a_family_without_script_and_one_that_lost_its_key,
    an_import_beside_families,
    a_deadline_passes_while_requests_are_in_flight,
    dice_typed_differently_and_a_second_attempt,
}

/// The problem that a client was refused with.
fn refused<T: std::fmt::Debug>(result: Result<T, ClientError>) -> (u16, String) {
    match result.unwrap_err() {
        ClientError::Refused { status, problem } => {
            let kind = problem["type"].as_str().unwrap().trim_start_matches("/problems/");
            (status.as_u16(), kind.to_owned())
        }
        other => panic!("{other}"),
    }
}

async fn from_applications_to_answers(engine: Engine) {
    let town = Town::new(engine, "whole story").await;
    let world = &town.service.world;
    let mut rules = rules(&world.origin, vec![dice()], &world.observers);
    rules.timeline.answers = Some(CLOSE + 500_000);
    town.announce(&rules).await;
    let (mut one, mut gone) = (town.applied(0).await, town.applied(1).await);
    let mut change = wish("J1|P1");
    change.claims = vec!["sibling".to_owned()];
    one.apply(&change);
    town.send(&mut [&mut one]).await;
    gone.withdraw();
    town.send(&mut [&mut gone]).await;
    let (mut twin, mut other) = (town.device(4).await, town.device(5).await);
    let both = linked(vec![twin.code(), other.code()]);
    twin.apply(&both);
    other.apply(&both);
    town.send(&mut [&mut twin, &mut other]).await;
    let wronged = town.applied(2).await;
    let own = town.families.own(ROUND, &one, world.office.now()).await.unwrap();
    assert_eq!(
        (own["state"].as_str(), own["receipts"].as_array().unwrap().len()),
        (Some("open"), 2)
    );

    let refusal = json!([{ "code": wronged.code().to_string(), "verdict": "refuse", "why": "x" }]);
    town.desk.decide(ROUND, refusal, None).await.unwrap();
    town.close_and_post().await;
    let now = world.office.now();
    let said = "We live there.";
    let objected = town.families.object(ROUND, &wronged, now, 1, said).await.unwrap();
    assert_eq!(objected["state"], "open");
    let path = format!("/api/v1/staff/rounds/{ROUND}/objections/{}/1", wronged.code());
    let reply = json!({ "upheld": true, "reply": "The deed was found." });
    town.desk.as_somebody("zhao", Method::POST, &path, Some(&reply)).await.unwrap();
    let accept = json!([{ "code": wronged.code().to_string(), "verdict": "accept" }]);
    assert!(town.desk.decide(ROUND, accept.clone(), None).await.is_err(), "a reason is missing");
    town.desk.decide(ROUND, accept, Some("objection")).await.unwrap();
    town.freeze_and_draw(1).await;

    let accepted = town.families.answer(ROUND, &one.answer(1, 1, Said::Accept)).await.unwrap();
    let declined = town.families.answer(ROUND, &twin.answer(1, 1, Said::Decline)).await.unwrap();
    let early = town.families.answer(ROUND, &gone.answer(1, 1, Said::Accept)).await;
    assert_eq!(refused(early), (401, "signature".to_owned()));
    rounds::record_answers(&world.office, ROUND).await.unwrap();
    let notes = [town.cosignature().await.into_bytes()];
    town.desk.hand_in("/api/v1/staff/cosignatures", &notes).await.unwrap();
    let devices = [&one, &gone, &twin, &other, &wronged];
    let folder = town.verified(&devices, vec![accepted, declined]).await;
    let changes = String::from_utf8_lossy(&folder["changes.csv"]).into_owned();
    assert!(changes.contains(&format!("{},status,refused,entered,objection", wronged.code())));
    let own = town.families.own(ROUND, &one, world.office.now()).await.unwrap();
    assert_eq!(own["result"]["place"]["program"], "J1");
    let path = format!("/api/v1/rounds/{ROUND}/results/{}", one.code());
    let public: Value = town.service.get(&path).await.json().await.unwrap();
    assert_eq!(public, own["result"]);
    let proof = format!("/api/v1/rounds/{ROUND}/proofs/{}", twin.code());
    let proof = town.service.get(&proof).await.bytes().await.unwrap();
    let note = |device: &paiwei::device::Device| {
        (device.code().to_string(), device.receipts()[0].to_string().into_bytes())
    };
    let trust = world.trust().await;
    let report = check_proof("proof", &proof, Some(&trust), &[note(&twin), note(&other)]);
    assert_eq!(report.exit(), 0, "a family's own check");
    let page = town.service.get("/verify").await;
    let policy = crate::service::header(&page, "content-security-policy");
    assert!(policy.contains("script-src 'sha256-"), "{policy}");
    assert_eq!(page.bytes().await.unwrap(), folder["verify.html"]);
    let trail = town.service.app.staff().export_trail().await.unwrap();
    for act in ["propose", "carry-out", "decide", "reply", "hand-in-confirmations"] {
        assert!(trail.contains(&format!("\t{act}\t")), "{act}");
    }
}

async fn a_family_without_script_and_one_that_lost_its_key(engine: Engine) {
    let town = Town::open(engine, "by hand").await;
    let fields = child(3).fields;
    let path = format!("/api/v1/rounds/{ROUND}/applications");
    let post = |attempt: &str| {
        let asked = json!({
            "children": [{ "fields": fields, "choices": "|P1" }],
            "attempt": attempt,
        });
        town.service.request(Method::POST, &path).json(&asked).send()
    };
    let (first, second) = ("00112233445566778899aabbccddeeff", "ffeeddccbbaa99887766554433221100");
    let handed: Value = post(first).await.unwrap().json().await.unwrap();
    let again: Value = post(first).await.unwrap().json().await.unwrap();
    assert_eq!(handed, again, "the same attempt gets the same answer");
    assert!(handed["identities"][0].as_str().unwrap().contains("document-number"));
    assert_eq!(post(second).await.unwrap().status(), 409, "one child, one application");
    let (code, secret) = (handed["receipts"][0]["code"].as_str().unwrap(), &handed["secret"]);
    let own = format!("{path}/{code}");
    let shown = authorization(&Credential::Secret(secret.as_str().unwrap().to_owned()));
    let change = json!({ "children": [{ "code": code }] });
    let changed = town.service.request(Method::PUT, &own).json(&change);
    let changed = changed.header("authorization", &shown).header("idempotency-key", "c");
    let changed: Value = changed.send().await.unwrap().json().await.unwrap();
    assert_eq!(changed["receipts"][0]["revision"], 2);
    let receipt = changed["receipts"][0]["receipt"].as_str().unwrap();
    assert!(receipt.contains("choices: |P1\n"), "what is left out stays as it is: {receipt}");

    let mut lost = town.applied(6).await;
    let old = authorization(&lost.credential(town.service.world.office.now()));
    lost.lose_key(&*town.entropy).unwrap();
    let key = hex::encode(lost.public_key());
    let input = json!({ "code": lost.code().to_string(), "key": key });
    let replaced = town.step(ROUND, "replace-key", input).await;
    lost.keep(replaced["receipt"].as_str().unwrap().as_bytes()).unwrap();
    let path = format!("{path}/{}", lost.code());
    let look = town.service.request(Method::GET, &path).header("authorization", old);
    assert_eq!(look.send().await.unwrap().status(), 401, "the old key is dead");
    lost.apply(&wish("|P1"));
    town.send(&mut [&mut lost]).await;
    town.close_and_post().await;
    town.freeze_and_draw(1).await;
    let receipts = [&handed, &changed].map(|answer| &answer["receipts"][0]["receipt"]);
    let receipts = receipts.map(|receipt| receipt.as_str().unwrap().as_bytes().to_vec());
    town.verified(&[&lost], receipts.to_vec()).await;
}

async fn an_import_beside_families(engine: Engine) {
    let town = Town::open(engine, "import").await;
    let online = town.applied(0).await;
    let mapping = json!({
        "format": "paiwei mapping v1", "header_row": 1,
        "registration": { "column": "no" },
        "document_type": { "column": "kind" },
        "document_number": { "column": "document" },
        "fields": { "name": { "column": "name" } },
        "choices": [{ "bands": [1], "columns": ["J"] }, { "bands": [2], "columns": ["P"] }],
    });
    let file = |numbers: &[usize]| {
        let row =
            |n: &usize| format!("R{n},{},passport,ZZ990{n:04},J1,P1\n", child(*n).fields["name"]);
        let rows: String = numbers.iter().map(row).collect();
        format!("no,name,kind,document,J,P\n{rows}").into_bytes()
    };
    let mapping = mapping.to_string();
    let both = town.desk.import(ROUND, &file(&[0, 1, 2]), &mapping).await.unwrap_err();
    assert!(both.to_string().contains("import"), "child 0 applied by itself: {both}");
    let imported = town.desk.import(ROUND, &file(&[1, 2]), &mapping).await.unwrap();
    assert_eq!(town.desk.import(ROUND, &file(&[1, 2]), &mapping).await.unwrap(), imported);
    let mut twice = town.device(2).await;
    twice.apply(&wish("J1|P1"));
    let twice = town.families.submit_all(ROUND, &mut [&mut twice]).await;
    assert_eq!(refused(twice), (409, "entered".to_owned()));
    town.close_and_post().await;
    town.freeze_and_draw(1).await;
    let receipts = imported.iter().map(|(_, note)| note.to_string().into_bytes()).collect();
    let folder = town.verified(&[&online], receipts).await;
    let lines = String::from_utf8_lossy(&folder["roll.csv"]).lines().count();
    assert_eq!(lines, 4);
}

async fn a_deadline_passes_while_requests_are_in_flight(engine: Engine) {
    let town = Town::open(engine, "deadline").await;
    let world = &town.service.world;
    let mut devices = Vec::new();
    for number in 0..80 {
        let mut device = town.device(number + 10).await;
        device.apply(&wish("J1|P1"));
        devices.push(device);
    }
    world.clock.set(CLOSE - 1);
    let mut sending = tokio::task::JoinSet::new();
    for mut device in devices {
        let families = town.families.clone();
        sending.spawn(async move {
            let sent = families.submit_all(ROUND, &mut [&mut device]).await;
            (device, sent)
        });
    }
    let first = sending.join_next().await.unwrap().unwrap();
    world.clock.set(CLOSE + 5);
    let mut ended = vec![first];
    while let Some(one) = sending.join_next().await {
        ended.push(one.unwrap());
    }
    let mut taken = Vec::new();
    for (device, sent) in ended {
        match sent {
            Ok(()) => taken.push(device),
            Err(error) => assert_eq!(refused(Err::<(), _>(error)), (409, "too-late".to_owned())),
        }
    }
    assert!(!taken.is_empty());
    let mut late = town.device(7).await;
    late.apply(&wish("J1|P1"));
    let late = town.families.submit_all(ROUND, &mut [&mut late]).await;
    assert_eq!(refused(late), (409, "too-late".to_owned()));
    world.clock.set(CLOSE + IN_FLIGHT - 1);
    let early = town.desk.step(ROUND, "close", json!({})).await.unwrap_err();
    assert!(early.to_string().contains("too-early"), "{early}");
    let waiting = town.service.app.staff().waiting().await.unwrap();
    let path = format!("/api/v1/staff/proposals/{}", waiting[0].id);
    town.desk.as_somebody("li", Method::DELETE, &path, None).await.unwrap();
    town.close_and_post().await;
    town.freeze_and_draw(1).await;
    let folder = town.verified(&taken.iter().collect::<Vec<_>>(), Vec::new()).await;
    let rules = rules(&world.origin, vec![dice()], &world.observers);
    let roll = Roll::read("roll.csv", &folder["roll.csv"], &rules).unwrap();
    assert_eq!(roll.lines.len(), taken.len(), "all who were in time, and nobody else");
}

async fn dice_typed_differently_and_a_second_attempt(engine: Engine) {
    let town = Town::open(engine, "again").await;
    let world = &town.service.world;
    let device = town.applied(0).await;
    town.close_and_post().await;
    town.freeze_and_draw(1).await;
    let input = json!({ "reason": "a class was closed" });
    let waits = town.step(ROUND, "annul", input).await;
    assert_eq!(waits["waits"], "result-annulled");
    town.confirm(1).await;
    town.step(ROUND, "commit", json!({})).await;
    let note = world.observers[0].commit(&world.origin, ROUND, 2);
    let note = crate::town::text(&note);
    town.step(ROUND, "commit-observer", json!({ "note": note })).await;
    town.freeze_and_draw(2).await;
    let folder = town.verified(&[&device], Vec::new()).await;
    assert!(folder.contains_key("attempt-2/results.csv"));
    let void = town.desk.step(ROUND, "void", json!({ "reason": "x", "notes": [] })).await;
    assert!(void.unwrap_err().to_string().contains("409"), "never once witnessed");
}
